import { dataTypes } from '#api/catalog/rules/codes.ts';
import { columnTypes } from '#api/datasets/rules/codes.ts';
import { dataset as words } from '#app/i18n/dataset.ts';
import type { Version } from '#app/present/dataset.server.ts';
import { describedQuality, itemOf } from '#app/present/dataset-quality.ts';
import { cellText, shareText } from '#app/present/dataset-text.ts';
import { numberText } from '#app/present/format.ts';
import { type Locale, useLocale, useT, wordsIn } from '#app/present/words.ts';
import { type Column, DataTable } from '../data-table.tsx';
import { Section } from '../section.tsx';
import { useDataset } from './dataset-context.ts';
import { Given } from './given.tsx';
import { QualityFacts } from './quality.tsx';
import { ViewLink } from './view-link.tsx';

type TableColumn = Version['columns'][number];

export function FieldsSection() {
  const t = useT(words);
  const locale = useLocale();
  const { dataset, entry, version } = useDataset();
  const { items } = entry.content;
  if (version === null) {
    return (
      <Section id="fields" title={t('s_fields')} lead={t('fields_lead_items')}>
        <Items />
      </Section>
    );
  }
  const lead = t('fields_lead', { n: version.number, rows: numberText(version.row_count, locale) });
  return (
    <Section
      id="fields"
      title={t('s_fields')}
      lead={dataset.access === 'open' ? lead : `${lead}${locale === 'en' ? ' ' : ''}${t('fields_hidden')}`}
    >
      <Columns version={version} />
      <QualityFacts quality={describedQuality(version.columns, items)} />
    </Section>
  );
}

function Columns({ version }: { readonly version: Version }) {
  const t = useT(words);
  const locale = useLocale();
  const { dataset, entry, view, to } = useDataset();
  const open = dataset.access === 'open';
  const describe = (column: TableColumn) => itemOf(entry.content.items, column.name);
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
        return text === '' ? null : <Given>{text}</Given>;
      },
    },
    {
      key: 'missing',
      head: t('c_missing'),
      kind: 'number',
      cell: ({ stats }) => (
        <>
          {n(stats.null_count)}
          {stats.null_count > 0 && <small className="under">{shareText(stats.null_count, version.row_count)}</small>}
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
        cell: (column) => (column.stats.top_values?.length ? <Frequent column={column} /> : null),
      },
      {
        key: 'chart',
        head: t('s_chart'),
        kind: 'fixed',
        cell: (column) => (
          <ViewLink
            to={`${to({ ...view, chart: column.name })}#chart`}
            part="chart"
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
        rows={version.columns}
        rowKey={(column) => column.name}
        columns={columns}
      />
    </div>
  );
}

function rangeText({ type, stats }: TableColumn, locale: Locale): string | null {
  const t = wordsIn(locale, words);
  const min = cellText(stats.min, type, locale);
  const max = cellText(stats.max, type, locale);
  if (min !== null && max !== null) return min === max ? min : t('range', { min, max });
  return stats.max_length === undefined ? null : t('longest', { n: numberText(stats.max_length, locale) });
}

/** The three most frequent values with their rows. */
function Frequent({ column: { type, stats } }: { readonly column: TableColumn }) {
  const locale = useLocale();
  const top = (stats.top_values ?? []).slice(0, 3);
  return (
    <ul className="frequent">
      {top.map(({ value, count }) => (
        <li key={value}>
          <span>{type === 'boolean' ? cellText(value === 'true', type, locale) : value}</span>
          <span>{numberText(count, locale)}</span>
        </li>
      ))}
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
