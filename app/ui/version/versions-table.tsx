import { Link } from 'react-router';
import type { VersionSummary } from '#api/datasets/show.ts';
import { datasets } from '#app/i18n/datasets.ts';
import { bytesText, numberText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Clip, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { VersionStateDot } from './version-state.tsx';

export interface VersionsTableProps {
  readonly versions: readonly VersionSummary[];
  readonly shown: string | null;
  readonly href: (id: string) => string;
}

export function VersionsTable({ versions, shown, href }: VersionsTableProps) {
  const t = useT(datasets);
  const locale = useLocale();
  return (
    <DataTable
      caption={t('versions')}
      captionHidden
      rows={versions}
      rowKey={(version) => version.id}
      empty={
        <Empty title={t('no_versions')}>
          <p>{t('no_versions_text')}</p>
        </Empty>
      }
      columns={[
        {
          key: 'version',
          head: t('version'),
          kind: 'fixed',
          cell: (version) => (
            <Link to={href(version.id)} aria-current={version.id === shown || undefined} preventScrollReset>
              {t('version_n', { n: version.number })}
            </Link>
          ),
        },
        { key: 'state', head: t('state'), cell: (version) => <VersionStateDot version={version} /> },
        { key: 'file', head: t('file_name'), cell: (version) => <Clip>{version.file_name}</Clip> },
        { key: 'size', head: t('size'), kind: 'number', cell: (version) => bytesText(version.source_bytes) },
        {
          key: 'rows',
          head: t('rows'),
          kind: 'number',
          cell: (version) => (version.row_count === null ? null : numberText(version.row_count, locale)),
        },
        {
          key: 'uploaded',
          head: t('uploaded'),
          kind: 'fixed',
          cell: (version) => (
            <>
              <DateText instant={version.created_at} />
              {version.uploaded_by !== null && ` ${version.uploaded_by}`}
            </>
          ),
        },
        {
          key: 'published',
          head: t('published'),
          kind: 'fixed',
          cell: (version) => (version.published_at === null ? null : <DateText instant={version.published_at} />),
        },
      ]}
    />
  );
}
