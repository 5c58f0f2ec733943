/** How one edge of the lifecycle is walked: lock, authorise, check the state, change, note it in the case file, tell the applicant. */
import { act, type Note } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import { mailTo } from '#api/participants/service.ts';
import { requireApplicant, sideIn } from './access.ts';
import { type CaseAction, closedStates } from './rules/codes.ts';
import { news } from './rules/letter.ts';
import { caseLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { type DeskSide, hindrance } from './rules/rights.ts';
import { type CaseOut, showCase } from './show.ts';
import * as store from './store.ts';

export interface Walk {
  readonly tx: Ctx;
  readonly row: store.CaseRow;
  readonly today: Day;
  readonly note: Note;
}

export interface Walked {
  readonly changes?: store.Changes;
  /** What is said in the case file, which both sides read. */
  readonly words?: string | null;
}

type Body = (walk: Walk) => Promise<Walked> | Walked;

/** `revision`, where given, is the one the applicant saw. */
export async function walkAsApplicant(
  ctx: Ctx,
  id: string,
  action: CaseAction,
  body: Body,
  revision?: number,
): Promise<CaseOut> {
  const applicant = await requireApplicant(ctx);
  return act(ctx, { action: `targeted.${action}`, subject: ['targeted', id] }, async (tx, note) => {
    const row = await store.lockCase(tx.db, id);
    if (row === null || row.ownerId !== applicant) throw refuse('targeted.not_found');
    if (revision !== undefined && revision !== row.revision)
      throw refuse('targeted.changed_meanwhile', { revision: row.revision });
    await settle(tx, row, 'applicant', action, body, note);
    return reread(tx, id, 'applicant');
  });
}

export async function walkAsAgency(ctx: Ctx, id: string, action: CaseAction, body: Body): Promise<CaseOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: `targeted.${action}`, subject: ['targeted', id] }, async (tx, note) => {
    const row = await store.lockCase(tx.db, id);
    const side = row === null ? null : sideIn(row, viewer);
    if (row === null || side === null) throw refuse('targeted.not_found');
    await settle(tx, row, side, action, body, note);
    return reread(tx, id, side);
  });
}

/** The term is over: nobody's act. The row is looked at again under its lock. */
export async function expireCase(ctx: Ctx, id: string): Promise<void> {
  await act(ctx, { action: 'targeted.expire', subject: ['targeted', id] }, async (tx, note) => {
    const row = await store.lockCase(tx.db, id);
    const over = row?.termUntil != null && row.termUntil < dayOf(tx.clock.now());
    if (row === null || !over || edge(caseLifecycle, row.state, 'expire') === null) return;
    await step(tx, row, 'expire', {}, null);
    note({ no: row.no });
  });
}

async function settle(
  tx: Ctx,
  row: store.CaseRow,
  side: 'applicant' | DeskSide,
  action: CaseAction,
  body: Body,
  note: Note,
): Promise<void> {
  const hindered = hindrance(row, side, action);
  if (hindered !== null) throw hindered;
  const walked = await body({ tx, row, today: dayOf(tx.clock.now()), note });
  const { changes = {} } = walked;
  const to = await step(tx, row, action, changes, walked.words ?? null);
  note({ no: row.no, from: row.state, to });
  const letter = news[action];
  if (letter === undefined) return;
  const due = typeof changes.dueOn === 'string' ? changes.dueOn : (row.dueOn ?? '');
  const path = `/targeted/${row.id}`;
  await mailTo(tx, row.ownerId, { about: row.id, ...letter, params: { no: row.no, due }, path });
}

async function step(
  tx: Ctx,
  row: store.CaseRow,
  action: CaseAction,
  changes: store.Changes,
  words: string | null,
): Promise<string> {
  const to = edge(caseLifecycle, row.state, action)?.to;
  if (to === undefined) throw new Error(`no edge ${action} from ${row.state}`);
  const at = tx.clock.now();
  const closed = closedStates.includes(to) ? { closedAt: at } : {};
  if (!(await store.updateCase(tx.db, row.id, row.revision, { ...changes, ...closed, state: to, updatedAt: at })))
    throw new Error('a locked case changed');
  const byAgency = tx.viewer !== null && !['save', 'file', 'resubmit', 'withdraw', 'deliver'].includes(action);
  await store.insertStep(tx.db, {
    id: newId(tx, 'step'),
    caseId: row.id,
    revision: row.revision + 1,
    action,
    fromState: row.state,
    toState: to,
    words,
    personId: byAgency ? (tx.viewer?.personId ?? null) : null,
    organizationId: byAgency ? (tx.viewer?.organization.id ?? null) : null,
    at,
  });
  return to;
}

export async function reread(ctx: Ctx, id: string, side: 'applicant' | DeskSide): Promise<CaseOut> {
  const row = await store.findCase(ctx.db, id);
  if (row === null) throw refuse('targeted.not_found');
  return showCase(ctx, row, side);
}
