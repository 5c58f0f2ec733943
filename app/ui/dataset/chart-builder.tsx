import { type ReactNode, useId, useState } from 'react';
import { columnTypes } from '#api/datasets/rules/codes.ts';
import {
  type ChartKind,
  type ChartSpec,
  chartKinds,
  type Measure,
  measures,
  timeUnits,
} from '#api/datasets/rules/view-spec.ts';
import { chart as words } from '#app/i18n/chart.ts';
import { dataset as datasetWords } from '#app/i18n/dataset.ts';
import { plotQuery, viewQuery } from '#app/present/dataset-view.ts';
import type { ShownTable } from '#app/present/tables.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { useDataset } from './dataset-context.ts';
import { useEarlyChoice } from './use-early-choice.ts';
import { useHydrated } from './use-hydrated.ts';
import { ViewForm } from './view-link.tsx';

type Column = ShownTable['columns'][number];
const isNumber = ({ type }: Column) => type === 'integer' || type === 'decimal';
const isTime = ({ type }: Column) => type === 'date' || type === 'datetime';

/** What is drawn, as an address. With script only what applies is offered; without, everything, and nonsense is told. */
export function ChartBuilder({ spec }: { readonly spec: ChartSpec | null }) {
  const t = useT(words);
  const d = useT(datasetWords);
  const locale = useLocale();
  const hydrated = useHydrated();
  const { table, view, path, label } = useDataset();
  const columns = table?.columns ?? [];
  const [kind, setKind] = useState<ChartKind>(spec?.kind ?? 'bar');
  const [x, setX] = useState(spec?.x ?? columns[0]?.name ?? '');
  const [measure, setMeasure] = useState<Measure>(spec?.measure ?? 'count');
  const axis = columns.find((one) => one.name === x);
  const any = !hydrated;
  const typed = (column: Column) =>
    d('column_typed', { label: label(column.name), type: columnTypes.label(column.type, locale) });
  const scatter = kind === 'scatter';
  const numbersOnly = hydrated && (scatter || kind === 'histogram');
  const xs = numbersOnly ? columns.filter(isNumber) : columns;
  const ys = hydrated && measure !== 'count_distinct' ? columns.filter(isNumber) : columns;
  const measured = any || (!scatter && kind !== 'histogram');
  const kept = { ...viewQuery({ ...view, chart: null, plot: null }), ...nothing };
  return (
    <ViewForm path={path} part="chart" keep={kept} className="builder-form no-print" label={t('builder')}>
      <LeadingPick name="plot" label={t('kind')} value={kind} onChange={setKind}>
        {chartKinds.codes.map((code) => (
          <option key={code} value={code}>
            {chartKinds.label(code, locale)}
          </option>
        ))}
      </LeadingPick>
      <LeadingPick
        name="x"
        label={t('x')}
        value={xs.some((one) => one.name === x) ? x : (xs[0]?.name ?? '')}
        onChange={setX}
      >
        {xs.map((column) => (
          <option key={column.name} value={column.name}>
            {typed(column)}
          </option>
        ))}
      </LeadingPick>
      {measured && (
        <LeadingPick name="measure" label={t('measure')} value={measure} onChange={setMeasure}>
          {measures.codes
            .filter((code) => any || kind !== 'pie' || code === 'count' || code === 'sum')
            .map((code) => (
              <option key={code} value={code}>
                {measures.label(code, locale)}
              </option>
            ))}
        </LeadingPick>
      )}
      {(any || scatter || (measured && measure !== 'count')) && (
        <Pick name="y" label={t(scatter && hydrated ? 'y_scatter' : 'y')} initial={spec?.y ?? firstOther(ys, x)}>
          {any && <option value="">{t('none')}</option>}
          {(scatter && hydrated ? columns.filter(isNumber) : ys).map((column) => (
            <option key={column.name} value={column.name}>
              {typed(column)}
            </option>
          ))}
        </Pick>
      )}
      {(any || (kind !== 'histogram' && kind !== 'pie')) && (
        <Pick name="series" label={t('series')} initial={spec?.series ?? ''}>
          <option value="">{t('none')}</option>
          {columns
            .filter((column) => any || (column.name !== x && !isTime(column) && column.stats.distinct_count <= 1000))
            .map((column) => (
              <option key={column.name} value={column.name}>
                {typed(column)}
              </option>
            ))}
        </Pick>
      )}
      {(any || (axis !== undefined && isTime(axis) && !scatter)) && (
        <Pick name="unit" label={t('unit')} initial={spec?.unit ?? ''}>
          <option value="">{t('unit_auto')}</option>
          {timeUnits.codes.map((code) => (
            <option key={code} value={code}>
              {timeUnits.label(code, locale)}
            </option>
          ))}
        </Pick>
      )}
      {(any || kind === 'histogram') && (
        <Pick name="bins" label={t('bins')} initial={spec?.bins === null || spec === null ? '' : String(spec.bins)}>
          <option value="">{t('unit_auto')}</option>
          {[5, 10, 20, 50].map((count) => (
            <option key={count} value={count}>
              {count}
            </option>
          ))}
        </Pick>
      )}
      <button type="submit" className="btn" data-look="plain">
        {t('draw')}
      </button>
      {view.filters.length > 0 && <p className="help">{t('uses_filters', { count: view.filters.length })}</p>}
    </ViewForm>
  );
}

/** The names of the chart's own fields, so that the form's values stand alone. */
const nothing = Object.fromEntries(Object.keys(plotQuery(null)).map((name) => [name, null]));

const firstOther = (columns: readonly Column[], x: string): string =>
  (columns.find((one) => one.name !== x) ?? columns[0])?.name ?? '';

interface PickProps {
  readonly name: string;
  readonly label: string;
  readonly children: ReactNode;
}

/** A choice that only the address is told of. */
export function Pick({ name, label, initial, children }: PickProps & { readonly initial: string }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} name={name} className="input" defaultValue={initial}>
        {children}
      </select>
    </div>
  );
}

/** A choice that the rest of the form follows. */
export function LeadingPick<Value extends string>({
  name,
  label,
  value,
  onChange,
  children,
}: PickProps & { readonly value: Value; readonly onChange: (value: Value) => void }) {
  const id = useId();
  // Only what the list offers can be chosen.
  const take = (chosen: string) => onChange(chosen as Value);
  const field = useEarlyChoice<HTMLSelectElement>(value, take);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        ref={field}
        id={id}
        name={name}
        className="input"
        value={value}
        onChange={(event) => take(event.target.value)}
      >
        {children}
      </select>
    </div>
  );
}
