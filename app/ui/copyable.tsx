import { useEffect, useState } from 'react';
import { ui } from '#app/i18n/ui.ts';
import { useT } from '#app/present/words.ts';

/** Text to take along: one click selects all of it; with JavaScript a button copies it and says so. */
export function Copyable({
  text,
  label,
  plain = false,
}: {
  readonly text: string;
  readonly label: string;
  readonly plain?: boolean;
}) {
  const t = useT(ui);
  const [state, setState] = useState<'off' | 'ready' | 'copied'>('off');
  useEffect(() => {
    if (navigator.clipboard !== undefined) setState('ready');
  }, []);
  useEffect(() => {
    if (state !== 'copied') return;
    const timer = setTimeout(() => setState('ready'), 3000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('off'),
    );
  return (
    <div className="copyable" data-plain={plain || undefined}>
      <span>{text}</span>
      {state !== 'off' && (
        <button
          type="button"
          className="btn copy-button"
          data-look="plain"
          data-size="small"
          onClick={copy}
          aria-label={`${t('copy')} ${label}`}
        >
          {state === 'copied' ? t('copied') : t('copy')}
        </button>
      )}
      <span className="sr-only" role="status">
        {state === 'copied' ? t('copied') : ''}
      </span>
    </div>
  );
}
