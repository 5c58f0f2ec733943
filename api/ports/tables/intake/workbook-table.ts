/** A sheet as a table: the first row that holds anything names the columns, every further one is a record. */
import { join } from 'node:path';
import { convertRows } from '#api/ports/tables/convert.ts';
import { nameColumns } from '#api/ports/tables/dialect.ts';
import { refuse as refuseTable } from '#api/ports/tables/refusals.ts';
import type { Archive } from './archive.ts';
import type { Bench, Converted } from './intake.ts';
import { refuse } from './refusals.ts';
import { maxRowLength, RowWriter } from './row-writer.ts';
import { type CellFault, letterOf, readSheet, type Sheet, type SheetRow, type Workbook } from './workbook.ts';

/** Null for a sheet with nothing on it. */
export async function takeSheet(
  bench: Bench,
  archive: Archive,
  workbook: Workbook,
  sheet: Sheet,
  scratchDir: string,
  origin: string | null,
): Promise<Converted | null> {
  const writer = new RowWriter(join(scratchDir, 'rows.csv'));
  const merges: string[] = [];
  const state: { header: SheetRow | null; names: string[]; fault: CellFault | null; refused: Error | null } = {
    header: null,
    names: [],
    fault: null,
    refused: null,
  };
  const take = async (row: SheetRow): Promise<void> => {
    if (!row.cells.some((cell) => cell !== null && cell.trim() !== '')) return;
    if (state.header === null) {
      state.header = row;
      // A title over the table is told apart only by its merged cells, which stand at the end of the part.
      state.names = soft(state, () =>
        nameColumns(
          row.cells.map((cell) => cell ?? ''),
          bench.limits.maxColumns,
        ),
      );
      await writer.row(state.names);
      return;
    }
    const width = state.names.length;
    const found = row.cells.findLastIndex((cell) => cell !== null && cell !== '') + 1;
    if (found > width && state.refused === null)
      state.refused = refuseTable('tables.ragged_row', {
        row: writer.rows,
        line: row.number,
        found,
        expected: width,
      });
    if (state.refused === null) await writer.row(Array.from({ length: width }, (_, i) => row.cells[i] ?? null));
  };
  try {
    await readSheet(archive, workbook, sheet, {
      row: take,
      fault: (fault) => {
        state.fault ??= fault;
      },
      merged: (range) => {
        if (merges.length < 1) merges.push(range);
      },
    });
    if (state.header === null) return null;
    if (merges[0] !== undefined) throw refuse('tables.merged_cells', { range: merges[0].slice(0, 30) });
    if (state.refused !== null) throw state.refused;
    if (state.fault !== null) throw faulty(state.fault, state.header, state.names);
    await writer.end();
  } finally {
    writer.destroy();
  }
  const rows = writer.rows - 1;
  if (rows === 0) throw refuseTable('tables.no_rows');
  bench.say('convert', origin);
  const { names } = state;
  const input = { names, csvPath: writer.path, rows, breaksInside: writer.breaksInside, scratchDir };
  const parquetPath = await bench.engine.use(
    (session) => convertRows({ ...input, session, longestRow: maxRowLength }),
    { signal: bench.signal },
  );
  return { format: 'xlsx', parquetPath };
}

/** The names, or the refusal kept for later. */
function soft(state: { refused: Error | null }, make: () => string[]): string[] {
  try {
    return make();
  } catch (error) {
    state.refused = error as Error;
    return [];
  }
}

function faulty({ row, column, value }: CellFault, header: SheetRow, names: readonly string[]): Error {
  return refuse('tables.cell_error', {
    row: row - header.number,
    cell: `${letterOf(column)}${row}`,
    column: names[column] ?? letterOf(column),
    value,
  });
}
