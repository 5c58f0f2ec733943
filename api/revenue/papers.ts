/** The papers of revenue: the approved statement under the bureau's seal, and the payment order. */
import type { Ctx } from '#api/context.ts';
import { createDocument } from '#api/documents/service.ts';
import { fen, formatYuan } from '#api/kernel/money.ts';
import { levels, regionName } from '#api/kernel/regions.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { StatementRow } from './store.ts';
import * as store from './store.ts';
import {
  approvedWords,
  confirmedWords,
  paymentOrderFacts,
  paymentOrderTitle,
  purposeWords,
  statementFacts,
  statementTitle,
} from './template.ts';
import { partsOf } from './view.ts';

const party = ({ name, uscc }: { name: string; uscc: string }) => ({ name, uscc });
type Made = { readonly id: string; readonly sha256: string };

export async function makeStatementPaper(tx: Ctx, row: StatementRow, dueOn: string | null): Promise<Made> {
  const sales = await store.salesOf(tx.db, row.agreementId, row.period);
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
