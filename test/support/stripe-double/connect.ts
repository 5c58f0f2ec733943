/** Connected accounts and transfers of the double: drawn on one payment, limited by it, taken back from what lies there. */
import type Stripe from 'stripe';
import {
  type Answer,
  amountFault,
  fault,
  list,
  missing,
  ok,
  type Params,
  text,
  unknownParam,
  words,
} from './answers.ts';
import * as make from './objects.ts';
import type { State } from './state.ts';

export interface Connected {
  readonly accounts: Map<string, Stripe.Account>;
  readonly transfers: Map<string, Stripe.Transfer>;
  readonly reversals: Map<string, Stripe.TransferReversal>;
  /** What lies in an account and can be taken back. */
  readonly funds: Map<string, number>;
}

export const makeConnected = (): Connected => ({
  accounts: new Map(),
  transfers: new Map(),
  reversals: new Map(),
  funds: new Map(),
});

const known = {
  accounts: ['type', 'country', 'business_type', 'capabilities', 'metadata'],
  links: ['account', 'type', 'return_url', 'refresh_url'],
  transfers: ['amount', 'currency', 'destination', 'source_transaction', 'transfer_group', 'description', 'metadata'],
  reversals: ['amount', 'metadata'],
} as const;

/** The list of a Hong Kong platform; mainland China is on none. */
const payable = ['HK', 'SG', 'US', 'GB', 'DE', 'JP'];

export function connectRoute(
  state: State,
  method: string,
  path: string,
  [noun = '', first, second]: readonly string[],
  params: Params,
): Answer | undefined {
  if (noun === 'account') return ok({ id: 'acct_platform', object: 'account', country: 'HK' });
  if (noun === 'country_specs')
    return ok({ id: first, object: 'country_spec', supported_transfer_countries: first === 'HK' ? payable : [] });
  if (noun === 'accounts') return accounts(state, method, first, path, params);
  if (noun === 'account_links') {
    const odd = unknownParam(known.links, params);
    if (odd !== null) return odd;
    if (!state.connected.accounts.has(text(params.account))) return missing(text(params.account));
    const expires_at = make.seconds(state.c.now()) + 300;
    const url = `https://connect.stripe.example/setup/e/${text(params.account)}`;
    return ok({ object: 'account_link', created: expires_at - 300, expires_at, url });
  }
  if (noun !== 'transfers') return undefined;
  if (first === undefined)
    return method === 'POST'
      ? transfer(state, params)
      : list(
          [...state.connected.transfers.values()].filter((one) => one.transfer_group === params.transfer_group),
          path,
          params,
        );
  const found = state.connected.transfers.get(first);
  if (found === undefined) return missing(first);
  if (second !== 'reversals') return ok(found);
  if (method === 'POST') return reverse(state, found, params);
  return list(
    [...state.connected.reversals.values()].filter((one) => one.transfer === first),
    path,
    params,
  );
}

function accounts(state: State, method: string, id: string | undefined, path: string, params: Params): Answer {
  const { accounts: all } = state.connected;
  if (id !== undefined) {
    const found = all.get(id);
    return found === undefined ? fault(403, 'account_invalid', `no access to '${id}'`) : ok(found);
  }
  if (method === 'GET') return list(all.values(), path, params);
  const odd = unknownParam(known.accounts, params);
  if (odd !== null) return odd;
  const country = text(params.country);
  if (!payable.includes(country))
    return fault(400, 'country_unsupported', `${country} is not currently supported by Stripe`, { param: 'country' });
  const made = {
    id: state.id('acct'),
    object: 'account',
    type: 'express',
    country,
    default_currency: country === 'HK' ? 'hkd' : 'usd',
    charges_enabled: false,
    payouts_enabled: false,
    details_submitted: false,
    capabilities: { transfers: 'inactive' },
    requirements: { currently_due: ['company.tax_id', 'external_account'], past_due: [], disabled_reason: null },
    metadata: words(params.metadata),
  } as unknown as Stripe.Account;
  all.set(made.id, made);
  return ok(made);
}

function transfer(state: State, params: Params): Answer {
  const odd = unknownParam(known.transfers, params) ?? amountFault(params.amount);
  if (odd !== null) return odd;
  const { accounts: all, transfers, funds } = state.connected;
  const to = all.get(text(params.destination));
  if (to === undefined) return missing(text(params.destination));
  if (to.capabilities?.transfers !== 'active')
    return fault(
      400,
      'insufficient_capabilities_for_transfer',
      'Your destination account needs the transfers capability',
    );
  const ch = state.charges.get(text(params.source_transaction));
  if (ch === undefined) return missing(text(params.source_transaction));
  const drawn = [...transfers.values()]
    .filter((one) => one.source_transaction === ch.id)
    .reduce((sum, one) => sum + one.amount - one.amount_reversed, 0);
  const amount = Number(params.amount);
  if (params.currency !== ch.currency) return fault(400, 'currency_mismatch', 'currency differs from the charge');
  if (drawn + amount > ch.amount) return fault(400, 'transfer_source_insufficient', 'more than the source charge');
  return ok(
    state.transfer(
      { amount, to: to.id, charge: ch.id, group: text(params.transfer_group), metadata: words(params.metadata) },
      funds,
    ),
  );
}

function reverse(state: State, of: Stripe.Transfer, params: Params): Answer {
  const odd = unknownParam(known.reversals, params) ?? amountFault(params.amount);
  if (odd !== null) return odd;
  const { funds } = state.connected;
  const amount = Number(params.amount);
  if (amount > of.amount - of.amount_reversed)
    return fault(400, 'amount_too_large', 'more than is left of the transfer');
  if (amount > (funds.get(String(of.destination)) ?? 0))
    return fault(400, 'balance_insufficient', 'The destination account has not enough funds');
  return ok(state.reverse(of, amount, words(params.metadata)));
}
