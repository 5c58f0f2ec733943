/** Loads the dataset page: of the newest version, or of the one the permanent address names. */
import { data, redirect } from 'react-router';
import type { DatasetOut } from '#api/datasets/open.ts';
import { rowsQuery } from '#api/datasets/open-contract.ts';
import type { RowsOut } from '#api/datasets/read.ts';
import type { BuriedDataset } from '#api/datasets/tombstone.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { AppContext } from '#app/context.ts';
import { paths, withQuery } from '#app/paths.ts';
import { type ColumnChart, columnChart } from './dataset-chart.server.ts';
import { defaultChartColumn } from './dataset-chart.ts';
import { versionPath } from './dataset-links.ts';
import { itemOf } from './dataset-quality.ts';
import {
  type Asked,
  askedFilter,
  readView,
  rowsPerPage,
  type TableView,
  viewQuery,
  withFilter,
} from './dataset-view.ts';
import { orRefusal } from './form.ts';
import { type RefusalView, viewOf } from './refused.ts';

export type Version = NonNullable<DatasetOut['latest']>;

export interface Preview {
  /** Null when the selection was refused. */
  readonly rows: RowsOut | null;
  readonly refusal: RefusalView | null;
  /** Set while a wide table shows its first columns only. */
  readonly firstColumns: number | null;
  readonly asked: Extract<Asked, { ok: false }> | null;
}

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
  readonly chart: ColumnChart | null;
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
      : await orRefusal(() => services.datasets.showPublishedVersion(ctx, code, number));
  if (number !== null && version === null)
    await orRefusal(() => services.datasets.showPublishedVersion(ctx, code, number));
  const view = readView(url.searchParams);
  const open = dataset.access === 'open' && version !== null;
  const asked = open ? askedFilter(url.searchParams, version.columns) : null;
  if (asked?.ok === true) {
    const path = number === null ? paths.dataset(code) : versionPath(code, number);
    // A page changed by script stays where it is; a browser without one is shown the table.
    const part = new URL(request.url).pathname.endsWith('.data') ? '' : '#preview';
    throw redirect(`${withQuery(path, viewQuery(withFilter(view, asked.filter)))}${part}`);
  }
  const [preview, chart] = open
    ? await Promise.all([previewOf(app, code, version, view, asked), chartOf(app, dataset, version, view)])
    : [null, null];
  const shown: DatasetData = {
    kind: 'dataset',
    dataset: withoutKind(dataset),
    version,
    pinned: number !== null,
    view,
    preview,
    chart,
    today: dayOf(ctx.clock.now()),
    publicUrl,
  };
  const status = preview?.refusal?.status ?? (asked === null ? 200 : 400);
  return data<DatasetData | BuriedData>(shown, { status, headers: pageHeaders });
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

async function previewOf(
  { services, ctx }: AppContext,
  code: string,
  version: Version,
  view: TableView,
  asked: Asked | null,
): Promise<Preview> {
  const narrowed = view.columns.length === 0 && version.columns.length > wide;
  const columns = narrowed ? version.columns.slice(0, shownOfWide).map((one) => one.name) : view.columns;
  const firstColumns = narrowed ? shownOfWide : null;
  const typed = asked?.ok === false ? asked : null;
  try {
    const query = rowsQuery.parse({
      filter: [...view.filters],
      sort: [...view.sort],
      columns: [...columns],
      limit: rowsPerPage,
      offset: (view.page - 1) * rowsPerPage,
    });
    const rows = await services.datasets.readRows(ctx, code, version.number, query);
    return { rows, refusal: null, firstColumns, asked: typed };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { rows: null, refusal: viewOf(error), firstColumns, asked: typed };
  }
}

async function chartOf(
  app: AppContext,
  dataset: DatasetOut,
  version: Version,
  { chart }: TableView,
): Promise<ColumnChart | null> {
  const known = version.columns.some((one) => one.name === chart) ? chart : null;
  const { items } = dataset.entry.content;
  const name = known ?? defaultChartColumn(version.columns, version.row_count, (column) => itemOf(items, column));
  return name === null || version.row_count === 0 ? null : columnChart(app, dataset, version, name);
}
