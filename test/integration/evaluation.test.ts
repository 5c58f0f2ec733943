/** An evaluation from the draft of its scheme to corrected results, with what is refused on the way, by name (Article 5). */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEntry, saveEntry, submitEntry } from '#api/catalog/edit.ts';
import type { Ctx } from '#api/context.ts';
import { reviewEntry } from '#api/datasets/publish.ts';
import * as appeals from '#api/evaluation/appeals.ts';
import { compareEvaluationScheme } from '#api/evaluation/compare.ts';
import * as shapes from '#api/evaluation/contract.ts';
import * as plans from '#api/evaluation/plans.ts';
import * as planShapes from '#api/evaluation/plans-contract.ts';
import * as rankings from '#api/evaluation/rankings.ts';
import * as reports from '#api/evaluation/reports.ts';
import { evaluationCut, recomputeCut } from '#api/evaluation/rules/cut.ts';
import * as runs from '#api/evaluation/runs.ts';
import * as schemes from '#api/evaluation/schemes.ts';
import type { RunOut, SchemeOut } from '#api/evaluation/show.ts';
import * as uses from '#api/evaluation/uses.ts';
import { showEvaluatedBody, showEvaluationWhatIf } from '#api/evaluation/what-if.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { worklist } from '#api/overview/service.ts';
import type { Listening } from '#api/server.ts';
import { proposal, startBody } from '#api/sharing/contract.ts';
import { consentSharing, startSharing, submitSharing } from '#api/sharing/requests.ts';
import { confirmSharingReply, proposeSharingReply } from '#api/sharing/review.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { fullContent, newEntry, publishedDataset, publishNext, upload } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let server: Listening;
let drafts: Ctx;
let second: Ctx;
let agency: Ctx;
let agencyHead: Ctx;
let other: Ctx;
let open: { id: string; code: string };
let closed: { id: string; code: string };
let scheme: SchemeOut;
let run: RunOut;
let key: string;

const code = (run: Promise<unknown>) =>
  run.then(
    () => 'went through',
    (error: unknown) => (isRefusal(error) ? error.code : Promise.reject(error)),
  );
const at = (day: string, time = '10:00') => t.clock.set(`${day}T${time}:00+08:00`);
const pdf = () => ({ stream: Readable.from([Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n')]) });
const saved = (of: SchemeOut, over: Record<string, unknown> = {}) =>
  shapes.saveBody.parse({
    revision: of.revision,
    title: of.title,
    title_en: of.title_en,
    basis: '《山西省政务数据管理应用条例》第五条',
    subjects: of.subjects,
    period_kind: of.period_kind,
    indicators: of.indicators,
    ...over,
  });
const tasks = async (ctx: Ctx) => (await worklist(ctx)).items.map((one) => one.kind);
const markOf = async (ctx: Ctx, indicator: string) => {
  const mark = (await showEvaluatedBody(ctx, run.id, key)).marks.find((one) => one.code === indicator);
  if (mark === undefined) throw new Error(`no mark ${indicator}`);
  return mark;
};

beforeAll(async () => {
  t = await testApp({ at: '2026-07-06T10:00:00+08:00' });
  world = await makeWorld(t.app);
  server = await t.serve('api');
  [drafts, second] = [world.ctx('province.information'), world.ctx('province.information.head')];
  [agency, agencyHead, other] = [
    world.ctx('province.transport'),
    world.ctx('province.transport.head'),
    world.ctx('province.ecology'),
  ];
  key = world.organization('province.transport').id;
  const means = { steward: agency, reviewer: drafts, drain: () => t.drain() };
  const one = await publishedDataset(means, { title: '收费站车道数' });
  const two = await publishedDataset(
    means,
    {
      title: '运输企业明细',
      open_type: 'none',
      share_type: '2',
      share_condition: '限承担监管职责的单位使用',
      share_reason: '含企业经营信息',
      share_basis: { kind: 'law', instrument: '《中华人民共和国统计法》', article: '第九条' },
    },
    '站名,车道数,开通日期\n大同,3,2010-01-01\n',
  );
  [open, closed] = [one.entry, two.entry];
  await newEntry(agency, { title: '尚未报送的条目' });
  const asked = async (answerOn: string) => {
    const made = await startSharing(
      other,
      startBody.parse({
        entry: closed.code,
        need: '核对企业排放与运输量',
        use_basis: '《大气污染防治法》第五条',
        scenario: '移动源监管',
        use_scope: '大气处',
        method: 'file',
        term_until: '2026-12-31',
      }),
    );
    await submitSharing(other, made.id, { revision: made.revision });
    await consentSharing(world.ctx('province.ecology.head'), made.id, { words: '' });
    at(answerOn);
    await proposeSharingReply(agency, made.id, proposal.parse({ outcome: 'granted', reason: '符合条件' }));
    await confirmSharingReply(agencyHead, made.id, { words: '' });
  };
  // The first answer comes after ten working days, the second on the day.
  await asked('2026-07-30');
  await asked('2026-07-30');
  at('2026-08-07');
  const next = await upload(agency, open.id, '站名,车道数,开通日期\n太原北,14,2003-10-01\n');
  await t.drain();
  await publishNext(agency, next.id);
  await t.drain();
  at('2026-10-09');
}, 180_000);
afterAll(() => t?.close());

describe('a scheme', () => {
  it('is drafted by the department of its own region alone', async () => {
    const draft = (ctx: Ctx, over: object = {}) =>
      schemes.draftEvaluationScheme(ctx, shapes.draftBody.parse({ kind: 'performance', region: '140000', ...over }));
    expect(await code(draft(t.ctx()))).toBe('auth.required');
    expect(await code(draft(agency))).toBe('evaluation.not_yours');
    expect(await code(draft(world.ctx('taiyuan.information')))).toBe('evaluation.not_yours');
    const city = { kind: 'open_index', region: '140100' };
    expect(await code(draft(world.ctx('taiyuan.information'), city))).toBe('evaluation.no_subregions');
    expect(await code(draft(drafts, { after: 'evs_none' }))).toBe('evaluation.scheme_not_found');
    scheme = await draft(drafts);
    expect(scheme).toMatchObject({ version: 1, state: 'drafting', weight_sum: '100', weights_verified: false });
    expect(await code(schemes.showEvaluationScheme(t.ctx(), scheme.id))).toBe('evaluation.scheme_not_found');
    expect((await schemes.listEvaluationSchemes(agency)).items).toEqual([]);
  });

  it('has weights of exactly 100, in the rule and in the database', async () => {
    const [first, ...rest] = scheme.indicators;
    const light = saved(scheme, { indicators: [{ ...first, weight: '2.99' }, ...rest] });
    const off = await schemes.saveEvaluationScheme(drafts, scheme.id, light);
    expect(off.weight_sum).toBe('99.99');
    const publish = (ctx: Ctx, of: SchemeOut) =>
      schemes.publishEvaluationScheme(ctx, of.id, { revision: of.revision, document_no: '晋审管发〔2026〕9号' });
    const short = await publish(second, off).catch((error: unknown) => (isRefusal(error) ? error : null));
    expect(short).toMatchObject({ code: 'evaluation.weights_not_100', params: { sum: '99.99' } });
    expect(isRefusal(short) && [short.sentence('zh'), short.sentence('en')]).toEqual([
      '权重合计为 99.99，还差 0.01 分：应当正好为 100。',
      'The weights sum to 99.99, 0.01 point(s) missing: they must sum to exactly 100.',
    ]);
    const none = saved(off, { indicators: [{ ...first, weight: '0' }] });
    expect(await code(schemes.saveEvaluationScheme(drafts, scheme.id, none))).toBe('evaluation.weight_range');
    await expect(
      t.database.query(
        `update evaluation_scheme set state = 'published', document_no = 'x', published_by = 'y' where id = $1`,
        [scheme.id],
      ),
    ).rejects.toThrow(/sum to 100/);
    const bare = await schemes.saveEvaluationScheme(drafts, scheme.id, saved(off, { indicators: [] }));
    expect(await code(publish(second, bare))).toBe('evaluation.no_indicators');
    const same = saved(bare, { indicators: [first, first] });
    expect(await code(schemes.saveEvaluationScheme(drafts, scheme.id, same))).toBe('evaluation.same_indicator_twice');
    const invented = saved(bare, { indicators: [{ ...first, source: 'invented' }] });
    expect(await code(schemes.saveEvaluationScheme(drafts, scheme.id, invented))).toBe('evaluation.unknown_source');
    const flat = saved(bare, { indicators: [{ ...first, full: first?.floor }] });
    expect(await code(schemes.saveEvaluationScheme(drafts, scheme.id, flat))).toBe('evaluation.lines_equal');
    scheme = await schemes.saveEvaluationScheme(drafts, scheme.id, saved(bare, { indicators: scheme.indicators }));
    expect(await code(schemes.saveEvaluationScheme(drafts, scheme.id, saved(bare)))).toBe(
      'evaluation.changed_meanwhile',
    );
  });

  it('is published by another person with a document, and never changes then', async () => {
    const body = { revision: scheme.revision, document_no: '晋审管发〔2026〕9号' };
    expect(await code(schemes.publishEvaluationScheme(drafts, scheme.id, body))).toBe('evaluation.two_people');
    const draft = { scheme: scheme.id, period: '2026-Q3', report_due_on: '2026-10-13' };
    expect(await code(runs.openEvaluationRun(drafts, draft))).toBe('evaluation.scheme_not_in_force');
    expect((await tasks(second)).filter((one) => one.startsWith('evaluation_'))).toEqual(['evaluation_scheme']);
    expect((await tasks(drafts)).filter((one) => one.startsWith('evaluation_'))).toEqual([]);
    scheme = await schemes.publishEvaluationScheme(second, scheme.id, body);
    expect(scheme).toMatchObject({ state: 'published', document_no: '晋审管发〔2026〕9号', may_save: false });
    expect(await code(schemes.saveEvaluationScheme(drafts, scheme.id, saved(scheme)))).toBe(
      'evaluation.scheme_immutable',
    );
    await expect(
      t.database.query(`update evaluation_scheme set title = 'x' where id = $1`, [scheme.id]),
    ).rejects.toThrow(/does not change/);
    await expect(
      t.database.query(`update evaluation_indicator set weight_bp = 1 where scheme_id = $1`, [scheme.id]),
    ).rejects.toThrow(/does not change/);
    const again = shapes.draftBody.parse({ kind: 'performance', region: '140000', after: scheme.id });
    expect(await schemes.draftEvaluationScheme(drafts, again)).toMatchObject({ version: 2, series: scheme.series });
    expect(await code(schemes.draftEvaluationScheme(drafts, again))).toBe('evaluation.draft_exists');
    expect((await schemes.showEvaluationScheme(t.ctx(), scheme.id)).drafted_by).toBe('');
  });
});

describe('what-if', () => {
  it('is what a real change brings, to the hundredth', async () => {
    const look = (ctx: Ctx, query: object = {}) =>
      showEvaluationWhatIf(ctx, scheme.id, shapes.whatIfQuery.parse(query));
    expect(await code(look(world.ctx('developer')))).toBe('evaluation.body_not_found');
    expect(await code(look(other, { body: key }))).toBe('evaluation.body_not_found');
    const before = await look(agency, { do: ['catalogue_complete:1'] });
    expect(before.period).toBe('2026-Q4');
    expect(before.actions).toHaveLength(3);
    const values = before.actions.map((one) => Number(one.gain));
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    expect(values.every((gain) => gain > 0)).toBe(true);
    expect(before.actions.flatMap((one) => one.rows).every((one) => one.to?.startsWith('/w/') === true)).toBe(true);
    const complete = before.marks.find((one) => one.code === 'catalogue_complete');
    expect(complete).toMatchObject({ open: 2, done: 1, num: '26', den: '32' });
    // The first of the open cases is the dataset with the smaller code: it is completed for real.
    const entry = [open, closed].toSorted((a, b) => a.code.localeCompare(b.code))[0];
    const row = await t.app.db.entry.findUniqueOrThrow({ where: { id: entry?.id ?? '' } });
    const content = fullContent(row.content as object);
    const done = await saveEntry(agency, row.id, {
      revision: row.revision,
      content: {
        ...content,
        spatial: '山西省',
        temporal_from: '2026',
        items: content.items.map((item) => ({ ...item, description: '按规范填写' })),
      },
    });
    const sent = await submitEntry(agency, row.id, { revision: done.revision });
    await reviewEntry(drafts, row.id, {
      revision: sent.revision,
      decision: 'publish',
      opinion: '',
      field_opinions: [],
    });
    const after = await look(agency);
    expect(after.score).toBe(before.score_then);
    expect(after.score).not.toBe(before.score);
    expect(after.change).toBeNull();
  });
});

describe('a run', () => {
  it('is opened by the department for a period of the scheme, once', async () => {
    const begin = (over: object = {}, ctx = drafts) =>
      runs.openEvaluationRun(
        ctx,
        shapes.openBody.parse({ scheme: scheme.id, period: '2026-Q3', report_due_on: '2026-10-13', ...over }),
      );
    expect(await code(begin({}, agency))).toBe('evaluation.not_yours');
    expect(await code(begin({ scheme: 'evs_none' }))).toBe('evaluation.scheme_not_found');
    for (const period of ['2026', '2026-Q5', '2027-Q1'])
      expect(await code(begin({ period }))).toBe('evaluation.period_unknown');
    run = await begin();
    expect(run).toMatchObject({ state: 'collecting', period_from: '2026-07-01', period_to: '2026-09-30', version: 0 });
    // The department does not judge itself.
    expect(run.bodies.map((one) => one.key)).not.toContain(world.organization('province.information').id);
    expect(await code(begin())).toBe('evaluation.run_exists');
    expect(await code(runs.showEvaluationRun(world.ctx('developer'), run.id))).toBe('evaluation.run_not_found');
    const seen = await runs.showEvaluationRun(agency, run.id);
    expect(seen.bodies.map((one) => one.key)).toEqual([key]);
    expect((await runs.listEvaluationRuns(agency)).items.map((one) => one.no)).toEqual([run.no]);
    const quarter4 = await begin({ period: '2026-Q4' });
    const early = { revision: quarter4.revision };
    expect(await code(runs.cutEvaluationRun(drafts, quarter4.id, early))).toBe('evaluation.too_early');
  });

  it('takes what has no fact from the bodies, with evidence that another body reviews', async () => {
    const told = (over: object = {}, ctx = agency, file = pdf()) =>
      reports.reportEvaluation(
        ctx,
        run.id,
        shapes.reportBody.parse({ body: key, indicator: 'rules_in_place', num: '3', den: '4', ...over }),
        file,
      );
    expect(await code(told({}, world.ctx('developer')))).toBe('evaluation.run_not_found');
    expect(await code(told({}, other))).toBe('evaluation.body_not_found');
    expect(await code(told({ indicator: 'nothing' }))).toBe('evaluation.indicator_not_found');
    expect(await code(told({ indicator: 'reply_on_time' }))).toBe('evaluation.not_self_reported');
    expect(await code(told({ num: '5' }))).toBe('evaluation.figure_impossible');
    expect(await code(told({}, agency, { stream: Readable.from([]) }))).toBe('evaluation.evidence_missing');
    expect(await code(told({}, agency, { stream: Readable.from([Buffer.from('<html>')]) }))).toBe(
      'evaluation.evidence_kind',
    );
    const huge = { stream: Readable.from([Buffer.alloc(reports.maxEvidenceBytes + 1)]) };
    expect(await code(told({}, agency, huge))).toBe('evaluation.evidence_too_large');
    expect(await tasks(agency)).toContain('evaluation_report');
    run = await told();
    const [report] = run.reports;
    expect(await tasks(drafts)).toContain('evaluation_review');
    const review = (ctx: Ctx, decision: 'accepted' | 'returned' = 'accepted', id = report?.id ?? '') =>
      reports.reviewEvaluationReport(ctx, id, { decision, opinion: '' });
    expect(await code(review(agency))).toBe('evaluation.not_yours');
    expect(await code(review(drafts, 'accepted', 'evp_none'))).toBe('evaluation.report_not_found');
    expect(await code(runs.cutEvaluationRun(drafts, run.id, { revision: run.revision }))).toBe(
      'evaluation.reports_open',
    );
    at('2026-10-14');
    expect(await code(told())).toBe('evaluation.report_late');
    expect(await code(runs.cutEvaluationRun(drafts, run.id, { revision: run.revision }))).toBe(
      'evaluation.reports_waiting',
    );
    run = await review(drafts);
    expect(run.reports.map((one) => one.state)).toEqual(['accepted']);
    expect(await code(review(drafts))).toBe('evaluation.report_decided');
    const bytes = (await reports.openEvaluationEvidence(agency, report?.id ?? '')).bytes;
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(await code(reports.openEvaluationEvidence(other, report?.id ?? ''))).toBe('evaluation.report_not_found');
  });

  it('freezes the facts with their rows, and a later change of the facts changes nothing', async () => {
    expect(await code(runs.cutEvaluationRun(agency, run.id, { revision: 1 }))).toBe('evaluation.not_yours');
    expect(await code(runs.cutEvaluationRun(drafts, run.id, { revision: 99 }))).toBe('evaluation.changed_meanwhile');
    expect(await tasks(drafts)).toContain('evaluation_cut');
    run = await runs.cutEvaluationRun(drafts, run.id, { revision: run.revision });
    expect(await tasks(agencyHead)).toContain('evaluation_result');
    expect(run).toMatchObject({ state: 'cut', version: 1, appeal_due_on: '2026-10-21' });
    expect(await markOf(agency, 'reply_on_time')).toMatchObject({ num: '1', den: '2', value: '50' });
    expect(await markOf(agency, 'catalogue_published')).toMatchObject({ num: '2', den: '3' });
    // Of the monthly updates due in August and September one came in time; the other dataset had none.
    expect(await markOf(agency, 'update_on_time')).toMatchObject({ num: '1', den: '4' });
    expect(await markOf(agency, 'rules_in_place')).toMatchObject({ num: '3', den: '4', standing: 'judged' });
    expect(await markOf(agency, 'training')).toMatchObject({ standing: 'not_reported_spread', points: null });
    expect(await markOf(agency, 'asset_coverage')).toMatchObject({ num: '0', den: '1' });
    expect(await markOf(agency, 'rectified_on_time')).toMatchObject({ standing: 'no_cases' });
    expect(await markOf(agency, 'filing_on_time')).toMatchObject({ standing: 'no_cases', points: null });
    const detail = await showEvaluatedBody(agency, run.id, key);
    expect(detail.recomputed).toBe(true);
    const sum = detail.marks.reduce((all, mark) => all + Math.round(Number(mark.points ?? 0) * 100), 0);
    expect(detail.body.score).toBe((sum / 100).toFixed(2));
    // A body with nothing to judge by has no score, not a zero.
    const idle = run.bodies.find((one) => one.key === world.organization('province.finance').id);
    expect(idle).toMatchObject({ score: null, place: null });
    const more = await createEntry(agency, {
      classification_code: '301001',
      content: fullContent({ title: '后来的条目' }),
    });
    expect(more.id).toBeTruthy();
    expect((await showEvaluatedBody(agency, run.id, key)).body.score).toBe(detail.body.score);
    await expect(t.database.query(`update evaluation_fact set num = 9 where run_id = $1`, [run.id])).rejects.toThrow();
    expect(await code(showEvaluatedBody(other, run.id, key))).toBe('evaluation.body_not_found');
    const told = shapes.reportBody.parse({ body: key, indicator: 'rules_in_place', num: '3', den: '4' });
    expect(await code(reports.reportEvaluation(agency, run.id, told, pdf()))).toBe('evaluation.wrong_state');
  });

  it('is appealed against in time, and somebody else than the scorer decides', async () => {
    const appeal = (over: object = {}, ctx = agencyHead) =>
      appeals.appealEvaluation(
        ctx,
        run.id,
        shapes.appealBody.parse({ body: key, indicator: 'reply_on_time', words: '迟延系申请方补正所致', ...over }),
      );
    expect(await code(appeal({}, other))).toBe('evaluation.body_not_found');
    expect(await code(appeal({ indicator: 'none_such' }))).toBe('evaluation.indicator_not_found');
    run = await appeal();
    expect(await code(appeal())).toBe('evaluation.appeal_open_already');
    await appeal({ indicator: 'update_on_time', words: '九月数据未变化' });
    const all = (await runs.showEvaluationRun(second, run.id)).appeals;
    const [first, next] = all.map((one) => one.id);
    const decide = (ctx: Ctx, id = first ?? '', over: object = {}) =>
      appeals.decideEvaluationAppeal(
        ctx,
        id,
        shapes.decideBody.parse({ outcome: 'upheld', answer: '情况属实', num: '2', den: '2', ...over }),
      );
    expect(await code(decide(second, 'evl_none'))).toBe('evaluation.appeal_not_found');
    expect(await code(decide(agency))).toBe('evaluation.not_yours');
    expect(await code(decide(drafts))).toBe('evaluation.same_person_decides');
    expect(await code(decide(second, first, { num: undefined }))).toBe('evaluation.figure_wanted');
    expect(await code(decide(second, first, { num: '3' }))).toBe('evaluation.figure_impossible');
    const publish = { revision: run.revision, document_no: '晋审管通〔2026〕3号' };
    expect(await code(runs.publishEvaluationRun(second, run.id, publish))).toBe('evaluation.appeals_open');
    // Who scored is not asked to decide.
    expect(await tasks(second)).toContain('evaluation_appeal');
    expect(await tasks(drafts)).not.toContain('evaluation_appeal');
    const before = (await showEvaluatedBody(agency, run.id, key)).body.score;
    run = await decide(second);
    expect(run.version).toBe(2);
    expect(await markOf(agency, 'reply_on_time')).toMatchObject({ num: '2', den: '2', rows: [] });
    expect(Number((await showEvaluatedBody(agency, run.id, key)).body.score)).toBeGreaterThan(Number(before));
    expect(await code(decide(second))).toBe('evaluation.appeal_decided');
    await decide(second, next, { outcome: 'rejected', answer: '目录承诺每月更新', num: undefined, den: undefined });
    at('2026-10-22');
    expect(await code(appeal())).toBe('evaluation.appeal_late');
    expect(await tasks(second)).toContain('evaluation_publish');
  });

  it('is published by another person, for everybody, and worked out again by anybody', async () => {
    const body = { revision: run.revision, document_no: '晋审管通〔2026〕3号' };
    expect(await code(rankings.showEvaluationRanking(t.ctx(), run.no))).toBe('evaluation.ranking_not_found');
    expect(await code(runs.publishEvaluationRun(drafts, run.id, body))).toBe('evaluation.two_people');
    expect(await code(runs.publishEvaluationRun(second, run.id, { ...body, revision: 1 }))).toBe(
      'evaluation.changed_meanwhile',
    );
    run = await runs.publishEvaluationRun(second, run.id, body);
    expect(await code(runs.publishEvaluationRun(second, run.id, body))).toBe('evaluation.wrong_state');
    const ranking = await rankings.showEvaluationRanking(t.ctx(), run.no);
    expect(ranking.bodies[0]).toMatchObject({ key, place: 1 });
    expect(ranking.regions[0]).toMatchObject({ region_code: '140000' });
    expect(JSON.stringify(ranking)).not.toContain('核对企业排放');
    expect(await rankings.recomputeEvaluation(t.ctx(), run.no)).toMatchObject({
      holds: true,
      version: 2,
      findings: [],
    });
    const answer = await fetch(`${server.url}/api/v1/evaluation/rankings/${run.no}/scores.csv`);
    expect(answer.headers.get('content-type')).toContain('text/csv');
    expect(await answer.text()).toContain('山西省交通运输厅');
    // The file recomputes without the database, names no case, and tells where somebody touched it.
    const file = await fetch(`${server.url}/api/v1/evaluation/rankings/${run.no}/cut.json`);
    expect(file.headers.get('content-disposition')).toContain(`${run.no}.v2.json`);
    const text = await file.text();
    expect(text).not.toContain('核对企业排放');
    const cut = evaluationCut.parse(JSON.parse(text));
    const sha256 = (of: string) => createHash('sha256').update(of).digest('hex');
    expect(recomputeCut(cut, sha256)).toEqual([]);
    const touched = structuredClone(cut);
    const fact = touched.facts.find((one) => one.body === key && one.indicator === 'update_on_time');
    if (fact !== undefined) fact.num = '3';
    expect(recomputeCut(touched, sha256).map((one) => one.indicator)).toContain('update_on_time');
    const moved = structuredClone(cut);
    for (const one of moved.results) one.place = one.place === null ? null : one.place + 1;
    expect(recomputeCut(moved, sha256)[0]).toMatchObject({ says: 'score or place does not follow' });
    expect(recomputeCut({ ...cut, results_sha256: '0' }, sha256)).toMatchObject([{ body: '', indicator: null }]);
    const [lost] = cut.facts;
    expect(recomputeCut({ ...cut, facts: cut.facts.slice(1) }, sha256)[0]).toMatchObject({
      body: lost?.body,
      says: 'no figure',
    });
    // Somebody with the database in hand changes a row: the sum says so.
    await t.database.query(`alter table evaluation_fact disable trigger evaluation_fact_append_only`);
    await t.database.query(
      `update evaluation_fact set num = num + 1 where run_id = $1 and body_key = $2 and indicator = 'update_on_time'`,
      [run.id, key],
    );
    const found = await rankings.recomputeEvaluation(t.ctx(), run.no);
    expect(found.holds).toBe(false);
    expect(found.findings.map((one) => one.indicator)).toContain('update_on_time');
    await t.database.query(
      `update evaluation_fact set num = num - 1 where run_id = $1 and body_key = $2 and indicator = 'update_on_time'`,
      [run.id, key],
    );
    await t.database.query(`alter table evaluation_fact enable trigger evaluation_fact_append_only`);
  });

  it('is corrected as a new version with its reason', async () => {
    const correct = (over: object = {}, ctx = second) =>
      runs.correctEvaluation(
        ctx,
        run.id,
        shapes.correctBody.parse({
          revision: run.revision,
          body: key,
          indicator: 'shared_items',
          num: '1',
          den: '4',
          reason: '统计口径有误',
          document_no: '晋审管通〔2026〕5号',
          ...over,
        }),
      );
    expect(await code(correct({}, drafts))).toBe('evaluation.two_people');
    expect(await code(correct({ body: 'nobody' }))).toBe('evaluation.body_not_found');
    expect(await code(correct({ indicator: 'none_such' }))).toBe('evaluation.indicator_not_found');
    expect(await code(correct({ num: '5' }))).toBe('evaluation.figure_impossible');
    expect(await code(correct({ revision: 1 }))).toBe('evaluation.changed_meanwhile');
    run = await correct();
    expect(run.versions.map((one) => one.version)).toEqual([1, 2, 3]);
    const ranking = await rankings.showEvaluationRanking(t.ctx(), run.no);
    expect(ranking).toMatchObject({ version: 3 });
    expect(ranking.versions.at(-1)).toMatchObject({ reason: '统计口径有误', document_no: '晋审管通〔2026〕5号' });
    expect((await rankings.recomputeEvaluation(t.ctx(), run.no)).holds).toBe(true);
  });

  it('a version is held against the one before, and says why it changes a weight', async () => {
    const [draft] = (await schemes.listEvaluationSchemes(drafts)).items.filter((one) => one.version === 2);
    if (draft === undefined) throw new Error('no draft');
    const same = await compareEvaluationScheme(drafts, draft.id);
    expect(same.weights.every((one) => one.change === 'same')).toBe(true);
    // Unchanged, it makes of the published results what they are.
    expect(same.trial).toMatchObject({ no: run.no, without: [] });
    for (const one of same.trial?.bodies ?? [])
      expect([one.score_with, one.place_with]).toEqual([one.score, one.place]);
    const kept = draft.indicators.filter((one) => one.code !== 'shared_items');
    const heavier = kept.map((one) => (one.code === 'reply_on_time' ? { ...one, weight: '11' } : one));
    const own = {
      code: 'own',
      source: 'self_report',
      dimension: 'security',
      unit: 'share',
      name: '预案演练率',
      weight: '4',
      full: '100',
      floor: '0',
      when_missing: 'lowest',
    };
    const changed = await schemes.saveEvaluationScheme(
      drafts,
      draft.id,
      saved(draft, { basis: '', indicators: [...heavier, own] }),
    );
    const found = await compareEvaluationScheme(second, draft.id);
    const changeOf = (code: string) => found.weights.find((one) => one.code === code);
    expect(changeOf('reply_on_time')).toMatchObject({ before: '10', now: '11', proposed: '10', change: 'heavier' });
    expect(changeOf('shared_items')).toMatchObject({ before: '5', now: null, change: 'dropped' });
    expect(changeOf('own')).toMatchObject({ before: null, now: '4', proposed: null, change: 'added' });
    // Nobody had reported it then: it judges nobody, whatever the rule for what is missing.
    expect(found.trial?.without).toEqual(['own']);
    expect(found.trial?.bodies.find((one) => one.key === key)?.score_with).not.toBe(
      same.trial?.bodies.find((one) => one.key === key)?.score,
    );
    expect(await code(compareEvaluationScheme(t.ctx(), draft.id))).toBe('evaluation.scheme_not_found');
    const publish = (of: SchemeOut) =>
      schemes.publishEvaluationScheme(second, of.id, { revision: of.revision, document_no: '晋审管发〔2026〕20号' });
    expect(await code(publish(changed))).toBe('evaluation.change_without_reason');
    const reasoned = await schemes.saveEvaluationScheme(
      drafts,
      draft.id,
      saved(changed, { basis: '共享答复普遍迟延，提高权重；共享占比已普遍达标，不再考核。' }),
    );
    await publish(reasoned);
    expect((await compareEvaluationScheme(t.ctx(), draft.id)).before).toMatchObject({ version: 1 });
  });

  it('judges regions by the second scheme, the open-data index', async () => {
    const draft = await schemes.draftEvaluationScheme(drafts, { kind: 'open_index', region: '140000' });
    const body = { revision: draft.revision, document_no: '晋审管发〔2026〕12号' };
    const index = await schemes.publishEvaluationScheme(second, draft.id, body);
    const made = await runs.openEvaluationRun(drafts, {
      scheme: index.id,
      period: '2026-H2',
      report_due_on: '2026-12-31',
    });
    expect(made.bodies).toHaveLength(11);
    const city = world.ctx('taiyuan.information');
    const seen = await runs.showEvaluationRun(city, made.id);
    expect(seen.bodies.map((one) => one.key)).toEqual(['140100']);
    const told = shapes.reportBody.parse({ body: '140100', indicator: 'policy', num: '6', den: '8' });
    const after = await reports.reportEvaluation(city, made.id, told, pdf());
    const id = after.reports[0]?.id ?? '';
    expect(await code(reports.reviewEvaluationReport(city, id, { decision: 'accepted', opinion: '' }))).toBe(
      'evaluation.not_yours',
    );
    const reporter = (organization: string) =>
      t.database.query(`update evaluation_report set reporter_organization_id = $1 where id = $2`, [organization, id]);
    await reporter(world.organization('province.information').id);
    expect(await code(reports.reviewEvaluationReport(drafts, id, { decision: 'accepted', opinion: '' }))).toBe(
      'evaluation.own_report',
    );
    await reporter(world.organization('taiyuan.information').id);
    await reports.reviewEvaluationReport(drafts, id, { decision: 'accepted', opinion: '' });
    const live = await showEvaluatedBody(city, made.id, '140100');
    expect(live.version).toBe(0);
    expect(live.marks.find((one) => one.code === 'policy')).toMatchObject({ value: '75', standing: 'judged' });
  });
});

describe('plans, uses of data, digitisation', () => {
  it('a plan has goals whose responsible bodies report, and late ones show', async () => {
    const transport = world.organization('province.transport');
    const draft = (ctx: Ctx, over: object = {}) =>
      plans.draftDevelopmentPlan(ctx, planShapes.planDraftBody.parse({ region: '140000', ...over }));
    expect(await code(draft(agency))).toBe('plan.not_yours');
    expect(await code(draft(drafts, { after: 'dvp_none' }))).toBe('plan.not_found');
    const made = await draft(drafts);
    const goal = {
      code: 'open-100',
      title: '开放数据集',
      measure: '无条件开放的数据集数量',
      target: '100',
      unit: '个',
      responsible: transport.uscc,
      due_on: '2026-10-20',
    };
    const body = (over: object = {}, revision = made.revision) =>
      planShapes.planSaveBody.parse({
        revision,
        title: '山西省政务数据发展规划',
        period_from: '2026-01-01',
        period_to: '2028-12-31',
        goals: [goal],
        ...over,
      });
    const save = (input: ReturnType<typeof body>) => plans.saveDevelopmentPlan(drafts, made.id, input);
    expect(await code(save(body({ period_to: '2025-01-01' })))).toBe('plan.term');
    expect(await code(save(body({ goals: [{ ...goal, responsible: '91140000MA0000000X' }] })))).toBe(
      'plan.unknown_body',
    );
    const publish = (ctx: Ctx, revision: number) =>
      plans.publishDevelopmentPlan(ctx, made.id, { revision, document_no: '晋政发〔2026〕1号' });
    expect(await code(publish(second, made.revision))).toBe('plan.no_goals');
    const kept = await save(body());
    expect(await code(plans.showDevelopmentPlan(t.ctx(), made.id))).toBe('plan.not_found');
    expect(await code(publish(drafts, kept.revision))).toBe('evaluation.two_people');
    const report = (ctx: Ctx, value: string, id = made.id) =>
      plans.reportPlanGoal(ctx, id, goal.code, { value, words: '已完成' });
    expect(await code(report(agency, '1'))).toBe('plan.not_found');
    await publish(second, kept.revision);
    expect(await code(save(body({}, 3)))).toBe('plan.immutable');
    expect(await code(report(other, '1'))).toBe('plan.not_yours');
    const told = await report(agency, '40');
    expect(told.goals[0]).toMatchObject({ value: '40', percent: 40, standing: 'late', days_late: 2 });
    at('2026-10-22', '11:00');
    expect((await report(agency, '100')).goals[0]).toMatchObject({ standing: 'reached', days_late: 0 });
    const next = await draft(drafts, { after: made.id });
    expect(next).toMatchObject({ version: 2 });
    await plans.publishDevelopmentPlan(second, next.id, { revision: next.revision, document_no: '晋政发〔2026〕8号' });
    expect(await code(report(agency, '101'))).toBe('plan.not_in_force');
    // A goal keeps what was told of it in the next version.
    expect((await plans.showDevelopmentPlan(t.ctx(), next.id)).goals[0]).toMatchObject({ value: '100' });
  });

  it('a use of data is registered with data the agency may use, and nothing else', async () => {
    const register = (ctx: Ctx, over: object = {}) =>
      uses.registerDataUse(
        ctx,
        planShapes.useCaseBody.parse({
          kind: 'model',
          title: '移动源排放模型',
          purpose: '测算重型货车排放',
          since: '2026-10-01',
          entries: [open.code, closed.code],
          ...over,
        }),
      );
    expect(await code(register(world.ctx('developer')))).toBe('auth.forbidden');
    expect(await code(register(other, { entries: ['301001/999999'] }))).toBe('use_case.unknown_entry');
    expect(await code(register(other, { since: '2027-01-01' }))).toBe('use_case.day');
    expect(await code(register(world.ctx('taiyuan.transport')))).toBe('use_case.no_grant');
    const made = await register(other);
    expect(made.sources.map((one) => one.grant).sort()).toEqual(['open', 'shared']);
    expect(await code(uses.showDataUse(agency, made.id))).toBe('use_case.not_found');
    const told = await uses.recordUseEffect(other, made.id, {
      on: '2026-10-20',
      words: '识别高排放车辆',
      measure: '320 辆',
    });
    expect(told.effects).toHaveLength(1);
    // The term of the sharing ends: the use shows that its data have no grant any more.
    at('2027-01-04');
    expect((await uses.showDataUse(other, made.id)).sources.map((one) => one.grant).sort()).toEqual(['none', 'open']);
    expect((await uses.endDataUse(other, made.id, { on: '2027-01-04' })).state).toBe('ended');
    const late = { on: '2027-01-04', words: '无', measure: '' };
    expect(await code(uses.recordUseEffect(other, made.id, { ...late, words: '再次' }))).toBe('use_case.ended');
  });

  it('a digitisation goes forward only, up to its total', async () => {
    at('2027-01-05');
    const made = await uses.planDigitisation(
      agency,
      planShapes.digitisationBody.parse({
        title: '公路竣工图纸',
        medium: 'paper',
        unit: '卷',
        total: '1200',
        due_on: '2027-06-30',
      }),
    );
    const past = planShapes.digitisationBody.parse({
      title: '旧图',
      medium: 'paper',
      unit: '卷',
      total: '1',
      due_on: '2026-01-01',
    });
    expect(await code(uses.planDigitisation(agency, past))).toBe('plan.term');
    const report = (done: string, ctx = agency) => uses.reportDigitisation(ctx, made.id, { done, words: '进度' });
    expect(await code(report('1', other))).toBe('digitisation.not_found');
    expect(await code(report('1201'))).toBe('digitisation.beyond_total');
    expect(await report('300')).toMatchObject({ percent: 25, standing: 'running' });
    expect(await code(report('299'))).toBe('digitisation.backwards');
    expect((await uses.listDigitisations(agency)).items).toHaveLength(1);
  });
});
