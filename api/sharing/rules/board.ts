/** Every clock that runs in a case, and who has the ball. */
import { addDays, type Day } from '#api/kernel/time.ts';
import type { WorkingCalendar } from '#api/kernel/working-days.ts';
import { type Clock, readClock } from '#api/licensing/rules/clock.ts';
import type { ClockKind, Doer, SharingState, Tone } from './codes.ts';
import { dueSoonDays, expiryShownDays } from './terms.ts';

export interface BoardFacts extends Clock {
  readonly state: SharingState;
  readonly termUntil: Day;
  readonly requesterId: string;
  readonly providerId: string;
  readonly authorityId: string | null;
  /** What was reported after a suspension; null until then. */
  readonly remedy: string | null;
  readonly extensionAskedAt: Date | null;
  readonly extensionAnswer: string | null;
  readonly objections: readonly {
    readonly bodyId: string;
    readonly dueOn: Day;
    readonly filedOn: Day;
    readonly outcome: string | null;
  }[];
  readonly corrections: readonly {
    readonly no: string;
    readonly dueOn: Day;
    readonly filedOn: Day;
    readonly outcome: string | null;
  }[];
}

export interface BoardClock {
  readonly kind: ClockKind;
  /** Of what within the case: the number of a correction. */
  readonly of: string | null;
  readonly ball: Doer;
  readonly ballId: string;
  readonly dueOn: Day | null;
  /** Working days left, negative when late; of a term of use calendar days; null where none runs. */
  readonly daysLeft: number | null;
  readonly tone: Tone;
}

export function toneOf(daysLeft: number | null, overdue: boolean, paused: boolean, soon: number = dueSoonDays): Tone {
  if (paused) return 'paused';
  if (overdue) return 'late';
  if (daysLeft === null) return 'none';
  return daysLeft <= soon ? 'due' : 'green';
}

type Turn = readonly [kind: ClockKind, ball: Doer];
const turns: Partial<Record<SharingState, Turn>> = {
  consenting: ['consent', 'requester_head'],
  filed: ['reply', 'provider'],
  proposed: ['confirm', 'provider_head'],
  supplementing: ['supplement', 'requester'],
  granted: ['provision', 'provider'],
  suspended: ['remedy', 'requester'],
  expired: ['disposition', 'requester'],
  ended: ['disposition', 'requester'],
};

/** The clocks of one case, the one of its state first. Nothing runs for a draft, and nothing for what is closed. */
export function clocksOf(facts: BoardFacts, calendar: WorkingCalendar, today: Day): BoardClock[] {
  const found: BoardClock[] = [];
  const idOf = (ball: Doer) => (ball.startsWith('provider') ? facts.providerId : facts.requesterId);
  const until = (kind: ClockKind, of: string | null, ball: Doer, ballId: string, filedOn: Day, dueOn: Day) => {
    const clock = { receivedOn: filedOn, dueOn, pausedOn: null, pausedDaysLeft: null };
    const { daysLeft, overdue } = readClock(calendar, clock, today);
    found.push({ kind, of, ball, ballId, dueOn, daysLeft, tone: toneOf(daysLeft, overdue, false) });
  };
  const turn = turns[facts.state];
  if (facts.state === 'suspended' && facts.remedy !== null) {
    // The requester has done its part; how soon the provider looks at it no provision says.
    const ball = 'provider';
    found.push({ kind: 'resumption', of: null, ball, ballId: idOf(ball), dueOn: null, daysLeft: null, tone: 'none' });
  } else if (turn !== undefined) {
    const [kind, ball] = turn;
    const { dueOn, daysLeft, overdue, pausedOn } = readClock(calendar, facts, today);
    const tone = toneOf(daysLeft, overdue, pausedOn !== null);
    found.push({ kind, of: null, ball, ballId: idOf(ball), dueOn, daysLeft, tone });
  }
  if (
    (facts.state === 'filed' || facts.state === 'proposed') &&
    facts.extensionAskedAt !== null &&
    facts.extensionAnswer === null &&
    facts.dueOn !== null
  )
    until('extension', null, 'authority', facts.authorityId ?? '', facts.receivedOn ?? today, facts.dueOn);
  for (const one of facts.objections)
    if (one.outcome === null) until('objection', null, 'body', one.bodyId, one.filedOn, one.dueOn);
  for (const one of facts.corrections)
    if (one.outcome === null) until('correction', one.no, 'provider', facts.providerId, one.filedOn, one.dueOn);
  if (facts.state === 'in_use' && facts.termUntil <= addDays(today, expiryShownDays)) {
    // A term of use ends on a calendar day, whichever day that is.
    const left = daysBetween(today, facts.termUntil);
    const tone = left < 0 ? 'late' : left <= 7 ? 'due' : 'green';
    const ball = 'requester';
    found.push({
      kind: 'expiry',
      of: null,
      ball,
      ballId: facts.requesterId,
      dueOn: facts.termUntil,
      daysLeft: left,
      tone,
    });
  }
  return found;
}

function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
