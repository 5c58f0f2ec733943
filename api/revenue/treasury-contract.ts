/** 退付, the treasuries' lines, the close of a month and the finance desk: shapes and operations. */
import { z } from 'zod';
import { dayText, fenText, instantText, operation, page, pageQuery } from '#api/kernel/operation.ts';
import { offerShape } from '#api/products/contract.ts';
import {
  deskTasks,
  lineActions,
  monthChecks,
  monthStates,
  repaymentGrounds,
  repaymentStates,
  settlements,
  treasuryDifferences,
  treasuryLineStates,
} from './rules/codes.ts';

const atRevision = { revision: z.number().int() };
const password = z.string().min(1).max(200).meta({ description: 'The person’s own password once more' });
const byId = z.object({ id: z.string().max(60) });

export const repaymentLine = z
  .object({
    id: z.string(),
    no: z.string(),
    ground: z.enum(repaymentGrounds.codes),
    state: z.enum(repaymentStates.codes),
    amount_fen: fenText,
    treasury_code: z.string(),
    treasury_name: z.string(),
    agency_name: z.string(),
    statement_id: z.string(),
    statement_no: z.string(),
    order_id: z.string().nullable(),
    order_no: z.string().nullable(),
    opened_at: instantText,
    days_open: z
      .number()
      .int()
      .nullable()
      .meta({ description: 'Working days since it was opened; null once finished' }),
  })
  .meta({ id: 'TreasuryRepaymentLine' });

export const repaymentShape = repaymentLine
  .extend({
    revision: z.number().int(),
    side: z.enum(['agency', 'finance', 'audit']),
    receipt_of_statement: z.string().nullable(),
    refund_amount_fen: fenText.nullable(),
    line_receipt_no: z.string().nullable(),
    stated_reason: z.string().nullable(),
    evidence: z.string().nullable().meta({ description: 'The records of the case as canonical JSON (RFC 8785)' }),
    evidence_sha256: z.string().nullable(),
    opinion: z.string().nullable(),
    document_id: z.string().nullable().meta({ description: '收入退还书 as a signed paper' }),
    order_no_of_treasury: z.string().nullable().meta({ description: '收入退还书 number' }),
    receipt_no: z.string().nullable(),
    received_on: dayText.nullable(),
    actions: z.array(offerShape),
    timeline: z.array(
      z.object({
        action: z.string(),
        at: instantText,
        organization_name: z.string().nullable(),
        words: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'TreasuryRepayment', description: '退付案: money that a treasury has to give back' });

export const applyingRepayment = z.object({ ...atRevision, reason: z.string().trim().max(1000).default('') });
export const returningRepayment = z.object({ ...atRevision, opinion: z.string().trim().max(1000).default('') });
export const reviewingRepayment = z.object({
  ...atRevision,
  password,
  opinion: z.string().trim().max(1000).optional(),
});
export const approvingRepayment = z.object({ ...atRevision, password });
export const registeringRepayment = z.object({
  ...atRevision,
  receipt_no: z.string().trim().min(1).max(80),
  amount_fen: z.string().regex(/^[1-9]\d{0,17}$/),
  received_on: dayText,
});

export const treasuryLineShape = z
  .object({
    id: z.string(),
    receipt_no: z.string(),
    payment_order_no: z.string(),
    amount_fen: fenText,
    expected_fen: fenText.nullable(),
    subject_code: z.string(),
    expected_subject: z.string().nullable(),
    treasury_code: z.string(),
    expected_treasury: z.string().nullable(),
    level: z.string(),
    received_on: dayText,
    due_on: dayText.nullable(),
    state: z.enum(treasuryLineStates.codes),
    difference: z.enum(treasuryDifferences.codes).nullable(),
    held_fen: fenText.meta({ description: 'Lies with the treasury and does not count as remitted' }),
    settled_how: z.enum(settlements.codes).nullable(),
    settled_note: z.string().nullable(),
    document_no: z.string().nullable(),
    statement_id: z.string().nullable(),
    statement_no: z.string().nullable(),
    repayment_id: z.string().nullable(),
    repayment_no: z.string().nullable(),
    ways: z.array(z.enum(lineActions.codes)).meta({ description: 'How the viewer can put it right' }),
  })
  .meta({ id: 'TreasuryLine', description: 'A line of a treasury’s report against the payment order it names' });

export const importShape = z
  .object({
    id: z.string(),
    again: z.boolean().meta({ description: 'The same bytes were imported before; nothing changed' }),
    lines: z.number().int(),
    known: z.number().int(),
    exact: z.number().int(),
    differences: z.number().int(),
  })
  .meta({ id: 'TreasuryImport' });
export const importing = z.object({
  file_name: z.string().trim().min(1).max(200),
  content_base64: z.string().max(950_000).meta({ description: 'The CSV file as the treasury gave it, in base64' }),
});
export const bookingLine = z.object({ note: z.string().trim().max(500).optional() });
export const correctingLine = z.object({
  document_no: z.string().trim().max(80).default(''),
  note: z.string().trim().max(500).optional(),
});
export const explainingLine = z.object({ note: z.string().trim().max(500).default('') });
const lineStep = ['revenue.line_not_found', 'revenue.line_settled', 'revenue.line_action'] as const;

const period = z
  .string()
  .regex(/^20\d{2}-(0[1-9]|1[0-2])$/)
  .meta({ description: 'Month in Asia/Shanghai' });
const monthState = z.enum(monthStates.codes);
export const monthShape = z
  .object({
    period,
    state: monthState,
    over: z.boolean(),
    entries: z.number().int(),
    debit_fen: fenText,
    checks: z.array(
      z.object({ check: z.enum(monthChecks.codes), ok: z.boolean(), count: z.number().int(), amount_fen: fenText }),
    ),
    trial_sha256: z.string().nullable().meta({ description: 'Of the trial balance at the month’s last instant' }),
    proposed_at: instantText.nullable(),
    signed_at: instantText.nullable(),
    can_propose: z.boolean(),
    can_sign: z.boolean(),
  })
  .meta({ id: 'LedgerMonth' });
export const proposingMonth = z.object({ password });

export const figureRow = z
  .object({
    key: z.string(),
    label: z.string(),
    orders: z.number().int(),
    gross_fen: fenText,
    refunds_fen: fenText,
    net_fen: fenText,
    treasury_fen: fenText,
    developer_fen: fenText,
    operator_fen: fenText,
  })
  .meta({ id: 'RevenueFigure' });
const figures = z.object({
  agency: z.array(figureRow),
  product: z.array(figureRow),
  month: z.array(figureRow),
  level: z.array(figureRow),
});
export const yearShape = z
  .object({
    year: z.number().int(),
    total: figureRow,
    remitted_fen: fenText.meta({ description: 'Received by the treasuries for sales of the year' }),
    repaid_fen: fenText.meta({ description: 'Given back by them (退付) for those sales' }),
    outstanding_fen: fenText.meta({ description: 'What is still to be remitted, before any claim is looked at' }),
    open_claims_fen: fenText.meta({ description: 'What the treasuries still have to give back for refunds (退付)' }),
    statements: z.number().int(),
    closed: z.number().int(),
    months_closed: z.number().int(),
    groups: figures,
  })
  .meta({ id: 'RevenueYear' });
export const deskShape = z
  .object({
    tasks: z.array(
      z.object({
        task: z.enum(deskTasks.codes),
        count: z.number().int(),
        amount_fen: fenText,
        oldest_days: z.number().int().nullable().meta({ description: 'Working days the oldest has waited' }),
        due_days: z
          .number()
          .int()
          .nullable()
          .meta({ description: 'Working days left of the nearest term; negative when late' }),
      }),
    ),
    year: yearShape,
  })
  .meta({ id: 'FinanceDesk' });
export const rebuildShape = z
  .object({
    accounts: z.number().int(),
    entries: z.number().int(),
    differing: z.array(z.object({ account: z.string(), balance_fen: fenText, rebuilt_fen: fenText })),
    violations: z.array(z.object({ rule: z.string(), says: z.string(), found: z.string() })),
  })
  .meta({ id: 'LedgerRebuilt' });
const ofYear = z.object({ year: z.coerce.number().int().min(2020).max(2100).optional() });
const ofPeriod = z.object({ period });

const repaymentStep = [
  'revenue.repayment_not_found',
  'revenue.repayment_state',
  'revenue.repayment_changed',
  'revenue.wrong_region',
] as const;

export const meteredQuery = pageQuery.extend({ day: dayText.optional() });
export const meteredCalls = z
  .object({
    bill_no: z.string(),
    order_no: z.string(),
    period: z.string(),
    items: z.array(
      z.object({
        id: z.string(),
        at: z.string(),
        endpoint: z.string(),
        status: z.number().int(),
        rows: z.number().int(),
      }),
    ),
    total: z.number().int(),
    page: z.number().int(),
    page_size: z.number().int(),
  })
  .meta({ id: 'MeteredCalls', description: 'The single calls that the bill of a month counts' });

export const treasuryOperations = {
  listMeteredCalls: operation({
    method: 'get',
    path: '/metered-bills/:id/calls',
    auth: 'session',
    summary: ['账单所计的接口调用', 'The calls a bill counts'],
    params: z.object({ id: z.string().max(60) }),
    query: meteredQuery,
    out: meteredCalls,
    refusals: ['revenue.not_found'],
  }),
  listRepayments: operation({
    method: 'get',
    path: '/treasury-repayments',
    auth: 'session',
    summary: ['退付案', 'Repayments by the treasuries'],
    description: 'As the collecting agency, as the finance bureau of the region, or as an auditor.',
    query: pageQuery.extend({ state: z.enum(repaymentStates.codes).optional() }),
    out: page(repaymentLine),
  }),
  showRepayment: operation({
    method: 'get',
    path: '/treasury-repayments/:id',
    auth: 'session',
    summary: ['退付案详情', 'A repayment'],
    params: byId,
    out: repaymentShape,
    refusals: ['revenue.repayment_not_found'],
  }),
  applyRepayment: operation({
    method: 'post',
    path: '/treasury-repayments/:id/application',
    auth: 'session',
    summary: ['申请退付', 'Apply for a repayment'],
    params: byId,
    body: applyingRepayment,
    out: repaymentShape,
    refusals: [
      ...repaymentStep,
      'revenue.repayment_not_collector',
      'revenue.repayment_too_early',
      'revenue.reason_missing',
    ],
  }),
  returnRepayment: operation({
    method: 'post',
    path: '/treasury-repayments/:id/return',
    auth: 'session',
    summary: ['退回退付申请', 'Return an application with an opinion'],
    params: byId,
    body: returningRepayment,
    out: repaymentShape,
    refusals: [...repaymentStep, 'revenue.opinion_missing'],
  }),
  reviewRepayment: operation({
    method: 'post',
    path: '/treasury-repayments/:id/review',
    auth: 'session',
    summary: ['审核退付', 'Review a repayment'],
    params: byId,
    body: reviewingRepayment,
    out: repaymentShape,
    refusals: [...repaymentStep, 'people.password_again'],
  }),
  approveRepayment: operation({
    method: 'post',
    path: '/treasury-repayments/:id/approval',
    auth: 'session',
    summary: ['批准退付', 'Approve a repayment, by another officer'],
    params: byId,
    body: approvingRepayment,
    out: repaymentShape,
    refusals: [...repaymentStep, 'revenue.repayment_two_people', 'people.password_again'],
  }),
  registerRepayment: operation({
    method: 'post',
    path: '/treasury-repayments/:id/receipt',
    auth: 'session',
    summary: ['登记退付到账', 'Register the treasury’s line of a repayment'],
    params: byId,
    body: registeringRepayment,
    out: repaymentShape,
    refusals: [
      ...repaymentStep,
      'revenue.bad_receipt_no',
      'revenue.receipt_used',
      'revenue.repayment_amount',
      'revenue.bad_received_on',
      'revenue.netted',
    ],
  }),

  downloadRepaymentOrder: operation({
    method: 'get',
    path: '/repayments/:id/paper',
    auth: 'session',
    summary: ['下载收入退还书', 'The repayment order as PDF'],
    params: z.object({ id: z.string().max(60) }),
    out: { media: ['application/pdf'] },
    refusals: ['revenue.repayment_not_found'],
  }),

  importTreasuryReport: operation({
    method: 'post',
    path: '/treasury-reports',
    auth: 'session',
    summary: ['导入国库报表', 'Import a treasury’s report'],
    description: 'CSV in UTF-8 or GB18030; columns by their heads. The same file or line twice changes nothing.',
    body: importing,
    out: importShape,
    status: 201,
    refusals: ['revenue.report_unreadable', 'revenue.receipt_differs'],
  }),
  listTreasuryLines: operation({
    method: 'get',
    path: '/treasury-lines',
    auth: 'session',
    summary: ['国库行', 'The treasuries’ lines'],
    query: pageQuery.extend({
      state: z.enum(treasuryLineStates.codes).optional(),
      difference: z.enum(treasuryDifferences.codes).optional(),
    }),
    out: page(treasuryLineShape).extend({
      groups: z.array(
        z.object({
          state: z.enum(treasuryLineStates.codes),
          difference: z.enum(treasuryDifferences.codes).nullable(),
          lines: z.number().int(),
          amount_fen: fenText,
        }),
      ),
    }),
  }),
  listOutstanding: operation({
    method: 'get',
    path: '/treasury-lines/outstanding',
    auth: 'session',
    summary: ['未达', 'Payment orders the treasury has not reported'],
    out: z.object({
      items: z.array(
        z.object({
          statement_id: z.string(),
          payment_order_no: z.string(),
          period: z.string(),
          amount_fen: fenText,
          treasury_name: z.string(),
          payer_name: z.string(),
          issued_on: dayText,
          due_on: dayText.nullable(),
          days_left: z.number().int().nullable(),
          late_days: z.number().int(),
        }),
      ),
    }),
  }),
  confirmExactLines: operation({
    method: 'post',
    path: '/treasury-lines/confirmation',
    auth: 'session',
    summary: ['一键核对一致项', 'Register every line that agrees in everything'],
    out: z.object({ confirmed: z.number().int(), amount_fen: fenText, left: z.number().int() }),
  }),
  confirmTreasuryLine: operation({
    method: 'post',
    path: '/treasury-lines/:id/confirmation',
    auth: 'session',
    summary: [
      '核对入账',
      'Register a line: exact, late (with a reason), the missing rest, or too much (the excess is repaid)',
    ],
    params: byId,
    body: bookingLine,
    out: treasuryLineShape,
    refusals: [...lineStep, 'revenue.reason_missing', 'revenue.unknown_payment_order', 'revenue.bad_received_on'],
  }),
  bookTreasuryLine: operation({
    method: 'post',
    path: '/treasury-lines/:id/booking',
    auth: 'session',
    summary: ['按差异入账', 'Book a difference: the money lies with the treasury and does not count'],
    params: byId,
    body: bookingLine,
    out: treasuryLineShape,
    refusals: lineStep,
  }),
  correctTreasuryLine: operation({
    method: 'post',
    path: '/treasury-lines/:id/correction',
    auth: 'session',
    summary: ['登记更正', 'Enter the treasury’s correction: reversed and rebooked'],
    params: byId,
    body: correctingLine,
    out: treasuryLineShape,
    refusals: [...lineStep, 'revenue.document_missing'],
  }),
  repayTreasuryLine: operation({
    method: 'post',
    path: '/treasury-lines/:id/repayment',
    auth: 'session',
    summary: ['转退付', 'Have the money repaid'],
    params: byId,
    body: bookingLine,
    out: treasuryLineShape,
    refusals: lineStep,
  }),
  explainTreasuryLine: operation({
    method: 'post',
    path: '/treasury-lines/:id/explanation',
    auth: 'session',
    summary: ['查明销项', 'Explain a line that names no payment order'],
    params: byId,
    body: explainingLine,
    out: treasuryLineShape,
    refusals: [...lineStep, 'revenue.reason_missing'],
  }),

  showFinanceDesk: operation({
    method: 'get',
    path: '/finance',
    auth: 'session',
    summary: ['财政工作台', 'The finance desk'],
    description:
      'What waits, with its clocks, and the figures of a year. The bureau sees its region, an auditor everything.',
    query: ofYear,
    out: deskShape,
  }),
  exportYear: operation({
    method: 'get',
    path: '/finance/year.xlsx',
    auth: 'session',
    summary: ['导出年度报表（XLSX）', 'The yearly report as a workbook'],
    query: ofYear,
    out: { media: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'] },
  }),
  exportYearCsv: operation({
    method: 'get',
    path: '/finance/year.csv',
    auth: 'session',
    summary: ['导出年度报表（CSV）', 'The yearly report as CSV'],
    query: ofYear,
    out: { media: ['text/csv'] },
  }),
  exportEvidence: operation({
    method: 'get',
    path: '/statements/:id/evidence',
    auth: 'session',
    summary: ['导出复算证据', 'Everything a stranger needs to recompute a statement'],
    description: 'JSON; `npm run revenue:recompute -- FILE` computes every figure again without a database.',
    params: byId,
    out: { media: ['application/json'] },
    refusals: ['revenue.not_found'],
  }),
  listLedgerMonths: operation({
    method: 'get',
    path: '/ledger/months',
    auth: 'session',
    summary: ['各月结账情况', 'Months of the books'],
    out: z.object({
      items: z.array(
        z.object({
          period,
          state: monthState,
          entries: z.number().int(),
          debit_fen: fenText,
          signed_at: instantText.nullable(),
        }),
      ),
    }),
  }),
  showLedgerMonth: operation({
    method: 'get',
    path: '/ledger/months/:period',
    auth: 'session',
    summary: ['月结清单', 'The checklist of a month'],
    params: ofPeriod,
    out: monthShape,
  }),
  proposeLedgerMonth: operation({
    method: 'post',
    path: '/ledger/months/:period/proposal',
    auth: 'session',
    summary: ['提请结账', 'Propose a month for closing'],
    params: ofPeriod,
    body: proposingMonth,
    out: monthShape,
    refusals: ['revenue.month_open', 'revenue.month_closed', 'revenue.month_checks', 'people.password_again'],
  }),
  signLedgerMonth: operation({
    method: 'post',
    path: '/ledger/months/:period/sign-off',
    auth: 'session',
    summary: ['签批结账', 'Sign a month off, by another officer; it is locked for good'],
    params: ofPeriod,
    body: proposingMonth,
    out: monthShape,
    refusals: [
      'revenue.month_closed',
      'revenue.month_not_proposed',
      'revenue.month_two_people',
      'revenue.month_checks',
      'revenue.month_changed',
      'people.password_again',
    ],
  }),
  rebuildLedger: operation({
    method: 'get',
    path: '/ledger/rebuilt',
    auth: 'session',
    summary: ['由分录重算余额', 'Balances rebuilt from the entries'],
    out: rebuildShape,
  }),
};
