/** The account that receives buyers' transfers: entered by the finance bureau of the region, with its history. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { holdsPower, requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { type accountEntry, accountShape } from './contract.ts';
import * as store from './store.ts';

type Account = z.output<typeof accountShape>;
export const accountKey = 'payments.receiving_account';

/** The account of a region, or null while its finance bureau has entered none. */
export async function readAccount(ctx: Ctx, regionCode: string): Promise<Account | null> {
  const read = accountShape.safeParse(await store.findAccount(ctx.db, regionCode));
  return read.success ? read.data : null;
}

export async function getAccount(ctx: Ctx, regionCode: string): Promise<{ account: Account | null }> {
  requireViewer(ctx.viewer);
  return { account: await readAccount(ctx, regionCode) };
}

export async function enterAccount(ctx: Ctx, input: z.output<typeof accountEntry>): Promise<{ account: Account }> {
  const viewer = requireDuty(ctx.viewer, 'finance_issue');
  if (!holdsPower(viewer, 'finance_bureau', input.region_code)) throw refuseAnywhere('auth.forbidden');
  const { region_code, document_no, ...account } = input;
  return act(ctx, { action: 'orders.enter_account', subject: ['region', region_code] }, async (tx, note) => {
    await store.insertAccount(tx.db, {
      // A parameter has no noun of its own among the prefixes; its id sorts by time like all others.
      id: newId(tx, 'request').replace('req_', 'par_'),
      key: accountKey,
      regionCode: region_code,
      value: { ...account },
      documentNo: document_no,
      setBy: viewer.personId,
      setAt: tx.clock.now(),
    });
    note({ document: document_no, account_ends_in: account.account_no.slice(-4) });
    return { account };
  });
}
