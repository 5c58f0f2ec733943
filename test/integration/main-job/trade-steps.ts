/** What follows the first sales, through the same client: a price of one's own, a review, an invoice, and the developer is paid. */
import { describe, expect, it } from 'vitest';
import { fen } from '#api/kernel/money.ts';
import { split } from '#api/kernel/split.ts';
import { checkInvariants } from '#api/revenue/invariants.ts';
import { asBytes, codeOf, done, type Schemas, upload } from '#test/support/api-client.ts';
import { type Job, one, ownPassword, password } from '#test/support/journey-api.ts';
import { agreedTerms } from '#test/support/journey-data.ts';

const price = '990000';
const place = {
  revision: 0,
  address: '太原市小店区长治路 1 号',
  phone: '0351-7654321',
  bank_name: '演示银行太原分行',
  bank_account: '140000112233',
};
const item = { tax_code: '3040203000000000000', unit: '项', rate: 'r6' as const };
const goods = '*信息技术服务*数据产品';
const yuan = (amount: string) => `${BigInt(amount) / 100n}.${String(BigInt(amount) % 100n).padStart(2, '0')}`;

export function tradeSteps(j: Job): void {
  describe('12: the market and its money', () => {
    let quotation: Schemas['Quotation'];
    let order: Schemas['Order'];

    it('gives one buyer a price, and only by what was read', async () => {
      quotation = done(
        await j.as.buyer.POST('/products/{no}/quotations', {
          params: { path: { no: j.made.product.no } },
          body: {
            need: '全网路段，按周交付',
            use: '干线排班',
            volume: '一年',
            period: '2026-12 起',
            wanted_by: '2026-12-11',
          },
        }),
      );
      expect(codeOf(await j.as.steward.GET('/own/quotations/{id}', one(quotation.id)))).toBe(
        'market.quotation_not_found',
      );
      const { items } = done(await j.as.developer.GET('/own/quotations', { params: { query: { side: 'owner' } } }));
      expect(items.map((row) => row.id)).toEqual([quotation.id]);
      quotation = done(
        await j.as.developer.POST('/own/quotations/{id}/offers', {
          ...one(quotation.id),
          body: {
            revision: quotation.revision,
            terms: { kind: 'one_off', amount_fen: price, trial: null },
            valid_until: '2026-12-10',
          },
        }),
      );
      const accept = (offer: number) =>
        j.as.buyer.POST('/own/quotations/{id}/acceptance', {
          ...one(quotation.id),
          body: { revision: quotation.revision, offer },
        });
      expect(codeOf(await accept(2))).toBe('market.offer_superseded');
      quotation = done(await accept(1));
      expect(quotation.order).not.toBeNull();
      order = done(await j.as.buyer.GET('/orders/{id}', one(quotation.order?.id ?? '')));
      expect(order).toMatchObject({ state: 'awaiting_payment', amount_fen: price });
      done(
        await j.as.finance.POST('/payments', {
          body: {
            reference: order.reference,
            amount_fen: price,
            currency: 'CNY',
            bank_serial: 'BK20261201000031',
            payer_name: order.buyer.name,
            value_date: '2026-12-01',
          },
        }),
      );
      await j.t.drain();
      expect(done(await j.as.buyer.GET('/orders/{id}', one(order.id))).state).toBe('fulfilled');
    });

    it('is invoiced by the developer with the file of the tax bureau, for exactly what was paid', async () => {
      const { name, uscc } = done(await j.as.buyer.GET('/session')).organization;
      done(await j.as.buyer.PUT('/invoices/title', { body: { ...place, name, tax_no: uscc, kind: 'special' } }));
      done(await j.as.developer.PUT('/invoices/seller', { body: { ...place, item_name: goods, ...item } }));
      const asked = done(await j.as.buyer.POST('/invoices', { body: { order_ids: [order.id], kind: 'special' } }));
      const ready = done(
        await j.as.developer.POST('/invoices/{id}/data', {
          ...one(asked.id),
          body: { revision: asked.revision, lines: [{ position: 1, name: goods, quantity: 1, ...item }] },
        }),
      );
      expect(BigInt(ready.amount_fen ?? '0') + BigInt(ready.tax_fen ?? '0')).toBe(BigInt(price));
      const number = '26142000000000000031';
      const file = (total: string) =>
        Buffer.from(
          `<?xml version="1.0" encoding="UTF-8"?><EInvoice><Header><EIid>${number}</EIid></Header><EInvoiceData><SellerInformation><SellerIdNum>${ready.seller?.tax_no}</SellerIdNum></SellerInformation><BuyerInformation><BuyerIdNum>${uscc}</BuyerIdNum></BuyerInformation><BasicInformation><TotalAmWithoutTax>${yuan(ready.amount_fen ?? '')}</TotalAmWithoutTax><TotalTaxAm>${yuan(ready.tax_fen ?? '')}</TotalTaxAm><TotalTax-includedAmount>${total}</TotalTax-includedAmount></BasicInformation></EInvoiceData><TaxSupervisionInfo><InvoiceNumber>${number}</InvoiceNumber><IssueTime>2026-12-01 10:00:00</IssueTime></TaxSupervisionInfo></EInvoice>`,
        );
      const send = (total: string) =>
        j.as.developer.POST('/invoices/{id}/file', {
          ...one(asked.id),
          ...upload(`${number}.xml`, file(total), {
            revision: String(ready.revision),
            number,
            issued_on: '2026-12-01',
          }),
        });
      expect(codeOf(await send('0.01'))).toMatch(/^fapiao\./);
      expect(done(await send(yuan(price)))).toMatchObject({ state: 'issued', number });
      const got = done(await j.as.buyer.GET('/invoices/{id}/file', { ...one(asked.id), ...asBytes }));
      expect(Buffer.from(got as unknown as ArrayBuffer)).toEqual(file(yuan(price)));
    });

    it('pays the developer by two officers, and states the income', async () => {
      const { name } = done(await j.as.developer.GET('/session')).organization;
      const account = done(
        await j.as.developer.POST('/payout-accounts', {
          body: {
            account_name: name,
            account_no: '9900 0000 0000 0017',
            bank_name: '演示银行太原分行',
            bank_code: '999161000012',
            password: ownPassword,
          },
        }),
      );
      done(
        await j.as.finance.POST('/payout-accounts/{id}/verification', {
          ...one(account.id),
          body: { revision: account.revision, verified: true, opinion: '户名一致。', ...password },
        }),
      );
      j.t.clock.set('2026-12-14T10:00:00+08:00');
      await j.everyoneSignsIn();
      expect(codeOf(await j.as.buyer.POST('/payout-batches', { body: password }))).toBe('auth.forbidden');
      const batch = done(await j.as.cashier.POST('/payout-batches', { body: password }));
      const own = (amount: string) =>
        split(
          fen(BigInt(amount)),
          agreedTerms.shares.map((s) => ({ party: s.party, ppm: s.ppm ?? 0 })),
        ).find((p) => p.party === 'developer')!.amount;
      const paid = batch.payouts.find((row) => row.organization_name === name);
      expect([3n * own('1234567'), 3n * own('1234567') + own(price)]).toContain(BigInt(paid?.amount_fen ?? '0'));
      const approval = { ...one(batch.id), body: { revision: batch.revision, opinion: '', ...password } };
      expect(codeOf(await j.as.cashier.POST('/payout-batches/{id}/approval', approval))).toMatch(
        /two_people|forbidden/,
      );
      done(await j.as.finance.POST('/payout-batches/{id}/approval', approval));
      const text = done(
        await j.as.cashier.GET('/payout-batches/{id}/pain.001.xml', { ...one(batch.id), parseAs: 'text' }),
      );
      expect(String(text)).toContain('<InstdAmt Ccy="CNY">');
      const income = done(await j.as.developer.GET('/income', { params: { query: { year: 2026 } } }));
      expect(income.months.map((row) => [row.period, row.net_fen])).toEqual(
        expect.arrayContaining([
          ['2026-11', String(3n * 1_234_567n)],
          ['2026-12', price],
        ]),
      );
      expect(await checkInvariants(j.t.app.db)).toEqual([]);
    });
  });
}
