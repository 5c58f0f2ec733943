import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'revenue.not_found': { status: 404, zh: '没有这份收益分配账单。', en: 'There is no such statement.' },
  'revenue.agreement_not_found': {
    status: 404,
    zh: '没有这份协议，或本单位不是协议一方。',
    en: 'There is no such agreement, or your organisation is no party to it.',
  },
  'revenue.period_open': {
    status: 409,
    zh: '{{period}} 尚未结束，账单只能就已结束的月份出具。',
    en: '{{period}} has not ended; a statement is drawn for months that are over.',
  },
  'revenue.nothing_sold': {
    status: 409,
    zh: '{{period}} 该协议下没有已到账的订单，无须出具账单。',
    en: 'No order under this agreement was paid in {{period}}; no statement is needed.',
  },
  'revenue.statement_exists': {
    status: 409,
    zh: '{{period}} 的账单 {{no}} 已经出具，每月一份。',
    en: 'Statement {{no}} for {{period}} exists already; there is one a month.',
  },
  'revenue.changed_meanwhile': {
    status: 409,
    zh: '账单刚刚发生变化，请查看最新内容后再操作。',
    en: 'The statement has just changed; look at its newest state first.',
  },
  'revenue.wrong_state': {
    status: 409,
    zh: '账单当前为“{{state}}”，不能办理这一步。',
    en: 'The statement is at "{{state_en}}", so this cannot be done.',
  },
  'revenue.not_a_party': {
    status: 403,
    zh: '账单由协议双方确认，本单位不是协议一方。',
    en: 'The two parties to the agreement confirm the statement; your organisation is none of them.',
    article: '21',
  },
  'revenue.already_confirmed': {
    status: 409,
    zh: '本单位已经确认过本轮账单，不能重复确认。',
    en: 'Your organisation has confirmed this round of the statement already.',
  },
  'revenue.wrong_region': {
    status: 403,
    zh: '该账单属于 {{region}}，由该级财政部门办理。',
    en: 'This statement belongs to {{region}} and is handled by the finance bureau of that level.',
    article: '21',
  },
  'revenue.opinion_missing': {
    status: 422,
    zh: '退回账单须写明意见。',
    en: 'A statement is returned with an opinion.',
  },
  'revenue.check_failed': {
    status: 409,
    zh: '审核未通过：{{checks}}。请退回重新出具。',
    en: 'The review found a difference: {{checks_en}}. Return the statement to be drawn again.',
    article: '21',
  },
  'revenue.two_people': {
    status: 403,
    zh: '审核账单的人员不能开具该账单的缴款书，须由另一名人员办理。',
    en: 'Whoever reviewed a statement does not issue its payment order; another officer does.',
  },
  'revenue.nothing_due': {
    status: 409,
    zh: '本期政府取得的部分为零，无须开具缴款书，可直接归档。',
    en: 'The government part of this period is zero: no payment order is issued, the statement closes directly.',
  },
  'revenue.still_due': {
    status: 409,
    zh: '本期应缴国库 ¥{{due}} 尚未入库，不能归档。',
    en: '¥{{due}} of this period have not reached the treasury; the statement cannot be closed.',
    article: '21',
  },
  'revenue.no_budget_subject': {
    status: 409,
    zh: '{{year}} 年度没有指定收入科目，请先由财政部门在科目表中指定，再开具缴款书。',
    en: 'No revenue subject is set for budget year {{year}}; finance sets one before a payment order is issued.',
    article: '21',
  },
  'revenue.unknown_payment_order': {
    status: 422,
    zh: '没有编号为“{{no}}”的缴款书，回单未登记。',
    en: 'There is no payment order "{{no}}"; the receipt was not registered.',
  },
  'revenue.bad_receipt_no': {
    status: 422,
    zh: '国库回单号应为 4 至 40 位字母、数字或连字符。',
    en: 'A treasury receipt number has 4 to 40 letters, digits or hyphens.',
  },
  'revenue.receipt_used': {
    status: 409,
    zh: '国库回单 {{no}} 已用于账单 {{statement}}，一张回单只能使用一次。',
    en: 'Treasury receipt {{no}} was used for statement {{statement}} already; a receipt counts once.',
  },
  'revenue.already_received': {
    status: 409,
    zh: '该缴款书已登记入库回单 {{no}}。',
    en: 'Receipt {{no}} is registered for this payment order already.',
  },
  'revenue.treasury_unknown': {
    status: 422,
    zh: '没有代码为“{{code}}”的国库，请核对回单。',
    en: 'There is no treasury with code "{{code}}"; compare the receipt.',
  },
  'revenue.wrong_level': {
    status: 422,
    zh: '级次不符：应缴入{{expected}}，回单为{{given}}。政府取得的部分缴入同级财政。',
    en: 'Wrong level: due to {{expected}}, the receipt is of {{given}}. The government part goes to the treasury of its own level.',
    article: '21',
  },
  'revenue.wrong_treasury': {
    status: 422,
    zh: '国库不符：应缴入{{expected}}，回单为{{given}}。',
    en: 'Wrong treasury: due to {{expected}}, the receipt is of {{given}}.',
    article: '21',
  },
  'revenue.wrong_amount': {
    status: 422,
    zh: '回单金额 ¥{{given}} 与缴款书金额 ¥{{expected}} 不一致，未登记。',
    en: 'The receipt says ¥{{given}}, the payment order ¥{{expected}}; nothing was registered.',
  },
  'revenue.bad_received_on': {
    status: 422,
    zh: '入库日期“{{day}}”应是有效日期，不早于开具日 {{issued}}，不晚于今天。',
    en: 'The day of receipt "{{day}}" is a real day, not before the order of {{issued}} and not in the future.',
  },
  'revenue.not_reconciled': {
    status: 409,
    zh: '账单、缴款书与国库回单不一致（账单 ¥{{statement}}，缴款书 ¥{{order}}，回单 ¥{{receipt}}），不能归档。',
    en: 'Statement (¥{{statement}}), payment order (¥{{order}}) and receipt (¥{{receipt}}) differ; it cannot be closed.',
  },
  'revenue.serial_missing': {
    status: 422,
    zh: '请填写退款转账的银行流水号。',
    en: 'Enter the bank serial of the transfer back.',
  },
  'revenue.repayment_first': {
    status: 409,
    zh: '该订单的收入已列入 {{no}} 并经财政审核：先批准退款并办理国库退付，款项到位后再登记向购买方的转账。',
    en: 'The revenue of this order is in statement {{no}}, approved by finance: approve the refund first, the treasury repays (退付), then the transfer to the buyer is entered.',
    article: '21',
  },
  'revenue.repayment_outstanding': {
    status: 409,
    zh: '退付案 {{no}} 尚未办结，国库部分未到位，不能用其他订单的款项垫付。',
    en: 'Repayment {{no}} is not settled: the treasury part is not back, and other buyers’ money does not stand in for it.',
    article: '21',
  },
  'revenue.refund_not_due': {
    status: 409,
    zh: '该退款没有待支付的款项。',
    en: 'Nothing of this refund is waiting to be paid out.',
  },
  'revenue.reason_missing': {
    status: 422,
    zh: '请写明理由。',
    en: 'Say why.',
  },
  'revenue.lines_booked': {
    status: 409,
    zh: '国库已有该缴款书的入库行，缴款书不能作废；请按差异办理。',
    en: 'The treasury has reported money for this payment order; it is not voided, the difference is put right.',
  },
  'revenue.netted': {
    status: 422,
    zh: '坐支：退付须由国库另行退回，不得从应缴款中抵扣。差额 ¥{{gap}} 与未结退付案金额相同。',
    en: 'Netting (坐支): a repayment is paid back by the treasury on its own, never taken off what is due. The gap of ¥{{gap}} is that of open repayments.',
    article: '21',
  },
  'revenue.report_unreadable': {
    status: 422,
    zh: '国库报表无法读取：{{what}}。',
    en: 'The treasury’s report cannot be read: {{what_en}}.',
  },
  'revenue.receipt_differs': {
    status: 409,
    zh: '回单 {{no}} 此前已导入，内容不同。已导入的行不能修改，请国库出具更正。',
    en: 'Receipt {{no}} was imported before with other content. An imported line is never edited; the treasury corrects it.',
  },
  'revenue.line_not_found': { status: 404, zh: '没有这一国库行。', en: 'There is no such treasury line.' },
  'revenue.line_settled': { status: 409, zh: '该国库行已处理。', en: 'This treasury line is settled.' },
  'revenue.line_action': {
    status: 409,
    zh: '该国库行的差异为“{{what}}”，不能这样处理。',
    en: 'The difference of this line is "{{what_en}}"; it is not put right this way.',
  },
  'revenue.document_missing': {
    status: 422,
    zh: '请填写更正通知书编号。',
    en: 'Enter the number of the correction notice.',
  },
  'revenue.month_open': {
    status: 409,
    zh: '{{period}} 尚未结束，不能结账。',
    en: '{{period}} has not ended; it cannot be closed.',
  },
  'revenue.month_closed': { status: 409, zh: '{{period}} 已结账锁定。', en: '{{period}} is closed and locked.' },
  'revenue.month_checks': {
    status: 409,
    zh: '{{period}} 还不能结账：{{checks}}。',
    en: '{{period}} cannot be closed yet: {{checks_en}}.',
  },
  'revenue.month_not_proposed': {
    status: 409,
    zh: '{{period}} 尚未提请结账。',
    en: '{{period}} has not been proposed for closing.',
  },
  'revenue.month_two_people': {
    status: 403,
    zh: '提请结账的人员不能签批，须由另一名人员办理。',
    en: 'Whoever proposed a month does not sign it off; another officer does.',
  },
  'revenue.month_changed': {
    status: 409,
    zh: '提请之后 {{period}} 又有记账，请重新核对并提请。',
    en: 'Something was posted into {{period}} after it was proposed; propose it again.',
  },
  'revenue.filed_not_found': { status: 404, zh: '没有这份报备。', en: 'There is no such filing.' },
  'revenue.filed_decided': { status: 409, zh: '这份报备已经办理。', en: 'This filing has been decided already.' },
  'revenue.filed_two_people': {
    status: 403,
    zh: '报备人员不能批准本人的报备，须由另一名人员办理。',
    en: 'Whoever filed it does not approve it; another officer does.',
  },
  'revenue.sharing_days': {
    status: 422,
    zh: '请填写有效的起止日期，止期不早于起期。',
    en: 'Give days that exist, the end not before the start.',
  },
  'revenue.sharing_regions': {
    status: 422,
    zh: '地区 {{region}} 不属于本级财政的下级地区，或没有登记国库。',
    en: 'Region {{region}} is not below the bureau’s own, or no treasury is registered for it.',
    article: '21',
  },
  'revenue.sharing_overlaps': {
    status: 409,
    zh: '同一地区同一时段已有生效的分成办法（{{no}}）。',
    en: 'A rule for the same region and days is in force already ({{no}}).',
    article: '21',
  },
  'revenue.move_no_agency': {
    status: 422,
    zh: '没有统一社会信用代码为所填内容的政务机构。',
    en: 'There is no agency of this unified social credit code.',
  },
  'revenue.move_nowhere': {
    status: 422,
    zh: '新地区没有登记国库，或与现在的国库相同。',
    en: 'No treasury is registered for the new region, or it is the present one.',
    article: '21',
  },
  'revenue.move_holds_power': {
    status: 409,
    zh: '{{agency}}承担着本地区的管理职责，须先调整职责再变更级次。',
    en: '{{agency}} holds a power in its region; that is given anew before it moves.',
  },
  'revenue.move_open': {
    status: 409,
    zh: '{{agency}}已有一份待批准的级次变更。',
    en: 'A move of {{agency}} is waiting for its decision already.',
  },
  'revenue.repayment_not_found': { status: 404, zh: '没有这个退付案。', en: 'There is no such repayment.' },
  'revenue.repayment_state': {
    status: 409,
    zh: '退付案当前为“{{state}}”，不能办理这一步。',
    en: 'The repayment is at "{{state_en}}", so this cannot be done.',
  },
  'revenue.repayment_changed': {
    status: 409,
    zh: '退付案刚刚发生变化，请查看最新内容后再操作。',
    en: 'The repayment has just changed; look at its newest state first.',
  },
  'revenue.repayment_too_early': {
    status: 409,
    zh: '账单 {{no}} 的款项尚未入库，暂不能申请退付；如缴款书作废，退款直接从应缴款中扣减。',
    en: 'The money of statement {{no}} has not reached the treasury; there is nothing to repay yet.',
  },
  'revenue.repayment_two_people': {
    status: 403,
    zh: '退付的申请、审核人员不能批准该案，须由另一名人员办理。',
    en: 'Whoever applied for or reviewed a repayment does not approve it; another officer does.',
  },
  'revenue.repayment_not_collector': {
    status: 403,
    zh: '退付由执收单位（授权机构）申请。',
    en: 'The collecting agency applies for a repayment.',
  },
  'revenue.repayment_amount': {
    status: 422,
    zh: '到账金额 ¥{{given}} 与退还书金额 ¥{{expected}} 不一致，未登记。',
    en: 'The treasury’s line says ¥{{given}}, the repayment ¥{{expected}}; nothing was registered.',
  },
});
