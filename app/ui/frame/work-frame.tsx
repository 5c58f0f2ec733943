import type { ReactNode } from 'react';
import { NavLink, useLocation } from 'react-router';
import { frame } from '#app/i18n/frame.ts';
import { navigation } from '#app/i18n/navigation.ts';
import { paths } from '#app/paths.ts';
import { navigationFor } from '#app/present/navigation.ts';
import { useRootData } from '#app/present/root-data.ts';
import { useT } from '#app/present/words.ts';
import { ActingNotice } from './acting-notice.tsx';
import { FactorNotice } from './factor-notice.tsx';
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
          <ActingNotice />
          <FactorNotice />
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
  const groups = navigationFor(viewer);
  // What fits on a desk without scrolling stands open; of more only the group one is in.
  const few = groups.reduce((sum, group) => sum + group.items.length, 0) <= 16;
  const density = paths.preferences({ dense: preferences.dense ? '0' : '1' }, pathname + search);
  return (
    <nav className="desk-nav" aria-label={t('work_navigation')}>
      <div>
        <p className="desk-org">{viewer.organization.name}</p>
        <p className="desk-person">{viewer.displayName}</p>
      </div>
      <div className="desk-items">
        {groups.map((group) => {
          const links = (
            <ul>
              {group.items.map((item) => (
                <li key={item.to}>
                  <NavLink to={item.to} end={item.to === paths.work()}>
                    {words(item.word)}
                  </NavLink>
                </li>
              ))}
            </ul>
          );
          if (group.word === 'group_start') return <section key={group.word}>{links}</section>;
          const here = group.items.some((item) => pathname === item.to || pathname.startsWith(`${item.to}/`));
          return (
            <details key={group.word} open={here || few}>
              <summary>{words(group.word)}</summary>
              {links}
            </details>
          );
        })}
      </div>
      <div className="desk-tools no-print">
        <a href={density} rel="nofollow">
          {preferences.dense ? t('density_off') : t('density_on')}
        </a>
      </div>
    </nav>
  );
}
