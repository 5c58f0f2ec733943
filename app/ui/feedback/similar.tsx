import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import type { z } from 'zod';
import type { similarOut } from '#api/feedback/contract.ts';
import { feedback } from '#app/i18n/feedback.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { RequestList } from './request-list.tsx';
import { Said } from './said.tsx';

/** What is alike, before one more request is filed; the reader is led to it. */
export function Similar({ found }: { readonly found: z.input<typeof similarOut> }) {
  const t = useT(feedback);
  const locale = useLocale();
  const head = useRef<HTMLElement>(null);
  useEffect(() => head.current?.focus(), []);
  return (
    <section ref={head} tabIndex={-1} className="notice" data-tone="info" aria-labelledby="similar">
      <h2 id="similar">{t('similar')}</h2>
      {found.requests.length > 0 && (
        <>
          <p>{t('similar_text')}</p>
          <RequestList items={found.requests} heading="h3" />
        </>
      )}
      {found.datasets.length > 0 && (
        <>
          <h3>{t('similar_datasets')}</h3>
          <ul>
            {found.datasets.map((one) => (
              <li key={one.code}>
                <Link to={one.page}>
                  <Said>{locale === 'en' ? (one.title_en ?? one.title) : one.title}</Said>
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
