import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuseDealing = defineRefusals({
  'market.relation_not_found': { status: 404, zh: '没有这条关联关系。', en: 'There is no such relation.' },
  'market.relation_unknown': {
    status: 422,
    zh: '平台上没有统一社会信用代码为 {{uscc}} 的单位，请核对。',
    en: 'No organisation with the code {{uscc}} is registered here; look at it again.',
  },
  'market.relation_self': {
    status: 422,
    zh: '关联关系须在两个不同单位之间。',
    en: 'A relation is between two different organisations.',
  },
  'market.relation_not_own': {
    status: 403,
    zh: '企业只能申报与本单位有关的关系；主管部门只能登记在本地区注册或者交易的单位。',
    en: 'An enterprise declares relations of its own; an authority records those of organisations registered or trading in its region.',
  },
  'market.relation_share': {
    status: 422,
    zh: '持股比例应在 25% 至 100% 之间。',
    en: 'A share is between 25 and 100 per cent.',
  },
  'market.relation_term': {
    status: 422,
    zh: '起始日期不得晚于今天，截止日期不得早于起始日期。',
    en: 'A relation begins no later than today and does not end before it begins.',
  },
  'market.relation_known': {
    status: 409,
    zh: '这一关系已经登记，且尚未终止。',
    en: 'This relation is on record already and has not ended.',
  },
  'market.relation_ended': { status: 409, zh: '这一关系已经终止。', en: 'This relation has ended already.' },
  'market.trade_clue_not_found': { status: 404, zh: '没有这条交易线索。', en: 'There is no such clue.' },
  'market.trade_clue_state': {
    status: 409,
    zh: '线索 {{no}} 当前为“{{state}}”，不能办理这一步。',
    en: 'Clue {{no}} is at "{{state_en}}", so this cannot be done.',
  },
  'market.trade_clue_changed': {
    status: 409,
    zh: '{{who}} 刚刚办理了这条线索，请核对最新内容后再办理。',
    en: '{{who}} has just worked on this clue; look at its newest state first.',
  },
  'market.trade_clue_words': {
    status: 422,
    zh: '请写明问题、说明或者理由。',
    en: 'Write the question, the answer or the reason.',
  },
  'market.trade_clue_own_party': {
    status: 403,
    zh: '本人或者所在单位是交易一方，须由其他人员办理。',
    en: 'You or your organisation are a party to the trade; somebody else handles it.',
  },
  'market.trade_clue_pending': {
    status: 409,
    zh: '产品单位可以在 {{due}} 前说明，到期前不能认定属实。',
    en: 'The owner may answer until {{due}}; nothing is confirmed before.',
  },
  'market.trade_clue_two_people': {
    status: 403,
    zh: '认定属实的人员不能自行改为排除，须由另一名人员办理。',
    en: 'Whoever confirmed a clue does not dismiss it; another officer does.',
  },
});
