import { createContext, useContext } from 'react';
import { paths, withQuery } from '#app/paths.ts';
import type { DatasetData } from '#app/present/dataset.server.ts';
import { versionPath } from '#app/present/dataset-links.ts';
import { itemOf } from '#app/present/dataset-quality.ts';
import { type TableView, viewQuery } from '#app/present/dataset-view.ts';
import { useLocale } from '#app/present/words.ts';

export const DatasetContext = createContext<DatasetData | null>(null);

export function useDataset() {
  const shown = useContext(DatasetContext);
  if (shown === null) throw new Error('no dataset above');
  const english = useLocale() === 'en';
  const { dataset, version, pinned } = shown;
  const { entry } = dataset;
  const path = pinned && version !== null ? versionPath(entry.code, version.number) : paths.dataset(entry.code);
  return {
    ...shown,
    entry,
    code: entry.code,
    /** The page's own address without what is chosen of the table. */
    path,
    to: (view: TableView) => withQuery(path, viewQuery(view)),
    item: (column: string) => itemOf(entry.content.items, column),
    /** What a column is called: its label in the catalogue, else its name. */
    label: (column: string) => itemOf(entry.content.items, column)?.label || column,
    title: english && entry.content.title_en !== '' ? entry.content.title_en : entry.content.title,
    agency: english ? (entry.provider.name_en ?? entry.provider.name) : entry.provider.name,
  };
}
