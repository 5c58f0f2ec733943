/** Processes for strangers' SQL: a few, started when needed, ended when they are idle or do not answer in time. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createGate } from '#api/ports/tables/gate.ts';
import type { InsideAnswer, InsideRequest } from '#api/ports/tables/inside/run.ts';
import type { NamedTable, SqlAnswer, SqlQuery } from '#api/ports/tables/port.ts';
import { refuse } from '#api/ports/tables/refusals.ts';
import type { CellAnswer, CellFault, CellLimits, CellRequest } from '#api/ports/tables/sandbox/cell.ts';

export interface SqlLimits extends Omit<CellLimits, 'spillDirectory' | 'maxRows'> {
  /** Statements at a time. */
  readonly places: number;
  /** Statements that may wait for a place; the next is refused. */
  readonly waiting: number;
  readonly idleMs: number;
}

export const sqlLimits: SqlLimits = {
  memoryMb: 256,
  spillMb: 1024,
  threads: 2,
  timeoutMs: 10_000,
  maxBytes: 8 << 20,
  places: 2,
  waiting: 8,
  idleMs: 60_000,
};

export const maxSqlRows = 10_000;
export const maxSqlLength = 20_000;

export interface SqlPool {
  run(request: Omit<CellRequest, 'limits'> & { readonly maxRows: number }, signal?: AbortSignal): Promise<CellAnswer>;
  /** A statement on protected tables; refuses `tables.inside_…` beside `tables.sql_…`. */
  runInside(
    request: Omit<InsideRequest, 'limits'> & { readonly maxRows: number },
    signal?: AbortSignal,
  ): Promise<InsideAnswer>;
  close(): Promise<void>;
}

const child = fileURLToPath(new URL('./child.ts', import.meta.url));
const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
/** Beyond its own time limit, for starting and for sending the answer. */
const graceMs = 5000;

export function createSqlPool(scratchRoot: string, limits: SqlLimits): SqlPool {
  const gate = createGate(limits.places);
  const idle: { readonly process: ChildProcess; readonly timer: NodeJS.Timeout }[] = [];
  const all = new Set<ChildProcess>();
  let waiting = 0;
  let closed = false;

  /** Without our environment: it holds secrets, and the statement's process has no use for any of it. */
  function start(): ChildProcess {
    const started = fork(child, [], {
      execArgv: ['--import', loader, '--max-old-space-size=256'],
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    all.add(started);
    started.once('exit', () => all.delete(started));
    // Told to whoever waits for its answer, by the message that is not sent or by its exit.
    started.on('error', () => {});
    return started;
  }

  function take(): ChildProcess {
    const free = idle.pop();
    if (free === undefined) return start();
    clearTimeout(free.timer);
    return free.process;
  }

  function giveBack(one: ChildProcess): void {
    if (closed || !one.connected) return void one.kill('SIGKILL');
    const timer = setTimeout(() => {
      idle.splice(
        idle.findIndex((kept) => kept.process === one),
        1,
      );
      one.kill('SIGKILL');
    }, limits.idleMs);
    timer.unref();
    idle.push({ process: one, timer });
  }

  async function ask<A extends object>(request: Asked, signal: AbortSignal | undefined): Promise<A> {
    const one = take();
    try {
      const answer = await reply<A>(one, request, limits.timeoutMs + graceMs, signal);
      giveBack(one);
      if ('fault' in answer) throw refusalOf(answer, limits);
      return answer;
    } catch (error) {
      // Whatever it was doing, it does it no longer.
      if (!idle.some((kept) => kept.process === one)) one.kill('SIGKILL');
      throw error;
    }
  }

  async function inPlace<A>(
    maxRows: number,
    signal: AbortSignal | undefined,
    work: (limits: CellLimits) => Promise<A>,
  ): Promise<A> {
    if (closed) throw new Error('tables: the SQL pool is closed');
    if (waiting >= limits.waiting + limits.places) throw refuse('tables.sql_busy');
    waiting += 1;
    try {
      return await gate.enter(async () => {
        const spillDirectory = await mkdtemp(join(scratchRoot, 'sql-'));
        try {
          const { places: _places, waiting: _waiting, idleMs: _idle, ...cell } = limits;
          return await work({ ...cell, spillDirectory, maxRows });
        } finally {
          // A process that was killed may have had a file half-way into it.
          await rm(spillDirectory, { recursive: true, force: true, maxRetries: 5 });
        }
      }, signal);
    } finally {
      waiting -= 1;
    }
  }

  return {
    run: ({ maxRows, ...request }, signal) =>
      inPlace(maxRows, signal, (cell) => ask<CellAnswer>({ ...request, limits: cell }, signal)),
    runInside: ({ maxRows, ...request }, signal) =>
      inPlace(maxRows, signal, (cell) => ask<InsideAnswer>({ inside: { ...request, limits: cell } }, signal)),
    async close() {
      closed = true;
      for (const { timer } of idle.splice(0)) clearTimeout(timer);
      await Promise.all([...all].map((one) => new Promise((done) => one.once('exit', done) && one.kill('SIGKILL'))));
    },
  };
}

type Asked = CellRequest | { readonly inside: InsideRequest };
type Reply<A> = { readonly answer: A | CellFault } | { readonly failed: string } | { readonly ready: true };

function reply<A>(
  one: ChildProcess,
  request: Asked,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<A | CellFault> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer);
      one.off('message', onMessage);
      one.off('exit', onExit);
      signal?.removeEventListener('abort', onAbort);
      settle();
    };
    const timer = setTimeout(() => end(() => resolve({ fault: 'tables.sql_timeout', params: {} })), timeoutMs);
    const onMessage = (message: Reply<A>) => {
      if ('answer' in message) end(() => resolve(message.answer));
      else if ('failed' in message) end(() => reject(new Error(`tables: the SQL process failed: ${message.failed}`)));
    };
    // Killed by the system for its memory, or brought down by the statement.
    const onExit = () => end(() => resolve({ fault: 'tables.sql_too_heavy', params: {} }));
    const onAbort = () => end(() => reject(signal?.reason));
    one.on('message', onMessage);
    one.once('exit', onExit);
    signal?.addEventListener('abort', onAbort, { once: true });
    one.send(request, (error) => error !== null && end(() => reject(error)));
  });
}

function refusalOf({ fault, params }: CellFault, limits: SqlLimits) {
  const seconds = Math.ceil(limits.timeoutMs / 1000);
  return refuse(fault as Parameters<typeof refuse>[0], {
    ...params,
    ...(fault === 'tables.sql_timeout' ? { seconds } : {}),
    ...(fault === 'tables.sql_too_heavy' ? { limit: limits.memoryMb } : {}),
    ...(fault === 'tables.sql_too_large' ? { limit: Math.floor(limits.maxBytes / 2 ** 20) } : {}),
  });
}

/** Checks what is asked and runs it. */
export async function runSql(
  pool: SqlPool,
  tables: readonly NamedTable[],
  { sql, limit = 1000 }: SqlQuery,
  signal?: AbortSignal,
): Promise<SqlAnswer> {
  if (sql.trim() === '' || sql.length > maxSqlLength || sql.includes('\0'))
    throw refuse('tables.sql_length', { limit: maxSqlLength });
  if (!Number.isInteger(limit) || limit < 1 || limit > maxSqlRows)
    throw refuse('tables.bad_limit', { limit: maxSqlRows });
  return pool.run({ tables, sql, maxRows: limit }, signal);
}

/** For statements on protected tables, in the background: longer, one at a time. */
export const insideLimits: SqlLimits = { ...sqlLimits, memoryMb: 512, timeoutMs: 5 * 60_000, places: 1, waiting: 20 };

export const maxInsideRows = 100_000;
