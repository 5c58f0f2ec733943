import type { Router } from 'express';
import { catalogOperations } from '#api/catalog/contract.ts';
import * as edit from '#api/catalog/edit.ts';
import * as read from '#api/catalog/read.ts';
import * as review from '#api/catalog/review.ts';
import type { App } from '#api/context.ts';
import { reviewEntry } from '#api/datasets/publish.ts';
import { mount } from '#api/http/mount.ts';

export function mountCatalog(router: Router, app: App): void {
  mount(router, app, catalogOperations, {
    listCodes: () => read.listCodes(),
    listClassifications: (ctx) => read.listClassifications(ctx),
    createEntry: (ctx, { body }) => edit.createEntry(ctx, body),
    listEntries: (ctx, { query }) => read.listEntries(ctx, query),
    showEntry: (ctx, { params }) => read.showEntry(ctx, params.id),
    saveEntry: (ctx, { params, body }) => edit.saveEntry(ctx, params.id, body),
    discardChanges: (ctx, { params, body }) => edit.discardChanges(ctx, params.id, body),
    submitEntry: (ctx, { params, body }) => edit.submitEntry(ctx, params.id, body),
    recallEntry: (ctx, { params, body }) => edit.recallEntry(ctx, params.id, body),
    reviewEntry: (ctx, { params, body }) => reviewEntry(ctx, params.id, body),
    withdrawEntry: (ctx, { params, body }) => edit.withdrawEntry(ctx, params.id, body),
    entryHistory: (ctx, { params }) => read.entryHistory(ctx, params.id),
    reviewQueue: (ctx, { query }) => review.reviewQueue(ctx, query),
    countCatalogWork: (ctx) => review.worklistCounts(ctx),
  });
}
