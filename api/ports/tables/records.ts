/**
 * A strict reader of CSV bytes (UTF-8, RFC 4180) that knows exactly where a file goes wrong. DuckDB judges first and fast;
 * this one is asked when DuckDB refuses, to name the row and the column, and when line breaks stand inside quotes: read by
 * one thread, DuckDB drops a row whose quote is never closed without a word, so the rows are counted here.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Refusal } from '#api/kernel/refusal.ts';
import { refuse } from '#api/ports/tables/refusals.ts';

const quote = 0x22;
const lf = 0x0a;
const cr = 0x0d;
const space = 0x20;
export const maxRowBytes = 2_000_000;

const [start, plain, quoted, closed] = [0, 1, 2, 3];

/** Empty cells beyond the last column (a delimiter too many at the end of a row) lose nothing and are let pass, as DuckDB does. */
export class RecordReader {
  private state = start;
  private afterCr = false;
  private cells = 1;
  /** The last cell of the record with anything in it, from 1. */
  private filled = 0;
  private bytes = 0;
  /** Records finished, the header among them. */
  private records = 0;
  private line = 1;
  private recordLine = 1;
  fault: Refusal | null = null;

  constructor(
    private readonly delimiter: number,
    private readonly columns: number,
  ) {}

  /** Rows of data read, without the header. */
  get rows(): number {
    return Math.max(0, this.records - 1);
  }

  /** Reads a chunk up to the first fault. Answers it with every record ended by LF alone when `rewrite` is set. */
  push(chunk: Buffer, rewrite: boolean): Buffer {
    const out = rewrite ? Buffer.allocUnsafe(chunk.length) : null;
    let to = 0;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] ?? 0;
      if (byte === lf || byte === cr) {
        // The LF of CRLF: inside quotes it is text; outside, the CR has already ended the record.
        const second = byte === lf && this.afterCr;
        this.afterCr = byte === cr;
        if (!second) this.line += 1;
        if (this.state === quoted) {
          if (out !== null) out[to++] = byte;
          this.bytes += 1;
        } else if (!second) {
          if (out !== null && this.bytes > 0) out[to++] = lf;
          this.endRecord();
        }
      } else {
        this.afterCr = false;
        if (out !== null) out[to++] = byte;
        this.bytes += 1;
        this.step(byte);
      }
      if (this.bytes > maxRowBytes) this.fault = refuse('tables.row_too_long', { ...this.place(), limit: maxRowBytes });
      if (this.fault !== null) break;
    }
    return out === null ? chunk : out.subarray(0, to);
  }

  end(): void {
    if (this.fault !== null) return;
    if (this.state === quoted) this.fault = refuse('tables.unclosed_quote', { ...this.place(), column: this.cells });
    else this.endRecord();
  }

  private step(byte: number): void {
    if (this.state === quoted) {
      if (byte === quote) this.state = closed;
      else this.filled = this.cells;
    } else if (byte === this.delimiter) {
      this.cells += 1;
      this.state = start;
    } else if (this.state === plain) {
      return;
    } else if (byte === quote) {
      // In `closed` this is the second of a doubled quote.
      if (this.state === closed) this.filled = this.cells;
      this.state = quoted;
    } else if (this.state === start) {
      this.filled = this.cells;
      if (byte !== space) this.state = plain;
    } else if (byte !== space) {
      this.fault = refuse('tables.stray_quote', { ...this.place(), column: this.cells });
    }
  }

  private endRecord(): void {
    if (this.bytes > 0) {
      const found = this.filled > this.columns || this.cells < this.columns ? this.cells : this.columns;
      if (found !== this.columns) {
        this.fault = refuse('tables.ragged_row', { ...this.place(), found, expected: this.columns });
        return;
      }
      this.records += 1;
    }
    this.state = start;
    this.cells = 1;
    this.filled = 0;
    this.bytes = 0;
    this.recordLine = this.line;
  }

  private place(): { row: number; line: number } {
    return { row: this.records, line: this.recordLine };
  }
}

/** Reads a whole file strictly and answers its number of rows, or throws its first fault. Writes it out anew to `cleanPath`. */
export async function readStrictly(
  textPath: string,
  dialect: { readonly delimiter: string; readonly columns: number },
  cleanPath: string | null,
): Promise<number> {
  const reader = new RecordReader(dialect.delimiter.charCodeAt(0), dialect.columns);
  async function* read(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let first = true;
    for await (const chunk of chunks) {
      const marked = first && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
      first = false;
      yield reader.push(marked ? chunk.subarray(3) : chunk, cleanPath !== null);
      if (reader.fault !== null) throw reader.fault;
    }
    reader.end();
    if (reader.fault !== null) throw reader.fault;
  }
  const source = createReadStream(textPath, { highWaterMark: 1 << 20 });
  if (cleanPath !== null) await pipeline(source, read, createWriteStream(cleanPath, { mode: 0o600 }));
  else for await (const _ of read(source));
  return reader.rows;
}
