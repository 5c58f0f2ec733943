/**
 * How synthetic rows are made from what is known of a table: never a value that fewer than k rows have, never a text or a
 * number that names somebody, ranges cut to whole bins. Columns are drawn one by one, so what belongs together does not.
 */
import type { Recipe } from '#api/kernel/synthetic.ts';

/** Raised when the way they are made changes; what was made before is made again. */
export const sandboxMaker = 1;
export const mostSandboxRows = 1000;
const fewestSandboxRows = 200;
/** More different values than this are no list of codes. */
export const mostCodes = 200;
const longestCode = 40;

export interface ColumnFacts {
  readonly name: string;
  readonly type: 'text' | 'integer' | 'decimal' | 'date' | 'datetime' | 'boolean';
  readonly rows: number;
  readonly nullCount: number;
  readonly distinctCount: number;
  readonly maxLength: number | null;
  readonly max: number | null;
  readonly bins: readonly { readonly from: string | number; readonly to: string | number; readonly count: number }[];
  /** Personal information was recognised or treated in it, or its dictionary calls it sensitive. */
  readonly personal: boolean;
}

export interface Counted {
  readonly value: string;
  readonly count: number;
}

/** Names of columns that tell who, whatever is in them. */
const naming =
  /姓名|人名|联系|电话|手机|身份证|证件|号码|证号|住址|地址|邮箱|车牌|账号|账户|卡号|微信|签名|(^|_)(name|person|phone|tel|mobile|e?mail|id_?card|address|plate|account|signature)(_|$)/iu;

export const names = (facts: Pick<ColumnFacts, 'name' | 'personal'>): boolean =>
  facts.personal || naming.test(facts.name);

export const sandboxRows = (rows: number): number => Math.min(mostSandboxRows, Math.max(fewestSandboxRows, rows));

/** Whether the values of a column may be looked at one by one: few, short, each of them common. */
export function mayBeCodes(facts: ColumnFacts, k: number): boolean {
  if (names(facts)) return false;
  if (facts.type === 'boolean') return true;
  const { type, distinctCount, rows, maxLength } = facts;
  return type === 'text' && distinctCount <= mostCodes && distinctCount * k <= rows && (maxLength ?? 0) <= longestCode;
}

/** @param codes how often each value occurs, where `mayBeCodes`. */
export function recipeOf(facts: ColumnFacts, codes: readonly Counted[], k: number): Recipe {
  const { type, distinctCount, rows, nullCount } = facts;
  if (distinctCount === 0) return { how: 'empty', type };
  if (type === 'text' || type === 'boolean') {
    const kept = codes.filter((one) => one.count >= k);
    const covered = kept.reduce((sum, one) => sum + one.count, 0);
    if (kept.length > 0 && covered * 2 >= rows - nullCount)
      return {
        how: 'codes',
        type,
        values: kept.map(({ value, count }) => ({ value, weight: coarse(count / covered) })),
      };
    if (type === 'boolean') return { how: 'empty', type };
    const stem = `合成${facts.name.slice(0, 20)}-`;
    const unique = distinctCount >= (rows - nullCount) * 0.9;
    return unique
      ? { how: 'series', type, stem, start: 1 }
      : { how: 'text', type, stem, different: Math.min(distinctCount, mostSandboxRows) };
  }
  const bins = commonBins(facts.bins, k);
  const total = bins.reduce((sum, one) => sum + one.count, 0);
  if (type === 'date' || type === 'datetime')
    return bins.length === 0 || names(facts)
      ? { how: 'empty', type }
      : {
          how: 'times',
          type,
          bins: bins.map(({ from, to, count }) => ({
            from: String(from),
            to: String(to),
            weight: coarse(count / total),
          })),
        };
  const identifies = type === 'integer' && distinctCount >= (rows - nullCount) * 0.99 && rows > 1;
  if (identifies || names(facts)) return series(type, facts.max);
  if (bins.length === 0) return { how: 'empty', type };
  const width = Math.min(...bins.map((one) => Number(one.to) - Number(one.from)));
  const step = type === 'integer' ? Math.max(1, 10 ** Math.floor(Math.log10(Math.max(1, width / 10)))) : width / 10;
  return {
    how: 'numbers',
    type,
    step,
    places: type === 'integer' ? 0 : Math.max(0, Math.ceil(-Math.log10(step)) + 1),
    bins: bins.map(({ from, to, count }) => ({ from: Number(from), to: Number(to), weight: coarse(count / total) })),
  };
}

type Bin = ColumnFacts['bins'][number];

/** Bins of k rows or more; where a small table has none, neighbours put together until they have. */
function commonBins(bins: readonly Bin[], k: number): Bin[] {
  const common = bins.filter((one) => one.count >= k);
  if (common.length > 0) return common;
  const merged: Bin[] = [];
  let open: Bin | null = null;
  for (const one of bins) {
    open = open === null ? one : { from: open.from, to: one.to, count: open.count + one.count };
    if (open.count < k) continue;
    merged.push(open);
    open = null;
  }
  return merged;
}

/** Numbers that name something begin far above any real one. */
function series(type: 'integer' | 'decimal', max: number | null): Recipe {
  if (type === 'decimal') return { how: 'empty', type };
  const above = 10 ** Math.min(14, Math.max(6, Math.ceil(Math.log10(Math.abs(max ?? 0) + 1)) + 1));
  return { how: 'series', type, stem: '', start: above + 1 };
}

/** Shares in whole hundredths: an exact count is not told. */
export const coarse = (share: number): number => Math.max(0.01, Math.round(share * 100) / 100);

/** Empty cells: in hundredths, and none where fewer than k rows have one. */
export const emptyShare = (nullCount: number, rows: number, k: number): number =>
  nullCount < k || rows === 0 ? 0 : Math.min(0.99, Math.round((nullCount / rows) * 100) / 100);
