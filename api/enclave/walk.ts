/** One step of a job's life: the edge, the row under its lock, the record of it. */
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { JobAction } from './rules/codes.ts';
import { jobLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';
import { wrongState } from './view.ts';

export interface Move {
  readonly action: JobAction;
  /** As the caller saw it; any when left out. */
  readonly revision?: number | undefined;
  readonly words?: string | null;
  readonly change?: Prisma.EnclaveJobUncheckedUpdateManyInput;
  /** Checks and what follows, in the same transaction. */
  readonly along?: (tx: Ctx, row: store.JobRow) => Promise<void>;
}

/** Refuses `enclave.wrong_state` and `enclave.changed_meanwhile`. */
export async function walk(ctx: Ctx, id: string, move: Move): Promise<store.JobRow> {
  return act(ctx, { action: `enclave.${move.action}`, subject: ['enclave_job', id] }, async (tx, note) => {
    const row = await store.findJob(tx.db, id);
    if (row === null) throw refuse('enclave.not_found');
    if (move.revision !== undefined && move.revision !== row.revision)
      throw refuse('enclave.changed_meanwhile', { revision: row.revision });
    const to = edge(jobLifecycle, row.state, move.action);
    if (to === null) throw wrongState(row.state, move.action);
    await move.along?.(tx, row);
    if (!(await store.updateJob(tx.db, id, row.revision, { ...move.change, state: to.to })))
      throw refuse('enclave.changed_meanwhile', { revision: row.revision + 1 });
    await store.insertStep(tx.db, {
      id: newId(tx, 'step'),
      jobId: id,
      revision: row.revision + 1,
      action: move.action,
      fromState: row.state,
      toState: to.to,
      words: move.words ?? null,
      personId: tx.viewer?.personId ?? null,
      organizationId: tx.viewer?.organization.id ?? null,
      at: tx.clock.now(),
    });
    note({ no: row.no, agreement: row.agreementId, to: to.to });
    const after = await store.findJob(tx.db, id);
    if (after === null) throw new Error(`job ${id} is gone`);
    return after;
  });
}
