/** Assets from the card to the code, the inventory and the ledger; what is refused on the way, and by what name. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as apply from '#api/assets/apply.ts';
import * as cards from '#api/assets/cards.ts';
import { openAssetCertificate } from '#api/assets/certificate.ts';
import { type AssetContent, fileBody, objectBody } from '#api/assets/contract.ts';
import * as register from '#api/assets/register.ts';
import * as review from '#api/assets/review.ts';
import { isAssetCode } from '#api/assets/rules/code.ts';
import { transferAssets } from '#api/assets/transfer.ts';
import { submitEntry } from '#api/catalog/edit.ts';
import { listTriggers } from '#api/compilation/triggers.ts';
import type { Ctx } from '#api/context.ts';
import { reviewEntry } from '#api/datasets/publish.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { worklist } from '#api/overview/service.ts';
import type { Listening } from '#api/server.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { noticedCard, registeredCard, savedCard, wholeCard } from '#test/support/asset-cards.ts';
import { newEntry, publishedDataset, publishNext, upload } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let server: Listening;
let holder: Ctx;
let head: Ctx;
let department: Ctx;
let other: Ctx;
let road: { code: string; id: string };
let second: { code: string; id: string };

const code = (run: Promise<unknown>) =>
  run.then(
    () => 'went through',
    (error: unknown) => (isRefusal(error) ? error.code : Promise.reject(error)),
  );
const no = { words: '' };
const filing = (revision: number, over: object = {}) => fileBody.parse({ revision, kind: 'first', ...over });
const pass = (day: string) => t.clock.set(`${t.app.calendar().addWorkingDays(day, 1)}T09:30:00+08:00`);

beforeAll(async () => {
  t = await testApp({ env: { PUBLIC_URL: 'https://data.example.cn' } });
  t.clock.set('2026-03-02T09:30:00+08:00');
  world = await makeWorld(t.app);
  server = await t.serve('api');
  [holder, head] = [world.ctx('province.transport'), world.ctx('province.transport.head')];
  department = world.ctx('province.information');
  other = world.ctx('province.ecology');
  const means = { steward: holder, reviewer: department, drain: () => t.drain() };
  road = (await publishedDataset(means)).entry;
  second = (await publishedDataset(means, { title: '服务区基本信息' }, '站名,车道数,开通日期\n阳曲,2,2010-01-01\n'))
    .entry;
}, 120_000);
afterAll(async () => {
  await t.close();
});

describe('cards', () => {
  it('are drafted from what is known, and saved by their holder alone', async () => {
    const card = await cards.createAsset(holder, { entries: [road.code] });
    expect(card).toMatchObject({
      state: 'draft',
      content: {
        name: '高速公路收费站基本信息',
        grade: 'general_1',
        location: 'provincial_cloud',
        update_cycle: 'monthly',
      },
      scale: { entries: 1, tables: 1, rows: '3', fields: 3, from: '2003-10-01', to: '2008-07-15' },
    });
    expect(card.missing).toContain('tests.value.holds');
    expect(card.evidence_sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await code(cards.createAsset(holder, { entries: [road.code] }))).toBe('assets.entry_taken');
    expect(await code(cards.createAsset(holder, { entries: ['301001/9999'] }))).toBe('assets.entry_unknown');
    expect(await code(cards.createAsset(other, { entries: [road.code] }))).toBe('assets.entry_of_other');
    expect(await code(cards.createAsset(world.ctx('developer'), { entries: [road.code] }))).toBe(
      'assets.agencies_only',
    );
    expect(await code(cards.showAsset(department, card.id))).toBe('assets.not_found');
    expect(await code(apply.fileAsset(holder, card.id, filing(card.revision)))).toBe('assets.incomplete');
    const seen = { revision: card.revision };
    const save = (content: AssetContent) => cards.saveAsset(holder, card.id, { ...seen, content });
    const entries = [road.code];
    expect(await code(save(wholeCard({ entries, valuation_fen: '500' })))).toBe('assets.value_without_report');
    expect(await code(save(wholeCard({ entries, safety_on: '2027-01-01' })))).toBe('assets.future_day');
    const failing = wholeCard({ entries });
    failing.tests.exchangeable = { holds: 'no', reason: '不能交换' };
    const saved = await save(failing);
    expect(saved.failed_tests).toEqual(['exchangeable']);
    expect(await code(save(wholeCard({ entries })))).toBe('assets.changed_meanwhile');
    expect(await code(apply.fileAsset(holder, card.id, filing(saved.revision)))).toBe('assets.test_failed');
    await cards.discardAsset(holder, card.id, { revision: saved.revision });
    expect((await cards.listUncarded(holder)).items.map((one) => one.code)).toEqual([road.code, second.code]);
  });

  it('need data behind them, and none of them a secret', async () => {
    const empty = await newEntry(holder, { title: '还没有数据的条目' });
    expect(await code(cards.createAsset(holder, { entries: [empty.code] }))).toBe('assets.entry_unknown');
    const { made: both } = await cards.prefillAssets(holder, { entries: [road.code, second.code] });
    expect(both.map((one) => one.entry)).toEqual([road.code, second.code]);
    for (const one of both) {
      const { revision } = await cards.showAsset(holder, one.id);
      await cards.discardAsset(holder, one.id, { revision });
    }
  });
});

describe('registration', () => {
  it('walks from the application to the code, with a supplement and an objection', async () => {
    const card = await savedCard(holder, [road.code], {
      valuation_method: 'cost',
      valuation_fen: '123456789',
      valued_on: '2026-02-20',
      valuation_report: 'PG-2026-8',
    });
    const filed = await apply.fileAsset(holder, card.id, filing(card.revision));
    expect(filed.cases[0]).toMatchObject({ kind: 'first', state: 'filed', due_on: '2026-03-30', ball: 'authority' });
    expect(await code(apply.fileAsset(holder, card.id, filing(filed.revision)))).toBe('assets.case_open');
    expect(await code(cards.saveAsset(holder, card.id, { revision: filed.revision, content: card.content }))).toBe(
      'assets.wrong_state',
    );
    expect(await code(review.acceptAsset(holder, card.id, no))).toBe('assets.not_yours_to_do');
    expect(await code(review.acceptAsset(world.ctx('taiyuan.information'), card.id, no))).toBe('assets.not_found');
    await review.supplementAsset(department, card.id, { notice: '请补充权属依据的文号' });
    const [stopped] = (await cards.showAsset(holder, card.id)).cases;
    expect(stopped).toMatchObject({ state: 'supplementing', due_on: null, days_left: 20, ball: 'holder' });
    t.clock.set('2026-03-09T09:30:00+08:00');
    const content = wholeCard({ entries: [road.code], rights_basis: '晋办发〔2019〕12号' });
    const again = await apply.resubmitAsset(holder, card.id, { content, words: '' });
    expect(again.cases[0]).toMatchObject({ state: 'accepted', due_on: '2026-04-07' });
    expect(await code(review.supplementAsset(department, card.id, { notice: '还要别的' }))).toBe(
      'assets.supplement_used',
    );
    expect(await code(review.registerAsset(department, card.id, no))).toBe('assets.needs_notice');
    const noticed = await review.publishAsset(department, card.id, { words: '材料齐全' });
    const [{ id = '', notice_to = '' } = {}] = noticed.cases;
    expect(notice_to).toBe('2026-03-23');
    expect((await register.listAssetNotices(world.ctx(null))).items).toMatchObject([{ id, open: true, objections: 0 }]);
    expect(await code(review.registerAsset(department, card.id, no))).toBe('assets.notice_running');
    const words = objectBody.parse({ words: '这些数据由本厅共同采集，权属应当写明。' });
    expect(await code(register.objectToAsset(world.ctx(null), id, words))).toBe('participants.needed');
    const objection = await register.objectToAsset(other, id, words);
    expect(await code(register.objectToAsset(other, id, words))).toBe('assets.objected_already');
    t.clock.set('2026-03-24T09:30:00+08:00');
    expect(await code(register.objectToAsset(head, id, words))).toBe('assets.notice_over');
    expect(await code(review.registerAsset(department, card.id, no))).toBe('assets.objection_open');
    const answer = { outcome: 'dismissed' as const, answer: '经核实，采集由持有单位独立完成。' };
    expect(await code(register.answerAssetObjection(holder, objection.id, answer))).toBe('assets.not_yours_to_do');
    await register.answerAssetObjection(department, objection.id, answer);
    expect(await code(register.answerAssetObjection(department, objection.id, answer))).toBe(
      'assets.objection_answered',
    );
    expect(await register.ownAssetObjection(other, id)).toMatchObject(answer);
    const done = await review.registerAsset(department, card.id, no);
    expect(done).toMatchObject({ state: 'registered', standing: 'registered', number: 1, valid_to: '2029-03-23' });
    expect(isAssetCode(done.code ?? '')).toBe(true);
    expect(done.content.rights_basis).toBe('晋办发〔2019〕12号');
    expect(await code(register.objectToAsset(head, id, words))).toBe('assets.not_on_notice');
    expect(await register.registeredAssetOf(world.ctx(null), road.code)).toEqual({ code: done.code, name: done.name });
  });

  it('is public, with a certificate that verifies and nothing about money', async () => {
    const listed = await fetch(`${server.url}/api/v1/assets/register?q=${encodeURIComponent('收费站')}`);
    const { items } = (await listed.json()) as { items: { code: string }[] };
    expect(items).toHaveLength(1);
    const asset = items[0]?.code ?? '';
    const shown = await fetch(`${server.url}/api/v1/assets/register/${asset}`);
    const text = await shown.text();
    expect(text).not.toContain('123456789');
    expect(text).not.toContain('信息中心数据科');
    const pdf = await fetch(`${server.url}/api/v1/assets/register/${asset}/certificate.pdf`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    const bytes = Buffer.from(await pdf.arrayBuffer());
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const { document_id } = JSON.parse(text) as { document_id: string };
    const verified = await (await fetch(`${server.url}/api/v1/verify/${document_id}`)).json();
    expect(verified).toMatchObject({ kind: 'asset_certificate', intact: true, signatures: [{ canonical_ok: true }] });
    const csv = await (await fetch(`${server.url}/api/v1/assets/register.csv`)).text();
    expect(csv.split('\r\n')).toHaveLength(3);
    expect((await fetch(`${server.url}/api/v1/assets/register/140000202600000990`)).status).toBe(404);
  });

  it('is changed, corrected, renewed, transferred and cancelled, each by its own rules', async () => {
    const [line] = (await cards.listAssets(holder, { page: 1, page_size: 20, state: 'registered' })).items;
    const id = line?.id ?? '';
    const now = async () => cards.showAsset(holder, id);
    const file = async (over: object) => apply.fileAsset(holder, id, filing((await now()).revision, over));
    const { content } = await now();
    expect(await code(file({ kind: 'first' }))).toBe('assets.kind_not_fitting');
    expect(await code(file({ kind: 'change', words: '无', content }))).toBe('assets.nothing_changed');
    expect(await code(file({ kind: 'renewal', words: '继续' }))).toBe('assets.too_early');
    expect(await code(file({ kind: 'cancellation', words: '停止' }))).toBe('assets.ground_missing');
    const corrected = { ...content, custodian: '信息中心' };
    expect(await code(file({ kind: 'correction', content: corrected }))).toBe('assets.words_missing');
    await file({ kind: 'correction', content: corrected, words: '部门名称写错' });
    expect((await now()).cases[0]?.changed).toEqual(['custodian']);
    await review.acceptAsset(department, id, no);
    expect(await code(review.publishAsset(department, id, no))).toBe('assets.no_notice');
    const done = await review.registerAsset(department, id, no);
    expect(done).toMatchObject({ number: 2, valid_to: '2029-03-23', content: { custodian: '信息中心' } });

    const { code: assetCode } = done;
    await file({ kind: 'change', content: { ...corrected, rights: ['hold'] }, words: '权利变化' });
    await review.declineAsset(department, id, { ground: 'unclear_ownership', reason: '授权关系未了结' });
    expect(await now()).toMatchObject({ state: 'registered', content: { rights: ['hold', 'process'] } });
    await file({ kind: 'change', content: { ...corrected, rights: ['hold'] }, words: '权利变化' });
    expect((await apply.withdrawAsset(holder, id, no)).cases[0]?.state).toBe('withdrawn');

    const move = (over: object = {}) => ({
      from: world.organization('province.transport').uscc,
      to: world.organization('province.ecology').uscc,
      cards: [id],
      document_no: '晋编办〔2026〕7号',
      reason: '机构职责划转',
      effective_on: '2026-03-25',
      entries: 'move' as const,
      ...over,
    });
    expect(await code(transferAssets(department, move({ to: move().from })))).toBe('assets.transfer_same');
    expect(await code(transferAssets(department, move({ cards: ['ast_x'] })))).toBe('assets.transfer_cards');
    expect(await code(transferAssets(world.ctx('taiyuan.information'), move()))).toBe('auth.forbidden');
    // Asked: the entry stays with its provider, who has ten working days to see to it.
    const asked = await transferAssets(department, move({ entries: 'ask' }));
    expect(asked).toMatchObject({ cards: 1, entries: 0, trigger: expect.stringMatching(/^CT-2026-/) });
    const [trigger] = (await listTriggers(holder, { page: 1, page_size: 20 })).items;
    expect(trigger).toMatchObject({ no: asked.trigger, kind: 'duty', document_no: '晋编办〔2026〕7号', entries: 1 });
    expect((await t.app.db.entry.findUniqueOrThrow({ where: { id: road.id } })).providerId).toBe(
      world.organization('province.transport').id,
    );
    await transferAssets(department, move({ from: move().to, to: move().from }));
    // Moved: catalogue and register change hands together.
    expect(await transferAssets(department, move())).toMatchObject({ cards: 1, entries: 1, trigger: null });
    expect((await t.app.db.entry.findUniqueOrThrow({ where: { id: road.id } })).providerId).toBe(
      world.organization('province.ecology').id,
    );
    expect(await code(cards.showAsset(holder, id))).toBe('assets.not_found');
    expect((await cards.showAsset(other, id)).versions[0]).toMatchObject({ number: 5, kind: 'transfer' });
    await transferAssets(department, move({ from: move().to, to: move().from }));

    await file({ kind: 'cancellation', words: '暂停', ground: 'rights_ended' });
    await apply.withdrawAsset(holder, id, no);
    // A further term: from sixty days before the end, without a notice, and it begins where the present one ends.
    await t.app.db.$executeRaw`UPDATE asset_card SET valid_to = '2026-04-30' WHERE id = ${id}`;
    expect((await now()).standing).toBe('renewal_due');
    const due = (await worklist(holder)).items.find((one) => one.kind === 'asset_renew');
    expect(due).toMatchObject({ id, due_on: '2026-04-30' });
    await file({ kind: 'renewal', words: '继续采集' });
    expect((await worklist(holder)).items.map((one) => one.kind)).not.toContain('asset_renew');
    await review.acceptAsset(department, id, no);
    const renewed = await review.registerAsset(department, id, no);
    expect(renewed).toMatchObject({ standing: 'registered', valid_to: '2029-04-30', code: assetCode, number: 7 });
    expect(renewed.versions[0]).toMatchObject({ kind: 'renewal', document_id: expect.stringMatching(/^doc_/) });
    await file({ kind: 'cancellation', words: '不再采集', ground: 'rights_ended' });
    await review.acceptAsset(department, id, no);
    const gone = await review.registerAsset(department, id, no);
    expect(gone).toMatchObject({ state: 'cancelled', code: assetCode, cancel_ground: 'rights_ended' });
    expect(await register.registeredAssetOf(world.ctx(null), road.code)).toBeNull();
    // The entry is free again, and its new code is another.
    const next = await registeredCard(holder, department, await savedCard(holder, [road.code]), pass);
    expect(next.code).not.toBe(assetCode);
    await expect(t.app.db.$executeRaw`UPDATE asset_card SET code = NULL WHERE id = ${id}`).rejects.toThrow(/permanent/);
  });

  it('is refused where an objection is upheld, where nothing is held, and where nobody is appointed', async () => {
    const card = await savedCard(holder, [second.code], { name: '服务区基本信息' });
    const sql = (text: string) => t.database.query(text);
    await sql(
      `update mandate set region_code = '141100' where region_code = '140000' and power = 'information_department'`,
    );
    expect(await code(apply.fileAsset(holder, card.id, filing(card.revision)))).toBe('assets.no_authority');
    await sql(
      `update mandate set region_code = '140000' where region_code = '141100' and power = 'information_department'`,
    );
    const noticed = await noticedCard(holder, department, card);
    const [{ id = '', notice_to = '' } = {}] = noticed.cases;
    const words = objectBody.parse({ words: '这些数据由本厅采集，不属于该单位。' });
    const objection = await register.objectToAsset(other, id, words);
    const upheld = { outcome: 'upheld' as const, answer: '异议属实。' };
    expect(await code(register.answerAssetObjection(department, 'aob_x', upheld))).toBe('assets.objection_not_found');
    await register.answerAssetObjection(department, objection.id, upheld);
    pass(notice_to ?? '');
    expect(await code(review.registerAsset(department, card.id, no))).toBe('assets.objection_upheld');
    const refused = await review.declineAsset(department, card.id, { ground: 'objection_upheld', reason: '权属不清' });
    expect(refused).toMatchObject({ state: 'draft', code: null });
    expect(await code(register.showAssetNotice(world.ctx(null), 'asc_x'))).toBe('assets.case_not_found');
    const bare = await newEntry(holder, { title: '只有目录没有数据的条目' });
    const sent = await submitEntry(holder, bare.id, { revision: bare.revision });
    const publish = { revision: sent.revision, decision: 'publish' as const, opinion: '', field_opinions: [] };
    await reviewEntry(department, bare.id, publish);
    const empty = await savedCard(holder, [bare.code], { name: '没有数据' });
    expect(await code(apply.fileAsset(holder, empty.id, filing(empty.revision)))).toBe('assets.no_data');
    await cards.discardAsset(holder, empty.id, { revision: empty.revision });
    await sql(`update entry set content = jsonb_set(content::jsonb, '{secret}', 'true') where id = '${bare.id}'`);
    expect(await code(cards.createAsset(holder, { entries: [bare.code] }))).toBe('assets.secret');
    const [line] = (await cards.listAssets(holder, { page: 1, page_size: 20, state: 'registered' })).items;
    await sql(`update asset_card set document_id = null where id = '${line?.id}'`);
    expect(await code(openAssetCertificate(world.ctx(null), line?.code ?? ''))).toBe('assets.certificate_none');
  });

  it('is read by auditors of the own region, and by no others', async () => {
    const auditor = (login: string) => {
      const ctx = world.ctx(login);
      return { ...ctx, viewer: ctx.viewer && { ...ctx.viewer, duties: ['auditor'] as const, powers: [] } };
    };
    const [line] = (await cards.listAssets(holder, { page: 1, page_size: 20, state: 'registered' })).items;
    const here = auditor('province.finance');
    const there = auditor('taiyuan.finance');
    const query = { page: 1, page_size: 20 };
    expect((await cards.listAssets(here, query)).items.map((one) => one.id)).toContain(line?.id);
    expect((await cards.listAssets(there, query)).items).toEqual([]);
    expect((await cards.showAsset(here, line?.id ?? '')).actions).toEqual([]);
    expect(await code(cards.showAsset(there, line?.id ?? ''))).toBe('assets.not_found');
    // The head of the department reads what its reviewers decide.
    expect((await cards.showAsset(world.ctx('province.information.head'), line?.id ?? '')).actions).toEqual([]);
  });

  it('takes the scale of the data anew when the card is maintained', async () => {
    const [line] = (await cards.listAssets(holder, { page: 1, page_size: 20, state: 'registered' })).items;
    const id = line?.id ?? '';
    const version = await upload(holder, road.id, '站名,车道数,开通日期\n太原北,12,2003-10-01\n忻州,8,2005-06-01\n');
    await t.drain();
    await publishNext(holder, version.id);
    expect((await cards.showAsset(holder, id)).facts_changed).toBe(true);
    const kept = await cards.maintainAsset(holder, id, { words: '已核对' });
    expect(kept).toMatchObject({ facts_changed: false, scale: { rows: '2' } });
  });
});
