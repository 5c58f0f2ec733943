/** A hierarchy to begin with, from the values a column has. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { getOwnVersion } from '#api/datasets/access.ts';
import { privacyOf } from '#api/datasets/privacy.ts';
import { onTable } from '#api/datasets/read.ts';
import type { hierarchyOut, hierarchyQuery } from './contract.ts';
import { hierarchyOf, kindOf, mostValues } from './rules/hierarchy.ts';
import { refuse } from './rules/refusals.ts';

export type HierarchyOut = z.output<typeof hierarchyOut>;

/** Values of a direct identifier are not listed: nothing of them is generalised. */
export async function proposeHierarchy(
  ctx: Ctx,
  id: string,
  query: z.output<typeof hierarchyQuery>,
): Promise<HierarchyOut> {
  const { version, entry } = await getOwnVersion(ctx, id);
  const table = (await privacyOf(ctx, version, entry)).find((one) => one.number === query.table);
  const row = version.tables.find((one) => one.number === query.table);
  if (table === undefined || row === undefined) throw refuse('deidentification.table_not_found');
  if (row.rawKey === null || (version.state !== 'held' && version.state !== 'ready'))
    throw refuse('deidentification.not_ready', { number: version.number });
  const { column } = query;
  const proposed = table.proposal.columns.find((one) => one.name === column)?.class;
  if (proposed === undefined) throw refuse('deidentification.unknown_column', { column });
  if ((table.confirmed.get(column) ?? proposed) === 'direct') throw refuse('deidentification.no_hierarchy', { column });
  const found = await onTable(ctx, { tableKey: row.rawKey }, (path) =>
    ctx.ports.tables.aggregate(path, {
      groupBy: [{ column }],
      sort: [{ column: 'count', dir: 'desc' }],
      limit: mostValues + 1,
    }),
  );
  const values = found.rows.flatMap(([value]) => (value === null || value === '' ? [] : [String(value)]));
  const kept = values.slice(0, mostValues).filter((one) => one.length <= 200);
  const kind = query.kind ?? kindOf(column, kept);
  return { column, kind, rows: hierarchyOf(kind, kept), more: values.length > mostValues };
}
