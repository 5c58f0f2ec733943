import { appContext } from '#app/context.ts';
import { portal } from '#app/i18n/portal.ts';
import { paths } from '#app/paths.ts';
import { find } from '#app/present/find.server.ts';
import { facetNames } from '#app/present/find-query.ts';
import { useT } from '#app/present/words.ts';
import { Finder } from '#app/ui/finder.tsx';
import { FollowSearch } from '#app/ui/follow.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { SearchBox } from '#app/ui/search-box.tsx';
import type { Route } from './+types/_public.datasets._index.ts';

export function loader({ context, url }: Route.LoaderArgs) {
  return find(context.get(appContext), url);
}

export default function Datasets({ loaderData: { query, result, sketches } }: Route.ComponentProps) {
  const t = useT(portal);
  const keep = facetNames.flatMap((name) => (query[name] ?? []).map((value) => [name, value] as const));
  return (
    <>
      <PageHeader title={query.q === undefined ? t('title') : t('title_words', { q: query.q })} />
      <div className="mb-8 grid max-w-[48rem] gap-4">
        <SearchBox large defaultValue={query.q ?? ''} keep={keep} />
        <FollowSearch query={query} />
      </div>
      <Finder path={paths.datasets()} query={query} result={result} sketches={sketches} />
    </>
  );
}
