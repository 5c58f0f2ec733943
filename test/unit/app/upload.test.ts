import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isRefusal, refuse } from '#api/kernel/refusal.ts';
import { type IncomingFile, readUpload } from '#app/present/upload.server.ts';

function upload(bytes: Uint8Array<ArrayBuffer>, name = '价格 2026.csv'): Request {
  const body = new FormData();
  body.append('note', '第二版');
  body.append('file', new File([bytes], name, { type: 'text/csv' }));
  return new Request('http://localhost/x', { method: 'POST', body });
}

const limits = { bytes: 100_000, text: '100 kB' };
async function digest({ stream }: IncomingFile): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of stream) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

describe('reading an upload', () => {
  it('hands on every byte, the name as sent and the fields before it', async () => {
    const bytes = new Uint8Array(100_000).map((_, at) => (at * 31) % 251);
    const { fields, taken } = await readUpload(upload(bytes), limits, async (file, known) => {
      expect({ ...known }).toEqual({ note: '第二版' });
      return [file.field, file.name, file.mediaType, await digest(file)];
    });
    expect({ ...fields }).toEqual({ note: '第二版' });
    expect(taken).toEqual(['file', '价格 2026.csv', 'text/csv', createHash('sha256').update(bytes).digest('hex')]);
  });

  it('refuses what is too large', async () => {
    const refused = await readUpload(upload(new Uint8Array(100_001)), limits, digest).catch((error: unknown) => error);
    expect(isRefusal(refused) && refused.code).toBe('request.too_large');
  });

  it('gives back the refusal of whoever takes the file, without waiting for the rest', async () => {
    const refused = await readUpload(upload(new Uint8Array(90_000)), limits, async () => {
      throw refuse('auth.forbidden');
    }).catch((error: unknown) => error);
    expect(isRefusal(refused) && refused.code).toBe('auth.forbidden');
  });

  it('takes nothing where no file was chosen', async () => {
    const { taken } = await readUpload(upload(new Uint8Array(), ''), limits, digest);
    expect(taken).toBeNull();
  });
});
