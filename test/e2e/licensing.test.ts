/** From registration to the first delivery, and the check of the paper: pages only, four people, a real browser. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeUscc } from '#api/kernel/identifiers.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { accessibilityFaults, launchBrowser, openPage, type Watched } from '#test/support/browser.ts';
import { publishedDataset } from '#test/support/catalog.ts';
import { conditional, password, roadCsv } from '#test/support/licensed.ts';
import { makeWorld } from '#test/support/world.ts';

let t: TestApp;
let browser: Browser;
let baseURL: string;
let code: string;
const opened: Watched[] = [];
const own = 'wo-men-de-mima-1';

beforeAll(async () => {
  t = await testApp({ time: 'system' });
  const world = await makeWorld(t.app);
  const means = {
    steward: world.ctx('province.transport'),
    reviewer: world.ctx('province.information'),
    drain: () => t.drain(),
  };
  code = (await publishedDataset(means, { title: '国省干线车流量', ...conditional }, roadCsv)).entry.code;
  baseURL = (await t.serve('built')).url;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await t?.close();
});

async function visitor(options: { locale?: string; javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const watched = await openPage(browser, { baseURL, expected: [/40[0-9]|422/], ...options });
  opened.push(watched);
  return watched.page;
}

async function as(login: string): Promise<Page> {
  const page = await visitor();
  await page.goto('/login');
  await page.getByLabel('登录名').fill(login);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL(/\/w/);
  return page;
}

/** Presses a button that asks first, and confirms. */
async function confirm(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
}

async function accessible(page: Page): Promise<void> {
  expect(await accessibilityFaults(page), page.url()).toEqual([]);
  await expect.poll(() => page.locator('h1').count()).toBe(1);
}

const day = (days: number) => new Date(Date.now() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);

describe('licensed development by pages', () => {
  let developer: Page;
  let clerk: Page;
  let head: Page;
  let reviewer: Page;
  let applicationUrl: string;
  let agreementUrl: string;

  it('an enterprise registers; a wrong code is refused and nothing typed is lost', async () => {
    developer = await visitor();
    await developer.goto('/register');
    await accessible(developer);
    const uscc = makeUscc('91140100MA0K8B12A');
    const wrong = `${uscc.slice(0, 17)}${uscc.endsWith('0') ? '1' : '0'}`;
    await developer.getByLabel('统一社会信用代码').fill(wrong);
    await developer.getByLabel('企业名称').fill('太原新路科技有限公司');
    await developer.getByLabel('所在地区').selectOption('140100');
    await developer.getByLabel('登录名').fill('xinlu');
    await developer.getByLabel('姓名').fill('赵一');
    await developer.getByLabel('密码').fill(own);
    await developer.getByRole('button', { name: '注册' }).click();
    await developer.getByRole('alert').getByText('校验位不正确').waitFor();
    expect(await developer.getByLabel('企业名称').inputValue()).toBe('太原新路科技有限公司');
    await developer.getByLabel('统一社会信用代码').fill(uscc);
    await developer.getByLabel('密码').fill(own);
    await developer.getByRole('button', { name: '注册' }).click();
    await developer.waitForURL(/\/w$/);
  });

  it('applies; what is missing is named at once and what was typed stays', async () => {
    await developer.goto(`/w/applications/new?dataset=${encodeURIComponent(code)}`);
    await accessible(developer);
    await developer.getByLabel('使用目的').fill('改进货运路线');
    await developer.getByRole('button', { name: '提交申请' }).click();
    const alert = developer.getByRole('alert');
    await alert.getByText('还缺 5 项').waitFor();
    await accessible(developer);
    expect(await developer.getByLabel('使用目的').inputValue()).toBe('改进货运路线');
    await developer.getByLabel('应用场景').fill('拥堵预测');
    await developer.getByLabel('使用范围').fill('<script>alert(1)</script> 逐日车流量');
    await developer.getByLabel('脱敏数据').check();
    await developer.getByLabel('期限起始').fill(day(0));
    await developer.getByLabel('期限截止').fill(day(20));
    await developer.getByRole('button', { name: '提交申请' }).click();
    await developer.waitForURL(/\/w\/applications\/app_/);
    applicationUrl = new URL(developer.url()).pathname;
    await developer.getByText('等授权机构办理').first().waitFor();
    await developer.getByText('<script>alert(1)</script>').waitFor();
    await accessible(developer);
  });

  it('the agency accepts, reviews, grants and charges; its signatory issues the certificate', async () => {
    clerk = await as('province.transport');
    await clerk.goto('/w/applications');
    await accessible(clerk);
    await clerk.goto(applicationUrl);
    await clerk.getByText('等本单位办理').first().waitFor();
    await accessible(clerk);
    await clerk.getByRole('button', { name: '受理', exact: true }).click();
    await clerk.getByRole('button', { name: '开始审查' }).click();
    await clerk.getByLabel('审查意见').fill('符合条件');
    await confirm(clerk, '准予授权');
    await clerk.getByLabel('费用').fill('0');
    await clerk.getByLabel('收费依据').fill('用于公共治理，免收');
    await clerk.getByRole('button', { name: '收费决定' }).click();
    // The clerk has no duty to sign: the button is there, off, with the reason.
    await clerk.getByText('您的账号没有办理这项业务的职责').waitFor();
    expect(await clerk.getByRole('button', { name: '制作证照' }).getAttribute('aria-disabled')).toBe('true');
    head = await as('province.transport.head');
    await head.goto(applicationUrl);
    await head.getByLabel('本人密码').fill('wrong-password');
    await confirm(head, '制作证照');
    await head.getByRole('alert').getByText('密码不正确').waitFor();
    await head.getByLabel('本人密码').fill(password);
    await confirm(head, '制作证照');
    await head.getByText('已发证').first().waitFor();
    await accessible(head);
  });

  it('draws the agreement: what is missing stands beside the form, the split shows its sum as one types', async () => {
    await clerk.goto('/w/agreements');
    await accessible(clerk);
    await clerk.getByRole('button', { name: /^拟订协议/ }).click();
    await clerk.waitForURL(/\/w\/agreements\/agr_/);
    agreementUrl = new URL(clerk.url()).pathname;
    await clerk.getByText('发出签署前还要补全').waitFor();
    await accessible(clerk);
    await confirm(clerk, '发出签署');
    await clerk.getByRole('alert').getByText('期满后政务数据的处置').first().waitFor();
    await clerk.getByLabel('销毁').check();
    await clerk.getByLabel('处置期限').fill('10');
    await clerk.getByLabel('处置证明').fill('第三方销毁证明');
    await clerk.getByLabel('归开发单位').check();
    await clerk.getByLabel('另一方的使用权').fill('可无偿使用统计结果');
    await clerk.getByLabel('免费（公共治理、公益事业）').check();
    await clerk.getByLabel('安全责任').fill('存储加密');
    await clerk
      .getByLabel(/政府取得的部分/)
      .filter({ visible: true })
      .fill('33.3333');
    await clerk
      .getByLabel(/（开发单位）/)
      .filter({ visible: true })
      .fill('56.6666');
    await clerk.getByText('还差').waitFor();
    await clerk
      .getByLabel(/平台运营机构/)
      .filter({ visible: true })
      .fill('10.0001');
    await clerk.getByText('合计 100%', { exact: true }).waitFor();
    await clerk.getByRole('button', { name: '保存条款' }).click();
    await clerk.getByText('条款已齐全').waitFor();
    await confirm(clerk, '发出签署');
    await clerk.getByText('等开发单位办理').first().waitFor();
    await accessible(clerk);
  });

  it('the developer signs first, then the agency; the PDF is there for both', async () => {
    await head.goto(agreementUrl);
    expect(await head.getByRole('button', { name: '签署', exact: true }).getAttribute('aria-disabled')).toBe('true');
    await head.getByText('尚未轮到贵单位签署').waitFor();
    await developer.goto(agreementUrl);
    await developer.getByLabel('本人密码').fill(own);
    await confirm(developer, '签署');
    await developer.getByText('等授权机构办理').first().waitFor();
    await head.goto(agreementUrl);
    await head.getByLabel('本人密码').fill(password);
    await confirm(head, '签署');
    await head.getByText('已签署，待备案').first().waitFor();
    await head.getByRole('button', { name: '提交备案' }).click();
    await head.getByText('备案审查中').first().waitFor();
  });

  it('the information department accepts the filing and the data opens', async () => {
    reviewer = await as('province.information');
    await reviewer.goto('/w/filings');
    await accessible(reviewer);
    await reviewer.getByRole('link', { name: /^BA-/ }).click();
    await accessible(reviewer);
    await reviewer.getByLabel('准予备案').check();
    await reviewer.getByLabel('本人密码').fill(password);
    await confirm(reviewer, '作出决定');
    await reviewer.getByText('已备案').first().waitFor();
    await reviewer.getByText(/BAH-\d{4}-\d{6}/).waitFor();
  });

  it('a key is shown once; a call with it and a download stand in the record and the chart', async () => {
    await developer.goto('/w/keys');
    await developer.getByLabel('用途名称').fill('生产环境');
    await developer.getByRole('button', { name: '创建密钥' }).click();
    const shown = developer.getByText(/^jsk_[\w-]{43}$/);
    await shown.waitFor();
    await accessible(developer);
    const secret = await shown.innerText();
    const answer = await fetch(`${baseURL}/api/v1/licensed/${code}/rows?limit=7`, {
      headers: { authorization: `Bearer ${secret}` },
    });
    expect(answer.status).toBe(200);
    const [download] = await Promise.all([
      developer.waitForEvent('download'),
      developer.getByRole('link', { name: '国省干线车流量 CSV' }).click(),
    ]);
    expect((await readFile(await download.path(), 'utf8')).split('\n').filter((line) => line !== '')).toHaveLength(61);
    await developer.goto('/w/keys');
    expect(await developer.getByText(secret).count()).toBe(0);
    const record = developer.getByRole('table', { name: '交付记录' });
    await expect.poll(() => record.getByRole('row').count()).toBe(3);
    await developer.getByRole('img', { name: /近 30 天每日取得的行数/ }).waitFor();
    await developer.getByRole('img', { name: /近 30 天每日调用次数/ }).waitFor();
    await accessible(developer);
    await confirm(developer, '停用');
    await developer.getByText('密钥已停用').waitFor();
    const after = await fetch(`${baseURL}/api/v1/licensed/${code}/rows`, {
      headers: { authorization: `Bearer ${secret}` },
    });
    expect(after.status).toBe(401);
  });

  it('a passer-by verifies the paper by number and by its bytes, without JavaScript too', async () => {
    await developer.goto(agreementUrl);
    const no = (await developer.locator('h1').innerText()).split(' ').at(-1) ?? '';
    const href = (await developer.getByRole('link', { name: '查看协议 PDF' }).getAttribute('href')) ?? '';
    const pdf = await (await developer.request.get(href)).body();
    for (const javaScriptEnabled of [true, false]) {
      const passer = await visitor({ javaScriptEnabled });
      await passer.goto('/verify');
      await passer.getByLabel('文书编号').fill(no);
      await passer.getByRole('button', { name: '核验编号' }).click();
      await passer.getByText('真实、完整').waitFor();
      expect(await passer.content()).not.toContain('赵一');
      if (javaScriptEnabled) await accessible(passer);
      await passer.goto('/verify');
      const send = async (buffer: Buffer) => {
        await passer
          .getByLabel('PDF 或 JSON 文件')
          .setInputFiles({ name: 'agreement.pdf', mimeType: 'application/pdf', buffer });
        await passer.getByRole('button', { name: '核验文件' }).click();
      };
      await send(pdf);
      await passer.getByText('与平台出具的文书逐字节一致').waitFor();
      if (javaScriptEnabled) await accessible(passer);
      const forged = Buffer.from(pdf);
      forged[forged.length >> 1] = (forged[forged.length >> 1] ?? 0) ^ 1;
      await send(forged);
      await passer.getByText('不是本平台出具的文书').waitFor();
      expect(await passer.getByText('与平台出具的文书逐字节一致').count()).toBe(0);
    }
  });

  it('reads in English as well, with every word translated', async () => {
    await developer.context().addCookies([{ name: 'lng', value: 'en', url: baseURL }]);
    for (const path of [
      '/w/applications',
      applicationUrl,
      '/w/agreements',
      agreementUrl,
      '/w/keys',
      '/w/applications/new',
      '/verify',
      '/developers',
    ]) {
      await developer.goto(path);
      expect(await developer.locator('html').getAttribute('lang')).toBe('en');
      await accessible(developer);
      // Names, titles and what people wrote stay in the language they are in.
      const labels = await developer
        .locator('main :is(h1, h2, h3, th, dt, label, button, summary, legend)')
        .allInnerTexts();
      const names =
        /太原新路科技有限公司|国省干线车流量|山西省交通运输厅|国家金库山西分库|山西晋数公共数据运营有限公司（演示）|生产环境/g;
      expect(labels.filter((text) => /\p{Script=Han}/u.test(text.replace(names, '')))).toEqual([]);
    }
  });

  it('nothing broke on the way', () => {
    expect(opened.flatMap((one) => one.faults)).toEqual([]);
  });
});
