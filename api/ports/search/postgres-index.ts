/** How a record stands in the database's index. */
import type { Db } from '#api/context.ts';
import type { SearchRecord } from './port.ts';
import { readingsOf } from './rules/readings.ts';
import { indexWords, latinWords } from './words.ts';

/** A btree takes no value over a third of a page. */
const beginning = 200;

/** Title and code before keywords, columns and provider, before the abstract, before values and where it came from. */
export function documentOf(r: SearchRecord) {
  const words = (...texts: (string | null)[]) => indexWords(texts.join(' ')).join(' ');
  const readings = readingsOf(r.title);
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
    a: words(r.title, r.titleEn, r.code),
    b: words(...r.keywords, ...r.columns.flatMap((one) => [one.name, one.label]), r.providerName),
    c: words(r.abstract),
    d: words(...r.columns.flatMap((one) => one.values), r.sourceName),
  };
}

/** Writes many records in one statement. */
export async function upsert(db: Db, records: readonly SearchRecord[]): Promise<void> {
  if (records.length === 0) return;
  const documents = JSON.stringify(records.map(documentOf)).replaceAll('\\u0000', '');
  await db.$executeRaw`
    INSERT INTO search_document (id, kind, entry_id, record_id, code, title, title_en, abstract, theme, provider_id, provider_name,
      region_code, open_type, update_cycle, formats, source_id, source_name, columns, pinyin, spelling, initials, downloads, quality,
      row_count, published_at, updated_at, tsv)
    SELECT id, kind, entry_id, record_id, code, title, title_en, abstract, theme, provider_id, provider_name,
      region_code, open_type, update_cycle, ARRAY(SELECT jsonb_array_elements_text(formats)), source_id, source_name, columns, pinyin,
      spelling, initials, downloads, quality, row_count, published_at, updated_at,
      setweight(to_tsvector('simple', a), 'A') || setweight(to_tsvector('simple', b), 'B') ||
        setweight(to_tsvector('simple', c), 'C') || setweight(to_tsvector('simple', d), 'D')
    FROM jsonb_to_recordset(${documents}::jsonb) AS d (id text, kind text, entry_id text, record_id text, code text, title text,
      title_en text, abstract text, theme text, provider_id text, provider_name text, region_code text, open_type text,
      update_cycle text, formats jsonb, source_id text, source_name text, columns jsonb, pinyin text, spelling text, initials text,
      downloads int, quality int, row_count bigint, published_at timestamptz, updated_at timestamptz, a text, b text, c text, d text)
    ON CONFLICT (id) DO UPDATE SET code = excluded.code, title = excluded.title, title_en = excluded.title_en,
      abstract = excluded.abstract, theme = excluded.theme, provider_id = excluded.provider_id, provider_name = excluded.provider_name,
      region_code = excluded.region_code, open_type = excluded.open_type, update_cycle = excluded.update_cycle,
      formats = excluded.formats, source_id = excluded.source_id, source_name = excluded.source_name, columns = excluded.columns,
      pinyin = excluded.pinyin, spelling = excluded.spelling, initials = excluded.initials, downloads = excluded.downloads,
      quality = excluded.quality, row_count = excluded.row_count, published_at = excluded.published_at,
      updated_at = excluded.updated_at, tsv = excluded.tsv`;
  await learnTerms(db, records);
}

/** Latin words to correct slips against, labels of columns to complete; what no record has any more goes at the next rebuild. */
async function learnTerms(db: Db, records: readonly SearchRecord[]): Promise<void> {
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
}
