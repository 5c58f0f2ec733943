import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { productFacts } from '#api/products/plans-contract.ts';
import {
  citeSources,
  createProduct,
  editProduct,
  getOwn,
  getProduct,
  listAgreements,
  listChoices,
  listOwn,
  listProduct,
  listProducts,
  stateFacts,
  uploadFile,
  withdrawProduct,
} from '#api/products/service.ts';
import { agreement, codeOf, refusal } from '#test/support/licensed.ts';
import {
  delivery,
  draftProduct,
  fileOf,
  listedProduct,
  type Market,
  marketWorld,
  productContent,
} from '#test/support/market.ts';

let m: Market;
beforeAll(async () => {
  m = await marketWorld();
}, 180_000);
afterAll(() => m.t.close());
const page = { page: 1, page_size: 20 };

describe('drafting', () => {
  it('needs an agreement of the own organisation', async () => {
    const create = (by = m.developer, agreement_id = m.agreement.id) =>
      createProduct(by, { agreement_id, ...productContent });
    expect(await codeOf(create(m.other))).toBe('products.no_agreement');
    expect(await codeOf(create(m.developer, 'agr_nothing'))).toBe('products.no_agreement');
    expect(await codeOf(create(m.agency))).toBe('auth.forbidden');
    const draft = await create();
    expect(draft).toMatchObject({ state: 'draft', revision: 1, price_fen: '100000' });
    expect(draft.no).toMatch(/^CP-2026-\d{6}$/);
    expect(draft.missing.map((fault) => fault.code)).toEqual(['products.no_sources', 'products.no_file']);
    expect((await listAgreements(m.developer)).items).toMatchObject([{ no: m.agreement.no, in_force: true }]);
    expect((await listAgreements(m.other)).items).toEqual([]);
  });

  it('is nobody else’s to see', async () => {
    const draft = await draftProduct(m);
    expect(await codeOf(getOwn(m.other, draft.id))).toBe('products.not_found');
    expect(await codeOf(getProduct(m.t.ctx(), draft.no))).toBe('products.not_found');
    expect((await listOwn(m.other, page)).total).toBe(0);
    expect((await listProducts(m.t.ctx(), page)).items.map((one) => one.no)).not.toContain(draft.no);
  });

  it('tells the second of two editors who came first, and loses nothing', async () => {
    const draft = await draftProduct(m);
    const edit = (title: string) =>
      editProduct(m.developer, draft.id, { ...productContent, title, revision: draft.revision });
    await edit('先保存的名称');
    const late = await refusal(edit('后保存的名称'));
    expect(late.code).toBe('products.changed_meanwhile');
    expect(late.sentence('zh')).toContain('孙悦');
    expect((await getOwn(m.developer, draft.id)).title).toBe('先保存的名称');
    const both = await Promise.allSettled(
      [1, 2, 3].map((n) => editProduct(m.developer, draft.id, { ...productContent, title: `同时${n}`, revision: 2 })),
    );
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  });
});

describe('sources are deliveries that happened (Article 20)', () => {
  it('are offered from the access log of the own agreement, one a version and day', async () => {
    m.t.clock.advance({ minutes: 5 });
    await delivery(m, m.agreement.id, m.codes.road);
    const draft = await draftProduct(m);
    const { items } = await listChoices(m.developer, draft.id);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      delivery_id: m.deliveryId,
      resource_code: m.codes.road,
      acquired_on: '2026-11-02',
      row_count: '60',
    });
    m.t.clock.advance({ days: 1 });
    await delivery(m, m.agreement.id, m.codes.road);
    expect((await listChoices(m.developer, draft.id)).items.map((one) => one.acquired_on)).toEqual([
      '2026-11-03',
      '2026-11-02',
    ]);
    m.t.clock.advance({ days: -1 });
  });

  it('are refused when made up, of another agreement, or of another developer', async () => {
    const draft = await draftProduct(m);
    const cite = (id: string) => citeSources(m.developer, draft.id, { revision: draft.revision, delivery_ids: [id] });
    expect(await codeOf(cite('dlv_00000000000000000000000000'))).toBe('products.foreign_delivery');
    const second = await agreement(m, 'active', {}, { datasets: [m.codes.toll] });
    const foreign = await delivery(m, second.id, m.codes.toll);
    expect(await codeOf(cite(foreign))).toBe('products.foreign_delivery');
    const theirs = await agreement({ ...m, developer: m.other }, 'active', {}, { datasets: [m.codes.toll] });
    const other = await delivery(m, theirs.id, m.codes.toll, m.other);
    expect(await codeOf(cite(other))).toBe('products.foreign_delivery');
    // Nor past the service: the database holds it as well.
    const raw = m.t.database.query('insert into product_source (product_id, delivery_id) values ($1, $2)', [
      draft.id,
      foreign,
    ]);
    await expect(raw).rejects.toThrow(/foreign_delivery/);
    expect((await getOwn(m.developer, draft.id)).delivery_ids).toEqual([]);
  });
});

describe('listing', () => {
  const ready = async (over: object = {}) => {
    let p = await draftProduct(m, over);
    p = await citeSources(m.developer, p.id, { revision: p.revision, delivery_ids: [m.deliveryId] });
    return p;
  };

  it('is refused without sources, and without a file for a dataset', async () => {
    const draft = await draftProduct(m);
    const refused = await refusal(listProduct(m.developer, draft.id, draft.revision));
    expect(refused.code).toBe('products.no_sources');
    expect(refused.spec.article).toBe('20');
    const cited = await ready();
    expect(await codeOf(listProduct(m.developer, cited.id, cited.revision))).toBe('products.no_file');
    const api = await ready({ kind: 'api' });
    expect(await codeOf(listProduct(m.developer, api.id, api.revision))).toBe('products.fact_missing');
    const external = { kind: 'api', mode: 'external', external_url: 'https://api.example.cn/v1' };
    const facts = productFacts.parse(external);
    const stated = await stateFacts(m.developer, api.id, { revision: api.revision, facts });
    expect((await listProduct(m.developer, api.id, stated.revision)).state).toBe('listed');
    // Past the service: a listing without a source does not commit.
    const raw = m.t.database.query("update product set state = 'listed' where id = $1", [draft.id]);
    await expect(raw).rejects.toThrow(/no_sources/);
  });

  it('is refused once the term is over', async () => {
    const p = await ready({ kind: 'report' });
    const stated = await stateFacts(m.developer, p.id, { revision: p.revision, facts: { kind: 'report', pages: 12 } });
    const withFile = await uploadFile(m.developer, p.id, stated.revision, fileOf('x'));
    const now = m.t.clock.now();
    m.t.clock.set('2027-11-02T09:00:00+08:00');
    const refused = await codeOf(listProduct(m.developer, withFile.id, withFile.revision));
    m.t.clock.set(now);
    expect(refused).toBe('products.agreement_not_active');
  });

  it('shows the public every source with its citation line, and the hash of what was listed', async () => {
    const listed = await listedProduct(m);
    const shown = await getProduct(m.t.ctx(), listed.no);
    expect(shown).toMatchObject({
      state: 'listed',
      price_fen: '100000',
      developer_name: '太原路况科技有限公司（演示）',
      agreement: { no: m.agreement.no, in_force: true },
    });
    await m.t.app.db.agreement.update({ where: { id: m.agreement.id }, data: { state: 'suspended' } });
    expect((await getProduct(m.t.ctx(), listed.no)).agreement).toMatchObject({ in_force: false, suspended: true });
    await m.t.app.db.agreement.update({ where: { id: m.agreement.id }, data: { state: 'active' } });
    expect(shown.agreement.filing_no).not.toBeNull();
    expect(shown.sources).toHaveLength(1);
    expect(shown.sources[0]?.citation.zh).toBe(
      `数据来源：山西省交通运输厅《国省干线车流量》（${m.codes.road}），获取日期：2026-11-02`,
    );
    expect(shown.sources[0]).toMatchObject({ delivery_id: m.deliveryId, authorization_no: shown.agreement.filing_no });
    expect(shown.version_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(shown)).not.toMatch(/file_key|孙悦/);
    const found = await listProducts(m.t.ctx(), { ...page, dataset: m.codes.road, q: '拥堵' });
    expect(found.items.map((one) => one.no)).toContain(listed.no);
    expect((await listProducts(m.t.ctx(), { ...page, q: '%' })).total).toBe(0);
    expect((await listProducts(m.t.ctx(), { ...page, q: "'; drop table product; --" })).total).toBe(0);
  });

  it('freezes what was listed, also against raw SQL', async () => {
    const listed = await listedProduct(m);
    const edit = editProduct(m.developer, listed.id, { ...productContent, price_fen: '1', revision: listed.revision });
    expect(await codeOf(edit)).toBe('products.wrong_state');
    expect(await codeOf(uploadFile(m.developer, listed.id, listed.revision, fileOf('y')))).toBe('products.wrong_state');
    expect(await codeOf(citeSources(m.developer, listed.id, { revision: listed.revision, delivery_ids: [] }))).toBe(
      'products.wrong_state',
    );
    for (const sql of [
      'update product set price_fen = 1 where id = $1',
      "update product set file_key = 'x' where id = $1",
      'delete from product_source where product_id = $1',
      'delete from product where id = $1',
    ]) {
      await expect(m.t.database.query(sql, [listed.id])).rejects.toThrow(/append_only/);
    }
  });

  it('ends with the withdrawal: gone, not unknown', async () => {
    const listed = await listedProduct(m);
    expect(await codeOf(withdrawProduct(m.other, listed.id, listed.revision))).toBe('products.not_found');
    const gone = await withdrawProduct(m.developer, listed.id, listed.revision);
    expect(gone.state).toBe('withdrawn');
    const refused = await refusal(getProduct(m.t.ctx(), listed.no));
    expect(refused.code).toBe('products.withdrawn');
    expect(refused.status).toBe(410);
    expect(await codeOf(listProduct(m.developer, gone.id, gone.revision))).toBe('products.wrong_state');
    const draft = await draftProduct(m);
    await withdrawProduct(m.developer, draft.id, draft.revision);
    expect(await codeOf(getProduct(m.t.ctx(), draft.no))).toBe('products.not_found');
  });
});

describe('the file the buyer gets', () => {
  it('is kept with its hash, replaced whole, and refused when empty or named like a path', async () => {
    let p = await draftProduct(m);
    const send = (text: string, name?: string) => uploadFile(m.developer, p.id, p.revision, fileOf(text, name));
    expect(await codeOf(send('x', '../../etc/passwd'))).toBe('products.bad_file_name');
    expect(await codeOf(send('', 'a.csv'))).toBe('products.empty_file');
    p = await send('一,二\n');
    expect(p.file).toEqual({
      bytes: '8',
      sha256: 'cc5e72f42e4317a1b5b1a3e6e7851e7038b5455176d275f28e51af34ba93398e',
    });
    const first = await m.t.database.query<{ file_key: string }>('select file_key from product where id = $1', [p.id]);
    p = await send('三,四\n', '第二版.csv');
    expect(p.file_name).toBe('第二版.csv');
    expect(await m.t.app.ports.files.stat(first[0]!.file_key)).toBeNull();
  });
});
