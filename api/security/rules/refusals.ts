import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'security.no_proof': {
    status: 422,
    zh: '这不是存在证明文件。请选择从审计记录页下载的 proof.json。',
    en: 'This is no proof. Choose the proof.json that was downloaded from the page of an audit record.',
  },
  'security.export_large': {
    status: 403,
    zh: '这段时间有 {{rows}} 条日志，超过一人可以导出的 {{limit}} 条。请写明理由提出申请，由另一人审批。',
    en: 'These days hold {{rows}} lines, more than the {{limit}} one person takes out alone. Ask for them with a reason; another person decides.',
    article: '24',
  },
  'security.export_too_large': {
    status: 422,
    zh: '这段时间有 {{rows}} 条日志，一个文件最多 {{limit}} 条。请缩短时间。',
    en: 'These days hold {{rows}} lines; one file holds {{limit}} at most. Choose fewer days.',
  },
  'security.export_not_open': {
    status: 403,
    zh: '这项导出没有获得同意，或者同意后超过了 {{days}} 天，或者不是您申请的。',
    en: 'This export was not granted, was granted more than {{days}} days ago, or was asked for by somebody else.',
    article: '24',
  },
  'security.decided': { status: 409, zh: '这项申请已经审批。', en: 'This has been decided already.' },
  'security.parameter_bounds': {
    status: 422,
    zh: '应在 {{least}} 至 {{most}} 之间。',
    en: 'It has to lie between {{least}} and {{most}}.',
  },
  'security.parameter_same': { status: 409, zh: '与现在的值相同。', en: 'That is the value in force.' },
  'security.parameter_waits': {
    status: 409,
    zh: '这一项已有待审批的变更，请先审批。',
    en: 'A change of this term waits already; decide that first.',
  },
  'security.no_sealer': {
    status: 409,
    zh: '还没有指定平台运营机构或省级政务信息管理部门，不能代表平台签名。',
    en: 'Neither a platform operator nor a provincial information department is appointed yet, so nobody can sign for the platform.',
    article: '4',
  },
  'security.not_found': { status: 404, zh: '没有这份安全记录。', en: 'There is no such security record.' },
  'security.changed_meanwhile': {
    status: 409,
    zh: '该记录刚刚被更新（现为第 {{revision}} 次修改）。您填写的内容没有保存，请核对后再提交。',
    en: 'The record has just been changed (it is now revision {{revision}}). What you typed was not saved; look at it again and send it once more.',
  },
  'security.wrong_state': {
    status: 409,
    zh: '该记录目前处于“{{state}}”，不能办理这一步。',
    en: 'The record is "{{state_en}}"; this step is not possible now.',
  },
  'security.two_people': {
    status: 403,
    zh: '须由经办人以外的另一人办理。',
    en: 'Somebody other than whoever prepared it has to do this.',
    article: '24',
  },
  'security.holder': {
    status: 403,
    zh: '本人持有的权限须由他人复核。',
    en: 'Rights of one’s own are reviewed by somebody else.',
    article: '24',
  },
  'security.future': {
    status: 422,
    zh: '时间不能晚于现在，也不能早于事件发现之时。',
    en: 'The time cannot lie after now, nor before the incident was found.',
  },
  'security.bad_day': {
    status: 422,
    zh: '请填写合适的日期：期限须晚于今天，止日须晚于起日，已完成的事项不能晚于今天。',
    en: 'Choose another day: a term ends after today, a last day comes after the first, and what was done was done by today.',
  },
  'security.not_reported': {
    status: 409,
    zh: '事件还没有向上级报告，不能结案。',
    en: 'The incident has not been reported yet and cannot be closed.',
    article: '24',
  },
  'security.persons_not_told': {
    status: 409,
    zh: '事件涉及个人信息，还没有记录是否通知个人，不能结案。',
    en: 'Personal information is affected, and it is not on record whether the persons were told: the incident cannot be closed.',
    article: '25',
  },
  'security.no_plan': {
    status: 409,
    zh: '本单位还没有经批准的应急预案。',
    en: 'Your organisation has no approved emergency plan yet.',
    article: '24',
  },
  'security.improvements_open': {
    status: 409,
    zh: '还有 {{count}} 项改进没有完成，演练不能归档。',
    en: '{{count}} improvement(s) are not done; the drill cannot be closed.',
    article: '24',
  },
  'security.review_exists': {
    status: 409,
    zh: '本单位 {{quarter}} 的权限复核已经开始。',
    en: 'The privilege review of {{quarter}} has begun already.',
  },
  'security.row_decided': { status: 409, zh: '该项权限已经复核。', en: 'This right has been decided already.' },
  'security.rows_open': {
    status: 409,
    zh: '还有 {{count}} 项权限没有复核，不能结束。',
    en: '{{count}} right(s) are still to be decided; the review cannot be closed.',
  },
  'security.last_admin': {
    status: 409,
    zh: '这是本单位最后一名管理员，请先指定另一名管理员再收回。',
    en: 'This is the last administrator of the organisation: name another before this duty is revoked.',
  },
  'security.provider_exists': {
    status: 409,
    zh: '该技术服务单位已经登记。',
    en: 'This service provider is registered already.',
  },
  'security.bad_uscc': {
    status: 422,
    zh: '统一社会信用代码 {{uscc}} 不正确。',
    en: 'The unified social credit code {{uscc}} is not correct.',
  },
  'security.banned': {
    status: 409,
    zh: '该技术服务单位在 {{until}} 前不得承接业务。',
    en: 'This service provider takes no work until {{until}}.',
    article: '23',
  },
  'security.no_contract': {
    status: 409,
    zh: '没有在期限内的合同，不能授予访问权限或者评价。',
    en: 'There is no contract in force: neither access nor an evaluation is possible.',
    article: '23',
  },
  'security.contract_exists': {
    status: 409,
    zh: '合同编号 {{no}} 已经登记；变更请登记新的合同。',
    en: 'Contract {{no}} is registered already; a change is a further contract.',
  },
  'security.evaluated': {
    status: 409,
    zh: '{{year}} 年度已经评价。',
    en: 'The year {{year}} has been evaluated already.',
  },
  'security.year_not_over': {
    status: 422,
    zh: '{{year}} 年度还不能评价：只评价本年度和上一年度。',
    en: 'The year {{year}} cannot be evaluated: only this year and the last.',
  },
  'security.no_subject': {
    status: 422,
    zh: '没有找到本单位的这项处理活动：{{subject}}。',
    en: 'Your organisation has no such handling of data: {{subject}}.',
  },
  'security.incomplete': {
    status: 422,
    zh: '评估还缺 {{count}} 项，补齐后才能提交。',
    en: 'The assessment still lacks {{count}} item(s).',
    article: '25',
  },
});

/** Both sentences of a refusal, for a button that is switched off. */
export const why = (code: keyof typeof refuse.table & string, params: Record<string, string | number> = {}) => {
  const made = refuse(code, params);
  return { zh: made.sentence('zh'), en: made.sentence('en') };
};

/** The refusal of a step that the record's state does not know. */
export const standings = {
  closed: ['已结束', 'Closed'],
  approved: ['已批准', 'Approved'],
  recorded: ['已记录', 'Recorded'],
  planned: ['待演练', 'Planned'],
  filed: ['已归档', 'Filed away'],
} as const;
export const wrongState = ([state, state_en]: readonly [string, string]) =>
  refuse('security.wrong_state', { state, state_en });
