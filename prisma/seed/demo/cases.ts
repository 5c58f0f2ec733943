/** The applications for licensed development that the story tells, and what their agreements say. */
import type { z } from 'zod';
import { termsShape } from '#api/agreements/contract.ts';
import type { RowCondition } from '#api/agreements/rules/terms-types.ts';
import type { Degree } from '#api/licensing/rules/codes.ts';

import { yearCases } from './year-cases.ts';

export interface Case {
  readonly developer: string;
  /** Login of the agency's licensing officer; its signatory has `.head` after it. */
  readonly agency: string;
  readonly datasets: readonly string[];
  readonly purpose: string;
  readonly scenario: string;
  readonly scope: string;
  readonly degree: Degree;
  readonly from: string;
  readonly to: string;
  /** What is granted of the dataset's first table; the whole of it when absent. */
  readonly table?: { readonly columns?: readonly string[]; readonly filter?: readonly RowCondition[] };
  /** Clauses beyond those every agreement of the story has. */
  readonly clauses?: Partial<
    Pick<z.input<typeof termsShape>, 'degree' | 'quota' | 'purpose' | 'region' | 'disposition' | 'audit'>
  >;
}

const common = { degree: 'desensitised' } as const;

export const cases = {
  ...yearCases,
  roads: {
    ...common,
    developer: 'developer',
    agency: 'province.transport',
    datasets: ['toll.flow'],
    purpose: '开发面向物流企业的路网流量指数和节假日通行预测，提高干线运输时效。',
    scenario: '物流企业在排班和线路规划时查询收费站分时段拥挤程度。',
    scope: '高速公路收费站分时段通行流量数据集的全部字段，不得与车牌、轨迹等个人信息关联。',
    from: '2026-03-01',
    to: '2031-02-28',
  },
  visitors: {
    ...common,
    developer: 'developer2',
    agency: 'province.culture',
    datasets: ['scenic.daily'],
    purpose: '开发景区客流预约指数，服务旅行社错峰组团和景区限流。',
    scenario: '旅行社在制订行程时参考未来两周的客流预约指数。',
    scope: 'A级旅游景区逐日接待数据集；公开发布的成果以景区群或者城市汇总。',
    from: '2026-05-15',
    to: '2029-05-14',
  },
  buses: {
    ...common,
    developer: 'developer',
    agency: 'taiyuan.transport',
    datasets: ['bus.ridership'],
    purpose: '开发公交客流热度产品，服务商圈选址和线网评估。',
    scenario: '零售企业评估门店周边客流，规划部门评估线网调整效果。',
    scope: '太原市公交线路分时客流数据集，汇总到线路和时段，不得推断个人出行。',
    from: '2026-12-01',
    to: '2029-11-30',
  },
  charging: {
    ...common,
    developer: 'developer2',
    agency: 'province.energy',
    datasets: ['charging.use'],
    purpose: '开发充电设施选址评估模型，服务充电运营企业投资决策。',
    scenario: '运营企业在建站前评估周边需求和利用率。',
    scope: '公共充电设施逐日运行数据集，成果不得出现单个运营企业的经营指标。',
    from: '2026-12-01',
    to: '2028-11-30',
  },
  trade: {
    ...common,
    developer: 'developer2',
    agency: 'province.agriculture',
    datasets: ['farm.trade'],
    purpose: '开发农产品产销流向分析，服务合作社和批发市场对接。',
    scenario: '合作社安排采收和发运时参考销地需求。',
    scope: '农产品产销对接成交汇总数据集的全部字段。',
    from: '2026-12-15',
    to: '2028-12-14',
  },
  emissions: {
    ...common,
    developer: 'developer',
    agency: 'province.ecology',
    datasets: ['emission.auto'],
    purpose: '开发重污染天气运输需求预测，服务错峰运输安排。',
    scenario: '物流企业在重污染天气应急响应期间调整车队。',
    scope: '重点排污单位自动监控日均值，以区域和行业汇总后使用。',
    from: '2027-01-01',
    to: '2028-12-31',
  },
  companies: {
    ...common,
    developer: 'developer2',
    agency: 'province.market',
    datasets: ['annual.reports'],
    purpose: '开发县域行业景气指数。',
    scenario: '金融机构评估县域行业风险。',
    scope: '企业年度报告经营指标分组汇总数据集。',
    from: '2027-01-01',
    to: '2027-12-31',
  },
  wages: {
    ...common,
    developer: 'developer',
    agency: 'province.welfare',
    datasets: ['payroll.base'],
    purpose: '开发驾驶员薪酬参考产品，服务运输企业用工。',
    scenario: '运输企业制订薪酬方案时参考分行业缴费工资分位数。',
    scope: '社会保险缴费工资分行业分布数据集，限交通运输业和制造业。',
    from: '2027-01-01',
    to: '2027-12-31',
  },
  beds: {
    ...common,
    developer: 'developer',
    agency: 'province.health',
    datasets: ['hospital.beds'],
    purpose: '开发医院周边停车需求预测。',
    scenario: '停车场经营企业安排车位。',
    scope: '医院床位和门急诊逐日运行数据集的全部字段。',
    from: '2026-09-01',
    to: '2027-08-31',
  },
  clinics: {
    ...common,
    developer: 'buyer',
    agency: 'province.health',
    datasets: ['hospital.beds'],
    purpose: '研究医药冷链配送时效。',
    scenario: '',
    scope: '',
    from: '',
    to: '',
  },
} as const satisfies Readonly<Record<string, Case>>;

export type CaseKey = keyof typeof cases;

interface Split {
  readonly treasury: number;
  readonly developer: number;
  readonly operator?: number;
}

/**
 * The terms as the parties agreed them: the five clauses of Article 20, fee, security, and the split of Article 21.
 * @param data the clause of tables, columns and rows; empty grants all.
 */
export function termsOf(
  key: CaseKey,
  split: Split,
  data: z.input<typeof termsShape>['data'] = [],
): z.output<typeof termsShape> {
  const { scope, degree, from, to, clauses }: Case = cases[key];
  return termsShape.parse({
    scope,
    data,
    degree: { code: degree, words: '按提供单位汇总后的粒度使用，不得还原到个人或者单个经营主体。' },
    term: { from, to },
    disposition: { mode: 'destroy', days: 20, proof: '提交双方签章的销毁记录和存储介质清单。', words: '' },
    ownership: {
      owner: 'developer',
      developer_percent: null,
      licence_back: '授权机构为履行职责可以免费使用衍生数据产品。',
      words: '政务数据的权属不因开发而改变。',
    },
    fee: { mode: 'agreed', words: '不收取数据使用费，按产品销售收入分成。' },
    security: '开发单位落实网络安全等级保护二级以上要求，数据只在境内约定的环境中处理，发生安全事件二十四小时内报告。',
    other: '产品应当注明数据来源和获取日期。',
    shares: [
      { party: 'treasury', ppm: split.treasury },
      { party: 'developer', ppm: split.developer },
      ...(split.operator === undefined ? [] : [{ party: 'operator', ppm: split.operator }]),
    ],
    ...clauses,
  } satisfies z.input<typeof termsShape>);
}
