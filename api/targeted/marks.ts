/** The keys of hidden marks: made from the installation's secret and the delivery's id, so that no key is kept anywhere. */
import { createHmac, hkdfSync } from 'node:crypto';
import type { Bits } from './rules/mark.ts';

export interface Marker {
  readonly bits: Bits;
  readonly rank: (rowNumber: number) => string;
}

/** Whoever holds the secret can make and read marks; the database alone cannot. */
export function markerOf({ env }: { readonly env: { readonly SESSION_SECRET: string } }, deliveryId: string): Marker {
  const key = Buffer.from(hkdfSync('sha256', env.SESSION_SECRET, 'jinshu/targeted/mark/v1', deliveryId, 32));
  const hmac = (text: string) => createHmac('sha256', key).update(text).digest();
  return {
    bits: (kind, column, row) => ((hmac(`${kind}\u0001${row}\u0001${column}`)[0] ?? 0) & 1 ? 1 : 0),
    rank: (row) => hmac(`order\u0001${row}`).toString('hex', 0, 12),
  };
}
