/** Makes the long-lived means of the process from its configuration, and takes them down again. */
import { existsSync, rmSync } from 'node:fs';
import { type App, cryptoRandom, type Ports } from '#api/context.ts';
import { makeDb } from '#api/db.ts';
import type { Env } from '#api/env.ts';
import { prepareQueue } from '#api/jobs.ts';
import type { Clock } from '#api/kernel/time.ts';
import { builtInCalendar, type WorkingCalendar } from '#api/kernel/working-days.ts';
import { migrate } from '#api/launch/migrate.ts';
import { startPostgres } from '#api/launch/postgres.ts';
import { dropDatabase, embeddedDatabase, ensureDatabase } from '#api/launch/postgres-database.ts';
import { unfinishedSeed } from '#api/launch/seed-marker.ts';
import { makeLog } from '#api/log.ts';
import { makePorts } from '#api/ports.ts';
import { seedBase } from '#prisma/seed/base.ts';

export interface Over {
  readonly clock?: Clock;
  readonly log?: App['log'];
  readonly random?: App['random'];
  readonly ports?: Partial<Ports>;
  /** Largest number of database connections. */
  readonly connections?: number;
  readonly onProgress?: (line: string) => void;
}

export interface Built {
  readonly app: App;
  /** The database in use, embedded or not; carries its password, so it is never logged. */
  readonly databaseUrl: string;
  /** Closes the connections, and stops the embedded database when this process started it. */
  close(): Promise<void>;
}

export const systemClock: Clock = { now: () => new Date(), machine: true };

/** Starts the embedded database when no DATABASE_URL is given, brings it up to date, and connects the ports. */
export async function createApp(env: Env, over: Over = {}): Promise<Built> {
  const log = over.log ?? makeLog(env.LOG_LEVEL);
  const clock = over.clock ?? systemClock;
  const say = over.onProgress ?? (() => {});
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) await closer();
  };
  try {
    const databaseUrl = env.DATABASE_URL ?? (await embedded(env, say, closers));
    await migrate(databaseUrl, { onProgress: (name) => say(`migration ${name}`) });
    await prepareQueue({ log }, databaseUrl);
    const { db, close: disconnect } = makeDb(databaseUrl, {
      log,
      ...(over.connections === undefined ? {} : { connections: over.connections }),
    });
    closers.push(disconnect);
    const random = over.random ?? cryptoRandom;
    const ports = await makePorts({ env, db, clock, log });
    closers.push(() => ports.close());
    const calendar = await followCalendar(db, closers);
    const app: App = { env, db, ports: { ...ports.ports, ...over.ports }, clock, log, calendar, random };
    await seedBase(app);
    return { app, databaseUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function embedded(env: Env, say: (line: string) => void, closers: (() => Promise<void>)[]): Promise<string> {
  const server = await startPostgres({ dataDir: env.DATA_DIR, onProgress: say });
  closers.push(() => server.stop());
  const unfinished = unfinishedSeed(env.DATA_DIR);
  if (existsSync(unfinished)) {
    // It was empty when the seeding began, so nothing but a part of the demonstration can be in it.
    say('the demonstration data was interrupted; starting it afresh');
    await dropDatabase(server, embeddedDatabase);
    rmSync(unfinished);
  }
  await ensureDatabase(server, embeddedDatabase);
  return server.url(embeddedDatabase);
}

/** Built-in years, and over them the ones loaded into the database; looked up again each minute. */
async function followCalendar(db: App['db'], closers: (() => Promise<void>)[]): Promise<() => WorkingCalendar> {
  let calendar = builtInCalendar;
  const load = async () => {
    const years = await db.calendarYear.findMany({ orderBy: { year: 'asc' } });
    calendar = years.reduce(
      (all, { year, off, working, source }) => all.withYear({ year, off, working, source }),
      builtInCalendar,
    );
  };
  await load();
  // A database that is away for a moment leaves the calendar as it was.
  const timer = setInterval(() => void load().catch(() => {}), 60_000).unref();
  closers.push(async () => clearInterval(timer));
  return () => calendar;
}
