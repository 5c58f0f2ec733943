/** Words of the agreement and the filing receipt that are put together from coded terms, and of their verification pages. */
import { regions } from '#api/kernel/regions.ts';
import type { Words } from '#api/kernel/words.ts';
import { degrees } from '#api/licensing/rules/codes.ts';
import { clauseDiff } from './rules/clauses.ts';
import {
  contributionCriteria,
  contributionMethods,
  costKinds,
  dispositionModes,
  feeBases,
  feeModes,
  meteringMeasures,
  newDataOwners,
  newDataParties,
  partyKinds,
  purposes,
  quotaMeasures,
  quotaWindows,
  rowOps,
  securityDuties,
  subLicences,
  valueOrigins,
} from './rules/codes.ts';
import type { AgreementGrant } from './rules/policy.ts';
import { ownershipShares } from './rules/shares.ts';
import { emptyTerms } from './rules/terms.ts';
import type { RowCondition, Terms } from './rules/terms-types.ts';

export const agreementTitle = '政务数据授权开发合作协议';
export const signingReason = '签署政务数据授权开发合作协议';
export const receiptTitle = '政务数据授权备案回执';
export const receiptReason = '出具政务数据授权备案回执';

export const templateTitle = '政务数据授权开发合作协议（示范文本）';
export const fromApplication = '以准予授权的申请为准。';

export const templateFacts = {
  no: ['编号', 'Number'],
  name: ['名称', 'Name'],
  version: ['版本', 'Version'],
  department: ['制定机关', 'Made by'],
  region: ['适用地区', 'For'],
  kind: ['授权方式', 'Kind of authorisation'],
  from: ['启用日期', 'In use from'],
} as const satisfies Words;

export const agreementFacts = {
  no: ['协议编号', 'Agreement no.'],
  version: ['版本', 'Version'],
  agency: ['授权方', 'Agency'],
  developer: ['开发对象', 'Developer'],
  datasets: ['授权开发的政务数据', 'Licensed data'],
  degree: ['程度', 'Degree'],
  term: ['期限', 'Term'],
} as const satisfies Words;

export const receiptFacts = {
  no: ['回执编号', 'Receipt no.'],
  filing: ['备案编号', 'Filing no.'],
  department: ['备案机关', 'Information department'],
  agreement: ['协议编号', 'Agreement no.'],
  agreement_sha256: ['协议记录摘要（SHA-256）', 'SHA-256 of the agreement'],
  agency: ['报送单位', 'Filed by'],
  developer: ['开发对象', 'Developer'],
  term: ['协议期限', 'Term'],
  accepted: ['备案日期', 'Accepted on'],
} as const satisfies Words;

const sentences = (...parts: readonly (string | null)[]): string =>
  parts
    .filter((part) => part !== null && part !== '')
    .map((part) => (/[。；！？.]$/.test(part ?? '') ? part : `${part}。`))
    .join('\n');

export function degreeText({ code, words, smallest_group: least }: Terms['degree']): string {
  const figures = least === null ? null : `汇总数字及域内计算结果，每组不少于${least}条记录，不足的不予显示、不出域`;
  return sentences(degrees.labelOrCode(code, 'zh'), figures, words);
}

export function dispositionText({ mode, days, proof, words }: Terms['disposition']): string {
  if (mode === 'continue') return sentences(dispositionModes.labelOrCode(mode, 'zh'), `条件：${words}`);
  const label = dispositionModes.labelOrCode(mode, 'zh');
  return sentences(`期满后 ${days ?? 0} 个工作日内${label}`, `证明：${proof}`, words === '' ? null : words);
}

export function ownershipText(ownership: Terms['ownership']): string {
  const { owner, licence_back, words } = ownership;
  const label = newDataOwners.labelOrCode(owner, 'zh');
  const lines = ownershipShares(ownership).filter(({ ppm }) => (ppm ?? 0) > 0);
  const parts =
    lines.length > 1
      ? `${label}：${lines.map(({ party, ppm }) => `${newDataParties.labelOrCode(party, 'zh')} ${percent(ppm ?? 0)}`).join('，')}`
      : `新产生数据${label}`;
  return sentences(parts, `另一方的使用权：${licence_back}`, words);
}

/** 333,333 ppm as `33.3333%`. */
const percent = (ppm: number): string => `${Number((ppm / 10_000).toFixed(4))}%`;

export function feeText({ mode, words, amounts }: Terms['fee']): string {
  const named = amounts.map(
    ({ basis, amount_fen }) => `${feeBases.labelOrCode(basis, 'zh')}人民币 ${yuan(amount_fen)} 元`,
  );
  return sentences(feeModes.labelOrCode(mode, 'zh'), named.join('；'), words);
}

function yuan(fen: string): string {
  const digits = fen.replace(/^0+(?=\d)/, '').padStart(3, '0');
  return `${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')}.${digits.slice(-2)}`;
}

/** `车流量 不小于 1000`: one condition as a reader says it. */
export function conditionText({ column, op, value }: RowCondition): string {
  const shown =
    value === undefined ? '' : typeof value === 'string' ? value : value.join(op === 'between' ? ' 至 ' : '、');
  return `${column} ${rowOps.labelOrCode(op, 'zh')}${shown === '' ? '' : ` ${shown}`}`;
}

/** What is granted of each table, in plain words. */
export function grantLines(grant: AgreementGrant, titleOf: (dataset: string) => string) {
  return grant.tables.map(({ dataset, table, columns, filter }) => ({
    dataset: titleOf(dataset),
    table,
    columns: columns === null ? '全部列' : columns.join('、'),
    rows: filter.length === 0 ? '全部行' : `仅限：${filter.map(conditionText).join('，并且 ')}`,
  }));
}

export function useText(terms: Terms, regionName: (code: string) => string): string {
  const uses = terms.purpose.codes.map((code) => purposes.labelOrCode(code, 'zh')).join('、');
  const regions = terms.region.codes.map(regionName).join('、');
  return sentences(
    uses === '' ? null : `用途限于：${uses}`,
    terms.purpose.words,
    regions === '' ? null : `使用地域限于：${regions}`,
    terms.region.words,
  );
}

export function quotaText({ quota }: Terms): string {
  const said = quotaMeasures.codes.flatMap((measure) =>
    quotaWindows.codes.flatMap((window) => {
      const cap = quota[measure][window];
      if (cap === null) return [];
      const unit = measure === 'calls' ? '次' : '行';
      return [
        `${quotaWindows.labelOrCode(window, 'zh')}${quotaMeasures.labelOrCode(measure, 'zh')}不超过 ${grouped(cap)} ${unit}`,
      ];
    }),
  );
  return said.length === 0 ? '' : sentences(said.join('；'), '日、月按北京时间计算，超出部分不予提供');
}

const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

export function subLicenceText({ mode, words }: Terms['sublicence']): string {
  return sentences(subLicences.labelOrCode(mode, 'zh'), words);
}

export function auditText({ days, words }: Terms['audit']): string {
  return sentences(days === null ? null : `甲方可以提前 ${days} 日通知乙方，对数据的使用进行审计，乙方应当配合`, words);
}

/** Duties of the list first, then those in words: one a line. */
export function securityItems(terms: Terms): string[] {
  return [
    ...terms.security_codes.map((code) => sentences(securityDuties.labelOrCode(code, 'zh'))),
    ...items(terms.security),
  ];
}

const partyName = (party: string): string => partyKinds.labelOrCode(party, 'zh');

/** How the shares were found, with everything they were computed from: whoever holds the paper computes them again. */
export function contributionText({ contribution: c }: Terms): string {
  if (c.method === 'agreed') return c.words;
  const costs = c.costs.map((line) => {
    const parts = costKinds.codes.flatMap((kind) => {
      const amount = line[`${kind}_fen`];
      return amount === '0' ? [] : [`${costKinds.labelOrCode(kind, 'zh')} ${yuan(amount)} 元`];
    });
    const evidence = line.evidence === '' ? '' : `（依据：${line.evidence}）`;
    return `${partyName(line.party)}${c.method === 'usage' ? '每月' : ''}投入：${parts.join('，')}${evidence}`;
  });
  const { measure, thousand_fen, floor_ppm, cap_ppm } = c.metering;
  const metered =
    c.method !== 'usage'
      ? null
      : `各月比例按上一自然月的平台计量确定：政府方面的贡献为${meteringMeasures.labelOrCode(measure, 'zh')}，每一千单位折合人民币 ` +
        `${yuan(thousand_fen ?? '0')} 元；政府取得的部分不低于 ${percent(floor_ppm ?? 0)}` +
        `${cap_ppm === null ? '' : `，不高于 ${percent(cap_ppm)}`}，其余由其他各方按每月投入分配；上一自然月没有计量的，按下表比例`;
  const scored = c.criteria.map(({ code, weight, points }) => {
    const given = points.map((one) => `${partyName(one.party)} ${one.points}`).join('，');
    return `${contributionCriteria.labelOrCode(code, 'zh')}（权重 ${weight}）：${given}`;
  });
  const worth = c.coalitions.map(
    ({ code, value_fen }) => `${code.split('+').map(partyName).join('＋')}：人民币 ${yuan(value_fen)} 元`,
  );
  const origin = c.values === '' ? null : `各组合价值为${valueOrigins.labelOrCode(c.values, 'zh')}`;
  return sentences(
    `贡献度的确定方法：${contributionMethods.labelOrCode(c.method, 'zh')}`,
    metered,
    costs.join('；'),
    scored.join('；'),
    worth.join('；'),
    origin,
    c.words,
  );
}

/** Free text as numbered items: one a line. */
export function items(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

// The linter takes a name that begins with `use` for a hook.
const restrictionText = useText;
const nameOfRegion = (code: string): string => regions.labelOrCode(code, 'zh');

/** A clause of a template as its paper says it; empty where the template leaves it open. A clause not known here is told by its members. */
export function clauseText(terms: Terms, clause: string): string {
  if (clauseDiff(clause, emptyTerms, terms).length === 0)
    return clause === 'sublicence' ? subLicenceText(terms.sublicence) : '';
  switch (clause) {
    case 'purpose':
      return restrictionText({ ...terms, region: emptyTerms.region }, nameOfRegion);
    case 'region':
      return restrictionText({ ...terms, purpose: emptyTerms.purpose }, nameOfRegion);
    case 'quota':
      return quotaText(terms);
    case 'sublicence':
      return subLicenceText(terms.sublicence);
    case 'disposition':
      return terms.disposition.mode === '' ? '' : dispositionText(terms.disposition);
    case 'ownership':
      return terms.ownership.owner === '' ? '' : ownershipText(terms.ownership);
    case 'fee':
      return feeText(terms.fee);
    case 'security_codes':
      return securityItems({ ...terms, security: '' }).join('\n');
    case 'security':
      return terms.security;
    case 'audit':
      return auditText(terms.audit);
    case 'other':
      return terms.other;
    case 'shares':
      return terms.shares
        .filter(({ ppm }) => (ppm ?? 0) > 0)
        .map(({ party, ppm }) => `${partyName(party)} ${percent(ppm ?? 0)}`)
        .join('；');
    case 'contribution':
      return contributionText(terms);
    default:
      return clauseDiff(clause, emptyTerms, terms)
        .flatMap(({ path, after }) => (after === null ? [] : [`${path}: ${after}`]))
        .join('\n');
  }
}
