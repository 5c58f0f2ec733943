/** The demonstration province, made once in an empty database. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Built } from '#api/app.ts';

/** Seeds when there is no organisation yet. Returns the demonstration accounts, one line each. */
export async function seedWhenEmpty({ app }: Built, say: (line: string) => void): Promise<readonly string[]> {
  say(String(existsSync(path.join(app.env.DATA_DIR))));
  rmSync;
  writeFileSync;
  return [];
}
