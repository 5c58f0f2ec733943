import { Link } from 'react-router';
import { appContext } from '#app/context.ts';
import { evaluation } from '#app/i18n/evaluation.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { usePlace } from '#app/present/place.ts';
import { rankingPictures } from '#app/present/ranking-chart.server.ts';
import { useT } from '#app/present/words.ts';
import { Chart } from '#app/ui/chart.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { ChartFigure } from '#app/ui/dataset/chart-figure.tsx';
import { MapFigure } from '#app/ui/dataset/map-figure.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MarkTable } from '#app/ui/evaluation/mark-table.tsx';
import { Name, useName } from '#app/ui/evaluation/name.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/_public.evaluation.$no.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const ranking = await orRefusal(() => services.evaluation.showEvaluationRanking(ctx, params.no));
  const sum = url.searchParams.has('recompute') ? await services.evaluation.recomputeEvaluation(ctx, params.no) : null;
  return { ranking, sum, pictures: rankingPictures(ranking, ctx.locale) };
}

export default function RankingPage({ loaderData: { ranking: r, sum, pictures } }: Route.ComponentProps) {
  const t = useT(evaluation);
  const place = usePlace();
  const name = useName();
  const periods = [...new Set(r.course.map((one) => one.period))];
  const api = `/api/v1/evaluation/rankings/${encodeURIComponent(r.no)}`;
  return (
    <>
      <PageHeader
        title={`${name(r.title, r.title_en)} ${r.period}`}
        breadcrumb={[{ label: t('public_title'), to: paths.rankings() }]}
        meta={
          <>
            <span>{place(r.region_code)}</span>
            <span lang="zh-CN">{r.document_no}</span>
            <DateText instant={r.published_at} />
            <span>{t('version', { n: r.version })}</span>
          </>
        }
        actions={
          <>
            <Link className="btn" data-look="plain" to={paths.rankingScheme(r.scheme_id)}>
              {t('scheme_link')}
            </Link>
            <a className="btn" data-look="plain" href={`${api}/scores.csv`} download>
              {t('csv')}
            </a>
            <a className="btn" data-look="plain" href={api}>
              {t('json')}
            </a>
            <a className="btn" data-look="plain" href={`${api}/cut.json`} download>
              {t('cut_file')}
            </a>
          </>
        }
      />
      {!r.weights_verified && <Notice title={t('unverified')}>{t('unverified_text')}</Notice>}
      <Section id="ranking" title={t('ranking')}>
        {pictures.map !== null && <MapFigure model={pictures.map} />}
        {pictures.bodies !== null && <ChartFigure chart={pictures.bodies} />}
        <DataTable
          caption={t('ranking')}
          captionHidden
          columns={[
            {
              key: 'name',
              head: t('body'),
              cell: (row) => (
                <a href={`#body-${row.key}`}>
                  <Name zh={row.name} en={row.name_en} />
                </a>
              ),
            },
            { key: 'place', head: t('place'), kind: 'number', cell: (row) => row.place },
            { key: 'score', head: t('score'), kind: 'number', cell: (row) => row.score ?? t('not_judged') },
            { key: 'weight', head: t('judged_weight'), kind: 'number', cell: (row) => row.judged_weight },
          ]}
          rows={r.bodies}
          rowKey={(row) => row.key}
        />
      </Section>
      {pictures.regions !== null && (
        <Section title={t('by_region')} lead={t('by_region_lead')}>
          <Chart chart={pictures.regions} />
        </Section>
      )}
      {periods.length > 1 && (
        <Section id="course" title={t('course')} lead={t('course_lead')}>
          {pictures.course !== null && <ChartFigure chart={pictures.course} title={null} />}
          <DataTable
            caption={t('course')}
            captionHidden
            columns={[
              { key: 'name', head: t('body'), cell: (row) => <Name zh={row.name} en={row.name_en} /> },
              ...periods.map((period) => ({
                key: period,
                head: period,
                kind: 'number' as const,
                cell: (row: (typeof r.bodies)[number]) =>
                  r.course.find((one) => one.period === period && one.key === row.key)?.score ?? null,
              })),
            ]}
            rows={r.bodies}
            rowKey={(row) => row.key}
          />
        </Section>
      )}
      <Section id="matrix" title={t('matrix')}>
        {r.bodies.map((body) => (
          <details key={body.key} id={`body-${body.key}`} className="case-action">
            <summary>
              <Name zh={body.name} en={body.name_en} /> {body.score ?? t('not_judged')}
            </summary>
            <MarkTable marks={body.marks} caption={name(body.name, body.name_en)} />
          </details>
        ))}
      </Section>
      <Section id="recompute" title={t('recompute')} lead={t('recompute_lead')}>
        {sum === null ? (
          <a
            className="btn"
            data-look="plain"
            href={`${paths.ranking(r.no, { recompute: 1 })}#recompute`}
            rel="nofollow"
          >
            {t('recompute_do')}
          </a>
        ) : (
          <Notice tone={sum.holds ? 'success' : 'refusal'} live>
            {sum.holds ? t('recompute_holds', { n: sum.facts }) : t('recompute_fails', { n: sum.findings.length })}
          </Notice>
        )}
        <p className="help">
          {t('recompute_elsewhere')} <code>npm run evaluation:recompute</code>{' '}
          <code className="whitespace-nowrap">-- {`${r.no}.v${r.version}.json`}</code>
        </p>
      </Section>
      <Section title={t('versions')}>
        <DataTable
          caption={t('versions')}
          captionHidden
          columns={[
            { key: 'version', head: t('version_head'), kind: 'number', cell: (row) => row.version },
            { key: 'at', head: t('version_at'), kind: 'fixed', cell: (row) => <DateText instant={row.at} /> },
            {
              key: 'reason',
              head: t('reason'),
              cell: (row) => (row.reason === 'cut' ? t('version_cut') : <span lang="zh-CN">{row.reason}</span>),
            },
            { key: 'sha', head: t('hash'), cell: (row) => <code>{row.sha256.slice(0, 16)}</code> },
          ]}
          rows={r.versions}
          rowKey={(row) => String(row.version)}
        />
      </Section>
    </>
  );
}
