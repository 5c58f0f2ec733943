/** How one edge of the lifecycle is walked: lock, authorise, check the state, change, note it in the case file. */
import { act, type Note } from '#api/audit/act.ts';
import { sqlState } from '#api/audit/conflict.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import { factsOf } from './facts.ts';
import { bilingual } from './rules/bilingual.ts';
import { type ApplicationAction, type ApplicationState, applicationActions, applicationStates } from './rules/codes.ts';
import { applicationLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { hindrance, sideOf } from './rules/rights.ts';
import * as store from './store.ts';
import { type ApplicationOut, showApplication } from './view.ts';

/** What the walker is given. */
export interface Walk {
  readonly tx: Ctx;
  readonly viewer: Viewer;
  readonly row: store.ApplicationRow;
  readonly today: Day;
  readonly note: Note;
}

export interface Walked {
  readonly changes?: store.Changes;
  /** What is said in the case file. */
  readonly words?: string | null;
  /** What a broken unique key means here: two cases, one receipt, at the same moment. */
  readonly taken?: Refusal;
}

export async function walk(
  ctx: Ctx,
  id: string,
  action: ApplicationAction,
  body: (walk: Walk) => Promise<Walked> | Walked,
): Promise<ApplicationOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: `licensing.${action}`, subject: ['application', id] }, async (tx, note) => {
    const row = await store.lockApplication(tx.db, id);
    if (row === null) throw refuse('licensing.not_found');
    const facts = factsOf(row);
    const today = dayOf(tx.clock.now());
    if (sideOf(facts, viewer) === null) throw notForThem(viewer, row, action);
    const hindered = hindrance(facts, viewer, action, today);
    if (hindered !== null) throw hindered;
    const to = edge(applicationLifecycle, row.state, action)?.to;
    if (to === undefined) throw new Error(`no edge ${action} from ${row.state}`);
    const walked = await body({ tx, viewer, row, today, note });
    await settle(tx, viewer, row, action, to, walked);
    note({ no: row.no, from: row.state, to });
    return reread(tx, id);
  });
}

/** A finance bureau elsewhere is told that it has no jurisdiction; everybody else, that there is nothing here. */
function notForThem(viewer: Viewer, row: store.ApplicationRow, action: ApplicationAction) {
  const elsewhere = action === 'confirm_fee' && viewer.powers.some((held) => held.power === 'finance_bureau');
  return elsewhere ? refuse('licensing.other_region', { region: row.regionCode }) : refuse('licensing.not_found');
}

/** One step of one case, walked by the one who leads all parts of a joint case, or by its applicant for all of them. */
export async function walkPart(
  tx: Ctx,
  viewer: Viewer,
  id: string,
  action: ApplicationAction,
  body: (row: store.ApplicationRow) => Promise<Walked> | Walked,
): Promise<void> {
  const row = await store.lockApplication(tx.db, id);
  if (row === null) throw refuse('licensing.not_found');
  const to = edge(applicationLifecycle, row.state, action)?.to;
  if (to === undefined)
    throw refuse('licensing.wrong_state', {
      ...bilingual('action', applicationActions.words[action]),
      ...bilingual('state', applicationStates.words[row.state]),
    });
  await settle(tx, viewer, row, action, to, await body(row));
}

async function settle(
  tx: Ctx,
  viewer: Viewer,
  row: store.ApplicationRow,
  action: ApplicationAction,
  to: ApplicationState,
  walked: Walked,
): Promise<void> {
  const at = tx.clock.now();
  const changes = { ...walked.changes, state: to, updatedAt: at };
  const saved = await store.updateApplication(tx.db, row.id, row.revision, changes).catch((error: unknown) => {
    throw walked.taken !== undefined && isTaken(error) ? walked.taken : error;
  });
  if (!saved) throw new Error('a locked application changed');
  await store.insertStep(tx.db, {
    id: newId(tx, 'step'),
    applicationId: row.id,
    revision: row.revision + 1,
    action,
    fromState: row.state,
    toState: to,
    words: walked.words ?? null,
    personId: viewer.personId,
    organizationId: viewer.organization.id,
    at,
  });
}

export async function reread(ctx: Ctx, id: string): Promise<ApplicationOut> {
  const row = await store.findApplication(ctx.db, id);
  if (row === null) throw refuse('licensing.not_found');
  return showApplication(ctx, row);
}

function isTaken(error: unknown): boolean {
  return sqlState(error) === '23505' || (error as { code?: string }).code === 'P2002';
}
