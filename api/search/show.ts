/** A record of the index as a search result, with what was asked for marked in it. */
import type { z } from 'zod';
import type { SearchColumn } from '#api/ports/search/port.ts';
import type { searchHit } from './contract.ts';
import { marksOf, type Range } from './marks.ts';
import { fewestForMean } from './rules/ratings.ts';
import type { HitRow } from './store.ts';

export type SearchHit = z.input<typeof searchHit>;

export function hitOf(row: HitRow, words: readonly string[]): SearchHit {
  const own = row.provider;
  return {
    id: row.id,
    kind: row.kind === 'harvested' ? 'harvested' : 'entry',
    page: row.kind === 'harvested' ? `/harvested/${row.id}` : `/datasets/${row.code}`,
    code: row.code,
    title: row.title,
    title_en: row.titleEn,
    abstract: row.abstract,
    theme: row.theme,
    provider: {
      id: own?.id ?? null,
      uscc: own?.uscc ?? null,
      name: own?.name ?? row.providerName,
      name_en: own?.nameEn ?? null,
    },
    source: row.source === null ? null : { id: row.source.id, name: row.source.name, name_en: row.source.nameEn },
    region_code: row.regionCode,
    open_type: row.openType,
    update_cycle: row.updateCycle,
    formats: row.formats,
    row_count: row.rowCount === null ? null : String(row.rowCount),
    downloads: row.downloads,
    quality: row.quality,
    ratings: { total: row.ratings, mean: row.ratings < fewestForMean ? null : row.mean },
    published_at: row.publishedAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    marks: {
      title: marksOf(row.title, words),
      title_en: marksOf(row.titleEn ?? '', words),
      abstract: marksOf(row.abstract, words),
    },
    matched_column: matchedColumn(row.columns as SearchColumn[], words),
  };
}

/** The column that holds the most of what was asked, in its name, its label or a value. */
function matchedColumn(columns: readonly SearchColumn[], words: readonly string[]): SearchHit['matched_column'] {
  if (words.length === 0) return null;
  let best: { column: SearchColumn; label: Range[]; value: string | null; marks: Range[]; length: number } | null =
    null;
  for (const column of columns) {
    const label = column.label === '' ? column.name : column.label;
    const marks = marksOf(label, words);
    const values = column.values.map((value) => ({ value, marks: marksOf(value, words) }));
    const [value] = values.filter((one) => one.marks.length > 0).sort((a, b) => covered(b.marks) - covered(a.marks));
    const length = covered(marks) + covered(value?.marks ?? []);
    if (length > (best?.length ?? 0))
      best = { column, label: marks, value: value?.value ?? null, marks: value?.marks ?? [], length };
  }
  if (best === null) return null;
  const { column, label, value, marks } = best;
  return {
    name: column.name,
    label: column.label === '' ? column.name : column.label,
    label_marks: label,
    value,
    value_marks: marks,
  };
}

const covered = (marks: readonly Range[]): number => marks.reduce((sum, [start, end]) => sum + end - start, 0);
