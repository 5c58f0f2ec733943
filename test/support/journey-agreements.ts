/** An amendment under negotiation, a notice of misuse, an agreement that is over, and a clue about it. */
import * as amendments from '#api/agreements/amendment.ts';
import { chaseDispositions, listDispositions } from '#api/agreements/disposition.ts';
import { giveNotice } from '#api/agreements/measure.ts';
import { agreement, endByConsent } from '#test/support/licensed.ts';
import type { Market } from '#test/support/market.ts';

export async function agreementSide(m: Market): Promise<Readonly<Record<string, string>>> {
  const { id } = m.agreement;
  const asked = { kind: 'amendment', reason: '扩大使用范围', governs_from: '' } as const;
  const drafted = await amendments.proposeAmendment(m.developer, id, asked);
  const terms = { ...drafted.terms, scope: '国省干线与高速公路逐日车流量' };
  await amendments.saveAmendment(m.developer, drafted.id, { revision: drafted.revision, terms, words: '增加高速公路' });
  await giveNotice(m.reviewer, id, {
    ground: 'no_source',
    facts: '产品页面未注明数据来源',
    evidence: '产品页面截图',
    demand: '补注来源和获取日期',
    due_on: '2026-11-20',
  });
  const back = m.t.clock.now();
  const over = await agreement(m, 'active', {}, { datasets: [m.codes.toll] });
  await endByConsent(m, over.id);
  const mine = (await listDispositions(m.developer)).items.find((one) => one.agreement_id === over.id);
  m.t.clock.set('2026-12-28T10:00:00+08:00');
  await chaseDispositions(m.t.ctx());
  await chaseDispositions(m.t.ctx());
  m.t.clock.set(back);
  return {
    amendments: `/w/agreements/${id}/amendments`,
    amendment: `/w/agreements/${id}/amendments/${drafted.id}`,
    keeping: `/w/agreements/${id}/keeping`,
    disposition: `/w/dispositions/${mine?.id ?? ''}`,
  };
}
