import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ListMultipartUploadsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createS3Files, type S3Files } from '#api/ports/files/s3.ts';
import { filesContract } from '#test/support/files-contract.ts';
import { type S3Double, s3Credentials, startS3 } from '#test/support/s3-double.ts';

const fresh = () => mkdtemp(join(tmpdir(), 'jinshu-s3-'));
const limit = { maxBytes: 50_000_000 };

filesContract('S3 (double)', async () => {
  const [folder, s3] = await Promise.all([fresh(), startS3('jinshu')]);
  const files = await createS3Files({
    ...s3Credentials,
    bucket: 'jinshu',
    endpoint: s3.endpoint,
    scratchRoot: join(folder, 'scratch'),
    cacheRoot: join(folder, 'cache'),
  });
  return {
    files,
    residue: async () => [...s3.objects.keys(), ...s3.uploads.keys()].sort(),
    close: async () => {
      files.close();
      await s3.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
});

const { S3_ENDPOINT, S3_BUCKET, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = process.env;
if (S3_BUCKET !== undefined && S3_ACCESS_KEY_ID !== undefined && S3_SECRET_ACCESS_KEY !== undefined)
  filesContract('S3 (the real store of the environment)', async () => {
    const folder = await fresh();
    const account = {
      region: S3_REGION ?? 'us-east-1',
      ...(S3_ENDPOINT === undefined ? {} : { endpoint: S3_ENDPOINT, forcePathStyle: true }),
    };
    const credentials = { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY };
    const client = new S3Client({ ...account, credentials });
    const files = await createS3Files({
      ...account,
      ...credentials,
      bucket: S3_BUCKET,
      scratchRoot: join(folder, 'scratch'),
      cacheRoot: join(folder, 'cache'),
    });
    return {
      files,
      residue: async () => {
        const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: S3_BUCKET }));
        const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: S3_BUCKET }));
        return [...Contents.map((one) => one.Key ?? ''), ...Uploads.map((one) => one.UploadId ?? '')].sort();
      },
      close: async () => {
        files.close();
        client.destroy();
        await rm(folder, { recursive: true, force: true });
      },
    };
  });

describe('a bucket', () => {
  let folder: string;
  let s3: S3Double;
  let files: S3Files;
  beforeAll(async () => {
    [folder, s3] = await Promise.all([fresh(), startS3('jinshu')]);
    files = await createS3Files({
      ...s3Credentials,
      bucket: 'jinshu',
      endpoint: s3.endpoint,
      scratchRoot: join(folder, 'scratch'),
      cacheRoot: join(folder, 'cache'),
      cacheBytes: 100,
    });
  });
  afterAll(async () => {
    files.close();
    await s3.close();
    await rm(folder, { recursive: true, force: true });
  });
  const cached = async () => (await readdir(join(folder, 'cache'))).length;

  it('takes a big stream in parts, and drops the parts when the stream is too long', async () => {
    const piece = Buffer.alloc(1_000_000, 3);
    const long = (count: number) => Readable.from(Array.from({ length: count }, () => piece));
    expect(await files.put('big', long(20), limit)).toMatchObject({ bytes: 20_000_000 });
    expect(s3.objects.get('big')?.bytes.length).toBe(20_000_000);
    expect(s3.requests.filter((one) => one.includes('partNumber=')).length).toBe(3);
    await expect(files.put('big', long(30), { maxBytes: 25_000_000 })).rejects.toMatchObject({
      code: 'files.too_large',
    });
    expect(s3.objects.get('big')?.bytes.length).toBe(20_000_000);
    expect([...s3.uploads.keys()]).toEqual([]);
  });

  it('tries again when the store is busy or the line is cut', async () => {
    s3.failNext(2, 503);
    await files.put('patient', Readable.from([Buffer.from('in the end')]), limit);
    s3.failNext(1, 'reset');
    expect(await files.stat('patient')).toMatchObject({ bytes: 10 });
  });

  it('lends one copy to many, and a new one after the object changed', async () => {
    await files.put('lent', Readable.from([Buffer.from('old')]), limit);
    const before = s3.requests.filter((one) => one.startsWith('GET')).length;
    const lent = await Promise.all([files.localPath('lent'), files.localPath('lent'), files.localPath('lent')]);
    expect(new Set(lent.map((one) => one.path)).size).toBe(1);
    expect(s3.requests.filter((one) => one.startsWith('GET')).length - before).toBe(1);
    await files.put('lent', Readable.from([Buffer.from('new')]), limit);
    const newer = await files.localPath('lent');
    expect(await readFile(newer.path, 'utf8')).toBe('new');
    expect(await readFile(lent[0]?.path ?? '', 'utf8')).toBe('old');
    for (const one of [...lent, newer]) await one.release();
  });

  it('drops the copies longest unused beyond its size, never one in use', async () => {
    for (const name of ['a', 'b', 'c']) await files.put(name, Readable.from([Buffer.alloc(60, name)]), limit);
    const a = await files.localPath('a');
    await (await files.localPath('b')).release();
    await (await files.localPath('c')).release();
    expect(await readFile(a.path, 'utf8')).toBe('a'.repeat(60));
    await a.release();
    expect(await cached()).toBeLessThanOrEqual(1);
  });

  it('says that the bucket or the key is wrong, and refuses to be ready', async () => {
    const wrong = async (over: object) => {
      const other = await createS3Files({
        ...s3Credentials,
        bucket: 'jinshu',
        endpoint: s3.endpoint,
        scratchRoot: join(folder, 'scratch'),
        cacheRoot: join(folder, 'cache'),
        ...over,
      });
      return other.ready().finally(() => other.close());
    };
    await expect(wrong({ bucket: 'nobody' })).rejects.toMatchObject({ name: 'NoSuchBucket' });
    await expect(wrong({ secretAccessKey: 'wrong' })).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    await expect(wrong({ accessKeyId: 'wrong' })).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
  });
});
