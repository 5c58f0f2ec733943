import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expireAgreements, terminateAgreement } from '#api/agreements/ending.ts';
import * as filings from '#api/agreements/filings.ts';
import { listRegister } from '#api/agreements/register.ts';
import * as agreements from '#api/agreements/service.ts';
import { signAgreement } from '#api/agreements/signing.ts';
import { verifyChain } from '#api/audit/verify.ts';
import { openPdf, verifyDocument, verifyUpload } from '#api/documents/service.ts';
import { certifyApplication } from '#api/licensing/certificate.ts';
import { refuseApplication } from '#api/licensing/decisions.ts';
import {
  agreement,
  application,
  codeOf,
  endByConsent,
  type Licensed,
  licensedWorld,
  password,
  refusal,
  terms,
} from '#test/support/licensed.ts';

let w: Licensed;
beforeAll(async () => {
  w = await licensedWorld();
});
afterAll(() => w.t.close());
const fresh = { page: 1, page_size: 50 };
const whole = terms;
const save = (a: { id: string; revision: number }, over: object) =>
  agreements.saveAgreement(w.agency, a.id, { revision: a.revision, terms: whole(over) });

describe('drawing it up', () => {
  it('needs a granted application of the own agency, once', async () => {
    const waiting = await application(w, 'reviewing');
    const draft = (id: string, by = w.agency) => agreements.draftAgreement(by, { application_id: id });
    expect(await codeOf(draft(waiting.id))).toBe('agreement.application_undecided');
    expect(await codeOf(draft('app_nothing'))).toBe('agreement.application_unknown');
    expect(await codeOf(draft(waiting.id, w.world.ctx('province.ecology')))).toBe('agreement.application_unknown');
    expect(await codeOf(draft(waiting.id, w.developer))).toBe('auth.forbidden');
    await refuseApplication(w.agency, waiting.id, {
      reason: '试办',
      ground: 'outside_condition',
      legal_basis: '第十四条',
    });
  });

  it('takes over what was licensed and leaves the split open', async () => {
    const a = await agreement(w, 'draft', {}, { datasets: [w.codes.toll] });
    expect(a).toMatchObject({ state: 'draft', version: 0, ball: 'agency', treasury: { code: '140000' } });
    expect(a.terms).toMatchObject({
      scope: '国省干线逐日车流量，仅用于模型与统计',
      degree: { code: 'desensitised' },
      term: { from: '2026-11-02', to: '2027-11-01' },
    });
    expect(a.terms.shares.every((line) => line.ppm === null)).toBe(true);
    expect(a.datasets.map((one) => one.code)).toEqual([w.codes.toll]);
    expect(await codeOf(agreements.draftAgreement(w.agency, { application_id: a.application_id }))).toBe(
      'agreement.exists',
    );

    const refused = await refusal(agreements.offerAgreement(w.agency, a.id));
    expect(refused.code).toBe('agreement.clauses_missing');
    expect(refused.spec.article).toBe('20');
    expect(refused.fields.map((f) => f.path)).toEqual([
      'terms.disposition.mode',
      'terms.ownership.owner',
      'terms.ownership.licence_back',
      'terms.fee.mode',
      'terms.security',
      'terms.shares.0.ppm',
      'terms.shares.1.ppm',
    ]);
    expect(refused.sentence('zh')).toContain('期满后政务数据的处置');
    expect(refused.sentence('en')).not.toMatch(/\p{Script=Han}/u);

    let seen = await save(a, { scope: '　 ', security: ' \n ' });
    expect((await refusal(agreements.offerAgreement(w.agency, a.id))).fields.map((f) => f.path)).toEqual([
      'terms.scope',
      'terms.security',
    ]);
    const split = (treasury: number | null, developer: number, more: object[] = []) => ({
      shares: [{ party: 'treasury', ppm: treasury }, { party: 'developer', ppm: developer }, ...more],
    });
    for (const [over, code] of [
      [{ term: { from: '2027-11-01', to: '2026-11-02' } }, 'agreement.term_order'],
      [{ term: { from: '2026-10-01', to: '2026-10-30' } }, 'agreement.term_over'],
      [{ term: { from: '2026-11-02', to: '2028-01-01' } }, 'agreement.term_outside_licence'],
      [{ degree: { code: 'raw_in_domain' } }, 'agreement.degree_beyond_licence'],
      [split(0, 1_000_000), 'agreement.no_government_part'],
      [split(300_000, 699_999), 'agreement.shares_not_whole'],
      [split(300_000, 700_001), 'agreement.shares_not_whole'],
    ] as const) {
      seen = await save(seen, over);
      expect(await codeOf(agreements.offerAgreement(w.agency, a.id))).toBe(code);
    }
    for (const [over, code] of [
      [split(1, 1, [{ party: 'agency', ppm: 999_998 }]), 'agreement.agency_payee'],
      [split(1, 1, [{ party: w.world.organization('province.transport').id, ppm: 1 }]), 'agreement.agency_payee'],
      [split(1, 1, [{ party: 'developer', ppm: 1 }]), 'agreement.share_twice'],
      [split(-1, 1), 'agreement.share_invalid'],
      [split(0.5, 1), 'agreement.share_invalid'],
    ] as const)
      expect(await codeOf(save(seen, over))).toBe(code);
    const stale = await refusal(save({ id: a.id, revision: 1 }, {}));
    expect(stale).toMatchObject({ code: 'agreement.changed_meanwhile' });
    expect(stale.sentence('zh')).toContain('梁晓燕');
    expect(await codeOf(agreements.saveAgreement(w.developer, a.id, { revision: seen.revision, terms: whole() }))).toBe(
      'agreement.not_yours_to_do',
    );
    expect((await agreements.getAgreement(w.agency, a.id)).state).toBe('draft');
    expect(await codeOf(terminateAgreement(w.agency, a.id, { reason: '' }))).toBe('agreement.reason_needed');
    await terminateAgreement(w.agency, a.id, { reason: '试拟' });
  });

  it('cannot go out before fee and certificate are done', async () => {
    const charging = await application(w, 'charging', { datasets: [w.codes.toll] });
    let a = await agreements.draftAgreement(w.agency, { application_id: charging.id });
    a = await save(a, {});
    expect(await codeOf(agreements.offerAgreement(w.agency, a.id))).toBe('agreement.not_certified');
    await certifyApplication(w.head, charging.id, { password });
    expect((await agreements.offerAgreement(w.agency, a.id)).state).toBe('offered');
    await terminateAgreement(w.developer, a.id, { reason: '不再办理' });
  });

  it('the split is whole and pays no agency also where the database is asked directly', async () => {
    const a = await agreement(w, 'offered', {}, { datasets: [w.codes.toll] });
    const agencyId = w.world.organization('province.transport').id;
    const version = async (lines: string) =>
      w.t.database.query(
        `with v as (insert into agreement_version select agreement_id, 9, terms, 'doc_x', created_at from agreement_version where agreement_id = $1 limit 1 returning 1)
         insert into agreement_share (agreement_id, version, party_kind, party_id, ppm) ${lines}`,
        [a.id],
      );
    await expect(version(`select $1, 9, 'treasury'::"PartyKind", '140000', 999999 from v`)).rejects.toThrow(
      'shares_not_whole',
    );
    await expect(
      version(
        `select $1, 9, k::"PartyKind", i, p from v, (values ('treasury','140000',500000), ('operator','${agencyId}',500000)) t(k, i, p)`,
      ),
    ).rejects.toThrow('agency_is_no_payee');
    await expect(version(`select $1, 9, 'treasury'::"PartyKind", '140100', 1000000 from v`)).rejects.toThrow(
      'wrong_treasury',
    );
    await expect(w.t.database.query('update agreement_share set ppm = 1')).rejects.toThrow('append_only');
    await expect(w.t.database.query("update agreement_version set terms = '{}'")).rejects.toThrow('append_only');
    await expect(w.t.database.query("update agreement_step set words = 'x'")).rejects.toThrow('append_only');
  });
});

describe('signing', () => {
  let a: Awaited<ReturnType<typeof agreement>>;
  const sign = (by = w.developer, own = password) => signAgreement(by, a.id, { password: own });

  it('refuses out of turn, third parties, people without the duty, wrong passwords; nothing changes', async () => {
    a = await agreement(w, 'offered', {}, { datasets: [w.codes.road], term_to: '2027-11-01' });
    expect(a).toMatchObject({
      state: 'offered',
      version: 1,
      ball: 'developer',
      waiting_for: '太原路况科技有限公司（演示）',
    });
    expect(a.shares.map((one) => [one.party, one.ppm])).toEqual([
      ['treasury', 333_333],
      ['developer', 566_667],
      ['operator', 100_000],
    ]);
    expect(await refusal(sign(w.head))).toMatchObject({
      code: 'agreement.out_of_turn',
      params: { waiting_for: '太原路况科技有限公司（演示）' },
    });
    expect(await codeOf(sign(w.other))).toBe('agreement.not_a_party');
    expect(await codeOf(sign(w.world.ctx('province.ecology.head')))).toBe('agreement.not_a_party');
    expect(await codeOf(sign(w.agency))).toBe('agreement.no_signatory');
    expect(await codeOf(sign(w.developer, 'not-the-password'))).toBe('people.password_again');
    expect(await codeOf(sign(w.world.ctx(null)))).toBe('auth.required');
    expect((await agreements.getAgreement(w.developer, a.id)).signatures).toEqual([]);
    expect(await codeOf(agreements.getAgreement(w.other, a.id))).toBe('agreement.not_found');
    expect(await codeOf(agreements.getAgreement(w.reviewer, a.id))).toBe('agreement.not_found');
  });

  it('the developer sends it back; the edited offer is a new version with its own document', async () => {
    const first = a.document!.id;
    w.t.clock.advance({ minutes: 5 });
    const back = await agreements.returnAgreement(w.developer, a.id, { words: '请写明统计口径' });
    expect(back).toMatchObject({ state: 'draft', ball: 'agency' });
    const saved = await agreements.saveAgreement(w.agency, a.id, {
      revision: back.revision,
      terms: { ...back.terms, other: '统计口径见附件' },
    });
    a = await agreements.offerAgreement(w.agency, saved.id);
    expect(a).toMatchObject({ state: 'offered', version: 2 });
    expect(a.document!.id).not.toBe(first);
    expect((await verifyDocument(w.t.ctx(), a.no)).id).toBe(a.document!.id);
  });

  it('an edit after the first signature voids it: the next version starts unsigned', async () => {
    a = await sign();
    expect(a).toMatchObject({ state: 'offered', ball: 'agency', waiting_for: '山西省交通运输厅' });
    expect(await codeOf(agreements.saveAgreement(w.agency, a.id, { revision: a.revision, terms: whole() }))).toBe(
      'agreement.wrong_state',
    );
    const voided = a.document!.id;
    const taken = await agreements.reviseAgreement(w.agency, a.id, { words: '更正期限' });
    expect(taken).toMatchObject({ state: 'draft', signatures: [], document: null });
    a = await agreements.offerAgreement(w.agency, a.id);
    expect(a).toMatchObject({ version: 3, signatures: [] });
    expect(await codeOf(sign(w.head))).toBe('agreement.out_of_turn');
    // What was signed stays readable as what it was.
    expect((await verifyDocument(w.t.ctx(), voided)).signatures).toHaveLength(1);
  });

  it('a double press signs once; both signatures at once come one after the other', async () => {
    const twice = await Promise.allSettled([sign(), sign(), sign()]);
    expect(twice.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
    for (const r of twice)
      if (r.status === 'rejected') expect(r.reason).toMatchObject({ code: 'agreement.already_signed' });
    const agency = await Promise.allSettled([sign(w.head), sign(w.head), sign()]);
    expect(agency.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
    for (const r of agency)
      if (r.status === 'rejected') expect(r.reason).toMatchObject({ code: 'agreement.already_signed' });
    a = await agreements.getAgreement(w.developer, a.id);
    expect(a).toMatchObject({ state: 'signed', waiting_for: null });
    expect(a.signatures.map((one) => one.organization)).toEqual(['太原路况科技有限公司（演示）', '山西省交通运输厅']);
  });

  it('carries both signatures in the PDF and over the canonical text; the record is embedded', async () => {
    const proof = await verifyDocument(w.t.ctx(), a.document!.id);
    expect(proof).toMatchObject({ intact: true, faults: [], sha256: a.document!.sha256 });
    expect(proof.signatures.every((one) => one.canonical_ok)).toBe(true);
    const { bytes } = await openPdf(w.t.ctx(), a.document!.id);
    const seen = await verifyUpload(w.t.ctx(), bytes);
    expect(seen).toMatchObject({ verdict: 'intact', document: { id: a.document!.id, newest: true } });
    expect(seen.signatures.map((one) => one.faults)).toEqual([[], []]);
    const record = await w.t.app.ports.documents.readRecord(bytes);
    expect(JSON.parse(record!)).toMatchObject({
      no: a.no,
      version: 3,
      shares: [{ party: 'treasury', party_id: '140000', ppm: 333_333 }, {}, {}],
    });
  });
});

describe('filing (Article 19)', () => {
  it('goes to the department of the agency’s region, with ten working days', async () => {
    const [a] = (await agreements.listAgreements(w.agency, { ...fresh, state: 'signed' })).items;
    expect(await codeOf(filings.fileAgreement(w.developer, a!.id, {}))).toBe('agreement.not_yours_to_do');
    const filed = await filings.fileAgreement(w.agency, a!.id, { words: '请予备案' });
    const filing = filed.filings[0]!;
    expect(filing).toMatchObject({
      state: 'submitted',
      due_on: '2026-11-16',
      days_left: 10,
      version: 3,
      region_code: '140000',
    });
    expect(filed).toMatchObject({ state: 'filing', ball: 'department', standing: 'not_active' });

    const decide = (by: Licensed['agency'], body: object) =>
      filings.decideFiling(by, filing.id, { decision: 'accept', opinion: '', ...body } as never);
    expect(await codeOf(decide(w.world.ctx('taiyuan.information'), { password }))).toBe('filing.other_region');
    expect(await codeOf(decide(w.other, { password }))).toBe('filing.not_found');
    expect(await codeOf(decide(w.agency, { password }))).toBe('auth.forbidden');
    expect(await codeOf(filings.getFiling(w.world.ctx('taiyuan.information'), filing.id))).toBe('filing.not_found');
    expect(await codeOf(filings.getFiledTerms(w.other, filing.id))).toBe('filing.not_found');
    expect(await filings.getFiledTerms(w.reviewer, filing.id)).toMatchObject({
      version: 3,
      terms: { other: '统计口径见附件' },
      shares: [{ party: 'treasury', name: '国家金库山西分库', ppm: 333_333 }, {}, {}],
    });
    expect(await codeOf(decide(w.reviewer, { decision: 'supplement' }))).toBe('filing.opinion_needed');
    expect(await codeOf(decide(w.reviewer, { decision: 'refuse' }))).toBe('filing.opinion_needed');
    expect(await codeOf(decide(w.reviewer, {}))).toBe('filing.password_needed');
    expect(await codeOf(decide(w.reviewer, { password: 'wrong' }))).toBe('people.password_again');

    const asked = await decide(w.reviewer, { decision: 'supplement', opinion: '请补充安全评估' });
    expect(asked).toMatchObject({ state: 'supplement', opinion: '请补充安全评估' });
    expect(await codeOf(decide(w.reviewer, { password }))).toBe('filing.wrong_state');
    w.t.clock.advance({ days: 1 });
    const answered = await filings.answerFiling(w.agency, filing.id, { words: '评估附后' });
    expect(answered).toMatchObject({ state: 'submitted', due_on: '2026-11-17' });
    expect(await codeOf(filings.answerFiling(w.agency, filing.id, { words: '又' }))).toBe('filing.wrong_state');

    const no = await decide(w.reviewer, { decision: 'refuse', opinion: '范围不清' });
    expect(no.state).toBe('refused');
    expect((await agreements.getAgreement(w.agency, a!.id)).state).toBe('signed');
    const again = await filings.fileAgreement(w.agency, a!.id, {});
    const second = again.filings.at(-1)!;
    const both = await Promise.allSettled([
      filings.decideFiling(w.reviewer, second.id, { decision: 'accept', opinion: '符合', password }),
      filings.decideFiling(w.reviewer, second.id, { decision: 'refuse', opinion: '不符合' }),
    ]);
    expect(both.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
    if ((await filings.getFiling(w.reviewer, second.id)).state === 'refused') {
      const third = (await filings.fileAgreement(w.agency, a!.id, {})).filings.at(-1)!;
      await filings.decideFiling(w.reviewer, third.id, { decision: 'accept', opinion: '符合', password });
    }
    const active = await agreements.getAgreement(w.developer, a!.id);
    expect(active).toMatchObject({
      state: 'active',
      standing: 'in_force',
      effective_from: '2026-11-03',
      effective_to: '2027-11-01',
    });
    const receipt = active.filings.at(-1)!;
    expect(receipt.receipt_no).toMatch(/^BAH-2026-\d{6}$/);
    const proof = await verifyDocument(w.t.ctx(), receipt.receipt_no!);
    expect(proof).toMatchObject({ kind: 'filing_receipt', intact: true });
    expect(proof.facts.map((f) => f.value)).toContain(active.document!.sha256);
    expect(await codeOf(decide(w.reviewer, { password }))).toBe('filing.wrong_state');
  });

  it('is in the public register with facts that may be public, and nothing else', async () => {
    const { items } = await listRegister(w.t.ctx(), fresh);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ state: 'active', degree: 'desensitised', agency: { name: '山西省交通运输厅' } });
    const text = JSON.stringify(items);
    for (const secret of ['ppm', '孙悦', '处长', '666', 'password']) expect(text).not.toContain(secret);
    expect((await listRegister(w.t.ctx(), { ...fresh, region_code: '140100' })).total).toBe(0);
  });
});

describe('the end', () => {
  it('needs a reason, and stops everything', async () => {
    const a = (await agreements.listAgreements(w.developer, { ...fresh, state: 'active' })).items[0]!;
    expect(await codeOf(terminateAgreement(w.reviewer, a.id, { reason: '越权' }))).toBe('agreement.not_yours_to_do');
    expect(await codeOf(terminateAgreement(w.developer, a.id, { reason: '项目结束' }))).toBe('ending.needs_matter');
    await endByConsent(w, a.id);
    const ended = await agreements.getAgreement(w.developer, a.id);
    expect(ended).toMatchObject({ state: 'terminated', standing: 'not_active' });
    expect(ended.history.at(-1)).toMatchObject({ action: 'end', words: '项目结束' });
    expect(await codeOf(terminateAgreement(w.developer, a.id, { reason: '再次' }))).toBe('agreement.wrong_state');
    expect((await listRegister(w.t.ctx(), fresh)).items[0]).toMatchObject({ state: 'terminated' });
  });

  it('a signature after the last day of the term is refused; the clock ends what has run out', async () => {
    const at = await licensedWorld('2026-11-02T12:00:00+08:00');
    try {
      const short = { term: { from: '2026-11-02', to: '2026-11-20' } };
      const a = await agreement(at, 'active', short, { term_to: '2026-11-20' });
      const late = await agreement(at, 'offered', short, { term_to: '2026-11-20', datasets: [at.codes.toll] });
      at.t.clock.set('2026-11-20T23:59:59+08:00');
      expect(await agreements.getAgreement(at.developer, a.id)).toMatchObject({
        standing: 'in_force',
        days_left: 0,
        reminder: 7,
      });
      expect(await expireAgreements(at.t.ctx())).toBe(0);
      at.t.clock.set('2026-11-21T00:00:00+08:00');
      expect((await agreements.getAgreement(at.developer, a.id)).standing).toBe('over');
      expect(await codeOf(signAgreement(at.developer, late.id, { password }))).toBe('agreement.term_over');
      expect(await expireAgreements(at.t.ctx())).toBe(1);
      expect(await expireAgreements(at.t.ctx())).toBe(0);
      expect(await agreements.getAgreement(at.developer, a.id)).toMatchObject({ state: 'expired', standing: 'over' });
      expect((await verifyChain(at.t.app.db)).ok).toBe(true);
    } finally {
      await at.t.close();
    }
  });
});

it('a region without an information department, and a treasury of another level, are refused', async () => {
  const at = await licensedWorld();
  try {
    const a = await agreement(at, 'signed');
    await at.t.database.query(
      "update mandate set valid_to = '2026-01-01' where power = 'information_department' and region_code = '140000'",
    );
    expect(await codeOf(filings.fileAgreement(at.agency, a.id, {}))).toBe('filing.no_department');
    await expect(at.t.database.query("update agreement set treasury_code = '140100'")).rejects.toThrow(
      'wrong_treasury',
    );
    await at.t.database.query("update mandate set valid_to = '2026-01-01' where power = 'platform_operator'");
    const next = await agreement(at, 'whole', {}, { datasets: [at.codes.toll] });
    expect(await codeOf(agreements.offerAgreement(at.agency, next.id))).toBe('agreement.no_operator');
  } finally {
    await at.t.close();
  }
});
