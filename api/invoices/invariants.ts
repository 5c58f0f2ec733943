/** What must hold between invoices, orders and refunds whatever happened. An empty list is the proof. */
import type { Db } from '#api/context.ts';
import { type Rule, runRules, type Violation } from '#api/ledger/invariants.ts';

const rules: readonly Rule[] = [
  {
    rule: 'F1',
    says: 'an invoice is the sum of its lines, amount and tax apart',
    run: (db) => db.$queryRaw`
      SELECT format('invoice %s of %s + %s has lines of %s + %s', i.no, i.amount_fen, i.tax_fen, sum(l.amount_fen), sum(l.tax_fen)) AS found
      FROM invoice i LEFT JOIN invoice_line l ON l.invoice_id = i.id WHERE i.state NOT IN ('declined', 'withdrawn') GROUP BY i.id
      HAVING sum(l.total_fen) IS DISTINCT FROM i.total_fen OR sum(l.amount_fen) IS DISTINCT FROM i.amount_fen OR sum(l.tax_fen) IS DISTINCT FROM i.tax_fen`,
  },
  {
    rule: 'F2',
    says: 'no more is taken back than was invoiced, neither of an invoice nor of its tax',
    run: (db) => db.$queryRaw`
      SELECT format('invoice %s of %s (tax %s) is taken back by %s (tax %s)', b.no, b.total_fen, b.tax_fen, -sum(r.total_fen), -sum(r.tax_fen)) AS found
      FROM invoice b JOIN invoice r ON r.blue_id = b.id AND r.state IN ('prepared', 'issued', 'delivered') GROUP BY b.id
      HAVING b.total_fen + sum(r.total_fen) < 0 OR b.tax_fen + sum(r.tax_fen) < 0`,
  },
  {
    rule: 'F3',
    says: 'no order is invoiced for more than it was sold for',
    run: (db) => db.$queryRaw`
      SELECT format('order %s of %s is invoiced for %s', o.no, o.amount_fen, sum(l.total_fen)) AS found
      FROM "order" o JOIN invoice_line l ON l.order_id = o.id JOIN invoice i ON i.id = l.invoice_id
      WHERE i.state IN ('issued', 'delivered') OR (i.colour = 'blue' AND i.state IN ('requested', 'prepared'))
      GROUP BY o.id HAVING sum(l.total_fen) > o.amount_fen OR sum(l.total_fen) < 0`,
  },
];

/** F1 to F3. */
export const checkInvoices = (db: Db): Promise<Violation[]> => runRules(db, rules);
