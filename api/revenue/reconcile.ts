/**
 * 国库对账: the treasury's own lines against payment orders and statements. What agrees is registered with one key; what
 * differs has a name and its own way to be put right. No line is edited: money that cannot be counted lies on
 * recv:treasury_refund until a correction, a supplement or a repayment settles it (reverse and rebook, brief 6.3).
 */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { act, type Note } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { fen, formatYuan } from '#api/kernel/money.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireDuty } from '#api/kernel/rights.ts';
import { dayOf, startOfDay } from '#api/kernel/time.ts';
import { cashBank, recvTreasuryRefund } from '#api/ledger/rules/accounts.ts';
import * as ledger from '#api/ledger/service.ts';
import { daysBetween } from '#api/orders/view.ts';
import { type Reader, requireReader } from './readers.ts';
import { receive } from './remittances.ts';
import { openRepayment } from './repayments.ts';
import { readReport } from './report-file.ts';
import { type RepaymentGround, type TreasuryDifference, treasuryDifferences } from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';
import { differenceOf, type ReportedLine } from './rules/treasury-line.ts';
import * as revenueStore from './store.ts';
import type {
  bookingLine,
  correctingLine,
  explainingLine,
  importShape,
  treasuryLineShape,
  treasuryOperations,
} from './treasury-contract.ts';
import * as store from './treasury-store.ts';
import { lateDays } from './view.ts';

const yuan = (amount: bigint): string => formatYuan(fen(amount));
export type TreasuryLineOut = z.input<typeof treasuryLineShape>;

function bureau(ctx: Ctx): { viewer: Viewer; region: string; regions: string[] } {
  const viewer = requireDuty(ctx.viewer, 'finance_issue');
  const regions = viewer.powers.filter((held) => held.power === 'finance_bureau').map((held) => held.regionCode);
  const [region] = regions;
  if (region === undefined) throw refuseAnywhere('auth.forbidden');
  return { viewer, region, regions };
}

/** Takes a report in, once: the same bytes answer the first import, a line known from another file is skipped. */
export async function importReport(
  ctx: Ctx,
  input: { readonly file_name: string; readonly bytes: Uint8Array },
): Promise<z.input<typeof importShape>> {
  const { viewer, region } = bureau(ctx);
  const lines = readReport(input.bytes);
  const sha256 = createHash('sha256').update(input.bytes).digest('hex');
  return act(ctx, { action: 'revenue.import_report', subject: ['treasury_report', 'new'] }, async (tx, note) => {
    const before = await store.reportBySha(tx.db, region, sha256);
    if (before !== null) {
      note({ sha256, already: true }, before.id);
      return { id: before.id, again: true, lines: before.lineCount, known: before.lineCount, exact: 0, differences: 0 };
    }
    const known = await store.linesByReceipt(
      tx.db,
      lines.map((one) => one.receiptNo),
    );
    const fresh: ReportedLine[] = [];
    for (const line of lines) {
      const seen = known.get(line.receiptNo) ?? fresh.find((one) => one.receiptNo === line.receiptNo);
      if (seen === undefined) fresh.push(line);
      else if (!sameLine(seen, line)) throw refuse('revenue.receipt_differs', { no: line.receiptNo });
    }
    const judged = await judge(tx, fresh, region);
    const id = newId(tx, 'treasuryReport');
    const counts = { lineCount: lines.length, knownCount: lines.length - fresh.length };
    await store.insertReport(
      tx.db,
      {
        id,
        regionCode: region,
        fileName: input.file_name.slice(0, 200),
        sha256,
        ...counts,
        importedBy: viewer.personId,
        importedAt: tx.clock.now(),
      },
      judged.map(({ line, difference, statementId, matched }, at) => ({
        id: newId(tx, 'treasuryLine'),
        reportId: id,
        line: at + 1,
        ...line,
        difference,
        statementId,
        // A receipt that an officer entered by hand before is the same fact.
        ...(matched
          ? { state: 'settled' as const, settledHow: 'matched', settledBy: viewer.personId, settledAt: tx.clock.now() }
          : { state: 'open' as const }),
      })),
    );
    const differences = judged.filter((one) => one.difference !== null).length;
    note({ sha256, lines: lines.length, known: counts.knownCount, differences }, id);
    const exact = judged.filter((one) => one.difference === null && !one.matched).length;
    return { id, again: false, lines: lines.length, known: counts.knownCount, exact, differences };
  });
}

const sameLine = (a: ReportedLine, b: ReportedLine): boolean =>
  a.paymentOrderNo === b.paymentOrderNo &&
  a.amountFen === b.amountFen &&
  a.subjectCode === b.subjectCode &&
  a.treasuryCode === b.treasuryCode &&
  a.level === b.level &&
  a.receivedOn === b.receivedOn;

async function judge(tx: Ctx, lines: readonly ReportedLine[], region: string) {
  const orders = await store.expectedOrders(
    tx.db,
    lines.map((one) => one.paymentOrderNo),
    region,
  );
  const levels = await store.levelsOfTreasuries(tx.db);
  const claims = new Map<string, bigint[]>();
  for (const code of new Set([...orders.values()].map((one) => one.treasuryCode))) {
    claims.set(code, await revenueStore.openClaims(tx.db, code));
  }
  const taken = new Set<string>();
  return lines.map((line) => {
    const order = orders.get(line.paymentOrderNo);
    if (order === undefined) return { line, difference: differenceOf(line, null), statementId: null, matched: false };
    const { receipt, treasuryLines, dueOn } = order.statement;
    const matched = receipt?.receiptNo === line.receiptNo && receipt.amountFen === line.amountFen;
    const open = claims.get(order.treasuryCode) ?? [];
    const difference = matched
      ? null
      : differenceOf(line, {
          amountFen: order.amountFen,
          subjectCode: order.subjectCode,
          treasuryCode: order.treasuryCode,
          level: order.budgetLevel,
          dueOn,
          received:
            receipt !== null ||
            taken.has(order.no) ||
            treasuryLines.some((one) => one.state === 'open' && one.difference === null),
          heldShortFen: treasuryLines
            .filter((one) => one.state === 'difference' && (one.difference === 'short' || one.difference === 'netted'))
            .reduce((sum, one) => sum + one.heldFen, 0n),
          givenLevel: levels.get(line.treasuryCode) ?? null,
          netted: (gap) => open.includes(gap) || (open.length > 0 && open.reduce((sum, one) => sum + one, 0n) === gap),
        });
    if (difference === null) taken.add(order.no);
    return { line, difference, statementId: order.statementId, matched };
  });
}

/** One key: registers every open line that agrees in everything. Each is an act of its own; one that is refused stays open. */
export async function confirmExact(ctx: Ctx): Promise<{ confirmed: number; amount_fen: string; left: number }> {
  const { regions } = bureau(ctx);
  const { idempotency: _once, ...plain } = ctx;
  let [confirmed, amount, left] = [0, 0n, 0];
  for (const id of await store.exactLines(ctx.db, regions)) {
    try {
      amount += BigInt((await settle(plain, id, 'confirm', {})).amount_fen);
      confirmed += 1;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && 'sentence' in error)) throw error;
      left += 1;
    }
  }
  return { confirmed, amount_fen: amount.toString(), left };
}

type Way = 'confirm' | 'book' | 'correct' | 'repay' | 'explain';

/** Which ways are open for a line, by its difference and by whether it is on the books. */
function waysOf(row: { state: string; difference: string | null; heldFen: bigint; repayment: unknown }): Way[] {
  const difference = row.difference as TreasuryDifference | null;
  if (row.state === 'settled') return [];
  if (row.state === 'open') {
    if (difference === null || difference === 'late' || difference === 'supplement' || difference === 'over')
      return ['confirm'];
    return difference === 'unknown_order' ? ['explain'] : ['book'];
  }
  if (difference === 'wrong_level' || difference === 'wrong_treasury') return ['correct', 'repay'];
  return difference === 'wrong_account' ? ['correct', 'repay'] : difference === 'duplicate' ? ['repay'] : [];
}

const grounds: Partial<Record<TreasuryDifference, RepaymentGround>> = {
  duplicate: 'duplicate',
  wrong_level: 'wrong_level',
  wrong_treasury: 'wrong_treasury',
  wrong_account: 'wrong_account',
};

interface Words {
  readonly note?: string | undefined;
  readonly document_no?: string | undefined;
}

async function settle(ctx: Ctx, id: string, way: Way, words: Words): Promise<TreasuryLineOut> {
  const { viewer, regions } = bureau(ctx);
  const subject =
    way === 'confirm' || way === 'correct' ? (['statement', id] as const) : (['treasury_line', id] as const);
  const action = way === 'confirm' || way === 'correct' ? 'revenue.receive' : `revenue.${way}_line`;
  return act(ctx, { action, subject }, async (tx, note) => {
    const row = await store.lockLine(tx.db, id);
    if (row === null || !regions.includes(row.report.regionCode)) throw refuse('revenue.line_not_found');
    if (row.state === 'settled') throw refuse('revenue.line_settled');
    if (!waysOf(row).includes(way)) {
      const difference = row.difference as TreasuryDifference | null;
      const say = (locale: 'zh' | 'en') => (difference === null ? '-' : treasuryDifferences.label(difference, locale));
      throw refuse('revenue.line_action', { what: say('zh'), what_en: say('en') });
    }
    const done = { settledBy: viewer.personId, settledAt: tx.clock.now(), settledNote: words.note ?? null };
    const saved = await put(tx, note, row, way, words, done);
    if (!saved) throw refuse('revenue.line_settled');
    const after = await store.findLine(tx.db, id);
    if (after === null) throw refuse('revenue.line_not_found');
    return showLine(tx, after);
  });
}

type Done = { settledBy: string; settledAt: Date; settledNote: string | null };

async function put(tx: Ctx, note: Note, row: store.LineRow, way: Way, words: Words, done: Done): Promise<boolean> {
  const base = { line: row.receiptNo, difference: row.difference, amount_fen: row.amountFen.toString() };
  if (way === 'explain') {
    if ((words.note ?? '') === '') throw refuse('revenue.reason_missing');
    note({ ...base, opinion: words.note ?? null });
    return store.saveLine(tx.db, row.id, { state: 'settled', settledHow: 'explained', ...done });
  }
  const statement = row.statementId === null ? null : await revenueStore.lockStatement(tx.db, row.statementId);
  if (statement === null) throw refuse('revenue.unknown_payment_order', { no: row.paymentOrderNo });
  switch (way) {
    case 'book':
      note({ ...base, transactions: [await hold(tx, statement, row, row.amountFen)] });
      return store.saveLine(tx.db, row.id, { state: 'difference', heldFen: row.amountFen });
    case 'repay': {
      const ground = grounds[row.difference as TreasuryDifference] ?? 'duplicate';
      const opening = { ground, amountFen: row.heldFen, lineId: row.id, treasuryCode: row.treasuryCode };
      note({ ...base, repayment: await openRepayment(tx, statement, opening) });
      return store.saveLine(tx.db, row.id, { state: 'settled', settledHow: 'repayment', ...done });
    }
    case 'correct': {
      if ((words.document_no ?? '') === '') throw refuse('revenue.document_missing');
      // A line that is wrong in its amount as well is no correction of the order: its money is repaid.
      const due = statement.paymentOrder?.amountFen ?? 0n;
      if (row.heldFen !== due) throw refuse('revenue.wrong_amount', { given: yuan(row.heldFen), expected: yuan(due) });
      await register(tx, note, statement, row, [{ treasuryCode: row.treasuryCode, amountFen: row.heldFen }], []);
      note({ document_no: words.document_no ?? '' }, statement.id);
      const documentNo = words.document_no ?? null;
      return store.saveLine(tx.db, row.id, { state: 'settled', settledHow: 'corrected', documentNo, ...done });
    }
    case 'confirm':
      return confirm(tx, note, statement, row, done);
  }
}

async function confirm(tx: Ctx, note: Note, statement: revenueStore.StatementRow, row: store.LineRow, done: Done) {
  if (row.difference === 'late' && (done.settledNote ?? '') === '') throw refuse('revenue.reason_missing');
  const short =
    row.difference === 'supplement' || row.difference === 'over' ? await store.shortLines(tx.db, statement.id) : [];
  const before: string[] = [];
  let heldFen = 0n;
  if (row.difference === 'over') {
    const due = (statement.paymentOrder?.amountFen ?? 0n) - short.reduce((sum, one) => sum + one.heldFen, 0n);
    heldFen = row.amountFen - due;
    before.push(await hold(tx, statement, row, heldFen));
  }
  await register(
    tx,
    note,
    statement,
    row,
    short.map((one) => ({ treasuryCode: one.treasuryCode, amountFen: one.heldFen })),
    before,
  );
  for (const one of short) {
    await store.saveLine(tx.db, one.id, { state: 'settled', settledHow: 'supplemented', ...done });
  }
  if (heldFen > 0n) await openRepayment(tx, statement, { ground: 'over', amountFen: heldFen, lineId: row.id });
  const settledHow = heldFen > 0n ? 'repayment' : row.difference === 'supplement' ? 'supplemented' : 'matched';
  return store.saveLine(tx.db, row.id, { state: 'settled', heldFen, settledHow, ...done });
}

/** Money that lies with a treasury and does not count: cash:bank → recv:treasury_refund of the treasury where it lies. */
async function hold(
  tx: Ctx,
  statement: revenueStore.StatementRow,
  row: store.LineRow,
  amountFen: bigint,
): Promise<string> {
  const posted = await ledger.post(tx, {
    kind: 'revenue.treasury_line',
    key: `treasury_line:${row.receiptNo}`,
    effectiveAt: await ledger.openInstant(tx, startOfDay(row.receivedOn)),
    memo: row.receiptNo,
    lines: [
      { account: recvTreasuryRefund(row.treasuryCode), amount_fen: amountFen, agency: statement.agencyId },
      { account: cashBank, amount_fen: -amountFen },
    ],
  });
  return posted.transaction_id;
}

/** The receipt of the whole order, counted from this line and from what lay there before. */
async function register(
  tx: Ctx,
  note: Note,
  statement: revenueStore.StatementRow,
  row: store.LineRow,
  settles: readonly { readonly treasuryCode: string; readonly amountFen: bigint }[],
  before: readonly string[],
): Promise<void> {
  const order = statement.paymentOrder;
  if (order === null) throw refuse('revenue.unknown_payment_order', { no: row.paymentOrderNo });
  await receive(
    tx,
    note,
    {
      receipt_no: row.receiptNo,
      treasury_code: order.treasuryCode,
      payment_order_no: order.no,
      amount_fen: order.amountFen.toString(),
      received_on: row.receivedOn,
    },
    settles,
    before,
  );
}

export const confirmLine = (ctx: Ctx, id: string, input: z.output<typeof bookingLine>) =>
  settle(ctx, id, 'confirm', input);
export const bookLine = (ctx: Ctx, id: string, input: z.output<typeof bookingLine>) => settle(ctx, id, 'book', input);
export const repayLine = (ctx: Ctx, id: string, input: z.output<typeof bookingLine>) => settle(ctx, id, 'repay', input);
export const correctLine = (ctx: Ctx, id: string, input: z.output<typeof correctingLine>) =>
  settle(ctx, id, 'correct', input);
export const explainLine = (ctx: Ctx, id: string, input: z.output<typeof explainingLine>) =>
  settle(ctx, id, 'explain', input);

function showLine(ctx: Ctx, row: store.LineRow): TreasuryLineOut {
  const order = row.statement?.paymentOrders.find((one) => one.no === row.paymentOrderNo) ?? null;
  return {
    id: row.id,
    receipt_no: row.receiptNo,
    payment_order_no: row.paymentOrderNo,
    amount_fen: row.amountFen.toString(),
    expected_fen: order?.amountFen.toString() ?? null,
    subject_code: row.subjectCode,
    expected_subject: order?.subjectCode ?? null,
    treasury_code: row.treasuryCode,
    expected_treasury: order?.treasuryCode ?? null,
    level: row.level,
    received_on: row.receivedOn,
    due_on: row.statement?.dueOn ?? null,
    state: row.state,
    difference: row.difference as TreasuryDifference | null,
    held_fen: row.heldFen.toString(),
    settled_how: row.settledHow as TreasuryLineOut['settled_how'],
    settled_note: row.settledNote,
    document_no: row.documentNo,
    statement_id: row.statementId,
    statement_no: row.statement?.no ?? null,
    repayment_id: row.repayment?.id ?? null,
    repayment_no: row.repayment?.no ?? null,
    ways:
      ctx.viewer?.duties.includes('finance_issue') &&
      ctx.viewer.powers.some((held) => held.regionCode === row.report.regionCode)
        ? waysOf(row)
        : [],
  };
}

export async function listLines(ctx: Ctx, query: z.output<(typeof treasuryOperations.listTreasuryLines)['query']>) {
  const reader: Reader = requireReader(ctx);
  const wanted: store.LinesWanted = {
    regionCodes: reader.regions,
    ...(query.state === undefined ? {} : { state: query.state }),
    ...(query.difference === undefined ? {} : { difference: query.difference }),
  };
  const { rows, total, groups } = await store.listLines(ctx.db, wanted, query.page, query.page_size);
  return {
    items: rows.map((row) => showLine(ctx, row)),
    total,
    page: query.page,
    page_size: query.page_size,
    groups: groups.map((one) => ({
      state: one.state,
      difference: one.difference as TreasuryDifference | null,
      lines: one._count,
      amount_fen: (one._sum.amountFen ?? 0n).toString(),
    })),
  };
}

/** 未达: issued, and nothing reported by the treasury. */
export async function listOutstanding(ctx: Ctx) {
  const reader = requireReader(ctx);
  const rows = await store.outstandingOrders(ctx.db, reader.regions);
  const today = dayOf(ctx.clock.now());
  return {
    items: rows.flatMap((row) => {
      const [order] = row.paymentOrders;
      if (order === undefined) return [];
      return [
        {
          statement_id: row.id,
          payment_order_no: order.no,
          period: row.period,
          amount_fen: order.amountFen.toString(),
          treasury_name: row.treasury.name,
          payer_name: order.payerName,
          issued_on: dayOf(order.issuedAt),
          due_on: row.dueOn,
          days_left: row.dueOn === null ? null : daysBetween(ctx, today, row.dueOn),
          late_days: lateDays(ctx, { dueOn: row.dueOn, treasuryFen: row.treasuryFen, receivedOn: null }),
        },
      ];
    }),
  };
}
