import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import { searchOperations } from '#api/search/contract.ts';
import * as demand from '#api/search/demand.ts';
import * as search from '#api/search/service.ts';
import { suggest } from '#api/search/suggest.ts';
import * as synonyms from '#api/search/synonyms.ts';

export function mountSearch(router: Router, app: App): void {
  mount(router, app, searchOperations, {
    searchDatasets: (ctx, { query }) => search.search(ctx, query),
    suggest: (ctx, { query }) => suggest(ctx, query.q),
    listSynonyms: (ctx) => synonyms.listSynonyms(ctx),
    addSynonym: (ctx, { body }) => synonyms.addSynonym(ctx, body),
    revokeSynonym: (ctx, { params }) => synonyms.revokeSynonym(ctx, params.id),
    listSearchDemand: (ctx, { query }) => demand.listDemand(ctx, query),
  });
}
