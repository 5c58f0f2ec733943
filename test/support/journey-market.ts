/** What stands around a product of the scene: proof of its sources, notices, disclosures, clues, the buyers' voice. */
import { listCertificates } from '#api/market/citations/service.ts';
import type { OwnProductOut } from '#api/products/view.ts';
import type { Market } from '#test/support/market.ts';

export async function marketSide(m: Market, product: OwnProductOut): Promise<Readonly<Record<string, string>>> {
  await m.t.drain();
  const [certificate] = (await listCertificates(m.t.ctx(), product.no)).items;
  const [entry] = await m.t.database.query('select id from entry where code = $1', [m.codes.road]);
  return {
    downstream: `/w/entries/${String(entry?.id)}/downstream`,
    citation: `/citations/${certificate?.no ?? ''}`,
  };
}
