/** Closed months and what stands in the way of closing one. */
import type { Db } from '#api/context.ts';
import { accountTotals } from '#api/ledger/store.ts';
import type { Prisma } from '#prisma/generated/client.ts';

/** Exclusive against the postings of the month, which hold the same lock shared (trigger ledger_month_is_open). */
export async function lockMonth(db: Db, period: string): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('ledger_month:' || ${period}))`;
}

export const findMonth = (db: Db, period: string) => db.ledgerMonth.findUnique({ where: { period } });
export const trialAt = (db: Db, until: Date) => accountTotals(db, until, null);

export async function allMonths(db: Db) {
  return new Map((await db.ledgerMonth.findMany()).map((row) => [row.period, row]));
}

export async function firstMonth(db: Db): Promise<string | null> {
  const rows = await db.$queryRaw<{ period: string | null }[]>`
    SELECT ledger_month_of(min(effective_at)) AS period FROM ledger_transaction`;
  return rows[0]?.period ?? null;
}

type Totals = { readonly entries: number; readonly debit: bigint };

export async function totalsByMonth(db: Db): Promise<Map<string, Totals>> {
  const rows = await db.$queryRaw<{ period: string; entries: bigint; debit: bigint }[]>`
    SELECT ledger_month_of(t.effective_at) AS period, count(*) AS entries,
      coalesce(sum(e.amount_fen) FILTER (WHERE e.amount_fen > 0), 0)::bigint AS debit
    FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id GROUP BY 1`;
  return new Map(rows.map((row) => [row.period, { entries: Number(row.entries), debit: row.debit }]));
}

export async function monthTotals(db: Db, period: string): Promise<Totals> {
  return (await totalsByMonth(db)).get(period) ?? { entries: 0, debit: 0n };
}

export async function putMonth(
  db: Db,
  period: string,
  data: Omit<Prisma.LedgerMonthUncheckedCreateInput, 'period' | 'revision'>,
): Promise<void> {
  await db.ledgerMonth.upsert({
    where: { period },
    create: { ...data, period, revision: 1 },
    update: { ...data, revision: { increment: 1 } },
  });
}

export async function signMonth(db: Db, period: string, data: Prisma.LedgerMonthUncheckedUpdateInput): Promise<void> {
  await db.ledgerMonth.update({ where: { period }, data: { ...data, revision: { increment: 1 } } });
}

export interface MonthFacts {
  readonly earlierOpen: number;
  readonly unsplit: number;
  readonly unmatchedFen: bigint;
  readonly notDrawn: number;
  readonly openLines: number;
  readonly openLinesFen: bigint;
}

export async function monthFacts(db: Db, period: string, until: Date): Promise<MonthFacts> {
  const rows = await db.$queryRaw<Record<keyof MonthFacts, bigint>[]>`
    SELECT
      (SELECT count(DISTINCT ledger_month_of(t.effective_at)) FROM ledger_transaction t
        WHERE ledger_month_of(t.effective_at) < ${period} AND NOT EXISTS (
          SELECT 1 FROM ledger_month m WHERE m.period = ledger_month_of(t.effective_at) AND m.state = 'closed')) AS "earlierOpen",
      (SELECT count(*) FROM "order" o WHERE o.state IN ('paid', 'fulfilled') AND o.amount_fen > 0 AND o.paid_at <= ${until}::timestamptz
        AND NOT EXISTS (SELECT 1 FROM allocation a WHERE a.order_id = o.id)) AS "unsplit",
      (SELECT coalesce(-sum(e.amount_fen), 0)::bigint FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
        WHERE e.account_id LIKE 'suspense:%' AND t.effective_at <= ${until}::timestamptz) AS "unmatchedFen",
      (SELECT count(*) FROM (SELECT DISTINCT al.agreement_id, l.period, c.treasury_code FROM allocation al
        JOIN allocation_line l ON l.allocation_id = al.id JOIN order_slice c ON (c.order_id, c.agreement_id) = (al.order_id, al.agreement_id)
        WHERE l.refund_id IS NULL AND l.period <= ${period}) s
        WHERE NOT EXISTS (SELECT 1 FROM statement t WHERE t.agreement_id = s.agreement_id AND t.period = s.period
          AND t.treasury_code = s.treasury_code)) AS "notDrawn",
      (SELECT count(*) FROM treasury_line l WHERE l.state <> 'settled' AND left(l.received_on, 7) <= ${period}) AS "openLines",
      (SELECT coalesce(sum(l.amount_fen), 0)::bigint FROM treasury_line l WHERE l.state <> 'settled' AND left(l.received_on, 7) <= ${period}) AS "openLinesFen"`;
  const [row] = rows;
  if (row === undefined) throw new Error('no facts of a month');
  return {
    earlierOpen: Number(row.earlierOpen),
    unsplit: Number(row.unsplit),
    unmatchedFen: row.unmatchedFen,
    notDrawn: Number(row.notDrawn),
    openLines: Number(row.openLines),
    openLinesFen: row.openLinesFen,
  };
}

export async function rebuilt(db: Db) {
  return db.$queryRaw<{ id: string; balance: bigint; rebuilt: bigint; entries: bigint }[]>`
    SELECT a.id, b.amount_fen AS balance, coalesce(sum(e.amount_fen), 0)::bigint AS rebuilt, count(e.line) AS entries
    FROM ledger_account a JOIN ledger_balance b ON b.account_id = a.id LEFT JOIN ledger_entry e ON e.account_id = a.id
    GROUP BY a.id, b.amount_fen ORDER BY a.id COLLATE "C"`;
}
