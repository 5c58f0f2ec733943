/**
 * The files port: bytes under a key. Keys are chosen by services, never taken from an uploader's file name.
 * What is put is whole or absent: no reader ever sees half a file, and a refused upload leaves nothing.
 */
import type { Readable } from 'node:stream';

export interface StoredFile {
  readonly bytes: number;
  /** Lower-case hexadecimal SHA-256 of the bytes. */
  readonly sha256: string;
}

/** A range of bytes as in RFC 9110 section 14: both ends inclusive, `end` may be left out. */
export interface ByteRange {
  readonly start: number;
  readonly end?: number;
}

export interface FilesPort {
  /**
   * Keeps a stream under a key, replacing what was there in one step; hashed on the way, memory flat.
   * Refuses `files.too_large` as soon as the limit is passed and `files.bad_key`; then, and when the stream fails,
   * the key is as it was before.
   */
  put(
    key: string,
    source: Readable | AsyncIterable<Uint8Array>,
    options: { readonly maxBytes: number },
  ): Promise<StoredFile>;
  /** Moves a file of this machine (of `scratch()`, say) under a key; the path is gone afterwards. */
  putFile(key: string, path: string): Promise<StoredFile>;
  /** Opens for reading: `bytes` of the answer out of `total` in the file. Refuses `files.not_found`, `files.bad_range`. */
  open(
    key: string,
    range?: ByteRange,
  ): Promise<{ readonly stream: Readable; readonly bytes: number; readonly total: number }>;
  /** Size and time of the last write, or null when nothing is kept under the key. */
  stat(key: string): Promise<{ readonly bytes: number; readonly modifiedAt: Date } | null>;
  /** A path that DuckDB can read; it may be a copy, so call `release` when done. Refuses `files.not_found`. */
  localPath(key: string): Promise<LocalFile>;
  /** Forgets a key; no complaint when nothing was there. */
  remove(key: string): Promise<void>;
  /** Everything kept under keys that begin with `folder` and a slash, in no order. Refuses `files.bad_key`. */
  list(folder: string): AsyncIterable<ListedFile>;
  /** Writes, reads back and removes a probe; throws when the store cannot be used. */
  ready(): Promise<void>;
  /** A fresh directory for work in progress; `release` removes it with everything in it. */
  scratch(): Promise<LocalFile>;
}

export interface ListedFile {
  readonly key: string;
  readonly modifiedAt: Date;
}

export interface LocalFile {
  readonly path: string;
  release(): Promise<void>;
}
