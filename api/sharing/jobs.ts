import { act } from '#api/audit/act.ts';
import { type App, systemContext } from '#api/context.ts';
import { addDays, dayOf, startOfDay } from '#api/kernel/time.ts';
import { sendDueBatches } from './deliver.ts';
import { tell } from './letters.ts';
import { openWaiting } from './provide.ts';
import { isOpen } from './rules/rights.ts';
import { expiryWarnings } from './rules/terms.ts';
import * as store from './store.ts';
import { expireSharing } from './supervise.ts';

/** Ends what is over, opens what has its data by now, and sends the batches that are due. */
export async function sweepSharing(app: App): Promise<void> {
  const ctx = systemContext(app);
  const today = dayOf(app.clock.now());
  for (const id of await store.listOver(app.db, today)) {
    await expireSharing(ctx, id);
    for (const one of await store.listDeliveries(app.db, id, 'batch')) await app.ports.exchange.forget(one.id);
  }
  for (const id of await store.listWaiting(app.db)) await openWaiting(ctx, id);
  await sendDueBatches(app);
}

/** Tells of terms that end soon. */
export async function warnOfEnds(app: App): Promise<void> {
  const ctx = systemContext(app);
  const today = dayOf(app.clock.now());
  for (const days of expiryWarnings) {
    // Three days of grace for a server that slept; the letter itself is written once.
    for (const row of await store.listEnding(app.db, addDays(today, days - 3), addDays(today, days)))
      await act(ctx, { action: 'sharing.warn', subject: ['sharing', row.id], facts: { days } }, (tx) =>
        tell(tx, 'ending', {
          id: row.id,
          to: row.requesterId,
          params: { no: row.no, until: row.termUntil },
          once: { key: `sharing|${row.id}|${days}`, at: startOfDay(row.termUntil) },
        }),
      );
  }
}

/** The exchange platform is told how a grant stands now; told twice it is told the same. */
export async function tellExchange(app: App, { request }: { readonly request: string }): Promise<void> {
  const row = await store.findRequest(app.db, request);
  if (row === null || row.openedAt === null) return;
  const [units, entries] = [
    await store.findUnits(app.db, [row.requesterId, row.providerId]),
    await store.findEntries(app.db, [row.entryId]),
  ];
  const unit = (id: string) => ({ uscc: units.get(id)?.uscc ?? '', name: units.get(id)?.name ?? '' });
  const entry = entries.get(row.entryId);
  await app.ports.exchange.tell({
    no: row.no,
    dataset: { code: entry?.code ?? '', title: entry?.title ?? '' },
    provider: unit(row.providerId),
    requester: unit(row.requesterId),
    method: row.method,
    until: row.termUntil,
    open: isOpen(row),
  });
}

export const sharingJobs = {
  'sharing.sweep': (app: App) => sweepSharing(app),
  'sharing.warn': (app: App) => warnOfEnds(app),
  'sharing.tell': (app: App, payload: { request: string }) => tellExchange(app, payload),
};

/** Past every hour, of which one is after midnight in Shanghai; warnings at seven in the morning there. */
export const sharingCrontab = '11 * * * * sharing.sweep\n3 23 * * * sharing.warn';
