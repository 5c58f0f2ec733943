/** A source is kept by a department; a run goes its way by itself unless so much would vanish that a person has to look. */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import type { RunState, SourceState } from './codes.ts';

const department = 'information department';
const platform = 'platform';

export const sourceLifecycle = defineLifecycle<SourceState>({
  active: {
    edit: { to: 'active', event: 'federation.edit_source', by: department },
    run: { to: 'active', event: 'federation.start_run', by: department },
    pause: { to: 'paused', event: 'federation.pause_source', by: department },
    end: { to: 'ended', event: 'federation.end_source', by: department },
  },
  paused: {
    edit: { to: 'paused', event: 'federation.edit_source', by: department },
    resume: { to: 'active', event: 'federation.resume_source', by: department },
    end: { to: 'ended', event: 'federation.end_source', by: department },
  },
  ended: {
    resume: { to: 'active', event: 'federation.resume_source', by: department },
  },
});

export const runLifecycle = defineLifecycle<RunState>({
  running: {
    take: { to: 'running', event: 'federation.take_records', by: platform },
    finish: { to: 'done', event: 'federation.finish_run', by: platform },
    hold: { to: 'held', event: 'federation.hold_run', by: platform },
    break: { to: 'partial', event: 'federation.break_run', by: platform },
    fail: { to: 'failed', event: 'federation.break_run', by: platform },
  },
  held: {
    confirm: { to: 'done', event: 'federation.confirm_removal', by: department },
    keep: { to: 'partial', event: 'federation.keep_records', by: department },
    supersede: { to: 'partial', event: 'federation.supersede_run', by: platform },
  },
  done: {},
  partial: {},
  failed: {},
});
