import { refuse } from '#api/ports/files/refusals.ts';

/**
 * A key is 1 to 16 segments of a-z 0-9 _ - . joined by `/`; a segment starts with a letter, a digit or `_`, so that `..`,
 * hidden names and absolute paths cannot be written. Lower case only: two keys never meet on a file system that folds case.
 */
const segment = /^[a-z0-9_][a-z0-9_.-]{0,127}$/;

export function isKey(key: string): boolean {
  const segments = key.split('/');
  return (
    key.length <= 512 && segments.length <= 16 && segments.every((part) => segment.test(part) && !part.endsWith('.'))
  );
}

/** Returns the key or refuses `files.bad_key`; the key is not echoed, it may be hostile. */
export function checkKey(key: string): string {
  if (!isKey(key)) throw refuse('files.bad_key');
  return key;
}
