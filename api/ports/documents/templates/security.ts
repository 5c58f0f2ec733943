import type { SecurityPaper } from '../port.ts';
import type { Content, Sheet } from '../sheet.ts';
import { chineseDay, form, head, paper, paragraph, partyText, signaturePlace, table } from './furniture.ts';

type SecurityKind = 'audit_proof' | 'incident_report' | 'privilege_review' | 'provider_evaluation' | 'release_report';

/** Longer tables stay in the embedded record; the paper says how many rows there are. */
const mostPrinted = 300;

export const securitySheet =
  (kind: SecurityKind) =>
  (input: SecurityPaper, publicUrl: string): Sheet => {
    const content: Content[] = [
      ...head(input.title, `编号：${input.no}`),
      { text: input.opening, leadingIndent: 19, margin: [0, 0, 0, 10] },
      form([['出具单位', partyText(input.issuer)], ['出具日期', chineseDay(input.issuedOn)], ...input.facts]),
      ...input.texts.flatMap(([heading, text]): Content[] => [
        { text: heading, bold: true, margin: [0, 8, 0, 2] },
        ...(text === '' ? [paragraph('无。')] : text.split('\n').map(paragraph)),
      ]),
      ...input.tables.flatMap((one): Content[] => [
        { text: `${one.title}（共 ${one.rows.length} 项）`, bold: true, margin: [0, 8, 0, 2] },
        ...(one.rows.length === 0
          ? [paragraph('没有。')]
          : [
              table(
                one.heads.map((name) => ({ head: name, width: '*' })),
                one.rows.slice(0, mostPrinted),
              ),
            ]),
        ...(one.rows.length > mostPrinted ? [paragraph('其余各项列于本文件内嵌的记录。')] : []),
      ]),
      {
        margin: [0, 14, 0, 0],
        columns: [{ text: '', width: '*' }, signaturePlace('signature_1', '出具单位签名', input.issuer.name)],
      },
    ];
    return paper(kind, input, publicUrl, input.title, content);
  };
