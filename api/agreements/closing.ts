/** The end of an agreement, however it comes: what is open under it closes, and the duty of disposition begins (Article 20). */

import { enqueue } from '#api/audit/enqueue.ts';
import type { Ctx } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { markCertificateOf } from '#api/licensing/standing.ts';
import { settleAmendment } from './amendment-walk.ts';
import { startDisposition } from './disposition-start.ts';
import * as life from './life-store.ts';
import { noteStep, register } from './matter.ts';
import { certificateWords } from './rules/certificate-words.ts';
import { openAmendment, openEnding, openMeasure } from './rules/life-codes.ts';
import { lapsedOpinion } from './rules/life-letters.ts';
import { endingLifecycle, measureLifecycle } from './rules/life-lifecycle.ts';
import * as store from './store.ts';
import { settle } from './walk.ts';

export interface Ended {
  readonly action: 'end' | 'expire';
  /** Last day it held. */
  readonly endedOn: string;
  readonly ground?: string;
  readonly matterId?: string;
  readonly words?: string;
}

/** The row must be locked; the matter that ended it has left its open state already. */
export async function endLife(tx: Ctx, row: store.AgreementRow, ended: Ended): Promise<void> {
  await settle(tx, row, ended.action, { changes: { endedAt: tx.clock.now() }, words: ended.words ?? null });
  await enqueue(tx, 'usage.close_agreement', { agreementId: row.id });
  await register(tx, row, {
    kind: ended.action === 'end' ? 'termination' : 'expiry',
    version: row.version,
    effectiveOn: ended.endedOn,
    ...(ended.matterId === undefined ? {} : { matterId: ended.matterId }),
    ...(ended.ground === undefined ? {} : { ground: ended.ground }),
  });
  if (ended.action === 'end')
    await markCertificateOf(tx, row.applicationId, { kind: 'revoked', reason: certificateWords.ended(row.no) });
  await lapseAmendments(tx, row);
  const at = tx.clock.now();
  for (const measure of await life.measuresOf(tx.db, row.id)) {
    if (!openMeasure.includes(measure.state) || edge(measureLifecycle, measure.state, 'lapse') === null) continue;
    await life.updateMeasure(tx.db, measure.id, { state: 'lapsed', closedAt: at, updatedAt: at });
    const matter = { type: 'measure', id: measure.id, agreementId: row.id } as const;
    await noteStep(tx, matter, { action: 'lapse', from: measure.state, to: 'lapsed' });
  }
  for (const ending of await life.endingsOf(tx.db, row.id)) {
    if (!openEnding.includes(ending.state) || edge(endingLifecycle, ending.state, 'lapse') === null) continue;
    await life.updateEnding(tx.db, ending.id, { state: 'lapsed', decidedAt: at, updatedAt: at });
    const matter = { type: 'ending', id: ending.id, agreementId: row.id } as const;
    await noteStep(tx, matter, { action: 'lapse', from: ending.state, to: 'lapsed' });
  }
  await startDisposition(tx, row, ended.endedOn);
}

/** What was being negotiated or filed is void, and leaves the department's desk. */
export async function lapseAmendments(tx: Ctx, row: store.AgreementRow): Promise<void> {
  for (const amendment of await life.listAmendments(tx.db, row.id)) {
    if (!openAmendment.includes(amendment.state)) continue;
    await settleAmendment(tx, amendment, 'lapse', {});
    for (const filing of await life.filingsOf(tx.db, amendment.id)) {
      if (filing.state !== 'submitted' && filing.state !== 'supplement') continue;
      const decided = { opinion: lapsedOpinion, decidedAt: tx.clock.now() };
      await store.updateFiling(tx.db, filing.id, filing.state, { state: 'refused', ...decided });
    }
  }
}
