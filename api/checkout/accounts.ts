/** A developer's own account at the provider, to be paid its share through it: opened on the provider's page, read anew from it. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type App, type Ctx, systemContext } from '#api/context.ts';
import { isRefusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireDuty, requireViewer } from '#api/kernel/rights.ts';
import type { CheckoutPort } from '#api/ports/payments/checkout-port.ts';
import * as store from './account-store.ts';
import type { accountOpening, connectShape } from './contract.ts';
import { refuse } from './rules/refusals.ts';

export type ConnectOut = z.input<typeof connectShape>;

const keyKept = 23 * 3_600_000;
/** No account of ours is opened where the provider pays nobody by itself. */
const closedCountries: ReadonlySet<string> = new Set(['CN']);

export async function showConnect(ctx: Ctx): Promise<ConnectOut> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.find(ctx.db, viewer.organization.id);
  const enterprise = viewer.organization.kind === 'enterprise';
  const may = enterprise && (viewer.duties.includes('signatory') || viewer.duties.includes('developer'));
  const open = row?.linkUntil != null && row.linkUntil > ctx.clock.now();
  return {
    on: ctx.ports.checkout !== null,
    account_id: row?.accountId ?? null,
    country: row?.country ?? null,
    currency: row?.currency ?? null,
    transfers: row?.transfers ?? null,
    payouts_enabled: row?.payoutsEnabled ?? false,
    details_submitted: row?.detailsSubmitted ?? false,
    disabled_reason: row?.disabledReason ?? null,
    due: row?.due ?? [],
    read_at: row?.readAt?.toISOString() ?? null,
    link: may && open ? (row?.linkUrl ?? null) : null,
    may_open: may,
  };
}

/** Opens the account, or the page to go on with it. A signatory's or developer's; an agency is never paid this way. */
export async function openConnect(ctx: Ctx, input: z.output<typeof accountOpening>): Promise<ConnectOut> {
  const viewer = requireDuty(ctx.viewer, ['signatory', 'developer']);
  const port = ctx.ports.checkout;
  if (port === null) throw refuse('checkout.off');
  const { organization } = viewer;
  if (organization.kind !== 'enterprise') throw refuse('checkout.not_an_enterprise');
  const { idempotency: _kept, ...plain } = ctx;
  const known = await store.find(ctx.db, organization.id);
  const country = known?.country ?? input.country;
  if (closedCountries.has(country)) throw refuse('checkout.country_not_payable', { country });
  if (known === null && !(await port.payableCountries()).includes(country))
    throw refuse('checkout.country_not_payable', { country });
  const row = await store.claim(ctx.db, {
    organizationId: organization.id,
    idempotencyKey: `account:${organization.id}:v1`,
    country,
    createdBy: viewer.personId,
    createdAt: ctx.clock.now(),
  });
  const accountId = row.accountId ?? (await create(plain, port, row));
  const link = await port.accountLink(accountId, `${ctx.env.PUBLIC_URL}/w/stripe/account`);
  await act(
    plain,
    { action: 'checkout.open_account', subject: ['organization', organization.id] },
    async (tx, note) => {
      await store.save(tx.db, organization.id, { accountId, linkUrl: link.url, linkUntil: link.until });
      note({ account: accountId, country });
    },
  );
  await followAccount(ctx, port, accountId);
  return showConnect(ctx);
}

async function create(ctx: Ctx, port: CheckoutPort, row: store.AccountRow): Promise<string> {
  const waited = ctx.clock.now().getTime() - row.createdAt.getTime() > keyKept;
  const found = waited ? await port.findAccount(row.organizationId) : null;
  const asked = { organizationId: row.organizationId, country: row.country };
  return found ?? (await port.createAccount(asked, row.idempotencyKey));
}

/** Reads the own account anew, e.g. after coming back from the page. */
export async function refreshConnect(ctx: Ctx): Promise<ConnectOut> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.find(ctx.db, viewer.organization.id);
  const port = ctx.ports.checkout;
  if (port === null) throw refuse('checkout.off');
  if (row === null || row.accountId === null) throw refuseAnywhere('auth.forbidden');
  await followAccount(ctx, port, row.accountId);
  return showConnect(ctx);
}

/** Reads an account anew and keeps what it says. False for an account that is none of ours. */
export async function followAccount(ctx: Ctx, port: CheckoutPort, accountId: string): Promise<boolean> {
  const row = await store.byAccount(ctx.db, accountId);
  if (row === null) return false;
  const { idempotency: _kept, ...plain } = ctx;
  const read = await readOrNull(port, accountId);
  await act(
    plain,
    { action: 'checkout.read_account', subject: ['organization', row.organizationId] },
    async (tx, note) => {
      const said =
        read === null
          ? {
              transfers: 'inactive',
              payoutsEnabled: false,
              chargesEnabled: false,
              disabledReason: 'deauthorized',
              due: [],
            }
          : {
              currency: read.currency?.slice(0, 3) ?? null,
              transfers: read.transfers,
              chargesEnabled: read.chargesEnabled,
              payoutsEnabled: read.payoutsEnabled,
              detailsSubmitted: read.detailsSubmitted,
              disabledReason: read.disabledReason,
              due: [...read.due],
            };
      await store.save(tx.db, row.organizationId, { ...said, readAt: tx.clock.now() });
      note({ account: accountId, transfers: said.transfers, payouts: said.payoutsEnabled, due: said.due.length });
    },
  );
  return true;
}

/** Null where the owner has cut the connection: then nothing of it can be read. */
async function readOrNull(port: CheckoutPort, accountId: string) {
  try {
    return await port.readAccount(accountId);
  } catch (error) {
    const gone = ['payments.provider_refuses_us', 'payments.provider_unknown_object'];
    if (isRefusal(error) && gone.includes(error.code)) return null;
    throw error;
  }
}

export const followAccountOf = (app: App, port: CheckoutPort, accountId: string): Promise<boolean> =>
  followAccount(systemContext(app), port, accountId);
