import { z } from 'zod';
import { dayText, fenText, instantText, operation } from '#api/kernel/operation.ts';
import { dunningKinds, dunningPauses, overdueStates } from './rules/codes.ts';
import { dunningTable } from './rules/dunning.ts';

export const dunningStepShape = z.object({
  id: z.string(),
  order_no: z.string(),
  bill_period: z.string().nullable(),
  kind: z.enum(dunningKinds.codes),
  step: z.string(),
  stops_on: dayText.nullable(),
  amount_fen: fenText,
  mailed: z.boolean(),
  at: instantText,
});

export const orderRemindersShape = z
  .object({
    steps: z.array(dunningStepShape),
    next: z
      .object({ kind: z.enum(dunningKinds.codes), on: dayText })
      .nullable()
      .meta({ description: 'The next step, if nothing is paid' }),
    stops_on: dayText.nullable().meta({ description: 'The day it lapses, or the key of a metered use stops' }),
    paused: z.enum(dunningPauses.codes).nullable(),
    stopped: z.boolean().meta({ description: 'Of a metered use: its key is stopped for an unpaid bill' }),
  })
  .meta({ id: 'OrderReminders' });

export const overdueShape = z
  .object({
    order_id: z.string(),
    order_no: z.string(),
    bill_period: z.string().nullable(),
    product_title: z.string(),
    buyer_name: z.string(),
    seller_name: z.string(),
    region_code: z.string(),
    amount_fen: fenText,
    pay_by: dayText,
    state: z.enum(overdueStates.codes),
    paused: z.enum(dunningPauses.codes).nullable(),
    last: dunningStepShape.nullable(),
    stops_on: dayText.nullable(),
  })
  .meta({ id: 'OverdueOrder' });

export const settingSteps = z.object({ region_code: z.string().regex(/^\d{6}$/), steps: dunningTable });

export const dunningContract = {
  showOrderReminders: operation({
    method: 'get',
    path: '/orders/:id/reminders',
    auth: 'session',
    summary: ['付款提醒', 'Reminders of an order'],
    params: z.object({ id: z.string().max(60) }),
    out: orderRemindersShape,
    refusals: ['orders.not_found'],
  }),
  listOverdue: operation({
    method: 'get',
    path: '/overdue-orders',
    auth: 'session',
    summary: ['未付款的订单', 'Unpaid orders'],
    description: 'For the seller its own, for the platform operator and the finance bureau those of its region.',
    out: z.object({ items: z.array(overdueShape) }),
  }),
  showReminderSteps: operation({
    method: 'get',
    path: '/overdue-orders/steps',
    auth: 'session',
    summary: ['提醒安排', 'When reminders are sent'],
    query: z.object({ region_code: z.string().regex(/^\d{6}$/) }),
    out: z.object({ steps: dunningTable, own: z.boolean(), may_set: z.boolean() }),
  }),
  setReminderSteps: operation({
    method: 'put',
    path: '/overdue-orders/steps',
    auth: 'session',
    summary: ['设定提醒安排', 'Set when reminders are sent'],
    body: settingSteps,
    out: z.object({ steps: dunningTable, own: z.boolean(), may_set: z.boolean() }),
    refusals: ['invoices.bad_steps', 'invoices.not_the_bureau'],
  }),
};
