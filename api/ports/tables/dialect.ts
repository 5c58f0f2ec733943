/** Reads the delimiter and the header off the beginning of a file. Pure. */
import type { Delimiter } from '#api/ports/tables/port.ts';
import { refuse } from '#api/ports/tables/refusals.ts';

const delimiters: readonly Delimiter[] = [',', '\t', ';', '|'];
const maxHeaderLength = 200;

export interface Dialect {
  readonly delimiter: Delimiter;
  /** Cells of the first record as they stand in the file. */
  readonly header: readonly string[];
}

/**
 * The delimiter under which the rows have the header's number of cells most often; with no delimiter in the header the table
 * has one column. `whole` says that the text is the entire file, so that its last record counts too.
 */
export function detectDialect(text: string, whole: boolean): Dialect {
  let best: (Dialect & { agreement: number }) | null = null;
  let single: readonly string[] = [];
  for (const delimiter of delimiters) {
    const all = records(text, delimiter, 1000);
    const rows = whole || all.length >= 1000 ? all : all.slice(0, -1);
    const header = rows[0] ?? all[0] ?? [];
    if (header.length < 2) {
      single = header;
      continue;
    }
    const body = rows.slice(1);
    const agreement = body.length === 0 ? 1 : body.filter((row) => row.length === header.length).length / body.length;
    if (
      best === null ||
      agreement > best.agreement ||
      (agreement === best.agreement && header.length > best.header.length)
    ) {
      best = { delimiter, header, agreement };
    }
  }
  return best ?? { delimiter: ',', header: single };
}

/** Splits RFC 4180 text; blank lines are no records. Lenient: strictness is the converter's. */
export function records(text: string, delimiter: string, limit: number): string[][] {
  const found: string[][] = [];
  let cells: string[] = [];
  let at = 0;
  while (at < text.length && found.length < limit) {
    const [cell, next] = readCell(text, at, delimiter);
    cells.push(cell);
    at = next;
    if (text[at] === delimiter) {
      at += 1;
      if (at < text.length) continue;
      cells.push('');
    }
    if (cells.length > 1 || cells[0] !== '') found.push(cells);
    cells = [];
    if (text[at] === '\r' && text[at + 1] === '\n') at += 2;
    else if (at < text.length) at += 1;
  }
  return found;
}

function readCell(text: string, start: number, delimiter: string): [string, number] {
  let at = start;
  while (text[at] === ' ') at += 1;
  if (text[at] !== '"') {
    const end = endOfPlain(text, start, delimiter);
    return [text.slice(start, end), end];
  }
  let cell = '';
  for (at += 1; at < text.length; at++) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return [cell + text.slice(at), text.length];
    cell += text.slice(at, quote);
    at = quote + 1;
    if (text[at] !== '"') break;
    cell += '"';
  }
  return [cell, endOfPlain(text, at, delimiter)];
}

function endOfPlain(text: string, start: number, delimiter: string): number {
  let at = start;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return at;
}

/**
 * Names the columns. Blank names become `column_N` (N from 1); names equal but for case are refused, as SQL could not tell
 * them apart; a first line of nothing but numbers and dates is data, and taking it for names would lose a row.
 */
export function nameColumns(header: readonly string[], maxColumns: number): string[] {
  if (header.length > maxColumns) throw refuse('tables.too_many_columns', { found: header.length, limit: maxColumns });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed here
  const cleaned = header.map((cell) => cell.replace(/[\u0000-\u001f\u007f\u200b\ufeff]+/g, ' ').trim());
  if (cleaned.every((name) => name === '' || /^[-+]?[\d.,/:\s-]+%?$/.test(name))) throw refuse('tables.no_header');
  const taken = new Map<string, number>();
  cleaned.forEach((name, i) => {
    if (name.length > maxHeaderLength) {
      throw refuse('tables.header_too_long', { column: i + 1, found: name.length, limit: maxHeaderLength });
    }
    const first = taken.get(name.toLowerCase());
    if (name !== '' && first !== undefined) {
      throw refuse('tables.duplicate_header', { first: first + 1, second: i + 1, name });
    }
    if (name !== '') taken.set(name.toLowerCase(), i);
  });
  return cleaned.map((name, i) => {
    if (name !== '') return name;
    let made = `column_${i + 1}`;
    while (taken.has(made)) made += '_';
    taken.set(made, i);
    return made;
  });
}
