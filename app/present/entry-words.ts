/** Codes of an entry as words: for read-only pages and for differences. Pure. */
import * as codes from '#api/catalog/rules/codes.ts';
import type { Word } from '#api/kernel/words.ts';

type Lists = Readonly<Record<string, { readonly words: Readonly<Record<string, Word>> }>>;

const lists: Lists = {
  theme: codes.themes,
  format_category: codes.formatCategories,
  share_type: codes.shareTypes,
  share_method: codes.shareMethods,
  open_type: codes.openTypes,
  open_checks: codes.openChecks,
  update_cycle: codes.updateCycles,
  grade: codes.grades,
  storage_location: codes.storageLocations,
  licence: codes.licences,
  kind: codes.basisKinds,
  data_type: codes.dataTypes,
  sensitivity: codes.sensitivities,
};

/** A stored text in words: codes become labels, other texts stay as they are. */
export function shownValue(field: string, part: string | null, text: string, side: (word: Word) => string): string {
  const list = lists[part !== null && field === 'share_basis' ? part : field];
  if (list === undefined) return text;
  const label = (code: string): string => {
    const word = list.words[code];
    return word === undefined ? code : side(word);
  };
  return field === 'open_checks' ? text.split(', ').map(label).join(', ') : label(text);
}

/** The options of a code list for a select. */
export function optionsOf(
  list: { readonly codes: readonly string[]; readonly words: Readonly<Record<string, Word>> },
  side: (word: Word) => string,
) {
  return list.codes.map((value) => ({ value, label: side(list.words[value] ?? [value, value]) }));
}
