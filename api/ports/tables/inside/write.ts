/**
 * Writes an expression over protected rows anew, from the tree of DuckDB's own parser: what is not known here cannot be
 * written. Each is of a kind, casts never fail and arithmetic is done in doubles, so that no value can make it fail.
 */
import { countsAnything, groupFunctions, type Kind, rowFunctions, type Signature } from './functions.ts';

export type Tree = Readonly<Record<string, unknown>>;

export interface InsideColumn {
  readonly name: string;
  readonly kind: Kind;
}
export interface InsideTable {
  readonly names: readonly string[];
  readonly columns: readonly InsideColumn[];
}

export type FormCode =
  | 'inside_rows'
  | 'inside_construct'
  | 'inside_function'
  | 'inside_argument'
  | 'inside_column'
  | 'inside_type'
  | 'inside_join';

/** Why a statement is not of the form that is allowed. */
export class FormFault extends Error {
  constructor(
    readonly code: FormCode,
    readonly what: string,
    readonly location: unknown,
  ) {
    super(code);
  }
}

/** Tables of one FROM, in its order. */
export interface Scope {
  readonly sources: readonly { readonly alias: string; readonly table: InsideTable; readonly index: number }[];
  readonly using: ReadonlySet<string>;
}

/** One aggregate: which rows it rests on, of those of its group. */
export interface Rests {
  readonly present: string;
  readonly filter: string | null;
}

export interface Written {
  readonly sql: string;
  readonly kind: Kind;
  /** The text of a constant, null of anything else. */
  readonly constant: string | null;
  /** Positions in the FROM of the tables it reads. */
  readonly reads: ReadonlySet<number>;
  readonly rests: readonly Rests[];
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
export const sourceName = (at: number): string => `__j${at}`;
export const rowName = '__jinshu_row';

const none: ReadonlySet<number> = new Set();
const join = (list: readonly Written[]) => ({
  constant: null,
  reads: new Set(list.flatMap((one) => [...one.reads])) as ReadonlySet<number>,
  rests: list.flatMap((one) => one.rests),
});
const at = (node: Tree) => node.query_location;
const treeOf = (value: unknown): Tree => value as Tree;
const listOf = (value: unknown): readonly Tree[] => (Array.isArray(value) ? (value as Tree[]) : []);

const comparisons: Readonly<Record<string, string>> = {
  COMPARE_EQUAL: '=',
  COMPARE_NOTEQUAL: '<>',
  COMPARE_LESSTHAN: '<',
  COMPARE_GREATERTHAN: '>',
  COMPARE_LESSTHANOREQUALTO: '<=',
  COMPARE_GREATERTHANOREQUALTO: '>=',
  COMPARE_DISTINCT_FROM: 'IS DISTINCT FROM',
  COMPARE_NOT_DISTINCT_FROM: 'IS NOT DISTINCT FROM',
};

const castKinds: Readonly<Record<string, readonly [Kind, string]>> = {
  ...Object.fromEntries(['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT'].map((name) => [name, ['number', name] as const])),
  DOUBLE: ['number', 'DOUBLE'],
  FLOAT: ['number', 'DOUBLE'],
  DECIMAL: ['number', 'DOUBLE'],
  VARCHAR: ['text', 'VARCHAR'],
  DATE: ['date', 'DATE'],
  TIMESTAMP: ['datetime', 'TIMESTAMP'],
  BOOLEAN: ['boolean', 'BOOLEAN'],
};
const sqlOf: Readonly<Record<Kind, string>> = {
  text: 'VARCHAR',
  number: 'DOUBLE',
  date: 'DATE',
  datetime: 'TIMESTAMP',
  boolean: 'BOOLEAN',
  null: 'VARCHAR',
};
const isTime = (kind: Kind) => kind === 'date' || kind === 'datetime';

/** @param grouped true where aggregates may stand: in what a query selects. */
export function write(node: Tree, scope: Scope, grouped: boolean): Written {
  const inner = (value: unknown) => write(treeOf(value), scope, grouped);
  switch (node.class) {
    case 'COLUMN_REF':
      return column(node, scope);
    case 'CONSTANT':
      return constant(node);
    case 'COMPARISON': {
      const sign = comparisons[String(node.type)];
      if (sign === undefined) throw new FormFault('inside_construct', String(node.type), at(node));
      const [left, right] = aligned([inner(node.left), inner(node.right)], node);
      return { ...join([left, right] as Written[]), sql: `(${left?.sql} ${sign} ${right?.sql})`, kind: 'boolean' };
    }
    case 'BETWEEN': {
      const list = aligned([inner(node.input), inner(node.lower), inner(node.upper)], node);
      const [input, lower, upper] = list;
      return { ...join(list), sql: `(${input?.sql} BETWEEN ${lower?.sql} AND ${upper?.sql})`, kind: 'boolean' };
    }
    case 'CONJUNCTION': {
      const list = listOf(node.children).map((one) => truth(inner(one), one));
      const word = node.type === 'CONJUNCTION_AND' ? ' AND ' : ' OR ';
      return { ...join(list), sql: `(${list.map((one) => one.sql).join(word)})`, kind: 'boolean' };
    }
    case 'OPERATOR':
      return operator(node, inner);
    case 'CASE': {
      const checks = listOf(node.case_checks);
      const when = checks.map((one) => truth(inner(one.when_expr), treeOf(one.when_expr)));
      const results = aligned([...checks.map((one) => inner(one.then_expr)), inner(node.else_expr)], node);
      const arms = when.map((one, i) => `WHEN ${one.sql} THEN ${results[i]?.sql}`).join(' ');
      return {
        ...join([...when, ...results]),
        sql: `(CASE ${arms} ELSE ${results.at(-1)?.sql} END)`,
        kind: kindOf(results),
      };
    }
    case 'CAST':
      return cast(node, inner(node.child));
    case 'FUNCTION':
      return called(node, scope, grouped, inner);
    default:
      throw new FormFault('inside_construct', String(node.class), at(node));
  }
}

function truth(one: Written, node: Tree): Written {
  if (one.kind !== 'boolean' && one.kind !== 'null') throw new FormFault('inside_type', one.kind, at(node));
  return one;
}

const kindOf = (list: readonly Written[]): Kind => list.find((one) => one.kind !== 'null')?.kind ?? 'null';

/** Of one kind: a constant may be read as what it stands beside; anything else that differs is refused, not converted. */
function aligned(list: readonly Written[], node: Tree): Written[] {
  const other =
    list.find((one) => one.kind !== 'null' && one.constant === null) ?? list.find((one) => one.kind !== 'null');
  const mixed = list.some((one) => one.kind === 'datetime') && list.some((one) => one.kind === 'date');
  const kind: Kind = mixed ? 'datetime' : (other?.kind ?? 'null');
  return list.map((one) => {
    if (one.kind === kind || one.kind === 'null') return one;
    const readable = (one.kind === 'text' && one.constant !== null) || (isTime(one.kind) && isTime(kind));
    if (!readable) throw new FormFault('inside_type', `${one.kind} / ${kind}`, at(node));
    return { ...one, sql: `TRY_CAST(${one.sql} AS ${sqlOf[kind]})`, kind };
  });
}

function column(node: Tree, scope: Scope): Written {
  const names = Array.isArray(node.column_names) ? (node.column_names as string[]).map(String) : [];
  const wanted = (names.at(-1) ?? '').toLowerCase();
  const shown = names.join('.').slice(0, 100);
  const owners = scope.sources.flatMap(({ alias, table }, position) => {
    if (names.length === 2 && alias.toLowerCase() !== names[0]?.toLowerCase()) return [];
    const found = table.columns.find((one) => one.name.toLowerCase() === wanted);
    return found === undefined ? [] : [{ position, found }];
  });
  const [first] = owners;
  const clear = owners.length === 1 || (owners.length > 1 && names.length === 1 && scope.using.has(wanted));
  if (names.length > 2 || first === undefined || !clear) throw new FormFault('inside_column', shown, at(node));
  const { position, found } = first;
  const sql = `${sourceName(position)}.${quoted(found.name)}`;
  return { sql, kind: found.kind, constant: null, reads: new Set([position]), rests: [] };
}

function constant(node: Tree): Written {
  const value = treeOf(node.value);
  const type = treeOf(value.type);
  const made = (sql: string, kind: Kind, text: string): Written => ({
    sql,
    kind,
    constant: text,
    reads: none,
    rests: [],
  });
  if (value.is_null === true) return made('NULL', 'null', '');
  const raw = value.value;
  switch (type.id) {
    case 'VARCHAR':
      if (String(raw).includes('\0')) break;
      return made(literal(String(raw)), 'text', String(raw));
    case 'BOOLEAN':
      return made(raw === true ? 'true' : 'false', 'boolean', String(raw));
    case 'INTEGER':
    case 'BIGINT':
      if (!Number.isSafeInteger(raw)) break;
      return made(`(${String(raw)})`, 'number', String(raw));
    case 'DOUBLE':
      if (!Number.isFinite(raw)) break;
      return made(`CAST('${Number(raw)}' AS DOUBLE)`, 'number', String(raw));
    case 'DECIMAL': {
      const scale = Number(treeOf(type.type_info).scale);
      if (!Number.isSafeInteger(raw) || !Number.isInteger(scale)) break;
      return made(`CAST('${Number(raw)}e-${scale}' AS DOUBLE)`, 'number', String(Number(raw) / 10 ** scale));
    }
  }
  throw new FormFault('inside_construct', String(type.id), at(node));
}

function operator(node: Tree, inner: (value: unknown) => Written): Written {
  const children = listOf(node.children);
  const [first] = children;
  switch (node.type) {
    case 'OPERATOR_NOT': {
      const one = truth(inner(first), node);
      return { ...one, sql: `(NOT ${one.sql})`, constant: null };
    }
    case 'OPERATOR_IS_NULL':
    case 'OPERATOR_IS_NOT_NULL': {
      const one = inner(first);
      const sql = `(${one.sql} IS ${node.type === 'OPERATOR_IS_NULL' ? '' : 'NOT '}NULL)`;
      return { ...one, sql, kind: 'boolean', constant: null };
    }
    case 'COMPARE_IN':
    case 'COMPARE_NOT_IN': {
      const list = aligned(children.map(inner), node);
      const word = node.type === 'COMPARE_IN' ? 'IN' : 'NOT IN';
      const rest = list.slice(1).map((one) => one.sql);
      return { ...join(list), sql: `(${list[0]?.sql} ${word} (${rest.join(', ')}))`, kind: 'boolean' };
    }
    case 'OPERATOR_COALESCE': {
      const list = aligned(children.map(inner), node);
      return { ...join(list), sql: `coalesce(${list.map((one) => one.sql).join(', ')})`, kind: kindOf(list) };
    }
    default:
      throw new FormFault('inside_construct', String(node.type), at(node));
  }
}

function cast(node: Tree, child: Written): Written {
  const [kind, sql] = castKinds[String(treeOf(node.cast_type).id)] ?? [];
  if (kind === undefined) throw new FormFault('inside_construct', 'CAST', at(node));
  const sound =
    child.kind === kind ||
    child.kind === 'null' ||
    kind === 'text' ||
    child.kind === 'text' ||
    (isTime(child.kind) && isTime(kind)) ||
    (child.kind === 'boolean' && kind === 'number');
  if (!sound) throw new FormFault('inside_type', `${child.kind} / ${kind}`, at(node));
  return { ...child, sql: `TRY_CAST(${child.sql} AS ${sql})`, kind };
}

function called(node: Tree, scope: Scope, grouped: boolean, inner: (value: unknown) => Written): Written {
  const name = String(node.function_name).toLowerCase();
  const bare = (node.schema === '' || node.schema === 'main') && (node.catalog ?? '') === '';
  const refused = () => new FormFault('inside_function', String(node.function_name).slice(0, 60), at(node));
  const columns = groupFunctions.get(name);
  if (!bare) throw refused();
  if (columns !== undefined) {
    if (!grouped) throw new FormFault('inside_construct', name, at(node));
    return aggregate(node, name, columns, scope);
  }
  const signature = rowFunctions.get(name);
  if (signature === undefined || node.filter != null || node.distinct === true) throw refused();
  return scalar(node, name, signature, listOf(node.children).map(inner));
}

function scalar(node: Tree, name: string, signature: Signature, given: readonly Written[]): Written {
  const { takes, gives, as = name, infix, words } = signature;
  const least = takes.filter((one) => !one.endsWith('?')).length;
  const wrong = (what: string) => new FormFault('inside_type', what, at(node));
  if (given.length < least || given.length > takes.length) throw wrong(name);
  const firstKind = given[0]?.kind ?? 'null';
  const args = given.map((one, i) => {
    const wanted = (takes[i] ?? '').replace('?', '');
    const kind = wanted.replace('!', '');
    if (wanted.endsWith('!') && one.constant === null) throw wrong(name);
    if (one.kind === 'null' || kind === 'first') return one.sql;
    if (kind === 'time') {
      if (!isTime(one.kind)) throw wrong(name);
      return one.sql;
    }
    const must = kind === 'same' ? firstKind : kind;
    if (one.kind !== must && must !== 'null') {
      // Joining texts is the one place where a number may stand for its digits.
      if (must === 'text' && (name === '||' || name === 'concat')) return `TRY_CAST(${one.sql} AS VARCHAR)`;
      throw wrong(`${name}: ${one.kind}`);
    }
    const computes = gives === 'number' && must === 'number' && !wanted.endsWith('!');
    return computes ? `TRY_CAST(${one.sql} AS DOUBLE)` : one.sql;
  });
  if (words !== undefined && !words.includes((given[0]?.constant ?? '').toLowerCase())) throw wrong(name);
  const kind: Kind =
    name === 'date_trunc' || name === 'datetrunc' ? (given[1]?.kind ?? 'date') : gives === 'first' ? firstKind : gives;
  const body = infix
    ? args.length === 1
      ? `(${as} ${args[0]})`
      : `(${args[0]} ${as} ${args[1]})`
    : `${as}(${args.join(', ')})`;
  // Truncating gives a timestamp where an hour is asked for: back to what it was.
  const sql = name.startsWith('date_trunc') || name === 'datetrunc' ? `TRY_CAST(${body} AS ${sqlOf[kind]})` : body;
  return { ...join(given), sql, kind };
}

function aggregate(node: Tree, name: string, columns: 0 | 1 | 2, scope: Scope): Written {
  const children = listOf(node.children);
  const wrong = () => new FormFault('inside_argument', name, at(node));
  const star = name === 'count' && children.length === 0;
  if (children.length !== (star ? 0 : columns)) throw wrong();
  if (listOf(treeOf(node.order_bys ?? {}).orders).length > 0) throw wrong();
  if (node.distinct === true && name !== 'count') throw wrong();
  // An expression could pick out one row and make the figure of the group its own.
  if (children.some((one) => one.class !== 'COLUMN_REF')) throw wrong();
  const list = children.map((one) => write(one, scope, false));
  if (!countsAnything.has(name) && list.some((one) => one.kind !== 'number')) throw wrong();
  const filter = node.filter == null ? null : write(treeOf(node.filter), scope, false);
  if (filter !== null) {
    truth(filter, node);
    requireApart(treeOf(node.filter), scope);
  }
  const distinct = node.distinct === true ? 'DISTINCT ' : '';
  const call = `${name === 'count_star' || star ? 'count(*)' : `${name}(${distinct}${list.map((one) => one.sql).join(', ')})`}`;
  const present = list.map((one) => `${one.sql} IS NOT NULL`).join(' AND ');
  return {
    sql: filter === null ? call : `(${call} FILTER (WHERE ${filter.sql}))`,
    kind: 'number',
    constant: null,
    reads: none,
    rests: [{ present: present === '' ? 'true' : present, filter: filter?.sql ?? null }],
  };
}

/** In a join each condition looks at one table: conditions across tables could weigh single rows. */
export function requireApart(node: Tree, scope: Scope): void {
  if (node.class === 'CONJUNCTION' && node.type === 'CONJUNCTION_AND') {
    for (const one of listOf(node.children)) requireApart(one, scope);
  } else if (write(node, scope, false).reads.size > 1) throw new FormFault('inside_join', 'WHERE', at(node));
}
