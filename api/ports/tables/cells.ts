/** From DuckDB's JSON to what the port hands out. Pure. */
import type { Json } from '@duckdb/node-api';
import type { Cell, ColumnType } from '#api/ports/tables/port.ts';
import type { SchemaColumn } from '#api/ports/tables/schema.ts';

/** BIGINT comes as digits and is below 10^15 in our tables; other makers' larger integers stay digits. */
export function toCell(value: Json, type: ColumnType): Cell {
  if (value === null || value === undefined) return null;
  if (type === 'integer') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  if (type === 'datetime') return String(value).replace(' ', 'T');
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
}

export function toRows(rows: readonly (readonly Json[])[], columns: readonly SchemaColumn[]): Cell[][] {
  return rows.map((row) => columns.map((column, i) => toCell(row[i] ?? null, column.type)));
}
