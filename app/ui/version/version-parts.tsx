import { Link } from 'react-router';
import { sourceFormats } from '#api/datasets/rules/codes.ts';
import type { VersionOut } from '#api/datasets/show.ts';
import { datasets } from '#app/i18n/datasets.ts';
import { bytesText, numberText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { Clip, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Form } from '#app/ui/form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/section.tsx';

/** The tables of a version, where there are several or none. */
export function VersionTables({
  version,
  href,
}: {
  readonly version: VersionOut;
  /** The page with that table shown. */
  readonly href: (table: number) => string;
}) {
  const t = useT(datasets);
  const side = useSide();
  const locale = useLocale();
  if (version.tables.length === 0)
    return (
      <Notice tone="warn">
        <p>{t('no_table')}</p>
      </Notice>
    );
  if (version.tables.length === 1) return null;
  return (
    <Section title={t('tables')}>
      <DataTable
        caption={t('tables')}
        captionHidden
        rows={version.tables}
        rowKey={(table) => String(table.number)}
        columns={[
          { key: 'number', head: '#', kind: 'fixed', cell: (table) => table.number },
          {
            key: 'name',
            head: t('table'),
            kind: 'fixed',
            cell: (table) => (
              <Link to={href(table.number)} preventScrollReset>
                {table.name}
              </Link>
            ),
          },
          { key: 'origin', head: t('origin'), cell: (table) => <Clip>{table.origin ?? ''}</Clip> },
          { key: 'format', head: t('format'), kind: 'fixed', cell: (table) => side(sourceFormats.words[table.format]) },
          {
            key: 'rows',
            head: t('rows'),
            kind: 'number',
            cell: (table) => (table.row_count === null ? null : numberText(table.row_count, locale)),
          },
          {
            key: 'size',
            head: t('table_size'),
            kind: 'number',
            cell: (table) => (table.table_bytes === null ? null : bytesText(table.table_bytes)),
          },
          {
            key: 'places',
            head: t('places'),
            cell: (table) => (table.geo === null ? null : Object.values(table.geo).join(' / ')),
          },
        ]}
      />
    </Section>
  );
}

/** Files that no scan reads, each with the steward's word for it. */
export function VersionFiles({ version, action }: { readonly version: VersionOut; readonly action: string }) {
  const t = useT(datasets);
  if (version.files.length === 0) return null;
  const mayConfirm = version.may.publish || version.may.treat;
  return (
    <Section title={t('files')} lead={t('files_lead')}>
      <DataTable
        caption={t('files')}
        captionHidden
        rows={version.files}
        rowKey={(file) => String(file.number)}
        columns={[
          { key: 'path', head: t('file_name'), cell: (file) => <Clip>{file.path}</Clip> },
          { key: 'type', head: t('media_type'), kind: 'fixed', cell: (file) => file.media_type },
          { key: 'size', head: t('size'), kind: 'number', cell: (file) => bytesText(file.bytes) },
          {
            key: 'confirmed',
            head: t('confirmed'),
            kind: 'fixed',
            cell: (file) =>
              file.confirmed_at !== null ? (
                <DateText instant={file.confirmed_at} />
              ) : mayConfirm ? (
                <Form name={`confirm-${file.number}`} action={action}>
                  <input type="hidden" name="file" value={file.number} />
                  <ConfirmButton
                    name="intent"
                    value="confirm"
                    title={t('confirm_title', { path: file.path })}
                    consequence={t('confirm_text')}
                  >
                    {t('confirm_file')}
                  </ConfirmButton>
                </Form>
              ) : null,
          },
        ]}
      />
    </Section>
  );
}
