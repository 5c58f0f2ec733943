import type { CitationPaper } from '../port.ts';
import type { Content, Sheet } from '../sheet.ts';
import { chineseDay, form, head, paper, paragraph, partyText, signaturePlace } from './furniture.ts';

const title = '数据来源证书';

/** More sources than these stay in the embedded record; the paper says how many there are. */
const mostPrinted = 60;

export function citationSheet(input: CitationPaper, publicUrl: string, instrument: string): Sheet {
  const content: Content[] = [
    ...head(title, `证书编号：${input.no}`),
    {
      text: `依据${instrument}第二十条，下列数据产品所利用政务数据的来源和获取日期，已与本平台的数据交付记录逐项核对一致。`,
      leadingIndent: 19,
      margin: [0, 6, 0, 10],
    },
    form([
      ['数据产品', `${input.product.title}（${input.product.no}，${input.product.kind}）`],
      ['产品摘要 SHA-256', { text: input.product.hash, fontSize: 8 }],
      ['开发单位', partyText(input.developer)],
      ['出具单位', partyText(input.issuer)],
      ['出具日期', chineseDay(input.issuedOn)],
      ...(input.supersedes === undefined ? [] : ([['取代的证书', input.supersedes]] as const)),
    ]),
    { text: `来源（共 ${input.sources.length} 项）`, bold: true, margin: [0, 8, 0, 2] },
    ...input.sources.slice(0, mostPrinted).map(
      (one, at): Content =>
        form(
          [
            [`${at + 1}. 信息资源`, `${one.resource}（${one.code}），第 ${one.version} 版`],
            ['提供方', one.provider],
            ['获取日期', chineseDay(one.acquiredOn)],
            ['交付编号', one.deliveryId],
            ['数据摘要 SHA-256', { text: one.contentHash, fontSize: 8 }],
            ['协议、授权编号', `${one.agreementNo}，${one.authorizationNo}`],
          ],
          100,
        ),
    ),
    ...(input.sources.length > mostPrinted ? [paragraph('其余来源列于本文件内嵌的记录。')] : []),
    paragraph('来源此后是否撤销、更正，以及本证书是否已被新证书取代，以扫码所见为准。'),
    {
      margin: [0, 14, 0, 0],
      columns: [{ text: '', width: '*' }, signaturePlace('signature_1', '出具单位签名', input.issuer.name)],
    },
  ];
  return paper('citation', input, publicUrl, title, content);
}
