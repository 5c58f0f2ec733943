import { longestText } from '#api/licensing/contract.ts';
import { degrees } from '#api/licensing/rules/codes.ts';
import { licensing } from '#app/i18n/licensing.ts';
import { useSide, useT } from '#app/present/words.ts';
import { RadioGroup } from '#app/ui/choices.tsx';
import { DateInput } from '#app/ui/inputs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';

export interface Material {
  readonly purpose: string;
  readonly scenario: string;
  readonly scope: string;
  readonly degree: string;
  readonly term_from: string;
  readonly term_to: string;
}

export const blankMaterial: Material = {
  purpose: '',
  scenario: '',
  scope: '',
  degree: '',
  term_from: '',
  term_to: '',
};

/** What an applicant says about the use: asked once here, taken over into certificate and agreement. */
export function MaterialFields({ values, years = 5 }: { readonly values: Material; readonly years?: number }) {
  const t = useT(licensing);
  const side = useSide();
  return (
    <>
      {(['purpose', 'scenario', 'scope'] as const).map((name) => (
        <TextArea
          key={name}
          name={name}
          label={t(name)}
          help={t(`${name}_help`)}
          limit={longestText}
          rows={4}
          defaultValue={values[name]}
        />
      ))}
      <RadioGroup
        name="degree"
        label={t('degree')}
        help={t('degree_help')}
        defaultValue={values.degree}
        options={degrees.codes.map((value) => ({ value, label: side(degrees.words[value]) }))}
      />
      <DateInput
        name="term_from"
        label={t('term_from')}
        help={t('term_help', { n: years })}
        defaultValue={values.term_from}
      />
      <DateInput name="term_to" label={t('term_to')} defaultValue={values.term_to} />
    </>
  );
}
