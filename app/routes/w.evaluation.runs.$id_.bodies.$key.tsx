import { Link } from 'react-router';
import { fixKinds } from '#api/evaluation/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { evaluation } from '#app/i18n/evaluation.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { MarkTable } from '#app/ui/evaluation/mark-table.tsx';
import { useName } from '#app/ui/evaluation/name.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/w.evaluation.runs.$id_.bodies.$key.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  return { found: await orRefusal(() => services.evaluation.showEvaluatedBody(ctx, params.id, params.key)) };
}

type Mark = Route.ComponentProps['loaderData']['found']['marks'][number];

/** Cases, or why there are none. */
const behind = (mark: Pick<Mark, 'rows' | 'reason'>): boolean => mark.rows.length > 0 || mark.reason !== null;

export default function Body({ loaderData: { found: d } }: Route.ComponentProps) {
  const t = useT(evaluation);
  const side = useSide();
  const name = useName();
  return (
    <>
      <PageHeader
        title={name(d.body.name, d.body.name_en)}
        breadcrumb={[
          { label: t('title'), to: paths.evaluation() },
          { label: `${name(d.run.title, d.run.title_en)} ${d.run.period}`, to: paths.evaluationRun(d.run.id) },
        ]}
        actions={
          <Link className="btn" data-look="plain" to={paths.evaluationWhatIf(d.run.scheme_id, { body: d.body.key })}>
            {t('to_what_if')}
          </Link>
        }
      />
      <DescriptionList
        columns={2}
        facts={[
          { term: t('score'), value: <strong>{d.body.score ?? t('not_judged')}</strong> },
          { term: t('judged_weight'), value: d.body.judged_weight },
        ]}
      />
      {d.version === 0 ? (
        <p className="help">{t('live')}</p>
      ) : d.recomputed ? (
        <p className="help">{t('recomputed')}</p>
      ) : (
        <Notice tone="refusal">{t('not_recomputed')}</Notice>
      )}
      <Section title={t('marks')}>
        <MarkTable marks={d.marks} caption={t('marks')} link={(mark) => (behind(mark) ? `#rows-${mark.code}` : null)} />
      </Section>
      <Section title={t('rows')}>
        {d.marks.filter(behind).map((mark) => (
          <details key={mark.code} id={`rows-${mark.code}`} className="case-action">
            <summary>{t('rows_of', { name: name(mark.name, mark.name_en), n: mark.rows.length })}</summary>
            {mark.reason !== null && <p lang="zh-CN">{mark.reason}</p>}
            {mark.rows.length === 0 ? (
              <p className="help">{t('rows_none')}</p>
            ) : (
              <DataTable
                caption={name(mark.name, mark.name_en)}
                captionHidden
                columns={[
                  {
                    key: 'ref',
                    head: t('case_ref'),
                    kind: 'fixed',
                    cell: (row) => (row.to === null ? row.ref : <Link to={row.to}>{row.ref}</Link>),
                  },
                  { key: 'title', head: t('case_title'), cell: (row) => <span lang="zh-CN">{row.title}</span> },
                  { key: 'counts', head: t('case_counts'), kind: 'number', cell: (row) => `${row.num} / ${row.den}` },
                  {
                    key: 'day',
                    head: t('case_day'),
                    kind: 'fixed',
                    cell: (row) => (row.day === null ? null : <DateText day={row.day} />),
                  },
                  {
                    key: 'fix',
                    head: t('case_fix'),
                    cell: (row) => (row.fix === null ? null : side(fixKinds.words[row.fix.kind])),
                  },
                ]}
                rows={mark.rows.map((row, at) => ({ ...row, at }))}
                rowKey={(row) => `${row.ref} ${row.at}`}
              />
            )}
          </details>
        ))}
      </Section>
    </>
  );
}
