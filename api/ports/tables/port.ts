/**
 * The tables port: CSV in, Parquet kept, questions answered from the Parquet. Paths are paths of this machine inside the
 * folders the adapter was opened on; whoever keeps the files elsewhere lends a local copy (FilesPort.localPath).
 */
import type { Readable } from 'node:stream';
import type { ColumnRule, Suppression } from '#api/kernel/column-rules.ts';
import type { PersonalKind } from '#api/kernel/personal-kinds.ts';
import type { PersonalPolicy } from '#api/kernel/personal-policy.ts';
import type { SyntheticPlan } from '#api/kernel/synthetic.ts';
import type { Day } from '#api/kernel/time.ts';
import type { InsideAnswer } from '#api/ports/tables/inside/run.ts';
import type { Intake, IntakeInput } from '#api/ports/tables/intake/port.ts';
import type { ScanResult } from '#api/ports/tables/scan.ts';

export type ColumnType = 'text' | 'integer' | 'decimal' | 'date' | 'datetime' | 'boolean';
/** JSON-safe: integers are numbers (|n| < 10^15 by construction), decimals digits in a string, dates ISO 8601. */
export type Cell = string | number | boolean | null;
export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';
export type Delimiter = ',' | '\t' | ';' | '|';
export type IngestStage = 'decode' | 'convert' | 'profile';

export interface Bin {
  /** Lower end, inclusive (a number, or the first day or instant of the bin). */
  readonly from: string | number;
  /** Upper end, exclusive. */
  readonly to: string | number;
  readonly count: number;
}

/** What is known of a column over the whole table. Values of it appear in min, max, topValues and histogram. */
export interface ColumnProfile {
  readonly name: string;
  /** From 1. */
  readonly position: number;
  readonly type: ColumnType;
  readonly nullCount: number;
  /** Exact for tables up to 100,000 rows and for texts up to 1,000 values, else HyperLogLog (up to 15 % off). */
  readonly distinctCount: number;
  /** Null for text, booleans and columns without values. */
  readonly min: Cell;
  readonly max: Cell;
  readonly mean?: number;
  /** Longest text, in characters. */
  readonly maxLength?: number;
  /** At most 10, of text and boolean columns with few different values. */
  readonly topValues?: readonly { readonly value: string; readonly count: number }[];
  readonly histogram?: readonly Bin[];
}

export interface TableProfile {
  readonly rowCount: number;
  readonly columns: readonly ColumnProfile[];
}

export interface IngestInput {
  /** The raw upload. */
  readonly path: string;
  /** As the uploader called it; only looked at, never used as a path. */
  readonly originalName: string;
  /** Where the result is written; the caller's to remove. */
  readonly scratchDir: string;
  readonly onStage?: (stage: IngestStage) => void;
  readonly signal?: AbortSignal;
}

export interface IngestResult extends TableProfile {
  readonly encoding: Encoding;
  readonly bom: boolean;
  readonly delimiter: Delimiter;
  readonly quote: '"';
  readonly parquetPath: string;
  readonly parquetBytes: number;
  readonly parquetSha256: string;
  readonly sourceBytes: number;
  readonly sourceSha256: string;
}

/** A column and its rule; `drop` and `mask` may be written as an action (`mask` without kinds makes every value `***`). */
export type ColumnTreatment =
  | { readonly column: string; readonly rule: ColumnRule }
  | { readonly column: string; readonly action: 'drop' | 'mask'; readonly kinds?: readonly PersonalKind[] };

export interface TreatOptions {
  /** Where the copy is written; the caller's to remove. */
  readonly scratchDir: string;
  readonly today: Day;
  readonly suppression?: Suppression;
  /** Key of the dataset, for `hash` and `shift`; never part of a statement. */
  readonly key?: Buffer;
  /** So many rows are shown as they were and as they became. Personal: for masking, not for showing as they are. */
  readonly head?: number;
}

export interface TreatFigures {
  readonly rowsBefore: number;
  readonly rowsAfter: number;
  /** By local suppression. */
  readonly cellsBlanked: number;
  readonly rowsSuppressed: number;
  /** After local suppression; more than `rowsSuppressed` where they are more than the share allowed. */
  readonly rowsInSmallClasses: number;
}

export interface TreatHead {
  readonly before: { readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] };
  /** Before local suppression. Null for a row that is left out. */
  readonly after: { readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[] | null)[] };
}

export interface Written {
  readonly parquetPath: string;
  readonly parquetBytes: number;
  readonly parquetSha256: string;
}

export interface TreatResult extends Written {
  readonly figures: TreatFigures;
  readonly head?: TreatHead;
}

/** Columns of a table that name people together, and those that tell something about them. */
export interface RiskQuery {
  readonly quasi: readonly string[];
  readonly sensitive: readonly string[];
}

/** Classes by size; sizes from `from` up to the next bin. */
export interface SizeBin {
  readonly from: number;
  readonly classes: number;
  readonly rows: number;
}

export interface SensitiveFacts {
  readonly column: string;
  /** Fewest different values in a class; an empty cell is a value. */
  readonly distinct: number;
  /** Least exp(entropy) of a class. */
  readonly entropy: number;
  /** Greatest distance (half the sum of differences) of a class's values from those of the table. */
  readonly closeness: number;
}

export interface RiskFacts {
  readonly rows: number;
  readonly classes: number;
  /** Size of the smallest class: k; 0 for an empty table. */
  readonly smallest: number;
  /** Mean over the classes of 1 / size. */
  readonly meanRisk: number;
  readonly sizes: readonly SizeBin[];
  readonly sensitive: readonly SensitiveFacts[];
}

export type FilterOp =
  | 'eq'
  | 'ne'
  | 'contains'
  | 'icontains'
  | 'starts'
  | 'ends'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte'
  | 'between'
  | 'in'
  | 'not_in'
  | 'isnull'
  | 'notnull';

export interface Filter {
  readonly column: string;
  readonly op: FilterOp;
  /**
   * A list for `in` and `not_in` (at most 200), the two ends (both inclusive) for `between`, absent for `isnull` and
   * `notnull`. `ne` and `not_in` keep empty cells. `contains` ignores the case of Latin letters, `icontains` accents and
   * full width as well.
   */
  readonly value?: string | number | boolean | readonly (string | number | boolean)[];
}

/** A filter, or several joined: any of them, all of them. At most 5 deep and 100 filters in all. */
export type Condition = Filter | { readonly any: readonly Condition[] } | { readonly all: readonly Condition[] };

export interface Sort {
  readonly column: string;
  readonly dir: 'asc' | 'desc';
  /** Where empty cells stand; last when left out. */
  readonly nulls?: 'first' | 'last';
}

/** Which rows and columns; filters are joined by AND. */
export interface Selection {
  readonly columns?: readonly string[];
  readonly filters?: readonly Condition[];
  /** Words (at most 10), of which each must occur in some text column. */
  readonly q?: string;
  readonly sort?: readonly Sort[];
}

export type GroupUnit = 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';
export type MeasureFn = 'count' | 'count_distinct' | 'sum' | 'avg' | 'min' | 'max' | 'median';

export interface Group {
  readonly column: string;
  /** Of a date or datetime; the cell is the first day (or hour) of the unit. */
  readonly unit?: GroupUnit;
  /** Of a number: at most so many (2 to 200) bins of a plain width; the cell is the lower end. */
  readonly bins?: number;
}

export interface Measure {
  readonly fn: MeasureFn;
  /** Needed by all but `count`, which then counts the cells that are not empty. */
  readonly column?: string;
}

export interface AggregateQuery {
  /** At most 5. None answers one row. */
  readonly groupBy?: readonly Group[];
  /** At most 20; `count` when left out. Named `count`, `sum(column)` in the answer. */
  readonly measures?: readonly Measure[];
  readonly filters?: readonly Condition[];
  readonly q?: string;
  /** By names of the answer's columns; by the groups, ascending, when left out. */
  readonly sort?: readonly Sort[];
  /** 1 to 10,000; 1,000 when left out. */
  readonly limit?: number;
}

export interface AggregateColumn extends TableColumn {
  readonly unit?: GroupUnit;
  /** Width of a bin. */
  readonly step?: number;
}

export interface Aggregate {
  readonly columns: readonly AggregateColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** There are more groups than were asked for. */
  readonly truncated: boolean;
}

export interface PageQuery extends Selection {
  /** 1 to 1,000; 50 when left out. */
  readonly limit?: number;
  readonly offset?: number;
  /** `nextCursor` of the page before, under the same filters and sort; wins over `offset`. */
  readonly cursor?: string;
  /** `none` leaves the count out, which spares a pass over the filtered columns; `exact` when left out. */
  readonly count?: 'exact' | 'none';
}

export interface TableColumn {
  readonly name: string;
  readonly type: ColumnType;
}

export interface Page {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** Of each row its number in the file, from 0: what names a row of an immutable table. */
  readonly rowNumbers?: readonly number[];
  /** Rows that pass the filters; null when they were not counted. */
  readonly total: number | null;
  /** Absent on the last page. */
  readonly nextCursor?: string;
}

export interface RowsQuery extends Omit<Selection, 'sort'> {
  readonly cursor?: string;
  /** 1 to 10,000. */
  readonly limit: number;
}

export type RowsPage = Omit<Page, 'total'>;

/** A table under the names by which a statement may call it. */
export interface NamedTable {
  readonly names: readonly string[];
  readonly path: string;
}

export interface SqlQuery {
  readonly sql: string;
  /** Rows, 1 to 10,000; 1,000 when left out. */
  readonly limit?: number;
}

export interface SqlAnswer {
  /** Types as DuckDB writes them. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** JSON values: decimals and very large whole numbers as digits, lists and structs as such. */
  readonly rows: readonly (readonly unknown[])[];
  readonly truncated: boolean;
}

export interface InsideQuery {
  readonly sql: string;
  readonly k: number;
  /** Answered before on the same tables. */
  readonly earlier: readonly string[];
  readonly resultPath: string;
  /** The rows are synthetic: the engine's own words may be told, and it waits in no line of real work. */
  readonly synthetic: boolean;
}

export type ExportFormat = 'csv' | 'tsv' | 'json' | 'jsonl' | 'xlsx' | 'parquet' | 'xml' | 'geojson';

/**
 * A hidden mark: rows stand in an order, and cells of prose (in CSV decimals too) are written in one of two harmless ways, by
 * keyed bits. No value is changed and no row left out (docs/decisions/0041).
 */
export interface Mark {
  /** Hexadecimal. */
  readonly key: string;
  /** Columns of prose (`prose`). */
  readonly prose: readonly string[];
  /** Said in the open in the metadata of formats that have some, by ASCII names. */
  readonly about: Readonly<Record<string, string>>;
}

export interface ExportOptions extends Selection {
  readonly mark?: Mark;
  /** Where the places are; GeoJSON needs it. Refuses `tables.no_places` without. */
  readonly places?: Places;
  /** CSV and TSV only: begin with a UTF-8 byte order mark, without which Excel reads Chinese wrongly. */
  readonly bom?: boolean;
  /** Aborting stops the work, also while the stream is read; destroying the stream does the same. */
  readonly signal?: AbortSignal;
}

export interface Export {
  readonly stream: Readable;
  readonly contentType: string;
  readonly extension: string;
  /** Known only when the bytes already exist (the kept Parquet itself). */
  readonly bytes?: number;
}

export interface Chart {
  readonly kind: 'histogram' | 'bars' | 'timeline';
  readonly column: string;
  /** Of a timeline. */
  readonly unit?: 'hour' | 'day' | 'month' | 'year';
  readonly bins?: readonly Bin[];
  readonly bars?: readonly { readonly value: string; readonly count: number }[];
  /** Rows of values beyond the bars shown. */
  readonly otherCount: number;
  readonly nullCount: number;
  readonly total: number;
}

/** Where the places of a table are: GeoJSON geometries in one column, or coordinates in CRS84 in two. */
export type Places = { readonly geometry: string } | { readonly longitude: string; readonly latitude: string };
/** West, south, east, north in degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number];

export interface FeatureQuery {
  readonly places: Places;
  readonly box?: Box;
  readonly filters?: readonly Condition[];
  /** Number of the row after which the page begins. */
  readonly after?: number;
  /** 1 to 10,000. */
  readonly limit: number;
  /** Whether to count the rows that match, which costs a pass over the columns asked about. */
  readonly count: boolean;
}

export interface Feature {
  /** From 0, in file order; it never changes, since the table does not. */
  readonly row: number;
  readonly cells: readonly Cell[];
}

export interface FeaturePage {
  readonly columns: readonly TableColumn[];
  readonly features: readonly Feature[];
  /** Null when it was not asked for. */
  readonly total: number | null;
  /** `after` of the next page; null on the last. */
  readonly next: number | null;
}

/** A table from anywhere, with no belief in its types: names as they stand, cells as text, rows by their place. */
export interface LooseTable {
  readonly parquetPath: string;
  readonly names: readonly string[];
  readonly rows: number;
}

/** A row known again: its number in the table, its place in the loose one, cells as text in the order of `shared`. */
export interface MetRow {
  readonly row: number;
  readonly place: number;
  readonly own: readonly (string | null)[];
  readonly seen: readonly (string | null)[];
}

export interface Meeting {
  readonly shared: readonly TableColumn[];
  /** Rows known again. */
  readonly met: number;
  /** Some of them, spread over the table, by place. */
  readonly sample: readonly MetRow[];
}

export interface QueryOptions {
  readonly signal?: AbortSignal;
}

export type DiffKind = 'added' | 'removed' | 'changed';

export interface DiffQuery {
  /** Columns that together name a row; sought when left out. */
  readonly key?: readonly string[];
  /** Rows of one kind to show; only counts when left out. */
  readonly kind?: DiffKind;
  /** 0 to 200; 50 when left out. */
  readonly limit?: number;
  readonly offset?: number;
}

export interface DiffRow {
  /** Cells in the order of `shown`; null for a row that was not there. */
  readonly before: readonly Cell[] | null;
  readonly after: readonly Cell[] | null;
}

export interface TableDiff {
  /** Null when nothing tells the rows apart: rows are then compared whole, and none is called changed. */
  readonly key: readonly string[] | null;
  readonly columns: {
    readonly added: readonly TableColumn[];
    readonly dropped: readonly TableColumn[];
    readonly retyped: readonly { readonly name: string; readonly from: ColumnType; readonly to: ColumnType }[];
  };
  readonly rowsBefore: number;
  readonly rowsAfter: number;
  readonly added: number;
  readonly removed: number;
  readonly changed: number | null;
  readonly unchanged: number;
  /** How often each column differs in rows that are on both sides, most first. */
  readonly changedColumns: readonly { readonly name: string; readonly count: number }[];
  /** The columns of `rows`: those of now, then the dropped ones. */
  readonly shown: readonly TableColumn[];
  readonly rows: readonly DiffRow[];
}

/** A demand on a table (Article 11). An empty cell breaks none of them but `not_null`. */
export type Check =
  | { readonly rule: 'not_null'; readonly column: string }
  /** At most 8 columns that together name a row. */
  | { readonly rule: 'unique'; readonly columns: readonly string[] }
  /** Both ends inclusive; of numbers, dates and instants. */
  | { readonly rule: 'range'; readonly column: string; readonly min?: string | number; readonly max?: string | number }
  /** RE2, of the whole cell. */
  | { readonly rule: 'pattern'; readonly column: string; readonly pattern: string }
  /** At most 1,000. */
  | { readonly rule: 'codes'; readonly column: string; readonly codes: readonly string[] }
  /** Every value stands in column `target` of the table at `path`. */
  | { readonly rule: 'reference'; readonly column: string; readonly path: string; readonly target: string };

export interface CheckQuery {
  readonly checks: readonly Check[];
  /** Rows shown of each, at most 20; 20 when left out. */
  readonly samples?: number;
  /** Only whether the checks can be asked of this table; no row is read and every outcome is 0 of 0. */
  readonly dry?: boolean;
}

export interface CheckSample {
  /** Number of the row in the file, from 0. */
  readonly row: number;
  /** At most 100 characters. */
  readonly value: string | null;
}

export interface CheckOutcome {
  /** Rows (of `not_null`) or filled cells that were looked at. */
  readonly checked: number;
  readonly failing: number;
  readonly samples: readonly CheckSample[];
}

export interface CheckReport {
  readonly rowCount: number;
  /** Filled cells of every column. */
  readonly filled: readonly { readonly name: string; readonly count: number }[];
  /** In the order of the checks. */
  readonly outcomes: readonly CheckOutcome[];
}

export interface DescribedColumn extends TableColumn {
  /** As DuckDB writes it, e.g. `DECIMAL(18,2)`. */
  readonly sqlType: string;
}

export interface TablesPort {
  /** Names and exact types of the columns of a Parquet, from its footer. */
  describe(parquetPath: string): Promise<readonly DescribedColumn[]>;
  /** Whatever was uploaded, judged by its content: tables as Parquet, other files as they are. */
  intake(input: IntakeInput): Promise<Intake>;
  /** Reads a CSV, decides encoding and types by content, writes Parquet. Refuses by the names in refusals.ts. */
  ingest(input: IngestInput): Promise<IngestResult>;
  /** Statistics of a Parquet; for the table after treatment. */
  profile(parquetPath: string, options?: QueryOptions): Promise<TableProfile>;
  /** Looks for personal information in every cell of every column. `today` judges birth dates. */
  scan(
    parquetPath: string,
    today: Day,
    options?: QueryOptions & { readonly policy?: PersonalPolicy },
  ): Promise<ScanResult>;
  /** Writes a treated copy; rescan it before it is published. `waiting`: a person waits for the answer. */
  treat(
    parquetPath: string,
    treatments: readonly ColumnTreatment[],
    options: TreatOptions & { readonly waiting?: boolean },
  ): Promise<TreatResult>;
  /** Sizes of the classes of rows that agree in the quasi-identifiers, and how sensitive values spread in them. */
  risk(
    parquetPath: string,
    query: RiskQuery,
    options?: QueryOptions & { readonly patient?: boolean },
  ): Promise<RiskFacts>;
  /** Past the end answers no rows. Refuses `tables.unknown_column`, `tables.bad_value`, `tables.bad_page`. */
  page(parquetPath: string, query: PageQuery, options?: QueryOptions): Promise<Page>;
  /** Rows in file order by keyset; as quick at row 1,000,000 as at row 1. */
  rows(parquetPath: string, query: RowsQuery, options?: QueryOptions): Promise<RowsPage>;
  chart(
    parquetPath: string,
    query: { readonly column: string; readonly kind?: Chart['kind'] },
    options?: QueryOptions,
  ): Promise<Chart>;
  /** Groups and figures over them. Refuses `tables.bad_group`, `tables.bad_measure`, `tables.bad_limit`. */
  aggregate(parquetPath: string, query: AggregateQuery, options?: QueryOptions): Promise<Aggregate>;
  /**
   * One SELECT of a stranger on these tables, in a process of its own with limits of time, rows, memory and disk. Refuses by
   * the names `tables.sql_…`.
   */
  sql(tables: readonly NamedTable[], query: SqlQuery, options?: QueryOptions): Promise<SqlAnswer>;
  /**
   * One statement of a developer on protected tables: aggregates alone, groups of fewer than k rows hidden; the answer is
   * written to `resultPath` as Parquet. Refuses `tables.inside_…` and `tables.sql_…`.
   */
  inside(tables: readonly NamedTable[], query: InsideQuery, options?: QueryOptions): Promise<InsideAnswer>;
  /** Rows that never were, after a recipe, as a Parquet in `scratchDir`. */
  synthesize(plan: SyntheticPlan, options: { readonly scratchDir: string }): Promise<Written>;
  /** Rows with where they are, in file order. Refuses as `page` does. */
  features(parquetPath: string, query: FeatureQuery, options?: QueryOptions): Promise<FeaturePage>;
  /** The box around all places of a table; null where no row has one. */
  extent(parquetPath: string, places: Places, options?: QueryOptions): Promise<Box | null>;
  /** Refuses `tables.bad_key` when the key does not name every row of both, `tables.unknown_column`, `tables.bad_page`. */
  diff(before: string, after: string, query: DiffQuery, options?: QueryOptions): Promise<TableDiff>;
  /**
   * How many rows break each rule. Refuses `tables.unknown_column`, `tables.bad_bound`, `tables.bad_pattern`,
   * `tables.bad_codes`, `tables.bad_key`. `patient` for work in the background.
   */
  check(
    parquetPath: string,
    query: CheckQuery,
    options?: QueryOptions & { readonly patient?: boolean },
  ): Promise<CheckReport>;
  export(parquetPath: string, format: ExportFormat, options?: ExportOptions): Promise<Export>;
  /** Columns whose cells are sentences, most of them different: what a space does not matter in. */
  prose(parquetPath: string): Promise<readonly string[]>;
  /** A file of whatever origin as loose tables; refuses as `intake` does. */
  loosen(input: IntakeInput): Promise<readonly LooseTable[]>;
  /** Rows of a loose table that are rows of this one, however they are written; null when too few columns are the same. */
  meet(parquetPath: string, loose: LooseTable, most: number, options?: QueryOptions): Promise<Meeting | null>;
  ready(): Promise<void>;
  close(): Promise<void>;
}
