/** The whole application for a test: real database, real ports, a clock the test sets. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApp, type Over } from '#api/app.ts';
import { type App, type Ctx, systemContext } from '#api/context.ts';
import { readEnv } from '#api/env.ts';
import { drainJobs } from '#api/jobs.ts';
import { makeLog } from '#api/log.ts';
import { type Listening, startServer } from '#api/server.ts';
import { type FreshDatabase, freshDatabase } from '#test/support/database.ts';
import { removeFolder } from '#test/support/folder.ts';
import { testSecret } from '#test/support/secret.ts';

/** A clock that stands still until it is set; work within one test happens at one instant unless it says otherwise. */
export interface TestClock {
  now(): Date;
  set(instant: string | Date): void;
  /** Moves forward by days, hours, minutes, seconds. */
  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number }): void;
}

export function testClock(at: string | Date): TestClock {
  let now = new Date(at);
  return {
    now: () => new Date(now),
    set: (instant) => {
      now = new Date(instant);
    },
    advance: ({ days = 0, hours = 0, minutes = 0, seconds = 0 }) => {
      now = new Date(now.getTime() + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
    },
  };
}

export interface TestApp {
  readonly app: App;
  readonly clock: TestClock;
  readonly database: FreshDatabase;
  /** A context without a viewer; `ctx({ viewer })` acts for one. */
  ctx(over?: Partial<Ctx>): Ctx;
  /** Runs what is enqueued until nothing is due. */
  drain(): Promise<void>;
  /** Listens on a free port: `api` needs no build; `built` serves the pages of build/. */
  serve(pages?: 'api' | 'built'): Promise<Listening>;
  /** Stops everything and drops the database. */
  close(): Promise<void>;
}

export interface TestAppOptions extends Omit<Over, 'clock'> {
  /** The instant the clock stands at; noon in Shanghai on a plain Monday unless told. */
  readonly at?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** `system` for journeys in a browser, whose own clock runs. */
  readonly time?: 'set' | 'system';
}

export async function testApp({
  at = '2026-11-02T12:00:00+08:00',
  env = {},
  time = 'set',
  ...over
}: TestAppOptions = {}): Promise<TestApp> {
  const [database, dataDir] = await Promise.all([freshDatabase(), mkdtemp(path.join(tmpdir(), 'jinshu-app-'))]);
  const clock = testClock(at);
  const built = await createApp(
    readEnv({
      NODE_ENV: 'test',
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      PORT: '0',
      SESSION_SECRET: testSecret,
      SEED: 'none',
      ...env,
    }),
    { log: makeLog(process.env.TEST_LOG ?? 'fatal'), connections: 8, ...(time === 'set' ? { clock } : {}), ...over },
  );
  const servers: Listening[] = [];
  return {
    app: built.app,
    clock,
    database,
    ctx: (more = {}) => systemContext(built.app, more),
    drain: () => drainJobs(built.app, built.databaseUrl),
    async serve(pages = 'api') {
      const server = await startServer(built.app, {
        port: 0,
        host: '127.0.0.1',
        pages: pages === 'api' ? 'none' : 'built',
      });
      servers.push(server);
      return server;
    },
    async close() {
      await Promise.all(servers.map((server) => server.close(500)));
      await built.close();
      await database.drop();
      await removeFolder(dataDir);
    },
  };
}
