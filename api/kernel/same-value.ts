/** Whether two texts are the same value, however a program has written it: what finds a row again in a file that was saved anew. */
import { halfWidth } from '#api/kernel/half-width.ts';

const day = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/;
const two = (digits: string): string => digits.padStart(2, '0');

export function canonicalText(text: string): string {
  // A quote mark that a spreadsheet was warned with, and width and space, which no value depends on.
  const bare = halfWidth(text.replace(/^'(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/u, ''))
    .replace(/[\s\u200b\ufeff]+/gu, '')
    .trim();
  if (bare === '') return '';
  if (/^[+-]?\d[\d,]*(\.\d*)?$/.test(bare) && !/^0\d/.test(bare)) {
    const [whole = '', fraction = ''] = bare.replace(/^\+/, '').replaceAll(',', '').split('.');
    const rest = fraction.replace(/0+$/, '');
    const number = rest === '' ? whole : `${whole}.${rest}`;
    return /^-0(\.0*)?$/.test(number) ? '0' : number;
  }
  const [, y, m, d, h, min, s] = day.exec(halfWidth(text).trim()) ?? [];
  if (y !== undefined && m !== undefined && d !== undefined) {
    const time = h === undefined ? '' : `${two(h)}:${min}:${s ?? '00'}`;
    return `${y}-${two(m)}-${two(d)}${time === '00:00:00' || time === '' ? '' : `T${time}`}`;
  }
  const lower = bare.toLowerCase();
  if (lower === 'true' || lower === 'false') return lower;
  return bare;
}
