/** Neighbouring bins joined until there are no more than `most`; sums stay. */
export function sketched(counts: readonly number[], most = 24): number[] {
  const width = Math.max(1, Math.ceil(counts.length / most));
  const joined: number[] = [];
  counts.forEach((count, at) => {
    const bar = Math.floor(at / width);
    joined[bar] = (joined[bar] ?? 0) + count;
  });
  return joined;
}
