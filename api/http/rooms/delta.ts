/** /delta-sharing: the Delta Sharing protocol (delta-io/delta-sharing, PROTOCOL.md), with API keys as bearer tokens. */
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from 'express';
import type { App, Ctx } from '#api/context.ts';
import { rangeOf, sendStream, whileThere } from '#api/http/download.ts';
import { problemOf } from '#api/http/problem.ts';
import { tell } from '#api/http/rooms/usage.ts';
import { bearer, localeOf, requestContext } from '#api/http/session.ts';
import { isRefusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { openSharedFile } from '#api/usage/delta/address.ts';
import { queryTable, showMetadata, showTableVersion } from '#api/usage/delta/query.ts';
import { listSchemas, listShares, listTables, showShare, type TableAddress } from '#api/usage/delta/shares.ts';
import { countCall, resolveGrant } from '#api/usage/keys.ts';
import { gatewayNow, readLimits } from '#api/usage/quota.ts';
import { refuse } from '#api/usage/rules/refusals.ts';
import { type Capabilities, capabilitiesOf, codeOfSchema, readQuery } from '#api/usage/rules/sharing.ts';

interface Exchange {
  readonly request: Request;
  readonly response: Response;
}

export function deltaRouter(app: App): Router {
  const router = Router();
  const at = '/shares/:share/schemas/:schema/tables/:table';
  const body = express.json({ limit: '256kb', strict: false });
  const withKey = (answer: (ctx: Ctx, exchange: Exchange) => Promise<void>): RequestHandler => {
    return async (request, response) => {
      response.set('Cache-Control', 'no-store');
      const ctx = await keyContext(app, request, response);
      response.locals.ctx = ctx;
      await answer(ctx, { request, response });
    };
  };
  const json = (answer: (ctx: Ctx, request: Request) => Promise<unknown>) =>
    withKey(async (ctx, { request, response }) => void response.json(await answer(ctx, request)));
  const version = withKey(async (ctx, { request, response }) => {
    const since = textOf(request, 'startingTimestamp');
    response.set('Delta-Table-Version', String(await showTableVersion(ctx, addressIn(request), since)));
    response.type('application/json').end();
  });

  router.get('/files/:file', sendFile(app));
  router.get(
    '/shares',
    json((ctx, request) => listShares(ctx, pageIn(request))),
  );
  router.get(
    '/shares/:share',
    json((ctx, request) => showShare(ctx, part(request, 'share'))),
  );
  router.get(
    '/shares/:share/schemas',
    json((ctx, request) => listSchemas(ctx, part(request, 'share'), pageIn(request))),
  );
  router.get(
    '/shares/:share/all-tables',
    json((ctx, request) => listTables(ctx, part(request, 'share'), null, pageIn(request))),
  );
  router.get(
    '/shares/:share/schemas/:schema/tables',
    json((ctx, request) => listTables(ctx, part(request, 'share'), part(request, 'schema'), pageIn(request))),
  );
  router.get(`${at}/version`, version);
  // Older clients ask so; the protocol calls it deprecated.
  router.head(at, version);
  router.get(
    `${at}/metadata`,
    withKey(async (ctx, { request, response }) => {
      const capabilities = capabilitiesOf(request.get('delta-sharing-capabilities'));
      const asked = readQuery({
        version: numberOf(request, 'version'),
        timestamp: textOf(request, 'timestamp') ?? undefined,
      });
      sendLines(response, capabilities, await showMetadata(ctx, addressIn(request), asked, capabilities));
    }),
  );
  router.post(
    `${at}/query`,
    body,
    withKey(async (ctx, { request, response }) => {
      const capabilities = capabilitiesOf(request.get('delta-sharing-capabilities'));
      echoFileIds(request, response);
      const asked = readQuery(request.body);
      const answer = await whileThere(response, (signal) =>
        queryTable(ctx, addressIn(request), asked, capabilities, signal),
      );
      if (answer === undefined) return;
      response.set('Jinshu-Delivery', answer.deliveryId);
      tell(response, answer.limits, await gatewayNow(ctx));
      sendLines(response, capabilities, answer);
    }),
  );
  router.get(
    `${at}/changes`,
    json(async () => {
      throw refuse('usage.sharing_no_changes');
    }),
  );
  router.use(() => {
    throw refuseAnywhere('request.not_found');
  });
  router.use(errors(app));
  return router;
}

/** The grant of the key; the call is counted by its answer, also when it is refused from here on. */
async function keyContext(app: App, request: Request, response: Response): Promise<Ctx> {
  const { schema } = request.params as { schema?: string };
  const dataset = codeOfSchema(schema ?? '');
  const asked = await requestContext(app, request);
  const known = (keyId: string) =>
    response.once('finish', () => {
      countCall(app, keyId, dataset, response.statusCode).catch((error: unknown) =>
        app.log.warn({ err: error }, 'a call was not counted'),
      );
    });
  return {
    ...asked,
    viewer: null,
    grant: await resolveGrant(asked, bearer(request), { scope: 'files', dataset, known }),
  };
}

const part = (request: Request, name: string): string => String(request.params[name] ?? '');
const addressIn = (request: Request): TableAddress => ({
  share: part(request, 'share'),
  schema: part(request, 'schema'),
  table: part(request, 'table'),
});

function textOf(request: Request, name: string): string | null {
  const value = request.query[name];
  return typeof value === 'string' ? value : null;
}

function numberOf(request: Request, name: string): number | undefined {
  const text = textOf(request, name);
  return text === null ? undefined : Number(text === '' ? Number.NaN : text);
}

const pageIn = (request: Request) => ({
  maxResults: textOf(request, 'maxResults') ?? undefined,
  pageToken: textOf(request, 'pageToken') ?? undefined,
});

/** One way of naming files serves both schemes; who asks for another is told so ("File ID Hash Header"). */
function echoFileIds(request: Request, response: Response): void {
  const asked = request.get('fileidhash')?.toLowerCase();
  if (asked === undefined) return;
  if (asked !== 'parquet' && asked !== 'delta') throw refuse('usage.sharing_malformed', { what: 'fileidhash' });
  response.set('fileidhash', asked);
}

function sendLines(
  response: Response,
  { format, asked }: Capabilities,
  { version, lines }: { readonly version: number; readonly lines: string },
): void {
  if (asked) response.set('delta-sharing-capabilities', `responseformat=${format}`);
  response
    .set('Delta-Table-Version', String(version))
    .set('Content-Type', 'application/x-ndjson; charset=utf-8')
    .send(Buffer.from(lines));
}

/** Bytes of a file at a signed address, whole or in ranges, as pyarrow and Spark fetch them. */
function sendFile(app: App): RequestHandler {
  return async (request, response) => {
    response.set('Cache-Control', 'no-store, no-transform');
    const asked = await requestContext(app, request);
    const token = bearer(request);
    const ctx: Ctx =
      token === null
        ? { ...asked, viewer: null }
        : { ...asked, viewer: null, grant: await resolveGrant(asked, token, { scope: 'files', dataset: null }) };
    const [text, signature] = [(name: string) => textOf(request, name) ?? '', textOf(request, 'signature') ?? ''];
    const file = await openSharedFile(ctx, {
      deliveryId: part(request, 'file').replace(/\.parquet$/, ''),
      terms: text('terms'),
      expires: text('expires'),
      signature,
    });
    const etag = `"${file.sha256}"`;
    response
      .set('Content-Type', 'application/vnd.apache.parquet')
      .set('ETag', etag)
      .set('X-Content-Type-Options', 'nosniff')
      .set('Jinshu-Delivery', file.deliveryId)
      .set('Jinshu-Copy', file.copyId);
    const range = rangeOf(request, response, file.bytes, etag, () =>
      refuse('usage.sharing_malformed', { what: 'Range' }),
    );
    response.set('Content-Length', String(range === null ? file.bytes : range.end - range.start + 1));
    if (range !== null) response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${file.bytes}`);
    if (request.method === 'HEAD') return void response.end();
    const { stream } = await app.ports.files.open(file.key, range ?? undefined);
    await sendStream(request, response, stream);
  };
}

/** The protocol's form of a refusal; what is left of the quotas stands beside it, as in the rest of the gateway. */
function errors(app: App): ErrorRequestHandler {
  return async (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const status = (error as { status?: unknown }).status;
    const refused = isRefusal(error)
      ? error
      : typeof status === 'number' && status >= 400 && status < 500
        ? refuse('usage.sharing_malformed', { what: 'JSON' })
        : null;
    if (refused === null) return next(error);
    app.log.info({ requestId: request.id, code: refused.code }, 'refused');
    const ctx = response.locals.ctx as Ctx | undefined;
    if (ctx?.grant !== undefined) tell(response, await readLimits(ctx, ctx.grant.agreementId), await gatewayNow(ctx));
    const problem = problemOf(refused, localeOf(request), request.id);
    if (problem.status === 401) response.set('WWW-Authenticate', 'Bearer realm="jinshu"');
    const wait = problem.params?.seconds;
    if (problem.status === 429 && wait !== undefined) response.set('Retry-After', String(wait));
    const outside = response.get('Content-Range') !== undefined && refused.code === 'usage.sharing_malformed';
    response
      .status(outside ? 416 : problem.status)
      .set('Cache-Control', 'no-store')
      .removeHeader('Content-Length');
    response.removeHeader('ETag');
    response.json({ errorCode: problem.code, message: problem.detail });
  };
}
