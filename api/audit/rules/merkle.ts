/**
 * The Merkle tree of RFC 6962 (section 2.1; the checks as RFC 9162, 2.1.3.2 and 2.1.4.2, spells them out) over the hashes of the
 * audit records: small proofs that a record is in a published root, and that a later root only adds to an earlier one.
 */

/** Given by the caller: rules know no cryptography of their own. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;
/** Leaves from `lo` up to and without `hi`. */
export type Range = readonly [lo: number, hi: number];

/** Leaves a tile holds: a power of two, so that every whole tile is a node of every larger tree. */
export const tileSize = 1024;

const joined = (mark: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(1 + parts.reduce((sum, part) => sum + part.length, 0));
  all[0] = mark;
  let at = 1;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

export const leafHash = (sha: Sha256, data: Uint8Array): Uint8Array => sha(joined(0, data));
export const nodeHash = (sha: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array => sha(joined(1, left, right));

/** Grows leaf by leaf (or node by node of one width) and tells its root at any size; keeps one hash a level. */
export function growing(sha: Sha256) {
  const edge: { hash: Uint8Array; level: number }[] = [];
  return {
    add(hash: Uint8Array): void {
      let node = { hash, level: 0 };
      for (let last = edge.at(-1); last !== undefined && last.level === node.level; last = edge.at(-1)) {
        edge.pop();
        node = { hash: nodeHash(sha, last.hash, node.hash), level: node.level + 1 };
      }
      edge.push(node);
    },
    root(): Uint8Array {
      const last = edge.at(-1);
      if (last === undefined) return sha(new Uint8Array());
      return edge.slice(0, -1).reduceRight((right, { hash }) => nodeHash(sha, hash, right), last.hash);
    },
  };
}

/** The root over leaf hashes, or over nodes of one width of which only the last may be narrower. */
export function rootOf(sha: Sha256, hashes: readonly Uint8Array[]): Uint8Array {
  const tree = growing(sha);
  for (const hash of hashes) tree.add(hash);
  return tree.root();
}

/** The largest power of two smaller than `n`; `n` is 2 or more. */
function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** Which subtrees prove that leaf `index` (from 0) is in the tree of `size`, from the leaf up. */
export function inclusionRanges(index: number, size: number): Range[] {
  const path: Range[] = [];
  let [lo, hi] = [0, size];
  while (hi - lo > 1) {
    const middle = lo + splitOf(hi - lo);
    if (index < middle) {
      path.unshift([middle, hi]);
      hi = middle;
    } else {
      path.unshift([lo, middle]);
      lo = middle;
    }
  }
  return path;
}

/** Which subtrees prove that the tree of `first` leaves is the beginning of the tree of `second`; both 1 or more. */
export function consistencyRanges(first: number, second: number): Range[] {
  const path: Range[] = [];
  let [lo, hi] = [0, second];
  let whole = true;
  while (hi !== first) {
    const middle = lo + splitOf(hi - lo);
    if (first <= middle) {
      path.unshift([middle, hi]);
      hi = middle;
    } else {
      path.unshift([lo, middle]);
      lo = middle;
      whole = false;
    }
  }
  return whole ? path : [[lo, hi], ...path];
}

const half = (n: number) => Math.floor(n / 2);
const odd = (n: number) => n % 2 === 1;
const same = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, at) => byte === b[at]);

export interface Inclusion {
  /** Hash of the leaf, not its data. */
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly path: readonly Uint8Array[];
  readonly root: Uint8Array;
}

export function verifyInclusion(sha: Sha256, { leaf, index, size, path, root }: Inclusion): boolean {
  if (index < 0 || index >= size) return false;
  let [at, last] = [index, size - 1];
  let hash = leaf;
  for (const other of path) {
    if (last === 0) return false;
    if (odd(at) || at === last) {
      hash = nodeHash(sha, other, hash);
      while (!odd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else hash = nodeHash(sha, hash, other);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && same(hash, root);
}

export interface Consistency {
  readonly first: { readonly size: number; readonly root: Uint8Array };
  readonly second: { readonly size: number; readonly root: Uint8Array };
  readonly path: readonly Uint8Array[];
}

export function verifyConsistency(sha: Sha256, { first, second, path }: Consistency): boolean {
  if (first.size < 1 || first.size > second.size) return false;
  if (first.size === second.size) return path.length === 0 && same(first.root, second.root);
  let [at, last] = [first.size - 1, second.size - 1];
  while (odd(at)) [at, last] = [half(at), half(last)];
  // A tree of 2^n leaves is a node of the larger one: its root is known already and left out of the path.
  const hashes = at === 0 ? [first.root, ...path] : path;
  const [start, ...rest] = hashes;
  if (start === undefined) return false;
  let [before, after] = [start, start];
  for (const other of rest) {
    if (last === 0) return false;
    if (odd(at) || at === last) {
      before = nodeHash(sha, other, before);
      after = nodeHash(sha, other, after);
      while (!odd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else after = nodeHash(sha, after, other);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && same(before, first.root) && same(after, second.root);
}
