import type { DispositionProofPaper } from '../port.ts';
import type { Content, Sheet } from '../sheet.ts';
import { chineseDay, form, head, paper, paragraph, partyText, signaturePlace, table } from './furniture.ts';

const title = '期满数据处置证明';

/** Lists longer than this stay in the embedded record; the paper says how many there are. */
const mostPrinted = 200;

export function dispositionProofSheet(input: DispositionProofPaper, publicUrl: string, instrument: string): Sheet {
  const content: Content[] = [
    ...head(title, `编号：${input.no}`),
    paragraph(`${input.agency.name}：`),
    {
      text: `依据${instrument}第二十条和协议 ${input.agreementNo} 的约定，本单位已完成期满政务数据的处置，现声明如下。`,
      leadingIndent: 19,
      margin: [0, 0, 0, 10],
    },
    form([
      ['协议编号', input.agreementNo],
      ['协议结束日期', chineseDay(input.endedOn)],
      ['声明单位', partyText(input.developer)],
      ['处置方式', input.mode],
      ['声明日期', chineseDay(input.filedOn)],
    ]),
    { text: '声明', bold: true, margin: [0, 8, 0, 2] },
    ...input.statement.split('\n').map(paragraph),
    { text: `所处置的文件（共 ${input.files.length} 个）`, bold: true, margin: [0, 8, 0, 2] },
    table(
      [
        { head: 'SHA-256', width: 300 },
        { head: '文件', width: '*' },
      ],
      input.files.slice(0, mostPrinted).map((one) => [one.sha256, one.name]),
    ),
    ...(input.files.length > mostPrinted ? [paragraph('其余文件列于本文件内嵌的记录。')] : []),
    {
      margin: [0, 14, 0, 0],
      columns: [{ text: '', width: '*' }, signaturePlace('signature_1', '声明单位签名', input.developer.name)],
    },
  ];
  return paper('disposition_proof', input, publicUrl, title, content);
}
