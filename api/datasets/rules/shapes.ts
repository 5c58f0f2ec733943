/** What versions and their tables answer, as it goes over the wire. */
import { z } from 'zod';
import { publicEntry } from '#api/catalog/rules/shapes.ts';
import { instantText } from '#api/kernel/operation.ts';
import { personalKinds } from '#api/kernel/personal-kinds.ts';
import { accesses, columnTypes, sourceFormats, stages, timeUnits, treatmentActions, versionStates } from './codes.ts';
import { driftOut } from './drift.ts';
import { releases } from './privacy-codes.ts';

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const bin = z.object({
  from: z.union([z.string(), z.number()]),
  to: z.union([z.string(), z.number()]),
  count: z.number(),
});

export const columnStats = z
  .object({
    null_count: z.number(),
    distinct_count: z.number(),
    /** Absent where `redacted`. */
    min: cell.optional(),
    max: cell.optional(),
    mean: z.number().optional(),
    max_length: z.number().optional(),
    top_values: z.array(z.object({ value: z.string(), count: z.number() })).optional(),
    histogram: z.array(bin).optional(),
    redacted: z
      .boolean()
      .optional()
      .meta({ description: 'Values are left out: personal information, or a table that is not open' }),
  })
  .meta({ id: 'ColumnStatistics' });

export const columnOut = z
  .object({ position: z.number().int(), name: z.string(), type: z.enum(columnTypes.codes), stats: columnStats })
  .meta({ id: 'TableColumn' });

export const geoOut = z
  .union([z.object({ geometry: z.string() }), z.object({ longitude: z.string(), latitude: z.string() })])
  .meta({ id: 'Places', description: 'The columns that say where: GeoJSON geometries, or coordinates in CRS84' });

const tableFields = {
  number: z.number().int().meta({ description: 'From 1, in the order of the upload' }),
  name: z.string().meta({ description: 'Unique within the version' }),
  origin: z.string().nullable().meta({ description: 'The sheet, or the path in the archive, that it came from' }),
  format: z.enum(sourceFormats.codes),
  row_count: z.number().nullable(),
  table_bytes: z.number().nullable(),
  table_sha256: z.string().nullable().meta({ description: 'SHA-256 of the Parquet; null while it is held' }),
  geo: geoOut.nullable(),
};

export const tableOut = z
  .object({ ...tableFields, encoding: z.string().nullable(), delimiter: z.string().nullable() })
  .meta({ id: 'VersionTable' });

export const publishedTable = z
  .object({
    ...tableFields,
    row_count: z.number(),
    table_bytes: z.number(),
    table_sha256: z.string(),
    columns: z.array(columnOut).optional().meta({ description: 'Left out in lists' }),
  })
  .meta({ id: 'PublishedTable' });

const fileFields = {
  number: z.number().int(),
  path: z.string(),
  media_type: z.string().meta({ description: 'By its content' }),
  bytes: z.number(),
  sha256: z.string(),
};

export const publishedFile = z
  .object(fileFields)
  .meta({ id: 'PublishedFile', description: 'A file that is no table, served as it came' });

export const versionFileOut = z
  .object({
    ...fileFields,
    confirmed_at: instantText
      .nullable()
      .meta({ description: 'When the steward confirmed that it holds no personal information; no scan can read it' }),
  })
  .meta({ id: 'VersionFile' });

export const findingOut = z
  .object({
    table: z.number().int(),
    column: z.string(),
    kind: z.enum(personalKinds.codes),
    hits: z.number(),
    checked: z.number(),
    ratio: z.number(),
    blocks: z.boolean().meta({ description: 'False: noticed, and no reason to keep the version from being opened' }),
    examples: z.array(z.string()).meta({ description: 'Masked' }),
    treatment: z.enum(treatmentActions.codes).nullable(),
  })
  .meta({ id: 'PrivacyFinding' });

const sentence = z.object({ code: z.string(), zh: z.string(), en: z.string() });

export const uploadOut = z
  .object({
    id: z.string(),
    entry_id: z.string(),
    file_name: z.string(),
    bytes: z.number(),
    received: z.number(),
    version_id: z.string().nullable().meta({ description: 'The version it became' }),
    fault: sentence.nullable().meta({ description: 'Why it was not taken as a version' }),
    expires_at: instantText,
  })
  .meta({ id: 'Upload' });

const versionFields = {
  id: z.string(),
  entry_id: z.string(),
  number: z.number().int(),
  state: z.enum(versionStates.codes),
  stage: z.enum(stages.codes).nullable(),
  stage_table: z.string().nullable().meta({ description: 'The table the stage is at, where there are several' }),
  file_name: z.string(),
  source_bytes: z.number(),
  source_sha256: z.string(),
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  row_count: z.number().nullable(),
  table_bytes: z.number().nullable(),
  table_sha256: z.string().nullable(),
  fault: sentence.nullable().meta({ description: 'Why it failed, or why it is still held after a treatment' }),
  note: z.string().nullable(),
  uploaded_by: z.string().nullable(),
  created_at: instantText,
  ready_at: instantText.nullable(),
  published_at: instantText.nullable(),
  untreated: z.array(z.string()),
  unconfirmed: z.array(z.string()).meta({ description: 'Files nobody has confirmed to hold no personal information' }),
  drift: driftOut.nullable().meta({ description: 'Null when its columns are as in the published version before' }),
  drift_accepted: z.object({ at: instantText, by: z.string().nullable(), reason: z.string() }).nullable(),
  may: z.object({ treat: z.boolean(), publish: z.boolean(), retry: z.boolean(), accept: z.boolean() }),
};

export const versionSummary = z.object(versionFields).meta({ id: 'VersionSummary' });

export const versionOut = z
  .object({
    ...versionFields,
    tables: z.array(tableOut),
    files: z.array(versionFileOut),
    columns: z.array(columnOut.extend({ table: z.number().int() })).meta({ description: 'Of all tables' }),
    findings: z.array(findingOut),
    treatments: z.array(
      z.object({
        table: z.number().int(),
        column: z.string(),
        action: z.enum(treatmentActions.codes),
        at: instantText,
      }),
    ),
  })
  .meta({ id: 'Version', description: 'A version as its agency and its reviewer see it' });

export const publishedVersion = z
  .object({
    id: z.string(),
    number: z.number().int(),
    file_name: z.string(),
    row_count: z.number().meta({ description: 'Of the first table, as all that stands here beside `tables`' }),
    table_bytes: z.number(),
    table_sha256: z.string().meta({ description: 'SHA-256 of the published Parquet' }),
    tables: z.array(publishedTable),
    files: z.array(publishedFile),
    source_sha256: z.string(),
    note: z.string().nullable(),
    published_at: instantText,
    drift: driftOut.nullable().meta({ description: 'How its columns differ from the version published before it' }),
    columns: z.array(columnOut),
    treatments: z.array(
      z.object({ table: z.number().int(), column: z.string(), action: z.enum(treatmentActions.codes) }),
    ),
    privacy: z
      .array(
        z.object({
          table: z.number().int(),
          release: z.enum(releases.codes),
          k: z
            .number()
            .int()
            .meta({ description: 'Rows of the smallest class of rows that agree in what a person may be known by' }),
          demanded_k: z.number().int(),
          rows_suppressed: z.number(),
          report_no: z.string().meta({ description: 'Number of the signed report; verified at /verify' }),
          checked_at: instantText,
        }),
      )
      .meta({ description: 'Of each table about people: the report under which it was opened (Article 15)' }),
    downloads: z.number(),
  })
  .meta({ id: 'PublishedVersion' });

export const datasetOut = z
  .object({
    entry: publicEntry,
    access: z.enum(accesses.codes),
    versions: z.array(publishedVersion.omit({ columns: true })),
    latest: publishedVersion.nullable(),
    downloads: z.number(),
  })
  .meta({ id: 'Dataset', description: 'A published entry with its published versions, the newest first' });

export const rowsOut = z
  .object({
    columns: z.array(z.object({ name: z.string(), type: z.enum(columnTypes.codes) })),
    rows: z.array(z.array(cell)),
    total: z.number().nullable().meta({ description: 'Null when it was not to be counted' }),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: 'Rows', description: 'Past the end there are no rows; `total` counts those that pass the filters' });

export const chartOut = z
  .object({
    kind: z.enum(['histogram', 'bars', 'timeline']),
    column: z.string(),
    unit: z.enum(['hour', 'day', 'month', 'year']).nullable(),
    bins: z.array(bin),
    bars: z.array(z.object({ value: z.string(), count: z.number() })),
    other_count: z.number(),
    null_count: z.number(),
    total: z.number(),
  })
  .meta({ id: 'ColumnChart' });

export const aggregateOut = z
  .object({
    columns: z.array(
      z.object({
        name: z.string(),
        type: z.enum(columnTypes.codes),
        unit: z.enum(timeUnits).optional().meta({ description: 'The cell is the first day (or hour) of this unit' }),
        step: z.number().optional().meta({ description: 'The cell is the lower end of a bin of this width' }),
      }),
    ),
    rows: z.array(z.array(cell)),
    truncated: z.boolean().meta({ description: 'There are more groups than were asked for' }),
  })
  .meta({ id: 'Aggregate' });

const rowsEither = z.array(z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]));

export const queryOut = z
  .object({
    table: z.object({ number: z.number().int(), name: z.string() }),
    columns: aggregateOut.shape.columns,
    rows: rowsEither.meta({
      description: 'Arrays in the order of `columns`, or objects where `rows=objects` was asked',
    }),
    total: z
      .number()
      .nullable()
      .meta({ description: 'Rows that pass the filters; null when not counted, and of groups' }),
    next_cursor: z.string().nullable(),
    truncated: z.boolean().meta({ description: 'There is more than was asked for' }),
  })
  .meta({ id: 'QueryAnswer' });

export const sqlOut = z
  .object({
    columns: z.array(z.object({ name: z.string(), type: z.string().meta({ description: 'As DuckDB writes it' }) })),
    rows: rowsEither,
    truncated: z.boolean().meta({ description: 'There are more rows than the limit' }),
  })
  .meta({ id: 'SqlAnswer' });
