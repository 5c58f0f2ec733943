import { createContext, useContext, useMemo } from 'react';
import type { EntryItem } from '#api/catalog/rules/entry.ts';
import { paths, withQuery } from '#app/paths.ts';
import type { DatasetData } from '#app/present/dataset.server.ts';
import { versionPath } from '#app/present/dataset-links.ts';
import { itemOf } from '#app/present/dataset-quality.ts';
import { type TableView, viewQuery } from '#app/present/dataset-view.ts';
import { useLocale } from '#app/present/words.ts';

function shapedOf(shown: DatasetData, english: boolean) {
  const { dataset, version, pinned } = shown;
  const { entry } = dataset;
  const path = pinned && version !== null ? versionPath(entry.code, version.number) : paths.dataset(entry.code);
  const said = new Map(shown.described.map((one) => [one.column, one]));
  /** What the catalogue declares of a column, completed by what its dictionary says. */
  const merged = (column: string): EntryItem | null => {
    const declared = itemOf(entry.content.items, column);
    const word = said.get(column);
    if (word === undefined) return declared;
    return {
      name: column,
      label: word.label,
      data_type: declared?.data_type ?? null,
      description: word.description ?? declared?.description ?? '',
      unit: word.unit ?? '',
      sensitivity: word.sensitivity,
    };
  };
  const items = new Map<string, EntryItem | null>();
  const item = (column: string): EntryItem | null => {
    const known = items.get(column);
    if (known !== undefined) return known;
    const found = merged(column);
    items.set(column, found);
    return found;
  };
  return {
    ...shown,
    entry,
    code: entry.code,
    /** The page's own address without what is chosen of the table. */
    path,
    to: (view: TableView) => withQuery(path, viewQuery(view)),
    item,
    /** What the dictionary says of a column, once the agency has confirmed it. */
    said: (column: string) => said.get(column) ?? null,
    /** What a column is called: its label in the catalogue, else its name. */
    label: (column: string) => item(column)?.label || column,
    title: english && entry.content.title_en !== '' ? entry.content.title_en : entry.content.title,
    agency: english ? (entry.provider.name_en ?? entry.provider.name) : entry.provider.name,
  };
}

export type Shaped = ReturnType<typeof shapedOf>;
export const DatasetContext = createContext<Shaped | null>(null);

/** Made once a page: every cell of its tables asks for it. */
export function useShaped(shown: DatasetData): Shaped {
  const english = useLocale() === 'en';
  return useMemo(() => shapedOf(shown, english), [shown, english]);
}

export function useDataset(): Shaped {
  const shaped = useContext(DatasetContext);
  if (shaped === null) throw new Error('no dataset above');
  return shaped;
}
