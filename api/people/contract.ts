import { z } from 'zod';
import { dayText, instantText, operation } from '#api/kernel/operation.ts';
import { duties, levels, organizationKinds, powers } from '#api/organizations/rules/codes.ts';

const keysOf = <T extends Record<string, unknown>>(codes: T) =>
  Object.keys(codes) as [keyof T & string, ...(keyof T & string)[]];

export const viewerShape = z
  .object({
    person_id: z.string(),
    display_name: z.string(),
    organization: z.object({
      id: z.string(),
      uscc: z.string(),
      name: z.string(),
      kind: z.enum(keysOf(organizationKinds)),
      region_code: z.string(),
      level: z.enum(keysOf(levels)),
    }),
    duties: z.array(z.enum(keysOf(duties))),
    powers: z.array(z.object({ power: z.enum(keysOf(powers)), region_code: z.string() })),
  })
  .meta({ id: 'Viewer', description: 'The signed-in person, the organisation acted for, its duties and powers' });

export const credentials = z.object({
  login: z.string().trim().min(1).max(60),
  password: z.string().min(1).max(200),
});

export const tokenBody = z.object({
  name: z.string().trim().min(1).max(60),
  expires_on: dayText.meta({ description: 'Last day it is good on (Asia/Shanghai), at most 365 days from today' }),
});

const tokenFields = {
  id: z.string(),
  name: z.string(),
  /** First characters, to recognise it by. */
  prefix: z.string(),
  organization: z.object({ id: z.string(), name: z.string(), name_en: z.string().nullable() }),
  standing: z.enum(['live', 'revoked', 'expired']),
  created_at: instantText,
  last_used_at: instantText.nullable(),
  expires_on: dayText,
  revoked_at: instantText.nullable(),
};
export const tokenOut = z
  .object(tokenFields)
  .meta({ id: 'AccessToken', description: "What a person's own tools act with; the token itself is shown once" });
export const newTokenOut = z.object({ ...tokenFields, token: z.string() }).meta({ id: 'NewAccessToken' });

export const peopleOperations = {
  signIn: operation({
    method: 'post',
    path: '/session',
    auth: 'public',
    summary: ['登录', 'Sign in'],
    description: 'Sets the session cookie and returns the same token for use as a bearer token.',
    body: credentials,
    out: z.object({ token: z.string(), expires_at: instantText, viewer: viewerShape }),
    status: 201,
    refusals: ['people.wrong_credentials', 'people.too_many_attempts'],
  }),
  showSession: operation({
    method: 'get',
    path: '/session',
    auth: 'session',
    summary: ['当前会话', 'The present session'],
    out: viewerShape,
  }),
  signOut: operation({
    method: 'delete',
    path: '/session',
    auth: 'session',
    summary: ['退出登录', 'Sign out'],
    out: z.object({}),
  }),
  listTokens: operation({
    method: 'get',
    path: '/tokens',
    auth: 'session',
    summary: ['本人的访问令牌', 'Your access tokens'],
    out: z.object({ items: z.array(tokenOut) }),
  }),
  createToken: operation({
    method: 'post',
    path: '/tokens',
    auth: 'session',
    summary: ['创建访问令牌', 'Make an access token'],
    description:
      'Acts for you and the organisation of this session, with your duties there except signing, money and administration. Answered once, kept as a hash: not under an Idempotency-Key.',
    body: tokenBody,
    out: newTokenOut,
    status: 201,
    refusals: ['people.token_expiry', 'people.too_many_tokens', 'people.token_by_token'],
  }),
  revokeToken: operation({
    method: 'post',
    path: '/tokens/:id/revocation',
    auth: 'session',
    summary: ['撤销访问令牌', 'Revoke an access token'],
    params: z.object({ id: z.string().max(40) }),
    out: tokenOut,
    refusals: ['people.token_not_found', 'people.token_already_revoked', 'people.token_by_token'],
  }),
};
