import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'people.wrong_credentials': {
    status: 401,
    zh: '登录名或密码不正确。',
    en: 'The login name or the password is not right.',
  },
  'people.too_many_attempts': {
    status: 429,
    zh: '尝试次数过多，请在 {{seconds}} 秒后重试。',
    en: 'Too many attempts; try again in {{seconds}} seconds.',
  },
  'people.password_again': {
    status: 403,
    zh: '签署前请重新输入本人密码，密码不正确。',
    en: 'Signing needs your own password again, and this one is not right.',
    article: '16',
  },
  'people.weak_password': {
    status: 422,
    zh: '密码至少 {{least}} 个字符，可以是几个词连成的短语。',
    en: 'A password has at least {{least}} characters; a phrase of several words is good.',
  },
  'people.password_personal': {
    status: 422,
    zh: '密码不能包含登录名、姓名或者单位名称。',
    en: 'A password does not contain your login name, your name or that of your organisation.',
  },
  'people.password_leaked': {
    status: 422,
    zh: '这个密码（或其主要部分）在已泄露的常用密码之列，请换一个。',
    en: 'This password, or the main part of it, stands in lists of leaked passwords; choose another.',
  },
  'people.password_wrong': { status: 403, zh: '现在的密码不正确。', en: 'The present password is not right.' },
  'people.password_same': {
    status: 422,
    zh: '新密码与现在的密码相同。',
    en: 'The new password is the present one.',
  },
  'people.code_needed': {
    status: 401,
    zh: '密码正确，还需要身份验证器中的六位验证码或者一个恢复码。',
    en: 'The password is right; a code of your authenticator or a recovery code is needed too.',
  },
  'people.wrong_code': {
    status: 401,
    zh: '验证码不正确。请核对手机时间，使用当前显示的六位数字。',
    en: 'The code is not right. Check the clock of your phone and take the six digits shown now.',
  },
  'people.code_used': {
    status: 401,
    zh: '这个验证码已经用过，请等待下一个。',
    en: 'This code was used already; wait for the next.',
  },
  'people.step_over': {
    status: 401,
    zh: '登录已超时或者在别处完成，请重新登录。',
    en: 'This sign-in took too long or was finished elsewhere; sign in again.',
  },
  'people.factor_again': {
    status: 403,
    zh: '签署、资金和权限事项需要 {{minutes}} 分钟内输入过的验证码。请先验证身份，再重新提交；已填写的内容保留在本页。',
    en: 'Signing, money and rights need a code given within {{minutes}} minutes. Give one, then send this again; what you entered stays on this page.',
  },
  'people.factor_enrolled': {
    status: 409,
    zh: '已经启用了第二因子；更换设备请先停用。',
    en: 'A second factor is set up already; to change the device, take it off first.',
  },
  'people.factor_missing': { status: 409, zh: '没有启用第二因子。', en: 'There is no second factor set up.' },
  'people.at_a_session': {
    status: 403,
    zh: '账号安全事项须本人登录后办理，访问令牌不能代办。',
    en: 'What concerns the account itself is done by the person, signed in; no access token does it.',
  },
  'people.session_not_found': {
    status: 404,
    zh: '没有这个会话，或者已经结束。',
    en: 'There is no such session of yours, or it ended.',
  },
  'people.member_not_found': {
    status: 404,
    zh: '本单位没有这名人员。',
    en: 'There is no such person in the organisation.',
  },
  'people.own_duties': {
    status: 403,
    zh: '不能变更本人的职责或者停用本人，请由另一名管理员办理。',
    en: 'Nobody changes their own duties or switches their own account off; another administrator does.',
  },
  'people.member_elsewhere': {
    status: 409,
    zh: '该人员还在其他单位任职，不能停用整个账号；可以去掉本单位的全部职责。',
    en: 'This person works for another organisation too, so the account stays; take the duties here off instead.',
  },
  'people.last_admin': {
    status: 409,
    zh: '单位至少保留一名可用的管理员。',
    en: 'An organisation keeps at least one administrator.',
  },
  'people.duty_of_kind': {
    status: 422,
    zh: '职责“{{duty}}”不适用于这类单位。',
    en: 'The duty "{{duty}}" is none of an organisation of this kind.',
  },
  'people.changed_meanwhile': {
    status: 409,
    zh: '该人员的职责已被他人变更，请核对后重新提交。',
    en: 'The duties of this person were changed by another; look at them and send again.',
  },
  'people.invitation_over': {
    status: 410,
    zh: '邀请不存在、已使用、已撤回或者已过期，请向本单位管理员索取新的邀请。',
    en: 'The invitation is unknown, used, withdrawn or over; ask your administrator for a new one.',
  },
  'people.login_taken': { status: 409, zh: '登录名已被使用。', en: 'This login name is taken.' },
  'people.reset_open': {
    status: 409,
    zh: '已有一份重置申请等待另一人决定。',
    en: 'A request to reset it waits for another person already.',
  },
  'people.reset_not_found': {
    status: 404,
    zh: '没有这份重置申请，或者已经决定。',
    en: 'There is no such request, or it is decided.',
  },
  'people.reset_two_people': {
    status: 403,
    zh: '重置第二因子须由两人办理：申请人和本人都不能决定。',
    en: 'A reset takes two people: neither who asked nor whose factor it is decides.',
  },
  'people.policy_day': {
    status: 422,
    zh: '生效日期不能早于今天。',
    en: 'The day from which it holds is not in the past.',
  },
  'people.issuer_off': {
    status: 404,
    zh: '本平台没有配置统一身份认证。',
    en: 'No identity provider is configured here.',
  },
  'people.issuer_away': {
    status: 503,
    zh: '统一身份认证暂时无法访问，请稍后重试，或者用密码登录。',
    en: 'The identity provider cannot be reached; try again later or sign in with your password.',
  },
  'people.issuer_declined': {
    status: 401,
    zh: '统一身份认证没有完成：您取消了，或者对方拒绝。',
    en: 'The identity provider did not sign you in: you cancelled, or it refused.',
  },
  'people.issuer_failed': {
    status: 401,
    zh: '统一身份认证的答复未能通过校验，请重新登录。',
    en: 'The answer of the identity provider did not stand the checks; sign in again.',
  },
  'people.issuer_unknown': {
    status: 403,
    zh: '该身份没有关联本平台账号。请用密码登录后在“账号安全”中关联，或者使用管理员发出的邀请。',
    en: 'This identity is linked to no account. Sign in with your password and link it under "Account", or use an invitation of your administrator.',
  },
  'people.identity_taken': {
    status: 409,
    zh: '该身份已经关联了账号。',
    en: 'This identity is linked to an account already.',
  },
  'people.identity_not_found': { status: 404, zh: '没有关联这个身份。', en: 'No such identity is linked.' },
  'people.last_way_in': {
    status: 409,
    zh: '账号没有密码，这是唯一的登录方式，不能解除；请先设置密码。',
    en: 'The account has no password and this is its only way in; set a password first.',
  },
  'people.token_unknown': {
    status: 401,
    zh: '访问令牌无效。',
    en: 'There is no such access token.',
  },
  'people.token_expired': {
    status: 401,
    zh: '访问令牌已于 {{on}} 到期，请在工作台“访问令牌”中重新创建。',
    en: 'The access token expired on {{on}}; make another in the workspace under "Access tokens".',
  },
  'people.token_revoked': {
    status: 401,
    zh: '访问令牌已于 {{on}} 撤销。',
    en: 'The access token was revoked on {{on}}.',
  },
  'people.token_not_found': { status: 404, zh: '没有这个访问令牌。', en: 'There is no such access token of yours.' },
  'people.token_already_revoked': {
    status: 409,
    zh: '该访问令牌此前已撤销。',
    en: 'This access token was revoked before.',
  },
  'people.token_expiry': {
    status: 422,
    zh: '有效期的最后一天须在 {{from}} 至 {{to}} 之间：令牌最长一年。',
    en: 'The last day must lie between {{from}} and {{to}}: a token lives for a year at most.',
  },
  'people.too_many_tokens': {
    status: 409,
    zh: '每人在一个单位最多持有 {{limit}} 个有效令牌，请先撤销不用的。',
    en: 'A person holds at most {{limit}} live tokens for one organisation; revoke one that is not used.',
  },
  'people.token_by_token': {
    status: 403,
    zh: '访问令牌不能创建或撤销访问令牌，请登录后办理。',
    en: 'An access token makes and revokes no access tokens; sign in to do that.',
  },
});
