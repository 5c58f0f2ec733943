/** What breaks when a version with other columns is published: told before the steward accepts it (Article 11). */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { getVersion } from '#api/datasets/access.ts';
import { findPublished } from '#api/datasets/published-store.ts';
import { brokenColumns } from '#api/datasets/rules/drift.ts';
import type * as versions from '#api/datasets/store.ts';
import { columnsAsked } from '#api/quality/rules/impact.ts';
import type { impactOut } from '#api/quality/rules/shapes.ts';
import * as store from './impact-store.ts';

export type ImpactOut = z.output<typeof impactOut>;

export async function driftImpact(ctx: Ctx, versionId: string): Promise<ImpactOut> {
  const { version, entry } = await getVersion(ctx, versionId);
  const { number, drift } = version;
  const none = { version: number, drift, views: [], agreements: [], subscriptions: 0, rules: [] };
  if (drift === null) return none;
  const before = await findPublished(ctx.db, entry.id, drift.from);
  if (before === null) return none;
  // The difference names tables as they are called now; a single table may have been called otherwise before.
  const single = before.tables.length === 1 && version.tables.length === 1;
  const gone = new Set(drift.tables.removed);
  const broken = brokenColumns(drift);
  const brokenIn = (table: versions.Table | undefined, columns: readonly string[]): string[] => {
    if (table === undefined) return [];
    if (gone.has(table.name)) return [...columns];
    return columns.filter((name) => broken.some((one) => one.name === name && (single || one.table === table.name)));
  };
  const [views, agreements, subscriptions, rules] = await Promise.all([
    store.followingViews(
      ctx.db,
      entry.id,
      before.tables.map((one) => one.number),
    ),
    store.agreementsInForce(ctx.db, entry.id),
    store.countSubscriptions(ctx.db, entry.code),
    store.referringRules(ctx.db, entry.code),
  ]);
  const names = [...new Set([...broken.map((one) => one.name), ...gone])];
  return {
    version: number,
    drift,
    views: views.flatMap(({ id, title, table, spec }) => {
      const columns = brokenIn(
        before.tables.find((one) => one.number === table),
        columnsAsked(spec),
      );
      return columns.length === 0 ? [] : [{ id, title, columns }];
    }),
    agreements: agreements.map(({ id, no, terms, developer }) => {
      const text = JSON.stringify(terms);
      return { id, no, party: developer.name, columns: names.filter((name) => text.includes(name)) };
    }),
    subscriptions,
    rules: rules.flatMap(({ title, code, wanted, in_table }) => {
      const table = before.tables.find((one) => one.name === in_table || String(one.number) === in_table);
      return brokenIn(in_table === '' ? before.tables[0] : table, [wanted]).map((column) => ({ title, code, column }));
    }),
  };
}
