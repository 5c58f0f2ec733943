import { dataTypes } from '#api/catalog/rules/codes.ts';
import { basisKinds, frequencies, subjectKinds } from '#api/collection/rules/codes.ts';
import { longestText } from '#api/collection/rules/terms.ts';
import { regions, within } from '#api/kernel/regions.ts';
import { collection } from '#app/i18n/collection.ts';
import { usePlace } from '#app/present/place.ts';
import { useSide, useT } from '#app/present/words.ts';
import { CheckboxGroup, Select } from '#app/ui/choices.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';

export interface ItemValues {
  readonly name: string;
  readonly meaning: string;
  readonly data_type: string;
  readonly subject_kind: string;
  readonly purpose: string;
  readonly population: string;
  readonly regions: readonly string[];
  readonly frequency: string;
  readonly system: string;
  readonly basis_kind: string;
  readonly instrument: string;
  readonly article: string;
}

export const blankItem = (name: string, instrument: string): ItemValues => ({
  name,
  meaning: '',
  data_type: 'C',
  subject_kind: 'natural',
  purpose: '',
  population: '',
  regions: [],
  frequency: 'per_case',
  system: '',
  basis_kind: 'provision',
  instrument,
  article: '',
});

/** What an item says; `own` is the agency's region, below which it may choose. */
export function ItemFields({ values, own }: { readonly values: ItemValues; readonly own: string }) {
  const t = useT(collection);
  const side = useSide();
  const place = usePlace();
  const below = regions.codes.filter((code) => code !== own && within(code, own));
  const options = <K extends string>(list: {
    codes: readonly K[];
    words: Readonly<Record<K, readonly [string, string]>>;
  }) => list.codes.map((value) => ({ value, label: side(list.words[value]) }));
  return (
    <>
      <TextInput name="name" label={t('name')} defaultValue={values.name} width="medium" />
      <TextArea
        name="meaning"
        label={t('meaning')}
        help={t('meaning_help')}
        defaultValue={values.meaning}
        limit={500}
        rows={2}
      />
      <Select
        name="data_type"
        label={t('type')}
        blank={null}
        defaultValue={values.data_type}
        options={options(dataTypes)}
      />
      <Select
        name="subject_kind"
        label={t('subject')}
        blank={null}
        defaultValue={values.subject_kind}
        options={options(subjectKinds)}
      />
      <TextInput
        name="population"
        label={t('population')}
        help={t('population_help')}
        defaultValue={values.population}
        width="medium"
      />
      <TextArea name="purpose" label={t('purpose')} defaultValue={values.purpose} limit={longestText} rows={3} />
      <Select
        name="basis_kind"
        label={t('basis_kind')}
        help={t('consent_needed')}
        blank={null}
        defaultValue={values.basis_kind}
        options={options(basisKinds)}
      />
      <TextInput name="instrument" label={t('instrument')} defaultValue={values.instrument} width="medium" optional />
      <TextInput name="article" label={t('article')} help={t('article_help')} defaultValue={values.article} optional />
      <Select
        name="frequency"
        label={t('frequency')}
        blank={null}
        defaultValue={values.frequency}
        options={options(frequencies)}
      />
      {below.length > 0 && (
        <CheckboxGroup
          name="regions"
          label={t('regions')}
          help={t('regions_help')}
          optional
          defaultValues={values.regions}
          options={below.map((value) => ({ value, label: place(value) }))}
        />
      )}
      <TextInput name="system" label={t('system')} defaultValue={values.system} width="medium" optional />
    </>
  );
}
