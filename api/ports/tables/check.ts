/**
 * How many rows of a table break a rule, and the first of them. Rules that look at one row at a time are answered together
 * in one scan; what has to compare rows (unique, reference) asks for itself. Bounded by the engine's memory, beyond which
 * DuckDB spills to its scratch folder.
 */
import type { Json } from '@duckdb/node-api';
import type { Session } from '#api/ports/tables/engine.ts';
import type { Check, CheckOutcome, CheckQuery, CheckReport, CheckSample } from '#api/ports/tables/port.ts';
import { refuse } from '#api/ports/tables/refusals.ts';
import { findColumn, readSchema, type Schema, type SchemaColumn } from '#api/ports/tables/schema.ts';
import { parquetSource, quoteName } from '#api/ports/tables/sql.ts';
import { bindable } from '#api/ports/tables/values.ts';

const maxSamples = 20;
const maxValue = 100;
const maxCodes = 1000;
const maxPattern = 500;
const columnsAtOnce = 100;

export async function checkTable(session: Session, path: string, query: CheckQuery): Promise<CheckReport> {
  const schema = await readSchema(session, path);
  const samples = Math.min(query.samples ?? maxSamples, maxSamples);
  if (query.dry === true) return dryRun(session, schema, query);
  const outcomes: CheckOutcome[] = new Array(query.checks.length);
  const plain: { readonly at: number; readonly check: RowCheck }[] = [];
  for (const [at, check] of query.checks.entries()) {
    if (check.rule === 'unique') outcomes[at] = await checkUnique(session, schema, path, check.columns, samples);
    else if (check.rule === 'reference') outcomes[at] = await checkReference(session, schema, path, check, samples);
    else plain.push({ at, check });
  }
  await requirePatterns(session, plain);
  const filled: number[] = [];
  for (let from = 0; from < Math.max(schema.columns.length, plain.length); from += columnsAtOnce) {
    const columns = schema.columns.slice(from, from + columnsAtOnce);
    const asked = plain.slice(from, from + columnsAtOnce);
    const [counts, found] = await scanRows(session, schema, path, columns, asked, samples);
    filled.push(...counts);
    for (const [k, { at }] of asked.entries()) outcomes[at] = found[k] as CheckOutcome;
  }
  return {
    rowCount: schema.rowCount,
    filled: schema.columns.map(({ name }, at) => ({ name, count: filled[at] ?? 0 })),
    outcomes,
  };
}

async function dryRun(session: Session, schema: Schema, { checks }: CheckQuery): Promise<CheckReport> {
  const rows = checks.flatMap((check) => (isOfRows(check) ? [{ check }] : []));
  for (const check of checks) {
    if (isOfRows(check)) fails(findColumn(schema, check.column), check, []);
    else if (check.rule === 'unique') for (const name of check.columns) findColumn(schema, name);
    else {
      findColumn(schema, check.column);
      findColumn(await readSchema(session, check.path), check.target);
    }
  }
  await requirePatterns(session, rows);
  const outcomes = checks.map(() => ({ checked: 0, failing: 0, samples: [] }));
  return { rowCount: schema.rowCount, filled: [], outcomes };
}

const isOfRows = (check: Check): check is RowCheck => check.rule !== 'unique' && check.rule !== 'reference';

type RowCheck = Exclude<Check, { readonly rule: 'unique' | 'reference' }>;

async function scanRows(
  session: Session,
  schema: Schema,
  path: string,
  columns: readonly SchemaColumn[],
  asked: readonly { readonly check: RowCheck }[],
  samples: number,
): Promise<[number[], CheckOutcome[]]> {
  const values: string[] = [];
  const parts = asked.map(({ check }) => {
    const column = findColumn(schema, check.column);
    const name = quoteName(column.name);
    const broken = fails(column, check, values);
    const value = check.rule === 'not_null' ? 'NULL' : `to_json(${shown(name)})`;
    const first = `CAST(min({'row': file_row_number, 'value': ${value}}, ${Math.max(1, samples)}) FILTER (WHERE ${broken}) AS JSON)`;
    return [check.rule === 'not_null' ? 'count(*)' : `count(${name})`, `count_if(${broken})`, first];
  });
  const counted = columns.map((column) => `count(${quoteName(column.name)})`);
  const [row = []] = await session.rows(
    `SELECT ${[...counted, ...parts.flat()].join(', ')} FROM ${parquetSource(path, true)}`,
    values,
  );
  const outcomes = parts.map((_, k): CheckOutcome => {
    const [checked, failing, first] = row.slice(columns.length + 3 * k, columns.length + 3 * k + 3);
    return {
      checked: Number(checked),
      failing: Number(failing),
      samples: readSamples(first ?? null).slice(0, samples),
    };
  });
  return [row.slice(0, columns.length).map(Number), outcomes];
}

const shown = (name: string): string => `left(CAST(${name} AS VARCHAR), ${maxValue})`;

function readSamples(json: Json): CheckSample[] {
  const list: unknown = typeof json === 'string' ? JSON.parse(json) : json;
  if (!Array.isArray(list)) return [];
  return list.map((one: { row: number; value?: string | null }) => ({
    row: Number(one.row),
    value: one.value ?? null,
  }));
}

/** True for a row that breaks the rule; an empty cell breaks none but `not_null`. */
function fails(column: SchemaColumn, check: RowCheck, values: string[]): string {
  const name = quoteName(column.name);
  const bind = (value: string): string => {
    values.push(value);
    return `$${values.length}`;
  };
  const text = `CAST(${name} AS VARCHAR)`;
  switch (check.rule) {
    case 'not_null':
      return column.type === 'text' ? `(${name} IS NULL OR trim(${name}) = '')` : `${name} IS NULL`;
    case 'range': {
      const end = (value: string | number): string => {
        const [written, type] = bindable(column, value) ?? [];
        if (written === undefined || type === undefined || column.type === 'text' || column.type === 'boolean')
          throw refuse('tables.bad_bound', { column: column.name, value: String(value).slice(0, 60) });
        return `CAST(${bind(written)} AS ${type})`;
      };
      const ends = [
        ...(check.min === undefined ? [] : [`${name} < ${end(check.min)}`]),
        ...(check.max === undefined ? [] : [`${name} > ${end(check.max)}`]),
      ];
      if (ends.length === 0) throw refuse('tables.bad_bound', { column: column.name, value: '' });
      return `coalesce(${ends.join(' OR ')}, false)`;
    }
    case 'pattern':
      return `coalesce(NOT regexp_full_match(${text}, ${bind(check.pattern)}), false)`;
    case 'codes':
      if (check.codes.length === 0 || check.codes.length > maxCodes)
        throw refuse('tables.bad_codes', { column: column.name, most: maxCodes });
      return `coalesce(NOT list_contains([${check.codes.map(bind).join(', ')}], ${text}), false)`;
  }
}

/** RE2 reads every pattern in time linear to the text, so that none can hold the server up; what it cannot read is refused by name. */
async function requirePatterns(session: Session, asked: readonly { readonly check: RowCheck }[]): Promise<void> {
  for (const { check } of asked) {
    if (check.rule !== 'pattern') continue;
    const bad = () => refuse('tables.bad_pattern', { pattern: check.pattern.slice(0, 100) });
    if (check.pattern === '' || check.pattern.length > maxPattern) throw bad();
    try {
      await session.rows(`SELECT regexp_full_match('x', $1)`, [check.pattern]);
    } catch {
      throw bad();
    }
  }
}

/** Rows that repeat an earlier one; rows with an empty cell among the columns are not compared. */
async function checkUnique(
  session: Session,
  schema: Schema,
  path: string,
  names: readonly string[],
  samples: number,
): Promise<CheckOutcome> {
  const columns = names.map((name) => quoteName(findColumn(schema, name).name));
  if (columns.length === 0 || columns.length > 8)
    throw refuse('tables.bad_key', { columns: names.join(', ').slice(0, 200) });
  const list = columns.join(', ');
  const full = columns.map((name) => `${name} IS NOT NULL`).join(' AND ');
  const groups = `SELECT ${list}, count(*) AS n FROM ${parquetSource(path)} WHERE ${full} GROUP BY ${list}`;
  const [[checked, failing] = []] = await session.rows(
    `SELECT coalesce(sum(n), 0)::BIGINT, coalesce(sum(n) - count(*), 0)::BIGINT FROM (${groups})`,
  );
  const outcome = { checked: Number(checked), failing: Number(failing) };
  if (outcome.failing === 0 || samples === 0) return { ...outcome, samples: [] };
  const same = columns.map((name) => `t.${name} = d.${name}`).join(' AND ');
  const value = columns.map((name) => `CAST(t.${name} AS VARCHAR)`).join(", ' · ', ");
  const rows = await session.rows(
    `WITH d AS (SELECT ${list}, min(file_row_number) AS first FROM ${parquetSource(path, true)} WHERE ${full}
       GROUP BY ${list} HAVING count(*) > 1 ORDER BY first LIMIT ${samples})
     SELECT t.file_row_number, left(concat(${value}), ${maxValue}) FROM ${parquetSource(path, true)} t JOIN d ON ${same}
     WHERE t.file_row_number > d.first ORDER BY 1 LIMIT ${samples}`,
  );
  return {
    ...outcome,
    samples: rows.map(([row, text]) => ({ row: Number(row), value: text == null ? null : String(text) })),
  };
}

async function checkReference(
  session: Session,
  schema: Schema,
  path: string,
  check: Extract<Check, { readonly rule: 'reference' }>,
  samples: number,
): Promise<CheckOutcome> {
  const own = findColumn(schema, check.column);
  const other = findColumn(await readSchema(session, check.path), check.target);
  const name = quoteName(own.name);
  // Where one side counts and the other writes, what is written is compared.
  const cast = (side: string, column: SchemaColumn) =>
    own.type === other.type
      ? `${side}.${quoteName(column.name)}`
      : `CAST(${side}.${quoteName(column.name)} AS VARCHAR)`;
  const stray = `FROM ${parquetSource(path, true)} t
    ANTI JOIN ${parquetSource(check.path)} o ON ${cast('t', own)} = ${cast('o', other)} WHERE t.${name} IS NOT NULL`;
  const [[checked] = []] = await session.rows(`SELECT count(${name}) FROM ${parquetSource(path)}`);
  const [[failing] = []] = await session.rows(`SELECT count(*) ${stray}`);
  const outcome = { checked: Number(checked), failing: Number(failing) };
  if (outcome.failing === 0 || samples === 0) return { ...outcome, samples: [] };
  const rows = await session.rows(
    `SELECT t.file_row_number, ${shown(`t.${name}`)} ${stray} ORDER BY 1 LIMIT ${samples}`,
  );
  return {
    ...outcome,
    samples: rows.map(([row, text]) => ({ row: Number(row), value: text == null ? null : String(text) })),
  };
}
