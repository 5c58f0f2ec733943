import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'ledger.not_in_chart': {
    status: 422,
    zh: '会计科目表中没有“{{account}}”。',
    en: 'The chart of accounts has no "{{account}}".',
  },
  'ledger.agency_owns_nothing': {
    status: 422,
    zh: '政务机构不得取得收益账户：“{{account}}”。政府取得的部分缴入同级国库。',
    en: 'An agency owns no account ("{{account}}"); the government part goes to the treasury of its level.',
    article: '21',
  },
  'ledger.wrong_treasury': {
    status: 422,
    zh: '应缴财政款须标明政务机构，且国库与该机构同级同地区，未入账。',
    en: 'What is owed to a treasury names the agency, and the treasury is of its level and region; nothing was posted.',
    article: '21',
  },
  'ledger.unbalanced': {
    status: 422,
    zh: '分录借贷不平或不足两行，未入账。',
    en: 'The lines do not balance or are fewer than two; nothing was posted.',
  },
  'ledger.zero_line': {
    status: 422,
    zh: '分录金额不得为零，未入账。',
    en: 'A line of zero is not posted; nothing was posted.',
  },
  'ledger.out_of_range': {
    status: 422,
    zh: '金额超出账簿可记载的范围，未入账。',
    en: 'The amount is beyond what the ledger can hold; nothing was posted.',
  },
  'ledger.key_reused': {
    status: 409,
    zh: '记账键“{{key}}”已用于不同的分录，原分录不受影响。',
    en: 'The posting key "{{key}}" was used for other lines; the original stands.',
  },
  'ledger.already_reversed': {
    status: 409,
    zh: '该笔记账已经冲销。',
    en: 'This transaction has been reversed already.',
  },
  'ledger.overdrawn': {
    status: 409,
    zh: '账户余额不足，未入账。',
    en: 'An account would pass its limit; nothing was posted.',
  },
  'ledger.append_only': {
    status: 409,
    zh: '账簿只能追加，不能修改或删除；更正须冲销后重记。',
    en: 'The ledger is append-only; a correction is a reversal and a new entry.',
  },
  'ledger.period_closed': {
    status: 409,
    zh: '{{period}} 已结账并锁定，不能再记入该月；请记入当前月份，或冲销后重记。',
    en: '{{period}} is closed and locked; post in an open month, or reverse and post again.',
  },
  'ledger.sealed': {
    status: 409,
    zh: '已入账的交易不能再增加分录。',
    en: 'A posted transaction takes no further lines.',
  },
  'ledger.not_found': { status: 404, zh: '没有这个账户。', en: 'There is no such account.' },
});
