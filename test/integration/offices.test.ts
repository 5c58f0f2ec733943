/** Delegation, deputies and absences; departments and positions; powers and agencies by document; regions; what auditors read. */
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '#api/audit/act.ts';
import { auditOperations } from '#api/audit/contract.ts';
import { listEvents } from '#api/audit/service.ts';
import { readableRegions } from '#api/banking/access.ts';
import { submitEntry } from '#api/catalog/edit.ts';
import { entryHistory, getPublicEntry, showEntry } from '#api/catalog/read.ts';
import { decideOfficeCase } from '#api/compilation/hand-over.ts';
import { recordTrigger, showTrigger } from '#api/compilation/triggers.ts';
import { type Ctx, newId } from '#api/context.ts';
import { createDocument, signDocument } from '#api/documents/service.ts';
import { makeUscc } from '#api/kernel/identifiers.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { auditReach } from '#api/kernel/rights.ts';
import * as offices from '#api/organizations/offices.ts';
import * as officeShapes from '#api/organizations/offices-contract.ts';
import * as regions from '#api/organizations/regions.ts';
import type { Duty } from '#api/organizations/rules/codes.ts';
import { findHolder, getByUscc, listAgencies, registerEnterprise, showRecord } from '#api/organizations/service.ts';
import { worklist } from '#api/overview/service.ts';
import * as delegations from '#api/people/delegations.ts';
import { sha256 } from '#api/people/device.ts';
import { noPassword } from '#api/people/passwords.ts';
import { findViewer } from '#api/people/sessions.ts';
import * as sharingShapes from '#api/sharing/contract.ts';
import * as requests from '#api/sharing/requests.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { newEntry, publishedDataset } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let made = 0;

const code = (run: Promise<unknown>) =>
  run.then(
    () => 'went through',
    (error: unknown) => (isRefusal(error) ? error.code : Promise.reject(error)),
  );

interface Someone {
  readonly id: string;
  /** Asks as a request would: the viewer is read from the session each time. */
  ctx(): Promise<Ctx>;
  /** After an answer that moved the session to another token. */
  move(token: string): void;
}

async function someone(key: Parameters<World['organization']>[0], duties: readonly Duty[]): Promise<Someone> {
  const { app, clock } = t;
  const id = newId(app, 'person');
  const createdAt = clock.now();
  const organizationId = world.organization(key).id;
  made++;
  let token = `jss_offices${made}`;
  await app.db.person.create({
    data: { id, login: `offices.${made}`, displayName: `人员${made}`, passwordHash: noPassword, createdAt },
  });
  await app.db.membership.create({ data: { personId: id, organizationId, duties: [...duties], createdAt } });
  const expiresAt = new Date(createdAt.getTime() + 90 * 86_400_000);
  await app.db.session.create({
    data: { id: sha256(token), personId: id, organizationId, createdAt, lastSeenAt: createdAt, expiresAt },
  });
  return {
    id,
    ctx: async () => t.ctx({ viewer: await findViewer(app, sha256(token)) }),
    move: (next) => {
      token = next;
    },
  };
}

beforeAll(async () => {
  t = await testApp({ at: '2026-11-02T12:00:00+08:00' });
  world = await makeWorld(t.app);
}, 120_000);
afterAll(async () => {
  await t.close();
});

describe('delegation and deputies', () => {
  let head: Someone;
  let clerk: Someone;
  let other: Someone;
  let admin: Someone;
  const lend = (over: Record<string, unknown> = {}) => ({
    kind: 'delegation' as const,
    delegate_id: clerk.id,
    duties: ['signatory' as const],
    from: '2026-11-02',
    to: '2026-11-20',
    reason: '外出培训',
    ...over,
  });
  let standing: string;

  beforeAll(async () => {
    [head, clerk, other, admin] = await Promise.all([
      someone('province.transport', ['signatory', 'licensing']),
      someone('province.transport', ['steward']),
      someone('province.transport', ['steward']),
      someone('province.transport', ['admin']),
    ]);
  });

  it('lends what the holder has, to a colleague, for a term', async () => {
    const asHead = await head.ctx();
    expect(await code(delegations.createDelegation(asHead, lend({ duties: ['steward'] })))).toBe(
      'people.delegation_wider',
    );
    expect(await code(delegations.createDelegation(asHead, lend({ delegate_id: head.id })))).toBe(
      'people.delegation_self',
    );
    const stranger = await someone('province.ecology', ['steward']);
    expect(await code(delegations.createDelegation(asHead, lend({ delegate_id: stranger.id })))).toBe(
      'people.delegation_self',
    );
    expect(await code(delegations.createDelegation(asHead, lend({ to: undefined })))).toBe('people.delegation_term');
    const asAdmin = await admin.ctx();
    expect(await code(delegations.createDelegation(asAdmin, lend({ duties: ['admin'] })))).toBe(
      'people.delegation_wider',
    );
    // An administrator names deputies; duties of somebody else he does not lend out at once.
    expect(await code(delegations.createDelegation(asAdmin, lend({ holder_id: head.id })))).toBe('auth.forbidden');
    const given = await delegations.createDelegation(asHead, lend());
    standing = given.id;
    expect(given).toMatchObject({ state: 'in_force', may_act: false, may_revoke: true });
    expect(await code(delegations.createDelegation(asHead, lend()))).toBe('people.delegation_standing');
    expect((await delegations.listDelegations(await clerk.ctx())).items).toMatchObject([{ may_act: true }]);
    expect((await delegations.listDelegations(await other.ctx())).items).toEqual([]);
  });

  it('wakes the lent duties alone, says for whom on every record, and lets nobody be both sides', async () => {
    const entry = await publishedDataset({
      steward: world.ctx('province.ecology'),
      reviewer: world.ctx('province.information'),
      drain: () => t.drain(),
    });
    const body = sharingShapes.startBody.parse({
      entry: entry.entry.code,
      need: '核对排放与运输量',
      use_basis: '《大气污染防治法》第五条',
      scenario: '移动源监管',
      use_scope: '两名工作人员',
      method: 'file',
      term_until: '2026-12-31',
    });
    const draftBy = async (ctx: Ctx) => {
      const draft = await requests.startSharing(ctx, body);
      await requests.submitSharing(ctx, draft.id, { revision: draft.revision });
      return draft.id;
    };
    const mine = await draftBy(await clerk.ctx());
    const others = await draftBy(await other.ctx());

    clerk.move((await delegations.actFor(await clerk.ctx(), { delegation_id: standing })).token);
    const acting = await clerk.ctx();
    expect(acting.viewer).toMatchObject({
      personId: clerk.id,
      duties: ['signatory'],
      actingFor: { personId: head.id, kind: 'delegation' },
    });
    // What he drafted himself under his own name he does not consent to under a borrowed one.
    expect(await code(requests.consentSharing(acting, mine, { words: '' }))).toBe('sharing.same_person');
    expect(await code(requests.consentSharing(acting, others, { words: '' }))).toBe('went through');
    expect(await code(requests.startSharing(acting, body))).toBe('auth.forbidden');
    expect(await code(delegations.createDelegation(acting, lend()))).toBe('people.delegation_onward');
    expect(await code(delegations.revokeDelegation(acting, standing))).toBe('people.delegation_onward');

    const events = await t.app.db.auditEvent.findMany({
      where: { subjectId: others },
      orderBy: { seq: 'desc' },
      take: 1,
    });
    const canon = JSON.parse(events[0]?.canon ?? '{}') as { actor: string; for: string };
    expect(canon).toMatchObject({ actor: clerk.id, for: head.id });
    const told = (await delegations.listDelegatedActs(await head.ctx())).items;
    expect(told.map((one) => [one.action, one.outcome])).toEqual(
      expect.arrayContaining([
        ['sharing.consent', 'refused'],
        ['sharing.consent', 'done'],
      ]),
    );
    await expect(t.database.query('delete from delegated_act')).rejects.toThrow(/append_only/);

    // A paper that he signs names both.
    const { organization } = acting.viewer!;
    const signed = await act(acting, { action: 'supervision.sign', subject: ['document', 'new'] }, async (tx) => {
      const { id } = await createDocument(tx, {
        kind: 'supervision_letter',
        no: 'WT-2026-000001',
        subject: ['document', 'lent'],
        title: '函',
        value: { no: 'WT-2026-000001' },
        render: (own) => ({
          ...own,
          demo: true,
          title: '函',
          documentNo: '晋交函〔2026〕1号',
          issuer: organization.name,
          signatory: '处长',
          issuedOn: '2026-11-02',
          to: '某单位',
          opening: '现函告如下。',
          sections: [],
          keeper: { name: organization.name, uscc: organization.uscc },
        }),
        publicFacts: [],
      });
      return signDocument(tx, id, { reason: '签发' });
    });
    const [kept] = await t.app.db.signature.findMany({ where: { id: signed.signatureId } });
    expect(kept).toMatchObject({ personId: clerk.id, forPersonId: head.id });
    const names = await t.app.db.person.findMany({ where: { id: { in: [clerk.id, head.id] } } });
    const nameOf = (id: string) => names.find((one) => one.id === id)!.displayName;
    const pdf = await buffer((await t.app.ports.files.open(kept!.pdfKey)).stream);
    // Text in a signature dictionary is UTF-16, as bytes or in hexadecimal.
    const reason = Buffer.from(`${nameOf(clerk.id)}受${nameOf(head.id)}委托签署`, 'utf16le').swap16();
    expect(pdf.includes(reason) || pdf.toString('latin1').toLowerCase().includes(reason.toString('hex'))).toBe(true);

    // Nor what the lender wrote: he has become a steward and drafts, and his delegate signs for him.
    await t.app.db.membership.updateMany({ where: { personId: head.id }, data: { duties: ['signatory', 'steward'] } });
    const byHead = await draftBy(await head.ctx());
    expect(await code(requests.consentSharing(await clerk.ctx(), byHead, { words: '' }))).toBe('sharing.same_person');
  });

  it('sleeps at once when it is revoked or the holder loses the duty, without falling back to one’s own', async () => {
    await t.app.db.membership.updateMany({ where: { personId: head.id }, data: { duties: ['licensing'] } });
    expect((await clerk.ctx()).viewer?.duties).toEqual([]);
    await t.app.db.membership.updateMany({ where: { personId: head.id }, data: { duties: ['signatory'] } });
    expect((await clerk.ctx()).viewer?.duties).toEqual(['signatory']);
    expect(await code(delegations.revokeDelegation(await other.ctx(), standing))).toBe('people.delegation_not_found');
    await delegations.revokeDelegation(await head.ctx(), standing);
    expect(await code(delegations.revokeDelegation(await head.ctx(), standing))).toBe('people.delegation_not_found');
    const asleep = await clerk.ctx();
    expect(asleep.viewer?.duties).toEqual([]);
    expect(asleep.viewer?.actingFor?.personId).toBe(head.id);
    clerk.move((await delegations.actFor(asleep, { delegation_id: null })).token);
    expect((await clerk.ctx()).viewer).toMatchObject({ duties: ['steward'] });
    expect((await clerk.ctx()).viewer?.actingFor).toBeUndefined();
    expect(await code(delegations.actFor(await clerk.ctx(), { delegation_id: standing }))).toBe(
      'people.delegation_not_now',
    );
    expect(await code(delegations.actFor(await other.ctx(), { delegation_id: standing }))).toBe(
      'people.delegation_not_found',
    );
  });

  it('lets a deputy stand in only while the holder is marked absent', async () => {
    const deputy = await delegations.createDelegation(
      await admin.ctx(),
      lend({ kind: 'deputy', holder_id: head.id, to: undefined }),
    );
    expect(deputy.state).toBe('resting');
    expect(await code(delegations.actFor(await clerk.ctx(), { delegation_id: deputy.id }))).toBe(
      'people.delegation_not_now',
    );
    expect(await code(delegations.markAbsence(await clerk.ctx(), { person_id: head.id, from: '2026-11-02' }))).toBe(
      'auth.forbidden',
    );
    expect(await code(delegations.markAbsence(await admin.ctx(), { person_id: 'per_none', from: '2026-11-02' }))).toBe(
      'people.member_not_found',
    );
    expect(await code(delegations.markAbsence(await head.ctx(), { from: '2026-11-01' }))).toBe('people.absence_days');
    const away = await delegations.markAbsence(await head.ctx(), { from: '2026-11-02', to: '2026-11-04' });
    expect(away.absent).toMatchObject([{ person: { id: head.id }, to: '2026-11-04' }]);
    clerk.move((await delegations.actFor(await clerk.ctx(), { delegation_id: deputy.id })).token);
    expect((await clerk.ctx()).viewer).toMatchObject({ duties: ['signatory'], actingFor: { kind: 'deputy' } });
    await delegations.endAbsence(await admin.ctx(), { person_id: head.id });
    expect(await code(delegations.endAbsence(await admin.ctx(), { person_id: head.id }))).toBe(
      'people.absence_not_found',
    );
    expect((await clerk.ctx()).viewer?.duties).toEqual([]);
    clerk.move((await delegations.actFor(await clerk.ctx(), { delegation_id: null })).token);
  });

  it('keeps departments and positions, which give no duty', async () => {
    const asAdmin = await admin.ctx();
    expect(await code(delegations.addDepartment(await clerk.ctx(), { name: '数据处' }))).toBe('auth.forbidden');
    const [office] = (await delegations.addDepartment(asAdmin, { name: '数据处' })).departments;
    expect(await code(delegations.addDepartment(asAdmin, { name: '数据处' }))).toBe('people.department_taken');
    const id = office?.id ?? '';
    expect(await code(delegations.addPost(asAdmin, 'dpt_none', { title: '处长', head: true }))).toBe(
      'people.department_not_found',
    );
    const post = (await delegations.addPost(asAdmin, id, { title: '处长', head: true })).departments[0]?.posts[0];
    expect(await code(delegations.holdPost(asAdmin, 'pst_none', { person_id: head.id }))).toBe('people.post_not_found');
    expect(await code(delegations.holdPost(asAdmin, post?.id ?? '', { person_id: 'per_none' }))).toBe(
      'people.member_not_found',
    );
    await delegations.holdPost(asAdmin, post?.id ?? '', { person_id: head.id });
    expect(await code(delegations.closeDepartment(asAdmin, id))).toBe('people.department_held');
    await delegations.holdPost(asAdmin, post?.id ?? '', { person_id: null });
    expect((await delegations.closeDepartment(asAdmin, id)).departments).toEqual([]);
  });
});

describe('powers and agencies by document (Article 4)', () => {
  let first: Ctx;
  let second: Ctx;
  const documentNo = '晋政发〔2026〕7号';
  const body = (over: Record<string, unknown>) =>
    officeShapes.caseBody.parse({ document_no: documentNo, effective_on: '2026-11-10', ...over });
  const uscc = (key: Parameters<World['organization']>[0]) => world.organization(key).uscc;
  const confirm = { decision: 'confirm' as const, opinion: '与文件一致' };
  const enter = async (over: Record<string, unknown>) => (await offices.proposeOfficeCase(first, body(over))).id;

  beforeAll(async () => {
    first = world.ctx('province.information');
    second = await (await someone('province.information', ['reviewer'])).ctx();
  });

  it('hands the one information department of a city over by two people; the old ends the day before', async () => {
    const appoint = { kind: 'appoint', power: 'information_department', region_code: '140100' };
    const ofTransport = { ...appoint, uscc: uscc('taiyuan.transport') };
    expect(await code(offices.listOfficeCases(world.ctx('province.transport')))).toBe('offices.not_yours');
    expect(await code(offices.proposeOfficeCase(world.ctx('taiyuan.finance'), body(ofTransport)))).toBe(
      'offices.not_yours',
    );
    const propose = (over: Record<string, unknown>) => code(offices.proposeOfficeCase(first, body(over)));
    expect(await propose({ ...appoint, uscc: uscc('province.transport') })).toBe('offices.power_region');
    expect(await propose({ ...appoint, uscc: uscc('taiyuan.information') })).toBe('offices.power_standing');
    expect(await propose({ ...ofTransport, uscc: uscc('buyer') })).toBe('offices.unknown_agency');
    expect(await propose({ ...ofTransport, effective_on: '2020-12-31' })).toBe('offices.power_day');
    expect(await propose({ kind: 'end_power', power: 'information_department', region_code: '140100' })).toBe(
      'offices.needs_successor',
    );
    expect(await propose({ kind: 'end_power', power: 'data_authority', region_code: '140100' })).toBe(
      'offices.no_power',
    );
    const id = await enter(ofTransport);
    expect(await code(decideOfficeCase(first, id, confirm))).toBe('offices.two_people');
    expect(await code(decideOfficeCase(second, 'ofc_none', confirm))).toBe('offices.case_not_found');
    await decideOfficeCase(second, id, confirm);
    expect(await code(decideOfficeCase(second, id, confirm))).toBe('offices.case_over');
    const held = (await offices.listOfficeCases(first)).mandates.filter(
      (one) => one.power === 'information_department' && one.region_code === '140100',
    );
    expect(held.map(({ valid_from, valid_to, current }) => [valid_from, valid_to, current])).toEqual([
      ['2026-11-10', null, false],
      ['2021-01-01', '2026-11-09', true],
    ]);
    const holder = async () => (await findHolder(first, 'information_department', '140100'))?.uscc;
    expect(await holder()).toBe(uscc('taiyuan.information'));
    t.clock.set('2026-11-10T09:00:00+08:00');
    expect(await holder()).toBe(uscc('taiyuan.transport'));
    // The database itself knows one holder a day, whoever writes.
    const organizationId = world.organization('taiyuan.finance').id;
    await expect(
      t.database.query(
        `insert into mandate (id, organization_id, power, region_code, document_no, valid_from, valid_to)
         values ('man_x', $1, 'information_department', '140100', 'x', '2025-01-01', '2025-02-01')`,
        [organizationId],
      ),
    ).rejects.toThrow(/has a holder/);
  });

  it('lets two cases for one power be entered and only one take effect', async () => {
    const data = { kind: 'appoint', power: 'data_authority', region_code: '140100', effective_on: '2026-11-12' };
    const one = await enter({ ...data, uscc: uscc('taiyuan.transport') });
    const other = await enter({ ...data, uscc: uscc('taiyuan.finance') });
    await decideOfficeCase(second, one, confirm);
    expect(await code(decideOfficeCase(second, other, confirm))).toBe('offices.power_day');
    expect((await decideOfficeCase(first, other, { decision: 'refuse', opinion: '撤回' })).state).toBe('withdrawn');
    const over = await enter({ ...data, kind: 'end_power', effective_on: '2026-11-30' });
    await decideOfficeCase(second, over, confirm);
    t.clock.set('2026-12-01T09:00:00+08:00');
    expect(await findHolder(first, 'data_authority', '140100')).toBeNull();
  });

  it('founds, renames and ends agencies; one with open matters does not end', async () => {
    const fresh = makeUscc('11140000999990000');
    const found = { kind: 'found', region_code: '140000', uscc: fresh, name: '山西省数据局', name_en: 'Data Bureau' };
    expect(await code(offices.proposeOfficeCase(first, body({ ...found, uscc: uscc('province.ecology') })))).toBe(
      'offices.uscc_taken',
    );
    expect(await code(offices.proposeOfficeCase(first, body({ ...found, uscc: uscc('buyer') })))).toBe(
      'offices.uscc_invalid',
    );
    expect(await code(offices.proposeOfficeCase(first, body({ ...found, region_code: '140202' })))).toBe(
      'offices.not_yours',
    );
    const later = await enter({ ...found, effective_on: '2026-12-05' });
    expect(await code(decideOfficeCase(second, later, confirm))).toBe('offices.day_ahead');
    t.clock.set('2026-12-05T09:00:00+08:00');
    const again = await enter({ ...found, effective_on: '2026-12-05' });
    await decideOfficeCase(second, later, confirm);
    expect(await code(decideOfficeCase(second, again, confirm))).toBe('offices.uscc_taken');
    const rename = await enter({
      kind: 'rename',
      uscc: fresh,
      name: '山西省数据管理局',
      name_en: 'Data Authority',
      effective_on: '2026-12-05',
    });
    expect((await decideOfficeCase(second, rename, confirm)).agency?.name).toBe('山西省数据管理局');
    const [former] = await t.app.db.organizationName.findMany({});
    expect(former).toMatchObject({ name: '山西省数据局', until: '2026-12-04' });
    expect((await showRecord(t.ctx(), fresh)).former_names).toMatchObject([
      { name: '山西省数据局', until: '2026-12-04', document_no: documentNo },
    ]);

    const busy = await enter({
      kind: 'merge',
      uscc: uscc('province.ecology'),
      successors: fresh,
      effective_on: '2026-12-05',
    });
    const waiting = (await offices.listOfficeCases(second)).items.find((one) => one.id === busy);
    expect(waiting?.open_matters).toEqual(expect.arrayContaining([{ matter: 'sharing', count: expect.any(Number) }]));
    // A merger into one agency takes its entries along: they stand in nobody's way.
    expect(waiting?.moving).toBe(1);
    expect(waiting?.open_matters.map(({ matter }) => matter)).not.toContain('entries');
    expect(await code(decideOfficeCase(second, busy, confirm))).toBe('offices.open_matters');
    const gone = await enter({ kind: 'dissolve', uscc: fresh, effective_on: '2026-12-05' });
    await decideOfficeCase(second, gone, confirm);
    expect((await listAgencies(first)).items.map((one) => one.uscc)).not.toContain(fresh);
    expect(await code(offices.proposeOfficeCase(first, body({ kind: 'dissolve', uscc: fresh })))).toBe(
      'offices.unknown_agency',
    );
  });

  it('hands entries over by document, with code, history and clocks; a merger takes all of them along', async () => {
    const steward = world.ctx('province.transport');
    const reviewer = world.ctx('province.information');
    const ecology = world.ctx('province.ecology');
    const day = { effective_on: '2026-12-05' };
    const drain = () => t.drain();
    const { entry } = await publishedDataset({ steward, reviewer, drain }, { title: '公路环境噪声监测' });
    const other = await newEntry(steward, { title: '公路绿化养护' });
    await submitEntry(steward, other.id, { revision: 1 });
    const trigger = await recordTrigger(steward, {
      kind: 'duty',
      document: '公路环境职责划转的通知',
      document_no: '',
      changed_on: '2026-12-04',
      words: '',
      entries: [entry.id],
    });
    const over = { kind: 'hand_over', uscc: uscc('province.transport'), to: uscc('province.ecology'), ...day };
    const propose = (more: Record<string, unknown>) =>
      code(offices.proposeOfficeCase(first, body({ ...over, ...more })));
    expect(await propose({ to: over.uscc })).toBe('offices.hand_over_self');
    expect(await propose({ to: uscc('taiyuan.finance') })).toBe('offices.hand_over_region');
    expect(await propose({ entries: `${entry.code} 301001/999999` })).toBe('offices.hand_over_unknown');
    expect(await propose({ uscc: uscc('province.finance') })).toBe('offices.hand_over_nothing');

    const twin = await newEntry(ecology, { title: '公路环境噪声监测' });
    const clash = await enter({ ...over, entries: entry.code });
    expect(await code(decideOfficeCase(second, clash, confirm))).toBe('catalog.hand_over_titles');
    expect(await propose({ entries: entry.code })).toBe('offices.case_standing');
    await decideOfficeCase(first, clash, { decision: 'refuse', opinion: '先更名' });
    const [shared] = await t.app.db.entry.findMany({
      where: { title: { not: twin.title }, provider: { uscc: over.to } },
    });
    const busy = await enter({ ...over, uscc: over.to, to: over.uscc, entries: shared!.code });
    expect(await code(decideOfficeCase(second, busy, confirm))).toBe('catalog.hand_over_busy');

    const fresh = makeUscc('11140000999980000');
    const founded = await enter({
      kind: 'found',
      region_code: '140000',
      uscc: fresh,
      name: '山西省公路环境局',
      name_en: 'Road Environment',
      ...day,
    });
    await decideOfficeCase(second, founded, confirm);
    const both = await enter({ ...over, to: fresh, entries: `${entry.code}、${other.code}` });
    const waits = (await worklist(second)).items.filter((one) => one.kind === 'office_case_decide');
    expect(waits.map(({ id }) => id)).toContain(both);
    expect((await worklist(first)).items.map(({ id }) => id)).not.toContain(both);
    const shown = (await offices.listOfficeCases(second)).items.find(({ id }) => id === both);
    expect(shown).toMatchObject({ moving: 2, facts: { to_name: '山西省公路环境局' } });
    await decideOfficeCase(second, both, confirm);
    await t.drain();
    expect((await getPublicEntry(world.ctx(null), entry.code)).provider.uscc).toBe(fresh);
    expect(await code(showEntry(steward, entry.id))).toBe('catalog.not_found');
    expect((await showTrigger(reviewer, trigger.id)).agency.name).toBe('山西省公路环境局');
    // Under review it stays under review.
    expect((await showEntry(reviewer, other.id)).state).toBe('submitted');
    const back = world.organization('province.transport').id;
    await expect(t.database.query('UPDATE entry SET provider_id = $1 WHERE id = $2', [back, entry.id])).rejects.toThrow(
      /by a document only/,
    );
    await expect(t.database.query('DELETE FROM entry_transfer WHERE entry_id = $1', [entry.id])).rejects.toThrow(
      /append_only/,
    );

    const merged = await enter({ kind: 'merge', uscc: fresh, successors: over.to, ...day });
    expect(await code(decideOfficeCase(second, merged, confirm))).toBe('catalog.hand_over_titles');
    await t.app.db.entry.update({ where: { id: twin.id }, data: { title: '环境噪声（旧）' } });
    await decideOfficeCase(second, merged, confirm);
    expect((await listAgencies(first)).items.map((one) => one.uscc)).not.toContain(fresh);
    // Whoever comes with an old link reads what became of the agency, and where its business goes on.
    const { uscc: heir, name } = await getByUscc(first, over.to);
    expect(await showRecord(t.ctx(), fresh)).toMatchObject({
      ended: { kind: 'merge', on: '2026-12-05', document_no: documentNo, successors: [{ uscc: heir, name }] },
    });
    expect(await showRecord(t.ctx(), over.to)).toMatchObject({ ended: null });
    const { transfers, revisions } = await entryHistory(ecology, entry.id);
    expect(transfers.map(({ from, to, document_no }) => [from, to, document_no])).toEqual([
      ['山西省公路环境局', '山西省生态环境厅', documentNo],
      ['山西省交通运输厅', '山西省公路环境局', documentNo],
    ]);
    expect(revisions.length).toBeGreaterThan(0);
    expect(await showEntry(ecology, entry.id)).toMatchObject({ code: entry.code, state: 'published' });
  });
});

describe('the tree of regions', () => {
  const documentNo = '国函〔2026〕1号';
  it('keeps every code with its days: the one that was replaced and what took its place', async () => {
    const { items } = await regions.listRegions(world.ctx(null));
    expect(items.filter((one) => one.current)).toHaveLength(1 + 11 + 117);
    const datong = items.find((one) => one.code === '140227');
    expect(datong).toMatchObject({ current: false, successor_code: '140215' });
    const then = (await regions.listRegions(world.ctx(null), { on: '2017-06-01', parent: '140200' })).items;
    expect(then.map((one) => one.code)).toContain('140227');
    expect(then.map((one) => one.code)).not.toContain('140215');
  });

  it('is kept by the province, by document: zones, names, ends with a successor', async () => {
    const keeper = world.ctx('province.information');
    const zone = {
      code: '140100-01',
      name: '山西综改示范区',
      name_en: 'Shanxi Zone',
      from: '2026-12-05',
      document_no: documentNo,
    };
    expect(await code(regions.addRegion(world.ctx('taiyuan.information'), zone))).toBe('regions.kept_by_province');
    expect(await code(regions.addRegion(keeper, { ...zone, code: '150100' }))).toBe('regions.code_unfit');
    expect(await code(regions.addRegion(keeper, { ...zone, code: '140199-01' }))).toBe('regions.code_unfit');
    const made = await regions.addRegion(keeper, zone);
    expect(made).toMatchObject({ kind: 'zone', parent_code: '140100' });
    expect(await code(regions.addRegion(keeper, zone))).toBe('regions.code_taken');
    const all = (await regions.listRegions(keeper)).items;
    const city = all.find((one) => one.code === '140100')?.id ?? '';
    const county = all.find((one) => one.code === '140121')?.id ?? '';
    const end = { last_day: '2026-12-31', document_no: documentNo };
    expect(await code(regions.endRegion(keeper, city, end))).toBe('regions.has_children');
    expect(await code(regions.endRegion(keeper, county, { ...end, last_day: '1980-01-01' }))).toBe('regions.day');
    expect(await code(regions.endRegion(keeper, county, { ...end, successor_code: '140199' }))).toBe('regions.unknown');
    const renamed = await regions.renameRegion(keeper, county, {
      name: '清徐市',
      name_en: 'Qingxu City',
      from: '2026-12-06',
      document_no: documentNo,
    });
    expect(
      await code(regions.renameRegion(keeper, county, { ...renamed, from: '2026-12-09', document_no: documentNo })),
    ).toBe('regions.unknown');
    const ended = await regions.endRegion(keeper, renamed.id, { ...end, successor_code: '140106' });
    expect(ended).toMatchObject({ valid_to: '2026-12-31', successor_code: '140106' });
    expect(
      await code(
        registerEnterprise(world.ctx(null), {
          uscc: '91110000600037341L',
          name: '某公司',
          region_code: '140227',
          login: 'nobody.there',
          display_name: '某人',
          password: 'a long enough phrase of words',
        }),
      ),
    ).toBe('regions.unknown');
  });
});

describe('what auditors read (Article 4)', () => {
  const query = (over: Record<string, unknown> = {}) =>
    auditOperations.listAuditEvents.query.parse({ page_size: 100, ...over });
  it('is their own region; a document opens a region below, and only that one', async () => {
    const province = await someone('province.finance', ['auditor']);
    const city = await someone('taiyuan.finance', ['auditor']);
    const cityClerk = await someone('taiyuan.finance', ['admin']);
    await delegations.addDepartment(await cityClerk.ctx(), { name: '国库科' });
    const ofCity = query({ action: 'people.add_department', actor_id: cityClerk.id });
    expect((await listEvents(await city.ctx(), ofCity)).items).toHaveLength(1);
    expect((await listEvents(await province.ctx(), ofCity)).items).toEqual([]);
    const actions = async (one: Someone) =>
      new Set((await listEvents(await one.ctx(), query())).items.map((event) => event.organization_id));
    expect([...(await actions(city))]).not.toContain(world.organization('province.information').id);
    expect(readableRegions(await city.ctx())).toEqual(['140100']);

    const first = world.ctx('province.information');
    const second = await (await someone('province.information', ['reviewer'])).ctx();
    const opened = await offices.proposeOfficeCase(
      first,
      officeShapes.caseBody.parse({
        kind: 'appoint',
        power: 'audit_office',
        region_code: '140100',
        uscc: world.organization('province.finance').uscc,
        effective_on: '2026-12-05',
        document_no: '晋审发〔2026〕3号',
      }),
    );
    await decideOfficeCase(second, opened.id, { decision: 'confirm', opinion: '与文件一致' });
    expect(auditReach((await province.ctx()).viewer)).toEqual(['140000', '140100']);
    const [event] = (await listEvents(await province.ctx(), ofCity)).items;
    expect(event).toMatchObject({ action: 'people.add_department', for_name: null });
    expect(auditReach({ ...((await city.ctx()).viewer as NonNullable<Ctx['viewer']>), duties: ['admin'] })).toEqual([]);
  });
});
