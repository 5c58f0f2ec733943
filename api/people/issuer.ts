/**
 * Signing in at the province's identity platform: OpenID Connect Core 1.0, authorization code with PKCE, state and nonce
 * (decision 0062). An identity opens an account only where its person or an administrator's invitation linked the two.
 */
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type App, type Ctx, newId, systemContext } from '#api/context.ts';
import { type Env, isLoopback } from '#api/env.ts';
import { keyed, sealText, unsealText } from '#api/ports/seal/sealed-text.ts';
import type { issuerLogout, linkBody } from './contract.ts';
import { sha256 } from './device.ts';
import { requireFreshFactor } from './factor.ts';
import { join, showOffer } from './members.ts';
import { refuse } from './rules/refusals.ts';
import { stepMinutes } from './rules/second-factor.ts';
import { type CodeDue, codeStep, requirePasswordAgain } from './service.ts';
import { openSession, remember, requirePerson, type SignedIn } from './sessions.ts';
import * as steps from './sign-in-store.ts';
import * as store from './store.ts';

/** For the button: what the issuer is called where the configuration says, or null where none is configured. */
export function issuerName({
  env,
}: Pick<App, 'env'>): { readonly zh: string | null; readonly en: string | null } | null {
  if (env.OIDC_ISSUER === undefined) return null;
  const [zh = null, en = null] = env.OIDC_NAME?.split('|') ?? [];
  return { zh, en };
}

const known = new WeakMap<Env, Promise<oidc.Configuration>>();

/** The issuer's own description of itself, asked once. Refuses `people.issuer_off`, `people.issuer_away`. */
async function configuration({ env, log }: Pick<App, 'env' | 'log'>): Promise<oidc.Configuration> {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env;
  if (OIDC_ISSUER === undefined || OIDC_CLIENT_ID === undefined) throw refuse('people.issuer_off');
  let asked = known.get(env);
  if (asked === undefined) {
    asked = oidc.discovery(
      new URL(OIDC_ISSUER),
      OIDC_CLIENT_ID,
      OIDC_CLIENT_SECRET,
      oidc.ClientSecretBasic(OIDC_CLIENT_SECRET),
      { timeout: 10, ...(isLoopback(OIDC_ISSUER) ? { execute: [oidc.allowInsecureRequests] } : {}) },
    );
    known.set(env, asked);
  }
  try {
    return await asked;
  } catch (error) {
    known.delete(env);
    log.warn({ issuer: named(error) }, 'the issuer does not answer');
    throw refuse('people.issuer_away');
  }
}

/** Name and code of an error of the library; its message may quote what the issuer sent. */
function named(error: unknown): { name: string; code: string } {
  const { name, code, error: word } = (error ?? {}) as { name?: string; code?: string; error?: string };
  return { name: String(name), code: String(word ?? code) };
}

export const issuerCallback = '/login/issuer';
const redirectUri = ({ env }: Pick<App, 'env'>): string => `${env.PUBLIC_URL}${issuerCallback}`;

export type IssuerPurpose = 'sign_in' | 'link' | 'join';

interface Beginning {
  readonly purpose: IssuerPurpose;
  /** A page of ours to go on to. */
  readonly next?: string | null;
  /** The invitation's token, where it is accepted. */
  readonly invitation?: string;
}

/** The address at the issuer, and the token that ties its answer to this browser. */
export async function goToIssuer(ctx: Ctx, begun: Beginning): Promise<{ url: string; step: string }> {
  const config = await configuration(ctx);
  const personId = begun.purpose === 'link' ? requirePerson(ctx).personId : null;
  if (begun.purpose === 'link') await requireFreshFactor(ctx);
  if (begun.invitation !== undefined) await showOffer(ctx, begun.invitation);
  const verifier = oidc.randomPKCECodeVerifier();
  const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
  const step = await putStep(ctx, 'issuer', personId, {
    purpose: begun.purpose,
    state,
    nonce,
    verifier: await sealText(ctx, 'oidc-verifier', verifier),
    next: begun.next ?? null,
    invitation: begun.invitation === undefined ? null : await sealText(ctx, 'invitation', begun.invitation),
  });
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri(ctx),
    scope: 'openid profile',
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  return { url: url.href, step };
}

async function putStep(ctx: Ctx, kind: string, personId: string | null, facts: Record<string, string | null>) {
  const token = `jsp_${Buffer.from(ctx.random(32)).toString('base64url')}`;
  const createdAt = ctx.clock.now();
  const expiresAt = new Date(createdAt.getTime() + stepMinutes * 60_000);
  await steps.insertStep(ctx.db, { id: sha256(token), kind, personId, facts, createdAt, expiresAt });
  return token;
}

export type Returned =
  | { readonly kind: 'session'; readonly session: SignedIn; readonly next: string | null }
  | ({ readonly kind: 'code'; readonly next: string | null } & CodeDue)
  /** A link to be confirmed by its person, or an invitation to be accepted. */
  | { readonly kind: 'identity'; readonly purpose: 'link' | 'join'; readonly step: string };

/**
 * The issuer's answer. @param search the query it came back with. Refuses `people.step_over` where this browser did not ask
 * (or asked twice), `people.issuer_declined`, `people.issuer_failed`, `people.issuer_unknown`, `people.identity_taken`.
 */
export async function returnFromIssuer(ctx: Ctx, search: string): Promise<Returned> {
  const config = await configuration(ctx);
  const id = sha256(ctx.signInStep ?? '');
  const step = await steps.findStep(ctx.db, id, 'issuer', ctx.clock.now());
  // Used up before anything is asked: an answer is heard once.
  if (step === null || !(await steps.finishStep(ctx.db, id, ctx.clock.now()))) throw refuse('people.step_over');
  const { claims, idToken } = await redeem(ctx, config, step.facts, search);
  const issuer = config.serverMetadata().issuer;
  const nameClaim = claims[ctx.env.OIDC_NAME_CLAIM];
  const name = typeof nameClaim === 'string' ? nameClaim.slice(0, 80) : null;
  const found = await steps.findIdentity(ctx.db, issuer, claims.sub);
  const next = step.facts.next ?? null;
  const idTokenSealed = await sealText(ctx, 'id-token', idToken);
  const issuerSession = typeof claims.sid === 'string' ? issuerSessionOf(ctx, claims.sid) : null;
  if (step.facts.purpose === 'sign_in') {
    const membership = found?.person.memberships[0];
    if (found === null || found.person.disabledAt !== null || membership === undefined)
      throw refuse('people.issuer_unknown');
    const vouched = sawFactor(ctx.env, claims);
    const { organizationId } = membership;
    // An own second factor is asked for unless the issuer saw one.
    if (!vouched && (await steps.hasFactor(ctx.db, found.personId))) {
      const facts = { organizationId, method: 'issuer', issuerSession, idTokenSealed };
      return { kind: 'code', next, step: await codeStep(ctx, found.personId, facts) };
    }
    const session = await openSession(ctx, {
      personId: found.personId,
      login: found.person.login,
      organizationId,
      method: 'issuer',
      factor: vouched,
      issuerSession,
      idTokenSealed,
    });
    return { kind: 'session', session, next };
  }
  if (found !== null) throw refuse('people.identity_taken');
  const purpose = step.facts.purpose === 'join' ? 'join' : 'link';
  // Whoever asked to link must still be the one who is signed in here.
  if (purpose === 'link' && ctx.viewer?.personId !== step.personId) throw refuse('people.step_over');
  const facts = { purpose, issuer, subject: claims.sub, name, invitation: step.facts.invitation ?? null };
  return { kind: 'identity', purpose, step: await putStep(ctx, 'identity', step.personId, facts) };
}

/** Code against tokens; signature, issuer, audience, times, nonce and state are checked by the library. */
async function redeem(
  ctx: Ctx,
  config: oidc.Configuration,
  facts: Readonly<Record<string, string | null>>,
  search: string,
): Promise<{ claims: oidc.IDToken; idToken: string }> {
  const { state, nonce, verifier } = facts;
  if (state == null || nonce == null || verifier == null) throw refuse('people.step_over');
  try {
    const tokens = await oidc.authorizationCodeGrant(config, new URL(`${redirectUri(ctx)}${search}`), {
      pkceCodeVerifier: await unsealText(ctx, 'oidc-verifier', verifier),
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined || tokens.id_token === undefined) throw refuse('people.issuer_failed');
    return { claims, idToken: tokens.id_token };
  } catch (error) {
    ctx.log.info({ issuer: named(error) }, 'an answer of the issuer was not taken');
    if (error instanceof oidc.AuthorizationResponseError) throw refuse('people.issuer_declined');
    throw refuse('people.issuer_failed');
  }
}

function sawFactor(env: Env, claims: oidc.IDToken): boolean {
  const said = [...(Array.isArray(claims.amr) ? claims.amr : []), claims.acr];
  return said.some((one) => typeof one === 'string' && env.OIDC_FACTOR_VALUES.includes(one));
}

const issuerSessionOf = (app: Pick<App, 'env'>, sid: string): string =>
  keyed(app, 'people', 'issuer-session/v1', sid).digest('hex');

/** What waits for a yes: the identity as the issuer calls it, and for an invitation whom it is for. */
export async function showIdentityStep(ctx: Ctx) {
  const step = await steps.findStep(ctx.db, sha256(ctx.signInStep ?? ''), 'identity', ctx.clock.now());
  if (step === null) throw refuse('people.step_over');
  const invitation = step.facts.invitation == null ? null : await unsealText(ctx, 'invitation', step.facts.invitation);
  return {
    purpose: step.facts.purpose === 'join' ? ('join' as const) : ('link' as const),
    name: step.facts.name ?? null,
    offer: invitation === null ? null : await showOffer(ctx, invitation),
  };
}

/** Links the identity to the account signed in, with its password once more. */
export async function linkIdentity(
  ctx: Ctx,
  { password }: z.output<typeof linkBody>,
): Promise<{ name: string | null }> {
  const viewer = requirePerson(ctx);
  const id = sha256(ctx.signInStep ?? '');
  const step = await steps.findStep(ctx.db, id, 'identity', ctx.clock.now());
  const { issuer, subject, name } = step?.facts ?? {};
  if (step === null || step.personId !== viewer.personId || issuer == null || subject == null)
    throw refuse('people.step_over');
  await requirePasswordAgain(ctx, password);
  return act(ctx, { action: 'people.link_identity', subject: ['person', viewer.personId] }, async (tx, note) => {
    if (!(await steps.finishStep(tx.db, id, tx.clock.now()))) throw refuse('people.step_over');
    const row = {
      id: newId(tx, 'identity'),
      personId: viewer.personId,
      issuer,
      subject,
      name: name ?? null,
      linkedBy: 'person',
      linkedAt: tx.clock.now(),
    };
    if (!(await steps.insertIdentity(tx.db, row))) throw refuse('people.identity_taken');
    await remember(tx, viewer.personId, 'identity_linked');
    note({ identity: row.id, issuer });
    return { name: row.name };
  });
}

/** Accepts the invitation with the identity that came back; the account has no password until its person sets one. */
export async function joinByIdentity(ctx: Ctx, login: string): Promise<{ login: string }> {
  const id = sha256(ctx.signInStep ?? '');
  const step = await steps.findStep(ctx.db, id, 'identity', ctx.clock.now());
  const { issuer, subject, name, invitation } = step?.facts ?? {};
  if (step === null || issuer == null || subject == null || invitation == null) throw refuse('people.step_over');
  const token = await unsealText(ctx, 'invitation', invitation);
  const joined = await join(ctx, { token, login }, { issuer, subject, name: name ?? null });
  await steps.finishStep(ctx.db, id, ctx.clock.now());
  return joined;
}

/** Where signing out goes on: the issuer's own end of session (RP-Initiated Logout 1.0), or null for other sessions. */
export async function issuerSignOut(ctx: Ctx): Promise<string | null> {
  if (ctx.viewer === null || ctx.env.OIDC_ISSUER === undefined) return null;
  const session = await store.findOwnSession(ctx.db, ctx.viewer.sessionId, ctx.viewer.personId);
  if (session?.idTokenSealed == null) return null;
  try {
    const config = await configuration(ctx);
    if (config.serverMetadata().end_session_endpoint === undefined) return null;
    return oidc.buildEndSessionUrl(config, {
      id_token_hint: await unsealText(ctx, 'id-token', session.idTokenSealed),
      post_logout_redirect_uri: `${ctx.env.PUBLIC_URL}/`,
    }).href;
  } catch (error) {
    // Whoever signs out here is signed out here, whether the issuer answers or not.
    ctx.log.warn({ issuer: named(error) }, 'the issuer could not be told of a sign-out');
    return null;
  }
}

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';

/** The issuer ends a session (Back-Channel Logout 1.0, 2.6): all of ours that came of it. */
export async function endByIssuer(
  app: App,
  { logout_token }: z.output<typeof issuerLogout>,
): Promise<{ ended: number }> {
  const config = await configuration(app);
  const { issuer, jwks_uri } = config.serverMetadata();
  if (jwks_uri === undefined) throw refuse('people.issuer_failed');
  const verified = await jwtVerify(logout_token, createRemoteJWKSet(new URL(jwks_uri)), {
    issuer,
    audience: config.clientMetadata().client_id,
    requiredClaims: ['iat', 'jti', 'events'],
    maxTokenAge: '5m',
    clockTolerance: 60,
  }).catch((error: unknown) => {
    app.log.info({ issuer: named(error) }, 'a logout token was not taken');
    throw refuse('people.issuer_failed');
  });
  const { events, sub, sid, nonce } = verified.payload as {
    events?: object;
    sub?: string;
    sid?: unknown;
    nonce?: unknown;
  };
  const meant = typeof events === 'object' && events !== null && logoutEvent in events && nonce === undefined;
  if (!meant || (sub === undefined && typeof sid !== 'string')) throw refuse('people.issuer_failed');
  const now = app.clock.now();
  const identity = sub === undefined ? null : await steps.findIdentity(app.db, issuer, sub);
  const where =
    typeof sid === 'string'
      ? { issuerSession: issuerSessionOf(app, sid) }
      : identity === null
        ? null
        : { personId: identity.personId };
  const ended = where === null ? [] : await store.findSessionOfIssuer(app.db, where, now);
  const ctx = systemContext(app);
  for (const session of ended) {
    await store.revokeSession(app.db, session.id, now);
    await remember(ctx, session.personId, 'issuer_ended');
  }
  return { ended: ended.length };
}
