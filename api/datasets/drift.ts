/** Columns that are not as they were: found when a version is ready, accepted by its steward before it is published. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { getOwnVersion, ownerOf, wrongState } from './access.ts';
import type { driftBody } from './contract.ts';
import * as changes from './drift-store.ts';
import { findPublished } from './published-store.ts';
import { driftOf, driftText } from './rules/drift.ts';
import { refuse } from './rules/refusals.ts';
import { separator, showVersionRow, type VersionOut } from './show.ts';
import * as store from './store.ts';

/**
 * Compares every version of the entry that is ready with the newest published one. What was accepted stays accepted only
 * while the difference is the same: a version published in between may have brought another.
 */
export async function refreshDrift(tx: Ctx, entryId: string): Promise<void> {
  const published = await findPublished(tx.db, entryId, 'latest');
  for (const version of await store.listVersions(tx.db, entryId, 'ready')) {
    const drift =
      published === null
        ? null
        : driftOf(
            { ...published, columns: await store.listColumns(tx.db, published.id) },
            { ...version, columns: await store.listColumns(tx.db, version.id) },
          );
    if (canonicalJson(drift) !== canonicalJson(version.drift)) await changes.setDrift(tx.db, version.id, drift);
  }
}

/** The steward knows that the columns changed and says why; publication waits for it. */
export async function acceptDrift(ctx: Ctx, id: string, input: z.output<typeof driftBody>): Promise<VersionOut> {
  return act(ctx, { action: 'datasets.accept_drift', subject: ['version', id] }, async (tx, note) => {
    const { version, entry, byId } = await getOwnVersion(tx, id);
    if (version.state !== 'ready') throw wrongState(version);
    if (version.drift === null) throw refuse('datasets.no_drift', { number: version.number });
    const { drift } = version;
    await changes.acceptDrift(tx.db, id, {
      driftAcceptedBy: byId,
      driftAcceptedAt: tx.clock.now(),
      driftReason: input.reason,
    });
    note({ entry: entry.id, number: version.number, drift: driftText(drift).slice(0, 500) });
    const after = await store.findVersion(tx.db, id);
    if (after === null) throw refuse('datasets.version_not_found');
    return showVersionRow(tx, after, ownerOf(entry));
  });
}

/** Refuses what keeps a version that passed the privacy gate from being opened: its columns, its quality (Article 11). */
export async function requireSound(tx: Ctx, version: store.Version): Promise<void> {
  const { number, drift } = version;
  if (drift !== null && version.driftAcceptedAt === null)
    throw refuse('datasets.drift_open', { number, before: drift.from, columns: driftText(drift).slice(0, 400) });
  const { pending, failing } = await changes.qualityGate(tx.db, version);
  if (failing.length > 0)
    throw refuse('datasets.quality_failed', { number, rules: failing.join(separator).slice(0, 400) });
  if (pending) throw refuse('datasets.quality_pending', { number });
}
