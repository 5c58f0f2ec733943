import { dataTypes, type Field, fields, parts, sensitivities } from '#api/catalog/rules/codes.ts';
import type { EntryContent } from '#api/catalog/rules/entry.ts';
import { catalog } from '#app/i18n/catalog.ts';
import { shownValue } from '#app/present/entry-words.ts';
import { useSide, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';

const order: readonly Field[] = [
  'title',
  'title_en',
  'abstract',
  'keywords',
  'theme',
  'format_category',
  'format_detail',
  'update_cycle',
  'share_type',
  'share_method',
  'share_condition',
  'share_reason',
  'share_basis',
  'usage_conditions',
  'open_type',
  'open_condition',
  'open_checks',
  'licence',
  'secret',
  'grade',
  'storage_location',
  'spatial',
  'temporal_from',
  'temporal_to',
  'related_codes',
];

/** The whole entry to read. */
export function EntryFacts({ content }: { readonly content: EntryContent }) {
  const t = useT(catalog);
  const side = useSide();
  const value = (field: Field): string | null => {
    if (field === 'items' || field === 'classification_code') return null;
    if (field === 'secret') return content.secret === null ? null : content.secret ? t('secret_yes') : t('secret_no');
    if (field === 'share_basis') {
      const { kind, instrument, article } = content.share_basis;
      const named = kind === null ? '' : shownValue('share_basis', 'kind', kind, side);
      return [named, instrument, article].filter((one) => one !== '').join(' ') || null;
    }
    const raw = content[field];
    if (raw === null || raw === '') return null;
    return shownValue(field, null, Array.isArray(raw) ? raw.join(', ') : String(raw), side) || null;
  };
  return (
    <div className="stack">
      <DescriptionList facts={order.map((field) => ({ term: side(fields.words[field]), value: value(field) }))} />
      <DataTable
        caption={side(fields.words.items)}
        rows={content.items}
        rowKey={(item) => item.name}
        columns={[
          { key: 'name', head: side(parts.words.name), cell: (item) => item.name },
          { key: 'label', head: side(parts.words.label), cell: (item) => item.label },
          {
            key: 'type',
            head: side(parts.words.data_type),
            cell: (item) => (item.data_type === null ? null : side(dataTypes.words[item.data_type])),
          },
          { key: 'unit', head: side(parts.words.unit), cell: (item) => item.unit },
          {
            key: 'sensitivity',
            head: side(parts.words.sensitivity),
            cell: (item) => (item.sensitivity === null ? null : side(sensitivities.words[item.sensitivity])),
          },
          { key: 'description', head: side(parts.words.description), cell: (item) => item.description },
        ]}
      />
    </div>
  );
}
