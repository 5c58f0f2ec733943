/** The dot before the state of a case: whose turn it is decides, then how it ended. */
import type { Tone } from '#app/ui/state-dot.tsx';

const ended: Readonly<Record<string, Tone>> = {
  certified: 'done',
  active: 'done',
  accepted: 'done',
  refused: 'refused',
  withdrawn: 'off',
  terminated: 'off',
  expired: 'off',
};

export function caseTone(state: string, ours: boolean, overdue = false): Tone {
  const end = ended[state];
  // An application that is accepted goes on; only a filing ends with it.
  if (end !== undefined && !ours) return end;
  if (overdue) return 'late';
  return ours ? 'open' : 'wait';
}

type Ball = 'applicant' | 'developer' | 'agency' | 'finance' | 'department' | 'nobody';

export interface Parties {
  readonly developer: { readonly id: string };
  readonly agency: { readonly id: string };
}

/** Whether the viewer's own organisation has the ball. */
export function isOurs(ball: Ball, parties: Parties, organizationId: string, finance: boolean): boolean {
  if (ball === 'applicant' || ball === 'developer') return parties.developer.id === organizationId;
  if (ball === 'agency') return parties.agency.id === organizationId;
  return ball === 'finance' || ball === 'department' ? finance : false;
}
