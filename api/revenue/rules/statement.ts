/** What a statement says, true on paper. */
import type { PartyKind } from '#api/agreements/rules/codes.ts';
import type { ReviewCheck } from './codes.ts';

/** One order in a statement: what was paid, what went back before the approval, and each side's part of the rest. */
export interface StatementLine {
  readonly orderId: string;
  readonly grossFen: bigint;
  readonly refundsFen: bigint;
  readonly treasuryFen: bigint;
  readonly developerFen: bigint;
  readonly operatorFen: bigint;
}

export interface Totals extends Omit<StatementLine, 'orderId'> {
  readonly netFen: bigint;
}

export function totalsOf(lines: readonly Omit<StatementLine, 'orderId'>[]): Totals {
  const sum = (of: (line: Omit<StatementLine, 'orderId'>) => bigint) => lines.reduce((all, line) => all + of(line), 0n);
  const grossFen = sum((line) => line.grossFen);
  const refundsFen = sum((line) => line.refundsFen);
  return {
    grossFen,
    refundsFen,
    netFen: grossFen - refundsFen,
    treasuryFen: sum((line) => line.treasuryFen),
    developerFen: sum((line) => line.developerFen),
    operatorFen: sum((line) => line.operatorFen),
  };
}

/** The parts of one order, added up by side from its allocation lines (sales positive, refunds negative). */
export function lineOf(
  orderId: string,
  grossFen: bigint,
  refundsFen: bigint,
  parts: readonly { partyKind: PartyKind; amountFen: bigint }[],
): StatementLine {
  const of = (kind: PartyKind) =>
    parts.reduce((sum, part) => (part.partyKind === kind ? sum + part.amountFen : sum), 0n);
  return {
    orderId,
    grossFen,
    refundsFen,
    treasuryFen: of('treasury'),
    developerFen: of('developer'),
    operatorFen: of('operator'),
  };
}

/** A month `YYYY-MM` that exists. */
export const isPeriod = (text: string): boolean => /^20\d{2}-(0[1-9]|1[0-2])$/.test(text);
/** Over before the present one: nothing can be added to it any more. */
export const isClosed = (period: string, present: string): boolean => isPeriod(period) && period < present;

export interface ReviewFacts {
  readonly totals: Totals;
  /** Lines as the statement has them, and as they would be drawn now. */
  readonly lines: readonly StatementLine[];
  readonly current: readonly StatementLine[];
  readonly replayed: boolean;
  readonly sameLevel: boolean;
  readonly confirmedBy: readonly string[];
  readonly parties: readonly string[];
}

/** The comparisons of the finance bureau's review with their outcome, in the order in which they are shown. */
export function review(facts: ReviewFacts): { readonly check: ReviewCheck; readonly ok: boolean }[] {
  const { totals, lines } = facts;
  const added = totalsOf(lines);
  const keys = ['grossFen', 'refundsFen', 'netFen', 'treasuryFen', 'developerFen', 'operatorFen'] as const;
  const text = (some: readonly StatementLine[]) =>
    some
      .map((l) => [l.orderId, l.grossFen, l.refundsFen, l.treasuryFen, l.developerFen, l.operatorFen].join('|'))
      .sort()
      .join('\n');
  const { netFen, treasuryFen, developerFen, operatorFen } = totals;
  return [
    { check: 'lines', ok: keys.every((key) => totals[key] === added[key]) },
    { check: 'parts', ok: netFen === treasuryFen + developerFen + operatorFen },
    { check: 'current', ok: text(lines) === text(facts.current) },
    { check: 'replay', ok: facts.replayed },
    { check: 'level', ok: facts.sameLevel },
    { check: 'confirmed', ok: facts.parties.every((party) => facts.confirmedBy.includes(party)) },
  ];
}
