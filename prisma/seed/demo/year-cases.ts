/** Seven agreements of the year that is over or nearly so: granted column by column, with quotas, each with another end. */
import type { Case } from './cases.ts';

const common = { degree: 'desensitised' } as const;

export const yearCases = {
  // Runs out in December; both sides have been warned.
  freight: {
    ...common,
    developer: 'developer2',
    agency: 'province.transport',
    datasets: ['toll.flow'],
    purpose: '开发货运走廊活跃度产品，服务货代企业和物流园区组织货源。',
    scenario: '货代企业按周安排运力时参考各走廊货车入口流量的变化。',
    scope: '高速公路收费站分时段通行流量数据集中的货车记录，不含 ETC 使用率。',
    from: '2025-12-15',
    to: '2026-12-14',
    table: {
      columns: ['stat_date', 'period', 'station_code', 'vehicle_class', 'in_count', 'out_count'],
      filter: [{ column: 'vehicle_class', op: 'eq', value: '货车' }],
    },
    clauses: {
      quota: {
        calls: { day: 6, month: 100, term: null },
        rows: { day: 8000, month: 100_000, term: null },
      },
      purpose: { codes: ['industry'], words: '货运组织和物流服务' },
      region: { codes: ['140000'], words: '' },
      audit: { days: 10, words: '授权机构可以查阅数据使用记录。' },
    },
  },
  // Expired; the developer is late with the proof that the data is gone.
  smoke: {
    ...common,
    developer: 'developer2',
    agency: 'province.ecology',
    datasets: ['emission.auto'],
    purpose: '研究重点行业错峰生产对区域运输需求的影响。',
    scenario: '形成内部研究报告，不对外提供数据。',
    scope: '重点排污单位自动监控日均值中的日期、行业和浓度，不含单位名称。',
    from: '2026-01-12',
    to: '2026-08-31',
    table: { columns: ['日期', '排口编号', '行业', '颗粒物', '二氧化硫', '氮氧化物'] },
    clauses: {
      purpose: { codes: ['research'], words: '' },
      disposition: { mode: 'destroy', days: 10, proof: '提交销毁记录和文件清单。' },
    },
  },
  // Ended early by consent; what was held is destroyed, proven and reviewed.
  crops: {
    ...common,
    developer: 'developer',
    agency: 'province.agriculture',
    datasets: ['farm.trade'],
    purpose: '开发农产品运输需求产品，服务冷链企业调配车辆。',
    scenario: '冷链企业在上市季前安排车辆和线路。',
    scope: '农产品产销对接成交汇总数据集，不含加权均价。',
    from: '2026-01-12',
    to: '2027-01-11',
    table: { columns: ['日期', '品种', '产地', '销地', '成交量', '订单数'] },
    clauses: { purpose: { codes: ['industry'], words: '' } },
  },
  // No record leaves: figures over groups only. A renewal is being signed.
  outpatients: {
    developer: 'developer2',
    agency: 'province.health',
    datasets: ['hospital.beds'],
    purpose: '开发区域就医需求季节指数，服务公共卫生机构和健康管理企业。',
    scenario: '健康管理企业安排流感季的宣教和随访。',
    scope: '医院床位和门急诊逐日运行数据集的汇总数字，不取得单个机构的记录。',
    degree: 'aggregated',
    from: '2026-03-09',
    to: '2026-12-31',
    clauses: {
      degree: { code: 'aggregated', words: '只取得汇总数字，不得还原到单个机构。', smallest_group: 10 },
      quota: { calls: { day: 20, month: 200, term: null }, rows: { day: null, month: null, term: null } },
      purpose: { codes: ['public_welfare', 'research'], words: '公共卫生和健康管理' },
    },
  },
  // Expired in October; the proof is filed and the agency has to review it.
  firms: {
    ...common,
    developer: 'developer',
    agency: 'province.market',
    datasets: ['annual.reports'],
    purpose: '校验路网货运需求模型中的产业参数。',
    scenario: '仅用于模型校验，不对外提供数据。',
    scope: '企业年度报告经营指标分组汇总中规模为小型、微型的分组。',
    from: '2026-04-10',
    to: '2026-10-31',
    table: {
      columns: ['年度', '县区代码', '行业', '规模', '企业数', '从业人数'],
      filter: [{ column: '规模', op: 'in', value: ['小型', '微型'] }],
    },
    clauses: { purpose: { codes: ['model_training', 'research'], words: '' } },
  },
  // Suspended after a notice that was not heeded.
  load: {
    ...common,
    developer: 'developer',
    agency: 'province.energy',
    datasets: ['charging.use'],
    purpose: '开发高速公路沿线充电负荷产品，服务车队安排补能。',
    scenario: '车队在制订长途计划时参考沿线充电桩的繁忙时段。',
    scope: '公共充电设施逐日运行数据集的站点、次数和利用率，成果不得出现单个运营企业的经营指标。',
    from: '2026-04-27',
    to: '2028-04-26',
    table: { columns: ['日期', '站点编号', '充电次数', '桩利用率'] },
    clauses: {
      quota: { calls: { day: 3, month: 60, term: null }, rows: { day: null, month: null, term: null } },
      purpose: { codes: ['industry'], words: '' },
    },
  },
  // Of a city: its income goes to the treasury of the city. Amended once.
  transfer: {
    ...common,
    developer: 'developer2',
    agency: 'taiyuan.transport',
    datasets: ['bus.ridership'],
    purpose: '开发公交接驳需求产品，服务园区通勤车和共享单车投放。',
    scenario: '园区管理单位安排通勤班车的线路和时刻。',
    scope: '太原市公交线路分时客流数据集，汇总到线路和时段，不得推断个人出行。',
    from: '2026-05-25',
    to: '2028-05-24',
    table: { columns: ['日期', '线路', '时段', '上车人次'] },
    clauses: {
      quota: { calls: { day: 10, month: 150, term: null }, rows: { day: null, month: null, term: null } },
      purpose: { codes: ['industry', 'public_governance'], words: '' },
      region: { codes: ['140100'], words: '' },
    },
  },
} as const satisfies Readonly<Record<string, Case>>;
