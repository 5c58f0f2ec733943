import { Link } from 'react-router';
import type { FeedbackTerms } from '#api/feedback/terms.ts';
import type { FiguresOut } from '#api/feedback/view.ts';
import { feedback } from '#app/i18n/feedback.ts';
import { paths } from '#app/paths.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { DataTable } from '../data-table.tsx';
import { DescriptionList } from '../description-list.tsx';
import { Section } from '../section.tsx';
import { agencyName } from './request-list.tsx';

const percent = (share: number | null, locale: 'zh' | 'en', none: string) =>
  share === null
    ? none
    : new Intl.NumberFormat(locale === 'zh' ? 'zh-CN' : 'en', { style: 'percent', maximumFractionDigits: 1 }).format(
        share,
      );

export function FiguresLine({ figures }: { readonly figures: FiguresOut }) {
  const t = useT(feedback);
  const locale = useLocale();
  const n = (count: number) => numberText(count, locale);
  return (
    <DescriptionList
      columns={2}
      facts={[
        { term: t('n_requests'), value: n(figures.requests) },
        { term: t('n_waiting'), value: n(figures.waiting) },
        { term: t('n_opened'), value: n(figures.opened) },
        { term: t('n_share'), value: percent(figures.answers.share, locale, t('none_due')) },
        { term: t('n_overdue'), value: n(figures.answers.overdue) },
        { term: t('n_promises'), value: n(figures.promises_overdue) },
      ]}
    />
  );
}

/** Each agency beside the others: what it answered, when, and what it owes. */
export function AgencyFigures({ figures, terms }: { readonly figures: FiguresOut; readonly terms: FeedbackTerms }) {
  const t = useT(feedback);
  const locale = useLocale();
  if (figures.agencies.length === 0) return null;
  const n = (count: number) => numberText(count, locale);
  return (
    <Section id="agencies" title={t('by_agency')} lead={t('by_agency_text', { ...terms })}>
      <DataTable
        caption={t('by_agency')}
        captionHidden
        rows={figures.agencies}
        rowKey={(row) => row.agency.id}
        columns={[
          {
            key: 'agency',
            head: t('agency'),
            cell: (row) => (
              <Link to={paths.requests({ agency: row.agency.uscc })}>{agencyName(row.agency, locale)}</Link>
            ),
          },
          { key: 'answered', head: t('answered'), kind: 'number', cell: (row) => n(row.answers.answered) },
          {
            key: 'share',
            head: t('n_share'),
            kind: 'number',
            cell: (row) => percent(row.answers.share, locale, t('none_due')),
          },
          { key: 'overdue', head: t('n_overdue'), kind: 'number', cell: (row) => n(row.answers.overdue) },
          { key: 'promises', head: t('n_promises'), kind: 'number', cell: (row) => n(row.promises_overdue) },
          { key: 'closed', head: t('corrections_closed'), kind: 'number', cell: (row) => n(row.corrections.answered) },
          {
            key: 'corrected',
            head: t('corrections_on_time'),
            kind: 'number',
            cell: (row) => percent(row.corrections.share, locale, t('none_due')),
          },
        ]}
      />
    </Section>
  );
}
