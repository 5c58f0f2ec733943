import type { Router } from 'express';
import type { App } from '#api/context.ts';
import * as kept from '#api/datasets/kept-views.ts';
import * as views from '#api/datasets/views.ts';
import { viewOperations } from '#api/datasets/views-contract.ts';
import { mount } from '#api/http/mount.ts';

export function mountViews(router: Router, app: App): void {
  mount(router, app, viewOperations, {
    saveView: (ctx, { body }) => views.saveView(ctx, body),
    listKeptViews: (ctx, { query }) => kept.listKeptViews(ctx, query),
    keepView: (ctx, { params }) => kept.keepView(ctx, params.id),
    renameKeptView: (ctx, { params, body }) => kept.renameKeptView(ctx, params.id, body),
    dropKeptView: (ctx, { params }) => kept.dropKeptView(ctx, params.id),
    showView: (ctx, { params }) => views.showView(ctx, params.id),
    oembed: (ctx, { query }) => views.oembed(ctx, query),
  });
}
