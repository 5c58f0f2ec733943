import { appealOutcomes } from '#api/evaluation/rules/codes.ts';
import type { RunOut } from '#api/evaluation/show.ts';
import { evaluation } from '#app/i18n/evaluation.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Clock } from '#app/ui/clock.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { BodySelect, useIndicatorName } from './run-parts.tsx';

/** Appeals against draft results: the list, the form of a body, and the decision. */
export function RunAppeals({ run: r }: { readonly run: RunOut }) {
  const t = useT(evaluation);
  const side = useSide();
  const indicator = useIndicatorName(r);
  if (r.version === 0) return null;
  return (
    <Section id="appeals" title={t('appeals')}>
      <DataTable
        caption={t('appeals')}
        captionHidden
        columns={[
          { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => row.no },
          { key: 'body', head: t('body'), cell: (row) => <span lang="zh-CN">{row.body_name}</span> },
          { key: 'indicator', head: t('indicator'), cell: (row) => indicator(row.indicator) },
          { key: 'words', head: t('appeal_words'), cell: (row) => <span lang="zh-CN">{row.words}</span> },
          {
            key: 'state',
            head: t('state'),
            cell: (row) =>
              row.outcome === null ? (
                <Clock due={row.due_on} left={row.days_left} />
              ) : (
                <StateDot tone={row.outcome === 'upheld' ? 'done' : 'refused'}>
                  {side(appealOutcomes.words[row.outcome])}
                </StateDot>
              ),
          },
          {
            key: 'answer',
            head: t('answer'),
            cell: (row) => (row.answer === null ? null : <span lang="zh-CN">{row.answer}</span>),
          },
        ]}
        rows={r.appeals}
        rowKey={(row) => row.id}
        empty={<Empty title={t('appeals_none')}>{t('appeals_none_text')}</Empty>}
      />
      {r.appeals
        .filter((row) => row.may_decide)
        .map((row) => (
          <CaseAction key={row.id} name={`decide-${row.id}`} title={`${t('decide')} ${row.no}`} refusal={null}>
            <input type="hidden" name="id" value={row.id} readOnly />
            <Select
              name="outcome"
              label={t('decision')}
              blank={null}
              options={appealOutcomes.codes.map((value) => ({ value, label: side(appealOutcomes.words[value]) }))}
            />
            <TextInput name="num" label={t('corrected_num')} width="short" inputMode="numeric" optional />
            <TextInput name="den" label={t('corrected_den')} width="short" inputMode="numeric" optional />
            <TextArea name="answer" label={t('answer')} limit={2000} rows={3} />
            <Button>{t('decide')}</Button>
          </CaseAction>
        ))}
      {r.may.appeal && (
        <CaseAction name="appeal" title={t('appeal')} lead={t('appeal_lead')} refusal={null}>
          <BodySelect run={r} />
          <Select
            name="indicator"
            label={t('indicator')}
            blank={null}
            options={r.indicators.map((value) => ({ value: value.code, label: indicator(value.code) }))}
          />
          <TextArea name="words" label={t('appeal_words')} limit={2000} rows={4} />
          <Button>{t('appeal')}</Button>
        </CaseAction>
      )}
    </Section>
  );
}
