import type { CertificatePaper } from '../port.ts';
import type { Content, Sheet } from '../sheet.ts';
import { chineseDay, datasetTable, form, head, paper, paragraph, partyText, signaturePlace } from './furniture.ts';

export function certificateSheet(input: CertificatePaper, publicUrl: string, instrument: string): Sheet {
  const issuer = signaturePlace('signature_1', '发证机构签名', input.agency.name);
  const content: Content[] = [
    ...head(input.title, `证书编号：${input.no}`),
    {
      text: `依据${instrument}第十九条，经审查，准予下列单位在所载范围、程度和期限内开发利用政务数据。`,
      leadingIndent: 19,
      margin: [0, 6, 0, 10],
    },
    form([
      ['持证单位', partyText(input.holder)],
      ['申请编号', input.applicationNo],
      ['开发用途', input.purpose],
      ...(input.scenario ? ([['应用场景', input.scenario]] as const) : []),
      ...(input.government ? ([['授权决定', `${input.government.name} ${input.government.documentNo}`]] as const) : []),
      ['范围', input.scope],
      ['程度', input.degree],
      ['期限', `${chineseDay(input.from)}至${chineseDay(input.to)}`],
      ...(input.conditions ? ([['附加条件', input.conditions]] as const) : []),
      ...(input.replaces ? ([['替代证书', input.replaces]] as const) : []),
      ['发证机构', partyText(input.agency)],
      ['发证日期', chineseDay(input.issuedOn)],
    ]),
    { text: '准予开发利用的政务数据', bold: true, margin: [0, 8, 0, 2] },
    datasetTable(input.datasets),
    paragraph('本证书不单独构成取得数据的依据：数据在书面合作协议签署并报政务信息管理部门备案后提供。'),
    { margin: [0, 14, 0, 0], columns: [{ text: '', width: '*' }, issuer] },
  ];
  return paper('certificate', input, publicUrl, input.title, content);
}
