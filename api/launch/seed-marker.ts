import path from 'node:path';

/** A file that stands only while the demonstration data is being made. */
export function unfinishedSeed(dataDir: string): string {
  return path.join(dataDir, 'seed.unfinished');
}
