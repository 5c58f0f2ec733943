/** An officer confirms exact matches, one or all that are shown. What no longer fits becomes a case, never a receipt. */
import type { z } from 'zod';
import { act, type Note } from '#api/audit/act.ts';
import type { Ctx, Viewer } from '#api/context.ts';
import { fen, formatYuan } from '#api/kernel/money.ts';
import { isSelf } from '#api/kernel/rights.ts';
import { startOfDay } from '#api/kernel/time.ts';
import { cashBank } from '#api/ledger/rules/accounts.ts';
import * as ledger from '#api/ledger/service.ts';
import { twoOfficersAbove } from '#api/orders/payments.ts';
import { officerOf, ownRegion } from './access.ts';
import type { confirmedOut, confirmingAll } from './contract.ts';
import { factsOf } from './match.ts';
import { lineStates } from './rules/codes.ts';
import { judge, referencesIn } from './rules/match.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';
import { completeOrder, openCase } from './suspense.ts';

type Confirmed = z.output<typeof confirmedOut>;
type Outcome = 'confirmed' | 'second' | 'to_cases';

/** Why this officer cannot confirm the line now, or null. */
export function confirmFault(
  line: { readonly state: store.LineRow['state']; readonly amountFen: bigint; readonly firstBy: string | null },
  viewer: Viewer,
  limit: bigint,
) {
  if (line.state !== 'proposed') {
    const { state } = line;
    return refuse('banking.not_proposed', {
      state: lineStates.label(state, 'zh'),
      state_en: lineStates.label(state, 'en'),
    });
  }
  if (line.firstBy === null) return viewer.duties.includes('finance_review') ? null : refuse('banking.reviewer_needed');
  return isSelf(viewer, line.firstBy) ? refuse('banking.two_people', { limit: formatYuan(fen(limit)) }) : null;
}

async function confirm(tx: Ctx, note: Note, line: store.LineRow, viewer: Viewer, limit: bigint): Promise<Outcome> {
  const at = tx.clock.now();
  if (line.amountFen > limit && line.firstBy === null) {
    if (!(await store.saveLine(tx.db, line, { firstBy: viewer.personId, firstAt: at }))) {
      throw refuse('banking.changed_meanwhile');
    }
    note({ serial: line.serial, first: true });
    return 'second';
  }
  const order = line.orderId === null ? null : await store.lockPayable(tx.db, { id: line.orderId });
  const references = referencesIn(line.memo);
  const verdict = judge(line, references, await factsOf(tx, order, line.id), line.statement.regionCode);
  if (order === null || !verdict.exact) {
    // The order was cancelled, lapsed or was paid otherwise since the match.
    const kind = verdict.exact ? 'reference_unknown' : verdict.kind;
    const transaction = await openCase(tx, line, kind, { reference: line.reference, orderId: line.orderId });
    note({ serial: line.serial, case: kind, transactions: [transaction] });
    return 'to_cases';
  }
  const transactionId = await completeOrder(tx, order, {
    from: { account: cashBank, amount_fen: line.amountFen },
    serial: line.serial,
    payerName: line.payerName,
    valueDate: line.valueDate,
    effectiveAt: await ledger.openInstant(tx, startOfDay(line.valueDate)),
    organizationId: viewer.organization.id,
    confirmedBy: viewer.personId,
  });
  const settled = { state: 'received' as const, transactionId, settledBy: viewer.personId, settledAt: at };
  if (!(await store.saveLine(tx.db, line, settled))) throw refuse('banking.changed_meanwhile');
  note({
    serial: line.serial,
    no: order.no,
    amount_fen: line.amountFen.toString(),
    two_officers: line.firstBy !== null,
    transactions: [transactionId],
  });
  return 'confirmed';
}

export async function confirmLine(ctx: Ctx, id: string): Promise<Confirmed> {
  return act(ctx, { action: 'banking.confirm', subject: ['bank_line', id] }, async (tx, note) => {
    const line = await store.lockLine(tx.db, id);
    if (line === null) throw refuse('banking.not_found');
    const viewer = officerOf(tx, line.statement.regionCode);
    const limit = await twoOfficersAbove(tx, line.statement.regionCode);
    const fault = confirmFault(line, viewer, limit);
    if (fault !== null) throw fault;
    const outcome = await confirm(tx, note, line, viewer, limit);
    return { confirmed: 0, second: 0, to_cases: 0, left: 0, [outcome]: 1 };
  });
}

/** All of the lines that this officer was shown and may confirm; each is its own act on record, all in one transaction. */
export async function confirmLines(ctx: Ctx, { ids }: z.output<typeof confirmingAll>): Promise<Confirmed> {
  const region = ownRegion(ctx);
  return act(ctx, { action: 'banking.confirm_all', subject: ['region', region] }, async (tx, note) => {
    const viewer = officerOf(tx, region);
    const limit = await twoOfficersAbove(tx, region);
    const counts = { confirmed: 0, second: 0, to_cases: 0, left: 0 };
    // In order of id, as everybody locks them.
    for (const id of [...new Set(ids)].sort()) {
      const line = await store.lockLine(tx.db, id);
      const own = line !== null && line.statement.regionCode === region;
      if (!own || confirmFault(line, viewer, limit) !== null) {
        counts.left += 1;
        continue;
      }
      const event = { action: 'banking.confirm', subject: ['bank_line', id] as const };
      counts[await act(tx, event, (inner, about) => confirm(inner, about, line, viewer, limit))] += 1;
    }
    note(counts);
    return counts;
  });
}
