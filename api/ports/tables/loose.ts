/** A file found somewhere as tables of text: what a number looks like is what is read here, so CSV keeps every cell as it stands. */
import { basename, join } from 'node:path';
import { canonicalText } from '#api/kernel/same-value.ts';
import { detectDialect, records } from '#api/ports/tables/dialect.ts';
import type { Engine } from '#api/ports/tables/engine.ts';
import { type IntakeLimits, takeIn } from '#api/ports/tables/intake/intake.ts';
import type { IntakeInput } from '#api/ports/tables/intake/port.ts';
import { recognise } from '#api/ports/tables/intake/recognise.ts';
import type { LooseTable } from '#api/ports/tables/port.ts';
import { refuse } from '#api/ports/tables/refusals.ts';
import { readAt, readSource } from '#api/ports/tables/source.ts';
import { quoteText } from '#api/ports/tables/sql.ts';

const headBytes = 1 << 20;
/** Lines in which the names may stand below a title or a notice. */
const headLines = 40;

export async function loosen(engine: Engine, input: IntakeInput, limits: IntakeLimits): Promise<LooseTable[]> {
  // Found files are called anything: only their content says what they are.
  const name = basename(input.originalName).replace(/\.[^.]*$/, '');
  const found = await recognise(input.path, name, limits.archive);
  if (found.as === 'table' && found.format === 'csv') return [await loosenCsv(engine, input, limits)];
  const taken = await takeIn(engine, { ...input, originalName: name }, limits, undefined);
  return taken.tables.map((one) => ({
    parquetPath: one.parquetPath,
    names: one.columns.map((column) => column.name),
    rows: one.rowCount,
  }));
}

async function loosenCsv(engine: Engine, input: IntakeInput, limits: IntakeLimits): Promise<LooseTable> {
  const { scratchDir, signal } = input;
  const source = await readSource(input.path, scratchDir, { maxBytes: limits.maxBytes, signal });
  const head = new TextDecoder('utf-8').decode(await readAt(source.textPath, 0, headBytes), { stream: true });
  // Notices before the header begin with a number sign, in quotes where they hold a comma.
  const body = head.replace(/^\uFEFF/, '').replace(/^("?#[^\n]*\n)+/, '');
  const { delimiter } = detectDialect(body, head.length < headBytes);
  const first = records(head.replace(/^\uFEFF/, ''), delimiter, headLines);
  const width = Math.max(...first.map((line) => line.length), 0);
  if (width === 0) throw refuse('tables.empty');
  if (width > limits.maxColumns) throw refuse('tables.not_csv', { found: 'TXT' });
  // The header is the first line as wide as the table whose cells are all filled and different.
  const header = first.find(
    (line) => line.length === width && line.every((one) => one.trim() !== '') && distinct(line),
  );
  const names = header ?? Array.from({ length: width }, (_, i) => `column_${i + 1}`);
  const parquetPath = join(scratchDir, 'loose.parquet');
  const columns = names.map((_, i) => `'c${i}': 'VARCHAR'`).join(', ');
  return engine.use(
    async (session) => {
      await session.run(`COPY (FROM read_csv(${quoteText(source.textPath)}, auto_detect = false, header = false,
        columns = {${columns}}, delim = ${quoteText(delimiter)}, quote = '"', escape = '"', null_padding = true,
        strict_mode = false, ignore_errors = true, parallel = false, max_line_size = 8388608))
        TO ${quoteText(parquetPath)} (FORMAT parquet)`);
      const [answer] = await session.rows(`SELECT num_rows FROM parquet_file_metadata(${quoteText(parquetPath)})`);
      const lines = Number(answer?.[0]);
      return { parquetPath, names, rows: header === undefined ? lines : lines - 1 };
    },
    { signal },
  );
}

const distinct = (cells: readonly string[]): boolean => new Set(cells.map(canonicalText)).size === cells.length;
