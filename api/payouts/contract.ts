/** Payouts to developers and operators, their accounts, and what a payee earned: shapes and operations. */
import { z } from 'zod';
import { dayText, fenText, instantText, operation, page, pageQuery } from '#api/kernel/operation.ts';
import { offerShape } from '#api/products/contract.ts';
import { accountStates, batchStates, holds, payoutChannels, payoutStates, waits } from './rules/codes.ts';

const password = z.string().min(1).max(200).meta({ description: 'The person’s own password once more' });
const byId = z.object({ id: z.string().max(60) });
const partyKind = z.enum(['developer', 'operator']);
const opinion = z.string().trim().max(1000).default('');

export const payoutAccountShape = z
  .object({
    id: z.string(),
    organization_id: z.string(),
    organization_name: z.string(),
    uscc: z.string(),
    state: z.enum(accountStates.codes),
    revision: z.number().int(),
    account_name: z.string(),
    bank_name: z.string(),
    bank_code: z.string(),
    ends_in: z.string().meta({ description: 'Last four digits; the number itself is never shown again' }),
    entered_at: instantText,
    verified_at: instantText.nullable(),
    opinion: z.string().nullable(),
  })
  .meta({ id: 'PayoutAccount' });

export const enteringAccount = z.object({
  account_name: z.string().trim().min(1).max(120),
  account_no: z.string().trim().min(1).max(60),
  bank_name: z.string().trim().min(1).max(120),
  bank_code: z.string().trim().min(1).max(20).meta({ description: '联行号, 12 digits' }),
  password,
});
export const verifyingAccount = z.object({
  revision: z.number().int(),
  verified: z.boolean(),
  opinion,
  password,
});

const payeeLine = z.object({
  party_kind: partyKind,
  organization_id: z.string(),
  organization_name: z.string(),
  due_fen: fenText,
  held_fen: fenText,
  orders: z.number().int(),
  held: z.array(
    z.object({ order_id: z.string(), order_no: z.string(), hold: z.enum(holds.codes), amount_fen: fenText }),
  ),
  account_ends_in: z.string().nullable(),
  wait: z.enum(waits.codes).nullable(),
});

export const dueShape = z
  .object({
    before: dayText.meta({ description: 'Sales paid before this day are due' }),
    hold_days: z.number().int(),
    minimum_fen: fenText,
    total_fen: fenText,
    payees: z.array(payeeLine),
    transfers: z
      .array(
        z.object({
          organization_id: z.string(),
          organization_name: z.string(),
          order_id: z.string(),
          order_no: z.string(),
          amount_fen: fenText,
        }),
      )
      .meta({ description: 'Developers’ parts that the provider transfers, out of the payment of the very order' }),
  })
  .meta({ id: 'PayoutsDue' });

export const payoutShape = z
  .object({
    id: z.string(),
    no: z.string(),
    party_kind: partyKind,
    organization_id: z.string(),
    organization_name: z.string(),
    uscc: z.string(),
    channel: z.enum(payoutChannels.codes),
    account_ends_in: z.string().meta({ description: 'Empty where it is paid through the provider' }),
    bank_name: z.string(),
    transfer_fault: z.string().nullable().meta({ description: 'Why the provider did not transfer it' }),
    reversed_fen: fenText.meta({ description: 'Asked back of a transfer since' }),
    state: z.enum(payoutStates.codes),
    amount_fen: fenText,
    set_off_fen: fenText.meta({ description: 'Kept for what the payee had to give back' }),
    paid_on: dayText.nullable(),
    returned_on: dayText.nullable(),
    return_reason: z.string().nullable(),
    returnable: z.boolean(),
    lines: z.array(
      z.object({ order_id: z.string(), order_no: z.string(), product_title: z.string(), amount_fen: fenText }),
    ),
  })
  .meta({ id: 'Payout' });

export const batchLine = z
  .object({
    id: z.string(),
    no: z.string(),
    region_code: z.string(),
    state: z.enum(batchStates.codes),
    total_fen: fenText,
    payouts: z.number().int(),
    made_at: instantText,
    checked_at: instantText.nullable(),
  })
  .meta({ id: 'PayoutBatchLine' });

export const batchShape = batchLine
  .omit({ payouts: true })
  .extend({
    revision: z.number().int(),
    maker: z.string(),
    checker: z.string().nullable(),
    opinion: z.string().nullable(),
    file_sha256: z.string().nullable(),
    exported_at: instantText.nullable(),
    payouts: z.array(payoutShape),
    actions: z.array(offerShape),
  })
  .meta({ id: 'PayoutBatch' });

export const proposing = z.object({ password });
export const checking = z.object({ revision: z.number().int(), password, opinion });
export const rejecting = z.object({ revision: z.number().int(), opinion });
export const returning = z.object({ reason: opinion });

const amounts = {
  gross_fen: fenText,
  refunds_fen: fenText,
  net_fen: fenText,
  treasury_fen: fenText.meta({ description: 'The government part, by treasury of the agency’s level' }),
  operator_fen: fenText,
  own_fen: fenText.meta({ description: 'The payee’s part' }),
  paid_out_fen: fenText,
  on_way_fen: fenText.meta({ description: 'In a run that is proposed or with the bank' }),
  open_fen: fenText,
};
const periodText = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/);

export const incomeShape = z
  .object({
    year: z.number().int(),
    years: z.array(z.number().int()),
    months: z.array(z.object({ period: periodText, orders: z.number().int(), ...amounts })),
    total: z.object({ orders: z.number().int(), ...amounts }),
    payable_fen: fenText.meta({ description: 'The ledger’s own figure of what is owed' }),
    claim_fen: fenText.meta({ description: 'What the payee has to give back' }),
    payouts: z.array(
      payoutShape.pick({
        id: true,
        no: true,
        state: true,
        amount_fen: true,
        set_off_fen: true,
        paid_on: true,
        returned_on: true,
        return_reason: true,
        account_ends_in: true,
      }),
    ),
  })
  .meta({ id: 'Income' });

const incomePart = z.object({
  party_kind: z.string(),
  party_name: z.string(),
  ppm: z.number().int(),
  amount_fen: fenText,
});
const contribution = z
  .object({
    method: z.string(),
    period: periodText.nullable(),
    units: z.string().nullable(),
    rows: z.array(z.object({ dataset: z.string(), version: z.number().int(), calls: z.string(), rows: z.string() })),
  })
  .nullable()
  .meta({ description: 'How the shares were measured, down to the metered deliveries' });

export const incomeOrder = z
  .object({
    order_id: z.string(),
    order_no: z.string(),
    product_title: z.string(),
    agreement_no: z.string(),
    paid_on: dayText,
    payment: z.object({ route: z.string(), value_date: dayText, amount_fen: fenText }).nullable(),
    ...amounts,
    ppm: z.number().int(),
    hold: z.enum(holds.codes).nullable(),
    payouts: z.array(z.object({ no: z.string(), state: z.enum(payoutStates.codes), amount_fen: fenText })),
    parts: z.array(incomePart),
    contribution,
    slices: z
      .array(
        z.object({
          agreement_no: z.string(),
          agency_name: z.string(),
          ppm: z.number().int(),
          gross_fen: fenText,
          parts: z.array(incomePart),
          contribution,
          result_sha256: z.string(),
        }),
      )
      .meta({ description: 'One for each agreement the order stands under' }),
    sources: z
      .array(z.object({ dataset: z.string(), version: z.number().int(), acquired_on: dayText, rows: z.string() }))
      .meta({ description: 'The deliveries the product was made from' }),
    result_sha256: z.string(),
    usage: z
      .object({
        order_no: z.string(),
        period: periodText,
        days: z.array(z.object({ day: dayText, calls: z.string(), rows: z.string() })),
      })
      .nullable()
      .meta({ description: 'Of the bill of a month: the calls it counts, by day' }),
  })
  .meta({ id: 'IncomeOrder' });

export const incomeMonthShape = z
  .object({
    period: periodText,
    total: z.object({ orders: z.number().int(), ...amounts }),
    orders: z.array(incomeOrder),
  })
  .meta({ id: 'IncomeMonth' });

const ofYear = z.object({ year: z.coerce.number().int().min(2000).max(2100).optional() });
const batchRefusals = ['payouts.not_found', 'payouts.batch_done', 'payouts.changed_meanwhile', 'payouts.two_people'];

export const payoutOperations = {
  listPayoutAccounts: operation({
    method: 'get',
    path: '/payout-accounts',
    auth: 'session',
    summary: ['收款账户', 'Payout accounts'],
    description: 'An enterprise sees its own; a finance bureau those it has to verify.',
    out: z.object({ items: z.array(payoutAccountShape) }),
  }),
  enterPayoutAccount: operation({
    method: 'post',
    path: '/payout-accounts',
    auth: 'session',
    summary: ['登记收款账户', 'Enter where one is paid'],
    body: enteringAccount,
    out: payoutAccountShape,
    status: 201,
    refusals: [
      'payouts.not_an_enterprise',
      'payouts.account_name',
      'payouts.account_number',
      'payouts.bank_code',
      'people.password_again',
    ],
  }),
  verifyPayoutAccount: operation({
    method: 'post',
    path: '/payout-accounts/:id/verification',
    auth: 'session',
    summary: ['核验收款账户', 'Verify an account, or refuse it'],
    params: byId,
    body: verifyingAccount,
    out: payoutAccountShape,
    refusals: [
      'payouts.not_found',
      'payouts.account_done',
      'payouts.account_two_people',
      'payouts.opinion_missing',
      'payouts.changed_meanwhile',
      'people.password_again',
    ],
  }),
  showPayoutsDue: operation({
    method: 'get',
    path: '/payouts/due',
    auth: 'session',
    summary: ['应付情况', 'What is due to be paid out, and what waits'],
    out: dueShape,
  }),
  listPayoutBatches: operation({
    method: 'get',
    path: '/payout-batches',
    auth: 'session',
    summary: ['付款批次', 'Payout runs'],
    query: pageQuery,
    out: page(batchLine),
  }),
  proposePayouts: operation({
    method: 'post',
    path: '/payout-batches',
    auth: 'session',
    summary: ['提出付款批次', 'Propose a run of everything due'],
    body: proposing,
    out: batchShape,
    status: 201,
    refusals: ['payouts.nothing_due', 'people.password_again'],
  }),
  showPayoutBatch: operation({
    method: 'get',
    path: '/payout-batches/:id',
    auth: 'session',
    summary: ['付款批次', 'A run'],
    params: byId,
    out: batchShape,
    refusals: ['payouts.not_found'],
  }),
  approvePayouts: operation({
    method: 'post',
    path: '/payout-batches/:id/approval',
    auth: 'session',
    summary: ['批准付款批次', 'Approve a run, by another officer'],
    params: byId,
    body: checking,
    out: batchShape,
    refusals: [
      ...batchRefusals,
      'payouts.outdated',
      'payouts.account_changed',
      'payouts.channel_closed',
      'payouts.never_through_stripe',
      'people.password_again',
    ],
  }),
  rejectPayouts: operation({
    method: 'post',
    path: '/payout-batches/:id/rejection',
    auth: 'session',
    summary: ['不予批准', 'Reject a run, by another officer'],
    params: byId,
    body: rejecting,
    out: batchShape,
    refusals: [...batchRefusals, 'payouts.opinion_missing'],
  }),
  downloadPayoutFile: operation({
    method: 'get',
    path: '/payout-batches/:id/pain.001.xml',
    auth: 'session',
    summary: ['付款文件（ISO 20022 pain.001）', 'The payment file for the bank (ISO 20022 pain.001)'],
    params: byId,
    out: { media: ['application/xml'] },
    refusals: ['payouts.not_found', 'payouts.not_exportable'],
  }),
  downloadPayoutSheet: operation({
    method: 'get',
    path: '/payout-batches/:id/payments.csv',
    auth: 'session',
    summary: ['付款文件（CSV）', 'The payment file as CSV'],
    params: byId,
    out: { media: ['text/csv'] },
    refusals: ['payouts.not_found', 'payouts.not_exportable'],
  }),
  returnPayout: operation({
    method: 'post',
    path: '/payouts/:id/return',
    auth: 'session',
    summary: ['登记银行退回', 'Enter that the bank did not pay'],
    params: byId,
    body: returning,
    out: batchShape,
    refusals: ['payouts.not_found', 'payouts.not_with_bank', 'payouts.opinion_missing'],
  }),
  showIncome: operation({
    method: 'get',
    path: '/income',
    auth: 'session',
    summary: ['收入', 'What the own organisation earned, month by month'],
    query: ofYear,
    out: incomeShape,
    refusals: ['payouts.not_an_enterprise'],
  }),
  showIncomeMonth: operation({
    method: 'get',
    path: '/income/:period',
    auth: 'session',
    summary: ['某月收入明细', 'A month down to orders, payments and metered rows'],
    params: z.object({ period: z.string().max(7) }),
    out: incomeMonthShape,
    refusals: ['payouts.not_an_enterprise', 'payouts.bad_period'],
  }),
  exportIncomeCsv: operation({
    method: 'get',
    path: '/income.csv',
    auth: 'session',
    summary: ['导出收入（CSV）', 'Income as CSV, order by order'],
    query: ofYear,
    out: { media: ['text/csv'] },
  }),
  exportIncome: operation({
    method: 'get',
    path: '/income.xlsx',
    auth: 'session',
    summary: ['导出收入（XLSX）', 'Income as a workbook'],
    query: ofYear,
    out: { media: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'] },
  }),
};
