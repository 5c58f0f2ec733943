/** A pool of database connections that is really closed when it says so. */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';

// Prisma asks for several relations of one transaction at once; pg queues them, as it always has, and warns that its next major
// will not. Nobody who runs this can act on it, so this one warning is not shown.
const emitWarning = process.emitWarning.bind(process);
process.emitWarning = ((warning: string | Error, ...rest: never[]) => {
  if (!String(warning).includes('client is already executing a query')) emitWarning(warning, ...rest);
}) as typeof process.emitWarning;

export interface Pool {
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export function makePool(config: pg.PoolConfig, log?: Pick<Logger, 'warn'>): Pool {
  const pool = new pg.Pool({ connectionTimeoutMillis: 10_000, application_name: 'jinshu', ...config });
  const open = new Set<pg.PoolClient>();
  pool.on('connect', (client) => {
    open.add(client);
    // A connection that breaks while it is being closed has no listener of the pool any more and would end the process.
    client.on('error', () => {});
  });
  pool.on('remove', (client) => open.delete(client));
  // An idle connection that breaks (a restarted server) is replaced by the pool.
  pool.on('error', (error) => log?.warn({ reason: error.message }, 'an idle database connection broke'));
  let closing: Promise<void> | null = null;
  const close = () => {
    closing ??= end(pool, open);
    return closing;
  };
  return { pool, close };
}

/** pool.end() resolves when it has asked the connections to close; a server stopped right then would call it an abort. */
async function end(pool: pg.Pool, open: ReadonlySet<pg.PoolClient>): Promise<void> {
  await pool.end();
  const patience = sleep(3000, null, { ref: false });
  while (open.size > 0) {
    if ((await Promise.race([once(pool, 'remove'), patience])) === null) return;
  }
}
