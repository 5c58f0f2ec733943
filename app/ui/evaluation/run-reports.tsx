import { reportDecisions, reportStates } from '#api/evaluation/rules/codes.ts';
import type { RunOut } from '#api/evaluation/show.ts';
import { evaluation } from '#app/i18n/evaluation.ts';
import { paths } from '#app/paths.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { Select } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { FileInput } from '#app/ui/file-input.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { BodySelect, useIndicatorName } from './run-parts.tsx';

/** What bodies report themselves: the list, their form, and the review of the department. */
export function RunReports({ run: r }: { readonly run: RunOut }) {
  const t = useT(evaluation);
  const side = useSide();
  const indicator = useIndicatorName(r);
  if (r.self_reported.length === 0) return null;
  return (
    <Section id="reports" title={t('reports')}>
      <DataTable
        caption={t('reports')}
        captionHidden
        columns={[
          { key: 'indicator', head: t('indicator'), cell: (row) => indicator(row.indicator) },
          { key: 'body', head: t('body'), cell: (row) => <span lang="zh-CN">{row.body_name}</span> },
          { key: 'figure', head: t('num_den'), kind: 'number', cell: (row) => `${row.num} / ${row.den}` },
          {
            key: 'evidence',
            head: t('evidence'),
            cell: (row) => <a href={paths.evaluationEvidence(row.id)}>{t('evidence_open')}</a>,
          },
          {
            key: 'words',
            head: t('words'),
            cell: (row) => (row.words === '' ? null : <span lang="zh-CN">{row.words}</span>),
          },
          {
            key: 'state',
            head: t('state'),
            cell: (row) => (
              <StateDot
                tone={
                  row.state === 'accepted'
                    ? 'done'
                    : row.state === 'submitted'
                      ? 'open'
                      : row.state === 'returned'
                        ? 'refused'
                        : 'off'
                }
              >
                {side(reportStates.words[row.state])}
              </StateDot>
            ),
          },
          {
            key: 'opinion',
            head: t('opinion'),
            cell: (row) =>
              row.opinion === null || row.opinion === '' ? null : <span lang="zh-CN">{row.opinion}</span>,
          },
        ]}
        rows={r.reports}
        rowKey={(row) => row.id}
        empty={<Empty title={t('reports_none')}>{t('reports_none_text')}</Empty>}
      />
      {r.reports
        .filter((row) => row.may_review)
        .map((row) => (
          <CaseAction
            key={row.id}
            name={`review-${row.id}`}
            title={`${t('review')}: ${row.body_name} · ${indicator(row.indicator)}`}
            refusal={null}
          >
            <input type="hidden" name="id" value={row.id} readOnly />
            <Select
              name="decision"
              label={t('decision')}
              blank={null}
              options={reportDecisions.codes.map((value) => ({ value, label: side(reportDecisions.words[value]) }))}
            />
            <TextArea name="opinion" label={t('opinion')} limit={2000} rows={2} optional />
            <Button>{t('review')}</Button>
          </CaseAction>
        ))}
      {r.may.report && (
        <section className="case-action" aria-labelledby="report-title">
          <h3 id="report-title">{t('report')}</h3>
          <p className="help">{t('report_lead')}</p>
          <Form name="report" encType="multipart/form-data">
            <BodySelect run={r} />
            <Select
              name="indicator"
              label={t('indicator')}
              blank={null}
              options={r.self_reported.map((value) => ({ value: value.code, label: indicator(value.code) }))}
            />
            <TextInput name="num" label={t('numerator')} width="short" inputMode="numeric" />
            <TextInput name="den" label={t('denominator')} width="short" inputMode="numeric" />
            <TextArea name="words" label={t('words')} limit={2000} rows={2} optional />
            <FileInput name="file" label={t('evidence')} accept=".pdf,.png,.jpg,.jpeg" />
            <Button>{t('report')}</Button>
          </Form>
        </section>
      )}
    </Section>
  );
}
