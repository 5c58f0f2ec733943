/** Steps 10 and 11: statement, remittance and receipt; and, as the last of all, access after the term and the audit chain. */
import { describe, expect, it } from 'vitest';
import { verifyChain } from '#api/audit/verify.ts';
import { jobs } from '#api/jobs.ts';
import { fen, toCapitals } from '#api/kernel/money.ts';
import { split } from '#api/kernel/split.ts';
import { checkInvariants } from '#api/revenue/invariants.ts';
import { type Api, apiClient, asBytes, codeOf, done, pdfBody, type Schemas } from '#test/support/api-client.ts';
import { at, type Job, one, ownPassword, password } from '#test/support/journey-api.ts';
import { agreedTerms, stationRows } from '#test/support/journey-data.ts';

/** What a party gets of the three sales of the job. */
function part(party: string): bigint {
  const shares = agreedTerms.shares.map((s) => ({ party: s.party, ppm: s.ppm ?? 0 }));
  return 3n * split(fen(1_234_567n), shares).find((p) => p.party === party)!.amount;
}

export function revenueSteps(j: Job): void {
  describe('10: revenue reaches the treasury', () => {
    const gross = 3n * 1_234_567n;
    const reread = async () => done(await j.as.finance.GET('/statements/{id}', one(j.made.statement)));

    it('is stated when the month is over and confirmed by both parties', async () => {
      const body = { agreement_id: j.made.agreement.id, period: '2026-11' };
      expect(codeOf(await j.as.developer.POST('/statements', { body }))).toBe('revenue.period_open');
      j.t.clock.set('2026-12-01T09:30:00+08:00');
      await j.everyoneSignsIn();
      const drawn = done(await j.as.developer.POST('/statements', { body }));
      expect(drawn).toMatchObject({
        state: 'drawn',
        gross_fen: String(gross),
        refunds_fen: '0',
        treasury_fen: String(part('treasury')),
        developer_fen: String(part('developer')),
        operator_fen: String(part('operator')),
      });
      expect(part('treasury') + part('developer') + part('operator')).toBe(gross);
      expect(drawn.lines).toHaveLength(3);
      expect(codeOf(await j.as.steward.POST('/statements', { body }))).toBe('revenue.statement_exists');
      const { params } = one(drawn.id);
      const confirm = (api: Api, revision: number, secret: string) =>
        api.POST('/statements/{id}/confirmation', { params, body: { revision, password: secret } });
      expect(codeOf(await confirm(j.as.buyer, drawn.revision, ownPassword))).toBe('revenue.not_found');
      const once = done(await confirm(j.as.developer, drawn.revision, ownPassword));
      expect(codeOf(await confirm(j.as.developer, once.revision, ownPassword))).toBe('revenue.already_confirmed');
      expect(done(await confirm(j.as.head, once.revision, password.password)).state).toBe('confirmed');
      j.made.statement = drawn.id;
    });

    it('is approved by one officer and remitted by another', async () => {
      const { params } = one(j.made.statement);
      const before = await reread();
      expect(before.checks.map((c) => c.ok)).toEqual(before.checks.map(() => true));
      const approving = { revision: before.revision, ...password };
      expect(codeOf(await j.as.cityReviewer.POST('/statements/{id}/approval', { params, body: approving }))).toMatch(
        /^(auth\.forbidden|revenue\.not_found)$/,
      );
      const approved = done(await j.as.finance.POST('/statements/{id}/approval', { params, body: approving }));
      expect(approved.state).toBe('approved');
      expect(approved.due_on).toMatch(/^2026-12-\d\d$/);
      const issue = (api: Api) =>
        api.POST('/statements/{id}/payment-order', { params, body: { revision: approved.revision, ...password } });
      expect(codeOf(await issue(j.as.finance))).toMatch(/^(auth\.forbidden|revenue\.two_people)$/);
      const ordered = done(await issue(j.as.cashier));
      expect(ordered.payment_order).toMatchObject({
        amount_fen: String(part('treasury')),
        amount_words: toCapitals(fen(part('treasury'))),
        treasury_code: '140000',
        budget_year: 2026,
      });
      const paper = done(
        await j.as.cashier.GET('/statements/{id}/payment-order/paper', { params, ...asBytes }),
      ) as unknown as ArrayBuffer;
      expect(Buffer.from(paper).subarray(0, 5).toString()).toBe('%PDF-');
      const checked = done(await j.citizen.POST('/verify', pdfBody(Buffer.from(paper))));
      expect(checked).toMatchObject({ document: { id: ordered.payment_order!.document_id } });
    });

    it('takes the treasury’s receipt of the right amount and level, once, and closes', async () => {
      const { params } = one(j.made.statement);
      const ordered = await reread();
      const right = {
        receipt_no: 'GK-2026-000123',
        treasury_code: '140000',
        payment_order_no: ordered.payment_order!.no,
        amount_fen: String(part('treasury')),
        received_on: '2026-12-01',
      };
      const receive = async (over: object) => j.as.cashier.POST('/treasury-receipts', { body: { ...right, ...over } });
      expect(codeOf(await receive({ treasury_code: '140100' }))).toBe('revenue.wrong_level');
      expect(codeOf(await receive({ amount_fen: String(part('treasury') - 1n) }))).toBe('revenue.wrong_amount');
      expect(codeOf(await receive({ payment_order_no: 'JK-0' }))).toBe('revenue.unknown_payment_order');
      expect(codeOf(await receive({ received_on: '2026-12-02' }))).toBe('revenue.bad_received_on');
      const early = await j.as.finance.POST('/statements/{id}/closing', {
        params,
        body: { revision: ordered.revision },
      });
      expect(codeOf(early)).toBe('revenue.wrong_state');
      expect(await reread()).toEqual(ordered);
      const received = done(await receive({}));
      expect(received).toMatchObject({ state: 'received', receipt: { receipt_no: right.receipt_no } });
      expect(codeOf(await receive({}))).toBe('revenue.receipt_used');
      expect(codeOf(await receive({ receipt_no: 'GK-2026-000124' }))).toBe('revenue.already_received');
      const closing = { revision: received.revision };
      expect(done(await j.as.finance.POST('/statements/{id}/closing', { params, body: closing })).state).toBe('closed');
      const { rows: periods } = done(await j.as.finance.GET('/revenue'));
      expect(periods.find((row) => row.period === '2026-11')).toMatchObject({
        orders: 3,
        gross_fen: String(gross),
        refunds_fen: '0',
        due_fen: String(part('treasury')),
        remitted_fen: String(part('treasury')),
        outstanding_fen: '0',
        late: 0,
        closed: 1,
      });
      expect(done(await j.citizen.GET('/public-revenue')).rows).toEqual([
        expect.objectContaining({ period: '2026-11', treasury_code: '140000', received_fen: String(part('treasury')) }),
      ]);
      const balance = done(await j.as.finance.GET('/ledger/trial-balance'));
      expect(balance.balance_fen).toBe('0');
      expect(await checkInvariants(j.t.app.db)).toEqual([]);
    });
  });
}

export function lastSteps(j: Job): void {
  describe('after the term', () => {
    it('opens nothing any more, whether or not the clock’s job has run', async () => {
      const key = apiClient(j.server.url, j.made.key);
      const params = { path: at(j.made.section.code) };
      j.t.clock.set('2026-12-18T23:59:59+08:00');
      expect(done(await key.GET('/licensed')).items).toHaveLength(1);
      j.t.clock.set('2026-12-19T00:00:00+08:00');
      expect(codeOf(await key.GET('/licensed/{class}/{seq}/rows', { params }))).toBe('usage.term_over');
      await jobs['agreements.expire']!(j.t.app, {} as never);
      await j.t.drain();
      expect(['usage.term_over', 'usage.not_in_force', 'usage.key_revoked']).toContain(
        codeOf(await key.GET('/licensed/{class}/{seq}/rows', { params })),
      );
      await j.everyoneSignsIn();
      expect(done(await j.as.developer.GET('/agreements/{id}', one(j.made.agreement.id)))).toMatchObject({
        state: 'expired',
      });
      expect(codeOf(await j.as.buyer.POST('/orders', { body: { product_no: j.made.product.no } }))).toMatch(
        /^orders\.(agreement_not_active|not_on_sale)$/,
      );
      const { total } = done(await j.as.steward.GET('/deliveries'));
      expect(total).toBe(3);
    });
  });

  describe('11: the audit chain', () => {
    /** One act at least of every step, in the order of the j.made. */
    const walked = [
      'organizations.register',
      'catalog.create',
      'datasets.upload',
      'datasets.ingest',
      'catalog.submit',
      'catalog.return',
      'datasets.treat',
      'catalog.publish',
      'licensing.start',
      'licensing.answer',
      'licensing.apply',
      'licensing.supplement',
      'licensing.resubmit',
      'licensing.accept',
      'licensing.review',
      'licensing.approve',
      'licensing.charge',
      'licensing.confirm_fee',
      'licensing.certify',
      'agreements.draft',
      'agreements.offer',
      'agreements.sign',
      'agreements.file',
      'agreements.accept',
      'usage.create_key',
      'usage.deliver',
      'products.create',
      'products.cite',
      'products.upload',
      'products.list',
      'orders.place',
      'orders.confirm_payment',
      'orders.fulfil',
      'revenue.allocate',
      'revenue.draw',
      'revenue.confirm',
      'revenue.approve',
      'revenue.issue',
      'revenue.receive',
      'revenue.close',
      'agreements.expire',
    ];

    async function events() {
      const all: Schemas['AuditEvent'][] = [];
      for (let page = 1; ; page++) {
        const { items, total } = done(
          await j.as.reviewer.GET('/audit/events', { params: { query: { page, page_size: 100 } } }),
        );
        all.push(...items);
        if (all.length >= total || items.length === 0) return all.reverse();
      }
    }

    it('holds every step with actor, organisation and request, and verifies', async () => {
      const all = await events();
      const done_ = all.filter((event) => event.outcome === 'done');
      const firsts = walked.map((action) => done_.findIndex((event) => event.action === action));
      expect(walked.filter((_, i) => firsts[i] === -1)).toEqual([]);
      expect(walked.filter((_, i) => i > 0 && firsts[i]! < firsts[i - 1]!)).toEqual([]);
      // Only the platform's own work has no actor.
      const own =
        /^(datasets\.(ingest|treat)|market\.certify|quality\.(describe|check)|orders\.fulfil|revenue\.allocate|agreements\.expire|usage\.close_agreement|organizations\.register|usage\.deliver)$/;
      expect(done_.filter((e) => e.actor_id === null && !own.test(e.action)).map((e) => e.action)).toEqual([]);
      expect(all.every((event) => event.request_id !== '')).toBe(true);
      const report = done(await j.as.reviewer.GET('/audit/verification'));
      // Its own sign-ins and reads come after what was counted; the chain is as long as its head says.
      expect(report).toMatchObject({ ok: true, checked: Number(report.head.seq) });
      expect(codeOf(await j.as.buyer.GET('/audit/events'))).toBe('auth.forbidden');
    });

    it('keeps no personal data and no secret', async () => {
      const [chain] = await j.t.database.query<{ text: string }>(
        "SELECT string_agg(canon, E'\\n') AS text FROM audit_event",
      );
      for (const secret of [
        ownPassword,
        password.password,
        j.made.key,
        '秦岚',
        '贾峰',
        stationRows(1)[0]!.mobile,
        stationRows(1)[0]!.citizen,
      ])
        expect(chain?.text).not.toContain(secret);
    });

    it('names the record that somebody with the database’s own rights changed', async () => {
      const [row] = await j.t.database.query<{ seq: string; canon: string }>(
        `SELECT seq, canon FROM audit_event WHERE action = 'revenue.receive' AND outcome = 'done'`,
      );
      await expect(
        j.t.database.query('UPDATE audit_event SET canon = $2 WHERE seq = $1', [row!.seq, '{}']),
      ).rejects.toThrow();
      const amount = String(part('treasury'));
      expect(row?.canon).toContain(amount);
      const forged = row!.canon.replace(amount, '1');
      await j.t.database.query('ALTER TABLE audit_event DISABLE TRIGGER ALL');
      await j.t.database.query('UPDATE audit_event SET canon = $2 WHERE seq = $1', [row!.seq, forged]);
      await j.t.database.query('ALTER TABLE audit_event ENABLE TRIGGER ALL');
      const broken = { seq: row!.seq, reason: 'canon_changed' };
      expect(await verifyChain(j.t.app.db)).toMatchObject({ ok: false, broken });
      expect(done(await j.as.reviewer.GET('/audit/verification'))).toMatchObject({ ok: false, broken });
    });
  });
}
