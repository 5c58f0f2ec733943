/** Warnings 90, 30 and 7 days before the end (brief 2.3): each once, to both sides, with the way to a renewal. */
import { act } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { addDays, dayOf } from '#api/kernel/time.ts';
import * as after from './after-store.ts';
import { tellSide } from './matter.ts';
import { reminderDays, reminderOn } from './rules/in-force.ts';
import * as store from './store.ts';

export async function warnOfExpiry(ctx: Ctx): Promise<number> {
  const today = dayOf(ctx.clock.now());
  let given = 0;
  for (const { id } of await after.runningAgreements(ctx.db, today, addDays(today, reminderDays[0]))) {
    const seen = await store.findAgreement(ctx.db, id);
    // Suspended or not, the term runs on.
    const due = seen === null ? null : reminderOn({ ...seen, state: 'active' }, today);
    if (seen === null || seen.effectiveTo === null || due === null) continue;
    const { effectiveTo } = seen;
    const key = { agreementId: id, effectiveTo, within: due.within };
    if (await after.wasWarned(ctx.db, key)) continue;
    await act(ctx, { action: 'agreements.warn', subject: ['agreement', id] }, async (tx, note) => {
      const row = await store.lockAgreement(tx.db, id);
      if (row === null || row.effectiveTo !== effectiveTo) return;
      const at = tx.clock.now();
      if (!(await after.insertWarning(tx.db, { ...key, at }))) return;
      for (const side of ['agency', 'developer'] as const)
        await tellSide(tx, row, side, 'expiry', {
          path: `/w/agreements/${id}/amendments`,
          params: { n: due.within, left: due.daysLeft, to: effectiveTo },
        });
      given += 1;
      note({ no: row.no, within: due.within, to: effectiveTo });
    });
  }
  return given;
}
