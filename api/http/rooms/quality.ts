import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import { qualityOperations } from '#api/quality/contract.ts';
import * as dictionary from '#api/quality/dictionary.ts';
import * as reports from '#api/quality/reports.ts';
import * as sheet from '#api/quality/sheet.ts';

export function mountQuality(router: Router, app: App): void {
  mount(router, app, qualityOperations, {
    showDictionary: (ctx, { params }) => dictionary.showDictionary(ctx, params.id),
    saveDictionary: (ctx, { params, body }) => dictionary.saveDictionary(ctx, params.id, body),
    confirmDictionary: (ctx, { params, body }) => dictionary.confirmDictionary(ctx, params.id, body),
    writeDictionarySheet: async (ctx, { params, query }, { response }) => {
      const { text, fileName } = await sheet.writeDictionarySheet(ctx, params.id, {
        bom: query.bom === '1',
        locale: ctx.locale,
      });
      response
        .attachment(fileName)
        .set('Content-Type', 'text/csv; charset=utf-8')
        .set('Cache-Control', 'no-store')
        .send(text);
      return undefined;
    },
    readDictionarySheet: (ctx, { params, body }) => sheet.readDictionarySheet(ctx, params.id, Buffer.from(body.csv)),
    showPublicDictionary: (ctx, { params }) => dictionary.showPublicDictionary(ctx, `${params.class}/${params.seq}`),
    checkRule: (ctx, { params, body }) => reports.checkRule(ctx, params.id, body),
    showQuality: (ctx, { params }) => reports.showQuality(ctx, params.id),
    showPublicQuality: (ctx, { params }) =>
      reports.showPublicQuality(ctx, `${params.class}/${params.seq}`, params.number),
  });
}
