/** The lives of a scheme and of a run (Article 5). */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import type { RunState, SchemeState } from './codes.ts';

export const schemeLifecycle = defineLifecycle<SchemeState>({
  drafting: {
    save: { to: 'drafting', event: 'evaluation.save_scheme', by: 'information department' },
    publish: { to: 'published', event: 'evaluation.publish_scheme', by: 'another person of the department' },
  },
  published: { replace: { to: 'replaced', event: 'evaluation.publish_scheme', by: 'platform' } },
  replaced: {},
});

export const runLifecycle = defineLifecycle<RunState>({
  collecting: {
    report: { to: 'collecting', event: 'evaluation.report', by: 'evaluated body' },
    cut: { to: 'cut', event: 'evaluation.cut', by: 'information department' },
  },
  cut: {
    appeal: { to: 'cut', event: 'evaluation.appeal', by: 'evaluated body' },
    decide_appeal: { to: 'cut', event: 'evaluation.decide_appeal', by: 'another person of the department' },
    publish: { to: 'published', event: 'evaluation.publish', by: 'another person of the department' },
  },
  published: { correct: { to: 'published', event: 'evaluation.correct', by: 'another person of the department' } },
});
