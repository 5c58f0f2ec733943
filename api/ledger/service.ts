/** Double entry in whole fen. The ledger knows accounts and postings; what an order is, it does not know. */
import { createHash } from 'node:crypto';
import { sqlMessage, sqlState } from '#api/audit/conflict.ts';
import { type Ctx, newId } from '#api/context.ts';
import { periodOf } from '#api/kernel/time.ts';
import { type AccountSpec, accountOf } from './rules/accounts.ts';
import { canonicalPosting, checkLines, type Line, type Posting, reversed, withoutZero } from './rules/posting.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

export type { Posted } from './store.ts';

/** Opens an account of the chart; nothing happens when it is open. Refuses `ledger.agency_owns_nothing`, `ledger.not_in_chart`. */
export async function openAccount(tx: Ctx, spec: AccountSpec): Promise<string> {
  // Read back from its name, so that no caller can hand in an account of its own making.
  const known = accountOf(spec.id);
  await named({ account: known.id }, () => store.openAccount(tx.db, known));
  return known.id;
}

/**
 * Posts one balanced transaction inside the open database transaction, opening its accounts on first use. Zero lines are
 * left out. The same key with the same lines answers `replayed` and posts nothing. The caller notes `transaction_id` in
 * its audit event under `transactions` (invariant I14).
 */
export async function post(tx: Ctx, posting: Posting): Promise<store.Posted> {
  if (tx.inTransaction !== true) throw new Error('a posting belongs into the transaction of the act that causes it');
  const lines = withoutZero(posting.lines);
  checkLines(lines);
  const specs = new Map(lines.map(({ account }) => [account.id, account]));
  const open = await store.accountsThatExist(tx.db, [...specs.keys()]);
  // In order of name: two transactions opening the same accounts cannot wait for each other in a circle.
  for (const id of [...specs.keys()].sort()) {
    const spec = specs.get(id);
    if (spec !== undefined && !open.has(id)) await openAccount(tx, spec);
  }
  const whole: Posting = { ...posting, lines };
  return named({ key: posting.key }, () =>
    store.post(tx.db, {
      id: newId(tx, 'transaction'),
      kind: posting.kind,
      key: posting.key,
      hash: createHash('sha256').update(canonicalPosting(whole), 'utf8').digest('hex'),
      orderId: posting.orderId ?? null,
      reverses: posting.reverses ?? null,
      effectiveAt: posting.effectiveAt,
      memo: posting.memo ?? null,
      lines: lines.map(({ account, amount_fen, agency }) => ({
        account: account.id,
        amount_fen: amount_fen.toString(),
        agency: agency ?? null,
      })),
    }),
  );
}

/** Takes a whole transaction back by its mirror image; once. */
export async function reverse(
  tx: Ctx,
  transactionId: string,
  { memo, effectiveAt }: { memo: string; effectiveAt: Date },
) {
  const original = await store.transactionLines(tx.db, transactionId);
  if (original === null) throw refuse('ledger.not_found');
  const lines: Line[] = original.entries.map((entry) => ({
    account: accountOf(entry.accountId),
    amount_fen: entry.amountFen,
    ...(entry.agencyId === null ? {} : { agency: entry.agencyId }),
  }));
  return post(tx, {
    kind: `${original.kind}.reversal`,
    key: `reversal:${transactionId}`,
    lines: reversed(lines),
    effectiveAt,
    memo,
    reverses: transactionId,
    ...(original.orderId === null ? {} : { orderId: original.orderId }),
  });
}

/** What is owed on an account: its balance with the sign of its class turned to positive; zero when never opened. */
export async function owed(ctx: Ctx, spec: AccountSpec): Promise<bigint> {
  const found = (await store.balances(ctx.db, [spec.id])).get(spec.id) ?? 0n;
  return spec.class === 'liability' ? -found : found;
}

/** The same under a lock that holds until the transaction ends: what is found owed is still owed when it is posted. */
export async function owedLocked(tx: Ctx, spec: AccountSpec): Promise<bigint> {
  await store.lockBalance(tx.db, spec.id);
  return owed(tx, spec);
}

/**
 * `wanted`, or now when the month of `wanted` is signed off: what is found out later is booked in the month in which it
 * is found out, with its own day in the memo (a closed month is never opened again).
 */
export async function openInstant(tx: Ctx, wanted: Date): Promise<Date> {
  return (await store.monthClosed(tx.db, periodOf(wanted))) ? tx.clock.now() : wanted;
}

/** Turns the database's refusals into named ones; anything else is a bug and stays one. */
async function named<T>(facts: { key?: string; account?: string }, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw refusalOf(error, facts) ?? error;
  }
}

export function refusalOf(error: unknown, { key = '', account = '' }: { key?: string; account?: string } = {}) {
  const state = sqlState(error);
  if (state === null) return null;
  const message = sqlMessage(error) ?? '';
  const says = (text: string) => message.includes(text);
  if (says('ledger_key_reused')) return refuse('ledger.key_reused', { key });
  if (says('ledger_unbalanced')) return refuse('ledger.unbalanced');
  if (says('ledger_sealed')) return refuse('ledger.sealed');
  if (says('ledger_agency_owns_nothing') || says('ledger_account_never_agency')) {
    return refuse('ledger.agency_owns_nothing', { account });
  }
  if (says('ledger_not_in_chart') || says('ledger_no_account') || says('ledger_account_treasury')) {
    return refuse('ledger.not_in_chart', { account: account || (message.split(': ')[1] ?? '') });
  }
  if (says('wrong_treasury')) return refuse('ledger.wrong_treasury');
  if (says('ledger_balance_bounds')) return refuse('ledger.overdrawn');
  if (says('ledger_entry_amount')) return refuse('ledger.zero_line');
  if (says('ledger_period_closed')) {
    return refuse('ledger.period_closed', { period: /ledger_period_closed: (\S+)/.exec(message)?.[1] ?? '' });
  }
  if (says('append_only')) return refuse('ledger.append_only');
  if (state === '22003') return refuse('ledger.out_of_range');
  if (state === '23505' && says('reverses')) return refuse('ledger.already_reversed');
  return null;
}
