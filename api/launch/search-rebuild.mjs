// `npm run search:rebuild`: fills the index of the search afresh; searches go on meanwhile.
import { prepare } from './prepare.mjs';
import { fail } from './say.mjs';

try {
  await prepare({ build: false });
  await import('tsx');
  const { withDatabase } = await import('./with-database.ts');
  await withDatabase(() => import('../search/rebuild-cli.ts'));
} catch (error) {
  fail(error);
}
