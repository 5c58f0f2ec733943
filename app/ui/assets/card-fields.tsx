import type { AssetContent } from '#api/assets/contract.ts';
import {
  acquisitionWays,
  assetFields,
  assetRights,
  assetTests,
  grades,
  safetyResults,
  storageLocations,
  updateCycles,
  valuationMethods,
  yesNo,
} from '#api/assets/rules/codes.ts';
import { longestAssetText } from '#api/assets/rules/terms.ts';
import { assets } from '#app/i18n/assets.ts';
import { useSide, useT } from '#app/present/words.ts';
import { CheckboxGroup, RadioGroup, Select } from '#app/ui/choices.tsx';
import { DateInput, MoneyInput, TextInput } from '#app/ui/inputs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';

interface List {
  readonly codes: readonly string[];
  readonly words: Readonly<Record<string, readonly [string, string]>>;
}
interface FieldsProps {
  readonly content: AssetContent;
  /** `content.` where the content stands within the body. */
  readonly under: string;
}

/** The fields of a card. Entries are one code a line. */
export function CardFields({ content: c, under }: FieldsProps) {
  const t = useT(assets);
  const side = useSide();
  const label = (field: keyof typeof assetFields.words) => side(assetFields.words[field]);
  const options = (list: List) =>
    list.codes.map((value) => ({ value, label: side(list.words[value] ?? [value, value]) }));
  const at = (field: string) => `${under}${field}`;
  const area = (field: 'rights_basis' | 'source_legality' | 'scenario') => (
    <TextArea name={at(field)} label={label(field)} limit={longestAssetText} rows={3} defaultValue={c[field]} />
  );
  const money = (field: 'cost_collection_fen' | 'cost_governance_fen' | 'cost_storage_fen' | 'valuation_fen') => (
    <MoneyInput name={at(field)} label={label(field)} optional {...(c[field] === '' ? {} : { defaultFen: c[field] })} />
  );
  const select = (
    field: 'acquisition' | 'grade' | 'location' | 'update_cycle' | 'safety_result' | 'valuation_method',
    list: List,
    optional = false,
  ) => (
    <Select
      name={at(field)}
      label={label(field)}
      options={options(list)}
      defaultValue={c[field] ?? ''}
      optional={optional}
    />
  );
  const line = (
    field: 'location_detail' | 'custodian' | 'coverage' | 'valuation_report' | 'safety_report',
    help?: string,
  ) => (
    <TextInput
      name={at(field)}
      label={label(field)}
      defaultValue={c[field]}
      width="medium"
      help={help}
      optional={field === 'valuation_report' || field === 'safety_report'}
    />
  );
  return (
    <>
      <TextInput name={at('name')} label={label('name')} defaultValue={c.name} />
      <TextArea
        name={at('entries_text')}
        label={label('entries')}
        help={t('entries_help')}
        rows={Math.min(8, c.entries.length + 1)}
        defaultValue={c.entries.join('\n')}
      />
      <h3>{t('part_tests')}</h3>
      {assetTests.codes.map((code) => (
        <div key={code}>
          <RadioGroup
            name={at(`tests.${code}.holds`)}
            label={side(assetTests.words[code])}
            options={options(yesNo)}
            {...(c.tests[code].holds === null ? {} : { defaultValue: c.tests[code].holds })}
          />
          <TextArea
            name={at(`tests.${code}.reason`)}
            label={t('test_reason', { test: side(assetTests.words[code]) })}
            rows={2}
            limit={1000}
            defaultValue={c.tests[code].reason}
          />
        </div>
      ))}
      <h3>{t('part_rights')}</h3>
      <CheckboxGroup
        name={at('rights')}
        label={label('rights')}
        options={options(assetRights)}
        defaultValues={c.rights}
      />
      {area('rights_basis')}
      {select('acquisition', acquisitionWays)}
      {area('source_legality')}
      <h3>{t('part_money')}</h3>
      {money('cost_collection_fen')}
      {money('cost_governance_fen')}
      {money('cost_storage_fen')}
      <p className="help">{t('part_money_lead')}</p>
      {money('valuation_fen')}
      {select('valuation_method', valuationMethods, true)}
      <DateInput name={at('valued_on')} label={label('valued_on')} defaultValue={c.valued_on} optional />
      {line('valuation_report')}
      <h3>{t('part_keeping')}</h3>
      {select('grade', grades)}
      {select('location', storageLocations)}
      {line('location_detail')}
      {line('custodian', t('custodian_help'))}
      {line('coverage')}
      {select('update_cycle', updateCycles)}
      <h3>{t('part_use')}</h3>
      {area('scenario')}
      {select('safety_result', safetyResults)}
      <DateInput name={at('safety_on')} label={label('safety_on')} defaultValue={c.safety_on} />
      {line('safety_report')}
    </>
  );
}
