/**
 * Tables as places: rows within a box, in file order, and the extent of a table. A place is a pair of coordinate columns, or
 * a column of GeoJSON geometries, whose box is taken from the positions in its text (no spatial extension is loaded here).
 */
import { toRows } from '#api/ports/tables/cells.ts';
import { conditions } from '#api/ports/tables/conditions.ts';
import type { Session } from '#api/ports/tables/engine.ts';
import type { Box, Feature, FeaturePage, FeatureQuery, Places } from '#api/ports/tables/port.ts';
import { refuse } from '#api/ports/tables/refusals.ts';
import { findColumn, readSchema, type Schema } from '#api/ports/tables/schema.ts';
import { parquetSource, quoteName } from '#api/ports/tables/sql.ts';

export const maxFeatures = 10_000;

/** Every position of a geometry begins with its longitude and latitude (RFC 7946 section 3.1.1), whatever the nesting. */
const number = '-?[0-9]+(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?';
const positions = (cell: string, group: 1 | 2): string =>
  `list_transform(regexp_extract_all(${cell}, '\\[\\s*(${number})\\s*,\\s*(${number})', ${group}), lambda x: x::DOUBLE)`;

interface Edges {
  readonly west: string;
  readonly south: string;
  readonly east: string;
  readonly north: string;
}

function edges(schema: Schema, places: Places): Edges {
  if ('geometry' in places) {
    const cell = `CAST(${quoteName(findColumn(schema, places.geometry).name)} AS VARCHAR)`;
    return {
      west: `list_min(${positions(cell, 1)})`,
      south: `list_min(${positions(cell, 2)})`,
      east: `list_max(${positions(cell, 1)})`,
      north: `list_max(${positions(cell, 2)})`,
    };
  }
  // TRY_CAST: coordinates may have come as text, and one that is none is nowhere.
  const read = (name: string) => {
    const column = findColumn(schema, name);
    return column.type === 'text' ? `TRY_CAST(${quoteName(name)} AS DOUBLE)` : quoteName(name);
  };
  const [x, y] = [read(places.longitude), read(places.latitude)];
  return { west: x, south: y, east: x, north: y };
}

/** Boxes that touch count as meeting. A box whose west lies east of its east goes over the 180th meridian. */
function within(edge: Edges, box: Box, values: string[]): string {
  const bind = (value: number): string => {
    values.push(String(value));
    return `CAST($${values.length} AS DOUBLE)`;
  };
  const [west, south, east, north] = box;
  const across =
    west <= east
      ? `(${edge.west} <= ${bind(east)} AND ${edge.east} >= ${bind(west)})`
      : `(${edge.east} >= ${bind(west)} OR ${edge.west} <= ${bind(east)})`;
  return `${across} AND ${edge.south} <= ${bind(north)} AND ${edge.north} >= ${bind(south)}`;
}

export async function readFeatures(session: Session, path: string, query: FeatureQuery): Promise<FeaturePage> {
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > maxFeatures) {
    throw refuse('tables.bad_page', { limit: maxFeatures });
  }
  const schema = await readSchema(session, path);
  const values: string[] = [];
  const where = [
    conditions(schema, query.filters === undefined ? {} : { filters: query.filters }, values),
    query.box === undefined ? '' : within(edges(schema, query.places), query.box, values),
  ].filter((one) => one !== '');
  const total = query.count ? await count(session, path, schema, where, values) : null;
  const after = query.after === undefined ? -1 : query.after;
  const bounds =
    where.length === 0
      ? // Row numbers are known beforehand: a range lets DuckDB pass over whole row groups.
        [`file_row_number > ${after}`, `file_row_number <= ${after + query.limit + 1}`]
      : [...where, `file_row_number > ${after}`];
  const columns = schema.columns.map((column) => quoteName(column.name)).join(', ');
  const rows = await session.rows(
    `SELECT ${columns}, file_row_number FROM ${parquetSource(path, true)} WHERE ${bounds.join(' AND ')}
     ORDER BY file_row_number LIMIT ${query.limit + 1}`,
    where.length === 0 ? [] : values,
  );
  const page = rows.slice(0, query.limit);
  const cells = toRows(page, schema.columns);
  const features = cells.map((row, i): Feature => ({ row: Number(page[i]?.at(-1)), cells: row }));
  return {
    columns: schema.columns.map(({ name, type }) => ({ name, type })),
    features,
    total,
    next: rows.length > query.limit ? (features.at(-1)?.row ?? null) : null,
  };
}

async function count(
  session: Session,
  path: string,
  schema: Schema,
  where: readonly string[],
  values: readonly string[],
): Promise<number> {
  if (where.length === 0) return schema.rowCount;
  const [answer] = await session.rows(
    `SELECT count(*) FROM ${parquetSource(path)} WHERE ${where.join(' AND ')}`,
    values,
  );
  return Number(answer?.[0]);
}

/** West, south, east, north of all places; null where there is none. */
export async function readExtent(session: Session, path: string, places: Places): Promise<Box | null> {
  const { west, south, east, north } = edges(await readSchema(session, path), places);
  const [answer] = await session.rows(
    `SELECT min(${west})::DOUBLE, min(${south})::DOUBLE, max(${east})::DOUBLE, max(${north})::DOUBLE FROM ${parquetSource(path)}`,
  );
  const box = (answer ?? []).map((edge) => (edge === null ? Number.NaN : Number(edge)));
  const [w = Number.NaN, s = Number.NaN, e = Number.NaN, n = Number.NaN] = box;
  return [w, s, e, n].every(Number.isFinite) ? [w, s, e, n] : null;
}
