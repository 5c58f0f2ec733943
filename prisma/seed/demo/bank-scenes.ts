/** Money that fitted nowhere: settled in the month it came, and those of November that wait on the desk. */
import { applyCase, holdCase, payBackCase, settlePayback } from '#api/banking/cases.ts';
import { explainLine, getCase, listCases, listLines } from '#api/banking/desk.ts';
import type { CaseKind } from '#api/banking/rules/codes.ts';
import type { Day } from '#api/kernel/time.ts';
import { cancelOrder, getOrder } from '#api/orders/service.ts';
import { fetchStatement, happen, nextSerial, transfer } from './bank.ts';
import { type Book, look } from './book.ts';
import { order } from './money.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';
import { mistype } from './year-money.ts';

const officer = 'province.finance';
const cashier = 'province.finance.cashier';

async function openCase(stage: Stage, kind: CaseKind) {
  const { items } = await listCases(stage.as(officer), { page: 1, page_size: 20, state: 'active', kind });
  const [found] = items;
  if (found === undefined) throw new Error(`no case ${kind}`);
  return getCase(stage.as(officer), found.id);
}

export function bankScenes(book: Book): Scene[] {
  const scene = (day: Day, time: string, what: string, play: (stage: Stage) => Promise<unknown>): Scene => ({
    day,
    time,
    what,
    async play(stage) {
      await play(stage);
    },
  });
  const apply = (day: Day, kind: CaseKind, handle: string, login: string, note: string) =>
    scene(day, '15:30', `case ${kind}: applied to ${handle}`, async (stage) => {
      const found = await openCase(stage, kind);
      const { no, amount_fen } = await getOrder(stage.as(login), look(book.orders, handle));
      const fen = BigInt(found.remaining_fen) < BigInt(amount_fen) ? found.remaining_fen : amount_fen;
      await applyCase(stage.as(officer), found.id, { revision: found.revision, order: no, amount_fen: fen, note });
      await stage.drain();
    });
  /** Decided, and transferred back the day after. */
  const payBack = (day: Day, paid: Day, kind: CaseKind, note: string) => {
    let move = '';
    return [
      scene(day, '15:35', `case ${kind}: to be paid back`, async (stage) => {
        const { id, revision, remaining_fen: amount_fen } = await openCase(stage, kind);
        const after = await payBackCase(stage.as(officer), id, { revision, amount_fen, note });
        move = after.moves.find((one) => one.kind === 'payback' && one.state === 'waiting')?.id ?? '';
      }),
      scene(paid, '11:20', `case ${kind}: paid back`, async (stage) => {
        const serial = nextSerial(book, 'province', paid);
        const settled = await settlePayback(stage.as(cashier), move, { bank_serial: serial, paid_on: paid });
        const done = settled.moves.find((one) => one.id === move);
        happen(book, 'province', {
          serial,
          day: paid,
          fen: -BigInt(done?.amount_fen ?? '0'),
          name: done?.payee_name ?? '',
          memo: `退回多付款 ${settled.no}`,
        });
      }),
    ];
  };
  return [
    apply('2026-03-16', 'short', 'f7', 'buyer', '首笔款项，余款待补。'),
    ...payBack('2026-05-15', '2026-05-18', 'duplicate', '同一订单重复付款，经付款人书面确认退回。'),
    scene('2026-06-15', '09:45', 'a fee of the bank', async () => {
      happen(book, 'province', { day: '2026-06-15', fen: -5000n, name: '演示银行太原分行', memo: '账户管理费' });
    }),
    scene('2026-06-16', '15:40', 'the fee is explained', async (stage) => {
      const asked = { page: 1, page_size: 5, state: 'unexplained', statement: undefined } as const;
      const { items } = await listLines(stage.as(cashier), asked);
      await explainLine(stage.as(cashier), items[0]?.id ?? '', { note: '半年账户管理费，按协议由账户承担。' });
    }),
    apply('2026-06-16', 'no_reference', 'f11', 'buyer', '付款人来函说明为该订单货款。'),
    apply('2026-08-17', 'mistyped', 'f15', 'buyer', '参考号末位笔误，付款人和金额与订单一致。'),
    apply('2026-09-16', 'over', 'f16', 'buyer2', '按订单金额转入，余款退回。'),
    ...payBack('2026-09-16', '2026-09-18', 'over', '多付部分退回原账户。'),
    ...november(book, scene),
    ...city(book, scene),
  ];
}

type MakeScene = (day: Day, time: string, what: string, play: (stage: Stage) => Promise<unknown>) => Scene;

function november(book: Book, scene: MakeScene): Scene[] {
  const send = (stage: Stage, handle: string, login: string, day: Day, over: object = {}) =>
    transfer(stage, book, 'province', { handle, login, day, ...over });
  return [
    scene('2026-11-12', '09:50', 'orders of which the money will not fit', async (stage) => {
      for (const [handle, login, product] of [
        ['x1', 'buyer2', 'corridor'],
        ['x2', 'buyer', 'season'],
        ['x3', 'buyer3', 'corridor'],
        ['x4', 'buyer', 'outflow'],
        ['x5', 'buyer2', 'season'],
        ['x6', 'buyer3', 'season'],
        ['x7', 'developer', 'outflow'],
        ['p1', 'buyer', 'corridor'],
        ['p2', 'buyer3', 'season'],
      ] as const)
        await order(stage, book, handle, login, product);
    }),
    scene('2026-11-13', '16:00', 'an order is cancelled, too late for the bank', async (stage) => {
      const { id, revision } = await getOrder(stage.as('developer'), look(book.orders, 'x7'));
      await cancelOrder(stage.as('developer'), id, { revision, reason: '改用自有数据。' });
      await stage.drain();
    }),
    scene('2026-11-18', '09:50', 'transfers, exact and not', async (stage) => {
      const day = '2026-11-17';
      await send(stage, 'p1', 'buyer', day);
      await send(stage, 'p2', 'buyer3', day);
      await send(stage, 'x1', 'buyer2', day, { name: '临汾鲜达控股集团有限公司（演示）' });
      const [one, two] = await Promise.all([
        getOrder(stage.as('buyer'), look(book.orders, 'x2')),
        getOrder(stage.as('buyer'), look(book.orders, 'x4')),
      ]);
      happen(book, 'province', {
        day,
        fen: BigInt(one.amount_fen) + BigInt(two.amount_fen),
        name: one.buyer.name,
        memo: `货款 ${one.reference} ${two.reference}`,
      });
      await send(stage, 'x3', 'buyer3', day, { fen: 120_000n });
      const { reference } = await getOrder(stage.as('buyer2'), look(book.orders, 'x5'));
      await send(stage, 'x5', 'buyer2', day, { memo: mistype(reference) });
      await send(stage, 'x6', 'buyer3', day, { fen: 350_000n });
      await send(stage, 'x7', 'developer', day);
      happen(book, 'province', { day, fen: 88_000n, name: '晋城市某某商贸有限公司（演示）', memo: '往来款' });
      happen(book, 'province', { day, fen: -1500n, name: '演示银行太原分行', memo: '网银服务费' });
    }),
    scene('2026-11-19', '15:00', 'the newest statement', (stage) =>
      fetchStatement(stage, book, 'province', { upto: '2026-11-18' }),
    ),
    scene(
      '2026-11-19',
      '15:30',
      'a part waits for the rest, a question to the payer, money to go back',
      async (stage) => {
        const short = await openCase(stage, 'short');
        const { no } = await getOrder(stage.as('buyer3'), look(book.orders, 'x3'));
        const part = { revision: short.revision, order: no, amount_fen: short.remaining_fen, note: '首笔，余款已催。' };
        await applyCase(stage.as(officer), short.id, part);
        const mistyped = await openCase(stage, 'mistyped');
        await holdCase(stage.as(officer), mistyped.id, {
          revision: mistyped.revision,
          until: '2026-11-27',
          note: '已电话联系付款人，等其书面确认订单号。',
        });
        const cancelled = await openCase(stage, 'cancelled');
        await payBackCase(stage.as(officer), cancelled.id, {
          revision: cancelled.revision,
          amount_fen: cancelled.remaining_fen,
          note: '订单已取消，退回原账户。',
        });
      },
    ),
    scene('2026-11-20', '09:50', 'a statement that waits to be checked', async (stage) => {
      happen(book, 'province', {
        day: '2026-11-19',
        fen: 45_000n,
        name: '吕梁市某某物流有限公司（演示）',
        memo: '咨询费',
      });
      await fetchStatement(stage, book, 'province', { upto: '2026-11-19', draft: true });
    }),
  ];
}

function city(book: Book, scene: MakeScene): Scene[] {
  return [
    scene('2026-11-12', '09:55', 'orders in Taiyuan', async (stage) => {
      await order(stage, book, 'y1', 'buyer', 'commute');
      await order(stage, book, 'y2', 'developer', 'commute');
    }),
    scene('2026-11-16', '10:30', 'transfers to Taiyuan', async (stage) => {
      const day = '2026-11-13';
      await transfer(stage, book, 'taiyuan', { handle: 'y1', login: 'buyer', day });
      await transfer(stage, book, 'taiyuan', { handle: 'y2', login: 'developer', day, memo: '接驳指数' });
    }),
    scene('2026-11-17', '15:00', 'the statement of Taiyuan', (stage) =>
      fetchStatement(stage, book, 'taiyuan', { upto: '2026-11-16' }),
    ),
  ];
}
