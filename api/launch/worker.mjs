// `npm run worker`: background work in a process of its own (give the server JOBS=off).
import { requirePrepared } from './prepare.mjs';
import { fail } from './say.mjs';

try {
  requirePrepared();
  await import('tsx');
  const { work } = await import('../worker.ts');
  await work();
} catch (error) {
  fail(error);
}
