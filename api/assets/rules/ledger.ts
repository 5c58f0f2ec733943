/** Sums of the ledger: a statement counts once in each sum, however many assets earned it (decision 0077). */
export function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

export interface Income {
  readonly statement_id: string;
  readonly gross_fen: bigint;
  readonly treasury_fen: bigint;
  readonly received_fen: bigint;
  readonly cards: number;
}

export interface IncomeSum {
  readonly gross_fen: bigint;
  readonly treasury_fen: bigint;
  readonly received_fen: bigint;
  /** Some of it belongs to several assets together. */
  readonly joint: boolean;
}

export function incomeSum(rows: readonly Income[]): IncomeSum {
  const once = new Map(rows.map((row) => [row.statement_id, row]));
  const sum = { gross_fen: 0n, treasury_fen: 0n, received_fen: 0n, joint: false };
  for (const row of once.values()) {
    sum.gross_fen += row.gross_fen;
    sum.treasury_fen += row.treasury_fen;
    sum.received_fen += row.received_fen;
    sum.joint ||= row.cards > 1;
  }
  return sum;
}
