/** A price of one's own: asked for by a buyer, or offered to one unasked. Seen by the two parties and the department alone. */
import { z } from 'zod';
import { dayText, fenText, instantText, operation, page, pageQuery } from '#api/kernel/operation.ts';
import { line, lines } from '#api/licensing/rules/text.ts';
import { offerShape } from '#api/products/contract.ts';
import { planOut, planTerms } from '#api/products/plans-contract.ts';
import { productKinds, productStates, purposeKinds } from '#api/products/rules/codes.ts';
import { quotationActions, quotationKinds, quotationSides, quotationStates } from '../rules/voice-codes.ts';

const side = z.enum(quotationSides.codes);
const state = z.enum(quotationStates.codes);
const party = z.object({ name: z.string(), name_en: z.string().nullable(), uscc: z.string() });

export const quotationLine = z
  .object({
    id: z.string(),
    no: z.string(),
    kind: z.enum(quotationKinds.codes),
    state,
    side,
    product_no: z.string(),
    product_title: z.string(),
    product_title_en: z.string().nullable(),
    owner: party,
    buyer: party,
    lapses_after: dayText.meta({ description: 'Last day of what is open now: the request, or the offer' }),
    amount_fen: fenText.nullable().meta({ description: 'Of the offer that stands' }),
    created_at: instantText,
  })
  .meta({ id: 'QuotationLine' });

export const quotationShape = quotationLine
  .extend({
    revision: z.number().int(),
    product_kind: z.enum(productKinds.codes),
    product_state: z.enum(productStates.codes),
    need: z.string(),
    use: z.string(),
    purpose_kind: z.enum(purposeKinds.codes).nullable(),
    volume: z.string(),
    period: z.string(),
    wanted_by: dayText.nullable(),
    offers: z.array(
      z.object({
        number: z.number().int(),
        stands: z.boolean().meta({ description: 'Not superseded; it can be accepted while it is valid' }),
        amount_fen: fenText,
        plan: planOut.pick({ version_id: true, kind: true, name: true, name_en: true, terms: true, sha256: true }),
        valid_until: dayText,
        words: z.string(),
        at: instantText,
      }),
    ),
    order: z.object({ id: z.string(), no: z.string() }).nullable(),
    history: z.array(
      z.object({
        id: z.string(),
        action: z.enum(quotationActions.codes),
        words: z.string().nullable(),
        offer_number: z.number().int().nullable(),
        organization: z.string().nullable(),
        at: instantText,
      }),
    ),
    actions: z.array(offerShape),
  })
  .meta({ id: 'Quotation' });

export const asking = z.object({
  need: lines(2000, 2),
  use: line(500, 2),
  purpose_kind: z.enum(purposeKinds.codes).optional(),
  volume: line(200, 1),
  period: line(200, 1),
  wanted_by: dayText.meta({ description: 'Without an offer by then the request lapses' }),
});

const terms = z.object({
  name: line(60).default('').meta({ description: 'Of the plan; named after the quotation when left out' }),
  terms: planTerms,
  valid_until: dayText,
  words: lines(2000).default(''),
});
export const offering = terms.extend({ revision: z.coerce.number().int() });
export const privateOffer = terms.extend({
  product_no: z.string().trim().toUpperCase().max(60),
  buyer_uscc: z.string().trim().toUpperCase().min(1).max(40),
});
export const accepting = z.object({
  revision: z.coerce.number().int(),
  offer: z.coerce.number().int().min(1).meta({ description: 'Number of the offer that was read' }),
  purpose_kind: z.enum(purposeKinds.codes).optional(),
  purpose: line(500).default(''),
});
export const closing = z.object({ revision: z.coerce.number().int(), words: lines(2000).default('') });

const byId = z.object({ id: z.string().max(60) });
const change = ['market.quotation_not_found', 'market.wrong_state', 'market.changed_meanwhile'];
const guarded = [
  'market.day_out_of_range',
  'market.product_not_on_sale',
  'market.free_plan_is_public',
  'products.no_ceiling',
  'products.price_above_ceiling',
  'products.public_interest_is_free',
];
const one = { auth: 'session', params: byId, out: quotationShape } as const;

export const quotationOperations = {
  listQuotations: operation({
    method: 'get',
    path: '/own/quotations',
    auth: 'session',
    summary: ['询价与报价', 'Quotations'],
    description: 'As buyer, as owner of the product, or as the information department of the agreement’s region.',
    query: pageQuery.extend({ side: side.default('buyer'), state: state.optional() }),
    out: page(quotationLine),
  }),
  showQuotation: operation({
    ...one,
    method: 'get',
    path: '/own/quotations/:id',
    summary: ['询价、报价详情', 'A quotation'],
    refusals: ['market.quotation_not_found'],
  }),
  askQuotation: operation({
    method: 'post',
    path: '/products/:no/quotations',
    auth: 'session',
    summary: ['询价', 'Ask for a quotation'],
    params: z.object({ no: z.string().max(60) }),
    body: asking,
    out: quotationShape,
    status: 201,
    refusals: [
      'products.not_found',
      'market.product_not_on_sale',
      'market.no_business_with_oneself',
      'market.quotation_open',
      'market.day_out_of_range',
    ],
  }),
  makePrivateOffer: operation({
    method: 'post',
    path: '/own/private-offers',
    auth: 'session',
    summary: ['定向报价', 'Make a private offer'],
    description: 'By the owner of a product to one organisation that did not ask.',
    body: privateOffer,
    out: quotationShape,
    status: 201,
    refusals: ['products.not_found', 'market.buyer_unknown', 'market.no_business_with_oneself', ...guarded],
  }),
  offerQuotation: operation({
    ...one,
    method: 'post',
    path: '/own/quotations/:id/offers',
    summary: ['报价', 'Make an offer'],
    description: 'By the owner. A later offer supersedes the one before; none is edited.',
    body: offering,
    refusals: [...change, ...guarded],
  }),
  declineQuotation: operation({
    ...one,
    method: 'post',
    path: '/own/quotations/:id/declination',
    summary: ['不予报价', 'Decline to make an offer'],
    body: closing,
    refusals: [...change, 'market.words_needed'],
  }),
  acceptQuotation: operation({
    ...one,
    method: 'post',
    path: '/own/quotations/:id/acceptance',
    summary: ['接受报价并下单', 'Accept the offer and order'],
    description:
      'Places an order under exactly the terms that were offered; ceiling and allowed revenue are judged once more.',
    body: accepting,
    refusals: [
      ...change,
      'market.offer_superseded',
      'market.offer_over',
      'orders.not_on_sale',
      'orders.agreement_not_active',
      'orders.self_dealing',
      'orders.no_signed_split',
      'orders.allowed_revenue_reached',
      'products.no_ceiling',
      'products.price_above_ceiling',
      'products.public_interest_is_free',
    ],
  }),
  rejectQuotation: operation({
    ...one,
    method: 'post',
    path: '/own/quotations/:id/rejection',
    summary: ['不接受报价', 'Do not accept the offer'],
    body: closing,
    refusals: change,
  }),
  withdrawQuotation: operation({
    ...one,
    method: 'post',
    path: '/own/quotations/:id/withdrawal',
    summary: ['撤回询价、报价', 'Take the request or the offer back'],
    description: 'The buyer while nothing is offered; the owner while the offer is not accepted.',
    body: closing,
    refusals: change,
  }),
};
