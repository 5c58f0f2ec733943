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
import { sha256 } from '#api/ports/seal/digest.ts';
import { sharesFor } from './measure.ts';
import { algorithm, allocate, type PartyPart, refundSlices, takeBack } from './rules/allocation.ts';
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

/** Lines of one account and agency added up: a party that stands under several agreements is owed once. */
function merged(lines: readonly Line[]): Line[] {
  const sums = new Map<string, Line>();
  for (const line of lines) {
    const key = `${line.account.id}|${line.agency ?? ''}`;
    sums.set(key, { ...line, amount_fen: line.amount_fen + (sums.get(key)?.amount_fen ?? 0n) });
  }
  return [...sums.values()];
}

/**
 * Splits one order inside the open transaction, each slice by the shares signed in its agreement, and posts held:orders → the
 * parties' payables. Does nothing, and says so with null, when it is split already or there is nothing to split; so it may
 * run as often as it likes.
 */
export async function allocateSale(tx: Ctx, orderId: string): Promise<{ ids: string[]; transactionId: string } | null> {
  const sale = await store.lockSale(tx.db, orderId);
  if (sale === null || sale.allocations.length > 0 || sale.amountFen === 0n || sale.paidAt === null) return null;
  if (sale.state !== 'paid' && sale.state !== 'fulfilled') return null;
  const soldIn = periodOf(sale.paidAt);
  const ids: string[] = [];
  const lines: Line[] = [];
  for (const slice of sale.slices) {
    if (slice.grossFen === 0n) continue;
    const made = await allocateSlice(tx, sale, slice, soldIn);
    ids.push(made.id);
    lines.push(...partyLines(made.parts, slice.agencyId));
  }
  const posted = await ledger.post(tx, {
    kind: 'revenue.allocation',
    key: `allocation:${orderId}`,
    orderId,
    effectiveAt: tx.clock.now(),
    memo: sale.no,
    lines: [{ account: heldOrders, amount_fen: sale.amountFen }, ...merged(lines)],
  });
  return { ids, transactionId: posted.transaction_id };
}

async function allocateSlice(tx: Ctx, sale: store.Sale, slice: store.Sale['slices'][number], soldIn: string) {
  const divided = await sharesFor(tx, slice.agreementId, slice.agreementVersion, soldIn);
  // The government part goes to the treasury the agency belonged to when the order was placed, whichever was signed before.
  const signed = divided.shares.find((one) => one.partyKind === 'treasury')?.partyId ?? slice.treasuryCode;
  const shares = divided.shares.map((one) =>
    one.partyKind === 'treasury' ? { ...one, partyId: slice.treasuryCode } : one,
  );
  const result = allocate({
    orderId: sale.id,
    agreementId: slice.agreementId,
    agreementVersion: slice.agreementVersion,
    baseFen: slice.grossFen,
    shares,
    contribution: divided.contribution,
    slice: sale.slices.length > 1 ? { ofFen: sale.amountFen, ppm: slice.ppm } : null,
    signedTreasury: signed === slice.treasuryCode ? null : signed,
  });
  const id = newId(tx, 'allocation');
  await store.insertAllocation(tx.db, {
    id,
    orderId: sale.id,
    agreementId: slice.agreementId,
    agreementVersion: slice.agreementVersion,
    algorithm,
    baseFen: slice.grossFen,
    inputCanonical: result.inputCanonical,
    resultSha256: sha256(result.resultCanonical),
    allocatedAt: tx.clock.now(),
  });
  // The month is that of the payment, not of the computation: a split healed after a crash belongs where the sale does.
  await insertParts(tx, id, null, result.parts, soldIn);
  return { id, parts: result.parts };
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

interface Giving {
  readonly parts: readonly PartyPart[];
  readonly agencyId: string;
  /** The finance bureau has approved the statement in which the slice stands. */
  readonly late: boolean;
}

/**
 * What each party gives back, as postings: from its payable; from what lies with the treasury when the finance bureau has
 * approved the statement (`late`: the payable stays whole, a 退付 brings the money back); from the enterprise itself when
 * its payable no longer covers it.
 */
async function givingBack(tx: Ctx, slices: readonly Giving[]): Promise<Line[]> {
  const lines: Line[] = [];
  const enterprises = new Map<string, { account: AccountSpec; partyId: string; amountFen: bigint }>();
  for (const { parts, agencyId, late } of slices) {
    for (const { partyKind, partyId, amountFen } of parts) {
      const account = payable[partyKind](partyId);
      if (partyKind === 'treasury') {
        lines.push({ account: late ? recvTreasuryRefund(partyId) : account, amount_fen: amountFen, agency: agencyId });
        continue;
      }
      const before = enterprises.get(account.id)?.amountFen ?? 0n;
      enterprises.set(account.id, { account, partyId, amountFen: before + amountFen });
    }
  }
  for (const { account, partyId, amountFen } of enterprises.values()) {
    const covered = await ledger.owedLocked(tx, account);
    const fromPayable = covered < amountFen ? covered : amountFen;
    lines.push(
      { account, amount_fen: fromPayable },
      { account: recvParty(partyId), amount_fen: amountFen - fromPayable },
    );
  }
  return merged(lines);
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

interface Back {
  readonly id: string;
  readonly orderId: string;
  readonly amountFen: bigint;
  /** What went back before. */
  readonly refunded: bigint;
}

const heldOf = (sale: store.Sale) =>
  sale.slices.map((slice) => {
    const lines = sale.allocations.find((one) => one.agreementId === slice.agreementId)?.lines ?? [];
    const back = lines.reduce((sum, line) => (line.refundId === null ? sum : sum + line.amountFen), 0n);
    return { agreementId: slice.agreementId, ppm: slice.ppm, heldFen: slice.grossFen + back };
  });

/** What each slice of an order gives back of a refund; those that give nothing are left out. */
export function slicesOfRefund(sale: store.Sale, refund: Pick<Back, 'amountFen' | 'refunded'>) {
  const amounts = { gross: sale.amountFen, refunded: refund.refunded, refund: refund.amountFen };
  return refundSlices(heldOf(sale), amounts).filter((one) => one.amountFen > 0n);
}

/**
 * Takes a refund back from the parties of a split order, slice by slice: parts → buyer:refund_due, and at once → cash:bank
 * unless a slice is late (`late` names their agreements) or somebody else pays it out (`pays` false). Answers what each
 * slice's treasury gives. Call inside `act`, in the transaction that marks the refund as approved.
 */
export async function takeBackRefund(
  tx: Ctx,
  refund: Back,
  late: ReadonlySet<string> = new Set(),
  pays = late.size === 0,
): Promise<{ readonly transactions: string[]; readonly treasuries: ReadonlyMap<string, bigint> }> {
  const sale = await store.lockSale(tx.db, refund.orderId);
  if (sale === null || sale.allocations.length === 0) throw new Error(`order ${refund.orderId} is not split`);
  const giving: Giving[] = [];
  const treasuries = new Map<string, bigint>();
  for (const { agreementId, amountFen } of slicesOfRefund(sale, refund)) {
    const slice = sale.slices.find((one) => one.agreementId === agreementId);
    const allocation = sale.allocations.find((one) => one.agreementId === agreementId);
    if (slice === undefined || allocation === undefined)
      throw new Error(`${sale.id} is not split under ${agreementId}`);
    const held = store.heldParts(allocation.lines);
    const left = held.reduce((sum, part) => sum + part.amountFen, 0n);
    const amounts = { gross: slice.grossFen, refunded: slice.grossFen - left, refund: amountFen };
    const parts = takeBack(held, amounts);
    const negative = parts.map((part) => ({ ...part, amountFen: -part.amountFen }));
    await insertParts(tx, allocation.id, refund.id, negative, periodOf(tx.clock.now()));
    giving.push({ parts, agencyId: slice.agencyId, late: late.has(agreementId) });
    treasuries.set(
      agreementId,
      parts.reduce((sum, part) => (part.partyKind === 'treasury' ? sum + part.amountFen : sum), 0n),
    );
  }
  const taken = await ledger.post(tx, {
    orderId: sale.id,
    effectiveAt: tx.clock.now(),
    memo: sale.no,
    kind: 'revenue.refund',
    key: `refund:${refund.id}`,
    lines: [...(await givingBack(tx, giving)), { account: refundDue, amount_fen: -refund.amountFen }],
  });
  if (!pays) return { transactions: [taken.transaction_id], treasuries };
  const paid = await payOut(tx, { ...refund, memo: sale.no });
  return { transactions: [taken.transaction_id, paid], treasuries };
}

/** Job: splits a paid order. A second run finds it done. */
export async function allocateOrder(app: App, { order_id: orderId }: { order_id: string }): Promise<void> {
  if (!(await store.awaitsSplit(app.db, orderId))) return;
  await act(systemContext(app), { action: 'revenue.allocate', subject: ['order', orderId] }, async (tx, note) => {
    const made = await allocateSale(tx, orderId);
    note(made === null ? { already: true } : { allocations: made.ids, transactions: [made.transactionId] });
  });
}

/** Job: splits whatever was paid and never split, however that came about. */
export async function sweep(app: App): Promise<void> {
  for (const id of await store.unallocatedOrders(app.db)) await allocateOrder(app, { order_id: id });
}
