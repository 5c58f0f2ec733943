/** Loads a saved view with what it shows, for its page and for its frame in other pages. */
import { data } from 'react-router';
import type { RowsOut } from '#api/datasets/read.ts';
import type { SavedViewOut } from '#api/datasets/views.ts';
import { isRefusal, type Refusal } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { AppContext } from '#app/context.ts';
import { paths, withQuery } from '#app/paths.ts';
import { dark, light } from './chart-option.ts';
import { type DrawnChart, drawChart } from './chart-view.server.ts';
import { versionPath } from './dataset-links.ts';
import { plainView, type TableView, viewQuery } from './dataset-view.ts';
import { orRefusal } from './form.ts';
import type { DrawnMap } from './map-view.server.ts';
import { drawMap } from './map-view.server.ts';
import { type RefusalView, viewOf } from './refused.ts';
import { asked, filterTexts, Kept, keyOf, labelOf, type Scene, sceneOf, sourceLine } from './scene.server.ts';

export type Shown =
  | { readonly kind: 'chart'; readonly chart: DrawnChart }
  | { readonly kind: 'map'; readonly map: DrawnMap }
  | {
      readonly kind: 'table';
      readonly rows: RowsOut;
      readonly labels: readonly string[];
      readonly filters: readonly string[];
    }
  | { readonly kind: 'refused'; readonly refusal: RefusalView };

export interface LoadedView {
  readonly saved: SavedViewOut;
  readonly shown: Shown;
  readonly datasetTitle: string;
  readonly source: string;
  /** Number of the version shown. */
  readonly version: number;
  readonly savedOn: string;
  /** The page of the dataset with this view open. */
  readonly origin: string;
  /** The same view in a frame. */
  readonly theme: 'light' | 'dark';
}

/** Rows of a table that is shown away from its dataset. */
const tableRows = 50;
const tables = new Kept<RowsOut>(100);

export async function loadView({ services, ctx }: AppContext, id: string, theme: 'light' | 'dark' = 'light') {
  const app = { services, ctx };
  const saved = await orRefusal(() => services.datasets.showView(ctx, id));
  const dataset = await orRefusal(() => services.datasets.showDataset(ctx, saved.dataset));
  const version =
    saved.version === null || saved.version === dataset.latest?.number
      ? dataset.latest
      : await orRefusal(() => services.datasets.showPublishedVersion(ctx, saved.dataset, saved.version ?? 'latest'));
  if (version === null) throw data(null, 404);
  const { view } = saved;
  const scene = sceneOf(app, dataset, version, { table: saved.table, filters: view.filters, q: view.q });
  const { content } = dataset.entry;
  const loaded: LoadedView = {
    saved,
    shown: await orRefused(() => show(scene, saved, theme)),
    datasetTitle: ctx.locale === 'en' && content.title_en !== '' ? content.title_en : content.title,
    source: sourceLine(scene),
    version: version.number,
    savedOn: dayOf(new Date(saved.created_at)),
    origin: originOf(saved),
    theme,
  };
  return loaded;
}

async function orRefused(run: () => Promise<Shown>): Promise<Shown> {
  try {
    return await run();
  } catch (error) {
    // A newer version may have lost the column: the view says so rather than break.
    if (!isRefusal(error)) throw error;
    return { kind: 'refused', refusal: viewOf(error as Refusal) };
  }
}

async function show(scene: Scene, { view }: SavedViewOut, theme: 'light' | 'dark'): Promise<Shown> {
  if (view.kind === 'chart')
    return { kind: 'chart', chart: await drawChart(scene, view.chart, theme === 'dark' ? dark : light) };
  if (view.kind === 'map') return { kind: 'map', map: await drawMap(scene, view.map) };
  const { services, ctx } = scene.app;
  const rows = await tables.get(keyOf(scene, ['view', view.sort, view.columns]), () =>
    services.datasets.readRows(ctx, scene.entry.code, scene.version.number, {
      ...asked(scene),
      sort: [...view.sort],
      columns: [...view.columns],
      limit: tableRows,
      offset: 0,
    } as Parameters<typeof services.datasets.readRows>[3]),
  );
  return {
    kind: 'table',
    rows,
    labels: rows.columns.map(({ name }) => labelOf(scene, name)),
    filters: filterTexts(scene),
  };
}

/** Where a reader goes on asking: the dataset's own page, at the part and with the selection of the view. */
export function originOf({
  dataset,
  version,
  table,
  view,
}: Pick<SavedViewOut, 'dataset' | 'version' | 'table' | 'view'>): string {
  const path = version === null ? paths.dataset(dataset) : versionPath(dataset, version);
  const state: TableView = {
    ...plainView,
    table,
    q: view.q,
    filters: view.filters,
    ...(view.kind === 'table' ? { sort: view.sort, columns: view.columns } : {}),
    plot: view.kind === 'chart' ? view.chart : null,
    map: view.kind === 'map' ? view.map : null,
  };
  const part = view.kind === 'table' ? 'preview' : view.kind;
  return `${withQuery(path, viewQuery(state))}#${part}`;
}
