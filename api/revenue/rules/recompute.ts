/**
 * Recomputes a statement from its exported evidence with nothing but this file and what it imports: no database, no clock.
 * Every finding names the part of the evidence that does not follow from the rest.
 */
import type { PartyKind } from '#api/agreements/rules/codes.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { fen } from '#api/kernel/money.ts';
import { split } from '#api/kernel/split.ts';
import { clauseFindings, contributionFindings, type MeasureFile } from './recompute-contribution.ts';
import { guarded, recomputeOrder } from './recompute-order.ts';

export const evidenceFormat = 'jinshu-revenue-evidence/1';

export interface EvidencePart {
  readonly party_kind: PartyKind;
  readonly party_id: string;
  readonly ppm: number;
  readonly amount_fen: string;
}

export interface EvidenceOrder {
  readonly no: string;
  readonly product: string;
  readonly amount_fen: string;
  readonly agreement_version: number;
  /** Of an order under several agreements: how its price is divided among them; this statement is about one. */
  readonly slices?: readonly {
    readonly agreement_id: string;
    readonly agreement_no: string;
    readonly ppm: number;
    readonly gross_fen: string;
  }[];
  readonly payment: {
    readonly amount_fen: string;
    readonly value_date: string;
    readonly bank_serial_sha256: string;
  } | null;
  readonly allocation: {
    readonly algorithm: string;
    readonly input_canonical: string;
    readonly result_sha256: string;
    readonly parts: readonly EvidencePart[];
  };
  /** Of the bill of a month: the calls it counts, by day. */
  readonly usage?: {
    readonly order_no: string;
    readonly period: string;
    readonly days: readonly { readonly day: string; readonly calls: string; readonly rows: string }[];
  };
  /** In the order in which they were taken back; `late` ones stand beside the statement. */
  readonly refunds: readonly {
    readonly id: string;
    readonly amount_fen: string;
    readonly decided_at: string;
    readonly late: boolean;
    /** What of it went back under this agreement, where the order stands under several. */
    readonly slice_fen?: string;
    readonly parts: readonly EvidencePart[];
  }[];
  readonly line: {
    readonly gross_fen: string;
    readonly refunds_fen: string;
    readonly treasury_fen: string;
    readonly developer_fen: string;
    readonly operator_fen: string;
  };
}

export interface Evidence {
  readonly format: string;
  readonly statement: {
    readonly no: string;
    readonly period: string;
    readonly round: number;
    readonly state: string;
    readonly agreement_no: string;
    readonly treasury_code: string;
    readonly gross_fen: string;
    readonly refunds_fen: string;
    readonly net_fen: string;
    readonly treasury_fen: string;
    readonly developer_fen: string;
    readonly operator_fen: string;
  };
  /** Signed versions of the agreement under which the orders were sold: the hash of the signed text, and its split. */
  readonly terms: readonly {
    readonly version: number;
    readonly document_no: string;
    readonly document_sha256: string;
    readonly shares: readonly { readonly party: string; readonly ppm: number }[];
    /** The signed clause on contribution as canonical JSON; absent in files of before, which knew agreed ratios only. */
    readonly contribution?: string | null;
  }[];
  /** What was metered, where a clause divides by usage. */
  readonly measures?: readonly MeasureFile[];
  readonly orders: readonly EvidenceOrder[];
  readonly paper: { readonly no: string; readonly canonical: string; readonly sha256: string } | null;
  readonly payment_order: {
    readonly no: string;
    readonly amount_fen: string;
    readonly treasury_code: string;
    /** How it divides between the treasuries of two levels, under a filed rule. */
    readonly shares?: readonly { readonly treasury_code: string; readonly ppm: number; readonly amount_fen: string }[];
  } | null;
  /** Moves of the agency to another treasury, by which the treasury of a split may not be the one that was signed. */
  readonly moves?: readonly {
    readonly from_treasury: string;
    readonly to_treasury: string;
    readonly document_no: string;
    readonly decided_at: string;
  }[];
  readonly receipt: {
    readonly receipt_no: string;
    readonly payment_order_no: string;
    readonly amount_fen: string;
    readonly treasury_code: string;
  } | null;
  readonly repayments: readonly {
    readonly no: string;
    readonly ground: string;
    readonly state: string;
    readonly amount_fen: string;
  }[];
}

/** SHA-256 of each part by its name, and of all of them together. */
export interface Sealed {
  readonly evidence: Evidence;
  readonly hashes: Readonly<Record<string, string>>;
  readonly sha256: string;
}

export interface Finding {
  /** Which part: `orders/DD-…/allocation`, `statement/treasury_fen`. */
  readonly at: string;
  readonly says: string;
}

export type Sha256 = (text: string) => string;

export function hashesOf(evidence: Evidence, sha256: Sha256): Record<string, string> {
  const { orders, ...rest } = evidence;
  const hash = (value: unknown) => sha256(canonicalJson(value as never));
  return {
    ...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, hash(value)])),
    ...Object.fromEntries(orders.map((order) => [`orders/${order.no}`, hash(order)])),
  };
}

export function seal(evidence: Evidence, sha256: Sha256): Sealed {
  const hashes = hashesOf(evidence, sha256);
  return { evidence, hashes, sha256: sha256(canonicalJson(hashes)) };
}

const sumOf = (values: readonly string[]): bigint => values.reduce((sum, one) => sum + BigInt(one), 0n);

/** Empty when every figure follows from what was signed, sold, paid and given back. Throws on what is no such file. */
export function recompute(sealed: Sealed, sha256: Sha256): Finding[] {
  const { evidence: e } = sealed;
  if (e.format !== evidenceFormat) throw new RangeError(`not a file of revenue evidence: ${String(e.format)}`);
  const findings: Finding[] = [];
  const found = (at: string, says: string) => findings.push({ at, says });

  const now = hashesOf(e, sha256);
  for (const key of new Set([...Object.keys(now), ...Object.keys(sealed.hashes)])) {
    if (now[key] !== sealed.hashes[key]) found(key, 'its bytes are not those that were exported');
  }
  if (sha256(canonicalJson(sealed.hashes)) !== sealed.sha256) found('hashes', 'the list of hashes was changed');

  const terms = new Map(e.terms.map((one) => [one.version, one]));
  for (const one of e.terms) {
    const sum = one.shares.reduce((all, share) => all + share.ppm, 0);
    if (sum !== 1_000_000) found(`terms/${one.version}`, `the signed shares sum to ${sum}, not to 1000000`);
    findings.push(...guarded(`terms/${one.version}`, () => clauseFindings(one)));
  }
  for (const order of e.orders) {
    const signed = terms.get(order.agreement_version);
    findings.push(
      ...guarded(`orders/${order.no}/contribution`, () =>
        contributionFindings(order, signed, e.measures ?? [], sha256),
      ),
    );
    findings.push(...guarded(`orders/${order.no}/allocation`, () => recomputeOrder(e, order, signed, sha256)));
  }

  const lines = e.orders.map((order) => order.line);
  for (const key of ['gross_fen', 'refunds_fen', 'treasury_fen', 'developer_fen', 'operator_fen'] as const) {
    const sum = sumOf(lines.map((line) => line[key]));
    if (sum !== BigInt(e.statement[key]))
      found(`statement/${key}`, `the orders add up to ${sum}, the statement says ${e.statement[key]}`);
  }
  const net = BigInt(e.statement.gross_fen) - BigInt(e.statement.refunds_fen);
  if (net !== BigInt(e.statement.net_fen)) found('statement/net_fen', `gross less refunds is ${net}`);
  findings.push(...guarded('paper', () => recomputePapers(e, sha256)));
  return findings;
}

/** The sealed paper, the payment order and the receipt against the figures. */
function recomputePapers(e: Evidence, sha256: Sha256): Finding[] {
  const findings: Finding[] = [];
  const found = (at: string, says: string) => findings.push({ at, says });
  if (e.paper !== null) {
    if (sha256(e.paper.canonical) !== e.paper.sha256) found('paper', 'its text is not the one that was sealed');
    const text = JSON.parse(e.paper.canonical) as {
      no: string;
      round: number;
      net_fen: string;
      lines: { order_no: string; treasury_fen: string }[];
    };
    if (text.no !== e.statement.no || text.net_fen !== e.statement.net_fen)
      found('paper', 'the sealed paper says another number or another net');
    for (const order of e.orders) {
      const line = text.lines.find((one) => one.order_no === order.no);
      if (line?.treasury_fen !== order.line.treasury_fen)
        found(`paper/${order.no}`, 'the sealed paper says another treasury part');
    }
    if (text.lines.length !== e.orders.length) found('paper', 'the sealed paper has other orders');
  }
  const { payment_order: order, receipt, statement } = e;
  if (
    order !== null &&
    (order.amount_fen !== statement.treasury_fen || order.treasury_code !== statement.treasury_code)
  ) {
    found('payment_order', 'it is not the treasury part of the statement');
  }
  if (order?.shares !== undefined) {
    const shares = order.shares.map((one) => ({ party: one.treasury_code, ppm: one.ppm }));
    for (const part of split(fen(BigInt(order.amount_fen)), shares)) {
      const says = order.shares.find((one) => one.treasury_code === part.party)?.amount_fen;
      if (says !== part.amount.toString())
        found('payment_order/shares', `the part of ${part.party} is ${part.amount}, it says ${says ?? 'nothing'}`);
    }
  }
  if (
    receipt !== null &&
    (receipt.amount_fen !== order?.amount_fen ||
      receipt.payment_order_no !== order?.no ||
      receipt.treasury_code !== order?.treasury_code)
  ) {
    found('receipt', 'it is not that of the payment order');
  }
  return findings;
}
