/**
 * JSON, JSON Lines and GeoJSON (RFC 8259, RFC 7946) as rows. The file is cut into records on its bytes, so that memory is one
 * record; each record is judged by the platform's own parser, and its members are copied letter by letter: no digit of a
 * number is lost on the way.
 */
import { createReadStream } from 'node:fs';
import { refuse as refuseTable } from '#api/ports/tables/refusals.ts';
import { refuse } from './refusals.ts';
import { maxRowLength } from './row-writer.ts';

const [quote, backslash, open, close, openArray, closeArray, comma, colon] = [
  0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d, 0x2c, 0x3a,
] as const;
const newline = 0x0a;
const isMark = (byte: number) => byte === 0xef || byte === 0xbb || byte === 0xbf;
const isSpace = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const keptOfMember = 4096;

/** Members of the object around the records, as JSON text, short ones only. */
export type Around = Map<string, string>;

/** The records' texts. `lines`: values one after another; else the elements of the only array there is. */
export async function* readRecords(path: string, lines: boolean, around: Around): AsyncGenerator<string> {
  const cutter = new Cutter(lines, around);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) yield* cutter.push(chunk as Buffer);
  yield* cutter.end();
}

class Cutter {
  private depth = 0;
  private inString = false;
  private escaped = false;
  /** Pieces of the record or member at hand. */
  private parts: Buffer[] = [];
  private held = 0;
  private collecting = false;
  private key: string | null = null;
  private awaitsKey = false;
  /** An array that is a member has just begun; its first value says whether it holds the records. */
  private arrayBegan = false;
  private arrays = 0;
  private afterComma = false;
  private first = true;
  private ended = false;
  private records = 0;
  /** The depth at which records stand; null outside of them. */
  private base: number | null;

  constructor(
    private readonly lines: boolean,
    private readonly around: Around,
  ) {
    this.base = lines ? 0 : null;
  }

  *push(chunk: Buffer): Generator<string> {
    let from = this.collecting ? 0 : -1;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] ?? 0;
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (byte === backslash) this.escaped = true;
        else if (byte === quote) this.inString = false;
        continue;
      }
      if (isSpace(byte)) {
        if (byte !== newline || !this.lines || this.depth > 0 || !this.collecting) continue;
        yield* this.record(this.take(chunk, from, i));
        from = -1;
        continue;
      }
      if (this.first && isMark(byte)) continue;
      if (this.first && this.begins(byte)) continue;
      if (this.ended) throw this.broken();
      if (this.arrayBegan) this.judgeArray(byte);
      const atRecord = this.depth === this.base;
      const atMember = this.base === null && this.depth === 1;
      if (byte === open || byte === openArray) {
        if (atMember && byte === openArray && !this.collecting) {
          if (this.awaitsKey) throw this.broken();
          this.arrayBegan = true;
        } else if (!this.collecting && (atRecord || atMember)) from = this.begin(i);
        this.depth += 1;
      } else if (byte === close || byte === closeArray) {
        if (this.depth === 0) throw this.broken();
        if (!this.lines && (atRecord || atMember)) {
          const had = this.collecting;
          const text = this.take(chunk, from, i);
          from = -1;
          if (atRecord && had) yield* this.record(text);
          else if (atRecord && this.afterComma) throw this.broken();
          else if (atMember && had) this.member(text);
          this.ended = atMember || this.depth === 1;
          this.base = null;
        }
        this.depth -= 1;
        if (this.lines && this.depth === 0) {
          yield* this.record(this.take(chunk, from, i + 1));
          from = -1;
        }
      } else if (byte === comma && !this.lines && (atRecord || atMember)) {
        const had = this.collecting;
        const text = this.take(chunk, from, i);
        from = -1;
        if (atMember) {
          if (had) this.member(text);
          this.awaitsKey = true;
        } else if (had) yield* this.record(text);
        else throw this.broken();
        this.afterComma = true;
      } else if (byte === colon && atMember && this.awaitsKey) {
        this.key = keyOf(this.take(chunk, from, i));
        from = -1;
        this.awaitsKey = false;
      } else {
        if (byte === quote) this.inString = true;
        if (!this.collecting && (atRecord || atMember)) from = this.begin(i);
      }
      if (this.held + (from < 0 ? 0 : i - from) > maxRowLength) throw this.tooLong();
    }
    if (this.collecting && from >= 0) this.hold(chunk.subarray(from));
  }

  *end(): Generator<string> {
    if (this.lines && this.collecting) yield* this.record(this.take(Buffer.alloc(0), 0, 0));
    if (this.inString || this.depth !== 0 || !(this.lines || this.ended)) throw this.broken();
    if (!this.lines && this.arrays === 0) throw refuse('tables.json_shape');
  }

  /** The first byte says whether the records stand at the top; true when it is used up by that. */
  private begins(byte: number): boolean {
    this.first = false;
    if (this.lines) return false;
    if (byte !== open && byte !== openArray) throw refuse('tables.json_shape');
    this.depth = 1;
    if (byte === openArray) {
      this.base = 1;
      this.arrays = 1;
    } else this.awaitsKey = true;
    return true;
  }

  /** An array of objects holds the records; a second one makes it unclear which is meant. */
  private judgeArray(byte: number): void {
    this.arrayBegan = false;
    const empty = byte === closeArray && this.key === 'features';
    if (byte !== open && !empty) return;
    if (this.arrays > 0) throw refuse('tables.json_shape');
    this.arrays = 1;
    this.base = 2;
    this.afterComma = false;
  }

  private begin(at: number): number {
    this.collecting = true;
    this.afterComma = false;
    return at;
  }

  private hold(part: Buffer): void {
    // A long member beside the records is of no use here.
    if (this.base === null && this.held > keptOfMember) return;
    this.parts.push(Buffer.from(part));
    this.held += part.length;
  }

  private take(chunk: Buffer, from: number, to: number): string {
    const rest = from >= 0 ? chunk.subarray(from, to) : Buffer.alloc(0);
    const text = (this.parts.length === 0 ? rest : Buffer.concat([...this.parts, rest])).toString('utf8').trim();
    this.collecting = false;
    this.parts = [];
    this.held = 0;
    return text;
  }

  private *record(text: string): Generator<string> {
    this.records += 1;
    yield text;
  }

  private member(text: string): void {
    if (this.key !== null && text.length <= keptOfMember) this.around.set(this.key, text);
    this.key = null;
  }

  private broken(): Error {
    return refuse('tables.json_broken', { row: this.records + 1 });
  }

  private tooLong(): Error {
    const row = this.records + 1;
    return refuseTable('tables.row_too_long', { row, line: row, limit: maxRowLength });
  }
}

function keyOf(text: string): string | null {
  try {
    const key: unknown = JSON.parse(text);
    return typeof key === 'string' ? key : null;
  } catch {
    return null;
  }
}

const deepest = 100;

export interface JsonRecord {
  readonly value: Readonly<Record<string, unknown>>;
  /** Its members as they stand in the file, in order. */
  readonly members: ReadonlyMap<string, string>;
}

/** Refuses what is no object. */
export function readRecord(text: string, row: number): JsonRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse('tables.json_broken', { row });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refuse('tables.json_record', { row });
  return { value: value as JsonRecord['value'], members: slices(text, row) };
}

/** Cuts the text of a sound object into its members. */
export function slices(text: string, row: number): Map<string, string> {
  const members = new Map<string, string>();
  let depth = 0;
  let key: string | null = null;
  let start = text.indexOf('{') + 1;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === quote) {
      for (i += 1; text.charCodeAt(i) !== quote; i++) if (text.charCodeAt(i) === backslash) i += 1;
    } else if (c === open || c === openArray) {
      depth += 1;
      if (depth > deepest) throw refuse('tables.json_depth', { row, limit: deepest });
    } else if (c === colon && depth === 1 && key === null) {
      key = JSON.parse(text.slice(start, i)) as string;
      start = i + 1;
    } else if ((c === comma && depth === 1) || c === close || c === closeArray) {
      if ((c === close && depth === 1) || c === comma) {
        if (key !== null) members.set(key, text.slice(start, i).trim());
        key = null;
        start = i + 1;
      }
      if (c !== comma) depth -= 1;
    }
  }
  return members;
}

/** A value as a cell: text without its quotes, nothing for null, all else as it stands in the file. */
export function cellOf(raw: string | undefined): string | null {
  if (raw === undefined || raw === 'null') return null;
  return raw.startsWith('"') ? (JSON.parse(raw) as string) : raw;
}
