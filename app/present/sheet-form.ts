/** A file read against the dictionary, as the form shows it: fresh from the file, or as it was typed before a refusal. Pure. */
import type { DictionaryOut } from '#api/quality/dictionary.ts';
import { type Said, type SheetRow, saidOf, sheetFields } from '#api/quality/rules/sheet.ts';
import type { SheetOut } from '#api/quality/sheet.ts';
import { isRefused } from './refused.ts';

export interface ShownSheet {
  readonly rows: readonly SheetRow[];
  readonly lost: SheetOut['lost'];
  /** Null where the rows come from the form itself. */
  readonly unchanged: number | null;
}

export const sheetFormName = 'sheet_rows';

export function sheetOf(answer: unknown, dictionary: DictionaryOut): ShownSheet | null {
  if (typeof answer !== 'object' || answer === null) return null;
  if (isRefused(answer)) return answer.form === sheetFormName ? typedSheet(answer.typed, dictionary) : null;
  return 'sheet' in answer ? (answer.sheet as ShownSheet) : null;
}

function typedSheet(typed: Readonly<Record<string, readonly string[]>>, { tables }: DictionaryOut): ShownSheet {
  const value = (name: string) => typed[name]?.at(-1) ?? '';
  const rows: SheetRow[] = [];
  for (let at = 0; typed[`columns.${at}.column`] !== undefined; at++) {
    const [table, column] = [value(`columns.${at}.table`), value(`columns.${at}.column`)];
    const known = tables.find((one) => one.name === table)?.columns.find((one) => one.column === column);
    if (known === undefined) continue;
    const was = saidOf({ ...known, table }, null);
    const withCodes = typed[`columns.${at}.with_codes`] !== undefined;
    const said = Object.fromEntries(
      sheetFields.map((field) => [
        field,
        field === 'codes' && !withCodes ? was.codes : value(`columns.${at}.${field}`),
      ]),
    ) as unknown as Said;
    const changed = sheetFields.filter((field) => said[field] !== was[field]);
    rows.push({ row: at + 2, table, column, changed, was, said, faults: [] });
  }
  return { rows, lost: [], unchanged: null };
}
