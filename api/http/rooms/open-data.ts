import { createHash } from 'node:crypto';
import type { Request, Response, Router } from 'express';
import type { z } from 'zod';
import type { App, Ctx } from '#api/context.ts';
import { aggregateRows } from '#api/datasets/ask.ts';
import * as open from '#api/datasets/open.ts';
import type { downloadQuery } from '#api/datasets/open-contract.ts';
import { openOperations } from '#api/datasets/open-contract.ts';
import * as read from '#api/datasets/read.ts';
import { refuse } from '#api/datasets/rules/refusals.ts';
import { type Range, rangeOf, sendHeaders, sendStream } from '#api/http/download.ts';
import { mount } from '#api/http/mount.ts';
import type { ExportFormat } from '#api/ports/tables/port.ts';

export function mountOpenData(router: Router, app: App): void {
  mount(router, app, openOperations, {
    showDataset: (ctx, { params }) => open.showDataset(ctx, codeOf(params)),
    listVersions: (ctx, { params }) => open.listVersions(ctx, codeOf(params)),
    showPublishedVersion: (ctx, { params }) => open.showPublishedVersion(ctx, codeOf(params), params.number),
    readRows: (ctx, { params, query }) => open.readRows(ctx, codeOf(params), params.number, query),
    downloadVersion: (ctx, { params, query }, { request, response }) =>
      download(ctx, request, response, codeOf(params), params.number, query),
    drawChart: (ctx, { params, query }) => open.drawChart(ctx, codeOf(params), params.number, query),
    aggregateRows: (ctx, { params, query }) => aggregateRows(ctx, codeOf(params), params.number, query),
  });
}

const codeOf = (params: { class: string; seq: string }): string => `${params.class}/${params.seq}`;

const contentTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
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
  const { entry, version } = await open.getOpenVersion(ctx, code, number);
  const { format } = query;
  const whole = query.filter.length + query.sort.length + query.columns.length === 0;
  const stored = format === 'parquet' && whole;
  const asked = createHash('sha256')
    .update(JSON.stringify([format, query.bom, query.filter, query.sort, query.columns]))
    .digest('hex')
    .slice(0, 16);
  const etag = stored ? `"${version.tableSha256}"` : `W/"${version.tableSha256.slice(0, 32)}-${asked}"`;
  const fileName = `${entry.content.title.replace(/[\\/:*?"<>|]/g, ' ').slice(0, 80)}-v${version.number}.${format}`;
  const selection = read.selectionOf(query);
  if (sendHeaders(request, response, { contentType: contentTypes[format], fileName, etag })) return;
  response.set('X-Resource-Code', entry.code).set('X-Version', String(version.number));
  if (stored) return sendStored(ctx, request, response, version, etag);
  if (request.method === 'HEAD') return void response.end();
  const left = new AbortController();
  response.once('close', () => left.abort());
  const made = await open.openDownload(ctx, version, format, { ...selection, bom: query.bom, signal: left.signal });
  if (made.bytes !== undefined) response.set('Content-Length', String(made.bytes));
  await sendStream(request, response, made.stream);
}

async function sendStored(
  ctx: Ctx,
  request: Request,
  response: Response,
  version: read.PublishedVersion,
  etag: string,
): Promise<undefined> {
  const total = Number(version.tableBytes);
  const range: Range | null = rangeOf(request, response, total, etag, () =>
    refuse('datasets.bad_range', { bytes: total }),
  );
  const length = range === null ? total : range.end - range.start + 1;
  response.set('Content-Length', String(length));
  if (range !== null) response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${total}`);
  if (request.method === 'HEAD') return void response.end();
  const file = await ctx.ports.files.open(version.tableKey, range ?? undefined);
  // A reader that fetches a file piece by piece (as DuckDB does) is one download, counted at its beginning.
  if ((range?.start ?? 0) === 0) await open.countDownload(ctx, version, 'parquet');
  await sendStream(request, response, file.stream);
}
