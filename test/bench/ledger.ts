/** One posting of four lines through the ledger room, against the same rows written by a bare transaction. */
import type pg from 'pg';
import { act } from '#api/audit/act.ts';
import type { App } from '#api/context.ts';
import { newId, systemContext } from '#api/context.ts';
import { accountOf } from '#api/ledger/rules/accounts.ts';
import * as ledger from '#api/ledger/service.ts';
import type { World } from '#test/support/world.ts';
import { against, type Bench } from './measure.ts';

export function ledgerBench(app: App, world: World, client: pg.Client): Bench {
  return {
    name: 'ledger posting (balanced, idempotent, audited)',
    limit: 'a bare transaction: 1 + 4 inserts, 4 balance updates, commit',
    run: async () => {
      const developer = world.organization('developer.road').id;
      const operator = world.organization('operator').id;
      const agency = world.organization('province.transport').id;
      const ctx = systemContext(app);
      const ids = ['held:orders', 'pay:treasury:140000', `pay:developer:${developer}`, `pay:operator:${operator}`];
      const fill = async () => {
        await act(ctx, { action: 'bench.fill', subject: ['bench', 'fill'] }, (tx) =>
          ledger.post(tx, {
            kind: 'bench',
            key: 'bench:fill',
            effectiveAt: ctx.clock.now(),
            lines: [
              { account: accountOf('cash:bank'), amount_fen: 10_000_000n },
              { account: accountOf('held:orders'), amount_fen: -10_000_000n },
            ],
          }),
        );
      };
      await fill();
      await client.query(`CREATE TABLE bench_txn (id text PRIMARY KEY, idem_key text UNIQUE);
        CREATE TABLE bench_entry (txn text REFERENCES bench_txn, line int, account text, amount bigint, PRIMARY KEY (txn, line));
        CREATE TABLE bench_balance (account text PRIMARY KEY, amount bigint NOT NULL);
        INSERT INTO bench_balance SELECT unnest(ARRAY['a','b','c','d']), 0`);
      const ours = (round: number) =>
        act(ctx, { action: 'bench.post', subject: ['bench', String(round)] }, (tx) =>
          ledger.post(tx, {
            kind: 'bench',
            key: `bench:${round}`,
            effectiveAt: ctx.clock.now(),
            lines: [
              { account: accountOf(ids[0] ?? ''), amount_fen: 1000n },
              { account: accountOf(ids[1] ?? ''), amount_fen: -400n, agency },
              { account: accountOf(ids[2] ?? ''), amount_fen: -550n },
              { account: accountOf(ids[3] ?? ''), amount_fen: -50n },
            ],
          }),
        );
      const limit = async () => {
        const id = newId(app, 'transaction');
        await client.query('BEGIN');
        await client.query('INSERT INTO bench_txn VALUES ($1, $2)', [id, id]);
        await client.query(
          `INSERT INTO bench_entry VALUES ($1,1,'a',1000),($1,2,'b',-400),($1,3,'c',-550),($1,4,'d',-50)`,
          [id],
        );
        await client.query(
          `UPDATE bench_balance SET amount = amount + v.n FROM (VALUES ('a',1000),('b',-400),('c',-550),('d',-50)) v(k,n) WHERE account = v.k`,
        );
        await client.query('COMMIT');
      };
      return against(ours, limit, 200);
    },
  };
}
