import type { FilingReceiptPaper } from '../port.ts';
import type { Content, Sheet } from '../sheet.ts';
import { chineseDay, datasetTable, form, head, paper, paragraph, partyText, signaturePlace } from './furniture.ts';

const title = '政务数据授权备案回执';

export function filingReceiptSheet(input: FilingReceiptPaper, publicUrl: string, instrument: string): Sheet {
  const issuer = signaturePlace('signature_1', '备案机关签名', input.informationDepartment.name);
  const content: Content[] = [
    ...head(title, `回执编号：${input.no}`),
    paragraph(`${input.filer.name}：`),
    {
      text: `你单位报送的政务数据授权开发情况，符合${instrument}第十九条的备案要求，予以备案。`,
      leadingIndent: 19,
      margin: [0, 0, 0, 10],
    },
    form([
      ['备案编号', input.filingNo],
      ['备案机关', partyText(input.informationDepartment)],
      ['报送单位', partyText(input.filer)],
      ['开发对象', partyText(input.developer)],
      ['协议编号', input.agreementNo],
      ['协议记录摘要', { text: input.agreementSha256, fontSize: 8 }],
      ['协议期限', `${chineseDay(input.from)}至${chineseDay(input.to)}`],
      ['报送日期', chineseDay(input.submittedOn)],
      ['备案日期', chineseDay(input.acceptedOn)],
      ...(input.opinion ? ([['备案意见', input.opinion]] as const) : []),
    ]),
    { text: '授权开发的政务数据', bold: true, margin: [0, 8, 0, 2] },
    datasetTable(input.datasets),
    paragraph('授权事项变更或者终止的，应当另行报送备案。'),
    { margin: [0, 14, 0, 0], columns: [{ text: '', width: '*' }, issuer] },
  ];
  return paper('filing_receipt', input, publicUrl, title, content);
}
