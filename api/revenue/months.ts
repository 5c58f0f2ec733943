/**
 * The close of a month: a checklist by name, proposed by one person, signed off by another; from then on the database takes
 * no posting with an effect in it. The book is one for the province, so the provincial bureau closes it.
 */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { provinceCode } from '#api/kernel/regions.ts';
import { holdsPower, isSelf, requireDuty } from '#api/kernel/rights.ts';
import { periodOf, startOfDay } from '#api/kernel/time.ts';
import { checkLedger } from '#api/ledger/invariants.ts';
import { requirePasswordAgain } from '#api/people/service.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import * as store from './months-store.ts';
import { requireReader } from './readers.ts';
import { type MonthCheck, monthChecks } from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';
import type { monthShape, proposingMonth } from './treasury-contract.ts';

export type MonthOut = z.input<typeof monthShape>;

const next = (period: string): string => {
  const [year = 0, month = 0] = period.split('-').map(Number);
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
};
/** The last instant of a month in Asia/Shanghai. */
const endOf = (period: string): Date => new Date(startOfDay(`${next(period)}-01`).getTime() - 1);

type Check = { check: MonthCheck; ok: boolean; count: number; amount_fen: string };

async function checklist(ctx: Ctx, period: string): Promise<Check[]> {
  const facts = await store.monthFacts(ctx.db, period, endOf(period));
  const line = (check: MonthCheck, count: number, amount = 0n): Check => ({
    check,
    ok: count === 0,
    count,
    amount_fen: amount.toString(),
  });
  return [
    line('earlier_open', facts.earlierOpen),
    line('balanced', (await checkLedger(ctx.db)).length),
    line('unsplit', facts.unsplit),
    line('unmatched_money', facts.unmatchedFen === 0n ? 0 : 1, facts.unmatchedFen),
    line('statements_not_drawn', facts.notDrawn),
    line('open_differences', facts.openLines, facts.openLinesFen),
  ];
}

async function trialHash(ctx: Ctx, period: string) {
  const rows = await store.trialAt(ctx.db, endOf(period));
  const debit = rows.reduce((sum, row) => sum + row.debit, 0n);
  const text = canonicalJson(rows.map((row) => [row.id, row.debit.toString(), row.credit.toString()]));
  return { sha256: sha256(text), debit };
}

function closer(ctx: Ctx, duty: 'finance_review' | 'finance_issue') {
  const viewer = requireDuty(ctx.viewer, duty);
  if (!holdsPower(viewer, 'finance_bureau', provinceCode)) throw refuseAnywhere('auth.forbidden');
  return viewer;
}

export async function getMonth(ctx: Ctx, period: string): Promise<MonthOut> {
  requireReader(ctx);
  const row = await store.findMonth(ctx.db, period);
  const totals = await store.monthTotals(ctx.db, period);
  const closed = row?.state === 'closed';
  const may = holdsPower(ctx.viewer, 'finance_bureau', provinceCode);
  const over = period < periodOf(ctx.clock.now());
  const mine = (duty: 'finance_review' | 'finance_issue') => may && (ctx.viewer?.duties.includes(duty) ?? false);
  return {
    period,
    state: row?.state ?? 'open',
    over,
    entries: totals.entries,
    debit_fen: totals.debit.toString(),
    checks: closed ? (row.checklist as unknown as Check[]) : await checklist(ctx, period),
    trial_sha256: row?.trialSha256 ?? null,
    proposed_at: row?.proposedAt.toISOString() ?? null,
    signed_at: row?.signedAt?.toISOString() ?? null,
    can_propose: over && !closed && mine('finance_review'),
    can_sign: row?.state === 'proposed' && !isSelf(ctx.viewer, row.proposedBy) && mine('finance_issue'),
  };
}

/** Every month from the first posting to the last one that is over, newest first. */
export async function listMonths(ctx: Ctx) {
  requireReader(ctx);
  const first = await store.firstMonth(ctx.db);
  const present = periodOf(ctx.clock.now());
  const rows = await store.allMonths(ctx.db);
  const totals = await store.totalsByMonth(ctx.db);
  const items = [];
  for (let period = first ?? present; period < present; period = next(period)) {
    const row = rows.get(period);
    const sum = totals.get(period);
    items.push({
      period,
      state: row?.state ?? ('open' as const),
      entries: sum?.entries ?? 0,
      debit_fen: (sum?.debit ?? 0n).toString(),
      signed_at: row?.signedAt?.toISOString() ?? null,
    });
  }
  return { items: items.reverse() };
}

/** Proposes a month for sign-off; again after a change. Refuses while anything on the checklist is open. */
export async function proposeMonth(
  ctx: Ctx,
  period: string,
  input: z.output<typeof proposingMonth>,
): Promise<MonthOut> {
  const viewer = closer(ctx, 'finance_review');
  return act(ctx, { action: 'revenue.propose_month', subject: ['month', period] }, async (tx, note) => {
    if (period >= periodOf(tx.clock.now())) throw refuse('revenue.month_open', { period });
    await store.lockMonth(tx.db, period);
    const row = await store.findMonth(tx.db, period);
    if (row?.state === 'closed') throw refuse('revenue.month_closed', { period });
    const checks = await requireReady(tx, period);
    await requirePasswordAgain(tx, input.password);
    const trial = await trialHash(tx, period);
    const { entries } = await store.monthTotals(tx.db, period);
    const data = {
      state: 'proposed' as const,
      checklist: checks,
      trialSha256: trial.sha256,
      debitFen: trial.debit,
      entries,
      proposedBy: viewer.personId,
      proposedAt: tx.clock.now(),
    };
    await store.putMonth(tx.db, period, data);
    note({ period, trial_sha256: trial.sha256, entries });
    return getMonth(tx, period);
  });
}

/** Signs a month off, by another person; refused when a posting came between. Locks it for good. */
export async function signMonth(ctx: Ctx, period: string, input: z.output<typeof proposingMonth>): Promise<MonthOut> {
  const viewer = closer(ctx, 'finance_issue');
  return act(ctx, { action: 'revenue.sign_month', subject: ['month', period] }, async (tx, note) => {
    await store.lockMonth(tx.db, period);
    const row = await store.findMonth(tx.db, period);
    if (row?.state === 'closed') throw refuse('revenue.month_closed', { period });
    if (row === null) throw refuse('revenue.month_not_proposed', { period });
    if (isSelf(viewer, row.proposedBy)) throw refuse('revenue.month_two_people');
    const checks = await requireReady(tx, period);
    if ((await trialHash(tx, period)).sha256 !== row.trialSha256) throw refuse('revenue.month_changed', { period });
    await requirePasswordAgain(tx, input.password);
    const signed = { state: 'closed' as const, checklist: checks, signedBy: viewer.personId, signedAt: tx.clock.now() };
    await store.signMonth(tx.db, period, signed);
    note({ period, trial_sha256: row.trialSha256, entries: row.entries });
    return getMonth(tx, period);
  });
}

async function requireReady(tx: Ctx, period: string): Promise<Check[]> {
  const checks = await checklist(tx, period);
  const open = checks.filter((one) => !one.ok);
  if (open.length > 0) {
    const say = (locale: 'zh' | 'en') =>
      open.map((one) => `${monthChecks.label(one.check, locale)} ${one.count}`).join('; ');
    throw refuse('revenue.month_checks', { period, checks: say('zh'), checks_en: say('en') });
  }
  return checks;
}

/** Balances rebuilt from the entries, and every rule of the ledger; an empty list is the proof. */
export async function rebuildLedger(ctx: Ctx) {
  requireReader(ctx);
  const violations = await checkLedger(ctx.db);
  const accounts = await store.rebuilt(ctx.db);
  return {
    accounts: accounts.length,
    entries: accounts.reduce((sum, one) => sum + Number(one.entries), 0),
    differing: accounts
      .filter((one) => one.balance !== one.rebuilt)
      .map((one) => ({ account: one.id, balance_fen: one.balance.toString(), rebuilt_fen: one.rebuilt.toString() })),
    violations: violations.map(({ rule, says, found }) => ({ rule, says, found })),
  };
}
