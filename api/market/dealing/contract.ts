/** Clues about sales that look like dealing with oneself or money going round, and what is done about them. */
import { z } from 'zod';
import { dayText, fenText, instantText, one, operation, page, pageQuery } from '#api/kernel/operation.ts';
import { lines } from '#api/licensing/rules/text.ts';
import { offerShape } from '#api/products/contract.ts';
import { tradeClueActions, tradeClueKinds, tradeClueStates } from '../rules/dealing-codes.ts';
import { evidenceShape } from '../rules/evidence.ts';

const party = z.object({ id: z.string(), name: z.string() });

export const tradeClueLine = z
  .object({
    id: z.string(),
    no: z.string(),
    kind: z.enum(tradeClueKinds.codes),
    state: z.enum(tradeClueStates.codes),
    region_code: z.string(),
    order_id: z.string(),
    order_no: z.string(),
    product_no: z.string(),
    product_title: z.string(),
    buyer: party,
    owner: party,
    amount_fen: fenText,
    paid_on: dayText,
    due_on: dayText.nullable(),
    days_left: z.number().int().nullable(),
    found_at: instantText,
    decided_at: instantText.nullable(),
  })
  .meta({ id: 'TradeClueLine' });

export const tradeClueShape = tradeClueLine
  .extend({
    revision: z.number().int(),
    side: z.enum(['desk', 'owner', 'auditor']),
    held: z.boolean().meta({ description: 'The developer’s payout of the sale waits' }),
    held_since: instantText.nullable(),
    evidence: evidenceShape
      .nullable()
      .meta({ description: 'For those who look into it; the owner reads the question' }),
    /** The rules that found it find it again in the evidence. */
    recomputed: z.boolean().nullable(),
    parties: z.array(party),
    words: z.string().nullable(),
    history: z.array(
      z.object({
        id: z.string(),
        action: z.enum(tradeClueActions.codes),
        words: z.string().nullable(),
        organization: z.string().nullable(),
        at: instantText,
      }),
    ),
    actions: z.array(offerShape),
  })
  .meta({ id: 'TradeClue' });

export const tradeReviewShape = z
  .object({
    since: instantText,
    /** For the owner: where it is asked. */
    clue_id: z.string().nullable(),
    asked: z.boolean(),
  })
  .meta({ id: 'TradeReview', description: 'The sale is being looked into; nothing is decided by that' });

const revision = z.coerce.number().int();
export const askingTrade = z.object({ revision, words: lines(2000).default('') });
export const answeringTrade = z.object({ revision, words: lines(4000).default('') });
export const decidingTrade = z.object({
  revision,
  decision: z.enum(['confirm', 'dismiss']),
  words: lines(2000).default(''),
});

export const clueFilter = z.object({
  state: z.enum(['waiting', ...tradeClueStates.codes]).optional(),
  kind: z.enum(tradeClueKinds.codes).optional(),
});

const change = [
  'market.trade_clue_not_found',
  'market.trade_clue_state',
  'market.trade_clue_changed',
  'market.trade_clue_words',
];

export const dealingOperations = {
  listTradeClues: operation({
    method: 'get',
    path: '/trade-clues',
    auth: 'session',
    summary: ['交易线索', 'Clues about trades'],
    description:
      'Of the regions the viewer looks into; an auditor reads all, a product owner those it was asked about.',
    query: pageQuery.extend(clueFilter.shape),
    out: page(tradeClueLine),
  }),
  exportTradeClues: operation({
    method: 'get',
    path: '/trade-clues.csv',
    auth: 'session',
    summary: ['导出交易线索（CSV）', 'Clues about trades as CSV'],
    query: clueFilter,
    out: { media: ['text/csv'] },
  }),
  showTradeClue: operation({
    method: 'get',
    path: '/trade-clues/:id',
    auth: 'session',
    summary: ['交易线索详情', 'A clue with its evidence'],
    params: one,
    out: tradeClueShape,
    refusals: ['market.trade_clue_not_found'],
  }),
  askAboutTrade: operation({
    method: 'post',
    path: '/trade-clues/:id/question',
    auth: 'session',
    summary: ['请产品单位说明', 'Ask the owner of the product'],
    params: one,
    body: askingTrade,
    out: tradeClueShape,
    refusals: [...change, 'market.trade_clue_own_party'],
  }),
  answerTradeClue: operation({
    method: 'post',
    path: '/trade-clues/:id/answer',
    auth: 'session',
    summary: ['说明交易情况', 'Answer as the owner of the product'],
    params: one,
    body: answeringTrade,
    out: tradeClueShape,
    refusals: change,
  }),
  decideTradeClue: operation({
    method: 'post',
    path: '/trade-clues/:id/decision',
    auth: 'session',
    summary: ['认定或者排除线索', 'Confirm or dismiss a clue'],
    description: 'Dismissing lets the developer’s payout go on; confirming keeps it.',
    params: one,
    body: decidingTrade,
    out: tradeClueShape,
    refusals: [...change, 'market.trade_clue_own_party', 'market.trade_clue_pending', 'market.trade_clue_two_people'],
  }),
  showTradeReview: operation({
    method: 'get',
    path: '/orders/:id/trade-review',
    auth: 'session',
    summary: ['订单是否在核查', 'Whether a sale is being looked into'],
    params: one,
    out: z.object({ review: tradeReviewShape.nullable() }),
    refusals: ['orders.not_found'],
  }),
};
