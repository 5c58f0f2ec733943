/** The Merkle tree over the record in the database: leaves are the records' own hashes, whole tiles are kept. */
import { createHash } from 'node:crypto';
import type { Db } from '#api/context.ts';
import { leafHash, type Range, rootOf, tileSize } from './rules/merkle.ts';

export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
export const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'hex');

/** Hashes of the leaves `lo` up to and without `hi`, counted from 0; record `seq` is leaf `seq - 1`. */
export async function leavesOf(db: Db, [lo, hi]: Range): Promise<Uint8Array[]> {
  const rows = await db.$queryRaw<{ hash: string }[]>`
    SELECT hash FROM audit_event WHERE seq > ${BigInt(lo)} AND seq <= ${BigInt(hi)} ORDER BY seq`;
  return rows.map(({ hash }) => leafHash(sha256, bytesOf(hash)));
}

/** The hash of a subtree of RFC 6962: its start lies on a multiple of a power of two no smaller than its width. */
export async function hashOfRange(db: Db, [lo, hi]: Range): Promise<Uint8Array> {
  if (hi - lo <= tileSize) return rootOf(sha256, await leavesOf(db, [lo, hi]));
  const wholeTo = hi - (hi % tileSize);
  const hashes = await tilesOf(db, lo / tileSize, wholeTo / tileSize);
  if (hi > wholeTo) hashes.push(rootOf(sha256, await leavesOf(db, [wholeTo, hi])));
  return rootOf(sha256, hashes);
}

/** Kept tiles from `from` up to and without `to`; those not kept yet are worked out. */
async function tilesOf(db: Db, from: number, to: number): Promise<Uint8Array[]> {
  const kept = await db.auditTile.findMany({ where: { number: { gte: from, lt: to } }, orderBy: { number: 'asc' } });
  const byNumber = new Map(kept.map((tile) => [tile.number, bytesOf(tile.hash)]));
  const hashes: Uint8Array[] = [];
  for (let number = from; number < to; number++) hashes.push(byNumber.get(number) ?? (await hashOfTile(db, number)));
  return hashes;
}

const hashOfTile = async (db: Db, number: number): Promise<Uint8Array> =>
  rootOf(sha256, await leavesOf(db, [number * tileSize, (number + 1) * tileSize]));

/** Keeps the tiles that are whole by now. */
export async function keepTiles(db: Db, size: number): Promise<void> {
  const { _max } = await db.auditTile.aggregate({ _max: { number: true } });
  for (let number = (_max.number ?? -1) + 1; (number + 1) * tileSize <= size; number++)
    await db.auditTile.create({ data: { number, hash: hex(await hashOfTile(db, number)) } });
}

export async function findRecord(db: Db, seq: bigint) {
  return db.auditEvent.findUnique({ where: { seq } });
}

/** What was done about a thing, newest first. */
export async function recordsAbout(db: Db, subjectId: string, take: number) {
  return db.auditEvent.findMany({ where: { subjectId, outcome: 'done' }, orderBy: { seq: 'desc' }, take });
}

export async function newestRoot(db: Db) {
  return db.auditRoot.findFirst({ orderBy: { number: 'desc' }, include: { stamp: true } });
}

export type RootRow = NonNullable<Awaited<ReturnType<typeof newestRoot>>>;

export async function findRoot(db: Db, number: number): Promise<RootRow | null> {
  return db.auditRoot.findUnique({ where: { number }, include: { stamp: true } });
}

/** The first root that covers a record. */
export async function rootOver(db: Db, seq: bigint): Promise<RootRow | null> {
  return db.auditRoot.findFirst({
    where: { size: { gte: seq } },
    orderBy: { number: 'asc' },
    include: { stamp: true },
  });
}

export async function listRoots(db: Db, skip: number, take: number) {
  const [total, rows] = await Promise.all([
    db.auditRoot.count(),
    db.auditRoot.findMany({ orderBy: { number: 'desc' }, skip, take, include: { stamp: true } }),
  ]);
  return { total, rows };
}
