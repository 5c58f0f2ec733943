/** Personal information replaced inside a cell: a text, or a JSON document leaf by leaf. */
import { examine } from '#api/kernel/personal-detect.ts';
import { documentIn } from '#api/kernel/personal-document.ts';
import { maskCell } from '#api/kernel/personal-information.ts';
import type { PersonalKind } from '#api/kernel/personal-kinds.ts';
import { headerHints } from '#api/kernel/personal-policy.ts';
import type { Day } from '#api/kernel/time.ts';

/**
 * A cell with every hit of the kinds in its masked form. In a document each leaf is treated under its own key, and a number
 * that was hit becomes a text, so that it stays a document; in a text the words around the hits are kept.
 */
export function replaceIn(cell: string, today: Day, kinds: ReadonlySet<PersonalKind>): string {
  const document = documentIn(cell);
  return document === null ? replaceText(cell, today, kinds) : JSON.stringify(replaceValue(document, '', today, kinds));
}

function replaceValue(value: unknown, key: string, today: Day, kinds: ReadonlySet<PersonalKind>): unknown {
  if (Array.isArray(value)) return value.map((one) => replaceValue(one, key, today, kinds));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [
        replaceText(name, today, kinds),
        replaceValue(one, name, today, kinds),
      ]),
    );
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  const text = String(value);
  const hinted = new Set([...headerHints(key).kinds].filter((kind) => kinds.has(kind)));
  const named = [...hinted].some((kind) => wholeOnly.has(kind));
  const after = named ? maskCell(text, today, hinted) : replaceText(text, today, kinds, hinted);
  return after === text ? value : after;
}

/** Kinds that no form of the number betrays: only what a column or key is called. */
const wholeOnly: ReadonlySet<PersonalKind> = new Set<PersonalKind>([
  'passport',
  'personal_name',
  'address',
  'birth_date',
  'medical',
  'religion',
  'biometric',
]);

function replaceText(
  cell: string,
  today: Day,
  kinds: ReadonlySet<PersonalKind>,
  expected: ReadonlySet<PersonalKind> = kinds,
): string {
  const byForm = new Set([...kinds].filter((kind) => !wholeOnly.has(kind)));
  if (byForm.size === 0 || examine(cell, today, expected).hits.length === 0) return cell;
  return maskCell(cell, today, byForm);
}
