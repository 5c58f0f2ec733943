/** Reads a multipart request with one big file without holding the file: busboy hands on the stream as it comes. */
import { Readable } from 'node:stream';
import busboy from 'busboy';
import type { Request } from 'express';
import type { Refusal } from '#api/kernel/refusal.ts';
import { readWhole } from '#api/ports/files/read-whole.ts';

export interface Incoming {
  readonly field: string;
  /** The name the sender gave, path and all: text to judge, never a path to write to. */
  readonly fileName: string;
  readonly mediaType: string;
  readonly stream: Readable;
  /** A form field; those after the file are known only when the stream has ended. */
  readonly value: (name: string) => string | undefined;
}

export interface UploadRules {
  /** Largest file. The taker cuts off what is longer; a request that says so beforehand is refused unread. */
  readonly maxBytes: number;
  readonly tooLarge: () => Refusal;
  /** There is no file in the request, or the request is no multipart form. */
  readonly noFile: () => Refusal;
}

/** What a form's other fields and boundaries may add to the file. */
const slack = 1024 * 1024;
/** How much of a refused upload is still read, so that its sender gets to read the answer. */
const patience = 1024 ** 3;

/** Answers what `take` made of the file. `take` reads the stream to its end or fails. */
export async function readUpload<R>(
  request: Request,
  rules: UploadRules,
  take: (file: Incoming) => Promise<R>,
): Promise<R> {
  try {
    if (Number(request.get('content-length') ?? 0) > rules.maxBytes + slack) throw rules.tooLarge();
    if (request.is('multipart/form-data') === false) throw rules.noFile();
    return await parse(request, rules, take);
  } catch (error) {
    drain(request);
    throw error;
  }
}

/**
 * The same for a file small enough to be held: `take` gets it when the whole form is read, so fields may stand on either side
 * of the file, as the order of a form is its sender's (RFC 7578).
 */
export function readSmallUpload<R>(
  request: Request,
  rules: UploadRules,
  take: (file: Incoming) => Promise<R>,
): Promise<R> {
  let held: Incoming | null = null;
  return readUpload(request, rules, async (file) => {
    held = { ...file, stream: Readable.from([await readWhole(file.stream, rules.maxBytes, rules.tooLarge)]) };
  }).then(() => {
    if (held === null) throw rules.noFile();
    return take(held);
  });
}

async function parse<R>(request: Request, rules: UploadRules, take: (file: Incoming) => Promise<R>): Promise<R> {
  const parser = open(request, rules);
  const values = new Map<string, string>();
  return new Promise<R>((resolve, reject) => {
    let work: Promise<R> | null = null;
    const give = (error: unknown) => {
      request.unpipe(parser);
      parser.destroy(error instanceof Error ? error : new Error('upload broke'));
      // The taker learns of the broken stream and says what became of it.
      if (work === null) reject(error);
      else work.then(resolve, reject);
    };
    parser.on('field', (name, value) => values.set(name, value));
    parser.on('file', (field, stream, info) => {
      // The taker may have let go of it already when the form breaks off.
      stream.on('error', () => {});
      if (work !== null || info.filename === undefined || info.filename === '') {
        stream.resume();
        return;
      }
      const file = { field, fileName: info.filename, mediaType: info.mimeType, stream };
      // A taker that throws at once must not take the parser with it: the request would wait for an answer for ever.
      work = (async () => take({ ...file, value: (name) => values.get(name) }))();
      work.catch((error: unknown) => {
        request.unpipe(parser);
        stream.resume();
        reject(error);
      });
    });
    parser.on('error', give);
    parser.on('close', () => {
      if (work === null) reject(rules.noFile());
      else work.then(resolve, reject);
    });
    request.on('error', give);
    request.pipe(parser);
  });
}

function open(request: Request, rules: UploadRules) {
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      preservePath: true,
      limits: { files: 1, fields: 20, fieldSize: 64 * 1024, parts: 25 },
    });
  } catch {
    throw rules.noFile();
  }
}

function drain(request: Request): void {
  let read = 0;
  request.on('data', (chunk: Buffer) => {
    read += chunk.length;
    if (read > patience) request.destroy();
  });
  request.resume();
}
