/**
 * The personal information scan: every cell of every column is judged. DuckDB passes over the cells that the kernel's
 * prefilter shows to hold nothing; the rest go to the kernel's detectors with their check digits.
 */
import type { DuckDBResult } from '@duckdb/node-api';
import { anyPrefilter } from '#api/kernel/personal-detect.ts';
import { type ColumnResult, type ColumnScanner, createColumnScanner } from '#api/kernel/personal-information.ts';
import { mask } from '#api/kernel/personal-kinds.ts';
import { needsEveryCell, type PersonalPolicy } from '#api/kernel/personal-policy.ts';
import type { Day } from '#api/kernel/time.ts';
import type { Session } from '#api/ports/tables/engine.ts';
import { namesIn, shortestText } from '#api/ports/tables/names.ts';
import { readSchema, type SchemaColumn } from '#api/ports/tables/schema.ts';
import { parquetSource, quoteName } from '#api/ports/tables/sql.ts';

export interface ScanResult {
  readonly rowCount: number;
  /** In the table's order. `positions[].row` is the row of the table, from 0. Examples are masked. */
  readonly columns: readonly ColumnResult[];
  /** True when a column has a finding: the table may not be opened before it is treated. */
  readonly blocked: boolean;
}

/** Rows of hits are remembered for the first so many cells looked at; later positions are left out, never the hits. */
const rememberedRows = 2_000_000;

export async function scanTable(
  session: Session,
  path: string,
  today: Day,
  policy: PersonalPolicy | undefined,
): Promise<ScanResult> {
  const schema = await readSchema(session, path);
  const columns: ColumnResult[] = [];
  for (const column of schema.columns) columns.push(await scanColumn(session, path, column, today, policy));
  return { rowCount: schema.rowCount, columns, blocked: columns.some((column) => column.findings.length > 0) };
}

async function scanColumn(
  session: Session,
  path: string,
  column: SchemaColumn,
  today: Day,
  policy: PersonalPolicy | undefined,
): Promise<ColumnResult> {
  const scanner = createColumnScanner(column.name, today, policy);
  const name = quoteName(column.name);
  const [counts] = await session.rows(`SELECT count(*), count(${name}) FROM ${parquetSource(path)}`);
  const [rows, cells] = [Number(counts?.[0]), Number(counts?.[1])];
  const condition = suspicious(column, name);
  const fedRows: number[] = [];
  let fed = 0;
  if (condition !== null && cells > 0) {
    const result = await session.stream(
      `SELECT CAST(file_row_number AS DOUBLE), CAST(${name} AS VARCHAR) FROM ${parquetSource(path, true)} WHERE ${condition}`,
    );
    fed = await feedAll(result, scanner, fedRows);
  }
  scanner.skip(cells - fed);
  for (let i = cells; i < rows; i++) scanner.feed(null);
  const found = scanner.result();
  const names = column.type === 'text' && cells > 0 ? await namesInColumn(session, path, column.name, found) : null;
  const placed = <F extends ColumnResult['findings'][number]>(finding: F): F => ({
    ...finding,
    positions: finding.positions.flatMap((position) => {
      const row = fedRows[position.row];
      return row === undefined ? [] : [{ ...position, row }];
    }),
  });
  const notes = found.notes.map(placed);
  return { ...found, findings: found.findings.map(placed), notes: names === null ? notes : [...notes, names] };
}

/** Cells of running text that are looked at for names: a sample tells whether a column has them. */
const sampledTexts = 2000;
/** Found by a word beside it, or so often that chance does not explain it; the rate of errors is measured in the tests. */
const [fewestSure, leastShare] = [2, 0.03];

/** Names in running text are noted, never held against the table by themselves. */
async function namesInColumn(
  session: Session,
  path: string,
  header: string,
  { findings, notes }: ColumnResult,
): Promise<ColumnResult['notes'][number] | null> {
  if ([...findings, ...notes].some((one) => one.kind === 'personal_name')) return null;
  const name = quoteName(header);
  const rows = await session.rows(
    `SELECT * FROM (SELECT CAST(file_row_number AS DOUBLE), ${name} FROM ${parquetSource(path, true)}
      WHERE length(${name}) >= ${shortestText} AND regexp_matches(${name}, '\\p{Han}{3}'))
      USING SAMPLE reservoir(${sampledTexts} ROWS) REPEATABLE (1)`,
  );
  const tally = {
    cells: 0,
    sure: 0,
    examples: new Set<string>(),
    positions: [] as { row: number; start: number; end: number }[],
  };
  for (const [row, cell] of rows) {
    const hits = namesIn(String(cell).slice(0, 2000));
    if (hits.length === 0) continue;
    tally.cells += 1;
    if (hits.some((one) => one.sure)) tally.sure += 1;
    for (const { value, start, end } of hits) {
      if (tally.examples.size < 3) tally.examples.add(mask('personal_name', value));
      if (tally.positions.length < 100) tally.positions.push({ row: Number(row), start, end });
    }
  }
  if (tally.cells === 0 || (tally.sure < fewestSure && tally.cells < rows.length * leastShare)) return null;
  return {
    kind: 'personal_name',
    hits: tally.cells,
    checked: rows.length,
    ratio: tally.cells / rows.length,
    named: tally.sure > 0,
    examplesMasked: [...tally.examples],
    positions: tally.positions,
  };
}

/** The cells worth a look, as SQL; null when the type leaves no room for anything personal. */
function suspicious(column: SchemaColumn, name: string): string | null {
  if (needsEveryCell(column.name)) return `${name} IS NOT NULL`;
  // A document is read leaf by leaf: what its keys announce no pattern finds.
  if (column.type === 'text') return `regexp_matches(${name}, $$${anyPrefilter}|^\\s*[\\[{]$$)`;
  // Eleven digits and more: telephones, old citizen numbers, short cards. Decimals, days and truth values hold none.
  return column.type === 'integer' ? `abs(${name}) >= 10000000000` : null;
}

async function feedAll(result: DuckDBResult, scanner: ColumnScanner, fedRows: number[]): Promise<number> {
  let fed = 0;
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const numbers = chunk.getColumnVector(0);
    const cells = chunk.getColumnVector(1);
    for (let i = 0; i < chunk.rowCount; i++) {
      scanner.feed(String(cells.getItem(i)));
      if (fedRows.length < rememberedRows) fedRows.push(Number(numbers.getItem(i)));
      fed += 1;
    }
  }
  return fed;
}
