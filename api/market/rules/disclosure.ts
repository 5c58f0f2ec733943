/** The yearly disclosure (brief 2.3: by the end of March): who owes it, by when, and what its tables hold. */
import { type CodeOf, defineCodes, type Word } from '#api/kernel/words.ts';
import { sheet } from './csv.ts';

export const disclosureRoles = defineCodes({
  implementing_body: ['实施机构', 'Implementing body'],
  operator: ['运营机构', 'Operator'],
});
export type DisclosureRole = CodeOf<typeof disclosureRoles>;

export const dueOn = (year: number): string => `${year + 1}-03-31`;
export const yearOver = (year: number, today: string): boolean => today > `${year}-12-31`;
export const isLate = (year: number, today: string): boolean => today > dueOn(year);

/** The tables of a disclosure with their columns, in the order in which they are shown and written. */
export const disclosureTables = {
  authorisations: {
    title: ['授权情况', 'Authorisations'],
    columns: {
      agreement_no: ['协议编号', 'Agreement'],
      filing_no: ['备案编号', 'Filing'],
      other_party: ['对方单位', 'Other party'],
      datasets: ['数据', 'Data'],
      from: ['起始日期', 'From'],
      to: ['截止日期', 'To'],
    },
  },
  ceilings: {
    title: ['上限收费标准', 'Ceiling prices'],
    columns: {
      product_no: ['产品编号', 'Product'],
      product: ['产品', 'Title'],
      basis: ['计价方式', 'Basis'],
      ceiling_yuan: ['上限（元）', 'Ceiling (yuan)'],
      document_no: ['文号', 'Document'],
      authority: ['制定机关', 'Fixed by'],
      valid: ['有效期', 'Valid'],
    },
  },
  data: {
    title: ['取得的数据', 'Data obtained'],
    columns: {
      code: ['信息资源代码', 'Code'],
      resource: ['信息资源', 'Resource'],
      provider: ['提供方', 'Provider'],
      version: ['版本', 'Version'],
      deliveries: ['交付次数', 'Deliveries'],
      first_on: ['首次获取', 'First acquired'],
      last_on: ['最近获取', 'Last acquired'],
    },
  },
  products: {
    title: ['产品清单', 'Products'],
    columns: {
      product_no: ['产品编号', 'Product'],
      product: ['产品', 'Title'],
      kind: ['类型', 'Kind'],
      listed_on: ['上架日期', 'Listed on'],
      withdrawn_on: ['下架日期', 'Withdrawn on'],
    },
  },
  prices: {
    title: ['实际价格', 'Actual prices'],
    columns: {
      product_no: ['产品编号', 'Product'],
      product: ['产品', 'Title'],
      sales: ['成交笔数', 'Sales'],
      lowest_yuan: ['最低价（元）', 'Lowest (yuan)'],
      highest_yuan: ['最高价（元）', 'Highest (yuan)'],
      total_yuan: ['成交额（元）', 'Total (yuan)'],
    },
  },
} as const satisfies Readonly<Record<string, { title: Word; columns: Readonly<Record<string, Word>> }>>;

export type DisclosureTable = keyof typeof disclosureTables;
export const disclosureTableNames = Object.keys(disclosureTables) as [DisclosureTable, ...DisclosureTable[]];

/** Which tables each role discloses. */
export const tablesOf: Readonly<Record<DisclosureRole, readonly DisclosureTable[]>> = {
  implementing_body: ['authorisations', 'ceilings'],
  operator: ['authorisations', 'data', 'products', 'prices'],
};

export type DisclosureRow = Readonly<Record<string, string>>;
export interface DisclosureContent {
  readonly year: number;
  readonly role: DisclosureRole;
  readonly organization: { readonly name: string; readonly uscc: string; readonly contact: string | null };
  readonly tables: Readonly<Partial<Record<DisclosureTable, readonly DisclosureRow[]>>>;
}

export function csvOf(table: DisclosureTable, rows: readonly (DisclosureRow & { organization: string })[]): string {
  const columns = Object.keys(disclosureTables[table].columns);
  return sheet([
    ['organization', ...columns],
    ...rows.map((row) => [row.organization, ...columns.map((name) => row[name] ?? '')]),
  ]);
}
