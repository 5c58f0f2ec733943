/** Names inside running text: measured on generated sentences, with places, bodies and everyday words that begin like names. */
import { describe, expect, it } from 'vitest';
import { maskNames, namesIn } from '#api/ports/tables/names.ts';

const surnames = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜郝白崔康毛邱秦史侯邵孟段雷侯武乔贺',
];
const given =
  '明 芳 强 丽娟 建国 秀英 志刚 桂兰 晓燕 文博 子涵 海涛 玉珍 春梅 国庆 彩霞 永强 雪梅 俊杰 浩然 婷婷 卫东 小龙 淑华 德福 二蛋'.split(
    ' ',
  );
const withName: readonly ((name: string) => string)[] = [
  (n) => `经现场核实，当事人${n}未按规定停车，已依法处罚。`,
  (n) => `申请人${n}于2024年3月提交材料，窗口已受理。`,
  (n) => `患者${n}因高血压复诊，建议继续服药。`,
  (n) => `群众${n}来电反映小区夜间施工噪声扰民。`,
  (n) => `由${n}负责现场处置，已恢复通行。`,
  (n) => `${n}同志多次上门走访困难群众。`,
  (n) => `该户户主${n}长期在外务工，房屋由邻居照看。`,
  (n) => `样品由采样员送检，检测报告由${n}签收。`,
  (n) => `驾驶员${n}驾驶重型货车超载行驶。`,
  (n) => `昨日${n}（男，56岁）在河边失足落水，已获救。`,
  (n) => `已告知${n}本人，材料不齐需要补正。`,
  (n) => `学生${n}和${n}家长均已到校。`,
];
const without = [
  '高速公路收费站位于张家口方向，车流量较大，建议绕行。',
  '马上办理黄河流域生态保护治理项目的环境影响评价手续。',
  '白云机场今日温度较高，航班正常。',
  '太原市杏花岭区建设路与府东街交叉口信号灯故障。',
  '何时开通热线请关注政府网站，常年开展法律咨询。',
  '施工单位为山西金地建设集团有限公司，监理单位为华通公司。',
  '于家堡村、王家庄村、李家沟村三个村实施饮水安全工程。',
  '和平街道办事处组织安全生产大检查，发现隐患十二处。',
  '双方达成和解，案件终结，解除查封。',
  '关于做好秋冬季农田水利建设工作的通知已印发。',
  '安全生产责任制落实到位，应急预案已备案。',
  '常温保存，严禁暴晒，保质期十二个月。',
  '成品油价格调整后，经营单位应当明码标价。',
  '水库除险加固工程已完成初步设计，计划明年开工。',
  '车辆年检合格，尾气排放符合国家标准。',
  '曲线段限速六十公里，弯道处设置警示标志。',
  '项目位于高平市马村镇，占地约三百亩。',
  '温室大棚受大风影响，部分棚膜破损。',
  '全程网办事项占比达到百分之九十五。',
  '计划投资两亿元，建设周期三年，资金已到位。',
  '连续降雨导致山体滑坡，道路中断。',
  '单位食堂卫生许可证已到期，责令限期整改。',
  '党员干部带头参加义务植树活动。',
  '方便群众办事，延长窗口服务时间。',
  '文件规定的申报材料共五项，缺一不可。',
  '向阳小学食堂食材采购记录不完整。',
  '王府井百货大楼消防通道被占用。',
  '张贴公告七日，未收到异议。',
  '易燃易爆物品不得混存，严格分区管理。',
  '金额较大的合同须报上级主管部门审批。',
  '周边居民反映垃圾清运不及时。',
  '任何单位和个人不得擅自占用耕地。',
  '毛石挡墙出现裂缝，需要加固处理。',
  '罗列的问题已逐项整改销号。',
  '田间道路硬化工程竣工验收合格。',
  '牛奶抽检样品全部合格。',
  '平安建设考核结果为优秀等次。',
  '石灰石矿开采权到期后不再延续。',
  '林地征占用手续正在办理之中。',
  '康复中心新增床位五十张。',
];

function measure() {
  let [right, found, wanted] = [0, 0, 0];
  const missed: string[] = [];
  const wrong: string[] = [];
  let at = 0;
  for (const surname of surnames)
    for (const one of given) {
      const name = surname + one;
      const make = withName[at++ % withName.length];
      const text = make?.(name) ?? '';
      const count = text.split(name).length - 1;
      const hits = namesIn(text);
      const good = hits.filter((hit) => hit.value === name).length;
      wanted += count;
      found += hits.length;
      right += good;
      if (good < count) missed.push(text);
      for (const hit of hits) if (hit.value !== name) wrong.push(`${hit.value} < ${text}`);
    }
  let noise = 0;
  for (const text of without)
    for (const hit of namesIn(text)) {
      noise += 1;
      wrong.push(`${hit.value} < ${text}`);
    }
  return { precision: right / (found + noise), recall: right / wanted, noise: noise / without.length, missed, wrong };
}

describe('names in running text', () => {
  it('finds most of them and hardly anything else', () => {
    const { precision, recall, noise, missed, wrong } = measure();
    if (process.env.SHOW !== undefined)
      console.log({
        precision,
        recall,
        noise,
        wrong,
        missed,
      });
    expect(precision).toBeGreaterThan(0.95);
    expect(recall).toBeGreaterThan(0.75);
    expect(noise).toBeLessThan(0.03);
  });

  it('hides them where they stand and leaves the words around', () => {
    expect(maskNames('当事人王小明未按规定停车，由陈晓燕签字。')).toBe('当事人王*未按规定停车，由陈*签字。');
    expect(maskNames('高速公路收费站')).toBe('高速公路收费站');
  });
});
