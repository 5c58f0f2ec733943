/** Downloads of a table, or of a part of it, in every format offered. */
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { neutral } from '#api/kernel/formula.ts';
import type { Engine, Session } from '#api/ports/tables/engine.ts';
import { follow } from '#api/ports/tables/follow.ts';
import { neutralSql } from '#api/ports/tables/formula.ts';
import { writeLines, written } from '#api/ports/tables/lines.ts';
import { markSql } from '#api/ports/tables/mark.ts';
import type { Export, ExportFormat, ExportOptions } from '#api/ports/tables/port.ts';
import { body, compile } from '#api/ports/tables/query.ts';
import { readSchema, type SchemaColumn } from '#api/ports/tables/schema.ts';
import { quoteName, quoteText } from '#api/ports/tables/sql.ts';
import { checkXlsx, writeXlsx } from '#api/ports/tables/xlsx.ts';

const contentTypes: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  tsv: 'text/tab-separated-values; charset=utf-8',
  json: 'application/json; charset=utf-8',
  jsonl: 'application/x-ndjson; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
  xml: 'application/xml; charset=utf-8',
  geojson: 'application/geo+json',
};

const byteOrderMark = Uint8Array.of(0xef, 0xbb, 0xbf);

export async function exportTable(
  engine: Engine,
  scratchRoot: string,
  path: string,
  format: ExportFormat,
  options: ExportOptions,
): Promise<Export> {
  const about = { contentType: contentTypes[format], extension: format };
  const whole = isWhole(options);
  if (format === 'parquet' && whole) {
    return { ...about, stream: createReadStream(path), bytes: (await stat(path)).size };
  }
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([stop.signal, options.signal]);
  const folder = join(scratchRoot, `export-${randomUUID()}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const target = join(folder, `table.${format}`);
  const done = engine.use((session) => produce(session, path, format, options, target), { signal });
  const stream = await follow(target, {
    done,
    ...((format === 'csv' || format === 'tsv') && options.bom === true ? { prefix: byteOrderMark } : {}),
    cleanup: async () => {
      stop.abort(new Error('tables: the reader of an export has gone'));
      await done.catch(() => {});
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  });
  options.signal?.addEventListener('abort', () => stream.destroy(), { once: true });
  return { ...about, stream };
}

/** Nothing is asked but the table itself. */
export const isWhole = ({ columns, filters, sort, q, mark }: ExportOptions): boolean =>
  !columns?.length && !filters?.length && !sort?.length && !q?.trim() && mark === undefined;

async function produce(
  session: Session,
  path: string,
  format: ExportFormat,
  options: ExportOptions,
  target: string,
): Promise<void> {
  const schema = await readSchema(session, path);
  const { mark } = options;
  const plain = compile(schema, options);
  const compiled = mark === undefined ? plain : { ...plain, mark: markSql(schema, mark, format) };
  if (format === 'xlsx') {
    const sheet = await checkXlsx(session, path, compiled);
    return writeXlsx(session, path, compiled, sheet, target, mark?.about);
  }
  if (format === 'xml') return writeLines(session, path, schema, compiled, target, { format });
  if (format === 'geojson')
    return writeLines(session, path, schema, compiled, target, { format, places: options.places });
  const select = `SELECT ${compiled.columns.map((column) => exported(column, format)).join(', ')} ${body(path, compiled)}`;
  const about = Object.entries(mark?.about ?? {}).map(([key, value]) => `${quoteText(key)}: ${quoteText(value)}`);
  const metadata = format === 'parquet' && about.length > 0 ? `, KV_METADATA {${about.join(', ')}}` : '';
  // USE_TMP_FILE off: the file grows under its own name, so that it can be sent while it is written.
  await session.run(
    `COPY (${select}) TO ${quoteText(target)} (${copyOptions[format]}${metadata}, USE_TMP_FILE false)`,
    compiled.values,
  );
}

const copyOptions = {
  csv: "FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"'",
  tsv: "FORMAT csv, HEADER true, DELIMITER '\\t', QUOTE '\"', ESCAPE '\"'",
  json: 'FORMAT json, ARRAY true',
  jsonl: 'FORMAT json, ARRAY false',
  parquet: 'FORMAT parquet, COMPRESSION zstd',
} as const;

function exported(column: SchemaColumn, format: keyof typeof copyOptions): string {
  const name = quoteName(column.name);
  if (format === 'csv' || format === 'tsv') {
    const as = quoteName(neutral(column.name));
    return column.type === 'text' ? `${neutralSql(name)} AS ${as}` : `${name} AS ${as}`;
  }
  if (format !== 'parquet' && column.type === 'datetime') return `${written(column)} AS ${name}`;
  return name;
}
