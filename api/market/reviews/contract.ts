/** What buyers that paid for a product think of it. */
import { z } from 'zod';
import { instantText, one, operation } from '#api/kernel/operation.ts';
import { lines } from '#api/licensing/rules/text.ts';
import { offerShape } from '#api/products/contract.ts';
import { reviewStates } from '../rules/voice-codes.ts';

const stars = z.number().int().min(1).max(5);
const said = { words: z.string(), at: instantText };

export const starsSummary = z
  .object({
    count: z.number().int(),
    mean: z.string().nullable().meta({ description: 'To one decimal; null without a review', example: '4.3' }),
    spread: z.array(z.number().int()).meta({ description: 'How many of one, two, … five stars' }),
  })
  .meta({ id: 'StarsSummary' });

export const publicReview = z
  .object({
    id: z.string(),
    state: z.enum(reviewStates.codes),
    revision: z.number().int(),
    buyer_name: z.string(),
    buyer_name_en: z.string().nullable(),
    stars: stars.nullable().meta({ description: 'Null while hidden, as are the words' }),
    words: z.string().nullable(),
    written_at: instantText,
    changed_at: instantText.nullable(),
    refunded: z.boolean().meta({ description: 'The purchase was refunded after the review' }),
    reply: z.object(said).nullable(),
    hidden_why: z.string().nullable(),
    actions: z.array(offerShape).meta({ description: 'What the viewer can do with it' }),
  })
  .meta({ id: 'ProductReview' });

export const reviewHistory = publicReview
  .extend({
    product_no: z.string(),
    wordings: z.array(z.object({ stars, ...said })),
    replies: z.array(z.object(said)),
  })
  .meta({ id: 'ProductReviewHistory', description: 'Every wording, for the two parties and the department' });

export const reviewing = z.object({
  revision: z.coerce
    .number()
    .int()
    .optional()
    .meta({ description: 'Of the review as it was read; of a first one none' }),
  stars: z.coerce.number().int().min(1).max(5),
  words: lines(2000, 2),
});
export const wording = z.object({ revision: z.coerce.number().int(), words: lines(2000, 2) });

const byNo = z.object({ no: z.string().max(60) });
const change = ['market.review_not_found', 'market.wrong_state', 'market.changed_meanwhile'];
const moderate = { auth: 'session', method: 'post', params: one, body: wording, out: reviewHistory } as const;

export const reviewOperations = {
  listProductReviews: operation({
    method: 'get',
    path: '/products/:no/reviews',
    auth: 'public',
    summary: ['产品评价', 'Reviews of a product'],
    description: 'By buyers that paid. What the department hid stays as a line with its reason.',
    params: byNo,
    out: z.object({
      summary: starsSummary,
      items: z.array(publicReview),
      write: offerShape.nullable().meta({ description: 'Whether the viewer can review; null for passers-by' }),
      own: z.object({ revision: z.number().int(), stars, words: z.string() }).nullable(),
    }),
    refusals: ['products.not_found'],
  }),
  listProductStars: operation({
    method: 'get',
    path: '/product-stars',
    auth: 'public',
    summary: ['产品星级', 'Stars of products'],
    query: z.object({ no: z.string().max(4000).meta({ description: 'Numbers of products, by commas; 100 at most' }) }),
    out: z.object({ items: z.array(z.object({ product_no: z.string(), count: z.number().int(), mean: z.string() })) }),
  }),
  reviewProduct: operation({
    method: 'put',
    path: '/products/:no/review',
    auth: 'session',
    summary: ['评价产品', 'Review a product'],
    description: 'One review a buyer and product; a later wording takes the place of the first, and both are kept.',
    params: byNo,
    body: reviewing,
    out: reviewHistory,
    refusals: [
      'products.not_found',
      'market.no_business_with_oneself',
      'market.review_not_bought',
      'market.review_related',
      'market.review_hidden',
      'market.review_unchanged',
      'market.changed_meanwhile',
    ],
  }),
  showProductReview: operation({
    method: 'get',
    path: '/own/product-reviews/:id',
    auth: 'session',
    summary: ['评价的全部措辞', 'Every wording of a review'],
    params: one,
    out: reviewHistory,
    refusals: ['market.review_not_found'],
  }),
  replyToProductReview: operation({
    method: 'put',
    path: '/own/product-reviews/:id/reply',
    auth: 'session',
    summary: ['回复评价', 'Reply to a review'],
    description: 'By the owner, once; the reply can be worded anew, and every wording is kept.',
    params: one,
    body: wording,
    out: reviewHistory,
    refusals: [...change, 'market.review_hidden', 'market.review_unchanged'],
  }),
  hideProductReview: operation({
    ...moderate,
    path: '/own/product-reviews/:id/hiding',
    summary: ['隐藏评价', 'Hide a review'],
    description: 'By the information department, with the reason that is shown in its place.',
    refusals: change,
  }),
  unhideProductReview: operation({
    ...moderate,
    path: '/own/product-reviews/:id/showing',
    summary: ['恢复显示评价', 'Show a hidden review again'],
    refusals: change,
  }),
};
