/** The split of the income: parts per million of named parties, whole, and never an agency (Article 21; brief 6.1.3). */
import type { Refusal } from '#api/kernel/refusal.ts';
import { partyKinds } from './codes.ts';
import { fault, refuse } from './refusals.ts';
import type { ShareLine } from './terms.ts';

export const wholePpm = 1_000_000;

/** What is wrong with the lines whatever their sum: a payee that cannot be one, a party twice, a part out of range. */
export function shareLinesFault(lines: readonly ShareLine[]): Refusal | null {
  for (const [at, line] of lines.entries()) {
    const path = `terms.shares.${at}`;
    if (!partyKinds.is(line.party))
      return refuse('agreement.agency_payee', { party: line.party }, [fault(`${path}.party`, 'share_party')]);
    if (lines.findIndex((one) => one.party === line.party) !== at)
      return refuse('agreement.share_twice', {}, [fault(`${path}.party`, 'share_twice')]);
    if (line.ppm !== null && (!Number.isInteger(line.ppm) || line.ppm < 0 || line.ppm > wholePpm))
      return refuse('agreement.share_invalid', {}, [fault(`${path}.ppm`, 'share_ppm')]);
  }
  return null;
}

export function sumOfShares(lines: readonly ShareLine[]): number {
  return lines.reduce((sum, line) => sum + (line.ppm ?? 0), 0);
}

/** What keeps a split from being signed, or null. */
export function splitFault(lines: readonly ShareLine[]): Refusal | null {
  const wrong = shareLinesFault(lines);
  if (wrong !== null) return wrong;
  const at = lines.findIndex((line) => line.party === 'treasury');
  if ((lines[at]?.ppm ?? 0) === 0)
    return refuse('agreement.no_government_part', {}, [fault(`terms.shares.${Math.max(0, at)}.ppm`, 'share_zero')]);
  const sum = sumOfShares(lines);
  if (sum !== wholePpm) return refuse('agreement.shares_not_whole', { sum, rest: wholePpm - sum });
  return null;
}
