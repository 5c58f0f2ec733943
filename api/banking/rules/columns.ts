/** What the columns of a bank's export hold, by the headings Chinese banks use; an officer may say otherwise. */
import { halfWidth } from '#api/kernel/half-width.ts';
import type { ColumnRole } from './codes.ts';

/** Column numbers (from 0) by role; a memo may be spread over several columns. */
export type ColumnMap = Readonly<Partial<Record<ColumnRole, readonly number[]>>>;
/** The same by heading: what is remembered for a bank. */
export type RoleMap = Readonly<Partial<Record<ColumnRole, readonly string[]>>>;

/** In order of precedence: the first pattern that fits a heading wins. */
const patterns: readonly (readonly [ColumnRole, RegExp])[] = [
  [
    'own_no',
    /^(本方|我方|本行|开户|客户)?(账号|帐号|账户|卡号)$|^(本方|我方|客户)(账|帐)(号|户)|^account(no|number)?$/,
  ],
  [
    'payer_no',
    /^(对方|交易对方|对手|收付款人|付款人|付款方)(账|帐)(号|户)$|^对方(卡号|账号\/卡号)$|^counterpartyaccount/,
  ],
  [
    'payer_name',
    /^(对方|交易对方|对手|收付款人|付款人|付款方)(户名|名称|单位|单位名称|账户名称|账户名|姓名)?$|^counterparty(name)?$/,
  ],
  ['credit', /^(贷方|收入|转入|存入|贷)(发生额|金额|发生)?$|^(money)?in$|^credit(amount)?$/],
  ['debit', /^(借方|支出|转出|支取|借)(发生额|金额|发生)?$|^(money)?out$|^debit(amount)?$/],
  ['direction', /^(借贷|收支|收付|借\/贷)(标志|标识|方向|类型)?$|^交易方向$|^方向$|^(dr\/?cr|debit\/?credit)$/],
  ['balance', /^(账户|帐户|当前|本次|交易后|联机|可用)?余额$|^balance$/],
  ['amount', /^(交易|发生)?(金额|额|发生额)$|^amount$/],
  [
    'day',
    /^(交易|记账|记帐|入账|入帐|会计|发生|起息)?(日期|日|时间|日期时间)$|^(transaction|value|booking)?(date|day)$/,
  ],
  [
    'serial',
    /^(交易|银行|核心|柜员|主机|业务|账户明细)?(流水号|流水|日志号|编号|明细编号-交易流水号|序列号)$|^(serial|bankreference|transactionid)$/,
  ],
  ['currency', /^(币种|币别|货币|交易币种)$|^currency$/],
  [
    'memo',
    /^(交易)?(摘要|附言|用途|备注|摘要信息|摘要说明|说明|附加信息|交易附言)$|^(memo|remark|remarks|purpose|description)$/,
  ],
];

/** A heading without width, spaces, brackets and the unit: `贷方发生额/元（收入）` is `贷方发生额`. */
export function bareHeading(heading: string): string {
  return halfWidth(heading)
    .replace(/\([^)]*\)|（[^）]*）|\[[^\]]*\]/g, '')
    .replace(/\/(元|人民币|cny)$/i, '')
    .replace(/[\s_:*"']/g, '')
    .toLowerCase();
}

/** The columns a row of headings names; a role that is named twice takes the first, the memo takes all. */
export function recogniseColumns(headings: readonly string[]): ColumnMap {
  const map: Partial<Record<ColumnRole, number[]>> = {};
  headings.forEach((heading, at) => {
    const bare = bareHeading(heading);
    const role = patterns.find(([, pattern]) => pattern.test(bare))?.[0];
    if (role === undefined) return;
    const known = map[role];
    if (known === undefined) map[role] = [at];
    else if (role === 'memo') known.push(at);
  });
  return map;
}

/** What a row of headings must name before lines can be read; the roles that are missing. */
export function missingRoles(map: ColumnMap): ColumnRole[] {
  const missing: ColumnRole[] = (['day', 'serial'] as const).filter((role) => map[role] === undefined);
  const sides = map.credit !== undefined;
  if (!sides && map.amount === undefined) missing.push('credit');
  return missing;
}

/** How surely a row is the row of headings. */
export const headingScore = (map: ColumnMap): number => Object.keys(map).length - missingRoles(map).length * 2;

export function rolesByHeading(map: ColumnMap, headings: readonly string[]): RoleMap {
  return Object.fromEntries(
    Object.entries(map).map(([role, columns]) => [role, (columns ?? []).map((at) => headings[at] ?? '')]),
  );
}

/** A remembered or chosen map on this file's headings; headings that are not there are left out. */
export function columnsByRole(roles: RoleMap, headings: readonly string[]): ColumnMap {
  const map: Partial<Record<ColumnRole, number[]>> = {};
  for (const [role, names] of Object.entries(roles) as [ColumnRole, readonly string[] | undefined][]) {
    const columns = (names ?? []).map((name) => headings.indexOf(name)).filter((at) => at >= 0);
    if (columns.length > 0) map[role] = columns;
  }
  return map;
}

/** Rows after the lines in which banks sum up. */
export const isSummary = (cells: readonly string[]): boolean =>
  cells.some((cell) => /^(合计|总计|小计|本页|累计|期末|期初|total)/i.test(halfWidth(cell).trim()));

/** `期末余额：1,234.56` beside or inside a cell of the lines before and after the table. */
export function statedIn(cells: readonly string[]): { opening?: string; closing?: string; account?: string } {
  const found: { opening?: string; closing?: string; account?: string } = {};
  cells.forEach((cell, at) => {
    const text = halfWidth(cell).trim();
    const next = halfWidth(cells[at + 1] ?? '').trim();
    const amount = (pattern: RegExp) => {
      const match = pattern.exec(text);
      if (match === null) return undefined;
      const inside = /-?[\d,]+\.?\d*\s*$/.exec(text.slice(match[0].length))?.[0]?.trim();
      return inside !== undefined && inside !== '' ? inside : /^-?[\d,]+\.?\d*$/.test(next) ? next : undefined;
    };
    const opening = amount(/^(期初余额|上期余额|opening balance)/i);
    const closing = amount(/^(期末余额|本期余额|closing balance)/i);
    if (opening !== undefined) found.opening = opening;
    if (closing !== undefined) found.closing = closing;
    const account = /^(?:账号|帐号|账户|本方账号|account(?: no\.?)?)[::\s]*([\d -]{6,40})?$/i.exec(text);
    const number = account === null ? undefined : (account[1] ?? (/^[\d -]{6,40}$/.test(next) ? next : undefined));
    if (number !== undefined) found.account = number;
  });
  return found;
}
