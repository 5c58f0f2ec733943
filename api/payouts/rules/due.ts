/** What can be paid of what is owed: which parts are due, which wait and why, and what a run pays each payee. Pure. */
import type { Hold, Wait } from './codes.ts';

/** A payee's part of one sale: what it is now, and what of it was paid or is on its way. */
export interface OpenPart {
  readonly partyKind: 'developer' | 'operator';
  readonly partyId: string;
  readonly orderId: string;
  readonly netFen: bigint;
  readonly paidFen: bigint;
  readonly paidAt: Date;
  readonly refundAsked: boolean;
  readonly disputed: boolean;
  readonly flagged: boolean;
}

export interface Rule {
  /** Sales paid on or after this instant wait: the month is not over, or its refund window. */
  readonly before: Date;
  readonly minimumFen: bigint;
}

/** Why a part waits; null when it is due. What was paid too much is made good at once, whatever else. */
export function holdOf(part: OpenPart, { before }: Pick<Rule, 'before'>): Hold | null {
  if (part.netFen - part.paidFen <= 0n) return null;
  if (part.flagged) return 'flagged';
  if (part.disputed) return 'dispute';
  if (part.refundAsked) return 'refund';
  return part.paidAt >= before ? 'window' : null;
}

export interface Payee {
  readonly partyKind: OpenPart['partyKind'];
  readonly partyId: string;
  readonly lines: readonly { readonly orderId: string; readonly amountFen: bigint }[];
  readonly dueFen: bigint;
  readonly heldFen: bigint;
  readonly held: readonly { readonly orderId: string; readonly hold: Hold; readonly amountFen: bigint }[];
  readonly wait: Wait | null;
}

/** @param hasAccount whether the payee has a verified account. */
export function payeesOf(parts: readonly OpenPart[], rule: Rule, hasAccount: (partyId: string) => boolean): Payee[] {
  const groups = new Map<string, OpenPart[]>();
  for (const part of parts) {
    const key = `${part.partyKind}:${part.partyId}`;
    groups.set(key, [...(groups.get(key) ?? []), part]);
  }
  return [...groups.keys()].sort().flatMap((key): Payee[] => {
    const own = (groups.get(key) ?? []).toSorted((a, b) => (a.orderId < b.orderId ? -1 : 1));
    const [first] = own;
    if (first === undefined) return [];
    const lines: { orderId: string; amountFen: bigint }[] = [];
    const held: { orderId: string; hold: Hold; amountFen: bigint }[] = [];
    for (const part of own) {
      const amountFen = part.netFen - part.paidFen;
      const hold = holdOf(part, rule);
      if (amountFen === 0n) continue;
      if (hold === null) lines.push({ orderId: part.orderId, amountFen });
      else held.push({ orderId: part.orderId, hold, amountFen });
    }
    const dueFen = lines.reduce((sum, one) => sum + one.amountFen, 0n);
    const heldFen = held.reduce((sum, one) => sum + one.amountFen, 0n);
    const wait: Wait | null =
      dueFen <= 0n && lines.length > 0
        ? 'claim'
        : !hasAccount(first.partyId)
          ? 'account'
          : dueFen < rule.minimumFen
            ? 'minimum'
            : null;
    return [{ partyKind: first.partyKind, partyId: first.partyId, lines, dueFen, heldFen, held, wait }];
  });
}
