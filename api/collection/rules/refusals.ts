import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'collection.not_found': { status: 404, zh: '没有这个采集项。', en: 'There is no such collection item.' },
  'collection.agencies_only': {
    status: 403,
    zh: '采集登记由政务服务实施机构办理。',
    en: 'Collection is registered by government service agencies.',
    article: '10',
  },
  'collection.not_yours_to_do': {
    status: 403,
    zh: '“{{action}}”由{{who}}办理。',
    en: '"{{action_en}}" is done by: {{who_en}}.',
  },
  'collection.wrong_state': {
    status: 409,
    zh: '当前状态为“{{state}}”，不能“{{action}}”。',
    en: 'It stands at "{{state_en}}"; "{{action_en}}" is not possible now.',
  },
  'collection.changed_meanwhile': {
    status: 409,
    zh: '该采集项已被他人改动（第 {{revision}} 次修订），请核对后重新提交。',
    en: 'Somebody else changed the item meanwhile (revision {{revision}}); look again and send it once more.',
  },
  'collection.incomplete': {
    status: 422,
    zh: '还有 {{count}} 处需要填写，才能提交。',
    en: '{{count}} field(s) are missing before it can be submitted.',
    article: '10',
  },
  'collection.unknown_provision': {
    status: 422,
    zh: '《{{instrument}}》没有现行的{{article}}，请核对依据。',
    en: '"{{instrument}}" has no article {{article}} in force; check the basis.',
    article: '10',
  },
  'collection.outside_region': {
    status: 422,
    zh: '采集地域超出本单位的管辖范围。',
    en: 'The regions reach beyond the agency’s own territory.',
    article: '4',
  },
  'collection.duplicate': {
    status: 409,
    zh: '“{{name}}”与已有的《{{about}}》“{{held}}”相同，不得重复采集；请申请共享（{{code}}），确有必要的说明理由申请例外。',
    en: '"{{name}}" is held already: "{{held}}" of "{{about}}". It may not be collected again; ask for it to be shared ({{code}}), or give reasons for an exception.',
    article: '10',
  },
  'collection.scope_wider': {
    status: 403,
    zh: '超出已批准的采集范围：{{faults}}。',
    en: 'Beyond what was approved: {{faults_en}}.',
    article: '10',
  },
  'collection.no_pointer': {
    status: 422,
    zh: '目录中没有可共享的 {{code}}，请核对所指的数据。',
    en: 'The catalogue has no shared entry {{code}}; check the pointer.',
  },
  'collection.same_person': {
    status: 403,
    zh: '例外须由信息部门的另一人复核。',
    en: 'An exception is confirmed by a second person of the department.',
    article: '10',
  },
  'collection.other_proposal': {
    status: 409,
    zh: '待复核的意见不是这一种。',
    en: 'The proposal that waits is another.',
  },
  'collection.version_open': {
    status: 409,
    zh: '该采集项已有一个新版本在办理中。',
    en: 'A new version of this item is under way already.',
  },
  'collection.not_in_force': {
    status: 409,
    zh: '只有已批准的采集项可以变更。',
    en: 'Only an approved item can be changed by a new version.',
  },
  'collection.text_not_found': { status: 404, zh: '没有这份同意书。', en: 'There is no such consent text.' },
  'collection.text_retired': {
    status: 409,
    zh: '这份同意书已停用，请使用新的版本。',
    en: 'This consent text is retired; use the new one.',
  },
  'collection.text_items': {
    status: 422,
    zh: '同意书列了本单位没有批准或者不需要同意的采集项：{{items}}。',
    en: 'The text names items that are not approved for this agency or need no consent: {{items}}.',
    article: '10',
  },
  'collection.not_in_text': {
    status: 422,
    zh: '同意书没有列明采集项 {{item}}。',
    en: 'The consent text does not name the item {{item}}.',
    article: '10',
  },
  'collection.bad_subject': {
    status: 422,
    zh: '请填写有效的公民身份号码或统一社会信用代码。',
    en: 'Give a valid citizen number or unified social credit code.',
  },
  'collection.nothing_to_withdraw': {
    status: 409,
    zh: '没有可以撤回的同意。',
    en: 'There is no consent to withdraw.',
  },
  'collection.future': {
    status: 422,
    zh: '时间不能晚于现在。',
    en: 'It cannot lie in the future.',
  },
  'collection.case_closed': {
    status: 409,
    zh: '该事项已经办结，不能再改。',
    en: 'The case is closed for good.',
  },
  'collection.case_basis': {
    status: 422,
    zh: '请写明不予办理的法定理由所依据的条款。',
    en: 'Cite the provision of the lawful reason.',
    article: '10',
  },
  'collection.no_mailbox': {
    status: 403,
    zh: '查询个人数据须使用本人确认的邮箱，单位账号不能代办。',
    en: 'A person looks with a mailbox of their own; an organisation’s account cannot.',
  },
  'collection.not_proved': {
    status: 403,
    zh: '请先证明身份。',
    en: 'Prove who you are first.',
  },
  'collection.proof_open': {
    status: 409,
    zh: '已有一份身份证明在核验或者仍然有效。',
    en: 'A proof of identity is being verified or still holds.',
  },
  'collection.proof_not_found': { status: 404, zh: '没有这份身份证明。', en: 'There is no such proof of identity.' },
  'collection.proof_decided': {
    status: 409,
    zh: '这份身份证明已经处理。',
    en: 'This proof of identity has been decided.',
  },
  'collection.proof_kind': {
    status: 415,
    zh: '证明材料须为 PDF、PNG 或 JPEG 文件。',
    en: 'The proof is to be a PDF, PNG or JPEG file.',
  },
  'collection.proof_too_large': {
    status: 413,
    zh: '证明材料超过 {{limit}}。',
    en: 'The proof exceeds {{limit}}.',
  },
  'collection.no_file': { status: 422, zh: '请选择证明材料。', en: 'Choose the file of the proof.' },
  'collection.bad_identity': {
    status: 422,
    zh: '身份信息有 {{count}} 处需要更正。',
    en: '{{count}} field(s) of the identity need correction.',
  },
  'collection.papers_wiped': {
    status: 410,
    zh: '材料已按保存期限清除。',
    en: 'The papers were wiped when their time was over.',
  },
  'collection.agency_unknown': { status: 422, zh: '没有这个单位。', en: 'There is no such agency.' },
  'collection.about_unknown': {
    status: 422,
    zh: '该单位没有登记这类数据。',
    en: 'The agency has no such data on record.',
  },
  'collection.request_not_found': { status: 404, zh: '没有这项请求。', en: 'There is no such request.' },
  'collection.request_closed': { status: 409, zh: '这项请求已经办结。', en: 'This request is closed.' },
  'collection.nothing_missing': {
    status: 409,
    zh: '承办单位没有要求补充。',
    en: 'Nothing is missing: the agency asked for no more.',
  },
  'collection.supplement_used': {
    status: 409,
    zh: '补充只能一次性告知，已经告知过。',
    en: 'What is missing is named once, and was.',
  },
  'collection.extension_used': { status: 409, zh: '答复期限只能延长一次。', en: 'It can take longer once only.' },
  'collection.extension_late': {
    status: 409,
    zh: '答复期限已过或者已停止计时，不能再延长。',
    en: 'The answer is overdue, or its clock stands still; it cannot be put off.',
  },
  'collection.extension_days': {
    status: 422,
    zh: '最多延长 {{days}} 个工作日。',
    en: 'It can take {{days}} working days longer at most.',
  },
  'collection.no_ground': {
    status: 422,
    zh: '不同意或者部分同意的，须写明法律依据。',
    en: 'A refusal, in whole or in part, cites its legal basis.',
  },
});
