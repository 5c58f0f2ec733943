import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as amendments from '#api/agreements/amendment.ts';
import { exportEvidence, firstHash, linkHash } from '#api/agreements/evidence.ts';
import * as filings from '#api/agreements/filings.ts';
import { getAgreement } from '#api/agreements/service.ts';
import type { AgreementOut } from '#api/agreements/view.ts';
import { verifyChain } from '#api/audit/verify.ts';
import type { Ctx } from '#api/context.ts';
import { agreement, codeOf, type Licensed, licensedWorld, password, refusal, terms } from '#test/support/licensed.ts';

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
      { governs_from: '2026-12-01' },
    );
    await amendments.offerAmendment(w.agency, m.id);
    await signedByBoth(m.id);
    await filed(m.id);
    expect(await now()).toMatchObject({ version: 3, effective_to: '2027-06-30' });
    expect((await amendments.getAmendment(w.agency, m.id)).state).toBe('accepted');
    expect(await codeOf(propose(w.agency))).toBe('amendment.open');
    expect(await amendments.governAmendments(w.t.ctx())).toBe(0);
    w.t.clock.set('2026-12-01T00:00:00+08:00');
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
