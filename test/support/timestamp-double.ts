/**
 * An outside time-stamp authority over real HTTP, as RFC 3161 section 3.4 writes it, with a root of its own; it can be told to
 * misbehave in the ways an authority can.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createLocalTimestamps } from '#api/ports/timestamp/local.ts';

export type Mood = 'well' | 'refuses' | 'broken' | 'gone' | 'replays' | 'stamps_another' | 'in_words';

export interface TimestampDouble {
  readonly url: string;
  readonly root: string;
  mood: Mood;
  /** How many requests it has had. */
  asked: number;
  close(): Promise<void>;
}

export async function openTimestampDouble(dir: string, now: () => Date): Promise<TimestampDouble> {
  const authority = createLocalTimestamps({
    dir,
    secret: 'the secret of an outside authority, quite long',
    clock: { now },
  });
  const [root = ''] = await authority.roots();
  let first: Uint8Array | undefined;
  const server = createServer(async (request, response) => {
    double.asked += 1;
    const body = await buffer(request);
    if (request.method !== 'POST' || request.headers['content-type'] !== 'application/timestamp-query')
      return void response.writeHead(415).end();
    if (double.mood === 'gone') return void response.writeHead(503).end();
    if (double.mood === 'in_words') return void response.writeHead(200).end('<html>maintenance</html>');
    const answer = await answerOf(body);
    first ??= answer;
    response.writeHead(200, { 'content-type': 'application/timestamp-reply' });
    response.end(double.mood === 'replays' ? first : answer);
  });
  const answerOf = async (body: Uint8Array): Promise<Uint8Array> => {
    if (double.mood === 'refuses') return authority.answer(new Uint8Array([0x30, 0]));
    const other = Uint8Array.from(body);
    // The digest stands after the header of the request; one byte of it is enough for another document.
    if (double.mood === 'stamps_another') other[30] = (other[30] ?? 0) ^ 1;
    const answer = Uint8Array.from(await authority.answer(other));
    if (double.mood === 'broken') answer[answer.length - 9] = (answer[answer.length - 9] ?? 0) ^ 1;
    return answer;
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const double: TimestampDouble = {
    url: `http://127.0.0.1:${port}/tsr`,
    root,
    mood: 'well',
    asked: 0,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return double;
}
