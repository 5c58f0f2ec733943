import { formatYuan } from '#api/kernel/money.ts';
import type { PaymentOrderPaper } from '../port.ts';
import type { Content, Sheet } from '../sheet.ts';
import {
  chineseDay,
  chinesePeriod,
  formOfPairs,
  head,
  paper,
  paragraph,
  percent,
  signaturePlace,
  table,
} from './furniture.ts';

const title = '一般缴款书';

/** The items of the treasury's form (brief 2.5): full names of level, treasury and account, not codes alone. */
export function paymentOrderSheet(input: PaymentOrderPaper, publicUrl: string): Sheet {
  const issuer = signaturePlace('signature_1', '填制机关签名', input.payee.financeName);
  const or = (text: string | undefined): string => text ?? '—';
  const content: Content[] = [
    ...head(title, `缴款书号：${input.no}`),
    formOfPairs([
      ['填制日期', chineseDay(input.issuedOn), '限缴日期', chineseDay(input.dueOn)],
      ['缴款单位', input.payer.name, '收款财政机关', input.payee.financeName],
      ['统一社会信用代码', input.payer.uscc, '收款国库', `${input.payee.treasuryName}（${input.payee.treasuryCode}）`],
      ['开户银行', or(input.payer.bank), '国库账号', or(input.payee.account)],
      ['账号', or(input.payer.account), '预算级次', input.budgetLevel],
      ['执收单位', input.collector.name, '行政区划', input.regionName],
      ['所属年度', `${input.budgetYear}年`, '所属期', chinesePeriod(input.period)],
    ]),
    table(
      [
        { head: '科目编码', width: 76 },
        { head: '预算科目名称（类、款、项、目）', width: '*' },
        { head: '金额（元）', width: 110, right: true },
      ],
      [
        [input.subjectCode, input.subjectNames.join(' / '), formatYuan(input.amountFen)],
        ['合计', '', formatYuan(input.amountFen)],
      ],
      1,
    ),
    {
      margin: [0, 4, 0, 8],
      columns: [
        { text: '人民币（大写）', width: 90 },
        { text: input.amountWords, bold: true, width: '*' },
        { text: `￥${formatYuan(input.amountFen)}`, bold: true, width: 'auto' },
      ],
    },
    formOfPairs([
      ['摘要', input.purpose, '缴款附言', input.reference],
      ['账单编号', input.statementNo, '协议编号', input.agreementNo],
    ]),
    ...(input.shares === undefined
      ? []
      : [
          table(
            [
              { head: '分成国库代码', width: '*' },
              { head: '分成比例', width: 90, right: true },
              { head: '金额（元）', width: 110, right: true },
            ],
            input.shares.map((one) => [one.treasuryCode, percent(one.ppm), formatYuan(one.amountFen)]),
          ),
        ]),
    paragraph(
      '本缴款书一式五联：第一联收据，交缴款单位；第二联付款凭证，缴款单位开户银行留存；第三联收款凭证，收款国库留存；' +
        '第四联回执，退执收单位；第五联报查，送财政机关。电子缴款书与各联具有相同内容，以缴款书号为唯一标识，不得重复使用。',
    ),
    paragraph('应缴款项须在限缴日期前足额缴入所列国库，不得坐支、截留、挪用。缴款时请完整填写缴款附言。'),
    { margin: [0, 14, 0, 0], columns: [{ text: '', width: '*' }, issuer] },
  ];
  return paper('payment_order', input, publicUrl, title, content);
}
