import { type App, systemContext } from '#api/context.ts';
import * as store from './import-store.ts';

/** How long the bytes of a workbook are kept; what it did to the catalogue stays in the history of the entries. */
const keepDays = 30;

export async function sweepImports(app: App): Promise<void> {
  const ctx = systemContext(app);
  const before = new Date(app.clock.now().getTime() - keepDays * 86_400_000);
  for (const { id, fileKey } of await store.listOldFiles(ctx.db, before)) {
    await app.ports.files.remove(fileKey);
    await store.forgetFile(ctx.db, id);
  }
}

export const compilationJobs = { 'compilation.sweep': (app: App) => sweepImports(app) };

/** Once a night in Shanghai. */
export const compilationCrontab = '37 18 * * * compilation.sweep';
