/**
 * Search over what the public may find: published catalogue entries and records harvested from other portals.
 * Adapters: PostgreSQL (default, and what the other one falls back to) and Meilisearch; both pass one contract test.
 */

/** A column of the data, with the values of its code list where they are public. */
export interface SearchColumn {
  readonly name: string;
  readonly label: string;
  readonly values: readonly string[];
}

/** What is known of an entry or a harvested record to the search; only what is public is ever sent. */
export interface SearchRecord {
  /** Of the entry or of the harvested record. */
  readonly id: string;
  readonly kind: 'entry' | 'harvested';
  readonly code: string;
  readonly title: string;
  readonly titleEn: string | null;
  readonly abstract: string;
  readonly keywords: readonly string[];
  readonly columns: readonly SearchColumn[];
  readonly theme: string;
  /** Organisation, or `name:` and the publisher's name where a harvested record's publisher is none of ours. */
  readonly providerId: string;
  readonly providerName: string;
  readonly regionCode: string;
  readonly openType: string;
  readonly updateCycle: string;
  /** Formats of the files offered, e.g. csv; empty while there is no file. */
  readonly formats: readonly string[];
  /** `own`, or the portal it was harvested from. */
  readonly sourceId: string;
  readonly sourceName: string;
  readonly rowCount: bigint | null;
  /** Downloads so far; `countDownload` adds to it. */
  readonly downloads: number;
  /** 0 to 100, or null while nobody has worked it out. */
  readonly quality: number | null;
  readonly publishedAt: Date;
  readonly updatedAt: Date;
}

export const facetNames = ['theme', 'agency', 'region', 'format', 'update_cycle', 'open_type', 'source'] as const;
export type FacetName = (typeof facetNames)[number];

export interface SearchQuery {
  /** What the person typed; empty lists everything. */
  readonly text: string;
  /** Chosen values a facet; several values of one facet widen, several facets narrow. */
  readonly chosen: Readonly<Partial<Record<FacetName, readonly string[]>>>;
  readonly sort: 'relevance' | 'updated' | 'downloads' | 'quality' | 'title';
  readonly offset: number;
  readonly limit: number;
}

export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

export interface SearchAnswer {
  readonly total: number;
  /** Ids of the page asked for, in order. Past the end: none. */
  readonly ids: readonly string[];
  /**
   * Counts a value, biggest first. A facet is counted under all choices but its own, so that the other values
   * stay in sight; every value chosen is listed even when nothing is left for it.
   */
  readonly facets: Readonly<Record<FacetName, readonly FacetValue[]>>;
  /** The words the text was taken apart into, with their synonyms and corrections, for highlighting. */
  readonly words: readonly string[];
}

/** What is kept beside the records: words that mean the same, and names that are not to be cut apart. */
export interface Vocabulary {
  readonly synonyms: readonly (readonly string[])[];
  readonly names: readonly string[];
}

export interface SearchPort {
  index(records: readonly SearchRecord[]): Promise<void>;
  remove(id: string): Promise<void>;
  search(query: SearchQuery): Promise<SearchAnswer>;
  /** The `total` of each of several searches: cheaper than so many of them. */
  totals(queries: readonly SearchQuery[]): Promise<number[]>;
  /** Adds to the download counter that the sort by downloads uses. */
  countDownload(id: string): Promise<void>;
  /** Puts down the quality of records that are in the index, by id; of others nothing. */
  rate(quality: ReadonlyMap<string, number>): Promise<void>;
  /** Takes over the vocabulary in this process; cheap, and safe to repeat. */
  learn(vocabulary: Vocabulary): void;
  /** Brings an engine outside of this process up to the settings in the code and the vocabulary. */
  configure(vocabulary: Vocabulary): Promise<void>;
  /** Fills a fresh index from all records and puts it in the place of the old one; searches go on meanwhile. */
  rebuild(batches: AsyncIterable<readonly SearchRecord[]>): Promise<void>;
  ready(): Promise<SearchHealth>;
}

/** `degraded` when the engine is down and the database answers in its stead. */
export interface SearchHealth {
  readonly engine: 'postgres' | 'meilisearch';
  readonly degraded: string | null;
}
