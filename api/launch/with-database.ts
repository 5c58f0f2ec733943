/** Lends a command line the database: the one of DATABASE_URL, or the embedded one, started for as long as it takes. */
import { readEnv } from '#api/env.ts';
import { startPostgres } from '#api/launch/postgres.ts';
import { embeddedDatabase, ensureDatabase } from '#api/launch/postgres-database.ts';

export async function withDatabase(work: () => Promise<unknown>): Promise<void> {
  const env = readEnv(process.env);
  if (env.DATABASE_URL !== undefined) {
    await work();
    return;
  }
  const server = await startPostgres({ dataDir: env.DATA_DIR });
  try {
    await ensureDatabase(server, embeddedDatabase);
    process.env.DATABASE_URL = server.url(embeddedDatabase);
    await work();
  } finally {
    await server.stop();
  }
}
