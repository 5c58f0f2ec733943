import { type SubscriptionState, subscriptionStates } from '#api/subscriptions/rules/codes.ts';
import { useLocale } from '#app/present/words.ts';
import { StateDot } from '../state-dot.tsx';

const tones = { pending: 'open', active: 'done', paused: 'late', ended: 'off' } as const;

export function HookState({ state }: { readonly state: SubscriptionState }) {
  return <StateDot tone={tones[state]}>{subscriptionStates.label(state, useLocale())}</StateDot>;
}
