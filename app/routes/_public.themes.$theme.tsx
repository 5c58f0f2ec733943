import { data } from 'react-router';
import { themes } from '#api/catalog/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { portal } from '#app/i18n/portal.ts';
import { paths } from '#app/paths.ts';
import { find } from '#app/present/find.server.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Finder } from '#app/ui/finder.tsx';
import { Follow } from '#app/ui/follow.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/_public.themes.$theme.ts';

export async function loader({ context, params: { theme }, url }: Route.LoaderArgs) {
  if (!themes.is(theme)) throw data(null, 404);
  return { theme, ...(await find(context.get(appContext), url, { theme: [theme] })) };
}

export default function Theme({ loaderData: { theme, query, result, sketches } }: Route.ComponentProps) {
  const t = useT(portal);
  const name = themes.label(theme, useLocale());
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: t('datasets'), to: paths.datasets() }]}
        title={t('theme_title', { theme: name })}
        lead={t('theme_lead', { theme: name })}
      />
      <div className="mb-6">
        <Follow target="theme" value={theme} name={name} />
      </div>
      <Finder path={paths.theme(theme)} query={query} result={result} sketches={sketches} fixed={['theme']} />
    </>
  );
}
