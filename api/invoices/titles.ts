/** What invoices say of whoever buys and whoever sells: entered once, copied into each invoice. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { sameName } from '#api/banking/rules/match.ts';
import type { Ctx, Viewer } from '#api/context.ts';
import { halfWidth } from '#api/kernel/half-width.ts';
import { checkUscc } from '#api/kernel/identifiers.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { requireDuty } from '#api/kernel/rights.ts';
import type { FapiaoParty } from '#api/ports/fapiao/port.ts';
import { isAddress } from '#api/ports/mail/message.ts';
import { sealText, unsealText } from '#api/ports/seal/sealed-text.ts';
import type { keepingSeller, keepingTitle, sellerShape, titleShape } from './contract.ts';
import type { TaxRate } from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';
import { isTaxCode } from './rules/tax.ts';
import * as store from './store.ts';

export type TitleOut = z.input<typeof titleShape>;
export type SellerOut = z.input<typeof sellerShape>;

const sealedAs = 'invoice-email';
/** Where an organisation wants its invoices and reminders announced; null where it said nothing. */
export async function mailboxOf(ctx: Pick<Ctx, 'env' | 'db'>, organizationId: string): Promise<string | null> {
  const sealed = (await store.findTitle(ctx.db, organizationId))?.emailSealed ?? null;
  return sealed === null ? null : unsealText(ctx, sealedAs, sealed);
}

const at = (path: string, refusal: Refusal): Refusal => {
  const { zh, en } = refusal.spec;
  return refuse(refusal.code as 'invoices.bad_tax_no', refusal.params, [{ path, zh, en }]);
};

function accountOf(text: string): string {
  const number = halfWidth(text).replace(/[\s-]/g, '');
  if (!/^\d{8,32}$/.test(number)) throw at('bank_account', refuse('invoices.bad_account'));
  return number;
}

const ownParty = ({ organization }: Viewer) => ({ name: organization.name, tax_no: organization.uscc });
const blank = { address: '', phone: '', bank_name: '', bank_account: '' };

export async function getTitle(ctx: Ctx): Promise<TitleOut> {
  const viewer = requireDuty(ctx.viewer, 'buyer');
  const row = await store.findTitle(ctx.db, viewer.organization.id);
  if (row === null) return { ...ownParty(viewer), ...blank, kind: 'ordinary', revision: 0, email: null, kept: false };
  const email = row.emailSealed === null ? null : await unsealText(ctx, sealedAs, row.emailSealed);
  return { ...partyOf(row), kind: row.kind, revision: row.revision, email, kept: true };
}

type Kept = NonNullable<Awaited<ReturnType<typeof store.findTitle>>>;
type KeptSeller = NonNullable<Awaited<ReturnType<typeof store.findSeller>>>;

export const partyOf = (row: Kept | KeptSeller): FapiaoParty => ({
  name: row.organization.name,
  tax_no: row.organization.uscc,
  address: row.address,
  phone: row.phone,
  bank_name: row.bankName,
  bank_account: row.bankAccount,
});

/** An invoice to another than the buyer is a false one: name and number are the organisation's own, or are refused. */
export async function keepTitle(ctx: Ctx, input: z.output<typeof keepingTitle>): Promise<TitleOut> {
  const viewer = requireDuty(ctx.viewer, 'buyer');
  const { organization } = viewer;
  return act(ctx, { action: 'invoices.keep_title', subject: ['organization', organization.id] }, async (tx, note) => {
    const code = checkUscc(input.tax_no);
    if (!code.ok) throw at('tax_no', refuse('invoices.bad_tax_no'));
    const own = { name: organization.name, uscc: organization.uscc };
    if (code.uscc !== organization.uscc) throw refuse('invoices.other_taxpayer', own);
    if (!sameName(input.name, organization.name)) throw refuse('invoices.other_taxpayer', own);
    const email = input.email === undefined || input.email === '' ? null : input.email;
    if (email !== null && !isAddress(email)) throw at('email', refuse('invoices.bad_email'));
    const kept = await store.keepTitle(tx.db, input.revision, {
      organizationId: organization.id,
      kind: input.kind,
      address: input.address,
      phone: input.phone,
      bankName: input.bank_name,
      bankAccount: accountOf(input.bank_account),
      emailSealed: email === null ? null : await sealText(tx, sealedAs, email),
      updatedBy: viewer.personId,
      updatedAt: tx.clock.now(),
    });
    if (!kept) throw refuse('invoices.changed_meanwhile');
    note({ kind: input.kind, email: email !== null });
    return getTitle(tx);
  });
}

export async function getSeller(ctx: Ctx): Promise<SellerOut> {
  const viewer = requireDuty(ctx.viewer, 'developer');
  const route = ctx.ports.fapiao.kind;
  const row = await store.findSeller(ctx.db, viewer.organization.id);
  if (row === null) {
    const empty = { item_name: '', tax_code: '', unit: '', rate: null };
    return { ...ownParty(viewer), ...blank, ...empty, revision: 0, kept: false, route };
  }
  return {
    ...partyOf(row),
    item_name: row.itemName,
    tax_code: row.taxCode,
    unit: row.unit,
    rate: row.rate as TaxRate,
    revision: row.revision,
    kept: true,
    route,
  };
}

export async function keepSeller(ctx: Ctx, input: z.output<typeof keepingSeller>): Promise<SellerOut> {
  const viewer = requireDuty(ctx.viewer, 'developer');
  const { organization } = viewer;
  return act(ctx, { action: 'invoices.keep_seller', subject: ['organization', organization.id] }, async (tx, note) => {
    const taxCode = halfWidth(input.tax_code);
    if (!isTaxCode(taxCode)) throw at('tax_code', refuse('invoices.bad_tax_code'));
    const kept = await store.keepSeller(tx.db, input.revision, {
      organizationId: organization.id,
      address: input.address,
      phone: input.phone,
      bankName: input.bank_name,
      bankAccount: accountOf(input.bank_account),
      itemName: input.item_name,
      taxCode,
      unit: input.unit,
      rate: input.rate,
      updatedBy: viewer.personId,
      updatedAt: tx.clock.now(),
    });
    if (!kept) throw refuse('invoices.changed_meanwhile');
    note({ tax_code: taxCode, rate: input.rate });
    return getSeller(tx);
  });
}
