/** What stands after a row in an order of several columns: compared value by value, so that no row before it is met again. */
import type { Session } from '#api/ports/tables/engine.ts';
import type { SortKey } from '#api/ports/tables/query.ts';
import { refuse } from '#api/ports/tables/refusals.ts';
import { parquetSource, quoteName } from '#api/ports/tables/sql.ts';

/** The condition for the rows after row `number`; what it binds is appended to `values`. */
export async function afterRow(
  session: Session,
  path: string,
  keys: readonly SortKey[],
  number: number,
  values: string[],
): Promise<string> {
  const [last] = await session.rows(
    `SELECT ${keys.map(({ column }) => `CAST(${quoteName(column.name)} AS VARCHAR)`).join(', ')}
     FROM ${parquetSource(path, true)} WHERE file_row_number = ${number}`,
  );
  if (last === undefined) throw refuse('tables.bad_page', { limit: 1000 });
  const marks = keys.map((key, i) => {
    const value = last[i] ?? null;
    if (value === null) return null;
    values.push(String(value));
    const mark = `CAST($${values.length} AS ${key.column.sqlType})`;
    return key.sql.endsWith(' COLLATE zh') ? `${mark} COLLATE zh` : mark;
  });
  const same = keys.map((key, i) => (marks[i] === null ? `${key.sql} IS NULL` : `${key.sql} = ${marks[i]}`));
  const later = keys.map((key, i) => beyond(key, marks[i] ?? null));
  const steps = [...later, `file_row_number > ${number}`].map((step, i) => [...same.slice(0, i), step].join(' AND '));
  return steps.map((step) => `(${step})`).join(' OR ');
}

function beyond({ sql, desc, nullsFirst }: SortKey, mark: string | null): string {
  if (mark === null) return nullsFirst ? `${sql} IS NOT NULL` : 'false';
  const past = `${sql} ${desc ? '<' : '>'} ${mark}`;
  return nullsFirst ? past : `(${past} OR ${sql} IS NULL)`;
}
