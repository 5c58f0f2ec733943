/** Which cases count for an indicator, and how. Pure. */
import type { UpdateCycle } from '#api/catalog/rules/codes.ts';
import type { EntryContent } from '#api/catalog/rules/entry.ts';
import type { Day } from '#api/kernel/time.ts';
import type { WorkingCalendar } from '#api/kernel/working-days.ts';
import { duesWithin } from '#api/score/rules/punctuality.ts';
import type { Span } from './period.ts';

const said = (text: string) => text !== '';

/** The elements of the guideline (G1272, State Council Order 809 Article 13) that a reader needs to use the data. */
const elements: readonly ((content: EntryContent) => boolean)[] = [
  (c) => said(c.abstract),
  (c) => c.keywords.length > 0,
  (c) => c.theme !== null,
  (c) => c.format_category !== null,
  (c) => said(c.format_detail),
  (c) => c.items.length > 0,
  (c) => c.items.length > 0 && c.items.every((item) => said(item.description)),
  (c) => c.share_type !== null,
  (c) => c.share_method !== null,
  (c) => c.open_type !== null,
  (c) => c.update_cycle !== null,
  (c) => c.grade !== null,
  (c) => c.storage_location !== null,
  (c) => said(c.usage_conditions),
  (c) => said(c.spatial),
  (c) => said(c.temporal_from) || said(c.temporal_to),
];
export const elementsOf = (content: EntryContent): { readonly filled: number; readonly of: number } => ({
  filled: elements.filter((holds) => holds(content)).length,
  of: elements.length,
});

/** How a case with a clock counts: done in time, done late, late and open, or still open in time. */
export interface Timed {
  readonly dueOn: Day;
  readonly doneOn: Day | null;
}

/**
 * In time counts, late does not. What is open and not late yet counts nothing, but would count if it were done; null for what was
 * not due in the period.
 */
export function inTime(
  { dueOn, doneOn }: Timed,
  { from, to }: Span,
  today: Day,
): { readonly num: number; readonly den: number; readonly open: boolean } | null {
  if (dueOn < from || dueOn > to) return null;
  if (doneOn !== null) return { num: doneOn <= dueOn ? 1 : 0, den: 1, open: false };
  return today > dueOn ? { num: 0, den: 1, open: false } : { num: 0, den: 0, open: true };
}

export interface Step {
  readonly action: string;
  readonly day: Day;
}

/**
 * The clock of the reply to a sharing request (Order 809, Article 21), walked again through its file: it stands still while a
 * supplement is awaited, an extension consented to lengthens it, a decision set aside starts it anew. Null where none is owed.
 */
export function replyClock(
  steps: readonly Step[],
  { days, extension }: { readonly days: number; readonly extension: number },
  calendar: WorkingCalendar,
): Timed | null {
  let left = 0;
  let since: Day | null = null;
  let done: Timed | null = null;
  const due = () => (since === null ? null : calendar.addWorkingDays(since, Math.max(0, left)));
  for (const { action, day } of steps) {
    if (action === 'consent' || action === 'reopen') {
      left = days;
      since = day;
      done = null;
    } else if (action === 'supplement' && since !== null) {
      left = Math.max(0, left - calendar.workingDaysBetween(since, day));
      since = null;
    } else if (action === 'resubmit') since = day;
    else if (action === 'decide_extension') left += extension;
    else if (action === 'confirm' || action === 'confirm_refusal') {
      const dueOn = due();
      if (dueOn !== null) done = { dueOn, doneOn: day };
      since = null;
    } else if (action === 'withdraw' && done === null) return null;
    else if (action === 'grant_at_once') return null;
  }
  const dueOn = due();
  return done ?? (dueOn === null ? null : { dueOn, doneOn: null });
}

/** From the consent to the data (Order 809, Article 22). Null where nothing was granted or it came to nothing. */
export function deliveryClock(steps: readonly Step[], days: number, calendar: WorkingCalendar): Timed | null {
  const granted = steps.find(({ action }) => action === 'confirm' || action === 'grant_at_once');
  if (granted === undefined) return null;
  const opened = steps.find(({ action }) => action === 'open');
  if (opened === undefined && steps.some(({ action }) => action === 'withdraw' || action === 'expire')) return null;
  return { dueOn: calendar.addWorkingDays(granted.day, days), doneOn: opened?.day ?? null };
}

/** Updates due within a period: when each was, until when it is in time, and whether it was; null while that is open. */
export function updatesDue(
  promise: { readonly cycle: UpdateCycle; readonly since: Day },
  updates: readonly Day[],
  span: Span,
  today: Day,
  calendar: WorkingCalendar,
): { readonly on: Day; readonly until: Day; readonly met: boolean | null }[] {
  return duesWithin(promise, updates, span, today, calendar);
}
