import { dataset as words } from '#app/i18n/dataset.ts';
import { cellText } from '#app/present/dataset-text.ts';
import { partsOf, withoutFilter } from '#app/present/dataset-view.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Cross } from '../cross.tsx';
import { useDataset } from './dataset-context.ts';
import { opWord } from './op-word.ts';
import { ViewLink } from './view-link.tsx';

/** Each condition in force, with the way to take it away. */
export function FilterChips() {
  const t = useT(words);
  const say = useFilterText();
  const { view, to } = useDataset();
  if (view.filters.length === 0) return null;
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
        {view.filters.length > 1 && (
          <li>
            <ViewLink to={to({ ...view, filters: [], page: 1 })} part="preview">
              {t('clear_all')}
            </ViewLink>
          </li>
        )}
      </ul>
    </div>
  );
}

/** A condition in words; one that is not written as a filter is shown as it stands. */
function useFilterText() {
  const t = useT(words);
  const locale = useLocale();
  const { version, label } = useDataset();
  return (filter: string): string => {
    const parts = partsOf(filter);
    if (parts === null) return filter;
    const type = version?.columns.find((one) => one.name === parts.column)?.type ?? 'text';
    const op = t(opWord(parts.op, type));
    const value = typeof parts.value === 'string' ? parts.value : (parts.value ?? []).join(t('list_join'));
    const shown =
      type === 'boolean' && (value === 'true' || value === 'false')
        ? (cellText(value === 'true', type, locale) ?? value)
        : value;
    return [label(parts.column), op, shown].filter((one) => one !== '').join(' ');
  };
}
