/** The endpoints the product calls, with the checks of the real ones: names of parameters, amounts, states. */
import type Stripe from 'stripe';
import {
  type Answer,
  amountFault,
  fault,
  list,
  missing,
  ok,
  type Params,
  pageOf,
  text,
  unknownParam,
  words,
} from './answers.ts';
import { billingRoute } from './billing-api.ts';
import { connectRoute } from './connect.ts';
import * as make from './objects.ts';
import type { State } from './state.ts';

const known = {
  sessions: [
    'mode',
    'customer',
    'client_reference_id',
    'line_items',
    'allowed_payment_method_types',
    'payment_method_options',
    'adaptive_pricing',
    'metadata',
    'payment_intent_data',
    'subscription_data',
    'locale',
    'expires_at',
    'success_url',
    'cancel_url',
  ],
  intents: ['amount', 'currency', 'confirm', 'payment_method', 'allowed_payment_method_types', 'metadata'],
  refunds: ['payment_intent', 'amount', 'metadata'],
} as const;

export function route(state: State, base: string, method: string, path: string, params: Params): Answer {
  const [, , noun = '', ...rest] = path.split('/');
  const billed = billingRoute(state, method, path, [noun, ...rest], params);
  if (billed !== undefined) return billed;
  const paidOut = connectRoute(state, method, path, [noun, ...rest], params);
  if (paidOut !== undefined) return paidOut;
  if (noun === 'checkout') return sessions(state, base, method, rest.slice(1), params);
  if (noun === 'payment_intents' && method === 'POST') return createIntent(state, params);
  if (noun === 'payment_intents') return showIntent(state, rest[0] ?? '', params);
  if (noun === 'refunds' && method === 'POST') return createRefund(state, params);
  if (noun === 'refunds')
    return list(
      [...state.refunds.values()].filter((r) => r.payment_intent === params.payment_intent),
      path,
      params,
    );
  if (noun === 'disputes')
    return list(
      [...state.disputes.values()].filter((d) => d.payment_intent === params.payment_intent),
      path,
      params,
    );
  if (noun === 'events') return events(state, params);
  return fault(404, 'resource_missing', `Unrecognized request URL (${method}: ${path})`);
}

function sessions(state: State, base: string, method: string, [id, verb]: string[], params: Params): Answer {
  if (id === undefined) {
    if (method === 'POST') return createSession(state, base, params);

    return list(
      [...state.sessions.values()].filter((s) => s.customer === params.customer),
      '/v1/checkout/sessions',
      params,
    );
  }
  const found = state.sessions.get(id);
  if (found === undefined) return missing(id);
  if (verb !== 'expire') return ok(found);
  if (found.status !== 'open') return fault(400, 'checkout_session_not_open', `Only open sessions can be expired`);
  return ok(state.expire(id));
}

interface LineItem {
  readonly quantity?: string;
  readonly price_data?: {
    readonly currency?: string;
    readonly unit_amount?: string;
    readonly recurring?: { readonly interval?: string };
  };
}

function createSession(state: State, base: string, params: Params): Answer {
  const odd = unknownParam(known.sessions, params);
  if (odd !== null) return odd;
  const customer = text(params.customer);
  if (!state.customers.has(customer)) return missing(customer);
  const items = Object.values((params.line_items ?? {}) as Record<string, LineItem>);
  const wrong = items.map((item) => amountFault(item.price_data?.unit_amount)).find((one) => one !== null);
  if (wrong != null) return wrong;
  const amount = items.reduce(
    (sum, item) => sum + Number(item.price_data?.unit_amount) * Number(item.quantity ?? 1),
    0,
  );
  const expiresAt = Number(params.expires_at ?? make.seconds(state.c.now()) + 86_400);
  const ahead = expiresAt - make.seconds(state.c.now());
  if (ahead < 1800 || ahead > 86_400)
    return fault(400, 'parameter_invalid', 'expires_at must be between 30 minutes and 24 hours from now', {
      param: 'expires_at',
    });
  const id = state.id('cs_test');
  const made = make.session(state.c, id, {
    customer,
    amount,
    currency: items[0]?.price_data?.currency ?? '',
    metadata: words(params.metadata),
    intentMetadata: {},
    methods: Object.values(words(params.allowed_payment_method_types)),
    successUrl: text(params.success_url),
    cancelUrl: text(params.cancel_url),
    reference: text(params.client_reference_id) || null,
    expiresAt,
    url: `${base}/pay/${id}`,
  });
  // Mode `subscription` wants a price that recurs and takes no `payment_intent_data`; mode `payment` the other way round.
  const interval = items[0]?.price_data?.recurring?.interval;
  const subscribes = params.mode === 'subscription';
  if (subscribes !== (interval !== undefined) || (subscribes && params.payment_intent_data !== undefined))
    return fault(400, 'parameter_invalid', 'mode, price and payment_intent_data do not fit', { param: 'mode' });
  if (subscribes) {
    made.mode = 'subscription';
    const data = (params.subscription_data ?? {}) as { metadata?: Record<string, string> };
    state.billing.subscriptionData.set(id, {
      metadata: data.metadata ?? {},
      interval: interval === 'year' ? 'year' : 'month',
    });
  }
  const data = (params.payment_intent_data ?? {}) as { metadata?: Record<string, string> };
  state.intentMetadata.set(id, data.metadata ?? {});
  state.sessions.set(id, made);
  return ok(made);
}

function createIntent(state: State, params: Params): Answer {
  const odd = unknownParam(known.intents, params) ?? amountFault(params.amount);
  if (odd !== null) return odd;
  const paid = state.payDirectly(Number(params.amount), text(params.currency), words(params.metadata));
  return ok(state.intents.get(paid));
}

function showIntent(state: State, id: string, params: Params): Answer {
  const found = state.intents.get(id);
  if (found === undefined) return missing(id);
  const expand = Object.values(words(params.expand));
  const latest = typeof found.latest_charge === 'string' ? state.charges.get(found.latest_charge) : undefined;
  if (latest === undefined || !expand.some((one) => one.startsWith('latest_charge'))) return ok(found);
  const booked =
    typeof latest.balance_transaction === 'string' ? state.movements.get(latest.balance_transaction) : undefined;
  const whole = expand.includes('latest_charge.balance_transaction') ? (booked ?? null) : latest.balance_transaction;
  return ok({ ...found, latest_charge: { ...latest, balance_transaction: whole } });
}

function createRefund(state: State, params: Params): Answer {
  const odd = unknownParam(known.refunds, params) ?? amountFault(params.amount);
  if (odd !== null) return odd;
  const pi = state.intents.get(text(params.payment_intent));
  const ch = typeof pi?.latest_charge === 'string' ? state.charges.get(pi.latest_charge) : undefined;
  if (pi === undefined || ch === undefined) return missing(text(params.payment_intent));
  const amount = Number(params.amount);
  if (ch.disputed) return fault(400, 'charge_disputed', 'This charge is disputed');
  if (ch.refunded) return fault(400, 'charge_already_refunded', 'This charge has already been refunded');
  if (amount > ch.amount - ch.amount_refunded)
    return fault(400, 'parameter_invalid_integer', 'Refund amount is greater than unrefunded amount on charge', {
      param: 'amount',
    });
  return ok(state.refund({ intent: pi.id, amount, metadata: words(params.metadata) }));
}

function events(state: State, params: Params): Answer {
  const since = Number(words(params.created).gte ?? 0);
  const found = [...state.events].reverse().filter((event: Stripe.Event) => event.created >= since);
  return ok(pageOf(found, '/v1/events', params));
}
