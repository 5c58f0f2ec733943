import {
  figureUnits,
  indicatorDimensions,
  missingRules,
  periodKinds,
  schemeKinds,
  subjectKinds,
} from '#api/evaluation/rules/codes.ts';
import { selfReport } from '#api/evaluation/rules/library.ts';
import type { SchemeOut } from '#api/evaluation/show.ts';
import { evaluation } from '#app/i18n/evaluation.ts';
import { usePlace } from '#app/present/place.ts';
import { useSide, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/section.tsx';
import { Name } from './name.tsx';

/** What a scheme says, to read. */
export function SchemeView({ scheme: s }: { readonly scheme: SchemeOut }) {
  const t = useT(evaluation);
  const side = useSide();
  const place = usePlace();
  return (
    <>
      {!s.weights_verified && (
        <Notice title={t('unverified')}>
          <p>{t('unverified_text')}</p>
        </Notice>
      )}
      <DescriptionList
        columns={2}
        facts={[
          { term: t('kind'), value: side(schemeKinds.words[s.kind]) },
          { term: t('region'), value: place(s.region_code) },
          { term: t('subjects'), value: side(subjectKinds.words[s.subjects]) },
          { term: t('period_kind'), value: side(periodKinds.words[s.period_kind]) },
          { term: t('document_no'), value: s.document_no === null ? null : <span lang="zh-CN">{s.document_no}</span> },
          { term: t('published'), value: s.published_at === null ? null : <DateText instant={s.published_at} /> },
          { term: t('basis'), value: s.basis === '' ? null : <span lang="zh-CN">{s.basis}</span> },
        ]}
      />
      <Section title={t('indicators')}>
        <DataTable
          caption={t('indicators')}
          captionHidden
          columns={[
            { key: 'name', head: t('indicator'), cell: (row) => <Name zh={row.name} en={row.name_en} /> },
            { key: 'dimension', head: t('dimension'), cell: (row) => side(indicatorDimensions.words[row.dimension]) },
            { key: 'weight', head: t('weight'), kind: 'number', cell: (row) => row.weight },
            {
              key: 'full',
              head: t('full'),
              kind: 'number',
              cell: (row) =>
                `${row.full} ${row.unit === 'share' ? '%' : row.unit === 'per_thousand' ? '‰' : ''}`.trim(),
            },
            {
              key: 'floor',
              head: t('floor'),
              kind: 'number',
              cell: (row) =>
                `${row.floor} ${row.unit === 'share' ? '%' : row.unit === 'per_thousand' ? '‰' : ''}`.trim(),
            },
            { key: 'min', head: t('min_den'), kind: 'number', cell: (row) => row.min_den },
            {
              key: 'counts',
              head: t('counts'),
              cell: (row) =>
                row.source === selfReport || row.counts === null ? (
                  <>
                    {t('self_reported')} {side(missingRules.words[row.when_missing])}{' '}
                    <span lang="zh-CN">{row.explanation}</span>
                  </>
                ) : (
                  <>
                    {side(row.counts)} {row.unit === 'share' ? '' : `(${side(figureUnits.words[row.unit])})`}
                  </>
                ),
            },
          ]}
          rows={s.indicators}
          rowKey={(row) => row.code}
        />
      </Section>
    </>
  );
}
