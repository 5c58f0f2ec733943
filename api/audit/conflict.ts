/**
 * Recognises a serialisation failure (40001) or deadlock (40P01) in the three shapes Prisma 7's driver
 * adapter gives it: a known request error with the cause in its meta, a bare driver adapter error raised
 * at COMMIT, or P2034.
 */
export function isWriteConflict(error: unknown): boolean {
  const code = sqlState(error);
  return code === '40001' || code === '40P01' || (error as { code?: string } | null)?.code === 'P2034';
}

/** The SQLSTATE a database error carries, or null. */
export function sqlState(error: unknown): string | null {
  return cause(error)?.originalCode ?? null;
}

/** The database's own message, or null. Our triggers and functions begin theirs with a name and a colon. */
export function sqlMessage(error: unknown): string | null {
  const found = cause(error);
  return found?.originalMessage ?? found?.message ?? null;
}

interface Cause {
  readonly originalCode?: string;
  readonly originalMessage?: string;
  readonly message?: string;
}

function cause(error: unknown): Cause | null {
  const e = error as { meta?: { driverAdapterError?: { cause?: Cause } }; cause?: Cause } | null;
  return e?.meta?.driverAdapterError?.cause ?? e?.cause ?? null;
}
