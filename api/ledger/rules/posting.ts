/** What a posting says, true on paper: lines that balance, and the one text of them that is hashed. */
import { canonicalJson } from '#api/kernel/canonical.ts';
import type { AccountSpec } from './accounts.ts';
import { refuse } from './refusals.ts';

export interface Line {
  readonly account: AccountSpec;
  /** Whole fen, debit positive, credit negative; never zero. */
  readonly amount_fen: bigint;
  /** The agency whose data earned it: a tag on the line, never an owner. */
  readonly agency?: string;
}

export interface Posting {
  /** What happened, e.g. `order.receipt`. */
  readonly kind: string;
  /** One fact, one key: the same fact posted again is answered with the first posting. */
  readonly key: string;
  readonly lines: readonly Line[];
  readonly effectiveAt: Date;
  readonly orderId?: string;
  readonly memo?: string;
  /** The transaction this one takes back; a transaction is reversed once. */
  readonly reverses?: string;
}

/** Lines of zero (a party with a share of nothing) are left out. */
export const withoutZero = (lines: readonly Line[]): Line[] => lines.filter((line) => line.amount_fen !== 0n);

/** Refuses what no ledger takes, before the database is asked. */
export function checkLines(lines: readonly Line[]): void {
  if (lines.some((line) => line.amount_fen === 0n)) throw refuse('ledger.zero_line');
  const sum = lines.reduce((total, line) => total + line.amount_fen, 0n);
  if (lines.length < 2 || sum !== 0n) throw refuse('ledger.unbalanced');
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The canonical text of a posting's meaning: kind, order, what it reverses and its lines in a fixed order. When it
 * happened and the words beside it are left out: a job that runs again at another minute says the same thing.
 */
export function canonicalPosting(posting: Posting): string {
  const lines = posting.lines.map(({ account, amount_fen, agency }) => ({
    account: account.id,
    agency: agency ?? null,
    amount_fen: amount_fen.toString(),
  }));
  lines.sort(
    (a, b) => order(a.account, b.account) || order(a.agency ?? '', b.agency ?? '') || order(a.amount_fen, b.amount_fen),
  );
  return canonicalJson({
    kind: posting.kind,
    order: posting.orderId ?? null,
    reverses: posting.reverses ?? null,
    lines,
  });
}

/** The same lines with their signs turned. */
export const reversed = (lines: readonly Line[]): Line[] =>
  lines.map((line) => ({ ...line, amount_fen: -line.amount_fen }));
