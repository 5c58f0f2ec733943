import { Link } from 'react-router';
import { appContext } from '#app/context.ts';
import { developers } from '#app/i18n/developers.ts';
import { guideFrame } from '#app/i18n/guides/frame.ts';
import { paths } from '#app/paths.ts';
import { guideIndex } from '#app/present/guides/shown.server.ts';
import { useT } from '#app/present/words.ts';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/_public.developers_.guides._index.ts';

export function loader({ context }: Route.LoaderArgs) {
  return { groups: guideIndex(context.get(appContext).ctx.locale) };
}

export default function Guides({ loaderData: { groups } }: Route.ComponentProps) {
  const t = useT(guideFrame);
  const d = useT(developers);
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        breadcrumb={[{ label: d('title'), to: paths.developers() }]}
        actions={
          <a className="btn" data-look="plain" href={paths.apiDocs()}>
            {d('docs')}
          </a>
        }
      />
      {groups.map((group) => (
        <Section margin key={group.title} title={group.title}>
          <ul className="guide-list">
            {group.guides.map((guide) => (
              <li key={guide.slug}>
                <h3>
                  <Link to={paths.guide(guide.slug)}>{guide.title}</Link>
                </h3>
                <p>{guide.lead}</p>
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </>
  );
}
