/**
 * The double-random draw. Every candidate is ranked by SHA-256 over the seed and the candidate's own number, smallest first: an even
 * shuffle for whoever does not know the seed beforehand, and one line of shell for whoever does afterwards (decision 0079).
 */
export interface PoolBody {
  readonly uscc: string;
  readonly name: string;
}
export interface PoolInspector {
  readonly number: number;
  /** Of the body the inspector belongs to. */
  readonly uscc: string;
  /** Bodies, by their code, that the inspector has a conflict with. */
  readonly conflicts: readonly string[];
}
export interface Pool {
  readonly inspection: string;
  readonly bodies_wanted: number;
  readonly inspectors_each: number;
  readonly bodies: readonly PoolBody[];
  readonly inspectors: readonly PoolInspector[];
}
export interface Drawn {
  readonly uscc: string;
  readonly inspectors: readonly number[];
}

type Hash = (text: string) => string;

const ranked = <T>(items: readonly T[], rank: (item: T) => string): T[] =>
  items
    .map((item) => ({ item, by: rank(item) }))
    .sort((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : 0))
    .map(({ item }) => item);

export const bodyText = (seed: string, uscc: string) => `${seed}|${uscc}`;
export const inspectorText = (seed: string, uscc: string, number: number) => `${seed}|${uscc}|${number}`;

export const freeOf = (inspector: PoolInspector, uscc: string): boolean =>
  inspector.uscc !== uscc && !inspector.conflicts.includes(uscc);

/** Bodies first, then for each drawn body its inspectors among those without a conflict. */
export function draw(pool: Pool, seed: string, hash: Hash): Drawn[] {
  return ranked(pool.bodies, (one) => hash(bodyText(seed, one.uscc)))
    .slice(0, pool.bodies_wanted)
    .map(({ uscc }) => ({
      uscc,
      inspectors: ranked(
        pool.inspectors.filter((one) => freeOf(one, uscc)),
        (one) => hash(inspectorText(seed, uscc, one.number)),
      )
        .slice(0, pool.inspectors_each)
        .map((one) => one.number),
    }));
}

/** What stands in the way of a draw: too few bodies, or too few inspectors for one of them. */
export function shortage(pool: Pool): { what: 'bodies' | 'inspectors'; wanted: number; found: number } | null {
  if (pool.bodies.length < pool.bodies_wanted)
    return { what: 'bodies', wanted: pool.bodies_wanted, found: pool.bodies.length };
  for (const { uscc } of pool.bodies) {
    const found = pool.inspectors.filter((one) => freeOf(one, uscc)).length;
    if (found < pool.inspectors_each) return { what: 'inspectors', wanted: pool.inspectors_each, found };
  }
  return null;
}

/** A script of sh that anyone runs with the seed: it says whether the commitment holds and draws again. */
export function recomputeScript(pool: Pool, commitment: string, seed: string): string {
  const free = (uscc: string) =>
    pool.inspectors
      .filter((one) => freeOf(one, uscc))
      .map((one) => one.number)
      .join(' ');
  return [
    '#!/bin/sh',
    '# Draws again with sha256sum alone.',
    'set -eu',
    "h() { printf '%s' \"$1\" | sha256sum | cut -d' ' -f1; }",
    `seed=${seed}`,
    `test "$(h "$seed")" = ${commitment} && echo "commitment: holds"`,
    `bodies='${pool.bodies.map((one) => one.uscc).join(' ')}'`,
    'inspectors_for() {',
    '  case "$1" in',
    ...pool.bodies.map(({ uscc }) => `    ${uscc}) echo '${free(uscc)}' ;;`),
    '  esac',
    '}',
    `for b in $bodies; do echo "$(h "$seed|$b") $b"; done | LC_ALL=C sort | head -n ${pool.bodies_wanted} | cut -d' ' -f2 | while read -r b; do`,
    `  drawn=$(for n in $(inspectors_for "$b"); do echo "$(h "$seed|$b|$n") $n"; done | LC_ALL=C sort | head -n ${pool.inspectors_each} | cut -d' ' -f2 | tr '\\n' ' ')`,
    '  echo "$b: $drawn"',
    'done',
    '',
  ].join('\n');
}
