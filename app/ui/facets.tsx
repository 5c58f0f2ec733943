import { Link } from 'react-router';
import { ui } from '#app/i18n/ui.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';

export interface FacetGroup {
  readonly key: string;
  readonly title: string;
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly count: number;
    /** Where a click leads: with the value added, or taken away when it is chosen. */
    readonly to: string;
    readonly chosen: boolean;
  }[];
}

/** Filters as links: the state is the address, so they work without JavaScript and can be shared. */
export function Facets({ groups, clear }: { readonly groups: readonly FacetGroup[]; readonly clear: string | null }) {
  const t = useT(ui);
  const locale = useLocale();
  return (
    <nav className="facets" aria-label={t('facets')}>
      {clear !== null && (
        <p>
          <Link to={clear}>{t('clear_facets')}</Link>
        </p>
      )}
      {groups
        .filter((group) => group.options.length > 0)
        .map((group, at) => (
          <details key={group.key} open={at < 3 || group.options.some((option) => option.chosen)}>
            <summary>{group.title}</summary>
            <ul>
              {group.options.map((option) => (
                <li key={option.value}>
                  <Link
                    to={option.to}
                    aria-current={option.chosen ? 'true' : undefined}
                    preventScrollReset
                    rel="nofollow"
                  >
                    <span>{option.label}</span>
                    <span>{numberText(option.count, locale)}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </details>
        ))}
    </nav>
  );
}
