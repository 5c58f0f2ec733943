/** What stands around a product of the scene: proof of its sources, notices, disclosures, clues, the buyers' voice. */

import { correctionBody } from '#api/feedback/contract.ts';
import { acceptCorrection, fileCorrection } from '#api/feedback/corrections.ts';
import { listCertificates } from '#api/market/citations/service.ts';
import { askAboutTrade, listTradeClues } from '#api/market/dealing/service.ts';
import { publishDisclosure, showDisclosureDraft } from '#api/market/disclosures/service.ts';
import { listSourceNotices } from '#api/market/notices/service.ts';
import { enteringRelation } from '#api/market/relations/contract.ts';
import { enterRelation } from '#api/market/relations/service.ts';
import type { OwnProductOut } from '#api/products/view.ts';
import { password } from '#test/support/licensed.ts';
import type { Market } from '#test/support/market.ts';

export async function marketSide(m: Market, product: OwnProductOut): Promise<Readonly<Record<string, string>>> {
  await m.t.drain();
  const [certificate] = (await listCertificates(m.t.ctx(), product.no)).items;
  const [entry] = await m.t.database.query('select id from entry where code = $1', [m.codes.road]);
  const notice = await changedSource(m);
  const clues = await lookedInto(m);
  const disclosure = await disclosed(m);
  return {
    disclosure,
    source_notice: `/w/source-notices/${notice}`,
    ...clues,
    downstream: `/w/entries/${String(entry?.id)}/downstream`,
    citation: `/citations/${certificate?.no ?? ''}`,
  };
}

/** Two relations on record make the buyer and the seller one hand; the owner is asked about the first sale. */
async function lookedInto(m: Market): Promise<{ trade_clue: string; trade_clue_asked: string }> {
  const uscc = (key: 'buyer' | 'developer.harvest' | 'developer.road') => m.world.organization(key).uscc;
  const known = { basis: '国家企业信用信息公示系统', valid_from: '2025-01-01', share_percent: '', valid_to: '' };
  const shares = { kind: 'shareholder', holder_uscc: uscc('buyer'), held_uscc: uscc('developer.harvest') } as const;
  await enterRelation(m.buyer, enteringRelation.parse({ ...known, ...shares, share_percent: '51' }));
  const controls = { kind: 'controls', holder_uscc: uscc('developer.harvest'), held_uscc: uscc('developer.road') };
  await enterRelation(m.reviewer, enteringRelation.parse({ ...known, ...controls }));
  await m.t.drain();
  const { items } = await listTradeClues(m.reviewer, { page: 1, page_size: 50 });
  const [open, asked] = items.filter((one) => one.kind === 'related_buyer').toReversed();
  await askAboutTrade(m.reviewer, asked?.id ?? '', { revision: 1, words: '请说明购买用途和价格形成过程。' });
  return { trade_clue: `/w/trade-clues/${open?.id ?? ''}`, trade_clue_asked: `/w/trade-clues/${asked?.id ?? ''}` };
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
