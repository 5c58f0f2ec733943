import type { ReactNode } from 'react';
import type { TermsOut } from '#api/agreements/view.ts';
import { agreementDrafts } from '#app/i18n/agreement-drafts.ts';
import { clauseLines, clauseTitle } from '#app/present/clause-lines.ts';
import { type Piece, textChange } from '#app/present/text-change.ts';
import { useLocale, useT } from '#app/present/words.ts';

interface Props {
  readonly clause: string;
  readonly before: TermsOut;
  readonly after: TermsOut;
  /** Names of the two sides; before and after unless told. */
  readonly heads?: readonly [before: string, after: string];
  /** What belongs to the clause: marks above, choices below. */
  readonly note?: ReactNode;
  /** Where a heading stands above it already. */
  readonly level?: 3 | 4;
  readonly children?: ReactNode;
}

/** One clause as it was and as it is, beside each other, with the words that changed. */
export function ClauseChange({ clause, before, after, heads, note, level = 3, children }: Props) {
  const t = useT(agreementDrafts);
  const locale = useLocale();
  const text = (terms: TermsOut) => clauseLines(terms, clause, locale).join('\n');
  const change = textChange(text(before), text(after));
  const title = clauseTitle(clause, locale);
  const [was, is] = heads ?? [t('before'), t('after')];
  return (
    <article className="clause-change">
      {level === 3 ? <h3>{title}</h3> : <h4>{title}</h4>}
      {note}
      <div className="clause-sides">
        <Side head={was} pieces={change.before} changed="del" />
        <Side head={is} pieces={change.after} changed="ins" />
      </div>
      {children}
    </article>
  );
}

interface SideProps {
  readonly head: string;
  readonly pieces: readonly Piece[];
  readonly changed: 'del' | 'ins';
}

function Side({ head, pieces, changed: Changed }: SideProps) {
  const t = useT(agreementDrafts);
  const whole = pieces.map((one) => one.text).join('');
  return (
    <div data-side={Changed}>
      <p className="side-head">{head}</p>
      {whole.trim() === '' ? (
        <p className="help">{t('nothing')}</p>
      ) : (
        <p className="clause-text" lang={han(whole)}>
          {pieces.map((one, at) =>
            one.changed ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no names; they stand in their order
              <Changed key={at}>{one.text}</Changed>
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no names; they stand in their order
              <span key={at}>{one.text}</span>
            ),
          )}
        </p>
      )}
    </div>
  );
}

/** What was agreed is data: its language is told for readers of the English page. */
export const han = (text: string): 'zh-CN' | undefined => (/\p{Script=Han}/u.test(text) ? 'zh-CN' : undefined);

interface ListProps {
  readonly clauses: readonly { readonly clause: string }[];
  readonly before: TermsOut;
  readonly after: TermsOut;
  readonly none: string;
}

export function ClauseChanges({ clauses, before, after, none }: ListProps) {
  if (clauses.length === 0) return <p className="help">{none}</p>;
  return (
    <div className="clause-changes">
      {clauses.map(({ clause }) => (
        <ClauseChange key={clause} clause={clause} before={before} after={after} />
      ))}
    </div>
  );
}
