/** Stripe Connect behind the port: express accounts that may only receive transfers, and separate charges and transfers. */
import type Stripe from 'stripe';
import type { ConnectPort, ProviderAccount, ProviderReversal, ProviderTransfer } from './connect-port.ts';
import { named } from './stripe-errors.ts';
import { idOf, instant, minorUnits } from './stripe-read.ts';

export function stripeConnect(stripe: Stripe): ConnectPort {
  async function whole(transfer: Stripe.Transfer): Promise<ProviderTransfer> {
    const reversals: Stripe.TransferReversal[] = [];
    if (transfer.amount_reversed > 0)
      for await (const one of stripe.transfers.listReversals(transfer.id, { limit: 100 })) reversals.push(one);
    return transferOf(transfer, reversals);
  }
  return {
    payableCountries: () =>
      named(async () => {
        const own = await stripe.accounts.retrieveCurrent();
        return (await stripe.countrySpecs.retrieve(own.country ?? '')).supported_transfer_countries;
      }),
    createAccount: ({ organizationId, country }, key) =>
      named(async () => {
        const made = await stripe.accounts.create(
          {
            type: 'express',
            country,
            business_type: 'company',
            // It is paid and sells nothing itself: charging is the platform's.
            capabilities: { transfers: { requested: true } },
            metadata: { organization_id: organizationId },
          },
          { idempotencyKey: key },
        );
        return made.id;
      }),
    findAccount: (organizationId) =>
      named(async () => {
        for await (const one of stripe.accounts.list({ limit: 100 }))
          if (one.metadata?.organization_id === organizationId) return one.id;
        return null;
      }),
    readAccount: (id) => named(async () => accountOf(await stripe.accounts.retrieve(id))),
    accountLink: (id, returnUrl) =>
      named(async () => {
        const link = await stripe.accountLinks.create({
          account: id,
          type: 'account_onboarding',
          return_url: `${returnUrl}?from=back`,
          refresh_url: `${returnUrl}?from=again`,
        });
        return { url: link.url, until: instant(link.expires_at) };
      }),
    transfer: (r, key) =>
      named(async () =>
        whole(
          await stripe.transfers.create(
            {
              amount: minorUnits(r.amountFen),
              currency: 'cny',
              destination: r.destination,
              source_transaction: r.sourceCharge,
              transfer_group: r.payoutNo,
              description: r.orderNo,
              metadata: { payout_id: r.payoutId, payout_no: r.payoutNo },
            },
            { idempotencyKey: key },
          ),
        ),
      ),
    findTransfer: (payoutId, payoutNo) =>
      named(async () => {
        for await (const one of stripe.transfers.list({ transfer_group: payoutNo, limit: 100 }))
          if (one.metadata.payout_id === payoutId) return whole(one);
        return null;
      }),
    readTransfer: (id) => named(async () => whole(await stripe.transfers.retrieve(id))),
    reverseTransfer: ({ transferId, amountFen, ourId }, key) =>
      named(async () =>
        reversalOf(
          await stripe.transfers.createReversal(
            transferId,
            { amount: minorUnits(amountFen), metadata: { reversal_id: ourId } },
            { idempotencyKey: key },
          ),
        ),
      ),
  };
}

const accountOf = (a: Stripe.Account): ProviderAccount => ({
  id: a.id,
  country: a.country ?? '',
  currency: a.default_currency ?? null,
  transfers: a.capabilities?.transfers ?? null,
  chargesEnabled: a.charges_enabled,
  payoutsEnabled: a.payouts_enabled,
  detailsSubmitted: a.details_submitted,
  disabledReason: a.requirements?.disabled_reason ?? null,
  due: [...new Set([...(a.requirements?.currently_due ?? []), ...(a.requirements?.past_due ?? [])])],
});

const reversalOf = (r: Stripe.TransferReversal): ProviderReversal => ({
  id: r.id,
  amountFen: BigInt(r.amount),
  ourId: r.metadata?.reversal_id ?? null,
});

const transferOf = (t: Stripe.Transfer, reversals: readonly Stripe.TransferReversal[]): ProviderTransfer => ({
  id: t.id,
  amountFen: BigInt(t.amount),
  currency: t.currency,
  destination: idOf(t.destination),
  sourceCharge: idOf(t.source_transaction),
  payoutId: t.metadata.payout_id ?? null,
  createdAt: instant(t.created),
  reversals: reversals.map(reversalOf),
});
