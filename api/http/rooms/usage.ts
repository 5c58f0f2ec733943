import { pipeline } from 'node:stream/promises';
import type { Response, Router } from 'express';
import type { App, Ctx } from '#api/context.ts';
import { whileThere } from '#api/http/download.ts';
import { type Http, mount } from '#api/http/mount.ts';
import { createRateLimit } from '#api/http/rate-limit.ts';
import { bearer } from '#api/http/session.ts';
import { readUpload } from '#api/http/upload.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { usageOperations } from '#api/usage/contract.ts';
import * as deliver from '#api/usage/deliver.ts';
import { listShared } from '#api/usage/delta/shares.ts';
import * as figures from '#api/usage/figures.ts';
import * as keys from '#api/usage/keys.ts';
import * as quota from '#api/usage/quota.ts';
import { type Limit, rateHeaders } from '#api/usage/rules/decide.ts';
import { leakText, maxLeakBytes } from '#api/usage/rules/leak.ts';
import { refuse } from '#api/usage/rules/refusals.ts';
import * as usage from '#api/usage/service.ts';
import * as tracing from '#api/usage/tracing.ts';

const leakRules = {
  maxBytes: maxLeakBytes,
  tooLarge: () => refuse('usage.leak_too_large', { limit: leakText }),
  noFile: () => refuse('usage.no_file'),
};

export function mountUsage(router: Router, app: App): void {
  const reports = createRateLimit(20, 60);
  const traces = createRateLimit(20, 60);
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
    listLicensed: (ctx, _asked, http) => limited(ctx, http, () => deliver.listLicensed(ctx)),
    listShared: (ctx, { params }) => listShared(ctx, params.id),
    showSharingProfile: (ctx, _asked, { request, response }) => {
      response.attachment('jinshu.share');
      return keys.showSharingProfile(ctx, bearer(request) ?? '');
    },
    readLicensedRows: (ctx, { params, query }, http) =>
      limited(ctx, http, async () => delivered(http, await deliver.readLicensedRows(ctx, params, query))),
    readLicensedFigures: (ctx, { params, query }, http) =>
      limited(ctx, http, async () => delivered(http, await figures.readLicensedFigures(ctx, params, query))),
    downloadLicensedFile: (ctx, { params, query }, http) =>
      limited(ctx, http, async () =>
        send(http, await quota.gatewayNow(ctx), (signal) => deliver.prepareLicensedFile(ctx, params, query, signal)),
      ),
    downloadUnderAgreement: (ctx, { params, query }, http) =>
      limited(ctx, http, async () =>
        send(http, await quota.gatewayNow(ctx), (signal) =>
          deliver.prepareFileUnderAgreement(ctx, params.id, params, query, signal),
        ),
      ),
    traceLicensed: async (ctx, _asked, { request, response }) => {
      await traces.count(response, ctx.viewer?.personId ?? ctx.ip);
      return readUpload(request, leakRules, ({ stream, fileName }) =>
        whileThere(response, (signal) => tracing.traceLicensed(ctx, { stream, fileName }, signal)),
      );
    },
    showLimits: (ctx, { params }) => quota.showLimits(ctx, params.id),
    listDeliveries: (ctx, { query }) => usage.listDeliveries(ctx, query),
    showUsage: (ctx, { query }) => usage.showUsage(ctx, query),
  });
}

/** Tells the quotas beside the answer, and beside a refusal what is left of them. */
async function limited<T extends { readonly limits: readonly Limit[] } | undefined>(
  ctx: Ctx,
  { response }: Http,
  answer: () => Promise<T>,
): Promise<T> {
  try {
    const found = await answer();
    if (found !== undefined) tell(response, found.limits, await quota.gatewayNow(ctx));
    return found;
  } catch (error) {
    if (ctx.grant !== undefined && isRefusal(error))
      tell(response, await quota.readLimits(ctx, ctx.grant.agreementId), await quota.gatewayNow(ctx));
    throw error;
  }
}

export function tell(response: Response, limits: readonly Limit[], now: Date): void {
  const headers = rateHeaders(limits, now);
  if (headers === null || response.headersSent) return;
  response.setHeader('RateLimit-Policy', headers.policy).setHeader('RateLimit', headers.state);
}

function delivered<T extends { readonly delivery_id: string; readonly version: number; readonly acquired_on: string }>(
  { response }: Http,
  answer: T,
): T {
  response.setHeader('Jinshu-Delivery', answer.delivery_id);
  response.setHeader('Jinshu-Version', String(answer.version));
  response.setHeader('Jinshu-Acquired-On', answer.acquired_on);
  return answer;
}

/** Sends a prepared file. Who hangs up while it is prepared gets nothing and nothing is put on record. */
async function send(
  { request, response }: Http,
  now: Date,
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
    response.setHeader('Jinshu-Copy', file.copyId);
    response.setHeader('Repr-Digest', `sha-256=:${Buffer.from(file.sha256, 'hex').toString('base64')}:`);
    tell(response, file.limits, now);
    await pipeline(file.open(), response);
  } finally {
    await file.release();
  }
}
