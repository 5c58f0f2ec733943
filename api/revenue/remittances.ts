/** The finance bureau's part: review, payment order by a second officer, treasury receipt, reconciliation (Article 21). */
import type { z } from 'zod';
import { act, type Note } from '#api/audit/act.ts';
import { sqlMessage, sqlState } from '#api/audit/conflict.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { nextNumber, signDocument } from '#api/documents/service.ts';
import { halfWidth } from '#api/kernel/half-width.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { fen, formatYuan, toCapitals } from '#api/kernel/money.ts';
import { regionName } from '#api/kernel/regions.ts';
import { holdsPower, isSelf, requireDuty } from '#api/kernel/rights.ts';
import { dayOf, isDay, startOfDay } from '#api/kernel/time.ts';
import { cashBank, payTreasury, recvTreasuryRefund, transitTreasury } from '#api/ledger/rules/accounts.ts';
import type { Line } from '#api/ledger/rules/posting.ts';
import * as ledger from '#api/ledger/service.ts';
import type { Duty } from '#api/organizations/rules/codes.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { requirePasswordAgain } from '#api/people/service.ts';
import type { approving, closing, issuing, receiving, returning } from './contract.ts';
import { sharesOfRemittance } from './levels.ts';
import { insertShares } from './levels-store.ts';
import { makePaymentOrderPaper, makeStatementPaper } from './papers.ts';
import { lapseRepayments } from './repayments.ts';
import { reviewChecks } from './rules/codes.ts';
import { statementLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { getStatement, save } from './statements.ts';
import * as store from './store.ts';
import { approvalReason, issuingReason } from './template.ts';
import { checksOf, type StatementOut, sideOf, wrongState } from './view.ts';

/** Working days from approval to the remittance (brief 7.3), a parameter of the region. */
const defaultRemittanceDays = 10;
const yuan = (amount: bigint): string => formatYuan(fen(amount));

/** The bureau of the statement's own level, told apart from a stranger: another bureau learns whose case it is. */
function requireBureau(
  tx: Ctx,
  viewer: Viewer,
  row: { agencyId: string; developerId: string; regionCode: string },
): void {
  if (holdsPower(viewer, 'finance_bureau', row.regionCode)) return;
  const may = sideOf(row, viewer) !== null || viewer.powers.some((held) => held.power === 'finance_bureau');
  throw may
    ? refuse('revenue.wrong_region', { region: regionName(row.regionCode, tx.locale) })
    : refuse('revenue.not_found');
}

interface Step {
  readonly row: store.StatementRow;
  readonly to: store.StatementRow['state'];
  readonly viewer: Viewer;
  readonly tx: Ctx;
  readonly note: Note;
}

/** A step of the finance bureau at the revision it saw, the statement locked. */
async function step(
  ctx: Ctx,
  id: string,
  action: 'return' | 'approve' | 'issue' | 'close' | 'withdraw' | 'reject',
  duty: Duty | readonly Duty[],
  revision: number,
  /** Answers the words that stand in the timeline, if there are any. */
  body: (step: Step) => Promise<string | undefined>,
): Promise<StatementOut> {
  const viewer = requireDuty(ctx.viewer, duty as Duty);
  return act(ctx, { action: `revenue.${action}`, subject: ['statement', id] }, async (tx, note) => {
    const seen = await store.findStatement(tx.db, id);
    if (seen === null) throw refuse('revenue.not_found');
    requireBureau(tx, viewer, seen);
    await store.lockAgreement(tx.db, seen.agreementId);
    const row = (await store.lockStatement(tx.db, id)) ?? seen;
    const taken = edge(statementLifecycle, row.state, action);
    if (taken === null) throw wrongState(row.state);
    if (row.revision !== revision) throw refuse('revenue.changed_meanwhile');
    const words = await body({ row, to: taken.to, viewer, tx, note });
    return getStatement(tx, id, { action: `revenue.${action}`, words: words ?? null });
  });
}

export function returnStatement(ctx: Ctx, id: string, input: z.output<typeof returning>): Promise<StatementOut> {
  return step(ctx, id, 'return', 'finance_review', input.revision, async ({ row, to, viewer, tx, note }) => {
    if (input.opinion === '') throw refuse('revenue.opinion_missing');
    const reviewed = { reviewedBy: viewer.personId, reviewedAt: tx.clock.now() };
    await save(tx, row, { state: to, opinion: input.opinion, ...reviewed });
    note({ no: row.no, round: row.round, opinion: input.opinion });
    return input.opinion;
  });
}

/** Compares the statement with the records, sets the due day, and seals the paper for the bureau. */
export function approveStatement(ctx: Ctx, id: string, input: z.output<typeof approving>): Promise<StatementOut> {
  return step(ctx, id, 'approve', 'finance_review', input.revision, async ({ row, to, viewer, tx, note }) => {
    const failed = (await checksOf(tx, row)).filter((one) => !one.ok);
    if (failed.length > 0) {
      const say = (locale: 'zh' | 'en') => failed.map((one) => reviewChecks.label(one.check, locale)).join('; ');
      throw refuse('revenue.check_failed', { checks: say('zh'), checks_en: say('en') });
    }
    await requirePasswordAgain(tx, input.password);
    const now = tx.clock.now();
    const key = 'remittance.deadline_working_days';
    const days = await numberParameter(tx, key, row.regionCode, defaultRemittanceDays);
    const dueOn = row.treasuryFen === 0n ? null : tx.calendar().addWorkingDays(dayOf(now), days);
    const paper = await makeStatementPaper(tx, row, dueOn);
    await signDocument(tx, paper.id, { reason: approvalReason });
    await save(tx, row, {
      state: to,
      opinion: input.opinion ?? null,
      reviewedBy: viewer.personId,
      reviewedAt: now,
      dueOn,
      documentId: paper.id,
    });
    note({
      no: row.no,
      round: row.round,
      opinion: input.opinion ?? null,
      due_on: dueOn,
      document: paper.id,
      sha256: paper.sha256,
    });
    return input.opinion;
  });
}

interface Remitted {
  readonly amountFen: bigint;
  /** Empty where nothing is shared. */
  readonly shares: readonly { readonly treasuryCode: string; readonly amountFen: bigint }[];
}

const treasuriesOf = (row: { treasuryCode: string }, shares: Remitted['shares']): string[] =>
  shares.length === 0 ? [row.treasuryCode] : shares.map((one) => one.treasuryCode);

/** What is on its way to the treasuries of a payment order: whole to its own, or divided as the order is. */
function onItsWay(row: store.StatementRow, order: Remitted, sign: bigint): Line[] {
  const { treasuryCode, agencyId: agency } = row;
  const parts = order.shares.length === 0 ? [{ treasuryCode, amountFen: order.amountFen }] : order.shares;
  return parts.map((one) => ({ account: transitTreasury(one.treasuryCode), amount_fen: sign * one.amountFen, agency }));
}

/** 一般缴款书, by another officer than the reviewer. Posts pay:treasury → transit:treasury. */
export function issuePaymentOrder(ctx: Ctx, id: string, input: z.output<typeof issuing>): Promise<StatementOut> {
  return step(ctx, id, 'issue', 'finance_issue', input.revision, async ({ row, to, viewer, tx, note }) => {
    if (isSelf(viewer, row.reviewedBy)) throw refuse('revenue.two_people');
    if (row.treasuryFen === 0n || row.dueOn === null) throw refuse('revenue.nothing_due');
    const now = tx.clock.now();
    const budgetYear = Number(dayOf(now).slice(0, 4));
    const subject = await store.currentSubject(tx.db, budgetYear);
    if (subject === null) throw refuse('revenue.no_budget_subject', { year: String(budgetYear) });
    await requirePasswordAgain(tx, input.password);
    const no = await nextNumber(tx, `payment_order:${row.regionCode}`, `JK${row.regionCode}`);
    const amountWords = toCapitals(fen(row.treasuryFen));
    const shared = await sharesOfRemittance(tx, row);
    const paper = await makePaymentOrderPaper(tx, row, {
      shares: shared?.shares ?? [],
      no,
      budgetYear,
      subjectCode: subject.code,
      subjectNames: subject.names,
      amountWords,
      dueOn: row.dueOn,
      financeName: viewer.organization.name,
    });
    await signDocument(tx, paper.id, { reason: issuingReason });
    const id = newId(tx, 'paymentOrder');
    await store.insertPaymentOrder(tx.db, {
      id,
      no,
      statementId: row.id,
      treasuryCode: row.treasuryCode,
      budgetYear,
      subjectCode: subject.code,
      subjectNames: subject.names,
      budgetLevel: row.treasury.level,
      payerName: row.developer.name,
      payerUscc: row.developer.uscc,
      amountFen: row.treasuryFen,
      amountWords,
      documentId: paper.id,
      issuedBy: viewer.personId,
      issuedAt: now,
    });
    if (shared !== null) await insertShares(tx.db, id, shared.ruleId, shared.shares);
    await save(tx, row, { state: to });
    const posted = await ledger.post(tx, {
      kind: 'revenue.remittance',
      key: `remittance:${no}`,
      effectiveAt: now,
      memo: no,
      lines: [
        { account: payTreasury(row.treasuryCode), amount_fen: row.treasuryFen, agency: row.agencyId },
        ...onItsWay(row, { amountFen: row.treasuryFen, shares: shared?.shares ?? [] }, -1n),
      ],
    });
    const facts = { no: row.no, payment_order: no, amount_fen: row.treasuryFen.toString(), document: paper.id };
    note({ ...facts, sha256: paper.sha256, transactions: [posted.transaction_id] });
    return undefined;
  });
}

/**
 * The approval taken back before a payment order exists. Refunds that came meanwhile stand in recv:treasury_refund while
 * the payable is whole: the two meet here, the cases lapse, and the statement is drawn again without what went back.
 */
export function withdrawApproval(ctx: Ctx, id: string, input: z.output<typeof returning>): Promise<StatementOut> {
  return step(ctx, id, 'withdraw', 'finance_review', input.revision, async ({ row, to, tx, note }) => {
    if (input.opinion === '') throw refuse('revenue.opinion_missing');
    const { backFen, cases } = await lapseRepayments(tx, row);
    await save(tx, row, { state: to, opinion: input.opinion });
    const { agencyId: agency, treasuryCode } = row;
    const transactions: string[] = [];
    if (backFen > 0n) {
      const posted = await ledger.post(tx, {
        kind: 'revenue.approval_withdrawn',
        key: `approval_withdrawn:${row.id}:${row.round}`,
        effectiveAt: tx.clock.now(),
        memo: row.no,
        lines: [
          { account: payTreasury(treasuryCode), amount_fen: backFen, agency },
          { account: recvTreasuryRefund(treasuryCode), amount_fen: -backFen, agency },
        ],
      });
      transactions.push(posted.transaction_id);
    }
    note({ no: row.no, round: row.round, opinion: input.opinion, lapsed: cases, transactions });
    return input.opinion;
  });
}

/**
 * 缴款书作废: the treasury or the bank sent the order back. transit:treasury → pay:treasury, less what was refunded
 * meanwhile, which closes its claims instead (case 22). The statement is drawn again.
 */
export function rejectPaymentOrder(ctx: Ctx, id: string, input: z.output<typeof returning>): Promise<StatementOut> {
  return step(ctx, id, 'reject', 'finance_issue', input.revision, async ({ row, to, viewer, tx, note }) => {
    const order = row.paymentOrder;
    if (input.opinion === '') throw refuse('revenue.reason_missing');
    if (order === null) throw wrongState(row.state);
    if (await store.hasBookedLines(tx.db, row.id)) throw refuse('revenue.lines_booked');
    const { backFen, cases } = await lapseRepayments(tx, row);
    const now = tx.clock.now();
    await store.voidOrder(tx.db, {
      paymentOrderId: order.id,
      reason: input.opinion,
      voidedBy: viewer.personId,
      voidedAt: now,
    });
    await save(tx, row, { state: to, opinion: input.opinion });
    const { agencyId: agency, treasuryCode } = row;
    const posted = await ledger.post(tx, {
      kind: 'revenue.order_voided',
      key: `order_voided:${order.no}`,
      effectiveAt: now,
      memo: order.no,
      lines: [
        ...onItsWay(row, order, 1n),
        { account: payTreasury(treasuryCode), amount_fen: backFen - order.amountFen, agency },
        { account: recvTreasuryRefund(treasuryCode), amount_fen: -backFen, agency },
      ],
    });
    const facts = { no: row.no, payment_order: order.no, opinion: input.opinion, lapsed: cases };
    note({ ...facts, transactions: [posted.transaction_id] });
    return input.opinion;
  });
}

/** What the treasury reports as received. Matches one payment order to the fen and to the treasury, once. */
export async function registerReceipt(ctx: Ctx, input: z.output<typeof receiving>): Promise<StatementOut> {
  requireDuty(ctx.viewer, 'finance_issue');
  const subject = ['statement', input.payment_order_no] as const;
  return act(ctx, { action: 'revenue.receive', subject }, (tx, note) => receive(tx, note, input));
}

/**
 * The registration inside an open act. `settles` is what lay with the treasury uncounted and now counts (补缴, 更正);
 * `before` are postings of the same act.
 */
export async function receive(
  tx: Ctx,
  note: Note,
  input: z.output<typeof receiving>,
  settles: readonly { readonly treasuryCode: string; readonly amountFen: bigint }[] = [],
  before: readonly string[] = [],
): Promise<StatementOut> {
  const viewer = requireDuty(tx.viewer, 'finance_issue');
  {
    const order = await store.findPaymentOrder(tx.db, input.payment_order_no);
    const row = order === null ? null : await store.lockStatement(tx.db, order.statementId);
    if (order === null || row === null || order.voided !== null) {
      throw refuse('revenue.unknown_payment_order', { no: input.payment_order_no });
    }
    requireBureau(tx, viewer, row);
    const receiptNo = halfWidth(input.receipt_no).replace(/\s/g, '').toUpperCase();
    if (!/^[0-9A-Z-]{4,40}$/.test(receiptNo)) throw refuse('revenue.bad_receipt_no');
    const used = await store.findReceipt(tx.db, receiptNo);
    if (used !== null) throw refuse('revenue.receipt_used', { no: receiptNo, statement: used.statement.no });
    if (row.receipt !== null) throw refuse('revenue.already_received', { no: row.receipt.receiptNo });
    const taken = edge(statementLifecycle, row.state, 'receive');
    if (taken === null) throw wrongState(row.state);
    await checkTreasury(tx, row, input.treasury_code);
    const amount = BigInt(input.amount_fen);
    if (amount < order.amountFen) await refuseNetting(tx, row.treasuryCode, order.amountFen - amount);
    if (amount !== order.amountFen) {
      throw refuse('revenue.wrong_amount', { given: yuan(amount), expected: yuan(order.amountFen) });
    }
    const now = tx.clock.now();
    const issued = dayOf(order.issuedAt);
    const day = input.received_on;
    if (!isDay(day) || day < issued || day > dayOf(now)) throw refuse('revenue.bad_received_on', { day, issued });
    await once(receiptNo, () =>
      store.insertReceipt(tx.db, {
        id: newId(tx, 'receipt'),
        receiptNo,
        treasuryCode: input.treasury_code,
        paymentOrderNo: order.no,
        statementId: row.id,
        amountFen: amount,
        receivedOn: day,
        registeredBy: viewer.personId,
        registeredAt: now,
      }),
    );
    await save(tx, row, { state: taken.to });
    const posted = await ledger.post(tx, {
      kind: 'revenue.treasury_receipt',
      key: `treasury_receipt:${row.id}`,
      effectiveAt: await ledger.openInstant(tx, startOfDay(day)),
      memo: receiptNo,
      lines: [
        ...onItsWay(row, order, 1n),
        ...settles.map((one) => ({
          account: recvTreasuryRefund(one.treasuryCode),
          amount_fen: -one.amountFen,
          agency: row.agencyId,
        })),
        { account: cashBank, amount_fen: settles.reduce((sum, one) => sum + one.amountFen, 0n) - amount },
      ],
    });
    const facts = { no: row.no, payment_order: order.no, receipt_no: receiptNo, received_on: day };
    note({ ...facts, amount_fen: amount.toString(), transactions: [...before, posted.transaction_id] }, row.id);
    return getStatement(tx, row.id, { action: 'revenue.receive' });
  }
}

/** 坐支: what the treasury has to pay back is not taken off what is due to it, however convenient (brief 6.1.2). */
async function refuseNetting(tx: Ctx, treasuryCode: string, gap: bigint): Promise<void> {
  if (await looksNetted(tx, treasuryCode, gap)) throw refuse('revenue.netted', { gap: yuan(gap) });
}

export async function looksNetted(ctx: Ctx, treasuryCode: string, gap: bigint): Promise<boolean> {
  const claims = await store.openClaims(ctx.db, treasuryCode);
  return claims.includes(gap) || (claims.length > 0 && claims.reduce((sum, one) => sum + one, 0n) === gap);
}

/** Same level and same region, or the difference by name: unknown, another level, another treasury (Article 21). */
async function checkTreasury(tx: Ctx, row: store.StatementRow, code: string): Promise<void> {
  if (code === row.treasuryCode) return;
  const given = await store.findTreasury(tx.db, code);
  if (given === null) throw refuse('revenue.treasury_unknown', { code });
  const names = { expected: row.treasury.name, given: given.name };
  throw given.level === row.treasury.level
    ? refuse('revenue.wrong_treasury', names)
    : refuse('revenue.wrong_level', names);
}

/** Two registrations of one receipt at the same instant: one stands, the other is told. */
async function once(receiptNo: string, run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    const unique = sqlState(error) === '23505' || (error as { code?: string }).code === 'P2002';
    if (!unique) throw error;
    const what = sqlMessage(error) ?? '';
    throw what.includes('statement_id')
      ? refuse('revenue.already_received', { no: receiptNo })
      : refuse('revenue.receipt_used', { no: receiptNo, statement: '' });
  }
}

/**
 * Reconciles three ways (statement, payment order, treasury receipt) and against the ledger, then locks. A statement whose
 * government part is zero has nothing to remit: it closes from `approved`, without a payment order.
 */
export function closeStatement(ctx: Ctx, id: string, input: z.output<typeof closing>): Promise<StatementOut> {
  const duties = ['finance_review', 'finance_issue'] as const;
  return step(ctx, id, 'close', duties, input.revision, async ({ row, to, viewer, tx, note }) => {
    const { paymentOrder, receipt, treasuryFen, treasuryCode } = row;
    if (row.state === 'approved' && treasuryFen !== 0n) throw refuse('revenue.still_due', { due: yuan(treasuryFen) });
    if (treasuryFen !== 0n) {
      // Orders issued before voiding existed were posted under the statement's id.
      const payable = payTreasury(treasuryCode).id;
      const issued =
        (await store.postedUnder(tx.db, `remittance:${paymentOrder?.no}`, payable)) ??
        (await store.postedUnder(tx.db, `remittance:${id}`, payable));
      let received = 0n;
      for (const code of treasuriesOf(row, paymentOrder?.shares ?? []))
        received += (await store.postedUnder(tx.db, `treasury_receipt:${id}`, transitTreasury(code).id)) ?? 0n;
      const same = [paymentOrder?.amountFen, receipt?.amountFen, issued, received].every((one) => one === treasuryFen);
      const code = paymentOrder?.treasuryCode === treasuryCode && receipt?.treasuryCode === treasuryCode;
      if (!same || !code || receipt?.paymentOrderNo !== paymentOrder?.no) {
        throw refuse('revenue.not_reconciled', {
          statement: yuan(treasuryFen),
          order: yuan(paymentOrder?.amountFen ?? 0n),
          receipt: yuan(receipt?.amountFen ?? 0n),
        });
      }
    }
    await save(tx, row, { state: to, closedBy: viewer.personId, closedAt: tx.clock.now() });
    note({ no: row.no, treasury_fen: treasuryFen.toString(), remitted: treasuryFen !== 0n });
    return undefined;
  });
}
