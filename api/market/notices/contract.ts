/** Changes of a product's sources: what happened, what its owner answered. */
import { z } from 'zod';
import { dayText, instantText, operation } from '#api/kernel/operation.ts';
import { lines } from '#api/licensing/rules/text.ts';
import { offerShape } from '#api/products/contract.ts';
import { noticeActions, noticeAnswers, noticeKinds, noticeStates } from '../rules/codes.ts';

const answer = z.enum(noticeAnswers.codes);

/** What the public sees on the product's page. */
export const publicNotice = z
  .object({
    no: z.string(),
    kind: z.enum(noticeKinds.codes),
    state: z.enum(noticeStates.codes),
    resource_code: z.string(),
    resource_name: z.string(),
    happened_on: dayText,
    reason: z.string(),
    used_version: z.number().int(),
    new_version: z.number().int().nullable(),
    due_on: dayText,
    overdue: z.boolean(),
    answer: answer.nullable(),
    words: z.string().nullable(),
    successor_no: z.string().nullable(),
    answered_on: dayText.nullable(),
  })
  .meta({ id: 'SourceNotice', description: 'A source of the product was withdrawn or corrected' });

export const noticeShape = publicNotice
  .extend({
    id: z.string(),
    revision: z.number().int(),
    product_no: z.string(),
    product_title: z.string(),
    product_state: z.string(),
    developer_name: z.string(),
    agency_name: z.string(),
    deliveries: z.array(z.string()),
    days_left: z.number().int().nullable(),
    history: z.array(
      z.object({
        id: z.string(),
        action: z.enum(noticeActions.codes),
        answer: answer.nullable(),
        words: z.string().nullable(),
        successor_no: z.string().nullable(),
        organization: z.string().nullable(),
        at: instantText,
      }),
    ),
    actions: z.array(offerShape),
  })
  .meta({ id: 'OwnSourceNotice' });

export const noticeAnswer = z.object({
  revision: z.coerce.number().int(),
  answer,
  words: lines(2000).default(''),
  /** With `remade`: the product that was made from the newer data. */
  successor_no: z.string().trim().max(60).default(''),
});
export const noticeReturn = z.object({ revision: z.coerce.number().int(), words: lines(2000).default('') });

const byId = z.object({ id: z.string().max(60) });
const change = ['market.notice_not_found', 'market.wrong_state', 'market.changed_meanwhile', 'market.words_needed'];

export const noticeOperations = {
  listProductNotices: operation({
    method: 'get',
    path: '/products/:no/source-notices',
    auth: 'public',
    summary: ['产品来源的变动', 'What became of a product’s sources'],
    params: z.object({ no: z.string().max(60) }),
    out: z.object({ items: z.array(publicNotice) }),
    refusals: ['products.not_found'],
  }),
  listSourceNotices: operation({
    method: 'get',
    path: '/own/source-notices',
    auth: 'session',
    summary: ['来源变动通知', 'Notices about changed sources'],
    description: 'Of the own products, and about the own data.',
    out: z.object({ items: z.array(noticeShape) }),
  }),
  showSourceNotice: operation({
    method: 'get',
    path: '/own/source-notices/:id',
    auth: 'session',
    summary: ['来源变动通知详情', 'A notice'],
    params: byId,
    out: noticeShape,
    refusals: ['market.notice_not_found'],
  }),
  answerSourceNotice: operation({
    method: 'post',
    path: '/own/source-notices/:id/answer',
    auth: 'session',
    summary: ['答复来源变动通知', 'Say what becomes of the product'],
    description: 'Re-made from the newer data, not affected, or taken off sale; public with its date.',
    params: byId,
    body: noticeAnswer,
    out: noticeShape,
    refusals: [...change, 'market.successor_needed'],
  }),
  returnSourceNotice: operation({
    method: 'post',
    path: '/own/source-notices/:id/return',
    auth: 'session',
    summary: ['要求重新答复', 'Ask for another answer'],
    description: 'By the agency whose data it is.',
    params: byId,
    body: noticeReturn,
    out: noticeShape,
    refusals: change,
  }),
};
