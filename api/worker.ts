/** Background work apart from the server: same configuration, same database, no port. */
import { createApp } from '#api/app.ts';
import { readEnv } from '#api/env.ts';
import { startJobs } from '#api/jobs.ts';
import { onStop } from '#api/launch/signals.ts';

export async function work(): Promise<void> {
  const env = readEnv(process.env);
  const built = await createApp(env, { onProgress: (line) => built.app.log.info(line) });
  onStop(() => built.close());
  const runner = await startJobs(built.app, built.databaseUrl);
  onStop(() => runner.stop());
  built.app.log.info('working');
}
