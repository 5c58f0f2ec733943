// Calm, timed lines in both languages. Node built-ins only: this runs before anything is installed.
/** Seconds since the process began, for the margin. */
const clock = () => `${(performance.now() / 1000).toFixed(1).padStart(6)} s`;

export function say(zh, en) {
  process.stdout.write(`${clock()}  ${zh}  ${en}\n`);
}

/** Runs a longer step: a line when it starts, a sign of life every ten seconds, a line when it is done. */
export async function step(zh, en, work) {
  const from = performance.now();
  const seconds = () => Math.round((performance.now() - from) / 1000);
  say(`${zh}……`, `${en} …`);
  const pulse = setInterval(() => say(`${zh}：已 ${seconds()} 秒`, `${en}: ${seconds()} s so far`), 10_000);
  try {
    return await work();
  } finally {
    clearInterval(pulse);
  }
}

/** A failure the reader can act on: its words without a stack, then exit. */
export class Stop extends Error {}

export function fail(error) {
  const text =
    error instanceof Error && !(error instanceof Stop) && error.name !== 'EnvError' ? error.stack : error?.message;
  process.stderr.write(`\n${text ?? error}\n\n`);
  process.exit(1);
}
