import type { Response, Router } from 'express';
import type { z } from 'zod';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import { readSmallUpload } from '#api/http/upload.ts';
import { invoiceOperations, issuing } from '#api/invoices/contract.ts';
import * as dunning from '#api/invoices/dunning.ts';
import { exportIssueData } from '#api/invoices/export.ts';
import * as issue from '#api/invoices/issue.ts';
import * as red from '#api/invoices/red.ts';
import * as requests from '#api/invoices/requests.ts';
import * as titles from '#api/invoices/titles.ts';
import { fieldFaults } from '#api/kernel/field-faults.ts';
import { refuse } from '#api/kernel/refusal.ts';
import { mostFileBytes } from '#api/ports/fapiao/port.ts';
import { refuse as refusePort } from '#api/ports/fapiao/refusals.ts';
import { sendHeaders, sendStream } from '../download.ts';

const rules = {
  maxBytes: mostFileBytes,
  tooLarge: () => refusePort('fapiao.file_too_large', { limit: '5 MB' }),
  noFile: () => refusePort('fapiao.no_evidence'),
};
const types = { xml: 'application/xml', pdf: 'application/pdf', ofd: 'application/ofd' } as const;

function parse<S extends z.ZodType>(shape: S, fields: unknown): z.output<S> {
  const read = shape.safeParse(fields);
  if (read.success) return read.data;
  const faults = fieldFaults(read.error);
  throw refuse('request.invalid', { count: faults.length }, faults);
}

function send(response: Response, file: { name: string; contentType: string; bytes: Buffer }): undefined {
  response.attachment(file.name).type(file.contentType).set('Cache-Control', 'no-store').send(file.bytes);
  return undefined;
}

export function mountInvoices(router: Router, app: App): void {
  mount(router, app, invoiceOperations, {
    showInvoiceTitle: (ctx) => titles.getTitle(ctx),
    keepInvoiceTitle: (ctx, { body }) => titles.keepTitle(ctx, body),
    showInvoiceSeller: (ctx) => titles.getSeller(ctx),
    keepInvoiceSeller: (ctx, { body }) => titles.keepSeller(ctx, body),
    // Before the invoice's own address: "orders" is no id.
    listInvoiceable: (ctx) => requests.listInvoiceable(ctx),
    exportInvoiceData: async (ctx, { query }, { response }) => send(response, await exportIssueData(ctx, query.format)),
    listRedNotices: (ctx) => red.listRedNotices(ctx),
    confirmRedNotice: (ctx, { params, body }) => red.confirmRed(ctx, params.id, body),
    listInvoices: (ctx, { query }) => requests.listInvoices(ctx, query),
    requestInvoice: (ctx, { body }) => requests.requestInvoice(ctx, body),
    showInvoice: (ctx, { params }) => requests.getInvoice(ctx, params.id),
    withdrawInvoice: (ctx, { params, body }) => requests.withdrawInvoice(ctx, params.id, body),
    declineInvoice: (ctx, { params, body }) => requests.declineInvoice(ctx, params.id, body),
    prepareInvoice: (ctx, { params, body }) => issue.prepareInvoice(ctx, params.id, body),
    reopenInvoice: (ctx, { params, body }) => issue.reopenInvoice(ctx, params.id, body),
    issueInvoice: (ctx, { params }, { request }) =>
      readSmallUpload(request, rules, ({ fileName, stream, value }) => {
        const fields = { revision: value('revision'), number: value('number'), issued_on: value('issued_on') };
        return issue.issueInvoice(ctx, params.id, parse(issuing, fields), { fileName, stream });
      }),
    collectInvoice: (ctx, { params }) => issue.collectInvoice(ctx, params.id),
    startRedNotice: (ctx, { params, body }) => red.startRed(ctx, params.id, body),
    downloadInvoice: async (ctx, { params }, { request, response }) => {
      const file = await issue.openInvoice(ctx, params.id);
      const named = { contentType: types[file.kind], fileName: file.name, etag: `"${file.sha256}"`, stored: true };
      if (sendHeaders(request, response, named)) file.stream.destroy();
      else await sendStream(request, response.set('Content-Length', String(file.bytes)), file.stream);
      return undefined;
    },
    showOrderInvoices: (ctx, { params }) => requests.orderInvoices(ctx, params.id),
    showOrderReminders: (ctx, { params }) => dunning.orderReminders(ctx, params.id),
    listOverdue: (ctx) => dunning.listOverdue(ctx),
    showReminderSteps: (ctx, { query }) => dunning.getSteps(ctx, query.region_code),
    setReminderSteps: (ctx, { body }) => dunning.setSteps(ctx, body),
  });
}
