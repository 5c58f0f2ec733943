/** A DCAT-US data.json of any size, dataset by dataset in constant memory. */
import { pipeline, Transform } from 'node:stream';
import { parser } from 'stream-json';
import { pick } from 'stream-json/filters/pick.js';
import { streamArray } from 'stream-json/streamers/stream-array.js';
import { isRefusal } from '#api/kernel/refusal.ts';
import { dcatUsIdentifier, mapDcatUs } from '../rules/dcat-us.ts';
import { at } from '../rules/json.ts';
import { refuse } from '../rules/refusals.ts';
import { type Reader, readItems } from './reader.ts';
import { reasonOf, type Validators } from './web.ts';

/** The parser is made for friendly input: one dataset may be so large and so deep, then the file is refused. */
const maxItemBytes = 8 * 1024 * 1024;
const maxDepth = 64;

export const readDcatUs: Reader = async function* (web, source, { position, validators, size }) {
  const done = Number(at(position, 'taken') ?? 0);
  const answer = await web.stream(source.url, 'application/json', done > 0 ? {} : validators);
  if (answer === null) {
    yield { items: [], read: 0, position: { taken: 0 }, unchanged: true };
    return;
  }
  if (/html/.test(answer.headers['content-type'] ?? '')) {
    answer.body.destroy();
    throw refuse('federation.wrong_type', { url: source.url, type: answer.headers['content-type'] ?? '?' });
  }
  let sinceItem = 0;
  const measured = new Transform({
    transform(chunk: Buffer, _encoding, pass) {
      sinceItem += chunk.length;
      pass(sinceItem > maxItemBytes ? refuse('federation.too_large', { limit: maxItemBytes }) : null, chunk);
    },
  });
  const items = streamArray.asStream();
  let broke: unknown = null;
  pipeline(
    [
      answer.body,
      measured,
      parser.asStream({ packValues: true, streamValues: false }),
      pick.asStream({ filter: 'dataset' }),
      shallow(),
      items,
    ],
    (error) => {
      broke = error ?? null;
    },
  );
  const said: Validators = {
    ...(answer.headers.etag === undefined ? {} : { etag: answer.headers.etag }),
    ...(answer.headers['last-modified'] === undefined ? {} : { last_modified: answer.headers['last-modified'] }),
  };
  let taken = 0;
  let batch: unknown[] = [];
  const give = () => {
    const made = readItems(batch, dcatUsIdentifier, (item) => mapDcatUs(item, source));
    const read = batch.length;
    batch = [];
    return { items: made, read, position: { taken }, validators: said };
  };
  try {
    for await (const { value } of items as AsyncIterable<{ value: unknown }>) {
      sinceItem = 0;
      taken += 1;
      // What an earlier attempt of this run has taken is read over.
      if (taken <= done) continue;
      batch.push(value);
      if (batch.length === size) yield give();
    }
  } catch (error) {
    if (batch.length > 0) yield give();
    const cause = broke ?? error;
    if (isRefusal(cause)) throw cause;
    throw refuse('federation.malformed', { url: source.url, reason: reasonOf(cause) });
  }
  if (taken === 0) throw refuse('federation.no_datasets', { url: source.url });
  yield give();
};

/** Lets tokens pass until they are nested deeper than any inventory is. */
function shallow(): Transform {
  let depth = 0;
  return new Transform({
    objectMode: true,
    transform(token: { name: string }, _encoding, pass) {
      if (token.name === 'startObject' || token.name === 'startArray') depth += 1;
      else if (token.name === 'endObject' || token.name === 'endArray') depth -= 1;
      pass(depth > maxDepth ? new Error('nested too deeply') : null, token);
    },
  });
}
