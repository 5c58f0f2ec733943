import { defineConfig } from 'prisma/config';

// Only `prisma generate`, `validate` and `format` are run through the Prisma command: they need no database. Migrations
// are written by prisma/author/ and applied by api/launch/migrate.ts, because the native schema engine is a download.
export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
});
