/**
 * An engine with the database behind it. Every change goes into both, so that the database can answer alone; when the engine
 * does not answer, it is left alone for a while and asked again in the background.
 */
import type { Logger } from 'pino';
import type { Db } from '#api/context.ts';
import { codeOf, type SearchEngine } from './meilisearch.ts';
import type { SearchPort } from './port.ts';

/** How long the engine is left alone after a failure, in milliseconds. */
const rest = 10_000;

export interface FallbackMeans {
  readonly db: Db;
  readonly log: Logger;
  readonly rest?: number;
}

export function withFallback(
  engine: SearchEngine,
  base: SearchPort,
  { db, log, rest: pause = rest }: FallbackMeans,
): SearchPort {
  let down: string | null = null;
  let askAgain = 0;
  let probing: Promise<void> | null = null;
  const pending = new Map<string, number>();

  const failed = (error: unknown) => {
    // The library's own words may quote the request; the kind of failure is enough.
    const reason = codeOf(error) ?? (error instanceof Error ? error.name : 'unknown');
    if (down === null) log.error({ reason }, 'the search engine does not answer; the database searches in its stead');
    down = reason;
    askAgain = performance.now() + pause;
  };
  const answered = () => {
    if (down !== null) log.warn('the search engine answers again');
    down = null;
  };
  const probe = (): Promise<void> => {
    probing ??= engine
      .health()
      .then(answered, failed)
      .finally(() => {
        probing = null;
      });
    return probing;
  };
  const flush = async () => {
    if (pending.size === 0 || down !== null) return;
    const counts = new Map(pending);
    pending.clear();
    try {
      await engine.setDownloads(counts);
    } catch (error) {
      // They are right in the database, and in the engine again with the next change of the record.
      failed(error);
    }
  };

  /** Of the engine, and of the database while it does not answer. */
  const asked = async <T>(ask: (from: Pick<SearchPort, 'search' | 'totals'>) => Promise<T>): Promise<T> => {
    if (down !== null) {
      if (performance.now() >= askAgain) void probe();
      return ask(base);
    }
    try {
      return await ask(engine);
    } catch (error) {
      failed(error);
      return ask(base);
    }
  };

  return {
    // A failure of the engine is thrown after the database has it: the job is tried again.
    index: async (records) => {
      await base.index(records);
      await engine.index(records);
    },
    remove: async (id) => {
      await base.remove(id);
      await engine.remove(id);
    },
    search: async (query) => {
      if (down === null && query.sort === 'downloads') await flush();
      return asked((from) => from.search(query));
    },
    totals: (queries) => asked((from) => from.totals(queries)),
    countDownload: async (id) => {
      await base.countDownload(id);
      const row = await db.searchDocument.findUnique({ where: { id }, select: { downloads: true } });
      if (row !== null) pending.set(id, row.downloads);
    },
    rate: async (quality) => {
      await base.rate(quality);
      // A part of a document would make a new one of what the engine does not have: what the database has was sent there.
      const rows = await db.searchDocument.findMany({
        where: { id: { in: [...quality.keys()] } },
        select: { id: true },
      });
      const known = new Set(rows.map((row) => row.id));
      if (known.size > 0) await engine.rate(new Map([...quality].filter(([id]) => known.has(id))));
    },
    learn: (vocabulary) => {
      base.learn(vocabulary);
      engine.learn(vocabulary);
    },
    configure: async (vocabulary) => {
      await base.configure(vocabulary);
      await engine.configure(vocabulary);
    },
    rebuild: async (batches) => {
      const fresh = await engine.refill();
      await base.rebuild(each(batches, fresh.add));
      await fresh.finish();
      answered();
    },
    ready: async () => {
      await base.ready();
      if (down === null || performance.now() >= askAgain) await probe();
      return { engine: 'meilisearch', degraded: down };
    },
  };
}

async function* each<T>(batches: AsyncIterable<T>, take: (batch: T) => Promise<void>): AsyncGenerator<T> {
  for await (const batch of batches) {
    await take(batch);
    yield batch;
  }
}
