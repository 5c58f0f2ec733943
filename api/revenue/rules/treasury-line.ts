/** What a line of the treasury's report differs in from the payment order it names: one name a difference (brief 6.3). */
import type { TreasuryDifference } from './codes.ts';

export interface ReportedLine {
  readonly receiptNo: string;
  readonly paymentOrderNo: string;
  readonly amountFen: bigint;
  readonly subjectCode: string;
  readonly treasuryCode: string;
  readonly level: string;
  readonly receivedOn: string;
}

/** The payment order that counts, with what is known of its money. */
export interface Expected {
  readonly amountFen: bigint;
  readonly subjectCode: string;
  readonly treasuryCode: string;
  readonly level: string;
  readonly dueOn: string | null;
  /** A receipt is registered, or another line of the same order matches already. */
  readonly received: boolean;
  /** What lies with the treasury of this order, too short to count. */
  readonly heldShortFen: bigint;
  /** Level of the treasury the line names; null when there is no such treasury. */
  readonly givenLevel: string | null;
  /** True when a gap is exactly what open repayments come to. */
  readonly netted: (gapFen: bigint) => boolean;
}

/**
 * The name of what differs, the gravest first; null for an exact match. A line is judged alone: what is wrong in two ways
 * is put right in the first and judged again.
 */
export function differenceOf(line: ReportedLine, order: Expected | null): TreasuryDifference | null {
  if (order === null) return 'unknown_order';
  if (order.received) return 'duplicate';
  if (line.treasuryCode !== order.treasuryCode) {
    return order.givenLevel !== null && order.givenLevel === order.level ? 'wrong_treasury' : 'wrong_level';
  }
  if (line.level !== order.level) return 'wrong_level';
  if (line.subjectCode !== order.subjectCode) return 'wrong_account';
  const left = order.amountFen - order.heldShortFen;
  if (line.amountFen > left) return 'over';
  if (line.amountFen < left) return order.netted(left - line.amountFen) ? 'netted' : 'short';
  if (order.heldShortFen > 0n) return 'supplement';
  return order.dueOn !== null && line.receivedOn > order.dueOn ? 'late' : null;
}

const levelWords: Readonly<Record<string, string>> = {
  province: 'province',
  city: 'city',
  county: 'county',
  省: 'province',
  省级: 'province',
  市: 'city',
  市级: 'city',
  县: 'county',
  县级: 'county',
  区县级: 'county',
};
/** `省级`, `province` → `province`; null for anything else. */
export const readLevel = (text: string): string | null =>
  Object.hasOwn(levelWords, text.trim().toLowerCase()) ? (levelWords[text.trim().toLowerCase()] ?? null) : null;

export const reportColumns = {
  receiptNo: /^(国库)?(回单号?|入库回单号?|收款凭证号码?|凭证号码?)$|^receipt(_?no)?$/,
  paymentOrderNo: /^(一般)?缴款书(号|编号|号码)?$|^payment_?order(_?no)?$/,
  amount: /^(入库|实缴|缴款)?(金额|额)$|^amount$/,
  subjectCode: /^(预算|收入)?科目(编码|代码)?$|^subject(_?code)?$/,
  level: /^(预算)?级次$|^(budget_?)?level$/,
  treasuryCode: /^(收款)?国库(代码|编码)?$|^treasury(_?code)?$/,
  receivedOn: /^(入库|到账)(日期|日)$|^(received_?on|date)$/,
} as const;
export type ReportColumn = keyof typeof reportColumns;

/** Which column holds what, by the words in the head, in whatever order; null for each that is missing. */
export function columnsOf(heads: readonly string[]): Readonly<Record<ReportColumn, number>> {
  const bare = heads.map((head) => head.replace(/\(.*?\)|（.*?）|[\s"']/g, '').toLowerCase());
  const entries = Object.entries(reportColumns).map(([key, pattern]) => [
    key,
    bare.findIndex((head) => pattern.test(head)),
  ]);
  return Object.fromEntries(entries) as Record<ReportColumn, number>;
}
