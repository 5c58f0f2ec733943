/**
 * Arguments of a CKAN action from a request, by the order of CKAN itself: form fields, then the address (for reads), then JSON. A file
 * is handed on as it arrives; the fields before it are known by then.
 */
import busboy from 'busboy';
import type { Request } from 'express';
import type { SentFile } from '#api/ckan/actions.ts';
import { maxUploadBytes, maxUploadText } from '#api/datasets/rules/codes.ts';
import { refuse as refuseDatasets } from '#api/datasets/rules/refusals.ts';

/** CKAN's `400 "Bad request - …"`, which is plain text in JSON and no envelope. */
export class BadRequest extends Error {}

export type Args = Readonly<Record<string, unknown>>;

const slack = 1024 * 1024;
const mostFields = 200;

/** What stands in the address; a name given several times is a list. */
export function addressArgs(request: Request): Args {
  const { callback: _callback, ...args } = request.query as Record<string, unknown>;
  return args;
}

/** JSON, or a form as scripts send it that give JSON to curl without naming its type. */
export function bodyArgs(request: Request): Args {
  const text = typeof request.body === 'string' ? request.body.trim() : '';
  if (text === '') return {};
  if (request.is('application/x-www-form-urlencoded') !== false && !text.startsWith('{')) {
    const form = new URLSearchParams(text);
    const args: Record<string, unknown> = {};
    for (const name of new Set(form.keys())) {
      const values = form.getAll(name);
      args[name] = values.length === 1 ? values[0] : values;
    }
    return args;
  }
  const json = text.startsWith('%7B') ? decodeURIComponent(text.replace(/=1?$/, '')) : text;
  try {
    const parsed: unknown = JSON.parse(json);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Args;
  } catch {
    throw new BadRequest('JSON Error: the body is no JSON');
  }
  throw new BadRequest('JSON Error: the body needs to be a dictionary');
}

/** Runs with the fields and the file of a multipart form. `run` reads the file to its end or fails. */
export async function withForm<R>(
  request: Request,
  run: (fields: Args, file: SentFile | null) => Promise<R>,
): Promise<R> {
  if (Number(request.get('content-length') ?? 0) > maxUploadBytes + slack) {
    request.resume();
    throw refuseDatasets('datasets.too_large', { limit: maxUploadText });
  }
  const fields: Record<string, unknown> = {};
  let work: Promise<R> | null = null;
  const parser = open(request);
  try {
    return await new Promise<R>((resolve, reject) => {
      const give = (error: unknown) => {
        request.unpipe(parser);
        parser.destroy(error instanceof Error ? error : new Error('upload broke'));
        if (work === null) reject(error);
        else work.then(resolve, reject);
      };
      parser.on('field', (name, value) => {
        fields[name] = value;
      });
      parser.on('file', (_field, stream, { filename }) => {
        stream.on('error', () => {});
        if (work !== null || filename === undefined || filename === '') return void stream.resume();
        work = run({ ...fields }, { fileName: filename, stream });
        work.catch((error: unknown) => {
          request.unpipe(parser);
          stream.resume();
          reject(error);
        });
      });
      parser.on('error', give);
      parser.on('close', () => (work ?? run(fields, null)).then(resolve, reject));
      request.on('error', give);
      request.pipe(parser);
    });
  } finally {
    request.resume();
  }
}

function open(request: Request) {
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      preservePath: true,
      limits: { files: 1, fields: mostFields, fieldSize: 2 * 1024 * 1024, parts: mostFields + 1 },
    });
  } catch {
    throw new BadRequest('the form cannot be read');
  }
}
