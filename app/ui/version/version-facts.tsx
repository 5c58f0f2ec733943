import { Link } from 'react-router';
import { stages } from '#api/datasets/rules/codes.ts';
import type { VersionOut } from '#api/datasets/show.ts';
import { datasets } from '#app/i18n/datasets.ts';
import { bytesText, numberText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Steps, stepsOf } from '#app/ui/steps.tsx';

const separators = { ',': 'comma', '\t': 'tab', ';': 'semicolon', '|': 'pipe' } as const;

export function VersionFacts({ version }: { readonly version: VersionOut }) {
  const t = useT(datasets);
  const locale = useLocale();
  const { delimiter } = version;
  const separator =
    delimiter !== null && delimiter in separators ? t(separators[delimiter as keyof typeof separators]) : delimiter;
  return (
    <DescriptionList
      columns={2}
      facts={[
        { term: t('file_name'), value: version.file_name },
        { term: t('size'), value: bytesText(version.source_bytes) },
        { term: t('encoding'), value: version.encoding?.toUpperCase() ?? null },
        { term: t('delimiter'), value: separator },
        { term: t('rows'), value: version.row_count === null ? null : numberText(version.row_count, locale) },
        { term: t('table_size'), value: version.table_bytes === null ? null : bytesText(version.table_bytes) },
        { term: t('source_hash'), value: <code>{version.source_sha256}</code> },
        { term: t('table_hash'), value: version.table_sha256 === null ? null : <code>{version.table_sha256}</code> },
        { term: t('note'), value: version.note },
      ]}
    />
  );
}

/** The stages of the work, for a version that is on its way. */
export function VersionProgress({ version, refresh }: { readonly version: VersionOut; readonly refresh: string }) {
  const t = useT(datasets);
  const side = useSide();
  const treating = version.stage === 'treat' || version.tables.length > 0;
  const course = treating
    ? (['queued', 'treat', 'scan'] as const)
    : (['queued', 'unpack', 'decode', 'convert', 'profile', 'scan'] as const);
  const at = (course as readonly (string | null)[]).indexOf(version.stage);
  return (
    <div role="status" aria-live="polite">
      <Steps label={t('progress')} steps={stepsOf(course, Math.max(at, 0), (stage) => side(stages.words[stage]))} />
      {version.stage_table !== null && <p>{t('working_on', { table: version.stage_table })}</p>}
      <p className="help">
        {t('refreshing')} <Link to={refresh}>{t('refresh')}</Link>
      </p>
    </div>
  );
}
