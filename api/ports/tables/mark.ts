/** The hidden mark of a file, as statements of DuckDB and as the same numbers in JavaScript. */
import { createHash } from 'node:crypto';
import { DuckDBScalarFunction, INTEGER, VARCHAR } from '@duckdb/node-api';
import { otherForm } from '#api/kernel/mark-forms.ts';
import type { Session } from '#api/ports/tables/engine.ts';
import type { ExportFormat, Mark } from '#api/ports/tables/port.ts';
import { readSchema, type Schema, type SchemaColumn } from '#api/ports/tables/schema.ts';
import { parquetSource, quoteName, quoteText } from '#api/ports/tables/sql.ts';

/**
 * Rows change places within so many of their neighbours: a table up to this size is ordered whole; a longer one keeps what is
 * sorted in it sorted by and large, so that readers may still pass over parts of it.
 */
export const rowsPlaced = 65_536;

/** Rows by which it is judged whether a column holds sentences. */
const rowsJudged = 50_000;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A keyed number of a row, by which rows stand within their part of the table. */
export const rankOf = (key: string, row: number): string => digest(`${key}:${row}`);
/** A keyed bit of a cell; `position` is that of the column in the table, from 0. */
export const bitOf = (key: string, row: number, position: number): 0 | 1 =>
  (Number.parseInt(digest(`${key}:${row}:${position}`)[0] ?? '0', 16) & 1) as 0 | 1;

const bitSql = (key: string, position: number): string =>
  `strpos('13579bdf', substr(sha256(${quoteText(`${key}:`)} || file_row_number || ${quoteText(`:${position}`)}), 1, 1)) > 0`;

export interface MarkSql {
  /** Instead of the columns of the same names. */
  readonly replaced: string;
  readonly order: string;
}

const keyShape = /^[0-9a-f]{64}$/;

export function markSql(schema: Schema, mark: Mark, format: ExportFormat): MarkSql {
  if (!keyShape.test(mark.key)) throw new Error('tables: a mark needs a key of 64 hexadecimal digits');
  const replaced = schema.columns.flatMap((column, position) => {
    const name = quoteName(column.name);
    const bit = bitSql(mark.key, position);
    if (column.type === 'text' && mark.prose.includes(column.name))
      return [`CASE WHEN ${bit} THEN ${markFunction}(${name}, 1) ELSE ${name} END AS ${name}`];
    if (format === 'csv' && isMarkedDecimal(column)) {
      const text = `CAST(${name} AS VARCHAR)`;
      return [
        `CASE WHEN ${bit} AND regexp_full_match(${text}, '-?\\d+\\.\\d{1,12}') THEN ${text} || '0' ELSE ${text} END AS ${name}`,
      ];
    }
    return [];
  });
  return {
    replaced: replaced.join(', '),
    order: `file_row_number // ${rowsPlaced}, sha256(${quoteText(`${mark.key}:`)} || file_row_number)`,
  };
}

export const isMarkedDecimal = ({ type }: Pick<SchemaColumn, 'type'>): boolean => type === 'decimal';

const markFunction = 'jinshu_mark';

/** The kernel's own `otherForm` as a SQL function, so that what marks and what reads marks cannot disagree. */
export function makeMarkFunction(): DuckDBScalarFunction {
  return DuckDBScalarFunction.create({
    name: markFunction,
    parameterTypes: [VARCHAR, INTEGER],
    returnType: VARCHAR,
    mainFunction: (_info, input, output) => {
      const cells = input.getColumnVector(0);
      for (let i = 0; i < input.rowCount; i++) {
        const cell = cells.getItem(i);
        output.setItem(i, typeof cell === 'string' ? (otherForm('text', cell)?.form ?? cell) : null);
      }
      output.flush();
    },
  });
}

/**
 * Sentences: at least half of the filled cells hold twelve Han characters and a mark of punctuation, and more than half of
 * them differ. Names, addresses, codes and words of a list are looked up and joined by, where a space would matter.
 */
export async function proseColumns(session: Session, path: string): Promise<string[]> {
  const schema = await readSchema(session, path);
  const found: string[] = [];
  // Always the same rows, so that what marks and what reads marks think alike.
  const first = `${parquetSource(path, true)} WHERE file_row_number < ${rowsJudged}`;
  for (const { name, type } of schema.columns) {
    if (type !== 'text') continue;
    const cell = quoteName(name);
    const [facts] = await session.rows(`
      SELECT count(*) FILTER (${cell} <> ''),
        count(*) FILTER (length(${cell}) >= 14 AND regexp_matches(${cell}, '[，。；！？]')
          AND length(regexp_replace(${cell}, '[^\\p{Han}]', '', 'g')) >= 12)
      FROM ${first}`);
    const [filled, sentences] = [Number(facts?.[0]), Number(facts?.[1])];
    if (filled === 0 || sentences * 2 < filled) continue;
    const [counted] = await session.rows(`SELECT count(DISTINCT ${cell}) FROM ${first}`);
    if (Number(counted?.[0]) * 2 > filled) found.push(name);
  }
  return found;
}
