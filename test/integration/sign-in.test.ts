/** Signing in over HTTP: second factor, sessions, passwords, guesses that slow down who guesses and nobody else. */
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Listening } from '#api/server.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import { type Api, apiClient, codeOf, done, refused, signIn } from '#test/support/api-client.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let w: World;
let server: Listening;
let base: string;

beforeAll(async () => {
  t = await testApp({ at: '2026-11-02T12:00:00+08:00', env: { TRUST_PROXY: 'loopback' } });
  w = await makeWorld(t.app);
  server = await t.serve();
  base = server.url;
});
afterAll(async () => {
  await t.close();
});

const codeAt = (key: string, shift = 0) =>
  new TOTP({ algorithm: 'SHA1', digits: 6, period: 30, secret: Secret.fromBase32(key) }).generate({
    timestamp: t.clock.now().getTime() + shift * 30_000,
  });

/** Over HTTP with headers of the test's choosing: the address a proxy names, cookies, the browser. */
async function knock(login: string, password: string, headers: Record<string, string> = {}, more: object = {}) {
  const response = await fetch(`${base}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': '198.51.100.7', ...headers },
    body: JSON.stringify({ login, password, ...more }),
  });
  const body = (await response.json()) as { code?: string; params?: { seconds?: number }; token?: string };
  return { status: response.status, ...body, cookies: response.headers.getSetCookie() };
}

async function enrol(login: string): Promise<{ api: Api; key: string; codes: string[] }> {
  const first = await signIn(base, login);
  const { key, uri } = done(await first.POST('/account/factor'));
  expect(uri).toMatch(/^otpauth:\/\/totp\/Jinshu/);
  const { codes, token } = done(await first.POST('/account/factor/confirmation', { body: { code: codeAt(key) } }));
  t.clock.advance({ seconds: 30 });
  return { api: apiClient(base, token), key, codes };
}

const bodyOf = (reason = 'superseded', password = demoPassword) => ({ reason: reason as 'superseded', password });

describe('a second factor', () => {
  let key = '';
  let codes: string[] = [];
  let api: Api;

  it('is set up with a first code; secrets are sealed, codes hashed, and the old token dies', async () => {
    const old = await signIn(base, 'developer');
    const begun = done(await old.POST('/account/factor'));
    expect(codeOf(await old.POST('/account/factor/confirmation', { body: { code: '000000' } }))).toBe(
      'people.wrong_code',
    );
    const made = done(await old.POST('/account/factor/confirmation', { body: { code: codeAt(begun.key) } }));
    [key, codes, api] = [begun.key, made.codes, apiClient(base, made.token)];
    expect(new Set(codes).size).toBe(10);
    expect(codes.every((code) => /^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/.test(code))).toBe(true);
    const [kept] = await t.database.query('select * from second_factor');
    const hashes = await t.database.query('select * from recovery_code');
    const said =
      JSON.stringify([kept, hashes]) + JSON.stringify(await t.database.query('select canon from audit_event'));
    for (const secret of [key, ...codes, codes[0]!.replaceAll('-', '')]) expect(said).not.toContain(secret);
    expect((await old.GET('/session')).response.status).toBe(401);
    expect(done(await api.GET('/account')).second_factor?.recovery_codes_left).toBe(10);
    expect(codeOf(await api.POST('/account/factor'))).toBe('people.factor_enrolled');
  });

  it('is asked for at the sign-in, with a step of drift and no code twice', async () => {
    expect((await knock('developer', demoPassword)).code).toBe('people.code_needed');
    expect((await knock('developer', demoPassword, {}, { code: codeAt(key) })).code).toBe('people.code_used');
    t.clock.advance({ seconds: 60 });
    expect((await knock('developer', demoPassword, {}, { code: codeAt(key, 2) })).code).toBe('people.wrong_code');
    expect((await knock('developer', demoPassword, {}, { code: codeAt(key, -1) })).status).toBe(201);
    expect((await knock('developer', demoPassword, {}, { code: codeAt(key, 1) })).status).toBe(201);
    // The step before the last accepted one is spent, though its time has not passed.
    expect((await knock('developer', demoPassword, {}, { code: codeAt(key) })).code).toBe('people.code_used');
    expect((await knock('developer', 'wrong password', {}, { code: codeAt(key, 1) })).code).toBe(
      'people.wrong_credentials',
    );
  });

  it('has recovery codes, each good once', async () => {
    const [code = ''] = codes;
    const spelled = code.toUpperCase().replaceAll('-', ' ');
    expect((await knock('developer', demoPassword, {}, { code: spelled })).status).toBe(201);
    expect((await knock('developer', demoPassword, {}, { code })).code).toBe('people.wrong_code');
    t.clock.advance({ seconds: 90 });
    const renewed = done(await api.POST('/account/recovery-codes', { body: { code: codeAt(key) } }));
    api = apiClient(base, renewed.token);
    expect((await knock('developer', demoPassword, {}, { code: codes[1] })).code).toBe('people.wrong_code');
    codes = renewed.codes;
  });

  it('must be fresh for what signs; giving it again moves the session to a new token', async () => {
    const serial = (await signCertificate('developer')).serial;
    t.clock.advance({ minutes: 16 });
    const path = { params: { path: { serial } }, body: bodyOf() };
    const stale = refused(await api.POST('/certificates/{serial}/revocation', path));
    expect(stale).toMatchObject({ status: 403, code: 'people.factor_again', params: { minutes: 15 } });
    const fresh = done(await api.POST('/session/factor', { body: { code: codeAt(key) } }));
    expect(fresh.fresh_until).toBe(new Date(t.clock.now().getTime() + 15 * 60_000).toISOString());
    expect((await api.GET('/session')).response.status).toBe(401);
    api = apiClient(base, fresh.token);
    expect(done(await api.POST('/certificates/{serial}/revocation', path)).state).toBe('revoked');
  });

  it('asks nothing of those who have none', async () => {
    const head = await signIn(base, 'province.transport.head');
    const { serial } = await signCertificate('province.transport.head');
    const path = { params: { path: { serial } }, body: bodyOf() };
    expect(done(await head.POST('/certificates/{serial}/revocation', path)).state).toBe('revoked');
  });

  it('is taken off only with a code', async () => {
    expect(codeOf(await api.POST('/account/factor/removal', { body: { code: '123456' } }))).toBe('people.wrong_code');
    const { token } = done(await api.POST('/account/factor/removal', { body: { code: codes[2]! } }));
    api = apiClient(base, token);
    expect(done(await api.GET('/account')).second_factor).toBeNull();
    expect(codeOf(await api.POST('/session/factor', { body: { code: '123456' } }))).toBe('people.factor_missing');
    expect(codeOf(await api.POST('/account/recovery-codes', { body: { code: '123456' } }))).toBe(
      'people.factor_missing',
    );
    expect(codeOf(await api.POST('/account/factor/confirmation', { body: { code: '123456' } }))).toBe(
      'people.factor_missing',
    );
  });

  it('is no business of access tokens', async () => {
    const steward = await signIn(base, 'province.transport');
    const { token } = done(await steward.POST('/tokens', { body: { name: 'x', expires_on: '2026-12-01' } }));
    const robot = apiClient(base, token);
    expect(codeOf(await robot.GET('/account'))).toBe('people.at_a_session');
    expect(codeOf(await robot.POST('/account/factor'))).toBe('people.at_a_session');
  });
});

/** A certificate to revoke: an act that asks for the password and so for the factor. */
async function signCertificate(login: string): Promise<{ serial: string }> {
  const { ensureKey } = await import('#api/organizations/service.ts');
  const ctx = w.ctx(login);
  return ensureKey(ctx, ctx.viewer!.organization.id);
}

describe('what a region asks', () => {
  it('puts duties without a factor to sleep from its day on, also for access tokens', async () => {
    const department = await signIn(base, 'province.information');
    const steward = await signIn(base, 'province.transport');
    const { token } = done(await steward.POST('/tokens', { body: { name: 'y', expires_on: '2026-12-01' } }));
    const asked = {
      duties: ['steward' as const],
      department: false,
      from: '2026-11-05',
      minutes: 5,
      document_no: '晋数〔2026〕9号',
    };
    expect(codeOf(await steward.PUT('/factor-policy', { body: asked }))).toBe('auth.forbidden');
    expect(codeOf(await department.PUT('/factor-policy', { body: { ...asked, from: '2026-11-01' } }))).toBe(
      'people.policy_day',
    );
    done(await department.PUT('/factor-policy', { body: asked }));
    expect(done(await steward.GET('/factor-policy')).policy?.minutes).toBe(5);
    const told = done(await steward.GET('/session'));
    expect(told.factor_due).toEqual({ duties: ['steward'], from: '2026-11-05', asleep: false });
    expect(told.duties).toContain('steward');
    // Another region's people are asked nothing.
    expect(done(await (await signIn(base, 'taiyuan.transport')).GET('/session')).factor_due).toBeNull();
    t.clock.set('2026-11-05T09:00:00+08:00');
    const later = await signIn(base, 'province.transport');
    const asleep = done(await later.GET('/session'));
    expect(asleep.duties).toEqual(['licensing']);
    expect(asleep.factor_due?.asleep).toBe(true);
    expect(done(await apiClient(base, token).GET('/session')).duties).toEqual(['licensing']);
    const { api } = await enrol('province.transport');
    expect(done(await api.GET('/session')).duties).toContain('steward');
    done(
      await (await signIn(base, 'province.information')).PUT('/factor-policy', {
        body: { ...asked, duties: [], from: '2026-11-05' },
      }),
    );
  });
});

describe('a lost second factor', () => {
  it('comes off by two people, neither of them its own', async () => {
    const { key } = await enrol('developer');
    const department = await signIn(base, 'taiyuan.information');
    const admin = await signInWith('developer', codeAt(key));
    const invited = done(
      await admin.POST('/invitations', { body: { display_name: '第二管理员', duties: ['admin', 'developer'] } }),
    );
    const join = (login: string, password: string, token = invited.token) =>
      apiClient(base).POST('/invitations/acceptance', { body: { token, login, password } });
    expect(codeOf(await join('second', 'short'))).toBe('people.weak_password');
    expect(codeOf(await join('developer', 'plum-river-lantern'))).toBe('people.login_taken');
    done(await join('second', 'plum-river-lantern'));
    expect(codeOf(await join('third', 'plum-river-lantern'))).toBe('people.invitation_over');
    const second = await signIn(base, 'second', 'plum-river-lantern');
    const { items } = done(await second.GET('/members'));
    const developer = items.find((one) => one.login === 'developer')!;
    const secondId = items.find((one) => one.login === 'second')!.id;
    const path = { params: { path: { id: developer.id } }, body: { reason: '手机遗失，恢复码也不在' } };
    const own = { params: { path: { id: secondId } }, body: path.body };
    expect(codeOf(await second.POST('/members/{id}/factor-reset', own))).toBe('people.reset_two_people');
    const { id } = done(await second.POST('/members/{id}/factor-reset', path));
    expect(codeOf(await second.POST('/members/{id}/factor-reset', path))).toBe('people.reset_open');
    const decision = { params: { path: { id } }, body: { decision: 'grant' as const } };
    expect(codeOf(await second.POST('/factor-resets/{id}/decision', decision))).toBe('people.reset_two_people');
    expect(codeOf(await admin.POST('/factor-resets/{id}/decision', decision))).toBe('people.reset_two_people');
    // The department of another region knows nothing of it; that of the own region needs an administrator.
    const province = await signIn(base, 'province.information');
    expect(codeOf(await province.POST('/factor-resets/{id}/decision', decision))).toBe('people.reset_not_found');
    expect(codeOf(await department.POST('/factor-resets/{id}/decision', decision))).toBe('auth.forbidden');
    await t.database.query(
      `update membership set duties = array['reviewer','admin'] where person_id = (select id from person where login = 'taiyuan.information')`,
    );
    done(await department.POST('/factor-resets/{id}/decision', decision));
    expect((await admin.GET('/session')).response.status).toBe(401);
    expect((await knock('developer', demoPassword)).status).toBe(201);
    await expect(t.database.query(`update factor_reset set decided_by = asked_by`)).rejects.toThrow(/two_people/);
  });

  const signInWith = async (login: string, code: string) =>
    apiClient(base, (await knock(login, demoPassword, {}, { code })).token);
});

describe('duties', () => {
  it('are changed by another administrator of the organisation alone, and end the sessions', async () => {
    const second = await signIn(base, 'second', 'plum-river-lantern');
    const first = await signIn(base, 'developer');
    const { items } = done(await second.GET('/members'));
    const of = (login: string) => items.find((one) => one.login === login)!;
    const change = (api: Api, login: string, duties: string[], seen = of(login).duties as string[]) =>
      api.PUT('/members/{id}/duties', {
        params: { path: { id: of(login).id } },
        body: { duties: duties as 'admin'[], seen: seen as 'admin'[] },
      });
    expect(codeOf(await change(second, 'second', ['admin']))).toBe('people.own_duties');
    // An auditor reads what all organisations did: no enterprise makes one of its own.
    for (const beyond of ['reviewer', 'auditor', 'finance_review'])
      expect(codeOf(await change(second, 'developer', [beyond]))).toBe('people.duty_of_kind');
    expect(codeOf(await change(second, 'developer', ['buyer'], ['buyer']))).toBe('people.changed_meanwhile');
    const stranger = await signIn(base, 'province.information');
    expect(codeOf(await change(stranger, 'developer', ['admin']))).toBe('people.member_not_found');
    const steward = await signIn(base, 'taiyuan.transport');
    expect(codeOf(await change(steward, 'developer', ['admin']))).toBe('auth.forbidden');
    expect(done(await change(second, 'developer', ['developer', 'buyer', 'signatory'])).duties).not.toContain('admin');
    expect((await first.GET('/session')).response.status).toBe(401);
    const again = await signIn(base, 'developer');
    expect(codeOf(await again.GET('/members'))).toBe('auth.forbidden');
    const off = { params: { path: { id: of('developer').id } } };
    expect(codeOf(await second.POST('/members/{id}/disabling', { params: { path: { id: of('second').id } } }))).toBe(
      'people.own_duties',
    );
    expect(done(await second.POST('/members/{id}/disabling', off)).disabled).toBe(true);
    expect((await again.GET('/session')).response.status).toBe(401);
    expect((await knock('developer', demoPassword)).code).toBe('people.wrong_credentials');
    expect(done(await second.POST('/members/{id}/enabling', off)).disabled).toBe(false);
    expect((await knock('developer', demoPassword)).status).toBe(201);
  });

  it('of the last administrator stay', async () => {
    const { setDisabled } = await import('#api/people/members.ts');
    const buyer = w.ctx('buyer');
    const other = { ...buyer.viewer!, personId: 'per_of_somebody_else' };
    await expect(setDisabled({ ...buyer, viewer: other }, buyer.viewer!.personId, true)).rejects.toMatchObject({
      code: 'people.last_admin',
    });
  });

  it('are offered by invitations that can be withdrawn', async () => {
    const admin = await signIn(base, 'buyer');
    const made = done(await admin.POST('/invitations', { body: { display_name: '新人', duties: ['buyer'] } }));
    const withdrawn = { params: { path: { id: made.id } } };
    const stranger = await signIn(base, 'second', 'plum-river-lantern');
    expect(codeOf(await stranger.POST('/invitations/{id}/withdrawal', withdrawn))).toBe('people.invitation_over');
    done(await admin.POST('/invitations/{id}/withdrawal', withdrawn));
    const body = { token: made.token, login: 'newcomer', password: 'plum-river-lantern' };
    expect(codeOf(await apiClient(base).POST('/invitations/acceptance', { body }))).toBe('people.invitation_over');
    expect(JSON.stringify(await t.database.query('select * from invitation'))).not.toContain(made.token);
  });
});

describe('sessions', () => {
  it('are listed by device, without a place, and ended one by one or all', async () => {
    const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0';
    const one = apiClient(base, (await knock('operator', demoPassword, { 'user-agent': agent })).token);
    const other = await signIn(base, 'operator');
    const third = await signIn(base, 'operator');
    const { items } = done(await one.GET('/account/sessions'));
    expect(items).toHaveLength(3);
    const present = items.filter((row) => row.present);
    expect(present.map((row) => row.device)).toEqual(['Firefox 131 · Windows']);
    expect(JSON.stringify(items)).not.toContain('198.51');
    const id = items.find((row) => !row.present)!.id;
    const stranger = await signIn(base, 'buyer');
    expect(codeOf(await stranger.POST('/account/sessions/{id}/end', { params: { path: { id } } }))).toBe(
      'people.session_not_found',
    );
    done(await one.POST('/account/sessions/{id}/end', { params: { path: { id } } }));
    expect(done(await one.POST('/account/sessions/end')).ended).toBe(1);
    for (const gone of [other, third]) expect((await gone.GET('/session')).response.status).toBe(401);
    expect(done(await one.GET('/account/history')).items.filter((row) => row.kind === 'session_ended')).toHaveLength(2);
    await expect(t.database.query('delete from account_event')).rejects.toThrow(/append_only/);
  });

  it('are opened under a new token, whatever was planted before', async () => {
    const planted = (await knock('operator', demoPassword)).token!;
    const answer = await knock('buyer', demoPassword, {
      cookie: `jinshu_session=${planted}`,
      'sec-fetch-site': 'same-origin',
    });
    expect(answer.token).not.toBe(planted);
    expect((await apiClient(base, planted).GET('/session')).response.status).toBe(401);
  });
});

describe('a new password', () => {
  it('is long, nobody’s name, in no list; the change ends the other sessions', async () => {
    const api = await signIn(base, 'province.ecology');
    const other = await signIn(base, 'province.ecology');
    const change = (password: string, present = demoPassword) =>
      api.POST('/account/password', { body: { present, password } });
    expect(codeOf(await change('plum-river-lantern', 'not the present'))).toBe('people.password_wrong');
    expect(codeOf(await change(demoPassword))).toBe('people.password_same');
    expect(codeOf(await change('eleven char'))).toBe('people.weak_password');
    expect(codeOf(await change('Province-Ecology-77!'))).toBe('people.password_personal');
    expect(codeOf(await change('我们山西省生态环境厅的密码'))).toBe('people.password_personal');
    for (const known of ['qwerty123456', 'Password-2026!!', 'abcabcabcabc', 'abcdefghijklm', '1234567890123'])
      expect(codeOf(await change(known)), known).toBe('people.password_leaked');
    const { token } = done(await change('plum river lantern'));
    expect((await other.GET('/session')).response.status).toBe(401);
    expect((await api.GET('/session')).response.status).toBe(401);
    expect(done(await apiClient(base, token).GET('/account')).password_set_at).not.toBeNull();
    expect((await knock('province.ecology', demoPassword)).code).toBe('people.wrong_credentials');
    expect((await knock('province.ecology', 'plum river lantern')).status).toBe(201);
  });
});

describe('guessing', () => {
  const from = (address: string) => ({ 'x-forwarded-for': address });

  it('gets slower for who guesses, alike for logins that exist and that do not', async () => {
    const answers = async (login: string, address: string) => {
      const seen: unknown[] = [];
      for (let i = 0; i < 7; i++) {
        const { status, code, params } = await knock(login, `wrong ${i}`, from(address));
        seen.push([status, code, params?.seconds]);
      }
      return seen;
    };
    const known = await answers('taiyuan.finance', '203.0.113.5');
    expect(known).toEqual(await answers('nobody.at.all', '203.0.113.6'));
    expect(known.slice(0, 5).every((one) => (one as unknown[])[1] === 'people.wrong_credentials')).toBe(true);
    expect(known[5]).toEqual([429, 'people.too_many_attempts', 2]);
    t.clock.advance({ seconds: 2 });
    expect((await knock('taiyuan.finance', 'wrong', from('203.0.113.5'))).code).toBe('people.wrong_credentials');
    const waits = await knock('taiyuan.finance', 'wrong', from('203.0.113.5'));
    expect(waits.params?.seconds).toBe(4);
  });

  it('locks nobody else out, and the right password is heard after the wait', async () => {
    expect((await knock('taiyuan.finance', demoPassword, from('203.0.113.5'))).code).toBe('people.too_many_attempts');
    expect((await knock('taiyuan.finance', demoPassword, from('203.0.113.77'))).status).toBe(201);
    t.clock.advance({ seconds: 4 });
    const owner = await knock('taiyuan.finance', demoPassword, from('203.0.113.5'));
    expect(owner.status).toBe(201);
    const { items } = done(await apiClient(base, owner.token).GET('/account/history'));
    expect(items.filter((row) => row.failed).length).toBeGreaterThanOrEqual(6);
    expect(items.some((row) => row.kind === 'delayed')).toBe(true);
  });

  it('from many addresses stops at a hundred, and a browser that signed in before is heard all the same', async () => {
    const first = await knock('taiyuan.finance.cashier', demoPassword, from('192.0.2.200'));
    const device = first.cookies.find((cookie) => cookie.startsWith('jinshu_device='))!.split(';')[0]!;
    const { guess } = await import('#api/people/attempts.ts');
    const { callerOf, guessKey } = await import('#api/people/device.ts');
    for (let i = 0; i < 100; i++)
      await guess(t.ctx({ ip: `2001:db8:0:${i}::1` }), 'password', 'taiyuan.finance.cashier');
    const stranger = await knock('taiyuan.finance.cashier', demoPassword, from('192.0.2.201'));
    expect(stranger).toMatchObject({ status: 429, params: { seconds: 3600 } });
    const known = await knock('taiyuan.finance.cashier', demoPassword, {
      ...from('192.0.2.200'),
      cookie: device,
      'sec-fetch-site': 'same-origin',
    });
    expect(known.status).toBe(201);
    // A mark made up, or given for another login, is a stranger's; one network of IPv6 is one caller.
    const named = (knownDevice: string, login: string) => callerOf({ ...t.ctx(), ip: null, knownDevice }, login).known;
    const mark = decodeURIComponent(device.split('=')[1]!);
    expect(named(mark, 'taiyuan.finance.cashier')).toBe(true);
    expect(named(mark, 'taiyuan.finance')).toBe(false);
    expect(named('x.y', 'taiyuan.finance')).toBe(false);
    const near = (ip: string) => callerOf({ ...t.ctx(), ip }, 'x').name;
    expect(near('2001:db8::1')).toBe(near('2001:db8::ffff'));
    expect(near('::ffff:192.0.2.1')).toBe(near('192.0.2.1'));
    const rows = JSON.stringify(await t.database.query('select * from sign_in_delay'));
    for (const plain of ['taiyuan', '192.0.2']) expect(rows).not.toContain(plain);
    expect(guessKey(t.ctx(), 'a', 'b')).not.toBe(guessKey(t.ctx(), 'a b'));
  });

  it('at codes gets slower too', async () => {
    const { key } = await enrol('taiyuan.transport.head');
    const wrong = () => knock('taiyuan.transport.head', demoPassword, from('203.0.113.9'), { code: '000000' });
    const seen: (string | undefined)[] = [];
    for (let i = 0; i < 6; i++) seen.push((await wrong()).code);
    expect(seen.slice(0, 5)).toEqual(Array(5).fill('people.wrong_code'));
    expect(seen[5]).toBe('people.too_many_attempts');
    const elsewhere = await knock('taiyuan.transport.head', demoPassword, from('203.0.113.10'), { code: codeAt(key) });
    expect(elsewhere.status).toBe(201);
  });

  it('is forgotten after a day; the history stays', async () => {
    const { jobs } = await import('#api/jobs.ts');
    const count = async (table: string) => (await t.database.query(`select 1 from ${table}`)).length;
    const events = await count('account_event');
    expect(await count('sign_in_delay')).toBeGreaterThan(0);
    await jobs['people.sweep']?.({ ...t.app, clock: { now: () => new Date('2026-12-31T00:00:00Z') } }, {} as never);
    expect(await count('sign_in_delay')).toBe(0);
    expect(await count('sign_in_step')).toBe(0);
    expect(await count('account_event')).toBe(events);
  });

  it('is counted by the address the proxy saw, not by one the caller writes', async () => {
    // Two hops written by the caller, the last by the proxy on the loopback: express takes the last untrusted one.
    const forged = (i: number) => ({ 'x-forwarded-for': `10.9.8.${i}, 203.0.113.44` });
    const seen: (string | undefined)[] = [];
    for (let i = 0; i < 6; i++) seen.push((await knock('province.finance', 'wrong', forged(i))).code);
    expect(seen[5]).toBe('people.too_many_attempts');
  });
});
