/** Columns and row count of a Parquet, remembered: a kept Parquet never changes under its path, size and time. */
import { stat } from 'node:fs/promises';
import type { Session } from '#api/ports/tables/engine.ts';
import { columnType } from '#api/ports/tables/inference.ts';
import type { TableColumn } from '#api/ports/tables/port.ts';
import { refuse } from '#api/ports/tables/refusals.ts';
import { parquetSource, quoteText } from '#api/ports/tables/sql.ts';

export interface SchemaColumn extends TableColumn {
  /** As DuckDB writes it, e.g. `DECIMAL(18,2)`. */
  readonly sqlType: string;
}

export interface Schema {
  readonly columns: readonly SchemaColumn[];
  readonly rowCount: number;
}

const remembered = new Map<string, Schema>();
const most = 500;

export async function readSchema(session: Session, path: string): Promise<Schema> {
  const found = await stat(path);
  const key = `${path}\0${found.size}\0${found.mtimeMs}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const described = await session.rows(`DESCRIBE FROM ${parquetSource(path)}`);
  const counted = await session.rows(`SELECT num_rows FROM parquet_file_metadata(${quoteText(path)})`);
  const columns = described.map(([name, type]) => ({
    name: String(name),
    sqlType: String(type),
    type: columnType(String(type)),
  }));
  const schema = { columns, rowCount: Number(counted[0]?.[0]) };
  if (remembered.size >= most) remembered.delete(remembered.keys().next().value ?? '');
  remembered.set(key, schema);
  return schema;
}

/** The column of that very name, or refuses `tables.unknown_column`. */
export function findColumn(schema: Schema, name: string): SchemaColumn {
  const column = schema.columns.find((candidate) => candidate.name === name);
  if (column === undefined) throw refuse('tables.unknown_column', { column: name.slice(0, 100) });
  return column;
}
