/** What stands around a product of the scene: proof of its sources, notices, disclosures, clues, the buyers' voice. */

import { correctionBody } from '#api/feedback/contract.ts';
import { acceptCorrection, fileCorrection } from '#api/feedback/corrections.ts';
import { listCertificates } from '#api/market/citations/service.ts';
import { publishDisclosure, showDisclosureDraft } from '#api/market/disclosures/service.ts';
import { listSourceNotices } from '#api/market/notices/service.ts';
import type { OwnProductOut } from '#api/products/view.ts';
import { password } from '#test/support/licensed.ts';
import type { Market } from '#test/support/market.ts';

export async function marketSide(m: Market, product: OwnProductOut): Promise<Readonly<Record<string, string>>> {
  await m.t.drain();
  const [certificate] = (await listCertificates(m.t.ctx(), product.no)).items;
  const [entry] = await m.t.database.query('select id from entry where code = $1', [m.codes.road]);
  const notice = await changedSource(m);
  const disclosure = await disclosed(m);
  return {
    disclosure,
    source_notice: `/w/source-notices/${notice}`,
    downstream: `/w/entries/${String(entry?.id)}/downstream`,
    citation: `/citations/${certificate?.no ?? ''}`,
  };
}

/** A reader says that the data are wrong, and the agency takes the case up. */
async function changedSource(m: Market): Promise<string> {
  const said = { dataset: m.codes.road, target: 'data', version: 1, wrong: '车流量少一位', right: '补一位' };
  const filed = await fileCorrection(m.buyer, correctionBody.parse(said));
  await acceptCorrection(m.agency, filed.id, { revision: filed.revision });
  await m.t.drain();
  return (await listSourceNotices(m.developer)).items[0]?.id ?? '';
}

/** The developer discloses the year once it is over; the scene goes back to its day. */
async function disclosed(m: Market): Promise<string> {
  const now = m.t.clock.now();
  m.t.clock.set('2027-02-10T10:00:00+08:00');
  const { sha256 } = await showDisclosureDraft(m.developer, 2026);
  await publishDisclosure(m.developer, 2026, { sha256, remarks: '', password });
  m.t.clock.set(now);
  return `/disclosures/2026/${m.world.organization('developer.road').uscc}`;
}
