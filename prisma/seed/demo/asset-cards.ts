/** Cards of the story's data assets: whose, of which entries, and what a person has to say of them. */
interface CardSpec {
  readonly by: string;
  readonly entries: readonly string[];
  readonly name: string;
  readonly value: string;
  readonly basis: string;
  readonly law: string;
  readonly custodian: string;
  readonly cost: readonly [collection: string, governance: string, storage: string];
  readonly scenario: string;
  /** Whole fen, report and day. */
  readonly valuation?: {
    readonly fen: string;
    readonly report: string;
    readonly on: string;
    readonly method: 'cost' | 'income';
  };
  readonly location?: 'provincial_cloud' | 'city_cloud' | 'own';
}

export const assetSpecs = {
  counts: {
    by: 'province.transport',
    entries: ['road.counts'],
    name: '干线公路交通量观测数据',
    value: '支撑路网运行分析、养护计划和出行服务，已用于授权开发。',
    basis: '省交通运输厅职责规定：公路交通情况调查',
    law: '《中华人民共和国公路法》第八条',
    custodian: '厅信息中心数据管理科',
    cost: ['186400000', '32800000', '6450000'],
    scenario: '路网运行分析、养护计划编制、拥堵预测产品。',
  },
  stations: {
    by: 'province.transport',
    entries: ['toll.stations'],
    name: '高速公路收费站数据',
    value: '高速公路收费站的基础资料，导航和物流企业长期使用。',
    basis: '省交通运输厅职责规定：高速公路运行管理',
    law: '《收费公路管理条例》第四条',
    custodian: '厅高速公路处',
    cost: ['45600000', '8800000', '2150000'],
    scenario: '通行分析、物流路线规划。',
    valuation: { fen: '92000000', report: '晋评报字〔2026〕第0117号', on: '2026-02-27', method: 'cost' },
  },
  works: {
    by: 'province.transport',
    entries: ['road.works'],
    name: '公路施工占道信息',
    value: '公众出行和应急调度需要。',
    basis: '省交通运输厅职责规定：公路养护管理',
    law: '《中华人民共和国公路法》第三十二条',
    custodian: '厅公路养护处',
    cost: ['9600000', '2100000', '480000'],
    scenario: '出行提示、应急绕行。',
  },
  air: {
    by: 'province.ecology',
    entries: ['air.hourly', 'air.daily'],
    name: '环境空气质量监测数据',
    value: '大气污染防治和公众健康提示的基础数据。',
    basis: '省生态环境厅职责规定：环境质量监测',
    law: '《中华人民共和国环境保护法》第十七条',
    custodian: '省生态环境监测中心',
    cost: ['1268000000', '96000000', '18500000'],
    scenario: '污染过程分析、健康提示、信贷环境评价。',
  },
  emission: {
    by: 'province.ecology',
    entries: ['emission.auto'],
    name: '污染源自动监测数据',
    value: '排污监管和绿色金融需要。',
    basis: '省生态环境厅职责规定：污染源监督管理',
    law: '《中华人民共和国大气污染防治法》第二十四条',
    custodian: '省生态环境监测中心',
    cost: ['384000000', '41000000', '9600000'],
    scenario: '排污许可核查、绿色信贷评价。',
  },
  water: {
    by: 'province.ecology',
    entries: ['water.sections'],
    name: '地表水断面监测数据',
    value: '流域治理和水源保护的依据。',
    basis: '省生态环境厅职责规定：水环境质量监测',
    law: '《中华人民共和国水污染防治法》第二十五条',
    custodian: '省生态环境监测中心',
    cost: ['212000000', '18800000', '3200000'],
    scenario: '流域水质评价、生态补偿核算。',
  },
  scenic: {
    by: 'province.culture',
    entries: ['scenic.list'],
    name: '全省景区名录',
    value: '文旅服务和投资分析的基础名录。',
    basis: '省文化和旅游厅职责规定：旅游资源普查',
    law: '《中华人民共和国旅游法》第二十五条',
    custodian: '厅资源开发处',
    cost: ['15800000', '3600000', '620000'],
    scenario: '旅游线路设计、客流预测。',
  },
  venues: {
    by: 'province.culture',
    entries: ['culture.venues'],
    name: '公共文化场馆数据',
    value: '公共文化服务查询。',
    basis: '公共文化服务职责',
    law: '《中华人民共和国公共文化服务保障法》第三十五条',
    custodian: '厅公共服务处',
    cost: ['6200000', '1500000', '260000'],
    scenario: '场馆导览。',
  },
  coal: {
    by: 'province.energy',
    entries: ['coal.prices'],
    name: '煤炭价格监测数据',
    value: '煤炭交易和能源保供的参考。',
    basis: '省能源局职责规定：煤炭经济运行监测',
    law: '《中华人民共和国煤炭法》第十二条',
    custodian: '局经济运行处',
    cost: ['28600000', '5200000', '900000'],
    scenario: '价格指数编制、长协定价参考。',
  },
  stops: {
    by: 'taiyuan.transport',
    entries: ['bus.stops', 'bus.lines'],
    name: '太原市公交线网数据',
    value: '公众出行和导航服务使用。',
    basis: '市交通运输局职责规定：城市公共交通管理',
    law: '《城市公共交通条例》',
    custodian: '局信息科',
    cost: ['11800000', '3900000', '540000'],
    scenario: '出行规划、站点可达性分析。',
    location: 'city_cloud',
  },
} as const satisfies Readonly<Record<string, CardSpec>>;
export type AssetKey = keyof typeof assetSpecs;
