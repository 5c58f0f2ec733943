import { z } from 'zod';
import { dayText, instantText, operation, page, pageQuery } from '#api/kernel/operation.ts';
import { duties, levels, organizationKinds, powers } from '#api/organizations/rules/codes.ts';
import { accountEvents, signInMethods } from './rules/codes.ts';

const keysOf = <T extends Record<string, unknown>>(codes: T) =>
  Object.keys(codes) as [keyof T & string, ...(keyof T & string)[]];

const dutyCode = z.enum(keysOf(duties));

/** Where the region asks for a second factor that the person has not set up. */
const factorDueShape = z
  .object({ duties: z.array(dutyCode), from: dayText, asleep: z.boolean() })
  .meta({ id: 'FactorDue', description: 'Duties that need a second factor; from that day on they sleep without one' });

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
    acting_for: z
      .object({ person_id: z.string(), display_name: z.string(), kind: z.enum(['delegation', 'deputy']) })
      .nullable()
      .meta({ description: 'Whose duties the person performs in this session; null for one’s own' }),
    factor_due: factorDueShape.nullable(),
  })
  .meta({ id: 'Viewer', description: 'The signed-in person, the organisation acted for, its duties and powers' });

export const credentials = z.object({
  login: z.string().trim().min(1).max(60),
  password: z.string().min(1).max(200),
  code: z
    .string()
    .trim()
    .min(6)
    .max(40)
    .optional()
    .meta({ description: 'Of the authenticator, or a recovery code; where the account has a second factor' }),
});

export const linkBody = z.object({ password: z.string().min(1).max(200) });
export const issuerLogout = z.object({ logout_token: z.string().max(20_000) });

export const codeBody = z.object({ code: z.string().trim().min(6).max(40) });

export const enrolmentOut = z.object({ key: z.string(), uri: z.string() }).meta({
  id: 'FactorEnrolment',
  description: 'The secret of an authenticator (RFC 6238), as a key and as an otpauth address',
});
export const recoveryOut = z
  .object({ codes: z.array(z.string()), token: z.string() })
  .meta({ id: 'RecoveryCodes', description: 'Shown this once; the session goes on under the new token' });
export const freshOut = z
  .object({ token: z.string(), fresh_until: instantText })
  .meta({ id: 'FreshFactor', description: 'The session goes on under the new token' });
const rotated = z
  .object({ token: z.string() })
  .meta({ id: 'RotatedSession', description: 'The session goes on under the new token' });

export const accountOut = z
  .object({
    login: z.string(),
    display_name: z.string(),
    has_password: z.boolean(),
    password_set_at: instantText.nullable(),
    second_factor: z
      .object({ since: instantText, recovery_codes_left: z.number().int(), fresh_until: instantText.nullable() })
      .nullable(),
    factor_due: factorDueShape.nullable(),
    identities: z.array(
      z.object({
        id: z.string(),
        issuer: z.string(),
        name: z.string().nullable(),
        linked_by: z.enum(['person', 'invitation']),
        linked_at: instantText,
      }),
    ),
  })
  .meta({ id: 'Account', description: "A person's own account and what it stands on" });

export const sessionOut = z
  .object({
    id: z.string(),
    device: z.string().nullable().meta({ description: 'Browser and system in words; no place is kept' }),
    method: z.enum(keysOf(signInMethods)),
    organization: z.object({ id: z.string(), name: z.string(), name_en: z.string().nullable() }),
    created_at: instantText,
    last_seen_at: instantText,
    expires_at: instantText,
    present: z.boolean(),
  })
  .meta({ id: 'Session', description: 'A live session of the person' });
export const historyOut = page(
  z
    .object({
      at: instantText,
      kind: z.enum(keysOf(accountEvents)),
      device: z.string().nullable(),
      failed: z.boolean(),
    })
    .meta({ id: 'AccountEvent', description: "A line of a person's own record; never changed or removed" }),
);
export const sinceOut = z.object({ failures: z.number().int(), since: instantText.nullable() });
export const passwordChange = z.object({
  present: z.string().max(200).optional(),
  password: z.string().min(1).max(200),
});

export const memberOut = z
  .object({
    id: z.string(),
    login: z.string(),
    display_name: z.string(),
    duties: z.array(dutyCode),
    second_factor: z.boolean(),
    disabled: z.boolean(),
    last_seen_at: instantText.nullable(),
  })
  .meta({ id: 'Member', description: 'Somebody who acts for the organisation' });
export const invitationOut = z
  .object({
    id: z.string(),
    display_name: z.string(),
    duties: z.array(dutyCode),
    created_at: instantText,
    expires_at: instantText,
  })
  .meta({ id: 'Invitation', description: 'A place offered; its link is known to who was given it' });
export const resetOut = z
  .object({
    id: z.string(),
    display_name: z.string(),
    login: z.string(),
    organization: z.object({ name: z.string(), name_en: z.string().nullable() }),
    reason: z.string(),
    asked_at: instantText,
    may_decide: z.boolean(),
  })
  .meta({ id: 'FactorReset', description: 'A request to take a lost second factor off; another person decides' });
const dutyList = z.array(dutyCode).max(10);
export const dutiesBody = z.object({
  duties: dutyList.default([]),
  seen: dutyList
    .default([])
    .meta({ description: 'The duties as they were shown, so that nobody undoes another’s change' }),
});
export const invitationBody = z.object({
  display_name: z.string().trim().min(1).max(60),
  duties: dutyList.min(1),
});
export const joinBody = z.object({
  token: z.string().regex(/^jsi_[\w-]{43}$/),
  login: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9._@-]{3,60}$/),
  password: z.string().min(1).max(200).optional(),
});
export const resetBody = z.object({ reason: z.string().trim().min(4).max(300) });
export const resetDecision = z.object({ decision: z.enum(['grant', 'refuse']) });
const policyFields = {
  duties: dutyList,
  department: z.boolean().meta({ description: 'Everybody of the information department' }),
  from: dayText,
  minutes: z.number().int().min(1).max(240),
};
export const policyBody = z.object({
  ...policyFields,
  duties: dutyList.default([]),
  department: z.boolean().default(false),
  minutes: z.number().int().min(1).max(240).default(15),
  document_no: z.string().trim().min(2).max(100),
});
export const policyOut = z.object({ region_code: z.string(), policy: z.object(policyFields).nullable() }).meta({
  id: 'FactorPolicy',
  description: 'For which duties a region asks a second factor, and how fresh it must be',
});
const memberPath = z.object({ id: z.string().max(40) });

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
    refusals: [
      'people.wrong_credentials',
      'people.too_many_attempts',
      'people.code_needed',
      'people.wrong_code',
      'people.code_used',
    ],
  }),
  endByIssuer: operation({
    method: 'post',
    path: '/session/issuer-logout',
    auth: 'public',
    summary: ['统一身份认证结束会话', 'The identity provider ends sessions'],
    description: 'OpenID Connect Back-Channel Logout 1.0: a signed logout token in the form field `logout_token`.',
    body: issuerLogout,
    out: z.object({ ended: z.number().int() }),
    refusals: ['people.issuer_off', 'people.issuer_away', 'people.issuer_failed'],
  }),
  proveFactor: operation({
    method: 'post',
    path: '/session/factor',
    auth: 'session',
    summary: ['再次验证第二因子', 'Give the second factor again'],
    description: 'For acts that sign, move money or give rights. The session goes on under the token answered.',
    body: codeBody,
    out: freshOut,
    refusals: ['people.factor_missing', 'people.wrong_code', 'people.code_used', 'people.too_many_attempts'],
  }),
  showAccount: operation({
    method: 'get',
    path: '/account',
    auth: 'session',
    summary: ['本人账号', 'Your account'],
    out: accountOut,
    refusals: ['people.at_a_session'],
  }),
  listSessions: operation({
    method: 'get',
    path: '/account/sessions',
    auth: 'session',
    summary: ['本人的会话', 'Your sessions'],
    out: z.object({ items: z.array(sessionOut) }),
    refusals: ['people.at_a_session'],
  }),
  endSession: operation({
    method: 'post',
    path: '/account/sessions/:id/end',
    auth: 'session',
    summary: ['结束一个会话', 'End a session'],
    params: z.object({ id: z.string().max(64) }),
    out: z.object({ ended: z.number().int() }),
    refusals: ['people.session_not_found'],
  }),
  endOtherSessions: operation({
    method: 'post',
    path: '/account/sessions/end',
    auth: 'session',
    summary: ['结束其他全部会话', 'End all other sessions'],
    out: z.object({ ended: z.number().int() }),
  }),
  accountHistory: operation({
    method: 'get',
    path: '/account/history',
    auth: 'session',
    summary: ['本人的登录记录', 'Your own record of sign-ins'],
    query: pageQuery,
    out: historyOut,
    refusals: ['people.at_a_session'],
  }),
  changePassword: operation({
    method: 'post',
    path: '/account/password',
    auth: 'session',
    summary: ['变更密码', 'Change the password'],
    description: 'Ends all other sessions; this one goes on under the token answered.',
    body: passwordChange,
    out: rotated,
    refusals: [
      'people.password_wrong',
      'people.password_same',
      'people.weak_password',
      'people.password_personal',
      'people.password_leaked',
      'people.factor_again',
    ],
  }),
  startFactor: operation({
    method: 'post',
    path: '/account/factor',
    auth: 'session',
    summary: ['开始启用第二因子', 'Begin to set up a second factor'],
    out: enrolmentOut,
    status: 201,
    refusals: ['people.factor_enrolled'],
  }),
  confirmFactor: operation({
    method: 'post',
    path: '/account/factor/confirmation',
    auth: 'session',
    summary: ['确认第二因子', 'Confirm the second factor'],
    description: 'With a first code. Answers the recovery codes, this once, and ends all other sessions.',
    body: codeBody,
    out: recoveryOut,
    refusals: ['people.factor_missing', 'people.factor_enrolled', 'people.wrong_code', 'people.too_many_attempts'],
  }),
  removeFactor: operation({
    method: 'post',
    path: '/account/factor/removal',
    auth: 'session',
    summary: ['停用第二因子', 'Take the second factor off'],
    body: codeBody,
    out: rotated,
    refusals: ['people.factor_missing', 'people.wrong_code', 'people.code_used', 'people.too_many_attempts'],
  }),
  renewRecoveryCodes: operation({
    method: 'post',
    path: '/account/recovery-codes',
    auth: 'session',
    summary: ['重新生成恢复码', 'Make new recovery codes'],
    body: codeBody,
    out: recoveryOut,
    refusals: ['people.factor_missing', 'people.wrong_code', 'people.code_used', 'people.too_many_attempts'],
  }),
  unlinkIdentity: operation({
    method: 'post',
    path: '/account/identities/:id/removal',
    auth: 'session',
    summary: ['解除统一身份', 'Unlink an identity'],
    params: memberPath,
    out: z.object({}),
    refusals: ['people.identity_not_found', 'people.last_way_in', 'people.factor_again'],
  }),
  listMembers: operation({
    method: 'get',
    path: '/members',
    auth: 'session',
    summary: ['本单位人员', 'The people of the organisation'],
    description: 'By its administrator; with invitations that are open and second factors to reset.',
    out: z.object({
      items: z.array(memberOut),
      invitations: z.array(invitationOut),
      resets: z.array(resetOut),
    }),
    refusals: ['auth.forbidden'],
  }),
  changeDuties: operation({
    method: 'put',
    path: '/members/:id/duties',
    auth: 'session',
    summary: ['变更人员职责', 'Change the duties of a person'],
    description: 'Ends the sessions of that person.',
    params: memberPath,
    body: dutiesBody,
    out: memberOut,
    refusals: [
      'people.member_not_found',
      'people.own_duties',
      'people.last_admin',
      'people.duty_of_kind',
      'people.changed_meanwhile',
      'people.factor_again',
    ],
  }),
  disableMember: operation({
    method: 'post',
    path: '/members/:id/disabling',
    auth: 'session',
    summary: ['停用人员账号', 'Switch an account off'],
    params: memberPath,
    out: memberOut,
    refusals: ['people.member_not_found', 'people.own_duties', 'people.last_admin', 'people.member_elsewhere'],
  }),
  enableMember: operation({
    method: 'post',
    path: '/members/:id/enabling',
    auth: 'session',
    summary: ['恢复人员账号', 'Switch an account on again'],
    params: memberPath,
    out: memberOut,
    refusals: ['people.member_not_found', 'people.own_duties', 'people.member_elsewhere'],
  }),
  inviteMember: operation({
    method: 'post',
    path: '/invitations',
    auth: 'session',
    summary: ['邀请人员', 'Invite a person'],
    description: 'The token is answered once, kept as a hash and good for a week: not under an Idempotency-Key.',
    body: invitationBody,
    out: z.object({ ...invitationOut.shape, token: z.string() }).meta({ id: 'NewInvitation' }),
    status: 201,
    refusals: ['people.duty_of_kind', 'people.factor_again'],
  }),
  withdrawInvitation: operation({
    method: 'post',
    path: '/invitations/:id/withdrawal',
    auth: 'session',
    summary: ['撤回邀请', 'Withdraw an invitation'],
    params: memberPath,
    out: z.object({}),
    refusals: ['people.invitation_over'],
  }),
  joinOrganization: operation({
    method: 'post',
    path: '/invitations/acceptance',
    auth: 'public',
    summary: ['接受邀请', 'Accept an invitation'],
    body: joinBody.required({ password: true }),
    out: z.object({ login: z.string() }),
    status: 201,
    refusals: [
      'people.invitation_over',
      'people.login_taken',
      'people.weak_password',
      'people.password_personal',
      'people.password_leaked',
    ],
  }),
  askFactorReset: operation({
    method: 'post',
    path: '/members/:id/factor-reset',
    auth: 'session',
    summary: ['申请重置第二因子', 'Ask to reset a second factor'],
    description: 'First of two people; another administrator or the information department of the region decides.',
    params: memberPath,
    body: resetBody,
    out: z.object({ id: z.string() }),
    status: 201,
    refusals: ['people.member_not_found', 'people.factor_missing', 'people.reset_open', 'people.reset_two_people'],
  }),
  decideFactorReset: operation({
    method: 'post',
    path: '/factor-resets/:id/decision',
    auth: 'session',
    summary: ['决定重置第二因子', 'Decide about a reset'],
    params: memberPath,
    body: resetDecision,
    out: z.object({}),
    refusals: ['people.reset_not_found', 'people.reset_two_people', 'people.factor_again'],
  }),
  showFactorPolicy: operation({
    method: 'get',
    path: '/factor-policy',
    auth: 'session',
    summary: ['本地区的第二因子要求', 'What the region asks of second factors'],
    out: policyOut,
  }),
  setFactorPolicy: operation({
    method: 'put',
    path: '/factor-policy',
    auth: 'session',
    summary: ['设定第二因子要求', 'Set what the region asks of second factors'],
    description:
      'By the information department for its own region. Until the day named people are told; from it on the duties sleep without a factor.',
    body: policyBody,
    out: policyOut,
    refusals: ['auth.forbidden', 'people.policy_day', 'people.factor_again'],
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
