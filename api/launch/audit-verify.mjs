// `npm run audit:verify [-- NUMBER HASH]`: recomputes the audit chain; exit code 1 when a link is broken, or when the head that was
// noted elsewhere is not in it (its tail was cut off, it was rewritten, or the database is an older one).
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
