/** One check: done, failed or given up after a time, with how long it took. */
export type Timed =
  | { readonly ok: true; readonly ms: number }
  | { readonly ok: false; readonly ms: number; readonly error: unknown };

/** @param patience milliseconds after which it counts as failed; the work itself is not stopped. */
export async function timed(work: () => Promise<unknown>, patience: number): Promise<Timed> {
  const began = performance.now();
  const ms = () => Math.round(performance.now() - began);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patience} ms`)), patience);
  });
  try {
    await Promise.race([work(), late]);
    return { ok: true, ms: ms() };
  } catch (error) {
    return { ok: false, ms: ms(), error };
  } finally {
    clearTimeout(timer);
  }
}
