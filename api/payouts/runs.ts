/**
 * Paying out: one officer proposes everything that is due, another approves, the bank's own record says it is paid.
 * Proposing reserves the parts of the orders; approving moves them from the payables to what is with the bank.
 */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { isSelf } from '#api/kernel/rights.ts';
import { dayOf, periodOf, startOfMonth } from '#api/kernel/time.ts';
import { payDeveloper, payOperator, recvParty, transitParty } from '#api/ledger/rules/accounts.ts';
import * as ledger from '#api/ledger/service.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { requirePasswordAgain } from '#api/people/service.ts';
import { officerOf, ownRegion, readableRegions } from './access.ts';
import { type BatchOut, getPayoutBatch } from './batches.ts';
import type { checking, dueShape, proposing, rejecting, returning } from './contract.ts';
import { batchStates, type PayoutChannel, payoutStates } from './rules/codes.ts';
import { holdOf, type OpenPart, type Payee, payeesOf, type Rule } from './rules/due.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';
import { partsToTransfer, queueTransfer, transferFault } from './transfers.ts';

const payable = { developer: payDeveloper, operator: payOperator } as const;

/** Sales of months that are over, and older than the refund window. */
export async function payRule(ctx: Ctx, regionCode: string): Promise<Rule & { readonly holdDays: number }> {
  const holdDays = await numberParameter(ctx, 'payouts.hold_days', regionCode, 7);
  const minimum = await numberParameter(ctx, 'payouts.minimum_fen', regionCode, 10_000);
  const now = ctx.clock.now();
  const window = now.getTime() - holdDays * 86_400_000;
  const before = new Date(Math.min(startOfMonth(periodOf(now)).getTime(), window));
  return { before, minimumFen: BigInt(minimum), holdDays };
}

async function payees(ctx: Ctx, regionCode: string, rule: Rule) {
  const parts = await store.openParts(ctx.db, regionCode);
  const ids = [...new Set(parts.map((one) => one.partyId))];
  const accounts = await store.verifiedAccounts(ctx.db, ids);
  const transfers = await partsToTransfer(ctx, regionCode, parts, rule);
  const byBank = parts.filter((one) => !transfers.includes(one));
  return { accounts, ids, transfers, found: payeesOf(byBank, rule, (id) => accounts.has(id)) };
}

/** What is due in the bureau's region and what waits, with the reason. An auditor reads the province's. */
export async function getPayoutsDue(ctx: Ctx): Promise<z.input<typeof dueShape>> {
  const [region = '140000'] = readableRegions(ctx) ?? [];
  const rule = await payRule(ctx, region);
  const { accounts, ids, found, transfers } = await payees(ctx, region, rule);
  const names = await store.organizationsOf(ctx.db, ids);
  const orders = await store.orderNos(ctx.db, [
    ...found.flatMap((one) => one.held.map((held) => held.orderId)),
    ...transfers.map((one) => one.orderId),
  ]);
  const due = found.filter((one) => one.wait === null && one.dueFen > 0n);
  return {
    before: dayOf(rule.before),
    hold_days: rule.holdDays,
    minimum_fen: rule.minimumFen.toString(),
    total_fen: (due.reduce((sum, one) => sum + one.dueFen, 0n) + sumOf(transfers)).toString(),
    transfers: transfers.map((one) => ({
      organization_id: one.partyId,
      organization_name: names.get(one.partyId)?.name ?? one.partyId,
      order_id: one.orderId,
      order_no: orders.get(one.orderId) ?? one.orderId,
      amount_fen: (one.netFen - one.paidFen).toString(),
    })),
    payees: found.map((one) => ({
      party_kind: one.partyKind,
      organization_id: one.partyId,
      organization_name: names.get(one.partyId)?.name ?? one.partyId,
      due_fen: one.dueFen.toString(),
      held_fen: one.heldFen.toString(),
      orders: one.lines.length,
      held: one.held.map((held) => ({
        order_id: held.orderId,
        order_no: orders.get(held.orderId) ?? held.orderId,
        hold: held.hold,
        amount_fen: held.amountFen.toString(),
      })),
      account_ends_in: accounts.get(one.partyId)?.endsIn ?? null,
      wait: one.wait,
    })),
  };
}

export async function proposePayouts(ctx: Ctx, input: z.output<typeof proposing>): Promise<BatchOut> {
  const region = ownRegion(ctx);
  return act(ctx, { action: 'payouts.propose', subject: ['payout_batch', 'new'] }, async (tx, note) => {
    const viewer = officerOf(tx, region);
    await requirePasswordAgain(tx, input.password);
    await store.lockRegion(tx.db, region);
    const rule = await payRule(tx, region);
    const { accounts, found, transfers } = await payees(tx, region, rule);
    const due = found.filter((one) => one.wait === null && one.dueFen > 0n);
    if (due.length + transfers.length === 0) throw refuse('payouts.nothing_due');
    const id = newId(tx, 'payoutBatch');
    const no = await nextNumber(tx, 'payout_batch', 'FK');
    const totalFen = due.reduce((sum, one) => sum + one.dueFen, 0n) + sumOf(transfers);
    const madeAt = tx.clock.now();
    await store.insertBatch(tx.db, {
      id,
      no,
      regionCode: region,
      state: 'proposed',
      revision: 1,
      totalFen,
      makerId: viewer.personId,
      madeAt,
    });
    // Of one width, so that no number is the beginning of another: the bank's memo is searched for it.
    const numbered = (at: number) => `${no}-${String(at + 1).padStart(4, '0')}`;
    for (const [at, one] of due.entries())
      await insert(tx, id, numbered(at), one, accounts.get(one.partyId)?.id ?? null);
    // One transfer an order: each is drawn on that order's own payment.
    for (const [at, part] of transfers.entries())
      await insert(tx, id, numbered(due.length + at), asPayee(part), null, 'stripe_transfer');
    note({ no, payouts: due.length, transfers: transfers.length, total_fen: totalFen.toString() }, id);
    return getPayoutBatch(tx, id);
  });
}

const sumOf = (parts: readonly OpenPart[]): bigint => parts.reduce((sum, one) => sum + one.netFen - one.paidFen, 0n);

const asPayee = (part: OpenPart): Pick<Payee, 'partyId' | 'partyKind' | 'dueFen' | 'lines'> => {
  const amountFen = part.netFen - part.paidFen;
  return {
    partyId: part.partyId,
    partyKind: part.partyKind,
    dueFen: amountFen,
    lines: [{ orderId: part.orderId, amountFen }],
  };
};

async function insert(
  tx: Ctx,
  batchId: string,
  no: string,
  one: Pick<Payee, 'partyId' | 'partyKind' | 'dueFen' | 'lines'>,
  accountId: string | null,
  channel: PayoutChannel = 'bank',
): Promise<void> {
  // What the payee has to give back is part of the sum already, as orders paid out before and refunded since.
  const setOffFen = channel === 'bank' ? await ledger.owed(tx, recvParty(one.partyId)) : 0n;
  const row = {
    id: newId(tx, 'payout'),
    no,
    batchId,
    organizationId: one.partyId,
    partyKind: one.partyKind,
    channel,
    accountId,
    state: 'proposed' as const,
    amountFen: one.dueFen,
    setOffFen,
  };
  await store.insertPayout(tx.db, row, one.lines);
}

async function lockedForCheck(tx: Ctx, id: string, revision: number): Promise<{ row: store.BatchRow; viewer: Viewer }> {
  const row = await store.lockBatch(tx.db, id);
  if (row === null) throw refuse('payouts.not_found');
  const viewer = officerOf(tx, row.regionCode);
  if (row.state !== 'proposed') throw batchDone(row);
  if (isSelf(viewer, row.makerId)) throw refuse('payouts.two_people');
  if (row.revision !== revision) throw refuse('payouts.changed_meanwhile');
  return { row, viewer };
}

const batchDone = ({ no, state }: { no: string; state: BatchOut['state'] }): Refusal =>
  refuse('payouts.batch_done', { no, state: batchStates.label(state, 'zh'), state_en: batchStates.label(state, 'en') });

/** By another officer than the maker. Refused when an order, an amount or an account has changed since. */
export async function approvePayouts(ctx: Ctx, id: string, input: z.output<typeof checking>): Promise<BatchOut> {
  return act(ctx, { action: 'payouts.approve', subject: ['payout_batch', id] }, async (tx, note) => {
    const { row, viewer } = await lockedForCheck(tx, id, input.revision);
    await requirePasswordAgain(tx, input.password);
    await store.lockRegion(tx.db, row.regionCode);
    await requireAsProposed(tx, row);
    const at = tx.clock.now();
    const saved = await store.saveBatch(tx.db, row, {
      state: 'approved',
      checkerId: viewer.personId,
      checkedAt: at,
      opinion: input.opinion === '' ? null : input.opinion,
    });
    if (!saved) throw refuse('payouts.changed_meanwhile');
    const transactions: string[] = [];
    for (const one of row.payouts) {
      // What it has to give back is taken from what it gets, here and nowhere else.
      const owes = one.channel === 'bank' ? await ledger.owedLocked(tx, recvParty(one.organizationId)) : 0n;
      const kind = one.partyKind === 'operator' ? 'operator' : 'developer';
      const posted = await ledger.post(tx, {
        kind: 'payout.approved',
        key: `payout:${one.id}`,
        effectiveAt: at,
        memo: one.no,
        lines: [
          { account: payable[kind](one.organizationId), amount_fen: one.amountFen + owes },
          { account: recvParty(one.organizationId), amount_fen: -owes },
          { account: transitParty(one.organizationId), amount_fen: -one.amountFen },
        ],
      });
      if (one.channel === 'stripe_transfer') await queueTransfer(tx, one);
      transactions.push(posted.transaction_id);
      if (!(await store.savePayout(tx.db, one, { state: 'approved', setOffFen: owes })))
        throw refuse('payouts.changed_meanwhile');
    }
    note({ no: row.no, total_fen: row.totalFen.toString(), payouts: row.payouts.length, transactions });
    return getPayoutBatch(tx, id);
  });
}

/** Every line is still what is due of its order, nothing of it is held, and the accounts are the verified ones. */
async function requireAsProposed(tx: Ctx, row: store.BatchRow): Promise<void> {
  const rule = await payRule(tx, row.regionCode);
  const ids = [...new Set(row.payouts.map((one) => one.organizationId))];
  const parts = new Map(
    (await store.openParts(tx.db, row.regionCode, row.id, ids)).map((one) => [
      `${one.partyKind}:${one.partyId}:${one.orderId}`,
      one,
    ]),
  );
  const accounts = await store.verifiedAccounts(tx.db, ids);
  for (const payout of row.payouts) {
    const closed = payout.channel === 'bank' ? null : await transferFault(tx, payout);
    if (closed !== null) throw closed;
    if (payout.channel === 'bank' && accounts.get(payout.organizationId)?.id !== payout.accountId)
      throw refuse('payouts.account_changed', { name: payout.organization.name });
    for (const line of payout.lines) {
      const part = parts.get(`${payout.partyKind}:${payout.organizationId}:${line.orderId}`);
      const same = part !== undefined && part.netFen - part.paidFen === line.amountFen && holdOf(part, rule) === null;
      if (!same) throw refuse('payouts.outdated', { order: line.order.no });
    }
  }
}

export async function rejectPayouts(ctx: Ctx, id: string, input: z.output<typeof rejecting>): Promise<BatchOut> {
  return act(ctx, { action: 'payouts.reject', subject: ['payout_batch', id] }, async (tx, note) => {
    const { row, viewer } = await lockedForCheck(tx, id, input.revision);
    if (input.opinion === '') throw refuse('payouts.opinion_missing');
    const saved = await store.saveBatch(tx.db, row, {
      state: 'rejected',
      checkerId: viewer.personId,
      checkedAt: tx.clock.now(),
      opinion: input.opinion,
    });
    if (!saved) throw refuse('payouts.changed_meanwhile');
    for (const one of row.payouts) await store.savePayout(tx.db, one, { state: 'rejected' });
    note({ no: row.no });
    return getPayoutBatch(tx, id);
  });
}

/** The bank did not carry it out: what was with the bank is owed again. What was paid comes back by the bank's own record. */
export async function returnPayout(ctx: Ctx, id: string, input: z.output<typeof returning>): Promise<BatchOut> {
  return act(ctx, { action: 'payouts.return', subject: ['payout', id] }, async (tx, note) => {
    const row = await store.lockPayout(tx.db, id);
    if (row === null) throw refuse('payouts.not_found');
    officerOf(tx, row.batch.regionCode);
    // What the provider transfers is returned by its own record.
    if (row.state !== 'approved' || row.channel !== 'bank') {
      const { no, state } = row;
      throw refuse('payouts.not_with_bank', {
        no,
        state: payoutStates.label(state, 'zh'),
        state_en: payoutStates.label(state, 'en'),
      });
    }
    if (input.reason === '') throw refuse('payouts.opinion_missing');
    const at = tx.clock.now();
    const kind = row.partyKind === 'operator' ? 'operator' : 'developer';
    const posted = await ledger.post(tx, {
      kind: 'payout.returned',
      key: `payout_returned:${id}`,
      effectiveAt: at,
      memo: row.no,
      lines: [
        { account: transitParty(row.organizationId), amount_fen: row.amountFen },
        { account: payable[kind](row.organizationId), amount_fen: -row.amountFen },
      ],
    });
    const saved = await store.savePayout(tx.db, row, {
      state: 'returned',
      returnedOn: dayOf(at),
      returnReason: input.reason,
    });
    if (!saved) throw refuse('payouts.changed_meanwhile');
    note({ no: row.no, amount_fen: row.amountFen.toString(), transactions: [posted.transaction_id] });
    return getPayoutBatch(tx, row.batchId);
  });
}
