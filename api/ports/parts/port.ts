/** The parts port: uploads that arrive in pieces and wait, on this machine, for what is missing. */
import type { Readable } from 'node:stream';

export interface PartsPort {
  /** An empty one; refuses nothing, ids are the caller's. */
  create(id: string): Promise<void>;
  /**
   * Writes what the stream gives from `offset` on, and answers where it ended. A stream that breaks leaves what had come.
   * `offset` is the size so far; the caller has made sure that nobody else writes.
   */
  append(id: string, offset: number, stream: Readable): Promise<number>;
  /** Bytes so far; null when there is none of that id. */
  size(id: string): Promise<number | null>;
  /** Where it lies, for whoever moves it on. */
  pathOf(id: string): string;
  remove(id: string): Promise<void>;
  list(): Promise<readonly string[]>;
}
