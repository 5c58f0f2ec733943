import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { act } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { checkLedger } from '#api/ledger/invariants.ts';
import { accountStatement, trialBalance } from '#api/ledger/reports.ts';
import {
  type AccountSpec,
  cashBank,
  heldOrders,
  payDeveloper,
  payOperator,
  payTreasury,
  refundDue,
  transitTreasury,
} from '#api/ledger/rules/accounts.ts';
import type { Line } from '#api/ledger/rules/posting.ts';
import * as ledger from '#api/ledger/service.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let treasury: AccountSpec;
let transit: AccountSpec;
let developer: AccountSpec;
let operator: AccountSpec;
let agency: string;

beforeAll(async () => {
  t = await testApp();
  world = await makeWorld(t.app);
  treasury = payTreasury('140000');
  transit = transitTreasury('140000');
  developer = payDeveloper(world.organization('developer.road').id);
  operator = payOperator(world.organization('operator').id);
  agency = world.organization('province.transport').id;
});
afterAll(() => t?.close());
afterEach(async () => {
  expect(await checkLedger(t.app.db)).toEqual([]);
});

type Move = readonly [AccountSpec, bigint];
const linesOf = (moves: readonly Move[]): Line[] =>
  moves.map(([account, amount_fen]) => ({
    account,
    amount_fen,
    ...(account.treasuryCode === null ? {} : { agency }),
  }));

/** One posting as a service does it: inside an act that notes the transaction. */
function post(key: string, moves: readonly Move[], ctx: Ctx = t.ctx()) {
  return act(ctx, { action: 'test.post', subject: ['test', key] }, async (tx, note) => {
    const posted = await ledger.post(tx, { kind: 'test', key, lines: linesOf(moves), effectiveAt: tx.clock.now() });
    note({ transactions: posted.outcome === 'posted' ? [posted.transaction_id] : [] });
    return posted;
  });
}
const codeOf = (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => 'accepted',
    (error: unknown) => {
      if (isRefusal(error)) return error.code;
      throw error;
    },
  );
const balance = async (account: AccountSpec): Promise<bigint> => ledger.owed(t.ctx(), { ...account, class: 'asset' });
const count = async () =>
  Number((await t.database.query<{ n: string }>('select count(*) n from ledger_transaction'))[0]?.n);
let serial = 0;
const key = () => `k${++serial}`;

describe('posting', () => {
  it('moves what it says and shows it in the trial balance and the account', async () => {
    const before = await balance(cashBank);
    await post(key(), [
      [cashBank, 10_000n],
      [heldOrders, -10_000n],
    ]);
    await post(key(), [
      [heldOrders, 10_000n],
      [treasury, -3_000n],
      [developer, -6_500n],
      [operator, -500n],
    ]);
    expect((await balance(cashBank)) - before).toBe(10_000n);
    const ctx = world.ctx('province.finance');
    const trial = await trialBalance(ctx, undefined);
    expect(trial.balance_fen).toBe('0');
    expect(trial.debit_fen).toBe(trial.credit_fen);
    expect(trial.accounts.find((a) => a.account === 'pay:treasury:140000')).toMatchObject({
      class: 'liability',
      credit_fen: '3000',
      balance_fen: '-3000',
    });
    const statement = await accountStatement(ctx, { account: 'pay:treasury:140000', page: 1, page_size: 20 });
    expect(statement.items).toHaveLength(1);
    expect(statement.items[0]).toMatchObject({ amount_fen: '-3000', balance_fen: '-3000', agency_id: agency });
    // Yesterday nothing had happened yet.
    expect((await trialBalance(ctx, '2026-11-01')).debit_fen).toBe('0');
  });

  it('is read by finance and auditors only, a city’s finance bureau its own treasury’s accounts', async () => {
    expect(await codeOf(trialBalance(world.ctx('developer'), undefined))).toBe('auth.forbidden');
    expect(await codeOf(trialBalance(t.ctx(), undefined))).toBe('auth.required');
    const city = await trialBalance(world.ctx('taiyuan.finance'), undefined);
    expect(city).toMatchObject({ accounts: [], complete: false });
    expect(
      await codeOf(
        accountStatement(world.ctx('taiyuan.finance'), { account: 'pay:treasury:140000', page: 1, page_size: 5 }),
      ),
    ).toBe('ledger.not_found');
  });

  it('answers the same key with the first posting, and refuses it for other lines', async () => {
    const k = key();
    const first = await post(k, [
      [cashBank, 70n],
      [heldOrders, -70n],
    ]);
    const again = await post(k, [
      [heldOrders, -70n],
      [cashBank, 70n],
    ]);
    expect(again).toEqual({ transaction_id: first.transaction_id, outcome: 'replayed' });
    const other = post(k, [
      [cashBank, 71n],
      [heldOrders, -71n],
    ]);
    expect(await codeOf(other)).toBe('ledger.key_reused');
  });

  it.each([
    [
      'unbalanced lines',
      [
        [cashBank, 5n],
        [heldOrders, -4n],
      ],
      'ledger.unbalanced',
    ],
    ['one line', [[cashBank, 5n]], 'ledger.unbalanced'],
    [
      'only lines of zero',
      [
        [cashBank, 0n],
        [heldOrders, 0n],
      ],
      'ledger.unbalanced',
    ],
    [
      'an asset below zero',
      [
        [cashBank, -(10n ** 15n)],
        [heldOrders, 10n ** 15n],
      ],
      'ledger.overdrawn',
    ],
    [
      'more than a bigint holds',
      [
        [cashBank, 2n ** 63n],
        [heldOrders, -(2n ** 63n)],
      ],
      'ledger.out_of_range',
    ],
  ] as [string, Move[], string][])('refuses %s and changes nothing', async (_name, moves, code) => {
    const before = await count();
    expect(await codeOf(post(key(), moves))).toBe(code);
    expect(await count()).toBe(before);
  });

  it('wants an agency of the treasury’s own level on what is owed to a treasury', async () => {
    const bare = (account: AccountSpec, tag?: string) =>
      act(t.ctx(), { action: 'test.post', subject: ['test', 'x'] }, (tx) =>
        ledger.post(tx, {
          kind: 'test',
          key: key(),
          effectiveAt: tx.clock.now(),
          lines: [
            { account: cashBank, amount_fen: 5n },
            { account, amount_fen: -5n, ...(tag === undefined ? {} : { agency: tag }) },
          ],
        }),
      );
    expect(await codeOf(bare(treasury))).toBe('ledger.wrong_treasury');
    expect(await codeOf(bare(payTreasury('140100'), agency))).toBe('ledger.wrong_treasury');
    expect(await codeOf(bare(treasury, world.organization('developer.road').id))).toBe('ledger.wrong_treasury');
    expect(await codeOf(bare(payTreasury('999999'), agency))).toBe('ledger.not_in_chart');
  });

  it('is reversed once, by its mirror image', async () => {
    const { transaction_id } = await post(key(), [
      [cashBank, 900n],
      [heldOrders, -900n],
    ]);
    const before = await balance(cashBank);
    const reverse = () =>
      act(t.ctx(), { action: 'test.reverse', subject: ['test', 'r'] }, async (tx, note) => {
        const posted = await ledger.reverse(tx, transaction_id, { memo: 'wrong order', effectiveAt: tx.clock.now() });
        note({ transactions: posted.outcome === 'posted' ? [posted.transaction_id] : [] });
        return posted;
      });
    const both = await Promise.all([reverse(), reverse()]);
    expect(both.map((one) => one.outcome).sort()).toEqual(['posted', 'replayed']);
    expect(before - (await balance(cashBank))).toBe(900n);
    const second = act(t.ctx(), { action: 'test.reverse', subject: ['test', 'r'] }, (tx) =>
      ledger.post(tx, {
        kind: 'test.reversal',
        key: key(),
        effectiveAt: tx.clock.now(),
        reverses: transaction_id,
        lines: linesOf([
          [cashBank, -900n],
          [heldOrders, 900n],
        ]),
      }),
    );
    expect(await codeOf(second)).toBe('ledger.already_reversed');
  });
});

describe('no account of an agency can exist', () => {
  it('not by the service', async () => {
    const open = (id: string) =>
      codeOf(
        act(t.ctx(), { action: 'test.open', subject: ['test', id] }, (tx) =>
          ledger.openAccount(tx, { id, class: 'liability', treasuryCode: null, partyId: agency }),
        ),
      );
    expect(await open(`pay:agency:${agency}`)).toBe('ledger.not_in_chart');
    expect(await open(`pay:developer:${agency}`)).toBe('ledger.agency_owns_nothing');
    expect(await open(`pay:operator:${agency}`)).toBe('ledger.agency_owns_nothing');
  });

  it.each([
    ['its own name', (a: string) => [`pay:agency:${a}`, 'liability', null, a]],
    ['the bare word', () => ['agency', 'liability', null, null]],
    ['a developer’s name', (a: string) => [`pay:developer:${a}`, 'liability', null, a]],
    ['an operator’s name', (a: string) => [`pay:operator:${a}`, 'liability', null, a]],
    ['cash of its own', (a: string) => [`cash:bank:${a}`, 'asset', null, null]],
    ['a party beside the name', (a: string) => ['held:orders', 'liability', null, a]],
    ['a claim', (a: string) => [`recv:party:${a}`, 'asset', null, a]],
  ] as [string, (a: string) => unknown[]][])('not by raw SQL under %s', async (_name, row) => {
    await expect(
      t.database.query(
        'insert into ledger_account (id, class, treasury_code, party_id) values ($1, $2, $3, $4)',
        row(agency),
      ),
    ).rejects.toThrow(/ledger_(agency_owns_nothing|not_in_chart|account_never_agency)/);
  });
});

describe('history', () => {
  it.each([
    'update ledger_entry set amount_fen = amount_fen + 1',
    'delete from ledger_entry',
    'truncate ledger_entry cascade',
    "update ledger_transaction set memo = 'x'",
    'delete from ledger_transaction',
    'truncate ledger_transaction cascade',
    "update ledger_account set party_id = 'x'",
    'delete from ledger_account',
    'truncate ledger_account cascade',
    'delete from ledger_balance',
    'truncate ledger_balance',
  ])('refuses: %s', async (sql) => {
    await expect(t.database.query(sql)).rejects.toThrow(/append_only/);
  });

  it('takes no late line', async () => {
    const { transaction_id } = await post(key(), [
      [cashBank, 10n],
      [heldOrders, -10n],
    ]);
    await expect(
      t.database.query(
        "insert into ledger_entry (transaction_id, line, account_id, amount_fen) values ($1, 3, 'cash:bank', 5)",
        [transaction_id],
      ),
    ).rejects.toThrow(/ledger_sealed/);
  });

  it('refuses at commit a transaction whose lines were written past the function', async () => {
    const raw = (lines: string) =>
      t.database.query(`
      do $$ begin
        insert into ledger_transaction (id, kind, idem_key, request_hash, effective_at, xid)
          values ('txn_raw', 'raw', 'raw', repeat('0', 64), now(), (pg_current_xact_id()::text)::bigint);
        ${lines}
      end $$`);
    const line = (n: number, amount: number) =>
      `insert into ledger_entry (transaction_id, line, account_id, amount_fen) values ('txn_raw', ${n}, 'cash:bank', ${amount});`;
    await expect(raw('')).rejects.toThrow(/ledger_unbalanced/);
    await expect(raw(line(1, 5))).rejects.toThrow(/ledger_unbalanced/);
    await expect(raw(line(1, 5) + line(2, -4))).rejects.toThrow(/ledger_unbalanced/);
  });
});

describe('races', () => {
  it('posts a key once however often it comes at the same time', async () => {
    const keys = Array.from({ length: 25 }, key);
    const before = await count();
    const outcomes = await Promise.all(
      keys.flatMap((k) =>
        [1, 2, 3].map(() =>
          post(k, [
            [cashBank, 100n],
            [heldOrders, -100n],
          ]),
        ),
      ),
    );
    expect(outcomes.filter((o) => o.outcome === 'posted')).toHaveLength(25);
    expect(outcomes.filter((o) => o.outcome === 'replayed')).toHaveLength(50);
    expect((await count()) - before).toBe(25);
  });

  it('lets exactly three payouts of 300 out of 1,000', async () => {
    const payee = payDeveloper(world.organization('developer.harvest').id);
    await post(key(), [
      [cashBank, 1_000n],
      [payee, -1_000n],
    ]);
    const codes = await Promise.all(
      Array.from({ length: 10 }, () =>
        codeOf(
          post(key(), [
            [payee, 300n],
            [cashBank, -300n],
          ]),
        ),
      ),
    );
    expect(codes.filter((code) => code === 'accepted')).toHaveLength(3);
    expect(codes.filter((code) => code === 'ledger.overdrawn')).toHaveLength(7);
    expect(await balance(payee)).toBe(-100n);
  });

  it('does not lock up when postings touch the same accounts in opposite order', async () => {
    const there: Move[] = [
      [cashBank, 7n],
      [heldOrders, -7n],
    ];
    await Promise.all(Array.from({ length: 40 }, (_, i) => post(key(), i % 2 === 0 ? there : [...there].reverse())));
  });
});

describe('random histories', () => {
  /** A history as an accountant would write it: every step in the entry rules of the design, on a model of plain numbers. */
  type Step = { readonly what: 'sale' | 'split' | 'refund' | 'remit' | 'receipt' | 'payout'; readonly size: number };
  const history = fc.array(
    fc.record({
      what: fc.constantFrom('sale', 'sale', 'split', 'refund', 'remit', 'receipt', 'payout'),
      size: fc.integer({ min: 1, max: 1_000_000 }),
    }) as fc.Arbitrary<Step>,
    { minLength: 1, maxLength: 14 },
  );
  const min = (a: bigint, b: bigint) => (a < b ? a : b);

  /** The moves a step makes, given what the model says stands on the accounts; null when there is nothing to move. */
  function moves(step: Step, at: (account: AccountSpec) => bigint): Move[] | null {
    const size = BigInt(step.size);
    const take = (account: AccountSpec) => min(size, -at(account));
    if (step.what === 'sale')
      return [
        [cashBank, size],
        [heldOrders, -size],
      ];
    if (step.what === 'split') {
      const base = take(heldOrders);
      const gov = (base * 3n) / 10n;
      return base === 0n
        ? null
        : [
            [heldOrders, base],
            [treasury, -gov],
            [developer, gov - base],
          ];
    }
    if (step.what === 'refund') {
      const due = take(developer);
      return due === 0n
        ? null
        : [
            [developer, due],
            [refundDue, -due],
          ];
    }
    if (step.what === 'payout') {
      const due = take(refundDue);
      return due === 0n
        ? null
        : [
            [refundDue, due],
            [cashBank, -due],
          ];
    }
    const [from, to] = step.what === 'remit' ? ([treasury, transit] as const) : ([transit, cashBank] as const);
    const amount = take(from);
    return amount === 0n
      ? null
      : [
          [from, amount],
          [to, -amount],
        ];
  }

  async function play(steps: readonly Step[], spoil: (made: Move[], step: Step) => Move[] = (made) => made) {
    const model = new Map<string, bigint>();
    for (const account of [cashBank, heldOrders, treasury, transit, developer, refundDue]) {
      model.set(account.id, await balance(account));
    }
    const at = (account: AccountSpec) => model.get(account.id) ?? 0n;
    for (const step of steps) {
      const made = moves(step, at);
      if (made === null) continue;
      await post(key(), spoil(made, step));
      for (const [account, amount] of made) model.set(account.id, at(account) + amount);
    }
    const accounts = [cashBank, heldOrders, treasury, transit, developer, refundDue];
    const differ: string[] = [];
    for (const account of accounts) if ((await balance(account)) !== at(account)) differ.push(account.id);
    return { differ, broken: await checkLedger(t.app.db) };
  }

  it('keep every balance equal to the model’s, and every rule', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        expect(await play(steps)).toEqual({ differ: [], broken: [] });
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  it('catch a seeded bug: a split that pays the treasury’s part to the developer', async () => {
    const bug = (made: Move[], step: Step): Move[] =>
      step.what === 'split'
        ? made.map(([account, amount]) => (account === treasury ? [developer, amount] : [account, amount]))
        : made;
    const run = fc.check(
      fc.asyncProperty(history, async (steps) => {
        expect(await play(steps, bug)).toEqual({ differ: [], broken: [] });
      }),
      { numRuns: 100, endOnFailure: true },
    );
    expect((await run).failed).toBe(true);
  });
});

describe('the checks find what was changed behind the ledger’s back', () => {
  /** As a database superuser who switches the triggers off. */
  const behind = async (sql: string, undo: string, rules: string[]) => {
    const off = (statement: string) =>
      t.database.query(
        `do $$ begin perform set_config('session_replication_role', 'replica', true); ${statement}; end $$`,
      );
    await off(sql);
    const found = await checkLedger(t.app.db);
    await off(undo);
    expect([...new Set(found.map((violation) => violation.rule))].sort()).toEqual(rules);
  };
  const one = "(select transaction_id from ledger_entry where account_id = 'cash:bank' order by 1 limit 1)";

  it('an amount', () =>
    behind(
      `update ledger_entry set amount_fen = amount_fen + 1 where transaction_id = ${one} and account_id = 'cash:bank'`,
      `update ledger_entry set amount_fen = amount_fen - 1 where transaction_id = ${one} and account_id = 'cash:bank'`,
      ['I1', 'I2'],
    ));
  it('a balance', () =>
    behind(
      "update ledger_balance set amount_fen = amount_fen + 1 where account_id = 'cash:bank'",
      "update ledger_balance set amount_fen = amount_fen - 1 where account_id = 'cash:bank'",
      ['I2'],
    ));
  it('an agency’s tag', () =>
    behind(
      `update ledger_entry set agency_id = null where account_id = 'pay:treasury:140000'`,
      `update ledger_entry set agency_id = '${agency}' where account_id = 'pay:treasury:140000'`,
      ['I7'],
    ));
  it('a transaction nobody acted for', () =>
    behind(
      `insert into ledger_transaction (id, kind, idem_key, request_hash, effective_at, xid) values ('txn_x', 'x', 'x', repeat('0', 64), now(), 1);
       insert into ledger_entry values ('txn_x', 1, 'cash:bank', 5, null), ('txn_x', 2, 'cash:bank', -5, null)`,
      `delete from ledger_entry where transaction_id = 'txn_x'; delete from ledger_transaction where id = 'txn_x'`,
      ['I14'],
    ));
});
