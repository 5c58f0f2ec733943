/** Loading a reuse for someone: exists, may be seen, may be changed, in that order. */
import type { Ctx } from '#api/context.ts';
import { isId } from '#api/kernel/ids.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { regionName } from '#api/kernel/regions.ts';
import { dayOf } from '#api/kernel/time.ts';
import { inLocale } from '#api/kernel/words.ts';
import { participantOf } from '#api/participants/service.ts';
import { type ReuseState, reuseStates } from './rules/codes.ts';
import { moderationWorkingDays, reuseLifecycle } from './rules/lifecycle.ts';
import { isPublic, moderates } from './rules/moderation.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

export interface Seen {
  readonly reuse: store.Reuse;
  readonly isAuthor: boolean;
  readonly isModerator: boolean;
}

/** What is not public is known to its author and to the department that looks at it; to others it is not there. */
export async function getReuse(ctx: Ctx, id: string): Promise<Seen> {
  const reuse = isId('showcase', id) ? await store.findReuse(ctx.db, id) : null;
  if (reuse === null) throw refuse('reuses.not_found');
  const taker = await participantOf(ctx);
  const isAuthor = taker?.id === reuse.participantId;
  const isModerator = moderates(ctx.viewer, reuse.regionCode);
  if (isAuthor || isModerator || isPublic(reuse)) return { reuse, isAuthor, isModerator };
  if (reuse.publishedRevision !== null && reuse.withdrawnAt !== null)
    throw refuse('reuses.withdrawn', { day: dayOf(reuse.withdrawnAt) });
  // A reviewer of another region is told so; that it exists is no secret among departments.
  if (ctx.viewer?.duties.includes('reviewer')) throw noJurisdiction(reuse.regionCode);
  throw refuse('reuses.not_found');
}

export function noJurisdiction(regionCode: string) {
  return refuse('reuses.no_jurisdiction', {
    region: regionName(regionCode, 'zh'),
    region_en: regionName(regionCode, 'en'),
  });
}

export function nextState(reuse: store.Reuse, action: string): ReuseState {
  const found = edge(reuseLifecycle, reuse.state, action);
  if (found !== null) return found.to;
  const words = reuseStates.words[reuse.state];
  throw refuse('reuses.wrong_state', { state: inLocale(words, 'zh'), state_en: inLocale(words, 'en') });
}

export function requireSeen({ revision, updatedAt }: { revision: number; updatedAt: Date }, seen: number): void {
  if (revision !== seen) throw changedMeanwhile({ revision, updatedAt });
}

export function changedMeanwhile({ revision, updatedAt }: { revision: number; updatedAt: Date }) {
  return refuse('reuses.changed_meanwhile', { revision, when: shanghai(updatedAt) });
}

/** `2026-03-05 09:30` in Asia/Shanghai. */
const shanghai = (at: Date): string =>
  new Date(at.getTime() + 8 * 3600_000).toISOString().slice(0, 16).replace('T', ' ');

/** By when it is looked at; nothing when the calendar of that year is not loaded: lists show all the same. */
export function dueOf(ctx: Ctx, since: Date): { due_on: string | null; days_left: number | null } {
  try {
    const due = ctx.calendar().addWorkingDays(dayOf(since), moderationWorkingDays);
    return { due_on: due, days_left: ctx.calendar().workingDaysBetween(dayOf(ctx.clock.now()), due) };
  } catch (error) {
    if (isRefusal(error) && error.code === 'calendar.year_missing') return { due_on: null, days_left: null };
    throw error;
  }
}
