import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'feedback.request_not_found': { status: 404, zh: '没有这项数据需求。', en: 'There is no such data request.' },
  'feedback.correction_not_found': { status: 404, zh: '没有这项校核申请。', en: 'There is no such correction.' },
  'feedback.too_many': {
    status: 429,
    zh: '24 小时内最多提出 {{limit}} 项，请稍后再提。',
    en: 'At most {{limit}} can be filed within 24 hours; come back later.',
  },
  'feedback.wrong_state': {
    status: 409,
    zh: '目前的状态是“{{state}}”，不能办理此项。',
    en: 'It is "{{state_en}}", where this cannot be done.',
  },
  'feedback.changed_meanwhile': {
    status: 409,
    zh: '此项在您打开页面之后已由他人办理，请核对最新情况后再提交。',
    en: 'Somebody dealt with it after you opened the page; look at it again, then send.',
  },
  'feedback.not_votable': {
    status: 409,
    zh: '该需求已办结，不再接受支持。',
    en: 'The request is closed; it takes no more votes.',
  },
  'feedback.unknown_agency': {
    status: 422,
    zh: '没有这个单位，或该单位不属于本地区。',
    en: 'There is no such agency, or it is not of this region.',
  },
  'feedback.unknown_region': {
    status: 422,
    zh: '该地区没有政务信息管理部门。',
    en: 'The region has no information department.',
  },
  'feedback.unknown_dataset': {
    status: 422,
    zh: '没有编码为 {{code}} 的已公布数据集。',
    en: 'There is no published dataset {{code}}.',
  },
  'feedback.unknown_version': {
    status: 422,
    zh: '该数据集没有公布第 {{version}} 版。',
    en: 'Version {{version}} of the dataset was not published.',
  },
  'feedback.answer_incomplete': {
    status: 422,
    zh: '答复还缺少 {{count}} 项内容。',
    en: 'The answer lacks {{count}} thing(s).',
  },
  'feedback.extended_once': {
    status: 409,
    zh: '答复期限只能延长一次。',
    en: 'The time to answer is extended once only.',
  },
  'feedback.merge_itself': {
    status: 422,
    zh: '不能合并到自身，也不能合并到已合并、已退回或已撤回的需求。',
    en: 'It cannot be merged into itself, nor into one that was merged, returned or withdrawn.',
  },
  'feedback.not_yours': {
    status: 403,
    zh: '只有提出人可以撤回。',
    en: 'Only whoever filed it can withdraw it.',
  },
});
