/** Steps 8 and 9: the product with its citation, order, payment and fulfilment, and a crash between payment and split. */
import { describe, expect, it } from 'vitest';
import { createApp } from '#api/app.ts';
import { drainJobs, jobs } from '#api/jobs.ts';
import { checkInvariants } from '#api/revenue/invariants.ts';
import { asBytes, codeOf, done, refused, type Schemas, upload } from '#test/support/api-client.ts';
import { type Job, one, productFile, sha256 } from '#test/support/journey-api.ts';
import { productContent } from '#test/support/journey-data.ts';

export function marketSteps(j: Job): void {
  describe('8: the product cites what was really delivered', () => {
    it('is refused without source, then listed with its citation', async () => {
      const made = done(
        await j.as.developer.POST('/own/products', { body: { ...productContent, agreement_id: j.made.agreement.id } }),
      );
      const { params } = one(made.id);
      const list = (revision: number) =>
        j.as.developer.POST('/own/products/{id}/listing', { params, body: { revision } });
      const refusal = refused(await list(made.revision));
      expect(refusal).toMatchObject({ code: 'products.no_sources', article: '20' });
      const choices = done(await j.as.developer.GET('/own/products/{id}/deliveries', { params })).items;
      expect(choices).toHaveLength(1);
      expect(choices[0]).toMatchObject({
        resource_code: j.made.section.code,
        acquired_on: '2026-11-03',
        dataset_version: 1,
      });
      const cite = (delivery_ids: string[], revision: number) =>
        j.as.developer.PUT('/own/products/{id}/sources', { params, body: { revision, delivery_ids } });
      expect(codeOf(await cite(['dlv_00000000000000000000000000'], made.revision))).toBe('products.foreign_delivery');
      const cited = done(await cite([choices[0]!.delivery_id], made.revision));
      expect(codeOf(await list(cited.revision))).toBe('products.no_file');
      const whole = done(
        await j.as.developer.PUT('/own/products/{id}/file', {
          params: { ...params, query: { revision: cited.revision } },
          ...upload('到达时间参考表.csv', productFile),
        }),
      );
      expect(whole.file).toMatchObject({ sha256: sha256(productFile) });
      const listed = done(await list(whole.revision));
      expect(listed).toMatchObject({ state: 'listed', missing: [] });
      const shown = done(await j.citizen.GET('/products/{no}', { params: { path: { no: listed.no } } }));
      expect(shown.sources).toHaveLength(1);
      expect(shown.sources[0]).toMatchObject({ resource_code: j.made.section.code, authorization_no: j.made.filing });
      expect(shown.sources[0]?.citation.zh).toContain('山西省交通运输厅');
      expect(shown.sources[0]?.citation.zh).toMatch(/2026年11月3日|2026-11-03/);
      j.made.product = { id: listed.id, no: listed.no };
    });
  });

  describe('9: order and payment', () => {
    const evidence = (order: Schemas['Order'], over: object = {}) => ({
      reference: order.reference,
      amount_fen: order.amount_fen,
      currency: 'CNY',
      bank_serial: 'BK20261103000017',
      payer_name: '大同快运货运有限公司',
      value_date: '2026-11-03',
      ...over,
    });

    it('is ordered once however often the button is pressed', async () => {
      const account = {
        region_code: '140000',
        account_name: '山西省财政厅非税收入待解缴专户',
        bank_name: '演示银行太原分行',
        account_no: '1400 0000 1234 5678',
        document_no: '晋财库〔2026〕3号',
      };
      expect(codeOf(await j.as.finance.PUT('/payments/account', { body: account }))).toBe('auth.forbidden');
      done(await j.as.cashier.PUT('/payments/account', { body: account }));
      expect(codeOf(await j.as.developer.POST('/orders', { body: { product_no: j.made.product.no } }))).toBe(
        'orders.self_dealing',
      );
      const place = (key: string, product_no = j.made.product.no) =>
        j.as.buyer.POST('/orders', { body: { product_no }, params: { header: { 'Idempotency-Key': key } } });
      const [a, b] = await Promise.all([place('click-1'), place('click-1')]);
      const [first, second] = [done(a), done(b)];
      expect(second).toEqual(first);
      expect(codeOf(await place('click-1', 'another'))).toBe('request.idempotency_mismatch');
      expect(done(await j.as.buyer.GET('/orders')).total).toBe(1);
      expect(first).toMatchObject({ state: 'awaiting_payment', amount_fen: productContent.price_fen });
      expect(first.instructions).toMatchObject({
        reference: first.reference,
        account: { account_no: account.account_no },
      });
      j.made.order = first.id;
    });

    it('is confirmed for exactly the amount, once, and then delivered', async () => {
      const { params } = one(j.made.order);
      const order = done(await j.as.buyer.GET('/orders/{id}', { params }));
      const confirm = (over: object, api = j.as.finance, key?: string) =>
        api.POST('/payments', {
          body: evidence(order, over),
          ...(key === undefined ? {} : { params: { header: { 'Idempotency-Key': key } } }),
        });
      expect(codeOf(await confirm({}, j.as.buyer))).toBe('auth.forbidden');
      expect(codeOf(await confirm({ amount_fen: '1234566' }))).toBe('orders.wrong_amount');
      const typo = order.reference.slice(0, -1) + (order.reference.endsWith('A') ? 'B' : 'A');
      expect(codeOf(await confirm({ reference: typo }))).toBe('payments.reference_mistyped');
      expect(codeOf(await confirm({ value_date: '2026-11-01' }))).toBe('orders.paid_before_ordered');
      expect(codeOf(await j.as.buyer.GET('/orders/{id}/file', { params }))).toBe('orders.not_fulfilled');
      expect(done(await j.as.buyer.GET('/orders/{id}', { params }))).toMatchObject({
        state: 'awaiting_payment',
        payment: null,
      });
      const clicks = await Promise.all([1, 2, 3].map(() => confirm({}, j.as.finance, 'pay-1')));
      const answers = clicks.map((click) => done(click));
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      expect(clicks.filter((click) => click.response.headers.get('idempotency-replayed') === 'true')).toHaveLength(2);
      expect(codeOf(await confirm({ bank_serial: 'BK20261103000018' }))).toBe('orders.already_paid');
      const [count] = await j.t.database.query<{ n: string }>('SELECT count(*) AS n FROM payment');
      expect(count?.n).toBe('1');
      await j.t.drain();
      expect(done(await j.as.buyer.GET('/orders/{id}', { params })).state).toBe('fulfilled');
      const got = done(await j.as.buyer.GET('/orders/{id}/file', { params, ...asBytes })) as unknown as ArrayBuffer;
      expect(Buffer.from(got)).toEqual(productFile);
      expect(codeOf(await j.as.steward.GET('/orders/{id}/file', { params }))).toBe('orders.not_found');
    });

    it('heals a crash between payment and split, and a job that was lost', async () => {
      const buy = async (serial: string) => {
        const order = done(await j.as.buyer.POST('/orders', { body: { product_no: j.made.product.no } }));
        done(await j.as.finance.POST('/payments', { body: evidence(order, { bank_serial: serial }) }));
        return order.id;
      };
      const splits = () =>
        j.t.database.query<{ order_id: string; n: string }>(
          'SELECT order_id, count(*) AS n FROM allocation GROUP BY order_id ORDER BY order_id',
        );
      const second = await buy('BK20261103000021');
      const third = await buy('BK20261103000022');
      // The process dies here; of the third order even the queued work is gone.
      await j.t.database.query(`DELETE FROM graphile_worker._private_jobs WHERE payload::jsonb ->> 'order_id' = $1`, [
        third,
      ]);
      expect((await splits()).map((row) => row.order_id)).toEqual([j.made.order]);
      const again = await createApp(j.t.app.env, { log: j.t.app.log, connections: 4, clock: j.t.clock });
      try {
        await drainJobs(again.app, again.databaseUrl);
        expect((await splits()).map((row) => row.order_id)).toEqual([j.made.order, second].sort());
        for (let run = 0; run < 2; run++) {
          await jobs['orders.sweep']!(again.app, {} as never);
          await jobs['revenue.sweep']!(again.app, {} as never);
        }
      } finally {
        await again.close();
      }
      expect((await splits()).map((row) => row.n)).toEqual(['1', '1', '1']);
      for (const id of [second, third])
        expect(done(await j.as.buyer.GET('/orders/{id}', one(id))).state).toBe('fulfilled');
      expect(await checkInvariants(j.t.app.db)).toEqual([]);
    });
  });
}
