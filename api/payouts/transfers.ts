/**
 * Paying a developer through the provider: one transfer a payout, drawn on the payment of the very order. Approved by two
 * officers as any payout; the provider's own record says that it is paid. What a refund or a lost dispute takes from the
 * developer is asked back from that transfer.
 */
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { raise } from '#api/checkout/facts.ts';
import type { CaseKind } from '#api/checkout/rules/codes.ts';
import { type App, type Ctx, newId, systemContext } from '#api/context.ts';
import { isRefusal, type Refusal } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import { cashStripe, payDeveloper, recvParty, transitParty } from '#api/ledger/rules/accounts.ts';
import * as ledger from '#api/ledger/service.ts';
import { numberParameter } from '#api/organizations/service.ts';
import type { ProviderTransfer } from '#api/ports/payments/connect-port.ts';
import { channelFault, reversalSplit, toTransfer } from './rules/channel.ts';
import { holdOf, type OpenPart, type Rule } from './rules/due.ts';
import * as payouts from './store.ts';
import * as store from './transfer-store.ts';

/** The parts that this region pays through the provider: none unless its bureau has switched that on. */
export async function partsToTransfer(
  ctx: Ctx,
  regionCode: string,
  parts: readonly OpenPart[],
  rule: Rule,
): Promise<OpenPart[]> {
  const on = await numberParameter(ctx, 'payouts.stripe_transfers', regionCode, 0);
  if (on === 0 || ctx.ports.checkout === null) return [];
  const ids = [...new Set(parts.map((one) => one.partyId))];
  const accounts = await store.accountsOf(ctx.db, ids);
  const names = await payouts.organizationsOf(ctx.db, ids);
  const paid = await store.paidThrough(
    ctx.db,
    parts.map((one) => one.orderId),
  );
  const open = (part: OpenPart): boolean => {
    const organization = names.get(part.partyId);
    const party = {
      kind: part.partyKind,
      organizationKind: organization?.kind ?? null,
      name: organization?.name ?? '',
    };
    return paid.has(part.orderId) && channelFault(party, accounts.get(part.partyId) ?? null) === null;
  };
  return toTransfer(parts, (part) => holdOf(part, rule) === null, open);
}

/** Why a payout of this channel cannot go out now, or null: the account may have been closed since the proposal. */
export async function transferFault(
  tx: Ctx,
  payout: { readonly organizationId: string; readonly partyKind: 'treasury' | 'developer' | 'operator' },
): Promise<Refusal | null> {
  const account = (await store.accountsOf(tx.db, [payout.organizationId])).get(payout.organizationId) ?? null;
  const organization = (await payouts.organizationsOf(tx.db, [payout.organizationId])).get(payout.organizationId);
  return channelFault(
    { kind: payout.partyKind, organizationKind: organization?.kind ?? null, name: organization?.name ?? '' },
    account,
  );
}

/** Queues the transfer of an approved payout: the row and its key are committed before the provider is asked. Call inside `act`. */
export async function queueTransfer(
  tx: Ctx,
  payout: {
    readonly id: string;
    readonly organizationId: string;
    readonly amountFen: bigint;
    readonly lines: readonly { readonly orderId: string }[];
  },
): Promise<void> {
  const [line] = payout.lines;
  const orderId = line?.orderId ?? '';
  const account = (await store.accountsOf(tx.db, [payout.organizationId])).get(payout.organizationId);
  const payment = (await store.paidThrough(tx.db, [orderId])).get(orderId);
  await store.insertTransfer(tx.db, {
    payoutId: payout.id,
    orderId,
    destination: account?.accountId ?? '',
    paymentIntentId: payment ?? '',
    amountFen: payout.amountFen,
    idempotencyKey: `transfer:${payout.id}:v1`,
    state: 'queued',
    createdAt: tx.clock.now(),
  });
  await enqueue(tx, 'payouts.transfer', { payout_id: payout.id }, { key: `payouts.transfer:${payout.id}` });
}

/** Job: asks the provider for a transfer. After a first try it is looked for before it is asked again. */
export async function sendTransfer(app: App, { payout_id: id }: { payout_id: string }): Promise<void> {
  const port = app.ports.checkout;
  const row = await store.findTransfer(app.db, { payoutId: id });
  if (port === null || row === null || row.state !== 'queued') return;
  await store.saveTransfer(app.db, id, { tries: row.tries + 1 });
  const found = row.tries === 0 ? null : await port.findTransfer(id, row.payout.no);
  if (found !== null) return settleTransfer(app, found);
  const account = await port.readAccount(row.destination);
  if (account.transfers !== 'active' || account.disabledReason !== null) return giveUp(app, id, 'not_enabled');
  const payment = await port.readPayment(row.paymentIntentId);
  if (payment.movement?.currency !== 'cny' || payment.chargeId === null) return giveUp(app, id, 'settled_elsewhere');
  try {
    const made = await port.transfer(
      {
        amountFen: row.amountFen,
        destination: row.destination,
        sourceCharge: payment.chargeId,
        payoutId: id,
        payoutNo: row.payout.no,
        orderNo: row.payout.lines[0]?.order.no ?? '',
      },
      row.idempotencyKey,
    );
    await settleTransfer(app, made);
  } catch (error) {
    if (!isRefusal(error) || error.code !== 'payments.provider_rejected') throw error;
    await giveUp(app, id, String(error.params.reason ?? ''));
  }
}

/** The provider will not do it: owed again, and the next run pays it by bank. */
async function giveUp(app: App, id: string, fault: string): Promise<void> {
  await act(systemContext(app), { action: 'payouts.transfer_failed', subject: ['payout', id] }, async (tx, note) => {
    const row = await store.lockTransfer(tx.db, id);
    if (row === null || row.state !== 'queued') return note({ already: true });
    const at = tx.clock.now();
    const posted = await ledger.post(tx, {
      kind: 'payout.returned',
      key: `payout_returned:${id}`,
      effectiveAt: at,
      memo: row.payout.no,
      lines: [
        { account: transitParty(row.payout.organizationId), amount_fen: row.amountFen },
        { account: payDeveloper(row.payout.organizationId), amount_fen: -row.amountFen },
      ],
    });
    await store.saveTransfer(tx.db, id, { state: 'failed', fault });
    const returned = { state: 'returned' as const, returnedOn: dayOf(at), returnReason: `Stripe: ${fault}` };
    if (!(await payouts.savePayout(tx.db, row.payout, returned))) throw new Error(`payout ${row.payout.no} moved on`);
    await about(tx, row, 'transfer_failed', `transfer:${id}`, fault);
    note({ no: row.payout.no, fault, transactions: [posted.transaction_id] });
  });
}

const about = (tx: Ctx, row: store.TransferRow, kind: CaseKind, key: string, detail: string): Promise<void> => {
  const order = { id: row.orderId, agreement: { regionCode: row.payout.batch.regionCode } };
  const matter = { objectId: row.transferId ?? row.payoutId, amountFen: row.amountFen, currency: 'cny', detail };
  return raise({ tx, order, eventId: null }, kind, key, matter);
};

/** Job: what the provider has of a transfer, booked; one that is nobody's of ours goes to a person. */
export async function followTransfer(app: App, { transfer_id: id }: { transfer_id: string }): Promise<void> {
  const port = app.ports.checkout;
  if (port !== null) await settleTransfer(app, await port.readTransfer(id));
}

async function settleTransfer(app: App, read: ProviderTransfer): Promise<void> {
  const subject = ['payout', read.payoutId ?? read.id] as const;
  await act(systemContext(app), { action: 'payouts.settle', subject: [...subject] }, async (tx, note) => {
    const row = read.payoutId === null ? null : await store.lockTransfer(tx.db, read.payoutId);
    const fits =
      row !== null &&
      row.amountFen === read.amountFen &&
      row.destination === read.destination &&
      read.currency === 'cny' &&
      (row.transferId === null || row.transferId === read.id);
    if (row === null || !fits) {
      const matter = {
        objectId: read.id,
        amountFen: read.amountFen,
        currency: read.currency,
        detail: read.payoutId ?? '',
      };
      await raise({ tx, order: null, eventId: null }, 'transfer_foreign', `transfer:${read.id}`, matter);
      return note({ transfer: read.id, foreign: true });
    }
    const transactions = row.state === 'queued' ? [await paid(tx, row, read)] : [];
    for (const one of read.reversals) {
      const own = row.reversals.find((known) => known.id === one.ourId && known.amountFen === one.amountFen);
      if (own === undefined || own.state === 'failed')
        await about(tx, row, 'transfer_foreign', `reversal:${one.id}`, `reversal ${one.id}`);
      else if (own.state === 'queued') transactions.push(await takenBack(tx, row, own, one.id));
    }
    note({
      no: row.payout.no,
      transfer: read.id,
      ...(transactions.length === 0 ? { already: true } : { transactions }),
    });
  });
}

async function paid(tx: Ctx, row: store.TransferRow, read: ProviderTransfer): Promise<string> {
  const key = `payout_paid:${row.payoutId}`;
  const posted = await ledger.post(tx, {
    kind: 'payout.paid',
    key,
    effectiveAt: await ledger.openInstant(tx, read.createdAt),
    orderId: row.orderId,
    memo: `${row.payout.no} ${read.id}`,
    lines: [
      { account: transitParty(row.payout.organizationId), amount_fen: row.amountFen },
      { account: cashStripe, amount_fen: -row.amountFen },
    ],
  });
  await fact(tx, row, 'transfer.made', `stripe:${read.id}:made`, read.id, row.amountFen, posted.transaction_id);
  await store.saveTransfer(tx.db, row.payoutId, { state: 'settled', transferId: read.id, settledAt: tx.clock.now() });
  const moved = await payouts.savePayout(tx.db, row.payout, { state: 'paid', paidOn: dayOf(read.createdAt) });
  if (!moved) throw new Error(`payout ${row.payout.no} moved on while it was settled`);
  return posted.transaction_id;
}

const fact = (
  tx: Ctx,
  row: store.TransferRow,
  kind: 'transfer.made' | 'transfer.reversed',
  key: string,
  objectId: string,
  amountFen: bigint,
  transactionId: string,
): Promise<void> =>
  store.insertFact(tx.db, {
    key,
    kind,
    objectId,
    paymentIntentId: row.paymentIntentId,
    orderId: row.orderId,
    amountFen,
    feeFen: 0n,
    eventId: null,
    transactionId,
    observedAt: tx.clock.now(),
  });

async function takenBack(
  tx: Ctx,
  row: store.TransferRow,
  own: store.TransferRow['reversals'][number],
  reversalId: string,
): Promise<string> {
  const party = row.payout.organizationId;
  const { claimFen, payableFen } = reversalSplit(own.amountFen, await ledger.owedLocked(tx, recvParty(party)));
  const posted = await ledger.post(tx, {
    kind: 'payout.reversed',
    key: `payout_reversed:${own.id}`,
    effectiveAt: tx.clock.now(),
    orderId: row.orderId,
    memo: `${row.payout.no} ${reversalId}`,
    lines: [
      { account: cashStripe, amount_fen: own.amountFen },
      { account: recvParty(party), amount_fen: -claimFen },
      { account: payDeveloper(party), amount_fen: -payableFen },
    ],
  });
  await fact(
    tx,
    row,
    'transfer.reversed',
    `stripe:${reversalId}:reversed`,
    reversalId,
    own.amountFen,
    posted.transaction_id,
  );
  await store.saveReversal(tx.db, own.id, { state: 'settled', reversalId, settledAt: tx.clock.now() });
  return posted.transaction_id;
}

/** Job: asks back what transfers paid beyond their orders' parts, after refunds and lost disputes. */
export async function reverseTransfers(app: App): Promise<void> {
  for (const { payout_id: id, region_code } of await store.overpaid(app.db))
    await act(systemContext(app), { action: 'payouts.reverse', subject: ['payout', id] }, async (tx, note) => {
      await payouts.lockRegion(tx.db, region_code);
      const due = (await store.overpaid(tx.db)).find((one) => one.payout_id === id)?.too_much ?? 0n;
      if (due <= 0n) return note({ already: true });
      const reversalId = newId(tx, 'stripeReversal');
      await store.insertReversal(tx.db, {
        id: reversalId,
        payoutId: id,
        amountFen: due,
        idempotencyKey: `reversal:${reversalId}:v1`,
        state: 'queued',
        createdAt: tx.clock.now(),
      });
      await enqueue(
        tx,
        'payouts.send_reversal',
        { reversal_id: reversalId },
        { key: `payouts.send_reversal:${reversalId}` },
      );
      note({ reversal: reversalId, amount_fen: due.toString() });
    });
}

/** Job: one reversal. What the provider refuses, e.g. for want of balance there, is set off in the next run instead. */
export async function sendReversal(app: App, { reversal_id: id }: { reversal_id: string }): Promise<void> {
  const port = app.ports.checkout;
  const row = await store.lockReversal(app.db, id);
  const transferId = row?.transfer.transferId ?? null;
  if (port === null || row === null || transferId === null || row.state !== 'queued') return;
  await store.saveReversal(app.db, id, { tries: row.tries + 1 });
  const seen = row.tries === 0 ? null : await port.readTransfer(transferId);
  if (seen === null || !seen.reversals.some((one) => one.ourId === id))
    try {
      await port.reverseTransfer({ transferId, amountFen: row.amountFen, ourId: id }, row.idempotencyKey);
    } catch (error) {
      if (!isRefusal(error) || error.code !== 'payments.provider_rejected') throw error;
      const reason = String(error.params.reason ?? '');
      return refusedBack(app, row, reason);
    }
  await settleTransfer(app, await port.readTransfer(transferId));
}

async function refusedBack(app: App, row: store.ReversalRow, fault: string): Promise<void> {
  await act(
    systemContext(app),
    { action: 'payouts.reversal_failed', subject: ['payout', row.payoutId] },
    async (tx, note) => {
      await store.saveReversal(tx.db, row.id, { state: 'failed', fault });
      await about(tx, row.transfer, 'reversal_failed', `reversal_failed:${row.id}`, fault);
      note({ reversal: row.id, fault });
    },
  );
}

/** Hourly: what a lost job left behind, and what refunds have made too much. */
export async function healTransfers(app: App): Promise<void> {
  const ctx = systemContext(app);
  await reverseTransfers(app);
  for (const id of await store.queuedTransfers(app.db))
    await enqueue(ctx, 'payouts.transfer', { payout_id: id }, { key: `payouts.transfer:${id}` });
  for (const id of await store.queuedReversals(app.db))
    await enqueue(ctx, 'payouts.send_reversal', { reversal_id: id }, { key: `payouts.send_reversal:${id}` });
}
