/**
 * The files port on a bucket of any S3-compatible store. What DuckDB reads is lent from a cache of whole objects on this
 * machine, one file an object and ETag, so that a replaced object is never read as the old one.
 */
import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { createCache } from '#api/ports/files/cache.ts';
import { clip, probe, scratchIn, sweep } from '#api/ports/files/common.ts';
import { checkKey } from '#api/ports/files/keys.ts';
import { hashFile, measured } from '#api/ports/files/measured.ts';
import type { FilesPort } from '#api/ports/files/port.ts';
import { refuse } from '#api/ports/files/refusals.ts';

export interface S3FilesOptions {
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Left out for AWS itself; with it the bucket stands in the path, as most other stores want. */
  readonly endpoint?: string;
  readonly region?: string;
  readonly scratchRoot: string;
  /** Where copies for reading live. */
  readonly cacheRoot: string;
  /** Copies not in use are dropped beyond this many bytes, longest unused first. */
  readonly cacheBytes?: number;
}

export interface S3Files extends FilesPort {
  close(): void;
}

const partBytes = 8 * 2 ** 20;

export async function createS3Files(options: S3FilesOptions): Promise<S3Files> {
  const { bucket: Bucket } = options;
  const scratchRoot = resolve(options.scratchRoot);
  const cacheRoot = resolve(options.cacheRoot);
  for (const folder of [scratchRoot, cacheRoot]) await mkdir(folder, { recursive: true, mode: 0o700 });
  await sweep(scratchRoot);
  const client = new S3Client({
    region: options.region ?? 'us-east-1',
    credentials: { accessKeyId: options.accessKeyId, secretAccessKey: options.secretAccessKey },
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint, forcePathStyle: true }),
    // Stores other than AWS refuse the checksums the client would add on its own.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });

  async function send(key: string, body: Readable): Promise<void> {
    const upload = new Upload({
      client,
      params: { Bucket, Key: key, Body: body },
      partSize: partBytes,
      queueSize: 2,
      leavePartsOnError: false,
    });
    await upload.done();
  }

  async function head(key: string): Promise<{ bytes: number; modifiedAt: Date; etag: string } | null> {
    checkKey(key);
    try {
      const found = await client.send(new HeadObjectCommand({ Bucket, Key: key }));
      return {
        bytes: found.ContentLength ?? 0,
        modifiedAt: found.LastModified ?? new Date(0),
        etag: found.ETag ?? '',
      };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async function get(key: string, how: { Range?: string; IfMatch?: string } = {}): Promise<Readable> {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key, ...how }));
      if (Body instanceof Readable) return Body;
      throw new Error('the store answered without a body');
    } catch (error) {
      throw isMissing(error) ? refuse('files.not_found') : error;
    }
  }

  const cache = await createCache({
    root: cacheRoot,
    maxBytes: options.cacheBytes ?? 20 * 2 ** 30,
    fetch: (key, etag) => get(key, etag === '' ? {} : { IfMatch: etag }),
  });

  const port: S3Files = {
    async put(key, source, { maxBytes }) {
      checkKey(key);
      const meter = measured(maxBytes);
      const body = Readable.from(source);
      // The upload reads the meter; a fault of the source must reach it, else it would wait for ever.
      body.once('error', (error) => meter.stream.destroy(error));
      meter.stream.once('close', () => body.destroy());
      await send(key, body.pipe(meter.stream));
      return { bytes: meter.bytes(), sha256: meter.hash.digest('hex') };
    },

    async putFile(key, path) {
      checkKey(key);
      const stored = await hashFile(path);
      await send(key, createReadStream(path));
      await rm(path, { force: true });
      return stored;
    },

    async open(key, range) {
      const found = await head(key);
      if (found === null) throw refuse('files.not_found');
      const total = found.bytes;
      if (range === undefined) return { stream: await get(key), bytes: total, total };
      const { start, end } = clip(range, total);
      return { stream: await get(key, { Range: `bytes=${start}-${end}` }), bytes: end - start + 1, total };
    },

    async stat(key) {
      const found = await head(key);
      return found === null ? null : { bytes: found.bytes, modifiedAt: found.modifiedAt };
    },

    async localPath(key) {
      const found = await head(key);
      if (found === null) throw refuse('files.not_found');
      return cache.lend(key, found.etag, found.bytes);
    },

    async remove(key) {
      checkKey(key);
      await client.send(new DeleteObjectCommand({ Bucket, Key: key }));
    },

    async *list(folder) {
      const pages = paginateListObjectsV2({ client }, { Bucket, Prefix: `${checkKey(folder)}/` });
      for await (const { Contents = [] } of pages)
        for (const { Key, LastModified } of Contents)
          if (Key !== undefined && LastModified !== undefined) yield { key: Key, modifiedAt: LastModified };
    },

    ready: () => probe(port),
    scratch: () => scratchIn(scratchRoot),
    close: () => client.destroy(),
  };
  return port;
}

function isMissing(error: unknown): boolean {
  // A HEAD has no body, so a missing bucket and a missing key cannot be told apart: `ready` finds the first.
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404;
}
