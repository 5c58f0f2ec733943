// `npm run audit:verify`: recomputes the audit chain; exit code 1 when a link is broken.
import { prepare } from './prepare.mjs';
import { fail } from './say.mjs';

try {
  await prepare({ build: false });
  await import('tsx');
  const { withDatabase } = await import('./with-database.ts');
  await withDatabase(() => import('../audit/verify-cli.ts'));
} catch (error) {
  fail(error);
}
