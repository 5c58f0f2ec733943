/** Reading reuses: the showcase, one of them, one's own. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { requireParticipant } from '#api/participants/service.ts';
import { getReuse } from './access.ts';
import type { reusesQuery } from './contract.ts';
import { isNewView } from './limits.ts';
import { isPublic } from './rules/moderation.ts';
import type { reuseList } from './rules/shapes.ts';
import { type OwnReuse, type PublicReuse, type ReuseOut, showOwn, showPublic, showReuse } from './show.ts';
import * as store from './store.ts';

export type ReuseList = z.input<typeof reuseList>;

export async function listReuses(ctx: Ctx, query: z.output<typeof reusesQuery>): Promise<ReuseList> {
  const { page, page_size, sort, ...filter } = query;
  const slice = { skip: (page - 1) * page_size, take: page_size };
  const [{ rows, total }, facets] = await Promise.all([
    store.listPublic(ctx.db, { ...filter, sort, ...slice }),
    store.countFacets(ctx.db, filter),
  ]);
  return { items: await showPublic(ctx, rows), total, page, page_size, facets };
}

/** The newest of what was made of one dataset. */
export async function listReusesOf(ctx: Ctx, dataset: string): Promise<{ items: PublicReuse[]; total: number }> {
  const { rows, total } = await store.listPublic(ctx.db, { dataset, sort: 'newest', skip: 0, take: 3 });
  return { items: await showPublic(ctx, rows), total };
}

export async function getShownReuse(ctx: Ctx, id: string): Promise<ReuseOut> {
  return showReuse(ctx, await getReuse(ctx, id));
}

/** The page of a reuse: counted once an hour for one network address; by whom is not kept. */
export async function openReuse(ctx: Ctx, id: string): Promise<ReuseOut> {
  const seen = await getReuse(ctx, id);
  if (isPublic(seen.reuse) && !seen.isAuthor && !seen.isModerator && (await isNewView(ctx, id)))
    await store.countView(ctx.db, id);
  return showReuse(ctx, seen);
}

export async function listOwnReuses(
  ctx: Ctx,
  { page, page_size }: { page: number; page_size: number },
): Promise<{ items: OwnReuse[]; total: number; page: number; page_size: number }> {
  const { id } = await requireParticipant(ctx);
  const slice = { skip: (page - 1) * page_size, take: page_size };
  const { rows, total } = await store.listOf(ctx.db, { participantId: id }, slice);
  return { items: await showOwn(ctx, rows), total, page, page_size };
}

/** Datasets by their codes, for a form that names them; unknown ones are left out. */
export async function nameDatasets(ctx: Ctx, codes: readonly string[]) {
  const found = await store.datasetsByCode(ctx.db, codes.slice(0, 50));
  return codes.flatMap((code) => {
    const one = found.find((dataset) => dataset.code === code);
    return one === undefined ? [] : [{ code, title: one.title, title_en: one.titleEn, agency: one.name }];
  });
}
