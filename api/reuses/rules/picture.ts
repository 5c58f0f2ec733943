/**
 * Pictures as they are kept: only the parts that draw the picture. What a camera writes beside it (place, time, serial
 * numbers, a thumbnail of what was cut off), texts and whatever follows the end are left out. Reading the structure also
 * tells whether the file is whole. Sources: PNG (W3C, third edition) 5 and 11; JPEG (ITU-T T.81) annex B; WebP container
 * specification (RFC 9649).
 */
import type { PictureType } from './codes.ts';

export interface CleanPicture {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Null when the bytes are not a whole picture of that type. */
export function cleanPicture(type: PictureType, bytes: Uint8Array): CleanPicture | null {
  if (type === 'image/png') return cleanPng(bytes);
  return type === 'image/jpeg' ? cleanJpeg(bytes) : cleanWebp(bytes);
}

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const ascii = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function sized(bytes: Uint8Array, width: number, height: number): CleanPicture | null {
  return width > 0 && height > 0 ? { bytes, width, height } : null;
}

/** Chunks that draw: the four critical ones, colour, transparency, density. */
const pngKept = new Set([
  ...['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'cICP', 'sBIT', 'bKGD', 'pHYs'],
]);

function cleanPng(bytes: Uint8Array): CleanPicture | null {
  const data = view(bytes);
  const kept = [bytes.subarray(0, 8)];
  let size: readonly [number, number] | null = null;
  let drawn = false;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = data.getUint32(at);
    const name = ascii(bytes, at + 4, 4);
    const end = at + 12 + length;
    if (end > bytes.length) return null;
    if (size === null) {
      if (name !== 'IHDR' || length !== 13) return null;
      size = [data.getUint32(at + 8), data.getUint32(at + 12)];
    }
    if (pngKept.has(name)) kept.push(bytes.subarray(at, end));
    drawn ||= name === 'IDAT';
    if (name === 'IEND') return drawn ? sized(joined(kept), ...size) : null;
    at = end;
  }
  return null;
}

/** Start-of-frame markers; C4, C8 and CC are something else. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** Application segments that tell how to draw: JFIF, colour profile, Adobe's transform. The rest, and comments, go. */
const isDropped = (marker: number): boolean =>
  marker === 0xfe || (marker >= 0xe0 && marker <= 0xef && ![0xe0, 0xe2, 0xee].includes(marker));

function cleanJpeg(bytes: Uint8Array): CleanPicture | null {
  const data = view(bytes);
  const kept = [bytes.subarray(0, 2)];
  let size: readonly [number, number] | null = null;
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const end = at + 2 + data.getUint16(at + 2);
    if (marker < 0xc0 || end > bytes.length || end < at + 4) return null;
    if (isFrame(marker) && end >= at + 9) size = [data.getUint16(at + 7), data.getUint16(at + 5)];
    if (!isDropped(marker)) kept.push(bytes.subarray(at, end));
    at = end;
    if (marker !== 0xda) continue;
    // The scan itself: until a marker that is neither a stuffed 00 nor a restart.
    while (at + 1 < bytes.length && !(bytes[at] === 0xff && !isWithinScan(bytes[at + 1] ?? 0))) at += 1;
    kept.push(bytes.subarray(end, at));
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) {
      kept.push(bytes.subarray(at, at + 2));
      return size === null ? null : sized(joined(kept), ...size);
    }
  }
  return null;
}

const isWithinScan = (after: number): boolean => after === 0x00 || after === 0xff || (after >= 0xd0 && after <= 0xd7);

const webpKept = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** Flags of VP8X that say Exif and XMP follow. */
const webpMetadata = 0x08 | 0x04;

function cleanWebp(bytes: Uint8Array): CleanPicture | null {
  const data = view(bytes);
  if (bytes.length < 30) return null;
  const stop = 8 + data.getUint32(4, true);
  if (stop > bytes.length) return null;
  const kept: Uint8Array[] = [];
  let size: readonly [number, number] | null = null;
  for (let at = 12; at + 8 <= stop; ) {
    const name = ascii(bytes, at, 4);
    const length = data.getUint32(at + 4, true);
    const end = at + 8 + length + (length % 2);
    if (end > stop) return null;
    const chunk = bytes.slice(at, end);
    if (name === 'VP8X') {
      if (length < 10) return null;
      chunk[8] = (chunk[8] ?? 0) & ~webpMetadata;
    }
    size ??= webpSize(name, chunk);
    if (webpKept.has(name)) kept.push(chunk);
    at = end;
  }
  if (size === null) return null;
  const body = joined(kept);
  const head = bytes.slice(0, 12);
  view(head).setUint32(4, body.length + 4, true);
  return sized(joined([head, body]), ...size);
}

function webpSize(name: string, chunk: Uint8Array): readonly [number, number] | null {
  const data = view(chunk);
  if (name === 'VP8X' && chunk.length >= 18)
    return [(data.getUint32(12, true) & 0xffffff) + 1, (data.getUint32(14, true) >>> 8) + 1];
  if (name === 'VP8L' && chunk.length >= 13) {
    const bits = data.getUint32(9, true);
    return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
  }
  if (name === 'VP8 ' && chunk.length >= 18)
    return [data.getUint16(14, true) & 0x3fff, data.getUint16(16, true) & 0x3fff];
  return null;
}
