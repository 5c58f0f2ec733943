/** Figures and counts of the finance desk, each from the records as they stand. */
import type { Db } from '#api/context.ts';

export interface FigureRow {
  readonly period: string;
  readonly agency_id: string;
  readonly agency_name: string;
  readonly product_id: string;
  readonly product_title: string;
  readonly level: string;
  readonly gross: bigint;
  readonly refunds: bigint;
  readonly treasury: bigint;
  readonly developer: bigint;
  readonly operator: bigint;
}

/** Sales by month of payment, agency, product and level of the treasury; refunds count with their sale, whenever they came. */
export async function figureRows(
  db: Db,
  regions: readonly string[] | null,
  from: string,
  to: string,
): Promise<FigureRow[]> {
  return db.$queryRaw<FigureRow[]>`
    WITH sale AS (
      SELECT al.id, al.order_id, al.agreement_id, al.base_fen, min(l.period) FILTER (WHERE l.refund_id IS NULL) AS period,
        coalesce(sum(l.amount_fen) FILTER (WHERE l.party_kind = 'treasury'), 0) AS treasury,
        coalesce(sum(l.amount_fen) FILTER (WHERE l.party_kind = 'developer'), 0) AS developer,
        coalesce(sum(l.amount_fen) FILTER (WHERE l.party_kind = 'operator'), 0) AS operator,
        coalesce(-sum(l.amount_fen) FILTER (WHERE l.refund_id IS NOT NULL), 0) AS refunds
      FROM allocation al JOIN allocation_line l ON l.allocation_id = al.id GROUP BY al.id)
    SELECT s.period, g.id AS agency_id, g.name AS agency_name, p.id AS product_id, p.title AS product_title, t.level::text AS level,
      sum(s.base_fen)::bigint AS gross, sum(s.refunds)::bigint AS refunds, sum(s.treasury)::bigint AS treasury,
      sum(s.developer)::bigint AS developer, sum(s.operator)::bigint AS operator
    FROM sale s JOIN "order" o ON o.id = s.order_id JOIN order_slice c ON (c.order_id, c.agreement_id) = (s.order_id, s.agreement_id)
    JOIN organization g ON g.id = c.agency_id JOIN product p ON p.id = o.product_id JOIN treasury t ON t.code = c.treasury_code
    WHERE s.period BETWEEN ${from} AND ${to} AND (${regions}::text[] IS NULL OR c.region_code = ANY(${regions}::text[]))
    GROUP BY s.period, g.id, p.id, t.level ORDER BY s.period, g.id, p.id`;
}

export interface OrderCount {
  readonly period: string | null;
  readonly agency_id: string | null;
  readonly product_id: string | null;
  readonly level: string | null;
  readonly orders: bigint;
}

/** Orders of the same sales, each once in every group and in the whole, under however many agreements it stands. */
export async function orderCounts(
  db: Db,
  regions: readonly string[] | null,
  from: string,
  to: string,
): Promise<OrderCount[]> {
  return db.$queryRaw<OrderCount[]>`
    SELECT l.period, c.agency_id, o.product_id, c.level::text AS level, count(DISTINCT c.order_id) AS orders
    FROM order_slice c JOIN "order" o ON o.id = c.order_id
    JOIN allocation al ON (al.order_id, al.agreement_id) = (c.order_id, c.agreement_id)
    JOIN allocation_line l ON l.allocation_id = al.id AND l.refund_id IS NULL
    WHERE l.period BETWEEN ${from} AND ${to} AND (${regions}::text[] IS NULL OR c.region_code = ANY(${regions}::text[]))
    GROUP BY GROUPING SETS ((), (l.period), (c.agency_id), (o.product_id), (c.level))`;
}

export async function remittedOf(db: Db, regions: readonly string[] | null, from: string, to: string) {
  const rows = await db.$queryRaw<
    { received: bigint; repaid: bigint; claims: bigint; statements: bigint; closed: bigint }[]
  >`
    SELECT coalesce(sum(r.amount_fen), 0)::bigint AS received, count(*) AS statements, count(*) FILTER (WHERE s.state = 'closed') AS closed,
      (SELECT coalesce(sum(p.amount_fen), 0)::bigint FROM treasury_repayment p JOIN statement x ON x.id = p.statement_id
        WHERE p.state = 'repaid' AND p.refund_id IS NOT NULL AND x.period BETWEEN ${from} AND ${to}
          AND (${regions}::text[] IS NULL OR x.region_code = ANY(${regions}::text[]))) AS repaid,
      (SELECT coalesce(sum(p.amount_fen), 0)::bigint FROM treasury_repayment p JOIN statement x ON x.id = p.statement_id
        WHERE p.state NOT IN ('repaid', 'lapsed') AND p.refund_id IS NOT NULL AND x.period BETWEEN ${from} AND ${to}
          AND (${regions}::text[] IS NULL OR x.region_code = ANY(${regions}::text[]))) AS claims
    FROM statement s LEFT JOIN treasury_receipt r ON r.statement_id = s.id
    WHERE s.period BETWEEN ${from} AND ${to} AND (${regions}::text[] IS NULL OR s.region_code = ANY(${regions}::text[]))`;
  return rows[0] ?? { received: 0n, repaid: 0n, claims: 0n, statements: 0n, closed: 0n };
}

export async function monthsClosed(db: Db, from: string, to: string): Promise<number> {
  return db.ledgerMonth.count({ where: { state: 'closed', period: { gte: from, lte: to } } });
}

export interface Waiting {
  readonly task: string;
  readonly count: bigint;
  readonly amount: bigint;
  readonly oldest: Date | null;
  /** The nearest last day of what has a term. */
  readonly due: string | null;
}

/** What waits for the bureau, one row a task that has something. */
export async function waiting(db: Db, regions: readonly string[] | null, present: string): Promise<Waiting[]> {
  return db.$queryRaw<Waiting[]>`
    WITH own AS (SELECT * FROM statement s WHERE ${regions}::text[] IS NULL OR s.region_code = ANY(${regions}::text[])),
    cases AS (SELECT * FROM treasury_repayment p WHERE ${regions}::text[] IS NULL OR p.region_code = ANY(${regions}::text[])),
    lines AS (SELECT l.*, r.imported_at FROM treasury_line l JOIN treasury_report r ON r.id = l.report_id
      WHERE l.state <> 'settled' AND (${regions}::text[] IS NULL OR r.region_code = ANY(${regions}::text[]))),
    back AS (SELECT f.*, EXISTS (SELECT 1 FROM late_refund late WHERE late.refund_id = f.id) AS late
      FROM refund f JOIN "order" o ON o.id = f.order_id JOIN agreement a ON a.id = o.agreement_id
      WHERE ${regions}::text[] IS NULL OR a.region_code = ANY(${regions}::text[])),
    tasks AS (
      SELECT 1 AS at, 'review' AS task, treasury_fen AS amount, drawn_at AS since, NULL::text AS due FROM own WHERE state = 'confirmed'
      UNION ALL SELECT 2, 'issue', treasury_fen, reviewed_at, due_on FROM own WHERE state = 'approved' AND treasury_fen > 0
      UNION ALL SELECT 3, 'await', treasury_fen, reviewed_at, due_on FROM own WHERE state = 'ordered'
      UNION ALL SELECT 4, 'close', treasury_fen, reviewed_at, NULL FROM own WHERE state = 'received' OR (state = 'approved' AND treasury_fen = 0)
      UNION ALL SELECT 5, 'refunds', amount_fen, requested_at, NULL FROM back WHERE state = 'requested'
      UNION ALL SELECT 6, 'pay_refunds', amount_fen, decided_at, NULL FROM back WHERE state = 'approved' AND bank_serial IS NULL AND late
        AND NOT EXISTS (SELECT 1 FROM treasury_repayment p WHERE p.refund_id = back.id AND p.state NOT IN ('repaid', 'lapsed'))
      UNION ALL SELECT 7, 'repay_review', amount_fen, applied_at, NULL FROM cases WHERE state = 'applied'
      UNION ALL SELECT 8, 'repay_approve', amount_fen, reviewed_at, NULL FROM cases WHERE state = 'reviewed'
      UNION ALL SELECT 9, 'repay_register', amount_fen, approved_at, NULL FROM cases WHERE state = 'approved'
      UNION ALL SELECT 10, 'exact_lines', amount_fen, imported_at, NULL FROM lines WHERE difference IS NULL
      UNION ALL SELECT 11, 'differences', amount_fen, imported_at, NULL FROM lines WHERE difference IS NOT NULL
      UNION ALL SELECT 12, 'month', 0, NULL, NULL FROM (SELECT DISTINCT ledger_month_of(effective_at) AS period FROM ledger_transaction) m
        WHERE m.period < ${present} AND NOT EXISTS (SELECT 1 FROM ledger_month c WHERE c.period = m.period AND c.state = 'closed'))
    SELECT task, count(*) AS count, coalesce(sum(amount), 0)::bigint AS amount, min(since) AS oldest, min(due) AS due
    FROM tasks GROUP BY at, task ORDER BY at`;
}
