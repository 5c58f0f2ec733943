/** Statements of the receiving account: import, matching, and the cases of money that fits no order. */
import { z } from 'zod';
import { dayText, fenText, instantText, operation, page, pageQuery } from '#api/kernel/operation.ts';
import {
  bankStatementStates,
  caseKinds,
  caseStates,
  columnRoles,
  differenceKinds,
  lineStates,
  moveKinds,
  moveStates,
  statementFormats,
  stepKinds,
} from './rules/codes.ts';

const id = z.object({ id: z.string().max(60) });
const positiveFen = z.string().regex(/^[1-9]\d{0,17}$/);
const signedFen = z.string().regex(/^(0|-?[1-9]\d{0,17})$/);
const words = z.object({ path: z.string(), zh: z.string(), en: z.string() });
const roles = z.partialRecord(z.enum(columnRoles.codes), z.array(z.string().max(200)).max(10));
const why = z.object({ zh: z.string(), en: z.string() }).nullable();

export const bankLineOut = z
  .object({
    id: z.string(),
    statement_id: z.string(),
    row: z.number().int(),
    serial: z.string(),
    value_date: dayText,
    amount_fen: fenText.meta({ description: 'Money in is positive, money out negative' }),
    balance_fen: fenText.nullable(),
    payer_name: z.string(),
    payer_no: z.string(),
    memo: z.string(),
    state: z.enum(lineStates.codes),
    reference: z.string().nullable(),
    order: z
      .object({
        id: z.string(),
        no: z.string(),
        buyer_name: z.string(),
        product_title: z.string(),
        amount_fen: fenText,
      })
      .nullable(),
    case_id: z.string().nullable(),
    case_kind: z.enum(caseKinds.codes).nullable(),
    second_needed: z.boolean().meta({ description: 'Above the limit: two officers confirm' }),
    first_confirmed: z.boolean(),
    refusal: why.meta({ description: 'Why the viewer cannot confirm it now; null when they can' }),
    note: z.string().nullable(),
  })
  .meta({ id: 'BankLine', description: 'A movement on the receiving account as the bank wrote it' });

export const bankStatementLine = z
  .object({
    id: z.string(),
    region_code: z.string(),
    state: z.enum(bankStatementStates.codes),
    file_name: z.string(),
    sha256: z.string(),
    bytes: z.string(),
    format: z.enum(statementFormats.codes),
    encoding: z.string(),
    account_ends_in: z.string().nullable(),
    from: dayText.nullable(),
    to: dayText.nullable(),
    opening_fen: fenText.nullable(),
    closing_fen: fenText.nullable(),
    lines: z.number().int(),
    new_lines: z.number().int().meta({ description: 'Lines that no earlier statement had' }),
    credit_fen: fenText,
    debit_fen: fenText,
    uploaded_at: instantText,
    imported_at: instantText.nullable(),
  })
  .meta({ id: 'BankStatementLine' });

export const bankStatementOut = bankStatementLine
  .extend({
    already: z.boolean().meta({ description: 'The same file was imported before; nothing was done' }),
    counts: z.record(z.enum(lineStates.codes), z.number().int()),
    check: z
      .object({
        ledger_fen: fenText.meta({ description: 'What the books say of the account at the end of the last day' }),
        difference_fen: fenText,
        named: z.array(z.object({ kind: z.enum(differenceKinds.codes), amount_fen: fenText, count: z.number().int() })),
      })
      .nullable()
      .meta({ description: 'Closing balance against the books, each difference by name' }),
    preview: z
      .object({
        headings: z.array(z.string()),
        roles: roles,
        remembered: z.boolean(),
        missing: z.array(z.enum(columnRoles.codes)),
        sample: z.array(z.array(z.string())),
        lines: z.array(
          z.object({
            row: z.number().int(),
            serial: z.string(),
            value_date: dayText,
            amount_fen: fenText,
            balance_fen: fenText.nullable(),
            payer_name: z.string(),
            memo: z.string(),
          }),
        ),
        known: z.number().int().meta({ description: 'Lines that are in the books already' }),
        faults: z.array(words),
        fault_count: z.number().int(),
        needs_closing: z.boolean(),
        refusal: why.meta({ description: 'Why it cannot be imported as it stands' }),
      })
      .nullable()
      .meta({ description: 'While it is a draft' }),
  })
  .meta({ id: 'BankStatement' });

export const importing = z.object({
  /** Headings by role; what the file's own headings say when left out. */
  roles: roles.optional(),
  closing_fen: signedFen.optional(),
});
export const remapping = z.object({ roles });

export const moveOut = z
  .object({
    id: z.string(),
    kind: z.enum(moveKinds.codes),
    state: z.enum(moveStates.codes),
    amount_fen: fenText,
    order: z.object({ id: z.string(), no: z.string(), buyer_name: z.string() }).nullable(),
    payee_name: z.string().nullable(),
    payee_no: z.string().nullable(),
    bank_serial: z.string().nullable(),
    made_at: instantText,
    done_at: instantText.nullable(),
  })
  .meta({ id: 'BankMove', description: 'A part of a case’s money on its way to an order or back to the payer' });

export const bankCaseLine = z
  .object({
    id: z.string(),
    no: z.string(),
    region_code: z.string(),
    kind: z.enum(caseKinds.codes),
    state: z.enum(caseStates.codes),
    amount_fen: fenText,
    remaining_fen: fenText,
    value_date: dayText,
    payer_name: z.string(),
    memo: z.string(),
    order_no: z.string().nullable(),
    held_until: dayText.nullable(),
    asked: z.boolean(),
    opened_at: instantText,
    closed_at: instantText.nullable(),
  })
  .meta({ id: 'BankCaseLine' });

export const bankCaseOut = bankCaseLine
  .extend({
    revision: z.number().int(),
    line: bankLineOut,
    moves: z.array(moveOut),
    steps: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(stepKinds.codes),
        amount_fen: fenText.nullable(),
        order_no: z.string().nullable(),
        note: z.string().nullable(),
        transaction_id: z.string().nullable(),
        by: z.string().nullable(),
        at: instantText,
      }),
    ),
    pending: z
      .object({
        kind: z.enum(moveKinds.codes),
        amount_fen: fenText,
        order_no: z.string().nullable(),
        note: z.string().nullable(),
        refusal: why,
      })
      .nullable()
      .meta({ description: 'A step above the limit that waits for a second officer' }),
    suggestions: z
      .array(
        z.object({
          id: z.string(),
          no: z.string(),
          reference: z.string(),
          buyer_name: z.string(),
          product_title: z.string(),
          amount_fen: fenText,
          missing_fen: fenText,
          pay_by: dayText,
          same_payer: z.boolean(),
          named: z.boolean().meta({ description: 'The memo names it' }),
        }),
      )
      .meta({
        description:
          'Orders awaiting payment that the memo, the payer or the amount points to; never applied by themselves',
      }),
    limit_fen: fenText,
    refusal: why.meta({ description: 'Why the viewer cannot work on it now' }),
  })
  .meta({ id: 'BankCase' });

const atRevision = { revision: z.coerce.number().int() };
const remark = z.string().trim().max(500);
export const applying = z.object({
  ...atRevision,
  order: z.string().trim().min(3).max(60).meta({ description: 'Number, reference or id of the order' }),
  amount_fen: positiveFen,
  note: remark.optional(),
});
export const payingBack = z.object({
  ...atRevision,
  amount_fen: positiveFen,
  payee_name: z.string().trim().max(200).optional(),
  payee_no: z.string().trim().max(60).optional(),
  note: remark.min(2),
});
export const holding = z.object({ ...atRevision, until: dayText, note: remark.min(2) });
export const deciding = z.object({ ...atRevision, approve: z.boolean(), opinion: remark.optional() });
export const settling = z.object({ bank_serial: z.string().trim().min(1).max(80), paid_on: dayText });
export const takingBack = z.object({ reason: remark.min(2) });
export const explaining = z.object({ note: remark.min(2) });
export const confirmingAll = z.object({ ids: z.array(z.string().max(60)).min(1).max(100) });

export const confirmedOut = z
  .object({
    confirmed: z.number().int(),
    second: z.number().int().meta({ description: 'Above the limit: now wait for a second officer' }),
    to_cases: z.number().int().meta({ description: 'No longer fit and became cases' }),
    left: z.number().int().meta({ description: 'Not for this officer to confirm' }),
  })
  .meta({ id: 'BankConfirmations' });

export const arrivalsOut = z
  .object({
    arrived_fen: fenText.meta({ description: 'Waits for the rest' }),
    missing_fen: fenText,
    items: z.array(
      z.object({
        value_date: dayText,
        amount_fen: fenText,
        state: z.enum(['confirming', 'waiting', 'checking', 'returning', 'returned']),
        kind: z.enum(caseKinds.codes).nullable(),
      }),
    ),
  })
  .meta({ id: 'OrderArrivals', description: 'What the bank’s statements show for an order before it is paid' });

export const lineQuery = pageQuery.extend({
  statement: z.string().max(60).optional(),
  state: z.enum(lineStates.codes).optional(),
});
export const caseQuery = pageQuery.extend({
  state: z.enum([...caseStates.codes, 'active']).default('active'),
  kind: z.enum(caseKinds.codes).optional(),
});
const wrongCase = [
  'banking.not_found',
  'banking.changed_meanwhile',
  'banking.case_closed',
  'banking.case_asked',
  'banking.more_than_remains',
];

export const bankingOperations = {
  listBankStatements: operation({
    method: 'get',
    path: '/bank/statements',
    auth: 'session',
    summary: ['银行对账单', 'Bank statements'],
    description: 'Of the finance bureau’s region; auditors see all.',
    query: pageQuery,
    out: page(bankStatementLine),
  }),
  uploadBankStatement: operation({
    method: 'post',
    path: '/bank/statements',
    auth: 'session',
    summary: ['上传对账单', 'Upload a statement'],
    description:
      'CSV in UTF-8 or GB18030, or camt.053. Answers a draft with its preview; the same file again answers the first. Nothing is booked before the import.',
    upload: { media: ['text/csv', 'application/xml'] },
    out: bankStatementOut,
    status: 201,
    refusals: [
      'banking.no_file',
      'banking.file_empty',
      'banking.file_too_large',
      'banking.too_many_lines',
      'banking.not_a_statement',
      'banking.bad_encoding',
      'banking.broken_csv',
      'banking.broken_xml',
      'banking.xml_entities',
      'banking.not_camt053',
      'banking.mt940_field',
      'banking.mt940_missing',
      'banking.mt940_several',
      'banking.mt940_gap',
    ],
  }),
  showBankStatement: operation({
    method: 'get',
    path: '/bank/statements/:id',
    auth: 'session',
    summary: ['对账单详情', 'A statement'],
    params: id,
    out: bankStatementOut,
    refusals: ['banking.not_found'],
  }),
  mapBankColumns: operation({
    method: 'put',
    path: '/bank/statements/:id/columns',
    auth: 'session',
    summary: ['指定各列含义', 'Say which column is which'],
    description: 'Remembered for every later file with the same headings.',
    params: id,
    body: remapping,
    out: bankStatementOut,
    refusals: ['banking.not_found', 'banking.already_imported'],
  }),
  importBankStatement: operation({
    method: 'post',
    path: '/bank/statements/:id/import',
    auth: 'session',
    summary: ['导入对账单', 'Import a statement'],
    description:
      'All lines or none. Lines known by account and serial are not counted again; matching then runs in the background.',
    params: id,
    body: importing,
    out: bankStatementOut,
    refusals: [
      'banking.not_found',
      'banking.already_imported',
      'banking.no_account',
      'banking.other_account',
      'banking.wrong_currency',
      'banking.columns_missing',
      'banking.bad_lines',
      'banking.no_lines',
      'banking.no_closing_balance',
      'banking.balance_breaks',
      'banking.contradicts_itself',
    ],
  }),
  discardBankStatement: operation({
    method: 'delete',
    path: '/bank/statements/:id',
    auth: 'session',
    summary: ['放弃导入', 'Discard a draft'],
    params: id,
    out: z.object({ discarded: z.literal(true) }),
    refusals: ['banking.not_found', 'banking.already_imported'],
  }),
  listBankLines: operation({
    method: 'get',
    path: '/bank/lines',
    auth: 'session',
    summary: ['银行流水', 'Lines of statements'],
    query: lineQuery,
    out: page(bankLineOut),
  }),
  exportBankLines: operation({
    method: 'get',
    path: '/bank/lines/export',
    auth: 'session',
    summary: ['导出银行流水', 'Export lines'],
    query: z.object({
      format: z.enum(['csv', 'xlsx']).default('csv'),
      statement: z.string().max(60).optional(),
      state: z.enum(lineStates.codes).optional(),
    }),
    out: { media: ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'] },
  }),
  confirmBankLine: operation({
    method: 'post',
    path: '/bank/lines/:id/confirmation',
    auth: 'session',
    summary: ['确认一笔匹配', 'Confirm an exact match'],
    description:
      'Books the receipt exactly once. What no longer fits becomes a case. Above the limit two officers confirm.',
    params: id,
    out: confirmedOut,
    refusals: ['banking.not_found', 'banking.not_proposed', 'banking.two_people', 'banking.reviewer_needed'],
  }),
  confirmBankLines: operation({
    method: 'post',
    path: '/bank/confirmations',
    auth: 'session',
    summary: ['确认所列全部匹配', 'Confirm all matches shown'],
    body: confirmingAll,
    out: confirmedOut,
  }),
  explainBankLine: operation({
    method: 'post',
    path: '/bank/lines/:id/explanation',
    auth: 'session',
    summary: ['说明一笔流水', 'Explain a movement'],
    params: id,
    body: explaining,
    out: bankLineOut,
    refusals: ['banking.not_found', 'banking.changed_meanwhile'],
  }),
  listBankCases: operation({
    method: 'get',
    path: '/bank/cases',
    auth: 'session',
    summary: ['待查款项', 'Cases of unplaced money'],
    query: caseQuery,
    out: page(bankCaseLine).extend({ remaining_fen: fenText }),
  }),
  showBankCase: operation({
    method: 'get',
    path: '/bank/cases/:id',
    auth: 'session',
    summary: ['待查款项详情', 'A case'],
    params: id,
    out: bankCaseOut,
    refusals: ['banking.not_found'],
  }),
  applyBankCase: operation({
    method: 'post',
    path: '/bank/cases/:id/applications',
    auth: 'session',
    summary: ['转入订单', 'Apply money to an order'],
    description: 'Several orders share a case by several calls. Less than the order lacks waits for the rest.',
    params: id,
    body: applying,
    out: bankCaseOut,
    refusals: [
      ...wrongCase,
      'banking.more_than_missing',
      'banking.order_has_proposal',
      'banking.third_party_reason',
      'orders.not_found',
      'orders.wrong_region',
      'orders.already_paid',
      'orders.cancelled',
      'orders.expired',
    ],
  }),
  payBackBankCase: operation({
    method: 'post',
    path: '/bank/cases/:id/paybacks',
    auth: 'session',
    summary: ['退回付款人', 'Pay back to the payer'],
    params: id,
    body: payingBack,
    out: bankCaseOut,
    refusals: [...wrongCase, 'banking.payee_unknown'],
  }),
  holdBankCase: operation({
    method: 'post',
    path: '/bank/cases/:id/hold',
    auth: 'session',
    summary: ['暂挂', 'Hold with a note and a due day'],
    params: id,
    body: holding,
    out: bankCaseOut,
    refusals: [...wrongCase, 'banking.past_day'],
  }),
  decideBankCase: operation({
    method: 'post',
    path: '/bank/cases/:id/decision',
    auth: 'session',
    summary: ['第二人复核', 'Decide as second officer'],
    params: id,
    body: deciding,
    out: bankCaseOut,
    refusals: [...wrongCase, 'banking.nothing_asked', 'banking.two_people', 'banking.reviewer_needed'],
  }),
  settleBankPayback: operation({
    method: 'post',
    path: '/bank/moves/:id/payment',
    auth: 'session',
    summary: ['登记已退回', 'Enter the transfer back'],
    params: id,
    body: settling,
    out: bankCaseOut,
    refusals: [
      'banking.not_found',
      'banking.cannot_undo',
      'banking.serial_elsewhere',
      'orders.serial_used',
      'payments.bad_serial',
      'payments.bad_value_date',
    ],
  }),
  takeBackBankMove: operation({
    method: 'post',
    path: '/bank/moves/:id/reversal',
    auth: 'session',
    summary: ['冲回一步', 'Take a step back'],
    description: 'By a contra posting. What is done already is not taken back.',
    params: id,
    body: takingBack,
    out: bankCaseOut,
    refusals: ['banking.not_found', 'banking.cannot_undo'],
  }),
  showOrderArrivals: operation({
    method: 'get',
    path: '/orders/:id/arrivals',
    auth: 'session',
    summary: ['订单到账情况', 'What arrived for an order'],
    description: 'For those who may see the order.',
    params: id,
    out: arrivalsOut,
    refusals: ['orders.not_found'],
  }),
  downloadPaymentNotice: operation({
    method: 'get',
    path: '/orders/:id/payment-notice',
    auth: 'session',
    summary: ['付款通知书', 'Payment notice'],
    description: 'PDF for the buyer’s accountant: account, reference, exact amount, last day.',
    params: id,
    out: { media: ['application/pdf'] },
    refusals: ['orders.not_found', 'orders.wrong_state', 'banking.no_account'],
  }),
};
