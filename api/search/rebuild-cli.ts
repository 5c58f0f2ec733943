import { createApp } from '#api/app.ts';
import { readEnv } from '#api/env.ts';
import { reindexAll } from './service.ts';

const { app, close } = await createApp(readEnv(process.env));
try {
  const { engine } = await app.ports.search.ready();
  process.stdout.write(`rebuilding the index (${engine})\n`);
  let told = 0;
  const done = await reindexAll(app, (count) => {
    if (count - told < 1000) return;
    told = count;
    process.stdout.write(`${count} records\n`);
  });
  process.stdout.write(`done: ${done} records\n`);
} finally {
  await close();
}
