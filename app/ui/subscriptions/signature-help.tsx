import { subscriptions } from '#app/i18n/subscriptions.ts';
import { webhookSnippets } from '#app/present/webhook-snippets.ts';
import { useT } from '#app/present/words.ts';
import { Copyable } from '../copyable.tsx';

/** What a receiver does with a message, with code to take along. */
export function SignatureHelp() {
  const t = useT(subscriptions);
  return (
    <>
      <p>{t('dev_text')}</p>
      {webhookSnippets.map(({ name, code }) => (
        <div key={name}>
          <h3 className="mt-6">{name}</h3>
          <Copyable text={code} label={name} />
        </div>
      ))}
    </>
  );
}
