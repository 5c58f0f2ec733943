/** The Atom document (RFC 4287, paging by RFC 5005 section 3). */
import { create } from 'xmlbuilder2';
import type { Locale } from '#api/kernel/words.ts';

export interface FeedEntry {
  readonly id: string;
  readonly title: string;
  readonly updated: string;
  readonly published: string;
  readonly url: string;
  readonly author: string;
  readonly categories: readonly { readonly scheme: string; readonly term: string; readonly label: string }[];
  /** The permanent identifier of the dataset. */
  readonly related: string;
  readonly summary: string;
}

export interface Feed {
  readonly id: string;
  readonly self: string;
  readonly first: string;
  readonly next: string | null;
  readonly previous?: string;
  readonly alternate: string;
  readonly locale: Locale;
  readonly title: string;
  readonly subtitle: string;
  readonly platform: string;
  readonly updated: string;
  readonly entries: readonly FeedEntry[];
}

const namespace = 'http://www.w3.org/2005/Atom';
const type = 'application/atom+xml';

export function atomXml(feed: Feed): string {
  // What XML 1.0 cannot hold at all (control characters in a title) goes, or no reader could open the feed.
  const root = create({ version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '' }).ele(namespace, 'feed', {
    'xml:lang': feed.locale === 'zh' ? 'zh-CN' : 'en',
  });
  const link = (on: typeof root, rel: string, href: string, more: Readonly<Record<string, string>> = {}) =>
    on.ele('link', { rel, href, ...more });
  root.ele('id').txt(feed.id);
  root.ele('title').txt(feed.title);
  root.ele('subtitle').txt(feed.subtitle);
  root.ele('updated').txt(feed.updated);
  root.ele('author').ele('name').txt(feed.platform);
  link(root, 'self', feed.self, { type });
  link(root, 'alternate', feed.alternate, { type: 'text/html' });
  link(root, 'first', feed.first, { type });
  if (feed.previous !== undefined) link(root, 'previous', feed.previous, { type });
  if (feed.next !== null) link(root, 'next', feed.next, { type });
  root.ele('generator', { uri: new URL('/', feed.self).href }).txt('Jinshu');
  for (const entry of feed.entries) {
    const on = root.ele('entry');
    on.ele('id').txt(entry.id);
    on.ele('title').txt(entry.title);
    on.ele('updated').txt(entry.updated);
    on.ele('published').txt(entry.published);
    on.ele('author').ele('name').txt(entry.author);
    link(on, 'alternate', entry.url, { type: 'text/html' });
    link(on, 'related', entry.related);
    for (const { scheme, term, label } of entry.categories) on.ele('category', { scheme, term, label });
    on.ele('summary', { type: 'text' }).txt(entry.summary);
  }
  return root.end({ prettyPrint: true });
}
