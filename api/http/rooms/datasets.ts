import type { Request, Response, Router } from 'express';
import type { App, Ctx } from '#api/context.ts';
import { datasetOperations } from '#api/datasets/contract.ts';
import { acceptDrift } from '#api/datasets/drift.ts';
import { getOpenFile } from '#api/datasets/open.ts';
import * as publish from '#api/datasets/publish.ts';
import * as read from '#api/datasets/read.ts';
import { maxUploadBytes, maxUploadText } from '#api/datasets/rules/codes.ts';
import { refuse } from '#api/datasets/rules/refusals.ts';
import * as sessions from '#api/datasets/sessions.ts';
import { requireUploadable, uploadVersion } from '#api/datasets/upload.ts';
import { rangeOf, sendHeaders, sendStream } from '#api/http/download.ts';
import { mount } from '#api/http/mount.ts';
import { readUpload } from '#api/http/upload.ts';

export function mountDatasets(router: Router, app: App): void {
  mount(router, app, datasetOperations, {
    uploadVersion: async (ctx, { params }, { request }) => {
      await requireUploadable(ctx, params.id);
      return readUpload(request, rules, ({ fileName, stream, value }) =>
        uploadVersion(ctx, params.id, { fileName, stream, note: () => value('note') }),
      );
    },
    showUpload: (ctx, { params }) => sessions.showUpload(ctx, params.id),
    listOwnVersions: (ctx, { params }) => read.listOwnVersions(ctx, params.id),
    showVersion: (ctx, { params }) => read.showVersion(ctx, params.id),
    previewVersion: (ctx, { params, query }) => read.previewVersion(ctx, params.id, query),
    treatVersion: (ctx, { params, body }) => publish.treatVersion(ctx, params.id, body),
    confirmFile: (ctx, { params }) => publish.confirmFile(ctx, params.id, params.file),
    downloadFile: async (ctx, { params }, { request, response }) => {
      const { entry, version, file } = await getOpenFile(
        ctx,
        `${params.class}/${params.seq}`,
        params.number,
        params.file,
      );
      response.set('X-Resource-Code', entry.code).set('X-Version', String(version));
      return sendFile(ctx, request, response, file);
    },
    publishVersion: (ctx, { params }) => publish.publishVersion(ctx, params.id),
    acceptDrift: (ctx, { params, body }) => acceptDrift(ctx, params.id, body),
    retryVersion: (ctx, { params }) => publish.retryVersion(ctx, params.id),
  });
}

type OpenFile = Awaited<ReturnType<typeof getOpenFile>>['file'];

/** As it came, to be saved and never shown: what strangers uploaded does not run under the platform's name. */
async function sendFile(ctx: Ctx, request: Request, response: Response, file: OpenFile): Promise<undefined> {
  const total = Number(file.bytes);
  const etag = `"${file.sha256}"`;
  const fileName = file.path.split('/').at(-1) ?? file.path;
  if (sendHeaders(request, response, { contentType: file.mediaType, fileName, etag })) return;
  const range = rangeOf(request, response, total, etag, () => refuse('datasets.bad_range', { bytes: total }));
  response.set('Content-Length', String(range === null ? total : range.end - range.start + 1));
  if (range !== null) response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${total}`);
  if (request.method === 'HEAD') return void response.end();
  const { stream } = await ctx.ports.files.open(file.key, range ?? undefined);
  await sendStream(request, response, stream);
}

const rules = {
  maxBytes: maxUploadBytes,
  tooLarge: () => refuse('datasets.too_large', { limit: maxUploadText }),
  noFile: () => refuse('datasets.no_file'),
};
