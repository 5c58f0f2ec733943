/**
 * The real server with its jobs, as a process of its own that ends itself with SIGKILL at the n-th statement it sends to the
 * database: before it is sent, or after it was answered and before anyone is told. Its parent says when to count and how far.
 */
import pg from 'pg';
import { createApp } from '#api/app.ts';
import { readEnv } from '#api/env.ts';
import { startJobs } from '#api/jobs.ts';
import { makeLog } from '#api/log.ts';
import { startServer } from '#api/server.ts';

export type Order = { readonly at: number; readonly after: boolean } | 'count';

let sent = 0;
let fatal: { readonly at: number; readonly after: boolean } | null = null;
const die = (): void => void process.kill(process.pid, 'SIGKILL');

type Query = (this: pg.Client, ...args: unknown[]) => unknown;
const prototype = pg.Client.prototype as unknown as { query: Query };
const query = prototype.query;
prototype.query = function (...args) {
  sent += 1;
  if (fatal === null || sent !== fatal.at) return query.apply(this, args);
  if (!fatal.after) die();
  const last = args.at(-1);
  if (typeof last === 'function') {
    args[args.length - 1] = die;
    return query.apply(this, args);
  }
  const answer = query.apply(this, args) as Promise<unknown>;
  answer.then(die, die);
  return answer;
};

process.on('message', (order: Order) => {
  if (order === 'count') process.send?.({ sent });
  else {
    sent = 0;
    fatal = order;
    process.send?.({ armed: true });
  }
});
// A parent that died leaves nobody to serve.
process.on('disconnect', () => process.exit(0));

const began = Date.now();
const from = Date.parse(process.env.CRASH_NOW ?? '');
const clock = { now: () => new Date(from + Date.now() - began) };
const built = await createApp(readEnv(process.env), { log: makeLog('fatal'), connections: 6, clock });
await startJobs(built.app, built.databaseUrl);
const { url } = await startServer(built.app, { port: 0, host: '127.0.0.1', pages: 'none' });
process.send?.({ url });
