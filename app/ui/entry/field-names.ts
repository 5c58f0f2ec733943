import { type Field, fields, type Part, parts } from '#api/catalog/rules/codes.ts';
import type { EntryContent } from '#api/catalog/rules/entry.ts';
import { useSide } from '#app/present/words.ts';

export interface FieldsProps {
  readonly content: EntryContent;
}

/** Names of elements and their parts in the reader's language. */
export function useLabels() {
  const side = useSide();
  return { side, name: (field: Field) => side(fields.words[field]), part: (part: Part) => side(parts.words[part]) };
}

/** Nothing chosen is no default, not an empty one. */
export function chosen(value: string | null): { defaultValue?: string } {
  return value === null ? {} : { defaultValue: value };
}
