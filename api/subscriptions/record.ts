/**
 * Writing down what changed, and making a message for each who wants to know. The rooms below only say that something
 * happened (a job in their own transaction); what it was is read here from the records, which do not change any more.
 */
import { createHash } from 'node:crypto';
import { enqueue } from '#api/audit/enqueue.ts';
import { differences } from '#api/catalog/rules/differences.ts';
import { type EntryContent, entryContent } from '#api/catalog/rules/entry.ts';
import { type App, type Ctx, type Db, systemContext } from '#api/context.ts';
import { countChanges } from '#api/datasets/changes.ts';
import { accessOf } from '#api/datasets/rules/gate.ts';
import { makeId } from '#api/kernel/ids.ts';
import { searchQuery } from '#api/search/contract.ts';
import { reindex, search } from '#api/search/service.ts';
import { columnChanges, type Facts, type VersionFacts } from './rules/change.ts';
import type { ChangeKind } from './rules/codes.ts';
import * as store from './store.ts';

/** What catalog and datasets enqueue. `ids` are made where it happened, so that a job that runs twice records once. */
export type Happening =
  | {
      readonly what: 'reviewed';
      readonly ids: readonly [entry: string, version: string];
      readonly entryId: string;
      readonly revision: number;
      /** Published revision before; null at first publication. */
      readonly before: number | null;
      /** Number of the version published along, if one was. */
      readonly version: number | null;
      readonly at: string;
    }
  | {
      readonly what: 'version';
      readonly ids: readonly [string];
      readonly entryId: string;
      readonly version: number;
      readonly at: string;
    }
  | {
      readonly what: 'withdrawn';
      readonly ids: readonly [string];
      readonly entryId: string;
      readonly reason: string;
      readonly at: string;
    };

export async function record(app: App, happening: Happening): Promise<void> {
  const changes = await changesOf(app, happening);
  if (changes.length === 0) return;
  await app.db.$transaction(async (db) => {
    const tx: Ctx = { ...systemContext(app), db: db as unknown as Db };
    await store.insertChanges(tx.db, changes);
    for (const { id } of changes)
      await enqueue(tx, 'subscriptions.fanout', { eventId: id }, { key: `subscriptions.fanout:${id}` });
  });
}

export async function changesOf(app: App, happening: Happening): Promise<store.Change[]> {
  const { db } = app;
  const { entryId } = happening;
  const entry = await store.findEntryFacts(db, entryId);
  // What never was public is nobody's news.
  if (entry === null || entry.publishedRevision === null) return [];
  const revision = happening.what === 'reviewed' ? happening.revision : entry.publishedRevision;
  const content = entryContent.parse(await store.findContent(db, entryId, revision));
  const row = (id: string, kind: ChangeKind, summary: Facts, version: number | null = null): store.Change => ({
    id,
    kind,
    entryId,
    version,
    summary,
    code: entry.code,
    title: content.title,
    providerId: entry.providerId,
    theme: content.theme ?? '',
    regionCode: entry.regionCode,
    at: new Date(happening.at),
  });
  switch (happening.what) {
    case 'withdrawn':
      return [row(happening.ids[0], 'dataset_withdrawn', { reason: happening.reason })];
    case 'version': {
      const facts = await versionFacts(app, entryId, happening.version, content);
      return facts === null ? [] : [row(happening.ids[0], 'version_published', facts, facts.version.number)];
    }
    case 'reviewed': {
      const facts = happening.version === null ? null : await versionFacts(app, entryId, happening.version, content);
      const number = facts?.version.number ?? null;
      if (happening.before === null) return [row(happening.ids[0], 'dataset_published', facts ?? {}, number)];
      const old = entryContent.parse(await store.findContent(db, entryId, happening.before));
      const fields = [...new Set(differences(old, content).map((one) => one.field))];
      return [
        ...(fields.length === 0 ? [] : [row(happening.ids[0], 'metadata_changed', { fields })]),
        ...(facts === null ? [] : [row(happening.ids[1], 'version_published', facts, number)]),
      ];
    }
  }
}

async function versionFacts(
  app: App,
  entryId: string,
  number: number,
  content: EntryContent,
): Promise<(Facts & { readonly version: VersionFacts }) | null> {
  const access = accessOf(content.open_type);
  // Of data that is not open at all, not even the shape of a table is told.
  if (access === 'closed') return null;
  const { version, previous } = await store.findVersionPair(app.db, entryId, number);
  const sha256 = version?.tables[0]?.tableSha256;
  if (version === null || sha256 == null) return null;
  const facts: VersionFacts = {
    number,
    previous: previous?.number ?? null,
    rows_before: previous === null ? null : Number(previous.rowCount ?? 0n),
    rows_after: Number(version.rowCount ?? 0n),
    ...columnChanges(previous?.columns ?? [], version.columns),
    sha256,
    note: version.note,
  };
  // What changed inside the rows of licensed data is for its licensees.
  if (previous === null || access !== 'open') return { version: facts };
  const rows = await countChanges(systemContext(app), entryId, previous.number, number);
  return { version: facts, ...('counts' in rows ? { diff: rows.counts } : { diff_skipped: rows.skipped }) };
}

/** One message for each live subscription that wants the change at once. Its id follows from both, so twice is once. */
export async function fanOut(app: App, eventId: string): Promise<number> {
  const [change] = await store.findChanges(app.db, [eventId]);
  if (change === undefined) return 0;
  const agency = (await store.organizationsById(app.db, [change.providerId])).get(change.providerId);
  const asked = await store.candidates(app.db, change, agency?.uscc ?? '');
  const since = (one: store.Subscription) => one.servedUntil ?? one.confirmedAt ?? one.createdAt;
  const searches = await matchingSearches(app, change, asked);
  const wanted = asked.filter(
    (one) => since(one) <= change.at && (one.target !== 'search' || searches.has(one.targetValue)),
  );
  let made = 0;
  for (const { id: subscriptionId } of wanted) {
    const id = messageId(subscriptionId, [eventId], change.at);
    await app.db.$transaction(async (db) => {
      const tx: Ctx = { ...systemContext(app), db: db as unknown as Db };
      if (!(await store.insertMessage(tx.db, { id, subscriptionId, eventIds: [eventId], at: app.clock.now() }))) return;
      made += 1;
      await enqueueDelivery(tx, id, subscriptionId);
    });
  }
  return made;
}

export function messageId(subscriptionId: string, eventIds: readonly string[], at: Date): string {
  const digest = createHash('sha256')
    .update(`${subscriptionId}|${eventIds.join(',')}`)
    .digest();
  return makeId('message', at, digest.subarray(0, 10));
}

/** One queue a subscription: its messages go out one after the other, in order. */
export async function enqueueDelivery(tx: Ctx, messageId: string, subscriptionId: string): Promise<void> {
  await enqueue(
    tx,
    'subscriptions.deliver',
    { messageId },
    { key: `subscriptions.deliver:${messageId}`, queue: `subscription:${subscriptionId}` },
  );
}

/** The searches among the subscriptions that find the entry now. */
export async function matchingSearches(
  app: App,
  change: Pick<store.Change, 'entryId' | 'kind'>,
  subscriptions: readonly store.Subscription[],
): Promise<ReadonlySet<string>> {
  const values = new Set(subscriptions.filter((one) => one.target === 'search').map((one) => one.targetValue));
  const found = new Set<string>();
  if (values.size === 0 || change.entryId === null || change.kind === 'dataset_withdrawn') return found;
  // The index is fed by a job of its own, which may not have run yet.
  await reindex(app, change.entryId);
  for (const value of values) if (await finds(app, value, change.entryId)) found.add(value);
  return found;
}

const pages = 10;

/** Newest first, so what just changed stands on the first pages unless a thousand others changed with it. */
async function finds(app: App, value: string, entryId: string): Promise<boolean> {
  const query = searchInput(value);
  for (let page = 1; page <= pages; page++) {
    const { items, total, page_size } = await search(systemContext(app), {
      ...query,
      sort: 'updated',
      page,
      page_size: 100,
    });
    if (items.some((item) => item.id === entryId)) return true;
    if (page * page_size >= total) return false;
  }
  return false;
}

/** A search's canonical query string as the search room takes it. */
export function searchInput(value: string) {
  const query: Record<string, string | string[]> = {};
  for (const [name, one] of new URLSearchParams(value)) {
    const known = query[name];
    query[name] = known === undefined ? (name === 'q' ? one : [one]) : [known, one].flat();
  }
  return searchQuery.parse(query);
}
