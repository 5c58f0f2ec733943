import { Link } from 'react-router';
import { updateCycles } from '#api/catalog/rules/codes.ts';
import type { DatasetOut } from '#api/datasets/open.ts';
import { type TreatmentAction, treatmentActions } from '#api/datasets/rules/codes.ts';
import { dayOf } from '#api/kernel/time.ts';
import { changes } from '#app/i18n/changes.ts';
import { dataset as words } from '#app/i18n/dataset.ts';
import { quality } from '#app/i18n/quality.ts';
import { paths } from '#app/paths.ts';
import { fileLinks, versionPath } from '#app/present/dataset-links.ts';
import { namesText } from '#app/present/dataset-text.ts';
import { bytesText, numberText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { changesPath } from '../changes/changes-page.tsx';
import { type Column, DataTable } from '../data-table.tsx';
import { DateText } from '../date-text.tsx';
import { Empty } from '../empty.tsx';
import { DriftList } from '../quality/drift.tsx';
import { Section } from '../section.tsx';
import { useDataset } from './dataset-context.ts';
import { FileLinks } from './file-links.tsx';
import { Given } from './given.tsx';
import { ShortHash } from './short-hash.tsx';
import { VersionFiles } from './version-files.tsx';

type PublicVersion = DatasetOut['versions'][number];

/** `+1 −2 ~1`: columns added, gone, and other than they were. */
function changeCount({ added, removed, renamed, retyped, tables }: NonNullable<PublicVersion['drift']>): string {
  const parts = [
    ['+', added.length + tables.added.length],
    ['−', removed.length + tables.removed.length],
    ['~', renamed.length + retyped.length],
  ] as const;
  return parts.flatMap(([sign, n]) => (n === 0 ? [] : [`${sign}${n}`])).join(' ');
}

export function VersionsSection() {
  const t = useT(words);
  const c = useT(changes);
  const q = useT(quality);
  const locale = useLocale();
  const { dataset, entry, version, code } = useDataset();
  const open = dataset.access === 'open';
  if (dataset.versions.length === 0) {
    const cycle = entry.content.update_cycle;
    return (
      <Section id="versions" title={t('s_versions')}>
        <Empty title={t('versions_none')}>
          {cycle !== null && dataset.access !== 'closed' && (
            <p>{t('versions_none_text', { cycle: updateCycles.label(cycle, locale) })}</p>
          )}
        </Empty>
      </Section>
    );
  }
  const columns: Column<PublicVersion>[] = [
    {
      key: 'version',
      head: t('v_version'),
      kind: 'fixed',
      cell: ({ number }) => (
        <>
          <Link to={versionPath(code, number)}>{t('version_n', { n: number })}</Link>
          {number === dataset.latest?.number && <small className="under">{t('v_newest')}</small>}
          {number === version?.number && number !== dataset.latest?.number && (
            <small className="under">{t('v_this')}</small>
          )}
        </>
      ),
    },
    {
      key: 'published',
      head: t('v_published'),
      kind: 'fixed',
      cell: ({ published_at }) => <DateText day={dayOf(new Date(published_at))} />,
    },
    { key: 'rows', head: t('v_rows'), kind: 'number', cell: (one) => numberText(one.row_count, locale) },
    { key: 'bytes', head: t('v_bytes'), kind: 'number', cell: (one) => bytesText(one.table_bytes) },
    {
      key: 'sha',
      head: t('v_sha'),
      kind: 'fixed',
      cell: (one) => <ShortHash hash={one.table_sha256} label={t('sha_full', { n: one.number })} />,
    },
    { key: 'note', head: t('v_note'), cell: ({ note }) => (note === null ? null : <Given>{note}</Given>) },
    { key: 'treatment', head: t('v_treatment'), cell: (one) => <Treatment version={one} /> },
  ];
  if (dataset.versions.some((one) => one.drift !== null))
    columns.push({
      key: 'drift',
      head: q('columns_changed'),
      kind: 'fixed',
      cell: ({ drift, number }) =>
        drift === null ? null : (
          <details>
            <summary aria-label={q('columns_changed_n', { n: number })}>{changeCount(drift)}</summary>
            <DriftList drift={drift} />
          </details>
        ),
    });
  // The first version has nothing before it.
  const first = Math.min(...dataset.versions.map((one) => one.number));
  if (open && dataset.versions.length > 1)
    columns.push({
      key: 'changes',
      head: c('link'),
      kind: 'fixed',
      cell: ({ number }) =>
        number === first ? null : (
          <Link to={changesPath(code, number)} aria-label={c('link_n', { n: number })}>
            {c('link')}
          </Link>
        ),
    });
  if (open)
    columns.push(
      { key: 'downloads', head: t('v_downloads'), kind: 'number', cell: (one) => numberText(one.downloads, locale) },
      {
        key: 'files',
        head: t('v_files'),
        kind: 'fixed',
        cell: (one) => <FileLinks links={fileLinks(code, one.number, one.row_count)} number={one.number} />,
      },
    );
  return (
    <Section id="versions" title={t('s_versions')} lead={open ? t('versions_lead') : t('versions_lead_closed')}>
      <div className="versions-table">
        <DataTable
          caption={t('s_versions')}
          captionHidden
          rows={dataset.versions}
          rowKey={(one) => String(one.number)}
          columns={columns}
        />
      </div>
      <VersionFiles />
    </Section>
  );
}

/** What was done to the table before it went public, in plain words (Article 15). */
function Treatment({ version }: { readonly version: PublicVersion }) {
  const t = useT(words);
  const locale = useLocale();
  const side = useSide();
  const names = (chosen: (action: TreatmentAction) => boolean) =>
    version.treatments.filter((one) => chosen(one.action)).map((one) => one.column);
  const dropped = names((action) => action === 'drop');
  const masked = names((action) => action === 'mask');
  const others = treatmentActions.codes.filter((one) => one !== 'drop' && one !== 'mask');
  const ruled = others.flatMap((action) => {
    const columns = names((one) => one === action);
    return columns.length === 0 ? [] : [{ action, columns }];
  });
  if (version.treatments.length + version.privacy.length === 0) return t('treated_none');
  return (
    <>
      {dropped.length > 0 && (
        <span className="block">{t('treated_drop', { names: namesText(dropped, locale, 20) })}</span>
      )}
      {masked.length > 0 && (
        <span className="block">{t('treated_mask', { names: namesText(masked, locale, 20) })}</span>
      )}
      {ruled.map(({ action, columns }) => (
        <span key={action} className="block">
          {t('treated_rule', { rule: side(treatmentActions.words[action]), names: namesText(columns, locale, 20) })}
        </span>
      ))}
      {version.privacy.map((one) => (
        <span key={one.table} className="block">
          {t('treated_k', { k: numberText(one.k, locale) })}{' '}
          <Link to={paths.verify(one.report_no)}>{one.report_no}</Link>
        </span>
      ))}
    </>
  );
}
