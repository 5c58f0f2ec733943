import type { Db } from '#api/context.ts';
import type { AccountSpec } from './rules/accounts.ts';

export async function openAccount(db: Db, spec: AccountSpec): Promise<void> {
  await db.$queryRaw`SELECT ledger_open(${spec.id}::text, ${spec.class}::text, ${spec.treasuryCode}::text, ${spec.partyId}::text)`;
}

export async function accountsThatExist(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db.ledgerAccount.findMany({ where: { id: { in: [...ids] } }, select: { id: true } });
  return new Set(rows.map((row) => row.id));
}

export interface PostRow {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly hash: string;
  readonly orderId: string | null;
  readonly reverses: string | null;
  readonly effectiveAt: Date;
  readonly memo: string | null;
  readonly lines: readonly { account: string; amount_fen: string; agency: string | null }[];
}

export interface Posted {
  readonly transaction_id: string;
  readonly outcome: 'posted' | 'replayed';
}

/** The only way into the ledger: the function ledger_post of the guards migration. */
export async function post(db: Db, row: PostRow): Promise<Posted> {
  const rows = await db.$queryRaw<Posted[]>`SELECT transaction_id, outcome FROM ledger_post(
    ${row.id}::text, ${row.kind}::text, ${row.key}::text, ${row.hash}::text, ${row.orderId}::text, ${row.reverses}::text,
    ${row.effectiveAt}::timestamptz, ${row.memo}::text, ${JSON.stringify(row.lines)}::jsonb)`;
  const [posted] = rows;
  if (posted === undefined) throw new Error('ledger_post answered nothing');
  return posted;
}

export interface AccountTotals {
  readonly id: string;
  readonly class: string;
  readonly treasury_code: string | null;
  readonly party_id: string | null;
  readonly owner_name: string | null;
  readonly debit: bigint;
  readonly credit: bigint;
  readonly balance: bigint;
}

/** Debits, credits and balance of every account from its lines, up to and including an instant (by effect). */
export async function accountTotals(
  db: Db,
  until: Date | null,
  treasuries: readonly string[] | null,
): Promise<AccountTotals[]> {
  return db.$queryRaw<AccountTotals[]>`
    SELECT a.id, a.class, a.treasury_code, a.party_id, coalesce(min(y.name), min(o.name)) AS owner_name,
      coalesce(sum(e.amount_fen) FILTER (WHERE e.amount_fen > 0), 0)::bigint AS debit,
      coalesce(-sum(e.amount_fen) FILTER (WHERE e.amount_fen < 0), 0)::bigint AS credit,
      coalesce(sum(e.amount_fen), 0)::bigint AS balance
    FROM ledger_account a LEFT JOIN treasury y ON y.code = a.treasury_code LEFT JOIN organization o ON o.id = a.party_id
    LEFT JOIN (ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
               AND (${until}::timestamptz IS NULL OR t.effective_at <= ${until}::timestamptz)) ON e.account_id = a.id
    WHERE ${treasuries}::text[] IS NULL OR a.treasury_code = ANY(${treasuries}::text[])
    GROUP BY a.id ORDER BY a.id COLLATE "C"`;
}

export interface StatementRow {
  readonly transaction_id: string;
  readonly kind: string;
  readonly order_id: string | null;
  readonly agency_id: string | null;
  readonly memo: string | null;
  readonly effective_at: Date;
  readonly amount: bigint;
  readonly balance: bigint;
  readonly total: bigint;
}

/** The lines of one account by effect, each with the balance after it, newest last. */
export async function accountLines(db: Db, id: string, skip: number, take: number): Promise<StatementRow[]> {
  return db.$queryRaw<StatementRow[]>`
    SELECT t.id AS transaction_id, t.kind, t.order_id, e.agency_id, t.memo, t.effective_at, e.amount_fen AS amount,
      (sum(e.amount_fen) OVER (ORDER BY t.effective_at, t.posted_at, t.id, e.line))::bigint AS balance,
      count(*) OVER () AS total
    FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
    WHERE e.account_id = ${id} ORDER BY t.effective_at, t.posted_at, t.id, e.line OFFSET ${skip} LIMIT ${take}`;
}

export async function findAccount(db: Db, id: string) {
  return db.ledgerAccount.findUnique({ where: { id }, include: { balance: true } });
}

/** The present balances, by account id; accounts nobody opened are absent. */
export async function balances(db: Db, ids: readonly string[]): Promise<Map<string, bigint>> {
  const rows = await db.ledgerBalance.findMany({ where: { accountId: { in: [...ids] } } });
  return new Map(rows.map((row) => [row.accountId, row.amountFen]));
}

export async function transactionLines(db: Db, id: string) {
  return db.ledgerTransaction.findUnique({ where: { id }, include: { entries: { orderBy: { line: 'asc' } } } });
}

export async function treasuryCodesOf(db: Db, regionCodes: readonly string[]): Promise<string[]> {
  const rows = await db.treasury.findMany({ where: { regionCode: { in: [...regionCodes] } }, select: { code: true } });
  return rows.map((row) => row.code);
}

export async function lockBalance(db: Db, accountId: string): Promise<void> {
  await db.$queryRaw`SELECT account_id FROM ledger_balance WHERE account_id = ${accountId} FOR UPDATE`;
}

export async function monthClosed(db: Db, period: string): Promise<boolean> {
  return (await db.ledgerMonth.count({ where: { period, state: 'closed' } })) > 0;
}
