/** The column of another dataset that a rule refers to: of the version that is public now. */
import { getPublicEntry } from '#api/catalog/read.ts';
import type { Ctx } from '#api/context.ts';
import { findPublished, publishedColumns } from '#api/datasets/published-store.ts';
import { accessOf } from '#api/datasets/rules/gate.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import type { ColumnRule } from './rules/rule.ts';

export type Reference = Extract<ColumnRule, { readonly rule: 'reference' }>;
export type Target =
  | { readonly found: true; readonly tableKey: string }
  | { readonly found: false; readonly because: 'missing' | 'closed' };

/**
 * Only data that are open to everyone, or the agency's own: which values are missing from a table would else tell what is in it.
 * @param providerId of the dataset the rule is of.
 */
export async function findTarget(ctx: Ctx, rule: Reference, providerId: string): Promise<Target> {
  const missing = { found: false, because: 'missing' } as const;
  const entry = await publicEntry(ctx, rule.dataset);
  if (entry === null) return missing;
  if (accessOf(entry.content.open_type) !== 'open' && entry.provider.id !== providerId)
    return { found: false, because: 'closed' };
  const version = await findPublished(ctx.db, entry.id, 'latest');
  const table =
    rule.table === ''
      ? version?.tables[0]
      : version?.tables.find((one) => one.name === rule.table || String(one.number) === rule.table);
  if (version === null || table?.tableKey == null) return missing;
  const columns = await publishedColumns(ctx.db, version);
  return columns.some((one) => one.table === table.number && one.name === rule.column)
    ? { found: true, tableKey: table.tableKey }
    : missing;
}

async function publicEntry(ctx: Ctx, code: string) {
  try {
    return await getPublicEntry(ctx, code);
  } catch (error) {
    if (isRefusal(error) && (error.code === 'catalog.not_found' || error.code === 'catalog.withdrawn')) return null;
    throw error;
  }
}
