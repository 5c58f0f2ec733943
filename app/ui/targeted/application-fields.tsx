import { applicantKinds, interests } from '#api/targeted/rules/codes.ts';
import { longestText } from '#api/targeted/rules/limits.ts';
import { targeted } from '#app/i18n/targeted.ts';
import { useSide, useT } from '#app/present/words.ts';
import { RadioGroup, Select } from '#app/ui/choices.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';

export interface ApplicationValues {
  readonly interest: string;
  readonly statement: string;
  readonly scope: string;
  readonly purpose: string;
  readonly applicant_kind: string;
}
export const blankApplication: ApplicationValues = {
  interest: '',
  statement: '',
  scope: '',
  purpose: '',
  applicant_kind: 'person',
};

/** What an applicant states; of the identity nothing that is kept comes back into the page. */
export function ApplicationFields({
  values,
  kept = false,
}: {
  readonly values: ApplicationValues;
  readonly kept?: boolean;
}) {
  const t = useT(targeted);
  const side = useSide();
  return (
    <>
      <Select
        name="interest"
        label={t('interest')}
        defaultValue={values.interest}
        options={interests.codes.map((value) => ({ value, label: side(interests.words[value]) }))}
      />
      <TextArea name="purpose" label={t('purpose')} limit={longestText} rows={3} defaultValue={values.purpose} />
      <p className="help">{t('sealed_note')}</p>
      <TextArea name="statement" label={t('statement')} limit={longestText} rows={4} defaultValue={values.statement} />
      <TextArea
        name="scope"
        label={t('scope')}
        help={t('scope_help')}
        limit={longestText}
        rows={3}
        defaultValue={values.scope}
      />
      <RadioGroup
        name="applicant_kind"
        label={t('applicant_kind')}
        defaultValue={values.applicant_kind}
        options={applicantKinds.codes.map((value) => ({ value, label: side(applicantKinds.words[value]) }))}
      />
      <TextInput
        name="name"
        label={t('name')}
        {...(kept ? { help: t('keep_help'), optional: true } : {})}
        autoComplete="off"
        maxLength={100}
        width="medium"
      />
      <TextInput
        name="number"
        label={t('number')}
        {...(kept ? { help: t('keep_help'), optional: true } : {})}
        autoComplete="off"
        maxLength={40}
        width="medium"
      />
      <TextInput
        name="representative"
        label={t('representative')}
        optional
        autoComplete="off"
        maxLength={100}
        width="medium"
      />
    </>
  );
}
