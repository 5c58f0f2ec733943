/** The split of the income: parts per million of named parties, whole, and never an agency (Article 21; brief 6.1.3). */
import type { Refusal } from '#api/kernel/refusal.ts';
import { newDataParties, partyKinds } from './codes.ts';
import { fault, refuse } from './refusals.ts';
import type { ShareLine, Terms } from './terms-types.ts';

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

type Ownership = Terms['ownership'];

/** Who owns what part of the new data; empty while that is not said. */
export function ownershipShares({ owner, developer_percent, shares }: Ownership): readonly ShareLine[] {
  if (shares.length > 0) return shares;
  if (owner === 'developer' || owner === 'agency') return [{ party: owner, ppm: wholePpm }];
  if (owner !== 'joint' || developer_percent === null) return [];
  const developer = developer_percent * 10_000;
  return [
    { party: 'developer', ppm: developer },
    { party: 'agency', ppm: wholePpm - developer },
  ];
}

/** The parts are whole, each party stands once, and they say the same as the owner named (Article 20). */
export function ownershipFault(ownership: Ownership): Refusal | null {
  const { owner, developer_percent, shares } = ownership;
  if (shares.length === 0) return null;
  const path = (at: number) => [fault(`terms.ownership.shares.${at}.ppm`, 'owner_shares')];
  const odd = shares.findIndex(
    ({ party, ppm }, at) =>
      !newDataParties.is(party) ||
      shares.findIndex((one) => one.party === party) !== at ||
      (ppm !== null && (!Number.isInteger(ppm) || ppm < 0 || ppm > wholePpm)),
  );
  if (odd >= 0) return refuse('agreement.ownership_contradicts', {}, path(odd));
  const sum = sumOfShares(shares);
  if (sum !== wholePpm) return refuse('agreement.ownership_not_whole', { percent: sum / 10_000 }, path(0));
  const part = (party: string) => shares.find((one) => one.party === party)?.ppm ?? 0;
  const joint = shares.filter(({ ppm }) => (ppm ?? 0) > 0).length > 1;
  const fits = owner === 'joint' ? joint : part(owner) === wholePpm;
  const same = developer_percent === null || part('developer') === developer_percent * 10_000;
  return fits && same ? null : refuse('agreement.ownership_contradicts', {}, path(0));
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
