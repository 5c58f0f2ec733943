/** What was sold from August to November 2026, and how August and September were brought to the treasury. */
import type { Day } from '#api/kernel/time.ts';
import type { Book } from './book.ts';
import type { CaseKey } from './cases.ts';
import { askRefund, giveBack, order, pay, statementOf } from './money.ts';
import { draftProduct, makeProduct, products } from './products.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';
import { makeKey, takeFile, takeRows } from './usage.ts';

/** `[handle, buyer, product, placed, money arrived]`. */
const sales: readonly (readonly [string, string, string, Day, Day])[] = [
  ['a1', 'buyer', 'index', '2026-08-05', '2026-08-06'],
  ['a2', 'buyer2', 'index', '2026-08-11', '2026-08-12'],
  ['a3', 'developer2', 'index', '2026-08-19', '2026-08-20'],
  ['s1', 'buyer3', 'crowd', '2026-09-07', '2026-09-08'],
  ['s2', 'buyer', 'holiday', '2026-09-10', '2026-09-11'],
  ['s3', 'buyer3', 'holiday', '2026-09-14', '2026-09-15'],
  ['s4', 'buyer2', 'holiday', '2026-09-16', '2026-09-17'],
  ['s5', 'buyer3', 'index', '2026-09-17', '2026-09-18'],
  ['s6', 'developer', 'crowd', '2026-09-21', '2026-09-22'],
  ['o1', 'developer2', 'holiday', '2026-09-30', '2026-10-08'],
  ['o2', 'buyer3', 'crowd', '2026-10-12', '2026-10-13'],
  ['o3', 'buyer', 'index', '2026-10-13', '2026-10-14'],
  ['o4', 'buyer3', 'index', '2026-10-20', '2026-10-21'],
  ['o5', 'buyer', 'crowd', '2026-10-21', '2026-10-22'],
  ['n1', 'buyer2', 'index', '2026-11-05', '2026-11-06'],
  ['n2', 'buyer2', 'crowd', '2026-11-10', '2026-11-11'],
];

export function moneyScenes(book: Book): Scene[] {
  const scene = (day: Day, what: string, play: (stage: Stage) => Promise<unknown>): Scene => ({
    day,
    what,
    play: async (stage) => {
      await play(stage);
    },
  });
  const month = (key: CaseKey, period: string) => {
    const on = (day: Day, what: string, ...steps: ((s: ReturnType<typeof statementOf>) => Promise<unknown>)[]): Scene =>
      scene(day, `statement ${key} ${period}: ${what}`, async (stage) => {
        for (const step of steps) await step(statementOf(stage, book, key, period));
      });
    return on;
  };
  const [august, september, october] = [
    month('roads', '2026-08'),
    month('roads', '2026-09'),
    month('roads', '2026-10'),
  ];
  const [crowdSeptember, crowdOctober] = [month('visitors', '2026-09'), month('visitors', '2026-10')];
  let refund = '';

  return [
    scene('2026-03-02', 'roads: key and first delivery', async (stage) => {
      await makeKey(stage, book, 'roads', '生产环境');
      await takeFile(stage, book, 'roads');
    }),
    ...(['2026-03-20', '2026-04-15', '2026-05-20', '2026-06-17', '2026-07-08'] as const).map((day) =>
      scene(day, 'roads: rows through the API', async (stage) => {
        await takeRows(stage, book, 'roads', 1000, [`vehicle_class:eq:货车`]);
        await takeRows(stage, book, 'roads', 500, [`period:eq:上午`]);
      }),
    ),
    scene('2026-07-20', 'product listed: traffic index', async (stage) =>
      makeProduct(stage, book, products.index, await takeFile(stage, book, 'roads')),
    ),
    scene('2026-05-18', 'visitors: key and first delivery', async (stage) => {
      await makeKey(stage, book, 'visitors', '数据加工');
      await takeFile(stage, book, 'visitors');
    }),
    scene('2026-08-17', 'visitors: rows through the API', (stage) => takeRows(stage, book, 'visitors', 900, [])),
    scene('2026-08-24', 'product listed: visitor index', async (stage) =>
      makeProduct(stage, book, products.crowd, await takeFile(stage, book, 'visitors')),
    ),
    scene('2026-09-03', 'product listed: holiday forecast', async (stage) =>
      makeProduct(stage, book, products.holiday, await takeFile(stage, book, 'roads')),
    ),

    ...sales.map(([handle, login, product, placed]) =>
      scene(placed, `order by ${login}: ${product}`, (stage) => order(stage, book, handle, login, product)),
    ),
    ...sales.map(([handle, login, , , paid]) =>
      scene(paid, `payment confirmed: ${handle}`, async (stage) => {
        await pay(stage, book, handle, login, paid);
        await stage.drain();
      }),
    ),
    scene('2026-09-21', 'refund asked for', async (stage) => {
      refund = await askRefund(stage, book, {
        handle: 's4',
        login: 'buyer2',
        amount_fen: '260000',
        reason: '报告缺少 G1812 沧榆高速的收费站，协商退还部分价款。',
      });
    }),
    scene('2026-09-23', 'refund paid back', (stage) => giveBack(stage, book, 's4', refund, 'DEMO20260923TK01')),

    august(
      '2026-09-02',
      'drawn and confirmed by the developer',
      (s) => s.draw(),
      (s) => s.confirmAsDeveloper(),
    ),
    august('2026-09-04', 'confirmed by the agency', (s) => s.confirmAsAgency()),
    august('2026-09-08', 'approved', (s) => s.approve()),
    august('2026-09-09', 'payment order', (s) => s.issue()),
    august('2026-09-11', 'received by the treasury', (s) => s.receive('DEMO-GK-140000-2026-0911', '2026-09-11')),
    august('2026-09-15', 'reconciled and closed', (s) => s.close()),
    september(
      '2026-10-09',
      'drawn and confirmed by the developer',
      (s) => s.draw(),
      (s) => s.confirmAsDeveloper(),
    ),
    september('2026-10-12', 'confirmed by the agency', (s) => s.confirmAsAgency()),
    september('2026-10-14', 'approved', (s) => s.approve()),
    september('2026-10-15', 'payment order', (s) => s.issue()),
    september('2026-10-19', 'received by the treasury', (s) => s.receive('DEMO-GK-140000-2026-1016', '2026-10-16')),
    september('2026-10-20', 'reconciled and closed', (s) => s.close()),
    october(
      '2026-11-05',
      'drawn and confirmed by the developer; the agency has to confirm',
      (s) => s.draw(),
      (s) => s.confirmAsDeveloper(),
    ),

    crowdSeptember(
      '2026-10-12',
      'drawn and confirmed',
      (s) => s.draw(),
      (s) => s.confirmAsDeveloper(),
      (s) => s.confirmAsAgency(),
    ),
    crowdSeptember('2026-10-19', 'returned by finance', (s) => s.sendBack('请核对订单所属期后重新出具。')),
    crowdSeptember(
      '2026-10-22',
      'drawn again and confirmed',
      (s) => s.redraw(),
      (s) => s.confirmAsDeveloper(),
      (s) => s.confirmAsAgency(),
    ),
    crowdSeptember('2026-11-17', 'approved; the payment order has to be issued', (s) => s.approve()),
    crowdOctober(
      '2026-11-09',
      'drawn and confirmed by both; finance has to review',
      (s) => s.draw(),
      (s) => s.confirmAsDeveloper(),
      (s) => s.confirmAsAgency(),
    ),

    scene('2026-11-12', 'a product being drafted', (stage) =>
      draftProduct(stage, book, {
        key: 'night',
        case: 'roads',
        kind: 'dataset',
        title: '夜间货运活跃度',
        titleEn: 'Night freight activity',
        summary: '夜间货车入口流量的相对活跃度。',
        description: '拟按收费站和周汇总夜间货车流量。演示产品，尚未注明来源。',
        priceFen: '290000',
      }),
    ),
    scene('2026-11-18', 'refund asked for; finance has to decide', (stage) =>
      askRefund(stage, book, {
        handle: 'n2',
        login: 'buyer2',
        amount_fen: '360000',
        reason: '误购，文件尚未使用。',
      }),
    ),
    scene('2026-11-19', 'orders awaiting payment', async (stage) => {
      await order(stage, book, 'open1', 'buyer', 'holiday');
      await order(stage, book, 'open2', 'developer2', 'index');
    }),
  ];
}
