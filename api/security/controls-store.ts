import type { Db } from '#api/context.ts';

/** How far the database's clock is from this machine's, in milliseconds: the two must tell one time. */
export async function clockSkewMs(db: Db, now: () => Date): Promise<number> {
  const before = now().getTime();
  const [row] = await db.$queryRaw<{ at: Date }[]>`SELECT clock_timestamp() AS at`;
  return Math.round((row?.at.getTime() ?? Number.NaN) - (before + now().getTime()) / 2);
}

/** Keys of organisations: how many, how many lie open (no envelope around them), how many end within 30 days. */
export async function keyStanding(db: Db, now: Date): Promise<{ all: number; plain: number; ending: number }> {
  const soon = new Date(now.getTime() + 30 * 86_400_000);
  const live = { revokedAt: null, notAfter: { gt: now } };
  const [all, plain, ending] = await Promise.all([
    db.organizationKey.count({ where: live }),
    db.organizationKey.count({ where: { ...live, privateKeyEncrypted: { contains: 'PRIVATE KEY' } } }),
    db.organizationKey.count({ where: { ...live, notAfter: { gt: now, lte: soon } } }),
  ]);
  return { all, plain, ending };
}
