import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'orders.not_found': { status: 404, zh: '没有这个订单。', en: 'There is no such order.' },
  'orders.not_on_sale': {
    status: 409,
    zh: '该产品不在售，不能下单。',
    en: 'The product is not on sale, so it cannot be ordered.',
  },
  'orders.agreement_not_active': {
    status: 409,
    zh: '产品所依据的合作协议已不在有效期内，不能下单。',
    en: 'The agreement behind the product is no longer in force, so it cannot be ordered.',
    article: '20',
  },
  'orders.self_dealing': {
    status: 422,
    zh: '不得向本单位或为产品提供数据的机构自行销售：财资〔2024〕1号严禁借授权有偿使用名义变相虚增财政收入。',
    en: 'A developer does not sell to itself nor to the agency that provided the data: document Caizi [2024] No. 1 forbids inflating public revenue that way.',
    article: '21',
  },
  'orders.no_signed_split': {
    status: 409,
    zh: '协议没有已签署的收益分配比例，不能销售。',
    en: 'The agreement has no signed split of revenue, so nothing is sold under it.',
    article: '21',
  },
  'orders.changed_meanwhile': {
    status: 409,
    zh: '订单状态刚刚发生变化，请查看最新状态后再操作。',
    en: 'The order has just changed; look at its newest state first.',
  },
  'orders.wrong_state': {
    status: 409,
    zh: '订单当前为“{{state}}”，不能办理这一步。',
    en: 'The order is "{{state_en}}", so this cannot be done.',
  },
  'orders.reference_unknown': {
    status: 404,
    zh: '没有缴款参考号为 {{reference}} 的订单。请查明款项来源，平台不作猜测入账。',
    en: 'No order carries the reference {{reference}}. Find out whose money it is; nothing is guessed.',
  },
  'orders.wrong_region': {
    status: 403,
    zh: '该订单的收入属于 {{region}}，由该级财政部门确认到账。',
    en: 'The revenue of this order belongs to {{region}}; the finance bureau of that level confirms its receipt.',
    article: '21',
  },
  'orders.wrong_amount': {
    status: 422,
    zh: '到账金额 ¥{{given}} 与订单应付金额 ¥{{expected}} 不一致，未确认。',
    en: 'The amount received, ¥{{given}}, differs from the amount due, ¥{{expected}}; nothing was confirmed.',
  },
  'orders.already_paid': {
    status: 409,
    zh: '该订单的到账已经确认（流水号 {{serial}}），没有重复入账。',
    en: 'The receipt of this order was confirmed before (serial {{serial}}); nothing was posted twice.',
  },
  'orders.cancelled': {
    status: 409,
    zh: '该订单已由购买方取消，款项应退回，不能确认到账。',
    en: 'The buyer cancelled this order; the money goes back and cannot be confirmed.',
  },
  'orders.expired': {
    status: 409,
    zh: '该订单的付款期限为 {{day}}，已过期，不能确认到账。',
    en: 'This order was to be paid by {{day}} and has expired; the receipt cannot be confirmed.',
  },
  'orders.paid_before_ordered': {
    status: 422,
    zh: '入账日期早于下单日期 {{day}}，请核对。',
    en: 'The value date is before the order was placed on {{day}}; check it.',
  },
  'orders.serial_used': {
    status: 409,
    zh: '银行流水号 {{serial}} 已登记在其他款项上，一笔流水只能使用一次。',
    en: 'Bank serial {{serial}} stands on another payment already; a serial counts once.',
  },
  'orders.serial_on_statement': {
    status: 409,
    zh: '流水号 {{serial}} 已在导入的银行对账单上，请在对账单中确认，不能另行录入。',
    en: 'Serial {{serial}} stands on an imported bank statement; confirm it there, it is not entered a second time by hand.',
  },
  'orders.two_officers': {
    status: 409,
    zh: '超过 ¥{{limit}} 的到账须由两人确认，请导入银行对账单后办理。',
    en: 'A receipt above ¥{{limit}} takes two officers; import the bank’s statement and confirm it there.',
  },
  'orders.not_fulfilled': {
    status: 409,
    zh: '订单当前为“{{state}}”，确认到账并交付后才能下载。',
    en: 'The order is "{{state_en}}"; the file can be downloaded once it is paid and delivered.',
  },
  'orders.no_file': {
    status: 404,
    zh: '该产品没有交付文件，请按产品说明向开发单位取得服务。',
    en: 'This product has no file; obtain the service from the developer as its description says.',
  },
  'orders.refund_too_much': {
    status: 422,
    zh: '申请退款 ¥{{asked}}，超过可退金额 ¥{{refundable}}。',
    en: 'A refund of ¥{{asked}} is more than the ¥{{refundable}} that can be refunded.',
  },
  'orders.refund_open': {
    status: 409,
    zh: '该订单已有一笔退款申请在审核中。',
    en: 'A refund of this order is being decided already.',
  },
  'orders.refundable_changed': {
    status: 412,
    zh: '可退金额已变为 ¥{{refundable}}，请核对后重新提交。',
    en: 'The amount that can be refunded is now ¥{{refundable}}; check and send again.',
  },
  'orders.refund_not_found': { status: 404, zh: '没有这笔退款申请。', en: 'There is no such refund.' },
  'orders.refund_decided': {
    status: 409,
    zh: '该退款申请已经办结。',
    en: 'This refund has been decided already.',
  },
  'orders.two_people': {
    status: 403,
    zh: '退款的申请人不能同时批准退款，须由另一人办理。',
    en: 'Whoever asked for a refund does not approve it; a second person does.',
  },
  'orders.no_plan': { status: 422, zh: '请选择在售的价格方案。', en: 'Choose one of the plans on offer.' },
  'orders.access_over': {
    status: 403,
    zh: '使用期已于 {{at}} 结束，续订或重新下单后可继续使用。',
    en: 'The use ended at {{at}}; renew or order again to go on.',
  },
  'orders.access_not_begun': {
    status: 403,
    zh: '使用期自 {{at}} 开始。',
    en: 'The use begins at {{at}}.',
  },
  'orders.bill_opens_nothing': {
    status: 409,
    zh: '这是按量账单，不含交付内容；请在原订单下使用。',
    en: 'This is a bill for use; what it pays for is under the order it bills.',
  },
  'orders.bill_not_cancelled': {
    status: 409,
    zh: '账单对应已经发生的使用，不能取消；有异议请联系开发单位申请退款。',
    en: 'A bill is for use that happened and is not cancelled; ask for a refund if it is wrong.',
  },
  'orders.trial_has_no_file': {
    status: 409,
    zh: '试用不含文件下载，请通过密钥按试用额度读取。',
    en: 'A trial has no file; read within its limits with a key.',
  },
  'orders.no_trial': { status: 409, zh: '该产品不提供试用。', en: 'This product has no trial.' },
  'orders.trial_used': {
    status: 409,
    zh: '本单位已经试用过该产品，每个单位限试用一次。',
    en: 'Your organisation has tried this product; a trial is once.',
  },
  'orders.not_renewable': {
    status: 409,
    zh: '只有使用中的按期订阅可以续订，到期前 {{days}} 天起办理。',
    en: 'Only a period in use is renewed, from {{days}} days before its end.',
  },
  'orders.offer_not_renewed': {
    status: 409,
    zh: '按定向报价订购的期间不续订，到期前请重新询价或者按在售方案下单。',
    en: 'A period bought under a private offer is not renewed; ask for another offer or take a plan on the list.',
  },
  'orders.renewed_already': {
    status: 409,
    zh: '已有续订订单 {{no}}，请按该订单付款。',
    en: 'It is renewed by order {{no}} already; pay that one.',
  },
  'orders.renews_by_subscription': {
    status: 409,
    zh: '该订单由支付平台的订阅自动续费，请在订阅页面停止或变更。',
    en: 'A subscription at the payment provider renews this order; stop it on the page of the subscription.',
  },
  'orders.nothing_to_end': {
    status: 409,
    zh: '该订单没有正在进行、需要停用的使用。',
    en: 'There is no running use of this order to end.',
  },
  'orders.allowed_revenue_reached': {
    status: 409,
    zh: '本次金额 ¥{{amount}} 将使收入超过最高准许收入（{{no}}，至 {{to}}，尚余 ¥{{left}}），不能销售。',
    en: 'The ¥{{amount}} would bring revenue above the maximum allowed ({{no}}, until {{to}}, ¥{{left}} left), so it is not sold.',
    article: '21',
  },
  'orders.agreement_unknown': { status: 404, zh: '没有这份协议。', en: 'There is no such agreement.' },
  'orders.periods_overlap': {
    status: 409,
    zh: '与已备案的期间 {{from}} 至 {{to}} 重叠；期间须首尾相接，更正须用相同起止日期。',
    en: 'It overlaps the filed period {{from}} to {{to}}; periods follow each other, and a correction has the same days.',
  },
});
