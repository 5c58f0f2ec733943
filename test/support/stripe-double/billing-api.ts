/** Endpoints of customers, subscriptions, invoices and test clocks. */
import type Stripe from 'stripe';
import { type Answer, fault, list, missing, ok, type Params, text, unknownParam, words } from './answers.ts';
import * as make from './objects.ts';
import type { State } from './state.ts';

const known = {
  customers: ['name', 'email', 'metadata', 'test_clock', 'payment_method', 'invoice_settings'],
  subscriptions: ['customer', 'items', 'metadata'],
  update: ['cancel_at_period_end', 'metadata'],
  cancel: ['invoice_now', 'prorate'],
} as const;

/** Undefined where the path is none of these. */
export function billingRoute(
  state: State,
  method: string,
  path: string,
  [noun = '', first, second]: readonly string[],
  params: Params,
): Answer | undefined {
  const { billing } = state;
  billing.tick();
  if (noun === 'customers') return customers(state, method, first, params);
  if (noun === 'products' && method === 'POST')
    return ok({ id: state.id('prod'), object: 'product', name: params.name });
  if (noun === 'subscriptions') return subscriptions(state, method, first, params);
  if (noun === 'invoices') {
    const mine = (one: Stripe.Invoice) => one.parent?.subscription_details?.subscription === params.subscription;
    return list([...billing.invoices.values()].filter(mine).map(billing.withPayments), path, params);
  }
  if (noun === 'invoice_payments') {
    const wanted = words(params.payment).payment_intent;
    const found = [...billing.payments.values()].filter((one) => one.payment.payment_intent === wanted);
    const expand = Object.values(words(params.expand)).includes('data.invoice');
    return list(expand ? found.map(billing.withInvoice) : found, path, params);
  }
  if (noun === 'test_helpers' && first === 'test_clocks') return clocks(state, method, second, path, params);
  return undefined;
}

function customers(state: State, method: string, id: string | undefined, params: Params): Answer | undefined {
  if (id === 'search') {
    const wanted = /^metadata\['organization_id'\]:'(\w+)'$/.exec(text(params.query))?.[1];
    const data = [...state.customers.values()].filter((one) => one.metadata.organization_id === wanted);
    return ok({ object: 'search_result', url: '/v1/customers/search', data, has_more: false, next_page: null });
  }
  if (method !== 'POST') return undefined;
  const odd = unknownParam(known.customers, params);
  if (odd !== null) return odd;
  const found = id === undefined ? undefined : state.customers.get(id);
  if (id !== undefined && found === undefined) return missing(id);
  const made =
    found ?? make.customer(state.c, state.id('cus'), { name: text(params.name), metadata: words(params.metadata) });
  if (params.name !== undefined) made.name = text(params.name);
  if (params.email !== undefined) made.email = text(params.email) || null;
  if (params.test_clock !== undefined) made.test_clock = text(params.test_clock);
  state.customers.set(made.id, made);
  state.tell(found === undefined ? 'customer.created' : 'customer.updated', made);
  return ok(made);
}

function subscriptions(state: State, method: string, id: string | undefined, params: Params): Answer {
  const { billing } = state;
  if (id === undefined) {
    const odd = unknownParam(known.subscriptions, params);
    if (odd !== null) return odd;
    const customer = text(params.customer);
    if (!state.customers.has(customer)) return missing(customer);
    const [item] = Object.values((params.items ?? {}) as Record<string, { price_data?: Record<string, unknown> }>);
    const price = item?.price_data ?? {};
    const interval = words(price.recurring).interval === 'year' ? 'year' : 'month';
    const amount = Number(price.unit_amount);
    const currency = text(price.currency);
    return ok(billing.start({ customer, amount, currency, interval, metadata: words(params.metadata) }));
  }
  const found = billing.subscriptions.get(id)?.sub;
  if (found === undefined) return missing(id);
  if (method === 'GET') return ok(found);
  const odd = unknownParam(method === 'DELETE' ? known.cancel : known.update, params);
  if (odd !== null) return odd;
  if (found.status === 'canceled') return missing(id);
  return ok(method === 'DELETE' ? billing.cancel(id) : billing.cancelWithTerm(id));
}

function clocks(state: State, method: string, id: string | undefined, path: string, params: Params): Answer {
  const { clocks: all, tick } = state.billing;
  if (id === undefined) {
    const made = {
      id: state.id('clock'),
      object: 'test_helpers.test_clock',
      frozen_time: Number(params.frozen_time),
      status: 'ready',
    } as unknown as Stripe.TestHelpers.TestClock;
    all.set(made.id, made);
    return ok(made);
  }
  const found = all.get(id);
  if (found === undefined) return missing(id);
  if (method === 'POST' && path.endsWith('/advance')) {
    const to = Number(params.frozen_time);
    if (!(to > found.frozen_time)) return fault(400, 'parameter_invalid', 'frozen_time must be later');
    found.frozen_time = to;
    tick();
  }
  return ok(found);
}
