/** The figures by period and treasury: for the finance bureau in full, for the public what the treasuries received. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { periodOf } from '#api/kernel/time.ts';
import { inLocale } from '#api/kernel/words.ts';
import { payDeveloper, payOperator } from '#api/ledger/rules/accounts.ts';
import * as ledger from '#api/ledger/service.ts';
import type { overviewRow } from './contract.ts';
import { overviewHeads } from './rules/codes.ts';
import { csv, yuanCell } from './rules/csv.ts';
import * as store from './store.ts';
import { lateDays } from './view.ts';

export type OverviewRow = z.input<typeof overviewRow>;
export interface Span {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The month `months` before a period. */
function before(period: string, months: number): string {
  const [year = 0, month = 1] = period.split('-').map(Number);
  const at = year * 12 + month - 1 - months;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
}

export async function getRevenue(ctx: Ctx, span: Span): Promise<{ from: string; to: string; rows: OverviewRow[] }> {
  const viewer = requireDuty(ctx.viewer, ['finance_review', 'finance_issue']);
  const regions = viewer.powers.filter((held) => held.power === 'finance_bureau').map((held) => held.regionCode);
  if (regions.length === 0) throw refuseAnywhere('auth.forbidden');
  const to = span.to ?? periodOf(ctx.clock.now());
  const from = span.from ?? before(to, 11);
  const [figures, statements] = await Promise.all([
    store.figures(ctx.db, regions, from, to),
    store.statementsBetween(ctx.db, regions, from, to),
  ]);
  const rows = figures.map((row): OverviewRow => {
    const own = statements.filter((one) => one.period === row.period && one.treasuryCode === row.treasury_code);
    const remitted = own.reduce((sum, one) => sum + (one.receipt?.amountFen ?? 0n), 0n);
    // What came back for refunds (退付) was given out again: it is neither due nor remitted any more.
    const cases = own.flatMap((one) => one.repayments);
    const repaid = cases.reduce((sum, one) => (one.state === 'repaid' ? sum + one.amountFen : sum), 0n);
    const claims = cases.reduce((sum, one) => (one.state === 'repaid' ? sum : sum + one.amountFen), 0n);
    const late = own.map((one) =>
      lateDays(ctx, { dueOn: one.dueOn, treasuryFen: one.treasuryFen, receivedOn: one.receipt?.receivedOn ?? null }),
    );
    return {
      period: row.period,
      treasury_code: row.treasury_code,
      treasury_name: row.treasury_name,
      region_code: row.region_code,
      orders: Number(row.orders),
      gross_fen: row.gross.toString(),
      refunds_fen: row.refunds.toString(),
      net_fen: (row.gross - row.refunds).toString(),
      due_fen: row.treasury_part.toString(),
      remitted_fen: remitted.toString(),
      repaid_fen: repaid.toString(),
      // A claim is never taken off what is due (坐支): the two stand apart.
      outstanding_fen: (row.treasury_part + claims - remitted + repaid).toString(),
      open_claims_fen: claims.toString(),
      statements: own.length,
      closed: own.filter((one) => one.state === 'closed').length,
      late: late.filter((days) => days > 0).length,
      late_days: Math.max(0, ...late),
    };
  });
  return { from, to, rows };
}

export async function exportRevenue(ctx: Ctx, span: Span): Promise<{ name: string; text: string }> {
  const { from, to, rows } = await getRevenue(ctx, span);
  const yuan = (digits: string) => yuanCell(BigInt(digits));
  const body = rows.map((row) => [
    row.period,
    row.treasury_code,
    row.treasury_name,
    yuan(row.gross_fen),
    yuan(row.refunds_fen),
    yuan(row.net_fen),
    yuan(row.due_fen),
    yuan(row.remitted_fen),
    yuan(row.repaid_fen),
    yuan(row.outstanding_fen),
    yuan(row.open_claims_fen),
    row.statements,
    row.closed,
    row.late_days,
  ]);
  const head = overviewHeads.map((pair) => inLocale(pair, ctx.locale));
  return { name: `revenue-${from}-${to}.csv`, text: csv([head, ...body]) };
}

/** What the treasuries have received, by period of sale; open to everybody. */
export async function getPublicRevenue(ctx: Ctx) {
  const statements = await store.statementsBetween(ctx.db, null, '2000-01', '2999-12');
  const treasuries = new Map((await ctx.db.treasury.findMany()).map((one) => [one.code, one.name]));
  const rows = new Map<string, { period: string; code: string; received: bigint; statements: number }>();
  for (const one of statements) {
    if (one.receipt === null) continue;
    const key = `${one.period}|${one.treasuryCode}`;
    const row = rows.get(key) ?? { period: one.period, code: one.treasuryCode, received: 0n, statements: 0 };
    row.received += one.receipt.amountFen;
    row.statements += 1;
    rows.set(key, row);
  }
  return {
    rows: [...rows.values()]
      .sort((a, b) => (a.period === b.period ? (a.code < b.code ? -1 : 1) : a.period < b.period ? 1 : -1))
      .map((row) => ({
        period: row.period,
        treasury_code: row.code,
        treasury_name: treasuries.get(row.code) ?? row.code,
        received_fen: row.received.toString(),
        statements: row.statements,
      })),
  };
}

/** What is owed to the viewer's organisation and not yet paid out; paying it out comes with a later version. */
export async function getPayable(ctx: Ctx): Promise<{ payable_fen: string }> {
  const viewer = requireViewer(ctx.viewer);
  if (viewer.organization.kind !== 'enterprise') return { payable_fen: '0' };
  const { id } = viewer.organization;
  const [asDeveloper, asOperator] = await Promise.all([
    ledger.owed(ctx, payDeveloper(id)),
    ledger.owed(ctx, payOperator(id)),
  ]);
  return { payable_fen: (asDeveloper + asOperator).toString() };
}
