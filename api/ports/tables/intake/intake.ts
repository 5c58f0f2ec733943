/** An upload becomes tables and files: what it is, then each thing in it, one after the other, in scratch of its own. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Logger } from 'pino';
import { hashFile } from '#api/ports/files/measured.ts';
import { detectDialect } from '#api/ports/tables/dialect.ts';
import type { Engine } from '#api/ports/tables/engine.ts';
import { ingest } from '#api/ports/tables/ingest.ts';
import type { Encoding } from '#api/ports/tables/port.ts';
import { profileTable } from '#api/ports/tables/profile.ts';
import { refuse as refuseTable } from '#api/ports/tables/refusals.ts';
import { readAt } from '#api/ports/tables/source.ts';
import { type ArchiveLimits, openArchive, writeEntry } from './archive.ts';
import { takeJson } from './json-table.ts';
import { nameTables } from './names.ts';
import { takeParquet } from './parquet.ts';
import { placesIn } from './places.ts';
import type { Intake, IntakeFile, IntakeInput, IntakeTable, SourceFormat } from './port.ts';
import { type Recognised, recognise } from './recognise.ts';
import { refuse } from './refusals.ts';
import { openWorkbook } from './workbook.ts';
import { takeSheet } from './workbook-table.ts';

export interface IntakeLimits {
  readonly maxBytes: number;
  readonly maxColumns: number;
  readonly archive: ArchiveLimits;
}

/** What each format needs of the surroundings. */
export interface Bench {
  readonly engine: Engine;
  readonly limits: IntakeLimits;
  readonly log: Logger | undefined;
  readonly signal: AbortSignal | undefined;
  readonly say: NonNullable<IntakeInput['onStage']>;
}

/** A table as a format's reader leaves it. */
export interface Converted {
  readonly format: SourceFormat;
  readonly parquetPath: string;
  readonly encoding?: Encoding;
  /** Of GeoJSON. */
  readonly geometry?: string;
}

export const mostTables = 100;

type Unnamed = Omit<IntakeTable, 'name'>;

export async function takeIn(
  engine: Engine,
  input: IntakeInput,
  limits: IntakeLimits,
  log: Logger | undefined,
): Promise<Intake> {
  const { path, originalName, scratchDir, signal } = input;
  const say = input.onStage ?? (() => {});
  const bench: Bench = { engine, limits, log, signal, say };
  say('unpack', null);
  const found = await recognise(path, originalName, limits.archive);
  if (found.as === 'file')
    return { tables: [], files: [{ path: basename(originalName), mediaType: found.mediaType, localPath: path }] };
  const taken =
    found.as === 'archive'
      ? await takeArchive(bench, path, scratchDir)
      : { tables: await takeTables(bench, path, found.format, null, scratchDir), files: [] };
  if (taken.tables.length > mostTables)
    throw refuse('tables.too_many_tables', { found: taken.tables.length, limit: mostTables });
  const names = nameTables(taken.tables.map((one) => one.origin));
  return { tables: taken.tables.map((one, at) => ({ ...one, name: names[at] ?? '' })), files: taken.files };
}

/** What systems add to an archive without being asked. */
const litter = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$)/i;

async function takeArchive(bench: Bench, path: string, scratchDir: string) {
  const archive = await openArchive(path, bench.limits.archive);
  const tables: Unnamed[] = [];
  const files: IntakeFile[] = [];
  try {
    const entries = archive.entries.filter((entry) => !litter.test(entry.path));
    if (entries.length === 0) throw refuse('tables.archive_empty');
    for (const [at, entry] of entries.entries()) {
      bench.say('unpack', entry.path);
      bench.signal?.throwIfAborted();
      const local = join(scratchDir, `entry-${at}`);
      await writeEntry(archive, entry, local);
      const found = await recogniseEntry(local, entry.path, bench.limits.archive);
      if (found.as === 'archive') throw refuse('tables.archive_nested', { path: entry.path });
      if (found.as === 'file') {
        files.push({ path: entry.path, mediaType: found.mediaType, localPath: local });
        continue;
      }
      const folder = join(scratchDir, `of-${at}`);
      await mkdir(folder);
      tables.push(...(await takeTables(bench, local, found.format, entry.path, folder)));
      await rm(local, { force: true });
      if (tables.length > mostTables)
        throw refuse('tables.too_many_tables', { found: tables.length, limit: mostTables });
    }
  } finally {
    archive.close();
  }
  return { tables, files };
}

/** A page of explanation beside the tables is text without columns; alone, the same text would be taken as a table. */
async function recogniseEntry(local: string, path: string, limits: ArchiveLimits): Promise<Recognised> {
  const found = await recognise(local, basename(path), limits);
  const notes = /(^|\/)(readme|licen[cs]e|notice)[^/]*$|\.(md|txt)$/i.test(path);
  if (!notes || found.as !== 'table' || found.format !== 'csv' || (await hasColumns(local))) return found;
  return { as: 'file', mediaType: 'text/plain', found: 'TXT' };
}

async function hasColumns(path: string): Promise<boolean> {
  const text = new TextDecoder('utf-8').decode(await readAt(path, 0, 1 << 18), { stream: true });
  const { header } = detectDialect(text, false);
  return header.length > 1;
}

async function takeTables(
  bench: Bench,
  path: string,
  format: Exclude<SourceFormat, 'geojson'>,
  origin: string | null,
  scratchDir: string,
): Promise<Unnamed[]> {
  if (format === 'csv') return [await takeCsv(bench, path, origin, scratchDir)];
  if (format !== 'xlsx') {
    bench.say('decode', origin);
    const taken =
      format === 'parquet'
        ? await takeParquet(bench, path, scratchDir)
        : await takeJson(bench, path, format === 'jsonl', scratchDir, origin);
    return [await finish(bench, taken, origin, scratchDir)];
  }
  const archive = await openArchive(path, bench.limits.archive);
  try {
    bench.say('decode', origin);
    const workbook = await openWorkbook(archive);
    const tables: Unnamed[] = [];
    const alone = workbook.sheets.length === 1;
    for (const [at, sheet] of workbook.sheets.entries()) {
      const place = alone ? origin : origin === null ? sheet.name : `${origin}#${sheet.name}`;
      bench.say('decode', place);
      const folder = join(scratchDir, `sheet-${at}`);
      await mkdir(folder);
      const taken = await takeSheet(bench, archive, workbook, sheet, folder, place);
      if (taken !== null) tables.push(await finish(bench, taken, place, folder));
    }
    if (tables.length === 0) throw refuseTable('tables.empty');
    return tables;
  } finally {
    archive.close();
  }
}

async function takeCsv(bench: Bench, path: string, origin: string | null, scratchDir: string): Promise<Unnamed> {
  const { engine, limits, log, signal, say } = bench;
  const result = await ingest(
    engine,
    {
      path,
      originalName: '',
      scratchDir,
      onStage: (stage) => say(stage, origin),
      ...(signal === undefined ? {} : { signal }),
    },
    limits,
    log,
  );
  await keepOnly(scratchDir, result.parquetPath);
  const { rowCount, columns, encoding, delimiter, parquetPath, parquetBytes, parquetSha256 } = result;
  const table = { rowCount, columns, encoding, delimiter, parquetPath, parquetBytes, parquetSha256 };
  return { ...table, origin, format: 'csv', geo: placesIn(result) };
}

async function finish(bench: Bench, taken: Converted, origin: string | null, scratchDir: string): Promise<Unnamed> {
  const { parquetPath, format, geometry } = taken;
  bench.say('profile', origin);
  const profile = await bench.engine.use((session) => profileTable(session, parquetPath), { signal: bench.signal });
  if (profile.rowCount === 0) throw refuseTable('tables.no_rows');
  await keepOnly(scratchDir, parquetPath);
  const { bytes, sha256 } = await hashFile(parquetPath);
  return {
    ...profile,
    origin,
    format,
    encoding: taken.encoding ?? null,
    delimiter: null,
    geo: geometry === undefined ? placesIn(profile) : { geometry },
    parquetPath,
    parquetBytes: bytes,
    parquetSha256: sha256,
  };
}

/** Transcriptions go as soon as the Parquet stands: an upload of many tables needs the disk of one. */
async function keepOnly(scratchDir: string, parquetPath: string): Promise<void> {
  for (const name of await readdir(scratchDir))
    if (/\.csv$/.test(name) && join(scratchDir, name) !== parquetPath)
      await rm(join(scratchDir, name), { force: true });
}
