/** Words of what a person's own record of sign-ins says. */

export const signInMethods = {
  password: ['密码', 'Password'],
  password_code: ['密码和验证码', 'Password and code'],
  password_recovery: ['密码和恢复码', 'Password and recovery code'],
  issuer: ['统一身份认证', 'Identity provider'],
} as const;
export type SignInMethod = keyof typeof signInMethods;

export const accountEvents = {
  password: ['用密码登录', 'Signed in with the password'],
  password_code: ['用密码和验证码登录', 'Signed in with password and code'],
  password_recovery: ['用密码和恢复码登录', 'Signed in with password and recovery code'],
  issuer: ['用统一身份认证登录', 'Signed in at the identity provider'],
  signed_out: ['退出登录', 'Signed out'],
  wrong_password: ['密码不正确', 'Wrong password'],
  wrong_code: ['验证码不正确', 'Wrong code'],
  delayed: ['多次失败，登录被延迟', 'Many failures: sign-in delayed'],
  code_given: ['再次验证身份', 'Gave a code again'],
  password_changed: ['变更了密码', 'Changed the password'],
  factor_enrolled: ['启用了第二因子', 'Set up a second factor'],
  factor_removed: ['停用了第二因子', 'Took the second factor off'],
  factor_reset: ['第二因子由两名管理人员重置', 'Second factor reset by two administrators'],
  recovery_renewed: ['重新生成恢复码', 'Made new recovery codes'],
  session_ended: ['结束了其他会话', 'Ended another session'],
  duties_changed: ['职责变更，会话已全部结束', 'Duties changed; all sessions ended'],
  identity_linked: ['关联了统一身份', 'Linked an identity'],
  identity_unlinked: ['解除了统一身份', 'Unlinked an identity'],
  issuer_ended: ['统一身份认证结束了会话', 'The identity provider ended the session'],
} as const;
export type AccountEventKind = keyof typeof accountEvents;

/** What went wrong, for the notice after a sign-in. */
export const failures: ReadonlySet<AccountEventKind> = new Set(['wrong_password', 'wrong_code', 'delayed']);
