/** A statement that contradicts itself is refused: opening, lines, running balances and closing must agree to the fen. */
import { fen, formatYuan } from '#api/kernel/money.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { refuse } from './refusals.ts';

export interface Movement {
  readonly row: number;
  readonly amountFen: bigint;
  readonly balanceFen: bigint | null;
}

export interface Stated {
  readonly openingFen: bigint | null;
  readonly closingFen: bigint | null;
}

export type Balances<L> =
  | { readonly ok: true; readonly lines: readonly L[]; readonly openingFen: bigint; readonly closingFen: bigint }
  | { readonly ok: false; readonly refusal: Refusal };

const yuan = (amount: bigint): string => formatYuan(fen(amount));

/** The first line whose balance is not the one before it plus its amount. */
function breakIn<L extends Movement>(lines: readonly L[]): { line: L; expected: bigint } | null {
  let before: bigint | null = null;
  for (const line of lines) {
    if (line.balanceFen === null) return null;
    const expected: bigint = before === null ? line.balanceFen : before + line.amountFen;
    if (expected !== line.balanceFen) return { line, expected };
    before = line.balanceFen;
  }
  return null;
}

/**
 * Puts the lines into the bank's order (some banks write the newest first) and finds opening and closing balance. What the
 * file or the officer states must agree with what the lines say.
 */
export function balancesOf<L extends Movement>(lines: readonly L[], stated: Stated): Balances<L> {
  const sum = lines.reduce((total, line) => total + line.amountFen, 0n);
  const running = lines.length > 0 && lines.every((line) => line.balanceFen !== null);
  if (running) {
    const given = breakIn(lines);
    const turned = [...lines].reverse();
    const inOrder = given === null ? lines : breakIn(turned) === null ? turned : null;
    if (inOrder === null) {
      const { line, expected } = given as NonNullable<typeof given>;
      const says = { row: line.row, given: yuan(line.balanceFen ?? 0n), expected: yuan(expected) };
      return { ok: false, refusal: refuse('banking.balance_breaks', says) };
    }
    const [first, last] = [inOrder[0] as L, inOrder.at(-1) as L];
    const opening = (first.balanceFen ?? 0n) - first.amountFen;
    const closing = last.balanceFen ?? 0n;
    return agreed(inOrder, opening, closing, stated);
  }
  if (stated.closingFen === null && stated.openingFen === null) {
    return { ok: false, refusal: refuse('banking.no_closing_balance') };
  }
  const closing = stated.closingFen ?? (stated.openingFen ?? 0n) + sum;
  return agreed(lines, stated.openingFen ?? closing - sum, closing, stated, sum);
}

function agreed<L extends Movement>(
  lines: readonly L[],
  openingFen: bigint,
  closingFen: bigint,
  stated: Stated,
  sum = closingFen - openingFen,
): Balances<L> {
  const opening = stated.openingFen ?? openingFen;
  const closing = stated.closingFen ?? closingFen;
  if (opening + sum !== closing || opening !== openingFen || closing !== closingFen) {
    const says = { opening: yuan(opening), sum: yuan(sum), closing: yuan(closing) };
    return { ok: false, refusal: refuse('banking.contradicts_itself', says) };
  }
  return { ok: true, lines, openingFen: opening, closingFen: closing };
}
