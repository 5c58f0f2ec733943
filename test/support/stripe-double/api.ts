/** The endpoints the product calls, with the checks of the real ones: names of parameters, amounts, states. */
import type Stripe from 'stripe';
import * as make from './objects.ts';
import type { State } from './state.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** False where the call was refused before it began: then its key is not kept. */
  readonly began: boolean;
}

type Params = Readonly<Record<string, unknown>>;
const ok = (body: unknown): Answer => ({ status: 200, body, began: true });

export function fault(status: number, code: string, message: string, extra: object = {}): Answer {
  const type = status === 401 ? 'invalid_request_error' : status >= 500 ? 'api_error' : 'invalid_request_error';
  return { status, body: { error: { type, code, message, ...extra } }, began: false };
}
const missing = (id: string) => fault(404, 'resource_missing', `No such object: '${id}'`, { param: 'id' });
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const words = (value: unknown): Record<string, string> => (value ?? {}) as Record<string, string>;

const known = {
  customers: ['name', 'metadata'],
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
    'locale',
    'expires_at',
    'success_url',
    'cancel_url',
  ],
  intents: ['amount', 'currency', 'confirm', 'payment_method', 'allowed_payment_method_types', 'metadata'],
  refunds: ['payment_intent', 'amount', 'metadata'],
} as const;

function unknownParam(names: readonly string[], params: Params): Answer | null {
  const odd = Object.keys(params).find((name) => !names.includes(name));
  return odd === undefined
    ? null
    : fault(400, 'parameter_unknown', `Received unknown parameter: ${odd}`, { param: odd });
}

function amountFault(amount: unknown): Answer | null {
  const value = Number(amount);
  if (!Number.isSafeInteger(value) || value < 1)
    return fault(400, 'parameter_invalid_integer', 'Invalid positive integer');
  if (value > 99_999_999) return fault(400, 'amount_too_large', 'Amount must be no more than 99999999');
  return null;
}

export function route(state: State, base: string, method: string, path: string, params: Params): Answer {
  const [, , noun = '', ...rest] = path.split('/');
  if (noun === 'customers' && method === 'POST') return createCustomer(state, params);
  if (noun === 'checkout') return sessions(state, base, method, rest.slice(1), params);
  if (noun === 'payment_intents' && method === 'POST') return createIntent(state, params);
  if (noun === 'payment_intents') return showIntent(state, rest[0] ?? '', params);
  if (noun === 'refunds' && method === 'POST') return createRefund(state, params);
  if (noun === 'refunds') return list(state.refunds, path, params, (r) => r.payment_intent === params.payment_intent);
  if (noun === 'disputes') return list(state.disputes, path, params, (d) => d.payment_intent === params.payment_intent);
  if (noun === 'events') return events(state, params);
  return fault(404, 'resource_missing', `Unrecognized request URL (${method}: ${path})`);
}

function createCustomer(state: State, params: Params): Answer {
  const odd = unknownParam(known.customers, params);
  if (odd !== null) return odd;
  const made = make.customer(state.c, state.id('cus'), { name: text(params.name), metadata: words(params.metadata) });
  state.customers.set(made.id, made);
  state.tell('customer.created', made);
  return ok(made);
}

function sessions(state: State, base: string, method: string, [id, verb]: string[], params: Params): Answer {
  if (id === undefined) {
    if (method === 'POST') return createSession(state, base, params);
    return list(state.sessions, '/v1/checkout/sessions', params, (s) => s.customer === params.customer);
  }
  const found = state.sessions.get(id);
  if (found === undefined) return missing(id);
  if (verb !== 'expire') return ok(found);
  if (found.status !== 'open') return fault(400, 'checkout_session_not_open', `Only open sessions can be expired`);
  return ok(state.expire(id));
}

interface LineItem {
  readonly quantity?: string;
  readonly price_data?: { readonly currency?: string; readonly unit_amount?: string };
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

/** Newest first, in pages of two: whoever reads only the first page is found out. */
function list<T extends { id: string }>(
  all: ReadonlyMap<string, T>,
  url: string,
  params: Params,
  fits: (one: T) => boolean,
): Answer {
  return ok(pageOf([...all.values()].reverse().filter(fits), url, params));
}

function pageOf<T extends { id: string }>(found: readonly T[], url: string, params: Params) {
  const after = text(params.starting_after);
  const from = after === '' ? 0 : found.findIndex((one) => one.id === after) + 1;
  const data = found.slice(from, from + 2);
  return { object: 'list', url, data, has_more: from + 2 < found.length };
}

function events(state: State, params: Params): Answer {
  const since = Number(words(params.created).gte ?? 0);
  const found = [...state.events].reverse().filter((event: Stripe.Event) => event.created >= since);
  return ok(pageOf(found, '/v1/events', params));
}
