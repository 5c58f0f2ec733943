import { createInstance } from 'i18next';
import { type ReactNode, StrictMode, startTransition, useEffect } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { HydratedRouter } from 'react-router/dom';
import { i18nextOptions } from './present/words.ts';

const i18n = createInstance();
await i18n.init(i18nextOptions(document.documentElement.lang === 'en' ? 'en' : 'zh'));

/** Marks the document once every listener of the page is in place: effects of what stands inside run before this one. */
function Alive({ children }: { readonly children: ReactNode }) {
  useEffect(() => {
    document.documentElement.dataset.alive = '';
  }, []);
  return children;
}

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <Alive>
          <HydratedRouter />
        </Alive>
      </I18nextProvider>
    </StrictMode>,
  );
});
