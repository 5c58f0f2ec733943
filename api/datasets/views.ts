/** Saved views: a table, chart or map of open data that anyone may keep, share and embed under an address of its own. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { getPublicEntryById, type PublicEntry } from '#api/catalog/read.ts';
import { type Ctx, newId } from '#api/context.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { isId } from '#api/kernel/ids.ts';
import { participantOf } from '#api/participants/service.ts';
import { keep as keepRow } from './kept-views-store.ts';
import { getOpenVersion } from './open.ts';
import { frameCode } from './rules/frame-code.ts';
import { accessOf } from './rules/gate.ts';
import { placesOf } from './rules/places.ts';
import { parseFilter, parseSort } from './rules/query.ts';
import { refuse } from './rules/refusals.ts';
import { refuseView } from './rules/view-refusals.ts';
import { checkChart, checkMap, checkTitle, type SpecColumn, type ViewSpec } from './rules/view-spec.ts';
import type { oembedOut, oembedQuery, savedView, viewBody } from './views-contract.ts';
import * as store from './views-store.ts';

export type SavedViewOut = z.output<typeof savedView>;

/** New views an address may save within an hour; what was saved before is answered without limit. */
const hourly = 30;
const hour = 3_600_000;
/** By the ports of a process: they live as long as it does. Addresses are forgotten after an hour and stand nowhere else. */
const saves = new WeakMap<object, Map<string, number[]>>();

function countSave(ctx: Ctx): void {
  if (ctx.ip === null) return;
  const now = ctx.clock.now().getTime();
  const known = saves.get(ctx.ports) ?? new Map<string, number[]>();
  saves.set(ctx.ports, known);
  for (const [ip, times] of known) if ((times.at(-1) ?? 0) <= now - hour) known.delete(ip);
  const recent = (known.get(ctx.ip) ?? []).filter((at) => at > now - hour);
  if (recent.length >= hourly) throw refuseView('datasets.view_too_many', { limit: hourly });
  known.set(ctx.ip, [...recent, now]);
}

/**
 * The same view with the same title has one address; a participant keeps what they save in a list of their own.
 * Refuses by name what cannot be shown.
 */
export async function saveView(ctx: Ctx, asked: z.output<typeof viewBody>): Promise<SavedViewOut> {
  const title = checkTitle(asked.title);
  const { entry, version } = await getOpenVersion(ctx, asked.dataset, asked.version ?? 'latest', asked.table);
  const columns = version.columns as readonly SpecColumn[];
  const hasPlaces = (version.table.geo ?? placesOf(version.columns)) !== null;
  const view = checkView(asked.view, columns, hasPlaces);
  const facts = { entryId: entry.id, version: asked.version, table: asked.table, kind: view.kind, title };
  const hash = createHash('sha256')
    .update(canonicalJson({ ...facts, view }))
    .digest('hex');
  const known = await store.findViewByHash(ctx.db, hash);
  const taker = await participantOf(ctx);
  const keep = async (tx: Ctx, viewId: string) => {
    if (taker === null) return;
    await keepRow(tx.db, { participantId: taker.id, viewId, name: title, keptAt: tx.clock.now() });
  };
  if (known !== null) {
    if (taker !== null)
      await act(ctx, { action: 'datasets.keep_view', subject: ['view', known.id] }, async (tx, note) => {
        await keep(tx, known.id);
        note({ by: taker.id });
      });
    return shown(ctx, known, entry);
  }
  countSave(ctx);
  const id = newId(ctx, 'view');
  const event = {
    action: 'datasets.save_view',
    subject: ['view', id] as const,
    facts: { entry: entry.id, hash, kind: view.kind },
  };
  return act(ctx, event, async (tx) => {
    const row = { id, ...facts, spec: view, hash, createdAt: tx.clock.now() };
    await store.insertView(tx.db, row);
    const saved = await store.findViewByHash(tx.db, hash);
    if (saved === null) throw new Error('a view vanished');
    await keep(tx, saved.id);
    return shown(tx, saved, entry);
  });
}

function checkView(view: ViewSpec, columns: readonly SpecColumn[], hasPlaces: boolean): ViewSpec {
  const need = (column: string) => {
    if (!columns.some((one) => one.name === column))
      throw refuseView('datasets.chart_column', { column: column.slice(0, 100) });
  };
  for (const filter of view.filters) need(parseFilter(filter).column);
  if (view.kind === 'chart') return { ...view, chart: checkChart(view.chart, columns) };
  if (view.kind === 'map') return { ...view, map: checkMap(view.map, columns, hasPlaces) };
  for (const sort of view.sort) need(parseSort(sort).column);
  for (const column of view.columns) need(column);
  return view;
}

/** Refuses `datasets.view_not_found`; of a withdrawn dataset `catalog.withdrawn` (410), of one closed since, why. */
export async function showView(ctx: Ctx, id: string): Promise<SavedViewOut> {
  const row = isId('view', id) ? await store.findView(ctx.db, id) : null;
  if (row === null) throw refuseView('datasets.view_not_found');
  const entry = await getPublicEntryById(ctx, row.entryId);
  const { title, open_type } = entry.content;
  const access = accessOf(open_type);
  if (access === 'licence') throw refuse('datasets.licence_needed', { title });
  if (access === 'closed') throw refuse('datasets.not_open', { title });
  return shown(ctx, row, entry);
}

function shown(ctx: Ctx, row: store.SavedView, entry: PublicEntry): SavedViewOut {
  const base = ctx.env.PUBLIC_URL;
  return {
    id: row.id,
    dataset: entry.code,
    dataset_title: entry.content.title,
    version: row.version,
    table: row.table,
    title: row.title,
    view: row.spec as unknown as ViewSpec,
    created_at: row.createdAt.toISOString(),
    url: `${base}/views/${row.id}`,
    embed_url: `${base}/embed/views/${row.id}`,
  };
}

const address = /^\/(?:embed\/)?views\/([a-z]+_[0-9a-v]{26})\/?$/;
const size = { width: 760, height: 560 };

/** oEmbed 1.0: what a consumer puts into its page for the address of a view. */
export async function oembed(ctx: Ctx, asked: z.output<typeof oembedQuery>): Promise<z.output<typeof oembedOut>> {
  if (asked.format !== 'json') throw refuseView('datasets.oembed_format');
  const base = ctx.env.PUBLIC_URL;
  const url = URL.canParse(asked.url) ? new URL(asked.url) : null;
  const id = url !== null && url.origin === new URL(base).origin ? address.exec(url.pathname)?.[1] : undefined;
  if (id === undefined) throw refuseView('datasets.oembed_address', { example: `${base}/views/…` });
  const view = await showView(ctx, id);
  const width = Math.min(size.width, asked.maxwidth ?? size.width);
  const height = Math.min(view.view.kind === 'map' ? 760 : size.height, asked.maxheight ?? 10_000);
  return {
    type: 'rich',
    version: '1.0',
    title: view.title,
    provider_name: 'Jinshu',
    provider_url: base,
    cache_age: 86_400,
    html: frameCode(view.embed_url, view.title, width, height),
    width,
    height,
  };
}
