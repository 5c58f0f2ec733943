/** How an invoice is shown to its buyer and its seller, and what each can do with it. */
import type { z } from 'zod';
import type { Ctx, Viewer } from '#api/context.ts';
import { can } from '#api/kernel/lifecycle.ts';
import { type Refusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { FapiaoData, FapiaoParty } from '#api/ports/fapiao/port.ts';
import type { invoiceLine, invoiceShape, redNoticeShape } from './contract.ts';
import {
  type InvoiceSide,
  type InvoiceStepKind,
  invoiceStates,
  orderRemark,
  type RedReason,
  type redInitiators,
  redNoticeStates,
  type TaxRate,
} from './rules/codes.ts';
import { invoiceLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { rateText } from './rules/tax.ts';
import * as store from './store.ts';

export type InvoiceOut = z.input<typeof invoiceShape>;
export type NoticeOut = z.input<typeof redNoticeShape>;

/** On which side the viewer stands; null for everybody it is none of their business. */
export function sideOf(row: { buyerId: string; sellerId: string }, viewer: Viewer | null): InvoiceSide | null {
  if (viewer === null) return null;
  const own = viewer.organization.id;
  return row.buyerId === own ? 'buyer' : row.sellerId === own ? 'seller' : null;
}

export const wrongState = ({ no, state }: Pick<store.InvoiceRow, 'no' | 'state'>) =>
  refuse('invoices.wrong_state', {
    no,
    state: invoiceStates.label(state, 'zh'),
    state_en: invoiceStates.label(state, 'en'),
  });

export const pairOf = (refusal: Refusal | null) =>
  refusal === null ? null : { code: refusal.code, zh: refusal.sentence('zh'), en: refusal.sentence('en') };

export const showLine = (row: store.ListRow): z.input<typeof invoiceLine> => ({
  id: row.id,
  no: row.no,
  colour: row.colour,
  kind: row.kind,
  state: row.state,
  buyer_name: row.buyer.name,
  seller_name: row.seller.name,
  total_fen: row.totalFen.toString(),
  number: row.number,
  issued_on: row.issuedOn,
  requested_at: row.requestedAt.toISOString(),
  red_due: row.notices.length,
});

export const showNotice = (row: store.NoticeRow): NoticeOut => ({
  id: row.id,
  no: row.no,
  invoice_id: row.invoiceId,
  invoice_no: row.invoice.no,
  order_id: row.orderId,
  order_no: row.order.no,
  reason: row.reason as RedReason,
  amount_fen: row.amountFen.toString(),
  state: row.state,
  revision: row.revision,
  initiator: row.initiator as keyof typeof redInitiators.words | null,
  confirmation_no: row.confirmationNo,
  confirmed_on: row.confirmedOn,
  red_id: row.redId,
  opened_at: row.openedAt.toISOString(),
});

/** Of a blue invoice: what no red one that was issued has taken back. */
export const leftOf = (row: store.InvoiceRow): bigint =>
  row.reds
    .filter((one) => one.state === 'issued' || one.state === 'delivered')
    .reduce((sum, one) => sum + one.totalFen, row.totalFen);

export async function showInvoice(ctx: Ctx, row: store.InvoiceRow, side: InvoiceSide): Promise<InvoiceOut> {
  const seller = side === 'seller' ? await store.findSeller(ctx.db, row.sellerId) : null;
  const { fileName, fileKind, fileSha256, fileBytes } = row;
  return {
    id: row.id,
    no: row.no,
    colour: row.colour,
    kind: row.kind,
    state: row.state,
    revision: row.revision,
    side,
    route: routeOf(ctx, row),
    buyer: row.buyerFacts as unknown as FapiaoParty,
    seller: row.sellerFacts as unknown as FapiaoParty | null,
    seller_name: row.seller.name,
    remark: row.remark,
    total_fen: row.totalFen.toString(),
    amount_fen: row.amountFen?.toString() ?? null,
    tax_fen: row.taxFen?.toString() ?? null,
    lines: row.lines.map((one) => ({
      position: one.position,
      order_id: one.orderId,
      order_no: one.order.no,
      name: one.name,
      tax_code: one.taxCode,
      unit: one.unit,
      quantity: one.quantity,
      rate: one.rate as TaxRate | null,
      amount_fen: one.amountFen?.toString() ?? null,
      tax_fen: one.taxFen?.toString() ?? null,
      total_fen: one.totalFen.toString(),
    })),
    number: row.number,
    issued_on: row.issuedOn,
    file:
      fileName === null || fileSha256 === null
        ? null
        : { name: fileName, kind: fileKind as 'xml' | 'ofd' | 'pdf', bytes: fileBytes ?? 0, sha256: fileSha256 },
    blue: row.blue === null ? null : { id: row.blue.id, no: row.blue.no, number: row.blue.number },
    reds: row.reds.map((one) => ({
      id: one.id,
      no: one.no,
      number: one.number,
      total_fen: one.totalFen.toString(),
      state: one.state,
    })),
    left_fen: (row.colour === 'blue' ? leftOf(row) : 0n).toString(),
    notices: row.notices.map(showNotice),
    confirmation_no: row.taken?.confirmationNo ?? null,
    steps: row.steps.map((one) => ({
      id: one.id,
      kind: one.kind as InvoiceStepKind,
      note: one.note,
      by: one.byName,
      at: one.at.toISOString(),
    })),
    defaults:
      seller === null
        ? null
        : {
            item_name: seller.itemName,
            tax_code: seller.taxCode,
            unit: seller.unit,
            rate: seller.rate as TaxRate,
          },
    actions: offers(ctx, row, side, seller !== null),
  };
}

/** By what it is issued: as it was handed over, else as this installation does it. */
export const routeOf = (ctx: Ctx, row: Pick<store.InvoiceRow, 'route'>): 'manual' | 'http' =>
  (row.route as 'manual' | 'http' | null) ?? ctx.ports.fapiao.kind;

function offers(ctx: Ctx, row: store.InvoiceRow, side: InvoiceSide, hasSeller: boolean): InvoiceOut['actions'] {
  const may = ctx.viewer?.duties.includes(side === 'buyer' ? 'buyer' : 'developer') ?? false;
  const without = may ? null : refuseAnywhere('auth.forbidden');
  const open = (action: string) => can(invoiceLifecycle, row.state, action);
  const service = routeOf(ctx, row) === 'http';
  const list: [string, Refusal | null][] = [];
  if (side === 'buyer' && open('withdraw') && row.colour === 'blue') list.push(['withdraw', without]);
  if (side === 'seller') {
    if (open('prepare')) list.push(['prepare', without ?? (hasSeller ? null : refuse('invoices.no_seller'))]);
    if (open('issue') && !service) list.push(['issue', without]);
    if (open('collect') && service) list.push(['collect', without]);
    if (open('reopen') && !service && row.colour === 'blue') list.push(['reopen', without]);
    if (open('decline') && row.colour === 'blue') list.push(['decline', without]);
    if (row.colour === 'blue' && row.number !== null && leftOf(row) > 0n) list.push(['start_red', without]);
  }
  return list.map(([name, refusal]) => ({ name, refusal: pairOf(refusal) }));
}

/** All of an invoice whose data is fixed, as the tax side needs it. */
export function fapiaoData(row: store.InvoiceRow): FapiaoData {
  if (row.sellerFacts === null || row.amountFen === null || row.taxFen === null)
    throw new Error(`invoice ${row.no} has no data yet`);
  const numbers = [...new Set(row.lines.map((one) => one.order.no))];
  return {
    id: row.id,
    no: row.no,
    colour: row.colour,
    kind: row.kind,
    seller: row.sellerFacts as unknown as FapiaoParty,
    buyer: row.buyerFacts as unknown as FapiaoParty,
    items: row.lines.map((one) => ({
      name: one.name,
      tax_code: one.taxCode ?? '',
      unit: one.unit ?? '',
      quantity: one.quantity,
      amount_fen: String(one.amountFen),
      rate: rateText(one.rate as TaxRate),
      tax_fen: String(one.taxFen),
      total_fen: one.totalFen.toString(),
    })),
    amount_fen: row.amountFen.toString(),
    tax_fen: row.taxFen.toString(),
    total_fen: row.totalFen.toString(),
    remark: [row.remark, orderRemark(numbers)].filter((one) => one !== null && one !== '').join(' '),
    not_before: firstDay(row),
    blue:
      row.blue === null || row.taken === null
        ? null
        : {
            number: row.blue.number ?? '',
            issued_on: row.blue.issuedOn ?? '',
            confirmation_no: row.taken.confirmationNo ?? '',
          },
  };
}

/** A sale can be invoiced from the day it was paid, a red invoice from the day of the blue one. */
function firstDay(row: store.InvoiceRow): string {
  if (row.blue !== null) return row.blue.issuedOn ?? dayOf(row.requestedAt);
  const paid = row.lines.map((one) => dayOf(one.order.paidAt ?? row.requestedAt)).sort();
  return paid.at(-1) ?? dayOf(row.requestedAt);
}

export const noticeState = (row: Pick<store.NoticeRow, 'no' | 'state'>) =>
  refuse('invoices.wrong_state', {
    no: row.no,
    state: redNoticeStates.label(row.state, 'zh'),
    state_en: redNoticeStates.label(row.state, 'en'),
  });
