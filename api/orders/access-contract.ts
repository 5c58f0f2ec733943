import { z } from 'zod';
import { dayText, fenText, instantText, operation } from '#api/kernel/operation.ts';
import { orderShape } from './contract.ts';

const byId = z.object({ id: z.string().max(60) });
const wholeFen = z.string().regex(/^\d{1,15}$/);

export const trialStart = z.object({ product_no: z.string().max(60), plan: z.number().int().min(1).optional() });
export const renewalSetting = z.object({ renew: z.boolean() });

export const allowanceOut = z
  .object({
    id: z.string(),
    agreement_id: z.string(),
    agreement_no: z.string(),
    developer_name: z.string(),
    agency_name: z.string(),
    period_from: dayText,
    period_to: dayText,
    cost_fen: fenText,
    profit_fen: fenText,
    tax_fen: fenText,
    allowed_fen: fenText.meta({ description: 'Cost + permitted profit + tax' }),
    earned_fen: fenText.meta({ description: 'Payments confirmed in the period, less refunds approved in it' }),
    awaiting_fen: fenText.meta({ description: 'Ordered and not paid yet; of the running period' }),
    carried_fen: fenText.meta({ description: 'Earned above the maximum before; deducted here' }),
    available_fen: fenText,
    left_fen: fenText,
    over_fen: fenText.meta({ description: 'Above the maximum; deducted in the next period' }),
    orders: z.number().int().meta({ description: 'Paid orders the earned amount opens down to' }),
    document_no: z.string(),
    authority: z.string(),
    filed_by: z.string(),
    filed_at: instantText,
    running: z.boolean(),
  })
  .meta({ id: 'AllowedRevenue' });

export const newAllowance = z.object({
  agreement_id: z.string().max(60),
  period_from: dayText,
  period_to: dayText,
  cost_fen: wholeFen,
  profit_fen: wholeFen,
  tax_fen: wholeFen,
  document_no: z.string().trim().min(2).max(120),
  authority: z.string().trim().min(2).max(120),
});

export const guardedAgreement = z.object({
  id: z.string(),
  no: z.string(),
  developer_name: z.string(),
  agency_name: z.string(),
  region_code: z.string(),
  may_file: z.boolean(),
});

export const accessOperations = {
  startTrial: operation({
    method: 'post',
    path: '/orders/trials',
    auth: 'session',
    summary: ['开始试用', 'Start a trial'],
    description: 'Once an organisation and product; it ends by itself with its calls, rows or days.',
    body: trialStart,
    out: orderShape,
    status: 201,
    refusals: ['orders.not_on_sale', 'orders.no_trial', 'orders.trial_used', 'orders.self_dealing', 'orders.no_plan'],
  }),
  renewOrder: operation({
    method: 'post',
    path: '/orders/:id/renewal',
    auth: 'session',
    summary: ['续订', 'Renew a period'],
    description: 'Places the next order at the plan’s newest version; its period joins the running one.',
    params: byId,
    out: orderShape,
    status: 201,
    refusals: [
      'orders.not_found',
      'orders.not_renewable',
      'orders.offer_not_renewed',
      'orders.renewed_already',
      'orders.renews_by_subscription',
      'products.plan_ended',
    ],
  }),
  setRenewal: operation({
    method: 'put',
    path: '/orders/:id/renewal',
    auth: 'session',
    summary: ['设置自动续订', 'Switch standing renewal on or off'],
    params: byId,
    body: renewalSetting,
    out: orderShape,
    refusals: ['orders.not_found', 'orders.not_renewable', 'orders.offer_not_renewed', 'orders.renews_by_subscription'],
  }),
  endAccess: operation({
    method: 'post',
    path: '/orders/:id/ending',
    auth: 'session',
    summary: ['停用', 'End the use'],
    description:
      'Of a plan without an end of its own. Keys stop the same second; what was used is billed at the end of the month.',
    params: byId,
    out: orderShape,
    refusals: ['orders.not_found', 'orders.nothing_to_end'],
  }),
  listAllowances: operation({
    method: 'get',
    path: '/pricing/allowances',
    auth: 'session',
    summary: ['最高准许收入账户', 'Accounts of allowed revenue'],
    description: 'Allowed, earned, carried over, left: computed from orders, never typed.',
    query: z.object({ agreement_id: z.string().max(60).optional() }),
    out: z.object({ items: z.array(allowanceOut), agreements: z.array(guardedAgreement) }),
  }),
  fileAllowance: operation({
    method: 'post',
    path: '/pricing/allowances',
    auth: 'session',
    summary: ['备案最高准许收入', 'File allowed revenue'],
    description:
      'By the authorising agency or the finance bureau of its level. Filed again for the same days, the newest counts.',
    body: newAllowance,
    out: allowanceOut,
    status: 201,
    refusals: [
      'orders.agreement_unknown',
      'products.not_the_authority',
      'products.bad_validity',
      'orders.periods_overlap',
    ],
  }),
};
