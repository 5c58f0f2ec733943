/** What agencies collect: registered, compared with what is held, consented to, and answered for (Article 10). */
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { submitEntry, withdrawEntry } from '#api/catalog/edit.ts';
import { showEntry } from '#api/catalog/read.ts';
import { checkCollection, listDataElements } from '#api/collection/check.ts';
import * as ledger from '#api/collection/consent-contract.ts';
import * as consents from '#api/collection/consents.ts';
import * as shapes from '#api/collection/contract.ts';
import * as intakes from '#api/collection/intakes.ts';
import * as items from '#api/collection/items.ts';
import { sweepSubjects } from '#api/collection/jobs.ts';
import { reindexKnown } from '#api/collection/known.ts';
import { showMyData } from '#api/collection/my-data.ts';
import * as proofs from '#api/collection/proofs.ts';
import * as review from '#api/collection/review.ts';
import type { ItemOut } from '#api/collection/show.ts';
import { listCollectionSignals } from '#api/collection/signals.ts';
import * as subject from '#api/collection/subject-contract.ts';
import * as desk from '#api/collection/subject-desk.ts';
import * as mine from '#api/collection/subject-requests.ts';
import type { Ctx } from '#api/context.ts';
import { reviewEntry } from '#api/datasets/publish.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { worklist } from '#api/overview/service.ts';
import { addSynonym } from '#api/search/synonyms.ts';
import { showSharingOffer } from '#api/sharing/requests.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { newEntry } from '#test/support/catalog.ts';
import { applicant, citizen } from '#test/support/targeted.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
/** Holds the population register; another wants to collect. */
let holds: Ctx;
let asks: Ctx;
let asksHead: Ctx;
let department: Ctx;
let second: Ctx;
let people: { id: string; code: string };

const code = (run: Promise<unknown>) =>
  run.then(
    () => 'went through',
    (error: unknown) => (isRefusal(error) ? error.code : Promise.reject(error)),
  );
const no = { words: '' };
const why = { words: '涉及行政复议，须由本人当场填写' };
const item = (name: string, label = name, over: object = {}) => ({
  name,
  label,
  data_type: 'C' as const,
  description: '',
  unit: '',
  sensitivity: 'none' as const,
  ...over,
});
const body = (name: string, over: Record<string, unknown> = {}) =>
  shapes.startBody.parse({
    name,
    meaning: `办理排污许可时核对的${name}`,
    purpose: '办理排污许可',
    population: '办理排污许可的自然人',
    basis_kind: 'consent',
    system: '排污许可系统',
    ...over,
  });
const start = (name: string, over: Record<string, unknown> = {}, ctx = asks) =>
  items.startCollection(ctx, body(name, over));
const submitted = async (name: string, over: Record<string, unknown> = {}): Promise<ItemOut> => {
  const made = await start(name, over);
  return items.submitCollection(asks, made.id, { revision: made.revision });
};
const approved = async (name: string, over: Record<string, unknown> = {}): Promise<ItemOut> =>
  review.approveCollection(department, (await submitted(name, over)).id, no);

async function publish(title: string, list: ReturnType<typeof item>[], over: object = {}) {
  const made = await newEntry(holds, { title, open_type: 'none', items: list, ...over });
  const { revision } = await submitEntry(holds, made.id, { revision: made.revision });
  await reviewEntry(department, made.id, { revision, decision: 'publish', opinion: '', field_opinions: [] });
  await t.drain();
  return { id: made.id, code: made.code };
}

beforeAll(async () => {
  t = await testApp();
  world = await makeWorld(t.app);
  holds = world.ctx('province.transport');
  asks = world.ctx('province.ecology');
  asksHead = world.ctx('province.ecology.head');
  department = world.ctx('province.information');
  if (department.viewer === null) throw new Error('nobody');
  second = { ...department, viewer: { ...department.viewer, personId: asksHead.viewer?.personId ?? '' } };
  people = await publish('全省常住人口', [
    item('xm', '姓名'),
    item('gmsfhm', '公民身份号码'),
    item('csrq', '出生日期', { data_type: 'D' }),
    item('hjdz', '户籍地址'),
  ]);
}, 180_000);
afterAll(() => t?.close());

describe('an item', () => {
  it('is written down by an agency, in its own territory, and complete before it is submitted', async () => {
    expect(await code(start('污水量', {}, t.ctx()))).toBe('auth.required');
    expect(await code(start('污水量', {}, world.ctx('developer')))).toBe('collection.agencies_only');
    expect(await code(start('污水量', {}, asksHead))).toBe('auth.forbidden');
    const taiyuan = world.ctx('taiyuan.transport');
    expect(await code(start('里程', { regions: ['140200'] }, taiyuan))).toBe('collection.outside_region');
    const bare = await start('', { meaning: '', purpose: '', population: '', basis_kind: 'instrument' });
    expect(bare).toMatchObject({ state: 'drafting', version: 1, no: expect.stringMatching(/^CJ-2026-\d{6}$/) });
    const refused = await items.submitCollection(asks, bare.id, { revision: 1 }).catch((error: unknown) => error);
    expect(isRefusal(refused) && [refused.code, ...refused.fields.map((one) => one.path)]).toEqual([
      'collection.incomplete',
      'name',
      'meaning',
      'purpose',
      'population',
      'instrument',
      'article',
    ]);
    const { name: _name, ...rest } = body('x');
    expect(await code(items.saveCollection(asks, bare.id, { ...rest, name: '噪声', revision: 9 }))).toBe(
      'collection.changed_meanwhile',
    );
    const law = { basis_kind: 'provision', instrument: '山西省政务数据管理应用条例' };
    expect(await code(submitted('厂界噪声', { ...law, article: '999' }))).toBe('collection.unknown_provision');
    const cited = await t.app.db.provision.findFirstOrThrow({ orderBy: { position: 'asc' } });
    const sound = await submitted('厂界噪声', { ...law, instrument: cited.instrument, article: cited.article });
    expect(sound).toMatchObject({ state: 'submitted', provision: cited.text });
    expect(await code(items.showCollection(holds, sound.id))).toBe('collection.not_found');
    expect(await code(items.showCollection(department, bare.id))).toBe('collection.not_found');
    expect(await code(review.approveCollection(asks, sound.id, no))).toBe('collection.not_yours_to_do');
    expect(await code(items.submitCollection(asks, sound.id, { revision: 2 }))).toBe('collection.wrong_state');
    expect((await review.returnCollection(department, sound.id, why)).state).toBe('returned');
    expect((await items.withdrawCollection(asks, sound.id, no)).state).toBe('withdrawn');
    expect(listDataElements().items.length).toBeGreaterThan(40);
  });

  it('that is held already goes no further than the entry to ask for, and says why it is the same', async () => {
    const twice = await submitted('身份证号');
    expect(twice).toMatchObject({ state: 'duplicate', equals: 1, decision: null });
    const [hit] = twice.check?.hits ?? [];
    expect(hit).toMatchObject({
      verdict: 'equal',
      name: '公民身份号码',
      entry: { code: people.code, share_type: '1' },
      agency: { name: '山西省交通运输厅' },
    });
    expect(hit?.parts.find((one) => one.part === 'name')).toMatchObject({ score: 1, ours: '身份证号' });
    expect(twice.check?.element).toMatchObject({ id: 'P002', verified: true });
    // One click further the same data are asked for.
    expect((await showSharingOffer(asks, people.code)).refusal).toBeNull();
    // What only looks alike goes through.
    expect((await submitted('出生年份', { data_type: 'I' })).check?.hits[0]).toMatchObject({
      verdict: 'different',
      because: expect.arrayContaining(['precision']),
    });
    expect((await submitted('监护人身份证号')).state).toBe('submitted');
    const tried = shapes.checkBody.parse({ name: '户口所在地' });
    expect(await checkCollection(asks, tried)).toMatchObject({ equal: 1 });
    expect(await code(checkCollection(world.ctx('developer'), tried))).toBe('collection.agencies_only');
  });

  it('is collected all the same when two of the department find a reason', async () => {
    const { id } = await submitted('姓名');
    expect(await code(items.askCollectionException(holds, id, why))).toBe('collection.not_found');
    await items.askCollectionException(asks, id, why);
    expect(await code(review.approveCollection(department, id, no))).toBe('collection.wrong_state');
    const proposed = await review.proposeCollectionException(department, id, { decision: 'declined', ...why });
    // The head may be the second person; the first officer is not asked again.
    const waits = async (ctx: Ctx) => (await worklist(ctx)).items.map((one) => `${one.kind} ${one.id}`);
    expect(await waits(world.ctx('province.information.head'))).toContain(`collection_exception_confirm ${id}`);
    expect(await waits(department)).not.toContain(`collection_exception_confirm ${id}`);
    expect(proposed).toMatchObject({
      state: 'exception_proposed',
      exception: { proposal: 'declined', granted: false },
    });
    expect(await code(review.declineCollectionException(department, id, no))).toBe('collection.same_person');
    expect(await code(review.grantCollectionException(second, id, no))).toBe('collection.other_proposal');
    await review.returnCollectionException(second, id, why);
    await review.proposeCollectionException(department, id, { decision: 'granted', ...why });
    expect(await code(review.declineCollectionException(second, id, no))).toBe('collection.other_proposal');
    await review.grantCollectionException(second, id, no);
    const done = await review.approveCollection(department, id, no);
    expect(done).toMatchObject({ state: 'approved', equals: 1, exception: { granted: true } });
    const declined = await submitted('人员姓名');
    await items.askCollectionException(asks, declined.id, why);
    await review.proposeCollectionException(department, declined.id, { decision: 'declined', ...why });
    expect(await review.declineCollectionException(second, declined.id, no)).toMatchObject({
      state: 'refused',
      decision: { pointer: people.code, reason: why.words },
    });
  });

  it('is read by auditors of its own region, who do nothing with it', async () => {
    const auditor = (login: string): Ctx => {
      const ctx = world.ctx(login);
      if (ctx.viewer === null) throw new Error('nobody');
      return { ...ctx, viewer: { ...ctx.viewer, duties: ['auditor'] } };
    };
    const [own, other] = [auditor('province.information'), auditor('taiyuan.information')];
    const query = shapes.listQuery.parse({});
    const list = await items.listCollection(own, query);
    expect(list.total).toBeGreaterThan(3);
    expect(list.items.every((one) => one.state !== 'drafting')).toBe(true);
    const [first] = list.items;
    expect((await items.showCollection(own, first?.id ?? '')).actions).toEqual([]);
    expect(await code(items.withdrawCollection(own, first?.id ?? '', no))).toBe('collection.not_yours_to_do');
    expect((await items.listCollection(other, query)).total).toBe(0);
    expect(await code(items.showCollection(other, first?.id ?? ''))).toBe('collection.not_found');
    const desks = subject.deskQuery.parse({});
    expect((await desk.listSubjectRequests(own, desks)).total).toBe(0);
    expect(await code(desk.listSubjectProofs(own))).toBe('auth.forbidden');
  });

  it('is refused with a pointer, which has to be shared', async () => {
    const made = await submitted('排水量');
    const refusal = (pointer: string) => review.refuseCollection(department, made.id, { words: '已有', pointer });
    expect(await code(refusal('301001/999999'))).toBe('collection.no_pointer');
    expect(await refusal(people.code)).toMatchObject({ state: 'refused', decision: { pointer: people.code } });
  });

  it('once approved is held too, stays as it is, and is changed by a new version', async () => {
    const made = await approved('在线监测设备型号', { population: '排污单位', subject_kind: 'legal' });
    expect(made).toMatchObject({ state: 'approved', may_change: false });
    expect(await items.showCollection(asks, made.id)).toMatchObject({ may_change: true });
    const other = world.ctx('province.transport');
    const theirs = await items.startCollection(
      other,
      body('在线监测设备型号', { population: '排污单位', subject_kind: 'legal' }),
    );
    expect(await items.submitCollection(other, theirs.id, { revision: 1 })).toMatchObject({
      state: 'duplicate',
      check: { hits: [{ source: 'collected', item_no: made.no, entry: null }] },
    });
    const row = { where: { id: made.id }, data: { regions: ['140100'] } };
    await expect(t.app.db.collectionItem.update(row)).rejects.toThrow(/is approved/);
    await expect(t.app.db.collectionStep.deleteMany({ where: { itemId: made.id } })).rejects.toThrow();
    expect(await code(items.saveCollection(asks, made.id, { ...body('x'), revision: made.revision }))).toBe(
      'collection.wrong_state',
    );
    const next = await items.changeCollection(asks, made.id);
    expect(next).toMatchObject({ version: 2, state: 'drafting', previous_id: made.id, no: made.no });
    expect(await code(items.changeCollection(asks, made.id))).toBe('collection.version_open');
    expect(await code(items.changeCollection(asks, next.id))).toBe('collection.not_in_force');
    const wider = {
      ...body('在线监测设备型号', { population: '排污单位', subject_kind: 'legal' }),
      regions: ['140100'],
    };
    await items.saveCollection(asks, next.id, { ...wider, revision: 1 });
    // Its own earlier version is no duplicate of it.
    expect((await items.submitCollection(asks, next.id, { revision: 2 })).state).toBe('submitted');
    await review.approveCollection(department, next.id, no);
    expect((await items.showCollection(asks, made.id)).state).toBe('superseded');
    await items.withdrawCollection(asks, next.id, no);
    const free = shapes.checkBody.parse({ name: '在线监测设备型号', population: '排污单位', subject_kind: 'legal' });
    expect((await checkCollection(other, free)).equal).toBe(0);
  });

  it('is looked at again when it is approved, for the catalogue has grown, and synonyms with it', async () => {
    const waiting = await submitted('危废贮存量', { data_type: 'N', population: '排污单位', subject_kind: 'legal' });
    const entry = await publish('排污单位危废台账', [item('危废存放量', '危废存放量', { data_type: 'N' })]);
    expect((await checkCollection(asks, shapes.checkBody.parse({ name: '危废贮存量', data_type: 'N' }))).equal).toBe(0);
    await addSynonym(department, { words: ['贮存', '存放'], note: '' });
    await reindexKnown(t.app);
    const refused = await review.approveCollection(department, waiting.id, no).catch((error: unknown) => error);
    expect(isRefusal(refused) && [refused.code, refused.params.code]).toEqual(['collection.duplicate', entry.code]);
    expect((await review.refuseCollection(department, waiting.id, { words: '已有', pointer: entry.code })).state).toBe(
      'refused',
    );
    const { revision } = await showEntry(holds, entry.id);
    await withdrawEntry(holds, entry.id, { revision, reason: '台账已经停用' });
    await t.drain();
    const again = shapes.checkBody.parse({
      name: '危废存放量',
      data_type: 'N',
      population: '排污单位',
      subject_kind: 'legal',
    });
    expect((await checkCollection(asks, again)).equal).toBe(0);
  });
});

const person = (n: number) => ({ kind: 'natural' as const, number: citizen(n) });

describe('a consent', () => {
  let noise: ItemOut;
  let text: Awaited<ReturnType<typeof consents.addConsentText>>;
  const record = (kind: string, n: number, over: object = {}, ctx = asks) => {
    t.clock.advance({ seconds: 1 });
    return consents.recordConsent(
      ctx,
      ledger.consentBody.parse({ text: text.id, subject: person(n), kind, channel: 'hall', proof: 'TY-0001', ...over }),
    );
  };
  const may = (n: number, over: object = {}, ctx = asks) =>
    intakes.mayCollect(ctx, ledger.askBody.parse({ item: noise.no, subject: person(n), ...over }));
  const report = (n: number, over: object = {}, ctx = asks) =>
    intakes.reportCollected(ctx, ledger.intakeBody.parse({ item: noise.no, subject: person(n), ...over }));

  beforeAll(async () => {
    noise = await approved('夜间作业时段', { population: '夜间作业人员', frequency: 'once' });
    const body = {
      title: '采集夜间作业时段的同意书',
      text: '本单位为办理排污许可采集夜间作业时段。',
      items: [noise.no],
    };
    text = await consents.addConsentText(asks, ledger.textBody.parse(body));
  });

  it('is asked for with a text that never changes once somebody answered it', async () => {
    const wrong = ledger.textBody.parse({ title: '同意书', text: '本单位为办理许可采集。', items: ['CJ-2026-999999'] });
    expect(await code(consents.addConsentText(asks, wrong))).toBe('collection.text_items');
    expect(await code(consents.addConsentText(asksHead, wrong))).toBe('auth.forbidden');
    expect(await may(1)).toEqual({ item: noise.no, allowed: false, faults: ['no_consent'], consent: null });
    expect((await record('given', 1)).items).toMatchObject([{ kind: 'given', item_name: '夜间作业时段' }]);
    expect(await may(1)).toMatchObject({ allowed: true, consent: 'given' });
    const change = { where: { id: text.id }, data: { text: '另一段话，说的是别的事情。' } };
    await expect(t.app.db.consentText.update(change)).rejects.toThrow(/in use/);
    await expect(t.app.db.consentEvent.updateMany({ data: { kind: 'given' } })).rejects.toThrow();
    await expect(t.app.db.consentEvent.deleteMany()).rejects.toThrow();
  });

  it('is refused in what does not fit, and never names the subject', async () => {
    expect(await code(record('given', 1, {}, holds))).toBe('collection.text_not_found');
    expect(await code(record('given', 1, { item: 'CJ-2026-000001' }))).toBe('collection.not_in_text');
    expect(await code(record('given', 1, { at: '2030-01-01T00:00:00Z' }))).toBe('collection.future');
    expect(await code(record('withdrawn', 77))).toBe('collection.nothing_to_withdraw');
    const bad = { subject: { kind: 'natural', number: '140105198501010011' } };
    const refused = await record('given', 1, bad).catch((error: unknown) => error);
    expect(isRefusal(refused) && refused.code).toBe('collection.bad_subject');
    expect(JSON.stringify(refused)).not.toContain('140105198501010011');
    const kept = JSON.stringify([
      await t.app.db.consentEvent.findMany(),
      await t.app.db.$queryRaw`SELECT canon FROM audit_event`,
    ]);
    expect(kept).not.toContain(citizen(1));
    expect((await consents.listConsents(asks, ledger.ledgerQuery.parse({}))).items[0]?.subject).toHaveLength(8);
    expect((await consents.listConsents(holds, ledger.ledgerQuery.parse({}))).total).toBe(0);
  });

  it('withdrawn or refused ends the collecting; the key of its pseudonyms changes and the ledger is still read', async () => {
    expect(await code(consents.rotateSubjectKey(asks))).toBe('auth.forbidden');
    // Known by the first key alone: the case of this person comes after the rotation.
    await record('refused', 11);
    expect(await consents.rotateSubjectKey(department)).toMatchObject({ number: 2 });
    expect(await may(1)).toMatchObject({ allowed: true });
    await record('withdrawn', 1);
    expect(await may(1)).toMatchObject({ allowed: false, faults: ['withdrawn'] });
    await record('refused', 2);
    expect((await may(2)).faults).toEqual(['refused']);
    const numbers = (await t.app.db.consentEvent.findMany()).map((one) => one.keyNumber);
    expect(new Set(numbers)).toEqual(new Set([1, 2]));
    await consents.retireConsentText(asks, text.id);
    expect(await code(consents.retireConsentText(asks, text.id))).toBe('collection.text_retired');
    expect(await code(record('given', 3))).toBe('collection.text_retired');
    const again = {
      title: '采集夜间作业时段的同意书（二）',
      text: '本单位为办理排污许可采集夜间作业时段。',
      items: [noise.no],
    };
    text = await consents.addConsentText(asks, ledger.textBody.parse(again));
    expect(text.number).toBe(2);
  });

  it('missing, a wider scope and the same question twice are seen', async () => {
    await record('given', 4);
    expect((await report(4)).faults).toEqual([]);
    // Approved once for each subject, and for the agency's own territory.
    expect((await report(4)).faults).toEqual(['frequency']);
    await record('given', 5);
    expect((await report(5, { region: '110000' })).faults).toEqual(['region']);
    expect((await report(6)).faults).toEqual(['no_consent']);
    expect((await report(7, { item: 'CJ-2026-999999' })).faults).toEqual(['not_approved']);
    expect(await code(report(7, { at: '2030-01-01T00:00:00Z' }))).toBe('collection.future');
    const theirs = await items.startCollection(
      holds,
      body('夜间作业时段', {
        population: '公路养护工人',
        basis_kind: 'instrument',
        instrument: '道路运输条例',
        article: '第一条',
      }),
    );
    await items.submitCollection(holds, theirs.id, { revision: 1 });
    await review.approveCollection(department, theirs.id, no);
    expect(
      (await intakes.mayCollect(holds, ledger.askBody.parse({ item: theirs.no, subject: person(4) }))).faults,
    ).toEqual(['asked_elsewhere']);
    expect((await report(4, { item: theirs.no }, holds)).faults).toEqual(['asked_elsewhere']);
    const signals = (await listCollectionSignals(department)).items;
    const kinds = new Set(signals.map((one) => one.kind));
    expect([...kinds].sort()).toEqual(['asked_twice', 'wider_than_approved', 'without_basis']);
    const twice = signals.find((one) => one.kind === 'asked_twice');
    expect(twice).toMatchObject({
      circumstance: 1,
      agency: { name: '山西省交通运输厅' },
      evidence: { faults: 'asked_elsewhere' },
    });
    expect(twice?.evidence.earlier_intake_id).toMatch(/^cin_/);
    expect(JSON.stringify(signals)).not.toContain(citizen(4));
    // An agency sees what concerns itself.
    expect((await listCollectionSignals(holds)).items.every((one) => one.agency.name === '山西省交通运输厅')).toBe(
      true,
    );
    expect(await code(listCollectionSignals(world.ctx('developer')))).toBe('auth.forbidden');
    // What another agency comes to share makes an approved item a duplicate.
    await publish('夜间作业人员名册', [item('夜间作业时段')]);
    const now = (await listCollectionSignals(asks)).items.filter((one) => one.kind === 'duplicate_collection');
    expect(now).toMatchObject([{ item: noise.no, evidence: { entry_title: '夜间作业人员名册' } }]);
  });

  it('refused, leaves the case to go on: what stops it is a signal, a lawful reason is none', async () => {
    const told = (no: string, n: number, over: object = {}) =>
      intakes.reportServiceCase(
        asks,
        ledger.caseBody.parse({
          case_no: no,
          service: '排污许可',
          subject: person(n),
          opened_on: '2026-08-03',
          promised_days: 5,
          ...over,
        }),
      );
    await told('B-1', 2);
    expect(await code(told('B-2', 2, { outcome: 'returned', reason: 'materials' }))).toBe('collection.case_basis');
    expect(await code(told('B-2', 2, { opened_on: '2030-01-01' }))).toBe('collection.future');
    await told('B-2', 2, { outcome: 'returned', reason: 'materials', basis: '《行政许可法》第三十二条' });
    await told('B-3', 2, { outcome: 'not_accepted', reason: 'consent_refused' });
    await told('B-4', 2, { outcome: 'suspended' });
    await told('B-5', 9);
    const served = await told('B-6', 2, { outcome: 'served' });
    expect(served).toMatchObject({ outcome: 'served', closed_on: expect.any(String) });
    expect(await code(told('B-6', 2))).toBe('collection.case_closed');
    const found = (await listCollectionSignals(department)).items.filter((one) => one.kind === 'refused_not_served');
    const late = { 'B-1': 'idle', 'B-3': 'reason', 'B-4': 'no_lawful_reason' };
    expect(Object.fromEntries(found.map((one) => [one.evidence.case_no, one.evidence.why]))).toEqual(late);
    expect(found.every((one) => one.circumstance === 2)).toBe(true);
  });

  it('is not lost to a new key, and a key that alone knows a refusal cannot be destroyed', async () => {
    const destroy = () => t.app.db.subjectKey.update({ where: { number: 1 }, data: { destroyedAt: t.clock.now() } });
    await expect(destroy()).rejects.toThrow(/known by key 1 alone/);
    // Reported under the second key; the refusal stands under the first.
    await intakes.reportServiceCase(
      asks,
      ledger.caseBody.parse({
        case_no: 'B-7',
        service: '排污许可',
        subject: person(11),
        opened_on: '2026-08-03',
        promised_days: 5,
      }),
    );
    const found = (await listCollectionSignals(department)).items.filter((one) => one.evidence.case_no === 'B-7');
    expect(found).toMatchObject([{ kind: 'refused_not_served', evidence: { why: 'idle' } }]);
    await destroy();
    // The first key makes no pseudonym any more; what was tied to the second is known all the same.
    expect((await may(11)).faults).toEqual(['refused']);
    expect((await may(1)).faults).toEqual(['withdrawn']);
    expect(await t.app.db.subjectAlias.count()).toBeGreaterThan(5);
  });
});

describe('a data subject', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const prove = (ctx: Ctx, over: object = {}) =>
    proofs.proveMyIdentity(
      ctx,
      subject.proveBody.parse({ agency: asks.viewer?.organization.uscc, name: '周敏', number: citizen(4), ...over }),
    );
  const verified = { decision: 'verified' as const, reason: '' };

  it('proves who it is, sees what is held and shared, withdraws, asks, and is answered in time', async () => {
    const { ctx: me } = await applicant(t, 'zhou.min@example.cn');
    const { ctx: stranger } = await applicant(t, 'stranger@example.cn');
    expect(await code(showMyData(t.ctx()))).toBe('participants.needed');
    expect(await code(showMyData(asks))).toBe('collection.no_mailbox');
    expect(await showMyData(me)).toEqual({ proof: null, collected: [], held: [], requests: [] });
    const wants = (about: string, over: object = {}) =>
      mine.fileSubjectRequest(
        me,
        subject.requestBody.parse({ kind: 'erase', about, words: '请删除我的作业时段', ...over }),
      );
    expect(await code(wants('entry:1/2'))).toBe('collection.not_proved');
    expect(await code(prove(me, { number: '140105198501010011' }))).toBe('collection.bad_identity');
    expect(await code(prove(me, { agency: '91140100MA0K8B12AX' }))).toBe('collection.agency_unknown');
    expect(await code(proofs.addMyProofFile(me, { stream: Readable.from([png]) }))).toBe('collection.proof_not_found');
    const proof = await prove(me);
    expect(proof).toMatchObject({ state: 'filed', masked_name: '周*', clock: { late: false } });
    expect(await code(prove(me))).toBe('collection.proof_open');
    const file = (bytes: Buffer) => proofs.addMyProofFile(me, { stream: Readable.from([bytes]) });
    expect(await code(file(Buffer.from('not a picture')))).toBe('collection.proof_kind');
    expect(await code(file(Buffer.alloc(0)))).toBe('collection.no_file');
    expect(await code(file(Buffer.alloc(6 * 1024 * 1024)))).toBe('collection.proof_too_large');
    expect(await file(png)).toMatchObject({ has_file: true });
    // Only the agency that was chosen looks, and says why.
    const why = { why: '核验身份' };
    expect(await code(desk.lookAtSubjectProof(holds, proof.id, why))).toBe('collection.proof_not_found');
    expect(await desk.lookAtSubjectProof(asks, proof.id, why)).toEqual({ name: '周敏', number: citizen(4) });
    const opened = await desk.lookAtSubjectProofFile(asks, proof.id, why);
    expect([opened.contentType, opened.bytes.equals(png)]).toEqual(['image/png', true]);
    expect((await desk.listSubjectProofs(asks)).items.map((one) => one.id)).toEqual([proof.id]);
    await desk.decideSubjectProof(asks, proof.id, verified);
    expect(await code(desk.decideSubjectProof(asks, proof.id, verified))).toBe('collection.proof_decided');

    const personal = await publish('重点人员名册', [
      item('姓名', '姓名', { sensitivity: 'direct_identifier' }),
      item('批次'),
    ]);
    const data = await showMyData(me);
    expect(data.held.find((one) => one.code === personal.code)).toMatchObject({ kinds: ['姓名'], share_type: '1' });
    const consented = data.collected.find((one) => one.consent === 'given');
    expect(consented).toMatchObject({ name: '夜间作业时段', needs_consent: true, collected_on: [expect.any(String)] });
    expect((await showMyData(stranger)).collected).toEqual([]);
    const withdraw = { item: consented?.no ?? '' };
    expect(await code(mine.withdrawMyConsent(stranger, withdraw))).toBe('collection.not_proved');
    await mine.withdrawMyConsent(me, withdraw);
    expect(await code(mine.withdrawMyConsent(me, withdraw))).toBe('collection.nothing_to_withdraw');
    expect(
      (await intakes.mayCollect(asks, ledger.askBody.parse({ item: withdraw.item, subject: person(4) }))).faults,
    ).toContain('withdrawn');

    expect(await code(wants('item:CJ-2026-999999'))).toBe('collection.about_unknown');
    const asked = await wants(`item:${withdraw.item}`);
    expect(asked).toMatchObject({ state: 'filed', agency: { name: '山西省生态环境厅' }, words: '请删除我的作业时段' });
    const about = await wants(`entry:${personal.code}`, { kind: 'access' });
    expect(about.agency.name).toBe('山西省交通运输厅');
    expect(await code(mine.withdrawSubjectRequest(stranger, about.id))).toBe('collection.request_not_found');
    expect((await mine.withdrawSubjectRequest(me, about.id)).state).toBe('withdrawn');
    expect(await code(mine.withdrawSubjectRequest(me, about.id))).toBe('collection.request_closed');

    const query = subject.deskQuery.parse({ open: 'open' });
    expect((await desk.listSubjectRequests(asks, query)).items).toMatchObject([
      { id: asked.id, about_title: '夜间作业时段' },
    ]);
    expect(await code(desk.listSubjectRequests(world.ctx('developer'), query))).toBe('auth.forbidden');
    expect(await code(desk.showSubjectRequest(holds, asked.id))).toBe('collection.request_not_found');
    expect(await desk.showSubjectRequest(department, asked.id)).toMatchObject({ masked_name: '*', may_answer: false });
    expect(await code(desk.lookAtSubjectRequest(department, asked.id, why))).toBe('auth.forbidden');
    expect((await desk.lookAtSubjectRequest(asks, asked.id, why)).words).toBe('请删除我的作业时段');
    const answer = (over: object) =>
      desk.answerSubjectRequest(
        asks,
        asked.id,
        subject.answerBody.parse({ answer: '已经删除', outcome: 'granted', ...over }),
      );
    expect(await code(answer({ outcome: 'refused' }))).toBe('collection.no_ground');

    const notice = { notice: '请写明工地名称' };
    expect(await code(desk.supplementSubjectRequest(holds, asked.id, notice))).toBe('collection.request_not_found');
    expect(await code(desk.supplementSubjectRequest(department, asked.id, notice))).toBe('auth.forbidden');
    expect(await code(mine.supplySubjectRequest(me, asked.id, { words: '迎泽' }))).toBe('collection.nothing_missing');
    expect(await desk.supplementSubjectRequest(asks, asked.id, notice)).toMatchObject({
      state: 'supplementing',
      clock: { due_on: null, days_left: 15, late: false, paused: true },
      may_supplement: false,
      may_extend: false,
      may_answer: true,
    });
    expect(await code(desk.supplementSubjectRequest(asks, asked.id, notice))).toBe('collection.supplement_used');
    const longer = (days: number, id = asked.id) =>
      desk.extendSubjectRequest(asks, id, { days, reason: '须向施工单位核实' });
    expect(await code(longer(5))).toBe('collection.extension_late');
    expect((await showMyData(me)).requests.find((one) => one.id === asked.id)?.notice).toBe('请写明工地名称');
    // However long the subject takes, no day of the agency is lost.
    t.clock.advance({ days: 7 });
    expect((await desk.showSubjectRequest(asks, asked.id)).clock).toMatchObject({ days_left: 15, paused: true });
    const supply = { words: '迎泽大街的工地' };
    expect(await code(mine.supplySubjectRequest(stranger, asked.id, supply))).toBe('collection.request_not_found');
    const supplied = await mine.supplySubjectRequest(me, asked.id, supply);
    expect(supplied).toMatchObject({ state: 'filed', clock: { days_left: 15 }, supplied: '迎泽大街的工地' });
    expect(await desk.lookAtSubjectRequest(asks, asked.id, why)).toMatchObject({ supplied: '迎泽大街的工地' });
    expect(await code(longer(16))).toBe('collection.extension_days');
    expect(await longer(5)).toMatchObject({ extension_days: 5, clock: { days_left: 20 }, may_extend: false });
    expect(await code(longer(5))).toBe('collection.extension_used');
    expect((await showMyData(me)).requests.find((one) => one.id === asked.id)?.extension).toEqual({
      days: 5,
      reason: '须向施工单位核实',
    });
    // What is never added is answered by what there is.
    const silent = await wants(`item:${withdraw.item}`, { kind: 'object' });
    const late = await wants(`item:${withdraw.item}`, { kind: 'explain' });
    await desk.supplementSubjectRequest(asks, silent.id, notice);
    const kinds = (await worklist(asks)).items.map((one) => [one.kind, one.id]);
    expect(kinds).toContainEqual(['subject_request', asked.id]);
    expect(kinds).not.toContainEqual(['subject_objection', silent.id]);
    expect(
      await desk.answerSubjectRequest(
        asks,
        silent.id,
        subject.answerBody.parse({
          answer: '无法确定范围',
          outcome: 'refused',
          legal_basis: '《个人信息保护法》第五十条',
        }),
      ),
    ).toMatchObject({ state: 'answered', clock: { paused: false, due_on: expect.any(String) } });
    t.clock.advance({ days: 40 });
    expect(await code(longer(5, late.id))).toBe('collection.extension_late');
    expect((await mine.withdrawSubjectRequest(me, late.id)).state).toBe('withdrawn');
    expect((await desk.listSubjectRequests(asks, query)).items[0]?.clock.late).toBe(true);
    expect(await answer({})).toMatchObject({ state: 'answered', outcome: 'granted' });
    expect(await code(answer({}))).toBe('collection.request_closed');
    expect((await showMyData(me)).requests.find((one) => one.id === asked.id)?.answer).toBe('已经删除');
  });

  it('leaves nothing personal in the record, and is forgotten when the time is over', async () => {
    const kept = JSON.stringify([
      await t.app.db.$queryRaw`SELECT canon FROM audit_event`,
      await t.app.db.subjectProof.findMany(),
      await t.app.db.subjectRequest.findMany(),
      await t.app.db.participantLetter.findMany(),
    ]);
    const words = ['请删除我的作业时段', '请写明工地名称', '迎泽大街的工地', '须向施工单位核实', '已经删除'];
    for (const secret of [citizen(4), '周敏', ...words]) expect(kept).not.toContain(secret);
    t.clock.advance({ days: 91 });
    await sweepSubjects(t.app);
    expect((await t.app.db.subjectProof.findFirstOrThrow()).state).toBe('lapsed');
    t.clock.advance({ days: 551 });
    await sweepSubjects(t.app);
    expect(await t.app.db.subjectProof.findFirstOrThrow()).toMatchObject({
      sealed: null,
      maskedName: '*',
      fileKey: null,
    });
    const wiped = await t.app.db.subjectRequest.findMany();
    for (const one of wiped)
      expect([one.wordsSealed, one.noticeSealed, one.suppliedSealed, one.extensionSealed, one.answerSealed]).toEqual(
        Array(5).fill(null),
      );
    const [request] = await t.app.db.subjectRequest.findMany({ where: { state: 'answered' } });
    expect(await code(desk.lookAtSubjectRequest(asks, request?.id ?? '', { why: '复核' }))).toBe(
      'collection.papers_wiped',
    );
  });
});
