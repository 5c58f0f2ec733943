import { type ChangeEvent, useId, useState } from 'react';
import { columnTypes } from '#api/datasets/rules/codes.ts';
import { dataset as words } from '#app/i18n/dataset.ts';
import { allOps, needsValue, type Op, opsFor, viewQuery } from '#app/present/dataset-view.ts';
import { opWord } from '#app/present/filter-text.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { useDataset } from './dataset-context.ts';
import { useEarlyChoice } from './use-early-choice.ts';
import { useHydrated } from './use-hydrated.ts';
import { ViewForm } from './view-link.tsx';

/** One more condition. With script the operators and the field follow the column's type; without, all are offered. */
export function FilterForm() {
  const t = useT(words);
  const locale = useLocale();
  const id = useId();
  const hydrated = useHydrated();
  const { table, view, path, label, preview } = useDataset();
  const columns = table?.columns ?? [];
  const typed = preview?.asked?.typed;
  const [name, setName] = useState(typed?.column ?? columns[0]?.name ?? '');
  const column = columns.find((one) => one.name === name);
  const type = column?.type ?? 'text';
  const frequent = type === 'text' ? (column?.stats.top_values ?? []) : [];
  const ops = hydrated ? opsFor(type) : allOps;
  const [chosen, setOp] = useState<Op>(typed?.op ?? 'contains');
  const op = ops.includes(chosen) ? chosen : (ops[0] ?? 'eq');
  const [early, setEarly] = useState(typed?.value ?? '');
  const columnField = useEarlyChoice<HTMLSelectElement>(name, setName);
  const opField = useEarlyChoice<HTMLSelectElement>(op, (value) => setOp(value as Op));
  const valueField = useEarlyChoice<HTMLInputElement>(early, setEarly);
  const change = (event: ChangeEvent<HTMLSelectElement>) => {
    const next = columns.find((one) => one.name === event.target.value)?.type ?? 'text';
    setName(event.target.value);
    setOp(opsFor(next)[0] ?? 'eq');
  };
  return (
    <ViewForm
      path={path}
      part="preview"
      keep={viewQuery({ ...view, page: 1, after: null })}
      className="filter-form no-print"
      label={t('filter_title')}
    >
      <div className="field">
        <label htmlFor={`${id}-column`}>{t('filter_column')}</label>
        <select ref={columnField} id={`${id}-column`} name="column" className="input" value={name} onChange={change}>
          {columns.map((one) => (
            <option key={one.name} value={one.name}>
              {t('column_typed', { label: label(one.name), type: columnTypes.label(one.type, locale) })}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-op`}>{t('filter_op')}</label>
        <select
          ref={opField}
          id={`${id}-op`}
          name="op"
          className="input"
          value={op}
          onChange={(event) => setOp(event.target.value as Op)}
        >
          {ops.map((one) => (
            <option key={one} value={one}>
              {t(opWord(one, hydrated ? type : 'text'))}
            </option>
          ))}
        </select>
      </div>
      {(!hydrated || needsValue(op)) && (
        <div className="field">
          <label htmlFor={`${id}-value`}>{t(op === 'between' ? 'filter_from' : 'filter_value')}</label>
          {hydrated && type === 'boolean' ? (
            <select id={`${id}-value`} name="value" className="input">
              <option value="true">{t('yes')}</option>
              <option value="false">{t('no')}</option>
            </select>
          ) : (
            <input
              ref={valueField}
              key={`${type}-${op === 'contains'}-${name}`}
              id={`${id}-value`}
              name="value"
              className="input"
              defaultValue={early}
              autoComplete="off"
              maxLength={500}
              aria-invalid={preview?.asked != null || undefined}
              {...(frequent.length > 0 ? { list: `${id}-values` } : {})}
              {...inputFor(hydrated ? type : 'text', op)}
            />
          )}
          {frequent.length > 0 && (
            <datalist id={`${id}-values`}>
              {frequent.map(({ value }) => (
                <option key={value} value={value} />
              ))}
            </datalist>
          )}
        </div>
      )}
      {hydrated && op === 'between' && (
        <div className="field">
          <label htmlFor={`${id}-to`}>{t('filter_to')}</label>
          <input
            key={type}
            id={`${id}-to`}
            name="to"
            className="input"
            defaultValue={typed?.to ?? ''}
            autoComplete="off"
            aria-invalid={preview?.asked != null || undefined}
            {...inputFor(type, op)}
          />
        </div>
      )}
      <button type="submit" className="btn" data-look="plain">
        {t('filter_add')}
      </button>
    </ViewForm>
  );
}

function inputFor(type: string, op: Op) {
  if (op === 'contains' || op === 'starts' || op === 'ends') return { type: 'text' } as const;
  if (type === 'date') return { type: 'date' } as const;
  if (type === 'datetime') return { type: 'datetime-local' } as const;
  return type === 'integer' || type === 'decimal'
    ? ({ type: 'text', inputMode: 'decimal' } as const)
    : ({ type: 'text' } as const);
}
