import { Link } from 'react-router';
import { appContext } from '#app/context.ts';
import { developers } from '#app/i18n/developers.ts';
import { guideFrame } from '#app/i18n/guides/frame.ts';
import { paths } from '#app/paths.ts';
import { guideFacts, showGuide } from '#app/present/guides/shown.server.ts';
import { useT } from '#app/present/words.ts';
import { Part } from '#app/ui/guides/part.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/_public.developers_.guides.$slug.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const facts = await guideFacts(ctx, (query) =>
    services.search.search(ctx, {
      q: '',
      theme: [],
      agency: [],
      region: [],
      format: [],
      update_cycle: [],
      source: [],
      sort: 'downloads',
      page: 1,
      page_size: 1,
      ...query,
    }),
  );
  const guide = showGuide(params.slug, facts, ctx.locale);
  if (guide === null) throw new Response(null, { status: 404 });
  return { guide, code: facts.licensed };
}

export default function GuidePage({ loaderData: { guide, code } }: Route.ComponentProps) {
  const t = useT(guideFrame);
  const d = useT(developers);
  return (
    <>
      <PageHeader
        title={guide.title}
        lead={guide.lead}
        breadcrumb={[
          { label: d('title'), to: paths.developers() },
          { label: t('title'), to: paths.guides() },
        ]}
      />
      <Tabs label={t('on_page')} tabs={guide.parts.map(({ id, title }) => ({ to: `#${id}`, label: title }))} />
      {guide.parts.map((part) => (
        <Part key={part.id} part={part} />
      ))}
      <p className="help mt-8">{t('example', { code })}</p>
      <nav className="guide-order" aria-label={t('order')}>
        {guide.previous === null ? (
          <Link to={paths.guides()}>{t('all')}</Link>
        ) : (
          <Link to={paths.guide(guide.previous.slug)} rel="prev">
            <span className="help">{t('previous')}</span> {guide.previous.title}
          </Link>
        )}
        {guide.next === null ? (
          <Link to={paths.guides()}>{t('all')}</Link>
        ) : (
          <Link to={paths.guide(guide.next.slug)} rel="next">
            <span className="help">{t('next')}</span> {guide.next.title}
          </Link>
        )}
      </nav>
    </>
  );
}
