/** What assets earned and who used them, the counting of an agency, and what supervision is told. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as inventories from '#api/assets/inventories.ts';
import { remindHolders } from '#api/assets/jobs.ts';
import { showAssetLedger, showAssetYear, showLedgerDetail } from '#api/assets/ledger.ts';
import { exportAssetLedger, exportNationalFields } from '#api/assets/ledger-files.ts';
import { listAssetReports, requireReportReader, signAssetReport } from '#api/assets/reports.ts';
import type { CardOut } from '#api/assets/show.ts';
import { assetCoverage, assetSignals, listAssetSignals } from '#api/assets/signals.ts';
import { type Ctx, systemContext } from '#api/context.ts';
import { verifyDocument } from '#api/documents/service.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { worklist } from '#api/overview/service.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import { registeredCard, savedCard } from '#test/support/asset-cards.ts';
import { publishNext, upload } from '#test/support/catalog.ts';
import { listedProduct, type Market, marketWorld, paidOrder, statement } from '#test/support/market.ts';

let m: Market;
let head: Ctx;
let road: CardOut;
let air: CardOut;

const code = (run: Promise<unknown>) =>
  run.then(
    () => 'went through',
    (error: unknown) => (isRefusal(error) ? error.code : Promise.reject(error)),
  );

beforeAll(async () => {
  m = await marketWorld('2026-08-03T09:30:00+08:00', { from: '2026-08-03', to: '2027-08-02' });
  head = m.world.ctx('province.transport.head');
  const product = await listedProduct(m);
  await paidOrder(m, product.no);
  const pass = (day: string) => m.t.clock.set(`${m.t.app.calendar().addWorkingDays(day, 1)}T09:30:00+08:00`);
  road = await registeredCard(m.agency, m.reviewer, await savedCard(m.agency, [m.codes.road]), pass);
  air = await registeredCard(
    m.agency,
    m.reviewer,
    await savedCard(m.agency, [m.codes.toll], {
      cost_collection_fen: '7',
      cost_governance_fen: '',
      cost_storage_fen: '',
    }),
    pass,
  );
  m.t.clock.set('2026-09-02T10:00:00+08:00');
  await statement(m, '2026-08', 'closed');
}, 240_000);
afterAll(async () => {
  await m.t.close();
});

describe('the ledger', () => {
  it('shows income of statements to the fen, each once in a sum', async () => {
    const book = await showAssetLedger(m.agency, {});
    const line = book.items.find((one) => one.id === road.id);
    const { gross_fen, refunds_fen, treasury_fen } = (
      await m.t.database.query<{ gross_fen: string; refunds_fen: string; treasury_fen: string }>(
        `select gross_fen::text, refunds_fen::text, treasury_fen::text from statement where period = '2026-08'`,
      )
    )[0] ?? { gross_fen: '', refunds_fen: '', treasury_fen: '' };
    expect(BigInt(treasury_fen)).toBeGreaterThan(0n);
    expect(line).toMatchObject({
      agreements: 1,
      authorisations: 1,
      products: 1,
      deliveries: 1,
      cost_fen: '1255001',
      treasury_fen,
      received_fen: treasury_fen,
      gross_fen: String(BigInt(gross_fen) - BigInt(refunds_fen)),
    });
    // The agreement may cover both assets; the sum has its statement once all the same.
    expect(book.sum).toMatchObject({ cards: 2, cost_fen: '1255008', treasury_fen });
    expect(book.agencies).toHaveLength(1);
    expect((await showAssetLedger(m.agency, { year: '2025' })).sum).toMatchObject({ treasury_fen: '0', deliveries: 0 });
    const detail = await showLedgerDetail(m.agency, road.id);
    expect(detail.statements).toMatchObject([{ period: '2026-08', treasury_fen, received_fen: treasury_fen }]);
    expect(detail.deliveries).toMatchObject([{ count: 1 }]);
    expect(await showAssetYear(m.agency, '2026')).toMatchObject({ registered: 2, valid_at_end: 2, covered: 2 });
  });

  it('is seen by its region’s bureau and department, not by others', async () => {
    expect((await showAssetLedger(m.world.ctx('province.finance'), {})).items).toHaveLength(2);
    expect((await showAssetLedger(m.world.ctx('taiyuan.information'), {})).items).toEqual([]);
    expect((await showAssetLedger(m.world.ctx('province.ecology'), {})).items).toEqual([]);
    expect(await code(showAssetLedger(m.world.ctx('buyer'), {}))).toBe('auth.forbidden');
  });

  it('leaves as a file in each form, and says of national fields that they are unchecked', async () => {
    const csv = (await exportAssetLedger(m.agency, 'csv', {})).bytes.toString('utf8');
    expect(csv.split('\r\n')).toHaveLength(5);
    expect(csv).toContain('12550.01');
    const json = JSON.parse((await exportAssetLedger(m.agency, 'json', {})).bytes.toString('utf8'));
    expect(json.items).toHaveLength(2);
    const sheet = (await exportAssetLedger(m.agency, 'xlsx', {})).bytes;
    expect(sheet.subarray(0, 2).toString()).toBe('PK');
    const national = JSON.parse((await exportNationalFields(m.agency, 'json')).bytes.toString('utf8'));
    expect(national.fields.every((one: { verified: boolean }) => one.verified === false)).toBe(true);
    expect(national.records.map((one: { registration_code: string }) => one.registration_code).sort()).toEqual(
      [road.code, air.code].sort(),
    );
  });
});

describe('an inventory', () => {
  const start = (ctx: Ctx, over: object = {}) =>
    inventories.startInventory(ctx, {
      title: '年度盘点',
      as_of: '2026-09-02',
      due_on: '2026-09-30',
      agency: '',
      ...over,
    });

  it('finds what differs, has it settled by one person and signed by another', async () => {
    expect(await code(start(m.agency, { as_of: '2026-12-01' }))).toBe('assets.inventory_day');
    expect(await code(start(m.world.ctx('taiyuan.information')))).toBe('assets.inventory_nobody');
    expect(await code(start(m.world.ctx('developer')))).toBe('auth.forbidden');
    // One file is lost and one altered in storage; the data of the other asset grow.
    const [table] = await m.t.database.query<{ source_key: string }>(
      `select v.source_key from version v join entry e on e.id = v.entry_id where e.code = $1 order by v.number desc limit 1`,
      [m.codes.road],
    );
    await m.t.app.ports.files.remove(table?.source_key ?? '');
    const { entry_id } = (
      await m.t.database.query<{ entry_id: string }>(`select id as entry_id from entry where code = $1`, [m.codes.toll])
    )[0] ?? { entry_id: '' };
    const version = await upload(m.agency, entry_id, '站名,车道数,开通日期\n太原北,12,2003-10-01\n');
    await m.t.drain();
    await publishNext(m.agency, version.id);
    const { made, campaign } = await start(m.agency);
    expect(campaign).toBeNull();
    const id = made[0]?.id ?? '';
    expect(await code(start(m.reviewer))).toBe('assets.inventory_open');
    expect(await code(inventories.signInventory(head, id, { password: demoPassword }))).toBe('assets.wrong_state');
    await m.t.drain();
    const found = await inventories.showInventory(m.agency, id);
    const kinds = found.lines.map((one) => one.kind);
    expect(kinds).toContain('file_missing');
    expect(kinds).toContain('scale_differs');
    expect(kinds).toContain('data_without_card');
    expect(found.counted).toMatchObject({ cards: 2 });
    expect(found.counted?.equal).toBe((found.counted?.files ?? 0) - 1);
    expect(await code(inventories.signInventory(head, id, { password: demoPassword }))).toBe('assets.differences_open');
    expect(await code(inventories.showInventory(m.world.ctx('province.ecology'), id))).toBe(
      'assets.inventory_not_found',
    );
    const settled = { outcome: 'explained' as const, words: '已核实并登记处理' };
    expect(await code(inventories.settleDifferences(m.agency, id, { ...settled, lines: ['adf_x'] }))).toBe(
      'assets.difference_not_found',
    );
    expect(await code(inventories.settleDifferences(head, id, { ...settled, lines: ['adf_x'] }))).toBe(
      'auth.forbidden',
    );
    expect((await worklist(m.agency)).items.map((one) => one.kind)).toContain('asset_inventory');
    const lines = found.lines.map((one) => one.id);
    await inventories.settleDifferences(m.agency, id, { ...settled, lines });
    expect((await worklist(head)).items.map((one) => one.kind)).toContain('asset_inventory_sign');
    const both = {
      ...m.agency,
      viewer: m.agency.viewer && { ...m.agency.viewer, duties: ['steward', 'signatory'] as const },
    };
    expect(await code(inventories.signInventory(both, id, { password: demoPassword }))).toBe('assets.same_person');
    const signed = await inventories.signInventory(head, id, { password: demoPassword });
    expect(signed).toMatchObject({ state: 'signed', open: 0, document_id: expect.stringMatching(/^doc_/) });
    expect(await code(inventories.settleDifferences(m.agency, id, { ...settled, lines }))).toBe('assets.wrong_state');
  });

  it('of a region is one for each agency', async () => {
    const { made, campaign } = await start(m.reviewer, { title: '全省盘点' });
    expect(campaign).toMatch(/^PDZ-2026-/);
    expect(made.length).toBeGreaterThan(0);
    await m.t.drain();
    const list = await inventories.listInventories(m.reviewer, { page: 1, page_size: 20 });
    expect(list.items.filter((one) => one.campaign === campaign)).toHaveLength(made.length);
  });
});

describe('supervision and evaluation', () => {
  it('are told of data without a card after the grace, of stale cards and late inventories', async () => {
    const ctx = systemContext(m.t.app);
    const early = await assetSignals(ctx, '140000');
    expect(early.filter((one) => one.kind === 'no_card')).toEqual([]);
    m.t.clock.set('2026-12-20T10:00:00+08:00');
    const later = await assetSignals(ctx, '140000');
    expect(later.map((one) => one.kind)).toEqual(expect.arrayContaining(['no_card', 'difference_open']));
    expect(await assetSignals(ctx, '140100')).toEqual([]);
    const transport = m.world.organization('province.transport').id;
    const own = (await assetCoverage(ctx, '140000')).find((one) => one.agencyId === transport);
    expect(own).toMatchObject({ registered: 2 });
    expect((await listAssetSignals(m.agency)).items.length).toBeGreaterThan(0);
    m.t.clock.set('2027-12-20T10:00:00+08:00');
    expect((await assetSignals(ctx, '140000')).map((one) => one.kind)).toContain('stale_card');
    await remindHolders(m.t.app);
    await remindHolders(m.t.app);
    const told = await m.t.app.db.participantLetter.count({
      where: { about: road.id, subjectZh: { contains: '维护' } },
    });
    expect(told).toBe(1);
    m.t.clock.set('2029-12-20T10:00:00+08:00');
    expect((await assetSignals(ctx, '140000')).map((one) => one.kind)).toContain('expired');
  });

  it('a year that is over is reported under the signature of the head, by agency and by region', async () => {
    m.t.clock.set('2030-01-08T10:00:00+08:00');
    const department = m.world.ctx('province.information.head');
    const sign = (ctx: Ctx, year = '2026', password = demoPassword) => signAssetReport(ctx, year, { password });
    expect(await code(sign(m.agency))).toBe('auth.forbidden');
    expect(await code(sign(m.world.ctx('developer')))).toBe('auth.forbidden');
    expect(await code(sign(department, '2030'))).toBe('assets.year_running');
    expect(await code(sign(department, '2026', 'guess'))).toBe('people.password_again');
    const region = await sign(department);
    const agency = await sign(head);
    const kept = await m.t.app.db.document.findUniqueOrThrow({ where: { id: region.document_id } });
    const value = JSON.parse(kept.canonical);
    const year = await showAssetYear(m.reviewer, '2026');
    expect(value).toMatchObject({ of: 'region', year: 2026, report: { registered: 2, valid_at_end: 2 } });
    expect(value.report).toEqual(year);
    expect(BigInt(value.report.ledger.treasury_fen)).toBeGreaterThan(0n);
    expect(value.agencies).toHaveLength(1);
    // Three years on both terms are over; the year they were registered in is as it was.
    expect((await showAssetYear(m.reviewer, '2029')).valid_at_end).toBe(0);
    expect((await verifyDocument(m.world.ctx(null), region.document_id)).intact).toBe(true);
    const listed = await listAssetReports(department);
    expect(listed.items.map((one) => one.no).sort()).toEqual([agency.no, region.no].sort());
    expect(listed).toMatchObject({ of: 'region', last_year: 2029, sign_refusal: null });
    expect((await listAssetReports(m.agency)).items.map((one) => one.no)).toEqual([agency.no]);
    expect((await listAssetReports(m.world.ctx('taiyuan.information'))).items).toEqual([]);
    await requireReportReader(m.reviewer, agency.unit.id);
    expect(await code(requireReportReader(m.world.ctx('taiyuan.information'), agency.unit.id))).toBe(
      'assets.not_found',
    );
  });
});
