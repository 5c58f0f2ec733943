/** Targeted opening: filed, decided, delivered to one person, traced; seen by nobody else. */
import { Readable } from 'node:stream';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '#api/context.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import type { Listening } from '#api/server.ts';
import * as apply from '#api/targeted/apply.ts';
import { grantBody, saveBody, scopeBody } from '#api/targeted/contract.ts';
import * as deliver from '#api/targeted/deliver.ts';
import * as desk from '#api/targeted/desk.ts';
import { grantTargeted, tryTargetedScope } from '#api/targeted/grant.ts';
import { sweepTargeted } from '#api/targeted/jobs.ts';
import * as proofs from '#api/targeted/proofs.ts';
import { traceTargeted } from '#api/targeted/tracing.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { publishedDataset } from '#test/support/catalog.ts';
import * as make from '#test/support/targeted.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let server: Listening;
let steward: Ctx;
let owner: { ctx: Ctx; token: string };
let other: { ctx: Ctx; token: string };
let hidden: Awaited<ReturnType<typeof make.hiddenParcels>>;
let means: make.TargetedMeans;
const email = 'zhang@example.cn';
const lines: string[] = [];

beforeAll(async () => {
  t = await testApp({ env: { PUBLIC_URL: 'https://data.example.cn' } });
  const write = (line: unknown, ...more: unknown[]) => void lines.push(JSON.stringify([line, ...more]));
  Object.assign(t.app.log, { info: write, warn: write, error: write, debug: write });
  world = await makeWorld(t.app);
  server = await t.serve('api');
  steward = world.ctx('province.transport');
  hidden = await make.hiddenParcels(t, steward);
  owner = await make.applicant(t, email);
  other = await make.applicant(t, 'li@example.cn');
  means = { t, ctx: owner.ctx, steward, agency: world.organization('province.transport').uscc };
}, 180_000);
afterAll(() => t?.close());

const code = async (run: Promise<unknown>) =>
  run.then(
    () => 'went through',
    (error: unknown) => (isRefusal(error) ? error.code : Promise.reject(error)),
  );
const checks = ['national_security', 'trade_secret', 'personal_privacy'] as const;
const grantOf = (over: Record<string, unknown> = {}) =>
  grantBody.parse({
    ...make.scope(hidden.version.id),
    term_until: '2026-12-31',
    checks,
    touching: 'none',
    reason: '系权利人',
    ...over,
  });
const verified = async () => {
  const { id } = await make.filed(means);
  await desk.verifyTargeted(steward, id, { words: '' });
  return id;
};
const trace = (csv: string | Buffer, ctx = steward) =>
  traceTargeted(ctx, { stream: Readable.from([Buffer.from(csv)]) });

describe('an application', () => {
  it('needs a mailbox, data, and an identity whose digits hold; never repeats what was typed', async () => {
    expect(await code(apply.startTargeted(t.ctx(), make.material()))).toBe('participants.needed');
    expect(await code(apply.startTargeted(steward, make.material()))).toBe('targeted.no_mailbox');
    expect(await code(apply.startTargeted(owner.ctx, make.material()))).toBe('targeted.no_data_named');
    expect(await code(apply.startTargeted(owner.ctx, make.material({ agency: '91140000MA0000000X' })))).toBe(
      'targeted.agency_unknown',
    );
    const enterprise = world.organization('developer.road').uscc;
    expect(await code(apply.startTargeted(owner.ctx, make.material({ agency: enterprise })))).toBe(
      'targeted.agency_unknown',
    );
    const wrong = `${make.citizen(11).slice(0, 17)}${make.citizen(11).endsWith('1') ? '2' : '1'}`;
    const refused = await apply
      .startTargeted(owner.ctx, make.material({ agency: means.agency, number: wrong, name: '' }))
      .catch((error: unknown) => error);
    expect(isRefusal(refused) && refused.code).toBe('targeted.bad_identity');
    expect(JSON.stringify(refused)).not.toContain(wrong);
    const firm = { agency: means.agency, applicant_kind: 'organization', name: '演示矿业有限公司', number: enterprise };
    expect(await code(apply.startTargeted(owner.ctx, make.material(firm)))).toBe('targeted.bad_identity');
    const shown = await apply.startTargeted(owner.ctx, make.material({ ...firm, representative: '王五五' }));
    expect(shown).toMatchObject({ state: 'drafting', applicant_kind: 'organization', masked_name: '演示矿业****公司' });
  });

  it('about a listed entry names it; what is open needs none', async () => {
    const by = { steward, reviewer: world.ctx('province.information'), drain: () => t.drain() };
    const open = await publishedDataset(by, { title: '全部公开的数据' });
    const licensed = await publishedDataset(by, {
      title: '有条件的数据',
      open_type: 'conditional',
      open_condition: '签订协议',
      licence: 'agreement',
    });
    expect(await code(apply.startTargeted(owner.ctx, make.material({ dataset: open.entry.code })))).toBe(
      'targeted.open_already',
    );
    expect(await code(apply.startTargeted(owner.ctx, make.material({ dataset: hidden.entry.code })))).toBe(
      'catalog.not_found',
    );
    const shown = await apply.startTargeted(owner.ctx, make.material({ dataset: licensed.entry.code }));
    expect(shown.dataset).toEqual({ code: licensed.entry.code, title: '有条件的数据' });
    expect(shown.agency.uscc).toBe(means.agency);
  });

  it('takes proof by content, five files, sealed on the disk', async () => {
    const { id } = await apply.startTargeted(owner.ctx, make.material({ agency: means.agency }));
    const add = (bytes: Buffer, name?: string) => proofs.addTargetedProof(owner.ctx, id, make.proof(bytes, name));
    expect(await code(add(Buffer.from('GIF89a....'), 'x.pdf'))).toBe('targeted.proof_kind');
    expect(await code(add(Buffer.from('<script>alert(1)</script>'), 'x.png'))).toBe('targeted.proof_kind');
    expect(await code(add(Buffer.concat([make.pdf, Buffer.alloc(10 * 1024 * 1024)])))).toBe('targeted.proof_too_large');
    for (let i = 0; i < 5; i++) await add(make.pdf, `证明${i}.pdf`);
    expect(await code(add(make.pdf))).toBe('targeted.too_many_proofs');
    const shown = await proofs.removeTargetedProof(owner.ctx, id, 2);
    expect(shown.proofs.map((one) => one.name)).toEqual(['证明0.pdf', '证明2.pdf', '证明3.pdf', '证明4.pdf']);
    expect(await code(proofs.removeTargetedProof(owner.ctx, id, 2))).toBe('targeted.proof_not_found');
    const [row] = await t.app.db.targetedProof.findMany({ where: { caseId: id } });
    const { stream } = await t.app.ports.files.open(row?.key ?? '');
    const kept = Buffer.concat(await stream.toArray());
    expect(kept.includes('%PDF')).toBe(false);
    expect(row?.nameSealed).not.toContain('证明');
  });

  it('is filed when complete and undertaken; edits name the revision they saw; a draft is nobody else’s', async () => {
    const bare = await apply.startTargeted(
      owner.ctx,
      make.material({ agency: means.agency, statement: '', scope: '', purpose: '' }),
    );
    expect(await code(desk.showTargetedDesk(steward, bare.id))).toBe('targeted.not_found');
    const refused = await apply
      .fileTargeted(owner.ctx, bare.id, { revision: 1, undertaking: true })
      .catch((error: unknown) => error);
    expect(isRefusal(refused) && [refused.code, ...refused.fields.map((one) => one.path)]).toEqual([
      'targeted.incomplete',
      'statement',
      'scope',
      'purpose',
      'proof',
    ]);
    const { name: _n, number: _m, dataset: _d, agency: _a, ...rest } = make.material();
    const saved = await apply.saveTargeted(owner.ctx, bare.id, saveBody.parse({ ...rest, revision: 1 }));
    expect(saved).toMatchObject({ masked_name: '张**', own: { scope: '地块编号 DK-1001 等本人宗地' } });
    expect(await code(apply.saveTargeted(owner.ctx, bare.id, saveBody.parse({ ...rest, revision: 1 })))).toBe(
      'targeted.changed_meanwhile',
    );
    const { revision } = await proofs.addTargetedProof(owner.ctx, bare.id, make.proof());
    expect(await code(apply.fileTargeted(owner.ctx, bare.id, { revision, undertaking: false }))).toBe(
      'targeted.no_undertaking',
    );
    const shown = await apply.fileTargeted(owner.ctx, bare.id, { revision, undertaking: true });
    // Twenty working days from Monday 2 November 2026.
    expect(shown).toMatchObject({ state: 'filed', clock: { received_on: '2026-11-02', due_on: '2026-11-30' } });
    expect(await code(proofs.addTargetedProof(owner.ctx, bare.id, make.proof()))).toBe('targeted.wrong_state');
    expect(await code(proofs.removeTargetedProof(owner.ctx, bare.id, 1))).toBe('targeted.wrong_state');
  });
});

describe('strangers', () => {
  it('get the same 404 for a case as for none', async () => {
    const { id } = await make.filed(means);
    for (const run of [
      () => apply.showOwnTargeted(other.ctx, id),
      () => apply.withdrawTargeted(other.ctx, id, { reason: '' }),
      () => deliver.askTargetedCode(other.ctx, id),
      () => deliver.downloadTargeted(other.ctx, id, { code: '000000', format: 'csv' }),
      () => proofs.addTargetedProof(other.ctx, id, make.proof()),
      () => desk.showTargetedDesk(world.ctx('province.ecology'), id),
      () => desk.showTargetedDesk(world.ctx('taiyuan.information'), id),
      () => desk.verifyTargeted(world.ctx('province.ecology'), id, { words: '' }),
      () => proofs.lookAtTargeted(world.ctx('developer'), id, { why: 'verify_identity', words: '' }),
    ])
      expect(await code(run())).toBe('targeted.not_found');
    expect(await code(desk.showTargetedDesk(t.ctx(), id))).toBe('auth.required');
    expect(await code(desk.listTargetedDesk(world.ctx('developer'), { page: 1, page_size: 20 }))).toBe(
      'auth.forbidden',
    );
    const ask = (path: string, token?: string) =>
      fetch(`${server.url}/api/v1${path}`, {
        ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
      });
    expect((await ask(`/targeted/cases/${id}`)).status).toBe(401);
    const theirs = await ask(`/targeted/cases/${id}`, other.token);
    const nothing = await ask('/targeted/cases/tgt_00000000000000000000000000', other.token);
    expect([theirs.status, nothing.status]).toEqual([404, 404]);
    const bare = async (response: Response) => ({ ...((await response.json()) as object), instance: 0, request_id: 0 });
    expect(JSON.stringify(await bare(theirs)).replaceAll(id, '')).toBe(
      JSON.stringify(await bare(nothing)).replaceAll('tgt_00000000000000000000000000', ''),
    );
    const own = await ask(`/targeted/cases/${id}`, owner.token);
    expect([own.status, own.headers.get('cache-control'), own.headers.get('access-control-allow-origin')]).toEqual([
      200,
      'no-store',
      null,
    ]);
  });

  it('find neither case nor data in any list', async () => {
    const { id, no } = await make.granted(means, hidden.version.id);
    await t.drain();
    const paths = [
      '/api/v1/search?q=宗地登记',
      '/api/v1/search?q=DK-1002',
      '/api/v1/search/suggestions?q=宗地',
      '/sitemap.xml',
      '/sitemap-1.xml',
      '/feeds/catalog.atom',
      '/api/3/action/package_list',
      '/api/3/action/package_search?q=宗地',
      '/catalog.jsonld',
      '/catalog.ttl',
      '/data.json',
      '/oai?verb=ListRecords&metadataPrefix=oai_dc',
      '/api/v1/agreements/register',
      '/api/v1/targeted/figures',
    ];
    let answered = 0;
    for (const path of paths) {
      const response = await fetch(server.url + encodeURI(path));
      const text = await response.text();
      if (response.ok) answered += 1;
      for (const secret of [id, no, hidden.entry.code, hidden.entry.id, '宗地登记结果', 'DK-10', '张三丰'])
        expect(text.includes(secret) && !path.includes(secret), `${path}: ${secret}`).toBe(false);
    }
    expect(answered).toBeGreaterThan(8);
    const mcp = await fetch(`${server.url}/mcp`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name: 'search', arguments: { q: '宗地登记结果' } },
      }),
    });
    expect(await mcp.text()).not.toContain(hidden.entry.code);
  });
});

describe('the agency', () => {
  it('looks at what is sealed for a reason, and each look is on record; the department that supervises may not', async () => {
    const { id, no } = await make.filed(means);
    const shown = await desk.showTargetedDesk(steward, id);
    expect(shown).toMatchObject({ masked_name: '张**', own: null, proofs: [{ name: null, kind: 'pdf' }] });
    expect(JSON.stringify(shown)).not.toMatch(/张三丰|DK-1001|1985/);
    const look = await proofs.lookAtTargeted({ ...steward, idempotency: { key: 'look-once', hash: 'x' } }, id, {
      why: 'verify_identity',
      words: '',
    });
    expect(look).toMatchObject({ name: '张三丰', number: make.citizen(11), scope: '地块编号 DK-1001 等本人宗地' });
    const file = await proofs.lookAtTargetedProof(steward, id, 1, { why: 'examine_interest', words: '' });
    expect(file.bytes.equals(make.pdf)).toBe(true);
    expect(file).toMatchObject({ contentType: 'application/pdf', fileName: `${no}-1.pdf` });
    expect(await code(proofs.lookAtTargetedProof(steward, id, 9, { why: 'remedy', words: '' }))).toBe(
      'targeted.proof_not_found',
    );
    const department = world.ctx('province.information');
    expect((await desk.showTargetedDesk(department, id)).no).toBe(no);
    expect(await code(proofs.lookAtTargeted(department, id, { why: 'supervision', words: '' }))).toBe('auth.forbidden');
    expect(await code(desk.verifyTargeted(department, id, { words: '' }))).toBe('auth.forbidden');
    expect(await code(desk.verifyTargeted(world.ctx('province.transport.head'), id, { words: '' }))).toBe(
      'targeted.not_found',
    );
    const events = await t.app.db.auditEvent.findMany({ where: { action: 'targeted.look', subjectId: id } });
    expect(events.map((one) => one.outcome).sort()).toEqual(['done', 'done', 'refused', 'refused']);
    expect(JSON.stringify(events, (_, value) => (typeof value === 'bigint' ? String(value) : value))).toContain(
      'verify_identity',
    );
    const kept = await t.app.db.idempotencyRecord.findMany({ where: { key: 'look-once' } });
    expect(kept).toEqual([]);
  });

  it('asks once for a supplement, while the clock stands still', async () => {
    const { id } = await make.filed(means);
    const asked = await desk.supplementTargeted(steward, id, { notice: '请补充不动产权证书' });
    expect(asked).toMatchObject({ state: 'supplementing', clock: { due_on: null, days_left: 20 } });
    t.clock.advance({ days: 7 });
    const draft = await apply.showOwnTargeted(owner.ctx, id);
    await proofs.addTargetedProof(owner.ctx, id, make.proof());
    const back = await apply.resubmitTargeted(owner.ctx, id, { revision: draft.revision });
    expect(back).toMatchObject({ state: 'filed', clock: { due_on: '2026-12-07', days_left: 20 } });
    expect(await code(desk.supplementTargeted(steward, id, { notice: '再补充' }))).toBe('targeted.supplement_used');
    t.clock.set('2026-11-02T12:00:00+08:00');
    const long = await make.filed(means);
    const extended = await desk.extendTargeted(steward, long.id, { reason: '涉及多份档案' });
    expect(extended).toMatchObject({ state: 'filed', clock: { due_on: '2026-12-28', days_left: 40 } });
    expect(await code(desk.extendTargeted(steward, long.id, { reason: '再延长' }))).toBe('targeted.extended_already');
    const late = await make.filed(means);
    t.clock.set('2026-12-15T12:00:00+08:00');
    expect(await code(desk.extendTargeted(steward, late.id, { reason: '迟了' }))).toBe('targeted.too_late_to_extend');
    expect((await desk.showTargetedDesk(steward, late.id)).clock.overdue).toBe(true);
    t.clock.set('2026-11-02T12:00:00+08:00');
  });

  it('refuses with ground, basis and remedy; an identity that does not hold likewise', async () => {
    const first = await make.filed(means);
    const rejected = await desk.rejectTargeted(steward, first.id, {
      reason: '证件与人不符',
      legal_basis: '条例第十四条',
    });
    expect(rejected).toMatchObject({ state: 'refused', decision: { ground: 'identity' } });
    const id = await verified();
    await desk.refuseTargeted(steward, id, { ground: 'trade_secret', reason: '权利人不同意', legal_basis: '第十五条' });
    const { decision } = await apply.showOwnTargeted(owner.ctx, id);
    expect(decision).toMatchObject({ ground: 'trade_secret', legal_basis: '第十五条' });
    expect(decision?.remedy?.zh).toMatch(/行政复议.*行政诉讼/);
    expect(await code(desk.verifyTargeted(steward, id, { words: '' }))).toBe('targeted.wrong_state');
    expect(await code(desk.revokeTargeted(steward, id, { reason: '无' }))).toBe('targeted.wrong_state');
  });

  it('grants rows and columns of its own, after the three checks and after others were heard', async () => {
    const id = await verified();
    const grant = (over: Record<string, unknown>, ctx = steward) => code(grantTargeted(ctx, id, grantOf(over)));
    expect(await grant({ checks: ['trade_secret'] })).toBe('targeted.checks_missing');
    expect(await grant({ touching: 'heard' })).toBe('targeted.nobody_heard');
    for (const term_until of ['2026-11-01', '2028-01-01', 'bald'])
      expect(await grant({ term_until })).toBe('targeted.bad_day');
    expect(await grant({ columns: [] })).toBe('targeted.no_columns');
    expect(await grant({ filters: [] })).toBe('targeted.scope_too_wide');
    expect(await grant({ filters: [{ column: '用途', op: 'notnull' }] })).toBe('targeted.scope_too_wide');
    expect(await grant({ filters: [{ column: '用途', op: 'eq', value: '海域' }] })).toBe('targeted.no_rows');
    expect(await grant({ version_id: 'ver_none' })).toBe('targeted.version_unknown');
    expect(await grant({ table: 2 })).toBe('targeted.version_not_ready');
    expect(await grant({ columns: ['没有这列'] })).toBe('tables.unknown_column');
    const ecology = await make.hiddenParcels(t, world.ctx('province.ecology'), 3);
    expect(await grant({ version_id: ecology.version.id })).toBe('targeted.version_unknown');
    const many = await make.hiddenParcels(t, steward, 12_000, '全部宗地');
    expect(
      await grant({ version_id: many.version.id, filters: [{ column: '地块编号', op: 'ne', value: 'DK-1000' }] }),
    ).toBe('targeted.too_many_rows');
    const heard = await desk.consultTargeted(steward, id, { words: '征求相邻宗地权利人意见' });
    expect(heard).toMatchObject({
      state: 'consulting',
      heard_by: '2026-11-23',
      clock: { due_on: null, days_left: 20 },
    });
    expect(await grant({})).toBe('targeted.wrong_state');
    await desk.recordTargetedOpinion(steward, id, { words: '权利人同意' });
    const tried = await tryTargetedScope(steward, id, scopeBody.parse(make.scope(hidden.version.id)));
    expect(tried).toEqual({ rows: 66, marks: 132 });
    const shown = await grantTargeted(steward, id, grantOf({ touching: 'heard' }));
    expect(shown).toMatchObject({ state: 'granted', grant: { rows: 66, term_until: '2026-12-31', downloads_made: 0 } });
    expect(await code(grantTargeted(steward, id, grantOf()))).toBe('targeted.wrong_state');
    const row = await t.app.db.targetedCase.findUnique({ where: { id } });
    expect(row?.filtersSealed).not.toContain('林地');
    expect((await desk.showTargetedDesk(world.ctx('province.information'), id)).grant?.filters).toEqual([]);
  });
});

describe('delivery', () => {
  it('takes a code of the mail, good for ten minutes, once, five tries', async () => {
    const { id, no } = await make.granted(means, hidden.version.id);
    const take = (typed: string) => code(deliver.downloadTargeted(owner.ctx, id, { code: typed, format: 'csv' }));
    const wrong = (right: string) => (right === '000000' ? '000001' : '000000');
    const ask = async () => {
      t.clock.advance({ seconds: 1 });
      await deliver.askTargetedCode(owner.ctx, id);
      await t.drain();
      return make.codeFor(t, email, no);
    };
    expect(await take('123456')).toBe('targeted.code_dead');
    let right = await ask();
    expect(right).toMatch(/^\d{6}$/);
    expect(await take(wrong(right))).toBe('targeted.code_wrong');
    t.clock.advance({ minutes: 11 });
    expect(await take(right)).toBe('targeted.code_dead');
    right = await ask();
    const answers = [];
    for (let i = 0; i < 5; i++) answers.push(await take(wrong(right)));
    expect(answers).toEqual([...Array(4).fill('targeted.code_wrong'), 'targeted.code_dead']);
    expect(await take(right)).toBe('targeted.code_dead');
    right = await ask();
    expect(await take(right)).toBe('went through');
    expect(await take(right)).toBe('targeted.code_dead');
    // The code is on no page: it is not among the letters of the person.
    const letters = await t.app.db.participantLetter.findMany({ where: { about: id } });
    expect(JSON.stringify(letters.map(({ subjectZh, textZh, textEn }) => [subjectZh, textZh, textEn]))).not.toContain(
      right,
    );
    for (let i = 0; i < 7; i++) await ask();
    expect(await code(deliver.askTargetedCode(owner.ctx, id))).toBe('targeted.too_many_codes');
    t.clock.set('2026-11-02T12:00:00+08:00');
  });

  it('is exactly what was granted, with a notice in sight and values that are the same', async () => {
    const { id, no } = await make.granted(means, hidden.version.id, { columns: ['地块编号', '面积', '权利状况说明'] });
    const csv = await make.delivered(means, { id, no }, email);
    expect(csv.fileName).toBe(`${no}-1.csv`);
    const text = csv.bytes.toString('utf8');
    const all = text
      .replace(/^\uFEFF/, '')
      .trim()
      .split('\r\n');
    const data = all.filter((line) => !/^"?#/.test(line));
    expect(all.length - data.length).toBe(5);
    expect(text).toContain(`张**`);
    expect(text).toContain(no);
    expect(text).not.toContain('张三丰');
    expect(data[0]).toBe('地块编号,面积,权利状况说明');
    const plain = new Map(
      make
        .parcelCsv(200)
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(','))
        .filter((cells) => cells[3] === '林地')
        .map((cells) => [cells[0], cells] as const),
    );
    expect(data.length - 1).toBe(plain.size);
    let marked = 0;
    for (const line of data.slice(1)) {
      const [number, area, words] = line.split(',').map((cell) => cell.replace(/^"|"$/g, ''));
      const cells = plain.get(number ?? '');
      expect(Number(area)).toBe(Number(cells?.[2]));
      expect(words?.replaceAll(' ', '')).toBe(cells?.[4]);
      if (words !== cells?.[4]) marked += 1;
    }
    expect(marked).toBeGreaterThan(15);
    const book = new ExcelJS.Workbook();
    const xlsx = await make.delivered(means, { id, no }, email, 'xlsx');
    await book.xlsx.load(xlsx.bytes as never);
    expect(book.worksheets).toHaveLength(2);
    expect(book.worksheets[0]?.getCell('A3').text).toContain(no);
    const sheet = book.worksheets[1];
    expect(sheet?.rowCount).toBe(plain.size + 1);
    sheet?.eachRow((row, i) => {
      if (i > 1) expect(row.getCell(2).value).toBe(Number(plain.get(row.getCell(1).text)?.[2]));
    });
    const shown = await apply.showOwnTargeted(owner.ctx, id);
    expect(shown).toMatchObject({ state: 'delivered', grant: { downloads_made: 2 } });
    expect(shown.deliveries.map((one) => [one.number, one.format, one.rows])).toEqual([
      [1, 'csv', 66],
      [2, 'xlsx', 66],
    ]);
    expect(csv.bytes.equals(xlsx.bytes)).toBe(false);
    await make.delivered(means, { id, no }, email);
    expect(await code(deliver.askTargetedCode(owner.ctx, id))).toBe('targeted.no_downloads_left');
    expect(await code(deliver.downloadTargeted(owner.ctx, id, { code: '1', format: 'csv' }))).toBe(
      'targeted.no_downloads_left',
    );
  });

  it('ends with the term and at once with revocation, also for a code already mailed', async () => {
    const { id, no } = await make.granted(means, hidden.version.id);
    await deliver.askTargetedCode(owner.ctx, id);
    await t.drain();
    const right = await make.codeFor(t, email, no);
    await desk.revokeTargeted(steward, id, { reason: '权利人变更' });
    expect(await code(deliver.downloadTargeted(owner.ctx, id, { code: right, format: 'csv' }))).toBe(
      'targeted.revoked',
    );
    const second = await make.granted(means, hidden.version.id);
    t.clock.set('2027-01-01T00:30:00+08:00');
    expect(await code(deliver.askTargetedCode(owner.ctx, second.id))).toBe('targeted.term_over');
    await sweepTargeted(t.app);
    expect((await apply.showOwnTargeted(owner.ctx, second.id)).state).toBe('expired');
    expect(await code(deliver.askTargetedCode(owner.ctx, second.id))).toBe('targeted.term_over');
    t.clock.set('2026-11-02T12:00:00+08:00');
    const third = await make.filed(means);
    expect(await code(deliver.askTargetedCode(owner.ctx, third.id))).toBe('targeted.wrong_state');
    expect((await apply.withdrawTargeted(owner.ctx, third.id, { reason: '不需要了' })).state).toBe('withdrawn');
  });
});

describe('a leaked file', () => {
  it('names the delivery, whole or half and shuffled; an unmarked one names none', async () => {
    const li = { ...means, ctx: other.ctx };
    const one = await make.granted(means, hidden.version.id);
    const two = await make.granted(li, hidden.version.id);
    const mine = (await make.delivered(means, one, email)).bytes.toString('utf8');
    const theirs = (await make.delivered(li, two, 'li@example.cn')).bytes.toString('utf8');
    const found = await trace(theirs);
    expect(found).toMatchObject({ named: true, rows: 66 });
    expect(found.items[0]).toMatchObject({ no: two.no, delivery: 1, rows_found: 66, rows_only_here: 0 });
    expect(found.items[0]?.chance).toBeLessThan(1e-9);
    expect(found.items[0]?.marks_matched).toBe(found.items[0]?.marks_read);
    const lines = mine
      .trim()
      .split('\r\n')
      .filter((line) => !/^\uFEFF?"?#/.test(line));
    const half = lines
      .slice(1)
      .map((line, i) => ({ line, key: (i * 7919) % 101 }))
      .sort((a, b) => a.key - b.key)
      .slice(0, 33)
      .map(({ line }) => line.replaceAll(',', ';'));
    const part = await trace([lines[0]?.replaceAll(',', ';'), ...half].join('\n'));
    expect(part).toMatchObject({ named: true, rows: 33 });
    expect(part.items[0]?.no).toBe(one.no);
    const unmarked = make
      .parcelCsv(200)
      .split('\n')
      .filter((line, i) => i === 0 || line.includes('林地'));
    const nobody = await trace(unmarked.join('\n'));
    expect(nobody.named).toBe(false);
    expect(nobody.items[0]?.rows_found).toBe(66);
    expect(await code(trace('随便,一张\n别的,表\n'))).toBe('targeted.leak_unreadable');
    expect(await code(trace(Buffer.from([0, 1, 2, 3])))).toBe('targeted.leak_unreadable');
    expect(await code(trace(Buffer.alloc(11 * 1024 * 1024, 65)))).toBe('targeted.leak_too_large');
    expect(await code(trace(mine, world.ctx('developer')))).toBe('auth.forbidden');
    expect(await code(trace(mine, t.ctx()))).toBe('auth.required');
    // Another agency learns nothing of these deliveries.
    expect(await trace(mine, world.ctx('province.ecology'))).toMatchObject({ compared: 0, named: false, items: [] });
  });
});

describe('afterwards', () => {
  it('only numbers a year are public', async () => {
    const { years } = await desk.showTargetedFigures(t.ctx());
    expect(years).toHaveLength(1);
    expect(years[0]).toMatchObject({ year: 2026, refused: 2 });
    expect(years[0]?.filed).toBeGreaterThan(years[0]?.granted ?? 0);
  });

  it('papers of closed cases are wiped when their time has come', async () => {
    const { id } = await make.filed(means);
    await apply.withdrawTargeted(owner.ctx, id, { reason: '' });
    const [paper] = await t.app.db.targetedProof.findMany({ where: { caseId: id } });
    t.clock.advance({ days: 549 });
    // The holiday tables end before that day; nothing here counts working days.
    await sweepTargeted(t.app);
    expect((await t.app.db.targetedCase.findUnique({ where: { id } }))?.sealed).not.toBeNull();
    t.clock.advance({ days: 3 });
    await sweepTargeted(t.app);
    const row = await t.app.db.targetedCase.findUnique({ where: { id } });
    expect(row).toMatchObject({ sealed: null, maskedName: '*' });
    expect(await t.app.ports.files.stat(paper?.key ?? '')).toBeNull();
    expect(await code(proofs.lookAtTargeted(steward, id, { why: 'remedy', words: '' }))).toBe('targeted.papers_wiped');
    t.clock.set('2026-11-02T12:00:00+08:00');
  });

  it('no log line, audit event, job or address holds what is sealed', async () => {
    const events = await t.app.db.$queryRaw<{ canon: string }[]>`SELECT canon FROM audit_event`;
    const jobs = await t.app.db.$queryRaw<object[]>`SELECT payload FROM graphile_worker._private_jobs`;
    const said = [...lines, ...events.map((one) => one.canon), JSON.stringify(jobs)].join('\n');
    for (const secret of ['张三丰', make.citizen(11), 'DK-1001', '不动产权证书-', '权利人，登记结果'])
      expect(said.includes(secret), secret).toBe(false);
    expect(events.length).toBeGreaterThan(50);
  });
});
