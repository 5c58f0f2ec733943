/** One case before several agencies: who leads it, how it stands, what each agency said of its own datasets. */
import type { ApplicationState } from './codes.ts';
import type { JointState, LeadKind, OpinionKind } from './kind-codes.ts';

export interface Held {
  readonly providerId: string;
  readonly regionCode: string;
}

export type Lead =
  | { readonly kind: Extract<LeadKind, 'lead_agency'>; readonly agencyId: string; readonly regionCode: string }
  /** The information department of that region. */
  | { readonly kind: Extract<LeadKind, 'information_department'>; readonly regionCode: string };

/**
 * Within one region the agency that holds most of the datasets leads (of equals the first asked for), unless the region has
 * its information department lead; across regions the department of the region above them does, for no agency there has
 * authority over the others (Article 4).
 */
export function leadOf(held: readonly Held[], departmentLeads: boolean): Lead {
  const [first] = held;
  if (first === undefined) throw new RangeError('a joint case needs datasets');
  if (held.some((one) => one.regionCode !== first.regionCode))
    return { kind: 'information_department', regionCode: above(held.map((one) => one.regionCode)) };
  if (departmentLeads) return { kind: 'information_department', regionCode: first.regionCode };
  const counts = new Map<string, number>();
  for (const { providerId } of held) counts.set(providerId, (counts.get(providerId) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const leader = held.find(({ providerId }) => counts.get(providerId) === most) ?? first;
  return { kind: 'lead_agency', agencyId: leader.providerId, regionCode: leader.regionCode };
}

/** The narrowest region that has them all under it: a city of its own counties, else the province (GB/T 2260). */
export function above(regions: readonly string[]): string {
  const [first = ''] = regions;
  const city = `${first.slice(0, 4)}00`;
  return regions.every((one) => one.slice(0, 4) === first.slice(0, 4)) ? city : `${first.slice(0, 2)}0000`;
}

export interface Part {
  readonly state: ApplicationState;
  readonly conditions: string | null;
}

const granted: readonly ApplicationState[] = ['approved', 'charging', 'certified'];

/** No agency's word is changed by another's: the whole is only read from the parts. */
export function jointState(parts: readonly Part[]): JointState {
  const alive = parts.filter((one) => one.state !== 'withdrawn');
  if (alive.length === 0) return 'withdrawn';
  const are = (...states: ApplicationState[]) => alive.every((one) => states.includes(one.state));
  if (alive.some((one) => one.state === 'drafting')) return 'drafting';
  if (alive.some((one) => one.state === 'supplementing')) return 'supplementing';
  if (alive.some((one) => one.state === 'applied')) return 'applied';
  if (are(...granted)) return 'granted';
  if (are('refused')) return 'refused';
  return are(...granted, 'refused') ? 'partly_granted' : 'reviewing';
}

export function opinionOf({ state, conditions }: Part): OpinionKind {
  if (state === 'withdrawn') return 'withdrawn';
  if (state === 'refused') return 'refuse';
  if (granted.includes(state)) return conditions === null ? 'agree' : 'agree_with_conditions';
  return state === 'accepted' || state === 'reviewing' ? 'reviewing' : 'waiting';
}
