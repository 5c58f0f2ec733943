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
export const kindsWithFile: readonly ProductKind[] = ['dataset', 'report'];

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
