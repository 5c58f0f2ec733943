import type { SubscriptionLine } from '#api/checkout/subscriptions.ts';
import { stripeBilling } from '#app/i18n/stripe-billing.ts';
import { instantText, moneyText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';

export const subscriptionTone = (state: SubscriptionLine['state']) =>
  state === 'active' ? 'done' : state === 'dunning' ? 'late' : state === 'opening' ? 'wait' : 'off';

/** What is paid each term. */
export function TermPrice({ of: s }: { readonly of: SubscriptionLine }) {
  const t = useT(stripeBilling);
  return t(`per_${s.unit}`, { amount: moneyText(s.amount_fen) });
}

/** What happens next, and when. */
export function NextStep({ of: s }: { readonly of: SubscriptionLine }) {
  const t = useT(stripeBilling);
  const locale = useLocale();
  const at = (instant: string | null) => (instant === null ? '' : instantText(new Date(instant), locale));
  if (s.state === 'ended') return t('next_ended', { at: at(s.ended_at) });
  if (s.state === 'opening') return t('next_opening');
  if (s.state === 'dunning')
    return s.next_attempt_at === null
      ? t('next_dunning_last', { n: s.failed_attempts })
      : t('next_dunning', { at: at(s.next_attempt_at), n: s.failed_attempts });
  return t(s.ends_with_term ? 'next_stop' : 'next_active', { at: at(s.paid_to) });
}
