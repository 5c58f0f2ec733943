/** What the Atom feeds say: changes of everything, a dataset, an agency, a theme; and what a search finds. */
import { type Ctx, systemContext } from '#api/context.ts';
import { prefixes } from '#api/kernel/ids.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import type { Locale } from '#api/kernel/words.ts';
import { search } from '#api/search/service.ts';
import type { Feed, FeedEntry } from './atom.ts';
import { scopeOf } from './digest.ts';
import { searchInput } from './record.ts';
import { changeText } from './rules/change.ts';
import { changeKinds, type Target } from './rules/codes.ts';
import { feedWord } from './rules/feed-words.ts';
import { canonicalTarget, themeText } from './rules/target.ts';
import { changeUrl } from './show.ts';
import * as store from './store.ts';
import { about } from './target.ts';

const pageSize = 50;
/** A feed that has nothing to tell yet still has to say since when: the day the regulation came into force. */
const beginning = '2026-01-01T00:00:00.000Z';

export interface FeedAsked {
  readonly target: Target;
  readonly value: string;
  readonly locale: Locale;
  /** Address of the feed as it was asked for, without paging. */
  readonly path: string;
  /** Id of a change: the page begins after it. */
  readonly before?: string;
  /** Of a search, from 1. */
  readonly page?: number;
}

export async function readFeed(ctx: Ctx, asked: FeedAsked): Promise<Feed> {
  const value = canonicalTarget(asked.target, asked.value);
  // A feed of all datasets is a search for nothing in particular.
  if (asked.target === 'search') return searchFeed(ctx, { ...asked, value: value ?? '' });
  if (value === null) throw refuseAnywhere('request.not_found');
  return changesFeed(ctx, { ...asked, value });
}

async function changesFeed(ctx: Ctx, { target, value, locale, path, before }: FeedAsked): Promise<Feed> {
  const scope = await scopeOf(ctx.db, { target, targetValue: value });
  if (scope === null || (target === 'dataset' && (await store.publicTitle(ctx.db, value)) === null))
    throw refuseAnywhere('request.not_found');
  const rows = await store.listChanges(ctx.db, scope, {
    ...(before === undefined ? {} : { before }),
    take: pageSize + 1,
  });
  const shown = rows.slice(0, pageSize);
  const agencies = await store.organizationsById(
    ctx.db,
    shown.map((row) => row.providerId),
  );
  const base = ctx.env.PUBLIC_URL;
  const { about_zh, about_en } = await about(ctx, { target, targetValue: value });
  const last = shown.at(-1);
  return {
    id: `${base}${path}`,
    self: `${base}${withParam(path, 'before', before)}`,
    first: `${base}${path}`,
    next: rows.length > pageSize && last !== undefined ? `${base}${withParam(path, 'before', last.id)}` : null,
    alternate: `${base}${pageOf(target, value)}`,
    locale,
    title:
      target === 'catalogue'
        ? feedWord('catalogue', locale)
        : `${feedWord('catalogue', locale)} | ${locale === 'zh' ? about_zh : about_en}`,
    subtitle: feedWord('subtitle', locale),
    platform: feedWord('platform', locale),
    updated: shown[0]?.at.toISOString() ?? beginning,
    entries: shown.map((row): FeedEntry => {
      const agency = agencies.get(row.providerId);
      const at = row.at.toISOString();
      return {
        id: `urn:uuid:${uuidOf(row.id)}`,
        title: `${row.title}${locale === 'zh' ? '：' : ': '}${changeKinds.label(row.kind, locale)}`,
        updated: at,
        published: at,
        url: changeUrl(base, row),
        author: (locale === 'en' ? agency?.nameEn : null) ?? agency?.name ?? feedWord('platform', locale),
        categories: [
          { scheme: `${base}/feeds/kinds`, term: row.kind, label: changeKinds.label(row.kind, locale) },
          ...(row.theme === ''
            ? []
            : [{ scheme: `${base}/themes`, term: row.theme, label: themeText(row.theme, locale) }]),
        ],
        related: `${base}/id/${row.code}`,
        summary: changeText(row.kind, row.summary, locale),
      };
    }),
  };
}

async function searchFeed(ctx: Ctx, { value, locale, path, page = 1 }: FeedAsked): Promise<Feed> {
  const found = await search(
    { ...systemContext(ctx), locale },
    { ...searchInput(value), sort: 'updated', page, page_size: pageSize },
  );
  const base = ctx.env.PUBLIC_URL;
  const said = await about(ctx, { target: 'search', targetValue: value });
  return {
    id: `${base}${path}`,
    self: `${base}${withParam(path, 'page', page === 1 ? undefined : String(page))}`,
    first: `${base}${path}`,
    next: page * pageSize < found.total ? `${base}${withParam(path, 'page', String(page + 1))}` : null,
    ...(page > 1 ? { previous: `${base}${withParam(path, 'page', page === 2 ? undefined : String(page - 1))}` } : {}),
    alternate: `${base}/datasets${value === '' ? '' : `?${value}`}`,
    locale,
    title: value === '' ? feedWord('search', locale) : locale === 'zh' ? said.about_zh : said.about_en,
    subtitle: feedWord('subtitle_search', locale),
    platform: feedWord('platform', locale),
    updated: found.items.reduce((newest, item) => (item.updated_at > newest ? item.updated_at : newest), beginning),
    entries: found.items.map(
      (item): FeedEntry => ({
        id: `${base}/id/${item.code}`,
        title: (locale === 'en' ? item.title_en : null) ?? item.title,
        updated: item.updated_at,
        published: item.published_at,
        url: `${base}${item.page}`,
        author: (locale === 'en' ? item.provider.name_en : null) ?? item.provider.name,
        categories:
          item.theme === ''
            ? []
            : [{ scheme: `${base}/themes`, term: item.theme, label: themeText(item.theme, locale) }],
        related: item.kind === 'entry' ? `${base}/id/${item.code}` : `${base}${item.page}`,
        summary: item.abstract,
      }),
    ),
  };
}

function withParam(path: string, name: string, value: string | undefined): string {
  return value === undefined ? path : `${path}${path.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`;
}

function pageOf(target: Target, value: string): string {
  if (target === 'dataset') return `/datasets/${value}`;
  if (target === 'agency') return `/agencies/${value}`;
  return target === 'theme' ? `/themes/${value}` : '/datasets';
}

/** Our ids are UUIDs in base32hex (kernel/ids): the same number in the notation of RFC 9562, which no host owns. */
export function uuidOf(id: string): string {
  let bits = 0n;
  for (const digit of id.slice(prefixes.change.length + 1)) bits = (bits << 5n) | BigInt(Number.parseInt(digit, 32));
  const hex = (bits >> 2n).toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
