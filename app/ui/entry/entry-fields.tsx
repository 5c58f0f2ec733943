import type { ReactNode } from 'react';
import {
  formatCategories,
  grades,
  storageLocations,
  themes,
  updateCycles,
  usualFormats,
} from '#api/catalog/rules/codes.ts';
import { catalog } from '#app/i18n/catalog.ts';
import { typedCodes, typedKeywords } from '#app/present/entry-form.ts';
import { useT } from '#app/present/words.ts';
import { RadioGroup, Select } from '#app/ui/choices.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { Opening, Sharing } from './entry-rights.tsx';
import { chosen, type FieldsProps, useLabels } from './field-names.ts';
import { ItemsEditor } from './items-editor.tsx';

/** The fields of an entry in sections, named as the contract names them. */
export function EntryFields({ content, blanks }: FieldsProps & { readonly blanks: number }) {
  const t = useT(catalog);
  return (
    <>
      <FormSection title={t('section_basic')} lead={t('section_basic_lead')}>
        <Basics content={content} />
      </FormSection>
      <FormSection title={t('section_format')} lead={t('section_format_lead')}>
        <Format content={content} />
      </FormSection>
      <FormSection title={t('section_items')} lead={t('section_items_lead')} wide>
        <ItemsEditor items={content.items} blanks={blanks} />
      </FormSection>
      <FormSection title={t('section_share')} lead={t('section_share_lead')}>
        <Sharing content={content} />
      </FormSection>
      <FormSection title={t('section_open')} lead={t('section_open_lead')}>
        <Opening content={content} />
      </FormSection>
      <FormSection title={t('section_security')} lead={t('section_security_lead')}>
        <Security content={content} />
      </FormSection>
      <FormSection title={t('section_scope')}>
        <Scope content={content} />
      </FormSection>
    </>
  );
}

interface SectionProps {
  readonly title: string;
  readonly lead?: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

function FormSection({ title, lead, wide = false, children }: SectionProps) {
  return (
    <section className="form-section" data-wide={wide || undefined}>
      <header>
        <h2>{title}</h2>
        {lead !== undefined && <p>{lead}</p>}
      </header>
      <div className="form-section-fields">{children}</div>
    </section>
  );
}

function Basics({ content }: FieldsProps) {
  const t = useT(catalog);
  const { name, help, optional, options } = useLabels();
  return (
    <>
      <TextInput name="title" label={name('title')} {...help('title', t('title_help'))} defaultValue={content.title} />
      <TextInput
        name="title_en"
        label={name('title_en')}
        {...help('title_en')}
        {...optional('title_en')}
        defaultValue={content.title_en}
        lang="en"
      />
      <TextArea
        name="abstract"
        label={name('abstract')}
        {...help('abstract', t('abstract_help'))}
        defaultValue={content.abstract}
        limit={4000}
      />
      <TextInput
        name="keywords"
        label={name('keywords')}
        {...help('keywords', t('keywords_help'))}
        defaultValue={typedKeywords(content)}
      />
      <Select
        name="theme"
        label={name('theme')}
        {...help('theme')}
        options={options('theme', themes, content.theme)}
        defaultValue={content.theme ?? ''}
      />
    </>
  );
}

function Format({ content }: FieldsProps) {
  const t = useT(catalog);
  const { name, side, help, options } = useLabels();
  const usual =
    content.format_category === null ? null : usualFormats[content.format_category].join(side(['、', ', ']));
  return (
    <>
      <Select
        name="format_category"
        label={name('format_category')}
        {...help('format_category')}
        options={options('format_category', formatCategories, content.format_category)}
        defaultValue={content.format_category ?? ''}
      />
      <TextInput
        name="format_detail"
        label={name('format_detail')}
        {...help('format_detail', usual === null ? t('format_detail_plain') : t('format_detail_help', { list: usual }))}
        defaultValue={content.format_detail}
        width="short"
      />
      <Select
        name="update_cycle"
        label={name('update_cycle')}
        {...help('update_cycle')}
        options={options('update_cycle', updateCycles, content.update_cycle)}
        defaultValue={content.update_cycle ?? ''}
      />
    </>
  );
}

function Security({ content }: FieldsProps) {
  const t = useT(catalog);
  const { name, help, options } = useLabels();
  return (
    <>
      <RadioGroup
        name="secret:boolean"
        label={name('secret')}
        help={t('secret_help')}
        options={[
          { value: 'false', label: t('secret_no') },
          { value: 'true', label: t('secret_yes') },
        ]}
        {...chosen(content.secret === null ? null : String(content.secret))}
      />
      <Select
        name="grade"
        label={name('grade')}
        {...help('grade')}
        options={options('grade', grades, content.grade)}
        defaultValue={content.grade ?? ''}
      />
      <Select
        name="storage_location"
        label={name('storage_location')}
        {...help('storage_location')}
        options={options('storage_location', storageLocations, content.storage_location)}
        defaultValue={content.storage_location ?? ''}
      />
    </>
  );
}

function Scope({ content }: FieldsProps) {
  const t = useT(catalog);
  const { name, help, optional } = useLabels();
  return (
    <>
      <TextInput
        name="spatial"
        label={name('spatial')}
        {...help('spatial')}
        {...optional('spatial')}
        defaultValue={content.spatial}
        width="medium"
      />
      <TextInput
        name="temporal_from"
        label={name('temporal_from')}
        {...help('temporal_from', t('temporal_help'))}
        {...optional('temporal_from')}
        defaultValue={content.temporal_from}
        width="short"
      />
      <TextInput
        name="temporal_to"
        label={name('temporal_to')}
        {...help('temporal_to')}
        {...optional('temporal_to')}
        defaultValue={content.temporal_to}
        width="short"
      />
      <TextArea
        name="related_codes"
        label={name('related_codes')}
        {...help('related_codes', t('related_help'))}
        {...optional('related_codes')}
        defaultValue={typedCodes(content)}
        rows={3}
      />
    </>
  );
}
