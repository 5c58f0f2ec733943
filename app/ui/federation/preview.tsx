import { themes } from '#api/catalog/rules/codes.ts';
import { otherThemeWords } from '#api/federation/rules/codes.ts';
import type { PreviewOut } from '#api/federation/view.ts';
import { federation } from '#app/i18n/federation.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '../data-table.tsx';
import { DateText } from '../date-text.tsx';
import { Empty } from '../empty.tsx';
import { Notice } from '../notice.tsx';
import { Section } from '../section.tsx';

/** What a harvest would have read, before anything is kept. */
export function Preview({ preview }: { readonly preview: PreviewOut }) {
  const t = useT(federation);
  const side = useSide();
  const locale = useLocale();
  const columns: readonly Column<PreviewOut['items'][number]>[] = [
    {
      key: 'record',
      head: t('record'),
      cell: (row) => (
        <a href={row.origin_url} rel="noopener noreferrer nofollow">
          {row.content.title}
        </a>
      ),
    },
    { key: 'publisher', head: t('publisher'), cell: (row) => row.content.publisher },
    {
      key: 'theme',
      head: t('theme'),
      kind: 'fixed',
      cell: ({ content }) => (themes.is(content.theme) ? themes.label(content.theme, locale) : side(otherThemeWords)),
    },
    { key: 'formats', head: t('formats'), cell: (row) => row.content.formats.join(', ').toUpperCase() },
    {
      key: 'modified',
      head: t('modified'),
      kind: 'fixed',
      cell: (row) => (row.content.modified === null ? null : <DateText instant={row.content.modified} />),
    },
  ];
  return (
    <Section
      id="preview"
      title={t('preview_title', { count: preview.items.length })}
      {...(preview.told === null ? {} : { lead: t('preview_told', { told: numberText(preview.told, locale) }) })}
    >
      <DataTable
        caption={t('preview_title', { count: preview.items.length })}
        captionHidden
        columns={columns}
        rows={preview.items}
        rowKey={(row) => row.identifier}
        empty={<Empty title={t('preview_none')}>{t('preview_none_text')}</Empty>}
      />
      {preview.failures.length > 0 && (
        <Notice tone="warn" title={t('preview_failed', { count: preview.failures.length })}>
          <ul>
            {preview.failures.map((one, n) => (
              // Two records may fail alike.
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is never reordered
              <li key={n}>
                {one.identifier ?? t('no_identifier')} · {locale === 'zh' ? one.zh : one.en}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </Section>
  );
}
