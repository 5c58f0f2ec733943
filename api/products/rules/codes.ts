/** Code lists of products, with their words. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const productKinds = defineCodes({
  dataset: ['数据集', 'Dataset'],
  api: ['数据接口', 'API'],
  report: ['分析报告', 'Report'],
  model: ['模型', 'Model'],
  application: ['应用', 'Application'],
});
export type ProductKind = CodeOf<typeof productKinds>;

/** Kinds whose sale is the handing over of a file: they are not listed without one. */
export const kindsWithFile: readonly ProductKind[] = ['dataset', 'report', 'model'];

export const productStates = defineCodes({
  draft: ['草稿', 'Draft'],
  listed: ['在售', 'On sale'],
  withdrawn: ['已下架', 'Withdrawn'],
});
export type ProductState = CodeOf<typeof productStates>;

/** The line that Article 20 asks for (brief 2.4), one a source. */
export const citationLine = [
  '数据来源：{{provider}}《{{resource}}》（{{code}}），获取日期：{{day}}',
  'Data source: {{provider}}, {{resource}} ({{code}}), acquired on {{day}}',
] as const;

/** Said at the field when a price is no amount; both languages in one, as field faults want it. */
export const priceFault =
  '请填写不小于零的金额，最多两位小数。 | Give an amount of zero or more with at most two decimals.';

/** How the price of a product made under several agreements is divided among them. */
export const divisionMethods = defineCodes({
  sources: ['按所引用数据集的数量', 'By the number of datasets cited'],
  agreed: ['按各方同意的比例', 'By parts that all agencies consent to'],
});
export type DivisionMethod = CodeOf<typeof divisionMethods>;

export const planKinds = defineCodes({
  one_off: ['一次性购买', 'One-off purchase'],
  period: ['按期订阅', 'Subscription by period'],
  pack: ['预付调用包', 'Prepaid calls'],
  metered: ['按量后付', 'Billed by use'],
  free: ['公益免费', 'Free for the public good'],
});
export type PlanKind = CodeOf<typeof planKinds>;

export const purposeKinds = defineCodes({
  public_interest: ['公共治理、公益事业', 'Public governance or public good'],
  industry: ['产业发展、行业发展', 'Business or industry'],
});
export type PurposeKind = CodeOf<typeof purposeKinds>;

/** How a bought product reaches its buyer. */
export const deliveryWays = defineCodes({
  file: ['下载文件', 'File to download'],
  gateway: ['经平台网关调用', 'Through the platform’s gateway'],
  external: ['开发单位自行提供（平台外）', 'By the developer, outside the platform'],
  address: ['开通应用地址', 'Address of the application'],
});
export type DeliveryWay = CodeOf<typeof deliveryWays>;

/** Where the rows or answers of an API product come from. */
export const apiModes = defineCodes({
  table: ['平台按产品文件提供数据行', 'The platform serves rows of the product’s file'],
  upstream: ['平台网关转发至开发单位的服务', 'The gateway calls the developer’s server'],
  external: ['平台外服务，仅声明', 'Outside the platform, declared only'],
});

export const factNames = defineCodes({
  facts: ['产品要素', 'facts of the product'],
  rows: ['数据行数', 'number of rows'],
  format: ['数据格式', 'format'],
  endpoints: ['接口说明', 'endpoints'],
  table: ['可读取为表的产品文件', 'a product file that reads as a table'],
  external_url: ['外部服务地址', 'address of the outside service'],
  pages: ['报告页数', 'number of pages'],
  training_sources: ['训练数据来源', 'training sources'],
  intended_use: ['预期用途', 'intended use'],
  limits: ['使用限制', 'limits'],
  metrics: ['评测指标', 'metrics'],
  address: ['应用地址', 'address of the application'],
});
export type FactName = CodeOf<typeof factNames>;

/** The name of the plan that one price makes. */
export const onePriceName = ['一次性购买', 'One-off purchase'] as const;

/** Said at the field when a rate is none; both languages in one, as field faults want it. */
export const rateFault =
  '请填写不小于零的单价（元），最多八位小数。 | Give a rate of zero or more in yuan with at most eight decimals.';
