/** Code lists of targeted opening (Article 14, second paragraph), with their words. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const caseStates = defineCodes({
  drafting: ['填写中', 'In preparation'],
  filed: ['已提交，待核验身份', 'Filed, identity to be verified'],
  supplementing: ['待补正', 'To be supplemented'],
  verified: ['身份已核验，审查中', 'Identity verified, under review'],
  consulting: ['征求第三方意见', 'Third party being heard'],
  granted: ['同意开放，可领取', 'Granted, ready for delivery'],
  delivered: ['已交付', 'Delivered'],
  refused: ['不予开放', 'Refused'],
  withdrawn: ['已撤回', 'Withdrawn'],
  expired: ['使用期已满', 'Term over'],
  revoked: ['已撤销', 'Revoked'],
});
export type CaseState = CodeOf<typeof caseStates>;

/** States in which nothing happens any more. */
export const closedStates: readonly CaseState[] = ['refused', 'withdrawn', 'expired', 'revoked'];

export const caseActions = defineCodes({
  start: ['建立申请', 'Begin'],
  save: ['保存', 'Save'],
  add_proof: ['添加证明材料', 'Add proof'],
  remove_proof: ['删除证明材料', 'Remove proof'],
  file: ['提交申请', 'File the application'],
  supplement: ['要求补正', 'Ask for a supplement'],
  resubmit: ['提交补正', 'Send the supplement'],
  verify: ['身份核验通过', 'Identity verified'],
  reject: ['身份核验不通过', 'Identity not verified'],
  consult: ['征求第三方意见', 'Hear a third party'],
  opinion: ['登记第三方意见', 'Record the third party’s opinion'],
  extend: ['延长答复期限', 'Extend the time limit'],
  grant: ['同意定向开放', 'Grant'],
  refuse: ['不予开放', 'Refuse'],
  deliver: ['领取数据', 'Deliver'],
  withdraw: ['撤回申请', 'Withdraw'],
  revoke: ['撤销开放', 'Revoke'],
  expire: ['使用期满', 'Term over'],
});
export type CaseAction = CodeOf<typeof caseActions>;

export const applicantKinds = defineCodes({
  person: ['自然人', 'Natural person'],
  organization: ['法人或者非法人组织', 'Organisation'],
});
export type ApplicantKind = CodeOf<typeof applicantKinds>;

/** 重大利益关系: what of the applicant the data touch. */
export const interests = defineCodes({
  property: ['不动产、土地、矿业权等财产权利', 'Property: land, buildings, mining rights'],
  licence: ['行政许可或者资质', 'A licence or qualification held or applied for'],
  family: ['婚姻、收养、监护、继承等身份关系', 'Family: marriage, adoption, guardianship, inheritance'],
  litigation: ['诉讼、仲裁、行政复议', 'Litigation, arbitration or reconsideration'],
  compensation: ['征收补偿、赔偿、救助', 'Expropriation, damages or relief'],
  other: ['其他重大利益', 'Another major interest'],
});
export type Interest = CodeOf<typeof interests>;

export const proofKinds = defineCodes({ pdf: ['PDF', 'PDF'], png: ['PNG', 'PNG'], jpeg: ['JPEG', 'JPEG'] });
export type ProofKind = CodeOf<typeof proofKinds>;
export const mediaTypes: Readonly<Record<ProofKind, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpeg: 'image/jpeg',
};

export const fileFormats = defineCodes({ csv: ['CSV', 'CSV'], xlsx: ['Excel（XLSX）', 'Excel (XLSX)'] });
export type FileFormat = CodeOf<typeof fileFormats>;

/** Why nothing is opened; each rests on a rule that the decision has to cite. */
export const refusalGrounds = defineCodes({
  no_interest: ['未能证明与所申请数据存在重大利益关系', 'No major interest in the data is shown'],
  state_secret: ['涉及国家秘密或者公开可能危害国家安全', 'State secret, or a danger to national security'],
  trade_secret: ['涉及商业秘密，权利人不同意', 'Trade secret, its holder does not consent'],
  privacy: ['涉及他人隐私或者个人信息，权利人不同意', 'Privacy of others, who do not consent'],
  exempt: ['依法不予公开', 'Exempt from disclosure by law'],
  not_held: ['本机构未掌握所申请的数据', 'The agency does not hold the data'],
  open_already: ['所申请的数据已向社会开放', 'The data are open to everybody already'],
  identity: ['身份核验不通过', 'The identity could not be verified'],
});
export type RefusalGround = CodeOf<typeof refusalGrounds>;

/** Whether others’ interests are touched by what is opened. */
export const touchings = defineCodes({
  none: ['不涉及第三方权益', 'No interest of others is touched'],
  heard: ['涉及第三方权益，已征求意见', 'Others are touched and have been heard'],
});

/** Why a person looked at sealed papers; written into the audit record. */
export const lookReasons = defineCodes({
  verify_identity: ['核验申请人身份', 'To verify the identity'],
  examine_interest: ['审查重大利益关系证明', 'To examine the interest'],
  determine_scope: ['确定开放范围', 'To determine the scope'],
  supervision: ['内部监督检查', 'Internal supervision'],
  remedy: ['行政复议、诉讼答复', 'To answer in reconsideration or court'],
});

export const remedy = [
  '对本决定不服的，可以自收到决定之日起六十日内向作出决定机构的本级人民政府申请行政复议（《行政复议法》第二十条），或者六个月内依法提起行政诉讼（《行政诉讼法》第四十六条）。',
  'Against this decision you may apply for administrative reconsideration to the government of the same level within sixty days of receiving it (Administrative Reconsideration Law, Article 20), or bring an administrative action within six months (Administrative Litigation Law, Article 46).',
] as const;

/** Who walks an edge, as a refusal names them. */
export const doerWords = defineCodes({
  applicant: ['申请人', 'the applicant'],
  agency: ['受理机构的目录与数据编制人员', 'the steward of the handling agency'],
  system: ['系统', 'the system'],
});
