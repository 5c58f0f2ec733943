/** What of a dataset's columns may be searched: names and labels always, values only of open data without findings. */
import type { SearchColumn } from '#api/ports/search/port.ts';

export interface KnownColumn {
  readonly name: string;
  /** From the dictionary, or the entry's items. */
  readonly labels: readonly string[];
  /** [{code, zh, en}] of the dictionary. */
  readonly codes: unknown;
  /** Statistics of the published table, in the shape of the profile. */
  readonly stats: unknown;
  readonly type: string | null;
  /** Personal information was found in it, or the dictionary calls it sensitive. */
  readonly guarded: boolean;
}

const mostValues = 80;
const longestValue = 40;
/** More different values than this are no list one looks things up by. */
const fewDistinct = 60;

/** @param open whether the data itself is open to everyone. */
export function searchColumns(columns: readonly KnownColumn[], open: boolean): SearchColumn[] {
  return columns.slice(0, 300).map(({ name, labels, codes, stats, type, guarded }) => {
    const values = open && !guarded ? [...codeWords(codes), ...(type === 'text' ? topWords(stats) : [])] : [];
    return { name, label: [...new Set(labels)].filter((one) => one !== '').join(' '), values: usable(values) };
  });
}

function codeWords(codes: unknown): string[] {
  if (!Array.isArray(codes)) return [];
  return codes.flatMap((one: unknown) => {
    const { code, zh, en } = (one ?? {}) as Record<string, unknown>;
    return [zh, en, code].filter((word): word is string => typeof word === 'string');
  });
}

function topWords(stats: unknown): string[] {
  const { topValues, distinctCount } = (stats ?? {}) as { topValues?: unknown; distinctCount?: unknown };
  if (!Array.isArray(topValues) || typeof distinctCount !== 'number' || distinctCount > fewDistinct) return [];
  return topValues.flatMap((one: unknown) => {
    const { value } = (one ?? {}) as { value?: unknown };
    return typeof value === 'string' ? [value] : [];
  });
}

/** Numbers alone and long texts are nothing one searches a catalogue for. */
function usable(values: readonly string[]): string[] {
  const words = values.map((one) => one.trim()).filter((one) => /\p{L}/u.test(one) && one.length <= longestValue);
  return [...new Set(words)].slice(0, mostValues);
}
