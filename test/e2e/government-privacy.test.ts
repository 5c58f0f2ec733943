/**
 * A file with people in it on its way to the public: what stops it is named, its columns are classified, a plan is tried and adopted,
 * a second person signs, the public gets the treated copy; a version that hides people less well stops at the gate again. The
 * reviewer's desk is in English.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { submitEntry } from '#api/catalog/edit.ts';
import { listOwnVersions } from '#api/datasets/read.ts';
import { showVersionPrivacy } from '#api/deidentification/service.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import { screenshot } from '#test/support/browser.ts';
import { newEntry } from '#test/support/catalog.ts';
import { type Desk, Journey } from '#test/support/journey-browser.ts';

let j: Journey;
let steward: Desk;
let head: Desk;
let reviewer: Desk;
let entry: { id: string; code: string };
const title = '驾驶人违法记录';

beforeAll(async () => {
  j = await Journey.begin('2026-11-03T09:30:00+08:00');
  const own = j.world.ctx('province.transport');
  const made = await newEntry(own, { title, title_en: 'Offences of drivers' });
  entry = await submitEntry(own, made.id, { revision: made.revision });
  [steward, head, reviewer] = await Promise.all([
    j.desk('province.transport'),
    j.desk('province.transport.head'),
    j.desk('province.information'),
  ]);
  await reviewer.read('en');
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await j.pictures();
});
afterAll(() => j.end());

const mobile = (i: number) => `1391234${String(1000 + i).slice(-4)}`;
/** Drivers of two cities, few of them of the second; `wide` spreads their years of birth over so many decades. */
function drivers(n: number, wide = 1): Buffer {
  const rows = Array.from({ length: n }, (_, i) => {
    const born = `${1980 + (i % (10 * wide))}-0${1 + (i % 9)}-11`;
    const code = i % 16 === 3 ? '140202' : ['140105', '140106', '140108'][i % 3];
    const remark = i % 3 === 0 ? `由王小${'明芳强丽'[i % 4]}本人签收处罚决定书` : '通过邮寄方式送达处罚决定书';
    return [
      `王小${'明芳强丽'[i % 4]}`,
      mobile(i),
      i % 2 === 0 ? '男' : '女',
      born,
      code,
      `${'甲乙丙'[i % 3]}类`,
      i === 7 ? 98_000 : 200 + 50 * (i % 5),
      remark,
    ].join();
  });
  return Buffer.from(`姓名,手机号,性别,出生日期,区划,违法类别,罚款金额,备注\n${rows.join('\n')}\n`);
}

const uploaded = async (name: string, bytes: Buffer) => {
  await steward.go(`/w/entries/${entry.id}/data`);
  await steward.upload('数据文件', name, bytes);
  await steward.press('上传');
};

/** Until the background has scanned, treated and judged a version: how long that takes is the machine's business. */
const settled = async (number: number, need: string) => {
  const own = j.world.ctx('province.transport');
  const standing = async () => {
    const version = (await listOwnVersions(own, entry.id)).items.find((one) => one.number === number);
    return version === undefined ? null : (await showVersionPrivacy(own, version.id)).tables[0]?.need;
  };
  await expect.poll(standing, { timeout: 30_000, interval: 300 }).toBe(need);
};

describe('a file with people in it', () => {
  it('is stopped with the reasons named, at the steward’s and at the reviewer’s', async () => {
    await uploaded('驾驶人.csv', drivers(160));
    await steward.page.getByRole('link', { name: '办理去标识化' }).first().waitFor();
    const found = steward.page.getByRole('table', { name: '个人信息检查' });
    for (const column of ['姓名', '手机号', '备注'])
      await steward.see(column, found.getByRole('row').filter({ hasText: column }));
    expect(await found.innerText()).toContain('139****1000');
    expect(await steward.page.locator('main').innerText()).not.toContain(mobile(0));
    await reviewer.go(`/w/reviews/${entry.id}`);
    await reviewer.see(/It cannot be published yet: personal information of version 1 is untreated/);
    expect(await reviewer.page.getByRole('button', { name: 'Publish', exact: true }).isDisabled()).toBe(true);
  });

  it('has its columns proposed and confirmed, and waits for a plan', async () => {
    await steward.follow('办理去标识化');
    await steward.ready();
    await steward.see('请确认该表是不是关于个人的数据');
    const classes = steward.part('确认列的类别');
    const chosen = (column: string) => steward.field(`“${column}”的类别`, classes).inputValue();
    expect(await Promise.all(['姓名', '手机号', '性别', '出生日期', '区划', '违法类别'].map(chosen))).toEqual([
      'direct',
      'direct',
      'quasi',
      'quasi',
      'quasi',
      'sensitive',
    ]);
    await steward.see('文本中有姓名', classes);
    await steward.select('“备注”的类别', '其他', classes);
    await steward.press('确认：是个人数据', classes);
    await steward.see('仍含直接标识符');
    expect(await steward.accessibility()).toEqual([]);
  });

  it('is tried until nobody stands out: the figures before and after, against the threshold', async () => {
    const plan = steward.part('处理方案');
    const rule = (column: string, treatment: string) => steward.select(`“${column}”的处理`, treatment, plan);
    await rule('出生日期', '日期到 10 年段');
    await rule('备注', '替换文本中的个人信息');
    await rule('罚款金额', '顶层、底层编码');
    await steward.fill('“罚款金额”的参数', '..500', plan);
    await steward.press('试算', plan);
    await steward.see('没有达到要求。');
    const sizes = steward.page.getByRole('table', { name: /记录按等价类大小的分布/ }).first();
    await steward.see('不足', sizes);
    expect(await steward.page.locator('#trial').innerText()).not.toMatch(/1391234|王小/);
    // The divisions by a hierarchy of their own: proposed from the values, used at its second level.
    await rule('区划', '按层级表泛化');
    await steward.press('按该列取值生成', plan);
    await steward.see(/已填入 4 个取值/, plan);
    const table = steward.field('“区划”的层级表', plan);
    expect(await table.inputValue()).toContain('140105,太原市,山西省');
    await table.fill((await table.inputValue()).replaceAll('山西省', '全省'));
    await steward.fill('“区划”取第几级', '2', plan);
    await steward.press('试算', plan);
    const trial = steward.page.locator('#trial');
    await trial.getByText('达到要求。', { exact: true }).waitFor();
    await steward.see('阈值 5.0%', trial);
    await steward.see('1980-1989', trial);
    await steward.see('全省', trial);
    await steward.see('由王*本人签收处罚决定书', trial);
    await screenshot(steward.page, 'privacy-journey-trial');
    await steward.confirm('采用此方案', plan);
    await steward.see('已达到要求，待本单位第二人复核签署');
    await steward.see('编制方案的人不能复核自己的方案');
  });

  it('is opened after a second person has signed, and not before', async () => {
    await reviewer.go(`/w/reviews/${entry.id}`);
    await reviewer.confirm('Publish');
    await reviewer.see(/The release report of table .* is not signed by a checker yet/);
    await head.go('/w');
    await head.follow('去标识化报告待复核签署');
    await head.ready();
    const sign = head.part('复核签署');
    await head.fill('复核意见', '已核对列的类别和处理方案', sign);
    await head.fill('您的密码', demoPassword, sign);
    await head.press('签署报告', sign);
    await head.see(/已由梁处长签署：QBS-2026-\d{6}/);
    await reviewer.go(`/w/reviews/${entry.id}`);
    await reviewer.confirm('Publish');
    await reviewer.page.waitForURL((url) => url.pathname !== `/w/reviews/${entry.id}`);
  });

  it('gives the public the treated copy, and how its people are hidden', async () => {
    const anyone = await j.desk();
    await anyone.go(`/datasets/${entry.code}`);
    await anyone.see(/QBS-2026-\d{6}/);
    const csv = (await anyone.fetch(`/api/v1/datasets/${entry.code}/versions/latest/download?format=csv`)).toString();
    expect(csv.split('\n')[0]).toContain('性别,出生日期,区划,违法类别,罚款金额,备注');
    expect(csv).toContain('1980-1989,全省');
    expect(csv).not.toMatch(/1391234|王小|1980-01-11|140105|98000/);
  });
});

describe('a new version that hides people less well', () => {
  it('is treated by the plan, falls short, and is stopped again; the public keeps the old one', async () => {
    await uploaded('驾驶人-2.csv', drivers(90, 6));
    await settled(2, 'failed');
    await steward.go(`/w/entries/${entry.id}/data`);
    await steward.see(/未达到要求：最小等价类 \d+ 行，要求 20 行/);
    await steward.confirm('发布第 2 版');
    await steward.refused();
    await steward.see(/第 2 版的表“.*”未达到去标识化要求（k ≥ 20），不得开放/);
    const latest = (await steward.fetch(`/api/v1/datasets/${entry.code}`)).toString();
    expect(JSON.parse(latest)).toMatchObject({ latest: { number: 1, privacy: [{ demanded_k: 20 }] } });
  });

  it('goes back to an earlier plan by one press', async () => {
    await steward.follow('办理去标识化');
    await steward.ready();
    const plan = steward.part('处理方案');
    await steward.select('“出生日期”的处理', '删除该列', plan);
    await steward.confirm('采用此方案', plan);
    await steward.see('已达到要求，待本单位第二人复核签署');
    const plans = steward.part('方案的历次版本');
    await steward.press('恢复第 1 版', plans);
    await steward.see(/未达到要求：最小等价类 \d+ 行，要求 20 行/);
    await steward.see('第 3 版', steward.part('方案的历次版本'));
  });

  it('shows nobody an error', () => {
    expect(j.faults).toEqual([]);
  });
});
