/** How a statement is shown to the two parties and to the finance bureau. */
import type { z } from 'zod';
import type { PartyKind } from '#api/agreements/rules/codes.ts';
import type { Ctx, Viewer } from '#api/context.ts';
import { can } from '#api/kernel/lifecycle.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { holdsPower, isSelf } from '#api/kernel/rights.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import { partyNames } from '#api/orders/store.ts';
import { daysBetween } from '#api/orders/view.ts';
import type { Duty } from '#api/organizations/rules/codes.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import { type Offer, offer } from '#api/products/rules/offer.ts';
import type { statementLine, statementShape } from './contract.ts';
import { audits } from './readers.ts';
import { type PartyPart, replay } from './rules/allocation.ts';
import { type RepaymentGround, type StatementSide, type StatementState, statementStates } from './rules/codes.ts';
import { statementLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { review } from './rules/statement.ts';
import * as store from './store.ts';

export type StatementOut = z.input<typeof statementShape>;

/** Which side of a statement the viewer stands on; null for everybody it is none of their business. */
export function sideOf(
  row: { agencyId: string; developerId: string; regionCode: string },
  viewer: Viewer | null,
): StatementSide | null {
  if (viewer === null) return null;
  if (row.agencyId === viewer.organization.id) return 'agency';
  if (row.developerId === viewer.organization.id) return 'developer';
  if (holdsPower(viewer, 'finance_bureau', row.regionCode)) return 'finance';
  return audits(viewer, row.regionCode) ? 'audit' : null;
}

export function wrongState(state: StatementState) {
  return refuse('revenue.wrong_state', {
    state: statementStates.label(state, 'zh'),
    state_en: statementStates.label(state, 'en'),
  });
}

interface Remittance {
  readonly dueOn: Day | null;
  readonly treasuryFen: bigint;
  readonly receivedOn: Day | null;
}

/**
 * Working days between the due day and the receipt, or today while nothing has come; 0 when in time. Past the loaded
 * calendar it counts to its end: what is late is never shown as in time.
 */
export function lateDays(ctx: Ctx, { dueOn, treasuryFen, receivedOn }: Remittance): number {
  if (dueOn === null || treasuryFen === 0n) return 0;
  const until = receivedOn ?? dayOf(ctx.clock.now());
  const end = `${ctx.calendar().lastYear}-12-31`;
  return until <= dueOn ? 0 : (daysBetween(ctx, dueOn, until < end ? until : end) ?? 0);
}

function daysLeft(ctx: Ctx, { dueOn, treasuryFen, receivedOn }: Remittance): number | null {
  if (dueOn === null || treasuryFen === 0n || receivedOn !== null) return null;
  return daysBetween(ctx, dayOf(ctx.clock.now()), dueOn);
}

const amountsOf = (row: {
  grossFen: bigint;
  refundsFen: bigint;
  netFen: bigint;
  treasuryFen: bigint;
  developerFen: bigint;
  operatorFen: bigint;
}) => ({
  gross_fen: row.grossFen.toString(),
  refunds_fen: row.refundsFen.toString(),
  net_fen: row.netFen.toString(),
  treasury_fen: row.treasuryFen.toString(),
  developer_fen: row.developerFen.toString(),
  operator_fen: row.operatorFen.toString(),
});

export function showLine(ctx: Ctx, row: store.StatementRow): z.input<typeof statementLine> {
  const remittance = { dueOn: row.dueOn, treasuryFen: row.treasuryFen, receivedOn: row.receipt?.receivedOn ?? null };
  return {
    id: row.id,
    no: row.no,
    agreement_no: row.agreement.no,
    period: row.period,
    agency_name: row.agency.name,
    developer_name: row.developer.name,
    treasury_code: row.treasuryCode,
    treasury_name: row.treasury.name,
    region_code: row.regionCode,
    state: row.state,
    ...amountsOf(row),
    due_on: row.dueOn,
    days_left: row.state === 'closed' ? null : daysLeft(ctx, remittance),
    late_days: lateDays(ctx, remittance),
  };
}

/** The comparisons of the review as they stand now, on the records as they stand now. */
export async function checksOf(ctx: Ctx, row: store.StatementRow) {
  const sales = await store.salesOf(ctx.db, row, store.lateOf(row));
  const replayed = sales.every(({ allocation }) => {
    const again = replay(allocation.inputCanonical);
    const stored = allocation.lines.filter((line) => line.refundId === null);
    return (
      sha256(again.resultCanonical) === allocation.resultSha256 &&
      again.parts.length === stored.length &&
      again.parts.every((part) =>
        stored.some((line) => `${line.partyKind}:${line.partyId}` === part.party && line.amountFen === part.amount),
      )
    );
  });
  return review({
    totals: row,
    lines: row.lines.filter((line) => line.round === row.round),
    current: sales.map((sale) => sale.line),
    replayed,
    // As it was on the day of each sale: an agency that has moved since moves no sale of before.
    sameLevel: sales.every(
      ({ allocation: { slice } }) =>
        slice.agencyId === row.agencyId &&
        row.treasury.regionCode === slice.regionCode &&
        row.treasury.level === slice.level,
    ),
    confirmedBy: row.confirmations.filter((one) => one.round === row.round).map((one) => one.organizationId),
    parties: [row.agencyId, row.developerId],
  });
}

/** What each party gets over all orders of the period, with its name and its share. */
export async function partsOf(ctx: Ctx, sales: readonly store.SaleLine[]) {
  const held = store.heldParts(sales.flatMap((sale) => sale.parts as PartyPart[]));
  const ids = held.map((part) => part.partyId);
  const names = await partyNames(ctx.db, ids);
  const rank: Record<PartyKind, number> = { treasury: 0, developer: 1, operator: 2 };
  return held
    .sort((a, b) => rank[a.partyKind] - rank[b.partyKind])
    .map((part) => ({ ...part, name: names.get(part.partyId) ?? part.partyId }));
}

const nameOf = (o: { id: string; name: string; nameEn: string | null; uscc: string }) => ({
  id: o.id,
  name: o.name,
  name_en: o.nameEn,
  uscc: o.uscc,
});

/** What this viewer can do with the statement now, each step with what would refuse it. */
function offers(row: store.StatementRow, side: StatementSide, viewer: Viewer | null): Offer[] {
  const without = (...duties: readonly Duty[]) =>
    duties.some((duty) => viewer?.duties.includes(duty)) ? null : refuseAnywhere('auth.forbidden');
  const open = (action: string) => can(statementLifecycle, row.state, action);
  const confirmed = row.confirmations.some(
    (one) => one.round === row.round && one.organizationId === viewer?.organization.id,
  );
  const list: (Offer | null)[] =
    side === 'audit'
      ? []
      : side === 'finance'
        ? [
            open('approve') ? offer('approve', without('finance_review')) : null,
            open('return') ? offer('return', without('finance_review')) : null,
            open('issue') && row.treasuryFen !== 0n
              ? offer(
                  'issue',
                  without('finance_issue') ?? (isSelf(viewer, row.reviewedBy) ? refuse('revenue.two_people') : null),
                )
              : null,
            open('receive') ? offer('receive', without('finance_issue')) : null,
            open('withdraw') ? offer('withdraw', without('finance_review')) : null,
            open('reject') ? offer('reject', without('finance_issue')) : null,
            open('close') && (row.state === 'received' || row.treasuryFen === 0n)
              ? offer('close', without('finance_review', 'finance_issue'))
              : null,
          ]
        : [
            open('confirm')
              ? offer('confirm', without('signatory') ?? (confirmed ? refuse('revenue.already_confirmed') : null))
              : null,
            open('redraw') ? offer('redraw', without('steward', 'signatory', 'developer')) : null,
          ];
  return list.filter((one) => one !== null);
}

/** What is being done right now: its audit event is appended after the answer is made. */
export interface Pending {
  readonly action: string;
  readonly words?: string | null;
}

export async function showStatement(
  ctx: Ctx,
  row: store.StatementRow,
  side: StatementSide,
  pending: Pending | null = null,
): Promise<StatementOut> {
  const viewer = ctx.viewer;
  const { agency_name: _a, developer_name: _d, ...line } = showLine(ctx, row);
  const lines = row.lines.filter((one) => one.round === row.round);
  const sales = await store.salesOf(ctx.db, row, store.lateOf(row));
  const repayments = await store.repaymentsOf(ctx.db, row.id);
  const mine = row.confirmations.filter((one) => one.round === row.round);
  const { paymentOrder, receipt } = row;
  return {
    ...line,
    side,
    revision: row.revision,
    round: row.round,
    agency: nameOf(row.agency),
    developer: nameOf(row.developer),
    lines: lines.map((one) => ({
      order_id: one.orderId,
      order_no: one.order.no,
      product_title: one.order.product.title,
      paid_on: one.order.paidAt === null ? null : dayOf(one.order.paidAt),
      gross_fen: one.grossFen.toString(),
      refunds_fen: one.refundsFen.toString(),
      treasury_fen: one.treasuryFen.toString(),
      developer_fen: one.developerFen.toString(),
      operator_fen: one.operatorFen.toString(),
    })),
    parts: (await partsOf(ctx, sales)).map((part) => ({
      party_kind: part.partyKind,
      party_id: part.partyId,
      party_name: part.name,
      ppm: part.ppm,
      amount_fen: part.amountFen.toString(),
    })),
    confirmations: mine.map((one) => ({
      organization_id: one.organizationId,
      organization_name: one.organization.name,
      at: one.at.toISOString(),
    })),
    confirmed_by_me: mine.some((one) => one.organizationId === viewer?.organization.id),
    checks: await checksOf(ctx, row),
    opinion: row.opinion,
    drawn_at: row.drawnAt.toISOString(),
    reviewed_at: row.reviewedAt?.toISOString() ?? null,
    reviewed_by_me: isSelf(viewer, row.reviewedBy),
    closed_at: row.closedAt?.toISOString() ?? null,
    document_id: row.documentId,
    payment_order:
      paymentOrder === null
        ? null
        : {
            no: paymentOrder.no,
            treasury_code: paymentOrder.treasuryCode,
            budget_year: paymentOrder.budgetYear,
            subject_code: paymentOrder.subjectCode,
            subject_names: paymentOrder.subjectNames,
            budget_level: paymentOrder.budgetLevel,
            payer_name: paymentOrder.payerName,
            payer_uscc: paymentOrder.payerUscc,
            amount_fen: paymentOrder.amountFen.toString(),
            amount_words: paymentOrder.amountWords,
            document_id: paymentOrder.documentId,
            issued_at: paymentOrder.issuedAt.toISOString(),
          },
    receipt:
      receipt === null
        ? null
        : {
            receipt_no: receipt.receiptNo,
            treasury_code: receipt.treasuryCode,
            payment_order_no: receipt.paymentOrderNo,
            amount_fen: receipt.amountFen.toString(),
            received_on: receipt.receivedOn,
            registered_at: receipt.registeredAt.toISOString(),
          },
    late_refunds: row.lateRefunds
      .filter((one) => one.round === row.round)
      .map((one) => ({
        refund_id: one.refundId,
        order_id: one.refund.orderId,
        order_no: one.refund.order.no,
        amount_fen: one.refund.amountFen.toString(),
        treasury_fen: one.treasuryFen.toString(),
        at: one.at.toISOString(),
      })),
    repayments: repayments.map((one) => ({
      id: one.id,
      no: one.no,
      ground: one.ground as RepaymentGround,
      state: one.state,
      amount_fen: one.amountFen.toString(),
    })),
    voided_orders: row.voidedOrders.map((one) => ({
      no: one.no,
      amount_fen: one.amountFen.toString(),
      reason: one.voided?.reason ?? '',
      voided_at: (one.voided?.voidedAt ?? one.issuedAt).toISOString(),
    })),
    actions: offers(row, side, viewer),
    timeline: [
      ...(await store.timeline(ctx.db, row.id)).map((event) => ({
        action: event.action,
        at: event.at.toISOString(),
        organization_name: event.organization,
        words: typeof event.facts.opinion === 'string' ? event.facts.opinion : null,
      })),
      ...(pending === null
        ? []
        : [
            {
              action: pending.action,
              at: ctx.clock.now().toISOString(),
              organization_name: viewer?.organization.name ?? null,
              words: pending.words ?? null,
            },
          ]),
    ],
  };
}
