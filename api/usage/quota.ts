/** What of an agreement's quotas is used, and taking from them. */
import { type Granted, grantedUnder } from '#api/agreements/granted.ts';
import type { AgreementGrant } from '#api/agreements/rules/policy.ts';
import type { Ctx } from '#api/context.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { databaseNow, takeFrom, usedOf } from './quota-store.ts';
import { type Limit, limitsOf, nothingUsed, overQuota, takesOf, type Used } from './rules/decide.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

/** By the database, so that nobody gains a day by setting back the clock of a server. */
export async function gatewayNow(ctx: Ctx): Promise<Date> {
  return ctx.clock.machine === true ? databaseNow(ctx.db) : ctx.clock.now();
}

export async function readUsed(ctx: Ctx, agreementId: string, grant: AgreementGrant, now: Date): Promise<Used> {
  const used = { calls: { ...nothingUsed.calls }, rows: { ...nothingUsed.rows } };
  for (const line of takesOf(grant, now, 0)) used[line.measure][line.window] = await usedOf(ctx.db, agreementId, line);
  return used;
}

/** Takes one call and its rows. Refuses `usage.over_quota`; call inside `act`, so that a refusal takes nothing. */
export async function takeQuota(
  tx: Ctx,
  agreementId: string,
  grant: AgreementGrant,
  rows: number,
  now: Date,
): Promise<Limit[]> {
  const used = { calls: { ...nothingUsed.calls }, rows: { ...nothingUsed.rows } };
  for (const line of takesOf(grant, now, rows)) {
    const stands = await takeFrom(tx.db, agreementId, line);
    if (stands === null) throw overQuota(grant, line, await usedOf(tx.db, agreementId, line), now);
    used[line.measure][line.window] = stands;
  }
  return limitsOf(grant, used, now);
}

/** The limits of an agreement as they stand; empty where it has none. */
export async function readLimits(ctx: Ctx, agreementId: string, known?: Granted): Promise<Limit[]> {
  const granted = known ?? (await grantedUnder(ctx, agreementId));
  if (granted === null) return [];
  const now = await gatewayNow(ctx);
  return limitsOf(granted.grant, await readUsed(ctx, agreementId, granted.grant, now), now);
}

/** For the two sides of the agreement. */
export async function showLimits(ctx: Ctx, agreementId: string): Promise<{ items: Limit[] }> {
  const viewer = requireViewer(ctx.viewer);
  const agreement = await store.findAgreement(ctx.db, agreementId);
  if (agreement === null || ![agreement.developerId, agreement.agencyId].includes(viewer.organization.id))
    throw refuse('usage.not_found');
  return { items: await readLimits(ctx, agreementId) };
}
