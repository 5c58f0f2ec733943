/** How probable it is that what was found came about by chance. */

/** log of n! by Stirling's series with three terms (error below 1e-10 from 10 on), summed below. */
function logFactorial(n: number): number {
  if (n < 10) {
    let sum = 0;
    for (let i = 2; i <= n; i++) sum += Math.log(i);
    return sum;
  }
  const x = n + 1;
  return (
    (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5)
  );
}

/** P(X ≥ matched) of `n` fair coins: what an innocent delivery reaches. */
export function coinTail(matched: number, n: number): number {
  if (matched <= 0) return 1;
  if (matched > n) return 0;
  const log = (k: number) => logFactorial(n) - logFactorial(k) - logFactorial(n - k) - n * Math.LN2;
  let sum = 0;
  for (let k = matched; k <= n; k++) sum += Math.exp(log(k));
  return Math.min(1, sum);
}

/** Upper tail of the normal distribution; Abramowitz and Stegun 7.1.26 near the middle, its asymptotic form beyond. */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  if (z > 4) return Math.exp((-z * z) / 2) / (z * Math.sqrt(2 * Math.PI));
  const t = 1 / (1 + (0.3275911 * z) / Math.SQRT2);
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return 0.5 * poly * Math.exp((-z * z) / 2);
}

/** Pairs that stand the wrong way round, counted by merging. */
export function inversions(list: readonly number[]): number {
  const sort = (part: readonly number[]): { sorted: number[]; count: number } => {
    if (part.length < 2) return { sorted: [...part], count: 0 };
    const half = part.length >> 1;
    const left = sort(part.slice(0, half));
    const right = sort(part.slice(half));
    const sorted: number[] = [];
    let count = left.count + right.count;
    for (let i = 0, j = 0; i < left.sorted.length || j < right.sorted.length; ) {
      const a = left.sorted[i];
      const b = right.sorted[j];
      if (b === undefined || (a !== undefined && a <= b)) {
        sorted.push(a as number);
        i += 1;
      } else {
        count += left.sorted.length - i;
        sorted.push(b);
        j += 1;
      }
    }
    return { sorted, count };
  };
  return sort(list).count;
}

/**
 * How probable it is that rows stand in so much of a keyed order by chance (Kendall's tau, within groups whose order among
 * themselves a sorting has changed).
 */
export function orderTail(groups: readonly (readonly number[])[]): number {
  let score = 0;
  let variance = 0;
  for (const group of groups) {
    const n = group.length;
    if (n < 2) continue;
    const pairs = (n * (n - 1)) / 2;
    score += pairs - 2 * inversions(group);
    variance += (n * (n - 1) * (2 * n + 5)) / 18;
  }
  return variance === 0 || score <= 0 ? 1 : normalTail(score / Math.sqrt(variance));
}

/**
 * An upper bound, without approximation, of the probability that groups put in random order have so few inversions or fewer:
 * the inversions of a random order of n are a sum of independent whole numbers from 0 to i - 1 for i up to n, and of such a sum
 * Chernoff's bound is exact mathematics where the normal curve is a guess (far out, where accusations are made).
 */
export function orderBound(groups: readonly (readonly number[])[]): number {
  /** How many groups are at least so long. */
  const atLeast: number[] = [];
  let found = 0;
  let mean = 0;
  for (const group of groups) {
    if (group.length < 2) continue;
    found += inversions(group);
    mean += (group.length * (group.length - 1)) / 4;
    for (let i = 2; i <= group.length; i++) atLeast[i] = (atLeast[i] ?? 0) + 1;
  }
  if (mean === 0 || found >= mean) return 1;
  const log = (t: number): number => {
    let sum = t * found;
    for (let i = 2; i < atLeast.length; i++)
      sum += (atLeast[i] ?? 0) * Math.log(-Math.expm1(-i * t) / (i * -Math.expm1(-t)));
    return sum;
  };
  // Convex in t: the least value by golden section, on a logarithmic scale. Any t gives a bound that holds.
  let [low, high] = [Math.log(1e-9), Math.log(60)];
  for (let step = 0; step < 40; step++) {
    const [a, b] = [high - 0.618034 * (high - low), low + 0.618034 * (high - low)];
    if (log(Math.exp(a)) < log(Math.exp(b))) high = b;
    else low = a;
  }
  return Math.min(1, Math.exp(log(Math.exp((low + high) / 2))));
}
