/** Where a payee is paid: entered by its own people, verified by an officer of a finance bureau, one at a time. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { sameName } from '#api/banking/rules/match.ts';
import { type Ctx, newId } from '#api/context.ts';
import { isSelf, requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { requirePasswordAgain } from '#api/people/service.ts';
import { payeeOf, readableRegions } from './access.ts';
import type { enteringAccount, payoutAccountShape, verifyingAccount } from './contract.ts';
import { bareNumber, isAccountNumber, isBankCode } from './rules/account.ts';
import { accountStates } from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';
import { sealNumber } from './sealed.ts';
import * as store from './store.ts';

export type PayoutAccountOut = z.input<typeof payoutAccountShape>;
const duties = ['signatory', 'developer', 'steward'] as const;

function show(row: store.AccountRow): PayoutAccountOut {
  return {
    id: row.id,
    organization_id: row.organizationId,
    organization_name: row.organization.name,
    uscc: row.organization.uscc,
    state: row.state,
    revision: row.revision,
    account_name: row.accountName,
    bank_name: row.bankName,
    bank_code: row.bankCode,
    ends_in: row.endsIn,
    entered_at: row.enteredAt.toISOString(),
    verified_at: row.verifiedAt?.toISOString() ?? null,
    opinion: row.opinion,
  };
}

/** A payee's own accounts, the newest first; for a bureau those that wait for it. */
export async function listPayoutAccounts(ctx: Ctx): Promise<{ items: PayoutAccountOut[] }> {
  const viewer = requireViewer(ctx.viewer);
  const finance = viewer.powers.some((held) => held.power === 'finance_bureau') || viewer.duties.includes('auditor');
  const rows = finance
    ? await store.accountsToVerify(ctx.db, readableRegions(ctx))
    : await store.accountsOf(ctx.db, payeeOf(ctx).organization.id);
  return { items: rows.map(show) };
}

/** An account that waits for verification takes the place of an earlier one that waits; the verified one stays until then. */
export async function enterPayoutAccount(ctx: Ctx, input: z.output<typeof enteringAccount>): Promise<PayoutAccountOut> {
  const viewer = requireDuty(payeeOf(ctx), duties);
  const { organization } = viewer;
  return act(ctx, { action: 'payouts.enter_account', subject: ['organization', organization.id] }, async (tx, note) => {
    if (!sameName(input.account_name, organization.name))
      throw refuse('payouts.account_name', { name: organization.name });
    const number = bareNumber(input.account_no);
    if (!isAccountNumber(number)) throw refuse('payouts.account_number');
    const bankCode = bareNumber(input.bank_code);
    if (!isBankCode(bankCode)) throw refuse('payouts.bank_code');
    await requirePasswordAgain(tx, input.password);
    for (const one of await store.accountsOf(tx.db, organization.id))
      if (one.state === 'entered' && !(await store.saveAccount(tx.db, one, { state: 'retired' })))
        throw refuse('payouts.changed_meanwhile');
    const id = newId(tx, 'payoutAccount');
    await store.insertAccount(tx.db, {
      id,
      organizationId: organization.id,
      state: 'entered',
      revision: 1,
      accountName: input.account_name,
      bankName: input.bank_name,
      bankCode,
      sealedNumber: sealNumber(tx, id, number),
      endsIn: number.slice(-4),
      enteredBy: viewer.personId,
      enteredAt: tx.clock.now(),
    });
    note({ account: id, ends_in: number.slice(-4), bank_code: bankCode });
    const made = await store.lockAccount(tx.db, id);
    if (made === null) throw new Error(`account ${id} was not kept`);
    return show(made);
  });
}

/** By somebody other than whoever entered it. A verified account takes over from the one before. */
export async function verifyPayoutAccount(
  ctx: Ctx,
  id: string,
  input: z.output<typeof verifyingAccount>,
): Promise<PayoutAccountOut> {
  const viewer = requireDuty(ctx.viewer, ['finance_review', 'finance_issue']);
  return act(ctx, { action: 'payouts.verify_account', subject: ['payout_account', id] }, async (tx, note) => {
    const row = await store.lockAccount(tx.db, id);
    if (row === null || !(await store.reaches(tx.db, row.organizationId, readableRegions(tx))))
      throw refuse('payouts.not_found');
    if (row.state !== 'entered') {
      const { state } = row;
      throw refuse('payouts.account_done', {
        state: accountStates.label(state, 'zh'),
        state_en: accountStates.label(state, 'en'),
      });
    }
    if (isSelf(viewer, row.enteredBy)) throw refuse('payouts.account_two_people');
    if (!input.verified && input.opinion === '') throw refuse('payouts.opinion_missing');
    await requirePasswordAgain(tx, input.password);
    if (input.verified) {
      for (const one of await store.accountsOf(tx.db, row.organizationId))
        if (one.state === 'verified') await store.saveAccount(tx.db, one, { state: 'retired' });
    }
    const seen = { id, revision: input.revision };
    const saved = await store.saveAccount(tx.db, seen, {
      state: input.verified ? 'verified' : 'refused',
      verifiedBy: viewer.personId,
      verifiedAt: tx.clock.now(),
      opinion: input.opinion === '' ? null : input.opinion,
    });
    if (!saved) throw refuse('payouts.changed_meanwhile');
    note({ account: id, verified: input.verified, ends_in: row.endsIn });
    const now = await store.lockAccount(tx.db, id);
    if (now === null) throw new Error(`account ${id} is gone`);
    return show(now);
  });
}
