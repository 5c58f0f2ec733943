/**
 * Whether two organisations belong together. Links count from 25 per cent of the shares on and are not multiplied along a chain
 * (State Taxation Administration announcement 2016 No. 42, article 2); a common owner makes its companies related, a common
 * company does not make its owners so.
 */
import type { RelationKind } from './dealing-codes.ts';

/** Least share that counts, in millionths. */
export const leastSharePpm = 250_000;
/** Most links of a chain: holding, subsidiary and their common parent, with one step to spare. More is guessing. */
export const defaultDepth = 4;

export interface Link {
  readonly id: string;
  readonly holderId: string;
  readonly heldId: string;
  readonly kind: RelationKind;
  readonly validFrom: string;
  readonly validTo: string | null;
}

export type Way = 'up' | 'down' | 'same';
export interface Step {
  readonly linkId: string;
  readonly fromId: string;
  readonly toId: string;
  /** up: to whom it belongs; down: to what belongs to it; same: one person acts for both. */
  readonly way: Way;
}

/** Days on which a link has to hold, any of them: from the order to the payment. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

export const holdsIn = (link: Pick<Link, 'validFrom' | 'validTo'>, { from, to }: Days): boolean =>
  link.validFrom <= to && (link.validTo === null || link.validTo >= from);

function stepsOf(link: Link): Step[] {
  const { id: linkId, holderId, heldId } = link;
  const [there, back]: [Way, Way] = link.kind === 'same_representative' ? ['same', 'same'] : ['down', 'up'];
  return [
    { linkId, fromId: holderId, toId: heldId, way: there },
    { linkId, fromId: heldId, toId: holderId, way: back },
  ];
}

interface Place {
  readonly at: string;
  readonly falling: boolean;
  readonly same: boolean;
}

/** First up, then down, and once across by a common representative; null where the step is not allowed from there. */
function after(place: Place, { toId, way }: Step): Place | null {
  if (way === 'same') return place.same ? null : { ...place, at: toId, same: true };
  if (way === 'up') return place.falling ? null : { ...place, at: toId };
  return { ...place, at: toId, falling: true };
}

const keyOf = (place: Place): string => `${place.at} ${place.falling} ${place.same}`;

/** The shortest chain between two organisations in those days; empty for one and the same, null where there is none. */
export function chainBetween(
  links: readonly Link[],
  from: string,
  to: string,
  days: Days,
  depth: number = defaultDepth,
): Step[] | null {
  if (from === to) return [];
  const ways = new Map<string, Step[]>();
  const standing = links.filter((link) => holdsIn(link, days)).sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const step of standing.flatMap(stepsOf)) ways.set(step.fromId, [...(ways.get(step.fromId) ?? []), step]);
  const start: Place = { at: from, falling: false, same: false };
  const seen = new Set([keyOf(start)]);
  let front: { readonly place: Place; readonly chain: readonly Step[] }[] = [{ place: start, chain: [] }];
  for (let used = 0; used < depth && front.length > 0; used++) {
    const next: typeof front = [];
    for (const { place, chain } of front)
      for (const step of ways.get(place.at) ?? []) {
        const reached = after(place, step);
        if (reached === null || seen.has(keyOf(reached))) continue;
        if (reached.at === to) return [...chain, step];
        seen.add(keyOf(reached));
        next.push({ place: reached, chain: [...chain, step] });
      }
    front = next;
  }
  return null;
}

/** Whether steps really lead from one to the other in the allowed order: what a person recomputes. */
export function leads(chain: readonly Pick<Step, 'fromId' | 'toId' | 'way'>[], from: string, to: string): boolean {
  let place: Place | null = { at: from, falling: false, same: false };
  for (const step of chain) {
    if (place === null || step.fromId !== place.at) return false;
    place = after(place, { ...step, linkId: '' });
  }
  return place?.at === to;
}
