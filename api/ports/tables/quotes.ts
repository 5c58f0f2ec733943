/**
 * Finds out, in one pass over UTF-8 bytes, whether a line ever breaks inside double quotes. DuckDB reads a CSV in parallel
 * by guessing where rows begin in the middle of the file; with line breaks inside quotes the guess can be wrong and a sound
 * file is refused, so such files are read by one thread. A stray quote turns the answer to yes: slower, never wrong.
 */
export class QuoteProbe {
  private inside = false;
  private broken = false;

  /** Also true when the text ends inside quotes. */
  get breaksInside(): boolean {
    return this.broken || this.inside;
  }

  update(chunk: Buffer): void {
    if (this.broken) return;
    let from = 0;
    while (from < chunk.length) {
      const quote = chunk.indexOf(0x22, from);
      const end = quote === -1 ? chunk.length : quote;
      if (this.inside && hasBreak(chunk, from, end)) {
        this.broken = true;
        return;
      }
      if (quote === -1) return;
      this.inside = !this.inside;
      from = quote + 1;
    }
  }
}

/** Quoted cells are short: a loop beats two searches that might run to the end of the chunk. */
function hasBreak(chunk: Buffer, from: number, end: number): boolean {
  for (let i = from; i < end; i++) {
    const byte = chunk[i];
    if (byte === 0x0a || byte === 0x0d) return true;
  }
  return false;
}
