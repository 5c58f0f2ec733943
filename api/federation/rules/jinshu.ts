/** A dataset as another Jinshu answers it (GET /api/v1/datasets/{class}/{seq}), as one of our records. */
import { type Draft, type DraftDistribution, type Mapped, mapped, type SourceFacts } from './content.ts';
import { at, listAt, recordIn } from './json.ts';
import { refuse } from './refusals.ts';
import { textIn } from './text.ts';

/** Codes are given by each platform for itself: only with its address do they name a dataset. */
export function jinshuIdentifier(code: string, base: string): string {
  return `${base}/datasets/${code}`;
}

export function mapJinshu(item: unknown, source: SourceFacts & { readonly base: string }): Mapped | null {
  const entry = recordIn(at(item, 'entry'));
  const content = recordIn(entry?.content);
  if (entry === null || content === null) throw refuse('federation.not_an_object');
  const code = textIn(entry.code);
  if (!/^[\w.-]+\/[\w.-]+$/.test(code)) throw refuse('federation.no_identifier');
  const address = jinshuIdentifier(code, source.base);
  const latest = recordIn(at(item, 'latest'));
  const licence = textIn(content.licence);
  const draft: Draft = {
    identifier: address,
    title: content.title,
    titleEn: content.title_en,
    description: content.abstract,
    keywords: content.keywords,
    themes: [textIn(content.theme)],
    publisher: at(entry.provider, 'name'),
    issued: entry.published_at,
    modified: later(textIn(entry.revised_at), textIn(latest?.published_at)),
    licence: { id: licence, title: content.usage_conditions },
    // A region is told by its code; the words of the content may name any place.
    spatial: [textIn(entry.region_code), textIn(content.spatial)],
    frequency: content.update_cycle,
    items: listAt(content, 'items').flatMap((one) => [at(one, 'label'), at(one, 'name')]),
    distributions: latest === null || textIn(at(item, 'access')) !== 'open' ? [] : files(latest, source.base, code),
    originUrl: address,
  };
  return mapped(draft, source);
}

function files(latest: Readonly<Record<string, unknown>>, base: string, code: string): DraftDistribution[] {
  return (['csv', 'xlsx', 'json', 'parquet'] as const).map((format) => ({
    title: textIn(latest.file_name),
    formats: [format],
    url: `${base}/api/v1/datasets/${code}/versions/latest/download?format=${format}`,
    ...(format === 'parquet'
      ? { bytes: latest.table_bytes, checksum: { algorithm: 'sha256', value: latest.table_sha256 } }
      : {}),
  }));
}

const later = (one: string, other: string): string => (one > other ? one : other);
