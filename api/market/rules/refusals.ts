import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'market.citation_not_found': {
    status: 404,
    zh: '没有编号为 {{no}} 的来源证书。',
    en: 'There is no citation certificate {{no}}.',
  },
  'market.notice_not_found': { status: 404, zh: '没有这份来源变动通知。', en: 'There is no such notice.' },
  'market.changed_meanwhile': {
    status: 409,
    zh: '内容刚刚发生变化，请核对最新内容后再办理。',
    en: 'This has just changed; look at its newest state first.',
  },
  'market.wrong_state': {
    status: 409,
    zh: '当前状态不能办理这一步。',
    en: 'This cannot be done in the present state.',
  },
  'market.words_needed': {
    status: 422,
    zh: '请写明情况和理由。',
    en: 'Say what and why.',
  },
  'market.successor_needed': {
    status: 422,
    zh: '请填写用更正后数据重新制作、已上架的产品编号；该产品须引用同一信息资源较新的版本。',
    en: 'Give the number of the listed product that was made from the newer data; it must cite a later version of the same resource.',
    article: '20',
  },
  'market.disclosure_not_found': {
    status: 404,
    zh: '该单位没有这一年度的信息披露。',
    en: 'This organisation disclosed nothing of that year.',
  },
  'market.no_disclosure_duty': {
    status: 409,
    zh: '本单位在 {{year}} 年没有生效的合作协议，不需要披露。',
    en: 'No agreement of your organisation was in force in {{year}}; there is nothing to disclose.',
  },
  'market.year_not_over': {
    status: 409,
    zh: '{{year}} 年尚未结束，不能披露。',
    en: 'The year {{year}} is not over yet.',
  },
  'market.facts_changed': {
    status: 409,
    zh: '所依据的记录刚刚发生变化，请核对后再披露。',
    en: 'The records have just changed; look at them again before you publish.',
  },
  'market.correction_words': {
    status: 422,
    zh: '更正已披露的内容，请说明更正了什么。',
    en: 'Say what is corrected.',
  },
  'market.nothing_corrected': {
    status: 409,
    zh: '与已披露的内容相同，没有可更正的。',
    en: 'It is the same as what is published already.',
  },
});
