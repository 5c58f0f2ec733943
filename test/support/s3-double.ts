/**
 * A stateful S3 over real HTTP, from the API reference: objects, ranges, ETags with If-Match, multipart uploads, listing,
 * signature version 4 (checked, not only present). Path style only.
 */
import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Stored {
  readonly bytes: Buffer;
  readonly etag: string;
  readonly modified: Date;
}

export interface S3Double {
  readonly endpoint: string;
  readonly objects: ReadonlyMap<string, Stored>;
  readonly uploads: ReadonlyMap<string, unknown>;
  /** The next so many requests answer like this; `reset` cuts the connection. */
  failNext(count: number, how: 500 | 503 | 'reset'): void;
  readonly requests: readonly string[];
  close(): Promise<void>;
}

export const s3Credentials = { accessKeyId: 'AKDOUBLE', secretAccessKey: 'double-secret' } as const;
const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex');
const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

export async function startS3(bucket: string): Promise<S3Double> {
  const objects = new Map<string, Stored>();
  const uploads = new Map<string, { key: string; parts: Map<number, Buffer> }>();
  const requests: string[] = [];
  const failures: (500 | 503 | 'reset')[] = [];
  let number = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://s3');
    requests.push(`${request.method} ${url.pathname}${url.search}`);
    const how = failures.shift();
    if (how === 'reset') {
      request.socket.destroy();
      return;
    }
    const body = await bodyOf(request);
    if (how !== undefined) return fault(response, how, how === 503 ? 'SlowDown' : 'InternalError');
    const reason = unsigned(request, url, body);
    if (reason !== null) return fault(response, 403, reason);
    const [, name, ...rest] = url.pathname.split('/');
    if (name !== bucket) return fault(response, 404, 'NoSuchBucket');
    const key = decodeURIComponent(rest.join('/'));
    const query = url.searchParams;
    const upload = query.get('uploadId');
    if (request.method === 'GET' && key === '') return list(response, query);
    if (request.method === 'POST' && query.has('uploads')) {
      const id = `upload-${++number}`;
      uploads.set(id, { key, parts: new Map() });
      return xml(
        response,
        `<InitiateMultipartUploadResult><Bucket>${bucket}</Bucket><Key>${key}</Key><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
      );
    }
    if (upload !== null) return multipart(request, response, { key, id: upload, query, body });
    if (request.method === 'PUT') {
      const etag = `"${md5(body)}"`;
      objects.set(key, { bytes: body, etag, modified: new Date() });
      return done(response, 200, { ETag: etag });
    }
    if (request.method === 'DELETE') {
      objects.delete(key);
      return done(response, 204);
    }
    return give(request, response, objects.get(key));
  }

  function multipart(
    request: IncomingMessage,
    response: ServerResponse,
    { key, id, query, body }: { key: string; id: string; query: URLSearchParams; body: Buffer },
  ) {
    const there = uploads.get(id);
    if (there === undefined || there.key !== key) return fault(response, 404, 'NoSuchUpload');
    if (request.method === 'DELETE') {
      uploads.delete(id);
      return done(response, 204);
    }
    if (request.method === 'PUT') {
      there.parts.set(Number(query.get('partNumber')), body);
      return done(response, 200, { ETag: `"${md5(body)}"` });
    }
    const asked = [...body.toString().matchAll(/<Part>(?:(?!<\/Part>).)*<\/Part>/gs)].map(([part]) => ({
      number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
      etag: (/<ETag>(.*?)</.exec(part)?.[1] ?? '').replaceAll('&quot;', '"'),
    }));
    const parts = asked.map((one) => there.parts.get(one.number));
    if (parts.some((part, at) => part === undefined || `"${md5(part)}"` !== asked[at]?.etag))
      return fault(response, 400, 'InvalidPart');
    // Every part but the last has at least 5 MiB (API reference: UploadPart).
    if (parts.slice(0, -1).some((part) => (part?.length ?? 0) < 5 * 2 ** 20))
      return fault(response, 400, 'EntityTooSmall');
    const bytes = Buffer.concat(parts as Buffer[]);
    const etag = `"${md5(Buffer.from(asked.map((one) => one.etag.replaceAll('"', '')).join(''), 'hex'))}-${asked.length}"`;
    uploads.delete(id);
    objects.set(key, { bytes, etag, modified: new Date() });
    xml(response, `<CompleteMultipartUploadResult><ETag>${etag}</ETag></CompleteMultipartUploadResult>`);
  }

  function list(response: ServerResponse, query: URLSearchParams) {
    if (query.has('uploads')) {
      const rows = [...uploads].map(([id, { key }]) => `<Upload><Key>${key}</Key><UploadId>${id}</UploadId></Upload>`);
      return xml(response, `<ListMultipartUploadsResult>${rows.join('')}</ListMultipartUploadsResult>`);
    }
    const prefix = query.get('prefix') ?? '';
    // Pages are short, so that whoever reads only the first is found out.
    const after = query.get('continuation-token') ?? '';
    const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
    const page = keys.slice(0, 5);
    const rows = page.map((key) => {
      const at = objects.get(key)?.modified.toISOString();
      return `<Contents><Key>${key}</Key><LastModified>${at}</LastModified></Contents>`;
    });
    const next = keys.length > page.length ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
    const more = `<IsTruncated>${next !== ''}</IsTruncated>`;
    xml(response, `<ListBucketResult>${more}${next}${rows.join('')}</ListBucketResult>`);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    uploads,
    requests,
    failNext: (count, how) => failures.push(...Array.from({ length: count }, () => how)),
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function done(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, headers).end();
}

function xml(response: ServerResponse, body: string, status = 200): void {
  response
    .writeHead(status, { 'Content-Type': 'application/xml' })
    .end(`<?xml version="1.0" encoding="UTF-8"?>${body}`);
}

function fault(response: ServerResponse, status: number, code: string): void {
  xml(response, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`, status);
}

/** GET and HEAD with Range and If-Match; a GET is given in slices, so that an object replaced meanwhile shows. */
async function give(request: IncomingMessage, response: ServerResponse, found: Stored | undefined): Promise<void> {
  if (found === undefined) return fault(response, 404, 'NoSuchKey');
  const match = request.headers['if-match'];
  if (match !== undefined && match !== found.etag) return fault(response, 412, 'PreconditionFailed');
  const total = found.bytes.length;
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const start = range === null ? 0 : Number(range[1]);
  const end = range === null || range[2] === '' ? total - 1 : Math.min(Number(range[2]), total - 1);
  if (range !== null && start >= total) return fault(response, 416, 'InvalidRange');
  const bytes = found.bytes.subarray(start, end + 1);
  response.writeHead(range === null ? 200 : 206, {
    'Content-Length': bytes.length,
    ETag: found.etag,
    'Last-Modified': found.modified.toUTCString(),
    ...(range === null ? {} : { 'Content-Range': `bytes ${start}-${end}/${total}` }),
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  for (let at = 0; at < bytes.length; at += 1_000_000) {
    if (!response.write(bytes.subarray(at, at + 1_000_000))) await pause(1);
  }
  response.end();
}

/** Signature version 4 of the request; null when it is right, else the error code S3 answers. */
function unsigned(request: IncomingMessage, url: URL, body: Buffer): string | null {
  const given = /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
    request.headers.authorization ?? '',
  );
  if (given === null) return 'AccessDenied';
  const [, credential = '', signed = '', signature] = given;
  const [id, day = '', region = '', service = ''] = credential.split('/');
  if (id !== s3Credentials.accessKeyId) return 'InvalidAccessKeyId';
  const hash = String(request.headers['x-amz-content-sha256']);
  if (hash !== 'UNSIGNED-PAYLOAD' && hash !== sha256(body)) return 'XAmzContentSHA256Mismatch';
  const encode = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const headers = signed.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const canonical = [request.method, url.pathname, query, headers.join(''), signed, hash].join('\n');
  const scope = [day, region, service, 'aws4_request'].join('/');
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = [region, service, 'aws4_request'].reduce<Buffer>(
    (secret, part) => hmac(secret, part),
    hmac(`AWS4${s3Credentials.secretAccessKey}`, day),
  );
  return hmac(key, text).toString('hex') === signature ? null : 'SignatureDoesNotMatch';
}
