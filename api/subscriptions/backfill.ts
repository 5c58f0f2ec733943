/**
 * What was published before changes were recorded, told afterwards in its own time: feeds and pages of an installation that
 * was brought up to date begin with its history. Nobody is written to, for nobody had asked yet.
 */
import { createHash } from 'node:crypto';
import type { App } from '#api/context.ts';
import { makeId } from '#api/kernel/ids.ts';
import { changesOf, type Happening } from './record.ts';
import * as store from './store.ts';

/** Younger ones may have their own job still waiting. */
const graceMs = 24 * 3600_000;
/** Of one run; the next goes on. */
const most = 200;

export async function backfill(app: App): Promise<number> {
  const before = new Date(app.clock.now().getTime() - graceMs);
  let told = 0;
  for (const entry of await store.entriesWithoutChanges(app.db, before, most)) {
    const happened = await historyOf(app, entry);
    const changes = (await Promise.all(happened.map((one) => changesOf(app, one)))).flat();
    await store.insertChanges(app.db, changes);
    told += changes.length;
  }
  if (told > 0) app.log.info({ changes: told }, 'changes of before were recorded');
  return told;
}

async function historyOf(app: App, entry: store.Untold): Promise<Happening[]> {
  const { id: entryId, publishedAt, publishedRevision, withdrawnAt, withdrawnReason } = entry;
  const versions = await store.publishedVersions(app.db, entryId);
  const [first, ...later] = versions;
  const along = first !== undefined && first.publishedAt <= publishedAt ? first : null;
  // Made from what they tell of, so that a run that is done again records once.
  const id = (what: string, at: Date) => {
    const digest = createHash('sha256').update(`backfill|${entryId}|${what}`).digest();
    return makeId('change', at, digest.subarray(0, 10));
  };
  const published = {
    what: 'reviewed',
    ids: [id('published', publishedAt), id('along', publishedAt)],
    revision: publishedRevision,
    before: null,
    version: along?.number ?? null,
    at: publishedAt.toISOString(),
  } as const;
  return [
    { entryId, ...published },
    ...(along === null ? versions : later).map(({ number, publishedAt: at }) => {
      const ids = [id(`version ${number}`, at)] as const;
      return { what: 'version', ids, entryId, version: number, at: at.toISOString() } as const;
    }),
    ...(withdrawnAt === null
      ? []
      : [
          {
            what: 'withdrawn',
            ids: [id('withdrawn', withdrawnAt)],
            entryId,
            reason: withdrawnReason ?? '',
            at: withdrawnAt.toISOString(),
          } as const,
        ]),
  ];
}
