/** A DCAT catalogue page by page: by Hydra's links, or by counting where the address itself has a `page=`. */
import { datasetsIn, dcatIdentifier, mapDcat, nextPage, totalItems } from '../rules/dcat.ts';
import { at } from '../rules/json.ts';
import { refuse } from '../rules/refusals.ts';
import { textIn } from '../rules/text.ts';
import { graphOf } from './rdf.ts';
import { maxPages, type Reader, readItems } from './reader.ts';

const accept = 'text/turtle, application/ld+json;q=0.9, application/rdf+xml;q=0.8, application/n-triples;q=0.7';

export const readDcat: Reader = async function* (web, source, { since, position, paged, size }) {
  const begun = textIn(at(position, 'url'));
  // A file that lies there as it is may not know questions; a catalogue that pages was made by a server that may.
  let url =
    begun === '' ? (since !== null && paged ? withParameter(source.url, 'modified_since', since) : source.url) : begun;
  const visited = new Set<string>();
  const known = new Set<string>();
  for (let page = 0; page < maxPages; page++) {
    if (visited.has(url)) throw refuse('federation.page_loop', { url });
    visited.add(url);
    const document = await web.document(url, accept);
    const graph = await graphOf(document);
    const subjects = datasetsIn(graph);
    // Blank nodes are named anew on every page; what the dataset calls itself is not.
    const nameOf = (subject: string) => dcatIdentifier(graph, subject);
    const fresh = subjects.filter((subject) => !known.has(nameOf(subject)));
    if (page === 0 && begun === '' && subjects.length === 0 && since === null)
      throw refuse('federation.no_datasets', { url });
    const names = fresh.map(nameOf).filter((name) => name !== '');
    for (const name of names) known.add(name);
    const linked = nextPage(graph);
    const next = linked ?? (names.length > 0 ? counted(url) : null);
    const told = totalItems(graph);
    const about = { paged: linked !== null || told !== null, ...(told === null || since !== null ? {} : { told }) };
    const take = (some: readonly string[]) =>
      readItems(
        some,
        (subject) => nameOf(subject as string),
        (subject) => mapDcat(graph, subject as string, source),
      );
    // A whole catalogue in one document is taken in parts, with turns for others; it counts as read after the last of them.
    let from = 0;
    for (; fresh.length - from > size; from += size)
      yield { items: take(fresh.slice(from, from + size)), read: 0, position: { url }, ...about };
    yield { items: take(fresh.slice(from)), read: fresh.length, position: { url: next ?? url }, ...about };
    if (next === null) return;
    url = next;
  }
  throw refuse('federation.too_many_pages', { limit: maxPages });
};

function withParameter(url: string, name: string, value: string): string {
  const made = new URL(url);
  made.searchParams.set(name, value);
  return made.href;
}

/** The address with `page` one higher; null where it has none. */
function counted(url: string): string | null {
  const page = Number(new URL(url).searchParams.get('page') ?? Number.NaN);
  return Number.isInteger(page) && page >= 0 ? withParameter(url, 'page', String(page + 1)) : null;
}
