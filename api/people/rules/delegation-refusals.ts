import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'people.delegation_not_found': {
    status: 404,
    zh: '没有这项委托，或者已经结束。',
    en: 'There is no such delegation, or it ended.',
  },
  'people.delegation_wider': {
    status: 422,
    zh: '只能委托委托人自己现有的职责；“单位管理”不能委托。',
    en: 'Only duties the holder has are lent, and managing the organisation is not lent at all.',
  },
  'people.delegation_self': {
    status: 422,
    zh: '受托人须为本单位另一名在用账号的人员。',
    en: 'The delegate is another person of the same organisation whose account is in use.',
  },
  'people.delegation_term': {
    status: 422,
    zh: '委托须从今天或者以后开始，有结束日期，且不超过一年；代理可以不写结束日期。',
    en: 'A delegation begins today or later, has a last day and runs for a year at most; a deputy needs no last day.',
  },
  'people.delegation_onward': {
    status: 403,
    zh: '代为办理期间不能转委托，也不能变更委托和账号事项，请先恢复本人身份。',
    en: 'While acting for somebody else nothing is lent on and no account is changed; return to yourself first.',
  },
  'people.delegation_not_now': {
    status: 409,
    zh: '该委托现在没有生效：不在期限内、已经撤销，或者委托人没有标记为不在岗。',
    en: 'This delegation is not in force now: out of term, revoked, or the holder is not marked absent.',
  },
  'people.delegation_standing': {
    status: 409,
    zh: '同一委托人与受托人之间已有一项进行中的同类委托，请先撤销。',
    en: 'There is one of this kind between the two already; revoke it first.',
  },
  'people.absence_days': {
    status: 422,
    zh: '不在岗须从今天或者以后开始，结束日期不早于开始日期。',
    en: 'An absence begins today or later and does not end before it begins.',
  },
  'people.absence_not_found': {
    status: 404,
    zh: '没有进行中的不在岗记录。',
    en: 'There is no absence under way.',
  },
  'people.department_not_found': { status: 404, zh: '没有这个处室。', en: 'There is no such department.' },
  'people.department_taken': {
    status: 409,
    zh: '已有名为“{{name}}”的处室。',
    en: 'There is a department named "{{name}}".',
  },
  'people.department_held': {
    status: 409,
    zh: '处室中还有 {{count}} 个在岗职位，请先调整。',
    en: '{{count}} of its positions are held; change that first.',
  },
  'people.post_not_found': { status: 404, zh: '没有这个职位。', en: 'There is no such position.' },
});
