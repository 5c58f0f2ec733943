/** Developers are paid: the account they named, runs of two officers, the bank's own record; one came back, one waits. */
import { enterPayoutAccount, verifyPayoutAccount } from '#api/payouts/accounts.ts';
import { getPayoutBatch } from '#api/payouts/batches.ts';
import { exportPayouts } from '#api/payouts/file.ts';
import { approvePayouts, proposePayouts } from '#api/payouts/runs.ts';
import { happen } from './bank.ts';
import { type Book, look } from './book.ts';
import type { Scene } from './scene.ts';
import { password, type Stage } from './stage.ts';

const maker = 'province.finance.cashier';
const checker = 'province.finance';

/** Made-up numbers at a made-up bank; each ends as its payee's page shows it. */
const accounts = {
  developer: { account_no: '9900 0000 0012', bank_name: '演示银行太原长风街支行' },
  developer2: { account_no: '9900 0000 0025', bank_name: '演示银行太原晋祠路支行' },
} as const;

export function payingScenes(book: Book): Scene[] {
  const runs = new Map<string, string>();
  const at = (day: string, time: string, what: string, play: (stage: Stage) => Promise<unknown>): Scene => ({
    day,
    time,
    what,
    async play(stage) {
      await play(stage);
    },
  });
  const account = (day: string, login: keyof typeof accounts) =>
    at(day, '14:10', `account of ${login}, entered and verified`, async (stage) => {
      const made = await enterPayoutAccount(stage.as(login), {
        account_name: stage.as(login).viewer?.organization.name ?? '',
        bank_code: '999161000012',
        password,
        ...accounts[login],
      });
      const seen = { revision: made.revision, verified: true, opinion: '户名与营业执照一致。', password };
      await verifyPayoutAccount(stage.as(checker), made.id, seen);
    });
  const proposed = (day: string, key: string) =>
    at(day, '10:05', `payouts proposed: ${key}`, async (stage) => {
      runs.set(key, (await proposePayouts(stage.as(maker), { password })).id);
    });
  /** The file goes to the bank the day it is approved; the bank's record shows it the next. */
  const approved = (day: string, paid: string, key: string) => [
    at(day, '10:20', `payouts approved: ${key}`, async (stage) => {
      const { id, revision } = await getPayoutBatch(stage.as(checker), look(runs, key));
      await approvePayouts(stage.as(checker), id, { revision, password, opinion: '与账单和退款记录一致。' });
      await exportPayouts(stage.as(maker), id, 'xml');
    }),
    at(paid, '09:20', `payouts paid: ${key}`, async (stage) => {
      const { payouts } = await getPayoutBatch(stage.as(maker), look(runs, key));
      for (const { no, amount_fen, organization_name } of payouts)
        happen(book, 'province', {
          day: paid,
          fen: -BigInt(amount_fen),
          name: organization_name,
          memo: `付 ${no} 开发收入`,
        });
    }),
  ];
  const run = (key: string, day: string, checked: string, paid: string) => [
    proposed(day, key),
    ...approved(checked, paid, key),
  ];
  return [
    account('2026-02-11', 'developer2'),
    account('2026-03-12', 'developer'),
    ...run('first', '2026-03-17', '2026-03-18', '2026-03-19'),
    ...run('second', '2026-05-19', '2026-05-20', '2026-05-21'),
    at('2026-06-03', '09:20', 'one comes back: the bank did not know the account', async (stage) => {
      const { payouts } = await getPayoutBatch(stage.as(maker), look(runs, 'second'));
      const [one] = payouts;
      if (one === undefined) throw new Error('a run without payouts');
      happen(book, 'province', {
        day: '2026-06-03',
        fen: BigInt(one.amount_fen),
        name: one.organization_name,
        memo: `退回 ${one.no} 收款行无法入账`,
      });
    }),
    ...run('third', '2026-07-20', '2026-07-21', '2026-07-22'),
    ...run('fourth', '2026-09-17', '2026-09-18', '2026-09-21'),
    ...run('fifth', '2026-10-20', '2026-10-21', '2026-10-22'),
    // The officer who checks has it on the desk.
    proposed('2026-11-19', 'sixth'),
  ];
}
