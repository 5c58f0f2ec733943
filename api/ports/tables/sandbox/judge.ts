/**
 * Decides whether a statement may run, from the tree DuckDB's own parser makes of it (json_serialize_sql): one SELECT, on
 * the dataset's own tables, calling functions of the list. What the judge does not know is refused. Pure.
 */
import { aggregateFunctions, scalarFunctions, tableFunctions } from '#api/ports/tables/sandbox/functions.ts';

export interface Place {
  /** Both from 1, in characters. */
  readonly line: number;
  readonly column: number;
}

export type Verdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: 'sql_syntax'; readonly message: string; readonly at: Place }
  | { readonly ok: false; readonly code: 'sql_not_select' | 'sql_one_statement' }
  | {
      readonly ok: false;
      readonly code: 'sql_table' | 'sql_function' | 'sql_construct';
      readonly name: string;
      readonly at: Place;
    };

type Tree = Readonly<Record<string, unknown>>;
type Refused = Extract<Verdict, { readonly name: string }>;

const classes = new Set([
  ...['COLUMN_REF', 'CONSTANT', 'COMPARISON', 'CONJUNCTION', 'OPERATOR', 'CASE', 'CAST', 'BETWEEN', 'COLLATE', 'STAR'],
  ...['FUNCTION', 'WINDOW', 'SUBQUERY', 'LAMBDA', 'POSITIONAL_REFERENCE'],
]);
const nodes = new Set(['SELECT_NODE', 'SET_OPERATION_NODE', 'RECURSIVE_CTE_NODE', 'CTE_NODE']);
const sources = new Set(['BASE_TABLE', 'JOIN', 'SUBQUERY', 'TABLE_FUNCTION', 'EMPTY', 'EXPRESSION_LIST', 'PIVOT']);

/** @param serialized what json_serialize_sql answered for `sql`. @param tables names the statement may read. */
export function judge(sql: string, serialized: string, tables: readonly string[]): Verdict {
  const tree = JSON.parse(serialized) as Tree;
  if (tree.error === true) {
    if (tree.error_type === 'not implemented') return { ok: false, code: 'sql_not_select' };
    return {
      ok: false,
      code: 'sql_syntax',
      message: String(tree.error_message ?? ''),
      at: placeOf(sql, bytesAt(sql, tree.position)),
    };
  }
  const statements = Array.isArray(tree.statements) ? (tree.statements as Tree[]) : [];
  const [only] = statements;
  if (statements.length !== 1 || only === undefined) return { ok: false, code: 'sql_one_statement' };
  const known = new Set(tables.map((name) => name.toLowerCase()));
  const refused = visit(only.node, known, (code, name, location) => ({
    ok: false,
    code,
    name: name.slice(0, 100),
    at: placeOf(sql, location),
  }));
  return refused ?? { ok: true };
}

type Refuse = (code: Refused['code'], name: string, location: unknown) => Refused;

function visit(value: unknown, known: ReadonlySet<string>, refuse: Refuse): Refused | null {
  if (Array.isArray(value)) return first(value, (one) => visit(one, known, refuse));
  if (typeof value !== 'object' || value === null) return null;
  const node = value as Tree;
  if (typeof node.class === 'string') return expression(node, known, refuse);
  if ('cte_map' in node) return query(node, known, refuse);
  // Every source of rows has a place for a sample; expressions and queries were met above.
  if ('sample' in node && 'alias' in node) return source(node, known, refuse);
  return inside(node, known, refuse);
}

const inside = (node: Tree, known: ReadonlySet<string>, refuse: Refuse): Refused | null =>
  first(Object.values(node), (one) => visit(one, known, refuse));

function first(list: readonly unknown[], look: (one: unknown) => Refused | null): Refused | null {
  for (const one of list) {
    const found = look(one);
    if (found !== null) return found;
  }
  return null;
}

/** A WITH name is known to the names after it and to the query, and to itself where it is recursive: never elsewhere. */
function query(node: Tree, known: ReadonlySet<string>, refuse: Refuse): Refused | null {
  if (!nodes.has(String(node.type))) return refuse('sql_construct', String(node.type), undefined);
  const { cte_map: ctes, ...rest } = node;
  const names = new Set(known);
  for (const { key, value } of ((ctes as Tree | null)?.map ?? []) as { key: string; value: Tree }[]) {
    const own = recursive(value) ? new Set([...names, key.toLowerCase()]) : names;
    const found = inside(value, own, refuse);
    if (found !== null) return found;
    names.add(key.toLowerCase());
  }
  // The name a recursive query calls itself by stands in its own node.
  if (node.type === 'RECURSIVE_CTE_NODE' || node.type === 'CTE_NODE') names.add(String(node.cte_name).toLowerCase());
  return inside(rest, names, refuse);
}

const recursive = (cte: Tree): boolean =>
  ((cte.query as Tree | undefined)?.node as Tree | undefined)?.type === 'RECURSIVE_CTE_NODE';

function source(node: Tree, known: ReadonlySet<string>, refuse: Refuse): Refused | null {
  const type = String(node.type);
  if (!sources.has(type)) return refuse('sql_construct', type, node.query_location);
  if (type === 'BASE_TABLE') {
    const { table_name: name, schema_name: schema, catalog_name: catalog } = node;
    const own = catalog === '' && (schema === '' || schema === 'main') && known.has(String(name).toLowerCase());
    const written = [catalog, schema, name].filter((part) => part !== '').join('.');
    return own ? inside(node, known, refuse) : refuse('sql_table', written, node.query_location);
  }
  if (type !== 'TABLE_FUNCTION') return inside(node, known, refuse);
  const { function: call, ...rest } = node;
  const fault = called(call as Tree, tableFunctions, node.query_location, refuse);
  return fault ?? inside(call as Tree, known, refuse) ?? inside(rest, known, refuse);
}

const callable: ReadonlySet<string> = new Set([...scalarFunctions, ...aggregateFunctions]);

function expression(node: Tree, known: ReadonlySet<string>, refuse: Refuse): Refused | null {
  if (!classes.has(String(node.class))) return refuse('sql_construct', String(node.class), node.query_location);
  // The value itself is data.
  if (node.class === 'CONSTANT') return null;
  if (node.class === 'FUNCTION' || node.class === 'WINDOW') {
    const fault = called(node, callable, node.query_location, refuse);
    if (fault !== null) return fault;
  }
  return inside(node, known, refuse);
}

function called(node: Tree, allowed: ReadonlySet<string>, location: unknown, refuse: Refuse): Refused | null {
  const name = String(node.function_name ?? '');
  // The parser itself writes `main` before what standard SQL spells in words, such as EXTRACT.
  const bare = (node.schema === '' || node.schema === 'main') && (node.catalog ?? '') === '';
  if (bare && (allowed.has(name) || allowed.has(name.toLowerCase()))) return null;
  return refuse('sql_function', name, location);
}

/** The parser counts characters where all that comes later counts bytes. */
const bytesAt = (sql: string, characters: unknown): number =>
  Buffer.byteLength([...sql].slice(0, Number(characters)).join(''));

/** DuckDB counts bytes from 0. Unknown places are the beginning. */
export function placeOf(sql: string, position: unknown): Place {
  const bytes = Number(position);
  const sound = Number.isSafeInteger(bytes) && bytes >= 0;
  const before = sound ? Buffer.from(sql).subarray(0, bytes).toString('utf8') : '';
  const lines = before.split('\n');
  return { line: lines.length, column: [...(lines.at(-1) ?? '')].length + 1 };
}
