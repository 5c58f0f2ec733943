import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate, readMigrations, unapplied } from '#api/launch/migrate.ts';
import { sqlToReachSchema } from '#prisma/author/schema-engine.ts';
import { type FreshDatabase, freshDatabase } from '#test/support/database.ts';
import { removeFolder } from '#test/support/folder.ts';

let database: FreshDatabase;
let directory: string;

beforeEach(async () => {
  database = await freshDatabase(null);
  directory = await mkdtemp(path.join(tmpdir(), 'migrations-'));
  await migration('20260101000000_first', 'CREATE TABLE one (id int PRIMARY KEY);');
  // Prisma's own runner without its engine splits at semicolons; a function body must survive.
  await migration(
    '20260102000000_second',
    "CREATE FUNCTION two() RETURNS text LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 'a;b'; END $$;\nINSERT INTO one VALUES (2);",
  );
});

afterEach(async () => {
  await database.drop();
  await removeFolder(directory);
});

async function migration(name: string, sql: string): Promise<void> {
  await mkdir(path.join(directory, name), { recursive: true });
  await writeFile(path.join(directory, name, 'migration.sql'), sql);
}

const run = () => migrate(database.url, { directory });
const rows = () => database.query('select * from _prisma_migrations order by migration_name');

describe('migrations', () => {
  it('are applied once, in order, and recorded as Prisma records them', async () => {
    expect(await unapplied(database.url, directory)).toEqual(['20260101000000_first', '20260102000000_second']);
    expect(await run()).toEqual(['20260101000000_first', '20260102000000_second']);
    expect(await run()).toEqual([]);
    expect(await unapplied(database.url, directory)).toEqual([]);
    expect(await rows()).toMatchObject([
      {
        migration_name: '20260101000000_first',
        checksum: createHash('sha256').update('CREATE TABLE one (id int PRIMARY KEY);').digest('hex'),
        applied_steps_count: 1,
        rolled_back_at: null,
        finished_at: expect.any(Date),
      },
      { migration_name: '20260102000000_second' },
    ]);
    expect(await database.query('select two() as text')).toEqual([{ text: 'a;b' }]);
  });

  it('run by five at the same moment are applied by one', async () => {
    const done = await Promise.all([run(), run(), run(), run(), run()]);
    expect(done.flat()).toHaveLength(2);
    expect(await rows()).toHaveLength(2);
  });

  it('refuse to go on when an applied file was changed', async () => {
    await run();
    await migration('20260101000000_first', 'CREATE TABLE one (id bigint PRIMARY KEY);');
    await migration('20260103000000_third', 'CREATE TABLE three (id int);');
    await expect(run()).rejects.toThrow('20260101000000_first was changed after it had been applied');
    expect(await rows()).toHaveLength(2);
  });

  it('refuse a database of a newer version', async () => {
    await run();
    await rm(path.join(directory, '20260102000000_second'), { recursive: true });
    await expect(run()).rejects.toThrow('belongs to a newer version');
  });

  it('leave nothing of a file that fails, and say where it failed', async () => {
    await migration(
      '20260103000000_third',
      'CREATE TABLE three (id int);\nINSERT INTO three VALUES (1);\nINSERT INTO nowhere VALUES (1);',
    );
    await expect(run()).rejects.toThrow(
      /20260103000000_third failed and was rolled back: relation "nowhere" does not exist \(line 3\)/,
    );
    expect(await rows()).toHaveLength(2);
    expect(await database.query("select to_regclass('three') as three")).toEqual([{ three: null }]);
    await migration('20260103000000_third', 'CREATE TABLE three (id int);');
    expect(await run()).toEqual(['20260103000000_third']);
  });
});

describe('the committed migrations', () => {
  it('give exactly the schema of prisma/schema', async () => {
    await migrate(database.url);
    expect(await database.query('select count(*)::int as n from _prisma_migrations')).toEqual([
      { n: (await readMigrations()).length },
    ]);
    expect(await sqlToReachSchema(database.url)).toBeNull();
  });
});
