/** After every ingest: what the columns may mean is proposed, and the rules in force are run (Article 11). */
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { findEntry } from '#api/catalog/store.ts';
import { type App, type Ctx, systemContext } from '#api/context.ts';
import { onTable } from '#api/datasets/read.ts';
import * as versions from '#api/datasets/store.ts';
import { type PersonalKind, personalKinds } from '#api/kernel/personal-kinds.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { checkVersion } from './reports.ts';
import { type Code, codesFrom, hasCodes, mostCodes, propose } from './rules/propose.ts';
import * as store from './store.ts';

export interface Work {
  readonly versionId: string;
}

/** What is in the dictionary already stays; only columns it does not know are proposed. May run twice. */
export async function describe(app: App, { versionId }: Work): Promise<void> {
  const ctx = systemContext(app);
  const version = await versions.findVersion(app.db, versionId);
  if (version === null || (version.state !== 'ready' && version.state !== 'published')) return;
  const entry = await findEntry(app.db, version.entryId);
  if (entry === null) return;
  const [columns, known] = await Promise.all([
    versions.listColumns(app.db, versionId),
    store.listColumns(app.db, entry.id),
  ]);
  const proposed: store.Proposed[] = [];
  const retyped: { readonly table: string; readonly column: string; readonly type: string }[] = [];
  for (const { number, name: table, tableKey, rowCount } of version.tables) {
    for (const column of columns.filter((one) => one.table === number)) {
      const row = known.find((one) => one.table === table && one.column === column.name);
      if (row !== undefined) {
        if (row.type !== column.type) retyped.push({ table, column: column.name, type: column.type });
        continue;
      }
      const proposal = propose(column, {
        items: entry.content.items,
        grade: entry.content.grade,
        findings: version.findings.flatMap(({ table: of, column: at, kind, blocks }) =>
          of === number && at === column.name && personalKinds.is(kind) ? [{ kind: kind as PersonalKind, blocks }] : [],
        ),
        masked: version.treatments.some(
          (one) => one.table === number && one.column === column.name && one.action === 'mask',
        ),
      });
      const listed = tableKey !== null && hasCodes(column, Number(rowCount ?? 0n), proposal.sensitivity);
      const codes = listed ? await valuesOf(ctx, tableKey, column.name) : null;
      proposed.push({ ...proposal, table, column: column.name, type: column.type, codes });
    }
  }
  const facts = { entry: entry.id, number: version.number, proposed: proposed.length };
  await act(ctx, { action: 'quality.describe', subject: ['version', versionId], facts }, async (tx) => {
    await store.ensureHead(tx.db, entry.id, tx.clock.now());
    await store.insertProposals(tx.db, entry.id, proposed);
    for (const { table, column, type } of retyped) await store.setType(tx.db, entry.id, table, column, type);
    await enqueue(tx, 'quality.check', { versionId }, { key: `quality.check:${versionId}`, queue: 'ingest' });
  });
}

/** All different values, the most frequent first; null where a question for them is refused (too heavy, too long). */
async function valuesOf(ctx: Ctx, tableKey: string, column: string): Promise<Code[] | null> {
  try {
    const { rows, truncated } = await onTable(ctx, { tableKey }, (path) =>
      ctx.ports.tables.aggregate(path, {
        groupBy: [{ column }],
        measures: [{ fn: 'count' }],
        filters: [{ column, op: 'notnull' }],
        sort: [{ column: 'count', dir: 'desc' }],
        limit: mostCodes,
      }),
    );
    const codes = truncated ? [] : codesFrom(rows.map(([value]) => String(value ?? '')));
    return codes.length < 2 ? null : codes;
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

/** A dataset has a new version: what other datasets' rules look up in it is looked up again. May run twice. */
async function checkReferrers(app: App, { entryId }: { readonly entryId: string }): Promise<void> {
  const ctx = systemContext(app);
  const entry = await findEntry(app.db, entryId);
  if (entry === null) return;
  for (const versionId of await store.referrers(app.db, entry.code))
    await enqueue(ctx, 'quality.check', { versionId }, { key: `quality.check:${versionId}`, queue: 'ingest' });
}

export const qualityJobs = {
  'quality.describe': describe,
  'quality.check': (app: App, { versionId }: Work) => checkVersion(app, versionId),
  'quality.referrers': checkReferrers,
};
