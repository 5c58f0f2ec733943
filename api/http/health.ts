/** /healthz: the process answers. /readyz: it can do its work; each part is named with its state. */
import { Router } from 'express';
import type { App } from '#api/context.ts';
import { type Migration, pendingMigrations, readMigrations } from '#api/launch/migrate.ts';
import { timed } from '#api/status/timed.ts';

export interface Check {
  readonly ok: boolean;
  readonly ms: number;
  /** A short reason; never a connection string. */
  readonly reason?: string;
  /** It works, but not as it should: what is missing. Takes nothing out of service. */
  readonly degraded?: string;
}

export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<'database' | 'migrations' | 'files' | 'search', Check>>;
}

const patience = 3000;

/** @param stopping true once the process is going down: it still answers, but should get no new work. */
export function healthRouter(app: App, stopping: () => boolean): Router {
  // The files as this process knows them: a checkout updated underneath must not take a running version out of service.
  const known = readMigrations();
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ ok: true });
  });
  router.get('/readyz', async (_request, response) => {
    const answer = await readiness(app, await known);
    const ready = answer.ready && !stopping();
    response
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ ...answer, ready, ...(stopping() ? { stopping: true } : {}) });
  });
  return router;
}

async function readiness(app: App, known: readonly Migration[]): Promise<Readiness> {
  const [database, migrations, files, search] = await Promise.all([
    check(() => app.db.$queryRaw`SELECT 1`),
    check(async () => {
      const rows = await app.db.$queryRaw<
        { migration_name: string; checksum: string; finished_at: Date | null }[]
      >`SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL`;
      const missing = pendingMigrations(known, rows);
      if (missing.length > 0) throw new Error(`${missing.length} migration(s) not applied`);
    }),
    check(() => app.ports.files.ready()),
    searching(app),
  ]);
  return {
    ready: database.ok && migrations.ok && files.ok && search.ok,
    checks: { database, migrations, files, search },
  };
}

/** The engine may be down: then the database searches, and this says so. */
async function searching(app: App): Promise<Check> {
  let degraded: string | null = null;
  const answer = await check(async () => {
    degraded = (await app.ports.search.ready()).degraded;
  });
  return degraded === null ? answer : { ...answer, degraded: `the database searches: ${degraded}` };
}

async function check(work: () => Promise<unknown>): Promise<Check> {
  const { ms, ...result } = await timed(work, patience);
  return result.ok ? { ok: true, ms } : { ok: false, ms, reason: reasonOf(result.error) };
}

function reasonOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  const message = error instanceof Error ? (error.message.split('\n').at(-1) ?? '') : '';
  return [typeof code === 'string' ? code : '', message.replace(/postgres(ql)?:\/\/\S+/g, '')]
    .filter(Boolean)
    .join(': ')
    .slice(0, 200);
}
