/** The bank's side of the scene: a statement matched, cases in several states, a draft with a bad line. */
import { Readable } from 'node:stream';
import { applyCase, payBackCase } from '#api/banking/cases.ts';
import { listCases } from '#api/banking/desk.ts';
import { importStatement, uploadStatement } from '#api/banking/statements.ts';
import { placeOrder } from '#api/orders/service.ts';
import type { OrderOut } from '#api/orders/view.ts';
import { bankCsv } from '#test/support/bank-files.ts';
import type { Market } from '#test/support/market.ts';

export async function bankSide(m: Market, waiting: OrderOut, productNo: string): Promise<Record<string, string>> {
  const [one, two] = [
    await placeOrder(m.buyer, { product_no: productNo }),
    await placeOrder(m.buyer, { product_no: productNo }),
  ];
  const name = m.world.organization('buyer').name;
  const line = (n: number, fen: bigint, memo: string, payer = name) => {
    return { serial: `2026110200${n}`, day: '2026-11-02', fen, name: payer, memo };
  };
  const upload = (text: string, fileName: string) =>
    uploadStatement(m.cashier, { fileName, stream: Readable.from([Buffer.from(text)]) });
  const lines = [
    line(1, 100_000n, `货款 ${one.reference}`),
    line(2, 100_000n, two.reference),
    line(3, 40_000n, waiting.reference),
    line(4, 265_000n, '往来款', '太原某代理有限公司'),
    line(5, -1_500n, '账户管理费', '演示银行太原分行'),
  ];
  const statement = await upload(bankCsv(lines, { opening: 1_250_000n }), '账户明细-20261102.csv');
  await importStatement(m.cashier, statement.id, {});
  await m.t.drain();
  const query = { page: 1, page_size: 20, state: 'active' as const, kind: undefined };
  const { items } = await listCases(m.finance, query);
  const short = items.find((one_) => one_.kind === 'short')?.id ?? '';
  const unknown = items.find((one_) => one_.kind === 'no_reference')?.id ?? '';
  await applyCase(m.finance, short, { revision: 1, order: waiting.no, amount_fen: '40000' });
  await payBackCase(m.finance, unknown, { revision: 1, amount_fen: '165000', note: '付款人要求退回' });
  const draft = await upload(
    bankCsv([line(6, 100n, '')], { opening: 1_753_500n }).replace('1.00', '1.005'),
    '账户明细-20261103.csv',
  );
  return {
    bank_statement: `/w/bank/statements/${statement.id}`,
    bank_draft: `/w/bank/statements/${draft.id}`,
    bank_case: `/w/bank/cases/${unknown}`,
    bank_part: `/w/bank/cases/${short}`,
  };
}
