/** An issuing service over real HTTP, as docs/fapiao-service.md has it: keeps what it issued, and can misbehave as services do. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { FapiaoData } from '#api/ports/fapiao/port.ts';
import { sameSignature, signAnswer, signRequest } from '#api/ports/fapiao/signing.ts';

export const yuan = (fen: string): string => {
  const digits = fen.replace('-', '').padStart(3, '0');
  return `${fen.startsWith('-') ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** What the tax side says of an invoice; the invoice's own facts unless told. */
export interface Said {
  readonly number: string;
  readonly day: string;
  readonly total?: string;
  readonly tax?: string;
  readonly amount?: string;
  readonly buyer?: string;
  readonly seller?: string;
}

/** The elements of the tax side's XML that every e-invoice carries. */
export function eInvoice(data: FapiaoData, said: Said): Buffer {
  const part = (name: string, text: string) => `<${name}>${text}</${name}>`;
  const { amount = yuan(data.amount_fen), tax = yuan(data.tax_fen), total = yuan(data.total_fen) } = said;
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<EInvoice><Header>${part('EIid', said.number)}</Header><EInvoiceData>
<SellerInformation>${part('SellerIdNum', said.seller ?? data.seller.tax_no)}</SellerInformation>
<BuyerInformation>${part('BuyerIdNum', said.buyer ?? data.buyer.tax_no)}</BuyerInformation>
<BasicInformation>${part('TotalAmWithoutTax', amount)}${part('TotalTaxAm', tax)}${part('TotalTax-includedAmount', total)}</BasicInformation>
${data.items.map((one) => `<IssuItemInformation>${part('ItemName', one.name)}${part('Amount', yuan(one.amount_fen))}</IssuItemInformation>`).join('')}
</EInvoiceData><TaxSupervisionInfo>${part('InvoiceNumber', said.number)}${part('IssueTime', `${said.day} 10:00:00`)}</TaxSupervisionInfo></EInvoice>`);
}

export type Mood = 'well' | 'slow' | 'refuses' | 'gone' | 'unsigned' | 'other_amount' | 'other_year' | 'no_file';

export interface FapiaoDouble {
  readonly url: string;
  readonly keyId: string;
  readonly secret: string;
  mood: Mood;
  /** Invoices it has issued, by our id. */
  readonly issued: Map<string, string>;
  asked: number;
  close(): Promise<void>;
}

export async function openFapiaoDouble(now: () => Date): Promise<FapiaoDouble> {
  const nonces = new Set<string>();
  const tickets = new Map<string, FapiaoData>();
  let next = 0;
  const day = () => new Date(now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  const numberOf = (data: FapiaoData) => {
    const known = double.issued.get(data.id);
    if (known !== undefined) return known;
    const made = `${day().slice(2, 4)}1420${String(++next).padStart(14, '0')}`;
    double.issued.set(data.id, made);
    return made;
  };
  const result = (data: FapiaoData): object => {
    if (double.mood === 'slow') return { state: 'waiting' };
    if (double.mood === 'refuses') return { state: 'refused', reason: '税收编码与项目名称不符' };
    const number = numberOf(data);
    const shown = double.mood === 'other_year' ? `11${number.slice(2)}` : number;
    const said = { number: shown, day: day(), ...(double.mood === 'other_amount' ? { total: '0.01' } : {}) };
    const bytes = double.mood === 'no_file' ? Buffer.from('hello') : eInvoice(data, said);
    const file = { name: `${shown}.xml`, base64: bytes.toString('base64') };
    return { state: 'issued', number: shown, issued_on: day(), file };
  };
  const server = createServer(async (request, response) => {
    double.asked += 1;
    const body = await buffer(request);
    const header = (name: string) => String(request.headers[name] ?? '');
    const [nonce, timestamp] = [header('jinshu-nonce'), header('jinshu-timestamp')];
    const answer = (status: number, value: object) => {
      const text = JSON.stringify(value);
      const signature = double.mood === 'unsigned' ? 'ff'.repeat(32) : signAnswer(double.secret, nonce, status, text);
      response.writeHead(status, { 'content-type': 'application/json', 'jinshu-signature': signature }).end(text);
    };
    const { method = '', url: path = '' } = request;
    const right = signRequest(double.secret, { method, path, timestamp, nonce, body });
    const late = Math.abs(now().getTime() / 1000 - Number(timestamp)) > 300;
    if (header('jinshu-key') !== double.keyId || !sameSignature(header('jinshu-signature'), right) || late)
      return answer(401, { error: 'not signed' });
    if (nonces.has(nonce)) return answer(409, { error: 'nonce seen' });
    nonces.add(nonce);
    if (double.mood === 'gone') return answer(503, { error: 'later' });
    if (method === 'POST' && path === '/v1/invoices') {
      const data = JSON.parse(body.toString('utf8')) as FapiaoData;
      if (header('idempotency-key') !== data.id) return answer(400, { error: 'key' });
      tickets.set(`T-${data.id}`, data);
      return answer(202, { ticket: `T-${data.id}` });
    }
    const data = tickets.get(decodeURIComponent(path.replace('/v1/invoices/', '')));
    return data === undefined ? answer(404, { error: 'unknown' }) : answer(200, result(data));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const double: FapiaoDouble = {
    url: `http://127.0.0.1:${port}/v1`,
    keyId: 'jinshu-test',
    secret: 'a key that both sides know and nobody else',
    mood: 'well',
    issued: new Map(),
    asked: 0,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return double;
}
