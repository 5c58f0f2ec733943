import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { federationOperations } from '#api/federation/contract.ts';
import * as records from '#api/federation/records.ts';
import * as sources from '#api/federation/sources.ts';
import { mount } from '#api/http/mount.ts';

export function mountFederation(router: Router, app: App): void {
  mount(router, app, federationOperations, {
    listPortals: (ctx) => records.listPortals(ctx),
    listRecords: (ctx, { query }) => records.listRecords(ctx, query),
    showRecord: (ctx, { params }) => records.getRecord(ctx, params.id),
    listSources: (ctx) => sources.listSources(ctx),
    previewSource: (ctx, { body }) => sources.previewSource(ctx, body),
    addSource: (ctx, { body }) => sources.addSource(ctx, body),
    showSource: (ctx, { params }) => sources.getSource(ctx, params.id),
    editSource: (ctx, { params, body }) => sources.editSource(ctx, params.id, body),
    pauseSource: (ctx, { params, body }) => sources.pauseSource(ctx, params.id, body),
    resumeSource: (ctx, { params, body }) => sources.resumeSource(ctx, params.id, body),
    endSource: (ctx, { params, body }) => sources.endSource(ctx, params.id, body),
    runSource: (ctx, { params, body }) => sources.runSource(ctx, params.id, body),
    listRuns: (ctx, { params, query }) => sources.listRuns(ctx, params.id, query),
    showRun: (ctx, { params }) => sources.getRun(ctx, params.id),
    decideRemoval: (ctx, { params, body }) => sources.decideRemoval(ctx, params.id, body),
  });
}
