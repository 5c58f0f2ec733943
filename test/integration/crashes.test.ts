/**
 * kill -9 between any two steps of a sale: a real server process dies at a statement of its own, another takes over, and the
 * caller asks again under the same idempotency key. Afterwards everything happened exactly once, to the fen.
 * Where it dies is drawn anew with every run, one place in each part of the sale; a round that fails names its statement.
 * CRASH_ROUNDS makes it as long as one likes.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkInvariants } from '#api/revenue/invariants.ts';
import type { Order } from '#test/support/crash-server.ts';
import { listedProduct, type Market, marketWorld } from '#test/support/market.ts';
import { testSecret } from '#test/support/secret.ts';

const rounds = Number(process.env.CRASH_ROUNDS ?? 3);
let m: Market;
let productNo: string;
let server: { child: ChildProcess; url: string };
let deaths = 0;
const tokens: Record<'buyer' | 'finance', string> = { buyer: '', finance: '' };

async function start(): Promise<typeof server> {
  const { env } = m.t.app;
  const child = fork('test/support/crash-server.ts', {
    execArgv: ['--import', 'tsx'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      DATABASE_URL: m.t.database.url,
      DATA_DIR: env.DATA_DIR,
      SESSION_SECRET: testSecret,
      SEED: 'none',
      PORT: '0',
      CRASH_NOW: m.t.clock.now().toISOString(),
    },
  });
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  return { child, url };
}

async function ask<T>(order: Order): Promise<T> {
  const answer = once(server.child, 'message');
  server.child.send(order);
  return (await answer)[0] as T;
}

/** A caller who does not know what became of the call: the same again, with the same key, at the server that took over. */
async function sure(
  who: 'buyer' | 'finance',
  path: string,
  key: string,
  body: object,
): Promise<Record<string, unknown>> {
  for (let tries = 0; tries < 5; tries += 1) {
    try {
      const answer = await fetch(`${server.url}/api/v1${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${tokens[who]}`, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
      });
      const said = (await answer.json()) as Record<string, unknown>;
      if (!answer.ok) throw new Refused(`${path}: ${answer.status} ${JSON.stringify(said)}`);
      return said;
    } catch (error) {
      if (error instanceof Refused) throw error;
      await takeOver();
    }
  }
  throw new Error(`${path}: nobody answers`);
}
class Refused extends Error {}

async function takeOver(): Promise<void> {
  if (server.child.exitCode === null && server.child.signalCode === null) await once(server.child, 'exit');
  expect(server.child.signalCode).toBe('SIGKILL');
  deaths += 1;
  server = await start();
}

/** Until the row is there; a server that died meanwhile is replaced. */
async function until(sql: string, values: unknown[]): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const [row] = await m.t.database.query<{ there: boolean }>(`SELECT EXISTS (${sql}) AS there`, values);
    if (row?.there) return;
    if (server.child.signalCode !== null) await takeOver();
    await sleep(25);
  }
  throw new Error(`never came to be: ${sql}`);
}

/** Ordered, paid, delivered, split, a part paid back. */
async function sale(round: number): Promise<string> {
  const order = (await sure('buyer', '/orders', `order-${round}`, { product_no: productNo })) as Record<string, string>;
  await sure('finance', '/payments', `pay-${round}`, {
    reference: order.reference,
    amount_fen: order.amount_fen,
    bank_serial: `KILL-${round}`,
    payer_name: '大同快运物流有限公司',
    value_date: '2026-11-02',
  });
  const id = order.id ?? '';
  await until(
    `SELECT 1 FROM "order" o JOIN allocation a ON a.order_id = o.id WHERE o.id = $1 AND o.state = 'fulfilled'`,
    [id],
  );
  const back = String(30_000 + round);
  const asked = { amount_fen: back, reason: '部分数据缺失', refundable_seen_fen: order.amount_fen };
  await sure('buyer', `/orders/${id}/refunds`, `ask-${round}`, asked);
  const [refund] = await m.t.database.query<{ id: string }>('SELECT id FROM refund WHERE order_id = $1', [id]);
  const approved = { bank_serial: `BACK-${round}`, refundable_seen_fen: order.amount_fen, opinion: '同意' };
  await sure('finance', `/refunds/${refund?.id}/approval`, `back-${round}`, approved);
  return id;
}

beforeAll(async () => {
  m = await marketWorld();
  productNo = (await listedProduct(m)).no;
  await m.t.drain();
  server = await start();
  // Sessions outlive the server: they are rows.
  const tokenOf = async (login: string) => {
    const answer = await fetch(`${server.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password: (await import('#prisma/seed/organizations.ts')).demoPassword }),
    });
    const { token } = (await answer.json()) as { token?: string };
    if (token === undefined) throw new Error(`${login} cannot sign in`);
    return token;
  };
  tokens.buyer = await tokenOf('buyer');
  tokens.finance = await tokenOf('province.finance');
}, 120_000);

afterAll(async () => {
  const gone = server === undefined ? null : once(server.child, 'exit');
  if (server?.child.kill('SIGKILL')) await gone;
  await m.t.close();
});

it(
  'a server killed anywhere in a sale loses nothing and does nothing twice',
  async () => {
    await ask({ at: Number.MAX_SAFE_INTEGER, after: false });
    const orders = [await sale(0)];
    const { sent } = await ask<{ sent: number }>('count');
    expect(sent).toBeGreaterThan(50);
    for (let round = 1; round <= rounds; round += 1) {
      const at = Math.max(1, Math.floor((sent * 0.9 * (round - Math.random())) / rounds));
      const where = `round ${round}: killed ${round % 2 === 0 ? 'after' : 'before'} statement ${at} of ${sent}`;
      await ask({ at, after: round % 2 === 0 });
      orders.push(await sale(round).catch((error: unknown) => Promise.reject(new Error(where, { cause: error }))));
      expect(deaths, where).toBe(round);
      expect(await checkInvariants(m.t.app.db), where).toEqual([]);
    }
    const rows = await m.t.database.query<Record<string, string>>(
      `SELECT o.id, o.state, o.amount_fen::text AS amount, p.amount_fen::text AS paid, r.amount_fen::text AS back, r.state AS refund,
         (SELECT count(*) FROM allocation a WHERE a.order_id = o.id)::text AS allocations,
         (SELECT count(*) FROM ledger_transaction t WHERE t.order_id = o.id AND t.kind = 'order.receipt')::text AS receipts
       FROM "order" o JOIN payment p ON p.order_id = o.id JOIN refund r ON r.order_id = o.id ORDER BY o.placed_at`,
    );
    expect(rows.map((row) => row.id).sort()).toEqual([...orders].sort());
    for (const row of rows)
      expect(row).toMatchObject({
        state: 'fulfilled',
        amount: '100000',
        paid: '100000',
        refund: 'approved',
        allocations: '1',
        receipts: '1',
      });
    const [left] = await m.t.database.query<{ n: string }>(`SELECT count(*) AS n FROM "order"`);
    expect(left?.n).toBe(String(rounds + 1));
    // What every party has is its part of what was not given back, to the fen.
    const [sums] = await m.t.database.query<{ parts: string; net: string }>(
      `SELECT (SELECT sum(amount_fen) FROM allocation_line)::text AS parts,
         (SELECT sum(o.amount_fen) - sum(r.amount_fen) FROM "order" o JOIN refund r ON r.order_id = o.id)::text AS net`,
    );
    expect(sums?.parts).toBe(sums?.net);
  },
  30_000 + rounds * 30_000,
);
