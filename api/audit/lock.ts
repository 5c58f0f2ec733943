import type { Db } from '#api/context.ts';

/**
 * Waits for the lock of a name and holds it until the transaction ends: what has no row of its own to lock. Names begin with the noun,
 * `quotation:buyer:product`; the database knows them by a hash of 64 bits, so that two names meet only by accident, and then only wait.
 */
export async function lock(db: Db, name: string): Promise<void> {
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}::text, 0))::text`;
}
