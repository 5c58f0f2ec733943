/** Entries from draft to withdrawal, on a real database: what is refused to whom, and that nothing changes when it is. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEntry, discardChanges, saveEntry, submitEntry, withdrawEntry } from '#api/catalog/edit.ts';
import { entryHistory, getPublicEntry, listClassifications, listEntries, showEntry } from '#api/catalog/read.ts';
import { reviewQueue, worklistCounts } from '#api/catalog/review.ts';
import { emptyContent } from '#api/catalog/rules/entry.ts';
import type { Ctx } from '#api/context.ts';
import { reviewEntry } from '#api/datasets/publish.ts';
import type { Listening } from '#api/server.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { fullContent, newEntry } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let steward: Ctx;
let colleague: Ctx;
let reviewer: Ctx;
let server: Listening;

beforeAll(async () => {
  t = await testApp();
  world = await makeWorld(t.app);
  steward = world.ctx('province.transport');
  const head = world.ctx('province.transport.head').viewer!;
  colleague = world.ctx('province.transport', { viewer: { ...head, duties: ['steward'] } });
  reviewer = world.ctx('province.information');
  server = await t.serve();
});
afterAll(() => t.close());

const publish = { decision: 'publish' as const, opinion: '', field_opinions: [] };
const giveBack = { decision: 'return' as const, opinion: '请补充摘要', field_opinions: [] };
let serial = 0;
const title = () => {
  serial += 1;
  return `条目 ${serial}`;
};

async function refused(work: Promise<unknown>) {
  const error = (await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )) as { code?: string; sentence?: (l: 'zh' | 'en') => string; fields?: { path: string }[] } | null;
  if (error?.code === undefined) throw error ?? new Error('was not refused');
  return {
    code: error.code,
    zh: error.sentence?.('zh') ?? '',
    en: error.sentence?.('en') ?? '',
    fields: error.fields?.map((f) => f.path) ?? [],
  };
}
const events = (subject: string) =>
  t.database.query<{ action: string; outcome: string; canon: string }>(
    'SELECT action, outcome, canon FROM audit_event WHERE subject_id = $1 ORDER BY seq',
    [subject],
  );

async function published(over: Parameters<typeof fullContent>[0] = {}) {
  const made = await newEntry(steward, { title: title(), ...over });
  const sent = await submitEntry(steward, made.id, { revision: 1 });
  return reviewEntry(reviewer, made.id, { revision: sent.revision, ...publish });
}

describe('starting an entry', () => {
  it('assigns codes in sequence, never one twice, also when many start at once', async () => {
    const made = await Promise.all(Array.from({ length: 12 }, () => newEntry(steward, { title: title() }, '302001')));
    const codes = made.map((one) => one.code).sort();
    expect(new Set(codes).size).toBe(12);
    expect(codes.at(0)).toBe('302001/000001');
    expect(codes.at(-1)).toBe('302001/000012');
    await withdrawEntry(steward, made[11]!.id, { revision: 1, reason: '不再编制' });
    expect((await newEntry(steward, { title: title() }, '302001')).code).toBe('302001/000013');
  });

  it('is for stewards of agencies, under an entry of the classification', async () => {
    const content = fullContent({ title: title() });
    expect((await refused(createEntry(world.ctx('developer'), { classification_code: '301001', content }))).code).toBe(
      'auth.forbidden',
    );
    expect((await refused(createEntry(world.ctx(null), { classification_code: '301001', content }))).code).toBe(
      'auth.required',
    );
    const developer = world.ctx('developer').viewer!;
    const enterprise = world.ctx('developer', { viewer: { ...developer, duties: ['steward'] } });
    expect((await refused(createEntry(enterprise, { classification_code: '301001', content }))).code).toBe(
      'catalog.out_of_scope',
    );
    for (const code of ['3', '301', '399999', 'x'])
      expect((await refused(createEntry(steward, { classification_code: code, content }))).code).toBe(
        'catalog.unknown_classification',
      );
    expect((await listClassifications(steward)).items.filter((node) => node.takes_entries).length).toBeGreaterThan(10);
  });

  it('refuses a title the agency has, naming its entry, also to two at once', async () => {
    const name = title();
    const first = await newEntry(steward, { title: name });
    const again = await refused(newEntry(colleague, { title: name }));
    expect(again).toMatchObject({ code: 'catalog.title_taken', fields: ['title'] });
    expect(again.zh).toContain(first.code);
    const race = title();
    const results = await Promise.allSettled([
      newEntry(steward, { title: race }),
      newEntry(colleague, { title: race }),
      newEntry(steward, { title: race }),
    ]);
    expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    for (const one of results)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'catalog.title_taken' });
    await newEntry(world.ctx('province.ecology'), { title: name });
  });

  it('refuses secrets at every door and keeps nothing of them (Article 2)', async () => {
    const name = title();
    expect((await refused(newEntry(steward, { title: name, secret: true }))).code).toBe('catalog.secret');
    expect(await t.database.query('SELECT 1 FROM entry WHERE title = $1', [name])).toEqual([]);
    const made = await newEntry(steward, { title: name });
    const saving = await refused(
      saveEntry(steward, made.id, { revision: 1, content: fullContent({ title: name, secret: true }) }),
    );
    expect(saving.en).toContain('state or work secrets');
    expect((await showEntry(steward, made.id)).content.secret).toBe(false);
    const seen = await events(made.id);
    expect(seen.at(-1)).toMatchObject({ action: 'catalog.save', outcome: 'refused' });
    expect(JSON.parse(seen.at(-1)!.canon).facts.code).toBe('catalog.secret');
  });
});

describe('saving', () => {
  it('takes an unfinished draft and appends a revision for each change, none for no change', async () => {
    const made = await newEntry(steward, { title: title() });
    const blank = await saveEntry(steward, made.id, { revision: 1, content: { ...emptyContent(), title: made.title } });
    expect(blank.completeness.percent).toBeLessThan(20);
    expect(blank.revision).toBe(2);
    const same = await saveEntry(steward, made.id, { revision: 2, content: { ...emptyContent(), title: made.title } });
    expect(same.revision).toBe(2);
    const history = await entryHistory(steward, made.id);
    expect(history.revisions.map((one) => [one.number, one.action])).toEqual([
      [2, 'save'],
      [1, 'create'],
    ]);
    expect(history.revisions[0]?.differences.map((one) => one.field)).toContain('abstract');
    expect(history.revisions[0]?.by).toBe('梁晓燕');
    await expect(t.database.query('UPDATE entry_revision SET action = $1', ['x'])).rejects.toThrow(/append_only/);
  });

  it('tells the second of two stewards who saved before, and keeps the first’s text', async () => {
    const made = await newEntry(steward, { title: title() });
    const mine = fullContent({ title: made.title, abstract: '甲的摘要' });
    await saveEntry(steward, made.id, { revision: 1, content: mine });
    const second = await refused(
      saveEntry(colleague, made.id, { revision: 1, content: fullContent({ title: made.title, abstract: '乙的摘要' }) }),
    );
    expect(second.code).toBe('catalog.changed_meanwhile');
    expect(second.zh).toContain('梁晓燕已于 2026-11-02 12:00');
    expect(second.en).toContain('revision 2');
    expect((await showEntry(colleague, made.id)).content.abstract).toBe('甲的摘要');
  });

  it('lets exactly one of many saves of the same revision through', async () => {
    const made = await newEntry(steward, { title: title() });
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) =>
        saveEntry(i % 2 ? steward : colleague, made.id, {
          revision: 1,
          content: fullContent({ title: made.title, abstract: `第 ${i} 份` }),
        }),
      ),
    );
    expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    for (const one of results)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'catalog.changed_meanwhile' });
    expect((await entryHistory(steward, made.id)).revisions).toHaveLength(2);
  });

  it('is nobody else’s: other agencies see nothing, the reviewer only what was submitted', async () => {
    const made = await newEntry(steward, { title: title() });
    const change = { revision: 1, content: fullContent({ title: made.title }) };
    for (const other of ['province.ecology', 'taiyuan.transport', 'developer', 'province.information'])
      expect((await refused(saveEntry(world.ctx(other), made.id, change))).code, other).toBe('catalog.not_found');
    expect((await refused(saveEntry(world.ctx('province.transport.head'), made.id, change))).code).toBe(
      'auth.forbidden',
    );
    expect((await refused(showEntry(reviewer, made.id))).code).toBe('catalog.not_found');
    await submitEntry(steward, made.id, { revision: 1 });
    expect((await showEntry(reviewer, made.id)).may).toMatchObject({ review: true, save: false });
  });
});

describe('submitting', () => {
  it('refuses with all faults at once and logs it; Article 12 when the basis is what is missing', async () => {
    const made = await newEntry(steward, {
      title: title(),
      abstract: '',
      grade: null,
      related_codes: ['301001/99999999'],
    });
    const bare = await refused(submitEntry(steward, made.id, { revision: 1 }));
    expect(bare).toMatchObject({ code: 'catalog.incomplete', fields: ['abstract', 'grade', 'related_codes'] });
    await saveEntry(steward, made.id, {
      revision: 1,
      content: fullContent({ title: made.title, share_type: '2', abstract: '' }),
    });
    const restricted = await refused(submitEntry(steward, made.id, { revision: 2 }));
    expect(restricted.code).toBe('catalog.no_basis');
    expect(restricted.fields).toEqual([
      'abstract',
      'share_condition',
      'share_reason',
      'share_basis.kind',
      'share_basis.instrument',
      'share_basis.article',
    ]);
    expect((await showEntry(steward, made.id)).state).toBe('draft');
    expect((await events(made.id)).filter((one) => one.outcome === 'refused')).toHaveLength(2);
  });

  it('locks the entry until it is decided; wrong states are named', async () => {
    const made = await newEntry(steward, { title: title() });
    await submitEntry(steward, made.id, { revision: 1 });
    const again = await refused(submitEntry(steward, made.id, { revision: 1 }));
    expect(again).toMatchObject({ code: 'catalog.wrong_state', zh: expect.stringContaining('待审核') });
    expect(
      (
        await refused(
          saveEntry(steward, made.id, { revision: 1, content: fullContent({ title: made.title, abstract: '改' }) }),
        )
      ).en,
    ).toContain('Under review');
    const draft = await newEntry(steward, { title: title() });
    expect((await refused(reviewEntry(reviewer, draft.id, { revision: 1, ...publish }))).code).toBe(
      'catalog.wrong_state',
    );
  });
});

describe('the review', () => {
  it('is for the information department of exactly that region; others are refused and logged', async () => {
    const city = world.ctx('taiyuan.transport');
    const made = await newEntry(city, { title: title(), storage_location: 'city_cloud' });
    await submitEntry(city, made.id, { revision: 1 });
    for (const wrong of ['province.information']) {
      const answer = await refused(reviewEntry(world.ctx(wrong), made.id, { revision: 1, ...publish }));
      expect(answer.code).toBe('catalog.no_jurisdiction');
      expect(answer.zh).toContain('太原市');
      expect(answer.en).toContain('Taiyuan');
    }
    expect((await refused(reviewEntry(city, made.id, { revision: 1, ...publish }))).code).toBe('auth.forbidden');
    expect((await refused(reviewEntry(world.ctx('developer'), made.id, { revision: 1, ...publish }))).code).toBe(
      'catalog.not_found',
    );
    const logged = (await events(made.id))
      .filter((one) => one.outcome === 'refused')
      .map((one) => JSON.parse(one.canon));
    expect(logged[0]).toMatchObject({
      facts: { code: 'catalog.no_jurisdiction' },
      organization: world.organization('province.information').id,
    });
    expect((await showEntry(city, made.id)).state).toBe('submitted');
    const done = await reviewEntry(world.ctx('taiyuan.information'), made.id, { revision: 1, ...publish });
    expect(done).toMatchObject({ state: 'published', published_revision: 1 });
  });

  it('shows the queue with its clock: two working days, late after that', async () => {
    const made = await newEntry(steward, { title: title() });
    await submitEntry(steward, made.id, { revision: 1 });
    const queue = await reviewQueue(reviewer, { page: 1, page_size: 100 });
    const row = queue.items.find((one) => one.id === made.id);
    expect(row).toMatchObject({ due_on: '2026-11-04', late: false, first: true, ball: 'information_department' });
    expect(row!.changes).toBeGreaterThan(10);
    expect((await worklistCounts(reviewer)).late).toBe(0);
    t.clock.set('2026-11-05T09:00:00+08:00');
    try {
      expect((await showEntry(steward, made.id)).late).toBe(true);
      expect((await worklistCounts(reviewer)).late).toBeGreaterThan(0);
      t.clock.set('2026-12-31T09:00:00+08:00');
      const late = await newEntry(steward, { title: title() });
      // The year after has no notice yet: the clock says nothing rather than something wrong.
      expect((await submitEntry(steward, late.id, { revision: 1 })).due_on).toBe(null);
    } finally {
      t.clock.set('2026-11-02T12:00:00+08:00');
    }
    expect((await reviewQueue(world.ctx('developer'), { page: 1, page_size: 20 })).total).toBe(0);
    expect((await reviewQueue(reviewer, { page: 900, page_size: 20 })).items).toEqual([]);
  });

  it('returns with words, per field too, and takes the entry again after correction', async () => {
    const made = await newEntry(steward, { title: title() });
    await submitEntry(steward, made.id, { revision: 1 });
    const silent = await refused(reviewEntry(reviewer, made.id, { revision: 1, ...giveBack, opinion: '' }));
    expect(silent).toMatchObject({ code: 'catalog.opinion_missing', fields: ['opinion'] });
    const back = await reviewEntry(reviewer, made.id, {
      revision: 1,
      ...giveBack,
      field_opinions: [{ field: 'abstract', opinion: '写明时间范围' }],
    });
    expect(back).toMatchObject({ state: 'returned', ball: 'agency', published_revision: null });
    expect(back.last_review).toMatchObject({
      decision: 'return',
      opinion: '请补充摘要',
      reviewer: '郝静',
      field_opinions: [{ field: 'abstract', opinion: '写明时间范围' }],
    });
    const saved = await saveEntry(steward, made.id, {
      revision: 1,
      content: fullContent({ title: made.title, abstract: '2026 年的收费站。' }),
    });
    expect(saved.state).toBe('returned');
    await submitEntry(steward, made.id, { revision: 2 });
    await reviewEntry(reviewer, made.id, { revision: 2, ...publish });
    expect((await getPublicEntry(world.ctx(null), made.code)).content.abstract).toBe('2026 年的收费站。');
    expect((await events(made.id)).filter((one) => one.outcome === 'done').map((one) => one.action)).toEqual([
      'catalog.create',
      'catalog.submit',
      'catalog.return',
      'catalog.save',
      'catalog.submit',
      'catalog.publish',
    ]);
  });

  it('decides once when two press at the same time', async () => {
    const made = await newEntry(steward, { title: title() });
    await submitEntry(steward, made.id, { revision: 1 });
    const results = await Promise.allSettled([
      reviewEntry(reviewer, made.id, { revision: 1, ...publish }),
      reviewEntry(reviewer, made.id, { revision: 1, ...giveBack }),
    ]);
    expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(results.find((one) => one.status === 'rejected')).toMatchObject({ reason: { code: 'catalog.wrong_state' } });
    expect((await entryHistory(steward, made.id)).reviews).toHaveLength(1);
  });
});

describe('after publication', () => {
  it('the public keeps seeing the published revision while a change is drafted, reviewed and returned', async () => {
    const entry = await published();
    const draft = await saveEntry(steward, entry.id, {
      revision: 1,
      content: fullContent({ title: entry.title, abstract: '新摘要' }),
    });
    expect(draft).toMatchObject({ state: 'draft', revision: 2, published_revision: 1 });
    expect(draft.differences).toEqual([expect.objectContaining({ field: 'abstract', after: '新摘要' })]);
    const old = fullContent().abstract;
    expect((await getPublicEntry(world.ctx(null), entry.code)).content.abstract).toBe(old);
    await submitEntry(steward, entry.id, { revision: 2 });
    await reviewEntry(reviewer, entry.id, { revision: 2, ...giveBack });
    expect((await getPublicEntry(world.ctx(null), entry.code)).content.abstract).toBe(old);
    await submitEntry(steward, entry.id, { revision: 2 });
    t.clock.advance({ days: 1 });
    await reviewEntry(reviewer, entry.id, { revision: 2, ...publish });
    const now = await getPublicEntry(world.ctx(null), entry.code);
    t.clock.advance({ days: -1 });
    expect(now.content.abstract).toBe('新摘要');
    expect(now.revised_at > now.published_at).toBe(true);
  });

  it('dropped changes bring back what is public, and stay in the history', async () => {
    const entry = await published();
    await saveEntry(steward, entry.id, { revision: 1, content: fullContent({ title: entry.title, abstract: '误改' }) });
    const back = await discardChanges(steward, entry.id, { revision: 2 });
    expect(back).toMatchObject({ state: 'published', revision: 3, published_revision: 1, differences: [] });
    expect((await entryHistory(steward, entry.id)).revisions.map((one) => [one.action, one.published])).toEqual([
      ['discard', false],
      ['save', false],
      ['create', true],
    ]);
    const never = await newEntry(steward, { title: title() });
    expect((await refused(discardChanges(steward, never.id, { revision: 1 }))).code).toBe('catalog.nothing_to_discard');
  });

  it('withdrawal answers 410 with what it was; a draft never public stays unknown', async () => {
    const entry = await published();
    await withdrawEntry(steward, entry.id, { revision: 1, reason: '机构职责调整' });
    const gone = await refused(getPublicEntry(world.ctx(null), entry.code));
    expect(gone.code).toBe('catalog.withdrawn');
    expect(gone.zh).toContain('机构职责调整');
    expect(gone.en).toContain(entry.code);
    expect(
      (
        await refused(
          saveEntry(steward, entry.id, { revision: 1, content: fullContent({ title: entry.title, abstract: 'x' }) }),
        )
      ).code,
    ).toBe('catalog.wrong_state');
    const draft = await newEntry(steward, { title: title() });
    await withdrawEntry(steward, draft.id, { revision: 1, reason: '编制有误' });
    expect((await refused(getPublicEntry(world.ctx(null), draft.code))).code).toBe('catalog.not_found');
  });

  it('lists the agency’s own entries with counts, searched and filtered', async () => {
    const page = await listEntries(steward, { page: 1, page_size: 5 });
    expect(page.items).toHaveLength(5);
    expect(page.total).toBe(Object.values(page.counts).reduce((a, b) => a + b, 0));
    expect((await listEntries(steward, { page: 1, page_size: 5, state: 'withdrawn' })).total).toBe(
      page.counts.withdrawn,
    );
    expect((await listEntries(steward, { page: 1, page_size: 5, q: '%' })).total).toBe(0);
    expect((await listEntries(steward, { page: 5000, page_size: 5 })).items).toEqual([]);
    expect((await refused(listEntries(world.ctx(null), { page: 1, page_size: 5 }))).code).toBe('auth.required');
  });
});

describe('over HTTP', () => {
  const api = (path: string) => `${server.url}/api/v1${path}`;
  const tokens = new Map<string, string>();
  async function as(
    login: string,
    path: string,
    init: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
  ) {
    if (!tokens.has(login)) {
      const answer = await fetch(api('/session'), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ login, password: demoPassword }),
      });
      tokens.set(login, ((await answer.json()) as { token: string }).token);
    }
    const response = await fetch(api(path), {
      method: init.method ?? 'GET',
      headers: { authorization: `Bearer ${tokens.get(login)}`, 'content-type': 'application/json', ...init.headers },
      ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Record<string, never> & { code?: string },
    };
  }

  it('walks the entry through, and says refusals in the language asked for', async () => {
    const made = await as('province.transport', '/catalog/entries', {
      method: 'POST',
      body: { classification_code: '301001', content: { title: '<script>alert(1)</script>' } },
    });
    expect(made.status).toBe(201);
    const { id, code } = made.body as unknown as { id: string; code: string };
    expect((made.body as unknown as { title: string }).title).toBe('<script>alert(1)</script>');
    const zh = await as('province.transport', `/catalog/entries/${id}/submission`, {
      method: 'POST',
      body: { revision: 1 },
      headers: { 'accept-language': 'zh' },
    });
    const en = await as('province.transport', `/catalog/entries/${id}/submission`, {
      method: 'POST',
      body: { revision: 1 },
      headers: { 'accept-language': 'en' },
    });
    expect([zh.status, zh.headers.get('content-type'), zh.body.code]).toEqual([
      422,
      expect.stringContaining('application/problem+json'),
      'catalog.incomplete',
    ]);
    expect(zh.body).toMatchObject({ detail: expect.stringContaining('不符合编制要求'), article: '8' });
    expect(en.body).toMatchObject({ detail: expect.stringContaining('compilation requirements') });
    expect((zh.body as unknown as { fields: unknown[] }).fields.length).toBeGreaterThan(10);
    const saved = await as('province.transport', `/catalog/entries/${id}`, {
      method: 'PUT',
      body: { revision: 1, content: fullContent({ title: '<script>alert(1)</script>' }) },
    });
    expect(saved.status).toBe(200);
    expect(
      (await as('province.transport', `/catalog/entries/${id}/submission`, { method: 'POST', body: { revision: 2 } }))
        .status,
    ).toBe(200);
    const foreign = await as('taiyuan.information', `/catalog/entries/${id}/reviews`, {
      method: 'POST',
      body: { revision: 2, decision: 'publish' },
    });
    expect([foreign.status, foreign.body.code]).toEqual([403, 'catalog.no_jurisdiction']);
    const done = await as('province.information', `/catalog/entries/${id}/reviews`, {
      method: 'POST',
      body: { revision: 2, decision: 'publish' },
    });
    expect(done.status).toBe(200);
    expect((await fetch(api(`/datasets/${code}`))).status).toBe(200);
    await as('province.transport', `/catalog/entries/${id}/withdrawal`, {
      method: 'POST',
      body: { revision: 2, reason: '测试撤销' },
    });
    const gone = await fetch(api(`/datasets/${code}`));
    expect([gone.status, ((await gone.json()) as { params: unknown }).params]).toEqual([
      410,
      { code, title: '<script>alert(1)</script>', day: '2026-11-02', reason: '测试撤销' },
    ]);
  });

  it('names overlong texts and control characters by field', async () => {
    const bad = await as('province.transport', '/catalog/entries', {
      method: 'POST',
      body: {
        classification_code: '301001',
        content: { title: '长'.repeat(201), abstract: 'a\u0000b', share_type: '9', keywords: ['x'.repeat(41)] },
      },
    });
    expect(bad.status).toBe(400);
    expect((bad.body as unknown as { fields: { path: string }[] }).fields.map((f) => f.path)).toEqual([
      'content.title',
      'content.abstract',
      'content.keywords.0',
      'content.share_type',
    ]);
  });

  it('answers one idempotency key once', async () => {
    const body = { classification_code: '301001', content: { title: title() } };
    const headers = { 'idempotency-key': `k-${title()}`.replace(/[^\w-]/g, '') };
    const first = await as('province.transport', '/catalog/entries', { method: 'POST', body, headers });
    const second = await as('province.transport', '/catalog/entries', { method: 'POST', body, headers });
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    const other = await as('province.transport', '/catalog/entries', {
      method: 'POST',
      body: { ...body, classification_code: '301002' },
      headers,
    });
    expect(other.body.code).toBe('request.idempotency_mismatch');
  });

  it('gives the code lists and the classification to anyone', async () => {
    const lists = (
      (await (await fetch(api('/catalog/codes'))).json()) as { lists: Record<string, Record<string, unknown>> }
    ).lists;
    expect(lists.share_types?.['3']).toEqual({ zh: '不予共享', en: 'Not shared' });
    expect(Object.keys(lists.themes ?? {})).toHaveLength(12);
    expect((await fetch(api('/datasets/301001/99999999'))).status).toBe(404);
  });
});
