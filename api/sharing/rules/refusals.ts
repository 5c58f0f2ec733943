import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'sharing.not_found': { status: 404, zh: '没有这份共享申请。', en: 'There is no such sharing request.' },
  'sharing.changed_meanwhile': {
    status: 409,
    zh: '该申请刚刚被更新（现为第 {{revision}} 次修改）。您填写的内容没有保存，请核对后再提交。',
    en: 'The request has just been changed (it is now revision {{revision}}). What you typed was not saved; look at it again and send it once more.',
  },
  'sharing.wrong_state': {
    status: 409,
    zh: '申请目前处于“{{state}}”，不能办理“{{action}}”。',
    en: 'The request is "{{state_en}}"; "{{action_en}}" is not possible now.',
  },
  'sharing.not_yours_to_do': {
    status: 403,
    zh: '“{{action}}”由{{who}}办理。',
    en: '"{{action_en}}" is done by {{who_en}}.',
  },
  'sharing.agencies_only': {
    status: 403,
    zh: '政务数据共享在政务服务实施机构之间进行；企业使用数据请走授权开发。',
    en: 'Data are shared between government service agencies; enterprises use them by licensed development.',
    article: '13',
  },
  'sharing.own_data': {
    status: 422,
    zh: '该数据由本单位提供，无须申请共享。',
    en: 'Your own unit provides these data; no request is needed.',
  },
  'sharing.not_shared': {
    status: 422,
    zh: '“{{title}}”属于不予共享类，不能申请共享。依据：{{basis}}。理由：{{reason}}',
    en: '"{{title}}" is not shared and cannot be asked for. Basis: {{basis}}. Reason: {{reason}}',
    article: '12',
  },
  'sharing.other_method': {
    status: 422,
    zh: '目录规定的共享方式为“{{method}}”，请按目录申请。',
    en: 'The catalogue names "{{method_en}}" as the way of sharing; ask for that.',
    article: '8',
  },
  'sharing.incomplete': {
    status: 422,
    zh: '申请还缺 {{count}} 项，补齐后才能提交。',
    en: 'The request still lacks {{count}} item(s).',
    article: '13',
  },
  'sharing.unknown_columns': {
    status: 422,
    zh: '目录中没有这些信息项：{{columns}}。',
    en: 'The data have no such columns: {{columns}}.',
  },
  'sharing.bad_term': {
    status: 422,
    zh: '使用时限应在 {{from}} 至 {{to}} 之间。',
    en: 'The term of use has to end between {{from}} and {{to}}.',
  },
  'sharing.same_person': {
    status: 403,
    zh: '须由另一人办理：拟稿人不能同意自己拟的内容。',
    en: 'Another person has to do this: nobody consents to what they drafted themselves.',
  },
  'sharing.no_veto': {
    status: 409,
    zh: '无条件共享和回流的数据由平台即时同意，提供单位不能拒绝、附加条件或者延期。',
    en: 'What is shared unconditionally or returned downward is granted at once by the platform; the provider cannot refuse, delay or add conditions.',
    article: '13',
  },
  'sharing.supplement_used': {
    status: 409,
    zh: '补正已经一次性告知过，不能再次要求。',
    en: 'What is missing was named once already and cannot be asked for again.',
  },
  'sharing.extension_used': {
    status: 409,
    zh: '已经申请过一次延长。',
    en: 'More time was asked for once already.',
  },
  'sharing.extension_days': {
    status: 422,
    zh: '延长不得超过 {{days}} 个工作日。',
    en: 'At most {{days}} more working days can be asked for.',
  },
  'sharing.nothing_asked': { status: 409, zh: '没有待您答复的事项。', en: 'Nothing waits for your answer.' },
  'sharing.other_authority': {
    status: 403,
    zh: '由提供单位同级的政务信息管理部门审定。',
    en: 'The information department of the provider’s own level decides.',
    article: '4',
  },
  'sharing.no_authority': {
    status: 409,
    zh: '{{region}} 没有确定政务信息管理部门，无法办理。',
    en: 'No information department is appointed for {{region}}.',
    article: '4',
  },
  'sharing.no_basis': {
    status: 422,
    zh: '目录条目没有载明有条件共享的依据，不能据以拒绝。',
    en: 'The catalogue entry cites no basis for its conditions, so nothing can be refused on it.',
    article: '12',
  },
  'sharing.ground_missing': {
    status: 422,
    zh: '不同意共享须选择目录所载条件中的理由。',
    en: 'A refusal names its ground among what the catalogue states.',
    article: '13',
  },
  'sharing.nothing_left_out': {
    status: 422,
    zh: '部分同意须写明限定的信息项或者行；全部提供请选择“同意”。',
    en: 'A grant in part names the columns or rows it is limited to; choose "Granted" to share everything asked for.',
  },
  'sharing.other_proposal': {
    status: 409,
    zh: '拟定的答复与您的操作不一致，请刷新后再办理。',
    en: 'The drafted reply says otherwise; look at it again.',
  },
  'sharing.no_data': {
    status: 409,
    zh: '“{{title}}”还没有可供给的数据，请提供单位先上传并发布数据。',
    en: '"{{title}}" has no data to provide yet; the provider has to upload and publish them first.',
  },
  'sharing.data_withdrawn': {
    status: 410,
    zh: '“{{title}}”的目录条目已撤销，不能再获取数据。如有异议请与提供单位协商。',
    en: 'The catalogue entry of "{{title}}" was withdrawn; nothing can be taken any more. Consult the provider if you object.',
  },
  'sharing.no_return_rule': {
    status: 409,
    zh: '“{{title}}”还没有设置回流规则，请提供单位先指明标识行政区划的信息项。',
    en: '"{{title}}" has no rule of return yet; the provider has to name the column that tells the region.',
  },
  'sharing.no_return': {
    status: 422,
    zh: '回流是上级单位向下级行政区域返还数据；本单位不在提供单位的下级区域。',
    en: 'Data are returned from a higher level to a lower one within its territory; your unit is not below the provider.',
  },
  'sharing.return_unknown': {
    status: 422,
    zh: '按所设规则不能识别 {{region}} 的数据，请改用行政区划代码。',
    en: 'The rule cannot tell the rows of {{region}}; use division codes instead.',
  },
  'sharing.suspended': {
    status: 403,
    zh: '共享已暂停：{{reason}}',
    en: 'The sharing is suspended: {{reason}}',
  },
  'sharing.term_over': {
    status: 410,
    zh: '使用期已于 {{day}} 届满，不能再获取数据。',
    en: 'The term of use ended on {{day}}; nothing can be taken any more.',
  },
  'sharing.not_open': {
    status: 403,
    zh: '该申请还没有开通数据供给。',
    en: 'Nothing is provided under this request yet.',
  },
  'sharing.column_not_granted': {
    status: 403,
    zh: '信息项“{{column}}”不在同意共享的范围内。',
    en: 'The column "{{column}}" was not granted.',
  },
  'sharing.other_way': {
    status: 409,
    zh: '该申请同意的共享方式是“{{method}}”。',
    en: 'What was granted is "{{method_en}}".',
  },
  'sharing.end_without_cause': {
    status: 409,
    zh: '整改期限（{{day}}）届满且未整改的，才能终止共享。',
    en: 'Sharing can be ended only when the time for the remedy ({{day}}) has passed without one.',
  },
  'sharing.bad_day': {
    status: 422,
    zh: '请填写今天之后的日期。',
    en: 'Enter a day after today.',
  },
  'sharing.future_day': {
    status: 422,
    zh: '使用记录的日期应在开通之后、今天之前（含今天）。',
    en: 'A record of use is of a day between the opening and today.',
  },
  'sharing.no_use_yet': {
    status: 409,
    zh: '数据开通之后才能登记使用记录。',
    en: 'Use is recorded once the data were provided.',
  },
  'sharing.nothing_to_object': {
    status: 409,
    zh: '没有可以提出异议的决定。',
    en: 'There is no decision to object to.',
  },
  'sharing.objection_open': {
    status: 409,
    zh: '上一级异议还没有答复。',
    en: 'The objection before waits for its answer.',
  },
  'sharing.objection_ladder': {
    status: 409,
    zh: '异议已经过协商、部门协调和政府决定，不能再次提出。',
    en: 'Consultation, the department and the government have all decided; there is no further rung.',
  },
  'sharing.objection_late': {
    status: 409,
    zh: '提出异议的期限（{{day}}）已过。',
    en: 'The time to object ended on {{day}}.',
  },
  'sharing.document_missing': {
    status: 422,
    zh: '请填写政府决定的文号。',
    en: 'Give the number of the government’s document.',
  },
  'sharing.correction_not_found': {
    status: 404,
    zh: '没有这份校核申请。',
    en: 'There is no such correction request.',
  },
  'sharing.correction_answered': {
    status: 409,
    zh: '该校核申请已经答复。',
    en: 'The correction request was answered already.',
  },
  'sharing.not_corrected': {
    status: 422,
    zh: '校核申请提出之后没有发布新版本，不能答复“已更正”；请先发布更正后的数据。',
    en: 'No version was published since the request was made; publish the corrected data before answering that they are.',
  },
  'sharing.batch_not_found': { status: 404, zh: '没有这个批次。', en: 'There is no such batch.' },
  'sharing.batch_elsewhere': {
    status: 409,
    zh: '该批次由共享交换平台交付，请在该平台领取。',
    en: 'The exchange platform hands this batch out; take it there.',
  },
  'sharing.no_file': { status: 422, zh: '请选择文件。', en: 'Choose a file.' },
});
