import type { ReactNode } from 'react';
import { frame } from '#app/i18n/frame.ts';
import { useT } from '#app/present/words.ts';
import { Footer } from './footer.tsx';
import { Masthead } from './masthead.tsx';
import { Strip } from './strip.tsx';

export function PublicFrame({ search = true, children }: { readonly search?: boolean; readonly children: ReactNode }) {
  return (
    <div className="page">
      <SkipLink />
      <header>
        <Strip />
        <Masthead search={search} />
      </header>
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
