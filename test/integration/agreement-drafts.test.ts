/** Templates and the first negotiation, through the services and over HTTP: every draft kept, nothing changed silently. */
import { PDF } from '@libpdf/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as amendments from '#api/agreements/amendment.ts';
import { terminateAgreement } from '#api/agreements/ending.ts';
import { decideFiling, fileAgreement, getFiledTerms } from '#api/agreements/filings.ts';
import * as negotiation from '#api/agreements/proposals.ts';
import * as agreements from '#api/agreements/service.ts';
import { signAgreement } from '#api/agreements/signing.ts';
import * as templates from '#api/agreements/templates.ts';
import type { AgreementOut } from '#api/agreements/view.ts';
import type { Ctx } from '#api/context.ts';
import { openPdf, verifyDocument } from '#api/documents/service.ts';
import { reissueCertificate } from '#api/licensing/certificate.ts';
import { getApplication } from '#api/licensing/service.ts';
import { showCertificate } from '#api/licensing/standing.ts';
import { worklist } from '#api/overview/service.ts';
import { signIn } from '#api/people/service.ts';
import {
  agreement,
  application,
  codeOf,
  type Licensed,
  licensedWorld,
  password,
  refusal,
  terms,
} from '#test/support/licensed.ts';

const receivedFrom = async (bytes: Uint8Array): Promise<string> =>
  (await PDF.load(bytes))
    .extractText()
    .map((page) => page.text)
    .join('\n')
    .replace(/\s/g, '');

let w: Licensed;
beforeAll(async () => {
  w = await licensedWorld();
});
afterAll(() => w.t.close());

const fixedSplit = [
  { party: 'treasury', ppm: 300_000 },
  { party: 'developer', ppm: 700_000 },
];
const formTerms = (over: object = {}) =>
  terms({
    scope: '',
    degree: {},
    term: {},
    shares: fixedSplit,
    disposition: { mode: 'destroy', days: 10, proof: '由第三方出具销毁证明' },
    ...over,
  });
const marks = { disposition: 'fixed', shares: 'fixed', audit: 'blank' } as const;

async function published(over: object = {}, by: Ctx = w.reviewer) {
  const made = await templates.createTemplate(by, {
    name: '交通数据授权开发协议',
    note: '',
    kind: 'licensed_development',
  });
  const saved = await templates.saveTemplate(by, made.id, {
    revision: made.revision,
    name: made.name,
    note: '省本级机构选用',
    kind: made.kind,
    terms: formTerms(over),
    marks,
  });
  return templates.publishTemplate(by, saved.id, { in_force_from: '2026-11-02' });
}

describe('templates', () => {
  it('are drafted by the department of the region, and by nobody else', async () => {
    const head = { name: '省级协议', note: '', kind: 'licensed_development' } as const;
    expect(await codeOf(templates.createTemplate(w.agency, head))).toBe('template.other_region');
    expect(await codeOf(templates.createTemplate(w.reviewer, { ...head, region_code: '140100' }))).toBe(
      'template.other_region',
    );
    expect(await codeOf(templates.listTemplateDesk(w.agency))).toBe('auth.forbidden');
    const city = w.world.ctx('taiyuan.information');
    const drafted = await templates.createTemplate(w.reviewer, head);
    // A draft is the department's own business.
    for (const stranger of [city, w.agency, w.world.ctx(null)])
      expect(await codeOf(templates.getTemplate(stranger, drafted.id))).toBe('template.not_found');
    expect(await codeOf(templates.getTemplate(w.reviewer, 'atp_nothing'))).toBe('template.not_found');

    const save = (over: object) =>
      templates.saveTemplate(w.reviewer, drafted.id, {
        ...head,
        revision: drafted.revision,
        terms: formTerms(),
        marks,
        ...over,
      });
    expect(await codeOf(save({ revision: 9 }))).toBe('template.changed_meanwhile');
    expect(await codeOf(save({ terms: formTerms({ scope: '全部数据' }) }))).toBe('template.clause_of_application');
    expect(await codeOf(save({ marks: { term: 'fixed' } }))).toBe('template.clause_of_application');
    expect(await codeOf(save({ marks: { nothing: 'fixed' } }))).toBe('template.clause_unknown');
    expect(await codeOf(save({ terms: formTerms({ shares: [{ party: 'agency', ppm: 1 }] }) }))).toBe(
      'agreement.agency_payee',
    );
    expect(await codeOf(templates.publishTemplate(w.reviewer, drafted.id, { in_force_from: '2026-11-02' }))).toBe(
      'template.says_nothing',
    );
    await save({ terms: formTerms({ disposition: {} }) });
    const publish = (day: string) => templates.publishTemplate(w.reviewer, drafted.id, { in_force_from: day });
    expect(await codeOf(publish('2026-01-01'))).toBe('template.days_order');
    const incomplete = await refusal(publish('2026-11-02'));
    expect(incomplete.code).toBe('template.fixed_incomplete');
    expect(incomplete.fields[0]?.path).toBe('terms.disposition.mode');
    expect(await codeOf(templates.closeTemplate(w.reviewer, drafted.id, { in_force_to: '', words: '不用' }))).toBe(
      'template.wrong_state',
    );
  });

  it('are given up as drafts: what was drawn up stays under its number, and the next one may begin', async () => {
    const first = await published();
    const draft = await templates.nextTemplateVersion(w.reviewer, first.id);
    expect(await codeOf(templates.discardTemplate(w.agency, draft.id))).toBe('template.not_found');
    expect(await codeOf(templates.discardTemplate(w.reviewer, first.id))).toBe('template.wrong_state');
    const gone = await templates.discardTemplate(w.reviewer, draft.id);
    expect(gone).toMatchObject({ state: 'discarded', version: 2, actions: [] });
    expect(await codeOf(templates.publishTemplate(w.reviewer, gone.id, { in_force_from: '2026-11-20' }))).toBe(
      'template.wrong_state',
    );
    expect(await codeOf(templates.getTemplate(w.world.ctx(null), gone.id))).toBe('template.not_found');
    expect((await templates.getTemplate(w.reviewer, first.id)).in_force).toBe(true);
    expect((await templates.nextTemplateVersion(w.reviewer, first.id)).version).toBe(3);
  });

  it('are versioned: a published one never changes, a newer one takes its place, the old stays readable', async () => {
    const first = await published();
    expect(first).toMatchObject({ version: 1, state: 'published', in_force: true, fixed: ['disposition', 'shares'] });
    const again = { revision: first.revision, name: '改名', note: '', kind: first.kind, terms: formTerms(), marks };
    expect(await codeOf(templates.saveTemplate(w.reviewer, first.id, again))).toBe('template.wrong_state');
    // Not by hand-written SQL either.
    await expect(
      w.t.ctx().db.$executeRaw`UPDATE agreement_template SET marks = '{}' WHERE id = ${first.id}`,
    ).rejects.toThrow(/append_only/);

    const second = await templates.nextTemplateVersion(w.reviewer, first.id);
    expect(second).toMatchObject({ version: 2, state: 'draft', series: first.series });
    expect(await codeOf(templates.nextTemplateVersion(w.reviewer, first.id))).toBe('template.draft_exists');
    await templates.saveTemplate(w.reviewer, second.id, {
      ...again,
      name: first.name,
      revision: second.revision,
      terms: formTerms({ disposition: { mode: 'return', days: 5, proof: '移交清单' } }),
      marks: { ...marks, fee: 'fixed' },
    });
    await templates.publishTemplate(w.reviewer, second.id, { in_force_from: '2026-11-10' });
    const passer = w.world.ctx(null);
    const old = await templates.getTemplate(passer, first.id);
    expect(old).toMatchObject({ in_force_to: '2026-11-09', in_force: true });
    expect(old.versions.map((one) => [one.version, one.in_force])).toEqual([
      [2, false],
      [1, true],
    ]);
    const changes = await templates.compareTemplates(passer, second.id, first.id);
    expect(changes.clauses.map((one) => one.clause)).toEqual(['disposition']);
    expect(changes.marks).toEqual([{ clause: 'fee', before: 'proposed', after: 'fixed' }]);
    const other = await published();
    expect(await codeOf(templates.compareTemplates(passer, other.id, first.id))).toBe('template.not_found');

    await templates.closeTemplate(w.reviewer, other.id, { in_force_to: '', words: '并入新模板' });
    expect(await codeOf(templates.closeTemplate(w.reviewer, other.id, { in_force_to: '', words: '再停' }))).toBe(
      'template.closed_already',
    );
    expect(
      await codeOf(templates.closeTemplate(w.reviewer, first.id, { in_force_to: '2026-01-01', words: '停' })),
    ).toBe('template.days_order');
    const asked = { page: 1, page_size: 20, in_force: 'now' } as const;
    const now = await templates.listTemplates(passer, asked);
    expect(now.items.map((one) => one.id)).not.toContain(other.id);
    expect((await templates.listTemplates(passer, { ...asked, in_force: 'all' })).items.map((one) => one.id)).toContain(
      other.id,
    );
    expect((await templates.listTemplateDesk(w.reviewer)).items.length).toBeGreaterThan(2);
  });

  it('are public as text, JSON and a paper that verifies', async () => {
    const made = await published();
    const api = await w.t.serve();
    const json = await fetch(`${api.url}/api/v1/agreement-templates/${made.id}`);
    const shown = (await json.json()) as typeof made;
    expect(shown).toMatchObject({ name: made.name, actions: [], department: { name: expect.any(String) } });
    expect(shown.clauses.find((one) => one.clause === 'disposition')).toMatchObject({ mark: 'fixed' });
    const pdf = await fetch(`${api.url}/api/v1/agreement-templates/${made.id}/template.pdf`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    const text = await receivedFrom(new Uint8Array(await pdf.arrayBuffer()));
    expect(text).toContain('示范文本');
    expect((await verifyDocument(w.t.ctx(), made.document?.no ?? '')).intact).toBe(true);
    const listed = await fetch(`${api.url}/api/v1/agreement-templates?kind=licensed_development&in_force=now`);
    expect(((await listed.json()) as { items: { id: string }[] }).items.map((one) => one.id)).toContain(made.id);
    expect((await fetch(`${api.url}/api/v1/agreement-templates/atp_nothing/template.pdf`)).status).toBe(404);
  });
});

describe('an agreement drawn from a template', () => {
  it('takes what it fixes and proposes; a fixed clause is left only with a reason, which stands in the paper and at the desk', async () => {
    const form = await published();
    const certified = await application(w, 'certified');
    const draft = (template_id: string) =>
      agreements.draftAgreement(w.agency, { application_id: certified.id, template_id });
    const city = await published({}, w.world.ctx('taiyuan.information'));
    expect(await codeOf(draft(city.id))).toBe('template.not_for_this');
    expect(await codeOf(draft('atp_nothing'))).toBe('template.not_found');
    const later = await templates.nextTemplateVersion(w.reviewer, form.id);
    await templates.publishTemplate(w.reviewer, later.id, { in_force_from: '2026-12-01' });
    expect(await codeOf(draft(later.id))).toBe('template.not_in_force');
    const offered = (await agreements.listDraftable(w.agency)).items.find((one) => one.application_id === certified.id);
    expect(offered?.templates.map((one) => one.id)).toContain(form.id);
    expect(offered?.templates.map((one) => one.id)).not.toContain(city.id);

    let a = await draft(form.id);
    expect(a).toMatchObject({ template: { id: form.id, version: 1 }, deviations: [] });
    expect(a.terms).toMatchObject({
      scope: certified.scope,
      term: { from: certified.term_from },
      disposition: { mode: 'destroy' },
    });
    expect(a.terms.shares).toEqual(fixedSplit);
    const changed = { ...a.terms, disposition: { ...a.terms.disposition, days: 30 } };
    const save = (over: object) =>
      agreements.saveAgreement(w.agency, a.id, { revision: a.revision, terms: changed, ...over });
    const silent = await refusal(save({}));
    expect(silent.code).toBe('agreement.deviation_silent');
    expect(silent.fields.map((one) => one.path)).toEqual(['deviations.disposition']);
    a = await save({ deviations: { disposition: '数据量大，十日内无法完成' } });
    expect(a.deviations).toMatchObject([{ clause: 'disposition', reason: '数据量大，十日内无法完成' }]);
    // The reason once given stays with the clause.
    a = await agreements.saveAgreement(w.agency, a.id, {
      revision: a.revision,
      terms: { ...a.terms, other: '统计口径见附件' },
    });
    expect(a.deviations).toHaveLength(1);
    a = await agreements.offerAgreement(w.agency, a.id);
    const paper = await openPdf(w.t.ctx(), a.document!.id);
    const text = await receivedFrom(paper.bytes);
    expect(text).toContain('数据量大，十日内无法完成');
    await signAgreement(w.developer, a.id, { password });
    await signAgreement(w.head, a.id, { password });
    a = await fileAgreement(w.agency, a.id, {});
    const filed = await getFiledTerms(w.reviewer, a.filings.at(-1)!.id);
    expect(filed.deviations).toMatchObject([{ clause: 'disposition', reason: '数据量大，十日内无法完成' }]);
    expect((await templates.getTemplate(w.reviewer, form.id)).uses).toBe(1);
  });

  it('holds for its amendments as well', async () => {
    const form = await published();
    const certified = await application(w, 'certified', { datasets: [w.codes.toll] });
    let a = await agreements.draftAgreement(w.agency, { application_id: certified.id, template_id: form.id });
    a = await agreements.saveAgreement(w.agency, a.id, { revision: a.revision, terms: terms({ shares: fixedSplit }) });
    a = await agreements.offerAgreement(w.agency, a.id);
    await signAgreement(w.developer, a.id, { password });
    await signAgreement(w.head, a.id, { password });
    a = await fileAgreement(w.agency, a.id, {});
    await decideFiling(w.reviewer, a.filings.at(-1)!.id, { decision: 'accept', opinion: '齐全', password });
    const m = await amendments.proposeAmendment(w.developer, a.id, {
      kind: 'amendment',
      reason: '缩短处置期限',
      governs_from: '',
    });
    const shorter = { ...m.terms, disposition: { ...m.terms.disposition, days: 3 } };
    const save = (over: object) =>
      amendments.saveAmendment(w.developer, m.id, { revision: m.revision, terms: shorter, words: '', ...over });
    expect(await codeOf(save({}))).toBe('agreement.deviation_silent');
    const saved = await save({ deviations: { disposition: '数据量小' } });
    expect(saved.deviations).toMatchObject([{ clause: 'disposition', reason: '数据量小' }]);

    // What the certificate says is agreed anew: its issue is asked for, and the old one says so once that is done.
    const wider = await amendments.saveAmendment(w.developer, m.id, {
      revision: saved.revision,
      terms: { ...saved.terms, scope: '收费站逐日通行量与拥堵预测' },
      words: '',
    });
    await amendments.offerAmendment(w.agency, wider.id);
    await amendments.signAmendment(w.developer, wider.id, { password });
    await amendments.signAmendment(w.head, wider.id, { password });
    const sent = await amendments.fileAmendment(w.agency, wider.id, {});
    const accepted = { decision: 'accept', opinion: '齐全', password } as const;
    await decideFiling(w.reviewer, sent.filings.at(-1)!.id, accepted);
    expect((await agreements.getAgreement(w.agency, a.id)).deviations).toMatchObject([{ reason: '数据量小' }]);
    const { certificate } = await getApplication(w.head, a.application_id);
    expect(certificate?.events.map((one) => one.kind)).toEqual(['reissue_asked']);
    await reissueCertificate(w.head, a.application_id, {
      password,
      reason: '范围变更',
      valid_to: certificate!.valid_to,
      scope: '收费站逐日通行量与拥堵预测',
      conditions: '',
    });
    const old = await showCertificate(w.t.ctx(), certificate!.no);
    expect(old).toMatchObject({ standing: 'superseded', replaced_by: expect.stringMatching(/^ZS-/) });
  });
});

describe('the first negotiation', () => {
  let a: AgreementOut;
  const now = (by: Ctx = w.agency) => negotiation.getNegotiation(by, a.id);
  const propose = (by: Ctx, over: object, more: object = {}) =>
    agreements
      .getAgreement(by, a.id)
      .then(({ revision, terms: present }) =>
        negotiation.proposeTerms(by, a.id, { revision, terms: { ...present, ...over }, words: '请考虑', ...more }),
      );
  const decide = (by: Ctx, id: string, over: object) =>
    agreements.getAgreement(by, a.id).then(({ revision }) =>
      negotiation.decideProposal(by, a.id, id, {
        revision,
        accept: [],
        decline: [],
        rest: 'leave',
        words: '',
        ...over,
      }),
    );

  it('keeps every draft with who changed what, and says to each side what is new to it', async () => {
    a = await agreement(w, 'whole', {}, { datasets: [w.codes.road] });
    const seen = await now(w.developer);
    expect(seen.drafts.map((one) => [one.number, one.action, one.side])).toEqual([
      [1, 'draft', 'agency'],
      [2, 'save', 'agency'],
    ]);
    expect(seen.drafts[1]?.person).toBeTruthy();
    expect(seen.since).toMatchObject({ from: 0, to: 2 });
    const read = await negotiation.markDraftsSeen(w.developer, a.id, { number: 2 });
    expect(read).toMatchObject({ since: null, seen: { ours: { number: 2 } } });
    expect((await now()).seen.theirs).toMatchObject({ number: 2 });
    expect(await codeOf(negotiation.markDraftsSeen(w.developer, a.id, { number: 9 }))).toBe('draft.not_found');
    a = await agreements.saveAgreement(w.agency, a.id, {
      revision: a.revision,
      terms: { ...a.terms, other: '按月报告使用情况' },
      words: '加一条报告义务',
    });
    expect((await now(w.developer)).since).toMatchObject({ from: 2, to: 3, clauses: [{ clause: 'other' }] });
    const compared = await negotiation.compareDrafts(w.developer, a.id, { from: 2, to: 3 });
    expect(compared.clauses).toMatchObject([{ clause: 'other', changes: [{ after: '按月报告使用情况' }] }]);
    expect((await negotiation.compareDrafts(w.developer, a.id, {})).from).toBe(2);
    expect(await codeOf(negotiation.compareDrafts(w.developer, a.id, { from: 7 }))).toBe('draft.not_found');
    // Between the two: the department and strangers do not read it.
    for (const stranger of [w.reviewer, w.other, w.finance])
      expect(await codeOf(now(stranger))).toBe('agreement.not_found');
    // Nothing changed, nothing kept.
    a = await agreements.saveAgreement(w.agency, a.id, { revision: a.revision, terms: a.terms });
    expect((await now()).drafts).toHaveLength(3);
    await expect(
      w.t.ctx().db.$executeRaw`UPDATE agreement_draft SET words = 'x' WHERE agreement_id = ${a.id}`,
    ).rejects.toThrow(/append_only/);
  });

  it('refuses a late save by name, with the clauses the other changed', async () => {
    const stale = a.revision;
    a = await agreements.saveAgreement(w.agency, a.id, {
      revision: a.revision,
      terms: { ...a.terms, fee: { ...a.terms.fee, words: '按季核对' } },
    });
    const late = [
      agreements.saveAgreement(w.agency, a.id, { revision: stale, terms: a.terms }),
      negotiation.proposeTerms(w.developer, a.id, { revision: stale, terms: { ...a.terms, other: '' }, words: '' }),
    ];
    for (const call of late) {
      const refused = await refusal(call);
      expect(refused).toMatchObject({ code: 'agreement.changed_meanwhile', status: 409 });
      expect(refused.fields.map((one) => one.path)).toEqual(['terms.fee']);
      expect(refused.sentence('zh')).toContain('收费方式');
    }
  });

  it('the developer proposes, the agency answers clause by clause; a clause answered is answered', async () => {
    expect(await codeOf(propose(w.developer, {}))).toBe('proposal.nothing_changed');
    expect(await codeOf(propose(w.reviewer, { other: 'x' }))).toBe('agreement.not_found');
    expect(await codeOf(propose(w.developer, { shares: [{ party: 'agency', ppm: 1 }] }))).toBe(
      'agreement.agency_payee',
    );
    const wish = {
      scope: '国省干线与高速公路逐日车流量',
      other: '',
      disposition: { ...a.terms.disposition, days: 20 },
    };
    const replaced = (await propose(w.developer, { other: '' })).proposals[0]!;
    const made = (await propose(w.developer, wish)).proposals;
    expect(made.map((one) => [one.number, one.state])).toEqual([
      [2, 'open'],
      [1, 'replaced'],
    ]);
    const id = made[0]!.id;
    const tasks = async (by: Ctx) => (await worklist(by)).items.map((one) => [one.kind, one.id]);
    expect(await tasks(w.agency)).toContainEqual(['proposal_answer', a.id]);
    expect(await tasks(w.developer)).not.toContainEqual(['proposal_answer', a.id]);
    expect(made[0]!.clauses.map((one) => [one.clause, one.verdict])).toEqual([
      ['scope', 'waiting'],
      ['disposition', 'waiting'],
      ['other', 'waiting'],
    ]);
    expect(await codeOf(decide(w.agency, replaced.id, { rest: 'accept' }))).toBe('matter.wrong_state');
    expect(await codeOf(decide(w.developer, id, { rest: 'accept' }))).toBe('matter.not_yours_to_do');
    expect(await codeOf(decide(w.agency, 'prp_nothing', { rest: 'accept' }))).toBe('proposal.not_found');
    expect(await codeOf(decide(w.agency, id, {}))).toBe('proposal.nothing_decided');
    expect(await codeOf(decide(w.agency, id, { decline: ['scope'] }))).toBe('proposal.words_needed');
    expect(await codeOf(decide(w.agency, id, { accept: ['fee'] }))).toBe('proposal.clause_decided');
    expect(await codeOf(decide(w.agency, id, { accept: ['scope'], decline: ['scope'] }))).toBe(
      'proposal.clause_decided',
    );
    const stale = negotiation.decideProposal(w.agency, a.id, id, {
      revision: a.revision - 1,
      accept: ['scope'],
      decline: [],
      rest: 'leave',
      words: '',
    });
    expect(await codeOf(stale)).toBe('agreement.changed_meanwhile');
    expect(await codeOf(agreements.offerAgreement(w.agency, a.id))).toBe('agreement.proposal_waiting');

    let seen = await decide(w.agency, id, { accept: ['disposition'], decline: ['scope'], words: '高速公路另行申请' });
    expect(seen.terms).toMatchObject({ scope: a.terms.scope, disposition: { days: 20 }, other: '按月报告使用情况' });
    expect(seen.proposals[0]).toMatchObject({
      state: 'open',
      clauses: [{ verdict: 'declined' }, { verdict: 'accepted' }, { verdict: 'waiting' }],
    });
    expect(seen.drafts.at(-1)).toMatchObject({ action: 'merge', proposal: 2, side: 'agency' });
    expect(await codeOf(decide(w.agency, id, { accept: ['disposition'] }))).toBe('proposal.clause_decided');
    seen = await decide(w.agency, id, { rest: 'accept' });
    expect(seen.proposals[0]!.state).toBe('settled');
    expect(seen.terms.other).toBe('');
    expect(await codeOf(decide(w.agency, id, { rest: 'accept' }))).toBe('matter.wrong_state');
    expect((await agreements.getAgreement(w.developer, a.id)).terms.disposition.days).toBe(20);
    expect(seen.timeline.map((one) => one.action)).toEqual(expect.arrayContaining(['propose', 'decline', 'merge']));
  });

  it('either side comments, proposes and withdraws; what the agency proposed lapses when it sends the draft out', async () => {
    const said = await negotiation.commentDraft(w.developer, a.id, { clause: 'shares', words: '比例请再斟酌' });
    expect(said.comments.at(-1)).toMatchObject({ side: 'developer', clauses: ['shares'], words: '比例请再斟酌' });
    expect(await codeOf(negotiation.commentDraft(w.developer, a.id, { clause: 'nothing', words: '？' }))).toBe(
      'draft.clause_unknown',
    );
    const mine = (await propose(w.developer, { other: '提供季度报告' })).proposals[0]!;
    expect(await codeOf(negotiation.withdrawProposal(w.agency, a.id, mine.id))).toBe('matter.not_yours_to_do');
    await negotiation.withdrawProposal(w.developer, a.id, mine.id);
    expect(await codeOf(negotiation.withdrawProposal(w.developer, a.id, mine.id))).toBe('matter.wrong_state');
    const theirs = (await propose(w.agency, { other: '提供年度报告' })).proposals[0]!;
    expect((await now(w.developer)).proposals[0]!.actions).toMatchObject([{ name: 'decide', refusal: null }]);
    const out = await agreements.offerAgreement(w.agency, a.id);
    expect(out.state).toBe('offered');
    const closed = await now(w.developer);
    expect(closed.proposals.find((one) => one.id === theirs.id)?.state).toBe('lapsed');
    expect(await codeOf(propose(w.developer, { other: '晚了' }))).toBe('agreement.wrong_state');
    expect((await negotiation.commentDraft(w.developer, a.id, { clause: '', words: '收到' })).comments).toHaveLength(2);
    await signAgreement(w.developer, a.id, { password });
    await signAgreement(w.head, a.id, { password });
    expect(await codeOf(negotiation.commentDraft(w.developer, a.id, { clause: '', words: '迟' }))).toBe(
      'agreement.wrong_state',
    );
  });

  it('two answers at once: one counts, and an agreement given up leaves nothing waiting', async () => {
    a = await agreement(w, 'whole', {}, { datasets: [w.codes.toll] });
    const { id } = (await propose(w.developer, { other: '提供季度报告', scope: '收费站逐日' })).proposals[0]!;
    const both = await Promise.allSettled([
      decide(w.agency, id, { accept: ['other'] }),
      decide(w.agency, id, { accept: ['other'] }),
    ]);
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    const lost = both.find((one) => one.status === 'rejected');
    expect(['proposal.clause_decided', 'agreement.changed_meanwhile']).toContain(
      (lost as PromiseRejectedResult).reason.code,
    );
    await terminateAgreement(w.agency, a.id, { reason: '项目取消' });
    expect((await now()).proposals[0]!.state).toBe('lapsed');
  });

  it('runs over HTTP the same', async () => {
    a = await agreement(w, 'whole', {}, { datasets: [w.codes.road, w.codes.toll] });
    const api = await w.t.serve();
    const call = async (login: string, method: string, path: string, body?: object) => {
      const { token } = await signIn(w.t.ctx(), { login, password });
      const answer = await fetch(`${api.url}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, never> & { code?: string } };
    };
    const sent = { revision: a.revision, terms: { ...a.terms, other: '接口提出' }, words: '' };
    const made = await call('developer', 'POST', `/agreements/${a.id}/proposals`, sent);
    expect(made.status).toBe(201);
    const id = (made.body as unknown as { proposals: { id: string }[] }).proposals[0]!.id;
    const stale = await call('province.transport', 'POST', `/agreements/${a.id}/proposals/${id}/decision`, {
      revision: 1,
      rest: 'accept',
    });
    expect(stale).toMatchObject({ status: 409, body: { code: 'agreement.changed_meanwhile' } });
    const taken = await call('province.transport', 'POST', `/agreements/${a.id}/proposals/${id}/decision`, {
      revision: a.revision,
      rest: 'accept',
    });
    expect(taken).toMatchObject({ status: 200, body: { terms: { other: '接口提出' } } });
    expect((await call('developer', 'GET', `/agreements/${a.id}/drafts/compare?from=2&to=3`)).body).toMatchObject({
      clauses: [{ clause: 'other' }],
    });
    expect((await call('province.information', 'GET', `/agreements/${a.id}/drafts`)).status).toBe(404);
  });
});
