/**
 * What the columns of a table may tell of people: proposed from the scan, the names, the spread of the values and what the
 * catalogue declares; a steward confirms. Tables about things have regions and dates too: only beside a sign of people do
 * those count as quasi-identifiers.
 */
import type { Sensitivity } from '#api/catalog/rules/codes.ts';
import type { PersonalKind } from '#api/kernel/personal-kinds.ts';
import type { IdentityClass, Reason } from './privacy-codes.ts';

export interface ColumnFacts {
  readonly name: string;
  readonly type: string;
  /** Different values; null where they are not known. */
  readonly distinct: number | null;
  readonly rows: number;
  readonly findings: readonly { readonly kind: PersonalKind; readonly blocks: boolean; readonly ratio: number }[];
  /** As the catalogue's item or the confirmed dictionary says. */
  readonly declared: Sensitivity | null;
}

export interface ColumnProposal {
  readonly name: string;
  readonly class: IdentityClass;
  readonly why: Reason;
  /** A sign by itself that the rows are people. */
  readonly strong: boolean;
}

export interface TableProposal {
  readonly persons: boolean;
  readonly columns: readonly ColumnProposal[];
}

const direct = new Set<PersonalKind>([
  'citizen_number',
  'bank_card',
  'mobile',
  'email',
  'plate',
  'passport',
  'personal_name',
]);
/** Found in at least half of the rows, one of these makes a table one of people; a telephone may be an office's. */
const ofPeople = new Set<PersonalKind>(['citizen_number', 'passport', 'personal_name']);
const quasi = new Set<PersonalKind>(['address', 'birth_date']);

/** Somebody in a role at the thing the row is about: a station's duty officer makes no station a person. */
const roles = /值班|负责|联系|经办|管理|法定|责任|站长|校长|主任|签收|审批|维护|contact|manager|officer/;

const folded = (name: string): string => name.normalize('NFKC').toLowerCase().trim();
const word = (list: string): RegExp => new RegExp(`(?:^|[^a-z])(?:${list})(?:$|[^a-z])`);

const strongWords =
  /性别|年龄(?!段|组|结构)|出生(?:日期|年月|年份|地)|^民族$|婚姻|学历|文化程度|政治面貌|籍贯|户籍|户口|血型|身高|体重/;
const strongLatin = word('sex|gender|age|birth|birthday|birthdate|dob|marital|ethnicity|education_level');
const weakWords =
  /县|区划|^市$|城市|地市|地区|乡镇|街道|社区|村名|邮编|邮政编码|单位|学校|院校|专业|职业|职务|职称|岗位|行业|日期|时间|年份|年度|年龄|班级|年级|入学|毕业|入职|参保|就诊|入院|出院|病区|科室/;
const weakLatin = word('county|city|district|region|zip|postcode|school|occupation|profession|job|date|year|ward');
const sensitiveWords =
  /诊断|疾病|病种|病情|病史|残疾|宗教|信仰|工资|收入|薪酬|补贴|补助|低保|救助|待遇|存款|欠款|处罚|犯罪|违法|成绩|得分|费用|药品|手术|怀孕|生育/;
const sensitiveLatin = word('diagnosis|disease|income|salary|religion|disability|allowance|score');
const numberWords = /编号|号码|证号|学号|工号|病案号|序列号|流水号|号$|^id$|_id$|代码$/;

interface Sign {
  readonly class: IdentityClass;
  readonly why: Reason;
  readonly strong: boolean;
}
const other: Sign = { class: 'other', why: 'none', strong: false };

function strongSign({ name, findings }: ColumnFacts): Sign | null {
  const blocking = findings.filter((one) => one.blocks);
  if (blocking.some((one) => direct.has(one.kind)))
    return {
      class: 'direct',
      why: 'found',
      strong: !roles.test(folded(name)) && blocking.some((one) => ofPeople.has(one.kind) && one.ratio >= 0.5),
    };
  if (findings.some((one) => quasi.has(one.kind) && one.ratio >= 0.5))
    return { class: 'quasi', why: 'found', strong: true };
  if (findings.some((one) => !direct.has(one.kind) && !quasi.has(one.kind) && one.ratio >= 0.5))
    return { class: 'sensitive', why: 'found', strong: true };
  const text = folded(name);
  return strongWords.test(text) || strongLatin.test(text) ? { class: 'quasi', why: 'name', strong: true } : null;
}

const ofDeclared: Readonly<Record<Exclude<Sensitivity, 'none'>, IdentityClass>> = {
  direct_identifier: 'direct',
  quasi_identifier: 'quasi',
  sensitive: 'sensitive',
};

function weakSign({ name, distinct, rows, declared, findings }: ColumnFacts): Sign {
  if (declared !== null && declared !== 'none') return { class: ofDeclared[declared], why: 'declared', strong: false };
  // Somebody named in a remark is found by words, not by check digits: proposed, and for the steward to judge.
  if (findings.some((one) => one.kind === 'personal_name' && !one.blocks))
    return { class: 'direct', why: 'text', strong: false };
  const text = folded(name);
  if (distinct !== null && rows >= 20 && distinct >= rows * 0.95 && numberWords.test(text))
    return { class: 'direct', why: 'spread', strong: false };
  if (sensitiveWords.test(text) || sensitiveLatin.test(text)) return { class: 'sensitive', why: 'name', strong: false };
  if (weakWords.test(text) || weakLatin.test(text)) return { class: 'quasi', why: 'name', strong: false };
  return other;
}

export function propose(columns: readonly ColumnFacts[]): TableProposal {
  const strong = columns.map(strongSign);
  const persons = strong.some((one) => one?.strong === true);
  return {
    persons,
    columns: columns.map((column, at) => {
      const sign = strong[at] ?? (persons ? weakSign(column) : other);
      return { name: column.name, ...sign };
    }),
  };
}
