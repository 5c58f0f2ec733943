/** Matching in the background: each new line becomes a proposal, a known movement, or a case; exactly one of them. */
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type App, type Ctx, systemContext } from '#api/context.ts';
import { dayOf } from '#api/kernel/time.ts';
import { payBy } from '#api/orders/rules/order.ts';
import { otherAmountByHand } from './rules/codes.ts';
import { judge, type OrderFacts, referencesIn } from './rules/match.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';
import { openCase, takeBack } from './suspense.ts';

const batch = 50;

/** What the order that a reference names looks like to a line; null when there is none. */
export async function factsOf(tx: Ctx, order: store.PayableRow | null, exceptLine: string): Promise<OrderFacts | null> {
  if (order === null) return null;
  const waiting = await store.waitingMoves(tx.db, order.id);
  return {
    id: order.id,
    state: order.state,
    regionCode: order.agreement.regionCode,
    amountFen: order.amountFen,
    waitingFen: waiting.reduce((sum, move) => sum + move.amountFen, 0n),
    proposed: (await store.proposalsOf(tx.db, order.id, exceptLine)) > 0,
    placedOn: dayOf(order.placedAt),
    payBy: payBy(order.expiresAt),
    buyerName: order.buyer.name,
  };
}

async function matchLine(tx: Ctx, line: store.LineRow): Promise<string | null> {
  const at = tx.clock.now();
  const save = async (data: Parameters<typeof store.saveLine>[2]) => {
    if (!(await store.saveLine(tx.db, line, { ...data, settledAt: at }))) throw refuse('banking.changed_meanwhile');
    return null;
  };
  const byHand = await store.paymentBySerial(tx.db, line.serial);
  if (byHand !== null) {
    if (byHand.amountFen === line.amountFen) return save({ state: 'received', orderId: byHand.orderId });
    return save({ state: 'unexplained', note: otherAmountByHand[tx.locale === 'zh' ? 0 : 1] });
  }
  if (line.amountFen < 0n) {
    const what = await store.knownPayout(tx.db, line.serial, line.amountFen, line.memo, line.statement.regionCode);
    return save(what === null ? { state: 'unexplained' } : { state: 'paid_out', note: what });
  }
  const repayment = await store.knownRepayment(tx.db, line, line.statement.regionCode);
  if (repayment !== null) {
    // Before the treasury's receipt is registered nothing is on the books; recheck finds it afterwards.
    return save({ state: repayment.registered ? 'received' : 'unexplained', note: repayment.note });
  }
  const back = await store.returnedPayout(tx.db, line.amountFen, line.memo, line.statement.regionCode);
  if (back !== null) return save({ state: 'received', note: back });
  const references = referencesIn(line.memo);
  const [reference = null, more] = references.found;
  const single = more === undefined ? reference : null;
  const order = single === null ? null : await store.lockPayable(tx.db, { reference: single });
  const facts = await factsOf(tx, order, line.id);
  const verdict = judge(line, references, facts, line.statement.regionCode);
  const found = { reference: single, orderId: order?.id ?? null };
  if (verdict.exact) return save({ state: 'proposed', ...found });
  return openCase(tx, line, verdict.kind, found);
}

/** Matches what is new on a statement, some lines a transaction: a crash loses nothing and repeats nothing. */
export async function matchStatement(app: App, { statement_id: id }: { statement_id: string }): Promise<void> {
  const ctx = systemContext(app);
  for (let left = true; left; ) {
    left = await act(ctx, { action: 'banking.match', subject: ['bank_statement', id] }, async (tx, note) => {
      const lines = await store.takeNew(tx.db, id, batch);
      const transactions: string[] = [];
      for (const line of lines) {
        const posted = await matchLine(tx, line);
        if (posted !== null) transactions.push(posted);
      }
      note({ lines: lines.length, transactions });
      const more = ((await store.countStates(tx.db, id)).get('new') ?? 0) > 0;
      if (!more) await store.saveStatement(tx.db, id, { state: 'done' });
      // Payouts stand above: what the lines say of them is booked there.
      if (!more) await enqueue(tx, 'payouts.settle', {}, { key: `payouts.settle:${id}` });
      return more && lines.length > 0;
    });
  }
}

/** What a movement that nobody could explain turned out to be, or null. */
async function explained(db: Ctx['db'], { id, serial, amountFen, memo, statement }: store.LineRow) {
  if (amountFen > 0n) {
    const found = await store.knownRepayment(db, { id, amountFen, memo }, statement.regionCode);
    return found?.registered === true ? ({ state: 'received', note: found.note } as const) : null;
  }
  const note = await store.knownPayout(db, serial, amountFen, memo, statement.regionCode);
  return note === null ? null : ({ state: 'paid_out', note } as const);
}

/** Looks again at movements that nobody could explain when they were imported. */
export async function recheck(app: App): Promise<void> {
  const ctx = systemContext(app);
  for (const seen of await store.unexplainedLines(app.db)) {
    if ((await explained(app.db, seen)) === null) continue;
    await act(ctx, { action: 'banking.recheck', subject: ['bank_line', seen.id] }, async (tx, note) => {
      const what = await explained(tx.db, seen);
      note({ moved: what !== null && (await store.saveLine(tx.db, seen, { ...what, settledAt: tx.clock.now() })) });
    });
  }
}

/** An order fell through or was paid in another way: what waited for it goes back into suspense, to be returned or applied elsewhere. */
export async function release(app: App, { order_id: id }: { order_id: string }): Promise<void> {
  if ((await store.waitingMoves(app.db, id)).length === 0) return;
  await act(systemContext(app), { action: 'banking.release', subject: ['order', id] }, async (tx, note) => {
    const order = await store.lockPayable(tx.db, { id });
    const transactions: string[] = [];
    if (order !== null && order.state !== 'awaiting_payment') {
      for (const move of await store.waitingMoves(tx.db, id)) {
        transactions.push(await takeBack(tx, move, 'released', null));
      }
    }
    note({ transactions });
  });
}

/** Catches what a lost job left behind. */
export async function sweep(app: App): Promise<void> {
  for (const id of await store.partsToRelease(app.db)) await release(app, { order_id: id });
  for (const id of await store.unfinishedStatements(app.db)) await matchStatement(app, { statement_id: id });
  await recheck(app);
}
