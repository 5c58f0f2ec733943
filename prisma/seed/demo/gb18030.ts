/** Writes GB18030: Node decodes it but cannot encode it, so the decoder's own table is turned round, once. */

let table: Uint16Array | null = null;

function build(): Uint16Array {
  const decoder = new TextDecoder('gb18030');
  const made = new Uint16Array(0x10000);
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const text = decoder.decode(Uint8Array.of(lead, trail));
      const unit = text.charCodeAt(0);
      if (text.length === 1 && unit !== 0xfffd && made[unit] === 0) made[unit] = (lead << 8) | trail;
    }
  }
  return made;
}

/** Text in GB18030. Throws RangeError on what lies outside its one-byte and two-byte parts. */
export function gb18030(text: string): Buffer {
  table ??= build();
  const bytes = Buffer.allocUnsafe(text.length * 2);
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      bytes[at++] = unit;
      continue;
    }
    const pair = table[unit] ?? 0;
    if (pair === 0) throw new RangeError(`no two bytes for U+${unit.toString(16)}`);
    bytes[at++] = pair >> 8;
    bytes[at++] = pair & 0xff;
  }
  return bytes.subarray(0, at);
}
