/**
 * Views that somebody keeps in a list of their own, under a name of their own. The view is everybody's who knows its address
 * and never changes; taking it off the list takes it from nobody else.
 */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type App, type Ctx, systemContext } from '#api/context.ts';
import { isId } from '#api/kernel/ids.ts';
import { participantOf, requireParticipant } from '#api/participants/service.ts';
import * as store from './kept-views-store.ts';
import { refuseView } from './rules/view-refusals.ts';
import { checkTitle, type ViewSpec } from './rules/view-spec.ts';
import { showView } from './views.ts';
import type { keptView } from './views-contract.ts';

export type KeptViewOut = z.input<typeof keptView>;

function shown(ctx: Ctx, row: store.KeptRow): KeptViewOut {
  return {
    id: row.id,
    name: row.name,
    title: row.title,
    kind: row.kind as ViewSpec['kind'],
    version: row.version,
    dataset: row.code,
    dataset_title: row.datasetTitle,
    dataset_title_en: row.datasetTitleEn,
    withdrawn: row.withdrawn,
    kept_at: row.keptAt.toISOString(),
    url: `${ctx.env.PUBLIC_URL}/views/${row.id}`,
  };
}

export async function listKeptViews(
  ctx: Ctx,
  { page, page_size }: { readonly page: number; readonly page_size: number },
): Promise<{ items: KeptViewOut[]; total: number; page: number; page_size: number }> {
  const { id } = await requireParticipant(ctx);
  const { rows, total } = await store.listKept(ctx.db, id, { skip: (page - 1) * page_size, take: page_size });
  return { items: rows.map((row) => shown(ctx, row)), total, page, page_size };
}

/** Null for whoever takes no part. */
export async function keepsView(ctx: Ctx, id: string): Promise<boolean | null> {
  const taker = await participantOf(ctx);
  return taker === null ? null : store.isKept(ctx.db, taker.id, id);
}

/** Kept under its title; who keeps it already keeps the name given before. Refuses as the view's page does. */
export async function keepView(ctx: Ctx, id: string): Promise<{ done: true }> {
  const taker = await requireParticipant(ctx);
  const { title } = await showView(ctx, id);
  await act(ctx, { action: 'datasets.keep_view', subject: ['view', id] }, async (tx, note) => {
    const kept = { participantId: taker.id, viewId: id, name: title, keptAt: tx.clock.now() };
    note({ by: taker.id, new: await store.keep(tx.db, kept) });
  });
  return { done: true };
}

/** Refuses `datasets.view_title`, `datasets.view_not_kept`. */
export async function renameKeptView(
  ctx: Ctx,
  id: string,
  { name }: { readonly name: string },
): Promise<{ done: true }> {
  const taker = await requireParticipant(ctx);
  const wanted = checkTitle(name);
  await act(ctx, { action: 'datasets.rename_kept_view', subject: ['view', id] }, async (tx, note) => {
    if (!isId('view', id) || !(await store.rename(tx.db, taker.id, id, wanted)))
      throw refuseView('datasets.view_not_kept');
    note({ by: taker.id });
  });
  return { done: true };
}

/** Refuses `datasets.view_not_kept`. */
export async function dropKeptView(ctx: Ctx, id: string): Promise<{ done: true }> {
  const taker = await requireParticipant(ctx);
  await act(ctx, { action: 'datasets.drop_kept_view', subject: ['view', id] }, async (tx, note) => {
    if (!isId('view', id) || (await store.drop(tx.db, taker.id, id)) === 0) throw refuseView('datasets.view_not_kept');
    note({ by: taker.id });
  });
  return { done: true };
}

/** Whoever is forgotten keeps nothing. May run twice. */
export async function forgetKeptViews(app: App, { participantId }: { readonly participantId: string }): Promise<void> {
  await store.drop(systemContext(app).db, participantId);
}
