/** GB18030 for tests: Node decodes it but cannot encode it, so the decoder's own table is turned round. */

let table: Map<string, Buffer> | null = null;

function build(): Map<string, Buffer> {
  const decoder = new TextDecoder('gb18030');
  const made = new Map<string, Buffer>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const bytes = Buffer.from([lead, trail]);
      const character = decoder.decode(bytes);
      if ([...character].length === 1 && character !== '\uFFFD' && !made.has(character)) made.set(character, bytes);
    }
  }
  return made;
}

/** Text in GB18030. Throws on characters outside its two-byte part. */
export function gb18030(text: string): Buffer {
  table ??= build();
  const parts: Buffer[] = [];
  let ascii = '';
  for (const character of text) {
    if (character < '\u0080') {
      ascii += character;
      continue;
    }
    const bytes = table.get(character);
    if (bytes === undefined) throw new RangeError(`no two bytes for ${character}`);
    if (ascii !== '') parts.push(Buffer.from(ascii));
    ascii = '';
    parts.push(bytes);
  }
  return Buffer.concat([...parts, Buffer.from(ascii)]);
}
