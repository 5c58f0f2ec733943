/** Sends what is stored or made on the way: ETag, 304, byte ranges (RFC 9110 section 14), and an end when the reader leaves. */
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { Refusal } from '#api/kernel/refusal.ts';

export interface Named {
  readonly contentType: string;
  /** Shown to the user when saving; may be Chinese. */
  readonly fileName: string;
  /** A strong tag where the bytes are always the same, a weak one (`W/"…"`) where only their meaning is. */
  readonly etag: string;
  readonly lastModified?: Date;
  /** A file whose bytes and length must arrive as they are: nothing on the way may pack it. */
  readonly stored?: boolean;
}

/** Sets the headers; true when the reader has it already (304 is sent). */
export function sendHeaders(request: Request, response: Response, named: Named): boolean {
  response.attachment(named.fileName);
  response
    .type(named.contentType)
    .set('ETag', named.etag)
    .set('Cache-Control', named.stored ? 'no-cache, no-transform' : 'no-cache')
    .set('X-Content-Type-Options', 'nosniff');
  if (named.lastModified !== undefined) response.set('Last-Modified', named.lastModified.toUTCString());
  if (!request.fresh) return false;
  response.removeHeader('Content-Disposition');
  response.status(304).end();
  return true;
}

/** Work for an answer that ends when the reader leaves; what was thrown away is no error. */
export async function whileThere<T>(response: Response, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const left = new AbortController();
  const onClose = () => left.abort();
  response.once('close', onClose);
  try {
    return await work(left.signal);
  } catch (error) {
    // Nobody is there to be told: what is answered now goes nowhere.
    if (left.signal.aborted && !response.writableEnded) return undefined as T;
    throw error;
  } finally {
    response.off('close', onClose);
  }
}

/** A stream to its end. A reader that goes away stops the work and is no error. */
export async function sendStream(request: Request, response: Response, stream: Readable): Promise<void> {
  try {
    await pipeline(stream, response);
  } catch (error) {
    if (!request.destroyed && !response.destroyed) throw error;
    if (!isGone(error)) throw error;
  }
}

function isGone(error: unknown): boolean {
  const code = (error as { code?: string }).code;
  return code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'EPIPE' || code === 'ABORT_ERR';
}

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The one range a request asks for; null for the whole. Refuses one outside the file. */
export function rangeOf(
  request: Request,
  response: Response,
  total: number,
  etag: string,
  outside: () => Refusal,
): Range | null {
  response.set('Accept-Ranges', 'bytes');
  if (request.get('range') === undefined) return null;
  const condition = request.get('if-range');
  // By tag or by date (RFC 9110 section 13.1.5); a weak tag says nothing of bytes.
  const same = condition === etag ? !etag.startsWith('W/') : condition === response.get('last-modified');
  if (condition !== undefined && !same) return null;
  const ranges = request.range(total);
  if (ranges === -1) {
    response.set('Content-Range', `bytes */${total}`);
    throw outside();
  }
  // Several ranges at once may be answered with the whole (RFC 9110 section 14.2).
  const only = typeof ranges === 'object' && ranges.type === 'bytes' && ranges.length === 1 ? ranges[0] : undefined;
  return only === undefined ? null : { start: only.start, end: only.end };
}
