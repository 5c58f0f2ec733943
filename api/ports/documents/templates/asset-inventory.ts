import type { AssetInventoryPaper } from '../port.ts';
import type { Content, Sheet } from '../sheet.ts';
import { chineseDay, form, head, paper, paragraph, partyText, signaturePlace, table } from './furniture.ts';

const title = '政务数据资产盘点表';

/** 盘点表: what was counted against what, each difference and how it was settled; signed by the head of the agency. */
export function assetInventorySheet(input: AssetInventoryPaper, publicUrl: string, instrument: string): Sheet {
  const content: Content[] = [
    ...head(title, `盘点编号：${input.no}`),
    {
      text: `依据${instrument}第十七条，对本单位的资产卡片、目录条目和平台存储进行了核对，结果如下。`,
      leadingIndent: 19,
      margin: [0, 6, 0, 10],
    },
    form([
      ['盘点名称', input.title],
      ['单位', partyText(input.agency)],
      ['基准日', chineseDay(input.asOf)],
      ['签认日期', chineseDay(input.signedOn)],
      ['资产卡片', `${input.counted.cards} 张`],
      ['目录条目', `${input.counted.entries} 个`],
      ['核对文件', `${input.counted.files} 个，摘要一致 ${input.counted.equal} 个`],
      ['差异', `${input.lines.length} 项，均已处理`],
    ]),
    { text: '差异及处理', bold: true, margin: [0, 8, 0, 2] },
    input.lines.length === 0
      ? paragraph('账、目录、存储一致，没有差异。')
      : table(
          [
            { head: '差异', width: 84 },
            { head: '对象', width: '*' },
            { head: '账面', width: 88 },
            { head: '实际', width: 88 },
            { head: '处理', width: 92 },
          ],
          input.lines.map((one) => [one.kind, one.subject, one.expected, one.found, one.settled]),
        ),
    {
      margin: [0, 14, 0, 0],
      columns: [{ text: '', width: '*' }, signaturePlace('signature_1', '单位签名', input.agency.name)],
    },
  ];
  return paper('asset_inventory', input, publicUrl, title, content);
}
