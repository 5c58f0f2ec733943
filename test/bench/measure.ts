/** How a ratio is taken: ours and the limit in turn, in one process and one run, medians over the rounds. */
export interface Result {
  readonly ours_ms: number;
  readonly limit_ms: number;
  readonly ratio: number;
  /** The most resident memory of the process that did ours, and how much of it was growth since its start. */
  readonly rss_mb?: number;
  readonly grown_mb?: number;
  readonly note?: string;
}

export interface Bench {
  readonly name: string;
  /** What ours is held against. */
  readonly limit: string;
  run(): Promise<Result>;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Alternates the two after a warm-up of each, so that a machine whose speed drifts slows both alike. */
export async function against(
  ours: (round: number) => Promise<unknown>,
  limit: (round: number) => Promise<unknown>,
  rounds: number,
): Promise<Result> {
  await ours(-1);
  await limit(-1);
  const a: number[] = [];
  const b: number[] = [];
  for (let round = 0; round < rounds; round++) {
    a.push(await timed(() => ours(round)));
    b.push(await timed(() => limit(round)));
  }
  const ours_ms = median(a);
  const limit_ms = median(b);
  return { ours_ms, limit_ms, ratio: ours_ms / limit_ms };
}

/** Watches the resident memory of this process while something runs. */
export async function withMemory(run: () => Promise<Result>): Promise<Result> {
  let most = process.memoryUsage.rss();
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 50);
  try {
    const result = await run();
    return result.rss_mb === undefined ? { ...result, rss_mb: Math.round(most / 2 ** 20) } : result;
  } finally {
    clearInterval(timer);
  }
}

/** The value that 95 of a hundred do not pass. */
export function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
}
