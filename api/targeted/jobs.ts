import { act } from '#api/audit/act.ts';
import { type App, systemContext } from '#api/context.ts';
import { addDays, dayOf } from '#api/kernel/time.ts';
import { sendTargetedCode } from './deliver.ts';
import * as store from './store.ts';
import { termDays } from './terms.ts';
import { expireCase } from './walk.ts';

/** Ends what is over, and wipes the papers of cases closed for long enough. */
export async function sweepTargeted(app: App): Promise<void> {
  const ctx = systemContext(app);
  const today = dayOf(app.clock.now());
  for (const id of await store.listOver(app.db, today)) await expireCase(ctx, id);
  for (const { id, regionCode, closedAt } of await store.listClosed(app.db)) {
    const days = await termDays(ctx, 'keep', regionCode);
    if (closedAt === null || addDays(dayOf(closedAt), days) >= today) continue;
    const row = await store.findCase(app.db, id);
    if (row === null) continue;
    for (const { key } of row.proofs) await app.ports.files.remove(key);
    await act(ctx, { action: 'targeted.wipe', subject: ['targeted', id], facts: { no: row.no } }, async (tx) => {
      for (const { number } of row.proofs) await store.removeProof(tx.db, id, number);
      // The filters stay, sealed: without them a file found later could not be traced.
      const wiped = { sealed: null, maskedName: '*', maskedNumber: '*', wipedAt: tx.clock.now() };
      await store.updateCase(tx.db, id, row.revision, wiped);
    });
  }
}

export const targetedJobs = {
  'targeted.code': (app: App, { code }: { code: string }) => sendTargetedCode(app, code),
  'targeted.sweep': (app: App) => sweepTargeted(app),
};

/** A few minutes after midnight in Shanghai, and every hour for a server that slept through it. */
export const targetedCrontab = '7 * * * * targeted.sweep';
