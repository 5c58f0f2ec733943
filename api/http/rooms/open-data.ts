import { createHash } from 'node:crypto';
import type { Request, Response, Router } from 'express';
import type { z } from 'zod';
import type { App, Ctx } from '#api/context.ts';
import { aggregateRows, answerQuestion, questionIn, questionOf, runSql } from '#api/datasets/ask.ts';
import * as open from '#api/datasets/open.ts';
import { openOperations } from '#api/datasets/open-contract.ts';
import * as read from '#api/datasets/read.ts';
import type { downloadQuery } from '#api/datasets/rules/questions.ts';
import { refuse } from '#api/datasets/rules/refusals.ts';
import { openSource } from '#api/datasets/source.ts';
import { rangeOf, sendHeaders, sendStream, whileThere } from '#api/http/download.ts';
import { mount } from '#api/http/mount.ts';
import { createRateLimit } from '#api/http/rate-limit.ts';
import type { ExportFormat } from '#api/ports/tables/port.ts';

export function mountOpenData(router: Router, app: App): void {
  const statements = createRateLimit(30, 60);
  mount(router, app, openOperations, {
    showDataset: (ctx, { params }) => open.showDataset(ctx, codeOf(params)),
    listVersions: (ctx, { params }) => open.listVersions(ctx, codeOf(params)),
    showPublishedVersion: (ctx, { params }) => open.showPublishedVersion(ctx, codeOf(params), params.number),
    readRows: (ctx, { params, query }) => open.readRows(ctx, codeOf(params), params.number, query),
    downloadVersion: (ctx, { params, query }, { request, response }) =>
      download(ctx, request, response, codeOf(params), params.number, query),
    drawChart: (ctx, { params, query }) => open.drawChart(ctx, codeOf(params), params.number, query),
    aggregateRows: (ctx, { params, query }, { response }) =>
      whileThere(response, (signal) => aggregateRows(ctx, codeOf(params), params.number, query, signal)),
    queryRows: (ctx, { params, query }, { response }) =>
      whileThere(response, (left) => answerQuestion(ctx, codeOf(params), params.number, questionOf(query), left)),
    postQuery: (ctx, { params, body }, { response }) =>
      whileThere(response, (left) => answerQuestion(ctx, codeOf(params), params.number, questionIn(body), left)),
    runSql: async (ctx, { params, query }, { response }) => {
      await statements.count(response, ctx.ip);
      return whileThere(response, (signal) => runSql(ctx, codeOf(params), params.number, query, signal));
    },
    postSql: async (ctx, { params, body }, { response }) => {
      await statements.count(response, ctx.ip);
      return whileThere(response, (signal) => runSql(ctx, codeOf(params), params.number, body, signal));
    },
  });
}

const codeOf = (params: { class: string; seq: string }): string => `${params.class}/${params.seq}`;

const contentTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  tsv: 'text/tab-separated-values; charset=utf-8',
  json: 'application/json; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
  xml: 'application/xml; charset=utf-8',
  geojson: 'application/geo+json',
};

/** A version's bytes never change, so its hash with what was asked of it makes the tag. */
export async function download(
  ctx: Ctx,
  request: Request,
  response: Response,
  code: string,
  number: number | 'latest',
  query: z.output<typeof downloadQuery>,
): Promise<undefined> {
  const { format } = query;
  if (format === 'source') return downloadSource(ctx, request, response, code, number);
  const { entry, version } = await open.getOpenVersion(ctx, code, number, query.table);
  const selection = read.selectionOf(query);
  const whole = query.filter.length + query.sort.length + query.columns.length === 0 && !query.q?.trim();
  const stored = format === 'parquet' && whole;
  const asked = createHash('sha256')
    .update(JSON.stringify([format, query.bom, query.filter, query.sort, query.columns, query.q ?? '']))
    .digest('hex')
    .slice(0, 16);
  const etag = stored ? `"${version.tableSha256}"` : `W/"${version.tableSha256.slice(0, 32)}-${asked}"`;
  const table = version.tables.length > 1 ? `-${version.table.name}` : '';
  const fileName = `${plainName(entry.content.title)}-v${version.number}${plainName(table)}.${format}`;
  const named = { contentType: contentTypes[format], fileName, etag, lastModified: version.publishedAt, stored };
  if (sendHeaders(request, response, named)) return;
  response.set('X-Resource-Code', entry.code).set('X-Version', String(version.number));
  if (stored) {
    const file = { key: version.tableKey, bytes: Number(version.tableBytes), etag };
    return sendStored(ctx, request, response, file, () => open.countDownload(ctx, version, 'parquet'));
  }
  if (request.method === 'HEAD') return void response.end();
  await whileThere(response, async (signal) => {
    const made = await open.openDownload(ctx, version, format, { ...selection, bom: query.bom, signal });
    await sendStream(request, response, made.stream);
  });
}

const plainName = (text: string): string => text.replace(/[\\/:*?"<>|]/g, ' ').slice(0, 80);

/** The file as its agency uploaded it, byte for byte. */
async function downloadSource(
  ctx: Ctx,
  request: Request,
  response: Response,
  code: string,
  number: number | 'latest',
): Promise<undefined> {
  const { entry, version } = await openSource(ctx, code, number);
  const etag = `"${version.sourceSha256}"`;
  const { fileName, publishedAt } = version;
  const contentType = 'application/octet-stream';
  if (sendHeaders(request, response, { contentType, fileName, etag, lastModified: publishedAt, stored: true })) return;
  response.set('X-Resource-Code', entry.code).set('X-Version', String(version.number));
  const file = { key: version.sourceKey, bytes: Number(version.sourceBytes), etag };
  return sendStored(ctx, request, response, file, () => open.countDownload(ctx, version, 'source'));
}

async function sendStored(
  ctx: Ctx,
  request: Request,
  response: Response,
  { key, bytes, etag }: { readonly key: string; readonly bytes: number; readonly etag: string },
  count: () => Promise<void>,
): Promise<undefined> {
  const range = rangeOf(request, response, bytes, etag, () => refuse('datasets.bad_range', { bytes }));
  const length = range === null ? bytes : range.end - range.start + 1;
  response.set('Content-Length', String(length));
  if (range !== null) response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${bytes}`);
  if (request.method === 'HEAD') return void response.end();
  const file = await ctx.ports.files.open(key, range ?? undefined);
  // A reader that fetches a file piece by piece (as DuckDB does) is one download, counted at its beginning.
  if ((range?.start ?? 0) === 0) await count();
  await sendStream(request, response, file.stream);
}
