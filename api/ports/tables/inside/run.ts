/**
 * Answers one statement from protected tables, in a process of its own. The groups of each question are counted and small
 * ones hidden before anything else of the statement is computed; that rest runs in a second DuckDB, which sees only what was
 * shown.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type Json } from '@duckdb/node-api';
import { columnType } from '#api/ports/tables/inference.ts';
import type { CellFault, CellLimits } from '#api/ports/tables/sandbox/cell.ts';
import { judge, placeOf } from '#api/ports/tables/sandbox/judge.ts';
import { parquetSource, quoteName, quoteText } from '#api/ports/tables/sql.ts';
import { answerName, fewest, type Plan, planOf, type Question, viewName } from './form.ts';
import type { Kind } from './functions.ts';
import { FormFault, type InsideTable, type Rests, rowName, type Tree } from './write.ts';

export interface InsideRequest {
  readonly tables: readonly { readonly names: readonly string[]; readonly path: string }[];
  readonly sql: string;
  /** Fewest rows of each table behind a group and behind each of its figures. */
  readonly k: number;
  /** Statements answered before, on the same tables: what lies between their rows and these must not be few either. */
  readonly earlier: readonly string[];
  /** Where the answer is written, as Parquet. */
  readonly resultPath: string;
  /** True for synthetic rows, where the engine's own words may be told. */
  readonly open: boolean;
  readonly limits: CellLimits;
}

export interface InsideAnswer {
  readonly rows: number;
  /** Groups of all questions, and of them hidden; figures hidden in groups that are shown. */
  readonly groups: number;
  readonly hiddenGroups: number;
  readonly hiddenFigures: number;
  /** Positions of the tables that were read. */
  readonly reads: readonly number[];
  /** Positions of earlier statements from which this one differs by fewer than k rows. */
  readonly close: readonly number[];
}

const settings = ({ memoryMb, spillMb, spillDirectory, threads }: CellLimits) => ({
  threads: String(threads),
  memory_limit: `${memoryMb}MB`,
  temp_directory: spillDirectory,
  max_temp_directory_size: `${spillMb}MB`,
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  allow_community_extensions: 'false',
});

async function shut(connection: DuckDBConnection, paths: readonly string[]): Promise<void> {
  await connection.run(`SET allowed_paths = [${paths.map(quoteText).join(', ')}]`);
  await connection.run("SET enable_external_access = false; SET errors_as_json = true; SET TimeZone = 'Asia/Shanghai'");
  await connection.run('SET lock_configuration = true');
}

const rowsOf = async (connection: DuckDBConnection, sql: string, values: string[] = []): Promise<Json[][]> =>
  (await connection.runAndReadAll(sql, values)).getRowsJson();

export async function runInside(request: InsideRequest): Promise<InsideAnswer | CellFault> {
  const { limits, sql } = request;
  const instances: DuckDBInstance[] = [];
  const running: DuckDBConnection[] = [];
  let late = false;
  const stop = () => {
    late = true;
    for (const one of running) one.interrupt();
  };
  let repeat: NodeJS.Timeout | undefined;
  const timer = setTimeout(() => {
    stop();
    repeat = setInterval(stop, 50);
  }, limits.timeoutMs);
  const open = async () => {
    const instance = await DuckDBInstance.create(':memory:', settings(limits));
    const connection = await instance.connect();
    instances.push(instance);
    running.push(connection);
    return connection;
  };
  const answers: string[] = [];
  try {
    const inner = await open();
    const path = (at: number) => join(limits.spillDirectory, `shown-${at}.parquet`);
    const places = Array.from({ length: 20 }, (_, at) => path(at));
    await shut(inner, [...request.tables.map((one) => one.path), ...places]);
    const { tables, plan } = await planned(inner, request);
    const counted: Counted[] = [];
    for (const [at, question] of plan.questions.entries()) {
      answers.push(path(at));
      counted.push(await answerQuestion(inner, question, request.k, path(at)));
    }
    const close = await closeTo(inner, plan, tables, request);
    const outer = await open();
    await shut(outer, [...answers, request.resultPath]);
    const rows = await around(outer, plan, answers, request);
    const total = (pick: (one: Counted) => number) => counted.reduce((sum, one) => sum + pick(one), 0);
    return {
      rows,
      groups: total((one) => one.groups),
      hiddenGroups: total((one) => one.hidden),
      hiddenFigures: total((one) => one.figures),
      reads: [...new Set(plan.questions.flatMap((one) => one.tables))].sort((a, b) => a - b),
      close,
    };
  } catch (error) {
    return faultOf(error, { late, sql, open: request.open, paths: [limits.spillDirectory, request.resultPath] });
  } finally {
    clearTimeout(timer);
    clearInterval(repeat);
    for (const one of running) one.closeSync();
    for (const one of instances) one.closeSync();
    for (const one of answers) await rm(one, { force: true });
  }
}

class Refused extends Error {
  constructor(readonly answer: CellFault) {
    super(answer.fault);
  }
}

async function parse(connection: DuckDBConnection, sql: string): Promise<string> {
  const [row] = await rowsOf(connection, 'SELECT json_serialize_sql(CAST($1 AS VARCHAR))', [sql]);
  return String(row?.[0]);
}

async function planned(connection: DuckDBConnection, { tables: given, sql }: InsideRequest) {
  const tables: InsideTable[] = [];
  for (const [at, { names, path }] of given.entries()) {
    const described = await rowsOf(connection, `DESCRIBE FROM ${parquetSource(path)}`);
    const columns = described.map(([name, type]) => ({ name: String(name), kind: kindOf(String(type)) }));
    const list = columns.map((one) => quoteName(one.name)).join(', ');
    await connection.run(
      `CREATE VIEW ${viewName(at)} AS SELECT ${list}, file_row_number AS ${rowName} FROM ${parquetSource(path, true)}`,
    );
    tables.push({ names, columns });
  }
  return { tables, plan: await planFor(connection, sql, tables) };
}

const kindOf = (type: string): Kind => {
  const known = columnType(type);
  return known === 'integer' || known === 'decimal' ? 'number' : known;
};

async function planFor(connection: DuckDBConnection, sql: string, tables: readonly InsideTable[]): Promise<Plan> {
  const serialized = await parse(connection, sql);
  const names = tables.flatMap((one) => one.names);
  // The public judge first: one SELECT, and no function that reaches out, wherever it stands.
  const verdict = judge(sql, serialized, names);
  if (!verdict.ok) {
    const { ok: _ok, code, ...more } = verdict;
    const { at, ...params } = { at: undefined, ...more };
    throw new Refused({
      fault: `tables.${code}`,
      params: { ...params, ...at, tables: names.join(', ').slice(0, 300) },
    });
  }
  const template = JSON.parse(await parse(connection, 'SELECT * FROM "__jinshu_answer"')) as {
    statements: [{ node: Tree }];
  };
  const tree = JSON.parse(serialized) as { statements: [{ node: Tree }] };
  const { node } = template.statements[0];
  const named = (name: string): Tree => ({ ...node, from_table: { ...(node.from_table as Tree), table_name: name } });
  return planOf(tree as unknown as Tree, tables, named);
}

interface Counted {
  readonly groups: number;
  readonly hidden: number;
  readonly figures: number;
}

/** Whether a figure may be shown in its group: enough rows behind it, and enough (or none) beside them in the group. */
function sound(tables: readonly number[], { present, filter }: Rests, k: number): string {
  const behind = filter === null ? present : `(${present}) AND coalesce(${filter}, false)`;
  const enough = `${fewest(tables, behind)} >= ${k}`;
  if (filter === null) return present === 'true' ? 'true' : enough;
  const beside = fewest(tables, `NOT coalesce(${filter}, false)`);
  return `(${enough} AND (count(*) FILTER (WHERE NOT coalesce(${filter}, false)) = 0 OR ${beside} >= ${k}))`;
}

async function answerQuestion(
  connection: DuckDBConnection,
  question: Question,
  k: number,
  path: string,
): Promise<Counted> {
  const { tables, from, where, keys, outputs } = question;
  const key = keys.map((_, i) => `k${i}`);
  const figures = outputs.flatMap((one, at) => (one.rests.length === 0 ? [] : [{ ...one, at }]));
  const cells = figures.flatMap(({ sql, rests, at }) => {
    const good = [...new Set(rests.map((one) => sound(tables, one, k)))].join(' AND ');
    return [`CASE WHEN ${good} THEN ${sql} END AS c${at}`, `NOT (${good}) AS n${at}`];
  });
  const select = [...keys.map((sql, i) => `${sql} AS k${i}`), ...cells, `${fewest(tables, null)} AS support`];
  const group = keys.length === 0 ? '' : ` GROUP BY ${keys.map((_, i) => i + 1).join(', ')}`;
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE g AS SELECT ${select.join(', ')} FROM ${from} WHERE ${where ?? 'true'}${group}`,
  );
  // One hidden group, or several of few rows together, could be found by taking the shown from a total: one more is hidden.
  await connection.run(`CREATE OR REPLACE TEMP TABLE shown AS
    WITH h AS (SELECT count(*) AS n, coalesce(sum(support), 0) AS s FROM g WHERE support < ${k})
    SELECT g.* EXCLUDE (support) FROM (
      SELECT *, row_number() OVER (PARTITION BY support < ${k} ORDER BY ${['support', ...key].join(', ')}) AS place FROM g
    ) AS g, h WHERE support >= ${k} AND NOT (h.n > 0 AND (h.n < 2 OR h.s < ${k}) AND place = 1)`);
  const lost = figures.map(({ at }) => `count_if(n${at})`).join(' + ');
  const [row = []] = await rowsOf(
    connection,
    `SELECT (SELECT count(*) FROM g), count(*), ${lost === '' ? '0' : lost} FROM shown`,
  );
  const columns = outputs.map(({ name, key: at, sql, rests }, i) => {
    const source = at !== null ? `k${at}` : rests.length > 0 ? `c${i}` : sql;
    return `${source} AS ${quoteName(name)}`;
  });
  const order = key.length === 0 ? '' : ` ORDER BY ${key.join(', ')}`;
  await connection.run(
    `COPY (SELECT ${columns.join(', ')} FROM shown${order}) TO ${quoteText(path)} (FORMAT parquet, USE_TMP_FILE false)`,
  );
  await connection.run('DROP TABLE g');
  const [groups, shown, hiddenFigures] = row.map(Number);
  return { groups: groups ?? 0, hidden: (groups ?? 0) - (shown ?? 0), figures: hiddenFigures ?? 0 };
}

/** Sets of rows a question shows figures of: those it asks for, and those its filters pick among them. */
const setsOf = ({ where, outputs }: Question): string[] => {
  const filters = outputs.flatMap((one) => one.rests.flatMap(({ filter }) => (filter === null ? [] : [filter])));
  const base = `coalesce(${where ?? 'true'}, false)`;
  return [...new Set([base, ...filters.map((one) => `(${base} AND coalesce(${one}, false))`)])];
};

const mostPairs = 60;

/**
 * Earlier statements (and -1 for this one within itself) whose shown groups differ from those of this one by fewer than k
 * rows: the difference of two answers would be a figure of those few (differencing).
 */
async function closeTo(
  connection: DuckDBConnection,
  plan: Plan,
  tables: readonly InsideTable[],
  { earlier, k }: InsideRequest,
): Promise<number[]> {
  const close = new Set<number>();
  const known = new Map<string, boolean>();
  for (const [at, one] of plan.questions.entries())
    for (const other of plan.questions.slice(at + 1)) if (await differ(one, other)) close.add(-1);
  for (const [at, sql] of earlier.entries()) {
    const before = await planFor(connection, sql, tables).catch((error: unknown) => {
      // On other columns than there are now: nothing to be compared with.
      if (error instanceof FormFault || error instanceof Refused) return null;
      throw error;
    });
    for (const one of plan.questions)
      for (const other of before?.questions ?? []) if (await differ(one, other)) close.add(at);
  }
  return [...close];

  async function differ(one: Question, other: Question): Promise<boolean> {
    if (one.from !== other.from) return false;
    for (const a of setsOf(one))
      for (const b of setsOf(other)) {
        if (a === b && one.keys.join() === other.keys.join()) continue;
        const sql = differenceSql(one, { set: a, keys: one.keys }, { set: b, keys: other.keys }, k);
        // What was not compared is not called far apart.
        if (!known.has(sql) && known.size >= mostPairs) return true;
        const found = known.get(sql) ?? Number((await rowsOf(connection, sql))[0]?.[0]) > 0;
        known.set(sql, found);
        if (found) return true;
      }
    return false;
  }
}

interface ShownSet {
  readonly set: string;
  readonly keys: readonly string[];
}

/** How many groups of either hold 1 to k-1 rows that the other does not show. */
function differenceSql({ tables, from }: Question, a: ShownSet, b: ShownSet, k: number): string {
  const ids = tables.map((_, at) => `i${at}`);
  const rows = [
    ...tables.map((_, at) => `__j${at}.${rowName} AS i${at}`),
    ...a.keys.map((sql, at) => `${sql} AS a${at}`),
    ...b.keys.map((sql, at) => `${sql} AS b${at}`),
    `${a.set} AS in_a`,
    `${b.set} AS in_b`,
  ];
  const counted = (filter: string) =>
    ids.length === 1
      ? `count(*) FILTER (WHERE ${filter})`
      : `least(${ids.map((id) => `count(DISTINCT ${id}) FILTER (WHERE ${filter})`).join(', ')})`;
  const names = (side: 'a' | 'b') => (side === 'a' ? a : b).keys.map((_, at) => `${side}${at}`);
  const shown = (side: 'a' | 'b') => {
    const keys = names(side);
    const list = keys.map((key) => `${key}, `).join('');
    return `g_${side} AS (SELECT ${list}${counted('true')} AS support FROM r WHERE in_${side} ${keys.length === 0 ? '' : `GROUP BY ${keys.join(', ')}`}),
      h_${side} AS (SELECT count(*) AS n, coalesce(sum(support), 0) AS s FROM g_${side} WHERE support < ${k}),
      s_${side} AS (SELECT ${list}true AS shown_${side} FROM (
        SELECT *, row_number() OVER (PARTITION BY support < ${k} ORDER BY ${['support', ...keys].join(', ')}) AS place FROM g_${side}
      ), h_${side} WHERE support >= ${k} AND NOT (n > 0 AND (n < 2 OR s < ${k}) AND place = 1))`;
  };
  const joined = (side: 'a' | 'b') =>
    `LEFT JOIN s_${side} ON in_${side}${names(side)
      .map((key) => ` AND r.${key} IS NOT DISTINCT FROM s_${side}.${key}`)
      .join('')}`;
  const few = (side: 'a' | 'b', other: 'a' | 'b') => {
    const condition = `coalesce(shown_${side}, false) AND NOT coalesce(shown_${other}, false)`;
    const any = ids.map((id) => `count(DISTINCT ${id}) FILTER (WHERE ${condition}) BETWEEN 1 AND ${k - 1}`);
    const keys = names(side).map((key) => `w.${key}`);
    return `(SELECT count(*) FROM (SELECT 1 FROM w ${keys.length === 0 ? '' : `GROUP BY ${keys.join(', ')} `}HAVING ${any.join(' OR ')}))`;
  };
  return `WITH r AS (SELECT ${rows.join(', ')} FROM ${from}), ${shown('a')}, ${shown('b')},
    w AS (SELECT r.*, shown_a, shown_b FROM r ${joined('a')} ${joined('b')})
    SELECT ${few('a', 'b')} + ${few('b', 'a')}`;
}

const plainTypes = /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT)|DOUBLE|FLOAT|DECIMAL\(.*|VARCHAR|BOOLEAN|DATE|TIMESTAMP)$/;

/** An unknown place is the largest number of 64 bits, which JSON in JavaScript cannot hold. */
const placed = (key: string, value: unknown): unknown =>
  key === 'query_location' && !Number.isSafeInteger(value) ? 0 : value;

/** The rest of the statement, over what was shown. */
async function around(
  connection: DuckDBConnection,
  plan: Plan,
  answers: readonly string[],
  { limits, resultPath }: InsideRequest,
): Promise<number> {
  const names = answers.map((_, at) => answerName(at));
  for (const [at, path] of answers.entries())
    await connection.run(`CREATE VIEW ${answerName(at)} AS SELECT * FROM ${parquetSource(path)}`);
  const [row] = await rowsOf(connection, 'SELECT json_deserialize_sql(CAST($1 AS JSON))', [
    JSON.stringify(plan.outer, placed),
  ]);
  const sql = String(row?.[0]);
  const verdict = judge(sql, await parse(connection, sql), names);
  if (!verdict.ok) throw new Error(`tables: the statement around the questions was refused: ${verdict.code}`);
  await connection.run(
    `CREATE TEMP TABLE result AS SELECT * FROM (${sql.replace(/;\s*$/, '')}) LIMIT ${limits.maxRows + 1}`,
  );
  const [counted] = await rowsOf(connection, 'SELECT count(*) FROM result');
  const rows = Number(counted?.[0]);
  if (rows > limits.maxRows) throw new Refused({ fault: 'tables.inside_too_many', params: { limit: limits.maxRows } });
  const described = await rowsOf(connection, 'DESCRIBE result');
  const list = described.map(([name, type]) => {
    const column = quoteName(String(name));
    if (/^U?HUGEINT$/.test(String(type))) return `CAST(${column} AS DECIMAL(38,0)) AS ${column}`;
    return plainTypes.test(String(type)) ? column : `CAST(${column} AS VARCHAR) AS ${column}`;
  });
  await connection.run(
    `COPY (SELECT ${list.join(', ')} FROM result) TO ${quoteText(resultPath)} (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)`,
  );
  return rows;
}

interface Told {
  readonly late: boolean;
  readonly sql: string;
  readonly open: boolean;
  readonly paths: readonly string[];
}

/** On protected rows a message of the engine may quote a value: only that it failed is told. */
function faultOf(error: unknown, { late, sql, open, paths }: Told): CellFault {
  if (error instanceof Refused) return error.answer;
  if (error instanceof FormFault)
    return { fault: `tables.${error.code}`, params: { name: error.what, ...placeOf(sql, error.location) } };
  if (late) return { fault: 'tables.sql_timeout', params: {} };
  const message = error instanceof Error ? error.message : String(error);
  if (/Out of Memory/.test(message)) return { fault: 'tables.sql_too_heavy', params: {} };
  if (!open) return { fault: 'tables.inside_failed', params: {} };
  const clean = paths.reduce((left, one) => left.replaceAll(one, '…'), textOf(message));
  return { fault: 'tables.sql_failed', params: { message: clean.slice(0, 500), line: 1, column: 1 } };
}

function textOf(message: string): string {
  try {
    return String((JSON.parse(message) as { exception_message?: unknown }).exception_message ?? '');
  } catch {
    return '';
  }
}
