/**
 * The form a statement must have to be answered from protected tables: each SELECT that reads them groups their rows and
 * shows aggregates alone; everything around it reads only what such a SELECT has shown. Pure.
 */
import {
  FormFault,
  type InsideTable,
  quoted,
  type Rests,
  requireApart,
  rowName,
  type Scope,
  sourceName,
  type Tree,
  type Written,
  write,
} from './write.ts';

export interface Output {
  readonly name: string;
  /** Position among the keys, or null for a figure. */
  readonly key: number | null;
  readonly sql: string;
  readonly rests: readonly Rests[];
}

/** One SELECT on protected tables, written anew. */
export interface Question {
  /** Positions of its tables, in the order of its FROM. */
  readonly tables: readonly number[];
  readonly from: string;
  readonly where: string | null;
  readonly keys: readonly string[];
  readonly outputs: readonly Output[];
}

export interface Plan {
  readonly questions: readonly Question[];
  /** The statement with each question replaced by a table of its answer. */
  readonly outer: Tree;
}

export const viewName = (table: number): string => `__jinshu_v${table}`;
export const answerName = (question: number): string => `__jinshu_s${question}`;
export const mostQuestions = 20;

const lower = (text: unknown) => String(text).toLowerCase();
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly Tree[] => (Array.isArray(value) ? (value as Tree[]) : []);

/**
 * @param statement what json_serialize_sql made of it, one statement. @param answer the node of `SELECT * FROM <name>`.
 * Throws FormFault.
 */
export function planOf(statement: Tree, tables: readonly InsideTable[], answer: (name: string) => Tree): Plan {
  const known = new Map(tables.flatMap((one, i) => one.names.map((name) => [name.toLowerCase(), i] as const)));
  const questions: Question[] = [];

  function visit(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(visit);
    if (!isTree(value)) return value;
    if (isTree(value.cte_map)) {
      for (const { key } of listOf(value.cte_map.map) as readonly { key?: unknown }[])
        if (known.has(lower(key))) throw new FormFault('inside_construct', `WITH ${String(key)}`, undefined);
    }
    if (value.class === 'CONSTANT') requireExact(value);
    if (value.type === 'SELECT_NODE') {
      const read = leaves(value.from_table);
      const own = read.filter((leaf) => leaf.type === 'BASE_TABLE' && isKnown(leaf));
      if (own.length > 0) {
        const stranger = read.find((leaf) => !own.includes(leaf));
        if (stranger !== undefined)
          throw new FormFault('inside_join', String(stranger.table_name ?? stranger.type), stranger.query_location);
        return ask(value);
      }
    }
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, visit(one)]));
  }

  const isKnown = (leaf: Tree) =>
    leaf.catalog_name === '' &&
    (leaf.schema_name === '' || leaf.schema_name === 'main') &&
    known.has(lower(leaf.table_name));

  function ask(node: Tree): Tree {
    const question = questionOf(node, (name) => {
      const index = known.get(lower(name));
      const table = index === undefined ? undefined : tables[index];
      if (index === undefined || table === undefined) throw new FormFault('inside_join', name, undefined);
      return { index, table };
    });
    const at = questions.push(question.question) - 1;
    if (questions.length > mostQuestions) throw new FormFault('inside_construct', 'SELECT', undefined);
    return { ...answer(answerName(at)), modifiers: question.modifiers.map(visit), cte_map: visit(node.cte_map) };
  }

  const outer = visit(statement) as Tree;
  if (questions.length === 0) throw new FormFault('inside_rows', '', undefined);
  return { questions, outer };
}

/** The tree is read as JSON, where a larger whole number would become another one. */
function requireExact(node: Tree): void {
  const { type, value } = node.value as { type: Tree; value?: unknown };
  if (type.id === 'DOUBLE' || type.id === 'FLOAT') return;
  const large = typeof value === 'number' && !Number.isSafeInteger(value);
  if (large || (isTree(value) && 'lower' in value))
    throw new FormFault('inside_construct', String(type.id), node.query_location);
}

function leaves(from: unknown): Tree[] {
  if (!isTree(from)) return [];
  return from.type === 'JOIN' ? [...leaves(from.left), ...leaves(from.right)] : [from];
}

type Find = (name: string) => { readonly index: number; readonly table: InsideTable };

function questionOf(node: Tree, find: Find): { question: Question; modifiers: readonly Tree[] } {
  for (const part of ['having', 'qualify', 'sample'] as const)
    if (node[part] != null) throw new FormFault('inside_construct', part.toUpperCase(), undefined);
  if (listOf(node.group_sets).length > 1) throw new FormFault('inside_construct', 'GROUPING SETS', undefined);
  const { sql: from, scope } = fromOf(node.from_table as Tree, find);
  const where = node.where_clause == null ? null : write(node.where_clause as Tree, scope, false);
  if (where !== null && where.kind !== 'boolean' && where.kind !== 'null')
    throw new FormFault('inside_type', where.kind, (node.where_clause as Tree).query_location);
  if (where !== null && scope.sources.length > 1) requireApart(node.where_clause as Tree, scope);
  const items = listOf(node.select_list).map((item) => selected(item, scope));
  const keys = keysOf(node, items, scope);
  const figures = items.filter((one) => one.written.rests.length > 0);
  if (figures.length === 0 && keys.length === 0) throw new FormFault('inside_rows', '', undefined);
  const outputs = items.map(({ name, node: item, written }): Output => {
    const key = keys.indexOf(written.sql);
    if (written.rests.length === 0 && key < 0 && written.constant === null)
      throw new FormFault('inside_rows', name, item.query_location);
    // What stands beside an aggregate is a key or a constant, or a single row would show through.
    if (written.rests.length > 0) requireKeys(item, scope, keys);
    return { name, key: key < 0 ? null : key, sql: written.sql, rests: written.rests };
  });
  const names = new Set<string>();
  for (const { name } of outputs) {
    if (names.has(name.toLowerCase()) || lower(name).startsWith('__j'))
      throw new FormFault('inside_construct', `AS ${name}`.slice(0, 60), undefined);
    names.add(name.toLowerCase());
  }
  const tables = scope.sources.map((one) => one.index);
  const modifiers = listOf(node.modifiers).map((one) => ordered(one, outputs, scope));
  return { question: { tables, from, where: where?.sql ?? null, keys, outputs }, modifiers };
}

function fromOf(from: Tree, find: Find): { sql: string; scope: Scope } {
  const sources: { alias: string; table: InsideTable; index: number }[] = [];
  const using = new Set<string>();
  const scope: Scope = { sources, using };
  const walk = (node: Tree): string => {
    if (node.sample != null) throw new FormFault('inside_construct', 'SAMPLE', node.query_location);
    if (node.type === 'BASE_TABLE') {
      if (node.at_clause != null || listOf(node.column_name_alias).length > 0)
        throw new FormFault('inside_construct', 'AT', node.query_location);
      const { index, table } = find(String(node.table_name));
      const alias = node.alias === '' ? String(node.table_name) : String(node.alias);
      if (sources.some((one) => one.index === index || one.alias.toLowerCase() === alias.toLowerCase()))
        throw new FormFault('inside_join', alias, node.query_location);
      sources.push({ alias, table, index });
      return `${viewName(index)} AS ${sourceName(sources.length - 1)}`;
    }
    const type = String(node.join_type);
    if (node.ref_type !== 'REGULAR' || (type !== 'INNER' && type !== 'LEFT'))
      throw new FormFault('inside_join', `${String(node.ref_type)} ${type}`, node.query_location);
    const left = walk(node.left as Tree);
    const before = sources.length;
    const right = walk(node.right as Tree);
    const halves = [sources.slice(0, before), sources.slice(before)] as const;
    return `(${left} ${type} JOIN ${right} ON ${conditionOf(node, scope, halves, before)})`;
  };
  return { sql: walk(from), scope };
}

function conditionOf(node: Tree, scope: Scope, halves: readonly [Scope['sources'], Scope['sources']], before: number) {
  const fault = () => new FormFault('inside_join', 'ON', node.query_location);
  const shared = (Array.isArray(node.using_columns) ? node.using_columns : []) as string[];
  const equal = (one: Tree): string => {
    if (one.class === 'CONJUNCTION' && one.type === 'CONJUNCTION_AND')
      return listOf(one.children).map(equal).join(' AND ');
    const [left, right] = [one.left as Tree, one.right as Tree];
    if (one.type !== 'COMPARE_EQUAL' || left?.class !== 'COLUMN_REF' || right?.class !== 'COLUMN_REF') throw fault();
    const [a, b] = [write(left, scope, false), write(right, scope, false)];
    const sides = [a, b].map(({ reads }) => [...reads].every((position) => position < before));
    if (a.kind !== b.kind || sides[0] === sides[1]) throw fault();
    return `${a.sql} = ${b.sql}`;
  };
  if (shared.length > 0)
    return shared
      .map((name) => {
        const own = halves.map((half) => {
          const at = half.findIndex(({ table }) => table.columns.some((one) => lower(one.name) === lower(name)));
          const found = half[at]?.table.columns.find((one) => lower(one.name) === lower(name));
          return found === undefined ? null : { position: half === halves[0] ? at : before + at, found };
        });
        const [a, b] = own;
        if (a == null || b == null || a.found.kind !== b.found.kind)
          throw new FormFault('inside_column', name, node.query_location);
        (scope.using as Set<string>).add(lower(name));
        return [a, b].map((one) => `${sourceName(one.position)}.${quoted(one.found.name)}`).join(' = ');
      })
      .join(' AND ');
  if (!isTree(node.condition)) throw fault();
  return equal(node.condition);
}

interface Item {
  readonly name: string;
  readonly node: Tree;
  readonly written: Written;
}

function selected(node: Tree, scope: Scope): Item {
  if (node.class === 'STAR') throw new FormFault('inside_rows', '*', node.query_location);
  return { name: nameOf(node), node, written: write(node, scope, true) };
}

function nameOf(node: Tree): string {
  if (node.alias !== '') return String(node.alias);
  if (node.class === 'COLUMN_REF') return String((node.column_names as string[]).at(-1));
  if (node.class !== 'FUNCTION') return lower(node.class);
  const [only] = listOf(node.children);
  return only === undefined ? 'count' : `${String(node.function_name)}(${nameOf(only)})`.slice(0, 60);
}

function keysOf(node: Tree, items: readonly Item[], scope: Scope): string[] {
  const plain = items.filter((one) => one.written.rests.length === 0 && one.written.constant === null);
  if (node.aggregate_handling === 'FORCE_AGGREGATES') return [...new Set(plain.map((one) => one.written.sql))];
  if (node.aggregate_handling !== 'STANDARD_HANDLING')
    throw new FormFault('inside_construct', String(node.aggregate_handling), undefined);
  const keys = listOf(node.group_expressions).map((one) => {
    const item = itemMeant(one, items, scope);
    if (item === undefined) return write(one, scope, false).sql;
    if (item.written.rests.length > 0) throw new FormFault('inside_construct', 'GROUP BY', one.query_location);
    return item.written.sql;
  });
  return [...new Set(keys)];
}

/** `GROUP BY 2` and `GROUP BY month`: a column of the tables goes before a name given in the SELECT. */
function itemMeant(node: Tree, items: readonly Item[], scope: Scope): Item | undefined {
  if (node.class === 'CONSTANT') {
    const number = Number((node.value as Tree).value);
    const item = items[number - 1];
    if (item === undefined) throw new FormFault('inside_construct', 'GROUP BY', node.query_location);
    return item;
  }
  const names = node.class === 'COLUMN_REF' ? (node.column_names as string[]) : [];
  if (names.length !== 1) return undefined;
  const own = scope.sources.some(({ table }) => table.columns.some((one) => lower(one.name) === lower(names[0])));
  return own ? undefined : items.find((one) => lower(one.node.alias) === lower(names[0]));
}

function requireKeys(node: Tree, scope: Scope, keys: readonly string[]): void {
  if (node.class === 'FUNCTION' && isAggregate(node, scope)) return;
  if (node.class === 'CONSTANT') return;
  const written = write(node, scope, true);
  if (written.rests.length === 0 && keys.includes(written.sql)) return;
  if (node.class === 'COLUMN_REF') throw new FormFault('inside_rows', nameOf(node), node.query_location);
  for (const child of childrenOf(node)) requireKeys(child, scope, keys);
}

const isAggregate = (node: Tree, scope: Scope): boolean => {
  const { rests } = write(node, scope, true);
  return rests.length > 0 && listOf(node.children).every((one) => write(one, scope, true).rests.length === 0);
};

const childrenOf = (node: Tree): Tree[] => [
  ...['left', 'right', 'input', 'lower', 'upper', 'child', 'else_expr'].flatMap((key) =>
    isTree(node[key]) ? [node[key] as Tree] : [],
  ),
  ...listOf(node.children),
  ...listOf(node.case_checks).flatMap((one) => [one.when_expr as Tree, one.then_expr as Tree]),
];

/** The order is that of the answer: by the names of its columns. */
function ordered(modifier: Tree, outputs: readonly Output[], scope: Scope): Tree {
  const orders = listOf(modifier.orders).map((one) => {
    const expression = one.expression as Tree;
    const name = expression.class === 'COLUMN_REF' ? lower((expression.column_names as string[]).at(-1)) : null;
    if (expression.class === 'CONSTANT') return one;
    const found =
      outputs.find((output) => name !== null && lower(output.name) === name) ??
      outputs.find((output) => output.sql === write(expression, scope, true).sql);
    if (found === undefined) throw new FormFault('inside_construct', 'ORDER BY', expression.query_location);
    const reference = { class: 'COLUMN_REF', type: 'COLUMN_REF', alias: '', column_names: [found.name] };
    return { ...one, expression: { ...reference, query_location: expression.query_location } };
  });
  if (modifier.type === 'DISTINCT_MODIFIER' && listOf(modifier.distinct_on_targets).length > 0)
    throw new FormFault('inside_construct', 'DISTINCT ON', undefined);
  return 'orders' in modifier ? { ...modifier, orders } : modifier;
}

/** Rows of each table behind a condition on joined rows, as one number: the fewest of any table. */
export function fewest(tables: readonly number[], condition: string | null): string {
  const filter = condition === null ? '' : ` FILTER (WHERE ${condition})`;
  if (tables.length === 1) return `count(*)${filter}`;
  return `least(${tables.map((_, at) => `count(DISTINCT ${sourceName(at)}.${rowName})${filter}`).join(', ')})`;
}
