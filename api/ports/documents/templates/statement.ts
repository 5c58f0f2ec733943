import { formatYuan } from '#api/kernel/money.ts';
import type { StatementPaper } from '../port.ts';
import { refuse } from '../rules/refusals.ts';
import type { Content, Sheet } from '../sheet.ts';
import {
  chineseDay,
  chineseInstant,
  chinesePeriod,
  formOfPairs,
  head,
  paper,
  paragraph,
  percent,
  table,
} from './furniture.ts';

const title = '收益分配账单';
const takers = { treasury: '同级国库', developer: '开发对象', operator: '平台运营机构' } as const;

/** Refuses `documents.does_not_add_up` when lines, totals and parts disagree. */
export function statementSheet(input: StatementPaper, publicUrl: string): Sheet {
  const { lines, totals, parts } = input;
  const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n);
  const agrees =
    sum(lines.map((line) => line.grossFen)) === totals.grossFen &&
    sum(lines.map((line) => line.refundsFen)) === totals.refundsFen &&
    sum(lines.map((line) => line.netFen)) === totals.netFen &&
    totals.grossFen - totals.refundsFen === totals.netFen &&
    sum(parts.map((part) => part.amountFen)) === totals.netFen;
  if (!agrees) throw refuse('documents.does_not_add_up');

  const content: Content[] = [
    ...head(title, `账单编号：${input.no}`),
    formOfPairs([
      ['账单期间', chinesePeriod(input.period), '协议编号', input.agreementNo],
      ['授权方', input.agency.name, '开发对象', input.developer.name],
      ['编制日期', chineseDay(input.drawnOn), '收款国库', input.treasuryName],
    ]),
    { text: '一、收入明细（元）', bold: true, margin: [0, 8, 0, 2] },
    table(
      [
        { head: '订单编号', width: 84 },
        { head: '数据产品', width: '*' },
        { head: '日期', width: 54 },
        { head: '收入', width: 60, right: true },
        { head: '退款', width: 50, right: true },
        { head: '净收入', width: 60, right: true },
      ],
      [
        ...lines.map((line) => [
          line.orderNo,
          line.product,
          line.on,
          formatYuan(line.grossFen),
          formatYuan(line.refundsFen),
          formatYuan(line.netFen),
        ]),
        ['合计', '', '', formatYuan(totals.grossFen), formatYuan(totals.refundsFen), formatYuan(totals.netFen)],
      ],
      1,
    ),
    { text: '二、分配（元）', bold: true, margin: [0, 8, 0, 2] },
    table(
      [
        { head: '收款方', width: '*' },
        { head: '类别', width: 92 },
        { head: '协议比例', width: 72, right: true },
        { head: '金额', width: 96, right: true },
      ],
      [
        ...parts.map((part) => [part.name, takers[part.kind], percent(part.ppm), formatYuan(part.amountFen)]),
        ['合计', '', percent(parts.reduce((all, part) => all + part.ppm, 0)), formatYuan(totals.netFen)],
      ],
      1,
    ),
    paragraph(
      '分配逐笔按协议比例计算至分，各笔各方金额之和等于该笔净收入；财政审核前发生的退款从原订单扣除，审核后的退款按退付程序办理。',
    ),
    ...(input.dueOn
      ? [paragraph(`政府取得部分须于${chineseDay(input.dueOn)}前全额缴入${input.treasuryName}，缴库前不得坐支、抵扣。`)]
      : []),
    { text: '三、确认与审核', bold: true, margin: [0, 8, 0, 2] },
    table(
      [
        { head: '单位', width: '*' },
        { head: '事项', width: 120 },
        { head: '时间', width: 130 },
      ],
      input.confirmations.length > 0
        ? input.confirmations.map((one) => [one.name, one.act, chineseInstant(one.at)])
        : [['尚未确认', '', '']],
    ),
  ];
  return paper('statement', input, publicUrl, title, content);
}
