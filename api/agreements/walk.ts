/** How one edge of the lifecycle is walked: lock, authorise, check the state, change, note it in the record. */
import { act, type Note } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import type { AgreementAction } from './rules/codes.ts';
import { agreementLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { hindrance, type OwnAction, sideOf } from './rules/rights.ts';
import * as store from './store.ts';
import { type AgreementOut, factsOf, showAgreement } from './view.ts';

export interface Walk {
  readonly tx: Ctx;
  readonly viewer: Viewer;
  readonly row: store.AgreementRow;
  readonly today: Day;
  readonly note: Note;
}

export interface Walked {
  readonly changes?: store.Changes;
  readonly words?: string | null;
}

type Walked1 = Promise<Walked> | Walked;

export async function walk(
  ctx: Ctx,
  id: string,
  action: Exclude<OwnAction, 'sign' | 'complete'>,
  body: (walk: Walk) => Walked1,
): Promise<AgreementOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: `agreements.${action}`, subject: ['agreement', id] }, async (tx, note) => {
    const row = await store.lockAgreement(tx.db, id);
    if (row === null || sideOf(factsOf(row), viewer) === null) throw refuse('agreement.not_found');
    const hindered = hindrance(factsOf(row), viewer, action);
    if (hindered !== null) throw hindered;
    const walked = await body({ tx, viewer, row, today: dayOf(tx.clock.now()), note });
    await settle(tx, row, action, walked);
    note({ no: row.no });
    return reread(tx, id);
  });
}

/** Saves the change with its step in the record. The row must be locked. `viewer` null stands for the clock. */
export async function settle(tx: Ctx, row: store.AgreementRow, action: AgreementAction, walked: Walked): Promise<void> {
  const to = edge(agreementLifecycle, row.state, action)?.to;
  if (to === undefined) throw new Error(`no edge ${action} from ${row.state}`);
  const at = tx.clock.now();
  const changes = { ...walked.changes, state: to, updatedAt: at };
  if (!(await store.updateAgreement(tx.db, row.id, row.revision, changes)))
    throw new Error('a locked agreement changed');
  const version = walked.changes?.version;
  await store.insertStep(tx.db, {
    id: newId(tx, 'step'),
    agreementId: row.id,
    revision: row.revision + 1,
    action,
    fromState: row.state,
    toState: to,
    version: typeof version === 'number' ? version : row.version,
    words: walked.words ?? null,
    personId: tx.viewer?.personId ?? null,
    organizationId: tx.viewer?.organization.id ?? null,
    at,
  });
}

export async function reread(ctx: Ctx, id: string): Promise<AgreementOut> {
  const row = await store.findAgreement(ctx.db, id);
  if (row === null) throw refuse('agreement.not_found');
  return showAgreement(ctx, row);
}
