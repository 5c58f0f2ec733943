import type { Response, Router } from 'express';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import { revenueOperations } from '#api/revenue/contract.ts';
import * as levels from '#api/revenue/levels.ts';
import { levelOperations } from '#api/revenue/levels-contract.ts';
import * as moves from '#api/revenue/moves.ts';
import * as overview from '#api/revenue/overview.ts';
import * as refunds from '#api/revenue/refunds.ts';
import * as remittances from '#api/revenue/remittances.ts';
import * as statements from '#api/revenue/statements.ts';

function sendPaper(response: Response, paper: statements.Paper): undefined {
  response.attachment(paper.name).type('application/pdf');
  response.set('Cache-Control', 'no-store').set('X-Content-Type-Options', 'nosniff').set('ETag', `"${paper.sha256}"`);
  response.send(Buffer.from(paper.bytes));
  return undefined;
}

export function mountRevenue(router: Router, app: App): void {
  mount(router, app, revenueOperations, {
    listStatements: (ctx, { query }) => statements.listStatements(ctx, query),
    listPeriodsToState: (ctx) => statements.listPending(ctx),
    drawStatement: (ctx, { body }) => statements.drawStatement(ctx, body),
    showStatement: (ctx, { params }) => statements.getStatement(ctx, params.id),
    redrawStatement: (ctx, { params, body }) => statements.redrawStatement(ctx, params.id, body),
    confirmStatement: (ctx, { params, body }) => statements.confirmStatement(ctx, params.id, body),
    returnStatement: (ctx, { params, body }) => remittances.returnStatement(ctx, params.id, body),
    approveStatement: (ctx, { params, body }) => remittances.approveStatement(ctx, params.id, body),
    issuePaymentOrder: (ctx, { params, body }) => remittances.issuePaymentOrder(ctx, params.id, body),
    withdrawApproval: (ctx, { params, body }) => remittances.withdrawApproval(ctx, params.id, body),
    rejectPaymentOrder: (ctx, { params, body }) => remittances.rejectPaymentOrder(ctx, params.id, body),
    registerReceipt: (ctx, { body }) => remittances.registerReceipt(ctx, body),
    closeStatement: (ctx, { params, body }) => remittances.closeStatement(ctx, params.id, body),
    downloadStatement: async (ctx, { params }, { response }) =>
      sendPaper(response, await statements.openPaper(ctx, params.id, 'statement')),
    downloadPaymentOrder: async (ctx, { params }, { response }) =>
      sendPaper(response, await statements.openPaper(ctx, params.id, 'payment_order')),
    requestRefund: (ctx, { params, body }) => refunds.requestRefund(ctx, params.id, body),
    approveRefund: (ctx, { params, body }) => refunds.approveRefund(ctx, params.id, body),
    payRefund: (ctx, { params, body }) => refunds.payRefund(ctx, params.id, body),
    listRefundsToPay: (ctx) => refunds.listRefundsToPay(ctx),
    showRevenue: (ctx, { query }) => overview.getRevenue(ctx, query),
    exportRevenue: async (ctx, { query }, { response }) => {
      const { name, text } = await overview.exportRevenue(ctx, query);
      response.attachment(name).type('text/csv; charset=utf-8').set('Cache-Control', 'no-store').send(text);
      return undefined;
    },
    showPublicRevenue: (ctx) => overview.getPublicRevenue(ctx),
    showPayable: (ctx) => overview.getPayable(ctx),
  });
  mount(router, app, levelOperations, {
    showLevels: (ctx, { query }) => levels.getLevels(ctx, query),
    listSharingRules: (ctx) => levels.listSharingRules(ctx),
    fileSharingRule: (ctx, { body }) => levels.fileSharingRule(ctx, body),
    decideSharingRule: (ctx, { params, body }) => levels.decideSharingRule(ctx, params.id, body),
    listAgencyMoves: (ctx) => moves.listAgencyMoves(ctx),
    fileAgencyMove: (ctx, { body }) => moves.fileAgencyMove(ctx, body),
    decideAgencyMove: (ctx, { params, body }) => moves.decideAgencyMove(ctx, params.id, body),
  });
}
