/** A year of trade: products, sales by transfer, the bank's statements, the treasury's reports, closed months. */
import type { Day } from '#api/kernel/time.ts';
import { confirmPayment } from '#api/orders/payments.ts';
import { getOrder } from '#api/orders/service.ts';
import { withdrawProduct } from '#api/products/service.ts';
import { proposeMonth, signMonth } from '#api/revenue/months.ts';
import { bookLine, confirmExact, correctLine, importReport, listLines } from '#api/revenue/reconcile.ts';
import { confirmMatches, fetchStatement, happen, openAccount, transfer } from './bank.ts';
import { type Book, look } from './book.ts';
import { figures } from './calls.ts';
import { order, statementOf } from './money.ts';
import { makeProduct } from './products.ts';
import type { Scene } from './scene.ts';
import { password, type Stage } from './stage.ts';
import { takeFile } from './usage.ts';
import { yearProducts } from './year-products.ts';
import { camtDay, citySales, months, provinceSales, rounds, statementDays } from './year-sales.ts';

const cashier = 'province.finance.cashier';

export function yearMoneyScenes(book: Book): Scene[] {
  const scene = (day: Day, time: string, what: string, play: (stage: Stage) => Promise<unknown>): Scene => ({
    day,
    time,
    what,
    async play(stage) {
      await play(stage);
    },
  });
  const product = (day: Day, key: Exclude<keyof typeof yearProducts, 'season'>): Scene =>
    scene(day, '11:00', `product listed: ${key}`, async (stage) =>
      makeProduct(stage, book, yearProducts[key], await takeFile(stage, book, yearProducts[key].case)),
    );
  return [
    scene('2025-12-19', '11:00', 'the receiving account of the province', (stage) => openAccount(stage, 'province')),
    scene('2026-05-29', '11:00', 'the receiving account of Taiyuan', (stage) => openAccount(stage, 'taiyuan')),
    product('2025-12-22', 'corridor'),
    product('2026-02-06', 'outflow'),
    product('2026-02-12', 'cold'),
    product('2026-06-03', 'commute'),
    product('2026-06-30', 'charge'),
    scene('2026-09-08', '11:00', 'product listed: season, from figures alone', async (stage) => {
      const [, ...cells] = await figures(stage, book, 'outpatients', ['日期:month'], ['sum:门急诊人次']);
      await makeProduct(stage, book, yearProducts.season, [['月份', '门急诊人次'], ...cells]);
    }),
    scene('2026-07-31', '16:00', 'a product of the ended agreement is withdrawn', async (stage) => {
      const found = await stage.app.db.product.findFirstOrThrow({ where: { no: look(book.products, 'cold') } });
      await withdrawProduct(stage.as('developer'), found.id, found.revision);
    }),
    ...sales(book, scene),
    ...statementDays.map((day) =>
      scene(day, '15:00', 'the bank’s statement', async (stage) => {
        const upto = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
        await fetchStatement(stage, book, 'province', { upto, format: day === camtDay ? 'camt053' : 'csv' });
        await confirmMatches(stage, 'province');
      }),
    ),
    ...settlement(book, scene),
    ...Object.entries(rounds).map(([period, days]) => closing(scene, period, days[5])),
    ...wrongAccount(book, scene),
  ];
}

type MakeScene = (day: Day, time: string, what: string, play: (stage: Stage) => Promise<unknown>) => Scene;

function sales(book: Book, scene: MakeScene): Scene[] {
  return [
    ...provinceSales.flatMap(({ handle, login, product, placed, paid, arrival }) => {
      const send = (day: Day, over: object = {}) =>
        scene(day, '09:40', `transfer: ${handle}`, (stage) =>
          transfer(stage, book, 'province', { handle, login, day, ...over }),
        );
      return [
        scene(placed, '09:35', `order by ${login}: ${product}`, (stage) => order(stage, book, handle, login, product)),
        ...(arrival.kind === 'short'
          ? [
              send(paid, { fen: arrival.fen }),
              scene(arrival.rest, '09:40', `transfer: the rest of ${handle}`, async (stage) => {
                const { amount_fen } = await getOrder(stage.as(login), look(book.orders, handle));
                await transfer(stage, book, 'province', {
                  handle,
                  login,
                  day: arrival.rest,
                  fen: BigInt(amount_fen) - arrival.fen,
                });
              }),
            ]
          : arrival.kind === 'twice'
            ? [send(paid), send(arrival.again)]
            : arrival.kind === 'no_reference'
              ? [send(paid, { memo: '购数据报告款' })]
              : arrival.kind === 'mistyped'
                ? [
                    scene(paid, '09:40', `transfer: ${handle}, mistyped`, async (stage) => {
                      const { reference } = await getOrder(stage.as(login), look(book.orders, handle));
                      await transfer(stage, book, 'province', { handle, login, day: paid, memo: mistype(reference) });
                    }),
                  ]
                : arrival.kind === 'over'
                  ? [send(paid, { fen: arrival.fen })]
                  : [send(paid)]),
      ];
    }),
    ...citySales.flatMap(({ handle, login, product, placed, paid }) => [
      scene(placed, '09:35', `order by ${login}: ${product}`, (stage) => order(stage, book, handle, login, product)),
      scene(paid, '16:30', `payment confirmed in Taiyuan: ${handle}`, async (stage) => {
        const serial = await transfer(stage, book, 'taiyuan', { handle, login, day: paid });
        const { reference, amount_fen, buyer } = await getOrder(stage.as(login), look(book.orders, handle));
        await confirmPayment(stage.as('taiyuan.finance'), {
          reference,
          amount_fen,
          currency: 'CNY',
          bank_serial: serial,
          payer_name: buyer.name,
          value_date: paid,
        });
        await stage.drain();
      }),
    ]),
  ];
}

/** The last character is another one of the alphabet of references: its check character does not fit any more. */
export const mistype = (reference: string): string => `${reference.slice(0, -1)}${reference.endsWith('7') ? '8' : '7'}`;

const steps = ['confirmed', 'approved', 'ordered', 'closed'] as const;

/** Statements from drawing to the treasury. The province reads the treasury's report, the city enters its receipts. */
function settlement(book: Book, scene: MakeScene): Scene[] {
  return Object.entries(rounds).flatMap(([period, [drawn, confirmed, approved, ordered, reported]]) => {
    const due = months.filter(([, of]) => of === period);
    const reaching = (step: (typeof steps)[number]) =>
      due.filter(([, , reach]) => steps.indexOf(reach) >= steps.indexOf(step)).map(([key]) => key);
    const each = (
      day: Day,
      time: string,
      what: string,
      step: (typeof steps)[number],
      act: (of: ReturnType<typeof statementOf>) => Promise<unknown>,
    ) =>
      reaching(step).map((key) =>
        scene(day, time, `statement ${key} ${period}: ${what}`, (stage) => act(statementOf(stage, book, key, period))),
      );
    return [
      ...each(drawn, '10:10', 'drawn, confirmed by the developer', 'confirmed', async (s) => {
        await s.draw();
        await s.confirmAsDeveloper();
      }),
      ...each(confirmed, '10:10', 'confirmed by the agency', 'confirmed', (s) => s.confirmAsAgency()),
      ...each(approved, '10:10', 'approved', 'approved', (s) => s.approve()),
      ...each(ordered, '10:10', 'payment order', 'ordered', (s) => s.issue()),
      scene(reported, '10:10', `the treasury’s report: ${period}`, (stage) =>
        report(stage, book, { period, day: reported, ordered: reaching('ordered') }),
      ),
      ...each(reported, '16:40', 'closed', 'closed', async (s) => {
        // What was reported with a difference stays until it is put right.
        if ((await s.state()) === 'received') await s.close();
      }),
    ];
  });
}

interface Reported {
  readonly period: string;
  readonly day: Day;
  readonly ordered: readonly (typeof months)[number][0][];
}

/** The money left the account the day before; the May of freight was entered under another account code, its October came short. */
async function report(stage: Stage, book: Book, { period, day, ordered }: Reported): Promise<void> {
  const left = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
  const lines: string[] = [];
  for (const key of ordered) {
    const paper = (await statementOf(stage, book, key, period).now()).payment_order;
    if (paper === null) throw new Error(`no payment order of ${key} ${period}`);
    const short = key === 'freight' && period === '2026-10' ? 100n : 0n;
    const fen = BigInt(paper.amount_fen) - short;
    const receipt = `DEMO-GK-${period}-${key.toUpperCase()}`;
    if (key === 'transfer') {
      // Of the newest order the city's treasury has said nothing yet.
      if (months.some(([of, at, reach]) => of === key && at === period && reach === 'ordered')) continue;
      await statementOf(stage, book, key, period).receive(receipt, left);
      continue;
    }
    happen(book, 'province', { day: left, fen: -fen, name: '国家金库', memo: `缴款书 ${paper.no}` });
    const wrong = key === 'freight' && period === '2026-05';
    const subject = wrong ? '1030199' : paper.subject_code;
    lines.push([receipt, paper.no, yuan(fen), subject, '省级', paper.treasury_code, left].join(','));
  }
  if (lines.length === 0) return;
  const text = ['回单号,缴款书号,金额,科目编码,预算级次,国库代码,入库日期', ...lines, ''].join('\n');
  await importReport(stage.as(cashier), { file_name: `国库日报-${left}.csv`, bytes: Buffer.from(text) });
  await confirmExact(stage.as(cashier));
  await stage.drain();
}

const yuan = (fen: bigint) => `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`;

/** Reported under another account code: booked as what it is, and counted when the treasury had corrected it. */
function wrongAccount(book: Book, scene: MakeScene): Scene[] {
  const find = async (stage: Stage) => {
    const { items } = await listLines(stage.as(cashier), {
      page: 1,
      page_size: 10,
      state: undefined,
      difference: 'wrong_account',
    });
    const [line] = items;
    if (line === undefined) throw new Error('no line of another account code');
    return line;
  };
  return [
    scene('2026-06-19', '10:20', 'a line under another account code is booked', async (stage) =>
      bookLine(stage.as(cashier), (await find(stage)).id, { note: '国库录入科目有误，已函请更正。' }),
    ),
    scene('2026-07-07', '10:20', 'the treasury corrected it', async (stage) => {
      const line = await find(stage);
      await correctLine(stage.as(cashier), line.id, {
        document_no: '晋国库更字〔2026〕12号（演示）',
        note: '已更正到应缴科目。',
      });
      await statementOf(stage, book, 'freight', '2026-05').close();
      await stage.drain();
    }),
  ];
}

/** Proposed by one officer and signed off by the other; of the last month the sign-off waits. */
function closing(scene: MakeScene, period: string, day: Day): Scene {
  return scene(day, '16:50', `month ${period}`, async (stage) => {
    await proposeMonth(stage.as('province.finance'), period, { password });
    if (period !== '2026-10') await signMonth(stage.as(cashier), period, { password });
  });
}
