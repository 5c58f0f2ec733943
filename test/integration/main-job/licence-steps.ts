/** Steps 5 to 7: the application through its seven steps, the agreement and its signatures, filing, key and deliveries. */
import { describe, expect, it } from 'vitest';
import {
  type Api,
  apiClient,
  asBytes,
  codeOf,
  done,
  pdfBody,
  refused,
  type Schemas,
} from '#test/support/api-client.ts';
import { at, type Job, one, ownPassword, password, sectionRows, sha256 } from '#test/support/journey-api.ts';
import { agreedTerms, wanted } from '#test/support/journey-data.ts';

export function licenceSteps(j: Job): void {
  describe('5: licensed development in seven on-line steps', () => {
    type Application = Schemas['Application'];
    const step = (a: Application) => [a.state, a.step, a.ball];

    it('consults, applies and supplements once', async () => {
      const asked = {
        kind: 'licensed_development' as const,
        datasets: [j.made.section.code],
        question: '数据多久更新一次？',
      };
      const begun = done(
        await j.as.developer.POST('/applications', { body: { ...asked, purpose: wanted.purpose } as never }),
      );
      expect(step(begun)).toEqual(['consulting', 'consult', 'agency']);
      const { id } = begun;
      done(await j.as.steward.POST('/applications/{id}/answers', { ...one(id), body: { words: '每日更新。' } }));
      expect(codeOf(await j.as.developer.POST('/applications/{id}/apply', one(id)))).toBe('licensing.incomplete');
      const { revision } = done(await j.as.developer.GET('/applications/{id}', one(id)));
      done(await j.as.developer.PUT('/applications/{id}', { ...one(id), body: { ...wanted, revision } }));
      const applied = done(await j.as.developer.POST('/applications/{id}/apply', one(id)));
      expect(step(applied)).toEqual(['applied', 'apply', 'agency']);
      // Ten working days from Monday 2 November 2026.
      expect(applied.clock).toMatchObject({ received_on: '2026-11-02', due_on: '2026-11-16' });
      const told = done(
        await j.as.steward.POST('/applications/{id}/supplement', {
          ...one(id),
          body: { notice: '请写明产品的使用场景和更新频率' },
        }),
      );
      expect(step(told)).toEqual(['supplementing', 'apply', 'applicant']);
      expect(told.clock).toMatchObject({ paused_on: '2026-11-02', due_on: null, days_left: 10 });
      j.t.clock.advance({ days: 1 });
      await j.everyoneSignsIn();
      const scenario = `${wanted.scenario}，每月更新`;
      const saved = done(
        await j.as.developer.PUT('/applications/{id}', {
          ...one(id),
          body: { ...wanted, scenario, revision: told.revision },
        }),
      );
      expect(saved.scenario).toBe(scenario);
      const again = done(await j.as.developer.POST('/applications/{id}/resubmit', { ...one(id), body: {} }));
      expect(again).toMatchObject({ state: 'applied', clock: { due_on: '2026-11-17' } });
      const second = await j.as.steward.POST('/applications/{id}/supplement', {
        ...one(id),
        body: { notice: '还缺材料' },
      });
      expect(codeOf(second)).toBe('licensing.supplement_used');
      j.made.application = id;
    });

    it('is accepted, reviewed, granted, charged, paid for and certified', async () => {
      const { params } = one(j.made.application);
      expect(codeOf(await j.as.developer.POST('/applications/{id}/accept', { params, body: {} }))).toBe(
        'licensing.not_yours_to_do',
      );
      expect(codeOf(await j.as.buyer.GET('/applications/{id}', { params }))).toBe('licensing.not_found');
      expect(step(done(await j.as.steward.POST('/applications/{id}/accept', { params, body: {} })))).toEqual([
        'accepted',
        'accept',
        'agency',
      ]);
      expect(done(await j.as.steward.POST('/applications/{id}/review', { params })).step).toBe('review');
      const granted = done(
        await j.as.steward.POST('/applications/{id}/approve', { params, body: { opinion: '用途正当，范围明确' } }),
      );
      expect(granted).toMatchObject({ state: 'approved', step: 'decide', decision_reason: '用途正当，范围明确' });
      const charge = { fee_fen: '50000', basis: '晋发改价格〔2026〕12号' };
      const charged = done(await j.as.steward.POST('/applications/{id}/charge', { params, body: charge }));
      expect(step(charged)).toEqual(['charging', 'charge', 'finance']);
      expect(codeOf(await j.as.head.POST('/applications/{id}/certificate', { params, body: password }))).toBe(
        'licensing.fee_unsettled',
      );
      const paid = { receipt_no: 'FEE-2026-0007', paid_on: '2026-11-03' };
      expect(done(await j.as.finance.POST('/applications/{id}/fee', { params, body: paid })).ball).toBe('agency');
      const wrong = { password: 'not-my-password' };
      expect(codeOf(await j.as.head.POST('/applications/{id}/certificate', { params, body: wrong }))).toBe(
        'people.password_again',
      );
      const certified = done(await j.as.head.POST('/applications/{id}/certificate', { params, body: password }));
      expect(certified).toMatchObject({ state: 'certified', step: 'certify', ball: 'nobody' });
      const verified = done(await j.citizen.GET('/verify/{id}', one(certified.certificate!.document_id)));
      expect(verified).toMatchObject({ kind: 'certificate', intact: true, faults: [] });
    });
  });

  describe('6: the agreement', () => {
    it('does not go out while clauses are missing, nor with an agency as payee', async () => {
      const drawn = done(await j.as.steward.POST('/agreements', { body: { application_id: j.made.application } }));
      expect(drawn.terms).toMatchObject({ scope: wanted.scope, term: { from: wanted.term_from, to: wanted.term_to } });
      const { params } = one(drawn.id);
      const problem = refused(await j.as.steward.POST('/agreements/{id}/offer', { params }));
      expect(problem).toMatchObject({ code: 'agreement.clauses_missing', status: 422 });
      expect(problem.fields?.map((f) => f.path)).toEqual(
        expect.arrayContaining(['terms.disposition.mode', 'terms.ownership.owner', 'terms.shares.0.ppm']),
      );
      const save = (terms: object, revision: number) =>
        j.as.steward.PUT('/agreements/{id}', { params, body: { revision, terms: terms as never } });
      const payee = [...agreedTerms.shares.slice(0, 2), { party: 'agency', ppm: 100_000 }];
      expect(codeOf(await save({ ...agreedTerms, shares: payee }, drawn.revision))).toBe('agreement.agency_payee');
      const short = agreedTerms.shares.map((s) => (s.party === 'developer' ? { ...s, ppm: 566_666 } : s));
      const nearly = done(await save({ ...agreedTerms, shares: short }, drawn.revision));
      expect(codeOf(await j.as.steward.POST('/agreements/{id}/offer', { params }))).toBe('agreement.shares_not_whole');
      const whole = done(await save(agreedTerms, nearly.revision));
      expect(whole).toMatchObject({ missing: [], shares_sum: 1_000_000 });
      const offered = done(await j.as.steward.POST('/agreements/{id}/offer', { params }));
      expect(offered).toMatchObject({ state: 'offered', ball: 'developer', version: 1 });
      j.made.agreement = { id: drawn.id, no: drawn.no, document: offered.document!.id };
    });

    it('is signed by both in turn, each once, each with the own password', async () => {
      const { params } = one(j.made.agreement.id);
      const sign = (api: Api, secret: string) =>
        api.POST('/agreements/{id}/signatures', { params, body: { password: secret } });
      expect(codeOf(await sign(j.as.head, password.password))).toBe('agreement.out_of_turn');
      expect(codeOf(await sign(j.as.buyer, ownPassword))).toBe('agreement.not_a_party');
      expect(codeOf(await sign(j.as.developer, 'guess'))).toBe('people.password_again');
      done(await sign(j.as.developer, ownPassword));
      expect(codeOf(await sign(j.as.developer, ownPassword))).toBe('agreement.already_signed');
      expect(codeOf(await sign(j.as.steward, password.password))).toBe('agreement.no_signatory');
      const signed = done(await sign(j.as.head, password.password));
      expect(signed).toMatchObject({ state: 'signed', waiting_for: null });
      expect(signed.signatures.map((s) => s.organization)).toEqual(['太原云流信息技术有限公司', '山西省交通运输厅']);
      expect(signed.shares.map((s) => [s.party, s.ppm])).toEqual([
        ['treasury', 333_333],
        ['developer', 566_667],
        ['operator', 100_000],
      ]);
    });

    it('verifies for a passer-by, and a changed byte does not', async () => {
      const id = j.made.agreement.document;
      const said = done(await j.citizen.GET('/verify/{id}', one(id)));
      expect(said).toMatchObject({ kind: 'agreement', no: j.made.agreement.no, intact: true });
      expect(said.signatures.map((s) => s.canonical_ok)).toEqual([true, true]);
      expect(JSON.stringify(said)).not.toContain('秦岚');
      const opened = await j.as.developer.GET('/documents/{id}/document.pdf', { ...one(id), ...asBytes });
      const pdf = Buffer.from(done(opened) as ArrayBuffer);
      expect(sha256(pdf)).toBe(said.pdf_sha256);
      expect(codeOf(await j.as.buyer.GET('/documents/{id}/document.pdf', one(id)))).toBe('document.not_found');
      const verdict = async (bytes: Uint8Array) => done(await j.citizen.POST('/verify', pdfBody(bytes)));
      expect(await verdict(pdf)).toMatchObject({ verdict: 'intact', document: { id, newest: true } });
      const flipped = Buffer.from(pdf);
      flipped[Math.floor(pdf.length / 3)]! ^= 1;
      const changed = await verdict(flipped);
      expect(changed.verdict).not.toBe('intact');
      expect(changed.document).toBeNull();
      const longer = await verdict(Buffer.concat([pdf, Buffer.from('\n% added\n')]));
      expect(longer.verdict).toBe('modified_after_signature');
      expect((await verdict(Buffer.from('not a paper'))).verdict).toBe('not_a_pdf');
    });
  });

  describe('7: filing opens access', () => {
    it('gives no key before the filing is accepted, and only the region’s department accepts it', async () => {
      const { params } = one(j.made.agreement.id);
      const makeKey = () => j.as.developer.POST('/agreements/{id}/keys', { params, body: { name: '调度系统' } });
      expect(codeOf(await makeKey())).toBe('usage.not_in_force');
      const filed = done(await j.as.steward.POST('/agreements/{id}/filings', { params, body: {} }));
      const filing = filed.filings.at(-1)!;
      expect(filing).toMatchObject({ state: 'submitted', department: { name: '山西省行政审批服务管理局' } });
      expect(codeOf(await makeKey())).toBe('usage.not_in_force');
      const decision = { decision: 'accept' as const, opinion: '材料齐全', ...password };
      const foreign = refused(
        await j.as.cityReviewer.POST('/filings/{id}/decision', { ...one(filing.id), body: decision }),
      );
      expect(['filing.other_region', 'filing.not_found']).toContain(foreign.code);
      const accepted = done(await j.as.reviewer.POST('/filings/{id}/decision', { ...one(filing.id), body: decision }));
      expect(accepted.receipt_no).toBeTruthy();
      const register = done(await j.citizen.GET('/register/agreements'));
      expect(register.items[0]).toMatchObject({ no: j.made.agreement.no, receipt_no: accepted.receipt_no });
      j.made.filing = accepted.no;
      j.made.key = done(await makeKey()).secret;
    });

    it('delivers rows and files within the agreement’s datasets and logs each delivery', async () => {
      const key = apiClient(j.server.url, j.made.key);
      const params = { path: at(j.made.section.code) };
      const first = await key.GET('/licensed/{class}/{seq}/rows', { params: { ...params, query: { limit: 1000 } } });
      const page = done(first);
      expect(page.rows).toHaveLength(1000);
      expect(first.response.headers.get('jinshu-delivery')).toBe(page.delivery_id);
      const rest = done(
        await key.GET('/licensed/{class}/{seq}/rows', { params: { ...params, query: { cursor: page.next_cursor! } } }),
      );
      expect(rest.rows).toHaveLength(sectionRows - 1000);
      const bytes = done(await key.GET('/licensed/{class}/{seq}/file', { params, ...asBytes })) as ArrayBuffer;
      expect(Buffer.from(bytes).toString('utf8').trim().split('\n')).toHaveLength(sectionRows + 1);
      expect(codeOf(await key.GET('/licensed/{class}/{seq}/rows', { params: { path: at(j.made.station.code) } }))).toBe(
        'usage.not_covered',
      );
      expect(codeOf(await apiClient(j.server.url, `jsk_${'0'.repeat(40)}`).GET('/licensed'))).toBe('usage.unknown_key');
      expect(codeOf(await j.citizen.GET('/licensed'))).toBe('usage.key_needed');
      const { items } = done(await j.as.steward.GET('/deliveries'));
      expect(items.map((d) => `${d.kind} ${d.rows} of version ${d.version}`).sort()).toEqual([
        `file ${sectionRows} of version 1`,
        'rows 1000 of version 1',
        `rows ${sectionRows - 1000} of version 1`,
      ]);
      for (const d of items)
        expect(d).toMatchObject({
          sha256: page.sha256,
          acquired_on: '2026-11-03',
          organization: { name: '太原云流信息技术有限公司' },
        });
    });
  });
}
