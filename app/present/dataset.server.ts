/** Loads the dataset page: of the newest version, or of the one the permanent address names. */
import { data, redirect } from 'react-router';
import type { DatasetOut } from '#api/datasets/open.ts';
import type { RowsOut } from '#api/datasets/read.ts';
import type { BuriedDataset } from '#api/datasets/tombstone.ts';
import type { DatasetFeedback } from '#api/feedback/dataset.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { MadeProduct } from '#api/market/lineage/service.ts';
import type { PublicDictionary } from '#api/quality/dictionary.ts';
import type { QualityOut } from '#api/quality/reports.ts';
import type { RatingsOut } from '#api/reuses/ratings.ts';
import type { PublicReuse } from '#api/reuses/show.ts';
import type { ScoreOut } from '#api/score/service.ts';
import type { AppContext } from '#app/context.ts';
import { paths, withQuery } from '#app/paths.ts';
import { defaultSpec } from './chart-default.ts';
import { type DrawnChart, drawChart } from './chart-view.server.ts';
import { versionPath } from './dataset-links.ts';
import { itemOf } from './dataset-quality.ts';
import { type Asked, askedFilter, readView, type TableView, viewQuery, withFilter } from './dataset-view.ts';
import { orRefusal } from './form.ts';
import { defaultMap, type MapChoices, mapChoices } from './map-choices.ts';
import { type DrawnMap, drawMap } from './map-view.server.ts';
import { type RefusalView, viewOf } from './refused.ts';
import { asked as askedOf, Kept, keyOf, type Scene, sceneOf } from './scene.server.ts';
import { type ShownTable, tableOf } from './tables.ts';

export type Version = NonNullable<DatasetOut['latest']>;

export interface Preview {
  /** Null when the selection was refused. */
  readonly rows: RowsOut | null;
  readonly refusal: RefusalView | null;
  /** Set while a wide table shows its first columns only. */
  readonly firstColumns: number | null;
  readonly asked: Extract<Asked, { ok: false }> | null;
}

/** A picture, or why there is none. */
export type Drawn<T> = { readonly ok: true; readonly drawn: T } | { readonly ok: false; readonly refusal: RefusalView };

export interface DatasetData {
  readonly kind: 'dataset';
  readonly dataset: DatasetOut;
  /** The version shown; null while there is none. */
  readonly version: Version | null;
  /** True at the permanent address of a version. */
  readonly pinned: boolean;
  readonly view: TableView;
  /** Null for data that is not open. */
  readonly preview: Preview | null;
  /** The table shown; null for data without a version. */
  readonly table: ShownTable | null;
  /** Null where nothing can be drawn. */
  readonly chart: Drawn<DrawnChart> | null;
  /** Null for a table without places. */
  readonly map: Drawn<DrawnMap> | null;
  readonly mapChoices: MapChoices;
  /** What the agency has confirmed of the columns of the table shown. */
  readonly described: PublicDictionary['tables'][number]['columns'];
  /** What the checks found in the version shown; null while nothing was checked. */
  readonly quality: QualityOut | null;
  /** What the newest of it is worth, and how to raise it. */
  readonly score: ScoreOut;
  /** The registered asset it belongs to. */
  readonly asset: { readonly code: string } | null;
  /** What was made of it, and what its users think of it. */
  readonly opinions: { readonly reuses: { items: PublicReuse[]; total: number }; readonly ratings: RatingsOut };
  /** What is sold that was made from it. */
  readonly products: readonly MadeProduct[];
  /** What people asked for it, and what they say is wrong in it. */
  readonly feedback: DatasetFeedback;
  /** The day a reader takes the data today (Asia/Shanghai), for citations. */
  readonly today: string;
  readonly publicUrl: string;
}

export interface BuriedData extends BuriedDataset {
  readonly kind: 'withdrawn';
  readonly publicUrl: string;
}

/** A table with more columns than this opens with its first ones. */
const wide = 40;
const shownOfWide = 20;

/**
 * No ETag: the policy's nonce is new with each answer, and a browser that joins the headers of a 304 to its stored page would
 * refuse that page's scripts. `private` because the frame shows who is signed in.
 */
export const pageHeaders = { 'Cache-Control': 'private, no-cache' };

interface Asking {
  readonly url: URL;
  readonly request: Request;
}

export async function loadDataset(app: AppContext, { url, request }: Asking, code: string, number: number | null) {
  const { services, ctx } = app;
  const publicUrl = ctx.env.PUBLIC_URL;
  const dataset = await showOrBury(app, code);
  if (dataset.kind === 'withdrawn') {
    const buried: BuriedData = { ...dataset, publicUrl };
    return data<DatasetData | BuriedData>(buried, { status: 410, headers: pageHeaders });
  }
  const version =
    number === null || number === dataset.latest?.number
      ? dataset.latest
      : await orRefusal(() => services.datasets.showPublishedVersion(ctx, dataset.entry, number));
  const view = readView(url.searchParams);
  const open = dataset.access === 'open' && version !== null;
  const table = version === null ? null : tableOf(version, view.table);
  const asked = open && table !== null ? askedFilter(url.searchParams, table.columns) : null;
  if (asked?.ok === true) {
    const path = number === null ? paths.dataset(code) : versionPath(code, number);
    // A page changed by script stays where it is; a browser without one is shown the table.
    const part = new URL(request.url).pathname.endsWith('.data') ? '' : '#preview';
    throw redirect(`${withQuery(path, viewQuery(withFilter(view, asked.filter)))}${part}`);
  }
  const scene = open ? sceneOf(app, dataset, version, view) : null;
  const choices = scene === null ? { regions: [], places: false } : mapChoices(scene.table);
  const [[described, quality], made, rated, score, asset, feedback, sold, [preview, chart, map]] = await Promise.all([
    table === null ? ([[], null] as [[], null]) : saidOf(app, dataset.entry, version?.number ?? 0, table.name),
    services.reuses.listReusesOf(ctx, code),
    orRefusal(() => services.reuses.listRatings(ctx, dataset.entry, { page: 1, page_size: 3 })),
    orRefusal(() => services.score.showScore(ctx, dataset.entry)),
    services.assets.registeredAssetOf(ctx, code),
    orRefusal(() => services.feedback.feedbackOf(ctx, dataset.entry.id)),
    orRefusal(() => services.market.listProductsOf(ctx, code)),
    scene === null
      ? [null, null, null]
      : Promise.all([previewOf(scene, view, asked), chartOf(scene, view), mapOf(scene, view, choices)]),
  ]);
  const shown: DatasetData = {
    kind: 'dataset',
    dataset: withoutKind(dataset),
    version,
    pinned: number !== null,
    view,
    table,
    preview,
    chart,
    map,
    mapChoices: choices,
    described,
    quality,
    score,
    asset,
    feedback,
    products: sold.items,
    opinions: { reuses: made, ratings: rated },
    today: dayOf(ctx.clock.now()),
    publicUrl,
  };
  const status = preview?.refusal?.status ?? (asked === null ? 200 : 400);
  return data<DatasetData | BuriedData>(shown, { status, headers: pageHeaders });
}

async function saidOf({ services, ctx }: AppContext, entry: DatasetOut['entry'], number: number, table: string) {
  const [dictionary, quality] = await Promise.all([
    services.quality.showPublicDictionary(ctx, entry),
    services.quality.showPublicQuality(ctx, entry, number).catch((error: unknown) => {
      if (isRefusal(error) && error.code === 'quality.no_report') return null;
      throw error;
    }),
  ]);
  return [dictionary.tables.find((one) => one.name === table)?.columns ?? [], quality] as const;
}

type Found = (DatasetOut & { kind: 'dataset' }) | (BuriedDataset & { kind: 'withdrawn' });

function withoutKind({ kind: _, ...dataset }: DatasetOut & { kind: 'dataset' }): DatasetOut {
  return dataset;
}

async function showOrBury({ services, ctx }: AppContext, code: string): Promise<Found> {
  return orRefusal(async () => {
    try {
      return { kind: 'dataset', ...(await services.datasets.showDataset(ctx, code)) };
    } catch (error) {
      if (!isRefusal(error) || error.code !== 'catalog.withdrawn') throw error;
      return { kind: 'withdrawn', ...(await services.datasets.showTombstone(ctx, code)) };
    }
  });
}

/** Rows of a version never change: what was read once is read again from memory, small pages of it at least. */
const pages = new Kept<RowsOut>(200);

async function previewOf(scene: Scene, view: TableView, asked: Asked | null): Promise<Preview> {
  const { services, ctx } = scene.app;
  const all = scene.table.columns;
  const narrowed = view.columns.length === 0 && all.length > wide;
  const columns = narrowed ? all.slice(0, shownOfWide).map((one) => one.name) : view.columns;
  const firstColumns = narrowed ? shownOfWide : null;
  const typed = asked?.ok === false ? asked : null;
  const from = view.after === null ? { offset: (view.page - 1) * view.size } : { offset: 0, cursor: view.after };
  const query = { ...askedOf(scene), sort: [...view.sort], columns: [...columns], limit: view.size, ...from };
  try {
    const rows = await pages.get(keyOf(scene, ['rows', view.sort, columns, view.size, from]), () =>
      services.datasets.readRows(
        ctx,
        scene.entry.code,
        scene.version.number,
        query as Parameters<typeof services.datasets.readRows>[3],
      ),
    );
    return { rows, refusal: null, firstColumns, asked: typed };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { rows: null, refusal: viewOf(error), firstColumns, asked: typed };
  }
}

async function chartOf(scene: Scene, view: TableView): Promise<Drawn<DrawnChart> | null> {
  const { items } = scene.entry.content;
  const { columns, row_count } = scene.table;
  const spec = view.plot ?? defaultSpec(columns, row_count, (name) => itemOf(items, name), view.chart);
  return spec === null || row_count === 0 ? null : tried(() => drawChart(scene, spec));
}

async function mapOf(scene: Scene, view: TableView, choices: MapChoices): Promise<Drawn<DrawnMap> | null> {
  const { items } = scene.entry.content;
  const spec = view.map ?? defaultMap(scene.table, choices, (name) => itemOf(items, name));
  return spec === null || scene.table.row_count === 0 ? null : tried(() => drawMap(scene, spec));
}

/** A filter that cannot be read is told at the table; a picture of it is refused as well. */
async function tried<T>(draw: () => Promise<T>): Promise<Drawn<T>> {
  try {
    return { ok: true, drawn: await draw() };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { ok: false, refusal: viewOf(error) };
  }
}
