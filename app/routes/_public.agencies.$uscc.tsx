import { Fragment } from 'react';
import { Link } from 'react-router';
import { appContext } from '#app/context.ts';
import { portal } from '#app/i18n/portal.ts';
import { score as scoreWords } from '#app/i18n/score.ts';
import { paths } from '#app/paths.ts';
import { find } from '#app/present/find.server.ts';
import { orRefusal } from '#app/present/form.ts';
import { numberText } from '#app/present/format.ts';
import { usePlace } from '#app/present/place.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { Finder } from '#app/ui/finder.tsx';
import { Follow } from '#app/ui/follow.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/_public.agencies.$uscc.ts';

export async function loader({ context, params: { uscc }, url }: Route.LoaderArgs) {
  const app = context.get(appContext);
  const agency = await orRefusal(() => app.services.organizations.showRecord(app.ctx, uscc));
  const score = await app.services.score.showAgencyScore(app.ctx, uscc);
  return { agency, score, ...(await find(app, url, { agency: [agency.uscc] })) };
}

export default function Agency({ loaderData: { agency, score, query, result, sketches } }: Route.ComponentProps) {
  const t = useT(portal);
  const s = useT(scoreWords);
  const locale = useLocale();
  const place = usePlace();
  const nameOf = (one: { name: string; name_en: string | null }) =>
    locale === 'en' ? (one.name_en ?? one.name) : one.name;
  const name = nameOf(agency);
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
            {agency.former_names.map((one) => (
              <span key={one.until + one.name}>
                {t('former_name', { name: nameOf(one) })} <DateText day={one.until} />
              </span>
            ))}
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
      {agency.ended !== null && (
        <Notice tone="warn" title={t(`ended_${agency.ended.kind}`)}>
          <p>
            {t('ended_on')} <DateText day={agency.ended.on} />
            {` · ${agency.ended.document_no}`}
          </p>
          {agency.ended.successors.length > 0 && (
            <p>
              {t('goes_on')}{' '}
              {agency.ended.successors.map((one, at) => (
                <Fragment key={one.uscc}>
                  {at > 0 && t('and')}
                  <Link to={paths.agency(one.uscc)}>{nameOf(one)}</Link>
                </Fragment>
              ))}
            </p>
          )}
        </Notice>
      )}
      {agency.ended === null && <Follow target="agency" value={agency.uscc} name={name} />}
      <Finder path={paths.agency(agency.uscc)} query={query} result={result} sketches={sketches} fixed={['agency']} />
    </>
  );
}
