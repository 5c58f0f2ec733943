/** Steps 10 and 11: statement, confirmations, review, payment order, treasury receipt, closing; the audit chain. */
import { expect, it } from 'vitest';
import { fen, formatYuan, toCapitals } from '#api/kernel/money.ts';
import { split } from '#api/kernel/split.ts';
import { checkInvariants } from '#api/revenue/invariants.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import { screenshot } from '#test/support/browser.ts';
import { agreedTerms } from '#test/support/journey-data.ts';
import { fromWorklist, ownPassword, type Walk } from './walk.ts';

const shares = agreedTerms.shares.map(({ party, ppm }) => ({ party, ppm: ppm ?? 0 }));
const due = split(fen(1_234_567n), shares).find((part) => part.party === 'treasury')?.amount ?? fen(0n);
const typed = (amount: bigint) => `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`;

export function revenue(w: Walk): void {
  it('10: the month is over: the statement is drawn and both parties confirm it', async () => {
    const { developer, head, finance, cashier, reviewer } = w;
    w.j.t.clock.set('2026-12-01T09:30:00+08:00');
    // Sessions of last month are over.
    await developer.signIn('yunliu', ownPassword);
    await head.signIn('province.transport.head', demoPassword);
    await finance.signIn('province.finance', demoPassword);
    await cashier.signIn('province.finance.cashier', demoPassword);
    await reviewer.signIn('province.information', demoPassword);
    await developer.turnTo('收益分配账单');
    await developer.page.getByRole('button', { name: /^出具 2026-11/ }).click();
    await developer.see('已办理：出具账单');
    w.statement = new URL(developer.page.url()).pathname;
    await developer.see(formatYuan(due));
    await developer.fill('本人密码', ownPassword, developer.part('确认账单'));
    await developer.confirm('确认账单', developer.part('确认账单'));
    await developer.see('已办理：确认账单');
    await fromWorklist(head, '账单待确认');
    await head.fill('本人密码', demoPassword, head.part('确认账单'));
    await head.confirm('确认账单', head.part('确认账单'));
    await head.see('双方已确认，待财政审核');
    await screenshot(head.page, 'journey-10-statement');
  });

  it('10: one officer approves, the other issues the payment order', async () => {
    const { finance, cashier } = w;
    await fromWorklist(finance, '账单待复核');
    await finance.see('按签署比例重算结果一致');
    await finance.fill('本人密码', demoPassword, finance.part('审核通过'));
    await finance.confirm('审核通过', finance.part('审核通过'));
    await finance.see('审核通过，待开缴款书');
    expect(await finance.accessibility()).toEqual([]);
    await fromWorklist(cashier, '待开缴款书');
    await cashier.fill('本人密码', demoPassword, cashier.part('开具一般缴款书'));
    await cashier.confirm('开具一般缴款书', cashier.part('开具一般缴款书'));
    await cashier.see(toCapitals(due));
    await screenshot(cashier.page, 'journey-10-payment-order');
  });

  it('10: the treasury’s receipt fits in amount and level, is used once, and the month is closed', async () => {
    const { finance, cashier } = w;
    const receive = async (code: string, amount: bigint) => {
      const form = cashier.part(/^登记(入库|国库)回单$/);
      await cashier.fill('国库回单号', 'GK-2026-000123', form);
      await cashier.fill('国库代码', code, form);
      await cashier.fill('入库金额', typed(amount), form);
      await cashier.press('核对并登记', form);
    };
    await receive('140100', due);
    await cashier.see('级次不符');
    await receive('140000', due - 1n);
    await cashier.see('不一致，未登记');
    const orderNo = await cashier.field('缴款书号').inputValue();
    await receive('140000', due);
    await cashier.see('已入库，待对账');
    await cashier.turnTo('缴库');
    await cashier.fill('缴款书号', orderNo, cashier.part('登记国库回单'));
    await receive('140000', due);
    await cashier.see(/一张回单只能使用一次|已登记入库回单/);
    await fromWorklist(finance, '待对账结清');
    await finance.confirm('对账归档', finance.part('对账归档'));
    await finance.see('已对账归档');
    await finance.turnTo('缴库');
    await finance.see(formatYuan(due), finance.part('各月情况'));
    await screenshot(finance.page, 'journey-10-overview');
    expect(await finance.accessibility()).toEqual([]);
    expect(await checkInvariants(w.j.t.app.db)).toEqual([]);
  });

  it('11: every step stands in the audit chain, and the chain is whole', async () => {
    const { reviewer } = w;
    await reviewer.turnTo('审计记录');
    await reviewer.page.getByText('核验全部记录', { exact: true }).click();
    await reviewer.see(/已核验 \d+ 条记录，链条完整/);
    await screenshot(reviewer.page, 'journey-11-audit');
    expect(await reviewer.accessibility()).toEqual([]);
  });
}
