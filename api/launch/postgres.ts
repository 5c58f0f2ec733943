/**
 * The embedded PostgreSQL: a server of our own in a data directory, on the loopback address, behind a random password.
 * It survives a killed Node process (adopted or recovered at the next start) and never listens outside the machine.
 */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findBinaries } from '#api/launch/postgres-binaries.ts';
import { type Cluster, environment, initialise, passwordIn, urlOf } from '#api/launch/postgres-cluster.ts';
import { answers } from '#api/launch/postgres-database.ts';
import {
  isServing,
  ownerOf,
  processExists,
  readPostmaster,
  waitForExit,
  writeOwner,
} from '#api/launch/postgres-process.ts';
import { serverSettings } from '#api/launch/postgres-settings.ts';
import { commandAs, serverIdentity } from '#api/launch/postgres-user.ts';

export interface PostgresOptions {
  /** Directory that will hold `postgres/`, `postgres.password`, `postgres.log`. */
  readonly dataDir: string;
  /** Preferred port; another free one is taken when it is in use. */
  readonly port?: number;
  /** Server settings (`-c name=value`); tests switch fsync off here. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly onProgress?: (line: string) => void;
}

export interface PostgresServer {
  readonly port: number;
  /** True when the server was already running and is now shared or taken over. */
  readonly adopted: boolean;
  readonly pid: number;
  /** The connection address of a database on this server. */
  url(database: string): string;
  /** Fast shutdown; does nothing when the server belongs to another running process. */
  stop(): Promise<void>;
}

export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const home = path.resolve(options.dataDir);
  mkdirSync(home, { recursive: true });
  const cluster: Cluster = {
    home,
    data: path.join(home, 'postgres'),
    password: passwordIn(home),
    binaries: await findBinaries(),
    identity: serverIdentity(path.join(home, 'postgres')),
    settings: options.settings ?? {},
    say: options.onProgress ?? (() => {}),
  };
  if (!existsSync(path.join(cluster.data, 'PG_VERSION'))) initialise(cluster);
  // Two starts at the same moment: the loser finds the winner's server on its second try.
  for (let attempt = 1; ; attempt++) {
    const running = await adopt(cluster);
    if (running !== null) return running;
    try {
      return await launch(cluster, await freePort(options.port ?? 54329));
    } catch (error) {
      if (attempt === 3) throw error;
      await sleep(200 * attempt);
    }
  }
}

/** Joins a server that still runs on this data, or clears away what a dead one left and returns null. */
async function adopt(cluster: Cluster): Promise<PostgresServer | null> {
  const found = readPostmaster(cluster.data);
  if (found === null) return null;
  for (let i = 0; i < 100 && isServing(found.pid, cluster.data); i++) {
    if (!(await answers(urlOf(cluster, found.port, 'postgres')))) {
      await sleep(100);
      continue;
    }
    const owner = ownerOf(cluster.home);
    const shared = owner !== null && owner !== process.pid && processExists(owner);
    if (!shared) writeOwner(cluster.home);
    cluster.say(shared ? 'using the database server of a running start' : 'taking over a database server left running');
    return server(cluster, found.port, found.pid, true, async () => {
      if (shared) return;
      process.kill(found.pid, 'SIGINT');
      await waitForExit(found.pid, cluster.data);
    });
  }
  if (isServing(found.pid, cluster.data)) {
    throw new Error(
      `A PostgreSQL process (${found.pid}) holds ${cluster.data} but does not answer. Stop it and start again.`,
    );
  }
  rmSync(path.join(cluster.data, 'postmaster.pid'), { force: true });
  return null;
}

async function launch(cluster: Cluster, port: number): Promise<PostgresServer> {
  const flags = Object.entries({ ...serverSettings(), ...cluster.settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const args = ['-D', cluster.data, '-p', String(port), ...flags];
  const command = commandAs(cluster.identity, cluster.binaries.postgres, args, {
    reach: [path.join(cluster.data, 'x')],
    tied: true,
  });
  const logFile = path.join(cluster.home, 'postgres.log');
  const log = openSync(logFile, existsSync(logFile) && statSync(logFile).size > 5_000_000 ? 'w' : 'a', 0o600);
  const from = statSync(logFile).size;
  // Its own process group: Ctrl-C must reach the application first, which drains and then stops the database.
  const child = spawn(command.file, command.args, {
    ...command.options,
    env: environment(),
    cwd: '/',
    stdio: ['ignore', log, log],
    detached: true,
    windowsHide: true,
  });
  closeSync(log);
  let ended: string | null = null;
  const exit = new Promise<void>((resolve) => {
    const end = (how: string) => {
      ended = how;
      resolve();
    };
    child.once('error', (error) => end(error.message));
    child.once('exit', (code, signal) => end(`exit ${code ?? signal}`));
  });
  for (const until = Date.now() + 60_000; !(await answers(urlOf(cluster, port, 'postgres'))); await sleep(40)) {
    const tail = () => readFileSync(logFile).subarray(from).toString('utf8').slice(-4000);
    if (ended !== null) throw new Error(`PostgreSQL did not start (${ended}).\n${tail()}`);
    if (Date.now() > until) {
      child.kill('SIGKILL');
      throw new Error(`PostgreSQL did not answer within 60 s.\n${tail()}`);
    }
  }
  child.unref();
  writeOwner(cluster.home);
  return server(cluster, port, child.pid ?? 0, false, async () => {
    if (ended !== null) return;
    child.ref();
    child.kill('SIGINT');
    await exit;
  });
}

function server(
  cluster: Cluster,
  port: number,
  pid: number,
  adopted: boolean,
  halt: () => Promise<void>,
): PostgresServer {
  let stopping: Promise<void> | null = null;
  const stop = () => {
    stopping ??= halt();
    return stopping;
  };
  return { port, pid, adopted, url: (database) => urlOf(cluster, port, database), stop };
}

function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => (wanted === 0 ? reject(error) : resolve(freePort(0))));
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : wanted));
    });
  });
}
