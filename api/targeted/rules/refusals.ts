import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'targeted.not_found': { status: 404, zh: '没有这份申请。', en: 'There is no such application.' },
  'targeted.changed_meanwhile': {
    status: 409,
    zh: '该申请刚刚被更新（现为第 {{revision}} 次修改）。您填写的内容没有保存，请核对后再提交。',
    en: 'The application has just been changed (it is now revision {{revision}}). What you typed was not saved; look at it again and send it once more.',
  },
  'targeted.wrong_state': {
    status: 409,
    zh: '申请目前处于“{{state}}”，不能办理“{{action}}”。',
    en: 'The application is "{{state_en}}"; "{{action_en}}" is not possible now.',
    article: '14',
  },
  'targeted.not_yours_to_do': {
    status: 403,
    zh: '“{{action}}”由{{who}}办理。',
    en: '"{{action_en}}" is done by {{who_en}}.',
  },
  'targeted.no_data_named': {
    status: 422,
    zh: '请选择目录中的数据，或者用文字说明所申请的数据和掌握该数据的机构。',
    en: 'Choose data of the catalogue, or describe them in words and name the agency that holds them.',
    article: '14',
  },
  'targeted.open_already': {
    status: 422,
    zh: '“{{title}}”已向社会开放，可以直接下载，无须申请。',
    en: '"{{title}}" is open to everybody and can be downloaded at once; no application is needed.',
    article: '15',
  },
  'targeted.agency_unknown': { status: 422, zh: '没有这个政务服务实施机构。', en: 'There is no such agency.' },
  'targeted.bad_identity': {
    status: 422,
    zh: '身份信息有 {{count}} 处需要更正。',
    en: '{{count}} item(s) of the identity need correction.',
  },
  'targeted.incomplete': {
    status: 422,
    zh: '申请还缺 {{count}} 项，补齐后才能提交。',
    en: 'The application still lacks {{count}} item(s) and cannot be filed.',
    article: '14',
  },
  'targeted.no_undertaking': {
    status: 422,
    zh: '请确认承诺：数据只用于所述目的，不向他人转让或者公开。',
    en: 'Undertake that the data are used for the purpose stated only and not passed on.',
  },
  'targeted.no_file': { status: 422, zh: '请选择一个文件。', en: 'Choose a file.' },
  'targeted.proof_kind': {
    status: 415,
    zh: '证明材料应为 PDF、PNG 或者 JPEG 文件（按文件内容判断）。',
    en: 'Proof must be a PDF, PNG or JPEG file (judged by its content).',
  },
  'targeted.proof_too_large': {
    status: 413,
    zh: '证明材料每个文件不超过 {{limit}}。',
    en: 'A file of proof may have at most {{limit}}.',
  },
  'targeted.too_many_proofs': {
    status: 409,
    zh: '证明材料最多 {{limit}} 个文件。',
    en: 'There may be at most {{limit}} files of proof.',
  },
  'targeted.proof_not_found': { status: 404, zh: '没有这份证明材料。', en: 'There is no such file of proof.' },
  'targeted.supplement_used': {
    status: 409,
    zh: '补正只能要求一次，应当一次告知全部需要补正的内容。',
    en: 'A supplement can be asked for once; everything missing has to be named at one time.',
  },
  'targeted.extended_already': {
    status: 409,
    zh: '答复期限只能延长一次。',
    en: 'The time limit can be extended once only.',
  },
  'targeted.too_late_to_extend': {
    status: 409,
    zh: '答复期限已过，不能再延长。',
    en: 'The time limit is over and cannot be extended.',
  },
  'targeted.bad_day': {
    status: 422,
    zh: '日期应在 {{from}} 至 {{to}} 之间。',
    en: 'The day must lie between {{from}} and {{to}}.',
  },
  'targeted.checks_missing': {
    status: 422,
    zh: '同意开放前应当完成国家安全、商业秘密、个人隐私三项核查。',
    en: 'National security, trade secrets and privacy have to be checked before anything is opened.',
    article: '14',
  },
  'targeted.nobody_heard': {
    status: 422,
    zh: '涉及第三方权益的，应当先征求第三方意见并登记。',
    en: 'Where others are touched they have to be heard first, and their opinion recorded.',
  },
  'targeted.version_unknown': {
    status: 422,
    zh: '本机构没有这个数据版本。',
    en: 'The agency has no such version of data.',
  },
  'targeted.version_not_ready': {
    status: 409,
    zh: '该版本含有未处理的个人信息或者尚未处理完毕，不能用于开放。',
    en: 'The version holds untreated personal information or is not processed yet, and cannot be opened from.',
    article: '14',
  },
  'targeted.not_cleared': {
    status: 409,
    zh: '该数据正在重新办理去标识化复核，暂不能领取；复核签署后可以继续领取，已用的次数不受影响。',
    en: 'The de-identification of these data is being checked anew; they can be taken again once its report is signed. Downloads left are not touched.',
    article: '15',
  },
  'targeted.no_columns': { status: 422, zh: '请至少选择一列。', en: 'Choose at least one column.' },
  'targeted.scope_too_wide': {
    status: 422,
    zh: '定向开放只限与申请人有关的记录：请至少填写一个筛选条件。',
    en: 'Only records that concern the applicant are opened: give at least one filter.',
    article: '14',
  },
  'targeted.no_rows': {
    status: 422,
    zh: '没有符合筛选条件的记录。',
    en: 'No record passes the filters.',
  },
  'targeted.too_many_rows': {
    status: 422,
    zh: '符合条件的记录多于 {{limit}} 条，请缩小范围。',
    en: 'More than {{limit}} records pass the filters; narrow the scope.',
  },
  'targeted.no_mailbox': {
    status: 409,
    zh: '领取数据需要经确认的电子邮箱，请先确认邮箱。',
    en: 'Delivery needs a confirmed mailbox; confirm one first.',
  },
  'targeted.too_many_codes': {
    status: 429,
    zh: '验证码发送过于频繁，请稍后再试。',
    en: 'Too many codes were asked for; try again later.',
  },
  'targeted.code_wrong': {
    status: 422,
    zh: '验证码不正确，还可以试 {{left}} 次。',
    en: 'The code is wrong; {{left}} tries are left.',
  },
  'targeted.code_dead': {
    status: 409,
    zh: '验证码已失效，请重新获取。',
    en: 'The code is no longer valid; ask for a new one.',
  },
  'targeted.term_over': {
    status: 410,
    zh: '使用期已于 {{day}} 届满，不能再领取。',
    en: 'The term ended on {{day}}; nothing can be taken any more.',
  },
  'targeted.revoked': {
    status: 410,
    zh: '该项开放已撤销，不能再领取，已领取的数据应当停止使用。',
    en: 'The opening was revoked: nothing can be taken any more, and what was taken must no longer be used.',
  },
  'targeted.no_downloads_left': {
    status: 409,
    zh: '领取次数已用完。',
    en: 'All downloads have been used.',
  },
  'targeted.leak_unreadable': {
    status: 422,
    zh: '不能读取该文件：请上传 CSV 文件（Excel 文件请先另存为 CSV），首部应保留列名。',
    en: 'The file cannot be read: upload a CSV (save a workbook as CSV first) in which the names of the columns are kept.',
  },
  'targeted.leak_too_large': {
    status: 413,
    zh: '文件不超过 {{limit}}。',
    en: 'The file may have at most {{limit}}.',
  },
  'targeted.papers_wiped': {
    status: 410,
    zh: '结案已满保存期限，身份信息和证明材料已清除。',
    en: 'The case has been closed for as long as papers are kept: identity and proof were wiped.',
  },
});
