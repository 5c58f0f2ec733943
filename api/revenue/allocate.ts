/** The split of a paid order by the shares signed when it was sold (Article 21), and the taking back of a refund. */
import { act } from '#api/audit/act.ts';
import { type App, type Ctx, newId, systemContext } from '#api/context.ts';
import { periodOf } from '#api/kernel/time.ts';
import {
  type AccountSpec,
  cashBank,
  heldOrders,
  payDeveloper,
  payOperator,
  payTreasury,
  recvParty,
  recvTreasuryRefund,
  refundDue,
} from '#api/ledger/rules/accounts.ts';
import type { Line } from '#api/ledger/rules/posting.ts';
import * as ledger from '#api/ledger/service.ts';
import { sha256 } from './hash.ts';
import { sharesFor } from './measure.ts';
import { algorithm, allocate, type PartyPart, takeBack } from './rules/allocation.ts';
import * as store from './store.ts';

/** The account on which a party's part is owed. */
const payable: Record<PartyPart['partyKind'], (id: string) => AccountSpec> = {
  treasury: payTreasury,
  developer: payDeveloper,
  operator: payOperator,
};

/** What a sale owes the parties, on their payables. The treasury's lines carry the agency. */
function partyLines(parts: readonly PartyPart[], agencyId: string): Line[] {
  return parts.map((part) => ({
    account: payable[part.partyKind](part.partyId),
    amount_fen: -part.amountFen,
    ...(part.partyKind === 'treasury' ? { agency: agencyId } : {}),
  }));
}

/**
 * Splits one order inside the open transaction and posts held:orders → the parties' payables. Does nothing, and says so
 * with null, when it is split already or there is nothing to split; so it may run as often as it likes.
 */
export async function allocateSale(tx: Ctx, orderId: string): Promise<{ id: string; transactionId: string } | null> {
  const sale = await store.lockSale(tx.db, orderId);
  if (sale === null || sale.allocation !== null || sale.amountFen === 0n || sale.paidAt === null) return null;
  if (sale.state !== 'paid' && sale.state !== 'fulfilled') return null;
  const soldIn = periodOf(sale.paidAt);
  const divided = await sharesFor(tx, sale.agreementId, sale.agreementVersion, soldIn);
  const result = allocate({
    orderId,
    agreementId: sale.agreementId,
    agreementVersion: sale.agreementVersion,
    baseFen: sale.amountFen,
    ...divided,
  });
  const id = newId(tx, 'allocation');
  await store.insertAllocation(tx.db, {
    id,
    orderId,
    agreementId: sale.agreementId,
    agreementVersion: sale.agreementVersion,
    algorithm,
    baseFen: sale.amountFen,
    inputCanonical: result.inputCanonical,
    resultSha256: sha256(result.resultCanonical),
    allocatedAt: tx.clock.now(),
  });
  // The month is that of the payment, not of the computation: a split healed after a crash belongs where the sale does.
  await insertParts(tx, id, null, result.parts, soldIn);
  const posted = await ledger.post(tx, {
    kind: 'revenue.allocation',
    key: `allocation:${orderId}`,
    orderId,
    effectiveAt: tx.clock.now(),
    memo: sale.no,
    lines: [{ account: heldOrders, amount_fen: sale.amountFen }, ...partyLines(result.parts, sale.agreement.agencyId)],
  });
  return { id, transactionId: posted.transaction_id };
}

async function insertParts(
  tx: Ctx,
  allocationId: string,
  refundId: string | null,
  parts: readonly PartyPart[],
  period: string,
): Promise<void> {
  await store.insertLines(
    tx.db,
    parts.map((part) => ({ id: newId(tx, 'allocation'), allocationId, refundId, ...part, period })),
  );
}

/**
 * What each party gives back, as postings: from its payable; from what lies with the treasury when the finance bureau has
 * approved the statement (`late`: the payable stays whole, a 退付 brings the money back); from the enterprise itself when
 * its payable no longer covers it.
 */
async function givingBack(tx: Ctx, parts: readonly PartyPart[], agencyId: string, late: boolean): Promise<Line[]> {
  const lines: Line[] = [];
  for (const { partyKind, partyId, amountFen } of parts) {
    if (partyKind === 'treasury') {
      const account = late ? recvTreasuryRefund(partyId) : payTreasury(partyId);
      lines.push({ account, amount_fen: amountFen, agency: agencyId });
      continue;
    }
    const account = payable[partyKind](partyId);
    const covered = await ledger.owedLocked(tx, account);
    const fromPayable = covered < amountFen ? covered : amountFen;
    lines.push(
      { account, amount_fen: fromPayable },
      { account: recvParty(partyId), amount_fen: amountFen - fromPayable },
    );
  }
  return lines;
}

/** The posting that pays a refund out: buyer:refund_due → cash:bank. Once a refund. */
export async function payOut(tx: Ctx, refund: { id: string; orderId: string; amountFen: bigint; memo: string }) {
  const posted = await ledger.post(tx, {
    orderId: refund.orderId,
    effectiveAt: tx.clock.now(),
    memo: refund.memo,
    kind: 'revenue.refund_paid',
    key: `refund_paid:${refund.id}`,
    lines: [
      { account: refundDue, amount_fen: refund.amountFen },
      { account: cashBank, amount_fen: -refund.amountFen },
    ],
  });
  return posted.transaction_id;
}

/**
 * Takes a refund back from the parties of a split order: parts → buyer:refund_due, and at once → cash:bank unless it is
 * `late` or somebody else pays it out (`pays` false). `refunded` is what went back before. Call inside `act`, in the transaction that marks the refund as approved.
 */
export async function takeBackRefund(
  tx: Ctx,
  refund: { readonly id: string; readonly orderId: string; readonly amountFen: bigint; readonly refunded: bigint },
  late = false,
  pays = !late,
): Promise<{ readonly transactions: string[]; readonly treasuryFen: bigint }> {
  const sale = await store.lockSale(tx.db, refund.orderId);
  if (sale?.allocation === null || sale === null) throw new Error(`order ${refund.orderId} is not split`);
  const parts = takeBack(store.heldParts(sale.allocation.lines), {
    gross: sale.amountFen,
    refunded: refund.refunded,
    refund: refund.amountFen,
  });
  const negative = parts.map((part) => ({ ...part, amountFen: -part.amountFen }));
  await insertParts(tx, sale.allocation.id, refund.id, negative, periodOf(tx.clock.now()));
  const common = { orderId: sale.id, effectiveAt: tx.clock.now(), memo: sale.no };
  const taken = await ledger.post(tx, {
    ...common,
    kind: 'revenue.refund',
    key: `refund:${refund.id}`,
    lines: [
      ...(await givingBack(tx, parts, sale.agreement.agencyId, late)),
      { account: refundDue, amount_fen: -refund.amountFen },
    ],
  });
  const treasuryFen = parts.reduce((sum, part) => (part.partyKind === 'treasury' ? sum + part.amountFen : sum), 0n);
  if (!pays) return { transactions: [taken.transaction_id], treasuryFen };
  const paid = await payOut(tx, { ...refund, memo: sale.no });
  return { transactions: [taken.transaction_id, paid], treasuryFen };
}

/** Job: splits a paid order. A second run finds it done. */
export async function allocateOrder(app: App, { order_id: orderId }: { order_id: string }): Promise<void> {
  if (!(await store.awaitsSplit(app.db, orderId))) return;
  await act(systemContext(app), { action: 'revenue.allocate', subject: ['order', orderId] }, async (tx, note) => {
    const made = await allocateSale(tx, orderId);
    note(made === null ? { already: true } : { allocation: made.id, transactions: [made.transactionId] });
  });
}

/** Job: splits whatever was paid and never split, however that came about. */
export async function sweep(app: App): Promise<void> {
  for (const id of await store.unallocatedOrders(app.db)) await allocateOrder(app, { order_id: id });
}
