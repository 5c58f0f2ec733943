/** Judges bytes: is this UTF-8, and if not, may it be GB18030 (GB 18030-2022)? Pure: works on what it is handed. */
import { isUtf8 } from 'node:buffer';

/** Follows a stream of chunks and says where UTF-8 first breaks, characters cut by a chunk border put together again. */
export class Utf8Probe {
  private carry: Buffer = Buffer.alloc(0);
  private seen = 0;
  /** Offset in the stream of the first byte that is no UTF-8, or null so far. */
  brokenAt: number | null = null;

  update(chunk: Buffer): void {
    if (this.brokenAt !== null) return;
    const bytes = this.carry.length === 0 ? chunk : Buffer.concat([this.carry, chunk]);
    const base = this.seen - this.carry.length;
    this.seen += chunk.length;
    const whole = wholeCharacters(bytes);
    const body = bytes.subarray(0, whole);
    if (isUtf8(body)) this.carry = Buffer.from(bytes.subarray(whole));
    else this.brokenAt = base + firstBroken(body);
  }

  end(): void {
    if (this.brokenAt === null && this.carry.length > 0) this.brokenAt = this.seen - this.carry.length;
  }
}

/** How much of the bytes ends on a character border; looks back at most three bytes for a lead byte wanting more. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return wanted > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

/** Halving: a prefix that ends on a character border is valid exactly up to the fault. */
function firstBroken(bytes: Buffer): number {
  let sound = 0;
  let broken = bytes.length;
  while (broken - sound > 4) {
    const middle = (sound + broken) >> 1;
    const cut = wholeCharacters(bytes.subarray(0, middle));
    if (cut > sound && isUtf8(bytes.subarray(0, cut))) sound = cut;
    else if (cut > sound) broken = cut;
    else break;
  }
  return sound;
}

/**
 * True when bytes that are no valid UTF-8 are nevertheless UTF-8 with damage: most of what is beyond ASCII still reads as
 * UTF-8. Chinese in GB18030 hardly ever does (fewer than one pair in five looks like a UTF-8 sequence).
 */
export function isDamagedUtf8(sample: Buffer): boolean {
  const text = new TextDecoder('utf-8').decode(sample);
  let beyond = 0;
  let broken = 0;
  for (const character of text) {
    if (character === '\uFFFD') broken += 1;
    else if (character > '\u007F') beyond += 1;
  }
  return beyond > broken * 4;
}

/**
 * True when bytes are likely Chinese in GB18030: at least half of the characters beyond ASCII lie in the GB 2312 rows
 * (A1-FE A1-FE) or are four bytes long. The decoder alone accepts nearly any Western or Big5 text as rare characters.
 */
export function looksLikeGb18030(sample: Buffer): boolean {
  let usual = 0;
  let other = 0;
  for (let i = 0; i < sample.length; i++) {
    const lead = sample[i] ?? 0;
    if (lead < 0x80) continue;
    const next = sample[i + 1];
    if (next === undefined) break;
    if (next >= 0x30 && next <= 0x39) {
      usual += 1;
      i += 3;
    } else {
      if (lead >= 0xa1 && next >= 0xa1) usual += 1;
      else other += 1;
      i += 1;
    }
  }
  return usual >= other;
}
