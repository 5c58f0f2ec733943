import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createDuckdbTables } from '#api/ports/tables/duckdb.ts';
import { createEngine, type Engine } from '#api/ports/tables/engine.ts';
import { createGate } from '#api/ports/tables/gate.ts';

vi.setConfig({ testTimeout: 120_000 });

const slow = 'SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE (a.range * b.range) % 7 = 3';
let folder: string;
let outside: string;
let engine: Engine;
beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), 'jinshu-outside-'));
  folder = join(outside, 'inside');
  await writeFile(join(outside, 'secret.csv'), 'a\n1\n');
  engine = createEngine({
    name: 'test',
    directories: [folder],
    scratchRoot: folder,
    memoryMb: 128,
    threads: 2,
    places: 2,
    timeoutMs: 60_000,
  });
});
afterAll(async () => {
  await engine.close();
  await rm(outside, { recursive: true, force: true });
});

describe('the locked engine', () => {
  it.each([
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/hostname')",
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM read_csv('@/../secret.csv', auto_detect = false, columns = {'a': 'VARCHAR'})",
    "COPY (SELECT 1) TO '@/../out.csv'",
    "COPY (SELECT 1) TO '/tmp/jinshu-escape.csv'",
    "ATTACH '@/../x.db'",
    "EXPORT DATABASE '/tmp/jinshu-escape'",
    'INSTALL excel',
    'LOAD httpfs',
    "SELECT * FROM read_csv('http://127.0.0.1:9/x.csv')",
    'SET enable_external_access = true',
    "SET allowed_directories = ['/']",
    "SET memory_limit = '100GB'",
    'SET threads = 64',
    'RESET lock_configuration',
  ])('refuses %s', async (sql) => {
    await expect(engine.use((session) => session.run(sql.replace('@', folder)))).rejects.toThrow();
  });

  it('reads and writes its own folder', async () => {
    const rows = await engine.use(async (session) => {
      await session.run(`COPY (SELECT 7 AS a) TO '${folder}/own.parquet'`);
      return session.rows(`FROM '${folder}/own.parquet'`);
    });
    expect(rows).toEqual([[7]]);
  });
});

describe('limits', () => {
  it('stops a query after its time and stays usable', async () => {
    const started = Date.now();
    await expect(engine.use((session) => session.rows(slow), { timeoutMs: 300 })).rejects.toMatchObject({
      code: 'tables.timeout',
      status: 503,
      params: { seconds: 1 },
    });
    expect(Date.now() - started).toBeLessThan(5000);
    expect(await engine.use((session) => session.rows('SELECT 1'))).toEqual([[1]]);
  });

  it('stops a query whose asker has gone, running or waiting', async () => {
    const stop = new AbortController();
    const gone = new Error('gone');
    const all = Array.from({ length: 4 }, () => engine.use((session) => session.rows(slow), { signal: stop.signal }));
    setTimeout(() => stop.abort(gone), 100);
    for (const outcome of await Promise.allSettled(all)) expect(outcome).toEqual({ status: 'rejected', reason: gone });
    expect(await engine.use((session) => session.rows('SELECT 2'))).toEqual([[2]]);
  });

  it('names memory that does not suffice', async () => {
    const greedy = 'SELECT max(length(l::VARCHAR)) FROM (SELECT list(range) AS l FROM range(60000000))';
    await expect(engine.use((session) => session.rows(greedy))).rejects.toMatchObject({ code: 'tables.too_heavy' });
  });

  it('closes under running work without harm', async () => {
    const other = createEngine({
      name: 'closing',
      directories: [folder],
      scratchRoot: folder,
      memoryMb: 128,
      threads: 2,
      places: 1,
      timeoutMs: 60_000,
    });
    await other.use((session) => session.rows('SELECT 1'));
    const running = other.use((session) => session.rows(slow));
    const waiting = other.use((session) => session.rows('SELECT 2'));
    const outcomes = Promise.allSettled([running, waiting]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await other.close();
    expect((await outcomes).map((outcome) => outcome.status)).toEqual(['rejected', 'rejected']);
  });

  it('lets so many in at a time, in order', async () => {
    const gate = createGate(2);
    let inside = 0;
    let most = 0;
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 7 }, (_, i) =>
        gate.enter(async () => {
          order.push(i);
          most = Math.max(most, ++inside);
          await new Promise((resolve) => setTimeout(resolve, 5));
          inside -= 1;
        }),
      ),
    );
    expect(most).toBe(2);
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6]);
    await expect(
      gate.enter(async () => {
        throw new Error('x');
      }),
    ).rejects.toThrow('x');
    expect(await gate.enter(async () => 'free again')).toBe('free again');
  });

  it('refuses folders whose names DuckDB would read as patterns', async () => {
    const odd = join(outside, 'a[1]');
    await expect(createDuckdbTables({ directories: [odd], scratchRoot: odd })).rejects.toThrow('pattern');
  });
});
