import { useId } from 'react';
import { columnTypes } from '#api/datasets/rules/codes.ts';
import { dataset as words } from '#app/i18n/dataset.ts';
import { cellText, shareText } from '#app/present/dataset-text.ts';
import { viewQuery } from '#app/present/dataset-view.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Chart } from '../chart.tsx';
import { DescriptionList, type Fact } from '../description-list.tsx';
import { Empty } from '../empty.tsx';
import { Section } from '../section.tsx';
import { useDataset } from './dataset-context.ts';
import { ViewForm } from './view-link.tsx';

export function ChartSection() {
  const t = useT(words);
  const { chart } = useDataset();
  return (
    <Section id="chart" title={t('s_chart')}>
      {chart === null ? (
        <Empty title={t('chart_none')} />
      ) : (
        <div className="column-chart">
          <div>
            <Chooser column={chart.column} />
            <Chart key={chart.column} chart={chart.view} />
            {chart.notes.map((note) => (
              <p key={note} className="help">
                {note}
              </p>
            ))}
          </div>
          <Glance column={chart.column} />
        </div>
      )}
    </Section>
  );
}

function Chooser({ column }: { readonly column: string }) {
  const t = useT(words);
  const locale = useLocale();
  const id = useId();
  const { version, view, path, label } = useDataset();
  return (
    <ViewForm
      path={path}
      part="chart"
      keep={viewQuery({ ...view, chart: null })}
      className="filter-form no-print"
      label={t('s_chart')}
    >
      <div className="field">
        <label htmlFor={id}>{t('chart_choose')}</label>
        <select id={id} key={column} name="chart" className="input" defaultValue={column}>
          {(version?.columns ?? []).map((one) => (
            <option key={one.name} value={one.name}>
              {t('column_typed', { label: label(one.name), type: columnTypes.label(one.type, locale) })}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" className="btn" data-look="plain">
        {t('chart_draw')}
      </button>
    </ViewForm>
  );
}

/** The column's figures beside its picture. */
function Glance({ column: name }: { readonly column: string }) {
  const t = useT(words);
  const locale = useLocale();
  const { version, label } = useDataset();
  const column = version?.columns.find((one) => one.name === name);
  if (column === undefined || version === null) return null;
  const { stats, type } = column;
  const n = (value: number) => numberText(value, locale);
  const filled = version.row_count - stats.null_count;
  const time = type === 'date' || type === 'datetime';
  const facts: Fact[] = [
    { term: t('c_type'), value: columnTypes.label(type, locale) },
    {
      term: t('f_filled'),
      value: t('f_filled_value', { n: n(filled), percent: shareText(filled, version.row_count) }),
    },
    { term: t('f_missing'), value: n(stats.null_count) },
    { term: t('f_distinct'), value: n(stats.distinct_count) },
  ];
  const least = cellText(stats.min, type, locale);
  const greatest = cellText(stats.max, type, locale);
  if (least !== null) facts.push({ term: t(time ? 'f_from' : 'f_min'), value: least });
  if (greatest !== null) facts.push({ term: t(time ? 'f_to' : 'f_max'), value: greatest });
  if (stats.mean !== undefined) facts.push({ term: t('f_mean'), value: n(Number(stats.mean.toPrecision(6))) });
  return (
    <div>
      <h3>{t('chart_facts', { label: label(name) })}</h3>
      <DescriptionList facts={facts} />
    </div>
  );
}
