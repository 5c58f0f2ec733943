import { z } from 'zod';
import { dayText, fenText, instantText, one, operation, page, pageQuery } from '#api/kernel/operation.ts';
import { dunningContract } from './dunning-contract.ts';
import {
  invoiceColours,
  invoiceFileKinds,
  invoiceKinds,
  invoiceRoutes,
  invoiceSides,
  invoiceStates,
  invoiceStepKinds,
  redInitiators,
  redNoticeStates,
  redReasons,
  taxRates,
} from './rules/codes.ts';

const line = (most: number) => z.string().trim().min(1).max(most);
const revision = z.number().int();
const kind = z.enum(invoiceKinds.codes);
const rate = z.enum(taxRates.codes);

export const partyShape = z.object({
  name: z.string(),
  tax_no: z.string(),
  address: z.string(),
  phone: z.string(),
  bank_name: z.string(),
  bank_account: z.string(),
});

export const titleShape = partyShape
  .extend({
    kind,
    revision,
    /** Where invoices and reminders are announced. */
    email: z.string().nullable(),
    kept: z.boolean().meta({ description: 'False until it is entered; name and number are known before' }),
  })
  .meta({ id: 'InvoiceTitle' });
export const keepingTitle = z.object({
  revision,
  name: line(120),
  tax_no: line(30),
  kind,
  address: line(200),
  phone: line(40),
  bank_name: line(120),
  bank_account: line(50),
  email: z.string().trim().max(254).optional(),
});

export const sellerShape = partyShape
  .extend({
    item_name: z.string(),
    tax_code: z.string(),
    unit: z.string(),
    rate: rate.nullable(),
    revision,
    kept: z.boolean(),
    route: z.enum(invoiceRoutes).meta({ description: 'How this installation issues' }),
  })
  .meta({ id: 'InvoiceSeller' });
export const keepingSeller = z.object({
  revision,
  address: line(200),
  phone: line(40),
  bank_name: line(120),
  bank_account: line(50),
  item_name: line(90),
  tax_code: line(19),
  unit: line(20),
  rate,
});

const refusalPair = z.object({ code: z.string(), zh: z.string(), en: z.string() });

export const invoiceableShape = z
  .object({
    order_id: z.string(),
    order_no: z.string(),
    product_title: z.string(),
    seller_id: z.string(),
    seller_name: z.string(),
    paid_at: instantText.nullable(),
    invoiceable_fen: fenText,
    refusal: refusalPair.nullable().meta({ description: 'Why it cannot be asked for now' }),
  })
  .meta({ id: 'InvoiceableOrder' });

export const asking = z.object({
  order_ids: z.array(z.string().max(60)).min(1).max(50),
  kind,
  remark: z.string().trim().max(150).optional(),
});

export const invoiceLine = z
  .object({
    id: z.string(),
    no: z.string(),
    colour: z.enum(invoiceColours.codes),
    kind,
    state: z.enum(invoiceStates.codes),
    buyer_name: z.string(),
    seller_name: z.string(),
    total_fen: fenText,
    number: z.string().nullable(),
    issued_on: dayText.nullable(),
    requested_at: instantText,
    red_due: z.number().int().meta({ description: 'Credit notes that are still due' }),
  })
  .meta({ id: 'InvoiceLine' });

export const redNoticeShape = z
  .object({
    id: z.string(),
    no: z.string(),
    invoice_id: z.string(),
    invoice_no: z.string(),
    order_id: z.string(),
    order_no: z.string(),
    reason: z.enum(redReasons.codes),
    amount_fen: fenText,
    state: z.enum(redNoticeStates.codes),
    revision,
    initiator: z.enum(redInitiators.codes).nullable(),
    confirmation_no: z.string().nullable(),
    confirmed_on: dayText.nullable(),
    red_id: z.string().nullable(),
    opened_at: instantText,
  })
  .meta({ id: 'RedNotice' });

export const invoiceShape = z
  .object({
    id: z.string(),
    no: z.string(),
    colour: z.enum(invoiceColours.codes),
    kind,
    state: z.enum(invoiceStates.codes),
    revision,
    side: z.enum(invoiceSides.codes),
    route: z.enum(invoiceRoutes),
    buyer: partyShape,
    seller: partyShape.nullable(),
    seller_name: z.string(),
    remark: z.string().nullable(),
    total_fen: fenText,
    amount_fen: fenText.nullable(),
    tax_fen: fenText.nullable(),
    lines: z.array(
      z.object({
        position: z.number().int(),
        order_id: z.string(),
        order_no: z.string(),
        name: z.string(),
        tax_code: z.string().nullable(),
        unit: z.string().nullable(),
        quantity: z.number().int(),
        rate: rate.nullable(),
        amount_fen: fenText.nullable(),
        tax_fen: fenText.nullable(),
        total_fen: fenText,
      }),
    ),
    number: z.string().nullable(),
    issued_on: dayText.nullable(),
    file: z
      .object({ name: z.string(), kind: z.enum(invoiceFileKinds), bytes: z.number().int(), sha256: z.string() })
      .nullable(),
    blue: z.object({ id: z.string(), no: z.string(), number: z.string().nullable() }).nullable(),
    reds: z.array(
      z.object({
        id: z.string(),
        no: z.string(),
        number: z.string().nullable(),
        total_fen: fenText,
        state: z.string(),
      }),
    ),
    left_fen: fenText.meta({ description: 'Of a blue invoice: what no credit note has taken back' }),
    notices: z.array(redNoticeShape),
    /** The confirmation sheet a red invoice rests on. */
    confirmation_no: z.string().nullable(),
    steps: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(invoiceStepKinds.codes),
        note: z.string().nullable(),
        by: z.string().nullable(),
        at: instantText,
      }),
    ),
    defaults: z
      .object({ item_name: z.string(), tax_code: z.string(), unit: z.string(), rate })
      .nullable()
      .meta({ description: 'What the seller usually writes, for the seller' }),
    actions: z.array(z.object({ name: z.string(), refusal: refusalPair.nullable() })),
  })
  .meta({ id: 'Invoice' });

export const preparing = z.object({
  revision,
  lines: z
    .array(
      z.object({
        position: z.number().int().min(1),
        name: line(90),
        tax_code: line(19),
        unit: line(20),
        quantity: z.number().int().min(1).max(1_000_000),
        rate,
      }),
    )
    .min(1)
    .max(50),
});
export const atRevision = z.object({ revision });
export const declining = z.object({ revision, reason: z.string().trim().max(300) });
/** Fields of the upload form, before the file. */
export const issuing = z.object({
  revision: z.coerce.number().int(),
  number: z.string().trim().max(40),
  issued_on: z.string().trim().max(10),
});
export const startingRed = z.object({ order_id: z.string().max(60), reason: z.enum(redReasons.codes) });
export const confirmingRed = z.object({
  revision,
  reason: z.enum(redReasons.codes).optional().meta({ description: 'As the sheet says; else as the refund suggests' }),
  initiator: z.enum(redInitiators.codes),
  confirmation_no: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z]{10,40}$/),
  confirmed_on: dayText,
});

export const orderInvoicesShape = z
  .object({
    invoiceable_fen: fenText,
    refusal: refusalPair.nullable(),
    items: z.array(invoiceLine),
    notices: z.array(redNoticeShape),
  })
  .meta({ id: 'OrderInvoices' });

const known = ['invoices.not_found'];
const changing = [...known, 'invoices.wrong_state', 'invoices.changed_meanwhile'];
const issued = [
  'fapiao.bad_number',
  'fapiao.number_of_other_year',
  'fapiao.bad_day',
  'fapiao.file_kind',
  'fapiao.not_an_invoice',
  'fapiao.file_differs',
];

export const invoiceOperations = {
  showInvoiceTitle: operation({
    method: 'get',
    path: '/invoices/title',
    auth: 'session',
    summary: ['开票信息', 'What invoices say of the buyer'],
    out: titleShape,
  }),
  keepInvoiceTitle: operation({
    method: 'put',
    path: '/invoices/title',
    auth: 'session',
    summary: ['填写开票信息', 'Enter what invoices say of the buyer'],
    description: 'Name and taxpayer number must be those of the organisation itself.',
    body: keepingTitle,
    out: titleShape,
    refusals: [
      'invoices.bad_tax_no',
      'invoices.other_taxpayer',
      'invoices.bad_account',
      'invoices.bad_email',
      'invoices.changed_meanwhile',
    ],
  }),
  showInvoiceSeller: operation({
    method: 'get',
    path: '/invoices/seller',
    auth: 'session',
    summary: ['开票方信息', 'The issuer’s particulars'],
    out: sellerShape,
  }),
  keepInvoiceSeller: operation({
    method: 'put',
    path: '/invoices/seller',
    auth: 'session',
    summary: ['填写开票方信息', 'Enter the issuer’s particulars'],
    body: keepingSeller,
    out: sellerShape,
    refusals: ['invoices.bad_account', 'invoices.bad_tax_code', 'invoices.changed_meanwhile'],
  }),
  listInvoiceable: operation({
    method: 'get',
    path: '/invoices/orders',
    auth: 'session',
    summary: ['可开票的订单', 'Orders that can be invoiced'],
    out: z.object({ items: z.array(invoiceableShape) }),
  }),
  exportInvoiceData: operation({
    method: 'get',
    path: '/invoices/export',
    auth: 'session',
    summary: ['导出待开发票信息', 'Export what is to be issued'],
    description: 'All invoices of the seller whose data is fixed, as a workbook or as JSON.',
    query: z.object({ format: z.enum(['xlsx', 'json']).default('xlsx') }),
    out: { media: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/json'] },
    refusals: ['invoices.nothing_to_export'],
  }),
  listRedNotices: operation({
    method: 'get',
    path: '/invoices/red-notices',
    auth: 'session',
    summary: ['应开具的红字发票', 'Credit notes that are due'],
    out: z.object({ items: z.array(redNoticeShape) }),
  }),
  confirmRedNotice: operation({
    method: 'post',
    path: '/invoices/red-notices/:id/confirmation',
    auth: 'session',
    summary: ['登记红字发票信息确认单', 'Enter the confirmation sheet'],
    description: 'By the seller. The credit note is made up at once and then issued as any invoice.',
    params: one,
    body: confirmingRed,
    out: redNoticeShape,
    refusals: [
      'invoices.red_not_found',
      'invoices.blue_not_issued',
      'invoices.red_too_much',
      'invoices.confirmation_used',
      'invoices.confirmed_too_soon',
      'invoices.wrong_state',
      'invoices.changed_meanwhile',
    ],
  }),
  listInvoices: operation({
    method: 'get',
    path: '/invoices',
    auth: 'session',
    summary: ['发票', 'Invoices'],
    query: pageQuery.extend({
      side: z.enum(invoiceSides.codes).default('buyer'),
      state: z.enum(invoiceStates.codes).optional(),
    }),
    out: page(invoiceLine),
  }),
  requestInvoice: operation({
    method: 'post',
    path: '/invoices',
    auth: 'session',
    summary: ['申请开票', 'Ask for an invoice'],
    description: 'For paid orders of one seller: of each what remains net of refunds and of invoices before.',
    body: asking,
    out: invoiceShape,
    status: 201,
    refusals: [
      'invoices.no_title',
      'invoices.order_unknown',
      'invoices.several_sellers',
      'invoices.not_paid',
      'invoices.refund_open',
      'invoices.nothing_left',
    ],
  }),
  showInvoice: operation({
    method: 'get',
    path: '/invoices/:id',
    auth: 'session',
    summary: ['发票详情', 'An invoice'],
    params: one,
    out: invoiceShape,
    refusals: known,
  }),
  withdrawInvoice: operation({
    method: 'post',
    path: '/invoices/:id/withdrawal',
    auth: 'session',
    summary: ['撤回开票申请', 'Withdraw the request'],
    params: one,
    body: atRevision,
    out: invoiceShape,
    refusals: changing,
  }),
  declineInvoice: operation({
    method: 'post',
    path: '/invoices/:id/refusal',
    auth: 'session',
    summary: ['不予开具', 'Decline to issue'],
    params: one,
    body: declining,
    out: invoiceShape,
    refusals: [...changing, 'invoices.reason_missing'],
  }),
  prepareInvoice: operation({
    method: 'post',
    path: '/invoices/:id/data',
    auth: 'session',
    summary: ['确定开票信息', 'Fix the data'],
    description:
      'Name, classification code, unit, quantity and rate of each line. Where a service issues, it is handed over.',
    params: one,
    body: preparing,
    out: invoiceShape,
    refusals: [
      ...changing,
      'invoices.no_seller',
      'invoices.lines_differ',
      'invoices.bad_tax_code',
      'invoices.exempt_special',
    ],
  }),
  reopenInvoice: operation({
    method: 'post',
    path: '/invoices/:id/reopening',
    auth: 'session',
    summary: ['撤回开票信息', 'Take the data back'],
    description: 'Only while nothing was issued; refunds since then are taken off.',
    params: one,
    body: atRevision,
    out: invoiceShape,
    refusals: [...changing, 'invoices.with_service'],
  }),
  issueInvoice: operation({
    method: 'post',
    path: '/invoices/:id/file',
    auth: 'session',
    summary: ['登记已开具的发票', 'Enter what was issued'],
    description: 'By the seller: number, day and the file of the tax bureau’s system. An XML must agree to the fen.',
    params: one,
    upload: {
      media: ['multipart/form-data'],
      fields: { revision: 'Revision that was seen', number: '20 digits', issued_on: 'YYYY-MM-DD' },
    },
    out: invoiceShape,
    refusals: [
      ...changing,
      'invoices.with_service',
      'invoices.number_used',
      'fapiao.no_evidence',
      'fapiao.file_too_large',
      ...issued,
    ],
  }),
  collectInvoice: operation({
    method: 'post',
    path: '/invoices/:id/collection',
    auth: 'session',
    summary: ['向开票服务查询', 'Ask the issuing service'],
    params: one,
    out: invoiceShape,
    refusals: [...changing, 'invoices.by_hand', 'fapiao.unreachable', 'fapiao.answer_not_trusted', ...issued],
  }),
  startRedNotice: operation({
    method: 'post',
    path: '/invoices/:id/red-notices',
    auth: 'session',
    summary: ['发起红字', 'Take an invoice back'],
    description: 'By the seller: all that is left of an order’s line. What was refunded opens by itself.',
    params: one,
    body: startingRed,
    out: invoiceShape,
    refusals: [...changing, 'invoices.red_too_much', 'invoices.order_unknown'],
  }),
  downloadInvoice: operation({
    method: 'get',
    path: '/invoices/:id/file',
    auth: 'session',
    summary: ['下载发票', 'Download the invoice'],
    params: one,
    out: { media: ['application/xml', 'application/pdf', 'application/ofd'] },
    refusals: [...known, 'invoices.no_file'],
  }),
  showOrderInvoices: operation({
    method: 'get',
    path: '/orders/:id/invoices',
    auth: 'session',
    summary: ['订单的发票', 'Invoices of an order'],
    params: one,
    out: orderInvoicesShape,
    refusals: ['orders.not_found'],
  }),
  ...dunningContract,
};
