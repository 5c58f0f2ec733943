import type { ReactNode } from 'react';
import { frame } from '#app/i18n/frame.ts';
import { useRootData } from '#app/present/root-data.ts';
import { useT } from '#app/present/words.ts';
import { Footer } from './footer.tsx';
import { Masthead } from './masthead.tsx';
import { Strip } from './strip.tsx';

export function PublicFrame({ search = true, children }: { readonly search?: boolean; readonly children: ReactNode }) {
  return (
    <div className="page">
      <SkipLink />
      <Strip />
      <Masthead search={search} />
      <DemonstrationBand />
      <main id="content" tabIndex={-1}>
        <div className="wrap">{children}</div>
      </main>
      <Footer />
    </div>
  );
}

export function SkipLink() {
  return (
    <a className="skip" href="#content">
      {useT(frame)('skip')}
    </a>
  );
}

/** Said once, quietly, on every page of a demonstration. */
export function DemonstrationBand() {
  const t = useT(frame);
  if (!useRootData().demonstration) return null;
  return (
    <aside className="demo-band" aria-label={t('name')}>
      <p className="wrap">{t('demonstration')}</p>
    </aside>
  );
}
