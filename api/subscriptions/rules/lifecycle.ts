import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import type { SubscriptionState } from './codes.ts';

/** E-mail begins pending (double opt-in); a webhook begins active, for its organisation is known. */
export const subscriptionLifecycle = defineLifecycle<SubscriptionState>({
  pending: {
    confirm: { to: 'active', event: 'subscriptions.confirm', by: 'reader, by the link in the mail' },
    end: { to: 'ended', event: 'subscriptions.end', by: 'reader, or the platform after seven days' },
  },
  active: {
    pause: { to: 'paused', event: 'subscriptions.pause', by: 'organisation, or the platform when nothing arrives' },
    end: { to: 'ended', event: 'subscriptions.end', by: 'reader or organisation' },
  },
  paused: {
    resume: { to: 'active', event: 'subscriptions.resume', by: 'reader or organisation' },
    end: { to: 'ended', event: 'subscriptions.end', by: 'reader or organisation' },
  },
  ended: {},
});

/** A subscription nobody confirmed is wiped after so many days. */
export const daysToConfirm = 7;
/** Messages signed with the new secret are signed with the old one as well for so long. */
export const overlapMs = 24 * 3600_000;
export const mostWebhooks = 20;
