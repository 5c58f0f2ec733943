/** What every adapter of the invoice port must do; the same suite for issuing by hand and for a service. */
import { expect, it } from 'vitest';
import type { Evidence, FapiaoData, FapiaoPort } from '#api/ports/fapiao/port.ts';
import { refusal } from '#test/support/licensed.ts';

export const today = '2026-11-16';
const party = (name: string, tax_no: string) => ({
  name,
  tax_no,
  address: '太原市小店区',
  phone: '0351-1234567',
  bank_name: '中国银行',
  bank_account: '12345678',
});
export const invoiceData = (over: Partial<FapiaoData> = {}): FapiaoData => ({
  id: `inv_${Math.random().toString(36).slice(2)}`,
  no: 'FP-2026-000001',
  colour: 'blue',
  kind: 'special',
  seller: party('晋路数据', '91140100MA0EXAMPLE'),
  buyer: party('大同快运', '91140200MA0EXAMPL2'),
  items: [
    {
      name: '*信息技术服务*数据产品',
      tax_code: '3040203000000000000',
      unit: '项',
      quantity: 1,
      amount_fen: '94340',
      rate: '0.06',
      tax_fen: '5660',
      total_fen: '100000',
    },
  ],
  amount_fen: '94340',
  tax_fen: '5660',
  total_fen: '100000',
  remark: '',
  not_before: '2026-11-02',
  blue: null,
  ...over,
});

export type Twist = 'well' | 'nothing' | 'other_amount' | 'other_year' | 'no_file';

export interface FapiaoWorld {
  readonly port: FapiaoPort;
  /** Brings the tax side about, and what the seller has in hand where it is done by hand. */
  bring(data: FapiaoData, twist: Twist): Evidence | null;
}

export function fapiaoContract(open: () => FapiaoWorld): void {
  const run = async (data: FapiaoData, twist: Twist) => {
    const { port, bring } = open();
    const evidence = bring(data, twist);
    const ticket = await port.hand(data);
    return port.collect(data, ticket, evidence, today);
  };

  it('answers an invoice of the tax side with its file, blue and red', async () => {
    const red = invoiceData({
      colour: 'red',
      amount_fen: '-94340',
      tax_fen: '-5660',
      total_fen: '-100000',
      blue: { number: '26142000000000000001', issued_on: '2026-11-03', confirmation_no: '1401261100000001' },
    });
    for (const data of [invoiceData(), red]) {
      const got = await run(data, 'well');
      expect(got).toMatchObject({ state: 'issued', file: { kind: 'xml' } });
      if (got.state !== 'issued') return;
      expect(got.number).toMatch(/^26\d{18}$/);
      expect(got.issuedOn <= today && got.issuedOn >= data.not_before).toBe(true);
      expect(got.file.bytes.toString('utf8')).toContain(got.number);
    }
  });

  it('issues once, however often it is handed over', async () => {
    const data = invoiceData();
    const [one, two] = [await run(data, 'well'), await run(data, 'well')];
    expect(one).toMatchObject({ state: 'issued' });
    expect(two).toEqual(one);
  });

  it('waits where nothing was issued', async () => {
    expect(await run(invoiceData(), 'nothing')).toEqual({ state: 'waiting' });
  });

  it.each([
    ['other_amount', 'fapiao.file_differs'],
    ['other_year', 'fapiao.number_of_other_year'],
    ['no_file', 'fapiao.file_kind'],
  ] as const)('refuses what does not agree: %s', async (twist, code) => {
    expect((await refusal(run(invoiceData(), twist))).code).toBe(code);
  });
}
