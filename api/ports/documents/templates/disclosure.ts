import type { DisclosurePaper } from '../port.ts';
import type { Content, Sheet } from '../sheet.ts';
import { chineseDay, form, head, paper, paragraph, partyText, signaturePlace, table } from './furniture.ts';

/** Longer tables stay in the embedded record; the paper says how many rows there are. */
const mostPrinted = 300;

export function disclosureSheet(input: DisclosurePaper, publicUrl: string): Sheet {
  const title = `${input.year}年度公共数据资源授权运营信息披露`;
  const content: Content[] = [
    ...head(title, `编号：${input.no}　第 ${input.version} 版`),
    form([
      ['披露单位', partyText(input.organization)],
      ['披露身份', input.role],
      ['披露日期', chineseDay(input.publishedOn)],
      ...input.facts,
    ]),
    ...input.tables.flatMap((one): Content[] => [
      { text: `${one.title}（共 ${one.rows.length} 项）`, bold: true, margin: [0, 8, 0, 2] },
      ...(one.rows.length === 0
        ? [paragraph('本年度没有。')]
        : [
            table(
              one.heads.map((name) => ({ head: name, width: '*' })),
              one.rows.slice(0, mostPrinted),
            ),
          ]),
      ...(one.rows.length > mostPrinted ? [paragraph('其余各项列于本文件内嵌的记录。')] : []),
    ]),
    ...(input.remarks === '' ? [] : [{ text: '说明', bold: true, margin: [0, 8, 0, 2] } as Content]),
    ...input.remarks.split('\n').filter(Boolean).map(paragraph),
    {
      margin: [0, 14, 0, 0],
      columns: [{ text: '', width: '*' }, signaturePlace('signature_1', '披露单位签名', input.organization.name)],
    },
  ];
  return paper('disclosure', input, publicUrl, title, content);
}
