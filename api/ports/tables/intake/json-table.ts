/** JSON records as a table: the columns are the members of all records in the order they first appear. */
import { join } from 'node:path';
import { convertRows } from '#api/ports/tables/convert.ts';
import { nameColumns } from '#api/ports/tables/dialect.ts';
import { refuse as refuseTable } from '#api/ports/tables/refusals.ts';
import { readSource } from '#api/ports/tables/source.ts';
import { isSoundGeometry } from './geometry.ts';
import type { Bench, Converted } from './intake.ts';
import { type Around, cellOf, type JsonRecord, readRecord, readRecords, slices } from './json.ts';
import { refuse } from './refusals.ts';
import { maxRowLength, RowWriter } from './row-writer.ts';

interface Found {
  readonly keys: readonly string[];
  /** Keys that hold text somewhere. */
  readonly textual: ReadonlySet<string>;
  readonly features: boolean;
  readonly ids: boolean;
  readonly lines: boolean;
}

export async function takeJson(
  bench: Bench,
  path: string,
  lines: boolean,
  scratchDir: string,
  origin: string | null,
): Promise<Converted> {
  const source = await readSource(path, scratchDir, { maxBytes: bench.limits.maxBytes, signal: bench.signal });
  const found = await discover(source.textPath, lines, bench);
  const taken = new Set(found.keys);
  const extra = (name: string): string => (taken.has(name) ? extra(`${name}_`) : name);
  const geometry = found.features ? extra('geometry') : null;
  const header = [...(found.ids ? [extra('id')] : []), ...found.keys, ...(geometry === null ? [] : [geometry])];
  const names = nameColumns(header, bench.limits.maxColumns);
  bench.say('convert', origin);
  const writer = new RowWriter(join(scratchDir, 'rows.csv'));
  try {
    await writer.row(names);
    let row = 0;
    for await (const text of readRecords(source.textPath, lines, new Map())) {
      row += 1;
      bench.signal?.throwIfAborted();
      await writer.row(cells(readRecord(text, row), found, row));
    }
    await writer.end();
  } finally {
    writer.destroy();
  }
  const rows = writer.rows - 1;
  if (rows === 0) throw refuseTable('tables.no_rows');
  const textual = new Set(header.flatMap((name, i) => (found.textual.has(name) || name === geometry ? [i] : [])));
  const input = { names, textual, csvPath: writer.path, rows, breaksInside: writer.breaksInside, scratchDir };
  const parquetPath = await bench.engine.use(
    (session) => convertRows({ ...input, session, longestRow: maxRowLength }),
    { signal: bench.signal },
  );
  const format = found.features ? 'geojson' : lines ? 'jsonl' : 'json';
  const { encoding } = source;
  return { format, parquetPath, encoding, ...(geometry === null ? {} : { geometry: names.at(-1) ?? geometry }) };
}

async function discover(path: string, lines: boolean, bench: Bench): Promise<Found> {
  const keys = new Set<string>();
  const textual = new Set<string>();
  const around: Around = new Map();
  let features = false;
  let ids = false;
  let row = 0;
  for await (const text of readRecords(path, lines, around)) {
    row += 1;
    const record = readRecord(text, row);
    if (row === 1) features = record.value.type === 'Feature' && 'geometry' in record.value;
    ids ||= features && record.value.id !== undefined && record.value.id !== null;
    const members = features ? propertiesOf(record, row) : record.members;
    for (const [key, raw] of members) {
      if (!keys.has(key)) {
        keys.add(key);
        if (keys.size > bench.limits.maxColumns)
          throw refuseTable('tables.too_many_columns', { found: keys.size, limit: bench.limits.maxColumns });
      }
      if (raw.startsWith('"') && !textual.has(key)) textual.add(key);
    }
  }
  if (row === 0) throw refuseTable('tables.no_rows');
  if (features) requireDegrees(around);
  return { keys: [...keys], textual, features, ids, lines };
}

function propertiesOf({ members }: JsonRecord, row: number): ReadonlyMap<string, string> {
  const raw = members.get('properties') ?? 'null';
  if (raw === 'null') return new Map();
  if (!raw.startsWith('{')) throw refuse('tables.json_record', { row });
  return slices(raw, row);
}

/** The old `crs` member (GeoJSON of 2008) may name what CRS84 is as well; CGCS2000 differs from it by centimetres. */
function requireDegrees(around: Around): void {
  const crs = around.get('crs');
  if (crs === undefined || crs === 'null' || /CRS84|\b4326\b|\b4490\b/i.test(crs)) return;
  const name = /"name"\s*:\s*"([^"]{1,100})"/.exec(crs)?.[1] ?? crs.slice(0, 100);
  throw refuse('tables.geojson_crs', { crs: name });
}

function cells(record: JsonRecord, found: Found, row: number): (string | null)[] {
  const { value, members } = record;
  if (!found.features) return found.keys.map((key) => cellOf(members.get(key)));
  if (value.type !== 'Feature' || !isSoundGeometry(value.geometry ?? null))
    throw refuse('tables.geojson_geometry', { row });
  const own = propertiesOf(record, row);
  return [
    ...(found.ids ? [cellOf(members.get('id'))] : []),
    ...found.keys.map((key) => cellOf(own.get(key))),
    cellOf(members.get('geometry')),
  ];
}
