/** The Prisma client on a pool of our own. */
import { PrismaPg } from '@prisma/adapter-pg';
import type { Logger } from 'pino';
import { makePool } from '#api/pool.ts';
import { PrismaClient } from '#prisma/generated/client.ts';

export interface Database {
  readonly db: PrismaClient;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Largest number of connections; 10 unless told. */
  readonly connections?: number;
  readonly log?: Pick<Logger, 'warn'>;
}

export function makeDb(databaseUrl: string, { connections = 10, log }: DatabaseOptions = {}): Database {
  const { pool, close: closePool } = makePool(
    {
      connectionString: databaseUrl,
      max: connections,
      idleTimeoutMillis: 30_000,
      // The adapter writes timestamps without an offset and drops the offset it reads: any session time zone but UTC
      // would shift every instant. The rest keeps one stuck request from holding locks for ever.
      options:
        '-c TimeZone=UTC -c statement_timeout=120000 -c lock_timeout=30000 -c idle_in_transaction_session_timeout=60000',
    },
    log,
  );
  const db = new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: false }),
    // The longer formats quote the arguments of the failing call, and with them personal data.
    errorFormat: 'minimal',
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });
  let closing: Promise<void> | null = null;
  const close = () => {
    closing ??= db.$disconnect().then(closePool);
    return closing;
  };
  return { db, close };
}
