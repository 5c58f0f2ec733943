/** The catalogue and what is open to the public: circumstances 3 and 5. */
import type { UpdateCycle } from '#api/catalog/rules/codes.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import { orUnloaded } from '#api/quality/reports.ts';
import { dueAfter } from '#api/quality/rules/report.ts';
import type { Detector, Fact } from './fact.ts';

interface Published {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly provider_id: string;
  readonly number: number;
  readonly published_at: Date;
  readonly sha256: string;
  readonly cycle: UpdateCycle | null;
}

interface Restricted {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly provider_id: string;
  readonly revision: number;
  readonly share_type: string;
  readonly reason: string | null;
  readonly published_at: Date;
}

export const openDetectors: readonly Detector[] = [
  {
    code: 'restricted_without_basis',
    async read(ctx, { code }) {
      const rows = await ctx.db.$queryRaw<Restricted[]>`
        SELECT e.id, e.code, e.title, e.provider_id, e.published_revision AS revision, r.content->>'share_type' AS share_type,
          r.content->>'share_reason' AS reason, coalesce(e.published_at, e.updated_at) AS published_at
        FROM entry e JOIN entry_revision r ON r.entry_id = e.id AND r.number = e.published_revision
        WHERE e.region_code = ${code} AND e.state = 'published' AND r.content->>'share_type' IN ('2', '3')
          AND (coalesce(r.content->'share_basis'->>'instrument', '') = '' OR coalesce(r.content->'share_basis'->>'article', '') = '')
        ORDER BY e.id`;
      return rows.map(
        (row): Fact => ({
          key: `${row.id}|${row.revision}`,
          accusedId: row.provider_id,
          subject: ['entry', row.id, row.code],
          title: row.title,
          since: dayOf(row.published_at),
          evidence: { entry: row.code, revision: row.revision, share_type: row.share_type, reason: row.reason },
        }),
      );
    },
  },
  {
    code: 'open_data_overdue',
    async read(ctx, { code, before }) {
      const rows = await ctx.db.$queryRaw<Published[]>`
        SELECT e.id, e.code, e.title, e.provider_id, v.number, v.published_at, v.source_sha256 AS sha256,
          r.content->>'update_cycle' AS cycle
        FROM entry e JOIN entry_revision r ON r.entry_id = e.id AND r.number = e.published_revision
        JOIN LATERAL (SELECT * FROM version WHERE entry_id = e.id AND state = 'published' ORDER BY number DESC LIMIT 1) v ON true
        WHERE e.region_code = ${code} AND e.state <> 'withdrawn' AND r.content->>'open_type' <> 'none' ORDER BY e.id`;
      return rows.flatMap((row): Fact[] => {
        const due = orUnloaded<Day | null>(null, () => dueAfter(dayOf(row.published_at), row.cycle, ctx.calendar()));
        if (due === null || due >= before) return [];
        return [
          {
            key: `${row.id}|${row.number}`,
            accusedId: row.provider_id,
            subject: ['entry', row.id, row.code],
            title: row.title,
            since: due,
            evidence: {
              entry: row.code,
              version: row.number,
              published_at: row.published_at.toISOString(),
              update_cycle: row.cycle,
              due_on: due,
              source_sha256: row.sha256,
            },
          },
        ];
      });
    },
  },
  {
    code: 'personal_in_open',
    async read(ctx, { code }) {
      const rows = await ctx.db.privacyFinding.findMany({
        where: {
          blocks: true,
          version: {
            state: 'published',
            entry: { regionCode: code, openType: { not: 'none' }, state: { not: 'withdrawn' } },
          },
        },
        include: { version: { include: { entry: true } } },
        orderBy: [{ versionId: 'asc' }, { table: 'asc' }, { column: 'asc' }, { kind: 'asc' }],
      });
      return rows.map(
        ({ version, table, column, kind, hits, checked }): Fact => ({
          key: `${version.id}|${table}|${column}|${kind}`,
          accusedId: version.entry.providerId,
          subject: ['entry', version.entryId, version.entry.code],
          title: version.entry.title,
          since: dayOf(version.publishedAt ?? version.createdAt),
          evidence: {
            entry: version.entry.code,
            version: version.number,
            table,
            column,
            kind,
            hits: String(hits),
            checked: String(checked),
            source_sha256: version.sourceSha256,
          },
        }),
      );
    },
  },
  {
    code: 'correction_late',
    async read(ctx, { code, before }) {
      const agencies = await ctx.db.organization.findMany({ where: { regionCode: code }, select: { id: true } });
      const rows = await ctx.db.correction.findMany({
        where: {
          agencyId: { in: agencies.map((one) => one.id) },
          state: { in: ['filed', 'accepted'] },
          dueOn: { lt: before },
        },
        orderBy: { id: 'asc' },
      });
      const entries = await ctx.db.entry.findMany({
        where: { id: { in: rows.map((row) => row.entryId) } },
        select: { id: true, title: true, code: true },
      });
      const of = new Map(entries.map((one) => [one.id, one]));
      return rows.map(
        (row): Fact => ({
          key: row.id,
          accusedId: row.agencyId,
          subject: ['correction', row.id, row.no],
          title: of.get(row.entryId)?.title ?? row.no,
          since: row.dueOn,
          evidence: {
            correction: row.no,
            entry: of.get(row.entryId)?.code ?? '',
            filed_at: row.filedAt.toISOString(),
            due_on: row.dueOn,
          },
        }),
      );
    },
  },
  {
    code: 'request_late',
    async read(ctx, { code, before }) {
      const agencies = await ctx.db.organization.findMany({ where: { regionCode: code }, select: { id: true } });
      const rows = await ctx.db.dataRequest.findMany({
        where: { agencyId: { in: agencies.map((one) => one.id) }, state: 'assigned', answerDueOn: { lt: before } },
        orderBy: { id: 'asc' },
      });
      return rows.map(
        (row): Fact => ({
          key: `${row.id}|${row.agencyId ?? ''}`,
          accusedId: row.agencyId ?? '',
          subject: ['request', row.id, row.no],
          title: row.title,
          since: row.answerDueOn ?? dayOf(row.filedAt),
          evidence: {
            request: row.no,
            assigned_at: row.assignedAt?.toISOString() ?? null,
            due_on: row.answerDueOn,
          },
        }),
      );
    },
  },
];
