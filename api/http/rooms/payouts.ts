import type { Response, Router } from 'express';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import * as accounts from '#api/payouts/accounts.ts';
import * as batches from '#api/payouts/batches.ts';
import { payoutOperations } from '#api/payouts/contract.ts';
import { exportPayouts, type PayoutFile } from '#api/payouts/file.ts';
import * as income from '#api/payouts/income.ts';
import * as incomePaper from '#api/payouts/income-paper.ts';
import { incomePaperOperations } from '#api/payouts/income-paper-contract.ts';
import * as runs from '#api/payouts/runs.ts';

function send(response: Response, file: PayoutFile, type: string): undefined {
  response.attachment(file.name).type(type).set('Cache-Control', 'no-store').set('ETag', `"${file.sha256}"`);
  response.send(file.text);
  return undefined;
}

export function mountPayouts(router: Router, app: App): void {
  mount(router, app, incomePaperOperations, {
    issueIncomePaper: (ctx, { params }) => incomePaper.issueIncomePaper(ctx, params.period),
    downloadIncomePaper: async (ctx, { params }, { response }) => {
      const { bytes, name, sha256 } = await incomePaper.openIncomePaper(ctx, params.period);
      response.attachment(name).type('application/pdf').set('Cache-Control', 'no-store').set('ETag', `"${sha256}"`);
      response.set('X-Content-Type-Options', 'nosniff').send(Buffer.from(bytes));
      return undefined;
    },
  });
  mount(router, app, payoutOperations, {
    listPayoutAccounts: (ctx) => accounts.listPayoutAccounts(ctx),
    enterPayoutAccount: (ctx, { body }) => accounts.enterPayoutAccount(ctx, body),
    verifyPayoutAccount: (ctx, { params, body }) => accounts.verifyPayoutAccount(ctx, params.id, body),
    showPayoutsDue: (ctx) => runs.getPayoutsDue(ctx),
    listPayoutBatches: (ctx, { query }) => batches.listPayoutBatches(ctx, query),
    proposePayouts: (ctx, { body }) => runs.proposePayouts(ctx, body),
    showPayoutBatch: (ctx, { params }) => batches.getPayoutBatch(ctx, params.id),
    approvePayouts: (ctx, { params, body }) => runs.approvePayouts(ctx, params.id, body),
    rejectPayouts: (ctx, { params, body }) => runs.rejectPayouts(ctx, params.id, body),
    downloadPayoutFile: async (ctx, { params }, { response }) =>
      send(response, await exportPayouts(ctx, params.id, 'xml'), 'application/xml'),
    downloadPayoutSheet: async (ctx, { params }, { response }) =>
      send(response, await exportPayouts(ctx, params.id, 'csv'), 'text/csv; charset=utf-8'),
    returnPayout: (ctx, { params, body }) => runs.returnPayout(ctx, params.id, body),
    showIncome: (ctx, { query }) => income.getIncome(ctx, query),
    showIncomeMonth: (ctx, { params }) => income.getIncomeMonth(ctx, params.period),
    exportIncomeCsv: async (ctx, { query }, { response }) => {
      const { name, text } = await income.exportIncomeCsv(ctx, query);
      response.attachment(name).type('text/csv; charset=utf-8').set('Cache-Control', 'no-store').send(text);
      return undefined;
    },
    exportIncome: async (ctx, { query }, { response }) => {
      const { name, bytes } = await income.exportIncome(ctx, query);
      response.attachment(name).type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
      response.set('Cache-Control', 'no-store').send(bytes);
      return undefined;
    },
  });
}
