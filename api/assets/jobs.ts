import { act } from '#api/audit/act.ts';
import { type App, systemContext } from '#api/context.ts';
import { addDays, dayOf, startOfDay } from '#api/kernel/time.ts';
import { countInventory } from './count.ts';
import * as ledger from './ledger-store.ts';
import { cardPath, tell } from './letters.ts';
import { maintainBy, renewFrom, spansBy } from './terms.ts';

/** Tells holders once of a registration that can be renewed, and of a card that has to be looked at soon. */
export async function remindHolders(app: App): Promise<void> {
  const ctx = systemContext(app);
  const today = dayOf(app.clock.now());
  const spans = spansBy(ctx);
  for (const card of await ledger.registeredCards(app.db, null, null)) {
    const own = await spans(card.regionCode);
    const [renew, maintain] = [renewFrom(card.validTo, own), maintainBy(card.maintainedOn, own)];
    const base = { about: card.id, to: card.holderId, path: cardPath(card.id) };
    const params = { code: card.code ?? '', name: card.name };
    if (renew !== null && card.validTo !== null && today >= renew)
      await act(ctx, { action: 'assets.remind', subject: ['asset', card.id], facts: { of: 'renewal' } }, (tx) =>
        tell(tx, 'renew', {
          ...base,
          params: { ...params, day: card.validTo ?? '' },
          once: { key: `asset|${card.id}|renew|${card.validTo}`, at: startOfDay(renew) },
        }),
      );
    if (maintain !== null && today >= addDays(maintain, -30))
      await act(ctx, { action: 'assets.remind', subject: ['asset', card.id], facts: { of: 'maintenance' } }, (tx) =>
        tell(tx, 'maintain', {
          ...base,
          params: { ...params, day: maintain },
          once: { key: `asset|${card.id}|maintain|${maintain}`, at: startOfDay(addDays(maintain, -30)) },
        }),
      );
  }
}

export const assetJobs = {
  'assets.count': (app: App, payload: { inventory: string }) => countInventory(app, payload),
  'assets.remind': (app: App) => remindHolders(app),
};

/** Mondays at seven in the morning in Shanghai. */
export const assetCrontab = '17 23 * * 0 assets.remind';
