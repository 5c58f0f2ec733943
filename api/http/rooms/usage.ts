import { pipeline } from 'node:stream/promises';
import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { type Http, mount } from '#api/http/mount.ts';
import { createRateLimit } from '#api/http/rate-limit.ts';
import { usageOperations } from '#api/usage/contract.ts';
import * as deliver from '#api/usage/deliver.ts';
import * as keys from '#api/usage/keys.ts';
import * as usage from '#api/usage/service.ts';

export function mountUsage(router: Router, app: App): void {
  const reports = createRateLimit(20, 60);
  mount(router, app, usageOperations, {
    listKeys: (ctx, { query }) => keys.listKeys(ctx, query),
    createKey: (ctx, { params, body }) => keys.createKey(ctx, params.id, body),
    rotateKey: (ctx, { params, body }) => keys.rotateKey(ctx, params.id, body),
    revokeKey: (ctx, { params }) => keys.revokeKey(ctx, params.id),
    reportLeak: async (ctx, { body }, { response }) => {
      await reports.count(response, ctx.ip);
      return keys.reportLeak(ctx, body);
    },
    showCalls: (ctx, { query }) => keys.showCalls(ctx, query),
    listLicensed: (ctx) => deliver.listLicensed(ctx),
    readLicensedRows: async (ctx, { params, query }, { response }) => {
      const answer = await deliver.readLicensedRows(ctx, params, query);
      response.setHeader('Jinshu-Delivery', answer.delivery_id);
      response.setHeader('Jinshu-Version', String(answer.version));
      response.setHeader('Jinshu-Acquired-On', answer.acquired_on);
      return answer;
    },
    downloadLicensedFile: (ctx, { params, query }, http) =>
      send(http, (signal) => deliver.prepareLicensedFile(ctx, params, query, signal)),
    downloadUnderAgreement: (ctx, { params, query }, http) =>
      send(http, (signal) => deliver.prepareFileUnderAgreement(ctx, params.id, params, query, signal)),
    listDeliveries: (ctx, { query }) => usage.listDeliveries(ctx, query),
    showUsage: (ctx, { query }) => usage.showUsage(ctx, query),
  });
}

/** Sends a prepared file. Who hangs up while it is prepared gets nothing and nothing is put on record. */
async function send(
  { request, response }: Http,
  prepare: (signal: AbortSignal) => Promise<deliver.PreparedFile>,
): Promise<undefined> {
  // Express answers HEAD by the GET route; without bytes there is no delivery to record.
  if (request.method === 'HEAD') {
    response.status(204).setHeader('Cache-Control', 'no-store').end();
    return;
  }
  const abort = new AbortController();
  response.once('close', () => abort.abort());
  const file = await prepare(abort.signal);
  try {
    response.setHeader('Content-Type', file.contentType);
    response.setHeader('Content-Length', file.bytes);
    response.setHeader('Content-Disposition', `attachment; filename="${file.fileName}"`);
    response.setHeader('Cache-Control', 'no-store, no-transform');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Jinshu-Delivery', file.deliveryId);
    response.setHeader('Jinshu-Version', String(file.version));
    response.setHeader('Jinshu-Acquired-On', file.acquiredOn);
    await pipeline(file.open(), response);
  } finally {
    await file.release();
  }
}
