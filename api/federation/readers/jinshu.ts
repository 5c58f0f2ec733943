/** Another Jinshu through its own API: the list tells what there is and when it changed, each dataset tells the rest. */
import { isRefusal } from '#api/kernel/refusal.ts';
import { jinshuIdentifier, mapJinshu } from '../rules/jinshu.ts';
import { at } from '../rules/json.ts';
import { refuse } from '../rules/refusals.ts';
import { cleanInstant, textIn } from '../rules/text.ts';
import { type Item, maxPages, type Reader, readItems } from './reader.ts';
import { asFault, isPassing, type Web } from './web.ts';

/** So many datasets in a row may not answer before the run gives up: waiting for each of them would take hours. */
const patience = 3;

/**
 * What it harvested itself is not taken over: it has an origin of its own, where it is harvested from; so nothing goes round.
 */
export const readJinshu: Reader = async function* (web, source, { since, position, size }) {
  const base = new URL(source.url).origin;
  let page = Number(at(position, 'page') ?? 1);
  let others = Number(at(position, 'others') ?? 0);
  for (const last = page + maxPages; page < last; page++) {
    // By title a dataset keeps its place when it changes; by date the news come first.
    const sort = since === null ? 'title' : 'updated';
    const url = `${base}/api/v1/datasets?source=own&sort=${sort}&page=${page}&page_size=${size}`;
    const { value } = await web.json(url);
    const hits = at(value, 'items');
    const total = at(value, 'total');
    if (!Array.isArray(hits) || typeof total !== 'number')
      throw refuse('federation.malformed', { url, reason: 'no items, no total' });
    // Each is a question of its own: what was not asked for would be asked for without end.
    if (hits.length > size) throw refuse('federation.malformed', { url, reason: 'more items than a page has' });
    const own = hits.filter((hit) => !isHarvested(hit));
    const news = since === null ? own : own.filter((hit) => (cleanInstant(at(hit, 'updated_at')) ?? '9') >= since);
    const items: Item[] = [];
    for (const hit of news) {
      items.push(...(await readOne(web, base, source, hit)));
      const last = items.slice(-patience);
      const away = last.flatMap((item) => ('fault' in item && isPassing(item.fault) ? [item.fault] : []));
      if (away.length === patience && away[0] !== undefined) throw away[0];
    }
    others += hits.length - own.length;
    yield {
      items,
      read: news.length,
      position: { page: page + 1, others },
      ...(since === null ? { told: total - others } : {}),
    };
    if (hits.length === 0 || page * size >= total || (since !== null && news.length < own.length)) return;
  }
  throw refuse('federation.too_many_pages', { limit: maxPages });
};

const isHarvested = (hit: unknown): boolean => at(hit, 'kind') === 'harvested' || (at(hit, 'source') ?? null) !== null;

async function readOne(web: Web, base: string, source: Parameters<Reader>[1], hit: unknown): Promise<Item[]> {
  const code = textIn(at(hit, 'code'));
  if (!/^[\w.-]+\/[\w.-]+$/.test(code)) return [{ identifier: null, fault: refuse('federation.no_identifier') }];
  try {
    const { value } = await web.json(`${base}/api/v1/datasets/${code}`);
    return readItems(
      [value],
      () => jinshuIdentifier(code, base),
      (item) => mapJinshu(item, { ...source, base }),
    );
  } catch (error) {
    const fault = asFault(error);
    const status = isRefusal(fault) ? fault.params.status : undefined;
    // Withdrawn since the list was read: it is gone, as the list will say the next time.
    if (status === 404 || status === 410) return [];
    return [{ identifier: jinshuIdentifier(code, base), fault }];
  }
}
