/** Groups of fewer records are not shown: controlled disclosure, k = 5 (GB/T 37964-2019). Terms may ask for more, never for less. */
export const smallestGroup = 5;

/** More hides every figure of a table of ordinary size. */
export const largestGroup = 10_000;

/** @param asked of the signed terms; null where they are silent. */
export const groupOf = (asked: number | null): number => Math.max(smallestGroup, asked ?? smallestGroup);
