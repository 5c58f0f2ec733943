import { Link } from 'react-router';
import { type Theme, themes } from '#api/catalog/rules/codes.ts';
import { dataset as words } from '#app/i18n/dataset.ts';
import { ui } from '#app/i18n/ui.ts';
import { paths } from '#app/paths.ts';
import { useLocale, useT } from '#app/present/words.ts';

export function Breadcrumb({ theme }: { readonly theme: Theme | null }) {
  const t = useT(words);
  const u = useT(ui);
  const locale = useLocale();
  return (
    <nav className="breadcrumb" aria-label={u('breadcrumb')}>
      <ol>
        <li>
          <Link to={paths.datasets()}>{t('data')}</Link>
        </li>
        {theme !== null && (
          <li>
            <Link to={paths.theme(theme)}>{themes.label(theme, locale)}</Link>
          </li>
        )}
      </ol>
    </nav>
  );
}
