import { Link } from 'react-router';
import { fields } from '#api/catalog/rules/codes.ts';
import type { CorrectionOut } from '#api/feedback/corrections.ts';
import { correctionStates } from '#api/feedback/rules/codes.ts';
import { feedback } from '#app/i18n/feedback.ts';
import { paths } from '#app/paths.ts';
import { correctionTone } from '#app/present/feedback-tone.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Clock } from '../clock.tsx';
import { DateText } from '../date-text.tsx';
import { DescriptionList } from '../description-list.tsx';
import { StateDot } from '../state-dot.tsx';
import { agencyName } from './request-list.tsx';
import { Said, SaidText } from './said.tsx';

export function CorrectionState({ correction }: { readonly correction: CorrectionOut }) {
  const locale = useLocale();
  return (
    <>
      <StateDot tone={correctionTone(correction.state, correction.overdue)}>
        {correctionStates.label(correction.state, locale)}
      </StateDot>
      {correction.closed_at === null && <Clock due={correction.due_on} left={correction.days_left} />}
    </>
  );
}

/** Version, table, column and row; or the element of the description. */
export function CorrectionPlace({ correction }: { readonly correction: CorrectionOut }) {
  const t = useT(feedback);
  const locale = useLocale();
  if (correction.field !== null) return fields.labelOrCode(correction.field, locale);
  const parts = [
    correction.version === null ? null : `${t('c_version')} ${correction.version}`,
    correction.table,
    correction.column,
    correction.row,
  ].filter((part) => part !== null && part !== '');
  return parts.length === 0 ? t('whole') : <Said>{parts.join(' / ')}</Said>;
}

export function CorrectionFacts({ correction }: { readonly correction: CorrectionOut }) {
  const t = useT(feedback);
  const locale = useLocale();
  const { dataset } = correction;
  return (
    <DescriptionList
      facts={[
        {
          term: t('dataset'),
          value: (
            <Link to={paths.dataset(dataset.code)}>
              <Said>{locale === 'en' ? (dataset.title_en ?? dataset.title) : dataset.title}</Said>
            </Link>
          ),
        },
        { term: t('where'), value: <CorrectionPlace correction={correction} /> },
        { term: t('wrong'), value: <SaidText>{correction.wrong}</SaidText> },
        { term: t('right'), value: <SaidText>{correction.right}</SaidText> },
        ...(correction.evidence === null
          ? []
          : [{ term: t('evidence'), value: <SaidText>{correction.evidence}</SaidText> }]),
        ...(correction.evidence_url === null
          ? []
          : [
              {
                term: t('c_evidence_url'),
                value: (
                  <a href={correction.evidence_url} rel="noopener noreferrer nofollow ugc">
                    {correction.evidence_url}
                  </a>
                ),
              },
            ]),
        { term: t('by'), value: <Said>{locale === 'zh' ? correction.author_zh : correction.author_en}</Said> },
        { term: t('filed_on'), value: <DateText instant={correction.filed_at} /> },
        { term: t('agency'), value: agencyName(correction.agency, locale) },
        ...(correction.answer === null ? [] : [{ term: t('answer'), value: <SaidText>{correction.answer}</SaidText> }]),
        ...(correction.fixed_version === null
          ? []
          : [
              {
                term: t('fixed_in'),
                value: (
                  <Link to={`${paths.dataset(dataset.code)}/versions/${correction.fixed_version}`}>
                    {correction.fixed_version}
                  </Link>
                ),
              },
            ]),
        ...(correction.closed_at === null
          ? []
          : [
              {
                term: t('answered'),
                value: (
                  <>
                    <DateText instant={correction.closed_at} /> (
                    {t(correction.on_time === true ? 'answered_on_time' : 'answered_late')})
                  </>
                ),
              },
            ]),
      ]}
    />
  );
}
