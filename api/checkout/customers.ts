/** The customer record of a buyer organisation at the provider: one each, its name and a mail for bills, nobody's data. */
import { act } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import type { CheckoutPort } from '#api/ports/payments/checkout-port.ts';
import * as store from './store.ts';

/** How long the provider keeps a key; afterwards what was made under it is looked for before it is asked again. */
const keyKept = 23 * 3_600_000;

/**
 * Answers the provider's number of the organisation's record. The row and its key are committed before the provider is
 * asked, so that an answer that was lost makes no second record. Call outside any transaction.
 */
export async function customerOf(
  ctx: Ctx,
  port: CheckoutPort,
  organization: { readonly id: string; readonly name: string },
): Promise<string> {
  const now = ctx.clock.now();
  const row = await store.claimCustomer(ctx.db, {
    organizationId: organization.id,
    idempotencyKey: `customer:${organization.id}:v1`,
    createdAt: now,
  });
  if (row.customerId !== null) return row.customerId;
  const waited = now.getTime() - row.createdAt.getTime() > keyKept;
  const customer = { organizationId: organization.id, name: organization.name, mail: row.billingMail };
  const found = waited ? await port.findCustomer(organization.id) : null;
  const made = found ?? (await port.createCustomer(customer, row.idempotencyKey));
  await act(ctx, { action: 'checkout.customer', subject: ['organization', organization.id] }, async (tx, note) => {
    note({ customer: made });
    await store.keepCustomer(tx.db, organization.id, made);
  });
  return (await store.findCustomer(ctx.db, organization.id))?.customerId ?? made;
}
