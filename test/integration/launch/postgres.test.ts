import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type PostgresServer, startPostgres } from '#api/launch/postgres.ts';
import { ensureDatabase } from '#api/launch/postgres-database.ts';
import { isServing } from '#api/launch/postgres-process.ts';
import { removeFolder } from '#test/support/folder.ts';

let dataDir: string;
const children: ChildProcess[] = [];

// One cluster for most of the file (making one takes a second); each test leaves it stopped.
beforeAll(async () => {
  dataDir = await newDirectory();
  const server = await startPostgres({ dataDir, port: 0 });
  await ensureDatabase(server, 'jinshu');
  await server.stop();
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  const left = await startPostgres({ dataDir, port: 0 });
  await ask(left, 'drop table if exists kept');
  await left.stop();
});

afterAll(() => removeFolder(dataDir));

async function newDirectory(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'jinshu-pg-'));
  await chmod(made, 0o755);
  return made;
}

async function ask<T extends pg.QueryResultRow>(
  server: PostgresServer,
  sql: string,
  database = 'jinshu',
): Promise<T[]> {
  const client = new pg.Client({ connectionString: server.url(database) });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Another Node process that starts the server, writes one row, and waits to be killed. Resolves with the server's pid. */
async function otherProcess(): Promise<{ child: ChildProcess; pid: number }> {
  const program = `
    import pg from 'pg';
    import { startPostgres } from '#api/launch/postgres.ts';
    import { ensureDatabase } from '#api/launch/postgres-database.ts';
    const server = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, port: 0 });
    await ensureDatabase(server, 'jinshu');
    const client = new pg.Client({ connectionString: server.url('jinshu') });
    await client.connect();
    await client.query('create table if not exists kept (id int)');
    await client.query('insert into kept values (1)');
    console.log(server.pid);
    setInterval(() => {}, 1000);
  `;
  const file = path.resolve('test/integration/launch', `.other-${process.pid}.ts`);
  await writeFile(file, program);
  const child = spawn(process.execPath, ['--import', 'tsx', file], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  await rm(file);
  return { child, pid: Number(line.toString()) };
}

describe('the embedded PostgreSQL', () => {
  it('keeps its data over an orderly stop', async () => {
    const first = await startPostgres({ dataDir, port: 0 });
    expect(await ensureDatabase(first, 'another')).toBe(true);
    expect(await ensureDatabase(first, 'another')).toBe(false);
    await ask(first, 'create table kept as select 7 as n');
    await first.stop();
    expect(isServing(first.pid, dataDir)).toBe(false);
    const second = await startPostgres({ dataDir, port: 0 });
    expect(await ask(second, 'select n from kept')).toEqual([{ n: 7 }]);
    await second.stop();
  });

  it('sorts by pinyin and finds Chinese by trigram', async () => {
    const server = await startPostgres({ dataDir, port: 0 });
    const sorted = await ask<{ w: string }>(
      server,
      "select w from unnest(array['张三','Zoo','王五','阿里','apple','北京','李四']) w order by w",
    );
    expect(sorted.map(({ w }) => w)).toEqual(['阿里', '北京', '李四', '王五', '张三', 'apple', 'Zoo']);
    await ask(server, 'create extension pg_trgm');
    // Under LC_CTYPE=C this would be an empty list, and Chinese search with it.
    const [{ n }] = (await ask<{ n: number }>(server, "select cardinality(show_trgm('农产品价格')) as n")) as [
      { n: number },
    ];
    expect(n).toBeGreaterThan(4);
    await server.stop();
  });

  it('listens on this machine alone, behind a password', async () => {
    const server = await startPostgres({ dataDir, port: 0 });
    const open = new pg.Client({ connectionString: server.url('postgres').replace(/:[^:@]+@/, ':wrong@') });
    await expect(open.connect()).rejects.toThrow(/password authentication failed/);
    const shown = await ask<{ listen_addresses: string }>(server, 'show listen_addresses', 'postgres');
    expect(shown).toEqual([{ listen_addresses: '127.0.0.1' }]);
    await server.stop();
  });

  it('comes back on the same data after kill -9 of the process that started it', async () => {
    const { child } = await otherProcess();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const server = await startPostgres({ dataDir, port: 0 });
    expect(await ask(server, 'select count(*)::int as n from kept')).toEqual([{ n: 1 }]);
    await server.stop();
    expect(isServing(server.pid, dataDir)).toBe(false);
  });

  it('comes back after kill -9 of the database server itself', async () => {
    const { child, pid } = await otherProcess();
    process.kill(pid, 'SIGKILL');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const server = await startPostgres({ dataDir, port: 0 });
    expect(await ask(server, 'select count(*)::int as n from kept')).toEqual([{ n: 1 }]);
    await server.stop();
  });

  it('joins the server of a running process and leaves it running', async () => {
    const { child, pid } = await otherProcess();
    const joined = await startPostgres({ dataDir, port: 0 });
    expect(joined).toMatchObject({ adopted: true, pid });
    expect(await ask(joined, 'select count(*)::int as n from kept')).toEqual([{ n: 1 }]);
    await joined.stop();
    expect(isServing(pid, dataDir)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  it('passes over the pid file of a dead server and of a stranger', async () => {
    const first = await startPostgres({ dataDir, port: 0 });
    await first.stop();
    const pidFile = path.join(dataDir, 'postgres', 'postmaster.pid');
    await writeFile(pidFile, `${process.pid}\n${path.join(dataDir, 'postgres')}\n0\n5\n`);
    const server = await startPostgres({ dataDir, port: 0 });
    expect(server.adopted).toBe(false);
    expect((await readFile(pidFile, 'utf8')).split('\n')[0]).toBe(String(server.pid));
    await server.stop();
  });

  it('removes what a first start left half-made, and nothing else', async () => {
    const fresh = await newDirectory();
    await mkdir(path.join(fresh, 'postgres.init-999999'));
    await mkdir(path.join(fresh, 'postgres'));
    await writeFile(path.join(fresh, 'postgres', 'somebody.txt'), 'precious');
    await expect(startPostgres({ dataDir: fresh, port: 0 })).rejects.toThrow('is in the way');
    expect(await readFile(path.join(fresh, 'postgres', 'somebody.txt'), 'utf8')).toBe('precious');
    await rm(path.join(fresh, 'postgres'), { recursive: true });
    const server = await startPostgres({ dataDir: fresh, port: 0 });
    await server.stop();
    expect(await readdir(fresh)).not.toContain('postgres.init-999999');
    await removeFolder(fresh);
  });

  it('works below a directory that the database user may not enter', async () => {
    const fresh = await newDirectory();
    const closed = path.join(fresh, 'closed');
    await mkdir(path.join(closed, 'data'), { recursive: true });
    await chmod(closed, 0o700);
    const server = await startPostgres({ dataDir: path.join(closed, 'data'), port: 0 });
    expect(await ask(server, 'select 1 as one', 'postgres')).toEqual([{ one: 1 }]);
    await server.stop();
    await removeFolder(fresh);
  });
});
