import type { ReactNode } from 'react';
import { NavLink, useLocation } from 'react-router';
import { frame } from '#app/i18n/frame.ts';
import { navigation } from '#app/i18n/navigation.ts';
import { paths } from '#app/paths.ts';
import { navigationFor } from '#app/present/navigation.ts';
import { useRootData } from '#app/present/root-data.ts';
import { useT } from '#app/present/words.ts';
import { SkipLink } from './public-frame.tsx';
import { Strip } from './strip.tsx';
import { Wordmark } from './wordmark.tsx';

export function WorkFrame({ children }: { readonly children: ReactNode }) {
  return (
    <div className="page" data-work="">
      <SkipLink />
      <header>
        <Strip />
        <div className="masthead">
          <div className="wrap">
            <Wordmark />
          </div>
        </div>
      </header>
      <div className="desk">
        <DeskNavigation />
        <main id="content" tabIndex={-1} className="desk-main">
          {children}
        </main>
      </div>
    </div>
  );
}

function DeskNavigation() {
  const t = useT(frame);
  const words = useT(navigation);
  const { viewer, preferences } = useRootData();
  const { pathname, search } = useLocation();
  if (viewer === null) return null;
  const density = paths.preferences({ dense: preferences.dense ? '0' : '1' }, pathname + search);
  return (
    <nav className="desk-nav" aria-label={t('work_navigation')}>
      <div>
        <p className="desk-org">{viewer.organization.name}</p>
        <p className="desk-person">{viewer.displayName}</p>
      </div>
      {/* On a phone the items are a strip that scrolls; its links keep it reachable by keyboard. */}
      <div className="desk-items">
        {navigationFor(viewer).map((group) => (
          <section key={group.word}>
            <h2>{words(group.word)}</h2>
            <ul>
              {group.items.map((item) => (
                <li key={item.to}>
                  <NavLink to={item.to} end={item.to === paths.work()}>
                    {words(item.word)}
                  </NavLink>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <div className="desk-tools no-print">
        <a href={density} rel="nofollow">
          {preferences.dense ? t('density_off') : t('density_on')}
        </a>
      </div>
    </nav>
  );
}
