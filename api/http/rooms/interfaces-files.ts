/** Descriptions of one dataset (Croissant, Data Package) and of all of them (DCAT-US), as JSON. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Request, Router } from 'express';
import type { App, Ctx } from '#api/context.ts';
import { refuse as refuseVersion } from '#api/datasets/rules/refusals.ts';
import { sendStream } from '#api/http/download.ts';
import { croissant } from '#api/interfaces/rules/croissant.ts';
import { dataPackage } from '#api/interfaces/rules/data-package.ts';
import { dcatUsDataset, dcatUsHead } from '#api/interfaces/rules/dcat-us.ts';
import { allRecords, catalogPulse, getOpenRecord } from '#api/interfaces/service.ts';
import { dayOf } from '#api/kernel/time.ts';
import { type Exchange, head, sendJson, serve } from './interfaces-frame.ts';

const datasets = '/datasets/:class/:seq';
const versions = `${datasets}/versions/:number`;

export function mountFiles(router: Router, app: App): void {
  serve(
    router,
    app,
    [`${datasets}/croissant.json`, `${versions}/croissant.json`],
    async (ctx, { request, response }) => {
      const { record, version } = await getOpenRecord(ctx, codeOf(request), numberOf(request));
      sendJson(response, croissant(record, version, ctx.env.PUBLIC_URL, dayOf(ctx.clock.now())), {
        type: 'application/ld+json; charset=utf-8; profile="http://mlcommons.org/croissant/1.1"',
      });
    },
  );
  serve(
    router,
    app,
    [`${datasets}/datapackage.json`, `${versions}/datapackage.json`],
    async (ctx, { request, response }) => {
      const { record, version } = await getOpenRecord(ctx, codeOf(request), numberOf(request));
      sendJson(response, dataPackage(record, version, ctx.env.PUBLIC_URL));
    },
  );
  serve(router, app, '/data.json', sendDcatUs);
}

const codeOf = (request: Request): string => `${request.params.class}/${request.params.seq}`;

function numberOf(request: Request): number | 'latest' {
  const { number } = request.params;
  if (number === undefined || number === 'latest') return 'latest';
  if (typeof number !== 'string' || !/^[1-9]\d{0,8}$/.test(number)) throw refuseVersion('datasets.version_not_found');
  return Number(number);
}

/** As long as nothing changed in the catalogue the file is the same, and is not written again. */
async function sendDcatUs(ctx: Ctx, { request, response }: Exchange): Promise<void> {
  const pulse = await catalogPulse(ctx);
  const tag = createHash('sha256').update(JSON.stringify(pulse)).digest('hex').slice(0, 24);
  head(response, { type: 'application/json; charset=utf-8', modified: pulse.modified, etag: `W/"${tag}"` });
  if (request.fresh) return void response.status(304).end();
  if (request.method === 'HEAD') return void response.end();
  await sendStream(request, response, Readable.from(dcatUsText(ctx)));
}

async function* dcatUsText(ctx: Ctx): AsyncGenerator<string> {
  const base = ctx.env.PUBLIC_URL;
  yield `${JSON.stringify(dcatUsHead(base)).slice(0, -1)},"dataset":[`;
  let between = '\n';
  for await (const record of allRecords(ctx)) {
    yield between + JSON.stringify(dcatUsDataset(record, base));
    between = ',\n';
  }
  yield '\n]}\n';
}
