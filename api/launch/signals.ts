/** Stopping in order: what was started last stops first. */
import { readFileSync } from 'node:fs';

const closers: (() => Promise<void>)[] = [];
let stopping = false;

/** Registers what to do on SIGTERM, SIGINT or SIGHUP, and when the process that started this one is gone. */
export function onStop(closer: () => Promise<void>): void {
  if (closers.length === 0) listen();
  closers.push(closer);
}

function listen(): void {
  let first = 0;
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the whole group, so npm's copy arrives right behind: only a later one means "now".
      if (stopping && Date.now() - first > 1500) process.exit(code);
      if (!stopping) first = Date.now();
      // A requested stop that went well is no failure: npm would print an error for any other code than 0.
      void stop(0);
    });
  }
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${error.stack}\n`);
    void stop(1);
  });
  watchParent();
}

/** `kill -9` of npm leaves its children behind, holding the port; they notice by getting another parent. */
function watchParent(): void {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const starter = starters();
  setInterval(() => {
    if (starters() !== starter) void stop(0);
  }, 1000).unref();
}

/** Our parent, and the parent of that when it is only the shell npm put between. */
function starters(): string {
  const parent = process.ppid;
  try {
    if (!/^(da|ba|z|k)?sh$/.test(readFileSync(`/proc/${parent}/comm`, 'utf8').trim())) return `${parent}`;
    const fields = readFileSync(`/proc/${parent}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
    return `${parent} ${fields?.[1]}`;
  } catch {
    return `${parent}`; // no /proc (macOS), whose shell hands its place to the command
  }
}

async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) {
    await closer().catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    });
  }
  process.exit(code);
}
