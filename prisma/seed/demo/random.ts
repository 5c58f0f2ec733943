/**
 * Chance that repeats: the same key gives the same numbers on every machine, so the demonstration files have the same
 * bytes everywhere. For content only; keys, secrets and ids come from the application's own randomness.
 */

export interface Random {
  /** 0 ≤ x < 1. */
  next(): number;
  /** A whole number from `low` to `high`, both possible. */
  int(low: number, high: number): number;
  /** About `mean`, usually within two `spread`s, never below `floor`; rounded to `digits` places. */
  about(mean: number, spread: number, digits?: number, floor?: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
}

/** FNV-1a over the key seeds mulberry32: small, well spread, and the same in every engine. */
export function random(key: string): Random {
  let state = 0x811c9dc5;
  for (const character of key) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    int,
    about(mean, spread, digits = 0, floor = 0) {
      // Four uniforms make a bell that is wide enough and has no far tail.
      const bell = next() + next() + next() + next() - 2;
      return Math.max(floor, Number((mean + bell * spread * 1.7).toFixed(digits)));
    },
    chance: (probability) => next() < probability,
    pick(list) {
      const picked = list[int(0, list.length - 1)];
      if (picked === undefined) throw new RangeError('nothing to pick from');
      return picked;
    },
  };
}
