import { useId } from 'react';
import { dataset as words } from '#app/i18n/dataset.ts';
import { plainView, viewQuery } from '#app/present/dataset-view.ts';
import { numberText } from '#app/present/format.ts';
import { tablesOf } from '#app/present/tables.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { useDataset } from './dataset-context.ts';
import { ViewForm, ViewLink } from './view-link.tsx';

/** Which table of the file: a sheet of a workbook, a file of an archive. Another table is another question. */
export function TableChooser() {
  const t = useT(words);
  const locale = useLocale();
  const { version, table, to } = useDataset();
  const tables = version === null ? [] : tablesOf(version);
  if (tables.length < 2) return null;
  return (
    <nav className="table-chooser" aria-label={t('table_choose')}>
      <ul>
        {tables.map((one) => (
          <li key={one.number}>
            {one.number === table?.number ? (
              <b aria-current="true">{t('table_rows', { name: one.name, n: numberText(one.row_count, locale) })}</b>
            ) : (
              <ViewLink to={to({ ...plainView, table: one.number })} part="preview">
                {t('table_rows', { name: one.name, n: numberText(one.row_count, locale) })}
              </ViewLink>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Words in any text column. */
export function WordSearch() {
  const t = useT(words);
  const id = useId();
  const { table, view, path } = useDataset();
  if (table?.columns.every((one) => one.type !== 'text')) return null;
  return (
    <ViewForm
      path={path}
      part="preview"
      keep={{ ...viewQuery({ ...view, page: 1, after: null }), q: null }}
      className="filter-form word-search no-print"
      label={t('words_title')}
    >
      <div className="field">
        <label htmlFor={id}>{t('words_help')}</label>
        <input
          id={id}
          type="search"
          name="q"
          className="input"
          defaultValue={view.q ?? ''}
          maxLength={200}
          autoComplete="off"
        />
      </div>
      <button type="submit" className="btn" data-look="plain">
        {t('words_go')}
      </button>
    </ViewForm>
  );
}
