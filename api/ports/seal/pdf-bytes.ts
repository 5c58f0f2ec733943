/**
 * The signatures of a PDF as they stand in its bytes (ISO 32000-1, 12.8). Read without an object model on
 * purpose: published attacks (signature wrapping, incremental saving, universal forgery) live on the
 * difference between what a parser resolves and what was signed.
 */
export interface RawSignature {
  /** Offset of `/ByteRange`. */
  readonly at: number;
  readonly byteRange: readonly [number, number, number, number] | null;
  readonly startsAtZero: boolean;
  readonly withinFile: boolean;
  readonly gapIsContents: boolean;
  /** First byte after the signed ranges; 0 when there is no usable range. */
  readonly end: number;
  /** The DER of the CMS without its padding; null when the gap holds none. */
  readonly cms: Buffer | null;
  readonly subFilter: string | null;
}

const rangeForm = /^\/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/;

/** In one case throughout: `a` and `A` mean the same, and a changed byte must show. */
const hexString = /^<(?:[0-9A-F]*|[0-9a-f]*)>$/;

/** Header at the first byte and an end mark in the last kilobyte: anything less is not a whole PDF. */
export function looksWhole(bytes: Buffer): boolean {
  return bytes.subarray(0, 5).toString('latin1') === '%PDF-' && hasEndMark(bytes);
}

export const hasEndMark = (bytes: Buffer): boolean => bytes.subarray(-1024).includes('%%EOF');

/** An encryption dictionary named by a trailer or a cross-reference stream; neither is ever compressed. */
export const isEncrypted = (bytes: Buffer): boolean => /\/Encrypt\s*(\d+\s+\d+\s+R|<<)/.test(bytes.toString('latin1'));

export function findSignatures(bytes: Buffer): RawSignature[] {
  const found: RawSignature[] = [];
  for (let at = bytes.indexOf('/ByteRange'); at >= 0; at = bytes.indexOf('/ByteRange', at + 10)) {
    found.push(readSignature(bytes, at));
  }
  return found.sort((a, b) => a.end - b.end || a.at - b.at);
}

function readSignature(bytes: Buffer, at: number): RawSignature {
  const match = rangeForm.exec(bytes.subarray(at, at + 200).toString('latin1'));
  const none = { at, startsAtZero: false, withinFile: false, gapIsContents: false, end: 0, cms: null, subFilter: null };
  if (!match) return { ...none, byteRange: null };
  const [start, before, after, rest] = match.slice(1, 5).map(Number) as [number, number, number, number];
  const byteRange = [start, before, after, rest] as const;
  const end = after + rest;
  const withinFile = start + before < after && end <= bytes.length;
  if (!withinFile) return { ...none, byteRange, startsAtZero: start === 0, end };
  const object = enclosingObject(bytes, start + before, after);
  const gap = bytes.subarray(start + before, after).toString('latin1');
  const gapIsContents =
    object !== null &&
    at > object.from &&
    at < object.to &&
    /\/Contents\s*$/.test(
      bytes.subarray(Math.max(object.from, start + before - 64), start + before).toString('latin1'),
    ) &&
    hexString.test(gap);
  return {
    at,
    byteRange,
    startsAtZero: start === 0,
    withinFile,
    gapIsContents,
    end,
    cms: gapIsContents ? derWithin(Buffer.from(gap.slice(1, -1), 'hex')) : null,
    subFilter: object ? subFilterOf(bytes, object) : null,
  };
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function enclosingObject(bytes: Buffer, from: number, to: number): Span | null {
  const begin = bytes.lastIndexOf(' obj', from);
  const end = bytes.indexOf('endobj', to);
  if (begin < 0 || end < 0 || bytes.subarray(begin, from).includes('endobj')) return null;
  return { from: begin, to: end };
}

function subFilterOf(bytes: Buffer, object: Span): string | null {
  const text = bytes.subarray(object.from, object.to).toString('latin1');
  return /\/SubFilter\s*\/([\w.]+)/.exec(text)?.[1] ?? null;
}

/** Cuts one DER SEQUENCE out of its zero padding; padding that is not zero could hide something: null. */
function derWithin(bytes: Buffer): Buffer | null {
  if (bytes[0] !== 0x30 || bytes.length < 2) return null;
  const first = bytes[1] ?? 0;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (lengthBytes > 4 || first === 0x80) return null;
  const length = lengthBytes === 0 ? first : bytes.readUIntBE(2, lengthBytes);
  const end = 2 + lengthBytes + length;
  if (end > bytes.length || bytes.subarray(end).some((byte) => byte !== 0)) return null;
  return bytes.subarray(0, end);
}
