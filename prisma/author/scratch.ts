/** A throw-away PostgreSQL with the committed migrations applied, for tools that compare structures. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate } from '#api/launch/migrate.ts';
import { startPostgres } from '#api/launch/postgres.ts';
import { ensureDatabase } from '#api/launch/postgres-database.ts';

export async function withScratchDatabase<T>(work: (databaseUrl: string) => Promise<T>, before?: string): Promise<T> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'jinshu-author-'));
  try {
    const server = await startPostgres({ dataDir, port: 0, settings: { fsync: 'off', synchronous_commit: 'off' } });
    try {
      await ensureDatabase(server, 'author');
      await migrate(server.url('author'), before === undefined ? {} : { before });
      return await work(server.url('author'));
    } finally {
      await server.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
