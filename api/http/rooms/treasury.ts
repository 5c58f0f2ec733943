import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import * as desk from '#api/revenue/desk.ts';
import * as evidence from '#api/revenue/evidence.ts';
import * as metered from '#api/revenue/metered.ts';
import * as months from '#api/revenue/months.ts';
import * as reconcile from '#api/revenue/reconcile.ts';
import * as repayments from '#api/revenue/repayments.ts';
import { treasuryOperations } from '#api/revenue/treasury-contract.ts';

export function mountTreasury(router: Router, app: App): void {
  mount(router, app, treasuryOperations, {
    listRepayments: (ctx, { query }) => repayments.listRepayments(ctx, query),
    showRepayment: (ctx, { params }) => repayments.getRepayment(ctx, params.id),
    applyRepayment: (ctx, { params, body }) => repayments.applyRepayment(ctx, params.id, body),
    returnRepayment: (ctx, { params, body }) => repayments.returnRepayment(ctx, params.id, body),
    reviewRepayment: (ctx, { params, body }) => repayments.reviewRepayment(ctx, params.id, body),
    approveRepayment: (ctx, { params, body }) => repayments.approveRepayment(ctx, params.id, body),
    registerRepayment: (ctx, { params, body }) => repayments.registerRepayment(ctx, params.id, body),
    listMeteredCalls: (ctx, { params, query }) => metered.listMeteredCalls(ctx, params.id, query),
    downloadRepaymentOrder: async (ctx, { params }, { response }) => {
      const { bytes, name, sha256 } = await repayments.openRepaymentOrder(ctx, params.id);
      response.attachment(name).type('application/pdf').set('Cache-Control', 'no-store').set('ETag', `"${sha256}"`);
      response.set('X-Content-Type-Options', 'nosniff').send(Buffer.from(bytes));
      return undefined;
    },
    importTreasuryReport: (ctx, { body }) =>
      reconcile.importReport(ctx, { file_name: body.file_name, bytes: Buffer.from(body.content_base64, 'base64') }),
    listTreasuryLines: (ctx, { query }) => reconcile.listLines(ctx, query),
    listOutstanding: (ctx) => reconcile.listOutstanding(ctx),
    confirmExactLines: (ctx) => reconcile.confirmExact(ctx),
    confirmTreasuryLine: (ctx, { params, body }) => reconcile.confirmLine(ctx, params.id, body),
    bookTreasuryLine: (ctx, { params, body }) => reconcile.bookLine(ctx, params.id, body),
    correctTreasuryLine: (ctx, { params, body }) => reconcile.correctLine(ctx, params.id, body),
    repayTreasuryLine: (ctx, { params, body }) => reconcile.repayLine(ctx, params.id, body),
    explainTreasuryLine: (ctx, { params, body }) => reconcile.explainLine(ctx, params.id, body),
    showFinanceDesk: (ctx, { query }) => desk.getDesk(ctx, query),
    exportYear: async (ctx, { query }, { response }) => {
      const { name, bytes } = await desk.exportYear(ctx, query);
      response.attachment(name).type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
      response.set('Cache-Control', 'no-store').send(bytes);
      return undefined;
    },
    exportYearCsv: async (ctx, { query }, { response }) => {
      const { name, text } = await desk.exportYearCsv(ctx, query);
      response.attachment(name).type('text/csv; charset=utf-8').set('Cache-Control', 'no-store').send(text);
      return undefined;
    },
    exportEvidence: async (ctx, { params }, { response }) => {
      const sealed = await evidence.exportEvidence(ctx, params.id);
      response.attachment(`${sealed.evidence.statement.no}-evidence.json`).type('application/json');
      response.set('Cache-Control', 'no-store').send(JSON.stringify(sealed, null, 1));
      return undefined;
    },
    listLedgerMonths: (ctx) => months.listMonths(ctx),
    showLedgerMonth: (ctx, { params }) => months.getMonth(ctx, params.period),
    proposeLedgerMonth: (ctx, { params, body }) => months.proposeMonth(ctx, params.period, body),
    signLedgerMonth: (ctx, { params, body }) => months.signMonth(ctx, params.period, body),
    rebuildLedger: (ctx) => months.rebuildLedger(ctx),
  });
}
