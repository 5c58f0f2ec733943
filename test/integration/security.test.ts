/** Security and proof: what is found, who may do what, and what a stranger can check without us. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { QueryResultRow } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '#api/audit/act.ts';
import { listEvents, verify as verifyAudit } from '#api/audit/service.ts';
import { verifyChain } from '#api/audit/verify.ts';
import type { Ctx } from '#api/context.ts';
import { openPdf, verifyDocument } from '#api/documents/service.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { worklist } from '#api/overview/service.ts';
import { createToken } from '#api/people/tokens.ts';
import * as assessments from '#api/security/assessments.ts';
import * as controls from '#api/security/controls.ts';
import * as drills from '#api/security/drills.ts';
import * as exports from '#api/security/exports.ts';
import * as incidents from '#api/security/incidents.ts';
import { incidentBody, planBody } from '#api/security/incidents-contract.ts';
import * as logs from '#api/security/logs.ts';
import * as parameters from '#api/security/parameters.ts';
import * as privileges from '#api/security/privileges.ts';
import * as providers from '#api/security/providers.ts';
import * as roots from '#api/security/roots.ts';
import { securitySignals } from '#api/security/signals.ts';
import type { Listening } from '#api/server.ts';
import { auditCommands, recordCommands } from '#app/present/audit-commands.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { newEntry } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let server: Listening;
let steward: Ctx;
let head: Ctx;
let department: Ctx;
const base = 'http://localhost:47123';

const code = (run: Promise<unknown>) =>
  run.then(
    () => 'went through',
    (error: unknown) => (isRefusal(error) ? error.code : Promise.reject(error)),
  );
const query = <R extends QueryResultRow = QueryResultRow>(sql: string, values: unknown[] = []) =>
  t.database.query<R>(sql, values);

beforeAll(async () => {
  t = await testApp({ at: '2026-11-02T09:00:00+08:00', env: { PUBLIC_URL: base } });
  world = await makeWorld(t.app);
  server = await t.serve();
  steward = world.ctx('province.transport');
  head = world.ctx('province.transport.head');
  department = world.ctx('province.information');
}, 120_000);
afterAll(() => t.close());

/** Acts of the steward, each one record. */
async function acts(count: number): Promise<void> {
  for (let i = 0; i < count; i++)
    await act(steward, { action: 'test.act', subject: ['test', String(i)] }, async () => undefined);
}

describe('roots of the audit record', () => {
  it('are none until there is something to cover, and then one a day', async () => {
    expect(await code(roots.showRoot(t.ctx(), 'latest'))).toBe('audit.no_such_root');
    expect(await code(roots.proveRecord(steward, '1'))).toBe('audit.no_such_record');
    await acts(5);
    expect(await code(roots.proveRecord(steward, '1'))).toBe('audit.no_root_yet');
    t.clock.set('2026-11-03T00:05:00+08:00');
    await roots.publishDaily(t.app);
    await roots.publishDaily(t.app);
    await t.drain();
    const { items } = await roots.listRoots(t.ctx(), { page: 1, page_size: 20 });
    expect(items).toMatchObject([{ number: 1, day: '2026-11-02', size: 5, previous: null }]);
    expect(items[0]!.stamped_at).not.toBeNull();
  });

  it('are chained, over more records than one tile holds', async () => {
    // Records as the database writes them, with times as whole milliseconds; the shape of the text is not what is tested here.
    await query(
      `SELECT audit_append(date_trunc('milliseconds', now()), 'test.fill', 'done', NULL, NULL, 'req', 'test', n::text,
        '{"action":"test.fill","actor":null,"at":"","duties":[],"facts":{},"organization":null,"outcome":"done","request":"req","subject":{"id":"' || n || '","type":"test"}}')
       FROM generate_series(1, 2100) n`,
    );
    t.clock.set('2026-11-04T00:05:00+08:00');
    await roots.publishDaily(t.app);
    await acts(3);
    t.clock.set('2026-11-05T00:05:00+08:00');
    await roots.publishDaily(t.app);
    await t.drain();
    const { items } = await roots.listRoots(t.ctx(), { page: 1, page_size: 20 });
    expect(items.map((one) => one.number)).toEqual([3, 2, 1]);
    expect(items[0]!.previous).toBe(items[1]!.sha256);
    expect(await query('SELECT number FROM audit_tile ORDER BY number')).toEqual([{ number: 0 }, { number: 1 }]);
    const report = await verifyAudit(department);
    expect(report).toMatchObject({ ok: true, roots: { checked: 3, wrong: null } });
  });

  it('cannot be written over', async () => {
    await expect(query(`UPDATE audit_root SET root_hash = repeat('0', 64) WHERE number = 1`)).rejects.toThrow(
      /append_only/,
    );
    await expect(query('DELETE FROM audit_root')).rejects.toThrow(/append_only/);
    await expect(query('TRUNCATE audit_root CASCADE')).rejects.toThrow(/append_only/);
  });

  it('prove a record to who did it, to its organisation’s head and to auditors, and to nobody else', async () => {
    for (const who of [steward, head, department]) {
      const { proof } = await roots.proveRecord(who, '2');
      expect(proof).toMatchObject({ root: 1, index: 1, size: 5 });
    }
    expect(await code(roots.proveRecord(world.ctx('province.ecology'), '2'))).toBe('audit.no_such_record');
    expect(await code(roots.proveRecord(world.ctx('developer'), '2'))).toBe('audit.no_such_record');
    expect(await code(roots.proveGrowth(t.ctx(), { from: 3, to: 1 }))).toBe('audit.roots_in_order');
  });

  it('are published as pages’ data, as a feed and as a program', async () => {
    const get = (path: string) => fetch(server.url + path);
    expect(((await (await get('/api/v1/audit/roots')).json()) as { total: number }).total).toBe(3);
    expect((await get('/api/v1/audit/roots/99')).status).toBe(404);
    const feed = await (await get('/feeds/audit-roots.atom?lang=en')).text();
    const { root_hash } = await roots.showRoot(t.ctx(), 3);
    expect(feed).toContain(root_hash);
    expect((await get('/api/v1/audit/events/2/proof')).status).toBe(401);
    expect(await (await get('/api/v1/audit/check-audit.mjs')).text()).toBe(
      readFileSync(new URL('../../api/audit/check-audit.mjs', import.meta.url), 'utf8'),
    );
  });

  it('are checked by a stranger with the commands of the page, and what was changed does not hold', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'jinshu-stranger-'));
    // Not in step with this process: the commands ask the server that runs in it.
    const run = (commands: string) =>
      new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
        const asked = commands.replaceAll(base, server.url);
        execFile('sh', ['-euc', asked], { cwd: dir, encoding: 'utf8', timeout: 60_000 }, (error, stdout, stderr) =>
          resolve({ status: error === null ? 0 : Number(error.code ?? 1), stdout, stderr }),
        );
      });
    const commands = auditCommands(base);
    const checked = await run(commands.root);
    expect(checked.stderr).toBe('');
    expect(checked.stdout).toContain('holds: root.json: signed by');
    const openssl = await run(commands.openssl);
    expect(openssl.stdout + openssl.stderr).toMatch(/certificate.pem: OK[\s\S]*Verified OK[\s\S]*Verification: OK/);
    expect((await run(commands.growth)).stdout).toContain('root 3 adds to root 1 and changes nothing in it');
    for (const seq of ['2', '5', '6', '1024', '1025', '2049', '2105']) {
      const proof = await roots.proveRecord(department, seq);
      writeFileSync(join(dir, 'proof.json'), JSON.stringify(proof));
      expect((await run(recordCommands(base, proof.proof.root))).stdout).toContain(
        `record ${seq} is in root ${proof.proof.root}`,
      );
    }
    const proof = JSON.parse(readFileSync(join(dir, 'proof.json'), 'utf8')) as roots.ProofOut;
    const stray = {
      ...proof,
      record: { ...proof.record, canon: proof.record.canon.replace('test.fill', 'test.full') },
    };
    writeFileSync(join(dir, 'proof.json'), JSON.stringify(stray));
    const found = await run(recordCommands(base, proof.proof.root));
    expect(found.status).toBe(1);
    expect(found.stderr).toContain('DOES NOT HOLD');
    const root = JSON.parse(readFileSync(join(dir, 'root.json'), 'utf8')) as { statement: string };
    writeFileSync(
      join(dir, 'root.json'),
      JSON.stringify({ ...root, statement: root.statement.replace('"day":"2026', '"day":"2025') }),
    );
    expect((await run('node check-audit.mjs root root.json')).status).toBe(1);
    rmSync(dir, { recursive: true });
  });

  it('are checked on the page from what a stranger has in hand', async () => {
    const held = await roots.proveRecord(steward, '3');
    expect(await roots.checkProof(t.ctx(), held)).toMatchObject({
      holds: true,
      record: { action: 'test.act', outcome: 'done' },
      root: { number: 1 },
    });
    const { record, proof } = held;
    const faults = [
      { record: { ...record, canon: record.canon.replace('done', 'refused') }, proof },
      { record, proof: { ...proof, root: 99 } },
      { record, proof: { ...proof, size: proof.size + 1 } },
      { record, proof: { ...proof, path: [...proof.path].reverse() } },
      { record: { ...record, canon: 'no record' }, proof },
    ];
    const found = [];
    for (const one of faults) found.push((await roots.checkProof(t.ctx(), one)).fault);
    expect(found).toEqual(['record_changed', 'no_such_root', 'other_size', 'not_in_root', 'record_changed']);
  });

  it('come as a sealed paper too, which goes to who may see the record', async () => {
    const made = await roots.issueProof(steward, '2');
    expect(await verifyDocument(t.ctx(), made.id)).toMatchObject({ intact: true, kind: 'audit_proof', no: made.no });
    expect(
      Buffer.from((await openPdf(t.ctx(), made.id)).bytes)
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect((await roots.proveRecord(head, '2')).papers).toEqual([made]);
  });

  it('find a record that was changed by hand, even where the whole chain was written anew after it', async () => {
    const kept = await roots.showRoot(t.ctx(), 3);
    // Superuser's work: triggers off, the record changed, and every later hash computed again so that the chain fits.
    await query(`ALTER TABLE audit_event DISABLE TRIGGER USER`);
    await query(
      `UPDATE audit_event SET canon = replace(canon, 'test.fill', 'test.free'), action = 'test.free' WHERE seq = 1500`,
    );
    await query(`DO $$
      DECLARE r record; prev text; h text;
      BEGIN
        SELECT hash INTO prev FROM audit_event WHERE seq = 1499;
        FOR r IN SELECT seq, at, canon FROM audit_event WHERE seq >= 1500 ORDER BY seq LOOP
          h := encode(sha256(convert_to(prev || '|' || r.seq || '|' || to_char(r.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
            || '|' || encode(sha256(convert_to(r.canon, 'UTF8')), 'hex'), 'UTF8')), 'hex');
          UPDATE audit_event SET prev_hash = prev, hash = h WHERE seq = r.seq;
          prev := h;
        END LOOP;
        UPDATE audit_head SET hash = prev;
      END $$`);
    await query(`ALTER TABLE audit_event ENABLE TRIGGER USER`);
    expect((await verifyChain(t.app.db)).ok).toBe(true);
    expect(await verifyAudit(department)).toMatchObject({
      ok: false,
      roots: { checked: 2, wrong: { number: 2, from: '1025', to: '2048' } },
    });
    expect(await code(roots.proveRecord(department, '1500'))).toBe('audit.differs');
    expect(await code(roots.proveRecord(steward, '2'))).toBe('went through');
    // What was published says it too: the newest root keeps what the record no longer has.
    expect(createHash('sha256').update(kept.statement).digest('hex')).toBe(kept.sha256);
    expect(JSON.parse(kept.statement)).toMatchObject({ root: kept.root_hash, number: 3 });
  });
});

const incident = (over: Record<string, unknown> = {}) =>
  incidentBody.parse({
    title: '路况接口密钥外泄',
    kind: 'leak',
    grade: 2,
    discovered_at: '2026-11-05T08:00',
    systems: '路况发布系统',
    data_affected: '路况观测数据',
    ...over,
  });

describe('security incidents', () => {
  it('run on 24 hours where the public interest is in danger, and are late from then on', async () => {
    t.clock.set('2026-11-05T09:00:00+08:00');
    expect(await code(incidents.fileIncident(steward, incident({ discovered_at: '2026-11-05T10:00' })))).toBe(
      'security.future',
    );
    expect(await code(incidents.fileIncident(world.ctx('province.finance'), incident()))).toBe('auth.forbidden');
    const filed = await incidents.fileIncident(
      steward,
      incident({ threatens: true, personal: true, persons_count: 120 }),
    );
    expect(filed).toMatchObject({ state: 'open', late: false, report_due_at: '2026-11-06T00:00:00.000Z' });
    expect((await incidents.listIncidents(department, { page: 1, page_size: 20 })).total).toBe(1);
    expect(await code(incidents.getIncident(world.ctx('province.ecology'), filed.id))).toBe('security.not_found');
    expect(await code(incidents.startPlan(steward, filed.id, { revision: 1, words: '启动' }))).toBe('security.no_plan');
    expect(await code(incidents.containIncident(department, filed.id, { revision: 1, words: '代办' }))).toBe(
      'auth.forbidden',
    );
    t.clock.set('2026-11-06T09:00:00+08:00');
    expect((await securitySignals(t.ctx())).filter((one) => one.kind === 'incident_unreported')).toMatchObject([
      { subject_no: filed.no, since: '2026-11-06' },
    ]);
    const regraded = await incidents.regradeIncident(steward, filed.id, {
      revision: 1,
      grade: 3,
      threatens: false,
      words: '未危及公共利益',
    });
    expect(regraded).toMatchObject({ late: false, report_due_at: '2026-11-08T00:00:00.000Z' });
    expect(
      await code(
        incidents.noteIncident(steward, filed.id, { revision: 1, words: '旧页面', happened_at: '2026-11-05T08:20' }),
      ),
    ).toBe('security.changed_meanwhile');
  });

  it('are closed by a signatory who did not file them, once reported and once persons are thought of', async () => {
    const [found] = (await incidents.listIncidents(steward, { page: 1, page_size: 20 })).items;
    const id = found!.id;
    let seen = await incidents.noteIncident(steward, id, {
      revision: 2,
      words: '吊销密钥',
      happened_at: '2026-11-05T08:20',
    });
    const close = (ctx: Ctx) =>
      incidents.closeIncident(ctx, id, {
        revision: seen.revision,
        cause: '密钥写入脚本',
        lessons: '密钥改由保管库取用',
      });
    expect(await code(close(head))).toBe('security.wrong_state');
    const plan = await drills.draftPlan(
      steward,
      planBody.parse({
        title: '数据安全应急预案',
        body: '一、组织；二、分级；三、处置；四、报告；五、恢复；六、总结。',
        contacts: '值班室',
        review_due_on: '2027-11-05',
      }),
    );
    expect(await code(drills.approvePlan(steward, plan.id))).toBe('auth.forbidden');
    await drills.approvePlan(head, plan.id);
    expect(await code(drills.approvePlan(head, plan.id))).toBe('security.wrong_state');
    await expect(query(`UPDATE emergency_plan SET body = 'x'`)).rejects.toThrow(/append_only/);
    seen = await incidents.startPlan(steward, id, { revision: seen.revision, words: '启动第 1 版' });
    seen = await incidents.containIncident(steward, id, { revision: seen.revision, words: '已控制' });
    expect(await code(close(steward))).toBe('security.two_people');
    expect(await code(close(head))).toBe('security.not_reported');
    t.clock.set('2026-11-09T09:00:00+08:00');
    seen = await incidents.reportIncident(steward, id, {
      revision: seen.revision,
      to: '省级政务信息管理部门',
      words: '书面报告',
    });
    expect(seen.late).toBe(true);
    expect(await code(close(head))).toBe('security.persons_not_told');
    seen = await incidents.notifyPersons(steward, id, {
      revision: seen.revision,
      decision: 'spared',
      words: '密钥未被使用',
    });
    seen = await close(head);
    expect(seen).toMatchObject({ state: 'closed', plan_version: 1 });
    expect(seen.steps.map((one) => one.action)).toEqual([
      'file',
      'regrade',
      'note',
      'start_plan',
      'contain',
      'report',
      'notify',
      'close',
    ]);
    expect(await verifyDocument(t.ctx(), seen.document_id!)).toMatchObject({ intact: true, kind: 'incident_report' });
    await expect(query(`UPDATE security_incident SET title = 'x'`)).rejects.toThrow(/append_only/);
    await expect(query('DELETE FROM incident_step')).rejects.toThrow(/append_only/);
    expect((await securitySignals(t.ctx(), { organizationId: seen.organization.id })).map((one) => one.kind)).toContain(
      'incident_reported_late',
    );
  });

  it('are practised: a drill is followed until its improvements are made', async () => {
    expect(
      await code(
        drills.planDrill(world.ctx('province.ecology'), { title: '桌面推演', form: 'tabletop', due_on: '2026-12-01' }),
      ),
    ).toBe('security.no_plan');
    expect(await code(drills.planDrill(steward, { title: '桌面推演', form: 'tabletop', due_on: '2026-11-01' }))).toBe(
      'security.bad_day',
    );
    const made = await drills.planDrill(steward, { title: '密钥外泄桌面推演', form: 'tabletop', due_on: '2026-11-20' });
    t.clock.set('2026-11-23T09:00:00+08:00');
    expect((await securitySignals(t.ctx())).map((one) => one.kind)).toContain('drill_late');
    expect(await code(drills.closeDrill(head, made.id))).toBe('security.wrong_state');
    const record = {
      held_on: '2026-11-23',
      participants: 12,
      result: 'partly' as const,
      findings: '联系人不全',
      improvements: [{ words: '补全值班表', due_on: '2026-11-25' }],
    };
    expect(await code(drills.recordDrill(steward, made.id, { ...record, held_on: '2026-11-24' }))).toBe(
      'security.bad_day',
    );
    const held = await drills.recordDrill(steward, made.id, record);
    expect(await code(drills.closeDrill(steward, made.id))).toBe('security.two_people');
    expect(await code(drills.closeDrill(head, made.id))).toBe('security.improvements_open');
    await drills.finishImprovement(steward, made.id, { improvement: held.improvements[0]!.id, words: '已补全' });
    expect((await drills.closeDrill(head, made.id)).closed_at).not.toBeNull();
    expect(await code(drills.recordDrill(steward, made.id, record))).toBe('security.wrong_state');
  });
});

describe('privilege reviews', () => {
  it('list every right, which another keeps or revokes, and seal the result', async () => {
    const token = await createToken(steward, { name: '抽取任务', days: 30 } as never).catch(() => null);
    const review = await privileges.openReview(head);
    expect(await code(privileges.openReview(head))).toBe('security.review_exists');
    expect(await code(privileges.openReview(steward))).toBe('auth.forbidden');
    const own = review.rows.find((one) => one.kind === 'duty' && one.person !== null && one.refusal !== null)!;
    const say = (row: string, decision: 'keep' | 'revoke') =>
      privileges.decidePrivilege(head, review.id, { row, decision, reason: '按岗位核对' });
    expect(await code(say(own.id, 'keep'))).toBe('security.holder');
    expect(await code(privileges.closeReview(head, review.id))).toBe('security.rows_open');
    const mine = review.rows.find((one) => one.kind === 'duty' && one.subject === 'licensing' && one.refusal === null)!;
    await say(mine.id, 'revoke');
    expect(await code(say(mine.id, 'keep'))).toBe('security.row_decided');
    const [held] = await query<{ duties: string[] }>(
      `SELECT m.duties FROM membership m WHERE m.person_id = (SELECT person_id FROM privilege_row WHERE id = $1)`,
      [mine.id],
    );
    expect(held!.duties).not.toContain('licensing');
    // The room that owns the duty says so itself.
    expect(
      await query(
        `SELECT 1 FROM audit_event WHERE action = 'people.change_duties' AND outcome = 'done' AND actor_id = $1`,
        [head.viewer!.personId],
      ),
    ).toHaveLength(1);
    const admins = review.rows.filter((one) => one.kind === 'duty' && one.subject === 'admin');
    if (admins.length === 1 && admins[0]!.refusal === null)
      expect(await code(say(admins[0]!.id, 'revoke'))).toBe('security.last_admin');
    for (const row of (await privileges.getReview(head, review.id)).rows)
      if (row.decision === null) {
        // The department decides on who would decide on themselves.
        const by = row.refusal === null ? head : department;
        await privileges.decidePrivilege(by, review.id, {
          row: row.id,
          decision: row.kind === 'token' ? 'revoke' : 'keep',
          reason: '核对无误',
        });
      }
    if (token !== null) expect(await query('SELECT 1 FROM access_token WHERE revoked_at IS NULL')).toEqual([]);
    await expect(query(`UPDATE privilege_row SET decision = 'keep'`)).rejects.toThrow(/append_only/);
    const closed = await privileges.closeReview(head, review.id);
    expect(await verifyDocument(t.ctx(), closed.document_id!)).toMatchObject({
      intact: true,
      kind: 'privilege_review',
    });
    expect(closed.late).toBe(true);
  });

  it('are opened for every agency, and are a signal when nobody closes them', async () => {
    await privileges.openReviews(t.app);
    await privileges.openReviews(t.app);
    const { items } = await privileges.listReviews(department);
    expect(new Set(items.map((one) => one.organization.id)).size).toBe(items.length);
    expect(items.length).toBeGreaterThan(3);
    expect((await securitySignals(t.ctx(), { regions: ['140000'] })).map((one) => one.kind)).toContain(
      'privileges_unreviewed',
    );
  });

  it('rest on logs from which nothing goes', async () => {
    const kept = await logs.showLogRetention(department);
    expect(kept.logs).toMatchObject([
      { name: 'audit_event', guarded: true, whole: true },
      { name: 'account_event', guarded: true },
    ]);
    expect(kept.days).toBeGreaterThanOrEqual(183);
    expect(await code(logs.exportLogs(steward, { from: '2026-11-01', to: '2026-11-30' }))).toBe('auth.forbidden');
    expect(await code(logs.exportLogs(department, { from: '2026-11-30', to: '2026-11-01' }))).toBe('security.bad_day');
    const { text } = await logs.exportLogs(department, { from: '2026-11-01', to: '2026-11-30' });
    expect(text).toContain('security.privilege_revoke done');
    await query('ALTER TABLE account_event DISABLE TRIGGER account_event_append_only');
    expect((await logs.showLogRetention(department)).logs[1]).toMatchObject({ guarded: false });
    expect((await controls.measureControls(t.ctx(), '140000')).find((one) => one.code === 'history')?.state).toBe(
      'off',
    );
    await query('ALTER TABLE account_event ENABLE TRIGGER account_event_append_only');
    expect((await controls.measureControls(t.ctx(), '140000')).find((one) => one.code === 'history')?.state).toBe('on');
  });
});

describe('what takes two people', () => {
  const second = () => world.ctx('province.information.head');
  const grant = { decision: 'granted' as const, opinion: '同意' };

  it('is a term of security: proposed with its reason, put in force by another', async () => {
    const propose = (ctx: Ctx, value: number, name: 'export_rows' | 'log_days' = 'export_rows') =>
      parameters.proposeParameter(ctx, { name, value, reason: '控制一次带走的数量', document_no: '晋数〔2026〕9号' });
    expect(await code(propose(steward, 100))).toBe('auth.forbidden');
    expect(await code(propose(department, 30, 'log_days'))).toBe('security.parameter_bounds');
    expect(await code(propose(department, 5000))).toBe('security.parameter_same');
    const asked = await propose(department, 100);
    expect(asked.items.find((one) => one.name === 'export_rows')).toMatchObject({ value: 5000, waiting: true });
    expect(await code(propose(department, 200))).toBe('security.parameter_waits');
    const id = asked.changes[0]!.id;
    expect(await code(parameters.decideParameter(department, id, grant))).toBe('security.not_found');
    const both = { ...department, viewer: { ...department.viewer!, duties: ['signatory' as const] } };
    expect(await code(parameters.decideParameter(both, id, grant))).toBe('security.two_people');
    expect((await worklist(second())).items.map((one) => one.kind)).toContain('security_parameter');
    const set = await parameters.decideParameter(second(), id, grant);
    expect(set.items.find((one) => one.name === 'export_rows')).toMatchObject({ value: 100, waiting: false });
    expect(await code(parameters.decideParameter(second(), id, grant))).toBe('security.decided');
    await expect(query(`UPDATE security_parameter_change SET value = 1`)).rejects.toThrow(/append_only/);
  });

  it('is a large export of logs, taken by who asked for it, for the days asked for', async () => {
    const span = { from: '2026-11-01', to: '2026-11-30' };
    expect(await code(logs.exportLogs(department, span))).toBe('went through');
    await query(
      `SELECT audit_append(date_trunc('milliseconds', '2026-11-10T00:00:00Z'::timestamptz), 'people.test', 'done', NULL, $1, 'req', 'test', n::text,
      '{"action":"people.test"}') FROM generate_series(1, 150) n`,
      [steward.viewer!.organization.id],
    );
    expect(await code(logs.exportLogs(department, span))).toBe('security.export_large');
    expect(await code(exports.askExport(steward, { ...span, reason: '核查登录' }))).toBe('auth.forbidden');
    const asked = await exports.askExport(department, { ...span, reason: '核查登录' });
    expect(asked).toMatchObject({ state: 'waiting', mine: true });
    expect(await code(logs.exportLogs(department, { ...span, request: asked.id }))).toBe('security.export_not_open');
    expect(await code(exports.decideExport(department, asked.id, grant))).toBe('security.two_people');
    expect(await code(exports.decideExport(head, asked.id, grant))).toBe('security.not_found');
    expect((await worklist(second())).items.map((one) => one.kind)).toContain('security_export');
    expect(await exports.decideExport(second(), asked.id, grant)).toMatchObject({ state: 'granted' });
    expect(await code(exports.decideExport(second(), asked.id, grant))).toBe('security.decided');
    const taken = await logs.exportLogs(department, { ...span, request: asked.id });
    expect(taken.text.split('\n').length).toBeGreaterThan(150);
    expect(await code(logs.exportLogs(department, { ...span, to: '2026-11-29', request: asked.id }))).toBe(
      'security.export_not_open',
    );
    const [record] = await query<{ canon: string }>(
      `SELECT canon FROM audit_event WHERE action = 'security.export_logs' AND outcome = 'done' ORDER BY seq DESC LIMIT 1`,
    );
    expect(JSON.parse(record!.canon).facts).toMatchObject({ request: asked.id });
    const then = t.clock.now();
    t.clock.advance({ days: 8 });
    expect(await code(logs.exportLogs(department, { ...span, request: asked.id }))).toBe('security.export_not_open');
    expect((await exports.listExports(department)).items).toMatchObject([{ state: 'over' }]);
    t.clock.set(then.toISOString());
  });

  it('is read by auditors of the own region only', async () => {
    const city = world.ctx('taiyuan.information');
    const auditor = { ...city, viewer: { ...city.viewer!, duties: ['auditor' as const], powers: [] } };
    const span = { from: '2026-11-10', to: '2026-11-10' };
    expect((await logs.exportLogs(auditor, span)).text).not.toContain('people.test');
    const { items } = await privileges.listReviews(auditor);
    expect(items.length).toBeGreaterThan(0);
    expect(items.map((one) => one.organization.name).filter((name) => !name.startsWith('太原市'))).toEqual([]);
    expect((await incidents.listIncidents(auditor, { page: 1, page_size: 20 })).items).toEqual([]);
    const [ours] = (await incidents.listIncidents(department, { page: 1, page_size: 20 })).items;
    expect(await code(incidents.getIncident(auditor, ours!.id))).toBe('security.not_found');
    expect((await listEvents(auditor, { page: 1, page_size: 50, subject_id: ours!.id })).items).toEqual([]);
    expect(
      (await listEvents(department, { page: 1, page_size: 50, subject_id: ours!.id })).items.length,
    ).toBeGreaterThan(1);
  });
});

describe('technical service providers', () => {
  it('work under contract, are judged by two and answer for it', async () => {
    const uscc = '91140100MA0K000016';
    expect(await code(providers.registerProvider(steward, { name: '晋云运维', uscc: '91140100MA0K000010' }))).toBe(
      'security.bad_uscc',
    );
    const valid = ['91350100M000100Y43', uscc][0]!;
    const made = await providers.registerProvider(steward, { name: '晋云运维', uscc: valid });
    expect(await code(providers.registerProvider(steward, { name: '晋云运维', uscc: valid }))).toBe(
      'security.provider_exists',
    );
    const person = {
      name: '运维甲',
      role: '数据库运维',
      access: '只读',
      valid_from: '2026-11-23',
      valid_to: '2030-01-01',
    };
    expect(await code(providers.admitPerson(steward, made.id, person))).toBe('security.no_contract');
    const points = { service: 18, security: 12, data: 14, people: 12, response: 10 };
    expect(await code(providers.evaluateProvider(steward, made.id, { year: 2026, points, words: '年度评价' }))).toBe(
      'security.no_contract',
    );
    const contract = {
      no: 'HT-1',
      title: '运维合同',
      scope: '数据库运维',
      access: '生产库只读',
      duties: '不得留存数据',
      sla: '2 小时响应',
      onward: 'forbidden' as const,
      valid_from: '2025-01-01',
      valid_to: '2026-12-31',
    };
    expect(await code(providers.enterContract(steward, made.id, { ...contract, valid_to: '2024-01-01' }))).toBe(
      'security.bad_day',
    );
    await providers.enterContract(steward, made.id, contract);
    expect(await code(providers.enterContract(steward, made.id, contract))).toBe('security.contract_exists');
    expect((await providers.admitPerson(steward, made.id, person)).people[0]!.valid_to).toBe('2026-12-31');
    expect((await securitySignals(t.ctx())).map((one) => one.kind)).toContain('provider_unevaluated');
    expect(await code(providers.evaluateProvider(steward, made.id, { year: 2024, points, words: '早年' }))).toBe(
      'security.year_not_over',
    );
    const judged = await providers.evaluateProvider(steward, made.id, { year: 2026, points, words: '安全培训不足' });
    expect(judged.evaluations[0]).toMatchObject({ score: 66, grade: 'C' });
    expect(await code(providers.evaluateProvider(steward, made.id, { year: 2026, points, words: '再评' }))).toBe(
      'security.evaluated',
    );
    const evaluation = { evaluation: judged.evaluations[0]!.id };
    expect(await code(providers.confirmEvaluation(steward, made.id, evaluation))).toBe('security.two_people');
    const confirmed = await providers.confirmEvaluation(head, made.id, evaluation);
    expect(await verifyDocument(t.ctx(), confirmed.evaluations[0]!.document_id!)).toMatchObject({ intact: true });
    expect((await securitySignals(t.ctx())).map((one) => one.kind)).not.toContain('provider_unevaluated');
    const measure = (
      action: 'rectify' | 'end' | 'ban' | 'resume' | 'confirm_return',
      until: string | null,
      revision: number,
    ) => providers.measureProvider(steward, made.id, { action, until, revision, words: '依据评价' });
    expect(await code(measure('rectify', null, 1))).toBe('security.bad_day');
    expect(await code(measure('rectify', '2026-12-10', 9))).toBe('security.changed_meanwhile');
    await measure('rectify', '2026-12-10', 1);
    const ended = await measure('end', null, 2);
    expect(ended).toMatchObject({ state: 'ended', due_on: '2026-12-07' });
    expect(ended.people.every((one) => one.ended_at !== null)).toBe(true);
    expect(await code(providers.enterContract(steward, made.id, { ...contract, no: 'HT-2' }))).toBe(
      'security.wrong_state',
    );
    t.clock.set('2026-12-08T09:00:00+08:00');
    expect((await securitySignals(t.ctx())).map((one) => one.kind)).toContain('provider_data_out');
    await measure('confirm_return', null, 3);
    await measure('ban', '2027-12-31', 4);
    expect(await code(measure('resume', null, 5))).toBe('security.banned');
    expect(
      await code(providers.registerProvider(world.ctx('province.ecology'), { name: '晋云运维', uscc: valid })),
    ).toBe('security.banned');
  });
});

describe('impact assessments', () => {
  it('are demanded where an entry holds personal columns, approved by another and kept', async () => {
    const entry = await newEntry(steward, {
      items: [
        { name: '姓名', label: '姓名', data_type: 'C', description: '', unit: '', sensitivity: 'direct_identifier' },
      ],
    } as never);
    await query(`UPDATE entry SET state = 'published' WHERE code = $1`, [entry.code]);
    expect((await assessments.listAssessments(steward)).demanded.map((one) => one.code)).toEqual([entry.code]);
    expect(await code(assessments.startAssessment(steward, { subject_type: 'entry', subject: 'x/1' }))).toBe(
      'security.no_subject',
    );
    const made = await assessments.startAssessment(steward, { subject_type: 'entry', subject: entry.code });
    expect(await code(assessments.submitAssessment(steward, made.id, { revision: 1 }))).toBe('security.incomplete');
    const content = {
      handling: '公开',
      data_kinds: '姓名',
      sensitive: false,
      necessity: '法定公开',
      effect: '较小',
      risk: 'low' as const,
      measures: '去标识',
      conclusion: 'with_measures' as const,
    };
    await assessments.saveAssessment(steward, made.id, { revision: 1, ...content });
    expect(await code(assessments.saveAssessment(steward, made.id, { revision: 1, ...content }))).toBe(
      'security.changed_meanwhile',
    );
    await assessments.submitAssessment(steward, made.id, { revision: 2 });
    expect(await code(assessments.saveAssessment(steward, made.id, { revision: 3, ...content }))).toBe(
      'security.wrong_state',
    );
    const decide = (ctx: Ctx) =>
      assessments.decideAssessment(ctx, made.id, { revision: 3, decision: 'approve', opinion: '同意' });
    expect(await code(decide(steward))).toBe('auth.forbidden');
    expect(await decide(head)).toMatchObject({ state: 'approved', keep_until: '2029-12-08' });
    expect((await assessments.listAssessments(steward)).demanded).toEqual([]);
    await expect(query('DELETE FROM impact_assessment')).rejects.toThrow(/append_only/);
    await expect(query(`UPDATE impact_assessment SET risk = 'high'`)).rejects.toThrow(/append_only/);
    const own = await assessments.startAssessment(head, { subject_type: 'entry', subject: entry.code });
    await assessments.saveAssessment(head, own.id, { revision: 1, ...content });
    await assessments.submitAssessment(head, own.id, { revision: 2 });
    expect(
      await code(assessments.decideAssessment(head, own.id, { revision: 3, decision: 'approve', opinion: '自批' })),
    ).toBe('security.two_people');
  });
});
