/** One PostgreSQL for a test run, in a directory of its own, with one migrated database to clone from. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { createApp } from '#api/app.ts';
import { readEnv } from '#api/env.ts';
import { startPostgres } from '#api/launch/postgres.ts';
import { ensureDatabase } from '#api/launch/postgres-database.ts';
import { removeFolder } from '#test/support/folder.ts';
import { testSecret } from '#test/support/secret.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** `postgresql://…/postgres`: where databases are made. */
    postgresUrl: string;
    templateDatabase: string;
  }
}

const template = 'template_migrated';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'jinshu-test-'));
  const server = await startPostgres({
    dataDir,
    port: 0,
    // Nothing here has to outlive a power cut.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  });
  const teardown = async () => {
    await server.stop();
    await removeFolder(dataDir);
  };
  try {
    await ensureDatabase(server, template);
    const env = readEnv({
      NODE_ENV: 'test',
      DATABASE_URL: server.url(template),
      DATA_DIR: path.join(dataDir, 'template'),
      SESSION_SECRET: testSecret,
      LOG_LEVEL: 'error',
    });
    // Migrations, the queue and what every installation starts from; then nobody may be connected, or it cannot be cloned.
    await (await createApp(env)).close();
    project.provide('postgresUrl', server.url('postgres'));
    project.provide('templateDatabase', template);
  } catch (error) {
    await teardown();
    throw error;
  }
  return teardown;
}
