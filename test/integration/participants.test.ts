/** Taking part without an account: a mailbox confirmed by code or link, its name, its letters, and its withdrawal. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '#api/audit/act.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { askParticipantCode, confirmParticipant, showParticipantLink } from '#api/participants/confirm.ts';
import { sendLetter, tidy } from '#api/participants/letters.ts';
import { tokenHash } from '#api/participants/secrets.ts';
import * as participants from '#api/participants/service.ts';
import { refuse as mailRefuse } from '#api/ports/mail/refusals.ts';
import type { Listening } from '#api/server.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let server: Listening;

beforeAll(async () => {
  t = await testApp({ env: { PUBLIC_URL: 'https://data.example.cn' } });
  world = await makeWorld(t.app);
  server = await t.serve('api');
}, 180_000);
afterAll(() => t?.close());

const code = async (run: Promise<unknown>) =>
  run.then(
    () => 'went through',
    (error: unknown) => (isRefusal(error) ? error.code : Promise.reject(error)),
  );
const mails = async (to: string) => (await t.app.ports.mail.kept()).filter((one) => one.to === to);
const ask = async (email: string, over: { locale?: 'zh' | 'en'; next?: string; ip?: string } = {}) => {
  const { ip = null, ...rest } = over;
  // Mails are kept by their instant.
  t.clock.advance({ seconds: 1 });
  const asked = await askParticipantCode(t.ctx({ ip }), { email, locale: 'zh', ...rest });
  await t.drain();
  const [mail] = await mails(email);
  return {
    ...asked,
    code: /\b\d{6}\b/.exec(mail?.subject ?? '')?.[0] ?? '',
    link: /\/taking-part\/(ptl_[\w.-]+)/.exec(mail?.text ?? '')?.[1] ?? '',
  };
};
const taking = async (email: string, locale: 'zh' | 'en' = 'zh') => {
  const { challenge, code } = await ask(email, { locale });
  const done = await confirmParticipant(t.ctx(), { challenge, code });
  return { ...done, ctx: t.ctx({ participantSession: tokenHash(done.token), locale }) };
};
const tell = (id: string, about = 'dem_x') =>
  act(t.ctx(), { action: 'test.tell', subject: ['test', 'x'] }, (tx) =>
    participants.mailTo(tx, id, {
      about,
      subject: ['关于“{{title}}”的答复', 'An answer to “{{title}}”'],
      text: ['已答复。', 'It was answered.'],
      params: { title: '公交站点' },
      paramsEn: { title: 'bus stops' },
      path: '/requests/dem_x',
    }),
  );

describe('a mailbox', () => {
  it('is confirmed by the code of the mail, once; wrong codes are counted and end it', async () => {
    const asked = await ask('a@example.cn');
    expect(asked.code).toMatch(/^\d{6}$/);
    const other = asked.code === '000000' ? '000001' : '000000';
    expect(await code(confirmParticipant(t.ctx(), { challenge: asked.challenge, code: other }))).toBe(
      'participants.wrong_code',
    );
    const done = await confirmParticipant(t.ctx(), { challenge: asked.challenge, code: ` ${asked.code} ` });
    expect(done.participant).toMatchObject({ kind: 'mailbox', id: expect.stringMatching(/^ptc_/) });
    expect(await code(confirmParticipant(t.ctx(), { challenge: asked.challenge, code: asked.code }))).toBe(
      'participants.code_spent',
    );
    const second = await ask('a@example.cn');
    const bad = second.code === '000000' ? '000001' : '000000';
    const answers = [];
    for (let i = 0; i < 5; i++)
      answers.push(await code(confirmParticipant(t.ctx(), { challenge: second.challenge, code: bad })));
    expect(answers).toEqual([...Array(4).fill('participants.wrong_code'), 'participants.code_spent']);
    expect(await code(confirmParticipant(t.ctx(), { challenge: second.challenge, code: second.code }))).toBe(
      'participants.code_spent',
    );
    expect((await taking('A@EXAMPLE.cn')).participant.id).toBe(done.participant.id);
  });

  it('is confirmed by the link too, which does nothing until it is pressed and ends after an hour', async () => {
    const asked = await ask('b@example.cn', { next: '/requests/new?q=x' });
    expect(await showParticipantLink(t.ctx(), asked.link)).toEqual({ open: true, next: '/requests/new?q=x' });
    const done = await confirmParticipant(t.ctx(), { link: asked.link });
    expect(done.next).toBe('/requests/new?q=x');
    expect(await showParticipantLink(t.ctx(), asked.link)).toMatchObject({ open: false });
    const forged = `${asked.link.slice(0, -1)}${asked.link.endsWith('A') ? 'B' : 'A'}`;
    expect(await code(showParticipantLink(t.ctx(), forged))).toBe('participants.link_unknown');
    const late = await ask('b@example.cn', { next: 'https://evil.example/' });
    expect(await showParticipantLink(t.ctx(), late.link)).toMatchObject({ next: null });
    t.clock.advance({ minutes: 61 });
    expect(await code(confirmParticipant(t.ctx(), { link: late.link }))).toBe('participants.code_spent');
  });

  it('is asked for by address and caller in bounds, and only where it is one', async () => {
    expect(await code(ask('nobody'))).toBe('participants.bad_email');
    const answers = [];
    for (let i = 0; i < 7; i++) answers.push(await code(ask('flood@example.cn')));
    expect(answers).toEqual([...Array(6).fill('went through'), 'participants.too_often']);
    const callers = [];
    for (let i = 0; i < 31; i++)
      callers.push(
        await code(askParticipantCode(t.ctx({ ip: '10.0.0.9' }), { email: `u${i}@example.cn`, locale: 'zh' })),
      );
    expect(callers.filter((one) => one === 'participants.too_often')).toHaveLength(1);
  });

  it('stands nowhere in clear, neither code nor link nor address; what nobody confirmed goes', async () => {
    const asked = await ask('clear@example.cn');
    const dump = JSON.stringify(
      await t.database.query(
        'SELECT row_to_json(c)::text AS a FROM participant_challenge c UNION ALL SELECT row_to_json(e)::text FROM audit_event e UNION ALL SELECT payload::text FROM graphile_worker._private_jobs',
      ),
    );
    for (const secret of ['clear@example.cn', asked.code, asked.link]) expect(dump).not.toContain(secret);
    t.clock.advance({ days: 3 });
    await tidy(t.app);
    expect(await mails('clear@example.cn')).toEqual([]);
    expect(await t.database.query('SELECT 1 FROM participant_challenge WHERE id = $1', [asked.challenge])).toEqual([]);
  });
});

describe('whoever takes part', () => {
  it('is a person before a mailbox, and nobody without either', async () => {
    expect(await participants.participantOf(t.ctx())).toBeNull();
    expect(await code(participants.requireParticipant(t.ctx()))).toBe('participants.needed');
    const { ctx, participant } = await taking('c@example.cn');
    expect(await participants.participantOf(ctx)).toMatchObject({ id: participant.id, organizationId: null });
    const person = world.ctx('developer');
    const both = { ...ctx, viewer: person.viewer };
    expect(await participants.participantOf(both)).toMatchObject({
      id: person.viewer?.personId,
      kind: 'person',
      name: person.viewer?.organization.name,
      organizationId: person.viewer?.organization.id,
    });
    expect(await code(participants.nameParticipant(both, { name: 'x' }))).toBe('participants.mailbox_only');
  });

  it('is known for 180 days and by a chosen name that is nobody’s number', async () => {
    const { ctx, participant } = await taking('d@example.cn', 'en');
    expect(participant.name_zh).toBe(`网友 ${participant.id.slice(-4).toUpperCase()}`);
    expect(await code(participants.nameParticipant(ctx, { name: '小王 13800138000' }))).toBe(
      'participants.personal_data',
    );
    expect((await participants.nameParticipant(ctx, { name: ' 汾河  边 ' })).name_en).toBe('汾河 边');
    const names = await participants.publicNames(t.ctx(), [{ id: participant.id, organizationId: null }]);
    expect(names.get(participant.id)).toEqual(['汾河 边', '汾河 边']);
    expect((await participants.nameParticipant(ctx, { name: '' })).own_name).toBeNull();
    t.clock.advance({ days: 179 });
    expect(await participants.participantOf(ctx)).not.toBeNull();
    t.clock.advance({ days: 2 });
    expect(await participants.participantOf(ctx)).toBeNull();
  });

  it('is told of answers in their language, on the page and by mail', async () => {
    const { ctx, participant } = await taking('e@example.cn', 'en');
    await tell(participant.id);
    await t.drain();
    const [mail] = await mails('e@example.cn');
    expect(mail?.subject).toBe('An answer to “bus stops”');
    expect(mail?.text).toContain('https://data.example.cn/requests/dem_x');
    const shown = await participants.showParticipant(ctx);
    expect(shown.letters[0]).toMatchObject({ state: 'delivered', subject_zh: '关于“公交站点”的答复' });
    const person = world.ctx('developer');
    await tell(person.viewer?.personId ?? '');
    await t.drain();
    expect((await participants.showParticipant(person)).letters[0]).toMatchObject({ state: 'kept' });
  });

  it('has a letter tried again that could not leave, and not one that was refused', async () => {
    const { participant } = await taking('f@example.cn');
    await tell(participant.id);
    const [row] = await t.database.query<{ id: string }>('SELECT id FROM participant_letter WHERE recipient_id = $1', [
      participant.id,
    ]);
    const failing = (fault: 'mail.deferred' | 'mail.rejected') => ({
      ...t.app,
      ports: {
        ...t.app.ports,
        mail: { ...t.app.ports.mail, send: () => Promise.reject(mailRefuse(fault, { status: 450 })) },
      },
    });
    await expect(sendLetter(failing('mail.deferred'), row?.id ?? '')).rejects.toThrow(/mail\.deferred/);
    await sendLetter(failing('mail.rejected'), row?.id ?? '');
    expect(
      await t.database.query('SELECT state, attempts, last_fault FROM participant_letter WHERE id = $1', [row?.id]),
    ).toEqual([{ state: 'failed', attempts: 2, last_fault: 'mail.rejected' }]);
    await t.drain();
  });

  it('leaves one browser, or withdraws the mailbox for good', async () => {
    const { ctx, participant } = await taking('g@example.cn');
    const elsewhere = await taking('g@example.cn');
    await participants.leaveParticipant(ctx);
    expect(await participants.participantOf(ctx)).toBeNull();
    await participants.nameParticipant(elsewhere.ctx, { name: '老李' });
    await tell(participant.id);
    await t.drain();
    expect(await mails('g@example.cn')).not.toEqual([]);
    await participants.forgetParticipant(elsewhere.ctx);
    expect(await participants.participantOf(elsewhere.ctx)).toBeNull();
    expect(await mails('g@example.cn')).toEqual([]);
    expect(
      await t.database.query('SELECT email_sealed, email_hash, name FROM participant WHERE id = $1', [participant.id]),
    ).toEqual([{ email_sealed: null, email_hash: null, name: null }]);
    await expect(t.database.query("UPDATE participant SET name = 'x' WHERE id = $1", [participant.id])).rejects.toThrow(
      /withdrawn_is_wiped/,
    );
    const names = await participants.publicNames(t.ctx(), [{ id: participant.id, organizationId: null }]);
    expect(names.get(participant.id)?.[1]).toBe('someone whose address was withdrawn');
    await tell(participant.id);
    expect(
      await t.database.query("SELECT 1 FROM participant_letter WHERE recipient_id = $1 AND text_zh <> ''", [
        participant.id,
      ]),
    ).toEqual([]);
    expect((await taking('g@example.cn')).participant.id).not.toBe(participant.id);
  });
});

describe('over HTTP', () => {
  const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  it('sets an HttpOnly cookie, takes it or the token, and tells nobody else', async () => {
    expect((await call('GET', '/participants/me')).status).toBe(401);
    const asked = (await (await call('POST', '/participants/code', { email: 'h@example.cn' })).json()) as {
      challenge: string;
    };
    await t.drain();
    const typed = /\b\d{6}\b/.exec((await mails('h@example.cn'))[0]?.subject ?? '')?.[0];
    const sent = { challenge: asked.challenge, code: typed };
    const confirmed = await call('POST', '/participants/confirm', sent, { 'idempotency-key': 'same-key-01' });
    const cookie = confirmed.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^participant=jpt_[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=15552000; Secure$/);
    expect(confirmed.headers.get('cache-control')).toBe('no-store');
    // A token that was answered is not answered again, whatever the key.
    expect((await call('POST', '/participants/confirm', sent, { 'idempotency-key': 'same-key-01' })).status).toBe(410);
    const pair = cookie.split(';')[0] ?? '';
    const mine = await call('GET', '/participants/me', undefined, { cookie: pair });
    expect([mine.status, mine.headers.get('cache-control'), mine.headers.get('access-control-allow-origin')]).toEqual([
      200,
      'no-store',
      null,
    ]);
    const bearer = { authorization: `Bearer ${pair.replace('participant=', '')}` };
    expect((await call('PATCH', '/participants/me', { name: '太原读者' }, bearer)).status).toBe(200);
    expect((await call('POST', '/participants/confirm', { challenge: asked.challenge })).status).toBe(400);
    const gone = await call('DELETE', '/participants/me', undefined, bearer);
    expect(gone.headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await call('GET', '/participants/me', undefined, bearer)).status).toBe(401);
  });
});
