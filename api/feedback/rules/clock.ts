/** Which day a request is waiting for, and whether it passed. */
import { type Day, dayOf } from '#api/kernel/time.ts';
import type { RequestState } from './codes.ts';

export interface Clocked {
  readonly state: RequestState;
  readonly triageDueOn: Day;
  readonly answerDueOn: Day | null;
  readonly promisedOn: Day | null;
}

/** The day due in the present state; null when nobody has to do anything. */
export function dueOn(row: Clocked): Day | null {
  if (row.state === 'filed') return row.triageDueOn;
  if (row.state === 'assigned') return row.answerDueOn;
  return row.state === 'promised' ? row.promisedOn : null;
}

export function isOverdue(row: Clocked, today: Day): boolean {
  const due = dueOn(row);
  return due !== null && due < today;
}

/** True when the first answer came on the day due at the latest; null while there is none. */
export function onTime(answeredAt: Date | null, due: Day | null): boolean | null {
  return answeredAt === null || due === null ? null : dayOf(answeredAt) <= due;
}

export interface Punctuality {
  readonly answered: number;
  readonly on_time: number;
  readonly overdue: number;
}

/** On time of all that were due: answered ones and those that wait past their day. Null while nothing was due. */
export function share({ answered, on_time, overdue }: Punctuality): number | null {
  const all = answered + overdue;
  return all === 0 ? null : Math.round((on_time / all) * 1000) / 1000;
}
