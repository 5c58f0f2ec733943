/**
 * Money that goes round: A buys from B, B from C, C from A, within a time and for amounts alike. A ring is found from the sale
 * that closes it, the latest one, so that each is found once and from facts that no later sale changes.
 */

export interface Sale {
  readonly id: string;
  readonly no: string;
  readonly payerId: string;
  readonly payeeId: string;
  readonly amountFen: bigint;
  readonly paidAt: Date;
}

export interface RingRule {
  readonly windowDays: number;
  /** How far an amount may lie from that of the closing sale, in millionths of it. */
  readonly tolerancePpm: number;
  /** Most sales of a ring. */
  readonly length: number;
}

/**
 * A quarter, in which what goes out has to come back to dress up the same accounts; a tenth, because each hand keeps its fee and
 * pays tax; five hands, as rings that tax offices have published have three to five. A region may set its own.
 */
export const defaultRing: RingRule = { windowDays: 90, tolerancePpm: 100_000, length: 5 };

const dayMs = 86_400_000;
const apart = (a: bigint, b: bigint): bigint => (a > b ? a - b : b - a);

export const earlier = (one: Sale, other: Sale): boolean =>
  one.paidAt.getTime() < other.paidAt.getTime() ||
  (one.paidAt.getTime() === other.paidAt.getTime() && one.id < other.id);

/** Whether a sale can be part of a ring that `closing` closes. */
export function fits(sale: Sale, closing: Sale, rule: RingRule): boolean {
  return (
    earlier(sale, closing) &&
    sale.paidAt.getTime() >= closing.paidAt.getTime() - rule.windowDays * dayMs &&
    apart(sale.amountFen, closing.amountFen) * 1_000_000n <= closing.amountFen * BigInt(rule.tolerancePpm)
  );
}

/** Which of several sales between the same two is shown: the one most alike, then the latest. */
function nearer(one: Sale, other: Sale, closing: Sale): boolean {
  const [a, b] = [apart(one.amountFen, closing.amountFen), apart(other.amountFen, closing.amountFen)];
  return a === b ? earlier(other, one) : a < b;
}

/** The shortest ring that a sale closes, beginning with it, each paying the next; null where it closes none. */
export function ringClosedBy(sales: readonly Sale[], closing: Sale, rule: RingRule): Sale[] | null {
  if (closing.payerId === closing.payeeId || closing.amountFen <= 0n) return null;
  const out = new Map<string, Map<string, Sale>>();
  for (const sale of sales) {
    if (sale.id === closing.id || sale.payerId === sale.payeeId || !fits(sale, closing, rule)) continue;
    const to = out.get(sale.payerId) ?? new Map<string, Sale>();
    const known = to.get(sale.payeeId);
    if (known === undefined || nearer(sale, known, closing)) to.set(sale.payeeId, sale);
    out.set(sale.payerId, to);
  }
  const seen = new Set([closing.payeeId]);
  let front: { readonly at: string; readonly way: readonly Sale[] }[] = [{ at: closing.payeeId, way: [] }];
  for (let length = 2; length <= rule.length && front.length > 0; length++) {
    const next: typeof front = [];
    for (const { at, way } of front) {
      const onward = [...(out.get(at) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
      for (const [payee, sale] of onward) {
        if (payee === closing.payerId) return [closing, ...way, sale];
        if (seen.has(payee)) continue;
        seen.add(payee);
        next.push({ at: payee, way: [...way, sale] });
      }
    }
    front = next;
  }
  return null;
}

/** Whether sales really are a ring under a rule, the closing one first: what a person recomputes. */
export function isRing(ring: readonly Sale[], rule: RingRule): boolean {
  const [closing, ...others] = ring;
  if (closing === undefined || ring.length < 2 || ring.length > rule.length) return false;
  const joined = ring.every((sale, at) => sale.payeeId === ring[(at + 1) % ring.length]?.payerId);
  const hands = new Set(ring.map((sale) => sale.payerId));
  return joined && hands.size === ring.length && others.every((sale) => fits(sale, closing, rule));
}
