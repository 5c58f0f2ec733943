import { fen, formatYuan } from '#api/kernel/money.ts';
import type { IncomeStatementPaper } from '../port.ts';
import { refuse } from '../rules/refusals.ts';
import type { Content, Sheet } from '../sheet.ts';
import {
  chineseDay,
  chinesePeriod,
  formOfPairs,
  head,
  paper,
  paragraph,
  partyText,
  signaturePlace,
  table,
} from './furniture.ts';

const title = '收益对账单';

/** More orders than these stay in the embedded record; the paper says how many there are. */
const mostPrinted = 400;

/** Refuses `documents.does_not_add_up` when lines and totals disagree. */
export function incomeStatementSheet(input: IncomeStatementPaper, publicUrl: string): Sheet {
  const { lines, totals } = input;
  const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n);
  const agrees =
    sum(lines.map((line) => line.netFen)) === totals.netFen &&
    sum(lines.map((line) => line.ownFen)) === totals.ownFen &&
    sum(lines.map((line) => line.paidOutFen)) === totals.paidOutFen &&
    totals.grossFen - totals.refundsFen === totals.netFen &&
    totals.treasuryFen + totals.operatorFen + totals.ownFen === totals.netFen;
  if (!agrees) throw refuse('documents.does_not_add_up');
  const open = totals.openFen < 0n ? `-${formatYuan(fen(-totals.openFen))}` : formatYuan(fen(totals.openFen));
  const content: Content[] = [
    ...head(title, `编号：${input.no}`),
    formOfPairs([
      ['所属期', chinesePeriod(input.period), '出具日期', chineseDay(input.issuedOn)],
      ['收益单位', partyText(input.owner), '出具单位', input.issuer.name],
      ['销售收入（元）', formatYuan(totals.grossFen), '退款（元）', formatYuan(totals.refundsFen)],
      ['净收入（元）', formatYuan(totals.netFen), '政府取得部分（元）', formatYuan(totals.treasuryFen)],
      ['其他运营方（元）', formatYuan(totals.operatorFen), '本单位应得（元）', formatYuan(totals.ownFen)],
      ['已支付（元）', formatYuan(totals.paidOutFen), '尚未支付（元）', open],
    ]),
    { text: `明细（共 ${lines.length} 笔订单，元）`, bold: true, margin: [0, 8, 0, 2] },
    table(
      [
        { head: '订单编号', width: 84 },
        { head: '数据产品', width: '*' },
        { head: '日期', width: 54 },
        { head: '净收入', width: 62, right: true },
        { head: '应得', width: 62, right: true },
        { head: '已支付', width: 62, right: true },
      ],
      [
        ...lines
          .slice(0, mostPrinted)
          .map((line) => [
            line.orderNo,
            line.product,
            line.on,
            formatYuan(line.netFen),
            formatYuan(line.ownFen),
            formatYuan(line.paidOutFen),
          ]),
        ['合计', '', '', formatYuan(totals.netFen), formatYuan(totals.ownFen), formatYuan(totals.paidOutFen)],
      ],
      1,
    ),
    ...(lines.length > mostPrinted ? [paragraph('其余订单列于本文件内嵌的记录。')] : []),
    paragraph('各笔金额按协议签订的比例逐笔计算至分，本单为出具时的记录；此后的退款和支付以新的对账单为准。'),
    {
      margin: [0, 14, 0, 0],
      columns: [{ text: '', width: '*' }, signaturePlace('signature_1', '出具单位签名', input.issuer.name)],
    },
  ];
  return paper('income_statement', input, publicUrl, title, content);
}
