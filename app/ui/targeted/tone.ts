import type { CaseState } from '#api/targeted/rules/codes.ts';
import type { Tone } from '#app/ui/state-dot.tsx';

const waiting: Readonly<Record<CaseState, { applicant: Tone; agency: Tone }>> = {
  drafting: { applicant: 'open', agency: 'wait' },
  filed: { applicant: 'wait', agency: 'open' },
  supplementing: { applicant: 'open', agency: 'wait' },
  verified: { applicant: 'wait', agency: 'open' },
  consulting: { applicant: 'wait', agency: 'wait' },
  granted: { applicant: 'open', agency: 'done' },
  delivered: { applicant: 'done', agency: 'done' },
  refused: { applicant: 'refused', agency: 'refused' },
  withdrawn: { applicant: 'off', agency: 'off' },
  expired: { applicant: 'off', agency: 'off' },
  revoked: { applicant: 'refused', agency: 'off' },
};

export function targetedTone(state: CaseState, side: 'applicant' | 'agency', overdue: boolean): Tone {
  const tone = waiting[state][side];
  return overdue && side === 'agency' && tone === 'open' ? 'late' : tone;
}
