/** Statements from drawing to the confirmation of both parties. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { nextNumber, openPdf } from '#api/documents/service.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { auditReach, requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { periodOf, startOfDay } from '#api/kernel/time.ts';
import { requirePasswordAgain } from '#api/people/service.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import { allocateSale } from './allocate.ts';
import type { confirming, drawing, redrawing, revenueOperations } from './contract.ts';
import type { StatementState } from './rules/codes.ts';
import { statementLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { isClosed, totalsOf } from './rules/statement.ts';
import * as store from './store.ts';
import type { Pending } from './view.ts';
import { type StatementOut, showLine, showStatement, sideOf, wrongState } from './view.ts';

type Query = z.output<(typeof revenueOperations.listStatements)['query']>;

const financeRegions = (viewer: Viewer): string[] =>
  viewer.powers.filter((held) => held.power === 'finance_bureau').map((held) => held.regionCode);

export async function listStatements(ctx: Ctx, query: Query) {
  const viewer = requireViewer(ctx.viewer);
  const wanted: store.Wanted = {
    organizationId: viewer.organization.id,
    regionCodes: [...financeRegions(viewer), ...auditReach(viewer)],
    ...(query.state === undefined ? {} : { states: [query.state] }),
    ...(query.period === undefined ? {} : { period: query.period }),
  };
  const { rows, total } = await store.listStatements(ctx.db, wanted, query.page, query.page_size);
  return { items: rows.map((row) => showLine(ctx, row)), total, page: query.page, page_size: query.page_size };
}

/** Months of the own agreements that are over, had sales and have no statement yet. */
export async function listPending(ctx: Ctx) {
  const viewer = requireViewer(ctx.viewer);
  const rows = await store.periodsToState(ctx.db, viewer.organization.id, periodOf(ctx.clock.now()));
  return {
    items: rows.map((row) => ({
      agreement_id: row.agreement_id,
      agreement_no: row.agreement_no,
      period: row.period,
      treasury_code: row.treasury_code,
      treasury_name: row.treasury_name,
      orders: Number(row.orders),
      gross_fen: row.gross.toString(),
    })),
  };
}

/** @param pending what the act in progress does, so that its answer already tells of it. */
export async function getStatement(ctx: Ctx, id: string, pending: Pending | null = null): Promise<StatementOut> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findStatement(ctx.db, id);
  const side = row === null ? null : sideOf(row, viewer);
  if (row === null || side === null) throw refuse('revenue.not_found');
  return showStatement(ctx, row, side, pending);
}

/** A party's person who may draw: for the agency its steward or signatory, for the developer its developer or signatory. */
const drawingDuties = ['steward', 'signatory', 'developer'] as const;

/** What was paid in a month and never split (a crash, a lost job) is split now, so that no order is missing. */
async function splitMonth(tx: Ctx, agreementId: string, period: string): Promise<string[]> {
  const [year = 0, month = 0] = period.split('-').map(Number);
  const next = month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
  const transactions: string[] = [];
  for (const orderId of await store.unallocatedOrders(tx.db, agreementId, startOfDay(`${next}-01`))) {
    const made = await allocateSale(tx, orderId);
    if (made !== null) transactions.push(made.transactionId);
  }
  return transactions;
}

/** The sales of a closed month that belong to one treasury, with their parts, as they stand now. */
async function closedMonth(tx: Ctx, key: store.StatementKey) {
  const sales = await store.salesOf(tx.db, key);
  if (sales.length === 0) throw refuse('revenue.nothing_sold', { period: key.period });
  const lines = sales.map((sale) => sale.line);
  return { lines, totals: totalsOf(lines) };
}

/**
 * The treasury a statement is drawn for: the one that is asked for, else the first of the month's that has none yet. An
 * agency that moved within the month has sales of both.
 */
async function treasuryToState(tx: Ctx, agreementId: string, period: string, asked: string | undefined) {
  const sold = await store.treasuriesOf(tx.db, agreementId, period);
  const wanted = asked === undefined ? sold : sold.filter((one) => one.treasuryCode === asked);
  if (wanted.length === 0) throw refuse('revenue.nothing_sold', { period });
  let drawn = '';
  for (const one of wanted) {
    const present = await store.statementOf(tx.db, { agreementId, period, treasuryCode: one.treasuryCode });
    if (present === null) return one;
    drawn = present.no;
  }
  throw refuse('revenue.statement_exists', { period, no: drawn });
}

export async function drawStatement(ctx: Ctx, input: z.output<typeof drawing>): Promise<StatementOut> {
  const viewer = requireDuty(ctx.viewer, drawingDuties);
  return act(ctx, { action: 'revenue.draw', subject: ['statement', 'new'] }, async (tx, note) => {
    const agreement = await store.lockAgreement(tx.db, input.agreement_id);
    const own = viewer.organization.id;
    if (agreement === null || (agreement.agencyId !== own && agreement.developerId !== own)) {
      throw refuse('revenue.agreement_not_found');
    }
    const { period } = input;
    if (!isClosed(period, periodOf(tx.clock.now()))) throw refuse('revenue.period_open', { period });
    const transactions = await splitMonth(tx, agreement.id, period);
    const { treasuryCode, regionCode } = await treasuryToState(tx, agreement.id, period, input.treasury_code);
    const { lines, totals } = await closedMonth(tx, { agreementId: agreement.id, period, treasuryCode });
    const id = newId(tx, 'statement');
    const no = await nextNumber(tx, 'statement', 'ZD');
    await store.insertStatement(tx.db, {
      id,
      no,
      agreementId: agreement.id,
      agencyId: agreement.agencyId,
      developerId: agreement.developerId,
      period,
      regionCode,
      treasuryCode,
      state: 'drawn',
      revision: 1,
      round: 1,
      ...totals,
      drawnBy: viewer.personId,
      drawnAt: tx.clock.now(),
    });
    await store.insertStatementLines(tx.db, id, 1, lines);
    const facts = { no, period, agreement: agreement.id, net_fen: totals.netFen.toString() };
    note({ ...facts, treasury_fen: totals.treasuryFen.toString(), transactions }, id);
    return getStatement(tx, id, { action: 'revenue.draw' });
  });
}

/** A new round after a return: figures as they stand now, earlier confirmations belong to the earlier round and are void. */
export async function redrawStatement(ctx: Ctx, id: string, input: z.output<typeof redrawing>): Promise<StatementOut> {
  const viewer = requireDuty(ctx.viewer, drawingDuties);
  return act(ctx, { action: 'revenue.redraw', subject: ['statement', id] }, async (tx, note) => {
    const { row, to } = await partyStep(tx, id, viewer, 'redraw', input.revision);
    const transactions = await splitMonth(tx, row.agreementId, row.period);
    const { lines, totals } = await closedMonth(tx, row);
    const round = row.round + 1;
    await store.insertStatementLines(tx.db, id, round, lines);
    await save(tx, row, { state: to, round, ...totals, drawnBy: viewer.personId, drawnAt: tx.clock.now() });
    note({ no: row.no, round, net_fen: totals.netFen.toString(), transactions });
    return getStatement(tx, id, { action: 'revenue.redraw' });
  });
}

/** The statement locked for a step of one of its parties, and where the step leads. */
async function partyStep(tx: Ctx, id: string, viewer: Viewer, action: string, revision: number) {
  const found = await store.findStatement(tx.db, id);
  const side = found === null ? null : sideOf(found, viewer);
  if (found === null || side === null) throw refuse('revenue.not_found');
  if (side === 'finance' || side === 'audit') throw refuse('revenue.not_a_party');
  await store.lockAgreement(tx.db, found.agreementId);
  const row = (await store.lockStatement(tx.db, id)) ?? found;
  const taken = edge(statementLifecycle, row.state, action);
  if (taken === null) throw wrongState(row.state);
  if (row.revision !== revision) throw refuse('revenue.changed_meanwhile');
  return { row, side, to: taken.to };
}

export async function save(
  tx: Ctx,
  row: { id: string; revision: number; state: StatementState },
  data: Parameters<typeof store.saveAt>[2],
): Promise<void> {
  if (!(await store.saveAt(tx.db, row, data))) throw refuse('revenue.changed_meanwhile');
}

/** SHA-256 of what a party confirms: every figure of the round. Stands in the audit record beside the confirmation. */
function confirmedText(row: store.StatementRow): string {
  const lines = row.lines
    .filter((line) => line.round === row.round)
    .map((line) => [
      line.order.no,
      line.grossFen,
      line.refundsFen,
      line.treasuryFen,
      line.developerFen,
      line.operatorFen,
    ])
    .map((line) => line.join('|'))
    .sort();
  return sha256(canonicalJson({ no: row.no, round: row.round, net_fen: row.netFen.toString(), lines }));
}

/** One party confirms, by a signatory and with the own password again; the second confirmation sends it to finance. */
export async function confirmStatement(
  ctx: Ctx,
  id: string,
  input: z.output<typeof confirming>,
): Promise<StatementOut> {
  const viewer = requireDuty(ctx.viewer, 'signatory');
  return act(ctx, { action: 'revenue.confirm', subject: ['statement', id] }, async (tx, note) => {
    const seen = await store.findStatement(tx.db, id);
    const own = viewer.organization.id;
    const confirmed = (one: { round: number; organizationId: string }) =>
      one.round === seen?.round && one.organizationId === own;
    // Asked before the state: a second confirmation is told that it is the second, whatever has happened since.
    if (seen?.confirmations.some(confirmed)) throw refuse('revenue.already_confirmed');
    const { row } = await partyStep(tx, id, viewer, 'confirm', input.revision);
    if (row.confirmations.some(confirmed)) throw refuse('revenue.already_confirmed');
    await requirePasswordAgain(tx, input.password);
    const others = row.confirmations.filter((one) => one.round === row.round).length;
    const taken = edge(statementLifecycle, row.state, others > 0 ? 'complete' : 'confirm');
    if (taken === null) throw wrongState(row.state);
    await store.insertConfirmation(tx.db, {
      statementId: id,
      round: row.round,
      organizationId: own,
      personId: viewer.personId,
      at: tx.clock.now(),
    });
    await save(tx, row, { state: taken.to });
    note({ no: row.no, round: row.round, sha256: confirmedText(row) });
    return getStatement(tx, id, { action: 'revenue.confirm' });
  });
}

export interface Paper {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly sha256: string;
}

/** The approved statement, or its payment order, as the PDF with its signatures; for those who may see the statement. */
export async function openPaper(ctx: Ctx, id: string, which: 'statement' | 'payment_order'): Promise<Paper> {
  const row = await store.findStatement(ctx.db, id);
  if (row === null || sideOf(row, requireViewer(ctx.viewer)) === null) throw refuse('revenue.not_found');
  const documentId = which === 'statement' ? row.documentId : (row.paymentOrder?.documentId ?? null);
  if (documentId === null) throw refuse('revenue.not_found');
  const { bytes, no, sha256 } = await openPdf(ctx, documentId);
  return { bytes, name: `${no}.pdf`, sha256 };
}
