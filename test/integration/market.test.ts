/** What stands around a product: the proof of its sources, what becomes of them, disclosure, flags, and the buyers' voice. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withdrawEntry } from '#api/catalog/edit.ts';
import { verifyDocument } from '#api/documents/service.ts';
import { correctionBody } from '#api/feedback/contract.ts';
import { acceptCorrection, correctData, fileCorrection } from '#api/feedback/corrections.ts';
import {
  checkFile,
  listCertificates,
  openCertificateJson,
  openCertificatePdf,
  showCertificate,
} from '#api/market/citations/service.ts';
import {
  exportDisclosures,
  getDisclosure,
  listDisclosures,
  publishDisclosure,
  showDisclosureDraft,
} from '#api/market/disclosures/service.ts';
import { exportProvenance, listProductsOf, showDownstream, showLineage } from '#api/market/lineage/service.ts';
import { chaseNotices } from '#api/market/notices/open.ts';
import {
  answerSourceNotice,
  getSourceNotice,
  listProductNotices,
  listSourceNotices,
  returnSourceNotice,
} from '#api/market/notices/service.ts';
import { worklist } from '#api/overview/service.ts';
import { citeSources, listProduct, uploadFile } from '#api/products/service.ts';
import type { OwnProductOut } from '#api/products/view.ts';
import { publishNext, upload } from '#test/support/catalog.ts';
import { codeOf, password, roadCsv } from '#test/support/licensed.ts';
import {
  delivery,
  draftProduct,
  fileOf,
  listedProduct,
  type Market,
  marketWorld,
  paidOrder,
} from '#test/support/market.ts';

let m: Market;
let product: OwnProductOut;
let no: string;
beforeAll(async () => {
  m = await marketWorld();
  product = await listedProduct(m);
  await m.t.drain();
  no = (await listCertificates(m.t.ctx(), product.no)).items[0]?.no ?? '';
}, 180_000);
afterAll(() => m.t.close());

async function entryId(code: string): Promise<string> {
  const [row] = await m.t.database.query('select id from entry where code = $1', [code]);
  return String(row?.id);
}

/** Past every trigger, as somebody with the database in hand could. */
async function byHand(table: string, sql: string, values: unknown[] = []): Promise<void> {
  await m.t.database.query(`alter table ${table} disable trigger user`);
  await m.t.database.query(sql, values);
  await m.t.database.query(`alter table ${table} enable trigger user`);
}

describe('a citation certificate', () => {
  it('is sealed by the operator when a product is listed, and says where each source comes from', async () => {
    expect(no).toMatch(/^LY-2026-\d{6}$/);
    const shown = await showCertificate(m.t.ctx(), no);
    expect(shown).toMatchObject({
      state: 'current',
      ok: true,
      signature_ok: true,
      issuer: { name: m.world.organization('operator').name },
      developer: { uscc: m.world.organization('developer.road').uscc },
      product: { no: product.no, state: 'listed' },
    });
    expect(shown.sources).toHaveLength(1);
    expect(shown.sources[0]).toMatchObject({
      delivery_id: m.deliveryId,
      resource_code: m.codes.road,
      dataset_version: 1,
      acquired_on: '2026-11-02',
      agreement_no: m.agreement.no,
      check: { ok: true, faults: [], withdrawn_on: null, corrected_in: null },
    });
    expect(shown.sources[0]?.content_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await codeOf(showCertificate(m.t.ctx(), 'LY-2026-999999'))).toBe('market.citation_not_found');
    const draft = await draftProduct(m, { title: '未上架' });
    expect(await codeOf(listCertificates(m.t.ctx(), draft.no))).toBe('products.not_found');
  });

  it('is a document like others, and is made once however often the work runs', async () => {
    expect(await verifyDocument(m.t.ctx(), no)).toMatchObject({ kind: 'citation', intact: true });
    await m.t.database.query(
      `select graphile_worker.add_job('market.certify', json_build_object('product_id', $1::text)),
       graphile_worker.add_job('market.sweep', '{}')`,
      [product.id],
    );
    await m.t.drain();
    expect((await listCertificates(m.t.ctx(), product.no)).items).toHaveLength(1);
    const raw = m.t.database.query("update citation_certificate set jws = 'x' where no = $1", [no]);
    await expect(raw).rejects.toThrow(/citation_kept/);
  });

  it('tells a genuine file from one that was changed, made up or something else', async () => {
    const { text } = await openCertificateJson(m.t.ctx(), no);
    const check = async (bytes: string | Uint8Array) =>
      (await checkFile(m.t.ctx(), typeof bytes === 'string' ? Buffer.from(bytes) : bytes)).verdict;
    expect(await check(text)).toBe('genuine');
    expect(await check((await showCertificate(m.t.ctx(), no)).jws)).toBe('genuine');
    const parts = JSON.parse(text) as { protected: string; payload: string; signature: string };
    const facts = Buffer.from(parts.payload, 'base64url').toString('utf8');
    const forged = (from: string, to: string) =>
      JSON.stringify({ ...parts, payload: Buffer.from(facts.replace(from, to)).toString('base64url') });
    expect(await check(forged('2026-11-02', '2026-10-02'))).toBe('altered');
    expect(await check(forged(no, 'LY-2026-777777'))).toBe('unknown');
    expect(await check('{"a":1}')).toBe('unreadable');
    const { bytes } = await openCertificatePdf(m.t.ctx(), no);
    expect(await check(bytes)).toBe('genuine');
    const changed = Buffer.concat([bytes, Buffer.from('\n% later')]);
    expect(await check(changed)).toBe('unknown');
    expect(await check(Buffer.from('just words'))).toBe('unreadable');
    expect(await codeOf(checkFile(m.t.ctx(), new Uint8Array()))).toBe('document.upload_empty');
  });

  it('shows what no longer fits the access log, line by line', async () => {
    const faults = async () => {
      const { sources, ok } = await showCertificate(m.t.ctx(), no);
      expect(ok).toBe(false);
      return sources[0]?.check.faults.map((one) => one.code);
    };
    const [row] = await m.t.database.query('select sha256 from delivery where id = $1', [m.deliveryId]);
    const sha256 = String(row?.sha256);
    await byHand('delivery', 'update delivery set sha256 = $2 where id = $1', [m.deliveryId, 'f'.repeat(64)]);
    expect(await faults()).toEqual(['hash_differs']);
    await byHand('delivery', "update delivery set sha256 = $2, at = at - interval '1 day' where id = $1", [
      m.deliveryId,
      sha256,
    ]);
    expect(await faults()).toEqual(['date_differs']);
    await byHand('delivery', "update delivery set at = at + interval '1 day' where id = $1", [m.deliveryId]);
    expect((await showCertificate(m.t.ctx(), no)).ok).toBe(true);
  });
});

describe('the lineage', () => {
  it('goes from the version over the delivery to the product and its sales', async () => {
    await paidOrder(m, product.no);
    const { nodes } = await showLineage(m.t.ctx(), product.no);
    expect(nodes.map((one) => one.kind)).toEqual(['version', 'delivery', 'product', 'order']);
    expect(nodes.at(-1)?.detail).toBe('1');
    expect((await listProductsOf(m.t.ctx(), m.codes.road)).items).toMatchObject([
      { no: product.no, versions: [1], acquired_on: '2026-11-02' },
    ]);
    expect((await listProductsOf(m.t.ctx(), m.codes.toll)).items).toEqual([]);
    const prov = JSON.parse((await exportProvenance(m.t.ctx(), product.no, 'json')).text) as { entity: object };
    expect(Object.keys(prov.entity)).toContain(`here:products/${product.no}`);
    expect(await codeOf(showLineage(m.t.ctx(), 'CP-2026-999999'))).toBe('products.not_found');
    expect(await codeOf(listProductsOf(m.t.ctx(), '306014/999999'))).toBe('catalog.not_found');
  });

  it('shows an agency everything that came of its data, and nobody else', async () => {
    const id = await entryId(m.codes.road);
    const seen = await showDownstream(m.agency, id);
    expect(seen.products).toMatchObject([{ no: product.no, sales: 1, state: 'listed' }]);
    expect(seen.takers).toMatchObject([{ agreement_no: m.agreement.no, version: 1 }]);
    expect((await showDownstream(m.reviewer, id)).entry.code).toBe(m.codes.road);
    expect(await codeOf(showDownstream(m.developer, id))).toBe('catalog.not_found');
    expect(await codeOf(showDownstream(m.t.ctx(), id))).toBe('auth.required');
  });
});

describe('a source that was corrected or withdrawn', () => {
  let noticeId: string;

  it('sets the owner of the product to work, and the page says so', async () => {
    const filed = await fileCorrection(
      m.buyer,
      correctionBody.parse({
        dataset: m.codes.road,
        target: 'data',
        version: 1,
        wrong: '车流量少一位',
        right: '补一位',
      }),
    );
    await acceptCorrection(m.agency, filed.id, { revision: filed.revision });
    await m.t.drain();
    const [doubted] = (await listProductNotices(m.t.ctx(), product.no)).items;
    expect(doubted).toMatchObject({ kind: 'doubted', state: 'open', used_version: 1, new_version: null });
    const next = await upload(m.agency, await entryId(m.codes.road), roadCsv.replace('1000', '10000'), '更正.csv');
    await m.t.drain();
    await publishNext(m.agency, next.id);
    await correctData(m.agency, filed.id, { revision: filed.revision + 1, text: '已更正', version: 2 });
    await m.t.drain();
    const { items } = await listSourceNotices(m.developer);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      kind: 'corrected',
      state: 'open',
      new_version: 2,
      reason: '已更正',
      deliveries: [m.deliveryId],
    });
    expect(items[0]?.history.map((one) => one.action)).toEqual(['opened', 'confirmed']);
    noticeId = items[0]?.id ?? '';
    expect((await worklist(m.developer)).items.map((one) => one.kind)).toContain('source_answer');
    expect((await listSourceNotices(m.other)).items).toEqual([]);
    expect(await codeOf(getSourceNotice(m.other, noticeId))).toBe('market.notice_not_found');
    const { sources, ok } = await showCertificate(m.t.ctx(), no);
    expect(ok).toBe(true);
    expect(sources[0]?.check).toMatchObject({ corrected_in: 2, corrected_on: '2026-11-02' });
  });

  it('shows who is late to the agency', async () => {
    const { due_on } = await getSourceNotice(m.developer, noticeId);
    m.t.clock.set(`${due_on}T12:00:00+08:00`);
    await chaseNotices(m.t.app);
    expect((await getSourceNotice(m.agency, noticeId)).overdue).toBe(false);
    m.t.clock.advance({ days: 1 });
    await chaseNotices(m.t.app);
    await chaseNotices(m.t.app);
    const late = await getSourceNotice(m.agency, noticeId);
    expect(late.overdue).toBe(true);
    expect(late.history.filter((one) => one.action === 'overdue')).toHaveLength(1);
    expect((await worklist(m.agency)).items.map((one) => one.kind)).toContain('source_overdue');
  });

  it('takes an answer with a reason, keeps every one, and lets the agency ask again', async () => {
    const answer = async (over: object, by = m.developer) => {
      const { revision } = await getSourceNotice(m.developer, noticeId);
      const input = { revision, answer: 'unaffected' as const, words: '', successor_no: '', ...over };
      return answerSourceNotice(by, noticeId, input);
    };
    expect(await codeOf(answer({}))).toBe('market.words_needed');
    expect(await codeOf(answer({ words: '只用到分布' }, m.agency))).toBe('market.wrong_state');
    expect(await codeOf(answer({ words: '只用到分布', revision: 1 }))).toBe('market.changed_meanwhile');
    expect(await codeOf(answer({ answer: 'remade', successor_no: product.no }))).toBe('market.successor_needed');
    const first = await answer({ words: '只用到分布' });
    expect(first).toMatchObject({ state: 'answered', answer: 'unaffected' });
    const back = { revision: first.revision, words: '请说明理由' };
    expect(await codeOf(returnSourceNotice(m.agency, noticeId, { ...back, words: '' }))).toBe('market.words_needed');
    const again = await returnSourceNotice(m.agency, noticeId, back);
    expect(again).toMatchObject({ state: 'open', overdue: false, answer: null });

    const newer = await delivery(m, m.agreement.id, m.codes.road);
    let p = await draftProduct(m, { title: '干线拥堵指数（更正）' });
    p = await citeSources(m.developer, p.id, { revision: p.revision, delivery_ids: [newer] });
    p = await uploadFile(m.developer, p.id, p.revision, fileOf('路段,指数\nG5,1.3\n'));
    p = await listProduct(m.developer, p.id, p.revision);
    await answer({ answer: 'remade', successor_no: p.no });
    const [shown] = (await listProductNotices(m.t.ctx(), product.no)).items;
    expect(shown).toMatchObject({ answer: 'remade', successor_no: p.no, state: 'answered' });
    expect((await listProductNotices(m.t.ctx(), p.no)).items).toEqual([]);
    const raw = m.t.database.query("update source_notice_step set words = '改'");
    await expect(raw).rejects.toThrow(/step_kept/);
  });

  it('takes the product off with the answer when its source is gone', async () => {
    const id = await entryId(m.codes.road);
    const [entry] = await m.t.database.query('select revision from entry where id = $1', [id]);
    await withdrawEntry(m.agency, id, { revision: Number(entry?.revision), reason: '数据有误，停止提供' });
    await m.t.drain();
    const gone = (await listSourceNotices(m.developer)).items.filter((one) => one.kind === 'withdrawn');
    expect(gone).toHaveLength(2);
    const mine = gone.find((one) => one.product_no === product.no);
    const input = { revision: mine?.revision ?? 0, answer: 'taken_off' as const, words: '下架', successor_no: '' };
    const done = await answerSourceNotice(m.developer, mine?.id ?? '', input);
    expect(done).toMatchObject({ state: 'answered', product_state: 'withdrawn' });
    expect((await showCertificate(m.t.ctx(), no)).sources[0]?.check.withdrawn_on).toBe('2026-11-17');
  });
});

describe('the yearly disclosure', () => {
  const publish = async (by: Market['head'], over: object = {}) => {
    const { sha256 } = await showDisclosureDraft(by, 2026);
    return publishDisclosure(by, 2026, { sha256, remarks: '', password, ...over });
  };

  it('is filled from the records and published by a signatory once the year is over', async () => {
    expect(await codeOf(publish(m.developer))).toBe('market.year_not_over');
    expect((await showDisclosureDraft(m.developer, 2026)).refusal?.code).toBe('market.year_not_over');
    expect(await codeOf(showDisclosureDraft(m.developer, 2020))).toBe('market.no_disclosure_duty');
    m.t.clock.set('2027-02-10T12:00:00+08:00');
    const draft = await showDisclosureDraft(m.developer, 2026);
    expect(draft).toMatchObject({ due_on: '2027-03-31', published: null, same: false, refusal: null });
    const { authorisations, data, products, prices } = draft.content.tables;
    expect(authorisations).toMatchObject([{ agreement_no: m.agreement.no }]);
    expect(data?.map((one) => [one.version, one.deliveries])).toEqual([
      ['1', '1'],
      ['2', '1'],
    ]);
    expect(products).toHaveLength(2);
    expect(prices).toEqual([
      expect.objectContaining({ product_no: product.no, sales: '1', lowest_yuan: '1,000.00', total_yuan: '1,000.00' }),
    ]);
    expect(await codeOf(publish(m.agency))).toBe('auth.forbidden');
    expect(await codeOf(publish(m.developer, { sha256: 'a'.repeat(64) }))).toBe('market.facts_changed');
    const done = await publish(m.developer);
    expect(done).toMatchObject({ version: 1, late: false });
    expect(await verifyDocument(m.t.ctx(), done.no)).toMatchObject({ kind: 'disclosure', intact: true });
    expect(await codeOf(publish(m.developer))).toBe('market.nothing_corrected');
  });

  it('shows who is late, and corrections as further versions', async () => {
    m.t.clock.set('2027-04-01T00:10:00+08:00');
    const { items } = await listDisclosures(m.t.ctx(), 2026);
    expect(items.map((one) => [one.role, one.late])).toEqual([
      ['implementing_body', true],
      ['operator', false],
    ]);
    expect((await publish(m.head)).late).toBe(true);
    const { uscc } = m.world.organization('developer.road');
    await m.t.database.query("update organization set contact = 'new@road.example' where uscc = $1", [uscc]);
    expect(await codeOf(publish(m.developer))).toBe('market.correction_words');
    const corrected = await publish(m.developer, { remarks: '更新联系方式' });
    expect(corrected).toMatchObject({ version: 2, late: false, remarks: '更新联系方式' });
    expect(corrected.versions.map((one) => one.version)).toEqual([2, 1]);
    expect((await getDisclosure(m.t.ctx(), 2026, uscc)).content.organization.contact).toBe('new@road.example');
    expect(await codeOf(getDisclosure(m.t.ctx(), 2025, uscc))).toBe('market.disclosure_not_found');
    const csv = await exportDisclosures(m.t.ctx(), 2026, 'prices');
    expect(csv).toContain(`"${product.no}"`);
    const raw = m.t.database.query('update disclosure set version = 9');
    await expect(raw).rejects.toThrow(/step_kept/);
  });
});
