/** What a file really is, by its first bytes. Names are neutral so that one word serves both languages. */

const signatures: readonly (readonly [string, readonly number[]])[] = [
  ['PDF', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['GIF', [0x47, 0x49, 0x46, 0x38]],
  ['Parquet', [0x50, 0x41, 0x52, 0x31]],
  // The compound file of Office 97-2003: nearly always a worksheet when it comes to a table upload.
  ['XLS (Office 97-2003)', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['GZIP', [0x1f, 0x8b]],
  ['7-Zip', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['RAR', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
  ['BZIP2', [0x42, 0x5a, 0x68, 0x39]],
  ['XZ', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['Zstandard', [0x28, 0xb5, 0x2f, 0xfd]],
  ['SQLite', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66]],
  ['ELF', [0x7f, 0x45, 0x4c, 0x46]],
];

/** The kind of a binary file, or null when its first bytes are those of none we know. */
export function binaryKind(head: Uint8Array): string | null {
  for (const [name, bytes] of signatures) if (bytes.every((byte, i) => head[i] === byte)) return name;
  if (head[0] === 0x50 && head[1] === 0x4b && (head[2] === 0x03 || head[2] === 0x05)) return zipKind(head);
  return null;
}

/** An Office file is a ZIP whose first entries have telling names. */
function zipKind(head: Uint8Array): string {
  const names = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  if (names.includes('xl/')) return 'XLSX';
  if (names.includes('word/')) return 'DOCX';
  if (names.includes('application/vnd.oasis.opendocument.spreadsheet')) return 'ODS';
  return names.includes('[Content_Types].xml') ? 'XLSX/DOCX' : 'ZIP';
}

/** Text that is something else than CSV: pages saved as .xls or .csv, JSON. Null for anything that may be CSV. */
export function textKind(head: string): string | null {
  const start = head.slice(0, 1024).trimStart();
  if (/^<(!doctype\s+html|html|table|head|meta)\b/i.test(start)) return 'HTML';
  if (/^<\?xml\b/i.test(start)) return 'XML';
  if (/^(\{\s*("[^"]*"\s*:|\})|\[\s*(\{|\[|\]))/.test(start)) return 'JSON';
  if (/^\{\\rtf/.test(start)) return 'RTF';
  return null;
}
