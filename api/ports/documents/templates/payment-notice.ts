import { formatYuan, subtractFen, toCapitals } from '#api/kernel/money.ts';
import { sha256 } from '../../seal/digest.ts';
import { ink, margins } from '../compose.ts';
import type { PaymentNoticePaper } from '../port.ts';
import type { Content, Sheet } from '../sheet.ts';
import { chineseDay, form, formOfPairs, head, paragraph, rule } from './furniture.ts';

const title = '付款通知书';

/** No signature and no check page: it says where to pay what, and nothing follows from the paper itself. */
export function paymentNoticeSheet(input: PaymentNoticePaper): Sheet {
  const due = subtractFen(input.amountFen, input.arrivedFen);
  const part = input.arrivedFen > 0n;
  const content: Content[] = [
    ...head(title, `订单编号：${input.no}`),
    paragraph(`${input.buyer.name}：`),
    paragraph('贵单位订购的下列数据产品待付款，请按本通知书转账。款项到账后由财政部门确认，产品随即交付。'),
    form([
      ['产品', input.product],
      ['购买方', `${input.buyer.name}（${input.buyer.uscc}）`],
      ['开发单位', `${input.seller.name}（${input.seller.uscc}）`],
      ['收款机关', input.bureau],
    ]),
    {
      margin: [0, 8, 0, 2],
      columns: [
        { text: part ? '本次应付（人民币大写）' : '应付金额（人民币大写）', width: 128, color: ink.muted },
        { text: toCapitals(due), bold: true, width: '*' },
        { text: `￥${formatYuan(due)}`, bold: true, fontSize: 13, width: 'auto' },
      ],
    },
    ...(part
      ? [paragraph(`订单金额￥${formatYuan(input.amountFen)}，已到账￥${formatYuan(input.arrivedFen)}，尚缺上列金额。`)]
      : []),
    {
      margin: [0, 4, 0, 10],
      columns: [
        { text: '附言（缴款参考号）', width: 128, color: ink.muted },
        { text: input.reference, bold: true, fontSize: 15, characterSpacing: 1, width: '*' },
      ],
    },
    formOfPairs([
      ['收款户名', input.payee.name, '开户银行', input.payee.bank],
      ['收款账号', input.payee.account, '最后付款日', chineseDay(input.payBy)],
    ]),
    paragraph('一、金额须完全一致，一次付清；附言只填写缴款参考号。参考号最后一位是校验位，抄错会被识别。'),
    paragraph(
      '二、请由购买方本单位账户付款。他人代付、金额不符、逾期或没有参考号的款项转入待查，经财政部门核实后处理或退回。',
    ),
    paragraph('三、付款凭证无须上传：到账以银行对账单为准。'),
    paragraph('四、右上方二维码的内容即缴款参考号，扫码后可粘贴到附言。'),
    { text: `开具日期：${chineseDay(input.issuedOn)}`, alignment: 'right', margin: [0, 16, 0, 0] },
  ];
  return {
    title: `${title} ${input.no}`,
    content,
    madeAt: input.madeAt,
    record: input.canonical,
    qr: { text: input.reference, right: margins.right, top: 40, size: 64 },
    foot: (page, pages) => ({
      margin: [margins.left, 10, margins.right, 0],
      stack: [
        rule(),
        {
          margin: [0, 5, 0, 0],
          columns: [
            { text: `订单  ${input.orderUrl}`, fontSize: 6.5, color: ink.muted, width: '*' },
            { text: `第 ${page} 页  共 ${pages} 页`, fontSize: 7.5, color: ink.muted, alignment: 'right', width: 80 },
          ],
        },
        { text: `记录摘要 SHA-256  ${sha256(input.canonical)}`, fontSize: 6.5, color: ink.muted },
        ...(input.demo ? [{ text: '演示数据，不产生法律效力', fontSize: 6.5, color: ink.muted }] : []),
      ],
    }),
  };
}
