import { dataset as words } from '#app/i18n/dataset.ts';
import { viewQuery } from '#app/present/dataset-view.ts';
import { useT } from '#app/present/words.ts';
import { useDataset } from './dataset-context.ts';
import { ViewForm, ViewLink } from './view-link.tsx';

/** Which columns are shown; the rest stay out of the downloads of this selection too. */
export function ColumnChooser() {
  const t = useT(words);
  const { table, view, path, to, label, preview } = useDataset();
  const columns = table?.columns ?? [];
  if (columns.length < 2) return null;
  const first = preview?.firstColumns ?? null;
  const chosen = (name: string, at: number) =>
    view.columns.length > 0 ? view.columns.includes(name) : first === null || at < first;
  const shown = columns.filter((column, at) => chosen(column.name, at)).length;
  return (
    <details className="more columns no-print">
      <summary>
        {t('choose_columns')}
        <small>{t('columns_shown', { shown, total: columns.length })}</small>
      </summary>
      <ViewForm
        key={view.columns.join('\n')}
        path={path}
        part="preview"
        keep={{ ...viewQuery({ ...view, columns: [] }), columns: [] }}
        label={t('choose_columns')}
      >
        <ul>
          {columns.map((column, at) => (
            <li key={column.name}>
              <label>
                <input type="checkbox" name="columns" value={column.name} defaultChecked={chosen(column.name, at)} />
                <span>{label(column.name)}</span>
              </label>
            </li>
          ))}
        </ul>
        <div className="actions">
          <button type="submit" className="btn" data-look="plain" data-size="small">
            {t('columns_apply')}
          </button>
          {view.columns.length > 0 && (
            <ViewLink to={to({ ...view, columns: [] })} part="preview">
              {t('columns_all')}
            </ViewLink>
          )}
        </div>
      </ViewForm>
    </details>
  );
}
