import { Link } from 'react-router';
import type { QualityOut } from '#api/quality/reports.ts';
import { dimensions, outcomes, ruleKinds, skips } from '#api/quality/rules/codes.ts';
import { percent } from '#api/quality/rules/report.ts';
import { ruleDetail } from '#api/quality/rules/rule.ts';
import { quality as words } from '#app/i18n/quality.ts';
import { dayText, numberText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { DataTable } from '../data-table.tsx';
import { Given } from '../dataset/given.tsx';
import { DateText } from '../date-text.tsx';
import { Notice } from '../notice.tsx';
import { Section } from '../section.tsx';

type TableReport = QualityOut['tables'][number];
type Rule = TableReport['rules'][number];

/** The five dimensions, each with what it counts. */
export function Measures({ measures }: { readonly measures: QualityOut['measures'] }) {
  const t = useT(words);
  const side = useSide();
  const locale = useLocale();
  return (
    <div className="measures">
      <DataTable
        caption={t('report')}
        captionHidden
        rows={dimensions.codes.map((code) => ({ code, found: measures[code] }))}
        rowKey={(row) => row.code}
        columns={[
          {
            key: 'dimension',
            head: t('dimension'),
            cell: ({ code }) => (
              <>
                <b>{side(dimensions.words[code])}</b>
                <small className="under">{t(`m_${code}`)}</small>
              </>
            ),
          },
          {
            key: 'bar',
            head: t('score'),
            kind: 'number',
            cell: ({ found }) =>
              found === null ? (
                <span className="help">{t('not_measured')}</span>
              ) : (
                <>
                  {percent(found)}%
                  <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                    <rect width="100" height="6" className="of" />
                    <rect
                      width={percent(found)}
                      height="6"
                      className="done"
                      data-whole={found.num === found.den || undefined}
                    />
                  </svg>
                </>
              ),
          },
          {
            key: 'counts',
            head: t('checked'),
            kind: 'number',
            cell: ({ found }) =>
              found === null
                ? null
                : t('counts', { num: numberText(found.num, locale), den: numberText(found.den, locale) }),
          },
        ]}
      />
    </div>
  );
}

/** What has to be known before the figures: blocking faults, days, checks that are not finished. */
export function Standing({ report }: { readonly report: QualityOut }) {
  const t = useT(words);
  const locale = useLocale();
  return (
    <div className="stack">
      {report.pending && <Notice tone="info">{t('pending')}</Notice>}
      {report.blocking.length > 0 && (
        <Notice tone="refusal" title={t('blocks')}>
          <ul>
            {report.blocking.map((rule) => (
              <li key={rule}>
                <Given>{rule}</Given>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {report.failed > report.blocking.length && (
        <Notice tone="warn" title={t('warns', { n: report.failed })}>
          {report.fix_by !== null && <p>{t('fix_by', { day: dayText(report.fix_by, locale) })}</p>}
        </Notice>
      )}
      {report.failed === 0 && report.tables.some((one) => one.rules.length > 0) && (
        <Notice tone="success">{t('holds')}</Notice>
      )}
      {report.next_due !== null && (
        <p className={report.overdue ? '' : 'help'}>
          {t(report.overdue ? 'overdue' : 'next_due', { day: dayText(report.next_due, locale) })}
        </p>
      )}
    </div>
  );
}

interface TablesProps {
  readonly report: QualityOut;
  /** Address of the preview around a row; null where the rows are not shown. */
  readonly rowHref: ((table: TableReport, rule: Rule, row: number, value: string | null) => string) | null;
}

export function TableReports({ report, rowHref }: TablesProps) {
  const t = useT(words);
  const side = useSide();
  const locale = useLocale();
  return report.tables.map((table) => (
    <Section
      key={table.number}
      id={`table-${table.number}`}
      title={report.tables.length > 1 ? t('table_name', { name: table.name }) : t('by_rules')}
      lead={
        <>
          {t('rows', { n: numberText(table.rows, locale) })} · {t('checked_at')} <DateText instant={table.checked_at} />{' '}
          · {t('runs', { n: table.runs })}
        </>
      }
    >
      {report.tables.length > 1 && <Measures measures={table.measures} />}
      {table.rules.length === 0 ? (
        <p className="help">{t('no_rules')}</p>
      ) : (
        <DataTable
          caption={t('by_rules')}
          captionHidden
          rows={table.rules}
          rowKey={(one) => `${one.column ?? ''}-${one.rule.rule}`}
          columns={[
            {
              key: 'column',
              head: t('column'),
              cell: (one) => (one.column === null ? t('whole_table') : <Given>{one.column}</Given>),
            },
            {
              key: 'rule',
              head: t('rule'),
              cell: (one) => (
                <>
                  {side(ruleKinds.words[one.rule.rule])}
                  {ruleDetail(one.rule) !== '' && (
                    <small className="under num">
                      <Given>{ruleDetail(one.rule)}</Given>
                    </small>
                  )}
                </>
              ),
            },
            {
              key: 'result',
              head: t('result'),
              kind: 'fixed',
              cell: (one) => (
                <>
                  <span data-tone={one.outcome === 'kept' ? 'good' : one.outcome === 'failed' ? 'bad' : undefined}>
                    {side(outcomes.words[one.outcome])}
                  </span>
                  {one.rule.blocking && <small className="under">{t('blocking_mark')}</small>}
                  {one.skipped !== null && <small className="under">{side(skips.words[one.skipped])}</small>}
                </>
              ),
            },
            { key: 'checked', head: t('checked'), kind: 'number', cell: (one) => numberText(one.checked, locale) },
            { key: 'failing', head: t('failing'), kind: 'number', cell: (one) => numberText(one.failing, locale) },
            {
              key: 'samples',
              head: t('rows_failing'),
              cell: (one) =>
                one.samples.length === 0 ? null : (
                  <Samples
                    samples={one.samples}
                    href={rowHref === null ? null : (row, value) => rowHref(table, one, row, value)}
                  />
                ),
            },
          ]}
        />
      )}
    </Section>
  ));
}

interface SamplesProps {
  readonly samples: readonly { readonly row: number; readonly value: string | null }[];
  readonly href?: ((row: number, value: string | null) => string) | null;
}

/** Rows as people count them, from 1. */
export function Samples({ samples, href = null }: SamplesProps) {
  const t = useT(words);
  return (
    <ul className="samples">
      {samples.map(({ row, value }) => {
        const n = row + 1;
        const shown = (
          <>
            {t('row_n', { n })}
            {value !== null && ' '}
            {value !== null && <Given>{value}</Given>}
          </>
        );
        return <li key={row}>{href === null ? shown : <Link to={href(row, value)}>{shown}</Link>}</li>;
      })}
    </ul>
  );
}
