/** One table of an open version with what its columns are called: what charts and maps are made from. */

import type { DatasetOut } from '#api/datasets/open.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { AppContext } from '#app/context.ts';
import { chart as chartWords } from '#app/i18n/chart.ts';
import { dataset as words } from '#app/i18n/dataset.ts';
import type { BuildColumn } from './chart-build.ts';
import { itemOf } from './dataset-quality.ts';
import { filterText } from './filter-text.ts';
import { dayText } from './format.ts';
import { type ShownTable, tableOf } from './tables.ts';
import { wordsIn } from './words.ts';

export type Version = NonNullable<DatasetOut['latest']>;

export interface Scene {
  readonly app: AppContext;
  readonly entry: DatasetOut['entry'];
  readonly version: Version;
  readonly table: ShownTable;
  readonly filters: readonly string[];
  readonly q: string | null;
}

export function sceneOf(
  app: AppContext,
  { entry }: Pick<DatasetOut, 'entry'>,
  version: Version,
  view: { readonly table: number; readonly filters: readonly string[]; readonly q: string | null },
): Scene {
  return { app, entry, version, table: tableOf(version, view.table), filters: view.filters, q: view.q };
}

/** Names the answer to a question of this table for good: versions never change, labels do with the entry's revision. */
export const keyOf = (scene: Scene, more: unknown): string =>
  JSON.stringify([
    scene.version.id,
    scene.table.number,
    scene.entry.revision,
    scene.app.ctx.locale,
    scene.filters,
    scene.q,
    more,
  ]);

export function labelOf(scene: Pick<Scene, 'entry'>, column: string): string {
  return itemOf(scene.entry.content.items, column)?.label || column;
}

export function buildColumn(scene: Scene, name: string): BuildColumn | null {
  const column = scene.table.columns.find((one) => one.name === name);
  if (column === undefined) return null;
  const item = itemOf(scene.entry.content.items, name);
  return {
    name,
    type: column.type,
    label: item?.label || name,
    unit: item?.unit || null,
    distinct: column.stats.distinct_count,
    min: column.stats.min ?? null,
    max: column.stats.max ?? null,
  };
}

/** The line every picture carries: who, what, which version, of which day. */
export function sourceLine({ app: { ctx }, entry, version }: Pick<Scene, 'app' | 'entry' | 'version'>): string {
  const english = ctx.locale === 'en';
  return wordsIn(ctx.locale, words)('chart_source', {
    agency: english ? (entry.provider.name_en ?? entry.provider.name) : entry.provider.name,
    title: english && entry.content.title_en !== '' ? entry.content.title_en : entry.content.title,
    code: entry.code,
    n: version.number,
    day: dayText(dayOf(new Date(version.published_at)), ctx.locale),
  });
}

export function filterTexts(scene: Scene): string[] {
  const { locale } = scene.app.ctx;
  const typeOf = (name: string) => scene.table.columns.find((one) => one.name === name)?.type ?? 'text';
  const texts = scene.filters.map((one) => filterText(one, { typeOf, label: (name) => labelOf(scene, name) }, locale));
  return scene.q === null ? texts : [...texts, wordsIn(locale, chartWords)('note_q', { q: scene.q })];
}

/** The parameters every question about the table carries. */
export const asked = (scene: Scene) => ({
  filter: [...scene.filters],
  ...(scene.q === null ? {} : { q: scene.q }),
  ...(scene.table.number === 1 ? {} : { table: scene.table.number }),
});

/** A small store of what was made once; the oldest goes first. */
export class Kept<T> {
  readonly #made = new Map<string, T>();
  constructor(readonly most: number) {}

  async get(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const made = await make();
    this.#made.set(key, made);
    for (const oldest of this.#made.keys()) {
      if (this.#made.size <= this.most) break;
      this.#made.delete(oldest);
    }
    return made;
  }
}
