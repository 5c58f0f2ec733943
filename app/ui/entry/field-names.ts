import { useContext } from 'react';
import { type Field, fields, type Part, parts } from '#api/catalog/rules/codes.ts';
import type { EntryContent } from '#api/catalog/rules/entry.ts';
import { optionsOf } from '#app/present/entry-words.ts';
import { useSide } from '#app/present/words.ts';
import { RequirementContext } from './requirement-context.ts';

export interface FieldsProps {
  readonly content: EntryContent;
}

type List = Parameters<typeof optionsOf>[0];

/** Names of elements and their parts in the reader's language, and what the requirements in force say about them. */
export function useLabels() {
  const side = useSide();
  const requirement = useContext(RequirementContext);
  const asked = (field: Field) =>
    requirement === null || requirement.number === 0
      ? undefined
      : requirement.fields.find(({ element }) => element === field);
  return {
    side,
    name: (field: Field) => side(fields.words[field]),
    part: (part: Part) => side(parts.words[part]),
    /** The form's own help with the hint of the version behind it. */
    help: (field: Field, own?: string): { help?: string } => {
      const hint = side(asked(field)?.hint ?? ['', '']);
      const text = [own ?? '', hint].filter((one) => one !== '').join(' ');
      return text === '' ? {} : { help: text };
    },
    /** An element that the law leaves free is wanted where the version says so. */
    optional: (field: Field): { optional?: boolean } =>
      asked(field)?.status === 'mandatory' ? {} : { optional: true },
    /** The values that the version leaves open; what is chosen already stays to be seen. */
    options: (field: Field, list: List, chosenNow: string | null) => {
      const code = asked(field)?.list ?? null;
      const narrowed = requirement?.lists.find((one) => one.code === code)?.values.map(({ value }) => value);
      return optionsOf(list, side).filter(
        ({ value }) => narrowed === undefined || narrowed.includes(value) || value === chosenNow,
      );
    },
    /** The same for a part of the data items. */
    itemOptions: (part: 'data_type' | 'sensitivity', list: List, chosenNow: string | null) => {
      const open = requirement?.item_codes[part];
      return optionsOf(list, side).filter(
        ({ value }) => open === undefined || open.includes(value) || value === chosenNow,
      );
    },
  };
}

/** Nothing chosen is no default, not an empty one. */
export function chosen(value: string | null): { defaultValue?: string } {
  return value === null ? {} : { defaultValue: value };
}
