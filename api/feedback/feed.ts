/** Data requests as a feed: all, of one agency, or those that were answered (also refused), the newest first. */
import type { Ctx } from '#api/context.ts';
import { refuse } from '#api/kernel/refusal.ts';
import type { Locale } from '#api/kernel/words.ts';
import type { Feed, FeedEntry } from '#api/subscriptions/atom.ts';
import { uuidOf } from '#api/subscriptions/feeds.ts';
import { themeText } from '#api/subscriptions/rules/target.ts';
import { requestStates } from './rules/codes.ts';
import { feedWord } from './rules/feed-words.ts';
import * as store from './store.ts';

const pageSize = 50;
/** A feed that has nothing to tell yet still has to say since when: the day the regulation came into force. */
const beginning = '2026-01-01T00:00:00.000Z';

export interface RequestFeedAsked {
  readonly locale: Locale;
  /** Address of the feed as it was asked for, without paging. */
  readonly path: string;
  /** Social credit code of the agency whose turn it is or was. */
  readonly agency?: string;
  readonly answered: boolean;
  /** From 1. */
  readonly page?: number;
}

/** Refuses `request.not_found` where no such agency is known. What was taken down or withdrawn is left out. */
export async function readRequestFeed(
  ctx: Ctx,
  { locale, path, agency, answered, page = 1 }: RequestFeedAsked,
): Promise<Feed> {
  const whose = agency === undefined ? null : await store.agencyBy(ctx.db, agency);
  if (agency !== undefined && whose === null) throw refuse('request.not_found');
  const scope = { answered, ...(whose === null ? {} : { agencyId: whose.id }) };
  const rows = await store.listForFeed(ctx.db, scope, { skip: (page - 1) * pageSize, take: pageSize + 1 });
  const shown = rows.slice(0, pageSize);
  const agencies = await store.organizationsById(
    ctx.db,
    shown.map((row) => row.agencyId),
  );
  const base = ctx.env.PUBLIC_URL;
  const named = (one: { readonly name: string; readonly nameEn: string | null } | null | undefined) =>
    one == null ? null : ((locale === 'en' ? one.nameEn : null) ?? one.name);
  const at = (row: store.Request) => (answered ? (row.answeredAt ?? row.updatedAt) : row.updatedAt).toISOString();
  const address = (number: number) =>
    `${base}${path}${number === 1 ? '' : `${path.includes('?') ? '&' : '?'}page=${number}`}`;
  const of = named(whose);
  const title = feedWord(answered ? 'answered' : 'all', locale);
  return {
    id: `${base}${path}`,
    self: address(page),
    first: address(1),
    next: rows.length > pageSize ? address(page + 1) : null,
    ...(page > 1 ? { previous: address(page - 1) } : {}),
    alternate: `${base}/requests${whose === null ? '' : `?agency=${whose.uscc}`}`,
    locale,
    title: of === null ? title : `${title} | ${of}`,
    subtitle: feedWord(answered ? 'subtitle_answered' : 'subtitle', locale),
    platform: feedWord('platform', locale),
    updated: shown[0] === undefined ? beginning : at(shown[0]),
    entries: shown.map((row): FeedEntry => {
      const state = requestStates.label(row.state, locale);
      return {
        id: `urn:uuid:${uuidOf(row.id)}`,
        title: `${row.title}${locale === 'zh' ? '：' : ': '}${state}`,
        updated: at(row),
        published: row.filedAt.toISOString(),
        url: `${base}/requests/${row.id}`,
        author: named(row.agencyId === null ? null : agencies.get(row.agencyId)) ?? feedWord('platform', locale),
        categories: [
          { scheme: `${base}/requests`, term: row.state, label: state },
          ...(row.theme === ''
            ? []
            : [{ scheme: `${base}/themes`, term: row.theme, label: themeText(row.theme, locale) }]),
        ],
        related: `${base}/api/v1/requests/${row.id}`,
        summary: row.answer ?? row.purpose,
      };
    }),
  };
}
