/** One step of a request: its revision, its event for everybody, and the job that tells whoever asked and voted. */
import { enqueue } from '#api/audit/enqueue.ts';
import { type Ctx, newId } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { dayOf } from '#api/kernel/time.ts';
import { inLocale } from '#api/kernel/words.ts';
import { numberParameter } from '#api/organizations/service.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import { type Actor, type RequestAction, requestStates } from './rules/codes.ts';
import { requestLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import type { Term } from './rules/terms.ts';
import * as store from './store.ts';

/** @param from a day; the day itself is not counted. */
export async function dayDue(ctx: Ctx, term: Term, regionCode: string, from = dayOf(ctx.clock.now())): Promise<string> {
  return ctx.calendar().addWorkingDays(from, await numberParameter(ctx, term.key, regionCode, term.days));
}

export function nextState(row: store.Request, action: RequestAction): store.Request['state'] {
  const to = edge(requestLifecycle, row.state, action)?.to;
  if (to !== undefined) return to;
  const words = requestStates.words[row.state];
  throw refuse('feedback.wrong_state', { state: inLocale(words, 'zh'), state_en: inLocale(words, 'en') });
}

export interface Step {
  readonly action: RequestAction;
  readonly by: Actor;
  readonly text?: string | null;
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
}

export async function writeEvent(tx: Ctx, requestId: string, step: Step): Promise<void> {
  const id = newId(tx, 'step');
  const organizationId = step.by === 'author' ? null : (tx.viewer?.organization.id ?? null);
  const { action, by, text = null, facts = {} } = step;
  await store.insertEvent(tx.db, { id, requestId, action, by, organizationId, text, facts, at: tx.clock.now() });
  await enqueue(tx, 'feedback.tell', { event: id });
}

/** Walks the edge. Refuses `feedback.wrong_state`, `feedback.changed_meanwhile`. */
export async function walk(
  tx: Ctx,
  row: store.Request,
  step: Step,
  data: Prisma.DataRequestUncheckedUpdateManyInput = {},
): Promise<void> {
  const state = nextState(row, step.action);
  if (!(await store.changeRequest(tx.db, row, { ...data, state, updatedAt: tx.clock.now() })))
    throw refuse('feedback.changed_meanwhile');
  await writeEvent(tx, row.id, step);
}
