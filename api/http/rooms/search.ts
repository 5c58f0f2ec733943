import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import { searchOperations } from '#api/search/contract.ts';
import * as search from '#api/search/service.ts';

export function mountSearch(router: Router, app: App): void {
  mount(router, app, searchOperations, { searchDatasets: (ctx, { query }) => search.search(ctx, query) });
}
