/** The tables port on DuckDB, in this process and shut in its folders. */
import { mkdir } from 'node:fs/promises';
import type { Logger } from 'pino';
import { aggregate } from '#api/ports/tables/aggregate.ts';
import { drawChart } from '#api/ports/tables/chart.ts';
import { checkTable } from '#api/ports/tables/check.ts';
import { diffTables } from '#api/ports/tables/diff.ts';
import { createEngine } from '#api/ports/tables/engine.ts';
import { exportTable } from '#api/ports/tables/export.ts';
import { readExtent, readFeatures } from '#api/ports/tables/geo.ts';
import { ingest } from '#api/ports/tables/ingest.ts';
import { type ArchiveLimits, archiveLimits } from '#api/ports/tables/intake/archive.ts';
import { takeIn } from '#api/ports/tables/intake/intake.ts';
import { loosen } from '#api/ports/tables/loose.ts';
import { makeMarkFunction, proseColumns } from '#api/ports/tables/mark.ts';
import { meetTables } from '#api/ports/tables/meet.ts';
import { readPage, readRows } from '#api/ports/tables/page.ts';
import type { TablesPort } from '#api/ports/tables/port.ts';
import { profileTable } from '#api/ports/tables/profile.ts';
import { refuse } from '#api/ports/tables/refusals.ts';
import { riskOf } from '#api/ports/tables/risk.ts';
import {
  createSqlPool,
  insideLimits,
  maxInsideRows,
  maxSqlLength,
  runSql,
  type SqlLimits,
  sqlLimits,
} from '#api/ports/tables/sandbox/pool.ts';
import { scanTable } from '#api/ports/tables/scan.ts';
import { readSchema } from '#api/ports/tables/schema.ts';
import { synthesize } from '#api/ports/tables/synthesize.ts';
import { makeTreatFunctions, treatTable } from '#api/ports/tables/treat.ts';

export interface DuckdbTablesOptions {
  /** Folders with the tables and with scratch directories; DuckDB can reach nothing else. */
  readonly directories: readonly string[];
  /** Where exports and spilled sorts are written; made when missing. */
  readonly scratchRoot: string;
  readonly log?: Logger;
  /** Memory of each of the three engines (work, reading, exports) in MB; 512 when left out. */
  readonly memoryMb?: number;
  readonly threads?: number;
  /** Largest upload in bytes; 2 GB when left out. */
  readonly maxBytes?: number;
  readonly archive?: ArchiveLimits;
  /** 1,000 when left out. */
  readonly maxColumns?: number;
  /** Longest answer of page, rows and chart in ms; 15 s when left out. */
  readonly queryTimeoutMs?: number;
  readonly sql?: Partial<SqlLimits>;
}

const minute = 60_000;

export async function createDuckdbTables(options: DuckdbTablesOptions): Promise<TablesPort> {
  const { scratchRoot, log } = options;
  const directories = [...options.directories, scratchRoot];
  for (const folder of directories) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // DuckDB reads these as patterns in a path, and offers no way to quote them.
    if (/[*?[\]{}]/.test(folder)) throw new Error(`tables: the folder ${folder} has a pattern character in its name`);
  }
  const common = { directories, scratchRoot, memoryMb: options.memoryMb ?? 512, threads: options.threads ?? 2 };
  // Three engines, so that neither a heavy ingest nor a large export takes the memory and threads of a preview.
  const work = createEngine({
    ...common,
    name: 'work',
    places: 1,
    timeoutMs: 30 * minute,
    functions: makeTreatFunctions,
  });
  const read = createEngine({ ...common, name: 'read', places: 4, timeoutMs: options.queryTimeoutMs ?? 15_000 });
  const exports = createEngine({
    ...common,
    name: 'export',
    places: 2,
    timeoutMs: 10 * minute,
    functions: () => [makeMarkFunction(), ...makeTreatFunctions()],
  });
  const limits = { maxBytes: options.maxBytes ?? 2 * 1024 ** 3, maxColumns: options.maxColumns ?? 1000 };

  const pool = createSqlPool(scratchRoot, { ...sqlLimits, ...options.sql });
  const inside = createSqlPool(scratchRoot, insideLimits);

  return {
    describe: (path) => read.use(async (session) => (await readSchema(session, path)).columns),
    ingest: (input) => ingest(work, input, limits, log),
    intake: (input) => takeIn(work, input, { ...limits, archive: options.archive ?? archiveLimits }, log),
    profile: (path, query) => work.use((session) => profileTable(session, path), { signal: query?.signal }),
    scan: (path, today, query) =>
      work.use((session) => scanTable(session, path, today, query?.policy), { signal: query?.signal }),
    treat: (path, treatments, { waiting, ...treatOptions }) =>
      (waiting === true ? exports : work).use(
        (session) => treatTable(session, path, treatments, treatOptions),
        waiting === true ? { timeoutMs: 2 * minute } : {},
      ),
    risk: (path, query, more) =>
      (more?.patient === true ? work : exports).use((session) => riskOf(session, path, query), {
        signal: more?.signal,
        timeoutMs: more?.patient === true ? 20 * minute : minute,
      }),
    page: (path, query, more) => read.use((session) => readPage(session, path, query), { signal: more?.signal }),
    rows: (path, query, more) => read.use((session) => readRows(session, path, query), { signal: more?.signal }),
    chart: (path, query, more) => read.use((session) => drawChart(session, path, query), { signal: more?.signal }),
    aggregate: (path, query, more) => read.use((session) => aggregate(session, path, query), { signal: more?.signal }),
    sql: (named, query, more) => runSql(pool, named, query, more?.signal),
    synthesize: (plan, { scratchDir }) => read.use((session) => synthesize(session, plan, scratchDir)),
    async inside(tables, { synthetic, ...query }, more) {
      if (query.sql.trim() === '' || query.sql.length > maxSqlLength || query.sql.includes('\0'))
        throw refuse('tables.sql_length', { limit: maxSqlLength });
      const request = { ...query, tables, open: synthetic, maxRows: maxInsideRows };
      return (synthetic ? pool : inside).runInside(request, more?.signal);
    },
    features: (path, query, more) =>
      read.use((session) => readFeatures(session, path, query), { signal: more?.signal }),
    extent: (path, places, more) => read.use((session) => readExtent(session, path, places), { signal: more?.signal }),
    // Comparing reads both tables whole, so it stands in line with the exports and keeps no preview waiting.
    diff: (before, after, query, more) =>
      exports.use((session) => diffTables(session, before, after, query), { signal: more?.signal, timeoutMs: minute }),
    // A person who tries a rule waits seconds for it; the job that runs all of them stands behind the ingests.
    check: (path, query, more) =>
      (more?.patient === true ? work : exports).use((session) => checkTable(session, path, query), {
        signal: more?.signal,
        timeoutMs: more?.patient === true ? 20 * minute : minute / 2,
      }),
    export: (path, format, query = {}) => exportTable(exports, scratchRoot, path, format, query),
    prose: (path) => exports.use((session) => proseColumns(session, path)),
    loosen: (input) => loosen(work, input, { ...limits, archive: options.archive ?? archiveLimits }),
    meet: (path, loose, most, more) =>
      exports.use((session) => meetTables(session, path, loose, most), { signal: more?.signal, timeoutMs: 5 * minute }),
    async ready() {
      await read.use((session) => session.rows('SELECT 1'));
    },
    async close() {
      await Promise.all([work.close(), read.close(), exports.close(), pool.close(), inside.close()]);
    },
  };
}
