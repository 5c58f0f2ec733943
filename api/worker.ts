/** Background work apart from the server: same configuration, same database, no port. */
import { createApp } from '#api/app.ts';
import { readEnv } from '#api/env.ts';
import { startJobs } from '#api/jobs.ts';
import { onStop } from '#api/launch/signals.ts';
import { makeLog } from '#api/log.ts';

export async function work(): Promise<void> {
  const env = readEnv(process.env);
  const log = makeLog(env.LOG_LEVEL);
  const built = await createApp(env, { log, onProgress: (line) => log.info(line) });
  onStop(() => built.close());
  const runner = await startJobs(built.app, built.databaseUrl);
  onStop(() => runner.stop());
  log.info('working');
}
