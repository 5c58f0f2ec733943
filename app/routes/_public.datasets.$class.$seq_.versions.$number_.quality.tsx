import { data } from 'react-router';
import { appContext } from '#app/context.ts';
import { quality as words } from '#app/i18n/quality.ts';
import { paths, withQuery } from '#app/paths.ts';
import { versionPath } from '#app/present/dataset-links.ts';
import { plainView, rowsPerPage, viewQuery } from '#app/present/dataset-view.ts';
import { orRefusal } from '#app/present/form.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Measures, Standing, TableReports } from '#app/ui/quality/report.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/_public.datasets.$class.$seq_.versions.$number_.quality.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const number = params.number === 'latest' ? 'latest' : Number(params.number);
  if (number !== 'latest' && !/^[1-9]\d{0,5}$/.test(params.number)) throw data(null, 404);
  const code = `${params.class}/${params.seq}`;
  return orRefusal(async () => {
    const { entry, access } = await services.datasets.showDataset(ctx, code);
    const report = await services.quality.showPublicQuality(ctx, code, number);
    const { title, title_en } = entry.content;
    return { code, title, title_en, open: access === 'open', report };
  });
}

export default function VersionQuality({ loaderData: { code, open, report, ...names } }: Route.ComponentProps) {
  const t = useT(words);
  const title = useLocale() === 'en' && names.title_en !== '' ? names.title_en : names.title;
  const path = versionPath(code, report.version);
  return (
    <>
      <PageHeader
        title={`${t('report_title', { n: report.version })} · ${title}`}
        breadcrumb={[{ label: title, to: paths.dataset(code) }]}
        lead={<p>{t('report_lead')}</p>}
        actions={
          <LinkButton
            look="plain"
            size="small"
            reloadDocument
            to={`/api/v1${path}/quality`}
            download={`quality-${report.version}.json`}
          >
            {t('download')}
          </LinkButton>
        }
      />
      <Section title={t('report')}>
        <div className="stack">
          <Standing report={report} />
          <Measures measures={report.measures} />
        </div>
      </Section>
      <TableReports
        report={report}
        rowHref={
          open
            ? (table, { column, rule }, row, value) => {
                const single = rule.rule !== 'unique' || rule.with.length === 0;
                const filter =
                  column === null
                    ? null
                    : rule.rule === 'not_null'
                      ? `${column}:isnull`
                      : single && value !== null
                        ? `${column}:eq:${value}`
                        : null;
                const view = {
                  ...plainView,
                  table: table.number,
                  ...(filter === null ? { page: Math.floor(row / rowsPerPage) + 1 } : { filters: [filter] }),
                };
                return `${withQuery(path, viewQuery(view))}#preview`;
              }
            : null
        }
      />
    </>
  );
}
