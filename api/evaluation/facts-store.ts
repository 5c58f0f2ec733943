/** Facts of other rooms that indicators count; read only. */
import type { EntryContent } from '#api/catalog/rules/entry.ts';
import type { Db } from '#api/context.ts';

type Ids = readonly string[];

export async function entryIds(db: Db, agencies: Ids) {
  return db.entry.findMany({
    where: { providerId: { in: [...agencies] }, state: { not: 'withdrawn' } },
    select: { id: true, code: true, title: true, providerId: true, publishedRevision: true, state: true },
    orderBy: { code: 'asc' },
  });
}

export interface Capacity {
  readonly id: string;
  readonly cells: bigint;
}

/** Rows times columns of the newest published version. */
export async function capacities(db: Db, ids: Ids): Promise<Capacity[]> {
  return db.$queryRaw<Capacity[]>`
    SELECT e.id, coalesce(sum(coalesce(t.row_count, 0) * (SELECT count(*) FROM version_column c
        WHERE c.version_id = t.version_id AND c.table_number = t.number)), 0)::bigint AS cells
    FROM entry e
    JOIN LATERAL (SELECT v.id FROM version v WHERE v.entry_id = e.id AND v.state = 'published'
      ORDER BY v.number DESC LIMIT 1) n ON true
    JOIN version_table t ON t.version_id = n.id
    WHERE e.id = ANY(${[...ids]}) GROUP BY e.id`;
}

export interface Rules {
  readonly id: string;
  readonly rules: number;
  readonly failed: number;
}

/** The newest report of every table of the newest published version. */
export async function qualityRules(db: Db, ids: Ids): Promise<Rules[]> {
  return db.$queryRaw<Rules[]>`
    SELECT e.id, sum((SELECT count(*) FROM jsonb_array_elements(q.report->'rules') r WHERE r->>'outcome' <> 'skipped'))::int AS rules,
      sum((SELECT count(*) FROM jsonb_array_elements(q.report->'rules') r WHERE r->>'outcome' = 'failed'))::int AS failed
    FROM entry e
    JOIN LATERAL (SELECT v.id FROM version v WHERE v.entry_id = e.id AND v.state = 'published'
      ORDER BY v.number DESC LIMIT 1) n ON true
    JOIN LATERAL (SELECT DISTINCT ON (p.table_number) p.report FROM quality_report p WHERE p.version_id = n.id
      ORDER BY p.table_number, p.at DESC) q ON true
    WHERE e.id = ANY(${[...ids]}) GROUP BY e.id`;
}

export async function uploads(db: Db, agencies: Ids, from: Date, to: Date) {
  return db.version.findMany({
    where: {
      entry: { providerId: { in: [...agencies] } },
      createdAt: { gte: from, lt: to },
      state: { in: ['held', 'ready', 'published'] },
    },
    select: {
      number: true,
      createdAt: true,
      entry: { select: { id: true, code: true, title: true, providerId: true } },
      findings: { where: { blocks: true }, select: { table: true, column: true } },
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
}

export async function sharingCases(db: Db, agencies: Ids) {
  return db.sharingRequest.findMany({
    where: { providerId: { in: [...agencies] }, kind: 'request', filedAt: { not: null } },
    select: {
      id: true,
      no: true,
      need: true,
      providerId: true,
      regionCode: true,
      shareType: true,
      extensionDays: true,
      extensionAnswer: true,
      refusalGround: true,
      decisionReason: true,
      steps: { select: { action: true, at: true }, orderBy: { revision: 'asc' } },
      objections: { select: { outcome: true } },
    },
    orderBy: { no: 'asc' },
  });
}

/** Corrections asked of shared data, and of data in the portal. */
export async function corrections(db: Db, agencies: Ids, from: string, to: string) {
  const dueOn = { gte: from, lte: to };
  const [shared, open] = await Promise.all([
    db.sharingCorrection.findMany({
      where: { providerId: { in: [...agencies] }, dueOn },
      select: { no: true, requestId: true, providerId: true, wrong: true, dueOn: true, answeredAt: true },
      orderBy: { no: 'asc' },
    }),
    db.correction.findMany({
      where: { agencyId: { in: [...agencies] }, dueOn },
      select: { id: true, no: true, agencyId: true, wrong: true, dueOn: true, closedAt: true },
      orderBy: { no: 'asc' },
    }),
  ]);
  return { shared, open };
}

export async function dataRequests(db: Db, agencies: Ids, from: string, to: string) {
  return db.dataRequest.findMany({
    where: { agencyId: { in: [...agencies] }, answerDueOn: { gte: from, lte: to } },
    select: { id: true, no: true, title: true, agencyId: true, answerDueOn: true, answeredAt: true },
    orderBy: { no: 'asc' },
  });
}

export async function signings(db: Db, agencies: Ids) {
  return db.agreement.findMany({
    where: { agencyId: { in: [...agencies] }, steps: { some: { toState: 'signed' } } },
    select: {
      id: true,
      no: true,
      agencyId: true,
      regionCode: true,
      steps: { where: { toState: 'signed' }, select: { at: true }, orderBy: { revision: 'asc' }, take: 1 },
      filings: { select: { submittedAt: true }, orderBy: { submittedAt: 'asc' }, take: 1 },
    },
    orderBy: { no: 'asc' },
  });
}

export async function listedProducts(db: Db, agencies: Ids) {
  const rows = await db.product.findMany({
    where: { state: 'listed', agreement: { agencyId: { in: [...agencies] } } },
    select: {
      id: true,
      no: true,
      title: true,
      listedAt: true,
      agreement: { select: { agencyId: true } },
      _count: { select: { sources: true } },
    },
    orderBy: { no: 'asc' },
  });
  const doubts = await db.sourceNotice.findMany({
    where: { productId: { in: rows.map((row) => row.id) }, state: { not: 'answered' } },
    select: { productId: true },
  });
  const doubted = new Set(doubts.map((one) => one.productId));
  return rows.map((row) => ({ ...row, cited: row._count.sources > 0 && !doubted.has(row.id) }));
}

export async function remittances(db: Db, agencies: Ids, from: string, to: string) {
  return db.statement.findMany({
    where: { agencyId: { in: [...agencies] }, dueOn: { gte: from, lte: to }, treasuryFen: { gt: 0 } },
    select: { no: true, period: true, agencyId: true, dueOn: true, receipt: { select: { receivedOn: true } } },
    orderBy: { no: 'asc' },
  });
}

export async function publishedReuses(db: Db, agencies: Ids, before: Date) {
  return db.reuseDataset.findMany({
    where: {
      entry: { providerId: { in: [...agencies] } },
      reuse: { state: 'published', publishedAt: { lt: before } },
    },
    select: {
      reuseId: true,
      entry: { select: { code: true, title: true, providerId: true } },
      reuse: { select: { publishedRevision: true, revisions: { select: { number: true, title: true } } } },
    },
    orderBy: [{ reuseId: 'asc' }, { entryId: 'asc' }],
  });
}

export interface Downloads {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly providerId: string;
  readonly count: bigint;
}

export async function downloads(db: Db, agencies: Ids, from: string, to: string): Promise<Downloads[]> {
  return db.$queryRaw<Downloads[]>`
    SELECT e.id, e.code, e.title, e.provider_id AS "providerId", sum(d.count)::bigint AS count
    FROM open_download d JOIN version v ON v.id = d.version_id JOIN entry e ON e.id = v.entry_id
    WHERE e.provider_id = ANY(${[...agencies]}) AND d.day >= ${from} AND d.day <= ${to}
    GROUP BY e.id ORDER BY e.code`;
}

/** Of published entries those that have data, and of these the ones on a registered card. */
export async function carded(db: Db, ids: Ids): Promise<ReadonlySet<string>> {
  const rows = await db.assetResource.findMany({
    where: { entryId: { in: [...ids] }, live: true, card: { state: 'registered' } },
    select: { entryId: true },
  });
  return new Set(rows.map((one) => one.entryId));
}

/** Orders to correct by the term that held in the end, and when their fulfilment was reported. */
export async function ordersToCorrect(db: Db, agencies: Ids) {
  return db.supervisionCase.findMany({
    where: { accusedId: { in: [...agencies] }, firstDueOn: { not: null }, state: { not: 'dropped' } },
    select: {
      id: true,
      no: true,
      title: true,
      accusedId: true,
      firstDueOn: true,
      lapsedOn: true,
      extensionTo: true,
      extensionAnswer: true,
      reportedAt: true,
    },
    orderBy: { no: 'asc' },
  });
}

export const catalogueTriggers = (db: Db, agencies: Ids, from: string, to: string) =>
  db.catalogueTrigger.findMany({
    where: { organizationId: { in: [...agencies] }, dueOn: { gte: from, lte: to }, state: { not: 'dropped' } },
    select: { id: true, no: true, document: true, organizationId: true, dueOn: true, closedAt: true },
    orderBy: { no: 'asc' },
  });

export const subjectRequests = (db: Db, agencies: Ids, from: string, to: string) =>
  db.subjectRequest.findMany({
    where: { agencyId: { in: [...agencies] }, dueOn: { gte: from, lte: to }, state: { not: 'withdrawn' } },
    select: { id: true, no: true, kind: true, agencyId: true, dueOn: true, answeredAt: true },
    orderBy: { no: 'asc' },
  });

/** Uses in use, with what they work with and whether there is an effect. */
export async function dataUses(db: Db, agencies: Ids) {
  return db.dataUseCase.findMany({
    where: { agencyId: { in: [...agencies] }, state: 'in_use' },
    select: {
      id: true,
      no: true,
      title: true,
      agencyId: true,
      sources: { select: { entryId: true }, orderBy: { entryId: 'asc' } },
      _count: { select: { effects: true } },
    },
    orderBy: { no: 'asc' },
  });
}

export async function digitisations(db: Db, agencies: Ids) {
  return db.digitisationPlan.findMany({
    where: { agencyId: { in: [...agencies] } },
    select: {
      id: true,
      no: true,
      title: true,
      agencyId: true,
      total: true,
      dueOn: true,
      reports: { select: { done: true }, orderBy: { at: 'desc' }, take: 1 },
    },
    orderBy: { no: 'asc' },
  });
}

/** Goals of plans in force that are due by a day, with what was last reported of them. */
export async function goalsDue(db: Db, agencies: Ids, by: string) {
  const goals = await db.developmentGoal.findMany({
    where: { responsibleId: { in: [...agencies] }, dueOn: { lte: by }, plan: { state: 'published' } },
    select: {
      code: true,
      title: true,
      target: true,
      dueOn: true,
      responsibleId: true,
      plan: { select: { id: true, series: true } },
    },
    orderBy: [{ planId: 'asc' }, { position: 'asc' }],
  });
  const reports = await db.goalReport.findMany({
    where: { series: { in: goals.map((goal) => goal.plan.series) } },
    orderBy: { at: 'desc' },
    select: { series: true, goalCode: true, value: true, at: true },
  });
  return goals.map((goal) => ({
    ...goal,
    reports: reports.filter((one) => one.series === goal.plan.series && one.goalCode === goal.code),
  }));
}

export interface GrantFacts {
  readonly entryId: string;
  readonly providerId: string;
  readonly open: boolean;
  readonly shared: boolean;
}

/** What lets an agency work with entries on a day. */
export async function grants(db: Db, agencyId: string, ids: Ids, today: string): Promise<GrantFacts[]> {
  const [entries, shared] = await Promise.all([
    db.entry.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true, providerId: true, openType: true, publishedRevision: true, state: true },
    }),
    db.sharingRequest.findMany({
      where: {
        requesterId: agencyId,
        entryId: { in: [...ids] },
        state: { in: ['granted', 'in_use'] },
        termUntil: { gte: today },
      },
      select: { entryId: true },
    }),
  ]);
  const held = new Set(shared.map((one) => one.entryId));
  return entries.map((entry) => ({
    entryId: entry.id,
    providerId: entry.providerId,
    open: entry.openType === 'unconditional' && entry.publishedRevision !== null && entry.state !== 'withdrawn',
    shared: held.has(entry.id),
  }));
}

export type { EntryContent };
