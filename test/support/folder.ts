/** Folders of a test. */
import { rm } from 'node:fs/promises';

/** Removes a folder with all in it; tries again while a process that was just stopped still writes there. */
export const removeFolder = (path: string): Promise<void> =>
  rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
