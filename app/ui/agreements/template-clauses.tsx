import { clauseMarks } from '#api/agreements/rules/draft-codes.ts';
import { clausesOfApplication } from '#api/agreements/rules/forms.ts';
import type { TemplateOut } from '#api/agreements/template-view.ts';
import { agreementTemplates } from '#app/i18n/agreement-templates.ts';
import { clauseLines, clauseTitle } from '#app/present/clause-lines.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { han } from './clause-change.tsx';

/** A template as one reads it: every clause with what it says and how firmly. */
export function TemplateClauses({ template }: { readonly template: Pick<TemplateOut, 'clauses' | 'terms'> }) {
  const t = useT(agreementTemplates);
  const side = useSide();
  const locale = useLocale();
  return (
    <div className="grid gap-5">
      {clausesOfApplication.map((clause) => (
        <div className="clause" key={clause}>
          <h3>{clauseTitle(clause, locale)}</h3>
          <p className="help">{t('of_application')}</p>
        </div>
      ))}
      {template.clauses.map(({ clause, mark }) => {
        const lines = mark === 'blank' ? [] : clauseLines(template.terms, clause, locale);
        const text = lines.join('\n');
        return (
          <div className="clause" key={clause}>
            <h3>
              {clauseTitle(clause, locale)}
              <span className="clause-mark" data-mark={mark}>
                {side(clauseMarks.words[mark])}
              </span>
            </h3>
            {text === '' ? (
              <p className="help">{t(mark === 'blank' ? 'of_parties' : 'no_limit')}</p>
            ) : (
              <p className="clause-text" lang={han(text)}>
                {text}
              </p>
            )}
          </div>
        );
      })}
    </div>
  );
}
