/** Proofs from the audit record against published roots, and the check of every root against the record as it stands. */
import type { Db } from '#api/context.ts';
import {
  consistencyRanges,
  growing,
  inclusionRanges,
  leafHash,
  tileSize,
  verifyConsistency,
  verifyInclusion,
} from './rules/merkle.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './tree-store.ts';
import { bytesOf, hex, sha256 } from './tree-store.ts';

export interface InclusionProof {
  readonly root: number;
  /** From 0: the record's number less one. */
  readonly index: number;
  readonly size: number;
  readonly path: readonly string[];
  readonly root_hash: string;
}

/**
 * That a record is in the first root that covers it. The proof is checked before it is given out: one that does not hold is the
 * refusal `audit.differs`, for then the record is not what was published.
 */
export async function proveInclusion(
  db: Db,
  record: { readonly seq: bigint; readonly hash: string },
): Promise<InclusionProof> {
  const root = await store.rootOver(db, record.seq);
  if (root === null) throw refuse('audit.no_root_yet', { seq: String(record.seq) });
  const [index, size] = [Number(record.seq) - 1, Number(root.size)];
  const path: Uint8Array[] = [];
  for (const range of inclusionRanges(index, size)) path.push(await store.hashOfRange(db, range));
  const leaf = leafHash(sha256, bytesOf(record.hash));
  if (!verifyInclusion(sha256, { leaf, index, size, path, root: bytesOf(root.rootHash) }))
    throw refuse('audit.differs', { seq: String(record.seq), number: root.number });
  return { root: root.number, index, size, path: path.map(hex), root_hash: root.rootHash };
}

/** That the tree of one root is the beginning of the tree of a later one. */
export async function proveConsistency(
  db: Db,
  first: store.RootRow,
  second: store.RootRow,
): Promise<readonly string[]> {
  if (first.number > second.number) throw refuse('audit.roots_in_order');
  const [from, to] = [Number(first.size), Number(second.size)];
  const path: Uint8Array[] = [];
  for (const range of consistencyRanges(from, to)) path.push(await store.hashOfRange(db, range));
  const holds = verifyConsistency(sha256, {
    first: { size: from, root: bytesOf(first.rootHash) },
    second: { size: to, root: bytesOf(second.rootHash) },
    path,
  });
  if (!holds) throw refuse('audit.differs', { seq: `1–${from}`, number: second.number });
  return path.map(hex);
}

export interface RootsReport {
  readonly checked: number;
  /** The first root that the record no longer fits, and between which records the change lies. */
  readonly wrong: { readonly number: number; readonly from: string; readonly to: string } | null;
}

/** Works every root out anew from the records. A chain that was rewritten from end to end holds by itself; here it shows. */
export async function verifyRoots(db: Db): Promise<RootsReport> {
  const roots = await db.auditRoot.findMany({
    orderBy: { number: 'asc' },
    select: { number: true, size: true, rootHash: true },
  });
  const tiles = new Map((await db.auditTile.findMany()).map((tile) => [tile.number, tile.hash]));
  const tree = growing(sha256);
  let tile = growing(sha256);
  let [at, sound] = [0, 0];
  let strayTile: number | null = null;
  for (const root of roots) {
    const size = Number(root.size);
    while (at < size) {
      const leaves = await store.leavesOf(db, [at, Math.min(size, at + tileSize - (at % tileSize))]);
      for (const leaf of leaves) {
        tree.add(leaf);
        tile.add(leaf);
      }
      at += leaves.length;
      if (leaves.length === 0) break;
      if (at % tileSize > 0) continue;
      const number = at / tileSize - 1;
      if (strayTile === null && tiles.has(number) && tiles.get(number) !== hex(tile.root())) strayTile = number;
      tile = growing(sha256);
    }
    if (at !== size || hex(tree.root()) !== root.rootHash) {
      const from = strayTile === null ? sound : Math.max(sound, strayTile * tileSize);
      const to = strayTile === null ? size : Math.min(size, (strayTile + 1) * tileSize);
      return { checked: root.number, wrong: { number: root.number, from: String(from + 1), to: String(to) } };
    }
    sound = size;
  }
  return { checked: roots.length, wrong: null };
}
