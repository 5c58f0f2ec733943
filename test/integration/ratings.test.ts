/** Ratings of a dataset: one a participant, means made by the database, comments after moderation, answers, reports. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withdrawEntry } from '#api/catalog/edit.ts';
import { showEntry } from '#api/catalog/read.ts';
import type { Ctx } from '#api/context.ts';
import { pageQuery } from '#api/kernel/operation.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { worklist } from '#api/overview/service.ts';
import { commentQueue, decideComment, replyToComment, reportComment } from '#api/reuses/comments.ts';
import { listRatings, rateDataset, showOwnRating, withdrawRating } from '#api/reuses/ratings.ts';
import { commentDecisionBody, ratingBody, replyBody } from '#api/reuses/rules/shapes.ts';
import { searchQuery } from '#api/search/contract.ts';
import { search } from '#api/search/service.ts';
import type { Listening } from '#api/server.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { publishedDataset } from '#test/support/catalog.ts';
import { type Mailbox, mailbox } from '#test/support/mailbox.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let server: Listening;
let department: Ctx;
let steward: Ctx;
let readers: Mailbox[];

beforeAll(async () => {
  t = await testApp();
  world = await makeWorld(t.app);
  department = world.ctx('province.information');
  steward = world.ctx('province.transport');
  readers = [];
  for (let i = 0; i < 8; i++) readers.push(await mailbox(t, `reader${i}@example.cn`));
  server = await t.serve('api');
}, 180_000);
afterAll(() => t?.close());

const reader = (at: number): Mailbox => {
  const found = readers[at];
  if (found === undefined) throw new Error('no such reader');
  return found;
};
let count = 0;
const dataset = async () => {
  const means = { steward, reviewer: department, drain: () => t.drain() };
  const { entry } = await publishedDataset(means, { title: `收费站 ${++count}`, title_en: 'Toll stations' });
  return entry;
};
const rate = (ctx: Ctx, code: string, over: object) => rateDataset(ctx, code, ratingBody.parse({ stars: 4, ...over }));
const shown = (code: string, ctx: Ctx = t.ctx(), over: object = {}) => listRatings(ctx, code, pageQuery.parse(over));
const decide = (id: string, over: object) =>
  decideComment(department, id, commentDecisionBody.parse({ revision: 1, decision: 'publish', ...over }));
const queued = async () => (await commentQueue(department, pageQuery.parse({ page_size: 100 }))).items;
const refusal = async (run: Promise<unknown>): Promise<string> => {
  try {
    await run;
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
  return 'none';
};
/** A rating whose comment is public already. */
const commented = async (code: string, by = reader(0), comment = '字段齐全，可以直接用。') => {
  const { id } = await rate(by.ctx, code, { comment });
  await decide(id, {});
  return id;
};

describe('stars', () => {
  it('count at once, one a participant, and make a mean from the third on', async () => {
    const { code } = await dataset();
    expect(await refusal(rate(t.ctx(), code, {}))).toBe('participants.needed');
    await rate(reader(0).ctx, code, { stars: 5 });
    await rate(reader(1).ctx, code, { stars: 4 });
    expect((await shown(code)).standing).toMatchObject({ total: 2, mean: null });
    const found = async () => {
      const { items } = await search(t.ctx(), searchQuery.parse({ page_size: 50 }));
      return items.find((hit) => hit.code === code)?.ratings;
    };
    await t.drain();
    expect(await found()).toEqual({ total: 2, mean: null });
    await rate(reader(2).ctx, code, { stars: 4 });
    expect(await found()).toEqual({ total: 3, mean: '4.3' });
    const { standing } = await shown(code);
    expect(standing).toMatchObject({ total: 3, mean: '4.3' });
    expect(standing.distribution[0]).toEqual({ stars: 5, count: 1, percent: 33 });
    expect(await refusal(rate(reader(0).ctx, code, { stars: 1 }))).toBe('reuses.rating_changed');
    const own = (await showOwnRating(reader(0).ctx, code)).rating;
    expect(own).toMatchObject({ stars: 5, version: 1, revision: 1, comment_state: 'none' });
    await rate(reader(0).ctx, code, { stars: 1, revision: 1 });
    expect((await shown(code)).standing).toMatchObject({ total: 3, mean: '3.0' });
    expect(await withdrawRating(reader(0).ctx, code)).toEqual({ done: true });
    expect((await shown(code)).standing).toMatchObject({ total: 2, mean: null });
    expect(await refusal(withdrawRating(reader(0).ctx, code))).toBe('reuses.rating_not_found');
    await rate(reader(0).ctx, code, { stars: 2 });
  });

  it('sent twice at once count once', async () => {
    const { code } = await dataset();
    const twice = await Promise.all([1, 5].map((stars) => refusal(rate(reader(3).ctx, code, { stars }))));
    expect(twice.sort()).toEqual(['none', 'reuses.rating_changed']);
    expect((await shown(code)).standing.total).toBe(1);
  });

  it('are not given by the agency to its own data, nor to a version that is none', async () => {
    const { code } = await dataset();
    expect(await refusal(rate(steward, code, {}))).toBe('reuses.own_dataset');
    expect(await refusal(rate(world.ctx('province.transport.head'), code, {}))).toBe('reuses.own_dataset');
    expect(await refusal(rate(reader(0).ctx, code, { version: 9 }))).toBe('reuses.unknown_version');
    await rate(world.ctx('developer'), code, { version: 1 });
    expect(await refusal(rate(reader(0).ctx, '301001/999999', {}))).toBe('catalog.not_found');
  });

  it('outside one to five are refused by the database itself', async () => {
    const { code, id } = await dataset();
    await rate(reader(0).ctx, code, {});
    await expect(t.app.db.rating.updateMany({ where: { entryId: id }, data: { stars: 6 } })).rejects.toThrow();
  });

  it('of many mailboxes at one network address stop', async () => {
    const { code } = await dataset();
    const ip = '203.0.113.77';
    const codes: string[] = [];
    for (let i = 0; i < 21; i++) {
      const one = await mailbox(t, `sock${i}@example.cn`, { ip: `198.51.100.${i}` });
      codes.push(await refusal(rate({ ...one.ctx, ip }, code, { stars: 1 })));
    }
    expect(codes.filter((one) => one === 'none')).toHaveLength(20);
    expect(codes[20]).toBe('reuses.too_often');
  });
});

describe('a comment', () => {
  it('is seen after moderation, newest first, under the public name', async () => {
    const { code } = await dataset();
    const first = await rate(reader(0).ctx, code, { comment: '很好用' });
    expect(first.comment_state).toBe('waiting');
    expect((await shown(code)).total).toBe(0);
    expect(await queued()).toContainEqual(
      expect.objectContaining({
        id: first.id,
        comment: '很好用',
        days_left: 5,
        dataset: expect.objectContaining({ code }),
      }),
    );
    expect(
      (await worklist(department)).items.some(({ kind, id }) => kind === 'rating_moderate' && id === first.id),
    ).toBe(true);
    expect(await refusal(commentQueue(steward, pageQuery.parse({})))).toBe('auth.forbidden');
    const foreign = commentDecisionBody.parse({ revision: 1, decision: 'publish' });
    expect(await refusal(decideComment(world.ctx('taiyuan.information'), first.id, foreign))).toBe(
      'reuses.no_jurisdiction',
    );
    expect(await refusal(decide(first.id, { revision: 3 }))).toBe('reuses.changed_meanwhile');
    await decide(first.id, {});
    expect(await refusal(decide(first.id, { revision: 2 }))).toBe('reuses.comment_not_waiting');
    t.clock.advance({ minutes: 5 });
    await commented(code, reader(1), '更新再快一点');
    const { items, total } = await shown(code);
    expect(total).toBe(2);
    expect(items.map(({ comment }) => comment)).toEqual(['更新再快一点', '很好用']);
    expect(items[0]?.name_zh).toMatch(/^网友 /);
    expect((await shown(code, t.ctx(), { page: 2, page_size: 1 })).items[0]?.comment).toBe('很好用');
  });

  it('with personal information is not taken', async () => {
    const { code } = await dataset();
    expect(await refusal(rate(reader(0).ctx, code, { comment: '请打 13935112345' }))).toBe('reuses.personal_data');
    expect((await shown(code)).standing.total).toBe(0);
  });

  it('that is rejected is wiped, its author told why, and the stars stay', async () => {
    const { code } = await dataset();
    const made = await rate(reader(4).ctx, code, { comment: '加微信买好货 xyz' });
    expect(await refusal(decide(made.id, { decision: 'reject' }))).toBe('reuses.comment_reason_missing');
    await decide(made.id, { decision: 'reject', reason: 'advertising' });
    const row = await t.app.db.rating.findUniqueOrThrow({ where: { id: made.id } });
    expect([row.comment, row.shownComment, row.commentState]).toEqual([null, null, 'rejected']);
    expect((await showOwnRating(reader(4).ctx, code)).rating).toMatchObject({
      comment_state: 'rejected',
      rejected_for: 'advertising',
    });
    expect((await shown(code)).standing.total).toBe(1);
    await t.drain();
    const mails = (await t.app.ports.mail.kept()).filter(({ to }) => to === 'reader4@example.cn');
    expect(mails.some(({ text }) => text.includes('广告') && !text.includes('加微信'))).toBe(true);
    const again = await rate(reader(4).ctx, code, { comment: '改写后的评论', revision: 2 });
    expect(again).toMatchObject({ comment_state: 'waiting', rejected_for: null });
  });

  it('that is changed waits while the old one stays; cleared, it is gone', async () => {
    const { code } = await dataset();
    await commented(code, reader(0), '旧评论');
    await rate(reader(0).ctx, code, { comment: '新评论', revision: 2 });
    expect((await shown(code)).items[0]?.comment).toBe('旧评论');
    expect((await queued()).find(({ comment }) => comment === '新评论')?.shown_comment).toBe('旧评论');
    // Stars alone change nothing about the text.
    await rate(reader(0).ctx, code, { stars: 2, comment: '新评论', revision: 3 });
    expect((await showOwnRating(reader(0).ctx, code)).rating).toMatchObject({ comment_state: 'waiting', stars: 2 });
    await rate(reader(0).ctx, code, { comment: '', revision: 4 });
    expect((await shown(code)).total).toBe(0);
    expect((await queued()).some(({ comment }) => comment === '新评论')).toBe(false);
  });
});

describe('reports', () => {
  it('of three different participants call a comment back; kept, it counts anew', async () => {
    const { code } = await dataset();
    const id = await commented(code, reader(0), '有争议的评论');
    const before = (await shown(code)).items[0]?.at;
    t.clock.advance({ hours: 1 });
    expect(await refusal(reportComment(t.ctx(), id, { reason: 'insult' }))).toBe('participants.needed');
    expect(await refusal(reportComment(reader(0).ctx, id, { reason: 'insult' }))).toBe('reuses.own_comment');
    await reportComment(reader(1).ctx, id, { reason: 'insult' });
    expect(await refusal(reportComment(reader(1).ctx, id, { reason: 'off_topic' }))).toBe('reuses.already_reported');
    expect((await shown(code, reader(1).ctx)).items[0]).toMatchObject({ reported: true });
    await reportComment(reader(2).ctx, id, { reason: 'insult' });
    expect((await shown(code)).total).toBe(1);
    await reportComment(reader(3).ctx, id, { reason: 'off_topic' });
    expect((await shown(code)).total).toBe(0);
    const waiting = (await queued()).find((one) => one.id === id);
    expect(waiting?.reports).toEqual([
      { reason: 'insult', count: 2 },
      { reason: 'off_topic', count: 1 },
    ]);
    expect(await refusal(reportComment(reader(4).ctx, id, { reason: 'insult' }))).toBe('reuses.comment_not_shown');
    await decide(id, { revision: waiting?.revision });
    const back = (await shown(code)).items[0];
    expect([back?.comment, back?.at]).toEqual(['有争议的评论', before]);
    await reportComment(reader(4).ctx, id, { reason: 'insult' });
    expect((await shown(code)).total).toBe(1);
    expect((await shown(code)).standing.total).toBe(1);
    expect(await refusal(reportComment(reader(1).ctx, 'rat_00000000000000000000000000', { reason: 'insult' }))).toBe(
      'reuses.rating_not_found',
    );
  });
});

describe('the agency', () => {
  it('answers once in public; a change keeps what was said; the author is told', async () => {
    const { code } = await dataset();
    const id = await commented(code, reader(5), '什么时候补上经纬度？');
    t.clock.advance({ minutes: 1 });
    const reply = (text: string, number = 0) => replyBody.parse({ text, number });
    expect(await refusal(replyToComment(department, id, reply('越权答复')))).toBe('reuses.not_provider');
    expect(await refusal(replyToComment(steward, id, reply('请致电 13935112345')))).toBe('reuses.personal_data');
    await replyToComment(steward, id, reply('下一版补充。'));
    expect(await refusal(replyToComment(steward, id, reply('再答一次')))).toBe('reuses.changed_meanwhile');
    await replyToComment(steward, id, reply('第三版补充，预计十二月。', 1));
    const { items, may_reply } = await shown(code, steward);
    expect(may_reply).toBe(true);
    expect(items[0]?.replies.map(({ number, text, outdated }) => ({ number, text, outdated }))).toEqual([
      { number: 2, text: '第三版补充，预计十二月。', outdated: false },
      { number: 1, text: '下一版补充。', outdated: false },
    ]);
    await t.drain();
    const mails = (await t.app.ports.mail.kept()).filter(({ to }) => to === 'reader5@example.cn');
    expect(mails.filter(({ subject }) => subject.startsWith('数据提供单位答复了您的评论'))).toHaveLength(1);
    // The author changes the comment: what was answered to the old one says so.
    t.clock.advance({ minutes: 1 });
    const changed = await rate(reader(5).ctx, code, { comment: '另一个问题', revision: 2 });
    await decide(id, { revision: changed.revision });
    expect((await shown(code)).items[0]?.replies[0]?.outdated).toBe(true);
    await rate(reader(5).ctx, code, { comment: '', revision: 4 });
    expect(await refusal(replyToComment(steward, id, reply('没有评论了', 2)))).toBe('reuses.comment_not_shown');
  });
});

describe('around it', () => {
  it('goes over HTTP, and a withdrawn dataset is rated no more', async () => {
    const entry = await dataset();
    const url = `${server.url}/api/v1/datasets/${entry.code}`;
    const headers = { authorization: `Bearer ${reader(6).token}`, 'content-type': 'application/json' };
    const put = await fetch(`${url}/rating`, { method: 'PUT', headers, body: JSON.stringify({ stars: 5 }) });
    expect(put.status).toBe(200);
    expect(await (await fetch(`${url}/rating`, { headers })).json()).toMatchObject({ rating: { stars: 5 } });
    expect((await fetch(`${url}/rating`)).status).toBe(401);
    expect(await (await fetch(`${url}/ratings`)).json()).toMatchObject({
      total: 0,
      standing: { total: 1, mean: null },
    });
    const bad = await fetch(`${url}/rating`, { method: 'PUT', headers, body: JSON.stringify({ stars: 9 }) });
    expect(bad.status).toBe(400);
    expect((await fetch(`${server.url}/api/v1/moderation/ratings`)).status).toBe(401);
    const now = await showEntry(steward, entry.id);
    await withdrawEntry(steward, entry.id, { revision: now.revision, reason: '停止更新' });
    expect((await fetch(`${url}/ratings`)).status).toBe(410);
    expect(await refusal(rate(reader(7).ctx, entry.code, {}))).toBe('catalog.withdrawn');
  });

  it('leaves decisions in the trail, without a word of what was written', async () => {
    const rows = await t.app.db.$queryRaw`SELECT * FROM audit_event WHERE action LIKE 'reuses.%'`;
    const text = JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? String(value) : value));
    expect(text).toContain('reuses.reject_comment');
    expect(text).toContain('advertising');
    for (const secret of ['加微信', '很好用', '13935112345', 'reader4@example.cn']) expect(text).not.toContain(secret);
  });
});
