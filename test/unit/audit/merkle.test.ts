/** Merkle trees of RFC 6962: the vectors of the Certificate Transparency reference implementation, and proofs of every shape. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  consistencyRanges,
  inclusionRanges,
  leafHash,
  type Range,
  rootOf,
  tileSize,
  verifyConsistency,
  verifyInclusion,
} from '#api/audit/rules/merkle.ts';

const sha = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const leaves = (n: number) =>
  Array.from({ length: n }, (_, at) => leafHash(sha, Buffer.from(inputs[at] ?? `${at}`.padStart(8, '0'), 'hex')));
const cut = (all: readonly Uint8Array[], [lo, hi]: Range) => rootOf(sha, all.slice(lo, hi));

describe('the tree of RFC 6962', () => {
  it('has the roots of the reference implementation', () => {
    expect(hex(rootOf(sha, []))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(inputs.map((_, at) => hex(rootOf(sha, leaves(at + 1))))).toEqual(roots);
  });

  it('proves leaf 5 of 8 by the nodes of the reference implementation', () => {
    const path = inclusionRanges(5, 8).map((range) => hex(cut(leaves(8), range)));
    expect(path).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
  });

  it('is made of tiles as of leaves', () => {
    const all = leaves(2 * tileSize + 7);
    const tiles = [0, 1].map((n) => cut(all, [n * tileSize, (n + 1) * tileSize]));
    expect(hex(rootOf(sha, [...tiles, cut(all, [2 * tileSize, all.length])]))).toBe(hex(rootOf(sha, all)));
  });

  it('proves every leaf of every size, and no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (size, a, b) => {
        const all = leaves(size);
        const root = rootOf(sha, all);
        const index = a % size;
        const path = inclusionRanges(index, size).map((range) => cut(all, range));
        const leaf = all[index] as Uint8Array;
        expect(verifyInclusion(sha, { leaf, index, size, path, root })).toBe(true);
        const other = b % size;
        if (other !== index) {
          expect(verifyInclusion(sha, { leaf, index: other, size, path, root })).toBe(false);
          expect(verifyInclusion(sha, { leaf: all[other] as Uint8Array, index, size, path, root })).toBe(false);
        }
        expect(verifyInclusion(sha, { leaf, index, size, path: [...path, leaf], root })).toBe(false);
        if (path.length > 0) expect(verifyInclusion(sha, { leaf, index, size, path: path.slice(1), root })).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it('proves every growth, and no tree that was changed on the way', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (second, a, b) => {
        const all = leaves(second);
        const first = (a % second) + 1;
        const path = consistencyRanges(first, second).map((range) => cut(all, range));
        const of = (hashes: readonly Uint8Array[]) => ({ size: hashes.length, root: rootOf(sha, hashes) });
        const before = of(all.slice(0, first));
        expect(verifyConsistency(sha, { first: before, second: of(all), path })).toBe(true);
        const changed = all.with(b % first, leafHash(sha, Buffer.from('changed')));
        const pathOfChanged = consistencyRanges(first, second).map((range) => cut(changed, range));
        expect(verifyConsistency(sha, { first: before, second: of(changed), path: pathOfChanged })).toBe(false);
        expect(verifyConsistency(sha, { first: before, second: of(changed), path })).toBe(false);
      }),
      { numRuns: 150 },
    );
  });
});
