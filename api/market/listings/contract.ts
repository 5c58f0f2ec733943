/** A product on offer at an external data exchange, with a statement of the right it rests on (Article 22). */
import { z } from 'zod';
import { dayText, fenText, instantText, one, operation } from '#api/kernel/operation.ts';
import { line } from '#api/licensing/rules/text.ts';
import { offerShape } from '#api/products/contract.ts';
import { listingEnds, listingStates } from '../rules/voice-codes.ts';

const website = z.url({ protocol: /^https?$/ }).max(2000);

export const exchangeShape = z
  .object({
    id: z.string(),
    name: z.string(),
    name_en: z.string().nullable(),
    website: z.string(),
    basis: z.string(),
    ended: z.boolean(),
  })
  .meta({ id: 'DataExchange' });

export const rightShape = z
  .object({
    no: z.string(),
    document_id: z.string(),
    issued_at: instantText,
    valid_to: dayText,
    valid: z.boolean().meta({ description: 'Judged now, from the records' }),
    why_not: z.enum(listingEnds.codes).nullable(),
    product_no: z.string(),
    product_title: z.string(),
    owner_name: z.string(),
    owner_uscc: z.string(),
    agreements: z.array(
      z.object({
        no: z.string(),
        version: z.number().int(),
        sha256: z.string(),
        agency_name: z.string(),
        filing_no: z.string(),
        from: dayText,
        to: dayText,
        ownership: z.string(),
      }),
    ),
  })
  .meta({ id: 'RightStatement' });

export const publicListing = z
  .object({
    no: z.string(),
    state: z.enum(listingStates.codes),
    exchange_name: z.string(),
    exchange_name_en: z.string().nullable(),
    listing_no: z.string(),
    address: z.string(),
    listed_at: instantText,
    ended_at: instantText.nullable(),
    ended_why: z.enum(listingEnds.codes).nullable(),
    statement_no: z.string(),
    right_valid: z.boolean(),
  })
  .meta({ id: 'ExchangeListing' });

export const listingShape = publicListing
  .extend({
    id: z.string(),
    revision: z.number().int(),
    product_no: z.string(),
    product_title: z.string(),
    owner_name: z.string(),
    plans: z
      .array(z.object({ number: z.number().int(), name: z.string(), name_en: z.string().nullable() }))
      .meta({ description: 'Plans of the product under which a deal can be reported' }),
    sales: z.array(
      z.object({
        external_ref: z.string(),
        sold_on: dayText,
        buyer_name: z.string(),
        order_id: z.string(),
        order_no: z.string(),
        order_state: z.string(),
        amount_fen: fenText,
      }),
    ),
    actions: z.array(offerShape),
  })
  .meta({ id: 'OwnExchangeListing' });

export const newExchange = z.object({
  name: line(100, 2),
  name_en: line(200).optional(),
  website,
  basis: line(300, 2).meta({ description: 'The document that recognises it' }),
});
export const newListing = z.object({
  product_no: z.string().trim().toUpperCase().min(1).max(60),
  exchange_id: z.string().max(60),
  listing_no: line(100, 1).meta({ description: 'Its number at the exchange' }),
  address: website.meta({ description: 'Its page at the exchange' }),
});
export const endingListing = z.object({ revision: z.coerce.number().int() });
export const sale = z.object({
  revision: z.coerce.number().int(),
  external_ref: line(100, 1).meta({ description: 'Number of the deal at the exchange' }),
  sold_on: dayText,
  buyer_uscc: z.string().trim().toUpperCase().min(1).max(40),
  plan: z.coerce.number().int().min(1).meta({ description: 'Number of the plan whose terms were sold' }),
  amount_fen: z.string().regex(/^[1-9]\d{0,12}$/),
});

const byNo = z.object({ no: z.string().max(60) });
const change = ['market.listing_not_found', 'market.listing_ended', 'market.changed_meanwhile'];

export const listingOperations = {
  listDataExchanges: operation({
    method: 'get',
    path: '/data-exchanges',
    auth: 'public',
    summary: ['数据交易机构', 'Data exchanges'],
    out: z.object({ items: z.array(exchangeShape), may_enter: z.boolean() }),
  }),
  enterDataExchange: operation({
    method: 'post',
    path: '/data-exchanges',
    auth: 'session',
    summary: ['登记数据交易机构', 'Enter a data exchange'],
    description: 'By the information department of the province.',
    body: newExchange,
    out: exchangeShape,
    status: 201,
    refusals: ['market.exchange_known'],
  }),
  endDataExchange: operation({
    method: 'post',
    path: '/data-exchanges/:id/end',
    auth: 'session',
    summary: ['停止接受挂牌', 'Take no more listings at an exchange'],
    params: one,
    out: exchangeShape,
    refusals: ['market.exchange_not_found', 'market.exchange_ended'],
  }),
  listProductListings: operation({
    method: 'get',
    path: '/products/:no/exchange-listings',
    auth: 'public',
    summary: ['产品的场外挂牌', 'Where a product is listed elsewhere'],
    params: byNo,
    out: z.object({ items: z.array(publicListing) }),
    refusals: ['products.not_found'],
  }),
  listExchangeListings: operation({
    method: 'get',
    path: '/own/exchange-listings',
    auth: 'session',
    summary: ['场外挂牌', 'Exchange listings'],
    description: 'Of the own products, or of the region for its information department.',
    out: z.object({ items: z.array(listingShape) }),
  }),
  showExchangeListing: operation({
    method: 'get',
    path: '/own/exchange-listings/:id',
    auth: 'session',
    summary: ['挂牌详情', 'A listing'],
    params: one,
    out: listingShape,
    refusals: ['market.listing_not_found'],
  }),
  listAtExchange: operation({
    method: 'post',
    path: '/own/exchange-listings',
    auth: 'session',
    summary: ['登记场外挂牌', 'List a product at an exchange'],
    description: 'Issues the statement of right with it, sealed by the platform’s operator from its records.',
    body: newListing,
    out: listingShape,
    status: 201,
    refusals: [
      'products.not_found',
      'market.product_not_on_sale',
      'market.no_right',
      'market.exchange_not_found',
      'market.exchange_ended',
      'market.listing_known',
    ],
  }),
  endExchangeListing: operation({
    method: 'post',
    path: '/own/exchange-listings/:id/end',
    auth: 'session',
    summary: ['摘牌', 'End a listing'],
    params: one,
    body: endingListing,
    out: listingShape,
    refusals: change,
  }),
  reportExchangeSale: operation({
    method: 'post',
    path: '/own/exchange-listings/:id/sales',
    auth: 'session',
    summary: ['报告场外成交', 'Report a deal made at the exchange'],
    description:
      'Places an order for the buyer at the price of the deal. It is paid by transfer to the supervised account, so the treasury’s part is paid as of any sale.',
    params: one,
    body: sale,
    out: listingShape,
    status: 201,
    refusals: [
      ...change,
      'market.no_right',
      'market.sale_known',
      'market.sale_day',
      'market.sale_terms',
      'market.buyer_unknown',
      'market.no_business_with_oneself',
      'products.no_ceiling',
      'products.price_above_ceiling',
      'orders.allowed_revenue_reached',
    ],
  }),
  showRightStatement: operation({
    method: 'get',
    path: '/right-statements/:no',
    auth: 'public',
    summary: ['数据产品权属声明', 'A statement of right'],
    params: byNo,
    out: rightShape,
    refusals: ['market.right_statement_not_found'],
  }),
  openRightStatementPdf: operation({
    method: 'get',
    path: '/right-statements/:no/statement.pdf',
    auth: 'public',
    summary: ['权属声明 PDF', 'A statement of right as PDF'],
    params: byNo,
    out: { media: ['application/pdf'] },
    refusals: ['market.right_statement_not_found'],
  }),
};
