import type { Request, Response, Router } from 'express';
import type { App } from '#api/context.ts';
import { sendStream, whileThere } from '#api/http/download.ts';
import { mount } from '#api/http/mount.ts';
import * as board from '#api/sharing/board.ts';
import { sharingOperations } from '#api/sharing/contract.ts';
import * as corrections from '#api/sharing/corrections.ts';
import * as deliver from '#api/sharing/deliver.ts';
import * as objections from '#api/sharing/objections.ts';
import { listSharingOffers } from '#api/sharing/offers.ts';
import * as provide from '#api/sharing/provide.ts';
import * as requests from '#api/sharing/requests.ts';
import * as review from '#api/sharing/review.ts';
import { refuse } from '#api/sharing/rules/refusals.ts';
import * as supervise from '#api/sharing/supervise.ts';
import { traceShared } from '#api/sharing/tracing.ts';
import * as uses from '#api/sharing/uses.ts';
import { leakText, maxLeakBytes } from '#api/usage/rules/leak.ts';
import { refuse as refuseUsage } from '#api/usage/rules/refusals.ts';
import { readUpload } from '../upload.ts';

const leakRules = {
  maxBytes: maxLeakBytes,
  tooLarge: () => refuseUsage('usage.leak_too_large', { limit: leakText }),
  noFile: () => refuse('sharing.no_file'),
};

export function mountSharing(router: Router, app: App): void {
  mount(router, app, sharingOperations, {
    listSharingOffers: (ctx, { query }) => listSharingOffers(ctx, query),
    showSharingOffer: (ctx, { params }) => requests.showSharingOffer(ctx, `${params.class}/${params.seq}`),
    setSharingReturnRule: (ctx, { params, body }) =>
      provide.setSharingReturnRule(ctx, `${params.class}/${params.seq}`, body),
    listSharing: (ctx, { query }) => requests.listSharing(ctx, query),
    startSharing: (ctx, { body }) => requests.startSharing(ctx, body),
    showSharing: (ctx, { params }) => requests.showSharing(ctx, params.id),
    saveSharing: (ctx, { params, body }) => requests.saveSharing(ctx, params.id, body),
    submitSharing: (ctx, { params, body }) => requests.submitSharing(ctx, params.id, body),
    consentSharing: (ctx, { params, body }) => requests.consentSharing(ctx, params.id, body),
    sendBackSharing: (ctx, { params, body }) => requests.sendBackSharing(ctx, params.id, body),
    withdrawSharing: (ctx, { params, body }) => requests.withdrawSharing(ctx, params.id, body),
    supplementSharing: (ctx, { params, body }) => review.supplementSharing(ctx, params.id, body),
    resubmitSharing: (ctx, { params, body }) => requests.resubmitSharing(ctx, params.id, body),
    askSharingExtension: (ctx, { params, body }) => review.askSharingExtension(ctx, params.id, body),
    decideSharingExtension: (ctx, { params, body }) => review.decideSharingExtension(ctx, params.id, body),
    proposeSharingReply: (ctx, { params, body }) => review.proposeSharingReply(ctx, params.id, body),
    confirmSharingReply: (ctx, { params, body }) => review.confirmSharingReply(ctx, params.id, body),
    returnSharingReply: (ctx, { params, body }) => review.returnSharingReply(ctx, params.id, body),
    provideShared: (ctx, { params, body }) => provide.provideShared(ctx, params.id, body),
    listSharedSources: (ctx, { params }) => provide.listSharedSources(ctx, params.id),
    downloadShared: async (ctx, { params, body }, { request, response }) => {
      const file = await whileThere(response, (signal) => deliver.downloadShared(ctx, params.id, body, signal));
      return sendFile(request, response, file);
    },
    readSharedRows: (ctx, { params, query }) => deliver.readSharedRows(ctx, params.id, query),
    sendSharedBatch: (ctx, { params, body }) => deliver.sendSharedBatch(ctx, params.id, body),
    takeSharedBatch: async (ctx, { params }, { request, response }) =>
      sendFile(request, response, await deliver.takeSharedBatch(ctx, params.id, params.number)),
    recordSharedUse: (ctx, { params, body }) => uses.recordSharedUse(ctx, params.id, body),
    exportSharedUses: async (ctx, { params }, { response }) =>
      sendText(response, await uses.exportSharedUses(ctx, params.id)),
    suspendSharing: (ctx, { params, body }) => supervise.suspendSharing(ctx, params.id, body),
    reportSharingRemedy: (ctx, { params, body }) => supervise.reportSharingRemedy(ctx, params.id, body),
    resumeSharing: (ctx, { params, body }) => supervise.resumeSharing(ctx, params.id, body),
    endSharing: (ctx, { params, body }) => supervise.endSharing(ctx, params.id, body),
    disposeShared: (ctx, { params, body }) => supervise.disposeShared(ctx, params.id, body),
    objectToSharing: (ctx, { params, body }) => objections.objectToSharing(ctx, params.id, body),
    answerSharingObjection: (ctx, { params, body }) => objections.answerSharingObjection(ctx, params.id, body),
    askSharedCorrection: (ctx, { params, body }) => corrections.askSharedCorrection(ctx, params.id, body),
    answerSharedCorrection: (ctx, { params, body }) => corrections.answerSharedCorrection(ctx, params.id, body),
    listSharingClocks: (ctx, { query }) => board.listSharingClocks(ctx, query),
    exportSharingClocks: async (ctx, { query }, { response }) =>
      sendText(response, await board.exportSharingClocks(ctx, query)),
    showSharingFigures: (ctx) => board.showSharingFigures(ctx),
    traceShared: (ctx, _asked, { request }) =>
      readUpload(request, leakRules, ({ stream, fileName }) => traceShared(ctx, { stream, fileName })),
  });
}

function sendText(response: Response, { name, text }: uses.TextFile): undefined {
  response.attachment(name).type('text/csv; charset=utf-8').set('Cache-Control', 'no-store').send(text);
}

async function sendFile(
  request: Request,
  response: Response,
  file: deliver.SharedFile | undefined,
): Promise<undefined> {
  // Nobody is there any more.
  if (file === undefined) return;
  try {
    response.attachment(file.fileName);
    response
      .type(file.contentType)
      .set('Content-Length', String(file.bytes))
      .set('Cache-Control', 'no-store')
      .set('Jinshu-Delivery', file.deliveryId)
      .set('Repr-Digest', `sha-256=:${Buffer.from(file.sha256, 'hex').toString('base64')}:`);
    await sendStream(request, response, file.open());
  } finally {
    await file.release();
  }
}
