import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { datasetOperations } from '#api/datasets/contract.ts';
import * as publish from '#api/datasets/publish.ts';
import * as read from '#api/datasets/read.ts';
import { maxUploadBytes, maxUploadText } from '#api/datasets/rules/codes.ts';
import { refuse } from '#api/datasets/rules/refusals.ts';
import { requireUploadable, uploadVersion } from '#api/datasets/upload.ts';
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
    listOwnVersions: (ctx, { params }) => read.listOwnVersions(ctx, params.id),
    showVersion: (ctx, { params }) => read.showVersion(ctx, params.id),
    previewVersion: (ctx, { params, query }) => read.previewVersion(ctx, params.id, query),
    treatVersion: (ctx, { params, body }) => publish.treatVersion(ctx, params.id, body),
    publishVersion: (ctx, { params }) => publish.publishVersion(ctx, params.id),
    retryVersion: (ctx, { params }) => publish.retryVersion(ctx, params.id),
  });
}

const rules = {
  maxBytes: maxUploadBytes,
  tooLarge: () => refuse('datasets.too_large', { limit: maxUploadText }),
  noFile: () => refuse('datasets.no_file'),
};
