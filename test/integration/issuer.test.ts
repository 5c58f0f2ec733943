/** Signing in at the identity platform, against a real issuer over HTTP. */
import { generateKeyPair, SignJWT } from 'jose';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '#api/context.ts';
import { readEnv } from '#api/env.ts';
import { showAccount, unlinkIdentity } from '#api/people/account.ts';
import { sha256 } from '#api/people/device.ts';
import { confirmFactor, proveFactor, startFactor } from '#api/people/factor.ts';
import {
  goToIssuer,
  type IssuerPurpose,
  issuerName,
  issuerSignOut,
  joinByIdentity,
  linkIdentity,
  returnFromIssuer,
  showIdentityStep,
} from '#api/people/issuer.ts';
import { invite } from '#api/people/members.ts';
import { finishSignIn, signIn } from '#api/people/service.ts';
import { findViewer } from '#api/people/sessions.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { clientSecret, IssuerBrowser, type TestIssuer, testIssuer } from '#test/support/issuer.ts';
import { makeWorld } from '#test/support/world.ts';

const publicUrl = 'http://127.0.0.1:18999';
let t: TestApp;
let issuer: TestIssuer;
let base: string;

beforeAll(async () => {
  issuer = await testIssuer();
  t = await testApp({
    env: {
      PUBLIC_URL: publicUrl,
      OIDC_ISSUER: issuer.url,
      OIDC_CLIENT_ID: 'jinshu',
      OIDC_CLIENT_SECRET: clientSecret,
      OIDC_NAME: '山西一体化身份平台|Shanxi identity platform',
    },
  });
  await makeWorld(t.app);
  base = (await t.serve()).url;
});
afterAll(async () => {
  await t.close();
  await issuer.close();
});

const refusal = async (asked: Promise<unknown>): Promise<string> => {
  try {
    await asked;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
  return 'not refused';
};

/** The context of a browser that is signed in with this token. */
async function at(token: string, over: Partial<Ctx> = {}): Promise<Ctx> {
  return t.ctx({ viewer: await findViewer(t.app, sha256(token)), ...over });
}

/** To the issuer and back; what the browser then brings to us. */
async function through(browser: IssuerBrowser, ctx: Ctx, purpose: IssuerPurpose, invitation?: string) {
  const { url, step } = await goToIssuer(ctx, {
    purpose,
    next: '/w/account',
    ...(invitation === undefined ? {} : { invitation }),
  });
  const back = await browser.follow(url);
  if (!('away' in back)) throw new Error(back.page.slice(0, 400));
  expect(back.away.startsWith(`${publicUrl}/login/issuer?`)).toBe(true);
  return { url: new URL(url), search: new URL(back.away).search, ctx: { ...ctx, signInStep: step } };
}

describe('the identity platform', () => {
  it('that does not answer is named, and asked again once it does', async () => {
    expect(await refusal(goToIssuer(t.ctx(), { purpose: 'sign_in' }))).toBe('people.issuer_away');
    issuer.open({ publicUrl, logoutUrl: `${base}/api/v1/session/issuer-logout` });
    expect(issuerName(t.app)).toEqual({ zh: '山西一体化身份平台', en: 'Shanxi identity platform' });
    const { url } = await goToIssuer(t.ctx(), { purpose: 'sign_in' });
    const asked = new URL(url).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('state')!.length).toBeGreaterThan(20);
    expect(asked.get('nonce')!.length).toBeGreaterThan(20);
  });

  it('is configured whole or not at all, over TLS in production', () => {
    const production = {
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://data.example.cn',
      SESSION_SECRET: 'k8Jq2mZx7vB4nW9tR6yU3pL5sD1fG0hA',
      OIDC_ISSUER: 'http://id.example.cn',
    };
    expect(() => readEnv(production)).toThrow(/OIDC_CLIENT_ID is required[\s\S]*|OIDC_ISSUER must start with https/);
    expect(() => readEnv({ ...production, OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: clientSecret })).toThrow(
      /OIDC_ISSUER must start with https/,
    );
    expect(issuerName({ env: { ...t.app.env, OIDC_ISSUER: undefined } })).toBeNull();
  });

  it('opens no account that nobody linked, whatever name or login it tells', async () => {
    issuer.as = { sub: 'stranger', name: 'developer' };
    const way = await through(new IssuerBrowser(), t.ctx(), 'sign_in');
    expect(await refusal(returnFromIssuer(way.ctx, way.search))).toBe('people.issuer_unknown');
  });

  it('is linked by its person with the password, then signs in', async () => {
    issuer.as = { sub: 'sub-1', name: '孙悦' };
    const browser = new IssuerBrowser();
    const own = await at((await signIn(t.ctx(), { login: 'developer', password: demoPassword })).token);
    const way = await through(browser, own, 'link');
    const back = await returnFromIssuer(way.ctx, way.search);
    if (back.kind !== 'identity') throw new Error(back.kind);
    const confirming = { ...own, signInStep: back.step };
    expect(await showIdentityStep(confirming)).toMatchObject({ purpose: 'link', name: '孙悦' });
    expect(await refusal(linkIdentity(confirming, { password: 'not mine' }))).toBe('people.password_again');
    // Another account in the same browser meanwhile: the link is not its.
    const other = await at((await signIn(t.ctx(), { login: 'buyer', password: demoPassword })).token);
    expect(await refusal(linkIdentity({ ...other, signInStep: back.step }, { password: demoPassword }))).toBe(
      'people.step_over',
    );
    await linkIdentity(confirming, { password: demoPassword });
    expect((await showAccount(own)).identities).toMatchObject([{ name: '孙悦', linked_by: 'person' }]);

    const again = await through(browser, t.ctx(), 'sign_in');
    const signed = await returnFromIssuer(again.ctx, again.search);
    if (signed.kind !== 'session') throw new Error(signed.kind);
    expect(signed.next).toBe('/w/account');
    expect(signed.session.viewer.display_name).toBe('孙悦');
    // The same identity cannot be linked twice, nor its answer be used twice.
    expect(await refusal(returnFromIssuer(again.ctx, again.search))).toBe('people.step_over');
    const second = await through(browser, other, 'link');
    expect(await refusal(returnFromIssuer(second.ctx, second.search))).toBe('people.identity_taken');
    expect(JSON.stringify(await t.database.query('select * from session'))).not.toContain('eyJ');
  });

  it('is heard only where it was asked, with the state and the nonce of that asking', async () => {
    issuer.as = { sub: 'sub-1', name: '孙悦' };
    const browser = new IssuerBrowser();
    const one = await through(browser, t.ctx(), 'sign_in');
    const two = await through(browser, t.ctx(), 'sign_in');
    expect(await refusal(returnFromIssuer(t.ctx(), one.search))).toBe('people.step_over');
    // An answer of another asking, planted in this browser.
    expect(await refusal(returnFromIssuer(one.ctx, two.search))).toBe('people.issuer_failed');
    const swapped = new URLSearchParams(two.search);
    swapped.set('iss', 'http://127.0.0.1:1');
    expect(await refusal(returnFromIssuer(two.ctx, `?${swapped}`))).toBe('people.issuer_failed');
    // A nonce that was changed on the way there comes back signed, and is not ours.
    const { url, step } = await goToIssuer(t.ctx(), { purpose: 'sign_in' });
    const planted = new URL(url);
    planted.searchParams.set('nonce', 'planted');
    const back = await browser.follow(planted.href);
    if (!('away' in back)) throw new Error('no answer');
    expect(await refusal(returnFromIssuer(t.ctx({ signInStep: step }), new URL(back.away).search))).toBe(
      'people.issuer_failed',
    );
    const late = await through(browser, t.ctx(), 'sign_in');
    t.clock.advance({ minutes: 11 });
    expect(await refusal(returnFromIssuer(late.ctx, late.search))).toBe('people.step_over');
  });

  it('may decline', async () => {
    issuer.as = null;
    const way = await through(new IssuerBrowser(), t.ctx(), 'sign_in');
    expect(await refusal(returnFromIssuer(way.ctx, way.search))).toBe('people.issuer_declined');
  });

  it('does not stand in for an own second factor unless it saw one', async () => {
    const own = await at((await signIn(t.ctx(), { login: 'developer', password: demoPassword })).token);
    const { key } = await startFactor(own);
    const code = () => new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: t.clock.now().getTime() });
    await confirmFactor(own, { code: code() });
    t.clock.advance({ minutes: 1 });
    issuer.as = { sub: 'sub-1', name: '孙悦' };
    const plain = await through(new IssuerBrowser(), t.ctx(), 'sign_in');
    const due = await returnFromIssuer(plain.ctx, plain.search);
    if (due.kind !== 'code') throw new Error(due.kind);
    const finished = await finishSignIn(t.ctx(), due.step, code());
    expect(await refusal(finishSignIn(t.ctx(), due.step, code()))).toBe('people.step_over');
    t.clock.advance({ minutes: 1 });
    await proveFactor(await at(finished.token), { code: code() });
    issuer.as = { sub: 'sub-1', name: '孙悦', amr: ['pwd', 'otp'] };
    const vouched = await through(new IssuerBrowser(), t.ctx(), 'sign_in');
    expect((await returnFromIssuer(vouched.ctx, vouched.search)).kind).toBe('session');
  });

  it('comes by invitation of the administrator, for an account without a password', async () => {
    const admin = await at((await signIn(t.ctx(), { login: 'buyer', password: demoPassword })).token);
    const { token } = await invite(admin, { display_name: '来宾', duties: ['buyer', 'admin'] });
    issuer.as = { sub: 'sub-2', name: '来宾' };
    const way = await through(new IssuerBrowser(), t.ctx(), 'join', token);
    const back = await returnFromIssuer(way.ctx, way.search);
    if (back.kind !== 'identity') throw new Error(back.kind);
    const joining = t.ctx({ signInStep: back.step });
    expect((await showIdentityStep(joining)).offer?.display_name).toBe('来宾');
    expect(await refusal(joinByIdentity(joining, 'developer'))).toBe('people.login_taken');
    await joinByIdentity(joining, 'guest.one');
    expect(await refusal(joinByIdentity(joining, 'guest.two'))).toBe('people.step_over');
    expect(await refusal(signIn(t.ctx(), { login: 'guest.one', password: '!' }))).toBe('people.wrong_credentials');
    const again = await through(new IssuerBrowser(), t.ctx(), 'sign_in');
    const signed = await returnFromIssuer(again.ctx, again.search);
    if (signed.kind !== 'session') throw new Error(signed.kind);
    const own = await at(signed.session.token);
    const account = await showAccount(own);
    expect(account.has_password).toBe(false);
    expect(await refusal(unlinkIdentity(own, account.identities[0]!.id))).toBe('people.last_way_in');
    expect(await refusal(unlinkIdentity(own, 'idn_x'))).toBe('people.identity_not_found');
  });

  it('is told of a sign-out, and ends our session when its own ends', async () => {
    issuer.as = { sub: 'sub-2', name: '来宾' };
    const browser = new IssuerBrowser();
    const way = await through(browser, t.ctx(), 'sign_in');
    const signed = await returnFromIssuer(way.ctx, way.search);
    if (signed.kind !== 'session') throw new Error(signed.kind);
    const own = await at(signed.session.token);
    const out = await issuerSignOut(own);
    expect(out).toMatch(/\/session\/end\?.*id_token_hint=eyJ/);
    const password = await at((await signIn(t.ctx(), { login: 'buyer', password: demoPassword })).token);
    expect(await issuerSignOut(password)).toBeNull();
    const asked = await browser.follow(out!);
    if (!('page' in asked)) throw new Error('no page');
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(asked.page) ?? [];
    const form = new URLSearchParams({ xsrf, logout: 'yes' });
    expect(await browser.follow(`${issuer.url}/session/end/confirm`, form)).toEqual({ away: `${publicUrl}/` });
    // The issuer tells us by itself (back-channel); our session is over without our having ended it.
    await expect.poll(() => findViewer(t.app, sha256(signed.session.token)), { timeout: 5000 }).toBeNull();
  });

  it('is believed about the end of sessions only with its signature', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const forged = await new SignJWT({
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
      sub: 'sub-1',
    })
      .setProtectedHeader({ alg: 'RS256', typ: 'logout+jwt' })
      .setIssuer(issuer.url)
      .setAudience('jinshu')
      .setIssuedAt()
      .setJti('x')
      .sign(privateKey);
    const response = await fetch(`${base}/api/v1/session/issuer-logout`, {
      method: 'POST',
      body: new URLSearchParams({ logout_token: forged }),
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'people.issuer_failed' });
  });
});
