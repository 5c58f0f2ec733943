/** Licensed development and its money, and files that were traced: circumstances 5 and 7. */
import { dayOf } from '#api/kernel/time.ts';
import { numberParameter } from '#api/organizations/service.ts';
import type { Detector, Fact } from './fact.ts';

interface Traced {
  readonly seq: bigint;
  readonly at: Date;
  readonly hash: string;
  readonly delivery: string;
  readonly sha256: string;
  readonly accused: string;
  readonly no: string;
  readonly subject_type: string;
  readonly subject_id: string;
}

export const licenceDetectors: readonly Detector[] = [
  {
    code: 'leak_traced',
    /** Traces are on the audit chain: the evidence names the record. */
    async read(ctx, { code }) {
      const rows = await ctx.db.$queryRaw<Traced[]>`
        WITH named AS (
          SELECT a.seq, a.at, a.hash, a.canon::jsonb->'facts'->>'named' AS delivery, a.canon::jsonb->'facts'->>'sha256' AS sha256
          FROM audit_event a WHERE a.action IN ('sharing.trace', 'usage.trace') AND a.outcome = 'done'
        )
        SELECT n.*, r.requester_id AS accused, r.no, 'sharing' AS subject_type, r.id AS subject_id
        FROM named n JOIN sharing_delivery d ON d.id = n.delivery JOIN sharing_request r ON r.id = d.request_id
        WHERE r.requester_region = ${code}
        UNION ALL
        SELECT n.*, g.developer_id, g.no, 'agreement', g.id
        FROM named n JOIN delivery d ON d.id = n.delivery JOIN agreement g ON g.id = d.agreement_id
        WHERE g.region_code = ${code} ORDER BY seq`;
      return rows.map(
        (row): Fact => ({
          // The same file traced twice is one leak.
          key: `${row.delivery}|${row.sha256}`,
          accusedId: row.accused,
          subject: [row.subject_type, row.subject_id, row.no],
          title: row.no,
          since: dayOf(row.at),
          evidence: {
            delivery: row.delivery,
            of: row.no,
            file_sha256: row.sha256,
            audit_seq: String(row.seq),
            audit_hash: row.hash,
          },
        }),
      );
    },
  },
  {
    code: 'filing_late',
    async read(ctx, { code, before }) {
      const days = await numberParameter(ctx, 'filing.deadline_working_days', code, 10);
      const rows = await ctx.db.agreement.findMany({
        where: { regionCode: code, state: 'signed', filings: { none: {} } },
        include: { steps: { where: { toState: 'signed' }, orderBy: { revision: 'desc' }, take: 1 } },
        orderBy: { id: 'asc' },
      });
      return rows.flatMap((row): Fact[] => {
        const signed = dayOf(row.steps[0]?.at ?? row.updatedAt);
        const due = ctx.calendar().addWorkingDays(signed, days);
        if (due >= before) return [];
        return [
          {
            key: row.id,
            accusedId: row.agencyId,
            subject: ['agreement', row.id, row.no],
            title: row.no,
            since: due,
            evidence: {
              agreement: row.no,
              version: row.version,
              signed_on: signed,
              due_on: due,
              developer: row.developerId,
            },
          },
        ];
      });
    },
  },
  {
    code: 'treasury_late',
    async read(ctx, { code, before }) {
      const rows = await ctx.db.statement.findMany({
        where: {
          regionCode: code,
          state: { in: ['approved', 'ordered'] },
          dueOn: { lt: before },
          treasuryFen: { gt: 0n },
        },
        orderBy: { id: 'asc' },
      });
      return rows.map(
        (row): Fact => ({
          key: row.id,
          accusedId: row.agencyId,
          subject: ['statement', row.id, row.no],
          title: `${row.no} · ${row.period}`,
          since: row.dueOn ?? dayOf(row.drawnAt),
          evidence: {
            statement: row.no,
            period: row.period,
            treasury: row.treasuryCode,
            treasury_fen: String(row.treasuryFen),
            due_on: row.dueOn,
            developer: row.developerId,
          },
        }),
      );
    },
  },
];
