import type { SupervisionPaper } from '../port.ts';
import type { Content, Sheet } from '../sheet.ts';
import { chineseDay, form, head, paper, paragraph, partyText, signaturePlace } from './furniture.ts';

type SupervisionKind =
  | 'correction_order'
  | 'recheck_opinion'
  | 'criticism'
  | 'supervision_letter'
  | 'inspection_record';

export const supervisionSheet =
  (kind: SupervisionKind) =>
  (input: SupervisionPaper, publicUrl: string): Sheet => {
    const content: Content[] = [
      ...head(input.title, `${input.documentNo}（平台编号 ${input.no}）`),
      paragraph(`${input.to}：`),
      { text: input.opening, leadingIndent: 19, margin: [0, 0, 0, 8] },
      ...input.sections.flatMap(({ head: heading, lines }): Content[] => [
        { text: heading, bold: true, margin: [0, 8, 0, 2] },
        ...lines.flatMap((text) => text.split('\n').map(paragraph)),
      ]),
      { text: '', margin: [0, 6, 0, 0] },
      form([
        ['签发机关', input.issuer],
        ['签发人', input.signatory],
        ['签发日期', chineseDay(input.issuedOn)],
        ['案卷保管', partyText(input.keeper)],
      ]),
      {
        margin: [0, 12, 0, 0],
        columns: [{ text: '', width: '*' }, signaturePlace('signature_1', '案卷保管单位签名', input.keeper.name)],
      },
    ];
    return paper(kind, input, publicUrl, input.title, content);
  };
