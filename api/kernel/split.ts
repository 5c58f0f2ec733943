/**
 * Dividing money among parties by signed shares, and taking refunds back from them, to the fen.
 * `split` is the largest-remainder method (Hamilton): parts sum to the total, each is within 1 fen of its exact share.
 */
import { type Fen, fen } from '#api/kernel/money.ts';

/** A party's share in parts per million; the shares of one split sum to exactly 1,000,000. */
export interface Share {
  readonly party: string;
  readonly ppm: number;
}

export interface Part {
  readonly party: string;
  readonly amount: Fen;
}

export const wholePpm = 1_000_000;
export type SharesFault = 'no_parties' | 'party_unnamed' | 'party_twice' | 'ppm_not_whole' | 'ppm_sum';

/** Why these shares cannot be split by, or null when they can. */
export function sharesFault(shares: readonly Share[]): SharesFault | null {
  if (shares.length === 0) return 'no_parties';
  if (shares.some((share) => share.party === '')) return 'party_unnamed';
  if (new Set(shares.map((share) => share.party)).size !== shares.length) return 'party_twice';
  if (shares.some(({ ppm }) => !Number.isInteger(ppm) || ppm < 0 || ppm > wholePpm)) return 'ppm_not_whole';
  return shares.reduce((sum, share) => sum + share.ppm, 0) === wholePpm ? null : 'ppm_sum';
}

interface Working {
  readonly party: string;
  readonly ppm: bigint;
  amount: bigint;
}

/** By code unit, never by locale: the same order on every machine and in PostgreSQL's "C" collation. */
const byParty = (a: { party: string }, b: { party: string }): number =>
  a.party < b.party ? -1 : a.party > b.party ? 1 : 0;

function apportion(total: bigint, shares: readonly Share[]): Working[] {
  const fault = sharesFault(shares);
  if (fault !== null) throw new RangeError(`shares cannot be split by: ${fault}`);
  const whole = BigInt(wholePpm);
  const rows = shares.map(({ party, ppm }) => {
    const exact = total * BigInt(ppm);
    return { party, ppm: BigInt(ppm), amount: exact / whole, remainder: exact % whole };
  });
  rows.sort(byParty);
  const left = Number(total - rows.reduce((sum, row) => sum + row.amount, 0n));
  const byRemainder = rows.toSorted((a, b) => (a.remainder > b.remainder ? -1 : a.remainder < b.remainder ? 1 : 0));
  for (const row of byRemainder.slice(0, left)) row.amount += 1n;
  return rows;
}

const toParts = (rows: readonly Working[]): Part[] => rows.map(({ party, amount }) => ({ party, amount: fen(amount) }));

/**
 * The parts of `total` (>= 0), in order of party id whatever the order of the shares; equal remainders go to the
 * lower party id, a share of 0 gets 0. Not monotone: a larger total may give one party 1 fen less, which is why
 * refunds go through `refundParts`. Throws RangeError on bad shares or a negative total: check `sharesFault` before.
 */
export function split(total: Fen, shares: readonly Share[]): Part[] {
  if (total < 0n) throw new RangeError('a negative total is not split; take a refund by refundParts');
  return toParts(apportion(total, shares));
}

/**
 * What each party gives back when `refundNow` is refunded of `gross`, of which `refunded` went back before.
 * `current` is what each party holds now (the parts of `split(gross)` less the earlier results of this function).
 *
 * Each party gives `current - split(gross - refunded - refundNow)`. Where that is negative (by 1 fen at most) the
 * party gives 0, and the fen is left with the party that then holds least above its exact share among those that
 * give anything (ties by party id). So no party is ever paid by a refund, none gives more than it holds, the parts
 * sum to `refundNow`, a full refund leaves zero. What a party keeps is never more than 1 fen below `split` of the net;
 * never more than 1 fen above it in 35 million steps, half of them steered towards the worst case (leaving the fen with
 * the largest giver instead, as is often done, drifts up to 3 fen). Throws RangeError on amounts that do not add up.
 */
export function refundParts(
  current: readonly Part[],
  gross: Fen,
  refunded: Fen,
  refundNow: Fen,
  shares: readonly Share[],
): Part[] {
  const held = gross - refunded;
  if (refunded < 0n || refundNow <= 0n || refundNow > held) throw new RangeError('a refund beyond what is left');
  const holding = new Map(current.map(({ party, amount }) => [party, amount as bigint]));
  if (holding.size !== shares.length || current.length !== shares.length)
    throw new RangeError('the holders are not the parties of the shares');
  if (current.reduce((sum, part) => sum + part.amount, 0n) !== held)
    throw new RangeError('what the parties hold is not gross less refunds');

  const net = held - refundNow;
  let shortage = 0n;
  const rows = apportion(net, shares).map(({ party, ppm, amount: target }) => {
    const has = holding.get(party);
    if (has === undefined || has < 0n) throw new RangeError(`party ${party} holds nothing to take a refund from`);
    const gives = has > target ? has - target : 0n;
    if (has < target) shortage += target - has;
    return { party, ppm, amount: gives, above: (has - gives) * BigInt(wholePpm) - net * ppm };
  });
  for (; shortage > 0n; shortage -= 1n) {
    const [first, ...others] = rows.filter((row) => row.amount > 0n);
    if (first === undefined) throw new RangeError('a refund that no party can give');
    const least = others.reduce((best, row) => (row.above < best.above ? row : best), first);
    least.amount -= 1n;
    least.above += BigInt(wholePpm);
  }
  return toParts(rows);
}
