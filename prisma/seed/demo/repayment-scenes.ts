/** Money the treasury gave back or has to: four refunds after the approval of their statements, each at another step. */
import type { Day } from '#api/kernel/time.ts';
import { getOrder } from '#api/orders/service.ts';
import { approveRefund, payRefund } from '#api/revenue/refunds.ts';
import {
  applyRepayment,
  approveRepayment,
  getRepayment,
  listRepayments,
  registerRepayment,
  reviewRepayment,
} from '#api/revenue/repayments.ts';
import { happen, nextSerial } from './bank.ts';
import { type Book, look } from './book.ts';
import { askRefund } from './money.ts';
import type { Scene } from './scene.ts';
import { password, type Stage } from './stage.ts';

const officer = 'province.finance';
const cashier = 'province.finance.cashier';

interface Late {
  readonly handle: string;
  readonly login: string;
  readonly agency: string;
  readonly amount_fen: string;
  readonly reason: string;
  /** Asked, decided, applied for, reviewed, approved, repaid and paid out; the case stands where the days end. */
  readonly days: readonly Day[];
}

const cases: readonly Late[] = [
  {
    handle: 'f8',
    login: 'buyer3',
    agency: 'province.transport',
    amount_fen: '60000',
    reason: '月报缺少两条走廊，协商退还三分之一价款。',
    days: ['2026-05-06', '2026-05-08', '2026-05-11', '2026-05-13', '2026-05-14', '2026-05-21'],
  },
  {
    handle: 'h1',
    login: 'buyer2',
    agency: 'province.health',
    amount_fen: '80000',
    reason: '指数缺少十一月参考值，协商退还四分之一价款。',
    days: ['2026-11-03', '2026-11-06', '2026-11-09', '2026-11-11', '2026-11-13'],
  },
  {
    handle: 's5',
    login: 'buyer3',
    agency: 'province.transport',
    amount_fen: '120000',
    reason: '指数更新晚于约定日期，协商退还四分之一价款。',
    days: ['2026-11-02', '2026-11-05', '2026-11-10'],
  },
  {
    handle: 'f14',
    login: 'buyer',
    agency: 'province.transport',
    amount_fen: '45000',
    reason: '太旧高速走廊数据有误，协商退还四分之一价款。',
    days: ['2026-11-10', '2026-11-16'],
  },
];

export function repaymentScenes(book: Book): Scene[] {
  return cases.flatMap((late) => {
    const { handle, login, agency, amount_fen, reason } = late;
    let refund = '';
    const find = async (stage: Stage) => {
      const { items } = await listRepayments(stage.as(officer), { page: 1, page_size: 50, state: undefined });
      const { no } = await getOrder(stage.as(login), look(book.orders, handle));
      const found = items.find((one) => one.order_no === no);
      if (found === undefined) throw new Error(`no repayment of ${handle}`);
      return getRepayment(stage.as(officer), found.id);
    };
    const steps: readonly (readonly [what: string, play: (stage: Stage, day: Day) => Promise<unknown>])[] = [
      [
        'asked for',
        async (stage) => {
          refund = await askRefund(stage, book, { handle, login, amount_fen, reason });
        },
      ],
      [
        'approved; the treasury has to repay first',
        async (stage) => {
          const { refundable_fen } = await getOrder(stage.as(officer), look(book.orders, handle));
          await approveRefund(stage.as(officer), refund, {
            refundable_seen_fen: refundable_fen,
            opinion: '情况属实，先办理退付。',
          });
        },
      ],
      [
        'repayment applied for',
        async (stage) => {
          const { id, revision } = await find(stage);
          await applyRepayment(stage.as(agency), id, { revision, reason: '订单部分退款，申请退付已入库的政府部分。' });
        },
      ],
      [
        'repayment reviewed',
        async (stage) => {
          const { id, revision } = await find(stage);
          await reviewRepayment(stage.as(officer), id, { revision, password, opinion: '凭证齐全，同意退付。' });
        },
      ],
      [
        'repayment approved',
        async (stage) => {
          const { id, revision } = await find(stage);
          await approveRepayment(stage.as(cashier), id, { revision, password });
        },
      ],
      [
        'repaid, and the buyer paid',
        async (stage, day) => {
          const { id, revision, amount_fen: back, order_no_of_treasury } = await find(stage);
          const receipt = `DEMO-TH-${day}`;
          const asked = { revision, receipt_no: receipt, amount_fen: back, received_on: day };
          await registerRepayment(stage.as(cashier), id, asked);
          happen(book, 'province', {
            day,
            fen: BigInt(back),
            name: '国家金库山西分库',
            memo: `收入退还 ${order_no_of_treasury ?? ''}`,
          });
          const serial = nextSerial(book, 'province', day);
          await payRefund(stage.as(cashier), refund, { bank_serial: serial });
          const { no, buyer } = await getOrder(stage.as(cashier), look(book.orders, handle));
          happen(book, 'province', { serial, day, fen: -BigInt(amount_fen), name: buyer.name, memo: `退款 ${no}` });
        },
      ],
    ];
    return late.days.map((day, i): Scene => {
      const [what, play] = steps[i] ?? steps[0] ?? ['', async () => undefined];
      return {
        day,
        time: '14:30',
        what: `refund of ${handle}: ${what}`,
        async play(stage) {
          await play(stage, day);
          await stage.drain();
        },
      };
    });
  });
}
