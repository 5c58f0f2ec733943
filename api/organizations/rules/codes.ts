/** Code lists of the organisation tree, with their words. */

export const duties = {
  steward: ['目录与数据编制', 'Compiles entries and data'],
  licensing: ['授权办理', 'Handles licence applications'],
  reviewer: ['审核与备案', 'Reviews entries and filings'],
  signatory: ['签署与确认', 'Signs and confirms for the organisation'],
  developer: ['开发应用', 'Develops with licensed data'],
  buyer: ['采购', 'Buys products'],
  finance_review: ['财政复核', 'Confirms receipts, reviews statements'],
  finance_issue: ['缴库经办', 'Issues payment orders, registers treasury receipts'],
  auditor: ['审计查阅', 'Reads the audit record'],
  admin: ['单位管理', 'Manages the organisation'],
} as const;
export type Duty = keyof typeof duties;

/** Whoever works with data for an organisation; money and signatures have no part in it. */
export const dataDuties = ['admin', 'developer', 'steward', 'buyer', 'licensing'] as const satisfies readonly Duty[];

export const powers = {
  information_department: ['政务信息管理部门', 'Government information department'],
  finance_bureau: ['财政部门', 'Finance bureau'],
  data_authority: ['数据管理部门', 'Data authority'],
  platform_operator: ['平台运营机构', 'Platform operator'],
  audit_office: ['审计机关', 'Audit office'],
} as const;
export type Power = keyof typeof powers;

export const levels = {
  province: ['省级', 'Province'],
  city: ['市级', 'City'],
  county: ['县级', 'County'],
} as const;
export type Level = keyof typeof levels;

export const organizationKinds = {
  agency: ['政务服务实施机构', 'Government service agency'],
  enterprise: ['企业', 'Enterprise'],
} as const;
export type OrganizationKind = keyof typeof organizationKinds;

/** Why a certificate is revoked: the reasons of RFC 5280 5.3.1 that an organisation can have. */
export const revocationReasons = {
  key_compromise: ['私钥泄露或者可能泄露', 'The private key is, or may be, in other hands'],
  affiliation_changed: ['单位名称或者隶属变更', 'The name or affiliation of the organisation changed'],
  superseded: ['换发新证书', 'Replaced by a new certificate'],
  cessation: ['单位终止或者不再使用', 'The organisation ended or no longer uses it'],
} as const;
export type RevocationReason = keyof typeof revocationReasons;
