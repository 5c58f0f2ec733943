/** What every adapter of the exchange port does, and what an outside platform adds: a token, a digest, an answer that is lost. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRefusal } from '#api/kernel/refusal.ts';
import { createEmbeddedExchange } from '#api/ports/exchange/embedded.ts';
import { createHttpExchange } from '#api/ports/exchange/http.ts';
import type { ExchangeBatch, ExchangeGrant, ExchangePort } from '#api/ports/exchange/port.ts';
import { createLocalFiles } from '#api/ports/files/local.ts';
import { type ExchangeDouble, exchangeDouble } from '#test/support/exchange-double.ts';

const grant: ExchangeGrant = {
  no: 'GX-2026-000001',
  dataset: { code: '301001/000001', title: '收费站' },
  provider: { uscc: '11140000000000001A', name: '交通运输厅' },
  requester: { uscc: '11140000000000002B', name: '生态环境厅' },
  method: 'batch',
  until: '2026-12-31',
  open: true,
};
const batch = (id: string, text = '站名,车道数\r\n太原北,12\r\n'): ExchangeBatch => {
  const bytes = Buffer.from(text);
  return {
    id,
    no: grant.no,
    fileName: `${grant.no}-v1.csv`,
    contentType: 'text/csv; charset=utf-8',
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    open: () => Readable.from([bytes]),
  };
};
const code = (run: Promise<unknown>) =>
  run.then(
    () => 'went through',
    (error: unknown) => (isRefusal(error) ? error.code : Promise.reject(error)),
  );

let root: string;
let double: ExchangeDouble;
const made = new Map<string, ExchangePort>();
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'jinshu-exchange-'));
  double = await exchangeDouble();
  const at = (name: string) => path.join(root, name);
  const files = await createLocalFiles({ root: at('files'), scratchRoot: at('scratch') });
  made.set('embedded', createEmbeddedExchange(files));
  made.set('outside', createHttpExchange({ url: `${double.url}/`, token: double.token, patience: 500 }));
});
afterAll(async () => {
  await double.close();
  await rm(root, { recursive: true, force: true });
});

describe.each(['embedded', 'outside'])('exchange port: %s', (name) => {
  const port = () => made.get(name) as ExchangePort;
  it('says what it is; is told of a grant as often as one likes', async () => {
    expect(port().kind).toBe(name);
    await port().tell(grant);
    await port().tell(grant);
  });

  it('takes a batch whole and answers a receipt; of one id there is one', async () => {
    const first = await port().send(batch('dlv_1'));
    expect(first.receipt).not.toBe('');
    expect(await port().send(batch('dlv_1'))).toEqual(first);
    expect((await port().send(batch('dlv_2'))).receipt).not.toBe(first.receipt);
  });

  it('takes nothing whose bytes are not those announced', async () => {
    const wrong = { ...batch('dlv_3'), sha256: '0'.repeat(64) };
    await expect(port().send(wrong)).rejects.toThrow();
    expect(await port().take('dlv_3')).toBe(null);
  });

  it('forgets, and knows nothing of what it never had', async () => {
    await port().forget('dlv_2');
    await port().forget('dlv_9');
    expect(await port().take('dlv_2')).toBe(null);
    expect(await port().take('dlv_9')).toBe(null);
  });
});

describe('exchange port', () => {
  it('embedded: a batch lies there until it is taken', async () => {
    const taken = await made.get('embedded')?.take('dlv_1');
    expect(Buffer.concat((await taken?.stream.toArray()) ?? []).toString()).toContain('太原北');
    expect(taken?.bytes).toBe(batch('dlv_1').bytes);
  });

  it('outside: tells the channel with its parties, sends under the name, and never sends twice what arrived', async () => {
    const port = made.get('outside') as ExchangePort;
    const { no: _no, ...said } = grant;
    expect(double.channels.get(grant.no)).toEqual(said);
    expect(double.batches.get('dlv_1')).toMatchObject({ puts: 1 });
    expect(double.batches.get('dlv_1')?.name).toContain('GX-2026-000001-v1.csv');
    expect(await port.take('dlv_1')).toBe(null);
    double.set('lossy');
    expect(await code(port.send(batch('dlv_4')))).toBe('exchange.unreachable');
    double.set('up');
    expect((await port.send(batch('dlv_4'))).receipt).toBe('R-dlv_4');
    expect(double.batches.get('dlv_4')).toMatchObject({ puts: 1 });
  });

  it('outside: a closed channel, a wrong token and a broken platform are refusals by name', async () => {
    const port = made.get('outside') as ExchangePort;
    await port.tell({ ...grant, open: false });
    expect(await code(port.send(batch('dlv_5')))).toBe('exchange.declined');
    const stranger = createHttpExchange({ url: double.url, token: 'not-the-token-at-all', patience: 500 });
    expect(await code(stranger.tell(grant))).toBe('exchange.declined');
    double.set('broken');
    expect(await code(port.tell(grant))).toBe('exchange.unreachable');
    expect(await code(port.send(batch('dlv_6')))).toBe('exchange.unreachable');
    double.set('up');
  });
});
