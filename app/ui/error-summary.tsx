import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { ui } from '#app/i18n/ui.ts';
import { paths } from '#app/paths.ts';
import type { RefusalView } from '#app/present/refused.ts';
import { useSide, useT } from '#app/present/words.ts';
import { fieldId } from './form-context.ts';

/** What was refused and why, with links to the fields; takes the focus when it appears. */
export function ErrorSummary({ refusal, prefix = 'f' }: { readonly refusal: RefusalView; readonly prefix?: string }) {
  const t = useT(ui);
  const side = useSide();
  const box = useRef<HTMLDivElement>(null);
  const labels = useLabels(refusal, prefix);
  // A new refusal is a new object: the focus comes back to it each time.
  useEffect(() => {
    if (refusal !== undefined) box.current?.focus();
  }, [refusal]);
  const faulty = refusal.fields.length > 0;
  return (
    <div ref={box} className="notice" data-tone="refusal" role="alert" tabIndex={-1}>
      <h2>{faulty ? t('there_is_a_problem') : t('refused')}</h2>
      <p>
        {side(refusal)}
        {t('kept')}
      </p>
      {refusal.code === 'people.factor_again' && (
        <p>
          {/* In another tab: this page keeps what was typed. */}
          <a href={paths.accountAgain()} target="_blank" rel="noreferrer">
            {t('give_code')}
          </a>
        </p>
      )}
      {refusal.article !== null && <BasedOn article={refusal.article} />}
      {faulty && (
        <ul>
          {refusal.fields.map((fault) => (
            <li key={fault.path}>
              <a href={`#${fieldId(prefix, fault.path)}`}>
                {labels[fault.path] !== undefined && `${labels[fault.path]}${t('label_end')}`}
                {side(fault)}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The labels of the faulty fields, read from the page: the summary stands before them. */
function useLabels(refusal: RefusalView, prefix: string): Readonly<Record<string, string>> {
  const [labels, setLabels] = useState<Readonly<Record<string, string>>>({});
  useEffect(() => {
    const found = refusal.fields.flatMap(({ path }) => {
      const id = CSS.escape(fieldId(prefix, path));
      const label = document.querySelector(`label[for="${id}"], #${id} > legend`)?.firstChild?.textContent;
      return label == null ? [] : [[path, label] as const];
    });
    setLabels(Object.fromEntries(found));
  }, [refusal, prefix]);
  return labels;
}

/** The article a refusal rests on, as a link to its text. */
export function BasedOn({ article }: { readonly article: string }) {
  const t = useT(ui);
  return (
    <p>
      <Link to={paths.law(article)}>{t('based_on_article', { article })}</Link>
    </p>
  );
}
