/** Rows of one table known again in another, however a program has written them since; all of it in DuckDB, memory flat. */
import { canonicalText } from '#api/kernel/same-value.ts';
import type { Session } from '#api/ports/tables/engine.ts';
import type { LooseTable, Meeting, MetRow } from '#api/ports/tables/port.ts';
import { readSchema, type SchemaColumn } from '#api/ports/tables/schema.ts';
import { parquetSource, quoteName, quoteText } from '#api/ports/tables/sql.ts';

/** Columns tried one by one as the one that was edited through. */
const mostLeftOut = 12;

export async function meetTables(
  session: Session,
  path: string,
  loose: LooseTable,
  most: number,
): Promise<Meeting | null> {
  const schema = await readSchema(session, path);
  const there = (await readSchema(session, loose.parquetPath)).columns;
  const at = new Map(loose.names.map((name, i) => [canonicalText(name), i] as const));
  const shared = schema.columns.flatMap((column): Pair[] => {
    const i = at.get(canonicalText(column.name));
    const seen = i === undefined ? undefined : there[i];
    return seen === undefined ? [] : [{ column, seen }];
  });
  if (shared.length === 0 || shared.length * 2 < Math.min(schema.columns.length, 4)) return null;
  let by = shared;
  let met = await count(session, path, loose, by);
  if (met * 2 < Math.min(schema.rowCount, loose.rows) && shared.length > 1 && shared.length <= mostLeftOut)
    for (const left of shared) {
      const others = shared.filter((one) => one !== left);
      const found = await count(session, path, loose, others);
      if (found > met) [by, met] = [others, found];
    }
  const sample = met === 0 ? [] : await sampleOf(session, path, loose, by, shared, Math.max(1, Math.ceil(met / most)));
  return { shared: shared.map(({ column: { name, type } }) => ({ name, type })), met, sample };
}

interface Pair {
  readonly column: SchemaColumn;
  readonly seen: SchemaColumn;
}

/** Rows that are the only one of their kind in the table, with the first such row of the other. */
function pairsSql(path: string, loose: LooseTable, by: readonly Pair[]): string {
  const key = (columns: readonly SchemaColumn[]) => `hash(${columns.map(canonicalSql).join(', ')})`;
  return `WITH there AS (
      SELECT ${key(by.map((one) => one.seen))} AS k, min(file_row_number) AS place
      FROM ${parquetSource(loose.parquetPath, true)} GROUP BY k),
    own AS (SELECT ${key(by.map((one) => one.column))} AS k, file_row_number AS row FROM ${parquetSource(path, true)}),
    single AS (SELECT k, min(row) AS row FROM own WHERE k IN (SELECT k FROM there) GROUP BY k HAVING count(*) = 1),
    met AS (SELECT row, place FROM single JOIN there USING (k))`;
}

async function count(session: Session, path: string, loose: LooseTable, by: readonly Pair[]): Promise<number> {
  const [answer] = await session.rows(`${pairsSql(path, loose, by)} SELECT count(*) FROM met`);
  return Number(answer?.[0]);
}

async function sampleOf(
  session: Session,
  path: string,
  loose: LooseTable,
  by: readonly Pair[],
  shared: readonly Pair[],
  step: number,
): Promise<MetRow[]> {
  const cells = (alias: string, columns: readonly SchemaColumn[]) =>
    columns.map((column) => `CAST(${alias}.${quoteName(column.name)} AS VARCHAR)`).join(', ');
  const rows = await session.rows(`${pairsSql(path, loose, by)},
    few AS (SELECT row, place FROM met WHERE hash(row) % ${step} = 0)
    SELECT few.row, few.place, ${cells(
      'o',
      shared.map((one) => one.column),
    )}, ${cells(
      't',
      shared.map((one) => one.seen),
    )}
    FROM few JOIN ${parquetSource(path, true)} o ON o.file_row_number = few.row
    JOIN ${parquetSource(loose.parquetPath, true)} t ON t.file_row_number = few.place ORDER BY few.place`);
  const text = (cell: unknown) => (cell === null || cell === undefined ? null : String(cell));
  return rows.map(([row, place, ...both]) => ({
    row: Number(row),
    place: Number(place),
    own: both.slice(0, shared.length).map(text),
    seen: both.slice(shared.length).map(text),
  }));
}

const full = Array.from({ length: 94 }, (_, i) => String.fromCharCode(0xff01 + i)).join('');
const half = Array.from({ length: 94 }, (_, i) => String.fromCharCode(0x21 + i)).join('');

/** The kernel's `canonicalText` as a statement; a cell with a type needs less. */
function canonicalSql({ name, type, sqlType }: SchemaColumn): string {
  const cell = quoteName(name);
  const text = `CAST(${cell} AS VARCHAR)`;
  if (type === 'integer') return `coalesce(${text}, '')`;
  if (type === 'boolean') return `coalesce(${text}, '')`;
  if (type === 'date') return `coalesce(strftime(${cell}, '%Y-%m-%d'), '')`;
  if (type === 'datetime') return `coalesce(replace(strftime(${cell}, '%Y-%m-%dT%H:%M:%S'), 'T00:00:00', ''), '')`;
  if (type === 'decimal')
    return sqlType.startsWith('DECIMAL') ? `coalesce(${trimmedSql(text)}, '')` : looseSql(`coalesce(${text}, '')`);
  return looseSql(`coalesce(${cell}, '')`);
}

const trimmedSql = (text: string): string =>
  `CASE WHEN contains(${text}, '.') THEN rtrim(rtrim(${text}, '0'), '.') ELSE ${text} END`;

function looseSql(cell: string): string {
  const plain = `translate(regexp_replace(${cell}, '^''([=+@＝＋－＠-])', '\\1'), ${quoteText(full)}, ${quoteText(half)})`;
  const bare = `regexp_replace(${plain}, '[\\s\\x{3000}\\x{a0}\\x{200b}\\x{feff}]+', '', 'g')`;
  const digits = `replace(ltrim(${bare}, '+'), ',', '')`;
  const day = `trim(regexp_replace(${plain}, '[\\x{3000}\\x{a0}\\x{feff}]', ' ', 'g'))`;
  const shape = '^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?:[T ](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?)?$';
  const part = (n: number) => `regexp_extract(${day}, '${shape}', ${n})`;
  const two = (n: number) => `lpad(${part(n)}, 2, '0')`;
  const clock = `CASE WHEN ${part(4)} = '' THEN '' ELSE
    replace('T' || ${two(4)} || ':' || ${part(5)} || ':' || CASE WHEN ${part(6)} = '' THEN '00' ELSE ${part(6)} END, 'T00:00:00', '') END`;
  return `CASE
    WHEN regexp_full_match(${bare}, '[+-]?\\d[\\d,]*(\\.\\d*)?') AND NOT regexp_matches(${bare}, '^0\\d') THEN ${trimmedSql(digits)}
    WHEN regexp_matches(${day}, '${shape}') THEN ${part(1)} || '-' || ${two(2)} || '-' || ${two(3)} || ${clock}
    WHEN lower(${bare}) IN ('true', 'false') THEN lower(${bare})
    ELSE ${bare} END`;
}
