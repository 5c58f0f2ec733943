/** Inventories of data assets (盘点): cards, catalogue and storage reconciled (Article 17; Order 738, Article 34). */
import { z } from 'zod';
import { dayText, instantText, operation, page, pageQuery } from '#api/kernel/operation.ts';
import { line, lines } from '#api/licensing/rules/text.ts';
import { unit } from './contract.ts';
import { differenceKinds, inventoryStates, settlements } from './rules/codes.ts';
import { longestAssetText } from './rules/terms.ts';

export const startInventoryBody = z.object({
  title: line(200, 2),
  as_of: dayText,
  due_on: dayText,
  agency: z
    .string()
    .trim()
    .max(18)
    .default('')
    .meta({ description: 'USCC of one agency; empty for the own agency, or for the whole region of a department' }),
});
export const settleBody = z.object({
  lines: z.array(z.string().max(40)).min(1).max(500),
  outcome: z.enum(settlements.codes),
  words: lines(longestAssetText, 2),
});

export const inventoryLine = z
  .object({
    id: z.string(),
    no: z.string(),
    campaign: z.string().nullable(),
    title: z.string(),
    agency: unit,
    region_code: z.string(),
    as_of: dayText,
    due_on: dayText,
    late: z.boolean(),
    state: z.enum(inventoryStates.codes),
    differences: z.number().int(),
    open: z.number().int().meta({ description: 'Differences not settled yet' }),
    signed_at: instantText.nullable(),
  })
  .meta({ id: 'AssetInventoryLine' });
const bilingual = z.object({ zh: z.string(), en: z.string(), code: z.string() });
export const inventory = inventoryLine
  .extend({
    counted: z
      .object({
        cards: z.number().int(),
        entries: z.number().int(),
        files: z.number().int(),
        equal: z.number().int().meta({ description: 'Files whose hash equals the recorded one' }),
        bytes: z.string(),
      })
      .nullable(),
    counted_at: instantText.nullable(),
    signed_by: z.string().nullable(),
    document_id: z.string().nullable(),
    lines: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(differenceKinds.codes),
        card_id: z.string().nullable(),
        subject: z.string(),
        expected: z.string(),
        found: z.string(),
        outcome: z.enum(settlements.codes).nullable(),
        words: z.string().nullable(),
        settled_by: z.string().nullable(),
        settled_at: instantText.nullable(),
      }),
    ),
    may_settle: z.boolean(),
    sign_refusal: bilingual.nullable().meta({ description: 'Why the viewer cannot sign; null when they can' }),
    may_sign: z.boolean(),
  })
  .meta({ id: 'AssetInventory' });

export const inventoryList = page(inventoryLine);
export const inventoryQuery = pageQuery.extend({ state: z.enum(inventoryStates.codes).optional() });

const id = z.object({ id: z.string().max(40) });
const seen = ['auth.required', 'auth.forbidden', 'assets.inventory_not_found'] as const;

export const inventoryOperations = {
  listInventories: operation({
    method: 'get',
    path: '/assets/inventories',
    auth: 'session',
    summary: ['资产盘点', 'Inventories'],
    query: inventoryQuery,
    out: inventoryList,
  }),
  startInventory: operation({
    method: 'post',
    path: '/assets/inventories',
    auth: 'session',
    summary: ['发起盘点', 'Start an inventory'],
    description: 'A steward for the own agency; an information department for one agency or all of its region.',
    body: startInventoryBody,
    out: z.object({ campaign: z.string().nullable(), made: z.array(z.object({ id: z.string(), no: z.string() })) }),
    status: 201,
    refusals: [
      'auth.required',
      'auth.forbidden',
      'assets.inventory_open',
      'assets.inventory_day',
      'assets.inventory_nobody',
      'assets.not_found',
    ],
  }),
  showInventory: operation({
    method: 'get',
    path: '/assets/inventories/:id',
    auth: 'session',
    summary: ['一次盘点', 'An inventory with its differences'],
    params: id,
    out: inventory,
    refusals: seen,
  }),
  settleDifferences: operation({
    method: 'post',
    path: '/assets/inventories/:id/settlements',
    auth: 'session',
    summary: ['处理差异', 'Settle differences'],
    params: id,
    body: settleBody,
    out: inventory,
    refusals: [...seen, 'assets.wrong_state', 'assets.difference_not_found'],
  }),
  signInventory: operation({
    method: 'post',
    path: '/assets/inventories/:id/signature',
    auth: 'session',
    summary: ['签认盘点', 'Sign the inventory'],
    description: 'By the head of the agency, who settled none of its differences.',
    params: id,
    body: z.object({ password: z.string().min(1).max(200) }),
    out: inventory,
    refusals: [...seen, 'assets.wrong_state', 'assets.differences_open', 'assets.same_person'],
  }),
};
