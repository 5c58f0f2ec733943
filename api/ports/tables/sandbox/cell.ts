/**
 * A DuckDB of its own for one stranger's statement: it sees views of the dataset's tables and nothing else. The judge is the
 * first wall; this is the second, and holds without it: no file but the tables, no network, no extension, no settings.
 */
import { type DuckDBConnection, DuckDBInstance, type Json, StatementType } from '@duckdb/node-api';
import { judge, placeOf } from '#api/ports/tables/sandbox/judge.ts';
import { quoteName, quoteText } from '#api/ports/tables/sql.ts';

export interface CellTable {
  /** Names of the view, the same but for case told once. */
  readonly names: readonly string[];
  readonly path: string;
}

export interface CellLimits {
  readonly memoryMb: number;
  readonly spillMb: number;
  readonly spillDirectory: string;
  readonly threads: number;
  readonly timeoutMs: number;
  readonly maxRows: number;
  /** Of the answer, as JSON text. */
  readonly maxBytes: number;
}

export interface CellRequest {
  readonly tables: readonly CellTable[];
  readonly sql: string;
  readonly limits: CellLimits;
}

export interface SqlColumn {
  readonly name: string;
  /** As DuckDB writes it, e.g. `DECIMAL(38,2)`. */
  readonly type: string;
}

export interface CellAnswer {
  readonly columns: readonly SqlColumn[];
  readonly rows: readonly (readonly Json[])[];
  /** There are more rows than the limit. */
  readonly truncated: boolean;
}

/** What stands against it, by the name of the refusal and what that fills in. */
export interface CellFault {
  readonly fault: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export interface Cell {
  /** Past the judge and to the answer. */
  answer(sql: string): Promise<CellAnswer | CellFault>;
  /** Without the judge: what is left is this wall. For the tests of it. */
  ask(sql: string): Promise<CellAnswer>;
  close(): void;
}

export async function openCell(tables: readonly CellTable[], limits: CellLimits): Promise<Cell> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(limits.threads),
    memory_limit: `${limits.memoryMb}MB`,
    temp_directory: limits.spillDirectory,
    max_temp_directory_size: `${limits.spillMb}MB`,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  });
  const connection = await instance.connect();
  // Order matters: the files can be named only while external access is still on.
  await connection.run(`SET allowed_paths = [${tables.map((table) => quoteText(table.path)).join(', ')}]`);
  const names: string[] = [];
  for (const { names: own, path } of tables) {
    for (const name of own) {
      if (names.some((known) => known.toLowerCase() === name.toLowerCase())) continue;
      names.push(name);
      const from = `read_parquet(${quoteText(path)}, hive_partitioning = false)`;
      await connection.run(`CREATE VIEW ${quoteName(name)} AS SELECT * FROM ${from}`);
    }
  }
  await connection.run("SET enable_external_access = false; SET errors_as_json = true; SET TimeZone = 'Asia/Shanghai'");
  await connection.run('SET lock_configuration = true');
  const hidden = [...tables.map((table) => table.path), limits.spillDirectory];
  return {
    ask: (sql) => read(connection, sql, limits),
    async answer(sql) {
      const parsed = await connection.runAndReadAll('SELECT json_serialize_sql(CAST($1 AS VARCHAR))', [sql]);
      const verdict = judge(sql, String(parsed.getRowsJson()[0]?.[0]), names);
      if (!verdict.ok) {
        const { ok: _ok, code, ...more } = verdict;
        const { at, ...params } = { at: undefined, ...more };
        return { fault: `tables.${code}`, params: { ...params, ...at, tables: names.join(', ').slice(0, 300) } };
      }
      return withTime(connection, limits.timeoutMs, () => read(connection, sql, limits)).catch((error: unknown) =>
        faultOf(sql, error, hidden),
      );
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

class Late extends Error {}
class TooLarge extends Error {}

async function withTime<T>(connection: DuckDBConnection, timeoutMs: number, work: () => Promise<T>): Promise<T> {
  let late = false;
  let repeat: NodeJS.Timeout | undefined;
  const timer = setTimeout(() => {
    late = true;
    connection.interrupt();
    // Between two pieces of an answer there is nothing to interrupt: again until the work has noticed.
    repeat = setInterval(() => connection.interrupt(), 50);
  }, timeoutMs);
  try {
    return await work();
  } catch (error) {
    throw late ? new Late() : error;
  } finally {
    clearTimeout(timer);
    clearInterval(repeat);
  }
}

async function read(connection: DuckDBConnection, sql: string, limits: CellLimits): Promise<CellAnswer> {
  const statements = await connection.extractStatements(sql);
  if (statements.count !== 1) throw new Error(`tables: ${statements.count} statements came past the judge`);
  const prepared = await statements.prepare(0);
  if (prepared.statementType !== StatementType.SELECT) throw new Error('tables: no SELECT came past the judge');
  const result = await prepared.stream();
  const types = result.columnTypes();
  const columns = result.columnNames().map((name, i) => ({ name, type: String(types[i]) }));
  const rows: Json[][] = [];
  let bytes = 0;
  for await (const piece of result.yieldRowsJson()) {
    for (const row of piece) {
      if (rows.length === limits.maxRows) return { columns, rows, truncated: true };
      const cells = row.map((cell, i) => sent(cell, columns[i]?.type ?? ''));
      bytes += JSON.stringify(cells).length;
      if (bytes > limits.maxBytes) throw new TooLarge();
      rows.push(cells);
    }
  }
  return { columns, rows, truncated: false };
}

const whole = /^U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$/;

/** Whole numbers as numbers where JSON can carry them, instants as ISO 8601. */
function sent(cell: Json, type: string): Json {
  if (typeof cell !== 'string') return cell;
  if (whole.test(type)) return Number.isSafeInteger(Number(cell)) ? Number(cell) : cell;
  return type.startsWith('TIMESTAMP') ? cell.replace(' ', 'T') : cell;
}

/** No message may tell where things lie on this machine. */
function faultOf(sql: string, error: unknown, hidden: readonly string[]): CellFault {
  if (error instanceof Late) return { fault: 'tables.sql_timeout', params: {} };
  if (error instanceof TooLarge) return { fault: 'tables.sql_too_large', params: {} };
  if (!(error instanceof Error)) throw error;
  const { exception_type: type, exception_message: text, position } = parsedError(error.message);
  if (type === undefined) throw error;
  if (type === 'Out of Memory') return { fault: 'tables.sql_too_heavy', params: {} };
  const clean = hidden.reduce((left, path) => left.replaceAll(path, '…'), text ?? '');
  return {
    fault: 'tables.sql_failed',
    params: { message: `${type}: ${clean}`.slice(0, 500), ...placeOf(sql, position) },
  };
}

function parsedError(message: string): { exception_type?: string; exception_message?: string; position?: string } {
  try {
    return JSON.parse(message);
  } catch {
    return {};
  }
}
