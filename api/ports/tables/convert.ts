/** UTF-8 CSV to Parquet: types from the first rows, proved on every row while converting, decided anew when a row objects. */
import { join } from 'node:path';
import type { Json } from '@duckdb/node-api';
import type { Logger } from 'pino';
import type { Dialect } from '#api/ports/tables/dialect.ts';
import type { Session } from '#api/ports/tables/engine.ts';
import {
  convertSql,
  decide,
  type Family,
  factsSql,
  familyOf,
  isComplaint,
  type Plan,
} from '#api/ports/tables/inference.ts';
import { maxRowBytes, readStrictly } from '#api/ports/tables/records.ts';
import { refuse } from '#api/ports/tables/refusals.ts';
import type { Source } from '#api/ports/tables/source.ts';
import { quoteText } from '#api/ports/tables/sql.ts';

const sampleRows = 10_000;
/** Fewer filled cells than this in the sample of a longer file say too little. */
const fewCells = 100;
/** Cells judged in the sample of a wide table. */
const sampleCells = 500_000;
const everything: readonly Family[] = ['number', 'time', 'boolean'];

interface Input {
  readonly session: Session;
  readonly source: Source;
  readonly dialect: Dialect;
  readonly names: readonly string[];
  readonly scratchDir: string;
  readonly log: Logger | undefined;
}

interface Shape {
  readonly delimiter: string;
  readonly columns: number;
  readonly longestRow?: number;
}

/** What `attempt` needs to know of a table. */
interface Typed {
  readonly session: Session;
  readonly names: readonly string[];
  /** Columns whose values were text where they came from: they may be days, never numbers. */
  readonly textual?: ReadonlySet<number>;
}

export interface Rows extends Typed {
  /** CSV of our own writing, with a header. */
  readonly csvPath: string;
  readonly rows: number;
  readonly breaksInside: boolean;
  readonly longestRow: number;
  readonly scratchDir: string;
}

/** The same for rows that were read from another format. */
export async function convertRows(input: Rows): Promise<string> {
  const { session, csvPath, names, rows, breaksInside, longestRow, scratchDir } = input;
  const parquetPath = join(scratchDir, 'table.parquet');
  const shape = { delimiter: ',', columns: names.length, longestRow };
  await attempt(input, csvSource(csvPath, shape, !breaksInside), parquetPath);
  const found = await countRows(session, parquetPath);
  if (found !== rows) throw new Error(`tables: ${rows} rows were written and ${found} read`);
  return parquetPath;
}

/** Writes `table.parquet` into the scratch folder and answers its path. Refuses malformed files by name. */
export async function convert(input: Input): Promise<string> {
  const { session, source, dialect, names, scratchDir } = input;
  const parquetPath = join(scratchDir, 'table.parquet');
  const shape = { delimiter: dialect.delimiter, columns: names.length };
  const fromCsv = (path: string, parallel: boolean) => attempt(input, csvSource(path, shape, parallel), parquetPath);
  let rows: number | null = null;
  try {
    if (source.breaksInsideQuotes) rows = await readStrictly(source.textPath, shape, null);
    await fromCsv(source.textPath, !source.breaksInsideQuotes);
  } catch (error) {
    if (!isCsvError(error)) throw error;
    const clean = join(scratchDir, 'clean.csv');
    rows = await readStrictly(source.textPath, shape, clean);
    // Sound by our own strict reading: lines end in several ways, or DuckDB lost its place reading in parallel.
    await fromCsv(clean, false).catch((again: unknown) => {
      if (!isCsvError(again)) throw again;
      const line = /Line: (\d+)/.exec((again as Error).message)?.[1] ?? '?';
      // The message quotes the row, which may hold personal information: only its place is logged.
      input.log?.warn({ line }, 'tables: DuckDB refuses a CSV that our own reader finds sound');
      throw refuse('tables.malformed', { line });
    });
  }
  if (rows !== null && rows !== (await countRows(session, parquetPath))) {
    input.log?.warn({ rows }, 'tables: DuckDB and our own reader count different rows');
    throw refuse('tables.malformed', { line: '?' });
  }
  return parquetPath;
}

async function countRows(session: Session, parquetPath: string): Promise<number> {
  const [answer] = await session.rows(`SELECT num_rows FROM parquet_file_metadata(${quoteText(parquetPath)})`);
  return Number(answer?.[0]);
}

async function attempt(input: Typed, from: string, parquetPath: string): Promise<void> {
  const { session, names, textual } = input;
  const sampled = await sample(session, from, names);
  const held = (plans: readonly Plan[]) =>
    plans.map((plan, i): Plan => {
      const family = textual?.has(i) === true ? familyOf(plan) : null;
      return family === 'number' || family === 'boolean' ? { type: 'text' } : plan;
    });
  let plans = held(sampled.plans);
  if (sampled.unsure.length > 0) plans = held(await reconsider(session, from, names, plans, sampled.unsure));
  try {
    await write(session, convertSql(from, names, plans), parquetPath, names.length);
  } catch (error) {
    if (!isComplaint(error)) throw error;
    const typed = plans.flatMap((plan, i) => (plan.type === 'text' ? [] : [i]));
    plans = held(await reconsider(session, from, names, plans, typed));
    await write(session, convertSql(from, names, plans), parquetPath, names.length);
  }
}

/** Plans from the first rows, and the columns of a longer file whose sample was too thin to say. */
async function sample(session: Session, from: string, names: readonly string[]) {
  const limit = Math.min(sampleRows, Math.max(200, Math.floor(sampleCells / names.length)));
  const head = `(SELECT * FROM ${from} LIMIT ${limit})`;
  const all = names.map((_, i) => i);
  const [counted] = await session.rows(`SELECT count(*) FROM ${head}`);
  const longer = Number(counted?.[0]) >= limit;
  const facts = await readFacts(session, head, all, everything);
  const unsure = longer ? all.filter((column) => Number(facts.get(column)?.[0] ?? 0) < fewCells) : [];
  return { plans: all.map((column) => decide(names[column] ?? '', facts.get(column) ?? [])), unsure };
}

/** Decides the given columns by every cell of the file, one pass for each family of types in question. */
async function reconsider(
  session: Session,
  from: string,
  names: readonly string[],
  plans: readonly Plan[],
  columns: readonly number[],
): Promise<Plan[]> {
  const decided = [...plans];
  for (const family of [...everything, null]) {
    const group = columns.filter((column) => familyOf(plans[column] ?? { type: 'text' }) === family);
    if (group.length === 0) continue;
    const facts = await readFacts(session, from, group, family === null ? everything : [family]);
    for (const column of group) decided[column] = decide(names[column] ?? '', facts.get(column) ?? []);
  }
  return decided;
}

/** The counts of each column; none for a table without rows. */
async function readFacts(
  session: Session,
  from: string,
  columns: readonly number[],
  families: readonly Family[],
): Promise<Map<number, readonly Json[]>> {
  const rows = await session.rows(factsSql(from, columns, families));
  return new Map(rows.map(([place, ...facts]) => [columns[Number(place)] ?? -1, facts]));
}

/** Writes a SELECT to zstd Parquet. Wide tables get smaller row groups, as a writer holds one whole group a thread. */
export async function write(session: Session, select: string, path: string, columns: number): Promise<void> {
  const rows = Math.max(2048, Math.min(122_880, Math.floor((122_880 * 40) / columns / 2048) * 2048));
  await session.run(
    `COPY (${select}) TO ${quoteText(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${rows})`,
  );
}

/** Every cell as text, nothing guessed: no skipped lines, no comments, no padding of short rows. */
function csvSource(path: string, shape: Shape, parallel: boolean): string {
  const types = Array.from({ length: shape.columns }, (_, i) => `'c${i}': 'VARCHAR'`).join(', ');
  return `read_csv(${quoteText(path)}, auto_detect = false, delim = ${quoteText(shape.delimiter)}, quote = '"', escape = '"',
    header = true, strict_mode = true, null_padding = false, ignore_errors = false, hive_partitioning = false,
    max_line_size = ${shape.longestRow ?? maxRowBytes}, parallel = ${parallel}, columns = {${types}})`;
}

function isCsvError(error: unknown): boolean {
  return error instanceof Error && !isComplaint(error) && /CSV|Maximum line size/i.test(error.message);
}
