/** How a record stands in the database's index. */
import type { Db } from '#api/context.ts';
import { Prisma, type SearchTerm } from '#prisma/generated/client.ts';
import type { SearchRecord } from './port.ts';
import { partsIn } from './rules/parts.ts';
import { readingsOf } from './rules/readings.ts';
import { indexWords, latinWords } from './words.ts';

/** A btree takes no value over a third of a page. */
const beginning = 200;

/** Title and code before keywords, columns and provider, before the abstract, before values and where it came from. */
export function documentOf(r: SearchRecord) {
  const words = (...texts: (string | null)[]) => indexWords(texts.join(' ')).join(' ');
  const readings = readingsOf(r.title);
  const weighted = {
    a: words(r.title, r.titleEn, r.code),
    b: words(...r.keywords, ...r.columns.flatMap((one) => [one.name, one.label]), r.providerName),
    c: words(r.abstract),
    d: words(...r.columns.flatMap((one) => one.values), r.sourceName),
  };
  const texts = [r.title, r.code, r.abstract, r.providerName].map((text) => text.replaceAll('\0', ''));
  return {
    id: r.id,
    kind: r.kind,
    entry_id: r.kind === 'entry' ? r.id : null,
    record_id: r.kind === 'harvested' ? r.id : null,
    code: r.code,
    title: r.title,
    title_en: r.titleEn,
    abstract: r.abstract,
    theme: r.theme,
    provider_id: r.providerId,
    provider_name: r.providerName,
    region_code: r.regionCode,
    open_type: r.openType,
    update_cycle: r.updateCycle,
    formats: r.formats,
    source_id: r.sourceId,
    source_name: r.sourceName,
    columns: r.columns,
    pinyin: readings.all,
    spelling: readings.spelling.slice(0, beginning),
    initials: readings.initials.slice(0, beginning),
    downloads: r.downloads,
    quality: r.quality,
    row_count: r.rowCount === null ? null : String(r.rowCount),
    published_at: r.publishedAt.toISOString(),
    updated_at: r.updatedAt.toISOString(),
    ...weighted,
    parts: partsIn([...texts, ...Object.values(weighted)]),
  };
}

/** Columns of the index as they come in `documentOf`; the first four never change. */
const columns = {
  id: 'text',
  kind: 'text',
  entry_id: 'text',
  record_id: 'text',
  code: 'text',
  title: 'text',
  title_en: 'text',
  abstract: 'text',
  theme: 'text',
  provider_id: 'text',
  provider_name: 'text',
  region_code: 'text',
  open_type: 'text',
  update_cycle: 'text',
  formats: 'text[]',
  source_id: 'text',
  source_name: 'text',
  columns: 'jsonb',
  pinyin: 'text',
  spelling: 'text',
  initials: 'text',
  downloads: 'int',
  quality: 'int',
  row_count: 'bigint',
  published_at: 'timestamptz',
  updated_at: 'timestamptz',
} as const;
const names = [...Object.keys(columns), 'tsv'];
const own = names.slice(4);
const list = (each: readonly string[], before = '') => Prisma.raw(each.map((name) => before + name).join(', '));
const given = Prisma.raw(
  Object.entries({ ...columns, a: 'text', b: 'text', c: 'text', d: 'text', parts: 'text[]' })
    .map((one) => one.join(' '))
    .join(', '),
);
const taken = Prisma.raw(own.map((name) => `${name} = excluded.${name}`).join(', '));

/**
 * Writes many records in one statement. One that is as it was is left alone: the nightly rebuild then writes next to nothing.
 * @returns the words to correct and to complete by that the records hold.
 */
export async function upsert(db: Db, records: readonly SearchRecord[]): Promise<readonly Learnt[]> {
  if (records.length === 0) return [];
  const documents = JSON.stringify(records.map(documentOf)).replaceAll('\\u0000', '');
  await db.$executeRaw`
    WITH given AS MATERIALIZED (
      SELECT *, setweight(to_tsvector('simple', a), 'A') || setweight(to_tsvector('simple', b), 'B') ||
        setweight(to_tsvector('simple', c), 'C') || setweight(to_tsvector('simple', d), 'D') AS tsv
      FROM jsonb_to_recordset(${documents}::jsonb) AS d (${given})
    ), documents AS (
      INSERT INTO search_document AS old (${list(names)}) SELECT ${list(names)} FROM given
      ON CONFLICT (id) DO UPDATE SET ${taken} WHERE (${list(own, 'old.')}) IS DISTINCT FROM (${list(own, 'excluded.')})
    )
    INSERT INTO search_part AS old (id, parts) SELECT id, array_to_tsvector(parts) FROM given
    ON CONFLICT (id) DO UPDATE SET parts = excluded.parts WHERE old.parts IS DISTINCT FROM excluded.parts`;
  return learnTerms(db, records);
}

export type Learnt = Pick<SearchTerm, 'kind' | 'text'>;

/** Latin words to correct slips against, labels of columns to complete; what no record has any more goes at the next rebuild. */
async function learnTerms(db: Db, records: readonly SearchRecord[]): Promise<readonly Learnt[]> {
  const latin = latinWords(
    records
      .flatMap((r) => [
        r.title,
        r.titleEn ?? '',
        ...r.keywords,
        r.providerName,
        r.abstract,
        ...r.columns.map((one) => one.label),
      ])
      .join('\n'),
  );
  const labels = [
    ...new Set(records.flatMap((r) => r.columns.map((one) => (one.label === '' ? one.name : one.label)))),
  ];
  const terms = [
    ...latin.map((text) => ({ kind: 'latin', text, spelling: '', initials: '' })),
    ...labels
      .filter((text) => text.length > 1 && text.length <= 60)
      .map((text) => {
        const { spelling, initials } = readingsOf(text);
        return { kind: 'column', text, spelling: spelling.slice(0, beginning), initials: initials.slice(0, beginning) };
      }),
  ];
  await db.$executeRaw`
    INSERT INTO search_term (kind, text, spelling, initials)
    SELECT kind, text, spelling, initials FROM jsonb_to_recordset(${JSON.stringify(terms)}::jsonb)
      AS d (kind text, text text, spelling text, initials text) ORDER BY kind, text
    ON CONFLICT DO NOTHING`;
  return terms;
}
