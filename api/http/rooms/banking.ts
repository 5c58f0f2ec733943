import type { Response, Router } from 'express';
import * as cases from '#api/banking/cases.ts';
import * as confirm from '#api/banking/confirm.ts';
import { bankingOperations } from '#api/banking/contract.ts';
import * as desk from '#api/banking/desk.ts';
import { exportLines } from '#api/banking/export.ts';
import { paymentNotice } from '#api/banking/notice.ts';
import { mostBytes } from '#api/banking/read/file.ts';
import { refuse } from '#api/banking/rules/refusals.ts';
import * as statements from '#api/banking/statements.ts';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import { readUpload } from '#api/http/upload.ts';

const rules = {
  maxBytes: mostBytes,
  tooLarge: () => refuse('banking.file_too_large', { limit: '20 MB' }),
  noFile: () => refuse('banking.no_file'),
};

/** A file made for this reader: to be saved, kept by nobody on the way. */
function send(response: Response, file: { bytes: Uint8Array; name: string; contentType: string }): undefined {
  response
    .status(200)
    .set('Content-Type', file.contentType)
    .set('Cache-Control', 'no-store')
    .set('Content-Disposition', `attachment; filename="${file.name}"`)
    .send(Buffer.from(file.bytes));
  return undefined;
}

export function mountBanking(router: Router, app: App): void {
  mount(router, app, bankingOperations, {
    listBankStatements: (ctx, { query }) => statements.listStatements(ctx, query),
    uploadBankStatement: (ctx, _input, { request }) =>
      readUpload(request, rules, ({ fileName, stream }) => statements.uploadStatement(ctx, { fileName, stream })),
    showBankStatement: (ctx, { params }) => statements.getStatement(ctx, params.id),
    mapBankColumns: (ctx, { params, body }) => statements.mapColumns(ctx, params.id, body),
    importBankStatement: (ctx, { params, body }) => statements.importStatement(ctx, params.id, body),
    discardBankStatement: (ctx, { params }) => statements.discardStatement(ctx, params.id),
    // Before the line's own address: "export" is no id.
    exportBankLines: async (ctx, { query }, { response }) => send(response, await exportLines(ctx, query)),
    listBankLines: (ctx, { query }) => desk.listLines(ctx, query),
    confirmBankLine: (ctx, { params }) => confirm.confirmLine(ctx, params.id),
    confirmBankLines: (ctx, { body }) => confirm.confirmLines(ctx, body),
    explainBankLine: (ctx, { params, body }) => desk.explainLine(ctx, params.id, body),
    listBankCases: (ctx, { query }) => desk.listCases(ctx, query),
    showBankCase: (ctx, { params }) => desk.getCase(ctx, params.id),
    applyBankCase: (ctx, { params, body }) => cases.applyCase(ctx, params.id, body),
    payBackBankCase: (ctx, { params, body }) => cases.payBackCase(ctx, params.id, body),
    holdBankCase: (ctx, { params, body }) => cases.holdCase(ctx, params.id, body),
    decideBankCase: (ctx, { params, body }) => cases.decideCase(ctx, params.id, body),
    settleBankPayback: (ctx, { params, body }) => cases.settlePayback(ctx, params.id, body),
    takeBackBankMove: (ctx, { params, body }) => cases.takeBackMove(ctx, params.id, body),
    showOrderArrivals: (ctx, { params }) => desk.orderArrivals(ctx, params.id),
    downloadPaymentNotice: async (ctx, { params }, { response }) =>
      send(response, { ...(await paymentNotice(ctx, params.id)), contentType: 'application/pdf' }),
  });
}
