/** Reading the ledger: the trial balance and the statement of one account. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { auditReach, requireViewer } from '#api/kernel/rights.ts';
import { addDays, startOfDay } from '#api/kernel/time.ts';
import type { accountStatementShape, trialBalanceShape } from './contract.ts';
import { accountOf } from './rules/accounts.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

/** The books are the province's: its finance bureau and its auditors read all of them, those of a city the accounts of its treasury. */
async function readable(ctx: Ctx): Promise<readonly string[] | null> {
  const viewer = requireViewer(ctx.viewer);
  const held = viewer.powers.filter(({ power }) => power === 'finance_bureau').map(({ regionCode }) => regionCode);
  const regions = [...held, ...auditReach(viewer)];
  if (regions.length === 0) throw refuseAnywhere('auth.forbidden');
  return regions.some((code) => code.endsWith('0000')) ? null : store.treasuryCodesOf(ctx.db, regions);
}

/** Debits, credits and balance of each account at the end of a day; over all accounts they cancel out. */
export async function trialBalance(
  ctx: Ctx,
  day: string | undefined,
  at?: string,
): Promise<z.input<typeof trialBalanceShape>> {
  const treasuries = await readable(ctx);
  const endOfDay = day === undefined ? null : new Date(startOfDay(addDays(day, 1)).getTime() - 1);
  const until = at === undefined ? endOfDay : new Date(at);
  const rows = await store.accountTotals(ctx.db, until, treasuries);
  const sum = (of: (row: store.AccountTotals) => bigint) => rows.reduce((total, row) => total + of(row), 0n).toString();
  return {
    day: day ?? null,
    accounts: rows.map((row) => ({
      account: row.id,
      class: row.class as 'asset',
      treasury_code: row.treasury_code,
      party_id: row.party_id,
      owner_name: row.owner_name,
      debit_fen: row.debit.toString(),
      credit_fen: row.credit.toString(),
      balance_fen: row.balance.toString(),
    })),
    debit_fen: sum((row) => row.debit),
    credit_fen: sum((row) => row.credit),
    balance_fen: sum((row) => row.balance),
    complete: treasuries === null,
  };
}

export async function accountStatement(
  ctx: Ctx,
  input: { account: string; page: number; page_size: number },
): Promise<z.input<typeof accountStatementShape>> {
  const treasuries = await readable(ctx);
  const spec = accountOf(input.account);
  const account = await store.findAccount(ctx.db, spec.id);
  if (account === null || (treasuries !== null && !treasuries.includes(account.treasuryCode ?? ''))) {
    throw refuse('ledger.not_found');
  }
  const rows = await store.accountLines(ctx.db, spec.id, (input.page - 1) * input.page_size, input.page_size);
  return {
    account: spec.id,
    class: spec.class,
    balance_fen: (account.balance?.amountFen ?? 0n).toString(),
    items: rows.map((row) => ({
      transaction_id: row.transaction_id,
      kind: row.kind,
      order_id: row.order_id,
      agency_id: row.agency_id,
      memo: row.memo,
      effective_at: row.effective_at.toISOString(),
      amount_fen: row.amount.toString(),
      balance_fen: row.balance.toString(),
    })),
    total: Number(rows[0]?.total ?? 0n),
    page: input.page,
    page_size: input.page_size,
  };
}
