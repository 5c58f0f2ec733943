/** An amendment under negotiation, a notice of misuse, an agreement that is over, and a clue about it. */
import * as amendments from '#api/agreements/amendment.ts';
import { chaseDispositions, listDispositions } from '#api/agreements/disposition.ts';
import { giveNotice } from '#api/agreements/measure.ts';
import * as negotiation from '#api/agreements/proposals.ts';
import { draftAgreement, saveAgreement } from '#api/agreements/service.ts';
import * as templates from '#api/agreements/templates.ts';
import { agreement, application, endByConsent, terms } from '#test/support/licensed.ts';
import type { Market } from '#test/support/market.ts';

const told = { name: '交通数据授权开发协议', note: '省本级机构选用', kind: 'licensed_development' } as const;

/** A template in two versions and a third in the making, and an agreement from it that both sides negotiate. */
async function drafting(m: Market): Promise<Readonly<Record<string, string>>> {
  const started = await templates.createTemplate(m.reviewer, told);
  const fixed = { disposition: 'fixed', shares: 'fixed', audit: 'blank' } as const;
  const said = terms({ scope: '', degree: {}, term: {}, other: '按季度报告使用情况' });
  const saved = await templates.saveTemplate(m.reviewer, started.id, {
    ...told,
    revision: started.revision,
    terms: said,
    marks: fixed,
  });
  const first = await templates.publishTemplate(m.reviewer, saved.id, { in_force_from: '2026-11-02' });
  const second = await templates.nextTemplateVersion(m.reviewer, first.id);
  await templates.saveTemplate(m.reviewer, second.id, {
    ...told,
    revision: second.revision,
    terms: { ...said, other: '按月报告使用情况' },
    marks: { ...fixed, fee: 'fixed' },
  });
  const certified = await application(m, 'certified', { datasets: [m.codes.toll] });
  let a = await draftAgreement(m.agency, { application_id: certified.id, template_id: first.id });
  a = await saveAgreement(m.agency, a.id, {
    revision: a.revision,
    terms: { ...a.terms, disposition: { ...a.terms.disposition, days: 30 } },
    words: '延长处置期限',
    deviations: { disposition: '数据量大，十日内无法完成' },
  });
  await negotiation.markDraftsSeen(m.developer, a.id, { number: 1 });
  await negotiation.proposeTerms(m.developer, a.id, {
    revision: a.revision,
    terms: { ...a.terms, scope: `${a.terms.scope}，并用于拥堵预测`, other: '按半年报告使用情况' },
    words: '预测需要多一项用途',
  });
  await negotiation.commentDraft(m.agency, a.id, { clause: 'scope', words: '请说明预测的对象' });
  return {
    template: `/templates/${first.id}`,
    template_desk: `/w/templates/${first.id}`,
    template_draft: `/w/templates/${second.id}`,
    template_changes: `/w/templates/${second.id}?since=${first.id}`,
    drafts: `/w/agreements/${a.id}/drafts`,
    drafts_compared: `/w/agreements/${a.id}/drafts?from=1&to=2`,
    proposal_new: `/w/agreements/${a.id}/drafts/new`,
    agreement_drafted: `/w/agreements/${a.id}`,
  };
}

export async function agreementSide(m: Market): Promise<Readonly<Record<string, string>>> {
  const { id } = m.agreement;
  const asked = { kind: 'amendment', reason: '扩大使用范围', governs_from: '' } as const;
  const drafted = await amendments.proposeAmendment(m.developer, id, asked);
  const wider = { ...drafted.terms, scope: '国省干线与高速公路逐日车流量' };
  await amendments.saveAmendment(m.developer, drafted.id, {
    revision: drafted.revision,
    terms: wider,
    words: '增加高速公路',
  });
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
    ...(await drafting(m)),
    amendments: `/w/agreements/${id}/amendments`,
    amendment: `/w/agreements/${id}/amendments/${drafted.id}`,
    keeping: `/w/agreements/${id}/keeping`,
    disposition: `/w/dispositions/${mine?.id ?? ''}`,
  };
}
