import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'market.quotation_not_found': { status: 404, zh: '没有这份询价或报价。', en: 'There is no such quotation.' },
  'market.no_business_with_oneself': {
    status: 422,
    zh: '这是本单位的产品，或者本单位为该产品提供数据，不能询价、报价或者评价。',
    en: 'The product is your organisation’s own, or rests on its data: it neither asks for quotations, nor is offered to, nor reviews.',
  },
  'market.product_not_on_sale': {
    status: 409,
    zh: '该产品不在售，不能办理。',
    en: 'The product is not on sale, so this cannot be done.',
  },
  'market.quotation_open': {
    status: 409,
    zh: '本单位对该产品的询价（{{no}}）尚未办结。',
    en: 'A request of your organisation for this product ({{no}}) is still open.',
  },
  'market.day_out_of_range': {
    status: 422,
    zh: '日期须在 {{from}} 至 {{to}} 之间。',
    en: 'The day must be from {{from}} to {{to}}.',
  },
  'market.buyer_unknown': {
    status: 422,
    zh: '平台上没有统一社会信用代码为 {{uscc}} 的单位，请先由对方在平台登记。',
    en: 'No organisation on the platform has the credit code {{uscc}}; it has to be registered here first.',
  },
  'market.free_plan_is_public': {
    status: 422,
    zh: '公益免费方案面向所有人公开提供，不作定向报价。',
    en: 'A plan that is free for the public good is open to everybody; it is not a private offer.',
  },
  'market.offer_superseded': {
    status: 409,
    zh: '该报价已被新报价（第 {{number}} 次）取代，请核对后再接受。',
    en: 'This offer was superseded by offer {{number}}; look at that one first.',
  },
  'market.offer_over': {
    status: 409,
    zh: '该报价已于 {{day}} 到期，请重新询价。',
    en: 'The offer ended on {{day}}; ask for another one.',
  },
  'market.review_not_found': { status: 404, zh: '没有这条评价。', en: 'There is no such review.' },
  'market.review_not_bought': {
    status: 403,
    zh: '只有已付款、已交付且未退款的购买方可以评价。',
    en: 'Only a buyer whose order is paid, delivered and not refunded reviews a product.',
  },
  'market.review_related': {
    status: 403,
    zh: '本单位与产品单位存在登记的关联关系，不能评价其产品。',
    en: 'Your organisation and the owner of the product are entered as related, so it does not review the product.',
  },
  'market.review_hidden': {
    status: 409,
    zh: '该评价已被主管部门隐藏，不能修改或回复。',
    en: 'The department hid this review; it is neither changed nor replied to.',
  },
  'market.review_unchanged': {
    status: 409,
    zh: '与现有内容相同，没有可保存的。',
    en: 'It is the same as before; there is nothing to save.',
  },
  'market.complaint_not_found': { status: 404, zh: '没有这份投诉。', en: 'There is no such complaint.' },
  'market.complaint_needs_purchase': {
    status: 403,
    zh: '此类投诉由购买方提出：本单位没有该产品的订单。',
    en: 'A complaint of this kind is a buyer’s: your organisation has no order of this product.',
  },
  'market.complaint_against_oneself': {
    status: 422,
    zh: '不能投诉本单位的产品。',
    en: 'An organisation does not complain of its own product.',
  },
  'market.complaint_open': {
    status: 409,
    zh: '本单位对该产品的同类投诉（{{no}}）正在办理。',
    en: 'A complaint of your organisation of the same kind ({{no}}) is being dealt with.',
  },
  'market.decision_before_answer': {
    status: 409,
    zh: '产品单位的答复期限为 {{day}}，到期前未答复的不能决定。',
    en: 'The owner has until {{day}} to answer; before that nothing is decided unheard.',
  },
  'market.measure_without_fault': {
    status: 422,
    zh: '投诉不成立的，不采取措施。',
    en: 'No measure follows an unfounded complaint.',
  },
  'market.measure_done': {
    status: 409,
    zh: '没有待落实的措施。',
    en: 'No measure waits to be carried out.',
  },
  'market.measure_refund_missing': {
    status: 409,
    zh: '投诉人的订单尚未退款，也没有在审核的退款申请。',
    en: 'The complainant’s order is not refunded, and no refund of it is being decided.',
  },
  'market.exchange_not_found': { status: 404, zh: '没有这家数据交易机构。', en: 'There is no such exchange.' },
  'market.exchange_known': {
    status: 409,
    zh: '数据交易机构“{{name}}”已登记。',
    en: 'The exchange {{name}} is entered already.',
  },
  'market.exchange_ended': {
    status: 409,
    zh: '该数据交易机构已停止接受挂牌。',
    en: 'The exchange takes no more listings.',
  },
  'market.listing_not_found': { status: 404, zh: '没有这项挂牌。', en: 'There is no such listing.' },
  'market.listing_known': {
    status: 409,
    zh: '该产品已在这家机构挂牌，或者挂牌编号已被使用。',
    en: 'The product is listed there already, or the listing number is taken.',
  },
  'market.no_right': {
    status: 409,
    zh: '产品所依据的协议、备案不在有效期内，不能出具权属声明，也不能挂牌。',
    en: 'The agreement behind the product, or its filing, is not in force: no right is stated and nothing is listed.',
    article: '22',
  },
  'market.right_statement_not_found': {
    status: 404,
    zh: '没有编号为 {{no}} 的权属声明。',
    en: 'There is no statement of right {{no}}.',
  },
  'market.listing_ended': { status: 409, zh: '该挂牌已经摘牌。', en: 'The listing has ended.' },
  'market.sale_known': {
    status: 409,
    zh: '成交编号 {{ref}} 已经报告过。',
    en: 'The deal {{ref}} was reported before.',
  },
  'market.sale_terms': {
    status: 422,
    zh: '请选择在售的一次性、按期或者预付方案；按量后付和免费方案的成交不在此报告。',
    en: 'Choose a plan on offer that is paid once, by period or beforehand; deals billed by use or free are not reported here.',
  },
  'market.sale_day': {
    status: 422,
    zh: '成交日期须在挂牌之后，且不晚于今天。',
    en: 'The deal must be after the listing and no later than today.',
  },
});
