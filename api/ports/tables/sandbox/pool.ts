/** Processes for strangers' SQL: a few, started when needed, ended when they are idle or do not answer in time. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createGate } from '#api/ports/tables/gate.ts';
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

  async function ask(request: CellRequest, signal: AbortSignal | undefined): Promise<CellAnswer> {
    const one = take();
    try {
      const answer = await reply(one, request, limits.timeoutMs + graceMs, signal);
      giveBack(one);
      if ('fault' in answer) throw refusalOf(answer, limits);
      return answer;
    } catch (error) {
      // Whatever it was doing, it does it no longer.
      if (!idle.some((kept) => kept.process === one)) one.kill('SIGKILL');
      throw error;
    }
  }

  return {
    async run({ tables, sql, maxRows }, signal) {
      if (closed) throw new Error('tables: the SQL pool is closed');
      if (waiting >= limits.waiting + limits.places) throw refuse('tables.sql_busy');
      waiting += 1;
      try {
        return await gate.enter(async () => {
          const spillDirectory = await mkdtemp(join(scratchRoot, 'sql-'));
          try {
            const { places: _places, waiting: _waiting, idleMs: _idle, ...cell } = limits;
            return await ask({ tables, sql, limits: { ...cell, spillDirectory, maxRows } }, signal);
          } finally {
            await rm(spillDirectory, { recursive: true, force: true });
          }
        }, signal);
      } finally {
        waiting -= 1;
      }
    },
    async close() {
      closed = true;
      for (const { timer } of idle.splice(0)) clearTimeout(timer);
      await Promise.all([...all].map((one) => new Promise((done) => one.once('exit', done) && one.kill('SIGKILL'))));
    },
  };
}

type Reply = { readonly answer: CellAnswer | CellFault } | { readonly failed: string } | { readonly ready: true };

function reply(
  one: ChildProcess,
  request: CellRequest,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<CellAnswer | CellFault> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer);
      one.off('message', onMessage);
      one.off('exit', onExit);
      signal?.removeEventListener('abort', onAbort);
      settle();
    };
    const timer = setTimeout(() => end(() => resolve({ fault: 'tables.sql_timeout', params: {} })), timeoutMs);
    const onMessage = (message: Reply) => {
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
