/** The invoice port: the suite both adapters pass, and what each does beyond it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkIssued, kindOf } from '#api/ports/fapiao/check.ts';
import { createHttpFapiao } from '#api/ports/fapiao/http.ts';
import { manualFapiao } from '#api/ports/fapiao/manual.ts';
import { signRequest } from '#api/ports/fapiao/signing.ts';
import { fapiaoContract, invoiceData, today } from '#test/support/fapiao-contract.ts';
import { eInvoice, type FapiaoDouble, openFapiaoDouble } from '#test/support/fapiao-double.ts';
import { refusal } from '#test/support/licensed.ts';

const now = () => new Date('2026-11-16T10:00:00+08:00');
const number = '26142000000000000001';
const day = '2026-11-16';

describe('by hand', () => {
  fapiaoContract(() => ({
    port: manualFapiao,
    bring(data, twist) {
      if (twist === 'nothing') return null;
      const given = twist === 'other_year' ? `25${number.slice(2)}` : number;
      const said = { number: given, day, ...(twist === 'other_amount' ? { total: '0.01' } : {}) };
      const bytes = twist === 'no_file' ? Buffer.from('hello') : eInvoice(data, said);
      return { number: given, issuedOn: day, fileName: 'x.xml', bytes };
    },
  }));
});

describe('by a service', () => {
  let double: FapiaoDouble;
  beforeAll(async () => {
    double = await openFapiaoDouble(now);
  });
  beforeEach(() => {
    double.mood = 'well';
  });
  afterAll(() => double.close());
  const port = () => createHttpFapiao({ url: double.url, keyId: double.keyId, secret: double.secret, now });

  fapiaoContract(() => ({
    port: port(),
    bring(_data, twist) {
      double.mood = twist === 'nothing' ? 'slow' : twist;
      return null;
    },
  }));

  it('tells what the service refuses, and what is no answer of it', async () => {
    const data = invoiceData();
    const ticket = await port().hand(data);
    double.mood = 'refuses';
    expect(await port().collect(data, ticket, null, today)).toEqual({
      state: 'refused',
      reason: '税收编码与项目名称不符',
    });
    double.mood = 'gone';
    expect((await refusal(port().hand(data))).code).toBe('fapiao.unreachable');
    double.mood = 'unsigned';
    expect((await refusal(port().collect(data, ticket, null, today))).code).toBe('fapiao.answer_not_trusted');
    double.mood = 'well';
    const stranger = createHttpFapiao({ url: double.url, keyId: double.keyId, secret: 'x'.repeat(40), now });
    expect((await refusal(stranger.hand(data))).code).toBe('fapiao.answer_not_trusted');
    const late = () => new Date(now().getTime() + 3_600_000);
    const slow = createHttpFapiao({ url: double.url, keyId: double.keyId, secret: double.secret, now: late });
    expect((await refusal(slow.hand(data))).code).toBe('fapiao.answer_not_trusted');
    const nobody = createHttpFapiao({ url: 'http://127.0.0.1:9', keyId: 'k', secret: double.secret, now });
    expect((await refusal(nobody.hand(data))).code).toBe('fapiao.unreachable');
    // Issued while its answer could not be trusted: asked again it is the same invoice.
    const number = double.issued.get(data.id);
    double.mood = 'well';
    expect(await port().collect(data, ticket, null, today)).toMatchObject({ state: 'issued', number });
  });

  it('signs method, path, time, nonce and body', () => {
    const one = { method: 'GET', path: '/v1/invoices/T-1', timestamp: '1', nonce: 'n', body: '' };
    const signatures = [one, { ...one, path: '/v1/invoices/T-2' }, { ...one, body: 'x' }, { ...one, nonce: 'm' }].map(
      (each) => signRequest('secret', each),
    );
    expect(new Set(signatures).size).toBe(4);
  });
});

describe('what must agree', () => {
  const data = invoiceData();
  const said = { number, day };
  const check = (over: object = {}, bytes: Buffer = eInvoice(data, said)) =>
    refusal(
      Promise.resolve().then(() => checkIssued(data, { number, issuedOn: day, fileName: 'x', bytes, ...over }, today)),
    );

  it.each([
    ['bad_number', { number: '1234' }],
    ['bad_day', { issuedOn: '2026-11-17' }],
    ['bad_day', { issuedOn: '2026-11-01' }],
    ['bad_day', { issuedOn: '2026-13-01' }],
    ['file_kind', { bytes: Buffer.from('PK\u0003\u0004 no such document') }],
    ['file_kind', { bytes: Buffer.from('<html><body>login</body></html>') }],
    ['file_kind', { bytes: Buffer.from('<!DOCTYPE x [<!ENTITY a "b">]><EInvoice>&a;</EInvoice>') }],
    ['file_kind', { bytes: Buffer.from('<EInvoice><open></EInvoice>') }],
    ['not_an_invoice', { bytes: Buffer.from('<EInvoice><Header/></EInvoice>') }],
    ['file_differs', { number: '26142000000000000002' }],
    ['file_differs', { bytes: eInvoice(data, { ...said, tax: '56.61' }) }],
    ['file_differs', { bytes: eInvoice(data, { ...said, amount: '943.4x' }) }],
    ['file_differs', { bytes: eInvoice(data, { ...said, buyer: '91140200MA0EXAMPL3' }) }],
    ['file_differs', { bytes: eInvoice(data, { ...said, seller: '91140200MA0EXAMPL3' }) }],
    ['file_differs', { bytes: eInvoice(data, { ...said, day: '2026-11-15' }) }],
  ])('%s', async (code, over) => {
    expect((await check(over)).code).toBe(`fapiao.${code}`);
  });

  it('keeps OFD and PDF unread, by content and not by name', () => {
    expect(kindOf(Buffer.from('%PDF-1.7'))).toBe('pdf');
    expect(kindOf(Buffer.from('PK\u0003\u0004....OFD.xml'))).toBe('ofd');
    const got = checkIssued(
      data,
      {
        number: `${number.slice(0, 4)} ${number.slice(4)}`,
        issuedOn: day,
        fileName: 'a.xml',
        bytes: Buffer.from('%PDF-1.7'),
      },
      today,
    );
    expect(got).toMatchObject({ number, file: { kind: 'pdf', name: `${number}.pdf` } });
  });
});
