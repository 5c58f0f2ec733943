/** Steps 8 and 9: the product with its citation, order, payment by transfer, delivery. */
import { expect, it } from 'vitest';
import { screenshot } from '#test/support/browser.ts';
import { productFile } from '#test/support/journey-api.ts';
import { productContent, sectionContent } from '#test/support/journey-data.ts';
import { fromWorklist, type Walk } from './walk.ts';

const yuan = '12345.67';

export function market(w: Walk): void {
  it('8: a product without a source cannot be listed; with its delivery it is, and says so to everyone', async () => {
    const { developer, citizen } = w;
    await developer.turnTo('我的产品');
    await developer.follow('登记产品');
    await developer.select('类型', productContent.kind);
    await developer.fill('名称', productContent.title);
    await developer.fill('英文名称', productContent.title_en);
    await developer.fill('摘要', productContent.summary);
    await developer.fill('说明', productContent.description);
    await developer.fill('价格', yuan);
    await developer.press('保存并选择来源');
    await developer.page.waitForURL(/\/w\/products\/prd_/);
    const list = developer.part('上架');
    expect(await list.getByRole('button', { name: '上架', exact: true }).getAttribute('aria-disabled')).toBe('true');
    await developer.see(/来源/, list);
    await screenshot(developer.page, 'journey-8-refused');
    const source = developer.page.getByRole('group', { name: /本产品用到的数据/ }).getByRole('checkbox');
    expect(await source.count()).toBe(1);
    await source.check();
    await developer.press('保存来源');
    await developer.see('须上传交付文件后才能上架', list);
    await developer.upload('选择文件', '到达时间参考表.csv', productFile);
    await developer.press('上传');
    await developer.confirm('上架', list);
    await developer.see('产品已上架，公众可以看到并下单。');
    await citizen.go('/products');
    await citizen.follow(productContent.title);
    await citizen.page.waitForURL(/\/products\/[\w-]+$/);
    w.product = new URL(citizen.page.url()).pathname;
    await citizen.see(new RegExp(`山西省交通运输厅.*${sectionContent.title}.*(2026年11月3日|2026-11-03)`));
    await screenshot(citizen.page, 'journey-8-product');
    expect(await citizen.accessibility()).toEqual([]);
  });

  it('9: the finance bureau names its account, the buyer orders once however often the button is pressed', async () => {
    w.cashier = await w.j.desk('province.finance.cashier');
    const { cashier, buyer } = w;
    await cashier.turnTo('到账确认');
    await cashier.fill('收款户名', '山西省财政厅非税收入待解缴专户');
    await cashier.fill('开户银行', '演示银行太原分行');
    await cashier.fill('账号', '1400 0000 1234 5678');
    await cashier.fill('依据文件号', '晋财库〔2026〕3号');
    await cashier.press('登记账户');
    await cashier.see('收款账户已登记。');
    await buyer.go(w.product);
    await buyer.follow(/^选择此方案/);
    await buyer.page.getByRole('button', { name: '提交订单', exact: true }).dblclick();
    await buyer.page.waitForURL(/\/w\/orders\/ord_/);
    w.order = new URL(buyer.page.url()).pathname;
    await buyer.see('1400 0000 1234 5678');
    await screenshot(buyer.page, 'journey-9-order');
    await buyer.turnTo('订单');
    await buyer.see(productContent.title, buyer.page.getByRole('table'));
    expect(await buyer.page.locator('tbody tr').count()).toBe(1);
  });

  it('9: exactly the amount is confirmed, and the product is delivered', async () => {
    const { finance, buyer } = w;
    await buyer.go(w.order);
    await fromWorklist(finance, '到账待确认');
    await finance.follow(/^录入参考号/);
    await finance.fill('到账金额', '12345.66');
    await finance.fill('银行流水号', 'BK20261103000017');
    await finance.fill('付款户名', '大同快运货运有限公司');
    await finance.press('确认到账');
    await finance.see('与订单应付金额 ¥12,345.67 不一致，未确认');
    await finance.fill('到账金额', yuan);
    await finance.press('确认到账');
    await finance.see(/已确认到账 ¥12,345\.67/);
    await buyer.go(w.order);
    await buyer.see('产品已交付');
    const link = buyer.page.getByRole('link', { name: '下载 到达时间参考表.csv' });
    expect((await buyer.download(link)).bytes).toEqual(productFile);
    expect(await buyer.accessibility()).toEqual([]);
    expect(await finance.accessibility()).toEqual([]);
  });
}
