/**
 * Recomputes a statement from its exported evidence with nothing but this file and what it imports: no database, no clock.
 * Every finding names the part of the evidence that does not follow from the rest.
 */
import type { PartyKind } from '#api/agreements/rules/codes.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { type PartyPart, replay, takeBack } from './allocation.ts';
import { clauseFindings, clauseOf, contributionFindings, type MeasureFile } from './recompute-contribution.ts';

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
  /** In the order in which they were taken back; `late` ones stand beside the statement. */
  readonly refunds: readonly {
    readonly id: string;
    readonly amount_fen: string;
    readonly decided_at: string;
    readonly late: boolean;
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
  readonly payment_order: { readonly no: string; readonly amount_fen: string; readonly treasury_code: string } | null;
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

type Sha256 = (text: string) => string;

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

const party = (part: { party_kind: string; party_id: string }): string => `${part.party_kind}:${part.party_id}`;
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
    findings.push(...guarded(`orders/${order.no}/allocation`, () => recomputeOrder(order, signed, sha256)));
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

/** What no longer adds up may be beyond computing: that, too, is a finding by name. */
function guarded(at: string, run: () => Finding[]): Finding[] {
  try {
    return run();
  } catch (error) {
    return [{ at, says: `it cannot be computed: ${error instanceof Error ? error.message : 'broken'}` }];
  }
}

function recomputeOrder(order: EvidenceOrder, terms: Evidence['terms'][number] | undefined, sha256: Sha256): Finding[] {
  const findings: Finding[] = [];
  const at = `orders/${order.no}`;
  const found = (part: string, says: string) => findings.push({ at: `${at}/${part}`, says });
  if (order.payment !== null && order.payment.amount_fen !== order.amount_fen)
    found('payment', 'it is not the price of the order');
  const { allocation } = order;
  const input = JSON.parse(allocation.input_canonical) as {
    base_fen: string;
    version: number;
    shares: { party: string; ppm: number }[];
  };
  if (input.base_fen !== order.amount_fen)
    found('allocation', `it divides ${input.base_fen}, the order is ${order.amount_fen}`);
  const signed = new Map(terms?.shares.map((share) => [share.party, share.ppm]));
  const metered = clauseOf(terms)?.method === 'usage';
  const asSigned =
    metered ||
    (input.shares.length === signed.size && input.shares.every((share) => signed.get(share.party) === share.ppm));
  if (!asSigned) found('allocation', `its shares are not those signed in version ${order.agreement_version}`);
  const again = replay(allocation.input_canonical);
  if (sha256(again.resultCanonical) !== allocation.result_sha256)
    found('allocation', 'computing it again gives another result');
  const stored = new Map(allocation.parts.map((part) => [party(part), part.amount_fen]));
  const same =
    stored.size === again.parts.length &&
    again.parts.every((part) => stored.get(part.party) === part.amount.toString());
  if (!same) found('allocation', 'its parts are not those that the signed shares give');
  findings.push(...guarded(`${at}/refunds`, () => recomputeRefunds(order, at)));
  return findings;
}

/** Each refund taken back again from what the parties hold at that moment. */
function recomputeRefunds(order: EvidenceOrder, at: string): Finding[] {
  const findings: Finding[] = [];
  let held: PartyPart[] = order.allocation.parts.map((part) => ({
    partyKind: part.party_kind,
    partyId: part.party_id,
    ppm: part.ppm,
    amountFen: BigInt(part.amount_fen),
  }));
  let refunded = 0n;
  const inStatement = { refunds: 0n, parts: held };
  for (const refund of order.refunds) {
    const amount = BigInt(refund.amount_fen);
    const gives = new Map(
      takeBack(held, { gross: BigInt(order.amount_fen), refunded, refund: amount }).map((part) => [
        `${part.partyKind}:${part.partyId}`,
        part.amountFen,
      ]),
    );
    const stored = new Map(refund.parts.map((part) => [party(part), -BigInt(part.amount_fen)]));
    const same =
      [...gives].every(([key, value]) => (stored.get(key) ?? 0n) === value) &&
      [...stored.keys()].every((key) => gives.has(key));
    if (!same)
      findings.push({ at: `${at}/refunds/${refund.id}`, says: 'its parts are not those that the split takes back' });
    held = held.map((part) => ({
      ...part,
      amountFen: part.amountFen - (gives.get(`${part.partyKind}:${part.partyId}`) ?? 0n),
    }));
    refunded += amount;
    if (!refund.late) {
      inStatement.refunds = refunded;
      inStatement.parts = held;
    }
  }
  const of = (kind: PartyKind) =>
    inStatement.parts.reduce((sum, part) => (part.partyKind === kind ? sum + part.amountFen : sum), 0n);
  const expected = {
    gross_fen: BigInt(order.amount_fen),
    refunds_fen: inStatement.refunds,
    treasury_fen: of('treasury'),
    developer_fen: of('developer'),
    operator_fen: of('operator'),
  };
  for (const [key, value] of Object.entries(expected)) {
    const says = order.line[key as keyof typeof expected];
    if (BigInt(says) !== value)
      findings.push({ at: `${at}/line/${key}`, says: `it is ${value}, the statement's line says ${says}` });
  }
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
