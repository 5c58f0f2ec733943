import { formatYuan } from '#api/kernel/money.ts';
import type { RepaymentOrderPaper } from '../port.ts';
import { refuse } from '../rules/refusals.ts';
import type { Content, Sheet } from '../sheet.ts';
import {
  chineseDay,
  chinesePeriod,
  form,
  formOfPairs,
  head,
  paper,
  paragraph,
  percent,
  signaturePlace,
  table,
} from './furniture.ts';

const title = '收入退还书';

/** Refuses `documents.does_not_add_up` when the parts of the levels are not the amount. */
export function repaymentOrderSheet(input: RepaymentOrderPaper, publicUrl: string): Sheet {
  const { shares, amountFen } = input;
  if (shares.length > 0 && shares.reduce((sum, one) => sum + one.amountFen, 0n) !== amountFen)
    throw refuse('documents.does_not_add_up');
  const content: Content[] = [
    ...head(title, `退还书号：${input.no}`),
    formOfPairs([
      ['填制日期', chineseDay(input.issuedOn), '退付案号', input.caseNo],
      ['批准财政机关', input.financeName, '退款国库', `${input.treasury.name}（${input.treasury.code}）`],
      ['执收单位', input.collector.name, '预算级次', input.budgetLevel],
      ['原缴款单位', input.payer.name, '统一社会信用代码', input.payer.uscc],
      ['原缴款书号', input.paymentOrderNo, '原入库回单', input.receiptNo],
      ['账单编号', input.statementNo, '所属期', chinesePeriod(input.period)],
      ['行政区划', input.regionName, '退付事由', input.ground],
    ]),
    {
      margin: [0, 6, 0, 8],
      columns: [
        { text: '人民币（大写）', width: 90 },
        { text: input.amountWords, bold: true, width: '*' },
        { text: `￥${formatYuan(amountFen)}`, bold: true, width: 'auto' },
      ],
    },
    form([
      ['申请理由', input.reason],
      ['依据材料摘要 SHA-256', { text: input.evidenceSha256, fontSize: 8 }],
    ]),
    ...(shares.length === 0
      ? []
      : [
          paragraph('原缴款按报备的分成办法入库，退付由各级国库按原分成承担：'),
          table(
            [
              { head: '国库代码', width: '*' },
              { head: '分成比例', width: 90, right: true },
              { head: '退付金额（元）', width: 110, right: true },
            ],
            shares.map((one) => [one.treasuryCode, percent(one.ppm), formatYuan(one.amountFen)]),
          ),
        ]),
    paragraph(
      '退付款项退回收款监管账户，由财政部门向购买方支付；不得以应缴款项抵扣（坐支）。以退还书号为唯一标识，不得重复使用。',
    ),
    {
      margin: [0, 14, 0, 0],
      columns: [{ text: '', width: '*' }, signaturePlace('signature_1', '批准财政机关签名', input.financeName)],
    },
  ];
  return paper('repayment_order', input, publicUrl, title, content);
}
