/** Reviews: by buyers that paid and were delivered to, every wording kept, hidden only by the department and with its reason. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { offer } from '#api/products/rules/offer.ts';
import { refuse as refuseProduct } from '#api/products/rules/refusals.ts';
import { knownLinks } from '../relations/service.ts';
import { refuse } from '../rules/refusals.ts';
import { chainBetween } from '../rules/relation.ts';
import { summaryOf } from '../rules/voice.ts';
import { type ReviewState, reviewStates } from '../rules/voice-codes.ts';
import { reviewLifecycle } from '../rules/voice-lifecycle.ts';
import { refuse as refuseVoice } from '../rules/voice-refusals.ts';
import {
  type AboutProduct,
  isDepartment,
  type Named,
  organizationsById,
  productById,
  productByNo,
  tellOf,
  without,
} from '../voice.ts';
import type { publicReview, reviewHistory, reviewing, wording } from './contract.ts';
import * as store from './store.ts';

export type ReviewOut = z.input<typeof publicReview>;
export type ReviewHistory = z.input<typeof reviewHistory>;
type Deed = 'reply' | 'hide' | 'show';

const reviewsPath = (no: string): string => `/products/${no}#reviews`;
const stateOf = (row: store.ReviewRow) => row.state as ReviewState;

/** Why this viewer cannot do it; undefined where it is not theirs to do at all. */
function hindrance(
  row: store.ReviewRow,
  product: AboutProduct,
  viewer: Viewer,
  deed: Deed,
): Refusal | null | undefined {
  const owner = viewer.organization.id === product.developerId;
  const theirs = deed === 'reply' ? owner : isDepartment(viewer, product.agreement.regionCode);
  if (!theirs) return undefined;
  if (edge(reviewLifecycle, stateOf(row), deed) === null)
    return deed === 'reply' ? refuseVoice('market.review_hidden') : refuse('market.wrong_state');
  return deed === 'reply' ? without(viewer, 'developer') : null;
}

interface Around {
  readonly product: AboutProduct;
  readonly names: ReadonlyMap<string, Named>;
  readonly refunded: ReadonlySet<string>;
  readonly viewer: Viewer | null;
}

function shown(row: store.ReviewRow, { product, names, refunded, viewer }: Around): ReviewOut {
  const hidden = stateOf(row) === 'hidden';
  const buyer = names.get(row.buyerId);
  const first = row.wordings[0]?.at ?? row.createdAt;
  const deeds: readonly Deed[] = hidden ? ['show'] : ['reply', 'hide'];
  return {
    id: row.id,
    state: stateOf(row),
    revision: row.revision,
    buyer_name: buyer?.name ?? '',
    buyer_name_en: buyer?.nameEn ?? null,
    stars: hidden ? null : row.stars,
    words: hidden ? null : row.words,
    written_at: first.toISOString(),
    changed_at: row.wordings.length > 1 ? (row.wordings.at(-1)?.at.toISOString() ?? null) : null,
    refunded: refunded.has(row.orderId),
    reply:
      hidden || row.reply === null || row.repliedAt === null
        ? null
        : { words: row.reply, at: row.repliedAt.toISOString() },
    hidden_why: row.hiddenWhy,
    actions:
      viewer === null
        ? []
        : deeds.flatMap((deed) => {
            const refusal = hindrance(row, product, viewer, deed);
            return refusal === undefined ? [] : [offer(deed, refusal)];
          }),
  };
}

async function around(ctx: Ctx, product: AboutProduct, rows: readonly store.ReviewRow[]): Promise<Around> {
  const names = await organizationsById(
    ctx.db,
    rows.map((row) => row.buyerId),
  );
  const refunded = await store.refundedAmong(
    ctx.db,
    rows.map((row) => row.orderId),
  );
  return { product, names, refunded, viewer: ctx.viewer };
}

export async function listProductReviews(ctx: Ctx, no: string) {
  const product = await productByNo(ctx.db, no);
  if (product === null) throw refuseProduct('products.not_found');
  const rows = await store.reviewsOf(ctx.db, product.id);
  const facts = await around(ctx, product, rows);
  const summary = summaryOf((await store.starsOf(ctx.db, [product.id])).get(product.id) ?? []);
  const own = rows.find((row) => row.buyerId === ctx.viewer?.organization.id) ?? null;
  return {
    summary: { ...summary, spread: [...summary.spread] },
    items: rows.map((row) => shown(row, facts)),
    write: ctx.viewer === null ? null : offer('review', await writeFault(ctx, product, ctx.viewer, own)),
    own: own === null ? null : { revision: own.revision, stars: own.stars, words: own.words },
  };
}

export async function listProductStars(ctx: Ctx, query: { readonly no: string }) {
  const nos = query.no
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .slice(0, 100);
  const products = await ctx.db.product.findMany({
    where: { no: { in: nos }, listedAt: { not: null } },
    select: { id: true, no: true },
  });
  const stars = await store.starsOf(
    ctx.db,
    products.map((one) => one.id),
  );
  return {
    items: products.flatMap(({ id, no }) => {
      const { count, mean } = summaryOf(stars.get(id) ?? []);
      return mean === null ? [] : [{ product_no: no, count, mean }];
    }),
  };
}

/** What stands between a viewer and a review of the product, most important first; null when nothing does. */
async function writeFault(
  ctx: Ctx,
  product: AboutProduct,
  viewer: Viewer,
  own: store.ReviewRow | null,
): Promise<Refusal | null> {
  const { id } = viewer.organization;
  if (id === product.developerId || id === product.agreement.agencyId)
    return refuseVoice('market.no_business_with_oneself');
  if (own !== null && edge(reviewLifecycle, stateOf(own), 'reword') === null)
    return refuseVoice('market.review_hidden');
  const missing = without(viewer, 'buyer');
  if (missing !== null) return missing;
  // A review once written may be worded anew whatever became of the order: the words are the buyer's.
  const bought = own !== null || (await store.boughtOrder(ctx.db, product.id, id)) !== null;
  if (!bought) return refuseVoice('market.review_not_bought');
  const today = dayOf(ctx.clock.now());
  const chain = chainBetween(await knownLinks(ctx), id, product.developerId, { from: today, to: today });
  return chain === null ? null : refuseVoice('market.review_related');
}

export async function reviewProduct(ctx: Ctx, no: string, input: z.output<typeof reviewing>): Promise<ReviewHistory> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: 'market.write_review', subject: ['review', 'new'] }, async (tx, note) => {
    const product = await productByNo(tx.db, no);
    if (product === null) throw refuseProduct('products.not_found');
    const buyerId = viewer.organization.id;
    const own = await store.lockReviewOf(tx.db, product.id, buyerId);
    const fault = await writeFault(tx, product, viewer, own);
    if (fault !== null) throw fault;
    if ((own?.revision ?? null) !== (input.revision ?? null)) throw refuse('market.changed_meanwhile');
    const { stars, words } = input;
    if (own !== null && own.stars === stars && own.words === words) throw refuseVoice('market.review_unchanged');
    const at = tx.clock.now();
    const id = own?.id ?? newId(tx, 'productReview');
    if (own === null) {
      const orderId = await store.boughtOrder(tx.db, product.id, buyerId);
      if (orderId === null) throw refuseVoice('market.review_not_bought');
      const made = { id, productId: product.id, buyerId, orderId, stars, words };
      await store.insertReview(tx.db, { ...made, state: 'visible', createdAt: at, updatedAt: at });
    } else await store.updateReview(tx.db, id, { stars, words, updatedAt: at });
    await store.insertWording(tx.db, {
      id: newId(tx, 'step'),
      reviewId: id,
      stars,
      words,
      personId: viewer.personId,
      at,
    });
    await tellOf(tx, product.developerId, ['developer'], 'review_written', {
      about: id,
      params: { product: product.no, stars },
      path: reviewsPath(product.no),
      once: { key: `${id}:${at.toISOString()}`, at },
    });
    note({ product: product.no, stars, first: own === null }, id);
    return getReview(tx, id);
  });
}

/** Every wording, for the buyer, the owner and the department. */
export async function getReview(ctx: Ctx, id: string): Promise<ReviewHistory> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findReview(ctx.db, id);
  const product = row === null ? null : await productById(ctx.db, row.productId);
  const party =
    row !== null &&
    product !== null &&
    ([row.buyerId, product.developerId].includes(viewer.organization.id) ||
      isDepartment(viewer, product.agreement.regionCode));
  if (row === null || product === null || !party) throw refuseVoice('market.review_not_found');
  const replies = await store.repliesOf(ctx.db, id);
  return {
    ...shown(row, await around(ctx, product, [row])),
    product_no: product.no,
    wordings: row.wordings.map((one) => ({ stars: one.stars, words: one.words, at: one.at.toISOString() })),
    replies: replies.map((one) => ({ words: one.words, at: one.at.toISOString() })),
  };
}

/** One step of the owner or the department at the revision that was seen. */
async function does(
  ctx: Ctx,
  id: string,
  deed: Deed,
  input: z.output<typeof wording>,
  body: (tx: Ctx, row: store.ReviewRow, product: AboutProduct) => Promise<Parameters<typeof store.updateReview>[2]>,
): Promise<ReviewHistory> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: `market.${deed}_review`, subject: ['review', id] }, async (tx, note) => {
    const row = await store.lockReview(tx.db, id);
    const product = row === null ? null : await productById(tx.db, row.productId);
    const hindered = row === null || product === null ? undefined : hindrance(row, product, viewer, deed);
    if (row === null || product === null || hindered === undefined) throw refuseVoice('market.review_not_found');
    if (hindered !== null) throw hindered;
    if (row.revision !== input.revision) throw refuse('market.changed_meanwhile');
    await store.updateReview(tx.db, id, await body(tx, row, product));
    note({ product: product.no });
    return getReview(tx, id);
  });
}

export function replyToProductReview(ctx: Ctx, id: string, input: z.output<typeof wording>): Promise<ReviewHistory> {
  requireDuty(ctx.viewer, 'developer');
  return does(ctx, id, 'reply', input, async (tx, row, product) => {
    if (row.reply === input.words) throw refuseVoice('market.review_unchanged');
    const at = tx.clock.now();
    const personId = tx.viewer?.personId ?? null;
    await store.insertReply(tx.db, { id: newId(tx, 'step'), reviewId: id, words: input.words, personId, at });
    if (row.reply === null)
      await tellOf(tx, row.buyerId, ['buyer'], 'review_replied', {
        about: id,
        params: { product: product.no },
        path: reviewsPath(product.no),
        once: { key: `${id}:reply`, at },
      });
    return { reply: input.words, repliedAt: at };
  });
}

async function moderated(tx: Ctx, row: store.ReviewRow, product: AboutProduct, to: ReviewState, reason: string) {
  const [zh, en] = reviewStates.words[to];
  const at = tx.clock.now();
  const told = {
    about: row.id,
    params: { product: product.no, what: zh, reason },
    paramsEn: { what: en },
    path: reviewsPath(product.no),
    once: { key: `${row.id}:${to}:${row.revision}`, at },
  };
  await tellOf(tx, row.buyerId, ['buyer'], 'review_hidden', told);
  await tellOf(tx, product.developerId, ['developer'], 'review_hidden', told);
}

export const hideProductReview = (ctx: Ctx, id: string, input: z.output<typeof wording>): Promise<ReviewHistory> =>
  does(ctx, id, 'hide', input, async (tx, row, product) => {
    await moderated(tx, row, product, 'hidden', input.words);
    return { state: 'hidden', hiddenWhy: input.words, hiddenBy: tx.viewer?.organization.id ?? null };
  });

export const unhideProductReview = (ctx: Ctx, id: string, input: z.output<typeof wording>): Promise<ReviewHistory> =>
  does(ctx, id, 'show', input, async (tx, row, product) => {
    await moderated(tx, row, product, 'visible', input.words);
    return { state: 'visible', hiddenWhy: null, hiddenBy: null };
  });
