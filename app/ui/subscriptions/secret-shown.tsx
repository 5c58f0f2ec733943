import type { ReactNode } from 'react';
import { subscriptions } from '#app/i18n/subscriptions.ts';
import { useT } from '#app/present/words.ts';
import { Copyable } from '../copyable.tsx';

/** A signing secret, this once. */
export function SecretShown({ secret, children }: { readonly secret: string; readonly children?: ReactNode }) {
  const t = useT(subscriptions);
  return (
    <div className="secret-shown" role="status">
      <strong>{t('made_title')}</strong>
      <p>{t('made_text')}</p>
      <Copyable text={secret} label={t('secret')} />
      {children}
    </div>
  );
}
