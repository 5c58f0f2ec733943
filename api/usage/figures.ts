/** Figures over groups of licensed records, where the agreed degree lets no record leave. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { onTable } from '#api/datasets/read.ts';
import { parseFilter, parseGroup, parseMeasure } from '#api/datasets/rules/query.ts';
import type { Cell } from '#api/ports/tables/port.ts';
import type { figuresQuery } from './contract.ts';
import { type DatasetAddress, openAccess, requireGrant, takerOf } from './gate.ts';
import { handRows } from './record.ts';
import { figuresFault, suppress } from './rules/figures.ts';
import { refuse } from './rules/refusals.ts';

const mostGroups = 10_000;

export async function readLicensedFigures(ctx: Ctx, address: DatasetAddress, query: z.output<typeof figuresQuery>) {
  const groups = query.group.map(parseGroup);
  const measures = query.measure.length === 0 ? [{ fn: 'count' as const }] : query.measure.map(parseMeasure);
  const filters = query.filter.map(parseFilter);
  const measured = measures.flatMap(({ column }) => (column === undefined ? [] : [column]));
  const opened = await openAccess(ctx, takerOf(requireGrant(ctx)), address, {
    action: 'figures',
    table: query.table,
    touches: [...groups.map((one) => one.column), ...measured, ...filters.map((one) => one.column)],
    purpose: query.purpose,
    region: query.region,
  });
  const { smallestGroup } = opened.granted.grant;
  const fault = figuresFault(measures, filters);
  if (fault !== null) throw fault;
  // Behind the figures: the records of each group, and the filled cells each figure rests on.
  const behind = [{ fn: 'count' as const }, ...measured.map((column) => ({ fn: 'count' as const, column }))];
  const found = await onTable(ctx, opened.version, (path) =>
    ctx.ports.tables.aggregate(path, {
      groupBy: groups,
      measures: [...measures, ...behind],
      filters: [...opened.filter, ...filters],
      limit: mostGroups,
    }),
  );
  if (found.truncated) throw refuse('usage.too_many_groups', { limit: mostGroups });
  const width = groups.length + measures.length;
  const filledOf = (row: readonly Cell[], column: string) => Number(row[width + 1 + measured.indexOf(column)]);
  const { shown, hidden } = suppress(
    found.rows.map((row) => ({ group: row, records: Number(row[width]) })),
    smallestGroup,
  );
  const rows = shown.map((row) => [
    ...row.slice(0, groups.length),
    ...measures.map(({ column }, at) => {
      const cell = row[groups.length + at] ?? null;
      // A sum over one filled cell of a large group is that cell.
      return column !== undefined && filledOf(row, column) < smallestGroup ? null : cell;
    }),
  ]);
  return {
    ...(await handRows(ctx, opened, 'figures', found.columns.slice(0, width), rows)),
    smallest_group: smallestGroup,
    hidden_groups: hidden,
  };
}
