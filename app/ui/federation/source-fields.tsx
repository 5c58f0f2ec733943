import { schedules, sourceKinds } from '#api/federation/rules/codes.ts';
import { provinceCode, regionName, regions } from '#api/kernel/regions.ts';
import { federation } from '#app/i18n/federation.ts';
import { useRootData } from '#app/present/root-data.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { RadioGroup, Select } from '../choices.tsx';
import { TextInput } from '../inputs.tsx';

export interface SourceValues {
  readonly kind?: string;
  readonly url?: string;
  readonly region_code?: string;
  readonly name?: string;
  readonly name_en?: string | null;
  readonly schedule?: string;
}

/** What a source is found by: kind, address, region. */
export function SourceAddressFields({ values }: { readonly values: SourceValues }) {
  const t = useT(federation);
  const side = useSide();
  return (
    <>
      <RadioGroup
        name="kind"
        label={t('kind')}
        defaultValue={values.kind ?? 'ckan'}
        options={sourceKinds.codes.map((value) => ({ value, label: side(sourceKinds.words[value]) }))}
      />
      <AddressField values={values} />
      <RegionField values={values} />
    </>
  );
}

export function AddressField({ values }: { readonly values: SourceValues }) {
  const t = useT(federation);
  return (
    <TextInput
      name="url"
      type="url"
      label={t('url')}
      help={t('url_help')}
      inputMode="url"
      placeholder="https://data.example.gov.cn"
      maxLength={2000}
      {...(values.url === undefined ? {} : { defaultValue: values.url })}
    />
  );
}

/** The province chooses among itself and its cities; a city types the code of itself or of a county. */
function RegionField({ values }: { readonly values: SourceValues }) {
  const t = useT(federation);
  const locale = useLocale();
  const { viewer } = useRootData();
  const own = viewer?.powers.find((held) => held.power === 'information_department')?.regionCode ?? '';
  if (own === provinceCode)
    return (
      <Select
        name="region_code"
        label={t('region')}
        options={regions.codes.map((value) => ({ value, label: regionName(value, locale) }))}
        {...(values.region_code === undefined ? {} : { defaultValue: values.region_code })}
      />
    );
  return (
    <TextInput
      name="region_code"
      label={t('region')}
      help={t('region_help')}
      width="short"
      inputMode="numeric"
      maxLength={6}
      defaultValue={values.region_code ?? own}
    />
  );
}

/** What a source is called and when it is read. */
export function SourceNameFields({ values }: { readonly values: SourceValues }) {
  const t = useT(federation);
  const side = useSide();
  return (
    <>
      <TextInput
        name="name"
        label={t('name')}
        help={t('name_help')}
        width="medium"
        maxLength={100}
        {...(values.name === undefined ? {} : { defaultValue: values.name })}
      />
      <TextInput
        name="name_en"
        label={t('name_en')}
        width="medium"
        maxLength={200}
        optional
        {...(values.name_en == null ? {} : { defaultValue: values.name_en })}
      />
      <Select
        name="schedule"
        label={t('schedule')}
        help={t('schedule_help')}
        blank={null}
        defaultValue={values.schedule ?? 'daily'}
        options={schedules.codes.map((value) => ({ value, label: side(schedules.words[value]) }))}
      />
    </>
  );
}
