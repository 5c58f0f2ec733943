// Entry of `npm run db:migration`; the work is in migration.ts.
import 'tsx';

await import('./migration.ts');
