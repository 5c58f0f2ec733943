/** What the check for duplicates costs over the bare query of its index, with 100,000 items known. */
import type pg from 'pg';
import { checkCollection } from '#api/collection/check.ts';
import { checkBody } from '#api/collection/contract.ts';
import { readLanguage } from '#api/collection/known.ts';
import { conceptOf } from '#api/collection/rules/concept.ts';
import { dataElements } from '#api/collection/rules/elements.ts';
import type { App } from '#api/context.ts';
import { random } from '#prisma/seed/demo/random.ts';
import type { World } from '#test/support/world.ts';
import { against, type Bench } from './measure.ts';

const whom = '申请人 监护人 配偶 经办人 负责人 联系人 驾驶员 患者 学生 职工 业主 股东 户主 残疾人 老年人 养殖户'.split(
  ' ',
);
const what =
  '道路 桥梁 医院 学校 企业 矿山 农田 水库 管网 站点 车辆 设备 项目 合同 许可 检验 处罚 补贴 保险 住房'.split(' ');
const heads =
  '编号 名称 面积 金额 等级 类型 日期 数量 状态 地址 长度 浓度 单价 规模 年限 结果 备注 温度 速度 比例'.split(' ');

export async function knownItems(app: App, world: World, count: number): Promise<void> {
  const language = await readLanguage(app);
  const agencies = [...world.organizations.values()].filter((one) => one.kind === 'agency');
  const r = random('bench collection');
  for (let from = 0; from < count; from += 2000) {
    const data = Array.from({ length: Math.min(2000, count - from) }, (_, n) => {
      const element = r.pick(dataElements).name[0];
      const name = r.chance(0.4)
        ? `${r.chance(0.5) ? r.pick(whom) : ''}${element}`
        : `${r.pick(what)}${r.pick(what)}${r.pick(heads)}`;
      const concept = conceptOf(name, language);
      const no = `B-${from + n}`;
      return {
        id: `c:${no}`,
        source: 'collected',
        itemId: no,
        agencyId: r.pick(agencies).id,
        name,
        meaning: `${name}的登记值`,
        about: `${r.pick(what)}管理`,
        subject: 'unknown',
        type: 'C',
        sameness: concept.sameness,
        words: [...concept.words],
      };
    });
    await app.db.collectionKnown.createMany({ data });
  }
}

const asked = [
  '身份证号',
  '监护人姓名',
  '桥梁检验结果',
  '车辆速度',
  '养殖户补贴金额',
  '出生年份',
  '矿山设备编号',
  '注册地址',
];

export function collectionBench(app: App, world: World, client: pg.Client, count: number): Bench {
  return {
    name: `check of one item for duplicates among ${count.toLocaleString('en')}`,
    limit: 'the bare index: rows that share a word, read by the driver, nothing compared',
    run: async () => {
      await knownItems(app, world, count);
      await client.query('VACUUM ANALYZE collection_known');
      const language = await readLanguage(app);
      const ctx = world.ctx('province.ecology');
      const at = (round: number) => asked[Math.abs(round) % asked.length] ?? '';
      const ours = (round: number) => checkCollection(ctx, checkBody.parse({ name: at(round) }));
      const bare = (round: number) =>
        client.query('SELECT * FROM collection_known WHERE words && $1::text[] LIMIT 400', [
          conceptOf(at(round), language).words,
        ]);
      return against(ours, bare, 40);
    },
  };
}
