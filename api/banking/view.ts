/** What pages and the API see of lines and cases. */
import type { z } from 'zod';
import type { Ctx, Viewer } from '#api/context.ts';
import { fen, formatYuan } from '#api/kernel/money.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { isSelf } from '#api/kernel/rights.ts';
import { twoOfficersAbove } from '#api/orders/payments.ts';
import { payBy } from '#api/orders/rules/order.ts';
import { officerOf } from './access.ts';
import type { Asked } from './cases.ts';
import { confirmFault } from './confirm.ts';
import type { bankCaseLine, bankCaseOut, bankLineOut } from './contract.ts';
import type { CaseKind, StepKind } from './rules/codes.ts';
import { referencesIn, sameName } from './rules/match.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

export type LineOut = z.input<typeof bankLineOut>;
export type CaseOut = z.input<typeof bankCaseOut>;

const both = (refusal: Refusal | null) =>
  refusal === null ? null : { zh: refusal.sentence('zh'), en: refusal.sentence('en') };

export function showLine(row: store.LineRow, viewer: Viewer | null, limit: bigint): LineOut {
  return {
    id: row.id,
    statement_id: row.statementId,
    row: row.row,
    serial: row.serial,
    value_date: row.valueDate,
    amount_fen: row.amountFen.toString(),
    balance_fen: row.balanceFen?.toString() ?? null,
    payer_name: row.payerName,
    payer_no: row.payerNo,
    memo: row.memo,
    state: row.state,
    reference: row.reference,
    order:
      row.order === null
        ? null
        : {
            id: row.order.id,
            no: row.order.no,
            buyer_name: row.order.buyer.name,
            product_title: row.order.product.title,
            amount_fen: row.order.amountFen.toString(),
          },
    case_id: row.case?.id ?? null,
    case_kind: (row.case?.kind as CaseKind | undefined) ?? null,
    second_needed: row.state === 'proposed' && row.amountFen > limit,
    first_confirmed: row.firstBy !== null,
    refusal: viewer === null || row.state !== 'proposed' ? null : both(confirmFault(row, viewer, limit)),
    note: row.note,
  };
}

type CaseListRow = Awaited<ReturnType<typeof store.listCases>>['rows'][number];

export function showCaseLine(row: CaseListRow | store.CaseRow): z.input<typeof bankCaseLine> {
  return {
    id: row.id,
    no: row.no,
    region_code: row.regionCode,
    kind: row.kind as CaseKind,
    state: row.state,
    amount_fen: row.amountFen.toString(),
    remaining_fen: row.remainingFen.toString(),
    value_date: row.line.valueDate,
    payer_name: row.line.payerName,
    memo: row.line.memo,
    order_no: row.line.order?.no ?? null,
    held_until: row.heldUntil,
    asked: row.asked !== null,
    opened_at: row.openedAt.toISOString(),
    closed_at: row.closedAt?.toISOString() ?? null,
  };
}

/** Why this viewer cannot work on the case, or null; readers of the audit office see it all the same. */
function workFault(ctx: Ctx, row: store.CaseRow): Refusal | null {
  if (row.state === 'closed') return refuse('banking.case_closed');
  try {
    const viewer = officerOf(ctx, row.regionCode);
    if (!viewer.duties.includes('finance_review')) return refuse('banking.reviewer_needed');
  } catch {
    return refuse('banking.reviewer_needed');
  }
  return row.asked === null ? null : refuse('banking.case_asked');
}

export async function showCase(ctx: Ctx, id: string): Promise<CaseOut> {
  const row = await store.findCase(ctx.db, id);
  if (row === null) throw refuse('banking.not_found');
  const limit = await twoOfficersAbove(ctx, row.regionCode);
  const asked = row.asked as Asked | null;
  const second = asked !== null && isSelf(ctx.viewer, asked.by);
  return {
    ...showCaseLine(row),
    revision: row.revision,
    line: showLine(row.line, null, limit),
    moves: row.moves.map((move) => ({
      id: move.id,
      kind: move.kind,
      state: move.state,
      amount_fen: move.amountFen.toString(),
      order: move.order === null ? null : { id: move.order.id, no: move.order.no, buyer_name: move.order.buyer.name },
      payee_name: move.payeeName,
      payee_no: move.payeeNo,
      bank_serial: move.bankSerial,
      made_at: move.madeAt.toISOString(),
      done_at: move.doneAt?.toISOString() ?? null,
    })),
    steps: row.steps.map((one) => ({
      id: one.id,
      kind: one.kind as StepKind,
      amount_fen: one.amountFen?.toString() ?? null,
      order_no: one.orderNo,
      note: one.note,
      transaction_id: one.transactionId,
      by: one.byName,
      at: one.at.toISOString(),
    })),
    pending:
      asked === null
        ? null
        : {
            kind: asked.kind,
            amount_fen: asked.amount_fen,
            order_no: asked.order_no,
            note: asked.note,
            refusal: second ? both(refuse('banking.two_people', { limit: formatYuan(fen(limit)) })) : null,
          },
    suggestions: row.state === 'closed' ? [] : await suggestions(ctx, row),
    limit_fen: limit.toString(),
    refusal: both(workFault(ctx, row)),
  };
}

/** Orders that the memo names, the payer placed, or the amount fits; what fits best comes first. */
async function suggestions(ctx: Ctx, row: store.CaseRow) {
  const { payerName, memo, valueDate } = row.line;
  const named = new Set(referencesIn(memo).found);
  const found = await store.awaiting(ctx.db, row.regionCode, {
    references: [...named],
    names: [payerName],
    amounts: [row.remainingFen, row.amountFen],
  });
  const shown = found
    .filter((order) => payBy(order.expiresAt) >= valueDate)
    .map((order) => {
      const waiting = order.bankMoves.reduce((sum, move) => sum + move.amountFen, 0n);
      return {
        id: order.id,
        no: order.no,
        reference: order.reference,
        buyer_name: order.buyer.name,
        product_title: order.product.title,
        amount_fen: order.amountFen.toString(),
        missing_fen: (order.amountFen - waiting).toString(),
        pay_by: payBy(order.expiresAt),
        same_payer: sameName(payerName, order.buyer.name),
        named: named.has(order.reference),
      };
    });
  const rank = (one: (typeof shown)[number]) => (one.named ? 2 : 0) + (one.same_payer ? 1 : 0);
  return shown.sort((a, b) => rank(b) - rank(a)).slice(0, 8);
}
