/** What the tables port makes of an upload: its tables, each as Parquet, and the files that are none. */
import type { Delimiter, Encoding, IngestStage, Places, TableProfile } from '#api/ports/tables/port.ts';

export type SourceFormat = 'csv' | 'xlsx' | 'json' | 'jsonl' | 'geojson' | 'parquet';

export interface IntakeInput {
  /** The raw upload. */
  readonly path: string;
  /** As the uploader called it; never used as a path. */
  readonly originalName: string;
  /** Where the results are written; the caller's to remove. */
  readonly scratchDir: string;
  /** `table` names the one at work by where it came from; null where the upload is one table. */
  readonly onStage?: (stage: IngestStage | 'unpack', table: string | null) => void;
  readonly signal?: AbortSignal;
}

export interface IntakeTable extends TableProfile {
  /** Unique in the upload (case aside); letters, digits and `_`. A table that came alone is `data`. */
  readonly name: string;
  /** The path in the archive, the name of the sheet, or both; null for a file that is one table. */
  readonly origin: string | null;
  readonly format: SourceFormat;
  /** Of text. */
  readonly encoding: Encoding | null;
  /** Of CSV. */
  readonly delimiter: Delimiter | null;
  readonly geo: Places | null;
  readonly parquetPath: string;
  readonly parquetBytes: number;
  readonly parquetSha256: string;
}

/** A file that is no table. */
export interface IntakeFile {
  /** Within the upload; clean: relative, `/` between, no `.` and `..`. */
  readonly path: string;
  /** By its content. */
  readonly mediaType: string;
  readonly localPath: string;
}

export interface Intake {
  readonly tables: readonly IntakeTable[];
  readonly files: readonly IntakeFile[];
}
