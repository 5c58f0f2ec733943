/** Search over published catalogue entries. Adapters: PostgreSQL (here), Meilisearch (a later issue); both pass one contract test. */

/** What is known of a published entry to the search; only public entries are ever sent. */
export interface SearchRecord {
  readonly entryId: string;
  readonly code: string;
  readonly title: string;
  readonly titleEn: string | null;
  readonly abstract: string;
  readonly keywords: readonly string[];
  /** Names and labels of the data items. */
  readonly items: readonly string[];
  readonly theme: string;
  readonly providerId: string;
  readonly providerName: string;
  readonly regionCode: string;
  readonly openType: string;
  readonly updateCycle: string;
  /** Formats of the files offered, e.g. csv; empty while there is no file. */
  readonly formats: readonly string[];
  readonly rowCount: bigint | null;
  /** Downloads so far; `countDownload` adds to it. */
  readonly downloads: number;
  readonly publishedAt: Date;
  readonly updatedAt: Date;
}

export const facetNames = ['theme', 'agency', 'region', 'format', 'update_cycle', 'open_type'] as const;
export type FacetName = (typeof facetNames)[number];

export interface SearchQuery {
  /** What the person typed; empty lists everything. */
  readonly text: string;
  /** Chosen values a facet; several values of one facet widen, several facets narrow. */
  readonly chosen: Readonly<Partial<Record<FacetName, readonly string[]>>>;
  readonly sort: 'relevance' | 'updated' | 'downloads' | 'title';
  readonly offset: number;
  readonly limit: number;
}

export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

export interface SearchAnswer {
  readonly total: number;
  /** Entry ids of the page asked for, in order. Past the end: none. */
  readonly entryIds: readonly string[];
  /**
   * Counts a value, biggest first. A facet is counted under all choices but its own, so that the other values
   * stay in sight; every value chosen is listed even when nothing is left for it.
   */
  readonly facets: Readonly<Record<FacetName, readonly FacetValue[]>>;
  /** The words the text was taken apart into, for highlighting. */
  readonly words: readonly string[];
}

export interface SearchPort {
  index(records: readonly SearchRecord[]): Promise<void>;
  remove(entryId: string): Promise<void>;
  search(query: SearchQuery): Promise<SearchAnswer>;
  /** Adds to the download counter that the sort by downloads uses. */
  countDownload(entryId: string): Promise<void>;
  ready(): Promise<void>;
}
