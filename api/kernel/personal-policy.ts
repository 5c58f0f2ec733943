/**
 * When hits in a column amount to a finding. Defaults are the project's own (no standard gives numbers); every
 * threshold is a parameter. A finding that blocks keeps the version from being opened until it is treated.
 */
import type { PersonalKind } from '#api/kernel/personal-kinds.ts';

export interface KindPolicy {
  /** Below `minHits` cells, or below `minRatio` of the non-empty cells, there is no finding. */
  readonly minHits: number;
  readonly minRatio: number;
  /**
   * Hits / things that look like the kind before the check digit. Card numbers in a column of serial numbers pass
   * Luhn one time in ten, a column of cards always. A header or word that names the kind makes it irrelevant.
   */
  readonly minPrecision: number;
  /** False: the finding is shown as a note and never blocks by itself. */
  readonly blocks: boolean;
}

export interface PersonalPolicy {
  readonly kinds: Readonly<Record<PersonalKind, KindPolicy>>;
  /**
   * A column whose 18-character values are social credit codes to at least this ratio is one of organisations: values
   * that happen to hold as citizen numbers too are reported as a note.
   */
  readonly organisationColumn: number;
  /** How many masked examples and positions a finding carries. */
  readonly maxExamples: number;
  readonly maxPositions: number;
}

const always: KindPolicy = { minHits: 1, minRatio: 0, minPrecision: 0, blocks: true };
const byShape: KindPolicy = { ...always, minPrecision: 0.5 };
const byHeader: KindPolicy = { ...always, minRatio: 0.5 };
const noteByHeader: KindPolicy = { ...byHeader, blocks: false };

export const defaultPersonalPolicy: PersonalPolicy = {
  kinds: {
    citizen_number: always,
    bank_card: byShape,
    mobile: byShape,
    email: always,
    plate: always,
    passport: byHeader,
    personal_name: byHeader,
    address: noteByHeader,
    birth_date: noteByHeader,
    medical: noteByHeader,
    religion: noteByHeader,
    biometric: noteByHeader,
  },
  organisationColumn: 0.9,
  maxExamples: 3,
  maxPositions: 20,
};

/** Words in a column's name that announce a kind. Matched on the name without spaces, `_`, `-`, in lower case. */
const headerWords: Readonly<Record<PersonalKind, RegExp>> = {
  citizen_number: /身份证|公民身份|证件号|idcard|idnumber|citizenid|sfzh/,
  bank_card: /卡号|账号|帐号|银行账|银行卡|开户|bankcard|cardno|cardnumber|bankaccount/,
  mobile: /手机|电话|联系方式|mobile|cellphone|phone|telephone|sjh/,
  email: /邮箱|电子邮件|email/,
  plate: /车牌|号牌|牌照|plate/,
  passport: /护照|passport/,
  personal_name:
    /姓名|^(?:联系人|户主|患者|病人|申请人|当事人|监护人|家长|学生|考生|职工|员工|持证人|车主|业主|投诉人|信访人|经办人|签收人)$|fullname|personname|realname|contactname|contactperson|xingming/,
  address: /住址|家庭地址|户籍地址|户籍所在地|居住地址|现住|homeaddress|residence/,
  birth_date: /出生日期|出生年月|生日|birthday|birthdate|dateofbirth|^dob$/,
  medical: /^(?:病史|诊断|诊断结果|疾病名称|疾病诊断|病情|用药|血型|残疾类别|残疾等级|diagnosis|bloodtype)$/,
  religion: /^(?:宗教|宗教信仰|信仰|religion)$/,
  biometric: /指纹|人脸|虹膜|声纹|掌纹|dna|基因序列|fingerprint|faceid|iris(?:code|template)/,
};

/** Names of these roles are public by law in registers of organisations (e.g. the legal representative). */
const publicRoles = /法定代表人|法人代表|法人姓名|负责人|legalrepresentative/;

export interface HeaderHints {
  readonly kinds: ReadonlySet<PersonalKind>;
  /** The column holds names, but of a public role. */
  readonly publicRole: boolean;
}

/** What a column's name lets one expect in it. */
export function headerHints(header: string): HeaderHints {
  const name = header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]/g, '');
  const kinds = new Set<PersonalKind>();
  for (const [kind, words] of Object.entries(headerWords)) if (words.test(name)) kinds.add(kind as PersonalKind);
  const publicRole = publicRoles.test(name);
  if (publicRole) kinds.add('personal_name');
  return { kinds, publicRole };
}

/** Kinds that only the header makes plausible: their columns have to be scanned whole, no prefilter finds them. */
const headerOnly: readonly PersonalKind[] = [
  'passport',
  'personal_name',
  'address',
  'birth_date',
  'medical',
  'religion',
  'biometric',
];

export function needsEveryCell(header: string): boolean {
  const { kinds } = headerHints(header);
  return headerOnly.some((kind) => kinds.has(kind));
}
