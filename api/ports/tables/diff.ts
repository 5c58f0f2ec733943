/** What changed between two states of a table: columns by name, rows by a key, or whole rows where there is no key. */
import { toCell } from '#api/ports/tables/cells.ts';
import type { Session } from '#api/ports/tables/engine.ts';
import type { DiffKind, DiffQuery, DiffRow, TableDiff } from '#api/ports/tables/port.ts';
import { refuse } from '#api/ports/tables/refusals.ts';
import { findColumn, readSchema, type Schema, type SchemaColumn } from '#api/ports/tables/schema.ts';
import { parquetSource, quoteName } from '#api/ports/tables/sql.ts';

const maxRows = 200;
const maxOffset = 1_000_000;
/** Columns looked at when a key is sought; keys stand in front. */
const candidates = 8;

interface Sides {
  readonly session: Session;
  readonly old: { readonly path: string; readonly schema: Schema };
  readonly now: { readonly path: string; readonly schema: Schema };
  /** Columns of both, as they are now. */
  readonly common: readonly SchemaColumn[];
  /** Common columns whose type differs: compared as text. */
  readonly retyped: ReadonlySet<string>;
}

export async function diffTables(
  session: Session,
  before: string,
  after: string,
  query: DiffQuery,
): Promise<TableDiff> {
  const limit = query.limit ?? 50;
  const offset = query.offset ?? 0;
  const whole = Number.isInteger(limit) && Number.isInteger(offset);
  if (!whole || limit < 0 || limit > maxRows || offset < 0 || offset > maxOffset)
    throw refuse('tables.bad_page', { limit: maxRows });
  const [oldSchema, newSchema] = [await readSchema(session, before), await readSchema(session, after)];
  const oldTypes = new Map(oldSchema.columns.map((one) => [one.name, one]));
  const names = new Set(newSchema.columns.map((one) => one.name));
  const common = newSchema.columns.filter((one) => oldTypes.has(one.name));
  const retyped = common.flatMap(({ name, type, sqlType }) => {
    const from = oldTypes.get(name);
    return from === undefined || from.sqlType === sqlType ? [] : [{ name, from: from.type, to: type }];
  });
  const sides: Sides = {
    session,
    old: { path: before, schema: oldSchema },
    now: { path: after, schema: newSchema },
    common,
    retyped: new Set(retyped.map((one) => one.name)),
  };
  const key = query.key === undefined ? await proposeKey(sides) : await checkKey(sides, query.key);
  const counts = key === null ? await countWholeRows(sides) : await countByKey(sides, key);
  const shown = ({ name, type }: SchemaColumn) => ({ name, type });
  const dropped = oldSchema.columns.filter((one) => !names.has(one.name));
  return {
    key,
    columns: {
      added: newSchema.columns.filter((one) => !oldTypes.has(one.name)).map(shown),
      dropped: dropped.map(shown),
      // A decimal of another width is still a decimal to whoever reads the table.
      retyped: retyped.filter((one) => one.from !== one.to),
    },
    rowsBefore: oldSchema.rowCount,
    rowsAfter: newSchema.rowCount,
    ...counts,
    shown: [...newSchema.columns, ...dropped].map(shown),
    rows: query.kind === undefined || limit === 0 ? [] : await readRows(sides, key, query.kind, limit, offset, dropped),
  };
}

const list = (columns: readonly string[], side?: string): string =>
  columns.map((name) => `${side === undefined ? '' : `${side}.`}${quoteName(name)}`).join(', ');

async function uniqueIn(session: Session, path: string, rowCount: number, keys: readonly (readonly string[])[]) {
  if (rowCount === 0) return keys.map(() => true);
  const counts = keys.map((key) => {
    const filled = key.map((name) => `${quoteName(name)} IS NOT NULL`).join(' AND ');
    return `count(DISTINCT ${key.length === 1 ? list(key) : `(${list(key)})`}) FILTER (WHERE ${filled})`;
  });
  const [answer = []] = await session.rows(`SELECT ${counts.join(', ')} FROM ${parquetSource(path)}`);
  return keys.map((_, at) => Number(answer[at]) === rowCount);
}

async function uniqueInBoth({ session, old, now }: Sides, keys: readonly (readonly string[])[]): Promise<boolean[]> {
  if (keys.length === 0) return [];
  const [before, after] = [
    await uniqueIn(session, old.path, old.schema.rowCount, keys),
    await uniqueIn(session, now.path, now.schema.rowCount, keys),
  ];
  return keys.map((_, at) => before[at] === true && after[at] === true);
}

/** The first column, else the first pair, that tells every row of both sides apart. Null when none does. */
async function proposeKey(sides: Sides): Promise<readonly string[] | null> {
  const able = sides.common.filter(
    (one) => /^(text|integer|date|datetime)$/.test(one.type) && !sides.retyped.has(one.name),
  );
  const names = able.slice(0, candidates).map((one) => one.name);
  const single = names.map((name) => [name]);
  const found = (await uniqueInBoth(sides, single)).indexOf(true);
  if (found >= 0) return single[found] ?? null;
  const pairs = names.flatMap((one, at) => names.slice(at + 1).map((other) => [one, other]));
  const pair = (await uniqueInBoth(sides, pairs)).indexOf(true);
  return pair >= 0 ? (pairs[pair] ?? null) : null;
}

async function checkKey(sides: Sides, key: readonly string[]): Promise<readonly string[]> {
  for (const name of key) {
    findColumn(sides.old.schema, name);
    findColumn(sides.now.schema, name);
  }
  const sound = key.length > 0 && new Set(key).size === key.length && key.every((name) => !sides.retyped.has(name));
  if (!sound || !(await uniqueInBoth(sides, [key]))[0])
    throw refuse('tables.bad_key', { columns: key.join(', ').slice(0, 200) });
  return key;
}

/** The values of a common column differ; where its type changed, as text. */
function differs(sides: Sides, name: string): string {
  const [o, n] = [`o.${quoteName(name)}`, `n.${quoteName(name)}`];
  return sides.retyped.has(name)
    ? `CAST(${o} AS VARCHAR) IS DISTINCT FROM CAST(${n} AS VARCHAR)`
    : `${o} IS DISTINCT FROM ${n}`;
}

const valuesOf = ({ common }: Sides, key: readonly string[]): string[] =>
  common.map((one) => one.name).filter((name) => !key.includes(name));

function joined({ old, now }: Sides, key: readonly string[]): string {
  const on = key.map((name) => `o.${quoteName(name)} = n.${quoteName(name)}`).join(' AND ');
  return `${parquetSource(old.path, true)} o FULL JOIN ${parquetSource(now.path, true)} n ON ${on}`;
}

const met = 'o.file_row_number IS NOT NULL AND n.file_row_number IS NOT NULL';

type Counts = Pick<TableDiff, 'added' | 'removed' | 'changed' | 'unchanged' | 'changedColumns'>;

async function countByKey(sides: Sides, key: readonly string[]): Promise<Counts> {
  const names = valuesOf(sides, key);
  const any = names.length === 0 ? 'false' : names.map((name) => differs(sides, name)).join(' OR ');
  const columns = names.map((name) => `count(*) FILTER (WHERE ${met} AND ${differs(sides, name)})`);
  const [answer = []] = await sides.session.rows(
    `SELECT count(*) FILTER (WHERE o.file_row_number IS NULL), count(*) FILTER (WHERE n.file_row_number IS NULL),
       count(*) FILTER (WHERE ${met}), count(*) FILTER (WHERE ${met} AND (${any}))${columns.map((one) => `, ${one}`).join('')}
     FROM ${joined(sides, key)}`,
  );
  const [added = 0, removed = 0, both = 0, changed = 0, ...each] = answer.map(Number);
  const changedColumns = names
    .map((name, at) => ({ name, count: each[at] ?? 0 }))
    .filter((one) => one.count > 0)
    .sort((a, b) => b.count - a.count);
  return { added, removed, changed, unchanged: both - changed, changedColumns };
}

/** Without a key a changed row is one that went and one that came. Equal rows count as often as they occur. */
function exceptAll(sides: Sides, from: 'old' | 'now'): string {
  const names = sides.common.map(({ name }) =>
    sides.retyped.has(name) ? `CAST(${quoteName(name)} AS VARCHAR) AS ${quoteName(name)}` : quoteName(name),
  );
  const select = (path: string) => `SELECT ${names.length === 0 ? '1' : names.join(', ')} FROM ${parquetSource(path)}`;
  const other = from === 'old' ? sides.now : sides.old;
  return `${select(sides[from].path)} EXCEPT ALL ${select(other.path)}`;
}

async function countWholeRows(sides: Sides): Promise<Counts> {
  const count = async (from: 'old' | 'now') => {
    const [answer] = await sides.session.rows(`SELECT count(*) FROM (${exceptAll(sides, from)})`);
    return Number(answer?.[0]);
  };
  const [removed, added] = [await count('old'), await count('now')];
  return { added, removed, changed: null, unchanged: sides.now.schema.rowCount - added, changedColumns: [] };
}

async function readRows(
  sides: Sides,
  key: readonly string[] | null,
  kind: DiffKind,
  limit: number,
  offset: number,
  dropped: readonly SchemaColumn[],
): Promise<DiffRow[]> {
  const columns = [...sides.now.schema.columns, ...dropped];
  const pages = `LIMIT ${limit} OFFSET ${offset}`;
  if (key === null) {
    if (kind === 'changed') return [];
    const rows = await sides.session.rows(
      `${exceptAll(sides, kind === 'removed' ? 'old' : 'now')} ORDER BY ALL ${pages}`,
    );
    const at = new Map(sides.common.map(({ name }, index) => [name, index]));
    const cells = (row: (typeof rows)[number]) =>
      columns.map(({ name, type }) => toCell(row[at.get(name) ?? -1] ?? null, sides.retyped.has(name) ? 'text' : type));
    return rows.map((row) =>
      kind === 'removed' ? { before: cells(row), after: null } : { before: null, after: cells(row) },
    );
  }
  const any = valuesOf(sides, key).map((name) => differs(sides, name));
  const where = {
    added: 'o.file_row_number IS NULL',
    removed: 'n.file_row_number IS NULL',
    changed: `${met} AND (${any.length === 0 ? 'false' : any.join(' OR ')})`,
  }[kind];
  const order = kind === 'removed' ? 'o.file_row_number' : 'n.file_row_number';
  const [olds, news] = [sides.old.schema.columns, sides.now.schema.columns];
  const select = [
    list(
      olds.map((one) => one.name),
      'o',
    ),
    list(
      news.map((one) => one.name),
      'n',
    ),
  ].filter((one) => one !== '');
  const rows = await sides.session.rows(
    `SELECT ${select.join(', ')} FROM ${joined(sides, key)} WHERE ${where} ORDER BY ${order} ${pages}`,
  );
  const side = (row: (typeof rows)[number], own: readonly SchemaColumn[], from: number) =>
    columns.map(({ name }) => {
      const at = own.findIndex((one) => one.name === name);
      return at < 0 ? null : toCell(row[from + at] ?? null, own[at]?.type ?? 'text');
    });
  return rows.map((row) => ({
    before: kind === 'added' ? null : side(row, olds, 0),
    after: kind === 'removed' ? null : side(row, news, olds.length),
  }));
}
