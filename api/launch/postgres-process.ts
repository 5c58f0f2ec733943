/** Who holds a data directory: reading postmaster.pid and telling a live server from its remains. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Lines 1 and 4 of postmaster.pid: process id and port. */
export function readPostmaster(data: string): { pid: number; port: number } | null {
  const file = path.join(data, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}

/**
 * True when that process is a PostgreSQL server on this directory. A zombie is not: in a container process 1 reaps
 * late, and PostgreSQL itself would take the zombie for a rival. Nor is a stranger who got the same process id.
 */
export function isServing(pid: number, data: string): boolean {
  if (!(pid > 0) || !processExists(pid)) return false;
  try {
    if (process.platform === 'linux') {
      const state = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.[0];
      return state !== 'Z' && state !== 'X' && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(data);
    }
    if (process.platform === 'win32') return true;
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(data);
  } catch {
    return false;
  }
}

/** Waits for a server that is not our child. */
export async function waitForExit(pid: number, data: string): Promise<void> {
  for (const until = Date.now() + 30_000; isServing(pid, data) && Date.now() < until; ) await sleep(20);
}

const ownerFile = (home: string) => path.join(home, 'postgres.owner');

/** The Node process that will stop the server, so that a second one that joins does not. */
export function ownerOf(home: string): number | null {
  return existsSync(ownerFile(home)) ? Number(readFileSync(ownerFile(home), 'utf8')) : null;
}

export function writeOwner(home: string): void {
  writeFileSync(ownerFile(home), String(process.pid), { mode: 0o600 });
}

/** True when a process of that id exists, whoever's it is. */
export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
