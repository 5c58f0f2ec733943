/** Names of uploaded files are text to show, never paths: folders are dropped, control characters refused. */
/** Bytes of the text in UTF-8 (rules know no Buffer and no TextEncoder). */
function utf8Length(text: string): number {
  let bytes = 0;
  for (const one of text) {
    const point = one.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** The name without its path, or null when there is none that may be kept (at most 255 bytes of UTF-8). */
export function cleanFileName(given: string): string | null {
  const name = (given.split(/[/\\]/).at(-1) ?? '').trim();
  if (name === '' || name === '.' || name === '..') return null;
  if (/[\p{Cc}\p{Cs}]/u.test(given)) return null;
  return utf8Length(name) > 255 ? null : name;
}
