/** The finance desk: what waits with its clocks, the figures of a year true at once, the yearly report as a file. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { levels } from '#api/kernel/regions.ts';
import { dayOf, periodOf } from '#api/kernel/time.ts';
import { inLocale } from '#api/kernel/words.ts';
import { daysBetween } from '#api/orders/view.ts';
import * as store from './desk-store.ts';
import { requireReader } from './readers.ts';
import { type DeskTask, type FigureGroup, figureGroups, figureHeads, sumWord } from './rules/codes.ts';
import { csv, yuanCell } from './rules/csv.ts';
import type { deskShape, figureRow, yearShape } from './treasury-contract.ts';

export type YearOut = z.input<typeof yearShape>;
type Figure = z.input<typeof figureRow>;
interface OfYear {
  readonly year?: number | undefined;
}

interface Sum {
  gross: bigint;
  refunds: bigint;
  treasury: bigint;
  developer: bigint;
  operator: bigint;
}

function add(rows: readonly store.FigureRow[]): Sum {
  const sum: Sum = { gross: 0n, refunds: 0n, treasury: 0n, developer: 0n, operator: 0n };
  for (const row of rows) {
    sum.gross += row.gross;
    sum.refunds += row.refunds;
    sum.treasury += row.treasury;
    sum.developer += row.developer;
    sum.operator += row.operator;
  }
  return sum;
}

function figure(key: string, label: string, orders: number, rows: readonly store.FigureRow[]): Figure {
  const sum = add(rows);
  return {
    key,
    label,
    orders,
    gross_fen: sum.gross.toString(),
    refunds_fen: sum.refunds.toString(),
    net_fen: (sum.gross - sum.refunds).toString(),
    treasury_fen: sum.treasury.toString(),
    developer_fen: sum.developer.toString(),
    operator_fen: sum.operator.toString(),
  };
}

export async function getYear(ctx: Ctx, { year }: OfYear): Promise<YearOut> {
  const { regions } = requireReader(ctx);
  const asked = year ?? Number(dayOf(ctx.clock.now()).slice(0, 4));
  const [from, to] = [`${asked}-01`, `${asked}-12`];
  const rows = await store.figureRows(ctx.db, regions, from, to);
  const paid = await store.remittedOf(ctx.db, regions, from, to);
  const counts = await store.orderCounts(ctx.db, regions, from, to);
  // Ids, periods and levels never look alike; the whole has none of them.
  const keyOf = (one: store.OrderCount) => one.period ?? one.agency_id ?? one.product_id ?? one.level ?? '';
  const orders = new Map(counts.map((one) => [keyOf(one), Number(one.orders)]));
  const counted = (key: string): number => orders.get(key) ?? 0;
  const by = (key: (row: store.FigureRow) => string, label: (row: store.FigureRow) => string): Figure[] => {
    const groups = new Map<string, store.FigureRow[]>();
    for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
    return [...groups].map(([one, own]) => figure(one, own[0] === undefined ? one : label(own[0]), counted(one), own));
  };
  const largest = (some: Figure[]) => some.sort((a, b) => (BigInt(a.net_fen) > BigInt(b.net_fen) ? -1 : 1));
  const total = figure('total', String(asked), counted(''), rows);
  return {
    year: asked,
    total,
    remitted_fen: paid.received.toString(),
    repaid_fen: paid.repaid.toString(),
    outstanding_fen: (BigInt(total.treasury_fen) + paid.claims - paid.received + paid.repaid).toString(),
    open_claims_fen: paid.claims.toString(),
    statements: Number(paid.statements),
    closed: Number(paid.closed),
    months_closed: await store.monthsClosed(ctx.db, from, to),
    groups: {
      agency: largest(
        by(
          (row) => row.agency_id,
          (row) => row.agency_name,
        ),
      ),
      product: largest(
        by(
          (row) => row.product_id,
          (row) => row.product_title,
        ),
      ),
      month: by(
        (row) => row.period,
        (row) => row.period,
      ).sort((a, b) => (a.key < b.key ? -1 : 1)),
      level: by(
        (row) => row.level,
        (row) => levels.label(row.level as 'province', ctx.locale),
      ),
    },
  };
}

export async function getDesk(ctx: Ctx, query: OfYear): Promise<z.input<typeof deskShape>> {
  const { regions } = requireReader(ctx);
  const today = dayOf(ctx.clock.now());
  const waiting = await store.waiting(ctx.db, regions, periodOf(ctx.clock.now()));
  return {
    tasks: waiting.map((one) => ({
      task: one.task as DeskTask,
      count: Number(one.count),
      amount_fen: one.amount.toString(),
      oldest_days: one.oldest === null ? null : daysBetween(ctx, dayOf(one.oldest), today),
      due_days: one.due === null ? null : daysBetween(ctx, today, one.due),
    })),
    year: await getYear(ctx, query),
  };
}

const cells = (row: Figure): (string | number)[] => [
  row.label,
  row.orders,
  ...[row.gross_fen, row.refunds_fen, row.net_fen, row.treasury_fen, row.developer_fen, row.operator_fen].map((fen) =>
    yuanCell(BigInt(fen)),
  ),
];

/** The groups of the yearly report as rows: heads, lines and a sum that adds up visibly. */
function tables(ctx: Ctx, year: YearOut): { name: string; rows: (string | number)[][] }[] {
  return figureGroups.codes.map((group: FigureGroup) => ({
    name: figureGroups.label(group, ctx.locale),
    rows: [
      figureHeads.map((pair) => inLocale(pair, ctx.locale)),
      ...year.groups[group].map(cells),
      cells({ ...year.total, label: inLocale(sumWord, ctx.locale) }),
    ],
  }));
}

export async function exportYearCsv(ctx: Ctx, query: OfYear): Promise<{ name: string; text: string }> {
  const year = await getYear(ctx, query);
  const rows = tables(ctx, year).flatMap(({ name, rows: own }) => [[name], ...own, []]);
  return { name: `revenue-${year.year}.csv`, text: csv(rows) };
}

/** A workbook with a sheet for each way of adding up; amounts are numbers with two decimals. */
export async function exportYear(ctx: Ctx, query: OfYear): Promise<{ name: string; bytes: Buffer }> {
  const year = await getYear(ctx, query);
  const { default: exceljs } = await import('exceljs');
  const book = new exceljs.Workbook();
  for (const { name, rows } of tables(ctx, year)) {
    const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    const [heads = [], ...lines] = rows;
    sheet.addRow(heads).font = { bold: true };
    for (const line of lines) {
      // Text of others (a product's name) is text to a spreadsheet, never a formula; money is a number.
      sheet.addRow([String(line[0] ?? ''), Number(line[1]), ...line.slice(2).map(Number)]);
    }
    sheet.getColumn(1).width = 36;
    for (let at = 3; at <= heads.length; at++) {
      const column = sheet.getColumn(at);
      column.width = 18;
      column.numFmt = '#,##0.00';
    }
    sheet.lastRow?.eachCell((cell) => {
      cell.font = { bold: true };
    });
  }
  return { name: `revenue-${year.year}.xlsx`, bytes: Buffer.from(await book.xlsx.writeBuffer()) };
}
