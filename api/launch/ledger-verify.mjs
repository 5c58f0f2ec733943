// `npm run ledger:verify`: rebuilds every balance from the entries and checks the rules of money; exit code 1 on a difference.
import { prepare } from './prepare.mjs';
import { fail } from './say.mjs';

try {
  await prepare({ build: false });
  await import('tsx');
  const { withDatabase } = await import('./with-database.ts');
  await withDatabase(() => import('../revenue/verify-cli.ts'));
} catch (error) {
  fail(error);
}
