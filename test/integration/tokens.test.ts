/** Access tokens over HTTP: shown once, kept as a hash, acting for a person with what a token may do. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Listening } from '#api/server.ts';
import { type Api, apiClient, codeOf, done, refused, signIn } from '#test/support/api-client.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { makeWorld } from '#test/support/world.ts';

let t: TestApp;
let server: Listening;
let steward: Api;

beforeAll(async () => {
  t = await testApp({ at: '2026-11-02T12:00:00+08:00' });
  await makeWorld(t.app);
  server = await t.serve();
  steward = await signIn(server.url, 'province.transport');
});
afterAll(async () => {
  await t.close();
});

const make = async (api: Api, expires_on = '2026-12-31', name = '每日上报') =>
  done(await api.POST('/tokens', { body: { name, expires_on } }));

describe('an access token', () => {
  it('is shown once, kept as a hash and listed by its beginning', async () => {
    const made = await make(steward);
    expect(made.token).toMatch(/^jst_[A-Za-z0-9_-]{43}$/);
    expect(made).toMatchObject({ standing: 'live', expires_on: '2026-12-31', last_used_at: null });
    const { items } = done(await steward.GET('/tokens'));
    expect(JSON.stringify(items)).not.toContain(made.token);
    expect(items[0]).toMatchObject({ id: made.id, prefix: made.token.slice(0, 10) });
    const kept = await t.app.db.accessToken.findUniqueOrThrow({ where: { id: made.id } });
    expect(JSON.stringify(kept)).not.toContain(made.token);
    const events = await t.app.db.auditEvent.findMany({ where: { action: 'people.create_token' } });
    expect(events.length).toBe(1);
    expect(JSON.stringify(events, (_, v) => (typeof v === 'bigint' ? String(v) : v))).not.toContain(made.token);
  });

  it('acts for its person and organisation, and says when it was used', async () => {
    const { token, id } = await make(steward);
    const viewer = done(await apiClient(server.url, token).GET('/session'));
    expect(viewer.organization.uscc).toBe(done(await steward.GET('/session')).organization.uscc);
    expect(viewer.duties).toContain('steward');
    const { items } = done(await steward.GET('/tokens'));
    expect(items.find((one) => one.id === id)?.last_used_at).toBe(t.clock.now().toISOString());
  });

  it('leaves signing, money and administration to people at a session', async () => {
    const head = await signIn(server.url, 'province.finance');
    expect(done(await head.GET('/session')).duties).toContain('finance_review');
    const viewer = done(await apiClient(server.url, (await make(head)).token).GET('/session'));
    expect(viewer.duties).not.toContain('finance_review');
    expect(viewer.duties).not.toContain('finance_issue');
  });

  it('makes and revokes no tokens', async () => {
    const made = await make(steward);
    const robot = apiClient(server.url, made.token);
    expect(codeOf(await robot.POST('/tokens', { body: { name: 'x', expires_on: '2026-12-01' } }))).toBe(
      'people.token_by_token',
    );
    const path = { path: { id: made.id } };
    expect(codeOf(await robot.POST('/tokens/{id}/revocation', { params: path }))).toBe('people.token_by_token');
  });

  it('lives for a year at most, and from today on', async () => {
    for (const expires_on of ['2026-11-01', '2027-11-03', '2026-13-01']) {
      const problem = refused(await steward.POST('/tokens', { body: { name: 'x', expires_on } }));
      expect(problem).toMatchObject({ status: 422, code: 'people.token_expiry', fields: [{ path: 'expires_on' }] });
    }
    expect((await make(steward, '2027-11-02')).expires_on).toBe('2027-11-02');
    expect((await make(steward, '2026-11-02')).expires_on).toBe('2026-11-02');
  });

  it('is refused by name when it is revoked, expired or unknown', async () => {
    const { token, id } = await make(steward);
    const path = { path: { id } };
    expect(done(await steward.POST('/tokens/{id}/revocation', { params: path })).standing).toBe('revoked');
    expect(codeOf(await apiClient(server.url, token).GET('/session'))).toBe('people.token_revoked');
    expect(codeOf(await steward.POST('/tokens/{id}/revocation', { params: path }))).toBe(
      'people.token_already_revoked',
    );
    const unknown = await apiClient(server.url, `jst_${'A'.repeat(43)}`).GET('/session');
    expect(refused(unknown)).toMatchObject({ status: 401, code: 'people.token_unknown' });
    const short = await make(steward, '2026-11-02');
    t.clock.set('2026-11-02T23:59:59+08:00');
    expect((await apiClient(server.url, short.token).GET('/session')).response.status).toBe(200);
    t.clock.set('2026-11-03T00:00:00+08:00');
    expect(refused(await apiClient(server.url, short.token).GET('/session'))).toMatchObject({
      code: 'people.token_expired',
      params: { on: '2026-11-02' },
    });
    t.clock.set('2026-11-02T12:00:00+08:00');
  });

  it('belongs to its person: another cannot see or revoke it', async () => {
    const { id } = await make(steward);
    const other = await signIn(server.url, 'province.ecology');
    expect(done(await other.GET('/tokens')).items).toEqual([]);
    expect(codeOf(await other.POST('/tokens/{id}/revocation', { params: { path: { id } } }))).toBe(
      'people.token_not_found',
    );
  });

  it('dies with the account or the membership it rests on', async () => {
    const other = await signIn(server.url, 'province.ecology');
    const { token } = await make(other);
    const { person_id, organization } = done(await other.GET('/session'));
    const at = { personId: person_id, organizationId: organization.id };
    const held = await t.app.db.membership.findUniqueOrThrow({ where: { personId_organizationId: at } });
    await t.app.db.membership.delete({ where: { personId_organizationId: at } });
    expect(codeOf(await apiClient(server.url, token).GET('/session'))).toBe('people.token_unknown');
    await t.app.db.membership.create({ data: held });
    await t.app.db.person.update({ where: { id: person_id }, data: { disabledAt: t.clock.now() } });
    expect(codeOf(await apiClient(server.url, token).GET('/session'))).toBe('people.token_unknown');
    await t.app.db.person.update({ where: { id: person_id }, data: { disabledAt: null } });
  });

  it('is limited to twenty live ones a person', async () => {
    const buyer = await signIn(server.url, 'buyer');
    for (let i = 0; i < 20; i++) await make(buyer, '2026-12-31', `n${i}`);
    const problem = refused(await buyer.POST('/tokens', { body: { name: 'n', expires_on: '2026-12-31' } }));
    expect(problem).toMatchObject({ status: 409, code: 'people.too_many_tokens', params: { limit: 20 } });
  });
});
