/** Files of versions that never came to be: a crash between keeping an upload and writing it down leaves its bytes. */
import type { App } from '#api/context.ts';
import * as store from './sessions-store.ts';

const graceMs = 24 * 3600_000;
const atOnce = 500;

export async function sweepOrphans(app: App): Promise<void> {
  const before = app.clock.now().getTime() - graceMs;
  let waiting: { readonly key: string; readonly versionId: string }[] = [];
  const settle = async () => {
    const known = await store.knownVersions(app.db, [...new Set(waiting.map((one) => one.versionId))]);
    const orphans = waiting.filter((one) => !known.has(one.versionId));
    for (const { key } of orphans) await app.ports.files.remove(key);
    if (orphans.length > 0) app.log.info({ files: orphans.length }, 'files of no version were removed');
    waiting = [];
  };
  for await (const { key, modifiedAt } of app.ports.files.list('datasets')) {
    const [, , versionId] = key.split('/');
    if (versionId !== undefined && modifiedAt.getTime() < before) waiting.push({ key, versionId });
    if (waiting.length >= atOnce) await settle();
  }
  if (waiting.length > 0) await settle();
}
