/** The shapes of what is agreed, as the wire and the database keep it. */
import type { RowOp } from './codes.ts';

export interface ShareLine {
  readonly party: string;
  /** Parts per million; null while nobody has filled it in. */
  readonly ppm: number | null;
}

/** One condition on the rows of a table; several are joined by AND. Values as the query API writes them. */
export interface RowCondition {
  readonly column: string;
  readonly op: RowOp;
  /** A list for `in`, `not_in` and (two ends) `between`; absent for `isnull` and `notnull`. */
  readonly value?: string | readonly string[] | undefined;
}

export interface TableGrant {
  /** As the table was called when the agreement was written. */
  readonly name: string;
  /** Null: every column, also one added later. */
  readonly columns: readonly string[] | null;
  /** Only the rows that pass all of these; empty: every row. */
  readonly filter: readonly RowCondition[];
}

export interface DatasetGrant {
  readonly dataset: string;
  /** Null: every table the dataset had when the agreement was written. */
  readonly tables: readonly TableGrant[] | null;
}

/** At most so many; null where there is no limit. Days and months are those of Asia/Shanghai. */
export interface Quota {
  readonly day: number | null;
  readonly month: number | null;
  readonly term: number | null;
}

/** What a party's part cost it, in fen: once for `cost`, a month for `usage`; with where that is shown. */
export interface CostLine {
  readonly party: string;
  readonly collection_fen: string;
  readonly governance_fen: string;
  readonly storage_fen: string;
  readonly processing_fen: string;
  readonly sale_fen: string;
  readonly evidence: string;
}

export interface CriterionLine {
  readonly code: string;
  readonly weight: number;
  readonly points: readonly { readonly party: string; readonly points: number }[];
}

/** How the parts of the split were found, or are found month by month (Article 21; brief 6.2). Signed with the terms. */
export interface Contribution {
  readonly method: string;
  /** Who measured or scored, when, and where it is kept. */
  readonly words: string;
  readonly costs: readonly CostLine[];
  readonly metering: {
    readonly measure: string;
    /** What 1,000 metered units are worth, in fen; null where usage does not count. */
    readonly thousand_fen: string | null;
    /** The government part never falls below, and never rises above. */
    readonly floor_ppm: number | null;
    readonly cap_ppm: number | null;
  };
  readonly criteria: readonly CriterionLine[];
  /** `code` names a coalition by its parties in order, joined by `+`. */
  readonly coalitions: readonly { readonly code: string; readonly value_fen: string }[];
  readonly values: string;
}

/** The working copy of the terms, as the wire and the database keep it. */
export interface Terms {
  /** The shape of the record; a gateway that meets one it does not know hands nothing over. */
  readonly record: 4;
  readonly scope: string;
  /** Empty: all that the datasets had when the agreement was written. Else it speaks of every dataset. */
  readonly data: readonly DatasetGrant[];
  readonly degree: {
    readonly code: string;
    readonly words: string;
    /** Fewest records behind a figure that is shown or leaves the domain; null: what the platform keeps to without it. */
    readonly smallest_group: number | null;
  };
  readonly purpose: { readonly codes: readonly string[]; readonly words: string };
  /** Where the data may be used: codes of regions, each with all within it. Empty: as the words say. */
  readonly region: { readonly codes: readonly string[]; readonly words: string };
  readonly term: { readonly from: string; readonly to: string };
  readonly quota: { readonly calls: Quota; readonly rows: Quota };
  readonly sublicence: { readonly mode: string; readonly words: string };
  readonly disposition: {
    readonly mode: string;
    /** Working days after the end of the term; null for continued use. */
    readonly days: number | null;
    readonly proof: string;
    readonly words: string;
  };
  readonly ownership: {
    readonly owner: string;
    /** The developer's part in per cent, for joint ownership; the rest is the agency's. `shares` say it more finely. */
    readonly developer_percent: number | null;
    readonly shares: readonly ShareLine[];
    readonly licence_back: string;
    readonly words: string;
  };
  readonly fee: {
    readonly mode: string;
    readonly words: string;
    readonly amounts: readonly { readonly basis: string; readonly amount_fen: string }[];
  };
  readonly security: string;
  readonly security_codes: readonly string[];
  /** The agency's right to look into the use of its data, after so many days of notice. */
  readonly audit: { readonly days: number | null; readonly words: string };
  readonly other: string;
  readonly shares: readonly ShareLine[];
  readonly contribution: Contribution;
}
