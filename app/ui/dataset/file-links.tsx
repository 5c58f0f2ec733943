import { dataset as words } from '#app/i18n/dataset.ts';
import type { FileLink } from '#app/present/dataset-links.ts';
import { useT } from '#app/present/words.ts';

const names: Readonly<Partial<Record<FileLink['format'], string>>> = {
  parquet: 'Parquet',
  jsonl: 'JSON Lines',
  geojson: 'GeoJSON',
};

/** Plain links: the API sends the file. A format that cannot hold so many rows says so. */
export function FileLinks({ links, number }: { readonly links: readonly FileLink[]; readonly number?: number }) {
  const t = useT(words);
  return (
    <span className="file-links">
      {links.map(({ format, href }) => {
        const name = format === 'source' ? t('file_source') : (names[format] ?? format.toUpperCase());
        const label =
          number === undefined ? t('download', { format: name }) : t('file_of', { n: number, format: name });
        return href === null ? (
          <span key={format} title={t('xlsx_full')} className="off">
            {name}
            <span className="sr-only">{t('xlsx_full')}</span>
          </span>
        ) : (
          <a key={format} href={href} download aria-label={label} rel="nofollow">
            {name}
          </a>
        );
      })}
    </span>
  );
}
