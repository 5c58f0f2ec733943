import type { Response, Router } from 'express';
import * as apply from '#api/assets/apply.ts';
import * as cards from '#api/assets/cards.ts';
import { openAssetCertificate } from '#api/assets/certificate.ts';
import { assetOperations } from '#api/assets/contract.ts';
import * as inventories from '#api/assets/inventories.ts';
import { inventoryOperations } from '#api/assets/inventory-contract.ts';
import * as ledger from '#api/assets/ledger.ts';
import { assetLedgerOperations } from '#api/assets/ledger-contract.ts';
import { type AssetFile, exportAssetLedger, exportNationalFields } from '#api/assets/ledger-files.ts';
import * as register from '#api/assets/register.ts';
import { assetReportOperations } from '#api/assets/report-contract.ts';
import { listAssetReports, signAssetReport } from '#api/assets/reports.ts';
import * as review from '#api/assets/review.ts';
import { listAssetSignals } from '#api/assets/signals.ts';
import { transferAssets } from '#api/assets/transfer.ts';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';

export function mountAssets(router: Router, app: App): void {
  mount(router, app, assetOperations, {
    listAssets: (ctx, { query }) => cards.listAssets(ctx, query),
    listUncarded: (ctx) => cards.listUncarded(ctx),
    createAsset: (ctx, { body }) => cards.createAsset(ctx, body),
    prefillAssets: (ctx, { body }) => cards.prefillAssets(ctx, body),
    showAsset: (ctx, { params }) => cards.showAsset(ctx, params.id),
    saveAsset: (ctx, { params, body }) => cards.saveAsset(ctx, params.id, body),
    discardAsset: (ctx, { params, body }) => cards.discardAsset(ctx, params.id, body),
    maintainAsset: (ctx, { params, body }) => cards.maintainAsset(ctx, params.id, body),
    fileAsset: (ctx, { params, body }) => apply.fileAsset(ctx, params.id, body),
    withdrawAsset: (ctx, { params, body }) => apply.withdrawAsset(ctx, params.id, body),
    supplementAsset: (ctx, { params, body }) => review.supplementAsset(ctx, params.id, body),
    resubmitAsset: (ctx, { params, body }) => apply.resubmitAsset(ctx, params.id, body),
    acceptAsset: (ctx, { params, body }) => review.acceptAsset(ctx, params.id, body),
    publishAsset: (ctx, { params, body }) => review.publishAsset(ctx, params.id, body),
    registerAsset: (ctx, { params, body }) => review.registerAsset(ctx, params.id, body),
    declineAsset: (ctx, { params, body }) => review.declineAsset(ctx, params.id, body),
    answerAssetObjection: (ctx, { params, body }) => register.answerAssetObjection(ctx, params.id, body),
    transferAssets: (ctx, { body }) => transferAssets(ctx, body),
    listRegisteredAssets: (ctx, { query }) => register.listRegisteredAssets(ctx, query),
    exportRegisteredAssets: async (ctx, { query }, { response }) =>
      sendText(response, await register.exportRegisteredAssets(ctx, query)),
    showRegisteredAsset: (ctx, { params }) => register.showRegisteredAsset(ctx, params.code),
    openAssetCertificate: async (ctx, { params }, { response }) => {
      const { no, bytes } = await openAssetCertificate(ctx, params.code);
      response.setHeader('Content-Type', 'application/pdf');
      response.setHeader('Content-Disposition', `inline; filename="${no}.pdf"`);
      response.setHeader('Cache-Control', 'no-cache');
      response.setHeader('X-Content-Type-Options', 'nosniff');
      response.send(Buffer.from(bytes));
      return undefined;
    },
    listAssetNotices: (ctx) => register.listAssetNotices(ctx),
    showAssetNotice: (ctx, { params }) => register.showAssetNotice(ctx, params.id),
    objectToAsset: (ctx, { params, body }) => register.objectToAsset(ctx, params.id, body),
  });
  mount(router, app, inventoryOperations, {
    listInventories: (ctx, { query }) => inventories.listInventories(ctx, query),
    startInventory: (ctx, { body }) => inventories.startInventory(ctx, body),
    showInventory: (ctx, { params }) => inventories.showInventory(ctx, params.id),
    settleDifferences: (ctx, { params, body }) => inventories.settleDifferences(ctx, params.id, body),
    signInventory: (ctx, { params, body }) => inventories.signInventory(ctx, params.id, body),
  });
  mount(router, app, assetReportOperations, {
    listAssetReports: (ctx) => listAssetReports(ctx),
    signAssetReport: (ctx, { params, body }) => signAssetReport(ctx, params.year, body),
  });
  mount(router, app, assetLedgerOperations, {
    showAssetLedger: (ctx, { query }) => ledger.showAssetLedger(ctx, query),
    exportAssetLedger: async (ctx, { params, query }, { response }) =>
      sendFile(response, await exportAssetLedger(ctx, params.format, query)),
    exportNationalFields: async (ctx, { params }, { response }) =>
      sendFile(response, await exportNationalFields(ctx, params.format)),
    showAssetYear: (ctx, { params }) => ledger.showAssetYear(ctx, params.year),
    showLedgerDetail: (ctx, { params }) => ledger.showLedgerDetail(ctx, params.id),
    listAssetSignals: (ctx) => listAssetSignals(ctx),
  });
}

function sendFile(response: Response, { name, contentType, bytes }: AssetFile): undefined {
  response.attachment(name).type(contentType).set('Cache-Control', 'no-store').send(bytes);
}

function sendText(response: Response, { name, text }: { readonly name: string; readonly text: string }): undefined {
  response.attachment(name).type('text/csv; charset=utf-8').set('Cache-Control', 'no-store').send(text);
}
