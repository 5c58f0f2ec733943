/** The three procedures, the enterprise file, joint cases, clocks, objections and what a certificate is worth. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyChain } from '#api/audit/verify.ts';
import type { Ctx } from '#api/context.ts';
import { verifyDocument } from '#api/documents/service.ts';
import { publishAwardNotice, recordAward } from '#api/licensing/award.ts';
import { callShape } from '#api/licensing/call-contract.ts';
import * as calls from '#api/licensing/calls.ts';
import { certifyApplication, reissueCertificate } from '#api/licensing/certificate.ts';
import * as clocks from '#api/licensing/clocks.ts';
import * as decide from '#api/licensing/decisions.ts';
import { listLicensingFaq, publishFaq, withdrawFaq } from '#api/licensing/faq.ts';
import * as file from '#api/licensing/file.ts';
import { remindOfPapers } from '#api/licensing/jobs.ts';
import * as joint from '#api/licensing/joint.ts';
import { saveJointShape, startJointShape } from '#api/licensing/joint-contract.ts';
import * as objections from '#api/licensing/objections.ts';
import { confirmPlan, proposePlan } from '#api/licensing/plans.ts';
import * as licensing from '#api/licensing/service.ts';
import { markCertificate, markCertificateOf, showCertificate } from '#api/licensing/standing.ts';
import { worklist } from '#api/overview/service.ts';
import {
  citizenNumber,
  credential,
  paperBytes,
  paperFile,
  representative,
  wholeFile,
} from '#test/support/enterprise-file.ts';
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
beforeEach(() => w.t.clock.set('2026-11-02T10:00:00+08:00'));
afterAll(() => w.t.close());

const parameter = (key: string, value: string | number | string[], regionCode = '140000') =>
  w.t.app.db.parameter.create({
    data: { id: `par_${key}`, key, regionCode, value, setAt: w.t.clock.now() },
  });
const refusing = { reason: '用途不明', ground: 'outside_condition', legal_basis: '第十四条' } as const;
const paid = { opinion: '符合条件' };
const free = { fee_fen: '0', basis: '用于公共治理，免收' };

/** What lies on a desk about one thing. */
const onDesk = async (ctx: Ctx, id: string) =>
  (await worklist(ctx)).items.filter((one) => one.id === id).map((one) => one.kind);

describe('the enterprise file', () => {
  it('takes papers by their content, with a term that is not over', async () => {
    const add = (over: object, text: string | null = 'x') =>
      file.addCredential(
        w.other,
        { ...credential('business_licence'), ...over },
        text === null
          ? {
              stream: (async function* () {
                yield Buffer.from('plain text');
              })(),
            }
          : paperFile(text),
      );
    expect(await codeOf(add({}, null))).toBe('licensing.paper_kind');
    expect(
      await codeOf(file.addCredential(w.other, credential('business_licence'), { stream: (async function* () {})() })),
    ).toBe('licensing.no_paper');
    expect(await codeOf(add({ valid_to: '2026-10-01' }))).toBe('licensing.paper_term');
    expect(await codeOf(add({ valid_from: '2026-13-01' }))).toBe('licensing.paper_term');
    expect(
      await codeOf(
        file.addCredential(w.other, credential('business_licence'), {
          stream: (async function* () {
            for (let i = 0; i < 11; i++) yield Buffer.alloc(1024 * 1024, 37);
          })(),
        }),
      ),
    ).toBe('licensing.paper_too_large');
    expect(await codeOf(file.addCredential(w.agency, credential('business_licence'), paperFile('x')))).toBe(
      'auth.forbidden',
    );
  });

  it('checks the citizen number, seals it, and lets only another person confirm', async () => {
    const wrong = `${citizenNumber.slice(0, 17)}${citizenNumber.endsWith('1') ? '2' : '1'}`;
    const bad = await refusal(
      file.addRepresentative(w.other, representative({ number: wrong, name: '' }), paperFile('m')),
    );
    expect(bad.code).toBe('licensing.representative_invalid');
    expect(bad.fields.map((one) => one.path)).toEqual(['name', 'number']);
    expect(JSON.stringify(bad)).not.toContain(wrong);
    const made = await file.addRepresentative(w.other, representative(), paperFile('mandate'));
    const [rep] = made.representatives;
    expect(rep).toMatchObject({ masked_name: '赵**', state: 'submitted', can_check: false });
    expect(rep!.masked_number).toMatch(/^14\*{15}.$/);
    expect(await codeOf(file.checkPaper(w.other, rep!.id, { decision: 'verified', opinion: '自查' }))).toBe(
      'licensing.second_person',
    );
    // An agency without a case of theirs has no business with the file; the information department has.
    expect(await codeOf(file.getEnterpriseFile(w.agency, made.organization.id))).toBe('auth.forbidden');
    expect((await file.listFilesToCheck(w.reviewer)).items.map((one) => one.id)).toContain(made.organization.id);
    expect(await codeOf(file.lookAtRepresentative(w.other, rep!.id, { why: 'check' }))).toBe('auth.forbidden');
    expect(await file.lookAtRepresentative(w.reviewer, rep!.id, { why: 'check' })).toEqual({
      name: '赵建国',
      number: citizenNumber,
    });
    const opened = await file.openPaper(w.reviewer, rep!.id, { why: 'check' });
    expect(opened.bytes.equals(paperBytes('mandate'))).toBe(true);
    const checked = await file.checkPaper(w.reviewer, rep!.id, { decision: 'rejected', opinion: '授权书未盖章' });
    expect(checked.representatives[0]).toMatchObject({ state: 'rejected', opinion: '授权书未盖章' });
    expect(await codeOf(file.checkPaper(w.reviewer, rep!.id, { decision: 'verified', opinion: '改判' }))).toBe(
      'licensing.paper_decided',
    );
    expect((await file.withdrawPaper(w.other, rep!.id)).representatives).toEqual([]);
    expect(await codeOf(file.withdrawPaper(w.other, rep!.id))).toBe('licensing.paper_not_found');
    // Neither name nor number stands in the clear anywhere.
    const rows = await w.t.database.query<{ all: string }>(
      'select (select coalesce(string_agg(r::text, $$ $$), $$$$) from enterprise_representative r) || (select coalesce(string_agg(a::text, $$ $$), $$$$) from audit_event a) as all',
    );
    expect(rows[0]!.all).not.toContain(citizenNumber);
    expect(rows[0]!.all).not.toContain('赵建国');
  });

  it('is asked for from the day the region set, before sending and, checked, before acceptance', async () => {
    await parameter('licensing.enterprise_file_from', '2026-11-01');
    const asked = material({ datasets: [w.codes.road], intent: 'apply' });
    const lacking = await refusal(licensing.startApplication(w.developer, asked));
    expect(lacking.code).toBe('licensing.file_incomplete');
    expect(lacking.fields.map((one) => one.path)).toEqual(['file.business_licence', 'file.representative']);
    await wholeFile(w.developer, null);
    const sent = await licensing.startApplication(w.developer, asked);
    expect(sent.file).toMatchObject({
      wanted: true,
      items: [
        { item: 'business_licence', state: 'submitted' },
        { item: 'representative', state: 'submitted' },
      ],
    });
    expect(await codeOf(decide.acceptApplication(w.agency, sent.id, {}))).toBe('licensing.file_unchecked');
    expect(await onDesk(w.agency, sent.developer.id)).toEqual(['file_check']);
    const seen = await file.getEnterpriseFile(w.agency, sent.developer.id);
    expect(seen.checks).toBe(true);
    for (const paper of [...seen.credentials, ...seen.representatives])
      await file.checkPaper(w.agency, paper.id, { decision: 'verified', opinion: '与原件一致' });
    expect((await decide.acceptApplication(w.agency, sent.id, {})).state).toBe('accepted');
    await licensing.withdrawApplication(w.developer, sent.id, {});
  });

  it('reminds thirty and seven days before a paper runs out, and of one day once', async () => {
    const back = w.t.clock.now();
    w.t.clock.set('2028-12-05T08:00:00+08:00');
    expect(await remindOfPapers(w.t.ctx())).toBe(1);
    await remindOfPapers(w.t.ctx());
    const letters = await w.t.app.db.participantLetter.findMany({ where: { path: '/w/enterprise-file' } });
    expect(new Set(letters.map((one) => one.recipientId)).size).toBe(letters.length);
    expect(letters[0]?.textZh).toContain('2028-12-31');
    w.t.clock.set(back);
  });
});

describe('cooperative development', () => {
  it('is granted only on a plan that the other side confirmed as it reads', async () => {
    const asked = {
      kind: 'cooperative_development' as const,
      datasets: [w.codes.road],
      intent: 'apply' as const,
    };
    const lacking = await refusal(licensing.startApplication(w.developer, material(asked)));
    expect(lacking.fields.map((one) => one.path)).toEqual(['extra.developer_part']);
    const extra = { developer_part: '提供算法团队和算力' };
    const a = await licensing.startApplication(w.developer, material({ ...asked, extra }));
    expect(a.path.map((one) => one.station)).toEqual([
      'consult',
      'apply',
      'accept',
      'review',
      'plan',
      'decide',
      'charge',
      'certify',
    ]);
    await decide.acceptApplication(w.agency, a.id, {});
    await decide.reviewApplication(w.agency, a.id);
    expect(await codeOf(decide.approveApplication(w.agency, a.id, paid))).toBe('licensing.plan_unconfirmed');
    expect(await codeOf(confirmPlan(w.agency, a.id, { version: 1 }))).toBe('licensing.plan_absent');
    const plan = {
      goals: '拥堵预测',
      agency_part: '数据与业务专家',
      developer_part: '算法与算力',
      schedule: '六个月',
      results: '成果共有，双方各半',
    };
    const proposed = await proposePlan(w.agency, a.id, plan);
    expect(proposed).toMatchObject({ ball: 'applicant' });
    expect(await onDesk(w.developer, a.id)).toEqual(['application_plan']);
    expect(proposed.path.find((one) => one.state === 'current')).toMatchObject({
      station: 'plan',
      holder: 'applicant',
    });
    expect(await codeOf(confirmPlan(w.agency, a.id, { version: 1 }))).toBe('licensing.plan_own');
    // A change meanwhile voids what was read.
    await proposePlan(w.agency, a.id, { ...plan, results: '成果共有，开发方七成' });
    expect(await codeOf(confirmPlan(w.developer, a.id, { version: 1 }))).toBe('licensing.plan_changed');
    const confirmed = await confirmPlan(w.developer, a.id, { version: 2 });
    expect(confirmed.plans.map((one) => [one.version, one.confirmed_at !== null])).toEqual([
      [2, true],
      [1, false],
    ]);
    expect(await codeOf(confirmPlan(w.developer, a.id, { version: 2 }))).toBe('licensing.plan_confirmed');
    await expect(w.t.database.query("update cooperation_plan set results = 'x'")).rejects.toThrow('append_only');
    expect(await codeOf(publishAwardNotice(w.agency, a.id, { words: '公示' }))).toBe('licensing.other_procedure');
    await decide.approveApplication(w.agency, a.id, { ...paid, conditions: '成果发布前经授权机构审核' });
    await decide.chargeApplication(w.agency, a.id, free);
    const done = await certifyApplication(w.head, a.id, { password });
    expect(done).toMatchObject({ state: 'certified', conditions: '成果发布前经授权机构审核' });
    const paper = await w.t.app.db.document.findUniqueOrThrow({ where: { id: done.certificate!.document_id } });
    expect(paper.title).toBe('政务数据合作开发证书');
    expect(JSON.parse(paper.canonical)).toMatchObject({
      conditions: '成果发布前经授权机构审核',
      plan_sha256: confirmed.plans[0]!.sha256,
    });
  });
});

describe('authorised operation', () => {
  it('goes from the plan through government, call, notice and decision to one operator', async () => {
    const asked = material({ kind: 'authorized_operation', datasets: [w.codes.toll], intent: 'apply' });
    expect(await codeOf(licensing.startApplication(w.developer, asked))).toBe('licensing.call_needed');
    const draft = callShape.parse({
      kind: 'authorized_operation',
      method: 'competitive',
      title: '收费站数据授权运营',
      words: '具有数据运营能力',
      term_years: 3,
      datasets: [w.codes.toll],
    });
    expect(await codeOf(calls.draftCall(w.developer, draft))).toBe('auth.forbidden');
    expect(await codeOf(calls.draftCall(w.agency, { ...draft, kind: 'licensed_development' }))).toBe(
      'licensing.call_other_kind',
    );
    let call = await calls.draftCall(w.agency, draft);
    expect(await codeOf(calls.getCall(w.developer, call.id))).toBe('licensing.call_not_found');
    const lacks = await refusal(calls.submitCall(w.agency, call.id));
    expect([lacks.code, lacks.fields.map((one) => one.path)]).toEqual(['licensing.call_incomplete', ['plan']]);
    expect(await codeOf(calls.saveCall(w.agency, call.id, { ...draft, plan: '方案', revision: 9 }))).toBe(
      'licensing.call_changed',
    );
    call = await calls.saveCall(w.agency, call.id, {
      ...draft,
      plan: '实施方案：范围、条件、期限、安全、收益',
      revision: call.revision,
    });
    expect(await codeOf(calls.openCall(w.agency, call.id, { closes_on: '2026-12-31' }))).toBe(
      'licensing.government_first',
    );
    await calls.submitCall(w.agency, call.id);
    expect(await onDesk(w.reviewer, call.id)).toEqual(['call_record']);
    const said = {
      outcome: 'consent',
      government: '山西省人民政府',
      document_no: '晋政函〔2026〕58号',
      decided_on: '2026-11-02',
      words: '原则同意',
    } as const;
    expect(await codeOf(calls.recordPlanDecision(w.agency, call.id, said))).toBe('auth.forbidden');
    expect(await codeOf(calls.recordPlanDecision(w.reviewer, call.id, { ...said, decided_on: '2026-11-03' }))).toBe(
      'licensing.document_day',
    );
    await calls.recordPlanDecision(w.reviewer, call.id, said);
    const short = await refusal(calls.openCall(w.agency, call.id, { closes_on: '2026-11-05' }));
    expect(short).toMatchObject({ code: 'licensing.call_days', params: { days: 10, first: '2026-11-16' } });
    call = await calls.openCall(w.agency, call.id, { closes_on: '2026-11-20' });
    expect((await calls.getCall(w.world.ctx(null), call.no)).takes_applications).toBe(true);
    expect((await calls.listCalls(w.world.ctx(null))).items.map((one) => one.no)).toContain(call.no);

    const extra = { operation_plan: '三年运营方案', security_plan: '等保三级', track_record: '运营过两省数据' };
    const apply = (over: object = {}) =>
      licensing.startApplication(
        w.developer,
        material({
          kind: 'authorized_operation',
          datasets: [w.codes.toll],
          intent: 'apply',
          call: call.no,
          extra,
          ...over,
        }),
      );
    expect(await codeOf(apply({ kind: 'cooperative_development' }))).toBe('licensing.call_kind');
    expect(await codeOf(apply({ datasets: [w.codes.road] }))).toBe('licensing.call_datasets');
    expect(await codeOf(apply({ call: 'ZJ-2026-999999' }))).toBe('licensing.call_not_found');
    expect(await codeOf(apply({ term_to: '2031-11-02' }))).toBe('licensing.term_too_long');
    const a = await apply();
    expect(a.path[0]).toMatchObject({ station: 'implementation_plan', state: 'done' });
    // The law's five years hold whatever a parameter says.
    await parameter('licensing.longest_years.authorized_operation', 9);
    expect((await licensing.getApplication(w.developer, a.id)).longest_years).toBe(5);

    await decide.acceptApplication(w.agency, a.id, {});
    await decide.reviewApplication(w.agency, a.id);
    expect(await codeOf(decide.approveApplication(w.agency, a.id, paid))).toBe('licensing.notice_needed');
    expect(await codeOf(recordAward(w.reviewer, a.id, said))).toBe('licensing.notice_needed');
    const noticed = await publishAwardNotice(w.agency, a.id, { words: '拟授权该单位运营' });
    expect(noticed.public_notice).toMatchObject({ from: '2026-11-02', to: '2026-11-09' });
    expect(await codeOf(publishAwardNotice(w.agency, a.id, { words: '再公示' }))).toBe('licensing.notice_out');
    expect(await codeOf(recordAward(w.reviewer, a.id, said))).toBe('licensing.notice_running');
    expect((await calls.getCall(w.world.ctx(null), call.id)).applications).toMatchObject([
      { id: null, notice: { to: '2026-11-09' } },
    ]);
    const back = w.t.clock.now();
    w.t.clock.set('2026-11-10T09:00:00+08:00');
    expect(await onDesk(w.reviewer, a.id)).toEqual(['application_award']);
    expect(await codeOf(decide.approveApplication(w.agency, a.id, paid))).toBe('licensing.award_needed');
    expect(await codeOf(recordAward(w.agency, a.id, said))).toBe('licensing.not_yours_to_do');
    expect(await codeOf(recordAward(w.reviewer, a.id, { ...said, decided_on: '2026-12-01' }))).toBe(
      'licensing.document_day',
    );
    const awarded = await recordAward(w.reviewer, a.id, {
      ...said,
      document_no: '晋政函〔2026〕61号',
      decided_on: '2026-11-10',
    });
    expect(awarded.award).toMatchObject({ document_no: '晋政函〔2026〕61号' });
    expect(await codeOf(recordAward(w.reviewer, a.id, said))).toBe('licensing.award_recorded');
    await decide.approveApplication(w.agency, a.id, paid);
    await decide.chargeApplication(w.agency, a.id, free);
    const done = await certifyApplication(w.head, a.id, { password });
    const paper = await w.t.app.db.document.findUniqueOrThrow({ where: { id: done.certificate!.document_id } });
    expect(JSON.parse(paper.canonical)).toMatchObject({ government_decision: { no: '晋政函〔2026〕61号' } });
    // One call, one operator.
    const second = await apply({ term_from: '2026-12-01' });
    await decide.acceptApplication(w.agency, second.id, {});
    await decide.reviewApplication(w.agency, second.id);
    await publishAwardNotice(w.agency, second.id, { words: '另行公示' });
    w.t.clock.set('2026-11-18T09:00:00+08:00');
    await recordAward(w.reviewer, second.id, { ...said, decided_on: '2026-11-18' });
    expect(await codeOf(decide.approveApplication(w.agency, second.id, paid))).toBe('licensing.call_awarded');
    await licensing.withdrawApplication(w.developer, second.id, {});
    await calls.closeCall(w.agency, call.id, { reason: '已确定运营机构' });
    expect(await codeOf(apply())).toBe('licensing.call_closed');
    expect(await codeOf(calls.cancelCall(w.agency, call.id, { reason: '' }))).toBe('licensing.call_state');
    await expect(w.t.database.query("update government_decision set document_no = 'x'")).rejects.toThrow('append_only');
    w.t.clock.set(back);
  });
});

describe('several agencies', () => {
  const ecology = () => w.world.ctx('province.ecology');
  const asked = (over: object = {}) =>
    startJointShape.parse({
      ...material({ datasets: [] }),
      datasets: [w.codes.air, w.codes.road, w.codes.toll],
      ...over,
    });

  it('make one case, led by the one with most datasets, and each says its own word', async () => {
    expect(await codeOf(joint.startJoint(w.agency, asked()))).toBe('licensing.enterprises_only');
    expect(await codeOf(joint.startJoint(w.developer, asked({ datasets: [w.codes.road] })))).toBe(
      'licensing.joint_one_agency',
    );
    let j = await joint.startJoint(w.developer, asked());
    expect(j).toMatchObject({ state: 'drafting', lead: { name: '山西省交通运输厅' }, lead_kind: 'lead_agency' });
    expect(await codeOf(joint.getJoint(w.agency, j.id))).toBe('licensing.joint_not_found');
    const saved = saveJointShape.parse({ ...material(), purpose: '联合分析', revision: j.revision });
    expect(await codeOf(joint.saveJoint(w.developer, j.id, { ...saved, revision: 0 }))).toBe('licensing.joint_changed');
    j = await joint.saveJoint(w.developer, j.id, saved);
    j = await joint.applyJoint(w.developer, j.id);
    expect(await onDesk(w.agency, j.id)).toEqual(['joint_accept']);
    const [air, roads] = [
      j.parts.find((one) => one.datasets.length === 1)!,
      j.parts.find((one) => one.datasets.length === 2)!,
    ];
    expect(await codeOf(joint.acceptJoint(ecology(), j.id, { words: '' }))).toBe('licensing.joint_lead_only');
    expect(await codeOf(decide.acceptApplication(ecology(), air.id, {}))).toBe('licensing.part_of_joint');
    await joint.supplementJoint(w.agency, j.id, {
      notice: '请补充安全方案',
      items: [{ material: 'scope', words: '写明字段' }],
    });
    expect((await licensing.getApplication(w.developer, air.id)).supplement_items).toEqual([
      { material: 'scope', words: '写明字段' },
    ]);
    await joint.resubmitJoint(w.developer, j.id, { words: '已补充' });
    expect(await codeOf(joint.supplementJoint(w.agency, j.id, { notice: '再补' }))).toBe('licensing.supplement_used');
    j = await joint.acceptJoint(w.agency, j.id, { words: '' });
    expect(j).toMatchObject({ state: 'reviewing' });
    expect(await codeOf(joint.acceptJoint(w.agency, j.id, { words: '' }))).toBe('licensing.joint_state');
    await joint.urgeAgency(w.agency, j.id, { part_id: air.id, words: '请于本周内提出意见' });
    // The lead reads every part and decides on none but its own.
    expect((await licensing.getApplication(w.agency, air.id)).actions).toEqual([]);
    expect(await codeOf(licensing.getApplication(ecology(), roads.id))).toBe('licensing.not_found');
    for (const [ctx, id] of [
      [w.agency, roads.id],
      [ecology(), air.id],
    ] as const)
      await decide.reviewApplication(ctx, id);
    expect(await codeOf(decide.approveApplication(w.agency, air.id, paid))).toBe('licensing.not_yours_to_do');
    await decide.refuseApplication(ecology(), air.id, refusing);
    await decide.approveApplication(w.agency, roads.id, { ...paid, conditions: '限模型训练' });
    j = await joint.getJoint(w.developer, j.id);
    expect(j.state).toBe('partly_granted');
    expect(j.parts.map((one) => one.opinion).toSorted()).toEqual(['agree_with_conditions', 'refuse']);
    expect(await codeOf(joint.urgeAgency(w.agency, j.id, { part_id: air.id, words: '复议' }))).toBe(
      'licensing.joint_state',
    );
    await decide.chargeApplication(w.agency, roads.id, free);
    await certifyApplication(w.head, roads.id, { password });
    expect(
      (await joint.getJoint(w.developer, j.id)).parts.map((one) => one.certificate_no !== null).toSorted(),
    ).toEqual([false, true]);
    const paper = await w.t.app.db.document.findFirstOrThrow({ where: { subjectId: roads.id } });
    expect(JSON.parse(paper.canonical).datasets).toHaveLength(2);
    expect(await codeOf(joint.withdrawJoint(w.developer, j.id, { words: '' }))).toBe('licensing.joint_state');
  });

  it('are led by the information department where the region says so', async () => {
    await parameter('licensing.joint_lead', 'information_department');
    let j = await joint.startJoint(w.developer, asked({ intent: 'apply' }));
    expect(j).toMatchObject({ lead_kind: 'information_department', state: 'applied' });
    expect((await joint.listJoint(w.reviewer)).items.map((one) => one.id)).toContain(j.id);
    expect(await codeOf(joint.acceptJoint(w.agency, j.id, { words: '' }))).toBe('licensing.joint_lead_only');
    j = await joint.acceptJoint(w.reviewer, j.id, { words: '' });
    const part = j.parts[0]!;
    await joint.withdrawJoint(w.developer, j.id, { words: '不再需要' });
    expect(await codeOf(joint.urgeAgency(w.reviewer, j.id, { part_id: part.id, words: '请办' }))).toBe(
      'licensing.joint_state',
    );
  });
});

describe('the clock', () => {
  it('is given more time once, by the authority, and the applicant is told why', async () => {
    const a = await application(w, 'accepted');
    expect(await codeOf(clocks.askExtension(w.agency, a.id, { days: 11, reason: '会商' }))).toBe(
      'licensing.extension_days',
    );
    expect(await codeOf(clocks.decideExtension(w.reviewer, a.id, { decision: 'consented', words: '同意' }))).toBe(
      'licensing.not_found',
    );
    const before = a.clock.due_on!;
    const asked = await clocks.askExtension(w.agency, a.id, { days: 10, reason: '需会同公安部门会商' });
    expect(asked.clock.due_on).toBe(before);
    expect(await onDesk(w.reviewer, a.id)).toEqual(['application_extension']);
    expect(await codeOf(clocks.askExtension(w.agency, a.id, { days: 5, reason: '再延' }))).toBe(
      'licensing.extension_used',
    );
    expect(await codeOf(clocks.decideExtension(w.agency, a.id, { decision: 'consented', words: '自批' }))).toBe(
      'licensing.not_yours_to_do',
    );
    const longer = await clocks.decideExtension(w.reviewer, a.id, { decision: 'consented', words: '同意延长' });
    expect(longer.clock.due_on).toBe(w.t.app.calendar().addWorkingDays(before, 10));
    expect(await codeOf(clocks.decideExtension(w.reviewer, a.id, { decision: 'declined', words: '改' }))).toBe(
      'licensing.nothing_asked',
    );
    const letter = await w.t.app.db.participantLetter.findFirst({
      where: { about: a.id, subjectZh: { contains: '已延长' } },
    });
    expect(letter?.textZh).toContain('需会同公安部门会商');

    const reviewing = await decide.reviewApplication(w.agency, a.id);
    expect(await codeOf(clocks.resumeReview(w.agency, a.id, { words: '恢复' }))).toBe('licensing.not_paused');
    expect(
      await codeOf(clocks.pauseReview(w.agency, a.id, { ground: 'expert_review', until: '2026-11-02', words: '评审' })),
    ).toBe('licensing.pause_day');
    const paused = await clocks.pauseReview(w.agency, a.id, {
      ground: 'expert_review',
      until: '2026-11-09',
      words: '专家评审',
    });
    expect(paused.clock).toMatchObject({ due_on: null, days_left: reviewing.clock.days_left });
    expect(
      await codeOf(clocks.pauseReview(w.agency, a.id, { ground: 'hearing', until: '2026-11-09', words: '听证' })),
    ).toBe('licensing.review_paused');
    expect(await codeOf(decide.approveApplication(w.agency, a.id, paid))).toBe('licensing.review_paused');
    const back = w.t.clock.now();
    w.t.clock.set('2026-11-12T09:00:00+08:00');
    expect((await licensing.getApplication(w.developer, a.id)).pause).toMatchObject({ late: true });
    const resumed = await clocks.resumeReview(w.agency, a.id, { words: '评审结束' });
    expect(resumed.clock.days_left).toBe(reviewing.clock.days_left);
    expect(resumed.pauses).toMatchObject([{ ground: 'review', from: '2026-11-02', to: '2026-11-12' }]);
    w.t.clock.set(back);
    await licensing.withdrawApplication(w.developer, a.id, {});
    const late = await application(w, 'accepted');
    w.t.clock.set('2026-12-28T09:00:00+08:00');
    expect(await codeOf(clocks.askExtension(w.agency, late.id, { days: 5, reason: '迟了' }))).toBe(
      'licensing.too_late_to_extend',
    );
    await licensing.withdrawApplication(w.developer, late.id, {});
    w.t.clock.set(back);
    const paying = await application(w, 'reviewing');
    await licensing.withdrawApplication(w.developer, paying.id, {});
  });
});

describe('a refusal', () => {
  it('states reason and basis, and may be objected to on two rungs, each with a dated answer', async () => {
    const a = await application(w, 'reviewing');
    expect(await codeOf(decide.refuseApplication(w.agency, a.id, { ...refusing, legal_basis: '' }))).toBe(
      'licensing.words_needed',
    );
    const refused = await decide.refuseApplication(w.agency, a.id, refusing);
    expect(refused).toMatchObject({
      legal_basis: '第十四条',
      refusal_ground: 'outside_condition',
      object_by: '2027-01-01',
    });
    expect(refused.remedy?.zh).toContain('60 日');
    const objected = await objections.objectToRefusal(w.developer, a.id, { words: '用途在开放条件之内' });
    expect(objected).toMatchObject({
      ball: 'department',
      objections: [{ rung: 1, outcome: null, due_on: '2026-11-16' }],
    });
    expect(await codeOf(objections.objectToRefusal(w.developer, a.id, { words: '再提' }))).toBe(
      'licensing.objection_open',
    );
    expect(await codeOf(objections.answerObjection(w.agency, a.id, { outcome: 'maintained', answer: '自答' }))).toBe(
      'licensing.not_yours_to_do',
    );
    expect(await onDesk(w.reviewer, a.id)).toEqual(['application_objection']);
    const again = await objections.answerObjection(w.reviewer, a.id, { outcome: 'returned', answer: '请重新审查用途' });
    expect(again).toMatchObject({ state: 'reviewing', legal_basis: null, clock: { overdue: false } });
    await decide.refuseApplication(w.agency, a.id, refusing);
    await objections.objectToRefusal(w.developer, a.id, { words: '仍不服' });
    const stands = await objections.answerObjection(w.reviewer, a.id, { outcome: 'maintained', answer: '维持' });
    expect(stands).toMatchObject({ state: 'refused', ball: 'nobody' });
    expect(await codeOf(objections.answerObjection(w.reviewer, a.id, { outcome: 'maintained', answer: '再答' }))).toBe(
      'licensing.nothing_asked',
    );
    // Above the province's own department there is no further rung here.
    expect(await codeOf(objections.objectToRefusal(w.developer, a.id, { words: '再上一级' }))).toBe(
      'licensing.objection_ladder',
    );
    const other = await application(w, 'reviewing');
    await decide.refuseApplication(w.agency, other.id, refusing);
    const back = w.t.clock.now();
    w.t.clock.set('2027-01-02T09:00:00+08:00');
    expect(await codeOf(objections.objectToRefusal(w.developer, other.id, { words: '迟了' }))).toBe(
      'licensing.objection_late',
    );
    w.t.clock.set(back);
  });
});

describe('a certificate', () => {
  it('says to everyone whether it holds, is issued anew and keeps its history', async () => {
    const a = await application(w, 'certified', { datasets: [w.codes.road] });
    const first = a.certificate!;
    const known = await showCertificate(w.world.ctx(null), first.document_id);
    expect(known).toMatchObject({ no: first.no, standing: 'valid', replaced_by: null });
    expect(known.verify_url).toContain(`/verify/${first.document_id}`);
    expect(known.sha256).toBe((await verifyDocument(w.t.ctx(), first.no)).sha256);
    expect(JSON.stringify(known)).not.toContain('改进货运');
    expect(await codeOf(showCertificate(w.world.ctx(null), 'ZS-2026-999999'))).toBe('licensing.no_certificate');
    const renew = { password, reason: '续期', valid_to: '2028-11-01', scope: '', conditions: '' };
    expect(await codeOf(reissueCertificate(w.agency, a.id, renew))).toBe('auth.forbidden');
    expect(await codeOf(reissueCertificate(w.head, a.id, { ...renew, valid_to: '2032-01-01' }))).toBe(
      'licensing.reissue_term',
    );
    const renewed = await reissueCertificate(w.head, a.id, renew);
    const second = renewed.certificate!;
    expect(second).toMatchObject({ valid_to: '2028-11-01', standing: 'valid' });
    expect(renewed.earlier_certificates).toMatchObject([{ no: first.no, standing: 'superseded' }]);
    expect(await showCertificate(w.world.ctx(null), first.no)).toMatchObject({
      standing: 'superseded',
      replaced_by: second.no,
    });

    const mark = { reason: '超范围使用', legal_basis: '第二十条', password } as const;
    expect(await codeOf(markCertificate(w.head, a.id, { ...mark, kind: 'restored' }))).toBe(
      'licensing.certificate_over',
    );
    await markCertificate(w.head, a.id, { ...mark, kind: 'suspended' });
    expect((await showCertificate(w.world.ctx(null), second.no)).standing).toBe('suspended');
    expect(await markCertificateOf(w.t.ctx(), a.id, { kind: 'restored', reason: '已改正' })).toBe(true);
    await markCertificateOf(w.t.ctx(), a.id, { kind: 'reissue_asked', reason: '协议续签', validTo: '2029-11-01' });
    expect(await onDesk(w.head, a.id)).toContain('application_reissue');
    const back = w.t.clock.now();
    w.t.clock.set('2028-11-02T09:00:00+08:00');
    expect((await showCertificate(w.world.ctx(null), second.no)).standing).toBe('expired');
    w.t.clock.set(back);
    await markCertificate(w.head, a.id, { ...mark, kind: 'revoked' });
    expect((await showCertificate(w.world.ctx(null), second.no)).standing).toBe('revoked');
    expect(await codeOf(reissueCertificate(w.head, a.id, renew))).toBe('licensing.certificate_over');
    expect(await markCertificateOf(w.t.ctx(), a.id, { kind: 'suspended', reason: '再停' })).toBe(false);
    await expect(w.t.database.query('delete from certificate_event')).rejects.toThrow('append_only');
  });

  it('questions of general interest are for everyone until taken back', async () => {
    expect(await codeOf(publishFaq(w.developer, { question: '能细到小时吗？', answer: '能。' }))).toBe(
      'auth.forbidden',
    );
    const one = await publishFaq(w.agency, { question: '能细到小时吗？', answer: '能。' });
    expect((await listLicensingFaq(w.world.ctx(null))).items).toMatchObject([{ id: one.id }]);
    expect(await codeOf(withdrawFaq(w.world.ctx('province.ecology'), one.id))).toBe('licensing.faq_not_found');
    await withdrawFaq(w.agency, one.id);
    expect((await listLicensingFaq(w.world.ctx(null))).items).toEqual([]);
    expect((await verifyChain(w.t.app.db)).ok).toBe(true);
  });
});
