import type { Response, Router } from 'express';
import * as clocks from '#api/compilation/clocks.ts';
import { compilationOperations } from '#api/compilation/contract.ts';
import * as books from '#api/compilation/export.ts';
import * as imports from '#api/compilation/imports.ts';
import * as requirements from '#api/compilation/requirements.ts';
import { refuse } from '#api/compilation/rules/refusals.ts';
import * as stubs from '#api/compilation/stubs.ts';
import * as triggers from '#api/compilation/triggers.ts';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import { readUpload } from '#api/http/upload.ts';

const rules = {
  maxBytes: imports.mostBytes,
  tooLarge: () => refuse('compilation.file_too_large', { limit: '20 MB' }),
  noFile: () => refuse('compilation.no_file'),
};

function send(response: Response, { name, bytes }: books.BookFile): undefined {
  response
    .attachment(name)
    .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    .set('Cache-Control', 'no-store')
    .send(bytes);
}

export function mountCompilation(router: Router, app: App): void {
  mount(router, app, compilationOperations, {
    listRequirements: (ctx) => requirements.listRequirements(ctx),
    showRequirement: (ctx, { params, query }) => requirements.showRequirement(ctx, params.number, query),
    draftRequirement: (ctx, { body }) => requirements.draftRequirement(ctx, body),
    saveRequirement: (ctx, { params, body }) => requirements.saveRequirement(ctx, params.number, body),
    submitRequirement: (ctx, { params, body }) => requirements.submitRequirement(ctx, params.number, body),
    approveRequirement: (ctx, { params, body }) => requirements.approveRequirement(ctx, params.number, body),
    returnRequirement: (ctx, { params, body }) => requirements.returnRequirement(ctx, params.number, body),
    publishRequirement: (ctx, { params, body }) => requirements.publishRequirement(ctx, params.number, body),
    dropRequirement: (ctx, { params, body }) => requirements.dropRequirement(ctx, params.number, body),
    downloadCatalogueTemplate: async (ctx, _asked, { response }) => send(response, await books.downloadTemplate(ctx)),
    exportCatalogue: async (ctx, { query }, { response }) => send(response, await books.exportCatalogue(ctx, query)),
    uploadCatalogueImport: async (ctx, _asked, { request }) => {
      imports.requireImporter(ctx);
      return readUpload(request, rules, ({ fileName, stream }) => imports.uploadImport(ctx, { fileName, stream }));
    },
    listCatalogueImports: (ctx, { query }) => imports.listImports(ctx, query),
    showCatalogueImport: (ctx, { params, query }) => imports.showImport(ctx, params.id, query),
    applyCatalogueImport: (ctx, { params }) => imports.applyImport(ctx, params.id),
    dropCatalogueImport: (ctx, { params }) => imports.dropImport(ctx, params.id),
    listCatalogueTriggers: (ctx, { query }) => triggers.listTriggers(ctx, query),
    recordCatalogueTrigger: (ctx, { body }) => triggers.recordTrigger(ctx, body),
    showCatalogueTrigger: (ctx, { params }) => triggers.showTrigger(ctx, params.id),
    askTriggerExtension: (ctx, { params, body }) => triggers.askExtension(ctx, params.id, body),
    decideTriggerExtension: (ctx, { params, body }) => triggers.decideExtension(ctx, params.id, body),
    answerTriggerEntry: (ctx, { params, body }) => triggers.answerEntry(ctx, params.id, body),
    closeCatalogueTrigger: (ctx, { params, body }) => triggers.closeTrigger(ctx, params.id, body),
    dropCatalogueTrigger: (ctx, { params, body }) => triggers.dropTrigger(ctx, params.id, body),
    listCatalogueClocks: (ctx, { query }) => clocks.listClocks(ctx, query),
    exportCatalogueClocks: async (ctx, { query }, { response }) => {
      const { name, text } = await clocks.exportClocks(ctx, query);
      response.attachment(name).type('text/csv; charset=utf-8').set('Cache-Control', 'no-store').send(text);
      return undefined;
    },
    showCatalogueCompleteness: (ctx) => clocks.showCompleteness(ctx),
    listSecrecyStubs: (ctx) => stubs.listStubs(ctx),
    recordSecrecyStub: (ctx) => stubs.recordStub(ctx),
    closeSecrecyStub: (ctx, { params }) => stubs.closeStub(ctx, params.id),
    downloadImportFaults: async (ctx, { params }, { response }) =>
      send(response, await books.downloadFaults(ctx, params.id)),
  });
}
