/** Steps 5 to 7: registration, the application in seven on-line steps, the agreement with two signatures, filing and key. */
import { expect, it } from 'vitest';
import { apiClient, asBytes, codeOf, done } from '#test/support/api-client.ts';
import { screenshot } from '#test/support/browser.ts';
import type { Desk } from '#test/support/journey-browser.ts';
import { buyerUscc, developerUscc, sectionContent, wanted } from '#test/support/journey-data.ts';
import { fromWorklist, ownPassword, type Walk } from './walk.ts';

async function register(
  desk: Desk,
  who: { uscc: string; name: string; region: string; login: string; person: string },
) {
  await desk.go('/register');
  await desk.fill('统一社会信用代码', who.uscc.slice(0, 17) + (who.uscc.endsWith('A') ? 'B' : 'A'));
  await desk.fill('企业名称', who.name);
  await desk.select('所在地区', who.region);
  await desk.fill('登录名', who.login);
  await desk.fill('姓名', who.person);
  await desk.fill('密码', ownPassword);
  await desk.press('注册');
  await desk.refused();
  await desk.fill('统一社会信用代码', who.uscc);
  await desk.fill('密码', ownPassword);
  await desk.press('注册');
  await desk.page.waitForURL('**/w');
}

async function fillMaterial(desk: Desk, scenario: string): Promise<void> {
  await desk.fill('使用目的', wanted.purpose);
  await desk.fill('应用场景', scenario);
  await desk.fill('使用范围', wanted.scope);
  await desk.choose('使用程度', '脱敏数据');
  await desk.fill('期限起始', wanted.term_from);
  await desk.fill('期限截止', wanted.term_to);
}

export function licence(w: Walk): void {
  it('5: two enterprises register; a wrong check digit is refused', async () => {
    w.developer = await w.j.desk();
    await register(w.developer, {
      uscc: developerUscc,
      name: '太原云流信息技术有限公司',
      region: '140100',
      login: 'yunliu',
      person: '秦岚',
    });
    w.buyer = await w.j.desk();
    await register(w.buyer, {
      uscc: buyerUscc,
      name: '大同快运货运有限公司',
      region: '140200',
      login: 'kuaiyun',
      person: '贾峰',
    });
  });

  it('5: the developer asks and applies, the agency asks once for more', async () => {
    const { developer, steward } = w;
    await developer.go('/datasets?open_type=conditional');
    await developer.follow(sectionContent.title);
    await developer.follow('申请授权开发');
    await developer.fill('咨询内容', '数据多久更新一次？');
    await developer.press('提交咨询');
    await developer.page.waitForURL(/\/w\/applications\/app_/);
    w.application = new URL(developer.page.url()).pathname;
    await fromWorklist(steward, '开发申请办理');
    await steward.see('数据多久更新一次？');
    await steward.fill('答复内容', '每日更新。', steward.part('答复咨询'));
    await steward.press('答复咨询');
    await steward.see('等申请单位办理');
    await developer.go(w.application);
    await developer.see('每日更新。');
    await fillMaterial(developer, wanted.scenario);
    await developer.press('保存材料');
    await developer.see('修改材料');
    await developer.confirm('提交申请');
    await developer.see('等授权机构办理');
    await steward.go(w.application);
    const supplement = await steward.unfold('一次性告知补正');
    await steward.fill('补正通知', '请写明产品的使用场景和更新频率', supplement);
    await steward.confirm('一次性告知补正', supplement);
    await steward.see('已暂停，尚余 10 个工作日');
    await developer.go('/w');
    await developer.follow('申请待补正');
    await developer.see('请写明产品的使用场景和更新频率');
    await fillMaterial(developer, `${wanted.scenario}，每月更新`);
    await developer.press('保存材料');
    await developer.see('修改材料');
    await developer.press('提交补正材料');
    await developer.see('等授权机构办理');
    expect(await developer.accessibility()).toEqual([]);
  });

  it('5: accepted, reviewed, granted, charged, paid for and certified', async () => {
    const { steward } = w;
    await fromWorklist(steward, '开发申请办理');
    await steward.press('受理');
    await steward.press('开始审查');
    await steward.fill('审查意见', '用途正当，范围明确', steward.part('准予授权'));
    await steward.confirm('准予授权', steward.part('准予授权'));
    const charge = steward.part('收费决定');
    await steward.fill('费用', '500', charge);
    await steward.fill('收费依据', '晋发改价格〔2026〕12号', charge);
    await steward.press('收费决定', charge);
    await steward.see('等财政部门办理');
    const finance = await w.j.desk('province.finance');
    w.finance = finance;
    await fromWorklist(finance, '授权费用待确认到账');
    await finance.fill('非税收入票据号', 'FEE-2026-0007');
    await finance.fill('缴款日期', '2026-11-03');
    await finance.press('确认费用到账');
    await finance.see('FEE-2026-0007');
    const head = await w.j.desk('province.transport.head');
    w.head = head;
    await fromWorklist(head, '待制证');
    await head.fill('本人密码', 'not-my-password');
    await head.confirm('制作证照');
    await head.refused();
    await head.fill('本人密码', 'jinshu-demo-2026');
    await head.confirm('制作证照');
    await head.see('下一步：拟订合作协议');
    await screenshot(head.page, 'journey-5-certified');
  });

  it('6: the agreement does not go out while clauses are missing', async () => {
    const { steward } = w;
    await steward.turnTo('合作协议');
    await steward.page.getByRole('button', { name: /^拟订协议/ }).click();
    await steward.page.waitForURL(/\/w\/agreements\/agr_/);
    w.agreement = new URL(steward.page.url()).pathname;
    await steward.see(/发出签署前还要补全 \d+ 处/);
    await steward.confirm('发出签署');
    await steward.refused();
    await screenshot(steward.page, 'journey-6-missing');
    await steward.choose('处置方式', '销毁');
    await steward.fill('处置期限', '10');
    await steward.fill('处置证明', '由第三方出具销毁证明');
    await steward.choose('归属', '归开发单位');
    await steward.fill('另一方的使用权', '授权机构可无偿使用统计结果');
    await steward.fill(/政府取得的部分/, '33.3333');
    await steward.fill(/（开发单位）/, '56.6667');
    await steward.fill(/^平台运营机构/, '10');
    await steward.see('合计 100%');
    await steward.choose('方式', '政府指导价');
    await steward.fill('安全责任', '存储加密\n专人保管密钥');
    await steward.press('保存条款');
    await steward.see('条款已齐全，可以发出签署。');
    await steward.confirm('发出签署');
    await steward.see('等开发单位办理');
    expect(await steward.accessibility()).toEqual([]);
  });

  it('6: both sign with the own password; a passer-by verifies, a changed byte does not', async () => {
    const { developer, head, citizen } = w;
    await fromWorklist(developer, '协议待签署');
    await developer.fill('本人密码', 'guess', developer.part('签署'));
    await developer.confirm('签署', developer.part('签署'));
    await developer.refused();
    await developer.fill('本人密码', ownPassword, developer.part('签署'));
    const said = await developer.confirm('签署', developer.part('签署'));
    expect(said).toContain('同等法律效力');
    await developer.see('等授权机构办理');
    await fromWorklist(head, '协议待签署');
    await head.fill('本人密码', 'jinshu-demo-2026', head.part('签署'));
    await head.confirm('签署', head.part('签署'));
    await head.see('双方已签署，请报政务信息管理部门备案。');
    const href = (await head.page.getByRole('link', { name: '查看协议 PDF' }).getAttribute('href')) ?? '';
    const pdf = await head.fetch(href);
    w.document = href.split('/').at(-2) ?? '';
    await citizen.go(`/verify/${w.document}`);
    await citizen.see('真实、完整');
    for (const party of ['太原云流信息技术有限公司', '山西省交通运输厅']) await citizen.see(party);
    expect(await citizen.page.locator('main').innerText()).not.toContain('秦岚');
    await screenshot(citizen.page, 'journey-6-verify');
    await citizen.upload('PDF 或 JSON 文件', '协议.pdf', pdf);
    await citizen.press('核验文件');
    await citizen.see('与平台出具的文书逐字节一致');
    const flipped = Buffer.from(pdf);
    flipped[Math.floor(pdf.length / 3)]! ^= 1;
    await citizen.go('/verify');
    await citizen.upload('PDF 或 JSON 文件', '协议.pdf', flipped);
    await citizen.press('核验文件');
    await citizen.see('不是本平台出具的文书');
    expect(await citizen.accessibility()).toEqual([]);
  });

  it('7: the filing is accepted, and only then access opens', async () => {
    const { steward, reviewer, developer } = w;
    await developer.turnTo('接口密钥');
    await developer.see('目前没有生效的协议');
    await fromWorklist(steward, '协议待备案');
    await steward.press('提交备案');
    await steward.see('等政务信息管理部门办理');
    await fromWorklist(reviewer, '备案待受理');
    await reviewer.choose('决定', '准予备案');
    await reviewer.fill('意见', '材料齐全');
    await reviewer.fill('本人密码', 'jinshu-demo-2026');
    await reviewer.confirm('作出决定');
    await reviewer.see('已办理。');
    await developer.turnTo('接口密钥');
    await developer.fill('用途名称', '调度系统');
    await developer.press('创建密钥');
    await developer.see('密钥已创建，请立即保存');
    const shown = await developer.page.locator('.secret-shown').innerText();
    const key = /jsk_[\w-]+/.exec(shown)?.[0] ?? '';
    // The developer's program, not its browser, holds the key.
    const program = apiClient(w.j.url, key);
    const [dataset] = done(await program.GET('/licensed')).items;
    const [cls = '', seq = ''] = (dataset?.code ?? '').split('/');
    const path = { class: cls, seq };
    expect(done(await program.GET('/licensed/{class}/{seq}/rows', { params: { path } })).rows).toHaveLength(1000);
    const file = done(await program.GET('/licensed/{class}/{seq}/file', { params: { path }, ...asBytes }));
    expect((file as ArrayBuffer).byteLength).toBeGreaterThan(1000);
    const [otherClass = '', otherSeq = ''] = w.station.code.split('/');
    const outside = { params: { path: { class: otherClass, seq: otherSeq } } };
    expect(codeOf(await program.GET('/licensed/{class}/{seq}/rows', outside))).toBe('usage.not_covered');
    await developer.turnTo('接口密钥');
    await developer.see('1,000', developer.part('交付记录'));
    await screenshot(developer.page, 'journey-7-keys');
  });
}
