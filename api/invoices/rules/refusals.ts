import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'invoices.not_found': { status: 404, zh: '没有这张发票。', en: 'There is no such invoice.' },
  'invoices.no_title': {
    status: 409,
    zh: '请先填写本单位的开票信息。',
    en: 'Enter what your invoices shall say of your organisation first.',
  },
  'invoices.no_seller': {
    status: 409,
    zh: '请先填写本单位作为开票方的信息。',
    en: 'Enter your particulars as the issuer first.',
  },
  'invoices.bad_tax_no': {
    status: 422,
    zh: '纳税人识别号应为 18 位统一社会信用代码，校验位不符。',
    en: 'A taxpayer number is a unified social credit code of 18 characters; its check character does not fit.',
  },
  'invoices.other_taxpayer': {
    status: 422,
    zh: '发票只能开给实际购买的单位：名称“{{name}}”、代码 {{uscc}}。',
    en: 'An invoice names whoever bought: "{{name}}", {{uscc}}.',
  },
  'invoices.bad_account': {
    status: 422,
    zh: '银行账号应为 8 至 32 位数字。',
    en: 'An account number has 8 to 32 digits.',
  },
  'invoices.bad_email': { status: 422, zh: '邮箱地址不正确。', en: 'This is no e-mail address.' },
  'invoices.bad_tax_code': {
    status: 422,
    zh: '商品和服务税收编码应为 19 位数字。',
    en: 'A classification code of the tax side has 19 digits.',
  },
  'invoices.nothing_asked': { status: 422, zh: '请选择要开票的订单。', en: 'Choose the orders to be invoiced.' },
  'invoices.order_unknown': { status: 404, zh: '没有这个订单。', en: 'There is no such order.' },
  'invoices.several_sellers': {
    status: 422,
    zh: '一张发票只能由一个销售方开具，请分开申请。',
    en: 'One invoice is of one seller; ask each of them apart.',
  },
  'invoices.not_paid': {
    status: 409,
    zh: '订单 {{no}} 尚未付款，付款后才能申请开票。',
    en: 'Order {{no}} is not paid; an invoice can be asked for once it is.',
  },
  'invoices.nothing_left': {
    status: 409,
    zh: '订单 {{no}} 没有可开票的金额：已开票或已退款。',
    en: 'Nothing of order {{no}} is left to invoice: it is invoiced or refunded.',
  },
  'invoices.refund_open': {
    status: 409,
    zh: '订单 {{no}} 有退款申请在审核中，办结后再申请开票。',
    en: 'A refund of order {{no}} is being decided; ask once it is.',
  },
  'invoices.exempt_special': {
    status: 422,
    zh: '免税的项目不得开具增值税专用发票，请由购买方改要普通发票。',
    en: 'What is exempt cannot be on a special VAT invoice; the buyer asks for an ordinary one.',
  },
  'invoices.lines_differ': {
    status: 422,
    zh: '开票项目与申请的订单不一致，请刷新后重新填写。',
    en: 'The lines are not those of the orders asked for; load the page again.',
  },
  'invoices.wrong_state': {
    status: 409,
    zh: '发票 {{no}} 当前为“{{state}}”，不能办理这一步。',
    en: 'Invoice {{no}} is at "{{state_en}}", so this cannot be done.',
  },
  'invoices.changed_meanwhile': {
    status: 409,
    zh: '发票刚刚发生变化，请查看最新内容后再操作。',
    en: 'The invoice has just changed; look at its newest state first.',
  },
  'invoices.with_service': {
    status: 409,
    zh: '发票由开票服务开具，不能手工登记。',
    en: 'The invoice is with the issuing service; it is not entered by hand.',
  },
  'invoices.by_hand': {
    status: 409,
    zh: '本平台未接入开票服务，请在税务系统开具后登记号码并上传文件。',
    en: 'No issuing service is connected: issue it in the tax bureau’s system, then enter its number and upload the file.',
  },
  'invoices.number_used': {
    status: 409,
    zh: '发票号码 {{number}} 已登记在另一张发票上。',
    en: 'Number {{number}} stands on another invoice already.',
  },
  'invoices.reason_missing': { status: 422, zh: '请写明理由。', en: 'Say why.' },
  'invoices.no_file': {
    status: 404,
    zh: '发票尚未开具，没有文件。',
    en: 'The invoice is not issued; there is no file.',
  },
  'invoices.nothing_to_export': {
    status: 409,
    zh: '没有待开具的发票。',
    en: 'No invoice waits to be issued.',
  },
  'invoices.red_not_found': { status: 404, zh: '没有这份红字确认单。', en: 'There is no such confirmation sheet.' },
  'invoices.red_too_much': {
    status: 422,
    zh: '红字金额 ¥{{asked}} 超过蓝字发票剩余金额 ¥{{left}}。',
    en: 'The ¥{{asked}} to take back is more than the ¥{{left}} left on the invoice.',
  },
  'invoices.blue_not_issued': {
    status: 409,
    zh: '蓝字发票尚未开具，不能登记红字确认单。',
    en: 'The invoice is not issued yet, so there is nothing to take back.',
  },
  'invoices.confirmation_used': {
    status: 409,
    zh: '红字确认单编号 {{number}} 已登记。',
    en: 'Confirmation sheet {{number}} is entered already.',
  },
  'invoices.confirmed_too_soon': {
    status: 422,
    zh: '确认日期应在蓝字发票开具之后、今天之前。',
    en: 'The day of the confirmation lies between the invoice’s and today.',
  },
  'invoices.bad_steps': {
    status: 422,
    zh: '提醒安排有误：每一步的天数各不相同，最多 10 步，最后通知只有一次。',
    en: 'The table does not hold: each step has a day of its own, there are at most 10, and one last notice.',
  },
  'invoices.not_the_bureau': {
    status: 403,
    zh: '提醒安排由该地区财政部门设定。',
    en: 'The table is set by the finance bureau of the region.',
  },
});
