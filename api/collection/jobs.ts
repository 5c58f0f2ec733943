import { act } from '#api/audit/act.ts';
import { type App, systemContext } from '#api/context.ts';
import { addDays, dayOf } from '#api/kernel/time.ts';
import { indexEntry, reindexKnown } from './known.ts';
import { termDays } from './subject-access.ts';
import * as store from './subject-store.ts';

/** Ends proofs whose time is over, and wipes what subjects wrote when it has been kept long enough. */
export async function sweepSubjects(app: App): Promise<void> {
  const ctx = systemContext(app);
  const today = dayOf(app.clock.now());
  for (const { id, revision } of await store.lapsedProofs(app.db, today))
    await act(ctx, { action: 'collection.lapse_subject', subject: ['subject_proof', id] }, async (tx) => {
      await store.updateProof(tx.db, id, revision, { state: 'lapsed' });
    });
  const open = new Set<string>();
  for (const row of await store.spentRequests(app.db)) {
    const closed = row.answeredAt ?? row.updatedAt;
    if (addDays(dayOf(closed), await termDays(ctx, 'keep', row.regionCode)) >= today) {
      open.add(row.proofId);
      continue;
    }
    await act(ctx, { action: 'collection.wipe_words', subject: ['subject_request', row.id] }, async (tx) => {
      const asked = { wordsSealed: null, suppliedSealed: null };
      const wiped = { ...asked, noticeSealed: null, extensionSealed: null, answerSealed: null };
      await store.updateRequest(tx.db, row.id, row.revision, wiped);
    });
  }
  for (const row of await store.spentProofs(app.db)) {
    // A request that still runs, or whose words are kept, needs to know whose it is.
    if (open.has(row.id) || (await store.hasOpenRequest(app.db, row.id))) continue;
    if (row.fileKey !== null) await app.ports.files.remove(row.fileKey);
    await act(ctx, { action: 'collection.wipe_proof', subject: ['subject_proof', row.id] }, async (tx) => {
      const wiped = { sealed: null, fileKey: null, fileKind: null, maskedName: '*', maskedNumber: '*' };
      await store.updateProof(tx.db, row.id, row.revision, wiped);
    });
  }
}

export const collectionJobs = {
  'collection.index': (app: App, { entryId }: { entryId: string }) => indexEntry(app, entryId),
  'collection.reindex': (app: App) => reindexKnown(app),
  'collection.sweep': (app: App) => sweepSubjects(app),
};

/** The index nightly at 03:20 in Shanghai: synonyms that changed, and whatever was missed; proofs and papers every hour. */
export const collectionCrontab = '20 19 * * * collection.reindex\n17 * * * * collection.sweep';
