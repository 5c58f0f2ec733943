/** What must hold between payouts, the parts of orders and the ledger whatever happened. An empty list is the proof. */
import type { Db } from '#api/context.ts';
import { type Rule, runRules, type Violation } from '#api/ledger/invariants.ts';

const rules: readonly Rule[] = [
  {
    rule: 'P1',
    says: 'a payout is the sum of its lines, a run the sum of its payouts',
    run: (db) => db.$queryRaw`
      SELECT format('payout %s of %s has lines of %s', p.no, p.amount_fen, sum(l.amount_fen)) AS found
      FROM payout p LEFT JOIN payout_line l ON l.payout_id = p.id GROUP BY p.id HAVING sum(l.amount_fen) IS DISTINCT FROM p.amount_fen
      UNION ALL SELECT format('run %s of %s has payouts of %s', b.no, b.total_fen, sum(p.amount_fen))
      FROM payout_batch b LEFT JOIN payout p ON p.batch_id = b.id GROUP BY b.id HAVING sum(p.amount_fen) IS DISTINCT FROM b.total_fen`,
  },
  {
    rule: 'P2',
    says: 'nothing of an order is paid twice',
    run: (db) => db.$queryRaw`
      SELECT format('order %s pays %s %s of %s', x.order_id, x.organization_id, x.paid, coalesce(a.part, 0)) AS found FROM (
        SELECT l.order_id, p.organization_id, p.party_kind, sum(l.amount_fen) AS paid FROM payout_line l JOIN payout p ON p.id = l.payout_id
        WHERE p.state IN ('proposed', 'approved', 'paid') GROUP BY 1, 2, 3) x
      LEFT JOIN LATERAL (SELECT sum(l.amount_fen) AS part FROM allocation_line l JOIN allocation al ON al.id = l.allocation_id
        WHERE al.order_id = x.order_id AND l.refund_id IS NULL AND l.party_kind = x.party_kind AND l.party_id = x.organization_id) a ON true
      WHERE x.paid > coalesce(a.part, 0) OR x.paid < 0`,
  },
  {
    rule: 'P3',
    says: 'what is with the bank is exactly what was approved and not paid or returned',
    run: (db) => db.$queryRaw`
      WITH said AS (SELECT 'transit:party:' || organization_id AS account_id, sum(amount_fen) AS amount FROM payout WHERE state = 'approved' GROUP BY 1),
      held AS (SELECT account_id, -amount_fen AS amount FROM ledger_balance WHERE account_id LIKE 'transit:party:%')
      SELECT format('%s holds %s, payouts say %s', account_id, coalesce(h.amount, 0), coalesce(s.amount, 0)) AS found
      FROM said s FULL JOIN held h USING (account_id) WHERE coalesce(h.amount, 0) <> coalesce(s.amount, 0)`,
  },
  {
    rule: 'P4',
    says: 'what is owed to a party less what it has to give back is its parts less what was paid out or is on its way',
    run: (db) => db.$queryRaw`
      WITH parts AS (SELECT party_id, sum(amount_fen) AS amount FROM allocation_line WHERE party_kind <> 'treasury' GROUP BY 1),
      gone AS (SELECT organization_id AS party_id, sum(amount_fen) AS amount FROM (
          SELECT organization_id, amount_fen FROM payout WHERE state IN ('approved', 'paid')
          UNION ALL SELECT p.organization_id, -r.amount_fen FROM stripe_reversal r JOIN payout p ON p.id = r.payout_id WHERE r.state = 'settled') x GROUP BY 1),
      owed AS (SELECT a.party_id, -sum(b.amount_fen) AS amount FROM ledger_account a JOIN ledger_balance b ON b.account_id = a.id
        WHERE a.id ~ '^(pay:developer|pay:operator|recv:party):' GROUP BY 1)
      SELECT format('%s is owed %s, its parts less payouts are %s', party_id, coalesce(o.amount, 0), coalesce(p.amount, 0) - coalesce(g.amount, 0)) AS found
      FROM parts p FULL JOIN owed o USING (party_id) LEFT JOIN gone g USING (party_id)
      WHERE coalesce(o.amount, 0) <> coalesce(p.amount, 0) - coalesce(g.amount, 0)`,
  },
  {
    rule: 'P5',
    says: 'a transfer is settled exactly where its payout is paid, and goes to a developer out of its order’s own payment',
    run: (db) => db.$queryRaw`
      SELECT format('payout %s is %s, its transfer %s', p.no, p.state, coalesce(t.state::text, 'none')) AS found
      FROM payout p LEFT JOIN stripe_transfer t ON t.payout_id = p.id JOIN organization o ON o.id = p.organization_id
      WHERE p.channel = 'stripe_transfer' AND (
        (p.state = 'paid') <> (coalesce(t.state::text, '') = 'settled') OR (p.state = 'approved') <> (coalesce(t.state::text, '') = 'queued')
        OR p.party_kind <> 'developer' OR o.kind <> 'enterprise')`,
  },
];

/** P1 to P5; the ledger's and the revenue's own rules are checked beside them by `checkInvariants`. */
export const checkPayouts = (db: Db): Promise<Violation[]> => runRules(db, rules);
