/** Exact fractions: scores are compared and added before anything is rounded. Pure. */
export interface Ratio {
  readonly num: bigint;
  /** Above zero. */
  readonly den: bigint;
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));

/** In lowest terms. Throws RangeError on a denominator of zero. */
export function ratio(num: bigint, den: bigint): Ratio {
  if (den === 0n) throw new RangeError('a fraction needs a denominator');
  const sign = den < 0n ? -1n : 1n;
  const by = gcd(num, den) || 1n;
  return { num: (sign * num) / by, den: (sign * den) / by };
}
export const zero: Ratio = { num: 0n, den: 1n };
export const one: Ratio = { num: 1n, den: 1n };
export const plus = (a: Ratio, b: Ratio): Ratio => ratio(a.num * b.den + b.num * a.den, a.den * b.den);
export const minus = (a: Ratio, b: Ratio): Ratio => ratio(a.num * b.den - b.num * a.den, a.den * b.den);
export const times = (a: Ratio, by: bigint): Ratio => ratio(a.num * by, a.den);
export const over = (a: Ratio, by: bigint): Ratio => ratio(a.num, a.den * by);
/** Below zero where `a` is the smaller one. */
export function compare(a: Ratio, b: Ratio): number {
  const left = a.num * b.den;
  const right = b.num * a.den;
  return left < right ? -1 : left > right ? 1 : 0;
}
export const clamp = (a: Ratio): Ratio => (compare(a, zero) < 0 ? zero : compare(a, one) > 0 ? one : a);

/** The whole number nearest; halves go up. */
export function rounded({ num, den }: Ratio): bigint {
  const twice = 2n * num + den;
  const whole = twice / (2n * den);
  return twice < 0n && twice % (2n * den) !== 0n ? whole - 1n : whole;
}

/** Whole parts that sum to the rounded sum of the fractions (largest remainder, ties in order). */
export function wholeParts(parts: readonly Ratio[]): bigint[] {
  const sum = rounded(parts.reduce(plus, zero));
  const floors = parts.map(({ num, den }) => num / den);
  let left = sum - floors.reduce((all, part) => all + part, 0n);
  const order = parts
    .map((part, at) => ({ at, rest: minus(part, ratio(floors[at] ?? 0n, 1n)) }))
    .sort((a, b) => compare(b.rest, a.rest) || a.at - b.at);
  const whole = [...floors];
  for (const { at } of order) {
    if (left <= 0n) break;
    whole[at] = (whole[at] ?? 0n) + 1n;
    left -= 1n;
  }
  return whole;
}
