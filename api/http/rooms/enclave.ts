import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response, Router } from 'express';
import type { App } from '#api/context.ts';
import { enclaveOperations } from '#api/enclave/contract.ts';
import * as results from '#api/enclave/results.ts';
import * as review from '#api/enclave/review.ts';
import * as sandbox from '#api/enclave/sandbox.ts';
import * as enclave from '#api/enclave/service.ts';
import { type Http, mount } from '#api/http/mount.ts';

export function mountEnclave(router: Router, app: App): void {
  mount(router, app, enclaveOperations, {
    showEnclave: (ctx, { params }) => enclave.showEnclave(ctx, params.id),
    tryEnclaveSql: (ctx, { params, body }) => enclave.tryEnclaveSql(ctx, params.id, body),
    submitEnclaveJob: (ctx, { params, body }) => enclave.submitEnclaveJob(ctx, params.id, body),
    listEnclaveJobs: (ctx, { query }) => enclave.listEnclaveJobs(ctx, query),
    getEnclaveJob: (ctx, { params }) => enclave.getEnclaveJob(ctx, params.id),
    cancelEnclaveJob: (ctx, { params }) => enclave.cancelEnclaveJob(ctx, params.id),
    lookEnclaveResult: (ctx, { params }) => review.lookEnclaveResult(ctx, params.id),
    releaseEnclaveJob: (ctx, { params, body }) => review.releaseEnclaveJob(ctx, params.id, body),
    refuseEnclaveJob: (ctx, { params, body }) => review.refuseEnclaveJob(ctx, params.id, body),
    showEnclaveSetting: (ctx) => review.showEnclaveSetting(ctx),
    setEnclaveSetting: (ctx, { body }) => review.setEnclaveSetting(ctx, body),
    downloadEnclaveResult: async (ctx, { params, query }, http) =>
      skipsHead(http) ? undefined : sendResult(http, await results.prepareEnclaveResult(ctx, params.id, query.format)),
    downloadEnclaveResultByKey: async (ctx, { params, query }, http) =>
      sendResult(http, await results.prepareEnclaveResultByKey(ctx, params.id, query.format)),
    showSandbox: async (ctx, { params, query }, { response }) => {
      mark(response);
      return sandbox.showSandbox(ctx, params, query);
    },
    downloadSandbox: async (ctx, { params, query }, http) =>
      sendSandbox(http, await sandbox.openSandboxFile(ctx, params, query)),
    readSandboxByKey: async (ctx, { params, query }, { response }) => {
      mark(response);
      return sandbox.showSandbox(ctx, params, query);
    },
    downloadSandboxByKey: async (ctx, { params, query }, http) =>
      sendSandbox(http, await sandbox.openSandboxFile(ctx, params, query)),
  });
}

/** Express answers HEAD by the GET route; without bytes there is no delivery to record. */
function skipsHead({ request, response }: Http): boolean {
  if (request.method !== 'HEAD') return false;
  response.status(204).setHeader('Cache-Control', 'no-store').end();
  return true;
}

const mark = (response: Response) => response.setHeader('Jinshu-Synthetic', 'true');

function head(response: Response, { fileName, contentType }: { fileName: string; contentType: string }): void {
  response.setHeader('Content-Type', contentType);
  response.setHeader('Content-Disposition', `attachment; filename="${fileName}"`);
  response.setHeader('Cache-Control', 'no-store, no-transform');
  response.setHeader('X-Content-Type-Options', 'nosniff');
}

async function sendResult({ response }: Http, file: results.ResultFile): Promise<undefined> {
  try {
    head(response, file);
    response.setHeader('Content-Length', file.bytes);
    response.setHeader('Jinshu-Delivery', file.deliveries.join(', '));
    response.setHeader('Jinshu-Acquired-On', file.acquiredOn);
    response.setHeader('Repr-Digest', `sha-256=:${Buffer.from(file.sha256, 'hex').toString('base64')}:`);
    await pipeline(file.open(), response);
  } finally {
    await file.release();
  }
}

async function sendSandbox(
  { response }: Http,
  file: { readonly fileName: string; readonly contentType: string; readonly stream: Readable },
): Promise<undefined> {
  mark(response);
  head(response, file);
  await pipeline(file.stream, response);
}
