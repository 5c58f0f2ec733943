/**
 * The working-day clock of a case. The reply is due ten working days after receipt (State Council Order 809, Article 21); a
 * supplement notice stops the clock and it resumes with the days left; after the decision a clock of its own runs for
 * the certificate, and stands still while the fee is with the payer and the finance bureau.
 */
import type { Day } from '#api/kernel/time.ts';
import type { WorkingCalendar } from '#api/kernel/working-days.ts';

/** What an application row keeps of its clock. */
export interface Clock {
  readonly receivedOn: Day | null;
  readonly dueOn: Day | null;
  readonly pausedOn: Day | null;
  readonly pausedDaysLeft: number | null;
}

export const stopped: Clock = { receivedOn: null, dueOn: null, pausedOn: null, pausedDaysLeft: null };

export function startClock(calendar: WorkingCalendar, today: Day, days: number): Clock {
  return { receivedOn: today, dueOn: calendar.addWorkingDays(today, days), pausedOn: null, pausedDaysLeft: null };
}

/** Stops a running clock and keeps the working days left; a clock that has run out keeps none. */
export function pauseClock(calendar: WorkingCalendar, clock: Clock, today: Day): Clock {
  if (clock.dueOn === null) return clock;
  const left = Math.max(0, calendar.workingDaysBetween(today, clock.dueOn));
  return { receivedOn: clock.receivedOn, dueOn: null, pausedOn: today, pausedDaysLeft: left };
}

/** Lets a stopped clock run on: what was left is counted from the day it resumes, that day not included. */
export function resumeClock(calendar: WorkingCalendar, clock: Clock, today: Day): Clock {
  if (clock.pausedDaysLeft === null) return clock;
  return {
    receivedOn: clock.receivedOn,
    dueOn: calendar.addWorkingDays(today, clock.pausedDaysLeft),
    pausedOn: null,
    pausedDaysLeft: null,
  };
}

export interface ClockReading {
  readonly receivedOn: Day | null;
  readonly dueOn: Day | null;
  readonly pausedOn: Day | null;
  /** Working days left: of a running clock negative when late, of a stopped one what is kept; null where none runs. */
  readonly daysLeft: number | null;
  readonly overdue: boolean;
}

export function readClock(calendar: WorkingCalendar, clock: Clock, today: Day): ClockReading {
  const running = clock.dueOn !== null;
  const left = clock.dueOn === null ? clock.pausedDaysLeft : calendar.workingDaysBetween(today, clock.dueOn);
  return {
    receivedOn: clock.receivedOn,
    dueOn: clock.dueOn,
    pausedOn: clock.pausedOn,
    daysLeft: left,
    overdue: running && clock.dueOn !== null && today > clock.dueOn,
  };
}
