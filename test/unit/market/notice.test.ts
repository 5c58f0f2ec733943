import { describe, expect, it } from 'vitest';
import { concerned, isSuccessor } from '#api/market/rules/notice.ts';

const cited = [1, 2, 3].map((datasetVersion) => ({ deliveryId: `dlv_${datasetVersion}`, datasetVersion }));
const hit = (version: number | null, fixedIn: number | null) =>
  concerned(cited, { kind: 'corrected', version, fixedIn }).map((one) => one.datasetVersion);

describe('a change of a source', () => {
  it('concerns the deliveries from the wrong version up to the right one', () => {
    expect(hit(null, null)).toEqual([1, 2, 3]);
    expect(hit(2, null)).toEqual([2]);
    expect(hit(1, 3)).toEqual([1, 2]);
    expect(hit(2, 3)).toEqual([2]);
    expect(hit(null, 2)).toEqual([1]);
    expect(hit(3, 3)).toEqual([]);
  });

  it('is answered by a product of the same developer from newer data', () => {
    const old = { no: 'CP-1', developerId: 'a', usedVersion: 1 };
    const made = { no: 'CP-2', developerId: 'a', state: 'listed', versions: [1, 2] };
    expect(isSuccessor(old, made)).toBe(true);
    for (const wrong of [
      null,
      { ...made, no: 'CP-1' },
      { ...made, developerId: 'b' },
      { ...made, state: 'draft' },
      { ...made, versions: [1] },
      { ...made, versions: [] },
    ])
      expect(isSuccessor(old, wrong)).toBe(false);
  });
});
