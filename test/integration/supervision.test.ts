/** Supervision of Articles 23 and 27: from the fact to the closure, and a draw that anyone can repeat. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '#api/audit/act.ts';
import { submitEntry } from '#api/catalog/edit.ts';
import type { Ctx } from '#api/context.ts';
import { verifyDocument } from '#api/documents/service.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { worklist } from '#api/overview/service.ts';
import { proposal, startBody } from '#api/sharing/contract.ts';
import { consentSharing, startSharing, submitSharing } from '#api/sharing/requests.ts';
import { confirmSharingReply, proposeSharingReply } from '#api/sharing/review.ts';
import * as board from '#api/supervision/board.ts';
import * as cases from '#api/supervision/cases.ts';
import * as clues from '#api/supervision/clues.ts';
import * as shapes from '#api/supervision/contract.ts';
import { detectIn } from '#api/supervision/detect.ts';
import { hashOf } from '#api/supervision/hash.ts';
import * as inspectionShapes from '#api/supervision/inspections/contract.ts';
import * as plan from '#api/supervision/inspections/plan.ts';
import { showInspection, showPublicInspection } from '#api/supervision/inspections/show.ts';
import * as visits from '#api/supervision/inspections/visits.ts';
import * as papers from '#api/supervision/papers.ts';
import { showPublic } from '#api/supervision/public.ts';
import * as settings from '#api/supervision/settings.ts';
import { type CaseOut, listCases, showCase } from '#api/supervision/show.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { newEntry, publishedDataset } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let officer: Ctx;
let head: Ctx;
let agency: Ctx;
let agencyHead: Ctx;
let other: Ctx;
let data: { code: string; id: string };
let request: string;

const code = (run: Promise<unknown>) =>
  run.then(
    () => 'went through',
    (error: unknown) => (isRefusal(error) ? error.code : Promise.reject(error)),
  );
const said = (words = '已核对平台记录') => ({ words });
const query = shapes.clueQuery.parse({ page_size: 100 });
const list = async () => (await clues.listClues(officer, query)).items;
const clueOf = async (kind: string, about?: string) => {
  const found = (await list()).find((one) => one.kind.zh === kind && (about === undefined || one.about?.id === about));
  if (found === undefined) throw new Error(`no clue: ${kind}`);
  return found;
};
const issue = (over: object = {}) =>
  shapes.issueBody.parse({
    issuer: '山西省人民政府',
    document_no: '晋政数改〔2026〕3号',
    signatory: '省政府秘书长',
    issued_on: '2026-08-26',
    password: demoPassword,
    ...over,
  });
const order = (term_on: string, demands = ['答复该申请', '建立答复时限台账']) =>
  shapes.draftBody.parse({
    kind: 'order',
    content: {
      facts: '应于期限内答复，至今未答复。',
      provision: '《政务数据共享条例》第二十一条',
      demands,
      term_on,
      channel: '向省行政审批服务管理局提出，或者依法申请复核',
    },
  });
const recheck = (...verdicts: ('qualified' | 'partly' | 'not')[]) =>
  shapes.draftBody.parse({
    kind: 'recheck',
    content: {
      items: verdicts.map((verdict, at) => ({ number: at + 1, verdict, opinion: '已查验' })),
      opinion: '经复查如上。',
    },
  });
const item = (number: number, done_on: string) =>
  shapes.itemBody.parse({ number, measure: '已办理', evidence: '平台记录', responsible: '数据处处长', done_on });
const day = (text: string) => t.clock.set(`${text}T10:00:00+08:00`);

beforeAll(async () => {
  t = await testApp({ env: { PUBLIC_URL: 'https://data.example.cn' } });
  world = await makeWorld(t.app);
  day('2026-07-01');
  [officer, head] = [world.ctx('province.information'), world.ctx('province.information.head')];
  [agency, agencyHead] = [world.ctx('province.transport'), world.ctx('province.transport.head')];
  other = world.ctx('taiyuan.information');
  const { entry } = await publishedDataset(
    { steward: agency, reviewer: officer, drain: () => t.drain() },
    {
      title: '企业运输明细',
      open_type: 'none',
      share_type: '2',
      share_condition: '限承担监管职责的单位使用',
      share_reason: '含企业经营信息',
      share_basis: { kind: 'law', instrument: '《中华人民共和国统计法》', article: '第九条' },
    },
  );
  data = { code: entry.code, id: entry.id };
  const asks = world.ctx('province.ecology');
  const made = await startSharing(
    asks,
    startBody.parse({
      entry: data.code,
      need: '核对运输量',
      use_basis: '《大气污染防治法》第五条',
      scenario: '移动源监管',
      use_scope: '大气处',
      method: 'file',
      term_until: '2026-12-31',
    }),
  );
  await submitSharing(asks, made.id, { revision: made.revision });
  await consentSharing(world.ctx('province.ecology.head'), made.id, { words: '' });
  request = made.id;
}, 180_000);
afterAll(() => t?.close());

describe('facts become clues', () => {
  it('reads what is late once, with evidence that anyone can hash again', async () => {
    const late = async () => (await list()).filter((one) => one.kind.zh === '共享申请逾期未答复').length;
    day('2026-07-15');
    await detectIn(officer, '140000');
    expect(await late()).toBe(0);
    day('2026-08-18');
    await detectIn(officer, '140000');
    expect(await detectIn(officer, '140000')).toMatchObject({ made: 0, gone: 0 });
    expect(await late()).toBe(1);
    const line = await clueOf('共享申请逾期未答复');
    expect(line).toMatchObject({
      source: 'circumstance',
      circumstance: '3',
      waiting: true,
      gone: false,
      since: '2026-07-15',
    });
    const one = await clues.showClue(officer, line.id);
    expect(one.now).toBe('same');
    expect(hashOf(one.evidence)).toBe(one.evidence_sha256);
    expect(one.evidence).toMatchObject({ entry: data.code, due_on: '2026-07-15' });
  });

  it('reads every other room too', async () => {
    const transport = world.organization('province.transport').id;
    const at = t.clock.now();
    const { db } = t.app;
    await db.correction.create({
      data: {
        id: 'cor_1',
        no: 'JC-1',
        state: 'filed',
        entryId: data.id,
        agencyId: transport,
        target: 'row',
        wrong: '1',
        right: '2',
        authorId: agency.viewer?.personId ?? '',
        filedAt: at,
        dueOn: '2026-08-03',
      },
    });
    await db.dataRequest.create({
      data: {
        id: 'req_1',
        no: 'XQ-1',
        state: 'assigned',
        title: '公交线路',
        purpose: '研究',
        theme: 'transport',
        urgency: 'normal',
        regionCode: '140000',
        authorId: agency.viewer?.personId ?? '',
        filedAt: at,
        triageDueOn: '2026-07-03',
        agencyId: transport,
        assignedAt: at,
        answerDueOn: '2026-08-04',
        updatedAt: at,
      },
    });
    const version = await db.version.findFirstOrThrow({ where: { entryId: data.id } });
    const { entry } = await publishedDataset(
      { steward: agency, reviewer: officer, drain: () => t.drain() },
      { title: '每周路况', update_cycle: 'weekly' },
    );
    const open = await db.version.findFirstOrThrow({ where: { entryId: entry.id } });
    for (const { id } of [version, open])
      await db.privacyFinding.create({
        data: {
          versionId: id,
          column: '电话',
          kind: 'phone',
          hits: 3n,
          checked: 10n,
          ratio: 0.3,
          blocks: true,
          examples: [],
        },
      });
    const delivery = 'dlv_traced';
    await db.sharingDelivery.create({
      data: {
        id: delivery,
        requestId: request,
        number: 1,
        kind: 'file',
        format: 'csv',
        versionId: version.id,
        table: 1,
        rows: 1n,
        bytes: 1n,
        sha256: 'a'.repeat(64),
        at,
      },
    });
    for (let i = 0; i < 2; i++)
      await act(
        officer,
        {
          action: 'sharing.trace',
          subject: ['organization', transport],
          facts: { sha256: 'b'.repeat(64), named: delivery },
        },
        async () => {},
      );
    day('2026-09-04');
    await detectIn(officer, '140000');
    const kinds = (await list())
      .filter((one) => one.circumstance === '3' || one.circumstance === '5')
      .map((one) => `${one.circumstance}|${one.kind.zh}`)
      .sort();
    expect(kinds).toEqual(
      [
        '3|共享申请逾期未答复',
        '3|公众数据需求逾期未答复',
        '3|公众纠错逾期未答复',
        '3|开放数据逾期未更新',
        '5|外流文件溯源到该单位',
        '5|开放数据中检出个人信息',
      ].sort(),
    );
    // What is not open is no open data; the same leak traced twice is one.
    expect((await clueOf('外流文件溯源到该单位')).about?.id).toBe(world.organization('province.ecology').id);
    day('2026-08-18');
  });

  it('obeys the region: switched off, with days of grace, from the day the regulation is in force', async () => {
    expect(await code(settings.setRule(officer, 'nothing', shapes.ruleBody.parse({})))).toBe(
      'supervision.rule_unknown',
    );
    expect(await code(settings.setRule(agency, 'correction_late', shapes.ruleBody.parse({})))).toBe('auth.forbidden');
    const set = (body: object) =>
      settings.setRule(officer, 'correction_late', shapes.ruleBody.parse({ document_no: '晋数〔2026〕1号', ...body }));
    await set({ on: true, grace: 200 });
    expect(await detectIn(officer, '140000')).toMatchObject({ gone: expect.any(Number) });
    expect((await clueOf('公众纠错逾期未答复')).gone).toBe(true);
    await set({ on: true, grace: 0 });
    expect((await detectIn(officer, '140000')).back).toBeGreaterThan(0);
    expect((await clueOf('公众纠错逾期未答复')).gone).toBe(false);
    const { items } = await set({ on: false });
    expect(items.find((one) => one.rule === 'correction_late')).toMatchObject({
      on: false,
      document_no: '晋数〔2026〕1号',
    });
    const parameter = {
      id: 'prm_effective',
      key: 'regulation.effective_from',
      value: '2027-01-01',
      setAt: t.clock.now(),
    };
    await t.app.db.parameter.create({ data: parameter });
    expect(await detectIn(officer, '140000')).toMatchObject({ facts: 0 });
    expect((await clueOf('共享申请逾期未答复')).gone).toBe(true);
    const early = shapes.manualBody.parse({
      agency: world.organization('province.transport').id,
      title: '未登记',
      provision: '第十七条',
      facts: '数据未登记',
      since: '2026-08-01',
    });
    expect(await code(clues.openClue(officer, early))).toBe('supervision.before_effective');
    await t.app.db.parameter.create({
      data: {
        ...parameter,
        id: 'prm_effective2',
        value: '2021-01-01',
        setAt: new Date(parameter.setAt.getTime() + 1000),
      },
    });
    await detectIn(officer, '140000');
    expect((await clueOf('共享申请逾期未答复')).gone).toBe(false);
  });

  it('is the business of the department of the region alone', async () => {
    const { id } = await clueOf('共享申请逾期未答复');
    expect(await code(clues.showClue(other, id))).toBe('supervision.not_found');
    expect(await code(clues.listClues(agency, query))).toBe('auth.forbidden');
    expect(await code(clues.confirmClue(head, id, shapes.decideBody.parse(said())))).toBe('auth.forbidden');
    expect((await clues.listClues(other, query)).items).toEqual([]);
  });
});

let file: CaseOut;
describe('a finding that is corrected in time', () => {
  it('is confirmed by a person, and the agency is heard first', async () => {
    const { id } = await clueOf('共享申请逾期未答复');
    const confirmed = await clues.confirmClue(officer, id, shapes.decideBody.parse(said('至今未答复。')));
    expect(confirmed.state).toBe('confirmed');
    expect(await code(clues.dismissClue(officer, id, said()))).toBe('supervision.clue_decided');
    file = await showCase(agency, confirmed.case?.id ?? '');
    expect(file).toMatchObject({ state: 'hearing', side: 'agency', clock: { due_on: '2026-08-25', tone: 'green' } });
    expect((await worklist(agencyHead)).items.map((one) => one.kind)).toContain('supervision_state');
    expect(await code(showCase(other, file.id))).toBe('supervision.not_found');
    expect(await code(cases.endHearing(officer, file.id, said('')))).toBe('supervision.hearing_runs');
    expect(await code(cases.stateCase(agency, file.id, said()))).toBe('auth.forbidden');
    expect(await code(cases.stateCase(head, file.id, said()))).toBe('supervision.not_yours_to_do');
    file = await cases.stateCase(agencyHead, file.id, said('人手不足。'));
    expect(file.state).toBe('weighing');
  });

  it('gets an order of the government, drafted by one and issued by another', async () => {
    const draft = (body: Parameters<typeof papers.draftPaper>[2]) => papers.draftPaper(officer, file.id, body);
    expect(await code(draft(order('2026-08-19')))).toBe('supervision.bad_term');
    expect(await code(papers.issuePaper(head, file.id, issue()))).toBe('supervision.no_draft');
    expect(await code(papers.returnPaper(head, file.id, said()))).toBe('supervision.no_draft');
    await cases.setLaw(officer, file.id, { law: '《中华人民共和国数据安全法》第四十九条', prevails: true });
    expect(await code(draft(order('2026-09-10')))).toBe('supervision.law_prevails');
    await cases.setLaw(officer, file.id, { law: '《中华人民共和国数据安全法》第四十九条', prevails: false });
    expect(await code(cases.handOver(head, file.id, said()))).toBe('supervision.no_other_law');
    file = await draft(order('2026-09-10'));
    expect(file.documents).toMatchObject([{ kind: 'order', state: 'drafted' }]);
    expect((await showCase(agency, file.id)).documents).toEqual([]);
    expect((await showCase(agency, file.id)).history.map((one) => one.action)).not.toContain('draft_order');
    expect(await code(draft(order('2026-09-10')))).toBe('supervision.draft_waits');
    expect(await code(cases.dropCase(head, file.id, said()))).toBe('supervision.draft_waits');
    await papers.returnPaper(head, file.id, said('请写明台账要求。'));
    await draft(order('2026-09-10'));
    const both = {
      ...officer,
      viewer: officer.viewer && { ...officer.viewer, duties: ['reviewer', 'signatory'] as const },
    };
    expect(await code(papers.issuePaper(both as Ctx, file.id, issue()))).toBe('supervision.same_person');
    expect(await code(papers.issuePaper(head, file.id, issue({ issued_on: '2026-12-01' })))).toBe(
      'supervision.bad_day',
    );
    day('2026-08-26');
    expect(await code(papers.issuePaper(head, file.id, issue({ password: 'wrong' })))).toBe('people.password_again');
    file = await papers.issuePaper(head, file.id, issue());
    expect(file).toMatchObject({
      state: 'correcting',
      first_due_on: '2026-09-10',
      demands: [{ number: 1 }, { number: 2 }],
    });
    const [paper] = file.documents.filter((one) => one.state === 'issued');
    const checked = await verifyDocument(world.ctx(null), paper?.document_id ?? '');
    expect(checked).toMatchObject({ intact: true, kind: 'correction_order', no: expect.stringMatching(/^ZL-2026-/) });
    expect(checked.facts.map((one) => one.value)).toContain('晋政数改〔2026〕3号');
    expect(JSON.stringify(checked)).not.toContain('省政府秘书长');
    await expect(
      t.database.query(`UPDATE supervision_paper SET content = '{}' WHERE id = $1`, [paper?.id]),
    ).rejects.toThrow(/append_only/);
  });

  it('asks for more time, reports item by item and is re-checked', async () => {
    await cases.receiveOrder(agency, file.id, said('收到'));
    expect(await code(cases.receiveOrder(agency, file.id, said('收到')))).toBe('supervision.already_received');
    const more = (until: string) => cases.askExtension(agencyHead, file.id, { until, reason: '须与系统承建单位协调' });
    expect(await code(cases.decideExtension(head, file.id, { decision: 'granted', words: '' }))).toBe(
      'supervision.nothing_asked',
    );
    expect(await code(more('2027-06-01'))).toBe('supervision.bad_term');
    await more('2026-09-16');
    expect(await code(more('2026-09-17'))).toBe('supervision.extension_used');
    file = await cases.decideExtension(head, file.id, { decision: 'granted', words: '同意' });
    expect(file.clock?.due_on).toBe('2026-09-16');
    expect(await code(cases.reportCase(agencyHead, file.id, said()))).toBe('supervision.report_incomplete');
    expect(await code(cases.saveItem(agency, file.id, item(9, '2026-08-26')))).toBe('supervision.no_demand');
    expect(await code(cases.saveItem(agency, file.id, item(1, '2026-12-26')))).toBe('supervision.bad_day');
    await cases.saveItem(agency, file.id, item(1, '2026-08-26'));
    await cases.saveItem(agency, file.id, item(2, '2026-08-26'));
    file = await cases.reportCase(agencyHead, file.id, said('两项均已完成'));
    expect(file.state).toBe('reported');
    expect(await code(papers.draftPaper(officer, file.id, recheck('qualified')))).toBe('supervision.verdicts_missing');
    await papers.draftPaper(officer, file.id, recheck('qualified', 'partly'));
    file = await papers.issuePaper(head, file.id, issue({ issuer: '山西省行政审批服务管理局' }));
    expect(file).toMatchObject({ state: 'correcting', demands: [{ verdict: 'qualified' }, { verdict: 'partly' }] });
    await cases.reportCase(agencyHead, file.id, said('第二项已补充'));
    await papers.draftPaper(officer, file.id, recheck('qualified', 'qualified'));
    file = await papers.issuePaper(head, file.id, issue({ issuer: '山西省行政审批服务管理局' }));
    expect(file.state).toBe('corrected');
    file = await cases.closeCase(officer, file.id, said('整改到位'));
    expect(file).toMatchObject({ state: 'closed', clock: null, actions: [] });
    expect(await code(cases.closeCase(officer, file.id, said()))).toBe('supervision.wrong_state');
  });

  it('marks the clue whose fact is gone and keeps it', async () => {
    const reply = proposal.parse({ outcome: 'granted', reason: '符合条件' });
    await proposeSharingReply(agency, request, reply);
    await confirmSharingReply(agencyHead, request, { words: '' });
    await detectIn(officer, '140000');
    const line = await clueOf('共享申请逾期未答复');
    expect(line.gone).toBe(true);
    expect((await clues.showClue(officer, line.id)).now).toBe('gone');
  });
});

describe('a finding that is not corrected', () => {
  it('climbs the ladder, each step on the document before', async () => {
    const transport = world.organization('province.transport').id;
    const body = {
      agency: transport,
      title: '数据未登记',
      provision: '第十七条',
      facts: '三类数据未登记资产卡片',
      since: '2026-08-01',
    };
    expect(await code(clues.openClue(officer, shapes.manualBody.parse({ ...body, agency: 'org_x' })))).toBe(
      'supervision.bad_body',
    );
    expect(await code(clues.openClue(officer, shapes.manualBody.parse({ ...body, since: '2027-01-01' })))).toBe(
      'supervision.bad_day',
    );
    const own = { ...body, agency: world.organization('province.information').id };
    expect(await code(clues.openClue(officer, shapes.manualBody.parse(own)))).toBe('supervision.own_body');
    const opened = await clues.openClue(
      officer,
      shapes.manualBody.parse({ ...body, circumstance: '4', origin: 'clu_1' }),
    );
    expect(opened).toMatchObject({ now: 'by_hand', circumstance: '4', refusal: { code: 'supervision.same_person' } });
    expect(await code(clues.openClue(officer, shapes.manualBody.parse({ ...body, origin: 'clu_1' })))).toBe(
      'supervision.clue_elsewhere',
    );
    expect(await code(clues.confirmClue(officer, opened.id, shapes.decideBody.parse(said())))).toBe(
      'supervision.same_person',
    );
    const second = { ...officer, viewer: head.viewer && { ...head.viewer, duties: ['reviewer'] as const } } as Ctx;
    const confirmed = await clues.confirmClue(second, opened.id, shapes.decideBody.parse(said('经查属实。')));
    const id = confirmed.case?.id ?? '';
    day('2026-09-03');
    await cases.endHearing(officer, id, said(''));
    await papers.draftPaper(officer, id, order('2026-09-14', ['补登记三类数据']));
    await papers.issuePaper(head, id, issue({ document_no: '晋政数改〔2026〕4号' }));
    day('2026-09-15');
    await cases.lapseCases(t.app);
    file = await showCase(officer, id);
    expect(file).toMatchObject({ state: 'overdue', lapsed_on: '2026-09-14', clock: { tone: 'late' } });
    expect(await code(cases.askExtension(agencyHead, id, { until: '2026-09-20', reason: '困难' }))).toBe(
      'supervision.wrong_state',
    );
    const criticism = shapes.draftBody.parse({
      kind: 'criticism',
      content: { facts: '逾期未补登记。', scope: '省直各单位', public_until: '2026-12-31' },
    });
    const discipline = shapes.draftBody.parse({
      kind: 'discipline',
      content: {
        to_kind: 'supervisory',
        to: '省监察委员会',
        persons: '分管负责人张某',
        facts: '逾期未改正',
        suggestion: '依法处理',
      },
    });
    expect(await code(papers.draftPaper(officer, id, discipline))).toBe('supervision.earlier_missing');
    await papers.draftPaper(officer, id, criticism);
    await papers.issuePaper(head, id, issue({ document_no: '晋政数批〔2026〕1号', issued_on: '2026-09-15' }));
    expect(await code(papers.draftPaper(officer, id, criticism))).toBe('supervision.already_issued');
    await papers.draftPaper(officer, id, discipline);
    const letter = await papers.issuePaper(
      head,
      id,
      issue({ issuer: '山西省行政审批服务管理局', document_no: '晋数移〔2026〕1号' }),
    );
    const sent = letter.documents.find((one) => one.kind === 'discipline');
    const seen = await showCase(agencyHead, id);
    expect(seen.papers).toEqual(['order', 'criticism']);
    expect(JSON.stringify(seen)).not.toContain('张某');
    expect(JSON.stringify(await verifyDocument(world.ctx(null), sent?.document_id ?? ''))).not.toContain('张某');
    const compensation = {
      amount_fen: '1200000',
      basis: '《民法典》第一千一百六十五条',
      payer: '山西省交通运输厅',
      facts: '重复采购',
    };
    await papers.draftPaper(officer, id, shapes.draftBody.parse({ kind: 'compensation', content: compensation }));
    await papers.issuePaper(head, id, issue({ document_no: '晋数赔〔2026〕1号' }));
    const judicial = { to: '太原市公安局', facts: '涉嫌犯罪的事实', enclosed: '案卷复印件一份' };
    await papers.draftPaper(officer, id, shapes.draftBody.parse({ kind: 'judicial', content: judicial }));
    file = await papers.issuePaper(head, id, issue({ document_no: '晋数移〔2026〕2号' }));
    expect([...file.papers].sort()).toEqual(['compensation', 'criticism', 'discipline', 'judicial', 'order']);
    await expect(
      t.database.query(
        `INSERT INTO supervision_paper (id, case_id, kind, state, content, drafted_by, drafted_at, no) SELECT 'svp_x', case_id, 'order', 'issued', content, drafted_by, drafted_at, 'x' FROM supervision_paper LIMIT 1`,
      ),
    ).rejects.toThrow();
  });

  it('stands on the board, in the figures and in public', async () => {
    const shown = await board.showBoard(officer, {});
    const transport = shown.agencies.find((one) => one.agency.name === '山西省交通运输厅');
    expect(transport).toMatchObject({ tone: 'late', cells: { '4': { cases: 1, tone: 'late' } } });
    expect(shown.counts).toMatchObject({ late: 1, closed: 1 });
    expect(await code(board.showBoard(officer, { region: '140100' }))).toBe('auth.forbidden');
    const span = { regionCode: '140000', from: '2026-01-01', to: '2026-12-31' };
    expect(await board.rectificationFigures(officer, span)).toMatchObject([
      { findings: 2, orders: 2, on_time: 1, late: 1, open: 1, criticisms: 1 },
    ]);
    expect((await board.exportFigures(officer, {})).text).toContain('山西省交通运输厅,2,2,1,1,1');
    const open = await showPublic(world.ctx(null));
    expect(open.criticisms).toMatchObject([{ document_no: '晋政数批〔2026〕1号', agency: '山西省交通运输厅' }]);
    t.clock.set('2027-01-02T10:00:00+08:00');
    expect((await showPublic(world.ctx(null))).criticisms).toEqual([]);
    day('2026-09-15');
    expect((await listCases(agencyHead, shapes.caseQuery.parse({ state: 'open' }))).items).toHaveLength(1);
  });

  it('drops what is not upheld, and hands over what another law judges', async () => {
    const confirm = async (kind: string) => {
      const { id } = await clueOf(kind);
      return (await clues.confirmClue(officer, id, shapes.decideBody.parse(said('核实。')))).case?.id ?? '';
    };
    const one = await confirm('公众数据需求逾期未答复');
    const into = (await clueOf('开放数据逾期未更新')).id;
    const joined = await clues.confirmClue(officer, into, shapes.decideBody.parse({ words: '并案办理', into: one }));
    expect(joined.case?.id).toBe(one);
    await cases.dropCase(head, one, said('已在期限内电话答复并补录。'));
    expect((await showCase(officer, one)).state).toBe('dropped');
    const two = await confirm('开放数据中检出个人信息');
    await cases.stateCase(agencyHead, two, said('已下架。'));
    await cases.setLaw(officer, two, { law: '《个人信息保护法》第六十六条', prevails: true });
    const ended = await cases.handOver(head, two, said('移交网信部门。'));
    expect(ended).toMatchObject({ state: 'closed', law_prevails: true });
    const leak = await clueOf('外流文件溯源到该单位');
    const dismissed = await clues.dismissClue(officer, leak.id, said('文件为公开样本。'));
    expect(dismissed).toMatchObject({ state: 'dismissed', may: { decide: false } });
    await detectIn(officer, '140000');
    expect((await list()).filter((one) => one.kind.zh === leak.kind.zh)).toHaveLength(1);
  });
});

describe('inspections', () => {
  let id: string;
  const draft = (over: object = {}) =>
    inspectionShapes.planBody.parse({
      kind: 'double_random',
      title: '2026 年共享开放双随机检查',
      basis: '第二十三条，年度检查计划',
      scope: '共享答复、开放更新',
      from: '2026-09-21',
      to: '2026-10-30',
      pool: [world.organization('province.transport').id, world.organization('province.ecology').id],
      bodies_wanted: 1,
      ...over,
    });

  it('draws from what was committed to, a day later, and anyone can repeat it', async () => {
    expect(await code(plan.addInspector(officer, { login: 'nobody.there', conflicts: [] }))).toBe(
      'inspections.inspector_unknown',
    );
    await plan.addInspector(officer, { login: 'province.information.head', conflicts: [] });
    expect(await code(plan.addInspector(officer, { login: 'province.information.head', conflicts: [] }))).toBe(
      'inspections.inspector_listed',
    );
    expect(await code(plan.planInspection(officer, draft({ bodies_wanted: 5 })))).toBe('inspections.pool_small');
    id = (await plan.planInspection(officer, draft())).id;
    expect(await code(plan.commitInspection(officer, id))).toBe('inspections.pool_small');
    await plan.addInspector(officer, {
      login: 'province.finance',
      conflicts: [world.organization('province.ecology').id],
    });
    await plan.addInspector(officer, { login: 'province.finance.cashier', conflicts: [] });
    await plan.addInspector(officer, { login: 'province.transport', conflicts: [] });
    expect(await code(showPublicInspection(world.ctx(null), id))).toBe('inspections.not_found');
    const committed = await plan.commitInspection(officer, id);
    expect(committed).toMatchObject({ state: 'committed', seed: null, drawn: [], script: null });
    expect((await showPublicInspection(world.ctx(null), id)).commitment).toBe(committed.commitment);
    expect(await code(plan.drawInspection(head, id))).toBe('inspections.draw_too_soon');
    await expect(t.database.query(`UPDATE inspection SET pool = '{}' WHERE id = $1`, [id])).rejects.toThrow(
      /append_only/,
    );
    await expect(t.database.query(`UPDATE inspection SET seed = 'other' WHERE id = $1`, [id])).rejects.toThrow(
      /inspection_seed/,
    );
    day('2026-09-16');
    expect(await code(plan.drawInspection(officer, id))).toBe('auth.forbidden');
    const drawn = await plan.drawInspection(head, id);
    expect(drawn.visits).toHaveLength(1);
    expect(drawn.visits[0]?.inspectors).toHaveLength(2);
    const { stdout } = await promisify(execFile)('sh', ['-c', drawn.script ?? 'false']);
    const [first] = drawn.drawn;
    expect(stdout.trim().split('\n')).toEqual([
      'commitment: holds',
      `${first?.uscc}: ${first?.inspectors.join(' ')} `.trim(),
    ]);
    expect(await code(plan.drawInspection(head, id))).toBe('inspections.wrong_state');
    expect(
      await code(plan.assignInspection(officer, (await plan.planInspection(officer, draft())).id, { inspectors: [] })),
    ).toBe('inspections.not_random');
  });

  it('is recorded, answered and signed by every inspector; its findings are clues', async () => {
    const chosen = await plan.planInspection(
      officer,
      draft({ kind: 'special', pool: [world.organization('province.transport').id] }),
    );
    const roster = (await plan.listInspectors(officer)).items;
    const of = (...numbers: number[]) => ({
      inspectors: roster.filter((one) => numbers.includes(one.number)).map((one) => one.id),
    });
    expect(await code(plan.assignInspection(officer, chosen.id, of(2)))).toBe('inspections.two_inspectors');
    expect(await code(plan.assignInspection(officer, chosen.id, of(2, 4)))).toBe('inspections.conflict');
    const running = await plan.assignInspection(officer, chosen.id, of(2, 3));
    const visit = running.visits[0]?.id ?? '';
    const [one, two] = [world.ctx('province.finance'), world.ctx('province.finance.cashier')];
    const record = inspectionShapes.recordBody.parse({
      visited_on: '2026-09-16',
      record: '查阅台账，抽查三份申请。',
      findings: [{ circumstance: '3', article: '第十三条', fact: '台账缺少答复日期', evidence: '台账照片' }],
    });
    expect(await code(visits.recordVisit(officer, visit, record))).toBe('inspections.not_an_inspector');
    expect(await code(visits.signVisit(one, visit, { password: demoPassword }))).toBe('inspections.wrong_state');
    expect(await code(visits.recordVisit(one, visit, { ...record, visited_on: '2026-12-01' }))).toBe(
      'supervision.bad_day',
    );
    await visits.recordVisit(one, visit, record);
    expect(await code(visits.stateVisit(agency, visit, said()))).toBe('auth.forbidden');
    await visits.stateVisit(agencyHead, visit, said('属实，将补录。'));
    expect(await code(plan.publishInspection(head, chosen.id, { summary: '检查一家' }))).toBe('inspections.unsigned');
    await visits.signVisit(one, visit, { password: demoPassword });
    expect(await code(visits.signVisit(one, visit, { password: demoPassword }))).toBe('inspections.signed');
    const signed = await visits.signVisit(two, visit, { password: demoPassword });
    expect(await verifyDocument(world.ctx(null), signed.visits[0]?.document_id ?? '')).toMatchObject({ intact: true });
    const clue = await clueOf('监督检查发现的问题');
    expect((await clues.showClue(officer, clue.id)).evidence).toMatchObject({ evidence_sha256: hashOf('台账照片') });
    expect((await showPublicInspection(world.ctx(null), chosen.id)).results).toEqual([]);
    await plan.publishInspection(head, chosen.id, { summary: '检查一家，发现问题一项。' });
    expect(await showPublicInspection(world.ctx(null), chosen.id)).toMatchObject({
      results: [{ body: '山西省交通运输厅', findings: [{ circumstance: '3', article: '第十三条' }] }],
    });
    expect(await code(showInspection(world.ctx('province.ecology'), chosen.id))).toBe('inspections.not_found');
    await plan.endInspector(officer, roster[0]?.id ?? '');
    await plan.cancelInspection(head, (await plan.planInspection(officer, draft())).id, said('计划调整'));
  });
});

describe('the department itself', () => {
  it('sends what is about a department to the level above, and from the province upward by letter', async () => {
    day('2026-10-12');
    const city = world.ctx('taiyuan.transport');
    for (const steward of [agency, city]) {
      const entry = await newEntry(steward, { title: '待审核的目录' });
      await submitEntry(steward, entry.id, { revision: entry.revision });
    }
    day('2026-11-12');
    await detectIn(officer, '140000');
    await detectIn(other, '140100');
    const rule = '目录编制和审核逾期';
    // Two departments are late with their reviews; neither looks into itself.
    const [ours, theirs] = ['province.information', 'taiyuan.information'].map(
      (key) => world.organization(key as never).id,
    );
    expect((await clues.listClues(other, query)).items.filter((one) => one.kind.zh === rule)).toEqual([]);
    const below = await clueOf(rule, theirs);
    expect(await clues.showClue(officer, below.id)).toMatchObject({ now: 'same', may: { decide: true, refer: false } });
    expect(await detectIn(officer, '140000')).toMatchObject({ made: 0, gone: 0 });
    expect((await clueOf(rule, theirs)).gone).toBe(false);
    const confirmed = await clues.confirmClue(officer, below.id, shapes.decideBody.parse(said()));
    expect(await showCase(officer, confirmed.case?.id ?? '')).toMatchObject({ government: '山西省人民政府' });
    expect(await showCase(other, confirmed.case?.id ?? '').catch((e) => e.code)).toBe('supervision.not_found');
    const own = await clueOf(rule, ours);
    const letter = shapes.referBody.parse({
      to: 'government',
      document_no: '晋审函〔2026〕5号',
      words: '审核人手不足，已增派。',
      password: demoPassword,
    });
    expect(await code(clues.confirmClue(officer, own.id, shapes.decideBody.parse(said())))).toBe(
      'supervision.own_body',
    );
    expect(await code(clues.referClue(officer, own.id, letter))).toBe('auth.forbidden');
    expect(await code(clues.referClue(head, (await clueOf('共享申请逾期未答复')).id, letter))).toBe(
      'supervision.not_own',
    );
    expect(await code(clues.referClue(head, own.id, { ...letter, password: 'wrong' }))).toMatch(/password/);
    const mine = async (ctx: Ctx) => (await worklist(ctx)).items.map((one) => one.kind);
    expect(await mine(head)).toContain('supervision_refer');
    const referred = await clues.referClue(head, own.id, letter);
    expect(referred).toMatchObject({ state: 'referred', waiting: false });
    expect(await verifyDocument(world.ctx(null), referred.document_id ?? '')).toMatchObject({ intact: true });
    expect(await mine(head)).not.toContain('supervision_refer');
    expect(await code(clues.referClue(head, own.id, letter))).toBe('supervision.clue_decided');
    // By hand, too: the department below, and no agency below.
    const bodies = (await clues.listAccusable(officer)).map((one) => one.id);
    expect(bodies).toContain(theirs);
    expect(bodies).not.toContain(ours);
    expect(bodies).not.toContain(city.viewer?.organization.id);
    const byHand = (agencyId: string) =>
      shapes.manualBody.parse({
        agency: agencyId,
        title: '未公开目录',
        provision: '第十四条',
        facts: '目录没有公开',
        since: '2026-09-01',
      });
    expect(await code(clues.openClue(officer, byHand(city.viewer?.organization.id ?? '')))).toBe(
      'supervision.bad_body',
    );
    expect((await clues.openClue(officer, byHand(theirs ?? ''))).about?.id).toBe(theirs);
  });
});
