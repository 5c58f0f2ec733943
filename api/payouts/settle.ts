/** What the bank's own record says of payouts: paid, or come back. Nothing is paid because somebody says so. */
import { act } from '#api/audit/act.ts';
import { type App, type Ctx, systemContext } from '#api/context.ts';
import { startOfDay } from '#api/kernel/time.ts';
import { cashBank, payDeveloper, payOperator, transitParty } from '#api/ledger/rules/accounts.ts';
import * as ledger from '#api/ledger/service.ts';
import { bankReturned } from './rules/codes.ts';
import * as store from './store.ts';

/** Job: settles every line that names a payout and has its amount. A second run finds nothing left. */
export async function settlePayouts(app: App): Promise<void> {
  for (const match of await store.bankMatches(app.db)) {
    await act(
      systemContext(app),
      { action: 'payouts.settle', subject: ['payout', match.payout_id] },
      async (tx, note) => {
        const posted = await settle(tx, match);
        note(posted === null ? { already: true } : { line: match.line_id, transactions: [posted] });
      },
    );
  }
}

async function settle(tx: Ctx, match: store.BankMatch): Promise<string | null> {
  const row = await store.lockPayout(tx.db, match.payout_id);
  const out = match.amount < 0n;
  if (row === null || row.state !== (out ? 'approved' : 'paid')) return null;
  const own = row.partyKind === 'operator' ? payOperator(row.organizationId) : payDeveloper(row.organizationId);
  const posted = await ledger.post(tx, {
    kind: out ? 'payout.paid' : 'payout.returned',
    key: `${out ? 'payout_paid' : 'payout_returned'}:${row.id}`,
    effectiveAt: await ledger.openInstant(tx, startOfDay(match.value_date)),
    memo: `${row.no} ${match.value_date}`,
    lines: [
      { account: out ? transitParty(row.organizationId) : own, amount_fen: -match.amount },
      { account: cashBank, amount_fen: match.amount },
    ],
  });
  const moved = await store.savePayout(
    tx.db,
    row,
    out
      ? { state: 'paid', paidOn: match.value_date, bankLineId: match.line_id }
      : {
          state: 'returned',
          returnedOn: match.value_date,
          returnLineId: match.line_id,
          returnReason: bankReturned,
        },
  );
  if (!moved) throw new Error(`payout ${row.no} or its line moved on while it was settled`);
  return posted.transaction_id;
}
