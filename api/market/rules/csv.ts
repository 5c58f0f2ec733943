/** RFC 4180 with the mark by which a spreadsheet knows UTF-8, and the quote that keeps a cell from being taken for a formula. */
import { neutral } from '#api/kernel/formula.ts';

const cell = (text: string): string => `"${neutral(text).replaceAll('"', '""')}"`;

export const sheet = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
