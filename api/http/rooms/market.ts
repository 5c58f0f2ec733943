import type { Response, Router } from 'express';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import { citationOperations } from '#api/market/citations/contract.ts';
import * as citations from '#api/market/citations/service.ts';
import { dealingOperations } from '#api/market/dealing/contract.ts';
import * as dealing from '#api/market/dealing/service.ts';
import { disclosureOperations } from '#api/market/disclosures/contract.ts';
import * as disclosures from '#api/market/disclosures/service.ts';
import { lineageOperations } from '#api/market/lineage/contract.ts';
import * as lineage from '#api/market/lineage/service.ts';
import { noticeOperations } from '#api/market/notices/contract.ts';
import * as notices from '#api/market/notices/service.ts';
import { relationOperations } from '#api/market/relations/contract.ts';
import * as relations from '#api/market/relations/service.ts';
import { bodyOf } from './documents.ts';

function file(response: Response, type: string, name: string, bytes: Buffer): undefined {
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Disposition', `inline; filename="${name.replace(/[^\w.-]/g, '_')}"`);
  response.setHeader('Cache-Control', 'no-cache');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.send(bytes);
  return undefined;
}

export function mountMarket(router: Router, app: App): void {
  mount(router, app, citationOperations, {
    showCitationCertificate: (ctx, { params }) => citations.showCertificate(ctx, params.no),
    listCitationCertificates: (ctx, { params }) => citations.listCertificates(ctx, params.no),
    downloadCertificateJson: async (ctx, { params }, { response }) => {
      const { no, text } = await citations.openCertificateJson(ctx, params.no);
      return file(response, 'application/jose+json', `${no}.json`, Buffer.from(text));
    },
    downloadCertificatePdf: async (ctx, { params }, { response }) => {
      const { no, bytes } = await citations.openCertificatePdf(ctx, params.no);
      return file(response, 'application/pdf', `${no}.pdf`, Buffer.from(bytes));
    },
    checkCertificateFile: async (ctx, _input, { request }) => citations.checkFile(ctx, await bodyOf(request)),
  });
  mount(router, app, lineageOperations, {
    showLineage: (ctx, { params }) => lineage.showLineage(ctx, params.no),
    exportProvenance: async (ctx, { params, query }, { response }) => {
      const { text, mediaType, fileName } = await lineage.exportProvenance(ctx, params.no, query.format);
      return file(response, mediaType, fileName, Buffer.from(text));
    },
    listProductsOfDataset: (ctx, { params }) => lineage.listProductsOf(ctx, `${params.class}/${params.seq}`),
    showDownstream: (ctx, { params }) => lineage.showDownstream(ctx, params.id),
  });
  mount(router, app, noticeOperations, {
    listProductNotices: (ctx, { params }) => notices.listProductNotices(ctx, params.no),
    listSourceNotices: (ctx) => notices.listSourceNotices(ctx),
    showSourceNotice: (ctx, { params }) => notices.getSourceNotice(ctx, params.id),
    answerSourceNotice: (ctx, { params, body }) => notices.answerSourceNotice(ctx, params.id, body),
    returnSourceNotice: (ctx, { params, body }) => notices.returnSourceNotice(ctx, params.id, body),
  });
  mount(router, app, disclosureOperations, {
    listDisclosures: (ctx, { params }) => disclosures.listDisclosures(ctx, params.year),
    showDisclosure: (ctx, { params }) => disclosures.getDisclosure(ctx, params.year, params.uscc),
    exportDisclosures: async (ctx, { params, query }, { response }) => {
      const { year, table } = params;
      const text = await disclosures.exportDisclosures(ctx, year, table, query.uscc);
      return file(response, 'text/csv; charset=utf-8', `disclosures-${year}-${table}.csv`, Buffer.from(text));
    },
    openDisclosurePdf: async (ctx, { params }, { response }) => {
      const { no, bytes } = await disclosures.openDisclosurePdf(ctx, params.year, params.uscc);
      return file(response, 'application/pdf', `${no}.pdf`, Buffer.from(bytes));
    },
    showDisclosureDraft: (ctx, { params }) => disclosures.showDisclosureDraft(ctx, params.year),
    publishDisclosure: (ctx, { params, body }) => disclosures.publishDisclosure(ctx, params.year, body),
  });
  mount(router, app, relationOperations, {
    listRelations: (ctx, { query }) => relations.listRelations(ctx, query),
    enterRelation: (ctx, { body }) => relations.enterRelation(ctx, body),
    endRelation: (ctx, { params, body }) => relations.endRelation(ctx, params.id, body),
  });
  mount(router, app, dealingOperations, {
    listTradeClues: (ctx, { query }) => dealing.listTradeClues(ctx, query),
    exportTradeClues: async (ctx, { query }, { response }) => {
      const { name, text } = await dealing.exportTradeClues(ctx, query);
      return file(response, 'text/csv; charset=utf-8', name, Buffer.from(text));
    },
    showTradeClue: (ctx, { params }) => dealing.getTradeClue(ctx, params.id),
    askAboutTrade: (ctx, { params, body }) => dealing.askAboutTrade(ctx, params.id, body),
    answerTradeClue: (ctx, { params, body }) => dealing.answerTradeClue(ctx, params.id, body),
    decideTradeClue: (ctx, { params, body }) => dealing.decideTradeClue(ctx, params.id, body),
    showTradeReview: (ctx, { params }) => dealing.showTradeReview(ctx, params.id),
  });
}
