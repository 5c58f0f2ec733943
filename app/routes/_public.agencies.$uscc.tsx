import { appContext } from '#app/context.ts';
import { portal } from '#app/i18n/portal.ts';
import { score as scoreWords } from '#app/i18n/score.ts';
import { paths } from '#app/paths.ts';
import { find } from '#app/present/find.server.ts';
import { orRefusal } from '#app/present/form.ts';
import { numberText } from '#app/present/format.ts';
import { usePlace } from '#app/present/place.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Finder } from '#app/ui/finder.tsx';
import { Follow } from '#app/ui/follow.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/_public.agencies.$uscc.ts';

export async function loader({ context, params: { uscc }, url }: Route.LoaderArgs) {
  const app = context.get(appContext);
  const agency = await orRefusal(() => app.services.organizations.getByUscc(app.ctx, uscc));
  const score = await app.services.score.showAgencyScore(app.ctx, uscc);
  return { agency, score, ...(await find(app, url, { agency: [agency.uscc] })) };
}

export default function Agency({ loaderData: { agency, score, query, result, sketches } }: Route.ComponentProps) {
  const t = useT(portal);
  const s = useT(scoreWords);
  const locale = useLocale();
  const place = usePlace();
  const name = locale === 'en' ? (agency.name_en ?? agency.name) : agency.name;
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: t('datasets'), to: paths.datasets() }]}
        title={name}
        lead={t('agency_lead', { name })}
        meta={
          <>
            <span>{place(agency.region_code)}</span>
            <span>
              {t('uscc')} {agency.uscc}
            </span>
            {agency.contact !== null && (
              <span>
                {t('contact')} {agency.contact}
              </span>
            )}
            {score.mean !== null && (
              <span>
                {s('agency_mean', { mean: score.mean, n: numberText(score.datasets, locale), count: score.datasets })}
              </span>
            )}
          </>
        }
      />
      <Follow target="agency" value={agency.uscc} name={name} />
      <Finder path={paths.agency(agency.uscc)} query={query} result={result} sketches={sketches} fixed={['agency']} />
    </>
  );
}
