/** The showcase as a feed: the newest fifty. */
import type { Ctx } from '#api/context.ts';
import type { Locale } from '#api/kernel/words.ts';
import type { Feed } from '#api/subscriptions/atom.ts';
import { uuidOf } from '#api/subscriptions/feeds.ts';
import { reuseKinds } from './rules/codes.ts';
import { feedWord } from './rules/feed-words.ts';
import { showPublic } from './show.ts';
import * as store from './store.ts';

/** A feed that has nothing to tell yet still has to say since when: the day the regulation came into force. */
const beginning = '2026-01-01T00:00:00.000Z';

export async function readReuseFeed(ctx: Ctx, { locale, path }: { locale: Locale; path: string }): Promise<Feed> {
  const { rows } = await store.listPublic(ctx.db, { sort: 'newest', skip: 0, take: 50 });
  const items = await showPublic(ctx, rows);
  const base = ctx.env.PUBLIC_URL;
  // A text changed since it was first shown is as new as it was sent.
  const updated = ({ content, published_at }: (typeof items)[number]) =>
    content.at > published_at ? content.at : published_at;
  return {
    id: `${base}${path}`,
    self: `${base}${path}`,
    first: `${base}${path}`,
    next: null,
    alternate: `${base}/reuses`,
    locale,
    title: feedWord('title', locale),
    subtitle: feedWord('subtitle', locale),
    platform: feedWord('platform', locale),
    updated: items.map(updated).reduce((newest, at) => (at > newest ? at : newest), beginning),
    entries: items.map(({ id, content, published_at }) => ({
      id: `urn:uuid:${uuidOf(id)}`,
      title: content.title,
      updated: updated({ id, content, published_at, views: 0 }),
      published: published_at,
      url: `${base}/reuses/${id}`,
      author: content.author_name,
      categories: [{ scheme: `${base}/reuses`, term: content.kind, label: reuseKinds.label(content.kind, locale) }],
      related: content.url,
      summary: content.description,
    })),
  };
}
