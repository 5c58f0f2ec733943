/**
 * The personal information scan: every cell of every column is judged. DuckDB passes over the cells that the kernel's
 * prefilter shows to hold nothing; the rest go to the kernel's detectors with their check digits.
 */
import type { DuckDBResult } from '@duckdb/node-api';
import { anyPrefilter } from '#api/kernel/personal-detect.ts';
import { type ColumnResult, type ColumnScanner, createColumnScanner } from '#api/kernel/personal-information.ts';
import { needsEveryCell, type PersonalPolicy } from '#api/kernel/personal-policy.ts';
import type { Day } from '#api/kernel/time.ts';
import type { Session } from '#api/ports/tables/engine.ts';
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
  const placed = <F extends ColumnResult['findings'][number]>(finding: F): F => ({
    ...finding,
    positions: finding.positions.flatMap((position) => {
      const row = fedRows[position.row];
      return row === undefined ? [] : [{ ...position, row }];
    }),
  });
  return { ...found, findings: found.findings.map(placed), notes: found.notes.map(placed) };
}

/** The cells worth a look, as SQL; null when the type leaves no room for anything personal. */
function suspicious(column: SchemaColumn, name: string): string | null {
  if (needsEveryCell(column.name)) return `${name} IS NOT NULL`;
  if (column.type === 'text') return `regexp_matches(${name}, $$${anyPrefilter}$$)`;
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
