import type { AssetReportPaper } from '../port.ts';
import type { Content, Sheet } from '../sheet.ts';
import { chineseDay, form, head, paper, partyText, signaturePlace, table } from './furniture.ts';

/** 年度资产报告: the figures of a year; a department's names each agency with what its assets cost and brought. */
export function assetReportSheet(input: AssetReportPaper, publicUrl: string, instrument: string): Sheet {
  const title = `${input.year}年度政务数据资产报告`;
  const content: Content[] = [
    ...head(title, `编号：${input.no}`),
    {
      text: `依据${instrument}第十七条，现将${input.over}${input.year}年度政务数据资产登记、维护、盘点和收益情况报告如下。`,
      leadingIndent: 19,
      margin: [0, 6, 0, 10],
    },
    form(
      [
        ['报告范围', input.over],
        ['报告单位', partyText(input.unit)],
        ['签发日期', chineseDay(input.signedOn)],
        ...input.facts,
      ],
      170,
    ),
    ...(input.agencies.length === 0
      ? []
      : [
          { text: '各单位情况', bold: true, margin: [0, 8, 0, 2] } as Content,
          table(
            [
              { head: '单位', width: '*' },
              { head: '有效登记', width: 52, right: true },
              { head: '成本（元）', width: 84, right: true },
              { head: '政府收益（元）', width: 84, right: true },
              { head: '已入库（元）', width: 84, right: true },
            ],
            input.agencies.map((one) => [one.name, one.cards, one.cost, one.treasury, one.received]),
          ),
        ]),
    {
      text: '收益取自财政部门审核通过的收益分配账单；多项资产共同产生的收益不拆分，合计只计一次。登记率、成本和评估价值为制表时的数值。',
      fontSize: 8.5,
      margin: [0, 6, 0, 0],
    },
    {
      margin: [0, 14, 0, 0],
      columns: [{ text: '', width: '*' }, signaturePlace('signature_1', '报告单位签名', input.unit.name)],
    },
  ];
  return paper('asset_report', input, publicUrl, title, content);
}
