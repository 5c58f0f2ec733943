/** The roots as Atom, so that somebody else's reader keeps them without being asked. */
import type { Ctx } from '#api/context.ts';
import { inLocale, type Locale } from '#api/kernel/words.ts';
import type { Feed } from '#api/subscriptions/atom.ts';
import { listRoots } from './roots.ts';
import { feedWords } from './rules/words.ts';

export async function readRootFeed(
  ctx: Ctx,
  { locale, path }: { readonly locale: Locale; readonly path: string },
): Promise<Feed> {
  const base = ctx.env.PUBLIC_URL;
  const say = (word: keyof typeof feedWords) => inLocale(feedWords[word], locale);
  const { items } = await listRoots(ctx, { page: 1, page_size: 100 });
  return {
    id: `${base}${path}`,
    self: `${base}${path}`,
    first: `${base}${path}`,
    next: null,
    alternate: `${base}/audit-roots`,
    locale,
    title: say('title'),
    subtitle: say('subtitle'),
    platform: say('platform'),
    updated: items[0]?.made_at ?? ctx.clock.now().toISOString(),
    entries: items.map((root) => ({
      id: `${base}/api/v1/audit/roots/${root.number}`,
      title: `${root.number} · ${root.day}`,
      updated: root.stamped_at ?? root.made_at,
      published: root.made_at,
      url: `${base}/audit-roots`,
      author: root.signer,
      categories: [],
      related: `${base}/api/v1/audit/roots/${root.number}`,
      summary: `size ${root.size} · root ${root.root_hash} · statement ${root.sha256}`,
    })),
  };
}
