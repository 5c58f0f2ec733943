import { Link } from 'react-router';
import { inspectionKinds, inspectionStates } from '#api/supervision/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { supervision } from '#app/i18n/supervision.ts';
import { paths } from '#app/paths.ts';
import { useSide, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { inspectionTone } from '#app/ui/supervision/draw-facts.tsx';
import { CircumstanceName, UnitName, Zh } from '#app/ui/supervision/parts.tsx';
import type { Route } from './+types/_public.supervision._index.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return services.supervision.showPublic(ctx);
}

export default function PublicSupervision({ loaderData: d }: Route.ComponentProps) {
  const t = useT(supervision);
  const side = useSide();
  return (
    <>
      <PageHeader title={t('pub_title')} lead={t('pub_lead')} />
      <Section title={t('pub_criticisms')}>
        {d.criticisms.length === 0 && <Empty title={t('pub_criticisms_none')} />}
        {d.criticisms.map((one) => (
          <article key={one.no} className="case-action">
            <h3 lang="zh-CN">{one.document_no}</h3>
            <DescriptionList
              facts={[
                { term: t('agency'), value: <UnitName of={{ name: one.agency, name_en: one.agency_en }} /> },
                { term: t('circumstance'), value: <CircumstanceName code={one.circumstance} /> },
                { term: t('facts'), value: <Zh>{one.facts}</Zh> },
                { term: t('issuer'), value: <Zh>{one.issuer}</Zh> },
                { term: t('issued_on'), value: <DateText day={one.issued_on} /> },
                { term: t('public_until'), value: <DateText day={one.public_until} /> },
                { term: t('papers'), value: <Link to={paths.verify(one.document_id)}>{t('verify')}</Link> },
              ]}
            />
          </article>
        ))}
      </Section>
      <Section title={t('pub_inspections')}>
        <DataTable
          caption={t('pub_inspections')}
          captionHidden
          columns={[
            {
              key: 'no',
              head: t('no'),
              kind: 'fixed',
              cell: (row) => <Link to={paths.publicInspection(row.id)}>{row.no}</Link>,
            },
            {
              key: 'state',
              head: t('state'),
              kind: 'fixed',
              cell: (row) =>
                inspectionStates.is(row.state) && (
                  <StateDot tone={inspectionTone(row.state)}>{side(inspectionStates.words[row.state])}</StateDot>
                ),
            },
            { key: 'title', head: t('insp_name'), cell: (row) => <Zh>{row.title}</Zh> },
            {
              key: 'kind',
              head: t('kind'),
              kind: 'fixed',
              cell: (row) => inspectionKinds.is(row.kind) && side(inspectionKinds.words[row.kind]),
            },
            { key: 'bodies', head: t('bodies'), kind: 'number', cell: (row) => row.bodies },
            { key: 'findings', head: t('findings'), kind: 'number', cell: (row) => row.findings },
            { key: 'at', head: t('committed_at'), kind: 'fixed', cell: (row) => <DateText instant={row.at} /> },
          ]}
          rows={d.inspections}
          rowKey={(row) => row.id}
          empty={<Empty title={t('pub_inspections_none')} />}
        />
      </Section>
      <Section title={t('pub_figures')}>
        <DataTable
          caption={t('pub_figures')}
          captionHidden
          columns={[
            {
              key: 'circumstance',
              head: t('circumstance'),
              cell: (row) => <CircumstanceName code={row.circumstance} />,
            },
            { key: 'opened', head: t('f_opened'), kind: 'number', cell: (row) => row.opened },
            { key: 'orders', head: t('f_orders'), kind: 'number', cell: (row) => row.orders },
            { key: 'corrected', head: t('f_corrected'), kind: 'number', cell: (row) => row.corrected },
          ]}
          rows={d.figures}
          rowKey={(row) => row.circumstance}
          empty={<Empty title={t('pub_figures_none')} />}
        />
      </Section>
    </>
  );
}
