/** The papers of revenue: the approved statement under the bureau's seal, and the payment order. */
import type { Ctx } from '#api/context.ts';
import { createDocument } from '#api/documents/service.ts';
import { fen, formatYuan, toCapitals } from '#api/kernel/money.ts';
import { levels, regionName } from '#api/kernel/regions.ts';
import { dayOf } from '#api/kernel/time.ts';
import { type RepaymentGround, repaymentGrounds } from './rules/codes.ts';
import type { TreasuryShare } from './rules/levels.ts';
import type { RepaymentRow, StatementRow } from './store.ts';
import * as store from './store.ts';
import {
  approvedWords,
  confirmedWords,
  paymentOrderFacts,
  paymentOrderTitle,
  purposeWords,
  repaymentFacts,
  repaymentOrderTitle,
  statementFacts,
  statementTitle,
} from './template.ts';
import { partsOf } from './view.ts';

const party = ({ name, uscc }: { name: string; uscc: string }) => ({ name, uscc });
type Made = { readonly id: string; readonly sha256: string };

export async function makeStatementPaper(tx: Ctx, row: StatementRow, dueOn: string | null): Promise<Made> {
  const sales = await store.salesOf(tx.db, row);
  const parts = await partsOf(tx, sales);
  const viewer = tx.viewer;
  const confirmations = row.confirmations.filter((one) => one.round === row.round);
  const lines = sales.map(({ line, orderNo, productTitle, paidAt }) => ({
    orderNo,
    product: productTitle,
    on: dayOf(paidAt ?? row.drawnAt),
    grossFen: fen(line.grossFen),
    refundsFen: fen(line.refundsFen),
    netFen: fen(line.grossFen - line.refundsFen),
  }));
  return createDocument(tx, {
    kind: 'statement',
    no: row.no,
    subject: ['statement', row.id],
    title: statementTitle,
    value: {
      kind: 'statement',
      no: row.no,
      round: row.round,
      period: row.period,
      agreement_no: row.agreement.no,
      agency: party(row.agency),
      developer: party(row.developer),
      treasury: { code: row.treasuryCode, name: row.treasury.name },
      gross_fen: row.grossFen.toString(),
      refunds_fen: row.refundsFen.toString(),
      net_fen: row.netFen.toString(),
      lines: sales.map(({ line, orderNo }) => ({
        order_no: orderNo,
        gross_fen: line.grossFen.toString(),
        refunds_fen: line.refundsFen.toString(),
        treasury_fen: line.treasuryFen.toString(),
        developer_fen: line.developerFen.toString(),
        operator_fen: line.operatorFen.toString(),
      })),
      parts: parts.map((part) => ({
        party: part.partyKind,
        party_id: part.partyId,
        name: part.name,
        ppm: part.ppm,
        amount_fen: part.amountFen.toString(),
      })),
      confirmed: confirmations.map((one) => ({ uscc: one.organization.uscc, at: one.at.toISOString() })),
      due_on: dueOn,
    },
    render: (own) => ({
      ...own,
      demo: row.agency.demo,
      period: row.period,
      agreementNo: row.agreement.no,
      agency: party(row.agency),
      developer: party(row.developer),
      treasuryName: row.treasury.name,
      drawnOn: dayOf(row.drawnAt),
      ...(dueOn === null ? {} : { dueOn }),
      lines,
      totals: { grossFen: fen(row.grossFen), refundsFen: fen(row.refundsFen), netFen: fen(row.netFen) },
      parts: parts.map((part) => ({
        kind: part.partyKind,
        name: part.name,
        ppm: part.ppm,
        amountFen: fen(part.amountFen),
      })),
      confirmations: [
        ...confirmations.map((one) => ({ name: one.organization.name, act: confirmedWords, at: one.at })),
        ...(viewer === null ? [] : [{ name: viewer.organization.name, act: approvedWords, at: tx.clock.now() }]),
      ],
    }),
    publicFacts: statementFacts({
      period: row.period,
      agreementNo: row.agreement.no,
      agency: row.agency.name,
      developer: row.developer.name,
    }),
  });
}

export interface OrderFacts {
  readonly no: string;
  readonly budgetYear: number;
  readonly subjectCode: string;
  readonly subjectNames: readonly string[];
  readonly amountWords: string;
  readonly dueOn: string;
  readonly financeName: string;
  /** How it divides between treasuries; empty where it is not shared. */
  readonly shares: readonly TreasuryShare[];
}

export async function makePaymentOrderPaper(tx: Ctx, row: StatementRow, order: OrderFacts): Promise<Made> {
  const issuedOn = dayOf(tx.clock.now());
  const level = levels.label(row.treasury.level, 'zh');
  const amountFen = fen(row.treasuryFen);
  return createDocument(tx, {
    kind: 'payment_order',
    no: order.no,
    subject: ['statement', row.id],
    title: paymentOrderTitle,
    value: {
      kind: 'payment_order',
      no: order.no,
      statement_no: row.no,
      agreement_no: row.agreement.no,
      period: row.period,
      issued_on: issuedOn,
      due_on: order.dueOn,
      payer: party(row.developer),
      collector: party(row.agency),
      finance: order.financeName,
      treasury: { code: row.treasuryCode, name: row.treasury.name, level: row.treasury.level },
      budget_year: order.budgetYear,
      subject_code: order.subjectCode,
      subject_names: [...order.subjectNames],
      amount_fen: row.treasuryFen.toString(),
      amount_words: order.amountWords,
      ...(order.shares.length === 0
        ? {}
        : {
            shares: order.shares.map((one) => ({
              treasury: one.treasuryCode,
              ppm: one.ppm,
              amount_fen: one.amountFen.toString(),
            })),
          }),
    },
    render: (own) => ({
      ...own,
      demo: row.agency.demo,
      issuedOn,
      dueOn: order.dueOn,
      period: row.period,
      payer: party(row.developer),
      payee: {
        financeName: order.financeName,
        treasuryName: row.treasury.name,
        treasuryCode: row.treasuryCode,
      },
      collector: party(row.agency),
      regionName: regionName(row.regionCode, 'zh'),
      budgetLevel: level,
      budgetYear: order.budgetYear,
      subjectCode: order.subjectCode,
      subjectNames: [...order.subjectNames],
      amountFen,
      amountWords: order.amountWords,
      ...(order.shares.length === 0
        ? {}
        : { shares: order.shares.map((one) => ({ ...one, amountFen: fen(one.amountFen) })) }),
      purpose: purposeWords(row.period, row.agreement.no),
      agreementNo: row.agreement.no,
      statementNo: row.no,
      reference: order.no,
    }),
    publicFacts: paymentOrderFacts({
      period: row.period,
      treasury: row.treasury.name,
      payer: row.developer.name,
      amount: formatYuan(amountFen),
    }),
  });
}

/** 收入退还书 of a case that is being approved. Answers the document's id. */
export async function makeRepaymentOrder(
  tx: Ctx,
  row: RepaymentRow,
  order: { readonly no: string; readonly shares: readonly TreasuryShare[]; readonly financeName: string },
): Promise<string> {
  const issuedOn = dayOf(tx.clock.now());
  const { statement } = row;
  const paid = statement.paymentOrders.find((one) => one.no === statement.receipt?.paymentOrderNo);
  const amountFen = fen(row.amountFen);
  const amountWords = toCapitals(amountFen);
  // What came by a line of its own names that line.
  const receiptNo = row.line?.receiptNo ?? statement.receipt?.receiptNo ?? '';
  const made = await createDocument(tx, {
    kind: 'repayment_order',
    no: order.no,
    subject: ['repayment', row.id],
    title: repaymentOrderTitle,
    value: {
      kind: 'repayment_order',
      no: order.no,
      case_no: row.no,
      ground: row.ground,
      reason: row.statedReason ?? '',
      issued_on: issuedOn,
      finance: order.financeName,
      treasury: { code: row.treasuryCode, name: row.treasury.name, level: row.treasury.level },
      collector: party(row.agency),
      payer: party(statement.developer),
      statement_no: statement.no,
      period: statement.period,
      payment_order_no: paid?.no ?? '',
      receipt_no: receiptNo,
      amount_fen: row.amountFen.toString(),
      amount_words: amountWords,
      shares: order.shares.map((one) => ({
        treasury: one.treasuryCode,
        ppm: one.ppm,
        amount_fen: one.amountFen.toString(),
      })),
      evidence_sha256: row.evidenceSha256 ?? '',
    },
    render: (own) => ({
      ...own,
      demo: row.agency.demo,
      issuedOn,
      financeName: order.financeName,
      treasury: { code: row.treasuryCode, name: row.treasury.name },
      budgetLevel: levels.label(row.treasury.level, 'zh'),
      regionName: regionName(row.regionCode, 'zh'),
      collector: party(row.agency),
      payer: party(statement.developer),
      ground: repaymentGrounds.label(row.ground as RepaymentGround, 'zh'),
      reason: row.statedReason ?? '',
      caseNo: row.no,
      statementNo: statement.no,
      period: statement.period,
      paymentOrderNo: paid?.no ?? row.line?.paymentOrderNo ?? '—',
      receiptNo: receiptNo === '' ? '—' : receiptNo,
      amountFen,
      amountWords,
      shares: order.shares.map((one) => ({ ...one, amountFen: fen(one.amountFen) })),
      evidenceSha256: row.evidenceSha256 ?? '—',
    }),
    publicFacts: repaymentFacts({
      treasury: row.treasury.name,
      collector: row.agency.name,
      amount: formatYuan(amountFen),
    }),
  });
  return made.id;
}
