import { Link } from 'react-router';
import { dataTypes } from '#api/catalog/rules/codes.ts';
import { columnTypes } from '#api/datasets/rules/codes.ts';
import { dataset as words } from '#app/i18n/dataset.ts';
import { quality as checks } from '#app/i18n/quality.ts';
import { versionPath } from '#app/present/dataset-links.ts';
import { describedQuality, itemOf } from '#app/present/dataset-quality.ts';
import { cellText, shareText } from '#app/present/dataset-text.ts';
import { withFilter } from '#app/present/dataset-view.ts';
import { numberText } from '#app/present/format.ts';
import type { ShownTable } from '#app/present/tables.ts';
import { type Locale, useLocale, useT, wordsIn } from '#app/present/words.ts';
import { type Column, DataTable } from '../data-table.tsx';
import { Void } from '../description-list.tsx';
import { Measures } from '../quality/report.tsx';
import { Section } from '../section.tsx';
import { useDataset } from './dataset-context.ts';
import { Given } from './given.tsx';
import { QualityFacts } from './quality.tsx';
import { Spread } from './spread.tsx';
import { ViewLink } from './view-link.tsx';

type TableColumn = ShownTable['columns'][number];

export function FieldsSection() {
  const t = useT(words);
  const q = useT(checks);
  const locale = useLocale();
  const { dataset, entry, version, table, item, quality, code } = useDataset();
  const { items } = entry.content;
  if (version === null || table === null) {
    return (
      <Section id="fields" title={t('s_fields')} lead={t('fields_lead_items')}>
        <Items />
      </Section>
    );
  }
  const described = [
    ...table.columns.flatMap((column) => item(column.name) ?? []),
    ...items.filter((one) => table.columns.every((column) => itemOf([one], column.name) === null)),
  ];
  const lead = t('fields_lead', { n: version.number, rows: numberText(table.row_count, locale) });
  return (
    <Section
      id="fields"
      title={t('s_fields')}
      lead={dataset.access === 'open' ? lead : `${lead}${locale === 'en' ? ' ' : ''}${t('fields_hidden')}`}
    >
      <Columns table={table} />
      <QualityFacts quality={describedQuality(table.columns, described)} />
      {quality !== null && (
        <div className="quality-checks">
          <h3>{q('by_rules')}</h3>
          <Measures measures={quality.measures} />
          <p>
            <Link to={`${versionPath(code, version.number)}/quality`}>{q('public_more', { n: version.number })}</Link>
          </p>
        </div>
      )}
    </Section>
  );
}

function Columns({ table }: { readonly table: ShownTable }) {
  const t = useT(words);
  const locale = useLocale();
  const { dataset, view, to, label, item, said } = useDataset();
  const open = dataset.access === 'open';
  const describe = (column: TableColumn) => item(column.name);
  const n = (value: number) => numberText(value, locale);
  const columns: Column<TableColumn>[] = [
    {
      key: 'name',
      head: t('c_name'),
      cell: (column) => {
        const label = describe(column)?.label ?? '';
        return (
          <>
            <b>
              <Given>{label === '' ? column.name : label}</Given>
            </b>
            {label !== '' && label !== column.name && <small className="under">{column.name}</small>}
            {locale === 'en' && said(column.name)?.label_en != null && (
              <small className="under">{said(column.name)?.label_en}</small>
            )}
          </>
        );
      },
    },
    {
      key: 'type',
      head: t('c_type'),
      kind: 'fixed',
      cell: (column) => {
        const type = describe(column)?.data_type ?? null;
        return (
          <>
            {columnTypes.label(column.type, locale)}
            {type !== null && <small className="under">{t('declared', { type: dataTypes.label(type, locale) })}</small>}
          </>
        );
      },
    },
    { key: 'unit', head: t('c_unit'), kind: 'fixed', cell: (column) => describe(column)?.unit },
    {
      key: 'description',
      head: t('c_description'),
      cell: (column) => {
        const text = describe(column)?.description ?? '';
        const codes = said(column.name)?.codes ?? [];
        return (
          <>
            {text !== '' && <Given>{text}</Given>}
            {codes.length > 0 && <Codes codes={codes} />}
            {text === '' && codes.length === 0 && <Void />}
          </>
        );
      },
    },
    {
      key: 'missing',
      head: t('c_missing'),
      kind: 'number',
      cell: ({ name, stats }) => (
        <>
          {open && stats.null_count > 0 ? (
            <ViewLink
              to={to(withFilter(view, `${name}:isnull`))}
              part="preview"
              go
              label={t('only_missing', { label: label(name), n: n(stats.null_count) })}
            >
              {n(stats.null_count)}
            </ViewLink>
          ) : (
            n(stats.null_count)
          )}
          {stats.null_count > 0 && <small className="under">{shareText(stats.null_count, table.row_count)}</small>}
        </>
      ),
    },
    { key: 'distinct', head: t('c_distinct'), kind: 'number', cell: ({ stats }) => n(stats.distinct_count) },
  ];
  if (open) {
    columns.push(
      { key: 'range', head: t('c_range'), kind: 'fixed', cell: (column) => rangeText(column, locale) },
      {
        key: 'top',
        head: t('c_top'),
        cell: (column) =>
          column.stats.top_values?.length ? (
            <Frequent column={column} />
          ) : (
            <Spread column={column} rows={table.row_count} />
          ),
      },
      {
        key: 'chart',
        head: t('s_chart'),
        kind: 'fixed',
        cell: (column) => (
          <ViewLink
            to={to({ ...view, chart: column.name, plot: null })}
            part="chart"
            go
            label={`${t('s_chart')} ${column.name}`}
          >
            {t('see_chart')}
          </ViewLink>
        ),
      },
    );
  }
  return (
    <div className="fields-table">
      <DataTable
        caption={t('s_fields')}
        captionHidden
        rows={table.columns}
        rowKey={(column) => column.name}
        columns={columns}
      />
    </div>
  );
}

/** What the values of a column stand for. */
function Codes({ codes }: { readonly codes: readonly { code: string; zh: string; en: string }[] }) {
  const t = useT(checks);
  const locale = useLocale();
  return (
    <details className="code-list">
      <summary>{t('codes_n', { n: codes.length })}</summary>
      <ul>
        {codes.map(({ code, zh, en }) => (
          <li key={code}>
            <span className="num">
              <Given>{code}</Given>
            </span>
            {locale === 'en' && en !== '' ? ` ${en}` : zh !== '' && zh !== code && <Given>{` ${zh}`}</Given>}
          </li>
        ))}
      </ul>
    </details>
  );
}

function rangeText({ type, stats }: TableColumn, locale: Locale): string | null {
  const t = wordsIn(locale, words);
  const min = cellText(stats.min, type, locale);
  const max = cellText(stats.max, type, locale);
  if (min !== null && max !== null) return min === max ? min : t('range', { min, max });
  return stats.max_length === undefined ? null : t('longest', { n: numberText(stats.max_length, locale) });
}

/** The five most frequent values with their rows; each leads to its rows. */
function Frequent({ column: { name, type, stats } }: { readonly column: TableColumn }) {
  const t = useT(words);
  const locale = useLocale();
  const { view, to, label } = useDataset();
  const top = (stats.top_values ?? []).slice(0, 5);
  const most = Math.max(1, ...top.map((one) => one.count));
  return (
    <ul className="frequent" aria-label={t('only_rows', { label: label(name) })}>
      {top.map(({ value, count }) => {
        const shown = type === 'boolean' ? (cellText(value === 'true', type, locale) ?? value) : value;
        return (
          <li key={value}>
            <ViewLink to={to(withFilter(view, `${name}:eq:${value}`))} part="preview" go>
              {shown}
            </ViewLink>
            <span>{numberText(count, locale)}</span>
            <svg viewBox="0 0 40 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
              <rect width={Math.max(1, (40 * count) / most)} height="8" />
            </svg>
          </li>
        );
      })}
    </ul>
  );
}

/** Before there is a file: what the catalogue promises. */
function Items() {
  const t = useT(words);
  const locale = useLocale();
  const { entry } = useDataset();
  return (
    <DataTable
      caption={t('s_fields')}
      captionHidden
      rows={entry.content.items}
      rowKey={(item) => `${item.name}\n${item.label}`}
      columns={[
        {
          key: 'name',
          head: t('c_name'),
          cell: (item) => (
            <>
              <b>
                <Given>{item.label || item.name}</Given>
              </b>
              {item.label !== '' && item.name !== item.label && <small className="under">{item.name}</small>}
            </>
          ),
        },
        {
          key: 'type',
          head: t('c_type'),
          kind: 'fixed',
          cell: (item) => (item.data_type === null ? null : dataTypes.label(item.data_type, locale)),
        },
        { key: 'unit', head: t('c_unit'), kind: 'fixed', cell: (item) => item.unit },
        {
          key: 'description',
          head: t('c_description'),
          cell: (item) => (item.description === '' ? null : <Given>{item.description}</Given>),
        },
      ]}
    />
  );
}
