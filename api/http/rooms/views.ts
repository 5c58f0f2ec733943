import type { Router } from 'express';
import type { App } from '#api/context.ts';
import * as views from '#api/datasets/views.ts';
import { viewOperations } from '#api/datasets/views-contract.ts';
import { mount } from '#api/http/mount.ts';

export function mountViews(router: Router, app: App): void {
  mount(router, app, viewOperations, {
    saveView: (ctx, { body }) => views.saveView(ctx, body),
    showView: (ctx, { params }) => views.showView(ctx, params.id),
    oembed: (ctx, { query }) => views.oembed(ctx, query),
  });
}
