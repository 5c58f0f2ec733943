/** Writes a copy of a table in which each column is treated by its rule and small classes are suppressed. */
import { createHmac, randomUUID } from 'node:crypto';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBScalarFunction, INTEGER, VARCHAR } from '@duckdb/node-api';
import type { ColumnRule, Suppression } from '#api/kernel/column-rules.ts';
import { maskCell } from '#api/kernel/personal-information.ts';
import { replaceIn } from '#api/kernel/personal-json.ts';
import { type PersonalKind, personalKinds } from '#api/kernel/personal-kinds.ts';
import { hashFile } from '#api/ports/files/measured.ts';
import { write } from '#api/ports/tables/convert.ts';
import type { Session } from '#api/ports/tables/engine.ts';
import { maskNames, mayName } from '#api/ports/tables/names.ts';
import type {
  Cell,
  ColumnTreatment,
  TreatFigures,
  TreatHead,
  TreatOptions,
  TreatResult,
} from '#api/ports/tables/port.ts';
import { refuse } from '#api/ports/tables/refusals.ts';
import { findColumn, readSchema, type Schema, type SchemaColumn } from '#api/ports/tables/schema.ts';
import { parquetSource, quoteName } from '#api/ports/tables/sql.ts';
import {
  comparesRows,
  groupSql,
  keyedFunction,
  maskFunction,
  replaceFunction,
  ruleSql,
  shiftFunction,
} from '#api/ports/tables/treat-sql.ts';

const ruleOf = (treatment: ColumnTreatment): ColumnRule =>
  'rule' in treatment ? treatment.rule : { do: treatment.action, kinds: treatment.kinds };

export async function treatTable(
  session: Session,
  path: string,
  treatments: readonly ColumnTreatment[],
  options: TreatOptions,
): Promise<TreatResult> {
  const schema = await readSchema(session, path);
  const rules = new Map(treatments.map((one) => [findColumn(schema, one.column).name, ruleOf(one)]));
  for (const rule of rules.values()) {
    if (rule.do === 'shift') findColumn(schema, rule.by);
    if (rule.do === 'cells' && rule.within !== undefined) findColumn(schema, rule.within);
  }
  const kept = schema.columns.filter((column) => rules.get(column.name)?.do !== 'drop');
  if (kept.length === 0) throw refuse('tables.no_columns_left');
  const token = randomUUID();
  const needsKey = [...rules.values()].some((rule) => rule.do === 'hash' || rule.do === 'shift');
  if (needsKey && options.key === undefined) throw new Error('a rule needs the key of the dataset');
  if (options.key !== undefined) keys.set(token, options.key);
  try {
    const first = join(options.scratchDir, 'rules.parquet');
    await write(session, rulesSql(path, schema, kept, rules, { today: options.today, token }), first, kept.length);
    const { path: last, figures, lost } = await suppress(session, first, kept, options);
    const head = options.head === undefined ? {} : { head: await readHead(session, path, first, options.head, lost) };
    const parquetPath = join(options.scratchDir, 'treated.parquet');
    await rename(last, parquetPath);
    const stored = await hashFile(parquetPath);
    const rowsBefore = schema.rowCount;
    return {
      parquetPath,
      parquetBytes: stored.bytes,
      parquetSha256: stored.sha256,
      figures: { rowsBefore, ...figures },
      ...head,
    };
  } finally {
    keys.delete(token);
  }
}

/** Rules that look at one row leave the order as it is; those that compare rows have it made again. */
function rulesSql(
  path: string,
  schema: Schema,
  kept: readonly SchemaColumn[],
  rules: ReadonlyMap<string, ColumnRule>,
  context: { readonly today: string; readonly token: string },
): string {
  const select = kept.map((column) => {
    const rule = rules.get(column.name);
    const name = quoteName(column.name);
    return rule === undefined ? name : `${ruleSql(column, rule, context)} AS ${name}`;
  });
  const groups = schema.columns.flatMap((column) => {
    const rule = rules.get(column.name);
    return rule?.do === 'aggregate' ? [groupSql(column, rule.size)] : [];
  });
  if (![...rules.values()].some(comparesRows)) return `SELECT ${select.join(', ')} FROM ${parquetSource(path)}`;
  const from =
    groups.length === 0
      ? parquetSource(path, true)
      : `(SELECT *, ${groups.join(', ')} FROM ${parquetSource(path, true)})`;
  const names = kept.map((column) => quoteName(column.name)).join(', ');
  return `SELECT ${names} FROM (SELECT ${select.join(', ')}, file_row_number AS "jinshu row" FROM ${from}) ORDER BY "jinshu row"`;
}

type Suppressed = Omit<TreatFigures, 'rowsBefore'>;
interface Outcome {
  readonly path: string;
  readonly figures: Suppressed;
  /** Rows of the first pass that are left out, as a condition on their numbers; null when none is. */
  readonly lost: string | null;
}

async function suppress(
  session: Session,
  first: string,
  kept: readonly SchemaColumn[],
  { suppression, scratchDir }: TreatOptions,
): Promise<Outcome> {
  const [counted] = await session.rows(`SELECT count(*) FROM ${parquetSource(first)}`);
  const rows = Number(counted?.[0]);
  const none = { rowsAfter: rows, cellsBlanked: 0, rowsSuppressed: 0, rowsInSmallClasses: 0 };
  if (suppression === undefined || rows === 0) return { path: first, figures: none, lost: null };
  const named = new Set(kept.map((column) => column.name));
  const quasi = suppression.quasi.filter((column) => named.has(column));
  const blank = new Set(suppression.blank.filter((column) => named.has(column)));
  if (quasi.length === 0) return { path: first, figures: none, lost: null };
  let at = first;
  let cellsBlanked = 0;
  if (blank.size > 0) {
    const joined = `${parquetSource(first, true)} t LEFT JOIN (SELECT *, true AS "jinshu small" FROM (${small(first, quasi, suppression.k)})) s ON ${same(quasi)}`;
    const cells = [...blank].map((column) => `count_if("jinshu small" AND t.${quoteName(column)} IS NOT NULL)`);
    const [found] = await session.rows(`SELECT ${cells.join(' + ')} FROM ${joined}`);
    cellsBlanked = Number(found?.[0]);
    const select = kept.map(({ name }) => {
      const column = `t.${quoteName(name)}`;
      return blank.has(name) ? `CASE WHEN "jinshu small" THEN NULL ELSE ${column} END AS ${quoteName(name)}` : column;
    });
    at = join(scratchDir, 'blanked.parquet');
    await write(session, `SELECT ${select.join(', ')} FROM ${joined} ORDER BY t.file_row_number`, at, kept.length);
  }
  return { ...(await leaveOut(session, at, rows, quasi, kept, suppression, scratchDir, cellsBlanked)) };
}

async function leaveOut(
  session: Session,
  path: string,
  rows: number,
  quasi: readonly string[],
  kept: readonly SchemaColumn[],
  { k, maxShare }: Suppression,
  scratchDir: string,
  cellsBlanked: number,
): Promise<Outcome> {
  const [found] = await session.rows(
    `SELECT coalesce(sum(n), 0) FROM (SELECT count(*) AS n FROM ${parquetSource(path)} GROUP BY ${list(quasi)}) WHERE n < ${k}`,
  );
  const rowsInSmallClasses = Number(found?.[0]);
  const figures = { rowsAfter: rows, cellsBlanked, rowsSuppressed: 0, rowsInSmallClasses };
  if (rowsInSmallClasses === 0 || rowsInSmallClasses > rows * maxShare || rowsInSmallClasses === rows)
    return { path, figures, lost: null };
  const names = kept.map(({ name }) => `t.${quoteName(name)}`).join(', ');
  const next = join(scratchDir, 'kept.parquet');
  const from = `${parquetSource(path, true)} t`;
  const there = `(${small(path, quasi, k)}) s`;
  await write(
    session,
    `SELECT ${names} FROM ${from} ANTI JOIN ${there} ON ${same(quasi)} ORDER BY t.file_row_number`,
    next,
    kept.length,
  );
  const lost = `SELECT t.file_row_number FROM ${from} SEMI JOIN ${there} ON ${same(quasi)}`;
  return {
    path: next,
    figures: { ...figures, rowsAfter: rows - rowsInSmallClasses, rowsSuppressed: rowsInSmallClasses },
    lost,
  };
}

const list = (columns: readonly string[]): string => columns.map(quoteName).join(', ');
const small = (path: string, quasi: readonly string[], k: number): string =>
  `SELECT ${list(quasi)} FROM ${parquetSource(path)} GROUP BY ${list(quasi)} HAVING count(*) < ${k}`;
const same = (quasi: readonly string[]): string =>
  quasi.map((column) => `t.${quoteName(column)} IS NOT DISTINCT FROM s.${quoteName(column)}`).join(' AND ');

/** The first rows as they were and as they became; null for one that is left out. */
async function readHead(
  session: Session,
  path: string,
  first: string,
  limit: number,
  lost: string | null,
): Promise<TreatHead> {
  const read = async (from: string) => {
    const { columns } = await readSchema(session, from);
    const cells = columns.map(({ name }) => `left(CAST(${quoteName(name)} AS VARCHAR), 200)`);
    const source = `${parquetSource(from, true)} WHERE file_row_number < ${limit} ORDER BY file_row_number`;
    const rows = await session.rows(`SELECT ${cells.join(', ')} FROM ${source}`);
    return { columns: columns.map(({ name }) => name), rows: rows as Cell[][] };
  };
  const gone =
    lost === null ? [] : await session.rows(`SELECT file_row_number FROM (${lost}) WHERE file_row_number < ${limit}`);
  const left = new Set(gone.map(([row]) => Number(row)));
  const before = await read(path);
  const after = await read(first);
  return { before, after: { ...after, rows: after.rows.map((row, at) => (left.has(at) ? null : row)) } };
}

/** Keys of datasets while a table of theirs is treated, under tokens of one use: no statement ever holds a key. */
const keys = new Map<string, Buffer>();

function keyUnder(token: string): Buffer {
  const key = keys.get(token);
  if (key === undefined) throw new Error('the key of the dataset is not there');
  return key;
}

/** 32 hexadecimal digits of HMAC-SHA-256: 128 bits, so that no two values of a table share a code. */
export const pseudonym = (key: Buffer, value: string): string =>
  createHmac('sha256', key).update(`value\0${value}`).digest('hex').slice(0, 32);

/** From -days to +days, never 0. */
export function shiftOf(key: Buffer, days: number, subject: string): number {
  const drawn = createHmac('sha256', key).update(`shift\0${subject}`).digest().readUIntBE(0, 6) % (2 * days);
  return drawn < days ? drawn - days : drawn - days + 1;
}

function textFunction(
  name: string,
  parameters: number,
  of: (cell: string, given: readonly string[]) => string,
): DuckDBScalarFunction {
  return DuckDBScalarFunction.create({
    name,
    parameterTypes: Array.from({ length: parameters }, () => VARCHAR),
    returnType: VARCHAR,
    mainFunction: (_info, input, output) => {
      const columns = Array.from({ length: parameters }, (_, i) => input.getColumnVector(i));
      for (let i = 0; i < input.rowCount; i++) {
        const cell = columns.at(-1)?.getItem(i);
        const given = columns.slice(0, -1).map((column) => String(column.getItem(i)));
        output.setItem(i, typeof cell === 'string' ? of(cell, given) : null);
      }
      output.flush();
    },
  });
}

/** The kernel's own `maskCell` and its kin as SQL functions, so that what masks and what scans cannot disagree. */
export function makeTreatFunctions(): DuckDBScalarFunction[] {
  const sets = new Map<string, ReadonlySet<PersonalKind>>();
  const setOf = (named: string): ReadonlySet<PersonalKind> => {
    const known = sets.get(named) ?? new Set(named.split(',').filter((kind) => personalKinds.is(kind)));
    sets.set(named, known);
    return known;
  };
  return [
    textFunction(maskFunction, 3, (cell, [kinds = '', today = '']) => maskCell(cell, today, setOf(kinds))),
    textFunction(replaceFunction, 3, (cell, [kinds = '', today = '']) => {
      const replaced = replaceIn(cell, today, setOf(kinds));
      return setOf(kinds).has('personal_name') && mayName(replaced) ? maskNames(replaced) : replaced;
    }),
    textFunction(keyedFunction, 2, (cell, [token = '']) => pseudonym(keyUnder(token), cell)),
    DuckDBScalarFunction.create({
      name: shiftFunction,
      parameterTypes: [VARCHAR, INTEGER, VARCHAR],
      returnType: INTEGER,
      mainFunction: (_info, input, output) => {
        const [token, days, subject] = [0, 1, 2].map((i) => input.getColumnVector(i));
        for (let i = 0; i < input.rowCount; i++) {
          const cell = subject?.getItem(i);
          const key = keyUnder(String(token?.getItem(i)));
          output.setItem(i, typeof cell === 'string' ? shiftOf(key, Number(days?.getItem(i)), cell) : null);
        }
        output.flush();
      },
    }),
  ];
}
