/** The words of a release report on paper. */
import type { z } from 'zod';
import { treatmentActions } from '#api/datasets/rules/codes.ts';
import { identityClasses, releases } from '#api/datasets/rules/privacy-codes.ts';
import type { reportFacts } from './shapes.ts';

export const reportTitle = '去标识化报告';

interface Facts {
  readonly about: {
    readonly code: string;
    readonly title: string;
    readonly version: number;
    readonly table: string;
    readonly sha256: string;
  };
  readonly facts: z.output<typeof reportFacts>;
  readonly plan: { readonly number: number; readonly sha256: string } | null;
  readonly opinion: string;
}

const percent = (value: number): string => `${(value * 100).toFixed(2)}%`;

export function paperOf({ about, facts, plan, opinion }: Facts) {
  const { demand, before, after, verdict, loss, classes } = facts;
  const release = releases.label(demand.release, 'zh');
  const chance =
    demand.release === 'open' ? '（按完全公开计，不考虑环境）' : `，环境概率 ${percent(verdict.environment)}`;
  const body = {
    opening:
      '依据《山西省政务数据管理应用条例》第十五条，参照 GB/T 37964-2019，对下列数据版本的去标识化结果作出评估；处理方案编制人与复核人不是同一人。',
    facts: [
      ['数据资源', `${about.title}（${about.code}）`],
      ['数据版本', `第 ${about.version} 版，表 ${about.table}`],
      ['处理后数据 SHA-256', about.sha256],
      ['公开类型', `${release}，要求最小等价类 ${demand.k}`],
      ['处理方案', plan === null ? '未作处理' : `第 ${plan.number} 版，SHA-256 ${plan.sha256}`],
      ['最小等价类', `处理前 ${before.smallest}，处理后 ${after.smallest}`],
      ['重标识风险', `${percent(verdict.risk)}，阈值 ${percent(verdict.threshold)}${chance}`],
      ['结论', verdict.passed ? '达到要求' : '未达到要求'],
    ] as (readonly [string, string])[],
    texts: [
      [
        '信息损失',
        `行数由 ${loss.rows_before} 减为 ${loss.rows_after}（抑制记录 ${loss.rows_suppressed} 条），局部抑制单元格 ${loss.cells_blanked} 个，各列平均泛化高度 ${percent(loss.mean_height)}。`,
      ],
      ['复核意见', opinion],
    ] as (readonly [string, string])[],
    tables: [
      {
        title: '列的类别与处理',
        heads: ['列', '类别', '处理'],
        rows: classes.map((one) => [
          one.column,
          identityClasses.label(one.class, 'zh'),
          one.rule === null ? '保持' : treatmentActions.labelOrCode(one.rule, 'zh'),
        ]),
      },
      {
        title: '等价类大小的分布（处理后）',
        heads: ['大小（起）', '等价类', '行'],
        rows: after.sizes.map((one) => [String(one.from), String(one.classes), String(one.rows)]),
      },
      {
        title: '敏感属性',
        heads: ['列', '等价类中最少的不同取值', '熵多样性', '与总体的最大距离'],
        rows: after.sensitive.map((one) => [
          one.column,
          String(one.distinct),
          one.entropy.toFixed(2),
          one.closeness.toFixed(3),
        ]),
      },
    ],
  };
  const publicFacts = [
    { zh: '数据资源', en: 'Data resource', value: `${about.title} ${about.code}` },
    { zh: '数据版本', en: 'Version', value: String(about.version) },
    { zh: '处理后数据 SHA-256', en: 'SHA-256 of the treated table', value: about.sha256 },
    { zh: '最小等价类（k）', en: 'Smallest class (k)', value: `${after.smallest} (≥ ${demand.k})` },
  ];
  return { body, publicFacts };
}
