import type { AgreementFormPaper } from '../port.ts';
import type { Content, Sheet } from '../sheet.ts';
import { chineseDay, clause, form, head, paper, paragraph } from './furniture.ts';

const title = '政务数据授权开发合作协议（示范文本）';

/** Chinese ordinals to ninety-nine: more clauses than an agreement has. */
function ordinal(at: number): string {
  const digits = '零一二三四五六七八九';
  const [tens, ones] = [Math.floor(at / 10), at % 10];
  const head = tens === 0 ? '' : tens === 1 ? '十' : `${digits[tens]}十`;
  return `${head}${ones === 0 && tens > 0 ? '' : digits[ones]}`;
}

export function agreementFormSheet(input: AgreementFormPaper, publicUrl: string, instrument: string): Sheet {
  const content: Content[] = [
    ...head(title, `编号：${input.no}`),
    form([
      ['名称', `${input.name}（第 ${input.version} 版）`],
      ['制定机关', input.department],
      ['适用地区', `${input.region}及所辖地区`],
      ['授权方式', input.kind],
      ['启用日期', chineseDay(input.inForceFrom)],
      ...(input.note === '' ? [] : ([['说明', input.note]] as const)),
    ]),
    paragraph(
      `本示范文本依据${instrument}第十九条、第二十条、第二十一条制定，供授权机构与开发对象订立协议时选用。标注“固定”的条款，` +
        '双方作不同约定的，应当写明理由，并在协议中列明、随协议备案；标注“建议”的条款可以协商修改；标注“留白”的条款由双方约定。',
    ),
    ...input.clauses.map((one, at) =>
      clause(
        `第${ordinal(at + 1)}条  ${one.title}${one.mark === '' ? '' : `（${one.mark}）`}`,
        paragraph(one.text === '' ? '（由双方约定）' : one.text),
      ),
    ),
  ];
  return paper('agreement_form', input, publicUrl, title, content);
}
