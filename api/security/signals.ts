/** What is overdue or missing, from the records alone: for the desk, for supervision (Article 27, circumstance 6) and evaluation. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { addDays, dayOf } from '#api/kernel/time.ts';
import { scopeOf } from './access.ts';
import { unassessed } from './assessments-store.ts';
import type { signalShape } from './desk-contract.ts';
import { names } from './roots-store.ts';
import type { SignalKind } from './rules/codes.ts';
import { findSignals, type Whose } from './signals-store.ts';

export type SignalOut = z.input<typeof signalShape>;

/** Asks no rights: for rooms that read on the platform's behalf. Without `of`, everybody's. */
export async function securitySignals(
  ctx: Ctx,
  of: Whose = null,
): Promise<(SignalOut & { readonly organization_id: string })[]> {
  const now = ctx.clock.now();
  const today = dayOf(now);
  const [found, missing] = await Promise.all([
    findSignals(ctx.db, now, today, addDays(today, -366), of),
    unassessed(ctx.db, of),
  ]);
  const all = [
    ...found,
    ...missing.map((one) => ({
      kind: 'no_assessment',
      organization_id: one.organization_id,
      region_code: one.region_code,
      subject_type: 'entry',
      subject_id: one.code,
      subject_no: one.code,
      since: dayOf(one.since),
    })),
  ];
  const units = await names(
    ctx.db,
    all.map((one) => one.organization_id),
  );
  return all.map((one) => ({
    ...one,
    kind: one.kind as SignalKind,
    organization_name: units.get(one.organization_id) ?? '',
  }));
}

export async function listSignals(ctx: Ctx): Promise<{ items: SignalOut[] }> {
  const { scope } = scopeOf(ctx);
  return { items: await securitySignals(ctx, scope) };
}
