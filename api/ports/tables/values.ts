/** What callers give as a value of a column, checked and ready to be bound. Pure. */
import { isDay } from '#api/kernel/time.ts';
import type { SchemaColumn } from '#api/ports/tables/schema.ts';

const maxValueLength = 1000;

/** The value as text and the type to read it as, or null when it is none of the column's. */
export function bindable(column: SchemaColumn, value: unknown): [string, string] | null {
  const text = plainText(value);
  if (text === null) return null;
  switch (column.type) {
    case 'text':
      return [text, 'VARCHAR'];
    case 'integer':
    case 'decimal':
      return number(column, text);
    case 'date':
      return isDay(text) ? [text, 'DATE'] : null;
    case 'datetime':
      return isInstant(text) ? [text, 'TIMESTAMP'] : null;
    case 'boolean':
      return /^(true|false)$/.test(text) ? [text, 'BOOLEAN'] : null;
  }
}

/**
 * Compared in the column's own type where that holds every digit of the value, so that Parquet's statistics can skip row
 * groups; else in a wider one: 1.005 is never rounded to a column's two places and found equal to 1.01.
 */
function number(column: SchemaColumn, text: string): [string, string] | null {
  if (column.sqlType === 'DOUBLE') return /^-?\d+(\.\d+)?([eE][-+]?\d{1,3})?$/.test(text) ? [text, 'DOUBLE'] : null;
  const parts = /^-?(\d+)(?:\.(\d+))?$/.exec(text);
  if (parts === null) return null;
  const whole = (parts[1] ?? '').replace(/^0+/, '').length;
  const scale = (parts[2] ?? '').length;
  if (column.type === 'integer' && scale === 0 && whole <= 18) return [text, 'BIGINT'];
  const [, width, places] = /^DECIMAL\((\d+),\s*(\d+)\)$/.exec(column.sqlType) ?? [];
  if (width !== undefined && scale <= Number(places) && whole <= Number(width) - Number(places)) {
    return [text, column.sqlType];
  }
  return whole + scale <= 38 ? [text, `DECIMAL(38, ${scale})`] : null;
}

function isInstant(text: string): boolean {
  const parts = /^(\d{4}-\d{2}-\d{2})(?:[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?)?$/.exec(text);
  return parts !== null && isDay(parts[1] ?? '');
}

export function plainText(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null;
  const text = String(value);
  return text.length <= maxValueLength && !text.includes('\0') ? text : null;
}
