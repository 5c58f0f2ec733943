import type { Router } from 'express';
import { checkCollection, listDataElements } from '#api/collection/check.ts';
import { collectionOperations } from '#api/collection/contract.ts';
import * as items from '#api/collection/items.ts';
import * as review from '#api/collection/review.ts';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';

export function mountCollection(router: Router, app: App): void {
  mount(router, app, collectionOperations, {
    listCollection: (ctx, { query }) => items.listCollection(ctx, query),
    startCollection: (ctx, { body }) => items.startCollection(ctx, body),
    showCollection: (ctx, { params }) => items.showCollection(ctx, params.id),
    saveCollection: (ctx, { params, body }) => items.saveCollection(ctx, params.id, body),
    submitCollection: (ctx, { params, body }) => items.submitCollection(ctx, params.id, body),
    withdrawCollection: (ctx, { params, body }) => items.withdrawCollection(ctx, params.id, body),
    askCollectionException: (ctx, { params, body }) => items.askCollectionException(ctx, params.id, body),
    proposeCollectionException: (ctx, { params, body }) => review.proposeCollectionException(ctx, params.id, body),
    grantCollectionException: (ctx, { params, body }) => review.grantCollectionException(ctx, params.id, body),
    declineCollectionException: (ctx, { params, body }) => review.declineCollectionException(ctx, params.id, body),
    returnCollectionException: (ctx, { params, body }) => review.returnCollectionException(ctx, params.id, body),
    approveCollection: (ctx, { params, body }) => review.approveCollection(ctx, params.id, body),
    refuseCollection: (ctx, { params, body }) => review.refuseCollection(ctx, params.id, body),
    returnCollection: (ctx, { params, body }) => review.returnCollection(ctx, params.id, body),
    changeCollection: (ctx, { params }) => items.changeCollection(ctx, params.id),
    checkCollection: (ctx, { body }) => checkCollection(ctx, body),
    listDataElements: async () => listDataElements(),
  });
}
