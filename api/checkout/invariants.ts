/** What must hold between the facts the provider told and the ledger. An empty list is the proof. */
import type { Db } from '#api/context.ts';
import { type Rule, runRules, type Violation } from '#api/ledger/invariants.ts';

const rules: readonly Rule[] = [
  {
    rule: 'I10',
    says: 'a payment is received once, as an order’s receipt or as money without one',
    run: (
      db,
    ) => db.$queryRaw`SELECT format('payment %s is received %s times', payment_intent_id, count(*)) AS found FROM stripe_fact
      WHERE kind IN ('payment.succeeded', 'payment.unmatched') GROUP BY payment_intent_id HAVING count(*) > 1
      UNION ALL
      SELECT format('order %s was paid by %s without a fact', p.order_id, p.bank_serial) FROM payment p WHERE p.route = 'stripe'
      AND NOT EXISTS (SELECT 1 FROM stripe_fact f WHERE f.kind = 'payment.succeeded' AND f.object_id = p.bank_serial
        AND f.order_id = p.order_id AND f.amount_fen = p.amount_fen)`,
  },
  {
    rule: 'I11',
    says: 'the balance at the provider is what its facts leave there',
    run: (db) => db.$queryRaw`
      WITH facts AS (SELECT coalesce(sum(CASE
          WHEN f.kind IN ('payment.succeeded', 'payment.unmatched') THEN f.amount_fen
          WHEN f.kind = 'fee' THEN -f.fee_fen
          WHEN f.kind = 'refund.succeeded' AND NOT EXISTS (SELECT 1 FROM stripe_fact x WHERE x.kind = 'refund.failed' AND x.object_id = f.object_id) THEN -f.amount_fen
          WHEN f.kind = 'dispute.withdrawn' THEN -f.amount_fen - f.fee_fen
          WHEN f.kind = 'dispute.reinstated' THEN f.amount_fen - f.fee_fen
          WHEN f.kind = 'transfer.made' THEN -f.amount_fen WHEN f.kind = 'transfer.reversed' THEN f.amount_fen ELSE 0 END), 0) AS amount FROM stripe_fact f),
      ledger AS (SELECT coalesce(sum(amount_fen), 0) AS amount FROM ledger_balance WHERE account_id = 'cash:psp:stripe')
      SELECT format('the ledger says %s, the facts %s', ledger.amount, facts.amount) AS found FROM facts, ledger
      WHERE ledger.amount <> facts.amount`,
  },
  {
    rule: 'I6',
    says: 'no payment gives back more than came by it',
    run: (db) => db.$queryRaw`
      SELECT format('payment %s: %s back of %s', r.payment_intent_id, sum(r.amount_fen), max(f.amount_fen)) AS found
      FROM card_refund r JOIN stripe_fact f ON f.payment_intent_id = r.payment_intent_id AND f.kind IN ('payment.succeeded', 'payment.unmatched')
      WHERE r.state IN ('queued', 'sent', 'succeeded') GROUP BY r.payment_intent_id HAVING sum(r.amount_fen) > max(f.amount_fen)`,
  },
];

export const checkCheckout = (db: Db): Promise<Violation[]> => runRules(db, rules);
