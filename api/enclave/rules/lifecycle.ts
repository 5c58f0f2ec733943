/** The life of a job in the domain. */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import type { JobAction, JobState } from './codes.ts';

const to = <S extends JobState>(state: S, action: JobAction, by: 'developer' | 'agency' | 'system') =>
  ({ to: state, event: `enclave.${action}`, by }) as const;
const cancel = to('cancelled', 'cancel', 'developer');
const fail = to('failed', 'fail', 'system');

export const jobLifecycle = defineLifecycle<JobState>({
  queued: { start: to('running', 'start', 'system'), fail, cancel },
  running: {
    review: to('reviewing', 'review', 'system'),
    release: to('released', 'release', 'system'),
    fail,
    cancel,
  },
  reviewing: { release: to('released', 'release', 'agency'), refuse: to('refused', 'refuse', 'agency'), cancel },
  released: { expire: to('expired', 'expire', 'system') },
  refused: {},
  failed: {},
  cancelled: {},
  expired: {},
});
