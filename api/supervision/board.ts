/** The board of a region: circumstances by agency, with counts, colours and the next day that matters. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import { csv } from '#api/revenue/rules/csv.ts';
import { requireDepartment } from './access.ts';
import type * as shapes from './contract.ts';
import * as figures from './figures-store.ts';
import { type Circumstance, figureColumns, type Tone } from './rules/codes.ts';
import { clockOf, unitOf } from './show.ts';
import * as store from './store.ts';

export type Board = z.input<typeof shapes.boardOut>;
type Row = Board['agencies'][number];

const worst: readonly Tone[] = ['late', 'due', 'green', 'none'];
const worse = (a: Tone, b: Tone): Tone => (worst.indexOf(a) <= worst.indexOf(b) ? a : b);

function regionOf(ctx: Ctx, wanted: string | undefined): string {
  const { regions } = requireDepartment(ctx);
  const region = wanted ?? regions[0] ?? '';
  if (!regions.includes(region)) throw refuseAnywhere('auth.forbidden');
  return region;
}

export async function showBoard(ctx: Ctx, query: z.output<typeof shapes.boardQuery>): Promise<Board> {
  const region = regionOf(ctx, query.region);
  const [cells, stages, open] = await Promise.all([
    figures.boardCells(ctx.db, region),
    figures.stageCounts(ctx.db, region),
    figures.dueDays(ctx.db, region),
  ]);
  const units = await store.findUnits(
    ctx.db,
    cells.map((one) => one.accused_id),
  );
  const rows = new Map<string, Row>();
  for (const cell of cells) {
    const row: Row = rows.get(cell.accused_id) ?? {
      agency: unitOf(units, cell.accused_id),
      cells: {},
      total: 0,
      next_due: null,
      tone: 'none',
    };
    const tone = cell.cases === 0 ? 'none' : (clockOf(ctx, cell.next_due)?.tone ?? 'none');
    rows.set(cell.accused_id, {
      ...row,
      cells: {
        ...row.cells,
        [String(cell.circumstance) as Circumstance]: { clues: cell.clues, cases: cell.cases, tone },
      },
      total: row.total + cell.clues + cell.cases,
      next_due: [row.next_due, cell.next_due].filter((day) => day !== null).sort()[0] ?? null,
      tone: worse(row.tone, tone),
    });
  }
  const tones = open.map((one) => clockOf(ctx, one.dueOn)?.tone ?? 'none');
  const of = (...states: string[]) =>
    stages.filter((one) => states.includes(one.state)).reduce((sum, one) => sum + one._count, 0);
  return {
    region_code: region,
    counts: {
      clues: cells.reduce((sum, one) => sum + one.clues, 0),
      open: open.length,
      late: tones.filter((tone) => tone === 'late').length,
      due: tones.filter((tone) => tone === 'due').length,
      closed: of('closed'),
    },
    agencies: [...rows.values()].sort(
      (a, b) =>
        worst.indexOf(a.tone) - worst.indexOf(b.tone) ||
        b.total - a.total ||
        a.agency.name.localeCompare(b.agency.name),
    ),
    stages: Object.fromEntries(stages.map((one) => [one.state, one._count])) as Board['stages'],
  };
}

/**
 * Findings, orders and what was corrected in time, by agency, of files opened from day to day: what evaluation counts (brief 2.7).
 */
export async function rectificationFigures(
  ctx: Ctx,
  span: { readonly regionCode: string; readonly from: string; readonly to: string },
): Promise<readonly figures.Rectification[]> {
  return figures.rectification(ctx.db, span.regionCode, span.from, span.to);
}

export async function exportFigures(
  ctx: Ctx,
  query: z.output<typeof shapes.boardQuery>,
): Promise<{ name: string; text: string }> {
  const region = regionOf(ctx, query.region);
  const today = dayOf(ctx.clock.now());
  const rows = await rectificationFigures(ctx, { regionCode: region, from: '2021-01-01', to: today });
  const units = await store.findUnits(
    ctx.db,
    rows.map((row) => row.agency_id),
  );
  const head = figureColumns.codes.map((code) => figureColumns.label(code, ctx.locale));
  const lines = rows.map((row) => [
    units.get(row.agency_id)?.name ?? '',
    ...[row.findings, row.orders, row.on_time, row.late, row.criticisms].map(String),
  ]);
  return { name: `supervision-${region}.csv`, text: csv([head, ...lines]) };
}
