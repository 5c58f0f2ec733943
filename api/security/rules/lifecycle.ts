/** The lives of an incident and of a service provider. */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import type { IncidentAction, IncidentState, ProviderAction, ProviderState } from './codes.ts';

const step = <S extends IncidentState>(to: S, action: IncidentAction, by = 'organization') =>
  ({ to, event: `security.incident_${action}`, by }) as const;
const working = (state: IncidentState) => ({
  note: step(state, 'note'),
  regrade: step(state, 'regrade'),
  start_plan: step(state, 'start_plan'),
  report: step(state, 'report'),
  notify: step(state, 'notify'),
});
export const incidentLifecycle = defineLifecycle<IncidentState>({
  open: { ...working('open'), contain: step('contained', 'contain') },
  contained: { ...working('contained'), close: step('closed', 'close', 'signatory') },
  closed: {},
});

const move = <S extends ProviderState>(to: S, action: ProviderAction) =>
  ({ to, event: `security.provider_${action}`, by: 'agency' }) as const;
const over = { end: move('ended', 'end'), ban: move('banned', 'ban') };
export const providerLifecycle = defineLifecycle<ProviderState>({
  active: { rectify: move('rectifying', 'rectify'), suspend: move('suspended', 'suspend'), ...over },
  rectifying: { suspend: move('suspended', 'suspend'), resume: move('active', 'resume'), ...over },
  suspended: { resume: move('active', 'resume'), ...over },
  ended: { confirm_return: move('ended', 'confirm_return'), ban: move('banned', 'ban') },
  banned: { confirm_return: move('banned', 'confirm_return'), resume: move('active', 'resume') },
});
