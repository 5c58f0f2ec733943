/** Writes a copy of a table with columns dropped or masked. */
import { join } from 'node:path';
import { DuckDBScalarFunction, VARCHAR } from '@duckdb/node-api';
import { maskCell } from '#api/kernel/personal-information.ts';
import { type PersonalKind, personalKinds } from '#api/kernel/personal-kinds.ts';
import type { Day } from '#api/kernel/time.ts';
import { hashFile } from '#api/ports/files/measured.ts';
import { write } from '#api/ports/tables/convert.ts';
import type { Session } from '#api/ports/tables/engine.ts';
import type { ColumnTreatment, TreatOptions, TreatResult } from '#api/ports/tables/port.ts';
import { refuse } from '#api/ports/tables/refusals.ts';
import { findColumn, readSchema, type SchemaColumn } from '#api/ports/tables/schema.ts';
import { parquetSource, quoteName, quoteText } from '#api/ports/tables/sql.ts';

export async function treatTable(
  session: Session,
  path: string,
  treatments: readonly ColumnTreatment[],
  options: TreatOptions,
): Promise<TreatResult> {
  const schema = await readSchema(session, path);
  for (const treatment of treatments) findColumn(schema, treatment.column);
  const byColumn = new Map(treatments.map((treatment) => [treatment.column, treatment]));
  const kept = schema.columns.filter((column) => byColumn.get(column.name)?.action !== 'drop');
  if (kept.length === 0) throw refuse('tables.no_columns_left');
  const select = kept.map((column) => treated(column, byColumn.get(column.name), options.today));
  const parquetPath = join(options.scratchDir, 'treated.parquet');
  await write(session, `SELECT ${select.join(', ')} FROM ${parquetSource(path)}`, parquetPath, kept.length);
  const stored = await hashFile(parquetPath);
  return { parquetPath, parquetBytes: stored.bytes, parquetSha256: stored.sha256 };
}

/** A masked column becomes text whatever it was: `138****5678` is no number. */
function treated(column: SchemaColumn, treatment: ColumnTreatment | undefined, today: Day): string {
  const name = quoteName(column.name);
  if (treatment === undefined) return name;
  const kinds = treatment.kinds ?? [];
  if (kinds.length === 0) return `CASE WHEN ${name} IS NULL THEN NULL ELSE '***' END AS ${name}`;
  return `${maskFunction}(${quoteText(kinds.join())}, ${quoteText(today)}, CAST(${name} AS VARCHAR)) AS ${name}`;
}

const maskFunction = 'jinshu_mask';

/** The kernel's own `maskCell` as a SQL function, so that what masks and what scans cannot disagree. */
export function makeMaskFunction(): DuckDBScalarFunction {
  const sets = new Map<string, ReadonlySet<PersonalKind>>();
  const setOf = (list: string): ReadonlySet<PersonalKind> => {
    const known = sets.get(list) ?? new Set(list.split(',').filter((kind) => personalKinds.is(kind)));
    sets.set(list, known);
    return known;
  };
  return DuckDBScalarFunction.create({
    name: maskFunction,
    parameterTypes: [VARCHAR, VARCHAR, VARCHAR],
    returnType: VARCHAR,
    mainFunction: (_info, input, output) => {
      const [kinds, today, cells] = [0, 1, 2].map((i) => input.getColumnVector(i));
      for (let i = 0; i < input.rowCount; i++) {
        const cell = cells?.getItem(i);
        const masked =
          typeof cell === 'string' ? maskCell(cell, String(today?.getItem(i)), setOf(String(kinds?.getItem(i)))) : null;
        output.setItem(i, masked);
      }
      output.flush();
    },
  });
}
