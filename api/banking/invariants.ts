/** What must hold between statements, cases and the ledger whatever happened. An empty list is the proof. */
import type { Db } from '#api/context.ts';
import { type Rule, runRules, type Violation } from '#api/ledger/invariants.ts';

const rules: readonly Rule[] = [
  {
    rule: 'B1',
    says: 'suspense holds exactly what is left of the cases, and held:part what waits for orders',
    run: (db) => db.$queryRaw`
      WITH ours AS (SELECT id FROM ledger_transaction t WHERE t.kind LIKE 'banking.%'
                    OR EXISTS (SELECT 1 FROM bank_move m WHERE m.transaction_id = t.id OR m.done_transaction_id = t.id)),
      held AS (SELECT e.account_id, -sum(e.amount_fen) AS amount FROM ledger_entry e JOIN ours ON ours.id = e.transaction_id
               WHERE e.account_id IN ('suspense:unmatched', 'held:part') GROUP BY 1),
      said AS (SELECT 'suspense:unmatched' AS account_id, coalesce(sum(remaining_fen), 0) AS amount FROM bank_case
               UNION ALL SELECT 'held:part', coalesce(sum(amount_fen), 0) FROM bank_move WHERE kind = 'order' AND state = 'waiting')
      SELECT format('%s holds %s, its cases say %s', said.account_id, coalesce(held.amount, 0), said.amount) AS found
      FROM said LEFT JOIN held USING (account_id) WHERE coalesce(held.amount, 0) <> said.amount`,
  },
  {
    rule: 'B2',
    says: 'a line in a case or booked by a statement entered the bank account once, with its own amount',
    run: (db) => db.$queryRaw`
      SELECT format('line %s of %s booked %s', l.serial, l.amount_fen, coalesce(sum(e.amount_fen), 0)) AS found
      FROM bank_line l LEFT JOIN ledger_entry e ON e.transaction_id = l.transaction_id AND e.account_id = 'cash:bank'
      WHERE l.transaction_id IS NOT NULL GROUP BY l.id HAVING coalesce(sum(e.amount_fen), 0) <> l.amount_fen
      UNION ALL SELECT format('transaction %s stands on %s lines', transaction_id, count(*)) FROM bank_line
      WHERE transaction_id IS NOT NULL GROUP BY transaction_id HAVING count(*) > 1`,
  },
  {
    rule: 'B3',
    says: 'a line is in a case exactly when it has one, of its amount',
    run: (db) => db.$queryRaw`
      SELECT format('line %s is %s, its case says %s', l.serial, l.state, c.amount_fen) AS found
      FROM bank_line l LEFT JOIN bank_case c ON c.line_id = l.id
      WHERE (l.state = 'in_case') <> (c.id IS NOT NULL) OR c.amount_fen <> l.amount_fen`,
  },
  {
    rule: 'B4',
    says: 'no order waits with as much as it costs, and nothing waits for an order that is paid',
    run: (db) => db.$queryRaw`
      SELECT format('order %s (%s) costs %s, %s wait', o.no, o.state, o.amount_fen, sum(m.amount_fen)) AS found
      FROM bank_move m JOIN "order" o ON o.id = m.order_id WHERE m.kind = 'order' AND m.state = 'waiting'
      GROUP BY o.id HAVING sum(m.amount_fen) >= o.amount_fen OR o.state IN ('paid', 'fulfilled', 'refunded')`,
  },
];

/** B1 to B4; the ledger’s own rules are checked beside them by `checkInvariants`. */
export const checkBanking = (db: Db): Promise<Violation[]> => runRules(db, rules);
