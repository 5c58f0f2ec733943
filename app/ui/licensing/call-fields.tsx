import { callMethods } from '#api/licensing/rules/kind-codes.ts';
import { licensingKinds } from '#app/i18n/licensing-kinds.ts';
import { useSide, useT } from '#app/present/words.ts';
import { CheckboxGroup, RadioGroup } from '#app/ui/choices.tsx';
import { NumberInput, TextInput } from '#app/ui/inputs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';

export interface CallValues {
  readonly method: string;
  readonly direct_reason: string | null;
  readonly title: string;
  readonly words: string;
  readonly plan: string;
  readonly term_years: number;
  readonly datasets: readonly { readonly code: string }[];
}

/** What an agency writes of a call. */
export function CallFields({
  values,
  datasets,
}: {
  readonly values: CallValues;
  readonly datasets: readonly { readonly code: string; readonly title: string }[];
}) {
  const t = useT(licensingKinds);
  const side = useSide();
  return (
    <>
      <TextInput name="title" label={t('call_title')} defaultValue={values.title} />
      <RadioGroup
        name="method"
        label={t('call_method')}
        defaultValue={values.method}
        options={callMethods.codes.map((value) => ({ value, label: side(callMethods.words[value]) }))}
      />
      <TextArea
        name="direct_reason"
        label={t('call_direct')}
        optional
        limit={2000}
        rows={2}
        defaultValue={values.direct_reason ?? ''}
      />
      <CheckboxGroup
        name="datasets"
        label={t('call_datasets')}
        defaultValues={values.datasets.map((one) => one.code)}
        options={datasets.map((one) => ({
          value: one.code,
          label: <span lang="zh-CN">{one.title}</span>,
          help: one.code,
        }))}
      />
      <TextArea name="words" label={t('call_words')} limit={6000} rows={5} defaultValue={values.words} />
      <TextArea
        name="plan"
        label={t('call_plan')}
        help={t('call_plan_help')}
        optional
        limit={6000}
        rows={6}
        defaultValue={values.plan}
      />
      <NumberInput name="term_years" label={t('call_years')} unit={t('years')} defaultValue={values.term_years} />
    </>
  );
}
