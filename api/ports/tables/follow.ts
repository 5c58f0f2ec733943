/**
 * Streams a file while it is still being written. The writer runs at its own speed to disk, so that a slow reader holds
 * neither a database connection nor memory; the reader starts with the first bytes and ends when the writer has.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';

const pieceBytes = 1 << 18;
const pollMs = 10;

export interface Written {
  /** Sent before the file's own bytes. */
  readonly prefix?: Uint8Array;
  /** Settles when the writer has finished or failed. */
  readonly done: Promise<void>;
  /** Runs once, when the reader has ended, failed or gone away. */
  readonly cleanup: () => Promise<void>;
}

/** Resolves when there is something to read or the writer has ended well; rejects with the writer's error. */
export async function follow(path: string, written: Written): Promise<Readable> {
  let finished = false;
  // Nobody could be told that a folder stayed, and when the reader has gone an error without a listener would end the process.
  const cleanUp = () => written.cleanup().catch(() => {});
  const done = written.done.then(() => {
    finished = true;
  });
  done.catch(() => {});
  let handle: FileHandle | null = null;
  try {
    while (!finished) {
      handle ??= await open(path, 'r').catch(() => null);
      if (handle !== null && (await handle.stat()).size > 0) break;
      await Promise.race([done, wait(pollMs)]);
    }
    handle ??= await open(path, 'r');
  } catch (error) {
    await handle?.close();
    await cleanUp();
    throw error;
  }
  const stream = Readable.from(
    pieces(handle, done, () => finished, written.prefix),
    { objectMode: false },
  );
  const opened = handle;
  stream.once('close', () => void opened.close().then(cleanUp, cleanUp));
  return stream;
}

async function* pieces(
  handle: FileHandle,
  done: Promise<void>,
  isFinished: () => boolean,
  prefix: Uint8Array | undefined,
): AsyncGenerator<Uint8Array> {
  if (prefix !== undefined) yield prefix;
  let position = 0;
  for (;;) {
    // Asked before reading: bytes written after the answer are seen in the next round.
    const last = isFinished();
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(pieceBytes), 0, pieceBytes, position);
    position += bytesRead;
    if (bytesRead > 0) yield buffer.subarray(0, bytesRead);
    else if (last) return;
    else await Promise.race([done, wait(pollMs)]);
  }
}
