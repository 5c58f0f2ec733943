/** k of a million rows against the bare GROUP BY in a DuckDB of its own, and a plan on the same table against that grouping. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { createDuckdbTables } from '#api/ports/tables/duckdb.ts';
import type { TablesPort } from '#api/ports/tables/port.ts';
import { against, type Bench } from './measure.ts';

const rows = 1_000_000;
const quasi = ['性别', '出生日期', '区划'];
type Grouping = () => Promise<unknown>;

/** People nearly all of whom are alone in their class: the hardest case for a grouping. */
const people = `SELECT ['男', '女'][1 + i % 2] AS 性别, DATE '1950-01-01' + CAST(hash(i) % 20000 AS INTEGER) AS 出生日期,
  CAST(140000 + 100 * (1 + hash(i + 1) % 11) + hash(i + 2) % 10 AS VARCHAR) AS 区划, i AS 序号 FROM range(${rows}) t(i)`;

async function withPeople<T>(
  work: (tables: TablesPort, file: string, bare: Grouping, scratch: (round: number) => Promise<string>) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'jinshu-bench-'));
  const duck = await DuckDBInstance.create(':memory:', { threads: '2' });
  const plain = await duck.connect();
  const tables = await createDuckdbTables({ directories: [folder], scratchRoot: path.join(folder, 'scratch') });
  const file = path.join(folder, 'people.parquet');
  try {
    await plain.run(`COPY (${people}) TO '${file}' (FORMAT parquet, COMPRESSION zstd)`);
    const bare = () =>
      plain.runAndReadAll(`SELECT min(n) FROM (SELECT count(*) AS n FROM '${file}' GROUP BY ${quasi.join(', ')})`);
    const scratch = async (round: number) => {
      const made = path.join(folder, `round-${round}`);
      await mkdir(made);
      return made;
    };
    return await work(tables, file, bare, scratch);
  } finally {
    await tables.close();
    plain.closeSync();
    duck.closeSync();
    await rm(folder, { recursive: true, force: true });
  }
}

export const deidentifyBenches: readonly Bench[] = [
  {
    name: 'k-anonymity of 1,000,000 rows, with the distribution of class sizes',
    limit: 'the bare GROUP BY in DuckDB',
    run: () => withPeople((tables, file, bare) => against(() => tables.risk(file, { quasi, sensitive: [] }), bare, 5)),
  },
  {
    name: 'a plan on 1,000,000 rows: dates to 5 years, divisions to cities, small classes suppressed',
    limit: 'the bare GROUP BY in DuckDB',
    run: () =>
      withPeople((tables, file, bare, scratch) =>
        against(
          async (round) =>
            tables.treat(
              file,
              [
                { column: '出生日期', rule: { do: 'date', to: 'years5' } },
                { column: '区划', rule: { do: 'region', to: 'city' } },
              ],
              {
                scratchDir: await scratch(round),
                today: '2026-11-22',
                suppression: { k: 20, quasi, blank: [], maxShare: 0.05 },
              },
            ),
          bare,
          3,
        ),
      ),
  },
];
