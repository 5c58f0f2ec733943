/** Reading a portal over the guarded port: patiently, politely, and with every fault named. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isRefusal, type Refusal } from '#api/kernel/refusal.ts';
import { type Caller, guardedFetch, guardedStream, type OutboundStream } from '#api/ports/outbound/fetch.ts';
import { refuse } from '../rules/refusals.ts';

export interface Document {
  /** Where the answer came from, after redirects. */
  readonly url: string;
  /** Media type in lower case without parameters. */
  readonly type: string;
  readonly text: string;
}

export interface Web {
  document(url: string, accept: string): Promise<Document>;
  json(url: string): Promise<{ readonly url: string; readonly value: unknown }>;
  /** A large answer as it comes; null when the portal says that nothing changed. */
  stream(url: string, accept: string, seen: Validators): Promise<OutboundStream | null>;
}

/** What a portal said of the document's state the last time (RFC 9110 section 13). */
export interface Validators {
  readonly etag?: string;
  readonly last_modified?: string;
}

export interface Patience {
  /** Pauses before a further try, in ms. */
  readonly retries: readonly number[];
  readonly timeoutMs: number;
}

/** A document is held as bytes, as text and as what is read from it; larger catalogues have pages, or come as a stream. */
const maxDocument = 32 * 1024 * 1024;
const maxStream = 2 * 1024 * 1024 * 1024;
const usual: Patience = { retries: [400, 2000], timeoutMs: 30_000 };
/** No portal is waited for longer than that between two questions. */
const longestPause = 2000;

/**
 * Between two questions the portal gets as long a rest as its last answer took, so that it never spends more than half of its
 * time on us; what we do meanwhile counts as rest.
 */
export function makeWeb(caller: Caller, { retries, timeoutMs }: Patience = usual): Web {
  let free = 0;
  const polite = async <T>(ask: () => Promise<T>): Promise<T> => {
    const wait = free - performance.now();
    if (wait > 0) await sleep(wait);
    const began = performance.now();
    try {
      return await ask();
    } finally {
      const ended = performance.now();
      free = ended + Math.min(ended - began, longestPause);
    }
  };
  const patient = async <T>(ask: () => Promise<T>): Promise<T> => {
    for (const pause of retries) {
      try {
        return await polite(ask);
      } catch (error) {
        if (!isPassing(error)) throw error;
        await sleep(pause);
      }
    }
    return polite(ask);
  };
  const headers = (accept: string) => ({ accept, 'accept-language': 'zh-CN, zh;q=0.9, en;q=0.5' });
  const document = (url: string, accept: string): Promise<Document> =>
    patient(async () => {
      const answer = await guardedFetch(caller, url, {
        headers: headers(accept),
        maxBytes: maxDocument,
        timeoutMs,
        redirects: 3,
      });
      if (answer.status !== 200) throw refuse('federation.http_status', { url, status: answer.status });
      const type = answer.headers['content-type'] ?? '';
      return { url: answer.finalUrl, type: mediaType(type), text: decode(answer.body, type) };
    });
  return {
    document,
    async json(url) {
      const { text, type, url: from } = await document(url, 'application/json');
      if (/html/.test(type)) throw refuse('federation.wrong_type', { url, type });
      try {
        return { url: from, value: JSON.parse(text) };
      } catch (error) {
        throw refuse('federation.malformed', { url, reason: reasonOf(error) });
      }
    },
    stream: (url, accept, seen) =>
      patient(async () => {
        const answer = await guardedStream(caller, url, {
          headers: {
            ...headers(accept),
            ...(seen.etag === undefined ? {} : { 'if-none-match': seen.etag }),
            ...(seen.last_modified === undefined ? {} : { 'if-modified-since': seen.last_modified }),
          },
          maxBytes: maxStream,
          timeoutMs: 60 * timeoutMs,
          // Half an hour is for what is large, not for what drips: all portals share one queue.
          pace: { idleMs: timeoutMs, bytesPerSecond: 10_000, afterMs: 2 * timeoutMs },
          redirects: 3,
        });
        if (answer.status === 200) return answer;
        answer.body.on('error', () => {});
        answer.body.destroy();
        if (answer.status === 304) return null;
        throw refuse('federation.http_status', { url, status: answer.status });
      }),
  };
}

/** Faults that may be gone in a moment: the network's, and those of a server in trouble. */
export function isPassing(error: unknown): boolean {
  if (!isRefusal(error)) return false;
  if (error.code === 'outbound.unreachable' || error.code === 'outbound.timeout') return true;
  const status = Number(error.params.status ?? 0);
  return error.code === 'federation.http_status' && (status >= 500 || status === 429 || status === 408);
}

export const mediaType = (header: string): string => (header.split(';')[0] ?? '').trim().toLowerCase();

/** In the charset of the header or of an XML declaration; UTF-8 otherwise. */
function decode(bytes: Buffer, header: string): string {
  const said =
    /charset="?([\w.:-]+)/i.exec(header)?.[1] ??
    /^\s*<\?xml[^>]*encoding=["']([\w.:-]+)/i.exec(bytes.subarray(0, 200).toString('latin1'))?.[1] ??
    'utf-8';
  try {
    return new TextDecoder(said).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

/** The first words of a parser's complaint, without what it quotes at length. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text
    .replace(/\s+/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .slice(0, 160);
}

/** Anything thrown, as the refusal that is kept in the report; a bug is thrown on. */
export function asFault(error: unknown): Refusal {
  if (isRefusal(error)) return error;
  throw error;
}
