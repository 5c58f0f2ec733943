/** What must hold in the ledger whatever happened (one query a rule). An empty list is the proof; each row names a culprit. */
import type { Db } from '#api/context.ts';

export interface Violation {
  /** The rule's number, I1 … I14. */
  readonly rule: string;
  readonly says: string;
  /** Ids of what breaks it, with the figures. */
  readonly found: string;
}

interface Rule {
  readonly rule: string;
  readonly says: string;
  run(db: Db): Promise<{ found: string }[]>;
}

const ledgerRules: readonly Rule[] = [
  {
    rule: 'I1',
    says: 'the lines of every transaction sum to zero',
    run: (db) => db.$queryRaw`SELECT format('%s sums to %s', transaction_id, sum(amount_fen)) AS found
      FROM ledger_entry GROUP BY transaction_id HAVING sum(amount_fen) <> 0`,
  },
  {
    rule: 'I2',
    says: 'every balance is the sum of its lines and within its bounds',
    run: (db) => db.$queryRaw`SELECT format('%s says %s, its lines %s', a.id, b.amount_fen, e.total) AS found
      FROM ledger_account a LEFT JOIN ledger_balance b ON b.account_id = a.id
      LEFT JOIN LATERAL (SELECT coalesce(sum(amount_fen), 0) AS total FROM ledger_entry WHERE account_id = a.id) e ON true
      WHERE b.amount_fen IS DISTINCT FROM e.total::bigint
        OR (a.class = 'asset' AND b.amount_fen < 0 AND a.id NOT LIKE 'cash:psp:%') OR (a.class = 'liability' AND b.amount_fen > 0)`,
  },
  {
    rule: 'I3',
    says: 'every transaction has two lines or more, numbered without gaps',
    run: (
      db,
    ) => db.$queryRaw`SELECT format('%s has %s lines, the last is %s', t.id, count(e.line), max(e.line)) AS found
      FROM ledger_transaction t LEFT JOIN ledger_entry e ON e.transaction_id = t.id
      GROUP BY t.id HAVING count(e.line) < 2 OR max(e.line) <> count(e.line)`,
  },
  {
    rule: 'I7',
    says: 'what is owed to a treasury carries an agency that belongs or belonged to it, or what a filed rule shares; no agency owns an account',
    run: (db) => db.$queryRaw`
      SELECT format('%s line %s: %s for %s', e.transaction_id, e.line, a.treasury_code, e.agency_id) AS found
      FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id
      LEFT JOIN organization o ON o.id = e.agency_id LEFT JOIN treasury t ON t.code = a.treasury_code
      WHERE a.treasury_code IS NOT NULL AND (o.id IS NULL OR (a.id !~ '^recv:' AND NOT agency_belongs(o.id, t.code)
        AND NOT (a.id ~ '^transit:' AND EXISTS (SELECT 1 FROM sharing_rule r JOIN treasury l ON l.region_code = ANY(r.region_codes)
          WHERE r.state = 'approved' AND r.upper_region = t.region_code AND agency_belongs(o.id, l.code)))))
      UNION ALL
      SELECT format('account %s is kept for an agency', a.id) FROM ledger_account a JOIN organization o ON o.id = a.party_id
      WHERE o.kind = 'agency' AND NOT EXISTS (SELECT 1 FROM mandate m WHERE m.organization_id = o.id AND m.power = 'platform_operator')`,
  },
  {
    rule: 'I14',
    says: 'every transaction stands in exactly one audit event, and every transaction an event names exists',
    run: (db) => db.$queryRaw`
      WITH named AS (
        SELECT seq, jsonb_array_elements_text(canon::jsonb -> 'facts' -> 'transactions') AS id FROM audit_event
        WHERE outcome = 'done' AND jsonb_typeof(canon::jsonb -> 'facts' -> 'transactions') = 'array')
      SELECT format('%s stands in %s audit events', t.id, count(n.id)) AS found
      FROM ledger_transaction t LEFT JOIN named n ON n.id = t.id GROUP BY t.id HAVING count(n.id) <> 1
      UNION ALL
      SELECT format('event %s names %s', n.seq, n.id) FROM named n
      WHERE NOT EXISTS (SELECT 1 FROM ledger_transaction t WHERE t.id = n.id)`,
  },
];

export async function runRules(db: Db, rules: readonly Rule[]): Promise<Violation[]> {
  const all: Violation[] = [];
  for (const { rule, says, run } of rules) {
    for (const { found } of await run(db)) all.push({ rule, says, found });
  }
  return all;
}
export type { Rule };

/** The rules that need nothing but the ledger and the audit chain: I1, I2, I3, I7, I14. */
export const checkLedger = (db: Db): Promise<Violation[]> => runRules(db, ledgerRules);
