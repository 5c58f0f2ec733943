// `npm run serve`: production. Installs, builds and seeds nothing; applies migrations, then serves.
import { requirePrepared } from './prepare.mjs';
import { fail } from './say.mjs';

try {
  requirePrepared();
  process.env.NODE_ENV ||= 'production';
  process.env.SEED = 'none';
  await import('tsx');
  const { main } = await import('./main.ts');
  await main({ pages: 'built' });
} catch (error) {
  fail(error);
}
