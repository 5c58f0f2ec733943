import { fields, type Part, parts } from '#api/catalog/rules/codes.ts';
import type { Difference } from '#api/catalog/rules/differences.ts';
import { catalog } from '#app/i18n/catalog.ts';
import { shownValue } from '#app/present/entry-words.ts';
import { useSide, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';

/** What changed, before and after beside each other. */
export function Differences({
  differences,
  captionHidden = true,
}: {
  readonly differences: readonly Difference[];
  readonly captionHidden?: boolean;
}) {
  const t = useT(catalog);
  const side = useSide();
  const named = ({ field, part }: Difference): string => {
    const name = side(fields.words[field]);
    if (part === null) return name;
    return field === 'share_basis' ? `${name}: ${side(parts.words[part as Part])}` : `${name}: ${part}`;
  };
  const value = (one: Difference, text: string | null) =>
    text === null ? null : shownValue(one.field, one.part, text, side);
  return (
    <DataTable
      caption={t('changed_elements')}
      captionHidden={captionHidden}
      rows={differences}
      rowKey={(one) => `${one.field}.${one.part ?? ''}`}
      empty={t('no_changes')}
      columns={[
        { key: 'element', head: t('element'), cell: named },
        {
          key: 'before',
          head: t('before'),
          cell: (one) => (one.before === null ? null : <del className="diff-before">{value(one, one.before)}</del>),
        },
        {
          key: 'after',
          head: t('after'),
          cell: (one) => (one.after === null ? null : <ins className="diff-after">{value(one, one.after)}</ins>),
        },
      ]}
    />
  );
}
