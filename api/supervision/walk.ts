/** How one edge of a file is walked: lock, authorise, check the state, change, note it in the file. */
import { act, type Note } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import { factsOf } from './access.ts';
import { type CaseAction, endedStates } from './rules/codes.ts';
import { caseLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { hindrance, sidesOf } from './rules/rights.ts';
import { type CaseOut, showCase } from './show.ts';
import * as store from './store.ts';

export interface Walk {
  readonly tx: Ctx;
  readonly viewer: Viewer;
  readonly row: store.CaseRow;
  readonly today: Day;
  readonly note: Note;
}
export interface Walked {
  readonly changes?: store.Changes;
  /** What is said in the file, which both sides read. */
  readonly words?: string | null;
  readonly paperId?: string;
  /** What the platform does at once, in the same transaction. */
  readonly after?: (tx: Ctx, row: store.CaseRow) => Promise<void>;
}
type Walkable = Exclude<CaseAction, 'open'>;

/** `choose` names the edge once the file is read, where the request alone does not say it. */
export async function walk(
  ctx: Ctx,
  id: string,
  choose: Walkable | ((row: store.CaseRow) => Walkable),
  body: (walk: Walk) => Promise<Walked> | Walked,
): Promise<CaseOut> {
  const viewer = requireViewer(ctx.viewer);
  const name = typeof choose === 'string' ? choose : 'issue';
  return act(ctx, { action: `supervision.${name}`, subject: ['supervision_case', id] }, async (tx, note) => {
    const row = await store.lockCase(tx.db, id);
    if (row === null || sidesOf(row, viewer).length === 0) throw refuse('supervision.not_found');
    const action = typeof choose === 'string' ? choose : choose(row);
    const today = dayOf(tx.clock.now());
    const hindered = hindrance(factsOf(row), viewer, action, today);
    if (hindered !== null) throw hindered;
    const walked = await body({ tx, viewer, row, today, note });
    const stepped = await step(tx, row, action, walked, viewer);
    note({ no: row.no, step: action, from: row.state, to: stepped.state });
    await walked.after?.(tx, stepped);
    return reread(tx, id);
  });
}

/** One step under the lock; `viewer` is null where the platform takes it. Answers the row as it is then. */
export async function step(
  tx: Ctx,
  row: store.CaseRow,
  action: Walkable,
  { changes = {}, words = null, paperId }: Walked,
  viewer: Viewer | null,
): Promise<store.CaseRow> {
  const to = edge(caseLifecycle, row.state, action)?.to;
  if (to === undefined) throw new Error(`no edge ${action} from ${row.state}`);
  const at = tx.clock.now();
  const ended = endedStates.includes(to) ? { closedAt: at, dueOn: null } : {};
  if (!(await store.updateCase(tx.db, row.id, row.revision, { ...changes, ...ended, state: to, updatedAt: at })))
    throw new Error('a locked file changed');
  await store.insertStep(tx.db, {
    id: newId(tx, 'step'),
    caseId: row.id,
    revision: row.revision + 1,
    action,
    fromState: row.state,
    toState: to,
    words: words === '' ? null : words,
    paperId: paperId ?? null,
    personId: viewer?.personId ?? null,
    organizationId: viewer?.organization.id ?? null,
    at,
  });
  const after = await store.findCase(tx.db, row.id);
  if (after === null) throw new Error('a locked file went');
  return after;
}

export async function reread(ctx: Ctx, id: string): Promise<CaseOut> {
  return showCase(ctx, id);
}
