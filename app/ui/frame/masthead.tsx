import { NavLink } from 'react-router';
import { frame } from '#app/i18n/frame.ts';
import { paths } from '#app/paths.ts';
import { useT } from '#app/present/words.ts';
import { SearchBox } from '../search-box.tsx';
import { Wordmark } from './wordmark.tsx';

const items = [
  ['data', paths.datasets()],
  ['products', paths.products()],
  ['requests', paths.requests()],
  ['developers', paths.developers()],
  ['transparency', paths.transparency()],
  ['verify', paths.verify()],
  ['law', paths.law()],
] as const;

/** Name, ways, and the search; pages that are a search themselves leave the small one out. */
export function Masthead({ search }: { readonly search: boolean }) {
  const t = useT(frame);
  return (
    <div className="masthead">
      <div className="wrap">
        <Wordmark />
        <nav aria-label={t('main_navigation')}>
          <ul>
            {items.map(([word, to]) => (
              <li key={to}>
                <NavLink to={to}>{t(word)}</NavLink>
              </li>
            ))}
          </ul>
        </nav>
        {search && <SearchBox />}
      </div>
    </div>
  );
}
