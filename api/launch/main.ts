/** From a checked configuration to a listening server, and back down on a signal. */
import { readEnv } from '#api/env.ts';
import { onStop } from '#api/launch/signals.ts';

export interface MainOptions {
  /** `built` serves build/, `live` compiles on demand with hot reload. */
  readonly pages: 'built' | 'live';
}

function say(line: string): void {
  process.stdout.write(`${(performance.now() / 1000).toFixed(1).padStart(6)} s  ${line}\n`);
}

export async function main({ pages }: MainOptions): Promise<void> {
  const env = readEnv(process.env);
  // React picks its production build by this name alone, and must not before it is set: hence the imports below. What
  // production means for us (secrets required, no seed) is env.NODE_ENV and is decided already.
  process.env.NODE_ENV = pages === 'live' ? 'development' : 'production';
  const { createApp } = await import('#api/app.ts');
  const { startServer } = await import('#api/server.ts');
  const { startJobs } = await import('#api/jobs.ts');
  const { seedWhenEmpty } = await import('#api/launch/seed.ts');

  const built = await createApp(env, { onProgress: say });
  onStop(() => built.close());
  const accounts = env.SEED === 'demo' ? await seedWhenEmpty(built, say) : [];
  if (env.JOBS === 'in-process') {
    const runner = await startJobs(built.app, built.databaseUrl);
    onStop(() => runner.stop());
  }
  const server = await startServer(built.app, {
    port: env.PORT,
    pages,
    ...(env.HOST === undefined ? {} : { host: env.HOST }),
  });
  onStop(() => server.close());
  const address = env.PORT === server.port ? env.PUBLIC_URL : `http://localhost:${server.port}`;
  process.stdout.write(greeting(address, accounts));
}

function greeting(address: string, accounts: readonly string[]): string {
  const lines = [
    '',
    `  晋数已就绪  Jinshu is ready      ${address}`,
    `  接口文档  API documentation      ${address}/api/docs`,
  ];
  if (accounts.length > 0)
    lines.push('', '  演示账号  Demonstration accounts', ...accounts.map((account) => `    ${account}`));
  return `${lines.join('\n')}\n\n`;
}
