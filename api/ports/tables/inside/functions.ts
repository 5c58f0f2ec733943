/**
 * What a statement may call where it reads protected rows. Only functions that cannot fail on a value: one that fails tells
 * of the value by failing. `!` marks an argument that must be written out, `?` one that may be left out.
 */
export type Kind = 'text' | 'number' | 'date' | 'datetime' | 'boolean' | 'null';

export interface Signature {
  readonly takes: readonly string[];
  readonly gives: Kind | 'first';
  /** DuckDB's own name where ours differs; arithmetic is written between its arguments. */
  readonly as?: string;
  readonly infix?: true;
  /** The first argument is one of these words. */
  readonly words?: readonly string[];
}

const parts = [
  ...['year', 'month', 'day', 'quarter', 'week', 'dayofweek', 'isodow', 'dayofyear', 'hour', 'minute', 'decade'],
  ...['isoyear', 'dow', 'doy', 'weekday'],
];
const units = ['hour', 'day', 'week', 'month', 'quarter', 'year', 'decade'];
const of = (takes: string, gives: Signature['gives'], more: Partial<Signature> = {}): Signature => ({
  takes: takes === '' ? [] : takes.split(' '),
  gives,
  ...more,
});
const all = (names: string, signature: Signature): [string, Signature][] =>
  names.split(' ').map((name) => [name, signature]);

export const rowFunctions: ReadonlyMap<string, Signature> = new Map([
  ...all('lower upper trim ltrim rtrim lcase ucase', of('text', 'text')),
  ...all('left right', of('text number!', 'text')),
  ...all('substr substring', of('text number! number!?', 'text')),
  ...all('length len strlen char_length', of('text', 'number')),
  ...all('replace', of('text text! text!', 'text')),
  ...all('split_part', of('text text! number!', 'text')),
  ...all('||', of('text text', 'text', { infix: true })),
  ...all('concat', of('text text? text? text?', 'text')),
  ...all('starts_with prefix ends_with suffix contains', of('text text!', 'boolean')),
  ...all('~~ !~~ ~~* !~~*', of('text text!', 'boolean', { infix: true })),
  ...all(
    'year month day quarter week dayofweek isodow dayofyear hour weekday dayofmonth weekofyear',
    of('time', 'number'),
  ),
  ...all('date_part datepart', of('text! time', 'number', { words: parts })),
  ...all('date_trunc datetrunc', of('text! time', 'date', { words: units })),
  ...all('strftime', of('time text!', 'text')),
  ...all('+ - * / % //', of('number number?', 'number', { infix: true })),
  ...all('add', of('number number', 'number', { as: '+', infix: true })),
  ...all('abs floor sign trunc', of('number', 'number')),
  ...all('ceil ceiling', of('number', 'number', { as: 'ceil' })),
  ...all('round', of('number number!?', 'number')),
  ...all('greatest least', of('number number number?', 'number')),
  ...all('nullif', of('first same', 'first')),
  ...all('ifnull', of('first same', 'first', { as: 'coalesce' })),
]);

/** Over groups; each rests on every row of its group. Least, greatest, first, list and their like show a single row. */
export const groupFunctions: ReadonlyMap<string, 0 | 1 | 2> = new Map([
  ['count_star', 0],
  ...(
    [
      'count approx_count_distinct',
      'sum avg mean stddev stddev_samp stddev_pop variance var_samp var_pop fsum kahan_sum favg',
    ] as const
  ).flatMap((names) => names.split(' ').map((name): [string, 1] => [name, 1])),
  ...'corr covar_pop covar_samp regr_slope regr_intercept regr_r2 regr_count'
    .split(' ')
    .map((name): [string, 2] => [name, 2]),
]);
/** Those that take a column of any kind. */
export const countsAnything: ReadonlySet<string> = new Set(['count', 'approx_count_distinct']);
