/** The showcase: sent by anyone who takes part, looked at by the department of the region, shown, changed, withdrawn. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '#api/context.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { worklist } from '#api/overview/service.ts';
import { reuseQueueQuery, reusesQuery } from '#api/reuses/contract.ts';
import { decideReuse, reuseQueue, withdrawReuse } from '#api/reuses/moderate.ts';
import { addPicture, forgetUnused } from '#api/reuses/pictures.ts';
import { reuseBody, reuseChange, reuseDecisionBody, withdrawBody } from '#api/reuses/rules/shapes.ts';
import { getShownReuse, listOwnReuses, listReuses, openReuse } from '#api/reuses/service.ts';
import { changeReuse, createReuse } from '#api/reuses/submit.ts';
import type { Listening } from '#api/server.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { type Published, publishedDataset } from '#test/support/catalog.ts';
import { type Mailbox, mailbox } from '#test/support/mailbox.ts';
import { jpeg, png, svg } from '#test/support/pictures.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let server: Listening;
let toll: Published;
let city: Published;
let author: Mailbox;
let other: Mailbox;
let department: Ctx;

beforeAll(async () => {
  t = await testApp();
  world = await makeWorld(t.app);
  const drain = () => t.drain();
  department = world.ctx('province.information');
  toll = await publishedDataset(
    { steward: world.ctx('province.transport'), reviewer: department, drain },
    { title: '收费站', title_en: 'Toll stations' },
  );
  city = await publishedDataset(
    { steward: world.ctx('taiyuan.transport'), reviewer: world.ctx('taiyuan.information'), drain },
    { title: '公交站点', theme: 'community' },
  );
  author = await mailbox(t, 'author@example.cn');
  other = await mailbox(t, 'other@example.cn');
  server = await t.serve('api');
}, 180_000);
afterAll(() => t?.close());

const body = (over: object = {}) =>
  reuseBody.parse({
    title: '出行助手',
    kind: 'app',
    description: '根据收费站车道数推荐通行时段的小程序，每日更新，免费使用。',
    url: 'https://travel.example.org/app',
    author_name: '太原某工作室',
    datasets: [toll.entry.code],
    ...over,
  });
const decision = (over: object) => reuseDecisionBody.parse({ revision: 1, decision: 'publish', ...over });
const refusal = async (run: Promise<unknown>): Promise<string> => {
  try {
    await run;
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
  return 'none';
};
async function* bytes(of: Uint8Array) {
  yield of;
}
const kept = async (about: string) =>
  (await t.app.ports.mail.kept()).filter((mail) => mail.text.includes(`/reuses/${about}`));
const listed = async (query: object = {}) => listReuses(t.ctx(), reusesQuery.parse(query));
const published = async (over: object = {}, by = author.ctx) => {
  const made = await createReuse(by, body(over));
  return decideReuse(department, made.id, decision({}));
};

describe('sending one', () => {
  it('needs a participant, known datasets and a public address', async () => {
    expect(await refusal(createReuse(t.ctx(), body()))).toBe('participants.needed');
    expect(await refusal(createReuse(author.ctx, body({ datasets: ['301001/999999'] })))).toBe(
      'reuses.unknown_dataset',
    );
    expect(await refusal(createReuse(author.ctx, body({ url: 'https://10.0.0.7/x' })))).toBe('reuses.bad_address');
    expect(
      await refusal(createReuse(author.ctx, body({ description: '有问题请致电 13935112345，我们随时为您服务。' }))),
    ).toBe('reuses.personal_data');
  });

  it('waits unseen by others until the department has looked; then everybody sees it, and the author is told', async () => {
    const made = await createReuse(author.ctx, body());
    expect(made).toMatchObject({ state: 'submitted', region_code: '140000', public: null });
    expect(made.own).toMatchObject({ is_author: true, revision: 1, days_left: 5 });
    expect(await refusal(getShownReuse(t.ctx(), made.id))).toBe('reuses.not_found');
    expect(await refusal(getShownReuse(other.ctx, made.id))).toBe('reuses.not_found');
    expect(await refusal(getShownReuse(world.ctx('taiyuan.information'), made.id))).toBe('reuses.no_jurisdiction');
    expect((await listed()).items.map(({ id }) => id)).not.toContain(made.id);
    const queue = await reuseQueue(department, reuseQueueQuery.parse({}));
    expect(queue.items.map(({ id }) => id)).toContain(made.id);
    expect((await worklist(department)).items).toContainEqual(
      expect.objectContaining({ kind: 'reuse_moderate', id: made.id, title: '出行助手' }),
    );
    expect(await refusal(reuseQueue(world.ctx('province.transport'), reuseQueueQuery.parse({})))).toBe(
      'auth.forbidden',
    );
    expect(await refusal(decideReuse(world.ctx('taiyuan.information'), made.id, decision({})))).toBe(
      'reuses.no_jurisdiction',
    );
    const shown = await decideReuse(department, made.id, decision({}));
    expect(shown).toMatchObject({ state: 'published', public: { title: '出行助手', number: 1 } });
    const read = await getShownReuse(t.ctx(), made.id);
    expect(read.own).toBeNull();
    expect(read.public?.datasets).toMatchObject([{ code: toll.entry.code, title: '收费站', withdrawn: false }]);
    await t.drain();
    const [mail] = await kept(made.id);
    expect(mail).toMatchObject({ to: 'author@example.cn', subject: '您的应用案例已发布：出行助手' });
    expect(await refusal(decideReuse(department, made.id, decision({})))).toBe('reuses.wrong_state');
  });

  it('is returned with a reason, sent again, and declined for good', async () => {
    const made = await createReuse(author.ctx, body({ title: '待改的案例' }));
    expect(await refusal(decideReuse(department, made.id, decision({ decision: 'return' })))).toBe(
      'reuses.reason_missing',
    );
    const back = await decideReuse(department, made.id, decision({ decision: 'return', reason: '请写明更新频率' }));
    expect(back.state).toBe('returned');
    const mine = await listOwnReuses(author.ctx, { page: 1, page_size: 20 });
    expect(mine.items).toContainEqual(expect.objectContaining({ id: made.id, reason: '请写明更新频率' }));
    const change = reuseChange.parse({ ...body({ title: '改过的案例' }), revision: 1 });
    expect(await refusal(changeReuse(other.ctx, made.id, change))).toBe('reuses.not_found');
    const again = await changeReuse(author.ctx, made.id, change);
    expect(again).toMatchObject({ state: 'submitted', own: { revision: 2, reason: null } });
    expect(await refusal(changeReuse(author.ctx, made.id, change))).toBe('reuses.changed_meanwhile');
    expect(await refusal(decideReuse(department, made.id, decision({ revision: 1 })))).toBe('reuses.changed_meanwhile');
    const declined = { revision: 2, decision: 'decline', reason: '与数据无关' };
    expect((await decideReuse(department, made.id, decision(declined))).state).toBe('declined');
    expect(await refusal(changeReuse(author.ctx, made.id, { ...change, revision: 2 }))).toBe('reuses.wrong_state');
    expect(await refusal(getShownReuse(t.ctx(), made.id))).toBe('reuses.not_found');
    await t.drain();
    expect((await kept(made.id)).map(({ text }) => text).join()).toMatch(
      /请写明更新频率[\s\S]*与数据无关|与数据无关[\s\S]*请写明更新频率/,
    );
  });

  it('keeps what was public while a change is looked at, and when the change is declined', async () => {
    const { id } = await published({ title: '公开的标题' });
    const change = reuseChange.parse({ ...body({ title: '新标题', datasets: [city.entry.code] }), revision: 1 });
    expect(await refusal(changeReuse(other.ctx, id, change))).toBe('reuses.not_author');
    const waiting = await changeReuse(author.ctx, id, change);
    // What is public decides who looks, not a text nobody has let through.
    expect(waiting).toMatchObject({ state: 'submitted', region_code: '140000', public: { title: '公开的标题' } });
    expect((await getShownReuse(t.ctx(), id)).public?.title).toBe('公开的标题');
    const refused = decision({ revision: 2, decision: 'decline', reason: '标题夸大' });
    expect(await decideReuse(department, id, refused)).toMatchObject({ state: 'published', public: { number: 1 } });
    const third = await changeReuse(author.ctx, id, { ...change, title: '第三稿', revision: 2 });
    await decideReuse(department, id, decision({ revision: third.own?.revision ?? 0 }));
    expect((await getShownReuse(t.ctx(), id)).public).toMatchObject({ title: '第三稿', number: 3 });
  });

  it('is looked at by the province when its datasets are of several regions, by the city when of one', async () => {
    const both = await createReuse(author.ctx, body({ datasets: [toll.entry.code, city.entry.code] }));
    expect(both.region_code).toBe('140000');
    const local = await createReuse(author.ctx, body({ datasets: [city.entry.code] }));
    expect(local.region_code).toBe('140100');
    expect(await refusal(decideReuse(department, local.id, decision({})))).toBe('reuses.no_jurisdiction');
    const shown = await decideReuse(world.ctx('taiyuan.information'), local.id, decision({}));
    expect(shown.state).toBe('published');
  });
});

describe('the list', () => {
  it('filters by kind, theme and dataset with counts that lead somewhere, and sorts by views', async () => {
    const paper = await published({ title: '论文', kind: 'paper' });
    const all = await listed({ page_size: 100 });
    expect(all.total).toBe(all.items.length);
    for (const { value, count } of all.facets.kind) expect((await listed({ kind: value })).total).toBe(count);
    for (const { value, count } of all.facets.theme) expect((await listed({ theme: value })).total).toBe(count);
    expect(all.facets.theme.map(({ value }) => value)).toContain('community');
    expect((await listed({ kind: 'paper' })).items.map(({ id }) => id)).toEqual([paper.id]);
    expect((await listed({ dataset: '301001/999999' })).total).toBe(0);
    const one = await listed({ page: 2, page_size: 1 });
    expect(one).toMatchObject({ total: all.total, page: 2 });
    expect(one.items[0]?.id).toBe(all.items[1]?.id);
    expect((await listed({ page: 99 })).total).toBe(all.total);
    const last = all.items.at(-1)?.id ?? '';
    const reader = t.ctx({ ip: '203.0.113.9' });
    await openReuse(reader, last);
    await openReuse(reader, last);
    expect((await listed({ sort: 'views' })).items[0]).toMatchObject({ id: last, views: 1 });
  });
});

describe('withdrawing', () => {
  it('by the author answers 410 to others; by the department needs a reason, which the author is told', async () => {
    const mine = await published({ title: '我撤的' });
    expect(await refusal(withdrawReuse(other.ctx, mine.id, withdrawBody.parse({ revision: 1 })))).toBe(
      'reuses.not_author',
    );
    expect(await refusal(withdrawReuse(author.ctx, mine.id, withdrawBody.parse({ revision: 7 })))).toBe(
      'reuses.changed_meanwhile',
    );
    await withdrawReuse(author.ctx, mine.id, withdrawBody.parse({ revision: 1 }));
    expect(await refusal(getShownReuse(t.ctx(), mine.id))).toBe('reuses.withdrawn');
    expect((await getShownReuse(author.ctx, mine.id)).state).toBe('withdrawn');
    const theirs = await published({ title: '部门撤的' });
    const bare = withdrawBody.parse({ revision: 1 });
    expect(await refusal(withdrawReuse(department, theirs.id, bare))).toBe('reuses.reason_missing');
    await withdrawReuse(department, theirs.id, { ...bare, reason: '链接已失效' });
    expect((await listed({ page_size: 100 })).items.map(({ id }) => id)).not.toContain(theirs.id);
    await t.drain();
    expect((await kept(theirs.id)).some(({ text }) => text.includes('链接已失效'))).toBe(true);
  });
});

describe('a picture', () => {
  it('is judged by its bytes, and what is refused is not kept', async () => {
    const refused = (of: Uint8Array) => refusal(addPicture(author.ctx, bytes(of)));
    expect(await refused(svg)).toBe('reuses.picture_kind');
    expect(await refused(Buffer.from('GIF89a......'))).toBe('reuses.picture_kind');
    expect(await refused(Buffer.from('plain text called picture.png'))).toBe('reuses.picture_kind');
    expect(await refused(png().subarray(0, 70))).toBe('reuses.picture_broken');
    expect(await refused(Buffer.alloc(0))).toBe('reuses.picture_missing');
    expect(await refused(Buffer.concat([png(), Buffer.alloc(2 * 1024 * 1024)]))).toBe('reuses.picture_large');
    expect(await refused(png(1, 1).fill(0xff, 16, 20))).toBe('reuses.picture_pixels');
    expect(await refusal(addPicture(t.ctx(), bytes(png())))).toBe('participants.needed');
    expect(await refusal(createReuse(author.ctx, body({ picture: 'pic_00000000000000000000000000' })))).toBe(
      'reuses.picture_unknown',
    );
  });

  it('of somebody else is unknown; of one’s own it is served as a picture and nothing else', async () => {
    const taken = await addPicture(author.ctx, bytes(png(64, 40)));
    expect((await addPicture(author.ctx, bytes(png(64, 40)))).id).toBe(taken.id);
    expect(await refusal(createReuse(other.ctx, body({ picture: taken.id })))).toBe('reuses.picture_unknown');
    const made = await createReuse(author.ctx, body({ title: '有图', picture: taken.id }));
    const url = `${server.url}/api/v1/reuses/${made.id}/pictures/${taken.id}`;
    expect((await fetch(url)).status).toBe(404);
    const own = await fetch(url, { headers: { authorization: `Bearer ${author.token}` } });
    expect([own.status, own.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    await decideReuse(department, made.id, decision({}));
    const open = await fetch(url);
    expect(open.status).toBe(200);
    expect(open.headers.get('content-type')).toBe('image/png');
    expect(open.headers.get('x-content-type-options')).toBe('nosniff');
    expect(open.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(Buffer.from(await open.arrayBuffer()).toString('latin1')).not.toMatch(/GPS|script/);
    const again = await fetch(url, {
      headers: { 'if-none-match': open.headers.get('etag') ?? '', 'cache-control': 'max-age=0' },
    });
    expect(again.status).toBe(304);
    await withdrawReuse(author.ctx, made.id, withdrawBody.parse({ revision: 1 }));
    expect((await fetch(url)).status).toBe(410);
  });

  it('that nobody used is forgotten after a day, the others stay', async () => {
    const unused = await addPicture(other.ctx, bytes(jpeg()));
    const row = await t.app.db.reusePicture.findUniqueOrThrow({ where: { id: unused.id } });
    expect(await t.app.ports.files.stat(row.key)).not.toBeNull();
    await forgetUnused(t.app);
    expect(await t.app.ports.files.stat(row.key)).not.toBeNull();
    t.clock.advance({ hours: 25 });
    const before = await t.app.db.reusePicture.count();
    await forgetUnused(t.app);
    expect(await t.app.db.reusePicture.count()).toBe(before - 1);
    expect(await t.app.ports.files.stat(row.key)).toBeNull();
    t.clock.advance({ hours: -25 });
  });
});

describe('over HTTP', () => {
  const call = async (method: string, path: string, token?: string, json?: unknown) => {
    const response = await fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
    return { status: response.status, json: await response.json() };
  };

  it('sends a picture and a reuse, lists, reads, and refuses as problems', async () => {
    const form = new FormData();
    form.append('picture', new Blob([new Uint8Array(png(32, 32))]), 'x.svg');
    const upload = await fetch(`${server.url}/api/v1/reuses/pictures`, {
      method: 'POST',
      headers: { authorization: `Bearer ${author.token}` },
      body: form,
    });
    expect(upload.status).toBe(201);
    const { id: picture } = (await upload.json()) as { id: string };
    expect((await call('POST', '/reuses', undefined, body())).json).toMatchObject({ code: 'participants.needed' });
    const made = await call('POST', '/reuses', author.token, body({ picture }));
    expect(made.status).toBe(201);
    expect((await call('GET', `/reuses/${made.json.id}`)).json).toMatchObject({ code: 'reuses.not_found' });
    expect((await call('GET', '/reuses/mine', author.token)).json.items[0].id).toBeDefined();
    expect((await call('GET', '/reuses?kind=film')).status).toBe(400);
    expect((await call('GET', `/reuses?dataset=${toll.entry.code}`)).json.total).toBeGreaterThan(0);
    const wrong = await call('POST', '/reuses', author.token, { title: 'x' });
    expect(wrong.json).toMatchObject({ code: 'request.invalid' });
  });

  it('tells feed readers, with what is public only', async () => {
    const feed = async () => {
      const response = await fetch(`${server.url}/feeds/reuses.atom?lang=en`);
      return { type: response.headers.get('content-type'), text: await response.text() };
    };
    const waiting = await createReuse(author.ctx, body({ title: '还没有审核的案例' }));
    const { id } = await published({ title: '订阅看得到的案例' });
    const before = await feed();
    expect(before.type).toBe('application/atom+xml; charset=utf-8');
    expect(before.text).toContain(`/reuses/${id}`);
    expect(before.text).toContain('订阅看得到的案例');
    expect(before.text).not.toContain(waiting.id);
    await withdrawReuse(author.ctx, id, withdrawBody.parse({ revision: 1 }));
    expect((await feed()).text).not.toContain('订阅看得到的案例');
  });

  it('refuses the twenty-first text of an hour', async () => {
    const eager = await mailbox(t, 'eager@example.cn');
    const codes = [];
    for (let i = 0; i < 21; i++) codes.push(await refusal(createReuse(eager.ctx, body({ title: `第${i}件` }))));
    expect(codes.slice(0, 20).every((code) => code === 'none')).toBe(true);
    expect(codes[20]).toBe('reuses.too_often');
  });
});

describe('the trail', () => {
  it('names decisions and reasons of a list, and holds no text, name or address', async () => {
    const rows = await t.app.db.$queryRaw`SELECT * FROM audit_event WHERE action LIKE 'reuses.%'`;
    const text = JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? String(value) : value));
    expect(text).toContain('reuses.decline');
    for (const secret of [
      '出行助手',
      '太原某工作室',
      'travel.example.org',
      'author@example.cn',
      '与数据无关',
      '13935112345',
    ])
      expect(text).not.toContain(secret);
  });
});
