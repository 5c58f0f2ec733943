/** CKAN's package_search in pages. */
import { ckanIdentifier, mapCkan, siteOf } from '../rules/ckan.ts';
import { at, listAt } from '../rules/json.ts';
import { refuse } from '../rules/refusals.ts';
import { cleanLine, textIn } from '../rules/text.ts';
import { maxPages, type Reader, readItems } from './reader.ts';
import { asFault } from './web.ts';

/** So many pages in a row may fail before the run gives up. */
const patience = 3;

/**
 * A full run pages by id: a package that changes meanwhile keeps its place. An incremental one asks for what was modified
 * since, oldest first.
 */
export const readCkan: Reader = async function* (web, source, { since, position, size }) {
  const base = `${siteOf(source.url)}/api/3/action/package_search`;
  let start = Number(at(position, 'start') ?? 0);
  let count: number | null = null;
  let failed = 0;
  let rows = size;
  for (let page = 0; page < maxPages; page++) {
    const query = new URLSearchParams({
      q: '*:*',
      ...(since === null ? {} : { fq: `metadata_modified:[${since} TO *]` }),
      sort: since === null ? 'id asc' : 'metadata_modified asc',
      rows: String(rows),
      start: String(start),
    });
    let result: unknown;
    try {
      result = resultOf((await web.json(`${base}?${query}`)).value, base);
      failed = 0;
    } catch (error) {
      const fault = asFault(error);
      // Packages of thousands of files: fewer of them make an answer we take.
      if (fault.code === 'outbound.too_large' && rows > 1) {
        rows = Math.ceil(rows / 10);
        continue;
      }
      failed += 1;
      // Without a first page nobody knows how many there are.
      if (count === null || failed >= patience || start + rows >= count) throw fault;
      const skipped = refuse('federation.page_failed', { at: start + 1, reason: fault.code });
      start += rows;
      yield { items: [], read: 0, position: { start }, skipped };
      continue;
    }
    const raw = listAt(result, 'results');
    count = Number(textIn(at(result, 'count'))) || 0;
    start += raw.length;
    yield {
      items: readItems(raw, ckanIdentifier, (item) => mapCkan(item, source)),
      read: raw.length,
      position: { start },
      ...(since === null ? { told: count } : {}),
    };
    if (raw.length === 0 || start >= count) return;
  }
  throw refuse('federation.too_many_pages', { limit: maxPages });
};

function resultOf(answer: unknown, url: string): unknown {
  if (at(answer, 'success') === true && Array.isArray(at(at(answer, 'result'), 'results'))) return at(answer, 'result');
  const error = at(answer, 'error');
  if (error !== undefined) {
    const reason = cleanLine(at(error, 'message') ?? at(error, '__type') ?? '?', 200);
    throw refuse('federation.ckan_error', { reason });
  }
  throw refuse('federation.malformed', { url, reason: 'no success, no result' });
}
