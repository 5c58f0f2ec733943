import { agreementLife } from '#app/i18n/agreement-life.ts';
import { termsPath } from '#app/present/terms-path.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';

interface Change {
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before: string | null;
  readonly after: string | null;
}

/** What differs between two records of terms, item by item. */
export function TermsChanges({ changes, caption }: { readonly changes: readonly Change[]; readonly caption: string }) {
  const t = useT(agreementLife);
  const locale = useLocale();
  const value = (text: string | null) =>
    text === null ? <span className="help">{t('nothing')}</span> : <span lang={han(text)}>{text}</span>;
  const columns: readonly Column<Change>[] = [
    {
      key: 'item',
      head: t('item'),
      cell: ({ path }) => {
        const { clause, rest } = termsPath(path, locale);
        return (
          <>
            {clause}
            {rest !== '' && (
              <>
                {' '}
                <code lang={han(rest)}>{rest}</code>
              </>
            )}
          </>
        );
      },
    },
    { key: 'kind', head: t('kind'), kind: 'fixed', cell: (row) => t(row.kind) },
    { key: 'before', head: t('before'), cell: (row) => value(row.before) },
    { key: 'after', head: t('after'), cell: (row) => value(row.after) },
  ];
  return (
    <DataTable
      caption={caption}
      captionHidden
      columns={columns}
      rows={changes}
      rowKey={(row) => row.path}
      empty={<Empty title={t('changes_none')}>{t('changes_none_text')}</Empty>}
    />
  );
}

/** What was agreed is data: its language is told for readers of the English page. */
const han = (text: string): 'zh-CN' | undefined => (/\p{Script=Han}/u.test(text) ? 'zh-CN' : undefined);
