/** The way to the public: treat what is personal, publish what passed the gate, alone or with the entry. */
import type { z } from 'zod';
import { act, type Facts } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { getEntry, holdEntry } from '#api/catalog/access.ts';
import type { reviewBody } from '#api/catalog/contract.ts';
import { publishedOpenType } from '#api/catalog/read.ts';
import { decideEntry } from '#api/catalog/review.ts';
import type { EntryOut } from '#api/catalog/show.ts';
import { type Ctx, newId } from '#api/context.ts';
import { getOwnVersion, nextState, ownerOf, wrongState } from './access.ts';
import type { treatBody } from './contract.ts';
import { refreshDrift, requireSound } from './drift.ts';
import { requireReleasable } from './privacy.ts';
import { accessOf, atPublication } from './rules/gate.ts';
import { refuse } from './rules/refusals.ts';
import { blockedColumns, columnName, separator, showVersionRow, unconfirmedFiles, type VersionOut } from './show.ts';
import * as store from './store.ts';
import { enqueueWork } from './upload.ts';

/** Records what is to be done with each column and starts it. The list is the whole set: an empty one undoes all. */
export async function treatVersion(ctx: Ctx, id: string, input: z.input<typeof treatBody>): Promise<VersionOut> {
  return act(ctx, { action: 'datasets.treat', subject: ['version', id] }, async (tx, note) => {
    const { version, entry, byId } = await getOwnVersion(tx, id);
    const state = nextState(version, 'treat');
    const given = input.treatments.map(({ table = 1, column, action }) => ({ table, column, action }));
    const wanted = [...new Map(given.map((one) => [`${one.table}/${one.column}`, one])).values()];
    await requireColumns(tx, version, wanted);
    if (!(await store.changeVersion(tx.db, id, [version.state], { state, stage: 'queued', fault: null })))
      throw wrongState(version);
    const at = tx.clock.now();
    await store.replaceTreatments(
      tx.db,
      id,
      wanted.map(({ table, column, action }) => ({ table, column, action, rule: null, byId, at })),
    );
    await store.setSuppression(tx.db, id, new Map(version.tables.map((one) => [one.number, null])));
    await enqueueWork(tx, 'datasets.treat', id);
    note({
      entry: entry.id,
      number: version.number,
      dropped: named(version, wanted, 'drop'),
      masked: named(version, wanted, 'mask'),
    });
    return show(tx, id, entry);
  });
}

type Wanted = z.output<typeof treatBody>['treatments'];

function named(version: store.Version, wanted: Wanted, action: Wanted[number]['action']): string[] {
  return wanted.filter((one) => one.action === action).map((one) => columnName(version, one.table, one.column));
}

/** Refuses `datasets.unknown_column` and `datasets.nothing_left`. */
export async function requireColumns(
  tx: Ctx,
  version: store.Version,
  wanted: readonly Pick<store.Treatment, 'table' | 'column' | 'action'>[],
): Promise<void> {
  const columns = await store.listColumns(tx.db, version.id);
  for (const { table, column } of wanted)
    if (!version.tables.some((one) => one.number === table)) throw refuse('datasets.unknown_column', { column });
  for (const { number } of version.tables) {
    // The table may be a treated copy by now; columns it lost are known from the treatment that dropped them.
    const known = new Set([
      ...columns.filter((one) => one.table === number).map((one) => one.name),
      ...version.treatments.filter((one) => one.table === number).map((one) => one.column),
      ...version.findings.filter((one) => one.table === number).map((one) => one.column),
    ]);
    const actions = new Map(wanted.filter((one) => one.table === number).map((one) => [one.column, one.action]));
    for (const column of actions.keys()) if (!known.has(column)) throw refuse('datasets.unknown_column', { column });
    if ([...known].every((column) => actions.get(column) === 'drop')) throw refuse('datasets.nothing_left');
  }
}

/** The steward stands for it that a file which no scan can read holds no personal information (Article 15). */
export async function confirmFile(ctx: Ctx, id: string, file: number): Promise<VersionOut> {
  return act(ctx, { action: 'datasets.confirm_file', subject: ['version', id] }, async (tx, note) => {
    const { version, entry, byId } = await getOwnVersion(tx, id);
    if (version.state !== 'ready' && version.state !== 'held') throw wrongState(version);
    const found = version.files.find((one) => one.number === file);
    if (found === undefined) throw refuse('datasets.file_not_found');
    await store.confirmFile(tx.db, id, file, { confirmedBy: byId, confirmedAt: tx.clock.now() });
    note({ entry: entry.id, number: version.number, file: found.path, sha256: found.sha256 });
    return show(tx, id, entry);
  });
}

/** Starts the work on a failed version again. */
export async function retryVersion(ctx: Ctx, id: string): Promise<VersionOut> {
  return act(ctx, { action: 'datasets.retry', subject: ['version', id] }, async (tx, note) => {
    const { version, entry } = await getOwnVersion(tx, id);
    const state = nextState(version, 'retry');
    if (!(await store.changeVersion(tx.db, id, [version.state], { state, stage: 'queued', fault: null })))
      throw wrongState(version);
    await enqueueWork(tx, version.tables.length === 0 ? 'datasets.ingest' : 'datasets.treat', id);
    note({ entry: entry.id, number: version.number });
    return show(tx, id, entry);
  });
}

/** Publishes a further version of an entry that is public already. */
export async function publishVersion(ctx: Ctx, id: string): Promise<VersionOut> {
  return act(ctx, { action: 'datasets.publish', subject: ['version', id] }, async (tx, note) => {
    const { version, entry } = await getOwnVersion(tx, id);
    await holdEntry(tx, entry.id);
    if (!ownerOf(entry).publicNow) throw refuse('datasets.entry_unpublished');
    const openType = await publishedOpenType(tx, entry.id);
    if (accessOf(openType) === 'closed') throw refuse('datasets.not_open', { title: entry.title });
    requirePassed(version);
    await requireReleasable(tx, version, entry, openType);
    await requireSound(tx, version);
    await publish(tx, version);
    await enqueue(tx, 'search.index', { entryId: entry.id }, { key: `search.index:${entry.id}` });
    const happened = { what: 'version', ids: [newId(tx, 'change')], entryId: entry.id, version: version.number };
    await enqueue(tx, 'subscriptions.record', { ...happened, at: tx.clock.now().toISOString() });
    note({ entry: entry.id, number: version.number, sha256: version.tables[0]?.tableSha256 ?? '' });
    return show(tx, id, entry);
  });
}

/** The review of an entry with what it means for its data: publication of both, or of neither. */
export async function reviewEntry(ctx: Ctx, entryId: string, input: z.output<typeof reviewBody>): Promise<EntryOut> {
  return decideEntry(ctx, entryId, input, publishNewest);
}

async function publishNewest(tx: Ctx, entry: { readonly id: string; readonly openType: string }): Promise<Facts> {
  const versions = await store.listVersions(tx.db, entry.id);
  const decided = atPublication(entry.openType, versions);
  const declared = await getEntry(tx, entry.id);
  // Opened further than before: versions that are public already go with it, so they are judged by the stricter demand.
  for (const before of versions.filter((one) => one.state === 'published'))
    await requireReleasable(tx, before, declared, entry.openType, { published: true });
  if (decided.do === 'nothing') return {};
  const version = versions.find((one) => one.id === decided.id);
  if (version === undefined) throw new Error(`version ${decided.id} is not among those of its entry`);
  requirePassed(version);
  await requireReleasable(tx, version, declared, entry.openType);
  await requireSound(tx, version);
  await publish(tx, version);
  return { version: version.id, number: version.number, sha256: version.tables[0]?.tableSha256 ?? '' };
}

function requirePassed(version: store.Version): void {
  const { number } = version;
  if (version.state === 'received' || version.state === 'processing') throw refuse('datasets.not_ready', { number });
  const columns = blockedColumns(version);
  if (version.state === 'held' || columns.length > 0)
    throw refuse('datasets.untreated', { number, columns: columns.join(separator) });
  if (version.state !== 'ready') throw wrongState(version);
  // Article 15: what is opened can be read by machines; a document may stand beside a table, not for it.
  if (version.tables.length === 0) throw refuse('datasets.no_table', { number });
  const files = unconfirmedFiles(version);
  if (files.length > 0) throw refuse('datasets.files_unconfirmed', { number, files: files.join(separator) });
}

async function publish(tx: Ctx, version: store.Version): Promise<void> {
  const state = nextState(version, 'publish');
  if (!(await store.changeVersion(tx.db, version.id, ['ready'], { state, publishedAt: tx.clock.now() })))
    throw wrongState(version);
  await refreshDrift(tx, version.entryId);
  // Rules of other datasets may look values up in this one.
  const { entryId } = version;
  await enqueue(tx, 'quality.referrers', { entryId }, { key: `quality.referrers:${entryId}`, queue: 'ingest' });
}

async function show(tx: Ctx, id: string, { id: entryId }: { readonly id: string }): Promise<VersionOut> {
  const [version, entry] = [await store.findVersion(tx.db, id), await getEntry(tx, entryId)];
  if (version === null) throw refuse('datasets.version_not_found');
  return showVersionRow(tx, version, ownerOf(entry));
}
