import { dataset as words } from '#app/i18n/dataset.ts';
import { filePath } from '#app/present/dataset-links.ts';
import { bytesText } from '#app/present/format.ts';
import { useT } from '#app/present/words.ts';
import { DataTable } from '../data-table.tsx';
import { useDataset } from './dataset-context.ts';
import { Given } from './given.tsx';
import { ShortHash } from './short-hash.tsx';

/** What came with the tables and is none: documents, pictures, recordings, as the agency sent them. */
export function VersionFiles() {
  const t = useT(words);
  const { dataset, version, code } = useDataset();
  if (dataset.access !== 'open' || version === null || version.files.length === 0) return null;
  const { number } = version;
  return (
    <div className="mt-8">
      <h3>{t('companions', { n: number })}</h3>
      <p className="help">{t('companions_lead')}</p>
      <DataTable
        caption={t('companions', { n: number })}
        captionHidden
        rows={version.files}
        rowKey={(file) => String(file.number)}
        columns={[
          {
            key: 'path',
            head: t('companion'),
            cell: (file) => (
              <a href={filePath(code, number, file.number)} download rel="nofollow">
                <Given>{file.path}</Given>
              </a>
            ),
          },
          { key: 'type', head: t('companion_type'), kind: 'fixed', cell: (file) => file.media_type },
          { key: 'bytes', head: t('v_bytes'), kind: 'number', cell: (file) => bytesText(file.bytes) },
          {
            key: 'sha',
            head: t('v_sha'),
            kind: 'fixed',
            cell: (file) => <ShortHash hash={file.sha256} label={t('companion_sha', { path: file.path })} />,
          },
        ]}
      />
    </div>
  );
}
