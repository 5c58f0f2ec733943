/**
 * Rules of treatment as SQL over one table read with its row numbers. Pure. Values of a plan stand in the SQL quoted; the
 * key of a dataset never does: only the token under which the engine's functions find it.
 */
import { type ColumnRule, writtenDays } from '#api/kernel/column-rules.ts';
import { personalKinds } from '#api/kernel/personal-kinds.ts';
import type { Day } from '#api/kernel/time.ts';
import type { SchemaColumn } from '#api/ports/tables/schema.ts';
import { quoteName, quoteText } from '#api/ports/tables/sql.ts';

export const maskFunction = 'jinshu_mask';
export const replaceFunction = 'jinshu_replace';
export const keyedFunction = 'jinshu_keyed';
export const shiftFunction = 'jinshu_shift';

export interface RuleContext {
  readonly today: Day;
  /** Where the key of the dataset is found; empty where no rule needs one. */
  readonly token: string;
}

const number = (value: number): string => {
  if (!Number.isFinite(value)) throw new Error('a rule holds a number that is none');
  return String(value);
};
const text = (name: string): string => `CAST(${name} AS VARCHAR)`;
const numeric = (column: SchemaColumn, name: string): string =>
  column.type === 'integer' || column.type === 'decimal' ? name : `TRY_CAST(${text(name)} AS DECIMAL(30, 6))`;

/** A day out of whatever the column holds: `1990-05-03`, `19900503`, `1990/5/3`, `1990-05`. */
function dated(column: SchemaColumn, name: string): string {
  if (column.type === 'date') return name;
  if (column.type === 'datetime') return `CAST(${name} AS DATE)`;
  const cell = `trim(${text(name)})`;
  return `coalesce(TRY_CAST(${cell} AS DATE), CAST(try_strptime(${cell}, [${writtenDays.map(quoteText).join(', ')}]) AS DATE))`;
}

/** The cell after the rule, without its alias. `drop` has none. */
export function ruleSql(column: SchemaColumn, rule: ColumnRule, { today, token }: RuleContext): string {
  const name = quoteName(column.name);
  switch (rule.do) {
    case 'drop':
      throw new Error('a dropped column is not selected');
    case 'mask':
      return rule.kinds === undefined || rule.kinds.length === 0
        ? `CASE WHEN ${name} IS NULL THEN NULL ELSE '***' END`
        : `${maskFunction}(${quoteText(rule.kinds.join())}, ${quoteText(today)}, ${text(name)})`;
    case 'replace': {
      const kinds = rule.kinds === undefined || rule.kinds.length === 0 ? personalKinds.codes : rule.kinds;
      return `${replaceFunction}(${quoteText(kinds.join())}, ${quoteText(today)}, ${text(name)})`;
    }
    case 'hash':
      return `${keyedFunction}(${quoteText(token)}, ${text(name)})`;
    case 'region': {
      const code = `regexp_extract(trim(${text(name)}), '^[0-9]{6}')`;
      const digits = { county: 6, city: 4, province: 2 }[rule.to];
      return `CASE WHEN ${name} IS NULL THEN NULL WHEN ${code} = '' THEN '*' ELSE rpad(left(${code}, ${digits}), 6, '0') END`;
    }
    case 'date':
      return dateSql(dated(column, name), rule.to);
    case 'band':
      return bandSql(numeric(column, name), rule.width, rule.from ?? 0);
    case 'map': {
      const of = (at: number) => rule.rows.map((row) => quoteText(row[Math.min(at, row.length - 1)] ?? '*')).join(', ');
      const found = `list_position([${of(0)}]::VARCHAR[], ${text(name)})`;
      return `CASE WHEN ${name} IS NULL THEN NULL ELSE coalesce(list_extract([${of(rule.level)}]::VARCHAR[], ${found}), '*') END`;
    }
    case 'clip': {
      const cell = numeric(column, name);
      const low = rule.low === undefined ? cell : `greatest(${cell}, ${number(rule.low)})`;
      const both = rule.high === undefined ? low : `least(${low}, ${number(rule.high)})`;
      return `CASE WHEN ${cell} IS NULL THEN NULL ELSE ${typed(column, both)} END`;
    }
    case 'round':
      return typed(column, `round(${numeric(column, name)} / ${number(rule.to)}) * ${number(rule.to)}`);
    case 'shift': {
      const day = dated(column, name);
      const moved = `(${day} + ${shiftFunction}(${quoteText(token)}, ${number(rule.days)}, ${text(quoteName(rule.by))}))`;
      return `CASE WHEN ${day} IS NULL THEN NULL ELSE CAST(${moved} AS DATE) END`;
    }
    case 'aggregate':
      return meanSql(column, name, quoteName(groupName(column.name)));
    case 'cells':
      return cellsSql(column, name, rule.under, rule.within);
  }
}

/** Rules that look at other rows: their result has to be put into the order of the file again. */
export const comparesRows = (rule: ColumnRule): boolean => rule.do === 'aggregate' || rule.do === 'cells';

/** What a column of numbers was stays one; a column of text becomes numbers. */
function typed(column: SchemaColumn, value: string): string {
  return column.type === 'integer' || column.type === 'decimal'
    ? `CAST(${value} AS ${column.sqlType})`
    : `CAST(${value} AS DOUBLE)`;
}

function dateSql(day: string, to: Extract<ColumnRule, { do: 'date' }>['to']): string {
  switch (to) {
    case 'month':
      return `strftime(${day}, '%Y-%m')`;
    case 'quarter':
      return `CASE WHEN ${day} IS NULL THEN NULL ELSE year(${day}) || '-Q' || quarter(${day}) END`;
    case 'year':
      return `CAST(year(${day}) AS VARCHAR)`;
    case 'years5':
    case 'years10': {
      const width = to === 'years5' ? 5 : 10;
      const first = `(year(${day}) // ${width} * ${width})`;
      return `CASE WHEN ${day} IS NULL THEN NULL ELSE ${first} || '-' || (${first} + ${width - 1}) END`;
    }
  }
}

function bandSql(cell: string, width: number, from: number): string {
  const first = `CAST(floor((${cell} - ${number(from)}) / ${number(width)}) * ${number(width)} + ${number(from)} AS DECIMAL(30, 6))`;
  const whole = Number.isInteger(width) && Number.isInteger(from);
  const last = whole ? `${first} + ${number(width - 1)}` : `${first} + ${number(width)}`;
  const shown = (value: string) =>
    whole ? `CAST(CAST(${value} AS BIGINT) AS VARCHAR)` : `CAST(CAST(${value} AS DOUBLE) AS VARCHAR)`;
  return `CASE WHEN ${cell} IS NULL THEN NULL ELSE ${shown(first)} || ${quoteText(whole ? '-' : '–')} || ${shown(last)} END`;
}

/** Under which the first pass keeps the number of a row's group in micro-aggregation. */
export const groupName = (column: string): string => `jinshu group of ${column}`;

/** The first pass of micro-aggregation: groups of at least `size` in the order of the values. */
export function groupSql(column: SchemaColumn, size: number): string {
  const cell = ordered(column);
  const filled = `${cell} IS NOT NULL`;
  const rank = `row_number() OVER (PARTITION BY ${filled} ORDER BY ${cell}, file_row_number)`;
  const all = `count(*) OVER (PARTITION BY ${filled})`;
  // The last group takes what is left over, so that none is smaller than asked for.
  const group = `greatest(least((${rank} - 1) // ${number(size)}, ${all} // ${number(size)} - 1), 0)`;
  return `CASE WHEN ${filled} THEN ${group} ELSE NULL END AS ${quoteName(groupName(column.name))}`;
}

const isDay = (column: SchemaColumn): boolean => column.type === 'date' || column.type === 'datetime';
const ordered = (column: SchemaColumn): string =>
  isDay(column) ? dated(column, quoteName(column.name)) : numeric(column, quoteName(column.name));

function meanSql(column: SchemaColumn, name: string, group: string): string {
  const mean = (value: string) => `avg(${value}) OVER (PARTITION BY ${group})`;
  const epoch = `DATE '1970-01-01'`;
  const value = isDay(column)
    ? `CAST(${epoch} + CAST(round(${mean(`date_diff('day', ${epoch}, ${dated(column, name)})`)}) AS INTEGER) AS DATE)`
    : `round(CAST(${mean(numeric(column, name))} AS DOUBLE), 4)`;
  return `CASE WHEN ${group} IS NULL THEN NULL ELSE ${value} END`;
}

function cellsSql(column: SchemaColumn, name: string, under: number, within: string | undefined): string {
  const cell = numeric(column, name);
  const small = `(${cell} > 0 AND ${cell} < ${number(under)})`;
  const group = within === undefined ? '' : `PARTITION BY ${quoteName(within)}`;
  // One cell left out of a row of figures with a total is found by subtraction: the next smallest goes with it.
  const alone = `count_if(${small}) OVER (${group}) = 1`;
  const next = `row_number() OVER (${group === '' ? '' : `${group} `}ORDER BY (coalesce(${small}, false) OR coalesce(${cell}, 0) <= 0), ${cell}, file_row_number) = 1`;
  return `CASE WHEN ${small} THEN NULL WHEN ${alone} AND ${cell} > 0 AND ${next} THEN NULL ELSE ${name} END`;
}
