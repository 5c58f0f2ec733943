/** The data directory of the embedded PostgreSQL: its password, its environment, its making. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Binaries } from '#api/launch/postgres-binaries.ts';
import { processExists } from '#api/launch/postgres-process.ts';
import { commandAs, type Identity } from '#api/launch/postgres-user.ts';

const superuser = 'jinshu';

export interface Cluster {
  readonly home: string;
  readonly data: string;
  readonly password: string;
  readonly binaries: Binaries;
  readonly identity: Identity | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
}

export const urlOf = (cluster: Cluster, port: number, database: string) =>
  `postgresql://${superuser}:${cluster.password}@127.0.0.1:${port}/${database}`;

export function passwordIn(home: string): string {
  const file = path.join(home, 'postgres.password');
  try {
    writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}

export function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot } = process.env;
  return {
    PATH,
    ...(SystemRoot === undefined ? {} : { SystemRoot }),
    LC_ALL: locale(),
    LANG: locale(),
    TZ: 'UTC',
    HOME: tmpdir(),
  };
}

/** pg_trgm ignores Chinese under LC_CTYPE=C, so every platform gets a UTF-8 character type. */
export const locale = () =>
  (({ darwin: 'en_US.UTF-8', win32: 'en-US' }) as Partial<Record<string, string>>)[process.platform] ?? 'C.UTF-8';

/** Makes the data directory beside its place and renames it there, so a kill half-way leaves nothing half-made. */
export function initialise(cluster: Cluster): void {
  cluster.say('creating the database cluster');
  for (const name of readdirSync(cluster.home)) {
    const pid = Number(/^postgres\.init-(\d+)$/.exec(name)?.[1]);
    if (pid > 0 && !processExists(pid)) rmSync(path.join(cluster.home, name), { recursive: true, force: true });
  }
  const draft = path.join(cluster.home, `postgres.init-${process.pid}`);
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  // initdb cannot read its password from a pipe (Node's stdin is a socket): a private file, gone a second later.
  const secret = path.join(tmpdir(), `jinshu-${randomBytes(8).toString('hex')}`);
  writeFileSync(secret, `${cluster.password}\n`, { mode: 0o600, flag: 'wx' });
  try {
    if (cluster.identity !== null) {
      chownSync(draft, cluster.identity.uid, cluster.identity.gid);
      chownSync(secret, cluster.identity.uid, cluster.identity.gid);
    }
    const args = [
      '-D',
      draft,
      '-U',
      superuser,
      '--auth=scram-sha-256',
      `--pwfile=${secret}`,
      '-E',
      'UTF8',
      `--locale=${locale()}`,
      '--no-instructions',
    ];
    const command = commandAs(cluster.identity, cluster.binaries.initdb, args, {
      reach: [path.join(draft, 'x')],
      tied: false,
    });
    const done = spawnSync(command.file, command.args, {
      ...command.options,
      env: environment(),
      encoding: 'utf8',
      cwd: '/',
    });
    if (done.status !== 0) {
      throw new Error(
        `initdb failed (${done.error?.message ?? `exit ${done.status}`})\n${done.stdout ?? ''}${done.stderr ?? ''}`,
      );
    }
    takePlace(draft, cluster.data);
  } finally {
    rmSync(secret, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

/** A rename cannot replace a directory that holds anything: of two first starts one wins, and no data is ever removed. */
function takePlace(draft: string, data: string): void {
  try {
    renameSync(draft, data);
  } catch (error) {
    if (existsSync(path.join(data, 'PG_VERSION'))) return;
    throw new Error(`${data} is in the way: it is not a database directory. Move it away and start again.`, {
      cause: error,
    });
  }
}
