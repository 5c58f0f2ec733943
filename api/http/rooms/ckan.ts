/** The CKAN Action API at /api/action and /api/3/action, the datastore's dumps, and files of resources by their names. */
import { Readable } from 'node:stream';
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from 'express';
import { themes } from '#api/catalog/rules/codes.ts';
import { findAction, type SentFile } from '#api/ckan/actions.ts';
import { dumpInput } from '#api/ckan/contract.ts';
import { dumpRows } from '#api/ckan/dump.ts';
import { findFile, openFile } from '#api/ckan/files.ts';
import { errorOf } from '#api/ckan/rules/errors.ts';
import { codeOfName } from '#api/ckan/rules/names.ts';
import type { App, Ctx } from '#api/context.ts';
import { refuse as refuseDatasets } from '#api/datasets/rules/refusals.ts';
import { type Args, addressArgs, BadRequest, bodyArgs, withForm } from '#api/http/ckan-body.ts';
import { rangeOf, sendHeaders, sendStream } from '#api/http/download.ts';
import { bearer, requestContext } from '#api/http/session.ts';
import { fieldFaults } from '#api/kernel/field-faults.ts';
import { isRefusal, refuse } from '#api/kernel/refusal.ts';
import { tokenPrefix } from '#api/people/rules/tokens.ts';

export function ckanRouter(app: App): Router {
  const router = Router();
  // Rows sent as JSON are more than a form's worth.
  const body = express.text({
    type: ['application/json', 'application/x-www-form-urlencoded', 'text/*'],
    limit: '32mb',
  });
  const at = ['/api/action/:name', '/api/:version/action/:name'];
  router.use(at, openToAll);
  router.all(at, versioned, body, action(app));
  router.use(at, actionErrors(app));
  router.get(['/api/:version', '/api/action'], versioned, (_request, response) => void response.json({ version: 3 }));
  router.use('/datastore/dump', openToAll);
  router.get('/datastore/dump/:id', dump(app));
  router.get('/dataset/:name/resource/:id/download/:file', openToAll, download(app));
  router.get('/dataset/:name/resource/:id/download', openToAll, download(app));
  // Addresses of pages as CKAN has them, which its clients build from names.
  router.get('/dataset/:name', (request, response, next) => {
    const code = codeOfName(request.params.name);
    if (code === null) return next();
    response.redirect(302, `/datasets/${code}`);
  });
  router.get('/organization/:name', (request, response, next) => {
    const { name } = request.params;
    if (!/^[0-9a-z]{18}$/i.test(name)) return next();
    response.redirect(302, `/agencies/${name.toUpperCase()}`);
  });
  router.get('/group/:name', (request, response, next) => {
    const { name } = request.params;
    if (!themes.is(name)) return next();
    response.redirect(302, `/themes/${name}`);
  });
  return router;
}

/** Only /api/1 to /api/3 are CKAN's; /api/v1 and /api/docs are not. */
const versioned: RequestHandler = (request, _response, next) => {
  const { version } = request.params;
  next(version === undefined || ['1', '2', '3'].includes(String(version)) ? undefined : 'route');
};

/** Reads answer pages of other sites, too, without anything that tells who reads. */
const openToAll: RequestHandler = (request, response, next) => {
  if (request.method === 'GET' || request.method === 'HEAD') response.set('Access-Control-Allow-Origin', '*');
  next();
};

/**
 * CKAN's clients send their key as it is, in one of two headers. A key that is not of our making (left over from another site) is
 * passed over, as CKAN does; one of ours that is dead is refused.
 */
function keyOf(request: Request): string | null {
  const given = [request.get('x-ckan-api-key'), request.get('authorization'), bearer(request)];
  return given.find((one) => one?.startsWith(tokenPrefix)) ?? null;
}

const callbackShape = /^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*$/;

/** The name of the function a JSONP caller wants called; anything that is no plain name is refused, never written. */
function callbackOf(request: Request): string | null {
  const given = request.query.callback;
  if (request.method !== 'GET' || given === undefined) return null;
  if (typeof given !== 'string' || given.length > 100 || !callbackShape.test(given))
    throw new BadRequest('callback is no name of a function');
  return given;
}

async function contextOf(app: App, request: Request): Promise<Ctx> {
  const ctx = await requestContext(app, request, keyOf(request));
  // A script of another page could otherwise read with the visitor's session what only the visitor may see.
  return request.query.callback === undefined ? ctx : { ...ctx, viewer: null };
}

function action(app: App): RequestHandler {
  return async (request, response) => {
    const name = String(request.params.name);
    const found = findAction(name);
    if (found === null) throw new BadRequest(`Action name not known: ${name.slice(0, 100)}`);
    const callback = callbackOf(request);
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (!reads && request.method !== 'POST') throw new BadRequest('use GET or POST');
    if (reads && !found.reads)
      throw new BadRequest('JSON Error: Invalid request. Please use POST method for your request');
    const ctx = await contextOf(app, request);
    const run = async (args: Args, file: SentFile | null) => found.run(ctx, args, file);
    const address = found.reads ? addressArgs(request) : {};
    const result =
      request.is('multipart/form-data') === 'multipart/form-data'
        ? await withForm(request, (fields, file) => run({ ...address, ...fields }, file))
        : await run({ ...address, ...(reads ? {} : bodyArgs(request)) }, null);
    response.set('Cache-Control', ctx.viewer === null ? 'no-cache' : 'no-store');
    send(response, 200, { help: helpOf(app, name), success: true, result: result ?? null }, callback);
  };
}

const helpOf = (app: App, name: string): string =>
  `${app.env.PUBLIC_URL}/api/3/action/help_show?name=${encodeURIComponent(name)}`;

function send(response: Response, status: number, answer: unknown, callback: string | null = null): void {
  response.status(status);
  const text = JSON.stringify(answer);
  if (callback === null) return void response.type('application/json').send(text);
  // The comment keeps the answer from being read as anything but a script; U+2028 and U+2029 end lines in old ones.
  const safe = text.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  response.type('application/javascript').send(`/**/${callback}(${safe});`);
}

function actionErrors(app: App): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    response.set('Cache-Control', 'no-store');
    if (error instanceof BadRequest) return send(response, 400, `Bad request - ${error.message}`);
    const name = String(request.params.name ?? '');
    const answer = (status: number, said: object) =>
      send(response, status, { help: helpOf(app, name), success: false, error: said });
    if (isRefusal(error)) {
      app.log.info({ requestId: request.id, action: name, code: error.code }, 'refused');
      const { status, error: said } = errorOf(error);
      return answer(status, said);
    }
    const { status } = error as { status?: unknown };
    if (typeof status === 'number' && status >= 400 && status < 500)
      return send(
        response,
        400,
        `Bad request - ${status === 413 ? 'the body is too large' : 'the request cannot be read'}`,
      );
    app.log.error({ err: error, requestId: request.id, action: name }, 'action failed');
    const message = `Internal Server Error: ${request.id}`;
    answer(500, { __type: 'Internal Server Error', message });
  };
}

const dumpTypes = {
  csv: 'text/csv; charset=utf-8',
  tsv: 'text/tab-separated-values; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xml: 'text/xml; charset=utf-8',
} as const;

function dump(app: App): RequestHandler {
  return async (request, response) => {
    const asked = dumpInput.safeParse({ ...request.query, resource_id: request.params.id });
    if (!asked.success) {
      const faults = fieldFaults(asked.error);
      throw refuse('request.invalid', { count: faults.length }, faults);
    }
    const ctx = await contextOf(app, request);
    const { format } = asked.data;
    const { pieces } = await dumpRows(ctx, asked.data);
    response.attachment(`${request.params.id}.${format}`).type(dumpTypes[format]).set('Cache-Control', 'no-cache');
    if (request.method === 'HEAD') return void response.end();
    await sendStream(request, response, Readable.from(pieces, { objectMode: false }));
  };
}

function download(app: App): RequestHandler {
  return async (request, response) => {
    const ctx = await contextOf(app, request);
    const id = String(request.params.id);
    const file = await findFile(ctx, id);
    const { version, entry, format } = file.table;
    const fileName = String(request.params.file ?? `${id}.${format}`);
    if (sendHeaders(request, response, { contentType: file.contentType, fileName, etag: file.etag })) return;
    response.set('X-Resource-Code', entry.code).set('X-Version', String(version.number));
    if (file.bytes === null) {
      if (request.method === 'HEAD') return void response.end();
      return sendStream(request, response, await openFile(ctx, file, null));
    }
    const { bytes } = file;
    // Compressing on the way would take the length away that was promised.
    response.set('Cache-Control', 'no-cache, no-transform');
    const range = rangeOf(request, response, bytes, file.etag, () => refuseDatasets('datasets.bad_range', { bytes }));
    response.set('Content-Length', String(range === null ? bytes : range.end - range.start + 1));
    if (range !== null) response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${bytes}`);
    if (request.method === 'HEAD') return void response.end();
    await sendStream(request, response, await openFile(ctx, file, range));
  };
}
