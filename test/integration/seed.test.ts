/** The demonstration province, seeded once, and what a visitor finds in it. */

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listRegistrations } from '#api/agreements/registrations.ts';
import { registrationQuery } from '#api/agreements/rules/registration-shapes.ts';
import { templateQuery } from '#api/agreements/rules/template-shapes.ts';
import { listTemplates } from '#api/agreements/templates.ts';
import { verifyChain } from '#api/audit/verify.ts';
import { checkBanking } from '#api/banking/invariants.ts';
import { getStatement, listStatements } from '#api/banking/statements.ts';
import type { Ctx } from '#api/context.ts';
import { systemContext } from '#api/context.ts';
import { showChanges } from '#api/datasets/changes.ts';
import { verifyCitation } from '#api/datasets/citations.ts';
import { showDataset } from '#api/datasets/open.ts';
import { reviewEntry } from '#api/datasets/publish.ts';
import { changesQuery } from '#api/datasets/rules/changes.ts';
import { chartKinds } from '#api/datasets/rules/view-spec.ts';
import { showView } from '#api/datasets/views.ts';
import { verifyDocument } from '#api/documents/service.ts';
import { listSources } from '#api/federation/sources.ts';
import { requestQuery } from '#api/feedback/contract.ts';
import { listRequests, showFeedbackFigures } from '#api/feedback/requests.ts';
import { listTradeClues } from '#api/market/dealing/service.ts';
import { listRelations } from '#api/market/relations/service.ts';
import { figures, worklist } from '#api/overview/service.ts';
import { getPayoutsDue } from '#api/payouts/runs.ts';
import { signIn } from '#api/people/service.ts';
import { findViewer } from '#api/people/sessions.ts';
import { listTokens } from '#api/people/tokens.ts';
import { listProductPlans } from '#api/products/plans.ts';
import { listProducts } from '#api/products/service.ts';
import { showPublicDictionary } from '#api/quality/dictionary.ts';
import { showPublicQuality } from '#api/quality/reports.ts';
import { reusesQuery } from '#api/reuses/contract.ts';
import { listRatings } from '#api/reuses/ratings.ts';
import { listReuses } from '#api/reuses/service.ts';
import { getDesk } from '#api/revenue/desk.ts';
import { checkInvariants } from '#api/revenue/invariants.ts';
import { listMonths, rebuildLedger } from '#api/revenue/months.ts';
import { getPublicRevenue, getRevenue } from '#api/revenue/overview.ts';
import { searchQuery } from '#api/search/contract.ts';
import { listDemand } from '#api/search/demand.ts';
import { search } from '#api/search/service.ts';
import { listSharingClocks, showSharingFigures } from '#api/sharing/board.ts';
import { showStatus } from '#api/status/service.ts';
import { listKeys, showCalls } from '#api/usage/keys.ts';
import { demoAccounts } from '#prisma/seed/demo/accounts.ts';
import { entries } from '#prisma/seed/demo/entries.ts';
import { products } from '#prisma/seed/demo/products.ts';
import { misses } from '#prisma/seed/demo/views.ts';
import { yearProducts } from '#prisma/seed/demo/year-products.ts';
import { months } from '#prisma/seed/demo/year-sales.ts';
import { lastDay, seedDemo } from '#prisma/seed/demo.ts';
import { demoPassword, organizations } from '#prisma/seed/organizations.ts';
import { type TestApp, testApp } from '#test/support/app.ts';

let t: TestApp;
const progress: string[] = [];

beforeAll(async () => {
  // Years after the story: nothing in it may lean on the day it is made.
  t = await testApp({ at: '2031-06-02T10:00:00+08:00' });
  await seedDemo({ app: t.app, databaseUrl: t.database.url }, (line) => progress.push(line));
  t.clock.set('2026-11-23T09:00:00+08:00');
}, 900_000);
afterAll(() => t?.close());

/** Signed in as a visitor would be. */
async function as(login: string): Promise<Ctx> {
  const { token } = await signIn(t.ctx(), { login, password: demoPassword });
  const viewer = await findViewer(t.app, createHash('sha256').update(token).digest('hex'));
  expect(viewer, login).not.toBeNull();
  return systemContext(t.app, { viewer });
}

const find = (q: string, more: object = {}) => search(t.ctx(), searchQuery.parse({ q, ...more }));

describe('the catalogue', () => {
  it('is published but for what waits on purpose', async () => {
    const states = await t.app.db.entry.groupBy({ by: ['state'], _count: true });
    expect(Object.fromEntries(states.map((one) => [one.state, one._count]))).toEqual({
      // One begun, one published entry with a change in progress, one treated for the secure room whose report is not signed.
      draft: 3,
      returned: 1,
      submitted: 2,
      // And the table about people that was treated and released (deidentification-scenes.ts).
      published: entries.length - 5 + 1,
    });
  });

  it('has every file read, none failed, one held', async () => {
    const states = await t.app.db.version.groupBy({ by: ['state'], _count: true });
    const count = Object.fromEntries(states.map((one) => [one.state, one._count]));
    // And the one that a script reported.
    const uploads = entries.reduce((sum, one) => sum + 1 + (one.editions?.length ?? 0), 0) + 1;
    // Ready and not published: four not open, the draft, the returned one, one under review. Of the treated table one version is
    // out and the next was sent back; one for the secure room waits for its checker.
    expect(count).toEqual({ held: 1, ready: 8 + 2, published: uploads - 9 + 1 });
    const encodings = await t.app.db.versionTable.groupBy({ by: ['encoding', 'delimiter'] });
    const known = (values: (string | null)[]) => new Set(values.filter((one) => one !== null));
    expect(known(encodings.map((one) => one.encoding))).toEqual(new Set(['utf-8', 'gb18030']));
    expect(known(encodings.map((one) => one.delimiter))).toEqual(new Set([',', ';', '\t']));
    const formats = await t.app.db.versionTable.groupBy({ by: ['format'] });
    expect(formats.map((one) => one.format).sort()).toEqual(['csv', 'geojson', 'jsonl', 'parquet', 'xlsx']);
  });

  it('is found by words, by pinyin, by facets', async () => {
    const all = await find('');
    // Our own, and those of the two portals.
    expect(all.total).toBe(73 + 22);
    expect(all.facets.theme).toHaveLength(12);
    expect(all.facets.region.length).toBeGreaterThanOrEqual(11);
    const air = await find('空气质量');
    expect(air.items[0]?.title).toContain('空气质量');
    expect((await find('流量 收费站')).items.map((one) => one.title)).toContain('高速公路收费站分时段通行流量');
    expect((await find('meitan')).total).toBeGreaterThan(0);
    expect((await find('', { theme: ['prices'], region: ['140400'] })).items.map((one) => one.title)).toEqual([
      '长治市主要农产品产地价格',
    ]);
    expect((await find('养老服务补贴发放明细')).items.map((one) => one.title)).not.toContain('养老服务补贴发放明细');
  });

  it('shows versions, quality and counters of a dataset', async () => {
    const [coal] = (await find('煤炭坑口价格')).items;
    const dataset = await showDataset(t.ctx(), coal?.code ?? '');
    expect(dataset.versions.map((one) => one.number)).toEqual([4, 3, 2, 1]);
    const rows = dataset.versions.map((one) => one.row_count);
    expect(rows).toEqual(rows.toSorted((a, b) => b - a));
    expect(dataset.downloads).toBeGreaterThan(100);
    expect(dataset.entry.content.abstract).toContain('演示数据');
  });

  it('keeps the planted personal information in', async () => {
    const entry = await t.app.db.entry.findFirstOrThrow({ where: { title: '养老服务补贴发放明细' } });
    const findings = await t.app.db.privacyFinding.findMany({ where: { version: { entryId: entry.id } } });
    expect(
      findings
        .filter((one) => one.blocks)
        .map((one) => one.kind)
        .sort(),
    ).toEqual(['citizen_number', 'mobile', 'personal_name']);
    const decision = { revision: entry.revision, decision: 'publish' as const, opinion: '', field_opinions: [] };
    await expect(reviewEntry(await as('province.information'), entry.id, decision)).rejects.toMatchObject({
      code: 'datasets.untreated',
    });
    const after = await t.app.db.entry.findUniqueOrThrow({ where: { id: entry.id } });
    expect(after.state).toBe('submitted');
  });
});

describe('the record', () => {
  it('has an unbroken audit chain that ends with the story', async () => {
    expect(await verifyChain(t.app.db)).toMatchObject({ ok: true });
    const [first, last] = await Promise.all([
      t.app.db.auditEvent.findFirstOrThrow({ orderBy: { seq: 'asc' } }),
      t.app.db.auditEvent.findFirstOrThrow({
        where: { action: { not: { startsWith: 'people.' } }, outcome: 'done' },
        orderBy: { seq: 'desc' },
      }),
    ]);
    expect(first.at.toISOString() > '2025-09').toBe(true);
    expect(last.at.toISOString().slice(0, 10) <= lastDay).toBe(true);
    const disorder = await t.database.query(
      `SELECT seq FROM (SELECT seq, at, lag(at) OVER (ORDER BY seq) AS before FROM audit_event
         WHERE at < '2026-11-21') x WHERE at < before`,
    );
    expect(disorder).toEqual([]);
    const late = await t.database.query(`SELECT 1 FROM audit_event WHERE at > '2027-01-01'`);
    expect(late).toEqual([]);
  });

  it('has a ledger that holds', async () => {
    expect(await checkInvariants(t.app.db)).toEqual([]);
    expect(await checkBanking(t.app.db)).toEqual([]);
    const ctx = await as('province.finance');
    expect(await rebuildLedger(ctx)).toMatchObject({ differing: [], violations: [] });
  });

  it('has papers whose signatures verify', async () => {
    const documents = await t.app.db.document.findMany({ include: { _count: { select: { signatures: true } } } });
    expect(new Set(documents.map((one) => one.kind))).toEqual(
      new Set([
        'agreement',
        'agreement_form',
        'asset_certificate',
        'asset_inventory',
        'asset_report',
        'certificate',
        'citation',
        'correction_order',
        'criticism',
        'disclosure',
        'disposition_proof',
        'filing_receipt',
        'incident_report',
        'inspection_record',
        'payment_order',
        'privilege_review',
        'provider_evaluation',
        'recheck_opinion',
        'release_report',
        'repayment_order',
        'right_statement',
        'statement',
        'supervision_letter',
      ]),
    );
    for (const one of documents)
      expect(await verifyDocument(t.ctx(), one.id), `${one.kind} ${one.no}`).toMatchObject({
        intact: true,
        faults: [],
      });
    // One agreement and one renewal wait for the agency; the others, the amendment among them, bear both signatures.
    const signed = documents.filter((one) => one.kind === 'agreement').map((one) => one._count.signatures);
    expect(signed.filter((count) => count === 1)).toHaveLength(2);
    expect(signed.filter((count) => count === 2)).toHaveLength(11);
  });

  it('leaves no job undone', async () => {
    expect(await t.database.query('SELECT task_identifier FROM graphile_worker.jobs')).toEqual([]);
  });
});

describe('the money', () => {
  it('brought two months of one agreement to the treasury and has the next waiting', async () => {
    const rows = await t.app.db.statement.findMany({ orderBy: [{ agencyId: 'asc' }, { period: 'asc' }] });
    const seen = rows.map((one) => [one.period, one.state, one.grossFen, one.refundsFen, one.treasuryFen]);
    expect(seen).toEqual(
      expect.arrayContaining([
        ['2026-08', 'closed', 1_440_000n, 0n, 432_000n],
        // 42,600.00 less 2,600.00 given back, 30 % of the rest.
        ['2026-09', 'closed', 4_260_000n, 260_000n, 1_200_000n],
        ['2026-10', 'drawn', 2_220_000n, 0n, 666_000n],
        ['2026-09', 'approved', 720_000n, 0n, 180_000n],
        ['2026-10', 'confirmed', 720_000n, 0n, 180_000n],
      ]),
    );
    expect(seen).toHaveLength(5 + months.length);
  });

  it('shows in the overview of finance and to the public', async () => {
    const { rows } = await getRevenue(await as('province.finance'), {});
    const period = (name: string) => rows.find((one) => one.period === name);
    for (const one of ['2025-12', '2026-03', '2026-06', '2026-08'])
      expect(period(one), one).toMatchObject({ outstanding_fen: '0' });
    // One statement that is not remitted; what the treasury has to give back for refunds stands beside it.
    expect(period('2026-09')).toMatchObject({ outstanding_fen: '180000', open_claims_fen: '64000' });
    expect(period('2026-10')).toMatchObject({ remitted_fen: '0' });
    const receipts = await t.app.db.treasuryReceipt.aggregate({ _sum: { amountFen: true }, _count: true });
    expect(receipts._count).toBeGreaterThan(15);
    const open = await getPublicRevenue(t.ctx());
    expect(open.rows.reduce((sum, one) => sum + BigInt(one.received_fen), 0n)).toBe(receipts._sum.amountFen);
    expect(await figures(t.ctx())).toMatchObject({ datasets: 73, treasury_fen: String(receipts._sum.amountFen) });
  });

  it('sells products that cite their sources', async () => {
    const { items } = await listProducts(t.ctx(), { page: 1, page_size: 20 });
    expect(items.map((one) => one.title).sort()).toEqual(
      Object.values({ ...products, ...yearProducts })
        .filter((one) => one.key !== 'cold')
        .map((one) => one.title as string)
        // Of two agencies (several-scenes.ts).
        .concat('太原城际货运与公交衔接指数')
        .sort(),
    );
    expect(items.every((one) => one.sources > 0)).toBe(true);
  });
});

describe('a year of trade', () => {
  it('has agreements of every end', async () => {
    const states = await t.app.db.agreement.groupBy({ by: ['state'], _count: true });
    expect(Object.fromEntries(states.map((one) => [one.state, one._count]))).toMatchObject({
      active: 5,
      suspended: 1,
      terminated: 1,
      expired: 2,
      offered: 1,
      filing: 1,
    });
    const { items } = await listRegistrations(t.ctx(), registrationQuery.parse({ page_size: 50 }));
    expect(new Set(items.map((one) => one.kind))).toEqual(
      new Set(['authorization', 'amendment', 'suspension', 'termination', 'expiry']),
    );
    const dispositions = await t.app.db.agreementDisposition.groupBy({ by: ['state'], _count: true });
    expect(Object.fromEntries(dispositions.map((one) => [one.state, one._count]))).toEqual({
      accepted: 1,
      submitted: 1,
      due: 1,
    });
    const amendments = await t.app.db.agreementAmendment.groupBy({ by: ['kind', 'state'], _count: true });
    expect(amendments.map((one) => `${one.kind} ${one.state}`).sort()).toEqual([
      'amendment draft',
      'amendment governing',
      'renewal offered',
    ]);
  });

  it('is used by programs: answered, over quota, refused after the suspension', async () => {
    const since = { from: '2026-10-22', to: '2026-11-20' };
    const own = await showCalls(await as('developer'), since);
    const statuses = (items: typeof own.items) => new Set(items.map((one) => one.status));
    expect(statuses(own.items)).toEqual(new Set([200, 403, 429]));
    expect(new Set(own.items.map((one) => one.day)).size).toBeGreaterThan(10);
    const other = await showCalls(await as('developer2'), since);
    expect(statuses(other.items)).toContain(429);
    const keys = (await listKeys(await as('developer2'))).items;
    expect(keys.map((one) => one.standing)).toEqual(expect.arrayContaining(['live', 'leaked', 'revoked']));
    expect((await listKeys(await as('developer'))).items.map((one) => one.standing)).toContain('retired');
  });

  it('has statements of the bank in which every movement has a name', async () => {
    const seen = new Set<string>();
    for (const login of ['province.finance', 'taiyuan.finance']) {
      const officer = await as(login);
      const { items } = await listStatements(officer, { page: 1, page_size: 100 });
      for (const { id, state, format } of items) {
        seen.add(`${state} ${format}`);
        const { check, counts } = await getStatement(officer, id);
        expect(counts.new, id).toBe(0);
        expect(check?.named.filter((one) => one.kind === 'unnamed' || one.kind === 'gap') ?? [], id).toEqual([]);
      }
    }
    expect([...seen].sort()).toEqual(['done camt053', 'done csv', 'draft csv']);
    const cases = await t.app.db.bankCase.groupBy({ by: ['kind'], _count: true });
    expect(cases.length).toBeGreaterThanOrEqual(8);
    const states = new Set((await t.app.db.bankCase.findMany()).map((one) => one.state));
    expect(states).toEqual(new Set(['open', 'held', 'settling', 'closed']));
    // What the treasury gave back stands on the statement too, and is booked once.
    const back = await t.app.db.bankLine.findMany({ where: { note: { startsWith: 'repayment ' } } });
    expect(back.map((one) => one.state)).toEqual(['received']);
  });

  it('has repayments at every step, one line of the treasury that differs, closed months and one to sign', async () => {
    const repayments = await t.app.db.treasuryRepayment.findMany();
    expect(repayments.map((one) => one.state).sort()).toEqual(['applied', 'approved', 'opened', 'repaid']);
    const lines = await t.app.db.treasuryLine.findMany({ where: { difference: { not: null } } });
    expect(lines.map((one) => `${one.difference} ${one.state}`).sort()).toEqual([
      'short open',
      'wrong_account settled',
    ]);
    const { items } = await listMonths(await as('province.finance'));
    expect(items.map((one) => one.state)).toEqual(['proposed', ...Array.from({ length: 10 }, () => 'closed')]);
    const { year } = await getDesk(await as('province.finance'), { year: 2026 });
    expect(year.groups.month.length).toBe(11);
    expect(year.groups.agency.length).toBeGreaterThanOrEqual(5);
    const all = await getDesk(await as('province.audit'), { year: 2026 });
    // The audit office of a province reads the province's own books (decision 0071).
    expect(all.year.groups.level.map((one) => one.key)).toEqual(['province']);
  });

  it('has a template in use, a result that may leave and one that waits, prices under their ceilings', async () => {
    const { items } = await listTemplates(t.ctx(), { ...templateQuery.parse({}), page: 1, page_size: 20 });
    expect(items.map((one) => [one.uses, [...one.fixed].sort()])).toEqual([[1, ['disposition', 'sublicence']]]);
    const jobs = await t.app.db.enclaveJob.findMany({ orderBy: { submittedAt: 'asc' } });
    expect(jobs.map((one) => one.state)).toEqual(['released', 'reviewing']);
    const index = await t.app.db.product.findFirstOrThrow({ where: { title: products.index.title } });
    const plans = await listProductPlans(t.ctx(), index.no);
    expect(plans.items.map((one) => one.kind).sort()).toEqual(['free', 'one_off', 'period']);
    expect(await t.app.db.priceCeiling.count()).toBe(2);
  });

  it('tells how the platform was', async () => {
    t.clock.set('2026-11-20T23:30:00+08:00');
    const status = await showStatus(t.ctx());
    t.clock.set('2026-11-23T09:00:00+08:00');
    expect(status.disturbances).toMatchObject([{ part: 'search', kind: 'failing' }]);
    expect(status.notices.map((one) => one.kind).sort()).toEqual(['disturbance', 'maintenance']);
    const search = status.parts.find((one) => one.part === 'search');
    expect(search?.days).toHaveLength(90);
    expect(search?.uptime_ppm).toBeLessThan(1_000_000);
  });
});

describe('the open side', () => {
  const codeOf = async (title: string) => (await t.app.db.entry.findFirstOrThrow({ where: { title } })).code;

  it('tells row by row what a new version changed', async () => {
    const query = (more: object) => changesQuery.parse(more);
    const stations = await showChanges(t.ctx(), await codeOf('高速公路收费站基本信息'), 'latest', query({}));
    expect(stations.key).toEqual(['收费站编号']);
    for (const count of [stations.added, stations.removed, stations.changed]) expect(count).toBeGreaterThan(0);
    expect(stations.changed_columns.map((one) => one.name).sort()).toEqual(['ETC车道数', '经度', '车道数']);
    const areas = await showChanges(t.ctx(), await codeOf('高速公路服务区设施和充电桩'), 'latest', query({}));
    expect(areas.columns.added.map((one) => one.name)).toEqual(['换电站', '母婴室']);
    expect(areas.columns.dropped.map((one) => one.name)).toEqual(['开通年份']);
  });

  it('keeps what lies beside the tables of an archive', async () => {
    const { versions } = await showDataset(t.ctx(), await codeOf('高速公路服务区设施和充电桩'));
    expect(versions[0]?.tables.map((one) => one.name)).toHaveLength(2);
    expect(versions[0]?.files.map((one) => one.media_type).sort()).toEqual(['application/pdf', 'image/png']);
  });

  it('has views of every kind, each of which answers', async () => {
    const views = await t.app.db.savedView.findMany();
    const kinds = views.map((one) => (one.spec as { chart?: { kind: string } }).chart?.kind ?? one.kind);
    expect(new Set(kinds)).toEqual(new Set([...chartKinds.codes, 'map', 'table']));
    for (const one of views) expect((await showView(t.ctx(), one.id)).title).toBe(one.title);
  });

  it('has citations that still hold', async () => {
    const rows = await t.app.db.queryCitation.findMany();
    expect(rows.length).toBe(3);
    for (const { id } of rows) expect(await verifyCitation(t.ctx(), id)).toMatchObject({ same: true });
  });

  it('has read two portals, of which one record could not be taken, and asks them no more', async () => {
    const { items } = await listSources(await as('province.information'));
    expect(items.map((one) => [one.state, one.records, one.last_run?.state])).toEqual(
      expect.arrayContaining([
        ['paused', 12, 'done'],
        ['paused', 10, 'failed'],
      ]),
    );
    const report = items.find((one) => one.region_code === '140100')?.last_run;
    expect(report).toMatchObject({ added: 2, changed: 1, removed: 1, failed: 1 });
    expect(
      (await find('', { region: ['140200'], source: [items.find((one) => one.region_code === '140200')?.id] })).total,
    ).toBe(10);
  });

  it('reaches its readers', async () => {
    const states = await t.database.query(
      `SELECT s.channel::text, m.state::text, count(*)::int AS n FROM subscription_message m
         JOIN subscription s ON s.id = m.subscription_id GROUP BY 1, 2 ORDER BY 1, 2`,
    );
    expect(states).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ channel: 'webhook', state: 'delivered', n: 3 }),
        expect.objectContaining({ channel: 'webhook', state: 'failed', n: 1 }),
      ]),
    );
    const letters = await t.app.ports.mail.kept();
    const readers = new Set(letters.map((one) => one.to));
    for (const one of ['reader@news.example', 'lab@university.example', 'family@home.example'])
      expect(readers.has(one), one).toBe(true);
    // No letter of the demonstration could reach anybody.
    expect([...readers].filter((one) => !one.endsWith('.example'))).toEqual([]);
  });

  it('knows the words people use, and what they look for in vain', async () => {
    const said = await find('卡口 流量');
    expect(said.items.map((one) => one.title)).toContain('高速公路收费站分时段通行流量');
    const demand = await listDemand(await as('province.information'), { days: 90, page: 1, page_size: 20 });
    expect(demand.items.map((one) => [one.text, one.count])).toEqual(
      expect.arrayContaining([...misses.map((one) => [...one])]),
    );
  });

  it('has a script that reports with a token of its own', async () => {
    const { items } = await listTokens(await as('province.transport'));
    expect(items).toMatchObject([{ name: '每日上报脚本', standing: 'live' }]);
    expect(items[0]?.last_used_at).not.toBeNull();
  });
});

describe('people', () => {
  it('ask for data, and are answered', async () => {
    const { items } = await listRequests(t.ctx(), requestQuery.parse({ page_size: 50 }));
    const count = (state: string) => items.filter((one) => one.state === state).length;
    const states = ['filed', 'assigned', 'promised', 'opened', 'partly', 'refused', 'not_held', 'returned', 'merged'];
    expect(states.map((state) => [state, count(state)])).toEqual([
      ['filed', 1],
      ['assigned', 2],
      ['promised', 1],
      ['opened', 1],
      ['partly', 1],
      ['refused', 1],
      ['not_held', 1],
      ['returned', 1],
      ['merged', 1],
    ]);
    expect(items.filter((one) => one.overdue).map((one) => one.title)).toEqual(['城市公共停车场实时余位']);
    expect(items[0]?.votes).toBeGreaterThanOrEqual(6);
  });

  it('correct data, most of them on time', async () => {
    const rows = await t.app.db.correction.findMany({ orderBy: { filedAt: 'asc' } });
    expect(rows.map((one) => one.state)).toEqual(['corrected', 'accepted', 'no_error', 'accepted']);
    // One that was doubted by a buyer is taken up, and late by now.
    expect((await showFeedbackFigures(t.ctx())).corrections).toMatchObject({ answered: 2, on_time: 2, overdue: 1 });
  });

  it('show what they made, with pictures, and rate what they used', async () => {
    const { items, total } = await listReuses(t.ctx(), reusesQuery.parse({}));
    expect(total).toBe(4);
    expect(items.every((one) => one.content.picture !== null && one.content.datasets.length > 0)).toBe(true);
    const states = await t.app.db.reuse.groupBy({ by: ['state'], _count: true });
    expect(Object.fromEntries(states.map((one) => [one.state, one._count]))).toEqual({
      published: 4,
      returned: 1,
      submitted: 1,
    });
    const [coal] = (await find('煤炭坑口价格')).items;
    const ratings = await listRatings(t.ctx(), coal?.code ?? '', { page: 1, page_size: 20 });
    expect(ratings.standing).toMatchObject({ total: 4, mean: '4.5' });
    expect(ratings.items).toHaveLength(2);
    expect(ratings.items.some((one) => one.replies.length === 1)).toBe(true);
  });

  it('are given what touches them, and nobody else sees it', async () => {
    const cases = await t.app.db.targetedCase.findMany({
      orderBy: { createdAt: 'asc' },
      include: { deliveries: true },
    });
    expect(cases.map((one) => [one.state, one.deliveries.length])).toEqual([
      ['delivered', 1],
      ['refused', 0],
      ['filed', 0],
    ]);
    expect(JSON.stringify(cases, (_key, value) => (typeof value === 'bigint' ? 0 : value))).not.toContain('演示申请人');
    expect((await find('农村宅基地登记结果')).items.every((one) => one.title !== '' && one.kind === 'entry')).toBe(
      true,
    );
  });
});

describe('between agencies', () => {
  it('every clock runs: in time, due, late, standing still, each with who has the ball', async () => {
    const { items, counts } = await listSharingClocks(await as('province.information'), {});
    expect(items).toHaveLength(14);
    for (const tone of ['green', 'due', 'late', 'paused'] as const) expect(counts[tone], tone).toBeGreaterThan(0);
    expect(new Set(items.map((one) => one.kind))).toEqual(
      new Set([
        'reply',
        'confirm',
        'supplement',
        'extension',
        'provision',
        'remedy',
        'objection',
        'correction',
        'disposition',
      ]),
    );
    const late = items.filter((one) => one.tone === 'late').map((one) => [one.kind, one.with?.name]);
    expect(late).toEqual([
      ['remedy', '山西省民政厅'],
      ['reply', '山西省生态环境厅'],
      ['correction', '山西省交通运输厅'],
    ]);
    const own = (await listSharingClocks(await as('province.health.head'), {})).items;
    expect(own.filter((one) => one.kind === 'consent')).toMatchObject([{ mine: true, tone: 'none' }]);
  });

  it('data went by interface, as files and in a batch; one case is refused and goes up the ladder', async () => {
    const taken = await t.app.db.sharingDelivery.groupBy({ by: ['kind'], _count: true });
    expect(Object.fromEntries(taken.map((one) => [one.kind, one._count]))).toEqual({ rows: 3, file: 5, batch: 1 });
    const [year] = (await showSharingFigures(t.ctx())).years;
    expect(year).toMatchObject({ year: 2026, refused: 1 });
    const rungs = await t.app.db.sharingObjection.findMany({ orderBy: { filedAt: 'asc' } });
    expect(rungs.map((one) => [one.rung, one.outcome])).toEqual([
      [1, 'upheld'],
      [2, 'upheld'],
      [1, null],
      [3, null],
    ]);
    // What a city was given back are its own rows.
    const returned = await t.app.db.sharingRequest.findFirstOrThrow({ where: { kind: 'return', state: 'in_use' } });
    expect(returned.grantedFilters).toEqual([{ column: '所在市', op: 'starts', value: '太原' }]);
  });
});

describe('trades that are looked into', () => {
  it('one is dismissed, one was answered, one lies open on the desk and its payout waits', async () => {
    const desk = await as('province.finance');
    const { items } = await listTradeClues(desk, { page: 1, page_size: 20 });
    expect(items.map((one) => [one.state, one.kind, one.buyer.name]).sort()).toEqual([
      ['answered', 'related_buyer', '太原晋游旅行社有限公司（演示）'],
      ['dismissed', 'related_buyer', '太原晋游旅行社有限公司（演示）'],
      ['open', 'related_buyer', '临汾鲜达冷链有限公司（演示）'],
    ]);
    const held = (await getPayoutsDue(desk)).payees.flatMap((one) => one.held);
    const waiting = items.filter((one) => one.state !== 'dismissed').map((one) => one.order_id);
    expect(new Set(held.filter((one) => one.hold === 'flagged').map((one) => one.order_id))).toEqual(new Set(waiting));
    const { items: relations } = await listRelations(desk, { q: '路况科技' });
    expect(relations.map((one) => one.source).sort()).toEqual(['declared', 'recorded']);
  });
});

describe('the quality of the data', () => {
  it('is held against the rules of the agencies, of which some do not hold', async () => {
    const entry = await t.app.db.entry.findFirstOrThrow({ where: { title: '高速公路气象站逐时路面状况' } });
    const report = await showPublicQuality(t.ctx(), entry.code, 'latest');
    const rules = report.tables.flatMap((one) => one.rules);
    expect(rules.find((one) => one.column === '能见度')).toMatchObject({ outcome: 'failed' });
    expect(rules.find((one) => one.column === '路面状况代码')).toMatchObject({ outcome: 'kept' });
    const dictionary = await showPublicDictionary(t.ctx(), entry.code);
    expect(dictionary.tables[0]?.columns.find((one) => one.column === '路面状况代码')?.codes).toHaveLength(4);
  });

  it('knows which columns changed, and who accepted it', async () => {
    const changed = await t.app.db.version.findMany({
      where: { state: 'published', driftAcceptedAt: { not: null } },
      include: { entry: { select: { title: true } } },
    });
    expect(changed.map((one) => one.entry.title)).toContain('高速公路服务区设施和充电桩');
    expect(changed.every((one) => (one.driftReason ?? '') !== '')).toBe(true);
  });
});

describe('the desks', () => {
  const desks: Readonly<Record<string, readonly string[]>> = {
    'province.transport': [
      'entry_draft',
      'amendment_consider',
      'agreement_expiring',
      'repayment_apply',
      'sharing_correction',
    ],
    'province.transport.head': ['statement_confirm', 'amendment_consider'],
    'province.health.head': ['amendment_sign', 'sharing_consent'],
    'province.market': ['disposition_review', 'sharing_reply'],
    'taiyuan.finance': ['statement_review', 'bank_confirm', 'bank_case'],
    'taiyuan.finance.cashier': ['remittance_receipt'],
    'province.culture': ['entry_draft', 'sharing_reply'],
    'province.housing': ['entry_returned', 'sharing_supplement'],
    'province.civil': ['version_held', 'sharing_remedy'],
    'province.ecology': ['application_open', 'sharing_reply', 'sharing_provide', 'sharing_dispose'],
    'province.emergency': ['sharing_objection'],
    'province.energy.head': ['sharing_confirm'],
    'province.health': ['application_open', 'enclave_review', 'sharing_reply'],
    'province.agriculture': ['proposal_answer'],
    'taiyuan.transport.head': ['agreement_sign'],
    'province.information': [
      'entry_review',
      'filing_decide',
      'clue_decide',
      'sharing_extension',
      'sharing_objection',
      'trade_clue_decide',
    ],
    'province.finance': [
      'payment_confirm',
      'refund_decide',
      'statement_review',
      'bank_confirm',
      'bank_case',
      'repayment_review',
      'trade_clue_decide',
    ],
    'province.finance.cashier': ['remittance_issue', 'remittance_receipt', 'repayment_register'],
    developer: ['application_fee', 'product_draft'],
    developer2: [
      'application_supplement',
      'order_pay',
      'disposition_prove',
      'agreement_expiring',
      'key_leaked',
      'complaint_answer',
      'source_answer',
    ],
    buyer: ['order_pay', 'quotation_answer'],
  };

  it.each(Object.entries(desks))('%s has work', async (login, kinds) => {
    const { items } = await worklist(await as(login));
    for (const kind of kinds)
      expect(
        items.some((one) => one.kind === kind),
        kind,
      ).toBe(true);
  });

  it('shows clocks that run', async () => {
    const { items } = await worklist(await as('province.ecology'));
    // Its part of the joint case, about which it was urged, and the application it is deciding.
    const open = items.filter((one) => one.kind === 'application_open');
    expect(open.map((one) => [one.due_on, one.days_left])).toEqual([
      ['2026-11-12', -7],
      ['2026-11-30', 5],
    ]);
  });

  it('shows what a second officer has to decide, and only to another than proposed it', async () => {
    const kinds = async (login: string) => (await worklist(await as(login))).items.map((one) => one.kind);
    expect(await kinds('province.finance')).toContain('payout_approve');
    expect(await kinds('province.finance.cashier')).not.toContain('payout_approve');
  });

  it('tells visitors of accounts that exist and have something to do', async () => {
    const logins = new Set(organizations.flatMap((one) => one.people.map((person) => person.login)));
    for (const { login, password } of demoAccounts) {
      expect(logins.has(login)).toBe(true);
      expect(password).toBe(demoPassword);
      // The audit office reads.
      if (login !== 'province.audit') expect((await worklist(await as(login))).items.length, login).toBeGreaterThan(0);
    }
  });
});

it('told how it went on', () => {
  expect(progress.length).toBeGreaterThan(50);
  expect(progress.at(-1)).toBe('done');
});
