/** What a developer (or the operator) earned: months, each opening to orders, payments, payouts and metered rows. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { dayOf } from '#api/kernel/time.ts';
import { inLocale } from '#api/kernel/words.ts';
import { payDeveloper, payOperator, recvParty } from '#api/ledger/rules/accounts.ts';
import * as ledger from '#api/ledger/service.ts';
import { partyNames } from '#api/orders/store.ts';
import { type MeteredDays, meteredDays } from '#api/revenue/metered.ts';
import { csv, yuanCell } from '#api/revenue/rules/csv.ts';
import type { Metered } from '#api/revenue/rules/measure.ts';
import { payeeOf } from './access.ts';
import type { incomeMonthShape, incomeOrder, incomeShape } from './contract.ts';
import * as store from './income-store.ts';
import { incomeHeads } from './rules/codes.ts';
import { holdOf } from './rules/due.ts';
import { refuse } from './rules/refusals.ts';
import { payRule } from './runs.ts';
import { openParts } from './store.ts';

type IncomeOut = z.input<typeof incomeShape>;
type MonthOut = z.input<typeof incomeMonthShape>;
type OrderLine = z.input<typeof incomeOrder>;

interface Sums {
  gross: bigint;
  refunds: bigint;
  treasury: bigint;
  operator: bigint;
  own: bigint;
  paid_out: bigint;
  on_way: bigint;
}
const keys = ['gross', 'refunds', 'treasury', 'operator', 'own', 'paid_out', 'on_way'] as const;

function sums(rows: readonly Sums[]): Sums {
  const all: Sums = { gross: 0n, refunds: 0n, treasury: 0n, operator: 0n, own: 0n, paid_out: 0n, on_way: 0n };
  for (const row of rows) for (const key of keys) all[key] += row[key];
  return all;
}

const amounts = (row: Sums) => ({
  gross_fen: row.gross.toString(),
  refunds_fen: row.refunds.toString(),
  net_fen: (row.gross - row.refunds).toString(),
  treasury_fen: row.treasury.toString(),
  operator_fen: row.operator.toString(),
  own_fen: row.own.toString(),
  paid_out_fen: row.paid_out.toString(),
  on_way_fen: row.on_way.toString(),
  open_fen: (row.own - row.paid_out - row.on_way).toString(),
});

export async function getIncome(ctx: Ctx, query: { readonly year?: number | undefined }): Promise<IncomeOut> {
  const { id } = payeeOf(ctx).organization;
  const year = query.year ?? Number(dayOf(ctx.clock.now()).slice(0, 4));
  const rows = await store.salesOf(ctx.db, id, `${year}-01`, `${year}-12`);
  const periods = [...new Set(rows.map((row) => row.period))].sort();
  const owed = await Promise.all([payDeveloper(id), payOperator(id)].map((account) => ledger.owed(ctx, account)));
  return {
    year,
    years: [...new Set([year, ...(await store.yearsOf(ctx.db, id))])].sort((a, b) => b - a),
    months: periods.map((period) => {
      const own = rows.filter((row) => row.period === period);
      return { period, orders: own.length, ...amounts(sums(own)) };
    }),
    total: { orders: rows.length, ...amounts(sums(rows)) },
    payable_fen: owed.reduce((sum, one) => sum + one, 0n).toString(),
    claim_fen: (await ledger.owed(ctx, recvParty(id))).toString(),
    payouts: (await store.payoutsOf(ctx.db, id, year)).map((one) => ({
      id: one.id,
      no: one.no,
      state: one.state,
      amount_fen: one.amountFen.toString(),
      set_off_fen: one.setOffFen.toString(),
      paid_on: one.paidOn,
      returned_on: one.returnedOn,
      return_reason: one.returnReason,
      account_ends_in: one.account?.endsIn ?? '',
    })),
  };
}

/** A month down to its orders: payment, split with its hash, what it was measured by, what was paid of it and why not. */
export async function getIncomeMonth(ctx: Ctx, period: string): Promise<MonthOut> {
  const { id } = payeeOf(ctx).organization;
  if (!/^20\d{2}-(0[1-9]|1[0-2])$/.test(period)) throw refuse('payouts.bad_period');
  const rows = await store.salesOf(ctx.db, id, period, period);
  return { period, total: { orders: rows.length, ...amounts(sums(rows)) }, orders: await linesOf(ctx, id, rows) };
}

async function linesOf(ctx: Ctx, partyId: string, figures: readonly store.SaleFigures[]): Promise<OrderLine[]> {
  const orders = await store.ordersOf(
    ctx.db,
    figures.map((one) => one.order_id),
  );
  const by = new Map(figures.map((one) => [one.order_id, one]));
  const names = await partyNames(
    ctx.db,
    orders.flatMap((one) => one.allocations.flatMap(({ lines }) => lines.map((line) => line.partyId))),
  );
  const measures = await store.measuresBy(
    ctx.db,
    orders.flatMap((one) => one.allocations.flatMap((split) => noteOf(split)?.measure_sha256 ?? [])),
  );
  const usage = await meteredDays(ctx.db, orders);
  const holds = new Map<string, ReturnType<typeof holdOf>>();
  for (const region of new Set(orders.map((one) => one.agreement.regionCode))) {
    const rule = await payRule(ctx, region);
    for (const part of await openParts(ctx.db, region, null, [partyId])) holds.set(part.orderId, holdOf(part, rule));
  }
  return orders.flatMap((order): OrderLine[] => {
    const figure = by.get(order.id);
    if (figure === undefined || order.allocations.length === 0) return [];
    const slices = order.allocations.map((split) => sliceOf(order, split, names, measures));
    return [
      {
        order_id: order.id,
        order_no: order.no,
        product_title: order.product.title,
        agreement_no: order.agreement.no,
        paid_on: dayOf(order.paidAt ?? order.placedAt),
        payment:
          order.payment === null
            ? null
            : {
                route: order.payment.route,
                value_date: order.payment.valueDate,
                amount_fen: order.payment.amountFen.toString(),
              },
        ...amounts(figure),
        ppm: order.allocations[0]?.lines.find((line) => line.partyId === partyId)?.ppm ?? 0,
        hold: holds.get(order.id) ?? null,
        payouts: order.payoutLines
          .filter((line) => line.payout.organizationId === partyId && line.payout.state !== 'rejected')
          .map((line) => ({ no: line.payout.no, state: line.payout.state, amount_fen: line.amountFen.toString() })),
        parts: slices.flatMap((slice) => slice.parts),
        contribution: slices[0]?.contribution ?? null,
        slices,
        sources: order.product.sources.map(({ delivery }) => ({
          dataset: delivery.entry.code,
          version: delivery.version.number,
          acquired_on: dayOf(delivery.at),
          rows: delivery.rowCount.toString(),
        })),
        result_sha256: slices[0]?.result_sha256 ?? '',
        usage: showUsage(usage.get(order.id)),
      },
    ];
  });
}

interface Note {
  readonly method: string;
  readonly period?: string;
  readonly units?: string;
  readonly measure_sha256?: string;
}
type Split = store.IncomeOrderRow['allocations'][number];
const noteOf = (split: Split): Note | null =>
  (JSON.parse(split.inputCanonical) as { contribution?: Note }).contribution ?? null;

const showUsage = (one: MeteredDays | undefined) => (one === undefined ? null : { ...one, days: [...one.days] });

/** What of an order stands under one agreement: its parts, what they were measured by, and the hash of the split. */
function sliceOf(
  order: store.IncomeOrderRow,
  split: Split,
  names: ReadonlyMap<string, string>,
  measures: ReadonlyMap<string, string>,
): OrderLine['slices'][number] {
  const slice = order.slices.find((one) => one.agreementId === split.agreementId);
  const note = noteOf(split);
  const metered = note?.measure_sha256 === undefined ? undefined : measures.get(note.measure_sha256);
  return {
    agreement_no: slice?.agreement.no ?? '',
    agency_name: slice?.agency.name ?? '',
    ppm: slice?.ppm ?? 0,
    gross_fen: split.baseFen.toString(),
    parts: split.lines.map((line) => ({
      party_kind: line.partyKind,
      party_name: names.get(line.partyId) ?? line.partyId,
      ppm: line.ppm,
      amount_fen: line.amountFen.toString(),
    })),
    contribution:
      note === null
        ? null
        : {
            method: note.method,
            period: note.period ?? null,
            units: note.units ?? null,
            rows:
              metered === undefined
                ? []
                : (JSON.parse(metered) as Metered).deliveries.map(({ dataset, version, calls, rows }) => ({
                    dataset,
                    version,
                    calls,
                    rows,
                  })),
          },
    result_sha256: split.resultSha256,
  };
}

const moneyKeys = ['gross', 'refunds', 'net', 'treasury', 'operator', 'own', 'paid_out', 'on_way', 'open'] as const;
type Figures = Readonly<Record<`${(typeof moneyKeys)[number]}_fen`, string>>;
const cells = (row: Figures): string[] => moneyKeys.map((key) => yuanCell(BigInt(row[`${key}_fen`])));

async function tablesOf(ctx: Ctx, query: { readonly year?: number | undefined }) {
  const income = await getIncome(ctx, query);
  const { id } = payeeOf(ctx).organization;
  const lines = await linesOf(ctx, id, await store.salesOf(ctx.db, id, `${income.year}-01`, `${income.year}-12`));
  const head = (...names: readonly (keyof typeof incomeHeads)[]) =>
    names.map((name) => inLocale(incomeHeads[name], ctx.locale));
  const sum = inLocale(incomeHeads.total, ctx.locale);
  return {
    year: income.year,
    months: [
      head('period', 'orders', ...moneyKeys),
      ...income.months.map((row) => [row.period, String(row.orders), ...cells(row)]),
      [sum, String(income.total.orders), ...cells(income.total)],
    ],
    orders: [
      head('order', 'product', 'agreement', 'paid_on', ...moneyKeys, 'payouts'),
      ...lines.map((row) => [
        row.order_no,
        row.product_title,
        row.agreement_no,
        row.paid_on,
        ...cells(row),
        row.payouts.map((one) => one.no).join(' '),
      ]),
    ],
  };
}

export async function exportIncomeCsv(ctx: Ctx, query: { readonly year?: number | undefined }) {
  const { year, months, orders } = await tablesOf(ctx, query);
  return { name: `income-${year}.csv`, text: csv([...months, [], ...orders]) };
}

/** Two sheets, months and orders; amounts are numbers, names are text. */
export async function exportIncome(ctx: Ctx, query: { readonly year?: number | undefined }) {
  const { year, months, orders } = await tablesOf(ctx, query);
  const { default: exceljs } = await import('exceljs');
  const book = new exceljs.Workbook();
  for (const [name, rows, first] of [
    [inLocale(incomeHeads.period, ctx.locale), months, 2],
    [inLocale(incomeHeads.order, ctx.locale), orders, 4],
  ] as const) {
    const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    for (const [at, row] of rows.entries()) {
      const money = (i: number) => at > 0 && i >= first && i < first + moneyKeys.length;
      sheet.addRow(row.map((cell, i) => (money(i) ? Number(cell) : cell))).font = { bold: at === 0 };
    }
    for (let i = first + 1; i <= first + moneyKeys.length; i++) sheet.getColumn(i).numFmt = '#,##0.00';
    for (let i = 1; i <= first + moneyKeys.length; i++) sheet.getColumn(i).width = 18;
  }
  return { name: `income-${year}.xlsx`, bytes: Buffer.from(await book.xlsx.writeBuffer()) };
}
