import { dataset as words } from '#app/i18n/dataset.ts';
import { withoutFilter, withoutFilters } from '#app/present/dataset-view.ts';
import { filterText } from '#app/present/filter-text.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Cross } from '../cross.tsx';
import { useDataset } from './dataset-context.ts';
import { ViewLink } from './view-link.tsx';

/** Each condition in force, with the way to take it away. */
export function FilterChips() {
  const t = useT(words);
  const say = useFilterText();
  const { view, to } = useDataset();
  if (view.filters.length === 0 && view.q === null) return null;
  return (
    <div className="chips">
      <p>{t('filters_active')}</p>
      <ul>
        {view.filters.map((filter) => {
          const text = say(filter);
          return (
            <li key={filter}>
              <ViewLink
                to={to(withoutFilter(view, filter))}
                part="preview"
                label={t('filter_remove', { filter: text })}
                className="chip"
              >
                <span>{text}</span>
                <Cross />
              </ViewLink>
            </li>
          );
        })}
        {view.q !== null && (
          <li>
            <ViewLink
              to={to({ ...view, q: null, page: 1, after: null })}
              part="preview"
              label={t('filter_remove', { filter: view.q })}
              className="chip"
            >
              <span>{t('words_chip', { q: view.q })}</span>
              <Cross />
            </ViewLink>
          </li>
        )}
        {view.filters.length > 1 && (
          <li>
            <ViewLink to={to(withoutFilters(view))} part="preview">
              {t('clear_all')}
            </ViewLink>
          </li>
        )}
      </ul>
    </div>
  );
}

/** A condition in words. */
function useFilterText() {
  const locale = useLocale();
  const { table, label } = useDataset();
  const typeOf = (name: string) => table?.columns.find((one) => one.name === name)?.type ?? 'text';
  return (filter: string): string => filterText(filter, { typeOf, label }, locale);
}
