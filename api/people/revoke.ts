/** Taking a right away after a review, with the events of this room: by whom it may be is for the caller to have decided; inside `act`. */
import { act } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import * as delegations from './delegation-store.ts';
import { requireFreshFactor } from './factor.ts';
import * as rows from './members-store.ts';
import { remember } from './sessions.ts';
import { findToken, revokeSessionsBut, revokeToken } from './store.ts';

/** False where the person no longer holds it; `last_admin` where nobody would be left to manage the organisation. */
export async function revokeDuty(
  ctx: Ctx,
  personId: string,
  organizationId: string,
  duty: string,
): Promise<boolean | 'last_admin'> {
  await rows.lockMember(ctx.db, personId, organizationId);
  const row = await rows.findMember(ctx.db, personId, organizationId);
  if (row === null || !row.duties.includes(duty)) return false;
  if (duty === 'admin' && (await rows.countAdmins(ctx.db, organizationId, personId)) === 0) return 'last_admin';
  return act(ctx, { action: 'people.change_duties', subject: ['person', personId] }, async (tx, note) => {
    await requireFreshFactor(tx);
    const duties = row.duties.filter((held) => held !== duty);
    await rows.setDuties(tx.db, personId, organizationId, duties);
    // Nothing opened with the old rights goes on.
    const ended = await revokeSessionsBut(tx.db, personId, null, tx.clock.now());
    await remember(tx, personId, 'duties_changed');
    note({ duties, before: [...row.duties], sessions_ended: ended });
    return true;
  });
}

/** False where it had ended. */
export async function revokeTokenOf(ctx: Ctx, organizationId: string, id: string): Promise<boolean> {
  const row = await findToken(ctx.db, id);
  if (row === null || row.organizationId !== organizationId || row.revokedAt !== null) return false;
  return act(ctx, { action: 'people.revoke_token', subject: ['access_token', id] }, async (tx, note) => {
    note({ prefix: row.prefix });
    return revokeToken(tx.db, id, tx.clock.now());
  });
}

/** Sessions that act under it lose its duties with their next request. False where it had ended. */
export async function revokeDelegationOf(ctx: Ctx, organizationId: string, id: string): Promise<boolean> {
  const row = await delegations.findDelegation(ctx.db, id);
  if (row === null || row.organizationId !== organizationId || row.revokedAt !== null) return false;
  return act(ctx, { action: 'people.revoke_delegation', subject: ['delegation', id] }, async (tx, note) => {
    note({ holder: row.holderId, delegate: row.delegateId });
    return delegations.revokeDelegation(tx.db, id, requireViewer(tx.viewer).personId, tx.clock.now());
  });
}
