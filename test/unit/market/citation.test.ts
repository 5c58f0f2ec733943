import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CitedSource, citationFaultsOf, type LoggedDelivery, lasting } from '#api/market/rules/citation.ts';
import { flattened, jwsHeader, readJws } from '#api/market/rules/jws.ts';

const claimed: CitedSource = {
  resource_code: '306014/000127',
  resource_name: '车流量',
  provider_name: '山西省交通运输厅',
  provider_uscc: '11140000MB1234567X',
  dataset_version: 2,
  delivery_id: 'dlv_1',
  acquired_on: '2026-11-02',
  content_hash: 'a'.repeat(64),
  handed_hash: 'b'.repeat(64),
  agreement_no: 'XY-2026-000001',
  authorization_no: 'BA-2026-000001',
};
const logged: LoggedDelivery = {
  id: 'dlv_1',
  developerUscc: 'D',
  resourceCode: '306014/000127',
  datasetVersion: 2,
  acquiredOn: '2026-11-02',
  contentHash: 'a'.repeat(64),
  handedHash: 'b'.repeat(64),
  agreementNo: 'XY-2026-000001',
};

describe('a line against the log', () => {
  it('holds when it was delivered as it says', () => {
    expect(citationFaultsOf(claimed, 'D', logged)).toEqual([]);
  });

  it('names each thing that differs, and only that', () => {
    const differs: [Partial<LoggedDelivery>, string][] = [
      [{ developerUscc: 'E' }, 'other_developer'],
      [{ resourceCode: '1/1' }, 'resource_differs'],
      [{ datasetVersion: 3 }, 'version_differs'],
      [{ acquiredOn: '2026-11-03' }, 'date_differs'],
      [{ contentHash: 'c'.repeat(64) }, 'hash_differs'],
      [{ handedHash: null }, 'hash_differs'],
      [{ agreementNo: 'XY-2' }, 'agreement_differs'],
    ];
    for (const [change, fault] of differs)
      expect(citationFaultsOf(claimed, 'D', { ...logged, ...change })).toEqual([fault]);
    expect(citationFaultsOf(claimed, 'D', null)).toEqual(['delivery_not_found']);
    expect(citationFaultsOf(claimed, 'D', { ...logged, id: 'dlv_2' })).toEqual(['delivery_not_found']);
  });

  it('lasts as long as the sources do, whatever they are called', () => {
    const before = JSON.stringify(lasting('CP-1', [claimed]));
    expect(JSON.stringify(lasting('CP-1', [{ ...claimed, provider_name: '改名', authorization_no: 'x' }]))).toBe(
      before,
    );
    expect(JSON.stringify(lasting('CP-1', [{ ...claimed, delivery_id: 'dlv_3' }]))).not.toBe(before);
    expect(JSON.stringify(lasting('CP-1', []))).not.toBe(before);
  });
});

describe('a signed JSON', () => {
  const encode = (text: string) => Buffer.from(text, 'utf8').toString('base64url');
  const decode = (part: string) => Buffer.from(part, 'base64url').toString('utf8');

  it('reads the same compact, flattened and held in another JSON', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.uint8Array({ minLength: 1, maxLength: 256 }), (payload, bytes) => {
        const compact = `${encode(JSON.stringify(jwsHeader(['MIIB'])))}.${encode(payload)}.${Buffer.from(bytes).toString('base64url')}`;
        const one = readJws(compact, decode);
        expect(one).toMatchObject({ payload: decode(encode(payload)), header: { alg: 'RS256' } });
        expect(readJws(flattened(compact), decode)).toEqual(one);
        expect(readJws(JSON.stringify({ no: 'x', jws: compact }), decode)).toEqual(one);
      }),
      { numRuns: 50 },
    );
  });

  it('is nothing where it is none', () => {
    for (const text of ['', '{', '{}', 'a.b', 'a.b.c.d', '!.b.c', 'bnVsbA.YQ.YQ', '{"jws":1}', '[]'])
      expect(readJws(text, decode), text).toBeNull();
  });
});
