import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as amendments from '#api/agreements/amendment.ts';
import * as clues from '#api/agreements/clues.ts';
import * as dispositions from '#api/agreements/disposition.ts';
import { chaseDispositions } from '#api/agreements/disposition.ts';
import * as earlyEnds from '#api/agreements/early-end.ts';
import { expireAgreements, terminateAgreement } from '#api/agreements/ending.ts';
import { exportEvidence, firstHash, linkHash } from '#api/agreements/evidence.ts';
import * as filings from '#api/agreements/filings.ts';
import * as measures from '#api/agreements/measure.ts';
import { listRegistrations, registrationsCsv } from '#api/agreements/registrations.ts';
import { getAgreement } from '#api/agreements/service.ts';
import type { AgreementOut } from '#api/agreements/view.ts';
import { warnOfExpiry } from '#api/agreements/warnings.ts';
import { verifyChain } from '#api/audit/verify.ts';
import type { Ctx } from '#api/context.ts';
import { verifyDocument } from '#api/documents/service.ts';
import { showCertificate } from '#api/licensing/standing.ts';
import { prepareFileUnderAgreement } from '#api/usage/deliver.ts';
import { createKey } from '#api/usage/keys.ts';
import { agreement, codeOf, type Licensed, licensedWorld, password, refusal, terms } from '#test/support/licensed.ts';
import { sources } from '#test/support/sources.ts';

let w: Licensed;
let a: AgreementOut;
beforeAll(async () => {
  w = await licensedWorld();
  a = await agreement(w, 'active', { term: { from: '2026-11-02', to: '2027-06-30' } });
});
afterAll(() => w.t.close());

const now = (id = a.id) => getAgreement(w.agency, id);
const propose = (by: Ctx, over: object = {}) =>
  amendments.proposeAmendment(by, a.id, { kind: 'amendment', reason: '扩大使用范围', governs_from: '', ...over });
const save = (by: Ctx, m: { id: string; revision: number }, over: object, more: object = {}) =>
  amendments.saveAmendment(by, m.id, {
    revision: m.revision,
    terms: terms({ term: { from: '2026-11-02', to: '2027-06-30' }, ...over }),
    words: '',
    ...more,
  });
async function signedByBoth(id: string) {
  await amendments.signAmendment(w.developer, id, { password });
  return amendments.signAmendment(w.head, id, { password });
}
async function filed(id: string, decision: 'accept' | 'refuse' | 'supplement' = 'accept') {
  const m = await amendments.fileAmendment(w.agency, id, {});
  const filing = m.filings.at(-1);
  if (filing === undefined) throw new Error('no filing');
  await filings.decideFiling(w.reviewer, filing.id, { decision, opinion: '已审查', password });
  return filing.id;
}

describe('an amendment', () => {
  it('is negotiated by both beside the version in force; every draft is kept with what it changed', async () => {
    const m = await propose(w.developer);
    expect(m).toMatchObject({
      state: 'draft',
      base_version: 1,
      version: 0,
      changes: [],
      proposed_by: { id: a.developer.id },
    });
    expect(await codeOf(propose(w.agency))).toBe('amendment.open');
    const mine = await save(w.developer, m, { scope: '国省干线与高速公路逐日车流量' }, { words: '增加高速公路' });
    expect(await codeOf(save(w.agency, m, { scope: '别的范围' }))).toBe('amendment.changed_meanwhile');
    await amendments.commentAmendment(w.agency, m.id, { words: '高速公路须另行脱敏' });
    const seen = await amendments.getAmendment(w.agency, m.id);
    const counter = await save(w.agency, seen, {
      scope: '国省干线与高速公路逐日车流量',
      other: '高速公路数据按路段汇总',
    });
    expect(mine.changes.map(({ path, kind }) => [path, kind])).toEqual([['scope', 'changed']]);
    expect(counter.changes.map(({ path, kind }) => [path, kind])).toEqual([
      ['other', 'added'],
      ['scope', 'changed'],
    ]);
    expect(
      counter.history.map((step) => [step.action, step.organization, step.changes?.map((one) => one.path)]),
    ).toEqual([
      ['propose', a.developer.name, []],
      ['save', a.developer.name, ['scope']],
      ['comment', a.agency.name, undefined],
      ['save', a.agency.name, ['other']],
    ]);
    // Nobody but the parties reads a negotiation.
    expect(await codeOf(amendments.getAmendment(w.reviewer, m.id))).toBe('matter.not_found');
    expect(await codeOf(amendments.getAmendment(w.other, m.id))).toBe('matter.not_found');
    expect(await codeOf(amendments.offerAmendment(w.developer, m.id))).toBe('matter.not_yours_to_do');
    expect(await codeOf(amendments.declineAmendment(w.developer, m.id, { words: '不' }))).toBe(
      'matter.not_yours_to_do',
    );
    expect(await codeOf(amendments.fileAmendment(w.agency, m.id, {}))).toBe('matter.wrong_state');
    expect(await now()).toMatchObject({ version: 1, state: 'active', terms: { scope: a.terms.scope } });
    const declined = await amendments.declineAmendment(w.agency, m.id, { words: '暂不扩大' });
    expect(declined.state).toBe('declined');
    expect(await codeOf(amendments.commentAmendment(w.agency, m.id, { words: '再议' }))).toBe('matter.wrong_state');
  });

  it('leaves the present version in force until its filing is accepted, then governs; the old one stays readable', async () => {
    const empty = await propose(w.agency);
    expect(await codeOf(amendments.offerAmendment(w.agency, empty.id))).toBe('amendment.nothing_changed');
    const drafted = await save(w.agency, empty, { scope: '国省干线与高速公路', shares: halves });
    const offered = await amendments.offerAmendment(w.agency, drafted.id);
    expect(offered).toMatchObject({ state: 'offered', version: 2, waiting_for: a.developer.name });
    expect(await codeOf(amendments.signAmendment(w.head, offered.id, { password }))).toBe('agreement.out_of_turn');
    expect(await codeOf(amendments.signAmendment(w.agency, offered.id, { password }))).toBe('agreement.no_signatory');
    await amendments.returnAmendment(w.developer, offered.id, { words: '范围再明确' });
    const again = await amendments.getAmendment(w.agency, offered.id);
    await save(w.agency, again, { scope: '国省干线与高速公路逐日车流量', shares: halves });
    expect((await amendments.offerAmendment(w.agency, offered.id)).version).toBe(3);
    const signed = await signedByBoth(offered.id);
    expect(signed).toMatchObject({ state: 'signed', signatures: [{}, {}] });
    expect(await codeOf(amendments.signAmendment(w.developer, offered.id, { password }))).toBe(
      'agreement.already_signed',
    );
    expect(await now()).toMatchObject({ version: 1, terms: { scope: a.terms.scope } });

    const refused = await filed(offered.id, 'refuse');
    expect(await now()).toMatchObject({ version: 1, state: 'active' });
    expect((await filings.getFiledTerms(w.reviewer, refused)).terms.scope).toBe('国省干线与高速公路逐日车流量');
    const accepted = await filed(offered.id);
    expect(await now()).toMatchObject({
      version: 3,
      state: 'active',
      terms: { scope: '国省干线与高速公路逐日车流量' },
    });
    expect((await now()).shares.map((one) => one.ppm)).toEqual([500_000, 500_000]);
    const filing = await filings.getFiling(w.developer, accepted);
    expect(filing).toMatchObject({
      amendment_id: offered.id,
      version: 3,
      receipt_no: expect.stringMatching(/^BAH-2026-/),
    });
    expect((await amendments.getAmendment(w.reviewer, offered.id)).state).toBe('governing');
    const { versions, items } = await amendments.listAmendments(w.developer, a.id);
    expect(versions.map((one) => [one.version, one.standing, one.receipt_no !== null])).toEqual([
      [1, 'governed', true],
      [2, 'void', false],
      [3, 'governs', true],
    ]);
    expect(items.map((one) => one.state)).toEqual(['governing', 'declined']);
    const letters = await w.t.app.db.participantLetter.findMany({ where: { about: a.id } });
    expect(letters.some((one) => one.subjectZh.includes('第 3 版开始生效'))).toBe(true);
  });

  it('governs from the later day that was agreed, and is renewed by one click', async () => {
    expect(await codeOf(propose(w.agency, { governs_from: '2026-10-01' }))).toBe('amendment.governs_early');
    const m = await amendments.renewAgreement(w.developer, a.id);
    expect(m).toMatchObject({ kind: 'renewal', terms: { term: { from: '2026-11-02', to: '2028-02-26' } } });
    const short = await save(w.agency, m, { term: { from: '2026-11-02', to: '2027-06-29' }, shares: halves });
    expect(await codeOf(amendments.offerAmendment(w.agency, m.id))).toBe('amendment.not_longer');
    // It runs on after the licence, which a plain amendment cannot.
    await save(
      w.agency,
      short,
      { term: { from: '2026-11-02', to: '2028-06-30' }, shares: halves },
      { governs_from: '2026-11-10' },
    );
    await amendments.offerAmendment(w.agency, m.id);
    await signedByBoth(m.id);
    await filed(m.id);
    expect(await now()).toMatchObject({ version: 3, effective_to: '2027-06-30' });
    expect((await amendments.getAmendment(w.agency, m.id)).state).toBe('accepted');
    expect(await codeOf(propose(w.agency))).toBe('amendment.open');
    expect(await amendments.governAmendments(w.t.ctx())).toBe(0);
    w.t.clock.set('2026-11-10T00:00:00+08:00');
    expect(await amendments.governAmendments(w.t.ctx())).toBe(1);
    expect(await amendments.governAmendments(w.t.ctx())).toBe(0);
    expect(await now()).toMatchObject({ version: 4, effective_to: '2028-06-30', standing: 'in_force' });
    const plain = await propose(w.agency);
    await save(w.agency, plain, { term: { from: '2026-11-02', to: '2029-01-01' } });
    expect(await codeOf(amendments.offerAmendment(w.agency, plain.id))).toBe('agreement.term_outside_licence');
    expect((await amendments.withdrawAmendment(w.agency, plain.id, {})).state).toBe('withdrawn');
    expect((await now()).version).toBe(4);
  });
});

const halves = [
  { party: 'treasury', ppm: 500_000 },
  { party: 'developer', ppm: 500_000 },
];

describe('the evidence of signing', () => {
  it('chains every signature without the address itself, and cannot be edited', async () => {
    const from: Ctx = { ...w.developer, ip: '203.0.113.77' };
    const m = await propose(w.agency);
    await save(w.agency, m, { term: { from: '2026-11-02', to: '2028-06-30' }, scope: '仅国道', shares: halves });
    await amendments.offerAmendment(w.agency, m.id);
    await amendments.signAmendment(from, m.id, { password });
    await amendments.withdrawAmendment(w.agency, m.id, {});
    const file = await exportEvidence(w.reviewer, a.id);
    expect(file).toMatchObject({ intact: true, agreement_no: a.no });
    expect(file.links.map((one) => one.seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    let before = firstHash;
    for (const link of file.links) {
      expect(link.hash).toBe(linkHash(before, link.seq, link.canonical));
      before = link.hash;
    }
    const last = JSON.parse(file.links.at(-1)?.canonical ?? '{}');
    expect(last).toMatchObject({
      what: 'amendment',
      version: 5,
      address: { network: '203.0.113.0/24', hmac_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(JSON.stringify(file)).not.toContain('203.0.113.77');
    expect(await codeOf(exportEvidence(w.other, a.id))).toBe('agreement.not_found');
    for (const table of ['signing_evidence', 'agreement_matter_step', 'agreement_registration'])
      await expect(w.t.app.db.$executeRawUnsafe(`DELETE FROM ${table}`)).rejects.toThrow(/append_only/);
    expect((await verifyChain(w.t.app.db)).ok).toBe(true);
  });

  it('names a refusal in both languages', async () => {
    const refused = await refusal(
      amendments.proposeAmendment(w.agency, 'agr_none', { kind: 'amendment', reason: '无', governs_from: '' }),
    );
    expect(refused.code).toBe('agreement.not_found');
  });
});

describe('misuse', () => {
  let b: AgreementOut;
  const said = { words: '已核查' };
  const notice = (by: Ctx, due_on: string) =>
    measures.giveNotice(by, b.id, {
      ground: 'onward',
      facts: '向第三方提供了路段数据',
      evidence: '交付记录 dlv_…；第三方网站截图',
      demand: '停止提供并追回',
      due_on,
    });
  const taken = async () => {
    const [cls = '', seq = ''] = w.codes.toll.split('/');
    const asked = { format: 'csv', table: undefined } as never;
    const file = await prepareFileUnderAgreement(
      w.developer,
      b.id,
      { class: cls, seq },
      asked,
      AbortSignal.timeout(60_000),
    );
    await file.release();
  };
  const actionsOf = (k: { measures: readonly { actions: readonly { name: string }[] }[] }) =>
    k.measures[0]?.actions.map((one) => one.name);
  beforeAll(async () => {
    w.t.clock.set('2026-11-10T12:00:00+08:00');
    const term = { from: '2026-11-10', to: '2027-11-01' };
    b = await agreement(
      w,
      'active',
      { term },
      { datasets: [w.codes.toll], term_from: '2026-11-10', term_to: '2027-11-01' },
    );
  });

  it('takes a notice with a time limit before a suspension; deliveries stop with it and go on after the lifting', async () => {
    expect(await codeOf(notice(w.agency, '2026-11-11'))).toBe('measure.limit_too_short');
    expect(await codeOf(notice(w.developer, '2026-11-17'))).toBe('auth.forbidden');
    expect(await codeOf(notice(w.world.ctx('taiyuan.information'), '2026-11-17'))).toBe('agreement.not_found');
    const k = await notice(w.reviewer, '2026-11-17');
    const id = k.measures[0]?.id ?? '';
    expect(k.measures[0]).toMatchObject({ state: 'noticed', ground: 'onward', due_on: '2026-11-17' });
    expect(await codeOf(notice(w.agency, '2026-11-17'))).toBe('measure.open');
    // The agency did not give this notice: the department decides it.
    expect(await codeOf(measures.suspendAgreement(w.agency, id, said))).toBe('matter.not_yours_to_do');
    expect(await codeOf(measures.suspendAgreement(w.reviewer, id, said))).toBe('measure.limit_running');
    expect(actionsOf(await measures.answerNotice(w.developer, id, { words: '正在追回' }))).toEqual(['answer']);
    expect(await codeOf(measures.suspendAgreement(w.reviewer, id, said))).toBe('measure.limit_running');
    w.t.clock.set('2026-11-18T09:00:00+08:00');
    expect(await codeOf(measures.liftSuspension(w.reviewer, id, said))).toBe('matter.wrong_state');
    await taken();
    await measures.suspendAgreement(w.reviewer, id, said);
    expect(await now(b.id)).toMatchObject({ state: 'suspended', standing: 'suspended' });
    const certificate = (await now(b.id)).certificate_no ?? '';
    expect(await showCertificate(w.t.ctx(), certificate)).toMatchObject({ standing: 'suspended' });
    expect(await codeOf(taken())).toBe('usage.suspended');
    expect(await codeOf(createKey(w.developer, b.id, { name: '再来' }))).toBe('usage.suspended');
    await measures.liftSuspension(w.reviewer, id, { words: '已追回' });
    expect(await now(b.id)).toMatchObject({ state: 'active', standing: 'in_force' });
    expect((await showCertificate(w.t.ctx(), certificate)).standing).not.toBe('suspended');
    await taken();

    const kinds = await listRegistrations(w.t.ctx(), { page: 1, page_size: 20, agreement: b.no });
    expect(kinds.items.map((one) => [one.kind, one.ground])).toEqual([
      ['lifting', 'onward'],
      ['suspension', 'onward'],
      ['authorization', null],
    ]);
    // What was found is not for everybody.
    expect(JSON.stringify(kinds)).not.toContain('第三方');
    expect(new Set(kinds.items.map((one) => one.receipt_no)).size).toBe(3);
  });

  it('is resolved, or ends the agreement after a suspension, which starts the disposition', async () => {
    w.t.clock.set('2026-11-18T12:00:00+08:00');
    const first = (await notice(w.agency, '2026-11-25')).measures[0]?.id ?? '';
    expect((await measures.resolveNotice(w.agency, first, said)).measures[0]?.state).toBe('resolved');
    const id = (await notice(w.agency, '2026-11-25')).measures[0]?.id ?? '';
    w.t.clock.set('2026-11-26T12:00:00+08:00');
    expect(await codeOf(measures.terminateForMisuse(w.agency, id, said))).toBe('matter.wrong_state');
    await measures.suspendAgreement(w.agency, id, said);
    expect(await codeOf(amendments.renewAgreement(w.developer, b.id))).toBe('amendment.not_in_force');
    await measures.terminateForMisuse(w.agency, id, said);
    expect(await now(b.id)).toMatchObject({ state: 'terminated' });
    expect(await codeOf(measures.giveNotice(w.agency, b.id, { ...blank, due_on: '2026-12-20' }))).toBe(
      'measure.not_in_force',
    );
    const { items } = await dispositions.listDispositions(w.developer);
    const mine = items.find((one) => one.agreement_id === b.id);
    expect(mine).toMatchObject({ state: 'due', mode: 'destroy', ended_on: '2026-11-26', records_until: '2029-11-26' });
  });
});

const blank = { ground: 'other' as const, facts: '无', evidence: '无', demand: '无' };

describe('an early end', () => {
  const bring = (by: Ctx, id: string, over: object) =>
    earlyEnds.bringUpEnding(by, id, {
      kind: 'consent',
      ground: '',
      basis: '',
      words: '项目调整',
      last_day: '2026-11-30',
      ...over,
    });

  it('takes consent, or a ground and notice; the last day ends access by itself', async () => {
    expect(await codeOf(terminateAgreement(w.agency, a.id, { reason: '径行终止' }))).toBe('ending.needs_matter');
    expect(await codeOf(bring(w.reviewer, a.id, {}))).toBe('auth.forbidden');
    expect(await codeOf(bring(w.agency, a.id, { last_day: '2026-11-20' }))).toBe('ending.day_outside');
    const proposed = await bring(w.agency, a.id, {});
    const id = proposed.endings[0]?.id ?? '';
    expect(await codeOf(bring(w.developer, a.id, {}))).toBe('ending.open');
    expect(await codeOf(earlyEnds.agreeEnding(w.agency, id, { words: '同意' }))).toBe('matter.not_yours_to_do');
    await earlyEnds.declineEnding(w.developer, id, { words: '项目仍在进行' });
    expect(await codeOf(earlyEnds.agreeEnding(w.developer, id, { words: '同意' }))).toBe('matter.wrong_state');

    const alone = { kind: 'one_sided', ground: 'public_interest', basis: '协议第九条' };
    expect(await codeOf(bring(w.agency, a.id, { ...alone, ground: '' }))).toBe('ending.ground_needed');
    expect(await codeOf(bring(w.agency, a.id, { ...alone, basis: '' }))).toBe('ending.ground_needed');
    expect(await codeOf(bring(w.agency, a.id, { ...alone, last_day: '2026-12-09' }))).toBe('ending.notice_too_short');
    const draft = await amendments.proposeAmendment(w.developer, a.id, {
      kind: 'amendment',
      reason: '改',
      governs_from: '',
    });
    const given = await bring(w.agency, a.id, { ...alone, last_day: '2026-12-11' });
    expect(await now()).toMatchObject({ effective_to: '2026-12-11', state: 'active' });
    expect((await amendments.getAmendment(w.agency, draft.id)).state).toBe('lapsed');
    expect(await codeOf(propose(w.agency))).toBe('amendment.ending');
    await earlyEnds.withdrawEnding(w.agency, given.endings[0]?.id ?? '', { words: '情况已消除' });
    expect(await now()).toMatchObject({ effective_to: '2028-06-30' });

    const again = (await bring(w.developer, a.id, {})).endings[0]?.id ?? '';
    await earlyEnds.agreeEnding(w.agency, again, { words: '同意' });
    expect(await codeOf(earlyEnds.withdrawEnding(w.developer, again, { words: '反悔' }))).toBe('matter.wrong_state');
    w.t.clock.set('2026-11-30T23:59:59+08:00');
    expect(await expireAgreements(w.t.ctx())).toBe(0);
    expect((await now()).standing).toBe('in_force');
    w.t.clock.set('2026-12-01T00:00:00+08:00');
    expect((await now()).standing).toBe('over');
    expect(await expireAgreements(w.t.ctx())).toBe(1);
    expect(await expireAgreements(w.t.ctx())).toBe(0);
    expect(await now()).toMatchObject({ state: 'terminated' });
    expect(await codeOf(bring(w.agency, a.id, {}))).toBe('ending.not_in_force');
  });

  it('stands in the public register, by filter and as CSV', async () => {
    const ended = await listRegistrations(w.t.ctx(), { page: 1, page_size: 20, kind: 'termination' });
    expect(ended.items).toHaveLength(2);
    expect(ended.items[0]).toMatchObject({ agreement_no: a.no, effective_on: '2026-11-30' });
    expect(
      (await listRegistrations(w.t.ctx(), { page: 1, page_size: 20, q: '收费站' })).items.every(
        (one) => one.agreement_no !== a.no,
      ),
    ).toBe(true);
    expect((await listRegistrations(w.t.ctx(), { page: 1, page_size: 20, q: '%' })).total).toBe(0);
    const csv = await registrationsCsv(w.t.ctx(), { page: 1, page_size: 20, agreement: a.no });
    const lines = csv.trimEnd().split('\r\n');
    expect(lines.slice(1).map((line) => line.split(',')[1])).toEqual([
      'termination',
      'renewal',
      'amendment',
      'authorization',
    ]);
  });
});

describe('warnings and the duty after the end', () => {
  it('warns 90, 30 and 7 days before the end, each once, and starts the duty by itself', async () => {
    w.t.clock.set('2026-11-02T12:00:00+08:00');
    const c = await agreement(
      w,
      'active',
      { term: { from: '2026-11-02', to: '2026-12-25' } },
      { datasets: [w.codes.air] },
    ).catch(async () => agreement(w, 'active', { term: { from: '2026-11-02', to: '2026-12-25' } }));
    const given = async (at: string) => {
      w.t.clock.set(at);
      return [await warnOfExpiry(w.t.ctx()), await warnOfExpiry(w.t.ctx())];
    };
    // 53 days are left: the warning of 90 days is due at once.
    expect(await given('2026-11-02T13:00:00+08:00')).toEqual([1, 0]);
    expect(await given('2026-11-24T13:00:00+08:00')).toEqual([0, 0]);
    expect(await given('2026-11-25T13:00:00+08:00')).toEqual([1, 0]);
    expect(await given('2026-12-18T13:00:00+08:00')).toEqual([1, 0]);
    const warned = await w.t.app.db.agreementWarning.findMany({ where: { agreementId: c.id }, orderBy: { at: 'asc' } });
    expect(warned.map((one) => one.within)).toEqual([90, 30, 7]);
    w.t.clock.set('2026-12-26T00:05:00+08:00');
    await expireAgreements(w.t.ctx());
    expect(await now(c.id)).toMatchObject({ state: 'expired' });

    const d = (await dispositions.listDispositions(w.developer)).items.find((one) => one.agreement_id === c.id);
    const id = d?.id ?? '';
    expect(d).toMatchObject({ state: 'due', mode: 'destroy', ended_on: '2026-12-25' });
    const line = `${'ab'.repeat(32)}  国省干线.csv`;
    const proof = { words: '全部副本和备份已覆写销毁', files: line, password };
    const developerOnly: Ctx = {
      ...w.developer,
      viewer: w.developer.viewer && { ...w.developer.viewer, duties: ['developer'] },
    };
    expect(await codeOf(dispositions.proveDisposition(developerOnly, id, proof))).toBe('disposition.no_signatory');
    expect(await codeOf(dispositions.proveDisposition(w.agency, id, proof))).toBe('matter.not_yours_to_do');
    expect(await codeOf(dispositions.proveDisposition(w.other, id, proof))).toBe('matter.not_found');
    expect(await codeOf(dispositions.proveDisposition(w.developer, id, { ...proof, files: ' \n ' }))).toBe(
      'disposition.no_files',
    );
    expect(await codeOf(dispositions.proveDisposition(w.developer, id, { ...proof, files: `${line}\nxyz` }))).toBe(
      'disposition.bad_line',
    );
    expect(await codeOf(dispositions.proveDisposition(w.developer, id, { ...proof, password: '不对' }))).toBe(
      'people.password_again',
    );
    const filedProof = await dispositions.proveDisposition(w.developer, id, proof);
    expect(filedProof).toMatchObject({ state: 'submitted', files: [{ name: '国省干线.csv' }] });
    expect(await verifyDocument(w.t.ctx(), filedProof.document_id ?? '')).toMatchObject({
      intact: true,
      kind: 'disposition_proof',
    });
    expect((await exportEvidence(w.agency, c.id)).links).toHaveLength(3);
    expect(await codeOf(dispositions.reviewDisposition(w.agency, id, { decision: 'return', words: '' }))).toBe(
      'disposition.reason_needed',
    );
    await dispositions.reviewDisposition(w.agency, id, { decision: 'return', words: '缺少备份的清单' });
    await dispositions.proveDisposition(w.developer, id, { ...proof, files: `${line}\n${'cd'.repeat(32)} *备份.zip` });
    const accepted = await dispositions.reviewDisposition(w.agency, id, { decision: 'accept', words: '' });
    expect(accepted).toMatchObject({ state: 'accepted', late: false });
    expect(await codeOf(dispositions.reviewDisposition(w.agency, id, { decision: 'accept', words: '' }))).toBe(
      'matter.wrong_state',
    );
  });

  it('reminds whoever is late once, then hands a clue with its evidence to supervision once', async () => {
    const late = (await dispositions.listDispositions(w.developer)).items.filter((one) => one.state === 'due');
    expect(late.length).toBe(2);
    w.t.clock.set('2026-12-24T09:00:00+08:00');
    const chased = [];
    for (let i = 0; i < 4; i++) chased.push(await chaseDispositions(w.t.ctx()));
    // Reminded, then escalated: never twice.
    expect(chased).toEqual([2, 2, 0, 0]);
    const { items } = await clues.listClues(w.reviewer);
    expect(items).toHaveLength(2);
    for (const one of items)
      expect(one).toMatchObject({ kind: 'disposition_late', state: 'open', about: { id: a.developer.id } });
    expect(await codeOf(clues.listClues(w.agency))).toBe('auth.forbidden');
    const [first] = items;
    if (first !== undefined) {
      expect(first.evidence).toMatchObject({ agreement_no: expect.stringMatching(/^XY-/), proofs_filed: 0 });
      expect(await codeOf(clues.decideClue(w.agency, first.id, { decision: 'confirm', words: '属实' }))).toBe(
        'clue.not_found',
      );
      expect(await codeOf(clues.decideClue(w.reviewer, first.id, { decision: 'confirm', words: '' }))).toBe(
        'clue.words_needed',
      );
      const decided = await clues.decideClue(w.reviewer, first.id, { decision: 'confirm', words: '属实，已约谈' });
      expect(decided.items.find((one) => one.id === first.id)?.state).toBe('confirmed');
      expect(await codeOf(clues.decideClue(w.reviewer, first.id, { decision: 'dismiss', words: '误报' }))).toBe(
        'matter.wrong_state',
      );
    }
  });

  it('keeps the records of use: nothing deletes them, in code or by hand', async () => {
    await expect(w.t.app.db.$executeRawUnsafe('DELETE FROM delivery')).rejects.toThrow(/append_only/);
    await expect(w.t.app.db.$executeRawUnsafe('TRUNCATE delivery CASCADE')).rejects.toThrow(/append_only/);
    for (const at of ['2029-12-24T00:00:00+08:00', '2027-01-20T00:00:00+08:00']) {
      w.t.clock.set(at);
      const before = await w.t.app.db.agreementStep.count();
      await expireAgreements(w.t.ctx());
      expect(await w.t.app.db.agreementStep.count()).toBeGreaterThanOrEqual(before);
    }
    const deleting = sources('api').filter(({ text }) =>
      /\b(delivery|agreementStep|agreementMatterStep|signingEvidence)\.delete/.test(text),
    );
    expect(deleting.map((one) => one.file)).toEqual([]);
  });
});
