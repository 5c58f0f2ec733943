/** Links of the cloud, where data have to lie, and how far an item is on line (Articles 6 and 7). */
import type { Level } from '#api/kernel/regions.ts';
import { dispensable, type LinkState, type PingState, type Step, type StorageFault, steps } from './codes.ts';

export interface LastPing {
  readonly at: Date;
  readonly state: PingState;
}

/** What is known of a link: a sign of life counts for the node's threshold and no longer. */
export function linkState(last: LastPing | null, thresholdMinutes: number, now: Date): LinkState {
  if (last === null) return 'unheard';
  const age = now.getTime() - last.at.getTime();
  return age > thresholdMinutes * 60_000 ? 'silent' : last.state;
}

/** True where Article 6 has a finding: the link is down, or nobody has said that it is not. */
export const isBroken = (state: LinkState): boolean => state === 'down' || state === 'silent' || state === 'unheard';

/** The text a node signs: id, instant and state, one a line, so that no part can be moved into another. */
export const pingText = (nodeId: string, at: string, state: PingState): string => `${nodeId}\n${at}\n${state}`;

/** How far the clock of a node may be off. */
export const pingLeewayMs = 5 * 60_000;

const owed: Readonly<Record<Level, string | null>> = {
  province: 'provincial_cloud',
  city: 'city_cloud',
  // Article 6 binds agencies of the province and of cities.
  county: null,
};

/** What is wrong with the place of an entry's data, or null. */
export function storageFault(level: Level, location: string | null, nodeRegistered: boolean): StorageFault | null {
  const due = owed[level];
  if (due === null) return null;
  if (location === null || location === '') return 'unstated';
  if (location !== due) return 'elsewhere';
  return nodeRegistered ? null : 'no_node';
}

export interface ItemSteps {
  readonly online: readonly Step[];
  readonly without: readonly Step[];
}

/** Steps that an item has and does not handle on line. */
export function missingSteps(item: ItemSteps): Step[] {
  return steps.codes.filter((step) => !item.online.includes(step) && !item.without.includes(step));
}

export function stepsFit(item: ItemSteps): boolean {
  return item.without.every((step) => dispensable.includes(step) && !item.online.includes(step));
}

/** Items on line in all their steps, of all items; `null` where there is none to count. */
export function coverage(items: readonly ItemSteps[]): { covered: number; total: number; percent: number | null } {
  const covered = items.filter((item) => missingSteps(item).length === 0).length;
  const total = items.length;
  return { covered, total, percent: total === 0 ? null : Math.floor((covered * 100) / total) };
}
