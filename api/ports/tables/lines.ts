/** Formats that DuckDB does not write: each row is made a piece of text in the statement and the pieces are set side by side. */
import { open } from 'node:fs/promises';
import type { Session } from '#api/ports/tables/engine.ts';
import type { Places } from '#api/ports/tables/port.ts';
import { body, type Compiled } from '#api/ports/tables/query.ts';
import { refuse } from '#api/ports/tables/refusals.ts';
import { findColumn, type Schema, type SchemaColumn } from '#api/ports/tables/schema.ts';
import { quoteName, quoteText } from '#api/ports/tables/sql.ts';
import { xmlSql, xmlText } from '#api/ports/tables/write-xml.ts';

interface Frame {
  readonly head: string;
  readonly between: string;
  readonly tail: string;
  /** One row as text. */
  readonly sql: string;
}

/** @throws what the statement throws, and `tables.no_places` */
export async function writeLines(
  session: Session,
  path: string,
  schema: Schema,
  compiled: Compiled,
  target: string,
  as: { readonly format: 'xml' } | { readonly format: 'geojson'; readonly places: Places | undefined },
): Promise<void> {
  const frame = as.format === 'xml' ? xmlFrame(compiled) : geojsonFrame(schema, compiled, as.places);
  const result = await session.stream(`SELECT ${frame.sql} ${body(path, compiled)}`, compiled.values);
  const file = await open(target, 'w', 0o600);
  try {
    await file.write(frame.head);
    let began = false;
    for await (const rows of result.yieldRowsJs()) {
      const text = rows.map(([row]) => String(row)).join(frame.between);
      if (text === '') continue;
      await file.write(began ? frame.between + text : text);
      began = true;
    }
    await file.write(frame.tail);
  } finally {
    await file.close();
  }
}

/** Values as JSON writes them: instants with a T. */
export const written = ({ name, type }: SchemaColumn): string => {
  const text = `CAST(${quoteName(name)} AS VARCHAR)`;
  return type === 'datetime' ? `replace(${text}, ' ', 'T')` : text;
};

/** Names of columns are attributes, for not every name is one that an element may have. */
function xmlFrame({ columns }: Compiled): Frame {
  const fields = columns.map((column) => {
    const name = xmlText(column.name);
    const value = column.type === 'text' ? xmlSql(quoteName(column.name)) : written(column);
    return `CASE WHEN ${quoteName(column.name)} IS NULL THEN ${quoteText(`<field name="${name}" xsi:nil="true"/>`)}
      ELSE ${quoteText(`<field name="${name}">`)} || ${value} || '</field>' END`;
  });
  return {
    head: '<?xml version="1.0" encoding="UTF-8"?>\n<table xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n',
    between: '\n',
    tail: '\n</table>\n',
    sql: `concat('<row>', ${fields.join(', ')}, '</row>')`,
  };
}

/** RFC 7946. A row without a place has no geometry; the columns that hold the place are not repeated as properties. */
function geojsonFrame(schema: Schema, { columns }: Compiled, places: Places | undefined): Frame {
  if (places === undefined) throw refuse('tables.no_places');
  const own = new Set('geometry' in places ? [places.geometry] : [places.longitude, places.latitude]);
  const properties = columns
    .filter((column) => !own.has(column.name))
    .map(
      (column) =>
        `${quoteName(column.name)} := ${column.type === 'datetime' ? written(column) : quoteName(column.name)}`,
    );
  const about = properties.length === 0 ? `'{}'` : `CAST(to_json(struct_pack(${properties.join(', ')})) AS VARCHAR)`;
  return {
    head: '{"type":"FeatureCollection","features":[\n',
    between: ',\n',
    tail: '\n]}\n',
    sql: `concat('{"type":"Feature","geometry":', ${geometry(schema, places)}, ',"properties":', ${about}, '}')`,
  };
}

function geometry(schema: Schema, places: Places): string {
  if ('geometry' in places) {
    const cell = `CAST(${quoteName(findColumn(schema, places.geometry).name)} AS VARCHAR)`;
    return `CASE WHEN json_valid(${cell}) AND starts_with(ltrim(${cell}), '{') THEN ${cell} ELSE 'null' END`;
  }
  const [x, y] = [places.longitude, places.latitude].map(
    (name) => `TRY_CAST(${quoteName(findColumn(schema, name).name)} AS DOUBLE)`,
  );
  return `CASE WHEN isfinite(${x}) AND isfinite(${y})
    THEN concat('{"type":"Point","coordinates":[', ${x}, ',', ${y}, ']}') ELSE 'null' END`;
}
