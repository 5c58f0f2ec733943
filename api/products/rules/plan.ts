/**
 * What a plan costs, exactly. Amounts are whole fen. A rate may be below one fen: it is counted in millionths of a fen, a bill
 * adds them up over all its units and is rounded once, half a fen upwards (decision 0045).
 */
import { fen, formatYuan } from '#api/kernel/money.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { type ProductKind, type PurposeKind, planKinds, productKinds } from './codes.ts';
import { refuse } from './refusals.ts';

export const microPerFen = 1_000_000n;
/** Decimals of a rate in yuan: a hundredth for fen, six more for its millionths. */
const rateDecimals = 8;

/** A free taste: the first of calls, rows and days to run out ends it. */
export interface Trial {
  readonly calls: number;
  readonly rows: number | null;
  readonly days: number;
}

/** Units up to and including `up_to` cost the rate; the last tier has no end. */
export interface Tier {
  readonly up_to: number | null;
  readonly rate_yuan: string;
}

interface Common {
  readonly trial: Trial | null;
}
export type OneOff = Common & { readonly kind: 'one_off'; readonly amount_fen: string };
export type Period = Common & {
  readonly kind: 'period';
  readonly unit: 'month' | 'year';
  readonly amount_fen: string;
  /** Calls a month that the price includes; null for no limit. */
  readonly calls_per_month: number | null;
};
export type Pack = Common & {
  readonly kind: 'pack';
  readonly amount_fen: string;
  readonly calls: number;
  readonly days: number;
};
export type Metered = Common & {
  readonly kind: 'metered';
  readonly unit: 'call' | 'row';
  readonly tiers: readonly Tier[];
  readonly calls_per_month: number | null;
};
export type Free = Common & { readonly kind: 'free'; readonly calls_per_month: number | null };
export type PlanTerms = OneOff | Period | Pack | Metered | Free;

/** Millionths of a fen of a rate in yuan, or null when it is none: at most eight decimals, no sign. */
export function rateMicro(yuan: string): bigint | null {
  const match = /^(\d{1,9})(?:\.(\d{1,8}))?$/.exec(yuan);
  if (match === null) return null;
  return BigInt((match[1] ?? '') + (match[2] ?? '').padEnd(rateDecimals, '0'));
}

/** The shortest text of a rate: `0.0035`. */
export function rateText(micro: bigint): string {
  const digits = micro.toString().padStart(rateDecimals + 1, '0');
  const [whole, part] = [digits.slice(0, -rateDecimals), digits.slice(-rateDecimals).replace(/0+$/, '')];
  return part === '' ? whole : `${whole}.${part}`;
}

/** Half a fen counts as a whole one; once a bill. */
export const roundMicro = (micro: bigint): bigint => (micro + microPerFen / 2n) / microPerFen;

/** Graduated: each unit costs the rate of the tier it falls into, so one unit more never makes a bill smaller. */
export function unitsMicro(tiers: readonly Tier[], units: bigint): bigint {
  let [sum, counted] = [0n, 0n];
  for (const { up_to, rate_yuan } of tiers) {
    const end = up_to === null ? units : BigInt(up_to) < units ? BigInt(up_to) : units;
    if (end > counted) {
      sum += (end - counted) * (rateMicro(rate_yuan) ?? 0n);
      counted = end;
    }
  }
  return sum;
}

/** Whole fen of a bill over so many units. */
export const unitsFen = (tiers: readonly Tier[], units: bigint): bigint => roundMicro(unitsMicro(tiers, units));

/** What is paid when the order is placed; a metered plan is billed afterwards. */
export function amountAtOrder(terms: PlanTerms): bigint {
  return terms.kind === 'metered' || terms.kind === 'free' ? 0n : BigInt(terms.amount_fen);
}

export function isFree(terms: PlanTerms): boolean {
  if (terms.kind === 'metered') return terms.tiers.every(({ rate_yuan }) => rateMicro(rate_yuan) === 0n);
  return amountAtOrder(terms) === 0n;
}

/** Whether calls are counted by the gateway, which then has to be the way to the product. */
export const isCounted = (terms: PlanTerms): boolean => terms.kind === 'pack' || terms.kind === 'metered';

/** Why the terms are no plan, or null. */
export function termsFault(
  terms: PlanTerms,
  product: ProductKind,
  throughGateway: boolean,
  rowsCounted = throughGateway,
): Refusal | null {
  if ((terms.kind === 'period' || terms.kind === 'pack') && BigInt(terms.amount_fen) === 0n)
    return refuse('products.plan_costs_nothing');
  if (terms.kind === 'metered') {
    const fault = tiersFault(terms.tiers);
    if (fault !== null) return fault;
    if (isFree(terms)) return refuse('products.plan_costs_nothing');
    if (terms.unit === 'row' && throughGateway && !rowsCounted) return refuse('products.rows_not_counted');
  }
  if (isCounted(terms) && !throughGateway) {
    const [zh, en] = planKinds.words[terms.kind];
    const [kind, kind_en] = productKinds.words[product];
    return refuse('products.plan_not_counted', { plan: zh, plan_en: en, kind, kind_en });
  }
  return null;
}

function tiersFault(tiers: readonly Tier[]): Refusal | null {
  let before = 0;
  for (const [at, { up_to, rate_yuan }] of tiers.entries()) {
    const last = at === tiers.length - 1;
    if (rateMicro(rate_yuan) === null) return refuse('products.bad_rate', { rate: rate_yuan.slice(0, 20) });
    if (last !== (up_to === null)) return refuse('products.tiers_with_gap');
    if (up_to !== null && up_to <= before) return refuse('products.tiers_with_gap');
    before = up_to ?? before;
  }
  return tiers.length === 0 ? refuse('products.tiers_with_gap') : null;
}

export type Basis = 'once' | 'month' | 'year' | 'call' | 'row';

/** The dearest price of a plan on its basis: `micro` for `units` of it. */
export interface Charge {
  readonly basis: Basis;
  readonly micro: bigint;
  readonly units: bigint;
}

export function chargeOf(terms: PlanTerms): Charge | null {
  switch (terms.kind) {
    case 'free':
      return null;
    case 'one_off':
      return { basis: 'once', micro: BigInt(terms.amount_fen) * microPerFen, units: 1n };
    case 'period':
      return { basis: terms.unit, micro: BigInt(terms.amount_fen) * microPerFen, units: 1n };
    case 'pack':
      return { basis: 'call', micro: BigInt(terms.amount_fen) * microPerFen, units: BigInt(terms.calls) };
    case 'metered': {
      const rates = terms.tiers.map(({ rate_yuan }) => rateMicro(rate_yuan) ?? 0n);
      return { basis: terms.unit, micro: rates.reduce((most, one) => (one > most ? one : most), 0n), units: 1n };
    }
  }
}

export interface Ceiling {
  readonly basis: Basis;
  readonly ceilingMicro: bigint;
  readonly documentNo: string;
  readonly validFrom: string;
  readonly validTo: string;
}

/** The one that counts on a day: the newest filed of those in force. `ceilings` newest first. */
export function ceilingOn(ceilings: readonly Ceiling[], basis: Basis, day: string): Ceiling | null {
  return ceilings.find((one) => one.basis === basis && one.validFrom <= day && day <= one.validTo) ?? null;
}

/**
 * Why a price is not taken on a day, or null (Fagai Jiage [2025] No. 65): none above its ceiling, and none without a ceiling
 * where one is needed. What costs nothing needs none.
 */
export function ceilingFault(
  terms: PlanTerms,
  ceilings: readonly Ceiling[],
  needed: boolean,
  day: string,
): Refusal | null {
  const charge = chargeOf(terms);
  if (charge === null || charge.micro === 0n) return null;
  const ceiling = ceilingOn(ceilings, charge.basis, day);
  const basis = basisWords[charge.basis];
  if (ceiling === null) return needed ? refuse('products.no_ceiling', { basis: basis[0], basis_en: basis[1] }) : null;
  // Crosswise, so that nothing is divided: price / units <= ceiling.
  if (charge.micro <= ceiling.ceilingMicro * charge.units) return null;
  return refuse('products.price_above_ceiling', {
    price: rateText(charge.micro / charge.units),
    ceiling: rateText(ceiling.ceilingMicro),
    no: ceiling.documentNo,
    basis: basis[0],
    basis_en: basis[1],
  });
}

export const basisWords: Readonly<Record<Basis, readonly [zh: string, en: string]>> = {
  once: ['次购买', 'purchase'],
  month: ['月', 'month'],
  year: ['年', 'year'],
  call: ['次调用', 'call'],
  row: ['行', 'row'],
};

/** Where the public good is served free, it does not pay; where it is what a plan is for, it must be what it is taken for. */
export function purposeFault(terms: PlanTerms, kind: PurposeKind | null, purpose: string | null): Refusal | null {
  if (kind === 'public_interest' && !isFree(terms)) return refuse('products.public_interest_is_free');
  if (terms.kind === 'free' && (kind !== 'public_interest' || purpose === null))
    return refuse('products.purpose_to_declare');
  return null;
}

export const yuanOf = (amountFen: string): string => formatYuan(fen(BigInt(amountFen)));
