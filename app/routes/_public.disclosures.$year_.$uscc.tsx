import { Link } from 'react-router';
import { disclosureRoles } from '#api/market/rules/disclosure.ts';
import { appContext } from '#app/context.ts';
import { marketDisclosures } from '#app/i18n/market-disclosures.ts';
import { disclosureJson, disclosurePdf, paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { DisclosureTables } from '#app/ui/market/disclosure-tables.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import type { Route } from './+types/_public.disclosures.$year_.$uscc.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(() => services.market.getDisclosure(ctx, Number(params.year) || 0, params.uscc.slice(0, 18)));
}

export default function Disclosure({ loaderData: d }: Route.ComponentProps) {
  const t = useT(marketDisclosures);
  const locale = useLocale();
  const { organization: body, role } = d.content;
  return (
    <>
      <PageHeader
        title={t('one', { name: body.name, year: d.year })}
        breadcrumb={[{ label: t('crumb'), to: paths.disclosures(d.year) }]}
        meta={
          <>
            <span>{disclosureRoles.label(role, locale)}</span>
            <DateText instant={d.published_at} />
            {d.late && <span>{t('late_published')}</span>}
          </>
        }
      />
      <Section title={t('facts')}>
        <DescriptionList
          facts={[
            { term: t('body'), value: <span lang="zh-CN">{body.name}</span> },
            { term: t('uscc'), value: body.uscc },
            { term: t('contact'), value: body.contact },
            { term: t('no'), value: d.no },
            { term: t('version'), value: d.version },
          ]}
        />
        <p className="actions">
          <a className="btn" data-look="plain" href={disclosurePdf(d.year, body.uscc)}>
            {t('pdf')}
          </a>
          <a href={disclosureJson(d.year, body.uscc)}>{t('export_json')}</a>
          <Link to={paths.verify(d.document_id)}>{t('verify')}</Link>
        </p>
      </Section>
      <DisclosureTables content={d.content} />
      {d.versions.length > 1 && (
        <Section title={t('versions')}>
          <Timeline
            events={[...d.versions].reverse().map((one) => ({
              id: one.no,
              at: one.published_at,
              who: one.no,
              what: `${t('version')} ${one.version}`,
              say: one.remarks,
            }))}
          />
        </Section>
      )}
    </>
  );
}
