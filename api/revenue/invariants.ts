/** Money from the order to the treasury: what must hold over orders, splits, statements and the ledger together. */
import type { Db } from '#api/context.ts';
import { checkLedger, type Rule, runRules, type Violation } from '#api/ledger/invariants.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import { replay } from './rules/allocation.ts';

const rules: readonly Rule[] = [
  {
    rule: 'I4',
    says: 'what was received for an order is held, split or paid back, to the fen',
    run: (db) => db.$queryRaw`
      WITH held AS (
        SELECT t.order_id, -sum(e.amount_fen) AS amount FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id
        WHERE e.account_id = 'held:orders' AND t.order_id IS NOT NULL GROUP BY 1),
      split AS (SELECT al.order_id, sum(l.amount_fen) AS amount FROM allocation al JOIN allocation_line l ON l.allocation_id = al.id GROUP BY 1),
      back AS (SELECT order_id, sum(amount_fen) AS amount FROM refund WHERE state = 'approved' GROUP BY 1)
      SELECT format('order %s: received %s, held %s, split %s, refunded %s', o.no, coalesce(p.amount_fen, 0), coalesce(h.amount, 0),
        coalesce(s.amount, 0), coalesce(b.amount, 0)) AS found
      FROM "order" o LEFT JOIN payment p ON p.order_id = o.id LEFT JOIN held h ON h.order_id = o.id
      LEFT JOIN split s ON s.order_id = o.id LEFT JOIN back b ON b.order_id = o.id
      WHERE coalesce(p.amount_fen, 0) <> coalesce(h.amount, 0) + coalesce(s.amount, 0) + coalesce(b.amount, 0)`,
  },
  {
    rule: 'I5',
    says: 'the parts of a sale sum to its base, those of a refund to the refund, and each sale part is within 1 fen of its share',
    run: (db) => db.$queryRaw`
      SELECT format('allocation %s: parts %s of %s', al.id, sum(l.amount_fen), al.base_fen) AS found
      FROM allocation al JOIN allocation_line l ON l.allocation_id = al.id AND l.refund_id IS NULL
      GROUP BY al.id HAVING sum(l.amount_fen) <> al.base_fen OR sum(l.ppm) <> 1000000
        OR bool_or(abs(l.amount_fen * 1000000::numeric - al.base_fen::numeric * l.ppm) >= 1000000)
      UNION ALL
      SELECT format('refund %s: parts %s of %s', r.id, coalesce(sum(l.amount_fen), 0), -r.amount_fen)
      FROM refund r LEFT JOIN allocation_line l ON l.refund_id = r.id WHERE r.state = 'approved'
      GROUP BY r.id HAVING coalesce(sum(l.amount_fen), 0) <> -r.amount_fen`,
  },
  {
    rule: 'I6',
    says: 'no order gives back more than it received, and no party more than it got',
    run: (db) => db.$queryRaw`
      SELECT format('order %s refunded %s of %s', o.no, sum(r.amount_fen), o.amount_fen) AS found
      FROM "order" o JOIN refund r ON r.order_id = o.id AND r.state = 'approved' GROUP BY o.id HAVING sum(r.amount_fen) > o.amount_fen
      UNION ALL
      SELECT format('%s %s holds %s of allocation %s', party_kind, party_id, sum(amount_fen), allocation_id)
      FROM allocation_line GROUP BY allocation_id, party_kind, party_id HAVING sum(amount_fen) < 0`,
  },
  {
    rule: 'I7',
    says: 'the government part of a slice belongs to the treasury its agency belonged to, and slices are the price',
    run: (db) => db.$queryRaw`
      SELECT format('allocation line %s: %s for %s', l.id, l.party_id, o.name) AS found
      FROM allocation_line l JOIN allocation al ON al.id = l.allocation_id
      JOIN order_slice c ON (c.order_id, c.agreement_id) = (al.order_id, al.agreement_id)
      JOIN organization o ON o.id = c.agency_id LEFT JOIN treasury t ON t.code = c.treasury_code
      WHERE l.party_kind = 'treasury' AND (t.code IS DISTINCT FROM l.party_id OR t.region_code <> c.region_code OR t.level <> c.level)
      UNION ALL
      SELECT format('order %s of %s has slices of %s', o.no, o.amount_fen, coalesce(sum(c.gross_fen), 0))
      FROM "order" o LEFT JOIN order_slice c ON c.order_id = o.id GROUP BY o.id HAVING coalesce(sum(c.gross_fen), 0) <> o.amount_fen
      UNION ALL
      SELECT format('slice of order %s under %s holds %s, its part of %s is %s', c.order_id, c.agreement_id, h.held, n.net, n.net * c.ppm / 1000000)
      FROM order_slice c
      JOIN LATERAL (SELECT sum(l.amount_fen) AS held FROM allocation al JOIN allocation_line l ON l.allocation_id = al.id
        WHERE (al.order_id, al.agreement_id) = (c.order_id, c.agreement_id)) h ON h.held IS NOT NULL
      JOIN LATERAL (SELECT sum(l.amount_fen)::numeric AS net FROM allocation al JOIN allocation_line l ON l.allocation_id = al.id
        WHERE al.order_id = c.order_id) n ON true
      WHERE h.held < 0 OR abs(h.held * 1000000::numeric - n.net * c.ppm) >= 2000000`,
  },
  {
    rule: 'I8',
    says: 'what accrued to a treasury through an agency is payable, in transit or received, less what it has to give back',
    run: (db) => db.$queryRaw`
      WITH accrued AS (
        SELECT l.party_id AS code, a.agency_id, sum(l.amount_fen) AS amount FROM allocation_line l JOIN allocation al ON al.id = l.allocation_id
        JOIN agreement a ON a.id = al.agreement_id WHERE l.party_kind = 'treasury' GROUP BY 1, 2),
      owed AS (
        SELECT acc.treasury_code AS code, e.agency_id, -sum(e.amount_fen) AS amount FROM ledger_entry e JOIN ledger_account acc ON acc.id = e.account_id
        WHERE acc.treasury_code IS NOT NULL GROUP BY 1, 2),
      -- Shared with another level and still on its way there: what has arrived counts as received where it was collected.
      moved AS (
        SELECT code, agency_id, sum(amount) AS amount FROM (
          SELECT h.treasury_code AS code, s.agency_id, h.amount_fen AS amount FROM payment_order_share h JOIN payment_order p ON p.id = h.payment_order_id
            JOIN statement s ON s.id = p.statement_id LEFT JOIN payment_order_void v ON v.payment_order_id = p.id
            LEFT JOIN treasury_receipt r ON r.payment_order_no = p.no WHERE h.treasury_code <> p.treasury_code AND v.payment_order_id IS NULL AND r.id IS NULL
          UNION ALL
          SELECT p.treasury_code, s.agency_id, -h.amount_fen FROM payment_order_share h JOIN payment_order p ON p.id = h.payment_order_id
            JOIN statement s ON s.id = p.statement_id LEFT JOIN payment_order_void v ON v.payment_order_id = p.id
            LEFT JOIN treasury_receipt r ON r.payment_order_no = p.no WHERE h.treasury_code <> p.treasury_code AND v.payment_order_id IS NULL AND r.id IS NULL) m
        GROUP BY 1, 2),
      -- Counted receipts, and money that lies with a treasury uncounted (over, twice, wrong level), less what came back.
      received AS (
        SELECT code, agency_id, sum(amount) AS amount FROM (
          SELECT s.treasury_code AS code, s.agency_id, r.amount_fen AS amount FROM treasury_receipt r JOIN statement s ON s.id = r.statement_id
          UNION ALL
          SELECT l.treasury_code, s.agency_id, l.held_fen FROM treasury_line l JOIN statement s ON s.id = l.statement_id
          WHERE l.held_fen > 0 AND l.settled_how IS DISTINCT FROM 'corrected' AND l.settled_how IS DISTINCT FROM 'supplemented'
          UNION ALL
          SELECT p.treasury_code, p.agency_id, -p.amount_fen FROM treasury_repayment p WHERE p.state = 'repaid') paid GROUP BY 1, 2)
      SELECT format('%s through %s: accrued %s, owed %s, received %s', code, agency_id, coalesce(a.amount, 0), coalesce(o.amount, 0), coalesce(r.amount, 0)) AS found
      FROM accrued a FULL JOIN owed o USING (code, agency_id) FULL JOIN received r USING (code, agency_id)
      FULL JOIN moved m USING (code, agency_id)
      WHERE coalesce(a.amount, 0) + coalesce(m.amount, 0) <> coalesce(o.amount, 0) + coalesce(r.amount, 0)
      UNION ALL
      SELECT format('payment order %s of %s is shared as %s', p.no, p.amount_fen, sum(h.amount_fen))
      FROM payment_order p JOIN payment_order_share h ON h.payment_order_id = p.id GROUP BY p.id HAVING sum(h.amount_fen) <> p.amount_fen`,
  },
  {
    rule: 'I9',
    says: 'a statement is the sum of its lines, and an order stands in one statement an agreement',
    run: (db) => db.$queryRaw`
      SELECT format('statement %s', s.no) AS found FROM statement s LEFT JOIN statement_line l ON l.statement_id = s.id AND l.round = s.round
      GROUP BY s.id HAVING (s.gross_fen, s.refunds_fen, s.treasury_fen, s.developer_fen, s.operator_fen) IS DISTINCT FROM
        (sum(l.gross_fen)::bigint, sum(l.refunds_fen)::bigint, sum(l.treasury_fen)::bigint, sum(l.developer_fen)::bigint, sum(l.operator_fen)::bigint)
      UNION ALL
      SELECT format('order %s stands in %s statements of agreement %s', l.order_id, count(DISTINCT s.id), s.agreement_id)
      FROM statement_line l JOIN statement s ON s.id = l.statement_id GROUP BY l.order_id, s.agreement_id HAVING count(DISTINCT s.id) > 1`,
  },
  {
    rule: 'I10',
    says: 'a bank serial, a payment order and a treasury receipt count once, in and out',
    run: (db) => db.$queryRaw`
      SELECT format('bank serial %s', serial) AS found FROM (
        SELECT bank_serial AS serial FROM payment UNION ALL SELECT bank_serial FROM refund WHERE bank_serial IS NOT NULL) x
      GROUP BY serial HAVING count(*) > 1
      UNION ALL
      SELECT format('receipt %s says %s, payment order %s says %s', r.receipt_no, r.amount_fen, p.no, p.amount_fen)
      FROM treasury_receipt r LEFT JOIN payment_order p ON p.no = r.payment_order_no
      WHERE p.id IS NULL OR r.amount_fen <> p.amount_fen OR r.treasury_code <> p.treasury_code OR r.statement_id <> p.statement_id
        OR EXISTS (SELECT 1 FROM payment_order_void v WHERE v.payment_order_id = p.id)`,
  },
  {
    rule: 'I8',
    says: 'what a treasury has to give back is exactly its open repayments and the money that lies there uncounted',
    run: (db) => db.$queryRaw`
      WITH claimed AS (
        SELECT code, sum(amount) AS amount FROM (
          SELECT treasury_code AS code, amount_fen AS amount FROM treasury_repayment WHERE refund_id IS NOT NULL AND state NOT IN ('repaid', 'lapsed')
          UNION ALL
          SELECT l.treasury_code, l.held_fen FROM treasury_line l LEFT JOIN treasury_repayment p ON p.line_id = l.id
          WHERE l.held_fen > 0 AND coalesce(l.settled_how, '') NOT IN ('corrected', 'supplemented')
            AND p.state IS DISTINCT FROM 'repaid') x GROUP BY 1),
      held AS (
        SELECT acc.treasury_code AS code, b.amount_fen AS amount FROM ledger_account acc JOIN ledger_balance b ON b.account_id = acc.id
        WHERE acc.id LIKE 'recv:treasury_refund:%')
      SELECT format('treasury %s: the ledger says %s, its cases %s', code, coalesce(h.amount, 0), coalesce(c.amount, 0)) AS found
      FROM held h FULL JOIN claimed c USING (code) WHERE coalesce(h.amount, 0) <> coalesce(c.amount, 0)`,
  },
  {
    rule: 'I13',
    says: 'computing a split again from its stored input gives the stored parts and hash',
    run: async (db) => {
      const found: { found: string }[] = [];
      const rows = await db.allocation.findMany({ include: { lines: { where: { refundId: null } } } });
      for (const row of rows) {
        const again = replay(row.inputCanonical);
        const parts = new Map(again.parts.map((part) => [part.party, part.amount as bigint]));
        const same = row.lines.every((line) => parts.get(`${line.partyKind}:${line.partyId}`) === line.amountFen);
        if (!same || parts.size !== row.lines.length || sha256(again.resultCanonical) !== row.resultSha256) {
          found.push({ found: `allocation ${row.id} of order ${row.orderId}` });
        }
      }
      return found;
    },
  },
];

/** Every rule there is so far, over the whole database: I1 to I10, I13, I14. An empty list is the proof. */
export async function checkInvariants(db: Db): Promise<Violation[]> {
  return [...(await checkLedger(db)), ...(await runRules(db, rules))];
}
