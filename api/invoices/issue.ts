/** Issuing: the seller fixes the data, then brings what the tax side gave, or a service does. */

import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { act, append } from '#api/audit/act.ts';
import { sqlState } from '#api/audit/conflict.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type Ctx, systemContext } from '#api/context.ts';
import { halfWidth } from '#api/kernel/half-width.ts';
import { can } from '#api/kernel/lifecycle.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { mailToDuties } from '#api/participants/service.ts';
import { manualFapiao } from '#api/ports/fapiao/manual.ts';
import { type Issued, mostFileBytes } from '#api/ports/fapiao/port.ts';
import { refuse as refusePort } from '#api/ports/fapiao/refusals.ts';
import { readWhole } from '#api/ports/files/read-whole.ts';
import { back, closeNotice } from './adjust.ts';
import type { atRevision, issuing, preparing } from './contract.ts';
import { announce, forStep, move, shown, step } from './requests.ts';
import { letters } from './rules/letters.ts';
import { invoiceLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { isTaxCode, taxed } from './rules/tax.ts';
import * as store from './store.ts';
import { partyOf } from './titles.ts';
import { fapiaoData, type InvoiceOut, routeOf, sideOf, wrongState } from './view.ts';

/** Freezes what will be issued: lines, tax and both sides as they stand now. */
export async function prepareInvoice(ctx: Ctx, id: string, input: z.output<typeof preparing>): Promise<InvoiceOut> {
  return act(ctx, { action: 'invoices.prepare', subject: ['invoice', id] }, async (tx, note) => {
    const row = await forStep(tx, id, 'seller', 'prepare', input.revision);
    const seller = await store.findSeller(tx.db, row.sellerId);
    if (seller === null) throw refuse('invoices.no_seller');
    const said = new Map(input.lines.map((line) => [line.position, line]));
    if (said.size !== row.lines.length) throw refuse('invoices.lines_differ');
    let [amountFen, taxFen] = [0n, 0n];
    for (const line of row.lines) {
      const given = said.get(line.position);
      if (given === undefined) throw refuse('invoices.lines_differ');
      const taxCode = halfWidth(given.tax_code);
      if (!isTaxCode(taxCode)) throw refuse('invoices.bad_tax_code');
      if (row.kind === 'special' && given.rate === 'exempt') throw refuse('invoices.exempt_special');
      const parts = taxed(line.totalFen, given.rate);
      amountFen += parts.amountFen;
      taxFen += parts.taxFen;
      await store.saveLine(tx.db, line.id, {
        name: given.name,
        taxCode,
        unit: given.unit,
        quantity: given.quantity,
        rate: given.rate,
        amountFen: parts.amountFen,
        taxFen: parts.taxFen,
      });
    }
    await move(tx, row, {
      state: 'prepared',
      sellerFacts: { ...partyOf(seller) },
      amountFen,
      taxFen,
      route: tx.ports.fapiao.kind,
      preparedAt: tx.clock.now(),
    });
    await step(tx, id, 'prepared');
    if (tx.ports.fapiao.kind === 'http')
      await enqueue(tx, 'invoices.collect', { invoice_id: id }, { key: `invoices.collect:${id}` });
    note({ no: row.no, amount_fen: amountFen.toString(), tax_fen: taxFen.toString() });
    return shown(tx, id);
  });
}

/** Nothing was issued: back to the request, at what remains now. */
export async function reopenInvoice(ctx: Ctx, id: string, input: z.output<typeof atRevision>): Promise<InvoiceOut> {
  return act(ctx, { action: 'invoices.reopen', subject: ['invoice', id] }, async (tx, note) => {
    const row = await forStep(tx, id, 'seller', 'reopen', input.revision);
    // A red invoice is what its confirmation sheet says; a service may have issued already.
    if (routeOf(tx, row) === 'http') throw refuse('invoices.with_service');
    if (row.colour === 'red') throw wrongState(row);
    await back(tx, row);
    await step(tx, id, 'reopened');
    note({ no: row.no });
    return shown(tx, id);
  });
}

/** Number, day and file of an invoice issued by hand. The file is read before the act begins: an upload holds no lock. */
export async function issueInvoice(
  ctx: Ctx,
  id: string,
  input: z.output<typeof issuing>,
  file: { readonly fileName: string; readonly stream: Readable },
): Promise<InvoiceOut> {
  requireDuty(ctx.viewer, 'developer');
  const tooLarge = () => refusePort('fapiao.file_too_large', { limit: '5 MB' });
  const bytes = await readWhole(file.stream, mostFileBytes, tooLarge);
  if (bytes.length === 0) throw refusePort('fapiao.no_evidence');
  return act(ctx, { action: 'invoices.issue', subject: ['invoice', id] }, async (tx, note) => {
    const row = await forStep(tx, id, 'seller', 'issue', input.revision);
    if (routeOf(tx, row) === 'http') throw refuse('invoices.with_service');
    const evidence = { number: input.number, issuedOn: input.issued_on, fileName: file.fileName, bytes };
    const outcome = await manualFapiao.collect(fapiaoData(row), null, evidence, dayOf(tx.clock.now()));
    if (outcome.state !== 'issued') throw refusePort('fapiao.no_evidence');
    note({ no: row.no, number: outcome.number, sha256: await keep(tx, row, outcome) });
    return shown(tx, id);
  });
}

/** For a form that came without a file. */
export const noInvoiceFile = () => refusePort('fapiao.no_evidence');

/** Keeps an invoice that was issued; of a red one the duty is done with it. */
async function keep(tx: Ctx, row: store.InvoiceRow, { number, issuedOn, file }: Issued): Promise<string> {
  if (await store.numberTaken(tx.db, number)) throw refuse('invoices.number_used', { number });
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const fileKey = `invoices/${row.id}/${sha256}`;
  await tx.ports.files.put(fileKey, [file.bytes] as unknown as AsyncIterable<Uint8Array>, { maxBytes: mostFileBytes });
  try {
    await move(tx, row, {
      state: 'issued',
      number,
      issuedOn,
      issuedAt: tx.clock.now(),
      fileKey,
      fileName: file.name,
      fileKind: file.kind,
      fileSha256: sha256,
      fileBytes: file.bytes.length,
    });
  } catch (error) {
    const unique = sqlState(error) === '23505' || (error as { code?: string }).code === 'P2002';
    throw unique ? refuse('invoices.number_used', { number }) : error;
  }
  await step(tx, row.id, 'issued', number);
  if (row.colour === 'red') await closeNotice(tx, row);
  await mailToDuties(tx, row.buyerId, ['buyer'], {
    about: row.id,
    ...letters[row.colour === 'red' ? 'red_issued' : 'issued'],
    params: { no: row.no, number, seller: row.seller.name },
    path: `/w/invoices/${row.id}`,
  });
  await announce(tx, row.id);
  return sha256;
}

/** What an issuing service has made of an invoice; the seller may ask, the clock asks by itself. */
export async function collectInvoice(ctx: Ctx, id: string): Promise<InvoiceOut> {
  requireDuty(ctx.viewer, 'developer');
  const row = await store.findInvoice(ctx.db, id);
  if (row === null || sideOf(row, ctx.viewer) !== 'seller') throw refuse('invoices.not_found');
  if (ctx.ports.fapiao.kind !== 'http') throw refuse('invoices.by_hand');
  if (!can(invoiceLifecycle, row.state, 'collect')) throw wrongState(row);
  await collect(ctx, id);
  return shown(ctx, id);
}

/**
 * Hands over what was not handed over, then asks. The service is called outside the transaction: by our id it issues once,
 * so a crash in between is made good by asking again.
 */
export async function collect(ctx: Ctx, id: string): Promise<void> {
  const seen = await store.findInvoice(ctx.db, id);
  // Without a service now, what lies with one waits until it is named again.
  if (ctx.ports.fapiao.kind !== 'http') return;
  if (seen === null || seen.state !== 'prepared' || seen.route !== 'http') return;
  const data = fapiaoData(seen);
  let { ticket } = seen;
  if (ticket === null) {
    ticket = await ctx.ports.fapiao.hand(data);
    const handed = ticket;
    await act(ctx, { action: 'invoices.hand', subject: ['invoice', id] }, async (tx, note) => {
      const row = await store.lockInvoice(tx.db, id);
      note({ no: seen.no, already: row?.ticket !== null });
      if (row === null || row.state !== 'prepared' || row.ticket !== null) return;
      await move(tx, row, { ticket: handed });
      await step(tx, id, 'sent');
    });
  }
  const outcome = await ctx.ports.fapiao.collect(data, ticket, null, dayOf(ctx.clock.now()));
  if (outcome.state === 'waiting') return;
  await act(ctx, { action: 'invoices.collect', subject: ['invoice', id] }, async (tx, note) => {
    const row = await store.lockInvoice(tx.db, id);
    note({ no: seen.no, state: outcome.state });
    if (row === null || row.state !== 'prepared' || row.ticket !== ticket) return;
    if (outcome.state === 'issued') {
      note({ number: outcome.number, sha256: await keep(tx, row, outcome) });
      return;
    }
    await step(tx, id, 'refused', outcome.reason);
    // A red invoice rests on its confirmation sheet and is handed over anew; a blue one goes back to be put right.
    if (row.colour === 'red') await move(tx, row, { ticket: null });
    else await back(tx, row);
  });
}

/** Job: one invoice, or all that lie with the service. One that fails does not hold up the others. */
export async function collectAll(
  app: Parameters<typeof systemContext>[0],
  { invoice_id: one }: { invoice_id?: string },
) {
  const ctx = systemContext(app);
  for (const id of one === undefined ? await store.withService(app.db) : [one]) {
    try {
      await collect(ctx, id);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      app.log.warn({ invoice: id, code: error.code }, 'an invoice could not be collected');
    }
  }
}

export interface OpenInvoice {
  readonly stream: Readable;
  readonly bytes: number;
  readonly name: string;
  readonly kind: 'xml' | 'ofd' | 'pdf';
  readonly sha256: string;
}

/** For its two sides. The buyer's first download is the delivery; each is on record. */
export async function openInvoice(ctx: Ctx, id: string): Promise<OpenInvoice> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findInvoice(ctx.db, id);
  const side = row === null ? null : sideOf(row, viewer);
  if (row === null || side === null) throw refuse('invoices.not_found');
  const { fileKey, fileName, fileKind, fileSha256 } = row;
  if (fileKey === null || fileName === null || fileSha256 === null) throw refuse('invoices.no_file');
  if (side === 'buyer' && row.state === 'issued') {
    await act(ctx, { action: 'invoices.download', subject: ['invoice', id] }, async (tx, note) => {
      const locked = await store.lockInvoice(tx.db, id);
      note({ no: row.no, sha256: fileSha256 });
      if (locked?.state !== 'issued') return;
      await move(tx, locked, { state: 'delivered', deliveredAt: tx.clock.now() });
      await step(tx, id, 'delivered');
    });
  } else await append(ctx, 'invoices.download', 'done', ['invoice', id], { no: row.no, sha256: fileSha256 });
  const { stream, bytes } = await ctx.ports.files.open(fileKey);
  return { stream, bytes, name: fileName, kind: fileKind as OpenInvoice['kind'], sha256: fileSha256 };
}
