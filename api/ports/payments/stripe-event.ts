/** Webhook events: verified over the bytes as they came, and read for the two things that are fetched anew. */
import type Stripe from 'stripe';
import type { ProviderEvent } from './checkout-port.ts';
import { refuse } from './refusals.ts';

/** Seconds an event's own time may differ from ours, to either side. */
const tolerance = 300;

interface Posted {
  readonly raw: Uint8Array;
  readonly signature: string | undefined;
  readonly now: Date;
  readonly secret: string;
  readonly livemode: boolean;
}

export function checkedEvent(stripe: Stripe, { raw, signature, now, secret, livemode }: Posted): ProviderEvent {
  // The library looks at the age only: a signature dated ahead would stay good for as long as it likes.
  const at = Number(/(?:^|,)t=(\d{1,12})(?:,|$)/.exec(signature ?? '')?.[1] ?? Number.NaN);
  if (signature === undefined || !(at <= now.getTime() / 1000 + tolerance)) throw refuse('payments.bad_signature');
  try {
    // Verification alone: what the bytes say is read below, with refusals of our own.
    stripe.webhooks.signature?.verifyHeader(Buffer.from(raw), signature, secret, tolerance, undefined, now.getTime());
  } catch {
    throw refuse('payments.bad_signature');
  }
  const event = parsed(raw);
  if (event.livemode !== livemode) throw refuse('payments.wrong_mode');
  return event;
}

function parsed(raw: Uint8Array): ProviderEvent {
  let body: unknown;
  const text = new TextDecoder('utf-8', { fatal: false }).decode(raw);
  try {
    body = JSON.parse(text);
  } catch {
    throw refuse('payments.not_an_event');
  }
  const event = (body ?? {}) as Partial<Stripe.Event>;
  // A thin event (`v2.core.event`) carries no object; whoever sends one here has set the endpoint up wrongly.
  const whole =
    event.object === 'event' &&
    typeof event.id === 'string' &&
    typeof event.type === 'string' &&
    typeof event.created === 'number' &&
    typeof event.livemode === 'boolean' &&
    typeof event.data?.object === 'object';
  if (!whole) throw refuse('payments.not_an_event');
  return eventOf(event as Stripe.Event, text);
}

interface Told {
  readonly id?: string;
  readonly object?: string;
  readonly payment_intent?: string | { readonly id: string } | null;
  readonly payment?: { readonly payment_intent?: string | { readonly id: string } | null };
  readonly parent?: {
    readonly subscription_details?: { readonly subscription?: string | { readonly id: string } } | null;
  } | null;
}

export function eventOf(event: Stripe.Event, raw: string): ProviderEvent {
  const told = event.data.object as unknown as Told;
  const ref = told.object === 'invoice_payment' ? told.payment?.payment_intent : told.payment_intent;
  const paymentId = told.object === 'payment_intent' ? told.id : typeof ref === 'object' ? ref?.id : ref;
  const behind = told.parent?.subscription_details?.subscription;
  return {
    id: event.id,
    type: event.type,
    objectId: told.id ?? '',
    livemode: event.livemode,
    account: event.account ?? null,
    createdAt: new Date(event.created * 1000),
    pageId: told.object === 'checkout.session' ? (told.id ?? null) : null,
    paymentId: paymentId ?? null,
    subscriptionId:
      told.object === 'subscription' ? (told.id ?? null) : typeof behind === 'object' ? behind.id : (behind ?? null),
    transferId: told.object === 'transfer' ? (told.id ?? null) : null,
    raw,
  };
}
