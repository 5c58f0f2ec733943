/** Reads a multipart form with one big file without holding the file: busboy hands on the stream as it comes. */
import { Readable } from 'node:stream';
import busboy from 'busboy';
import { refuse } from '#api/kernel/refusal.ts';

export interface IncomingFile {
  readonly field: string;
  /** The name the sender gave: text to show, never a path to write to. */
  readonly name: string;
  readonly mediaType: string;
  readonly stream: Readable;
}

export interface UploadLimits {
  /** Bytes the file may have. */
  readonly bytes: number;
  /** The same limit as text for the refusal, e.g. `300 MB`. */
  readonly text: string;
}

/**
 * Calls `take` with the file while it arrives (fields that come before it are known by then) and answers all fields with
 * what `take` made. Refuses `request.too_large`; `take` must read the stream to its end or destroy it.
 */
export async function readUpload<R>(
  request: Request,
  limits: UploadLimits,
  take: (file: IncomingFile, fields: Readonly<Record<string, string>>) => Promise<R>,
): Promise<{ readonly fields: Readonly<Record<string, string>>; readonly taken: R | null }> {
  if (request.body === null) return { fields: {}, taken: null };
  // busboy calls a file of exactly the limit too large.
  const parser = busboy({
    headers: Object.fromEntries(request.headers),
    defParamCharset: 'utf8',
    limits: { files: 1, fields: 50, fieldSize: 64 * 1024, fileSize: limits.bytes + 1 },
  });
  const fields: Record<string, string> = Object.create(null);
  let work: Promise<R> | null = null;
  let tooLarge = false;
  const source = Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]);
  await new Promise<void>((resolve, reject) => {
    parser.on('field', (name, value) => {
      fields[name] = value;
    });
    parser.on('file', (field, stream, info) => {
      if (info.filename === undefined || info.filename === '') {
        stream.resume();
        return;
      }
      stream.on('limit', () => {
        tooLarge = true;
        stream.destroy(refuse('request.too_large', { limit: limits.text }));
      });
      work = take({ field, name: info.filename, mediaType: info.mimeType, stream }, fields);
      work.catch((error: unknown) => {
        source.unpipe(parser);
        source.resume();
        reject(error);
      });
    });
    parser.on('close', resolve);
    parser.on('error', reject);
    source.on('error', reject);
    source.pipe(parser);
  });
  if (tooLarge) throw refuse('request.too_large', { limit: limits.text });
  return { fields, taken: work === null ? null : await (work as Promise<R>) };
}
