import type { AgreementOut } from '#api/agreements/view.ts';
import { agreementDrafts } from '#app/i18n/agreement-drafts.ts';
import { clauseTitle } from '#app/present/clause-lines.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { TextArea } from '#app/ui/text-area.tsx';

interface Props {
  /** Clauses that the template fixes. */
  readonly fixed: readonly string[];
  readonly deviations: AgreementOut['deviations'];
}

/** One reason for each fixed clause that is agreed otherwise. */
export function ReasonFields({ fixed, deviations }: Props) {
  const t = useT(agreementDrafts);
  const locale = useLocale();
  if (fixed.length === 0) return null;
  return (
    <fieldset className="clause" id="clause-reasons">
      <legend>{t('reasons')}</legend>
      <p className="help">{t('reasons_lead')}</p>
      {fixed.map((clause) => (
        <TextArea
          key={clause}
          name={`deviations.${clause}`}
          label={t('reason_of', { clause: clauseTitle(clause, locale) })}
          optional
          limit={2000}
          rows={2}
          defaultValue={deviations.find((one) => one.clause === clause)?.reason ?? ''}
        />
      ))}
    </fieldset>
  );
}
