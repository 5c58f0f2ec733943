/**
 * What a column holds, decided from facts counted over its cells. A type is given only when every cell survives it:
 * leading zeros, more than 15 digits, telephone and code columns stay text, decimals keep every digit, and no cell is
 * rounded or re-read as something else. Pure: builds SQL and reads its answers.
 */
import type { ColumnType } from '#api/ports/tables/port.ts';
import { quoteName, quoteText } from '#api/ports/tables/sql.ts';

export type Plan = Shape & {
  /** Cells have spaces around them (looked for in typed columns only). */
  readonly padded?: boolean;
};

type Shape =
  | { readonly type: 'text' }
  | { readonly type: 'integer' }
  | { readonly type: 'decimal'; readonly whole: number; readonly scale: number }
  /** Written with an exponent; kept as a double. */
  | { readonly type: 'float' }
  | { readonly type: 'date'; readonly form: 'iso' | 'han' | 'compact' }
  | { readonly type: 'datetime' }
  | { readonly type: 'boolean' };

export type Family = 'number' | 'time' | 'boolean';

const integer = '0|-?[1-9][0-9]{0,14}';
const decimal = '-?(0|[1-9][0-9]*)([.][0-9]+)?';
const float = '-?(0|[1-9][0-9]{0,15})([.][0-9]{1,16})?([eE](-[0-9]{1,2}|[+]?0?[0-9]))?';
const isoDate = '[0-9]{4}(-[0-9]{1,2}-|/[0-9]{1,2}/)[0-9]{1,2}';
const clock = '([01]?[0-9]|2[0-3]):[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?';
// Year, month, day as Chinese writes them.
const hanDate = '[0-9]{4}\u5e74[0-9]{1,2}\u6708[0-9]{1,2}\u65e5';
const hanForm = '%Y\u5e74%m\u6708%d\u65e5';

/** Headers (lower case) that name codes and numbers that are names: arithmetic on them means nothing and their form counts. */
const identifierHeader =
  /\u4ee3\u7801|\u7f16\u7801|\u533a\u5212|\u7535\u8bdd|\u624b\u673a|\u4f20\u771f|\u53f7\u7801|\u8eab\u4efd\u8bc1|\u8bc1\u4ef6|\u90ae\u7f16|\u90ae\u653f|\u8d26\u53f7|\u8d26\u6237|\u5361\u53f7|(^|[^a-z])(code|phone|mobile|tel|telephone|fax|zip|postcode|uscc|idcard|id_card|id_no|idno|account)([^a-z]|$)|code$/;
const dateHeader = /\u65e5\u671f|\u65f6\u95f4|date|day/;

const is = (cell: string, pattern: string) => `regexp_full_match(${cell}, ${quoteText(pattern)})`;

/** A cell of a typed column as it is judged: without spaces around, nothing when blank. */
const trimmed = (column: number) => `nullif(trim(c${column}), '')`;
const judged = (column: number, plan: Plan) => (plan.padded === true ? trimmed(column) : `c${column}`);

/**
 * One row of counts for each column given, its place in `columns` first. The cells are laid end to end, so that the
 * statement has a dozen aggregates however many columns there are (planning hundreds of them takes DuckDB seconds).
 * Each pattern costs a pass over the cells: ask for no more families than needed.
 */
export function factsSql(from: string, columns: readonly number[], families: readonly Family[]): string {
  const counts = ['count(v)'];
  if (families.includes('number')) {
    const unsigned = "ltrim(v, '-')";
    counts.push(
      `count_if(${is('v', integer)})`,
      `count_if(${is('v', decimal)})`,
      `count_if(${is('v', float)})`,
      `coalesce(max(strlen(split_part(${unsigned}, '.', 1))) FILTER (${is('v', decimal)}), 0)`,
      `coalesce(max(strlen(split_part(${unsigned}, '.', 2))) FILTER (${is('v', decimal)}), 0)`,
      `count_if(${is('v', '1[3-9][0-9]{9}')})`,
    );
  } else counts.push('0', '0', '0', '0', '0', '0');
  if (families.includes('time')) {
    counts.push(
      `count_if(${is('v', isoDate)} AND TRY_CAST(v AS DATE) IS NOT NULL)`,
      `count_if(${is('v', `${isoDate}[ T]${clock}`)} AND TRY_CAST(v AS TIMESTAMP) IS NOT NULL)`,
      `count_if(${is('v', hanDate)} AND try_strptime(v, ${quoteText(hanForm)}) IS NOT NULL)`,
      `count_if(${is('v', '(19|20)[0-9]{6}')} AND try_strptime(v, '%Y%m%d') IS NOT NULL)`,
    );
  } else counts.push('0', '0', '0', '0');
  counts.push(families.includes('boolean') ? "count_if(lower(v) = 'true' OR lower(v) = 'false')" : '0');
  counts.push('count_if(c IS DISTINCT FROM v)');
  const cells = columns.map((column) => `c${column}`).join(', ');
  return `SELECT place, ${counts.join(', ')} FROM (
    SELECT place, c, nullif(trim(c), '') AS v FROM (
      SELECT unnest(range(${columns.length})) AS place, unnest([${cells}]) AS c FROM ${from})) GROUP BY place`;
}

const factsWidth = 13;

/** Reads one row of `factsSql` without its place (BIGINT as text) and decides. */
export function decide(header: string, answer: readonly unknown[]): Plan {
  const facts = answer.map(Number);
  const shape = shapeOf(header.toLowerCase(), facts);
  return (facts[factsWidth - 1] ?? 0) > 0 ? { ...shape, padded: true } : shape;
}

function shapeOf(name: string, facts: readonly number[]): Shape {
  const [cells = 0, ints = 0, decs = 0, floats = 0, whole = 0, scale = 0, phones = 0, ...rest] = facts;
  const [dates = 0, times = 0, han = 0, compact = 0, bools = 0] = rest;
  if (cells === 0) return { type: 'text' };
  if (bools === cells) return { type: 'boolean' };
  if (compact === cells && dateHeader.test(name)) return { type: 'date', form: 'compact' };
  if (dates === cells) return { type: 'date', form: 'iso' };
  if (han === cells) return { type: 'date', form: 'han' };
  if (dates + times === cells) return { type: 'datetime' };
  if (identifierHeader.test(name) || phones === cells) return { type: 'text' };
  if (ints === cells) return { type: 'integer' };
  if (decs === cells && whole + scale <= 38 && scale > 0) return { type: 'decimal', whole, scale };
  if (floats === cells && decs < cells) return { type: 'float' };
  return { type: 'text' };
}

/** The family whose facts can still change a plan when later cells contradict it. */
export function familyOf(plan: Plan): Family | null {
  if (plan.type === 'text') return null;
  if (plan.type === 'boolean') return 'boolean';
  return plan.type === 'date' || plan.type === 'datetime' ? 'time' : 'number';
}

export function sqlType(plan: Plan): string {
  switch (plan.type) {
    case 'text':
      return 'VARCHAR';
    case 'integer':
      return 'BIGINT';
    case 'decimal':
      return `DECIMAL(${Math.max(18, plan.whole + plan.scale)}, ${plan.scale})`;
    case 'float':
      return 'DOUBLE';
    case 'date':
      return 'DATE';
    case 'datetime':
      return 'TIMESTAMP';
    case 'boolean':
      return 'BOOLEAN';
  }
}

/** The converted cell, null where it does not fit. */
function converted(column: number, plan: Plan): string {
  const cell = judged(column, plan);
  if (plan.type === 'date' && plan.form === 'han') return `CAST(try_strptime(${cell}, ${quoteText(hanForm)}) AS DATE)`;
  if (plan.type === 'date' && plan.form === 'compact') return `CAST(try_strptime(${cell}, '%Y%m%d') AS DATE)`;
  return `TRY_CAST(${cell} AS ${sqlType(plan)})`;
}

/**
 * True where the conversion keeps the cell. Most cells come back letter by letter, which is quick to see; only the others
 * (3 places where the column has 4, 2020/1/2) are held against the form that was counted.
 */
function keeps(column: number, plan: Plan): string {
  const cell = judged(column, plan);
  const same = `CAST(v${column} AS VARCHAR) = ${cell}`;
  switch (plan.type) {
    case 'text':
      return 'true';
    case 'integer':
      return `${same} AND abs(v${column}) < 1000000000000000`;
    case 'decimal': {
      const most = Math.max(18, plan.whole + plan.scale) - plan.scale - 1;
      return `(${same} OR ${is(cell, `-?(0|[1-9][0-9]{0,${most}})([.][0-9]{1,${plan.scale}})?`)})`;
    }
    case 'float':
      return is(cell, float);
    case 'date':
      return plan.form === 'iso'
        ? `isfinite(v${column}) AND (${same} OR ${is(cell, isoDate)})`
        : is(cell, plan.form === 'han' ? hanDate : '(19|20)[0-9]{6}');
    case 'datetime':
      return `isfinite(v${column}) AND (${same} OR ${is(cell, `${isoDate}([ T]${clock})?`)})`;
    case 'boolean':
      return `(lower(${cell}) = 'true' OR lower(${cell}) = 'false')`;
  }
}

const complaint = 'jinshu.column:';

/**
 * The SELECT that turns text columns c0, c1, ... of `from` into typed columns under their names. The first cell that would
 * not survive stops the statement with an error naming the column, so one pass both converts and proves.
 */
export function convertSql(from: string, names: readonly string[], plans: readonly Plan[]): string {
  const inner = plans.map((plan, i) => (plan.type === 'text' ? `c${i}` : `c${i}, ${converted(i, plan)} AS v${i}`));
  const outer = plans.map((plan, i) => {
    const as = `AS ${quoteName(names[i] ?? '')}`;
    if (plan.type === 'text') return `c${i} ${as}`;
    const kept = `v${i} IS NOT NULL AND ${keeps(i, plan)}`;
    return `CASE WHEN ${kept} THEN v${i} WHEN ${judged(i, plan)} IS NULL THEN NULL ELSE error(${quoteText(complaint + i)}) END ${as}`;
  });
  return `SELECT ${outer.join(', ')} FROM (SELECT ${inner.join(', ')} FROM ${from})`;
}

/** True when the error is the complaint of a `convertSql`. */
export function isComplaint(error: unknown): boolean {
  return error instanceof Error && error.message.includes(complaint);
}

/** The type told to the outside, from the SQL type of a Parquet column. */
export function columnType(type: string): ColumnType {
  if (/^(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|U\w+INT)$/.test(type)) return 'integer';
  if (/^(DECIMAL|DOUBLE|FLOAT)/.test(type)) return 'decimal';
  if (type === 'DATE') return 'date';
  if (type.startsWith('TIMESTAMP')) return 'datetime';
  return type === 'BOOLEAN' ? 'boolean' : 'text';
}
