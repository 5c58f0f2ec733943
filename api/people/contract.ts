import { z } from 'zod';
import { instantText, operation } from '#api/kernel/operation.ts';
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
};
