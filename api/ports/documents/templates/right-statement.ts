import type { RightStatementPaper } from '../port.ts';
import type { Content, Sheet } from '../sheet.ts';
import { chineseDay, datasetTable, form, head, paper, paragraph, partyText, signaturePlace } from './furniture.ts';

const title = '数据产品权属声明';

export function rightStatementSheet(input: RightStatementPaper, publicUrl: string, instrument: string): Sheet {
  const content: Content[] = [
    ...head(title, `声明编号：${input.no}`),
    {
      text: `依据${instrument}第二十二条，权利人持有下列数据产品并可以在数据交易机构挂牌；其权利来自下列协议，协议均已签署、备案并在有效期内，已与本平台的记录核对一致。`,
      leadingIndent: 19,
      margin: [0, 6, 0, 10],
    },
    form([
      ['数据产品', `${input.product.title}（${input.product.no}，${input.product.kind}）`],
      ['产品摘要 SHA-256', { text: input.product.hash, fontSize: 8 }],
      ['权利人', partyText(input.owner)],
      ['出具单位', partyText(input.issuer)],
      ['出具日期', chineseDay(input.issuedOn)],
      ['有效至', chineseDay(input.validTo)],
    ]),
    { text: `所依据的协议（共 ${input.agreements.length} 份）`, bold: true, margin: [0, 8, 0, 2] },
    ...input.agreements.map(
      (one): Content =>
        form(
          [
            ['协议编号', `${one.no}，第 ${one.version} 版`],
            ['协议摘要 SHA-256', { text: one.sha256, fontSize: 8 }],
            ['授权机构', partyText(one.agency)],
            ['备案编号', one.filingNo],
            ['期限', `${chineseDay(one.from)}至${chineseDay(one.to)}`],
            ['新产生数据的权属', one.ownership],
          ],
          110,
        ),
    ),
    { text: '数据来源', bold: true, margin: [0, 8, 0, 2] },
    datasetTable(input.sources),
    paragraph('协议期满、暂停、终止、变更或者产品下架的，本声明同时失效；是否仍然有效，以扫码所见为准。'),
    {
      margin: [0, 14, 0, 0],
      columns: [{ text: '', width: '*' }, signaturePlace('signature_1', '出具单位签名', input.issuer.name)],
    },
  ];
  return paper('right_statement', input, publicUrl, title, content);
}
