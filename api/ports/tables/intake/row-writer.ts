/** Writes rows that were read from another format as plain CSV for DuckDB, in pieces, and remembers what it must be told. */

import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { refuse } from '#api/ports/tables/refusals.ts';

const pieceLength = 1 << 18;
/** Longest row DuckDB is told to expect: a boundary of a province has megabytes of coordinates. */
export const maxRowLength = 16_000_000;

export class RowWriter {
  private readonly out: WriteStream;
  private pending = '';
  rows = 0;
  breaksInside = false;

  constructor(readonly path: string) {
    this.out = createWriteStream(path, { flags: 'wx', mode: 0o600 });
    // Told to whoever waits for `drain` or `end`.
    this.out.on('error', () => {});
  }

  async row(cells: readonly (string | null)[]): Promise<void> {
    let line = '';
    for (let i = 0; i < cells.length; i++) {
      if (i > 0) line += ',';
      line += this.cell(cells[i] ?? null);
    }
    // A row of one empty cell would be a blank line, which is no row.
    if (line === '') line = '""';
    if (line.length > maxRowLength / 4 && Buffer.byteLength(line) > maxRowLength)
      throw refuse('tables.row_too_long', { row: this.rows, line: this.rows, limit: maxRowLength });
    this.pending += `${line}\n`;
    this.rows += 1;
    if (this.pending.length >= pieceLength) await this.flush();
  }

  async end(): Promise<void> {
    await this.flush();
    this.out.end();
    await finished(this.out);
  }

  destroy(): void {
    this.out.destroy();
  }

  private cell(value: string | null): string {
    if (value === null) return '';
    if (value.includes('\0')) throw refuse('tables.nul_bytes', { line: this.rows });
    if (!/[",\n\r]|^[ ]|[ ]$/.test(value)) return value;
    if (/[\n\r]/.test(value)) this.breaksInside = true;
    return `"${value.replaceAll('"', '""')}"`;
  }

  private async flush(): Promise<void> {
    const text = this.pending;
    this.pending = '';
    if (this.out.errored) throw this.out.errored;
    if (text !== '' && !this.out.write(text)) await once(this.out, 'drain');
  }
}
