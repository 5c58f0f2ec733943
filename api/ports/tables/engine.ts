/**
 * A DuckDB that can touch nothing but its folders: no extension is ever loaded or fetched, files outside the folders and
 * every address on the network are refused, and the settings are locked so that no statement can undo it.
 */
import { mkdir } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBResult,
  type DuckDBScalarFunction,
  type Json,
} from '@duckdb/node-api';
import { createGate } from '#api/ports/tables/gate.ts';
import { refuse } from '#api/ports/tables/refusals.ts';
import { quoteText } from '#api/ports/tables/sql.ts';

export interface EngineOptions {
  readonly name: string;
  /** Folders DuckDB may read and write. */
  readonly directories: readonly string[];
  /** Where it spills; one of the directories or below one. */
  readonly scratchRoot: string;
  readonly memoryMb: number;
  readonly threads: number;
  /** Statements at a time. Each holds a thread of libuv's pool while it runs. */
  readonly places: number;
  readonly timeoutMs: number;
  /** Functions of ours that statements may call. */
  readonly functions?: () => readonly DuckDBScalarFunction[];
}

export interface Session {
  run(sql: string, values?: readonly string[]): Promise<void>;
  /** All rows, JSON-safe: BIGINT and DECIMAL as strings. For small answers. */
  rows(sql: string, values?: readonly string[]): Promise<Json[][]>;
  /** Rows as they are asked for; read it before the session ends. */
  stream(sql: string, values?: readonly string[]): Promise<DuckDBResult>;
}

export interface Limits {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
}

export interface Engine {
  use<T>(work: (session: Session) => Promise<T>, limits?: Limits): Promise<T>;
  close(): Promise<void>;
}

export function createEngine(options: EngineOptions): Engine {
  const gate = createGate(options.places);
  const idle: DuckDBConnection[] = [];
  const busy = new Set<DuckDBConnection>();
  let opened: Promise<DuckDBInstance> | null = null;
  let closed = false;

  async function connect(): Promise<DuckDBConnection> {
    if (closed) throw new Error(`tables: the ${options.name} engine is closed`);
    opened ??= open(options).catch((error: unknown) => {
      opened = null;
      throw error;
    });
    const instance = await opened;
    return idle.pop() ?? (await instance.connect());
  }

  return {
    use: (work, limits = {}) =>
      gate.enter(async () => {
        const connection = await connect();
        busy.add(connection);
        const timeoutMs = limits.timeoutMs ?? options.timeoutMs;
        let stopped: (() => unknown) | null = null;
        const stop = (why: () => unknown) => {
          stopped ??= why;
          connection.interrupt();
        };
        // Interrupting between two statements of one session stops neither: repeat until the work has noticed.
        const repeat = setInterval(() => stopped !== null && connection.interrupt(), 50);
        const timer = setTimeout(
          () => stop(() => refuse('tables.timeout', { seconds: Math.ceil(timeoutMs / 1000) })),
          timeoutMs,
        );
        const onAbort = () => stop(() => limits.signal?.reason);
        limits.signal?.addEventListener('abort', onAbort, { once: true });
        try {
          return await work(sessionOn(connection));
        } catch (error) {
          const why: (() => unknown) | null = stopped;
          if (why !== null) throw (why as () => unknown)();
          throw isOutOfMemory(error) ? refuse('tables.too_heavy') : error;
        } finally {
          clearTimeout(timer);
          clearInterval(repeat);
          limits.signal?.removeEventListener('abort', onAbort);
          busy.delete(connection);
          if (closed) connection.closeSync();
          else idle.push(connection);
        }
      }, limits.signal),

    async close() {
      closed = true;
      // Freeing a database under a running statement ends the process: stop what runs and wait for it to notice.
      while (busy.size > 0) {
        for (const connection of busy) connection.interrupt();
        await wait(20);
      }
      for (const connection of idle.splice(0)) connection.closeSync();
      const instance = await opened?.catch(() => null);
      instance?.closeSync();
    },
  };
}

function sessionOn(connection: DuckDBConnection): Session {
  return {
    async run(sql, values = []) {
      await connection.run(sql, [...values]);
    },
    async rows(sql, values = []) {
      return (await connection.runAndReadAll(sql, [...values])).getRowsJson();
    },
    stream: (sql, values = []) => connection.stream(sql, [...values]),
  };
}

async function open(options: EngineOptions): Promise<DuckDBInstance> {
  const spill = join(resolve(options.scratchRoot), `duckdb-${options.name}`);
  await mkdir(spill, { recursive: true, mode: 0o700 });
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(options.threads),
    memory_limit: `${options.memoryMb}MB`,
    temp_directory: spill,
    max_temp_directory_size: '20GB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  });
  const connection = await instance.connect();
  const folders = options.directories.map((folder) => quoteText(`${resolve(folder)}${sep}`));
  // Order matters: the folders can be named only while external access is still on.
  await connection.run(`SET allowed_directories = [${folders.join(', ')}]`);
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
  for (const made of options.functions?.() ?? []) connection.registerScalarFunction(made);
  connection.closeSync();
  return instance;
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && /^Out of Memory Error/.test(error.message);
}
