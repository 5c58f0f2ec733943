import { Link } from 'react-router';
import { inspectionKinds, inspectionStates } from '#api/supervision/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { supervision } from '#app/i18n/supervision.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList, Void } from '#app/ui/description-list.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { DrawFacts, inspectionTone } from '#app/ui/supervision/draw-facts.tsx';
import { CircumstanceName, UnitName, Zh } from '#app/ui/supervision/parts.tsx';
import type { Route } from './+types/_public.supervision.inspections.$id.ts';

export async function loader({ context, params: { id } }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(() => services.inspections.showPublicInspection(ctx, id));
}

export default function PublicInspection({ loaderData: c }: Route.ComponentProps) {
  const t = useT(supervision);
  const side = useSide();
  return (
    <>
      <PageHeader
        title={t('insp_case', { no: c.no })}
        breadcrumb={[{ label: t('pub_title'), to: paths.publicSupervision() }]}
        meta={<StateDot tone={inspectionTone(c.state)}>{side(inspectionStates.words[c.state])}</StateDot>}
      />
      <DescriptionList
        facts={[
          { term: t('insp_name'), value: <Zh>{c.title}</Zh> },
          { term: t('kind'), value: side(inspectionKinds.words[c.kind]) },
          { term: t('department'), value: <Zh>{c.department}</Zh> },
          { term: t('insp_basis'), value: <Zh>{c.basis}</Zh> },
          ...(c.published_at === null ? [] : [{ term: t('publish'), value: <DateText instant={c.published_at} /> }]),
        ]}
      />
      {c.commitment !== null && (
        <Section title={t('draw')}>
          <DrawFacts draw={c} />
        </Section>
      )}
      <Section title={t('results')}>
        {c.summary === null ? <p>{t('results_later')}</p> : <Zh>{c.summary}</Zh>}
        {c.results.length > 0 && (
          <DataTable
            caption={t('results')}
            captionHidden
            columns={[
              {
                key: 'body',
                head: t('agency'),
                cell: (row) => <UnitName of={{ name: row.body, name_en: row.body_en }} />,
              },
              {
                key: 'findings',
                head: t('findings'),
                cell: (row) =>
                  row.findings.length === 0 ? (
                    t('no_findings')
                  ) : (
                    <ul>
                      {row.findings.map((one) => (
                        <li key={`${one.circumstance}-${one.article}`}>
                          <CircumstanceName code={one.circumstance} /> <Zh>{one.article}</Zh>
                        </li>
                      ))}
                    </ul>
                  ),
              },
              {
                key: 'paper',
                head: t('record_paper'),
                cell: (row) =>
                  row.document_id === null ? <Void /> : <Link to={paths.verify(row.document_id)}>{t('verify')}</Link>,
              },
            ]}
            rows={c.results}
            rowKey={(row) => row.body}
          />
        )}
      </Section>
    </>
  );
}
