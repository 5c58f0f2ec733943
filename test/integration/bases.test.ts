/** Bases and topics, the classification, the cloud of a level and service items; what is refused on the way, and by what name. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as classes from '#api/bases/classification.ts';
import * as cloud from '#api/bases/cloud.ts';
import * as cloudShapes from '#api/bases/cloud-contract.ts';
import * as items from '#api/bases/items.ts';
import { pingText } from '#api/bases/rules/cloud.ts';
import * as sets from '#api/bases/sets.ts';
import { createEntry } from '#api/catalog/edit.ts';
import type { Ctx } from '#api/context.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { fullContent, publishedDataset } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let department: Ctx;
let transport: Ctx;
let ecology: Ctx;
let taiyuan: Ctx;
let road: string;
let air: string;

const code = (run: Promise<unknown>) =>
  run.then(
    () => 'went through',
    (error: unknown) => (isRefusal(error) ? error.code : Promise.reject(error)),
  );
const documentNo = '晋政数〔2026〕12号';
const topic = {
  kind: 'topic' as const,
  code: '211',
  name: '蓝天保卫战',
  name_en: 'Clean air',
  purpose: '移动源与固定源排放的联合监管',
  purpose_en: 'Joint supervision of moving and standing sources',
  document_no: documentNo,
};
const reason = '用于移动源监管';
const usccOf = (key: Parameters<World['organization']>[0]) => world.organization(key).uscc;

beforeAll(async () => {
  t = await testApp({ at: '2026-11-02T12:00:00+08:00' });
  world = await makeWorld(t.app);
  department = world.ctx('province.information');
  transport = world.ctx('province.transport');
  ecology = world.ctx('province.ecology');
  taiyuan = world.ctx('taiyuan.transport');
  const drain = () => t.drain();
  const made = await publishedDataset({ steward: transport, reviewer: department, drain });
  road = made.entry.code;
  const other = await publishedDataset(
    { steward: ecology, reviewer: department, drain },
    { title: '空气质量监测站点', storage_location: 'own' },
  );
  air = other.entry.code;
}, 120_000);
afterAll(async () => {
  await t.close();
});

describe('bases and topics (Article 9)', () => {
  it('begins with the six bases of the law and opens topics by the department alone', async () => {
    const { items: found } = await sets.listResourceSets(world.ctx(null));
    expect(found.map((one) => one.code)).toEqual(['101', '102', '103', '104', '105', '106']);
    expect(await code(sets.openResourceSet(transport, topic))).toBe('bases.department_only');
    expect(await code(sets.openResourceSet(world.ctx('taiyuan.information'), topic))).toBe('bases.department_only');
    expect(await code(sets.openResourceSet(department, { ...topic, code: '101' }))).toBe('bases.code_unfit');
    const made = await sets.openResourceSet(department, topic);
    expect(made).toMatchObject({ code: '211', lead: null, may: { manage: true, edit: false } });
    expect(await code(sets.openResourceSet(department, topic))).toBe('bases.code_taken');
    expect(await code(sets.closeResourceSet(department, '101', { document_no: documentNo }))).toBe('bases.of_law');
    expect(await code(sets.showResourceSet(department, '299'))).toBe('bases.not_found');
    expect((await sets.readBaseFacts(department)).topicsWithoutLead).toMatchObject([{ code: '211' }]);
  });

  it('has one lead, which alone edits the topic; an attempt of another is refused and on record', async () => {
    const lead = { uscc: usccOf('province.ecology'), document_no: documentNo, from: '2026-11-01' };
    expect(await code(sets.placeSetEntry(ecology, '211', { entry: air, reason }))).toBe('bases.not_lead');
    expect(await code(sets.appointTopicLead(transport, '211', lead))).toBe('bases.department_only');
    expect(await code(sets.appointTopicLead(department, '101', lead))).toBe('bases.only_topics');
    expect(await code(sets.appointTopicLead(department, '211', { ...lead, uscc: usccOf('buyer') }))).toBe(
      'bases.unknown_agency',
    );
    const led = await sets.appointTopicLead(department, '211', lead);
    expect(led.lead?.uscc).toBe(usccOf('province.ecology'));
    expect(await code(sets.appointTopicLead(department, '211', lead))).toBe('bases.lead_standing');
    expect((await sets.readBaseFacts(department)).topicsWithoutLead).toEqual([]);

    const placed = await sets.placeSetEntry(ecology, '211', { entry: air, reason });
    expect(placed.catalogue).toMatchObject([{ code: air, state: 'compiled' }]);
    expect(await code(sets.placeSetEntry(ecology, '211', { entry: air, reason }))).toBe('bases.entry_already');
    expect(await code(sets.placeSetEntry(ecology, '211', { entry: '301001/99999', reason }))).toBe(
      'bases.entry_unknown',
    );
    // Another department's entry belongs only once it takes part; the department itself edits no topic either.
    expect(await code(sets.placeSetEntry(ecology, '211', { entry: road, reason }))).toBe('bases.member_missing');
    expect(await code(sets.addSetMember(department, '211', { uscc: usccOf('province.transport') }))).toBe(
      'bases.not_lead',
    );
    await sets.addSetMember(ecology, '211', { uscc: usccOf('province.transport') });
    expect(await code(sets.addSetMember(ecology, '211', { uscc: usccOf('province.transport') }))).toBe(
      'bases.member_already',
    );
    await sets.placeSetEntry(ecology, '211', { entry: road, reason });
    expect(await code(sets.removeSetMember(ecology, '211', { uscc: usccOf('province.transport') }))).toBe(
      'bases.member_has_entries',
    );
    expect(await code(sets.placeSetEntry(transport, '211', { entry: road, reason }))).toBe('bases.not_lead');
    const refused = await t.app.db.auditEvent.findMany({
      where: { action: 'bases.place_entry', outcome: 'refused', actorId: transport.viewer?.personId ?? '' },
    });
    expect(refused.map((one) => (JSON.parse(one.canon) as { facts: { code: string } }).facts.code)).toContain(
      'bases.not_lead',
    );
    const seen = await sets.showResourceSet(world.ctx(null), '211');
    expect(seen.catalogue.map((one) => one.code).sort()).toEqual([road, air].sort());
    expect(seen.may).toEqual({ manage: false, edit: false, offer: false });
  });

  it('hands a topic over: the old lead ends the day before the new begins', async () => {
    const next = { uscc: usccOf('province.transport'), document_no: '晋政数〔2026〕19号', from: '2026-11-10' };
    expect(await code(sets.appointTopicLead(department, '211', { ...next, from: '2026-11-01' }))).toBe(
      'bases.lead_day',
    );
    const changed = await sets.appointTopicLead(department, '211', next);
    expect(changed.leads.map(({ valid_from, valid_to }) => [valid_from, valid_to])).toEqual([
      ['2026-11-01', '2026-11-09'],
      ['2026-11-10', null],
    ]);
    expect(changed.lead?.uscc).toBe(usccOf('province.ecology'));
    const [first] = changed.catalogue;
    expect(await code(sets.removeSetEntry(transport, first?.id ?? '', { reason }))).toBe('bases.not_lead');
    t.clock.set('2026-11-10T09:00:00+08:00');
    expect(await code(sets.removeSetEntry(ecology, first?.id ?? '', { reason }))).toBe('bases.not_lead');
    expect((await sets.removeSetEntry(transport, first?.id ?? '', { reason })).entries).toBe(1);
    expect(await code(sets.removeSetEntry(transport, first?.id ?? '', { reason }))).toBe('bases.offer_gone');
    expect(await code(sets.removeSetMember(transport, '211', { uscc: usccOf('province.ecology') }))).toBe(
      'bases.member_missing',
    );
    const last = { document_no: documentNo, last_day: '2026-11-10' };
    expect(await code(sets.endTopicLead(department, '211', { ...last, last_day: '2026-11-09' }))).toBe(
      'bases.lead_day',
    );
    await sets.endTopicLead(department, '211', last);
    expect(await code(sets.endTopicLead(department, '211', last))).toBe('bases.no_lead');
  });

  it('compiles basic catalogues with the departments: offered by the provider, decided by another person', async () => {
    expect(await code(sets.placeSetEntry(ecology, '103', { entry: air, reason }))).toBe('bases.member_missing');
    expect(await code(sets.addSetMember(ecology, '103', { uscc: usccOf('province.ecology') }))).toBe(
      'bases.department_only',
    );
    await sets.addSetMember(department, '103', { uscc: usccOf('province.ecology') });
    expect(await code(sets.placeSetEntry(transport, '103', { entry: air, reason }))).toBe('bases.entry_not_yours');
    const offered = await sets.placeSetEntry(ecology, '103', { entry: air, reason });
    expect(offered).toMatchObject({ waiting: 1, entries: 0 });
    const id = offered.catalogue[0]?.id ?? '';
    expect((await sets.showResourceSet(world.ctx(null), '103')).catalogue).toEqual([]);
    const compile = { decision: 'compile' as const, opinion: '符合基础目录编制要求' };
    expect(await code(sets.decideSetEntry(ecology, id, compile))).toBe('bases.department_only');
    const viewer = department.viewer;
    if (viewer === null) throw new Error('nobody');
    // The same human with a desk in both houses, and one who acts for the one who offered.
    const offeredBy = ecology.viewer?.personId ?? '';
    expect(
      await code(sets.decideSetEntry({ ...department, viewer: { ...viewer, personId: offeredBy } }, id, compile)),
    ).toBe('bases.two_people');
    expect((await sets.decideSetEntry(department, id, compile)).entries).toBe(1);
    expect(await code(sets.decideSetEntry(department, id, compile))).toBe('bases.offer_gone');
    expect(await code(sets.closeResourceSet(department, '211', { document_no: documentNo }))).toBe('went through');
    expect(await code(sets.addSetMember(department, '211', { uscc: usccOf('province.ecology') }))).toBe(
      'bases.not_lead',
    );
    expect(await code(sets.closeResourceSet(department, '211', { document_no: documentNo }))).toBe('bases.closed');
  });
});

describe('the classification', () => {
  const name = { name: '低空经济', name_en: 'Low-altitude economy', document_no: documentNo };
  it('grows by the department, never gives a code twice and keeps what hangs on a closed class', async () => {
    expect(await code(classes.addClassification(transport, { parent_code: '2', ...name }))).toBe(
      'bases.department_only',
    );
    expect(await code(classes.addClassification(department, { parent_code: '9', ...name }))).toBe(
      'bases.classification_unknown',
    );
    const made = await classes.addClassification(department, { parent_code: '2', ...name });
    expect(made.code).toBe('213');
    expect(await code(classes.addClassification(department, { parent_code: '2', ...name }))).toBe('bases.name_taken');
    const child = await classes.addClassification(department, { parent_code: '213', ...name });
    const leaf = await classes.addClassification(department, { parent_code: child.code, ...name });
    expect([child.code, leaf.code]).toEqual(['213001', '21300101']);
    expect(await code(classes.addClassification(department, { parent_code: leaf.code, ...name }))).toBe(
      'bases.classification_depth',
    );
    expect(await code(classes.closeClassification(department, '213', { document_no: documentNo }))).toBe(
      'bases.classification_children',
    );
    const entry = await createEntry(transport, {
      classification_code: '213001',
      content: fullContent({ title: '航线' }),
    });
    expect(entry.code.startsWith('213001/')).toBe(true);
    await classes.closeClassification(department, leaf.code, { document_no: documentNo });
    const closed = await classes.closeClassification(department, '213001', { document_no: documentNo });
    expect(closed).toMatchObject({ closed_on: '2026-11-10', entries: 1 });
    expect(
      await code(createEntry(transport, { classification_code: '213001', content: fullContent({ title: '航线二' }) })),
    ).toBe('catalog.unknown_classification');
    expect(await code(classes.renameClassification(department, '213001', name))).toBe('bases.classification_closed');
    expect((await classes.addClassification(department, { parent_code: '213', ...name })).code).toBe('213002');
    expect(await code(classes.closeClassification(department, '2', { document_no: documentNo }))).toBe(
      'bases.classification_fixed',
    );
    expect(await code(classes.closeClassification(department, '103', { document_no: documentNo }))).toBe(
      'bases.classification_children',
    );
    await classes.renameClassification(department, '213', { ...name, name: '低空产业' });
    const desk = await classes.listClassificationDesk(transport);
    expect(desk.may_edit).toBe(false);
    expect(desk.changes.map((one) => one.action)).toContain('renamed');
    expect(desk.items.find((one) => one.code === '103')?.set).toContain('自然资源');
    await expect(t.database.query(`delete from classification_node where code = '${leaf.code}'`)).rejects.toThrow(
      /append_only/,
    );
  });

  it('does not close the class of a base', async () => {
    for (const open of (await classes.listClassificationDesk(department)).items.filter(
      (one) => one.parent_code === '104' && one.closed_on === null,
    ))
      await classes.closeClassification(department, open.code, { document_no: documentNo });
    expect(await code(classes.closeClassification(department, '104', { document_no: documentNo }))).toBe(
      'bases.classification_set',
    );
  });

  it('says when the codes below a class are used up', async () => {
    await t.app.db.classificationNode.create({
      data: { code: '399', parentCode: '3', depth: 2, name: '末项', nameEn: 'Last' },
    });
    expect(await code(classes.addClassification(department, { parent_code: '3', ...name }))).toBe(
      'bases.classification_full',
    );
  });
});

describe('the government cloud (Article 6)', () => {
  const keys = generateKeyPairSync('ed25519');
  const node = (region_code: string, over: Record<string, unknown> = {}) =>
    cloudShapes.nodeBody.parse({
      region_code,
      name: '政务云节点',
      name_en: 'Government cloud node',
      operator: '山西云时代技术有限公司（演示）',
      document_no: documentNo,
      ...over,
    });
  const pem = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const ping = (id: string, at: string, state: 'up' | 'down' = 'up') => ({
    at,
    state,
    signature: sign(null, Buffer.from(pingText(id, at, state)), keys.privateKey).toString('base64'),
  });

  it('has the node of the province first and hears signed pings once', async () => {
    expect(await code(cloud.registerCloudNode(world.ctx('taiyuan.information'), node('140100')))).toBe(
      'cloud.province_only',
    );
    expect(await code(cloud.registerCloudNode(department, node('140100')))).toBe('cloud.no_province_node');
    expect(await code(cloud.registerCloudNode(department, node('140105')))).toBe('cloud.two_levels');
    expect(await code(cloud.registerCloudNode(department, node('140000', { public_key: 'no key' })))).toBe(
      'cloud.key_unfit',
    );
    const province = await cloud.registerCloudNode(department, node('140000'));
    expect(await code(cloud.registerCloudNode(department, node('140000')))).toBe('cloud.node_taken');
    const city = await cloud.registerCloudNode(department, node('140100', { public_key: pem }));
    expect(city.link).toBe('unheard');
    const at = t.clock.now().toISOString();
    const passer = world.ctx(null);
    expect(await code(cloud.pingCloudNode(passer, province.id, ping(province.id, at)))).toBe('cloud.no_key');
    expect(await code(cloud.pingCloudNode(passer, 'cnd_none', ping('cnd_none', at)))).toBe('cloud.node_not_found');
    // A ping of one node, or of another state, proves nothing for this one.
    expect(await code(cloud.pingCloudNode(passer, city.id, ping(province.id, at)))).toBe('cloud.signature_wrong');
    expect(await code(cloud.pingCloudNode(passer, city.id, { ...ping(city.id, at, 'down'), state: 'up' }))).toBe(
      'cloud.signature_wrong',
    );
    expect(await cloud.pingCloudNode(passer, city.id, ping(city.id, at))).toEqual({ recorded: true, link: 'up' });
    expect(await code(cloud.pingCloudNode(passer, city.id, ping(city.id, at)))).toBe('cloud.ping_time');
    expect(await code(cloud.pingCloudNode(passer, city.id, ping(city.id, '2026-11-10T09:30:00.000Z')))).toBe(
      'cloud.ping_time',
    );
    t.clock.advance({ minutes: 31 });
    expect((await cloud.readCloudFacts(department)).brokenLinks.map((one) => [one.regionCode, one.state])).toEqual([
      ['140000', 'unheard'],
      ['140100', 'silent'],
    ]);
    const report = { state: 'degraded' as const, note: '专线割接' };
    expect(await code(cloud.reportCloudNode(department, city.id, report))).toBe('cloud.not_your_node');
    await t.app.db.membership.updateMany({
      where: { organizationId: world.organization('taiyuan.information').id },
      data: { duties: ['reviewer'] },
    });
    expect((await cloud.reportCloudNode(world.ctx('taiyuan.information'), city.id, report)).link).toBe('degraded');
    const change = cloudShapes.changeNodeBody.parse({
      ...node('140100'),
      revision: city.revision,
      threshold_minutes: 60,
    });
    expect(await cloud.changeCloudNode(department, city.id, change)).toMatchObject({
      threshold_minutes: 60,
      has_key: true,
    });
    expect(await code(cloud.changeCloudNode(department, city.id, change))).toBe('cloud.changed_meanwhile');
    await expect(t.database.query('delete from cloud_ping')).rejects.toThrow(/append_only/);
  });

  it('finds data that do not lie on the cloud of their level, for those whose business it is', async () => {
    const { items: found, checked } = await cloud.listStorageFindings(department);
    expect(checked).toBe(2);
    expect(found).toMatchObject([{ code: air, fault: 'elsewhere', location: 'own' }]);
    expect((await cloud.listStorageFindings(transport)).items).toEqual([]);
    expect((await cloud.listStorageFindings(ecology)).items).toHaveLength(1);
    expect((await cloud.listStorageFindings(taiyuan)).checked).toBe(0);
    expect((await cloud.readCloudFacts(department)).storage).toMatchObject([{ code: air, regionCode: '140000' }]);
  });
});

describe('systems and service items (Article 7)', () => {
  it('keeps an agency’s own systems and counts items that are on line in every step', async () => {
    const [node] = (await cloud.listCloudNodes(department)).items;
    const system = { name: '运政管理系统', note: '', docking: 'docked' as const };
    expect(await code(items.addSystem(transport, system))).toBe('cloud.docked_day');
    expect(await code(items.addSystem(transport, { ...system, docked_on: '2027-01-01' }))).toBe('cloud.docked_day');
    expect(await code(items.addSystem(department, { ...system, docked_on: '2026-01-01' }))).toBe('auth.forbidden');
    expect(await code(items.addSystem(transport, { ...system, docked_on: '2026-01-01', node_id: 'cnd_none' }))).toBe(
      'cloud.node_not_found',
    );
    const made = await items.addSystem(transport, { ...system, docked_on: '2026-01-01', node_id: node?.id });
    const planned = await items.addSystem(transport, {
      name: '网约车监管',
      note: '',
      docking: 'planned',
      planned_on: '2026-06-30',
    });
    expect(planned.late).toBe(true);
    const change = { ...system, docked_on: '2026-01-01', revision: made.revision };
    expect(await code(items.changeSystem(ecology, made.id, change))).toBe('cloud.system_not_found');
    await items.changeSystem(transport, made.id, change);
    expect(await code(items.changeSystem(transport, made.id, change))).toBe('cloud.changed_meanwhile');

    const all = ['advice', 'application', 'acceptance', 'examination', 'decision', 'payment', 'certificate'] as const;
    const item = { code: 'SX-JT-0001', name: '道路运输经营许可', system_id: made.id, online: [...all], without: [] };
    const whole = await items.addServiceItem(transport, item);
    expect(whole.missing).toEqual([]);
    expect(await code(items.addServiceItem(transport, item))).toBe('cloud.item_code_taken');
    const half = { ...item, code: 'SX-JT-0002', online: ['application' as const], without: ['advice' as const] };
    expect(await code(items.addServiceItem(transport, half))).toBe('cloud.item_steps');
    expect(await code(items.addServiceItem(ecology, { ...item, code: 'SX-ST-1' }))).toBe('cloud.system_not_found');
    const part = await items.addServiceItem(transport, { ...half, without: ['payment'] });
    const list = await items.listServiceItems(department);
    expect(list.coverage).toMatchObject([{ items: 2, covered: 1, percent: 50, systems: 2, docked: 1 }]);
    expect((await items.listServiceItems(ecology)).items).toEqual([]);
    expect((await items.readServiceFacts(department)).uncovered).toMatchObject([{ code: 'SX-JT-0002' }]);
    expect((await items.readServiceFacts(department)).undocked).toMatchObject([{ name: '网约车监管' }]);
    const { code: _code, ...rest } = item;
    const mended = await items.changeServiceItem(transport, part.id, { ...rest, name: '从业资格', revision: 1 });
    expect(mended.missing).toEqual([]);
    expect(await code(items.changeServiceItem(transport, part.id, { ...rest, revision: 1 }))).toBe(
      'cloud.changed_meanwhile',
    );
    expect(await code(items.closeServiceItem(ecology, part.id, { revision: 2 }))).toBe('cloud.item_not_found');
    await items.closeServiceItem(transport, part.id, { revision: 2 });
    expect(await code(items.closeServiceItem(transport, part.id, { revision: 3 }))).toBe('cloud.item_closed');
    await items.retireSystem(transport, planned.id, { revision: 1 });
    expect(await code(items.retireSystem(transport, planned.id, { revision: 2 }))).toBe('cloud.system_retired');
  });
});
