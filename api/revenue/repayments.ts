/** 退付: a treasury gives back what it holds and should not, by application, review, approval and a line of its own. */
import type { z } from 'zod';
import { act, append, type Note } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { nextNumber, openPdf, signDocument } from '#api/documents/service.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { halfWidth } from '#api/kernel/half-width.ts';
import { can, edge } from '#api/kernel/lifecycle.ts';
import { fen, formatYuan } from '#api/kernel/money.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { regionName } from '#api/kernel/regions.ts';
import { auditReach, holdsPower, isSelf, requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { dayOf, isDay, startOfDay } from '#api/kernel/time.ts';
import { cashBank, recvTreasuryRefund } from '#api/ledger/rules/accounts.ts';
import * as ledger from '#api/ledger/service.ts';
import { daysBetween } from '#api/orders/view.ts';
import type { Duty } from '#api/organizations/rules/codes.ts';
import { requirePasswordAgain } from '#api/people/service.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import { type Offer, offer } from '#api/products/rules/offer.ts';
import { shareRepayment } from './levels.ts';
import { makeRepaymentOrder } from './papers.ts';
import { audits, isAuditor } from './readers.ts';
import { type RepaymentGround, type RepaymentState, repaymentStates } from './rules/codes.ts';
import { repaymentLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import type { Paper } from './statements.ts';
import * as store from './store.ts';
import { repaymentReason } from './template.ts';
import type {
  applyingRepayment,
  approvingRepayment,
  registeringRepayment,
  repaymentLine,
  repaymentShape,
  returningRepayment,
  reviewingRepayment,
  treasuryOperations,
} from './treasury-contract.ts';

export type RepaymentOut = z.input<typeof repaymentShape>;
const yuan = (amount: bigint): string => formatYuan(fen(amount));

interface Opening {
  readonly ground: RepaymentGround;
  readonly amountFen: bigint;
  readonly refundId?: string;
  readonly lineId?: string;
  /** Where the money lies; the statement's own treasury unless told. */
  readonly treasuryCode?: string;
}

/** Opens a case inside the act that found the money. */
export async function openRepayment(tx: Ctx, row: store.StatementRow, opening: Opening): Promise<string> {
  const id = newId(tx, 'repayment');
  const no = await nextNumber(tx, 'repayment', 'TF');
  await store.insertRepayment(tx.db, {
    id,
    no,
    statementId: row.id,
    refundId: opening.refundId ?? null,
    lineId: opening.lineId ?? null,
    treasuryCode: opening.treasuryCode ?? row.treasuryCode,
    agencyId: row.agencyId,
    regionCode: row.regionCode,
    amountFen: opening.amountFen,
    ground: opening.ground,
    state: 'opened',
    revision: 1,
    openedAt: tx.clock.now(),
  });
  const facts = { no, statement: row.no, ground: opening.ground, amount_fen: opening.amountFen.toString() };
  await append(tx, 'revenue.open_repayment', 'done', ['repayment', id], facts);
  return id;
}

/** Closes the refund cases of a statement whose money turned out not to leave. Answers what they came to. */
export async function lapseRepayments(tx: Ctx, row: store.StatementRow): Promise<{ backFen: bigint; cases: string[] }> {
  const cases: string[] = [];
  let backFen = 0n;
  for (const one of await store.openedRepayments(tx.db, row.id)) {
    const taken = edge(repaymentLifecycle, one.state, 'lapse');
    if (taken === null || !(await store.saveRepayment(tx.db, one, { state: taken.to }))) {
      throw refuse('revenue.repayment_changed');
    }
    await append(tx, taken.event, 'done', ['repayment', one.id], { no: one.no, statement: row.no });
    cases.push(one.no);
    backFen += one.amountFen;
  }
  return { backFen, cases };
}

type Side = 'agency' | 'finance' | 'audit';

function sideOf(row: { agencyId: string; regionCode: string }, viewer: Viewer): Side | null {
  if (row.agencyId === viewer.organization.id) return 'agency';
  if (holdsPower(viewer, 'finance_bureau', row.regionCode)) return 'finance';
  return audits(viewer, row.regionCode) ? 'audit' : null;
}

export async function listRepayments(ctx: Ctx, query: z.output<(typeof treasuryOperations.listRepayments)['query']>) {
  const viewer = requireViewer(ctx.viewer);
  const regions = viewer.powers.filter((held) => held.power === 'finance_bureau').map((held) => held.regionCode);
  const wanted = {
    ...(isAuditor(viewer)
      ? { regionCodes: auditReach(viewer) }
      : regions.length > 0
        ? { regionCodes: regions }
        : { regionCodes: null, agencyId: viewer.organization.id }),
    ...(query.state === undefined ? {} : { states: [query.state] }),
  };
  const { rows, total } = await store.listRepayments(ctx.db, wanted, query.page, query.page_size);
  return { items: rows.map((row) => showLine(ctx, row)), total, page: query.page, page_size: query.page_size };
}

export async function getRepayment(ctx: Ctx, id: string): Promise<RepaymentOut> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findRepayment(ctx.db, id);
  const side = row === null ? null : sideOf(row, viewer);
  if (row === null || side === null) throw refuse('revenue.repayment_not_found');
  return show(ctx, row, side, viewer);
}

/** 收入退还书 with its signature; for those who may see the case. */
export async function openRepaymentOrder(ctx: Ctx, id: string): Promise<Paper> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findRepayment(ctx.db, id);
  if (row === null || sideOf(row, viewer) === null || row.documentId === null)
    throw refuse('revenue.repayment_not_found');
  const { bytes, no, sha256: hash } = await openPdf(ctx, row.documentId);
  return { bytes, name: `${no}.pdf`, sha256: hash };
}

interface Step {
  readonly row: store.RepaymentRow;
  readonly to: RepaymentState;
  readonly viewer: Viewer;
  readonly tx: Ctx;
  readonly note: Note;
}

async function step(
  ctx: Ctx,
  id: string,
  action: 'apply' | 'return' | 'review' | 'approve' | 'register',
  duty: readonly Duty[],
  revision: number,
  body: (step: Step) => Promise<void>,
): Promise<RepaymentOut> {
  const viewer = requireDuty(ctx.viewer, duty);
  return act(ctx, { action: `revenue.${action}_repayment`, subject: ['repayment', id] }, async (tx, note) => {
    const row = await store.lockRepayment(tx.db, id);
    const side = row === null ? null : sideOf(row, viewer);
    const stranger = side === null && !viewer.powers.some((held) => held.power === 'finance_bureau');
    if (row === null || stranger) throw refuse('revenue.repayment_not_found');
    if (action === 'apply' && side !== 'agency') throw refuse('revenue.repayment_not_collector');
    if (action !== 'apply' && side !== 'finance') {
      throw refuse('revenue.wrong_region', { region: regionName(row.regionCode, tx.locale) });
    }
    const taken = edge(repaymentLifecycle, row.state, action);
    if (taken === null) throw wrongState(row.state);
    if (row.revision !== revision) throw refuse('revenue.repayment_changed');
    await body({ row, to: taken.to, viewer, tx, note });
    return getRepayment(tx, id);
  });
}

function wrongState(state: RepaymentState) {
  return refuse('revenue.repayment_state', {
    state: repaymentStates.label(state, 'zh'),
    state_en: repaymentStates.label(state, 'en'),
  });
}

async function save(tx: Ctx, row: store.RepaymentRow, data: Parameters<typeof store.saveRepayment>[2]): Promise<void> {
  if (!(await store.saveRepayment(tx.db, row, data))) throw refuse('revenue.repayment_changed');
}

/** The records a case rests on, as they stand when it is applied for. */
function evidenceOf(row: store.RepaymentRow) {
  const order = row.statement.paymentOrders.find((one) => one.no === row.statement.receipt?.paymentOrderNo);
  return {
    repayment: row.no,
    ground: row.ground,
    amount_fen: row.amountFen.toString(),
    treasury: row.treasuryCode,
    statement: {
      no: row.statement.no,
      period: row.statement.period,
      treasury_fen: row.statement.treasuryFen.toString(),
    },
    agreement: row.statement.agreement.no,
    payment_order: order === undefined ? null : { no: order.no, amount_fen: order.amountFen.toString() },
    receipt:
      row.statement.receipt === null
        ? null
        : { no: row.statement.receipt.receiptNo, received_on: row.statement.receipt.receivedOn },
    refund:
      row.refund === null
        ? null
        : { id: row.refund.id, order: row.refund.order.no, amount_fen: row.refund.amountFen.toString() },
    line:
      row.line === null
        ? null
        : {
            receipt_no: row.line.receiptNo,
            amount_fen: row.line.amountFen.toString(),
            treasury: row.line.treasuryCode,
          },
  };
}

/** The collecting agency applies, with its reason; the records the case rests on are frozen with it. */
export function applyRepayment(ctx: Ctx, id: string, input: z.output<typeof applyingRepayment>): Promise<RepaymentOut> {
  const duties = ['licensing', 'steward', 'signatory'] as const;
  return step(ctx, id, 'apply', duties, input.revision, async ({ row, to, viewer, tx, note }) => {
    if (input.reason === '') throw refuse('revenue.reason_missing');
    if (row.lineId === null && row.statement.receipt === null) {
      throw refuse('revenue.repayment_too_early', { no: row.statement.no });
    }
    const evidence = evidenceOf(row);
    const evidenceSha256 = sha256(canonicalJson(evidence));
    await save(tx, row, {
      state: to,
      statedReason: input.reason,
      evidence,
      evidenceSha256,
      appliedBy: viewer.personId,
      appliedAt: tx.clock.now(),
      opinion: null,
      reviewedBy: null,
      reviewedAt: null,
    });
    note({ no: row.no, opinion: input.reason, evidence_sha256: evidenceSha256 });
  });
}

export function returnRepayment(
  ctx: Ctx,
  id: string,
  input: z.output<typeof returningRepayment>,
): Promise<RepaymentOut> {
  const duties = ['finance_review', 'finance_issue'] as const;
  return step(ctx, id, 'return', duties, input.revision, async ({ row, to, tx, note }) => {
    if (input.opinion === '') throw refuse('revenue.opinion_missing');
    await save(tx, row, { state: to, opinion: input.opinion });
    note({ no: row.no, opinion: input.opinion });
  });
}

export function reviewRepayment(
  ctx: Ctx,
  id: string,
  input: z.output<typeof reviewingRepayment>,
): Promise<RepaymentOut> {
  return step(ctx, id, 'review', ['finance_review'], input.revision, async ({ row, to, viewer, tx, note }) => {
    await requirePasswordAgain(tx, input.password);
    const opinion = input.opinion ?? null;
    await save(tx, row, { state: to, opinion, reviewedBy: viewer.personId, reviewedAt: tx.clock.now() });
    note({ no: row.no, opinion, evidence_sha256: row.evidenceSha256 });
  });
}

/** By another officer than the reviewer; gives the 收入退还书 its number. */
export function approveRepayment(
  ctx: Ctx,
  id: string,
  input: z.output<typeof approvingRepayment>,
): Promise<RepaymentOut> {
  return step(ctx, id, 'approve', ['finance_issue'], input.revision, async ({ row, to, viewer, tx, note }) => {
    if (isSelf(viewer, row.reviewedBy) || isSelf(viewer, row.appliedBy)) {
      throw refuse('revenue.repayment_two_people');
    }
    await requirePasswordAgain(tx, input.password);
    const orderNo = await nextNumber(tx, `repayment_order:${row.regionCode}`, `TH${row.regionCode}`);
    const shares = await shareRepayment(tx, row);
    const documentId = await makeRepaymentOrder(tx, row, {
      no: orderNo,
      shares,
      financeName: viewer.organization.name,
    });
    await signDocument(tx, documentId, { reason: repaymentReason });
    const approved = { approvedBy: viewer.personId, approvedAt: tx.clock.now() };
    await save(tx, row, { state: to, orderNo, documentId, ...approved });
    note({
      no: row.no,
      order_no: orderNo,
      document: documentId,
      amount_fen: row.amountFen.toString(),
      ...(shares.length === 0 ? {} : { shares: shares.map((one) => `${one.treasuryCode}:${one.amountFen}`) }),
    });
  });
}

/** The treasury's own line of the repayment: exactly the amount, once. cash:bank ← recv:treasury_refund. */
export function registerRepayment(
  ctx: Ctx,
  id: string,
  input: z.output<typeof registeringRepayment>,
): Promise<RepaymentOut> {
  return step(ctx, id, 'register', ['finance_issue'], input.revision, async ({ row, to, viewer, tx, note }) => {
    const receiptNo = halfWidth(input.receipt_no).replace(/\s/g, '').toUpperCase();
    if (!/^[0-9A-Z-]{4,40}$/.test(receiptNo)) throw refuse('revenue.bad_receipt_no');
    // A payment order or a receipt of money going in is no proof of money coming back.
    if ((await store.findPaymentOrder(tx.db, receiptNo)) !== null)
      throw refuse('revenue.netted', { gap: yuan(row.amountFen) });
    const used = await store.receiptUse(tx.db, receiptNo);
    if (used !== null) throw refuse('revenue.receipt_used', { no: receiptNo, statement: used });
    const amount = BigInt(input.amount_fen);
    if (amount !== row.amountFen) {
      throw refuse('revenue.repayment_amount', { given: yuan(amount), expected: yuan(row.amountFen) });
    }
    const [day, now] = [input.received_on, tx.clock.now()];
    const issued = dayOf(row.approvedAt ?? row.openedAt);
    if (!isDay(day) || day < issued || day > dayOf(now)) throw refuse('revenue.bad_received_on', { day, issued });
    await save(tx, row, { state: to, receiptNo, receivedOn: day, registeredBy: viewer.personId, registeredAt: now });
    const posted = await ledger.post(tx, {
      kind: 'revenue.treasury_repayment',
      key: `treasury_repayment:${row.id}`,
      effectiveAt: await ledger.openInstant(tx, startOfDay(day)),
      memo: receiptNo,
      lines: [
        { account: cashBank, amount_fen: amount },
        { account: recvTreasuryRefund(row.treasuryCode), amount_fen: -amount, agency: row.agencyId },
      ],
    });
    note({ no: row.no, receipt_no: receiptNo, amount_fen: amount.toString(), transactions: [posted.transaction_id] });
  });
}

function showLine(ctx: Ctx, row: store.RepaymentRow): z.input<typeof repaymentLine> {
  const done = row.state === 'repaid' || row.state === 'lapsed';
  return {
    id: row.id,
    no: row.no,
    ground: row.ground as RepaymentGround,
    state: row.state,
    amount_fen: row.amountFen.toString(),
    treasury_code: row.treasuryCode,
    treasury_name: row.treasury.name,
    agency_name: row.agency.name,
    statement_id: row.statementId,
    statement_no: row.statement.no,
    order_id: row.refund?.order.id ?? null,
    order_no: row.refund?.order.no ?? null,
    opened_at: row.openedAt.toISOString(),
    days_open: done ? null : daysBetween(ctx, dayOf(row.openedAt), dayOf(ctx.clock.now())),
  };
}

async function show(ctx: Ctx, row: store.RepaymentRow, side: Side, viewer: Viewer): Promise<RepaymentOut> {
  return {
    ...showLine(ctx, row),
    revision: row.revision,
    side,
    receipt_of_statement: row.statement.receipt?.receiptNo ?? null,
    refund_amount_fen: row.refund?.amountFen.toString() ?? null,
    line_receipt_no: row.line?.receiptNo ?? null,
    stated_reason: row.statedReason,
    evidence: row.evidence === null ? null : canonicalJson(row.evidence as never),
    evidence_sha256: row.evidenceSha256,
    opinion: row.opinion,
    order_no_of_treasury: row.orderNo,
    document_id: row.documentId,
    receipt_no: row.receiptNo,
    received_on: row.receivedOn,
    actions: offers(row, side, viewer),
    timeline: (await store.repaymentTimeline(ctx.db, row.id)).map((event) => ({
      action: event.action,
      at: event.at.toISOString(),
      organization_name: event.organization,
      words: typeof event.facts.opinion === 'string' ? event.facts.opinion : null,
    })),
  };
}

function offers(row: store.RepaymentRow, side: Side, viewer: Viewer): Offer[] {
  const open = (action: string) => can(repaymentLifecycle, row.state, action);
  const without = (...duties: readonly Duty[]) =>
    duties.some((duty) => viewer.duties.includes(duty)) ? null : refuseAnywhere('auth.forbidden');
  const same = isSelf(viewer, row.reviewedBy) ? refuse('revenue.repayment_two_people') : null;
  const early =
    row.lineId === null && row.statement.receipt === null
      ? refuse('revenue.repayment_too_early', { no: row.statement.no })
      : null;
  const list: (Offer | null)[] =
    side === 'agency'
      ? [open('apply') ? offer('apply', without('licensing', 'steward', 'signatory') ?? early) : null]
      : side === 'finance'
        ? [
            open('review') ? offer('review', without('finance_review')) : null,
            open('approve') ? offer('approve', without('finance_issue') ?? same) : null,
            open('return') ? offer('return', without('finance_review', 'finance_issue')) : null,
            open('register') ? offer('register', without('finance_issue')) : null,
          ]
        : [];
  return list.filter((one) => one !== null);
}
