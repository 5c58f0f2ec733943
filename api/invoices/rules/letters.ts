/** What the sides are told, in both languages. */
import type { Word } from '#api/kernel/words.ts';

export interface Letter {
  readonly subject: Word;
  readonly text: Word;
}

export const letters = {
  requested: {
    subject: ['申请开票 {{no}}', 'An invoice is asked for: {{no}}'],
    text: ['{{buyer}}申请开具发票 {{no}}，请核对并开具。', '{{buyer}} asks for invoice {{no}}; check and issue it.'],
  },
  declined: {
    subject: ['发票 {{no}} 未予开具', 'Invoice {{no}} was declined'],
    text: ['销售方未予开具发票 {{no}}：{{reason}}', 'The seller declined invoice {{no}}: {{reason}}'],
  },
  issued: {
    subject: ['发票 {{no}} 已开具', 'Invoice {{no}} is issued'],
    text: [
      '{{seller}}已开具发票，号码 {{number}}，可以下载。',
      '{{seller}} has issued the invoice, number {{number}}; it can be downloaded.',
    ],
  },
  red_issued: {
    subject: ['红字发票 {{no}} 已开具', 'Credit note {{no}} is issued'],
    text: [
      '{{seller}}已开具红字发票，号码 {{number}}，可以下载。',
      '{{seller}} has issued the credit note, number {{number}}; it can be downloaded.',
    ],
  },
  red_due: {
    subject: ['发票 {{no}} 须开具红字发票', 'A credit note is due for invoice {{no}}'],
    text: [
      '订单 {{order}} 已退款，发票 {{no}} 相应金额须办理红字发票信息确认单并开具红字发票。',
      'Order {{order}} was refunded; the amount has to be taken off invoice {{no}} by a confirmation sheet and a credit note.',
    ],
  },
  reminder: {
    subject: ['付款提醒：订单 {{no}}', 'Reminder: order {{no}} is to be paid'],
    text: [
      '订单 {{no}}（{{product}}）应付 ¥{{amount}}，付款截止 {{pay_by}}，汇款附言请写参考号 {{reference}}。付款通知书可在订单页面下载。',
      'Order {{no}} ({{product}}): ¥{{amount}} by {{pay_by}}, with the reference {{reference}} in the transfer. The payment notice is on the page of the order.',
    ],
  },
  last_notice: {
    subject: ['最后通知：订单 {{no}} 逾期未付', 'Last notice: order {{no}} is overdue'],
    text: [
      '订单 {{no}}（{{product}}）¥{{amount}} 已于 {{pay_by}} 到期，尚未收到款项，将于 {{stops_on}} 关闭。汇款附言请写参考号 {{reference}}。',
      'Order {{no}} ({{product}}), ¥{{amount}}, was due on {{pay_by}} and is not paid; it closes on {{stops_on}}. The reference is {{reference}}.',
    ],
  },
  last_notice_bill: {
    subject: [
      '最后通知：{{period}} 账单逾期，密钥将停用',
      'Last notice: the bill for {{period}} is overdue, the key will stop',
    ],
    text: [
      '账单 {{no}}（{{product}}，{{period}}）¥{{amount}} 已于 {{pay_by}} 到期，尚未收到款项。{{stops_on}} 起停用密钥，付清后恢复。汇款附言请写参考号 {{reference}}。',
      'Bill {{no}} ({{product}}, {{period}}), ¥{{amount}}, was due on {{pay_by}} and is not paid. From {{stops_on}} the key stops until it is paid. The reference is {{reference}}.',
    ],
  },
  lapsed: {
    subject: ['订单 {{no}} 逾期未付，已关闭', 'Order {{no}} lapsed unpaid'],
    text: [
      '订单 {{no}}（{{product}}）到期未付，已关闭。需要时请重新下单。',
      'Order {{no}} ({{product}}) was not paid and is closed. Order again if you need it.',
    ],
  },
  stopped: {
    subject: ['{{period}} 账单逾期，密钥已停用', 'The bill for {{period}} is overdue; the key is stopped'],
    text: [
      '订单 {{order}}（{{product}}）{{period}} 的账单逾期未付，网关已停止服务；账单重新出具，付清后立即恢复。',
      'The bill for {{period}} of order {{order}} ({{product}}) is overdue and the gateway has stopped; the bill is drawn up again, and calls go on once it is paid.',
    ],
  },
  resumed: {
    subject: ['{{period}} 账单已付清，恢复使用', 'The bill for {{period}} is paid; use resumes'],
    text: [
      '订单 {{order}}（{{product}}）的账单已付清，网关恢复服务。',
      'The bill of order {{order}} ({{product}}) is paid and the gateway serves again.',
    ],
  },
} as const satisfies Readonly<Record<string, Letter>>;
