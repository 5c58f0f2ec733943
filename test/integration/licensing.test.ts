import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyChain } from '#api/audit/verify.ts';
import { verifyDocument } from '#api/documents/service.ts';
import { certifyApplication } from '#api/licensing/certificate.ts';
import { saveShape } from '#api/licensing/contract.ts';
import * as decide from '#api/licensing/decisions.ts';
import * as licensing from '#api/licensing/service.ts';
import {
  application,
  codeOf,
  type Licensed,
  licensedWorld,
  material,
  password,
  refusal,
} from '#test/support/licensed.ts';

let w: Licensed;
beforeAll(async () => {
  w = await licensedWorld();
});
afterAll(() => w.t.close());
const fresh = { page: 1, page_size: 20 };

describe('applying', () => {
  it('is for enterprises with the duty to develop, signed in', async () => {
    const asked = material({ datasets: [w.codes.road] });
    expect(await codeOf(licensing.startApplication(w.world.ctx(null), asked))).toBe('auth.required');
    expect(await codeOf(licensing.startApplication(w.agency, asked))).toBe('licensing.enterprises_only');
    const { viewer } = w.developer;
    const buyer = { ...w.developer, viewer: { ...viewer!, duties: ['buyer' as const] } };
    expect(await codeOf(licensing.startApplication(buyer, asked))).toBe('auth.forbidden');
  });

  it.each([
    ['no dataset', {}, 'licensing.no_dataset'],
    ['an unknown one', { datasets: ['306001/999999'] }, 'licensing.dataset_unknown'],
  ])('%s is refused', async (_name, over, code) => {
    expect(await codeOf(licensing.startApplication(w.developer, material(over)))).toBe(code);
  });

  it('open data, and data of two agencies, are refused by name', async () => {
    expect(await codeOf(licensing.startApplication(w.developer, material({ datasets: [w.codes.open] })))).toBe(
      'licensing.not_conditional',
    );
    const two = material({ datasets: [w.codes.road, w.codes.air] });
    expect(await codeOf(licensing.startApplication(w.developer, two))).toBe('licensing.several_agencies');
  });

  it('names everything that is missing and keeps nothing of a refused start', async () => {
    const before = await w.t.app.db.application.count();
    const asked = material({ datasets: [w.codes.road], intent: 'apply', purpose: '  ', degree: '', term_to: '' });
    const refused = await refusal(licensing.startApplication(w.developer, asked));
    expect(refused.code).toBe('licensing.incomplete');
    expect(refused.fields.map((f) => f.path)).toEqual(['purpose', 'degree', 'term_to']);
    expect(await w.t.app.db.application.count()).toBe(before);
  });

  it.each([
    ['2026-11-02', '2026-11-02', 'licensing.term_order'],
    ['2026-10-30', '2026-12-01', 'licensing.term_past'],
    ['2026-11-02', '2031-12-01', 'licensing.term_too_long'],
  ])('a term from %s to %s: %s', async (term_from, term_to, code) => {
    const asked = material({ datasets: [w.codes.road], intent: 'apply', term_from, term_to });
    expect(await codeOf(licensing.startApplication(w.developer, asked))).toBe(code);
  });

  it('a question opens a consultation that both sides carry on before anything is applied for', async () => {
    const asked = material({ datasets: [w.codes.toll], question: '是否含货车分类？', purpose: '' });
    const a = await licensing.startApplication(w.developer, asked);
    expect(a).toMatchObject({ state: 'consulting', step: 'consult', ball: 'agency' });
    const answered = await decide.answerApplication(w.agency, a.id, { words: '含五类货车。' });
    expect(answered).toMatchObject({ state: 'consulting', ball: 'applicant' });
    expect(answered.history.map((one) => [one.action, one.words])).toEqual([
      ['ask', '是否含货车分类？'],
      ['answer', '含五类货车。'],
    ]);
    expect(await codeOf(decide.answerApplication(w.developer, a.id, { words: '自答' }))).toBe(
      'licensing.not_yours_to_do',
    );
    expect(await codeOf(licensing.applyForLicence(w.developer, a.id))).toBe('licensing.incomplete');
    const done = await licensing.withdrawApplication(w.developer, a.id, { reason: '另行申请' });
    expect(done).toMatchObject({ state: 'withdrawn', ball: 'nobody', actions: [] });
    expect(await codeOf(licensing.askAboutApplication(w.developer, a.id, { words: '还有' }))).toBe(
      'licensing.wrong_state',
    );
  });

  it('tells the second of two editors who was first and keeps what the first wrote', async () => {
    const a = await licensing.startApplication(w.developer, material({ datasets: [w.codes.toll] }));
    const body = (purpose: string) =>
      saveShape.parse({ ...material({ datasets: [w.codes.toll] }), purpose, revision: a.revision });
    await licensing.saveApplication(w.developer, a.id, body('第一位'));
    const refused = await refusal(licensing.saveApplication(w.developer, a.id, body('第二位')));
    expect(refused).toMatchObject({ code: 'licensing.changed_meanwhile', params: { revision: 2 } });
    expect(refused.sentence('zh')).toContain('孙悦');
    expect((await licensing.getApplication(w.developer, a.id)).purpose).toBe('第一位');
    await licensing.withdrawApplication(w.developer, a.id, {});
  });

  it('markup in the material stays the text it is', async () => {
    const purpose = '<script>alert(1)</script>';
    const a = await licensing.startApplication(w.developer, material({ datasets: [w.codes.toll], purpose }));
    expect((await licensing.getApplication(w.developer, a.id)).purpose).toBe(purpose);
    await licensing.withdrawApplication(w.developer, a.id, {});
  });

  it('two windows sending for the same dataset at once: one goes, the other is pointed to it', async () => {
    const start = () =>
      licensing.startApplication(w.developer, material({ datasets: [w.codes.toll], intent: 'apply' }));
    const results = await Promise.allSettled([start(), start(), start()]);
    const sent = results.filter((one) => one.status === 'fulfilled');
    expect(sent).toHaveLength(1);
    for (const one of results)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'licensing.already_open' });
    await licensing.withdrawApplication(w.developer, sent[0]!.value.id, {});
  });
});

describe('who sees it', () => {
  it('is nobody but the two sides', async () => {
    const a = await application(w, 'applied');
    for (const stranger of [w.other, w.world.ctx('province.ecology'), w.world.ctx('taiyuan.transport'), w.finance])
      expect(await codeOf(licensing.getApplication(stranger, a.id))).toBe('licensing.not_found');
    expect(await codeOf(decide.acceptApplication(w.world.ctx('province.ecology'), a.id, {}))).toBe(
      'licensing.not_found',
    );
    expect((await licensing.getApplication(w.agency, a.id)).actions.map((one) => one.name)).toEqual([
      'accept',
      'supplement',
      'ask_extension',
      'answer',
    ]);
    expect(await codeOf(decide.acceptApplication(w.developer, a.id, {}))).toBe('licensing.not_yours_to_do');
    const mine = await licensing.listApplications(w.agency, { ...fresh, ball: 'agency' });
    expect(mine.items.map((one) => one.id)).toContain(a.id);
    expect((await licensing.listApplications(w.other, fresh)).total).toBe(0);
    await licensing.withdrawApplication(w.developer, a.id, {});
  });

  it('the agency does not see a draft that was not sent', async () => {
    const a = await licensing.startApplication(w.developer, material({ datasets: [w.codes.road] }));
    expect(await codeOf(licensing.getApplication(w.agency, a.id))).toBe('licensing.not_found');
    expect((await licensing.listApplications(w.agency, fresh)).items.map((one) => one.id)).not.toContain(a.id);
    await licensing.withdrawApplication(w.developer, a.id, {});
  });
});

it('two clerks accept the same case at once: one does, the other is told where it stands', async () => {
  const a = await application(w, 'applied');
  const accept = () => decide.acceptApplication(w.agency, a.id, {});
  const results = await Promise.allSettled([accept(), accept()]);
  expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
  expect(results.find((r) => r.status === 'rejected')?.reason).toMatchObject({ code: 'licensing.wrong_state' });
  await licensing.withdrawApplication(w.developer, a.id, {});
});

describe('the clock', () => {
  it('runs ten working days from receipt, stops for the one supplement and goes on with the days left', async () => {
    const at = await licensedWorld('2026-02-13T10:00:00+08:00');
    try {
      const a = await application(at, 'applied', { term_from: '2026-03-01', term_to: '2026-12-31' });
      expect(a.clock).toMatchObject({ received_on: '2026-02-13', due_on: '2026-03-05', days_left: 10, overdue: false });
      expect(a.clock.accept_by).toBe('2026-02-27');
      at.t.clock.set('2026-02-25T17:00:00+08:00');
      const told = await decide.supplementApplication(at.agency, a.id, { notice: '请补充安全方案' });
      expect(told).toMatchObject({ state: 'supplementing', ball: 'applicant', supplement_notice: '请补充安全方案' });
      expect(told.clock).toMatchObject({ due_on: null, paused_on: '2026-02-25', days_left: 7 });
      at.t.clock.set('2026-03-20T09:00:00+08:00');
      expect(await codeOf(licensing.resubmitApplication(at.developer, a.id, {}))).toBe('licensing.term_past');
      const seen = await licensing.getApplication(at.developer, a.id);
      await licensing.saveApplication(
        at.developer,
        a.id,
        saveShape.parse({ ...material(), term_from: '2026-04-01', revision: seen.revision, datasets: undefined }),
      );
      const back = await licensing.resubmitApplication(at.developer, a.id, { reason: '方案见范围' });
      expect(back).toMatchObject({ state: 'applied', ball: 'agency' });
      expect(back.clock).toMatchObject({
        received_on: '2026-02-13',
        due_on: '2026-03-31',
        days_left: 7,
        accept_by: null,
      });
      expect(await codeOf(decide.supplementApplication(at.agency, a.id, { notice: '再补' }))).toBe(
        'licensing.supplement_used',
      );
      at.t.clock.set('2026-04-01T09:00:00+08:00');
      expect((await licensing.getApplication(at.agency, a.id)).clock).toMatchObject({ overdue: true, days_left: -1 });
    } finally {
      await at.t.close();
    }
  });

  it('follows a parameter of the region', async () => {
    await w.t.app.db.parameter.create({
      data: {
        id: 'par_test',
        key: 'licensing.reply_working_days',
        regionCode: '140000',
        value: 5,
        setAt: w.t.clock.now(),
      },
    });
    const a = await application(w, 'applied');
    expect(a.clock.days_left).toBe(5);
    await licensing.withdrawApplication(w.developer, a.id, {});
  });
});

describe('deciding', () => {
  it('a refusal carries its reason and ends the case', async () => {
    const a = await application(w, 'reviewing');
    const refused = await decide.refuseApplication(w.agency, a.id, {
      reason: '用途超出公开承诺的范围',
      ground: 'outside_condition',
      legal_basis: '《山西省政务数据管理应用条例》第十四条',
    });
    expect(refused).toMatchObject({ state: 'refused', ball: 'nobody', decision_reason: '用途超出公开承诺的范围' });
    expect(refused.clock.due_on).toBeNull();
    expect(await codeOf(decide.approveApplication(w.agency, a.id, { opinion: '改判' }))).toBe('licensing.wrong_state');
  });

  it('charges with a basis; nothing to pay passes on, a fee waits for finance of the region', async () => {
    const a = await application(w, 'approved');
    expect(await codeOf(decide.chargeApplication(w.agency, a.id, { fee_fen: '0', basis: '' }))).toBe(
      'licensing.words_needed',
    );
    expect(await codeOf(decide.chargeApplication(w.agency, a.id, { fee_fen: '-1', basis: '依据' }))).toBe(
      'licensing.fee_invalid',
    );
    const charged = await decide.chargeApplication(w.agency, a.id, { fee_fen: '123456', basis: '政府指导价' });
    expect(charged).toMatchObject({ state: 'charging', ball: 'finance', fee_fen: '123456' });
    expect(charged.clock).toMatchObject({ due_on: null, days_left: 10 });
    const unpaid = await refusal(certifyApplication(w.head, a.id, { password }));
    expect(unpaid).toMatchObject({ code: 'licensing.fee_unsettled', params: { yuan: '1234.56' } });
    const paid = { receipt_no: '晋财票000001', paid_on: '2026-11-02' };
    expect(await codeOf(decide.confirmApplicationFee(w.agency, a.id, paid))).toBe('licensing.not_yours_to_do');
    expect(await codeOf(decide.confirmApplicationFee(w.world.ctx('taiyuan.finance'), a.id, paid))).toBe(
      'licensing.other_region',
    );
    expect(await codeOf(decide.confirmApplicationFee(w.world.ctx('province.finance.cashier'), a.id, paid))).toBe(
      'auth.forbidden',
    );
    for (const paid_on of ['2026-11-03', '2026-11-01', '2026-02-30'])
      expect(await codeOf(decide.confirmApplicationFee(w.finance, a.id, { ...paid, paid_on }))).toBe(
        'licensing.receipt_day',
      );
    const confirmed = await decide.confirmApplicationFee(w.finance, a.id, paid);
    expect(confirmed).toMatchObject({ fee_receipt_no: '晋财票000001', state: 'charging', ball: 'agency' });
    expect(confirmed.clock.days_left).toBe(10);
    expect(await codeOf(decide.confirmApplicationFee(w.finance, a.id, paid))).toBe('licensing.no_fee_due');
    expect(await codeOf(certifyApplication(w.head, a.id, { password: 'wrong-password' }))).toBe(
      'people.password_again',
    );
    expect(await codeOf(certifyApplication(w.agency, a.id, { password }))).toBe('auth.forbidden');
    const certified = await certifyApplication(w.head, a.id, { password });
    expect(certified).toMatchObject({ state: 'certified', step: 'certify', ball: 'nobody' });
    expect(certified.certificate).toMatchObject({ valid_from: '2026-11-02', valid_to: '2027-11-01' });
    const proof = await verifyDocument(w.t.ctx(), certified.certificate!.no);
    expect(proof).toMatchObject({ kind: 'certificate', intact: true, faults: [] });
    expect(proof.signatures.map((one) => one.organization_name)).toEqual(['山西省交通运输厅']);
    expect(JSON.stringify(proof)).not.toContain('处长');
  });

  it('a receipt counts once, also when two cases come at the same moment', async () => {
    const charged = async (dataset: string) => {
      const a = await application(w, 'approved', { datasets: [dataset] });
      return decide.chargeApplication(w.agency, a.id, { fee_fen: '100', basis: '政府指导价' });
    };
    const [one, two] = [await charged(w.codes.road), await charged(w.codes.toll)];
    const paid = { receipt_no: '晋财票000001', paid_on: '2026-11-02' };
    expect(await codeOf(decide.confirmApplicationFee(w.finance, one.id, paid))).toBe('licensing.receipt_used');
    const again = { ...paid, receipt_no: '晋财票000002' };
    const results = await Promise.allSettled([
      decide.confirmApplicationFee(w.finance, one.id, again),
      decide.confirmApplicationFee(w.finance, two.id, again),
    ]);
    expect(results.map((r) => r.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const lost = results.find((r) => r.status === 'rejected');
    expect(lost?.reason).toMatchObject({ code: 'licensing.receipt_used' });
  });
});

it('every step and every refusal is in the chain, and the case file cannot be edited', async () => {
  const report = await verifyChain(w.t.app.db);
  expect(report.ok).toBe(true);
  const rows = await w.t.database.query<{ action: string; outcome: string; n: string }>(
    "select action, outcome, count(*) n from audit_event where action like 'licensing.%' group by 1, 2",
  );
  const count = (action: string, outcome: string) =>
    Number(rows.find((r) => r.action === action && r.outcome === outcome)?.n ?? 0);
  expect(count('licensing.certify', 'done')).toBe(1);
  expect(count('licensing.certify', 'refused')).toBe(3);
  expect(count('licensing.confirm_fee', 'refused')).toBeGreaterThanOrEqual(7);
  await expect(w.t.database.query("update application_step set words = 'x'")).rejects.toThrow('append_only');
  await expect(w.t.database.query('delete from certificate')).rejects.toThrow('append_only');
});
