import { basisKinds, licences, openChecks, openTypes, shareMethods, shareTypes } from '#api/catalog/rules/codes.ts';
import { catalog } from '#app/i18n/catalog.ts';
import { optionsOf } from '#app/present/entry-words.ts';
import { useT } from '#app/present/words.ts';
import { CheckboxGroup, RadioGroup, Select } from '#app/ui/choices.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { chosen, type FieldsProps, useLabels } from './field-names.ts';

/** Who may have the data: sharing between agencies (Article 12), opening to everyone (Articles 14, 15). */
export function Sharing({ content }: FieldsProps) {
  const t = useT(catalog);
  const { name, part, side, help, options } = useLabels();
  const { share_basis } = content;
  return (
    <>
      <RadioGroup
        name="share_type"
        label={name('share_type')}
        options={options('share_type', shareTypes, content.share_type)}
        {...chosen(content.share_type)}
      />
      <div className="when" data-when="shareable">
        <Select
          name="share_method"
          label={name('share_method')}
          options={options('share_method', shareMethods, content.share_method)}
          defaultValue={content.share_method ?? ''}
        />
      </div>
      <div className="when" data-when="conditional-share">
        <TextArea
          name="share_condition"
          label={name('share_condition')}
          {...help('share_condition', t('share_condition_help'))}
          defaultValue={content.share_condition}
          rows={3}
        />
      </div>
      <div className="when" data-when="restricted">
        <TextArea
          name="share_reason"
          label={name('share_reason')}
          {...help('share_reason', t('share_reason_help'))}
          defaultValue={content.share_reason}
          rows={3}
        />
        <Select
          name="share_basis.kind"
          label={`${t('basis_legend')}: ${part('kind')}`}
          options={optionsOf(basisKinds, side)}
          defaultValue={share_basis.kind ?? ''}
        />
        <TextInput
          name="share_basis.instrument"
          label={`${t('basis_legend')}: ${part('instrument')}`}
          help={t('instrument_help')}
          defaultValue={share_basis.instrument}
        />
        <TextInput
          name="share_basis.article"
          label={`${t('basis_legend')}: ${part('article')}`}
          help={t('article_help')}
          defaultValue={share_basis.article}
          width="medium"
        />
      </div>
      <TextArea
        name="usage_conditions"
        label={name('usage_conditions')}
        {...help('usage_conditions', t('usage_help'))}
        defaultValue={content.usage_conditions}
        rows={3}
      />
    </>
  );
}

export function Opening({ content }: FieldsProps) {
  const t = useT(catalog);
  const { name, side, help, options } = useLabels();
  return (
    <>
      <RadioGroup
        name="open_type"
        label={name('open_type')}
        options={options('open_type', openTypes, content.open_type)}
        {...chosen(content.open_type)}
      />
      <div className="when" data-when="conditional-open">
        <TextArea
          name="open_condition"
          label={name('open_condition')}
          {...help('open_condition', t('open_condition_help'))}
          defaultValue={content.open_condition}
          rows={3}
        />
      </div>
      <div className="when" data-when="opened">
        <CheckboxGroup
          name="open_checks"
          label={name('open_checks')}
          {...help('open_checks', t('open_checks_help'))}
          options={optionsOf(openChecks, side)}
          defaultValues={content.open_checks}
        />
        <Select
          name="licence"
          label={name('licence')}
          {...help('licence', t('licence_help'))}
          options={options('licence', licences, content.licence)}
          defaultValue={content.licence ?? ''}
        />
      </div>
    </>
  );
}
