import { dataset as words } from '#app/i18n/dataset.ts';
import { alternatesOf } from '#app/present/dataset-alternates.ts';
import { jsonLd } from '#app/present/dataset-json-ld.ts';
import { useT } from '#app/present/words.ts';
import { useDataset } from './dataset-context.ts';

/** For machines that find data: the one address, a description, and schema.org's form. React moves the first two to the head. */
export function DatasetMeta() {
  const t = useT(words);
  const shown = useDataset();
  const { entry, dataset, publicUrl, path, title, agency, code } = shown;
  const alternates = alternatesOf(code, dataset.access === 'open' ? (shown.version?.number ?? null) : null);
  const state = t(`state_${dataset.access}`);
  const description = t('describe', { title, code, agency, state, abstract: entry.content.abstract })
    .replace(/\s+/g, ' ')
    .slice(0, 5000);
  return (
    <>
      <link rel="canonical" href={`${publicUrl}${path}`} />
      {alternates.map(({ name, type, path: at }) => (
        <link key={at} rel="alternate" type={type} title={name} href={`${publicUrl}${at}`} />
      ))}
      <meta name="description" content={description.slice(0, 300)} />
      {/* Data, not script: `script-src` has no say in it. */}
      <script
        type="application/ld+json"
        // biome-ignore lint/security/noDangerouslySetInnerHtml: our own JSON, every angle bracket written as an escape
        dangerouslySetInnerHTML={{ __html: jsonLd(shown, description) }}
      />
    </>
  );
}
