/** Refusals of the three procedures, the enterprise file, joint cases, clocks, objections and certificates. */
import { defineRefusals } from '#api/kernel/refusal.ts';
import type { Word } from '#api/kernel/words.ts';

export const refuse = defineRefusals({
  'licensing.file_incomplete': {
    status: 422,
    zh: '企业档案还缺（或者已过期、未通过核验）：{{items}}。补齐后才能提交申请。',
    en: 'The enterprise file lacks (or holds expired or rejected): {{items_en}}. The application can be sent once they are there.',
    article: '19',
  },
  'licensing.file_unchecked': {
    status: 409,
    zh: '企业档案尚有未核验通过的材料：{{items}}。核验后才能受理。',
    en: 'Items of the enterprise file have not been checked: {{items_en}}. The case can be accepted after that.',
    article: '19',
  },
  'licensing.paper_not_found': {
    status: 404,
    zh: '没有这份档案材料。',
    en: 'There is no such paper.',
  },
  'licensing.paper_kind': {
    status: 415,
    zh: '材料须为 PDF、PNG 或者 JPEG 文件。',
    en: 'A paper is a PDF, PNG or JPEG file.',
  },
  'licensing.paper_too_large': {
    status: 413,
    zh: '材料超过 {{limit}}。',
    en: 'The paper is larger than {{limit}}.',
  },
  'licensing.no_paper': {
    status: 422,
    zh: '请选择要上传的文件。',
    en: 'Choose a file to upload.',
  },
  'licensing.paper_fields': {
    status: 422,
    zh: '材料信息有 {{count}} 处需要更正。',
    en: '{{count}} detail(s) of the paper need correction.',
  },
  'licensing.paper_term': {
    status: 422,
    zh: '有效期有误：应为有效的日期，截止日期不早于起始日期，且尚未届满。',
    en: 'The validity is wrong: real days, ending on or after the first, and not yet over.',
  },
  'licensing.representative_invalid': {
    status: 422,
    zh: '代表人信息有误，请核对。',
    en: 'The details of the representative are not right.',
  },
  'licensing.paper_decided': {
    status: 409,
    zh: '这份材料目前为“{{state}}”，不能再核验。',
    en: 'The paper is "{{state_en}}"; it cannot be checked now.',
  },
  'licensing.second_person': {
    status: 403,
    zh: '核验须由另一人办理，不能核验本人提交的材料。',
    en: 'Another person has to check it; nobody checks what they brought in.',
  },
  'licensing.call_not_found': {
    status: 404,
    zh: '没有这份征集公告。',
    en: 'There is no such call.',
  },
  'licensing.call_needed': {
    status: 422,
    zh: '授权运营须在实施方案经本级人民政府审定后，按公开征集公告申请。',
    en: 'Authorised operation is applied for under a call, after the government has consented to the implementation plan.',
    article: '19',
  },
  'licensing.call_kind': {
    status: 422,
    zh: '征集公告 {{no}} 为“{{kind}}”，与申请的授权方式不一致。',
    en: 'Call {{no}} is for "{{kind_en}}", not for what is applied for.',
  },
  'licensing.call_closed': {
    status: 409,
    zh: '征集公告 {{no}} 目前不接受申请（{{from}} 至 {{to}}）。',
    en: 'Call {{no}} takes no applications now ({{from}} to {{to}}).',
  },
  'licensing.call_datasets': {
    status: 422,
    zh: '所选数据集不在征集公告 {{no}} 的范围内。',
    en: 'The chosen datasets are not within call {{no}}.',
  },
  'licensing.call_incomplete': {
    status: 422,
    zh: '征集公告还缺 {{count}} 项内容。',
    en: 'The call still lacks {{count}} item(s).',
  },
  'licensing.call_state': {
    status: 409,
    zh: '征集公告目前为“{{state}}”，不能办理此事项。',
    en: 'The call is "{{state_en}}"; this is not possible now.',
  },
  'licensing.call_other_kind': {
    status: 422,
    zh: '征集公告用于合作开发或者授权运营；授权开发由企业直接申请。',
    en: 'Calls are for cooperation or authorised operation; licensed development is applied for directly.',
  },
  'licensing.government_first': {
    status: 409,
    zh: '授权运营的实施方案须先报本级人民政府审定，登记审定文号后方可公开征集。',
    en: 'The implementation plan goes to the government first; the call opens after its consent has been recorded.',
    article: '19',
  },
  'licensing.call_days': {
    status: 422,
    zh: '征集期限不少于 {{days}} 个工作日，最早截止于 {{first}}。',
    en: 'A call is open for at least {{days}} working days, here until {{first}} or later.',
  },
  'licensing.call_awarded': {
    status: 409,
    zh: '该征集公告已确定 {{no}}，一份公告只确定一个运营机构。',
    en: 'Application {{no}} has been chosen under this call; one call has one operator.',
  },
  'licensing.call_changed': {
    status: 409,
    zh: '征集公告已被更新（第 {{revision}} 次修改），请核对最新内容后再办理。',
    en: 'The call was changed meanwhile (revision {{revision}}); look at the newest state first.',
  },
  'licensing.document_day': {
    status: 422,
    zh: '文件日期 {{day}} 不是有效日期，或者晚于今日。',
    en: 'The day of the document, {{day}}, is not a day up to today.',
  },
  'licensing.other_procedure': {
    status: 409,
    zh: '“{{action}}”不属于{{kind}}的办理程序。',
    en: '"{{action_en}}" is no part of the procedure for {{kind_en}}.',
  },
  'licensing.plan_unconfirmed': {
    status: 409,
    zh: '合作方案尚未经双方确认，不能作出决定。',
    en: 'The cooperation plan has not been confirmed by both sides, so there can be no decision.',
    article: '20',
  },
  'licensing.plan_absent': { status: 409, zh: '还没有合作方案。', en: 'There is no cooperation plan yet.' },
  'licensing.plan_own': {
    status: 409,
    zh: '第 {{version}} 版合作方案由本单位提出，应由对方确认。',
    en: 'Version {{version}} was proposed by your side; the other side confirms it.',
  },
  'licensing.plan_confirmed': {
    status: 409,
    zh: '第 {{version}} 版合作方案已经双方确认。',
    en: 'Version {{version}} of the plan has been confirmed by both sides.',
  },
  'licensing.plan_changed': {
    status: 409,
    zh: '合作方案已更新为第 {{version}} 版，请核对后再确认。',
    en: 'The plan is now at version {{version}}; look at it before you confirm.',
  },
  'licensing.notice_needed': {
    status: 409,
    zh: '拟授权的运营机构须先公示。',
    en: 'The operator that is proposed has to be put on public notice first.',
    article: '19',
  },
  'licensing.notice_out': { status: 409, zh: '公示已经发布。', en: 'The public notice is out already.' },
  'licensing.notice_running': {
    status: 409,
    zh: '公示至 {{day}}，期满后方可办理。',
    en: 'The public notice runs until {{day}}; this is possible after that.',
  },
  'licensing.award_needed': {
    status: 409,
    zh: '授权运营由县级以上人民政府决定，须先登记政府集体决定的文号。',
    en: 'A people’s government decides on authorised operation; its document number has to be recorded first.',
    article: '19',
  },
  'licensing.award_recorded': {
    status: 409,
    zh: '政府决定已经登记。',
    en: 'The government’s decision has been recorded.',
  },
  'licensing.no_clock': { status: 409, zh: '目前没有在计算的办理期限。', en: 'No clock is running now.' },
  'licensing.extension_used': {
    status: 409,
    zh: '办理期限只能申请延长一次。',
    en: 'More time can be asked for once only.',
    article: '13',
  },
  'licensing.too_late_to_extend': {
    status: 409,
    zh: '期限已于 {{day}} 届满，不能再申请延长。',
    en: 'The time ran out on {{day}}; it is too late to extend it.',
    article: '13',
  },
  'licensing.extension_days': {
    status: 422,
    zh: '延长不超过 {{days}} 个工作日。',
    en: 'An extension is at most {{days}} working days.',
  },
  'licensing.nothing_asked': { status: 409, zh: '没有待答复的申请。', en: 'There is nothing to answer.' },
  'licensing.review_paused': {
    status: 409,
    zh: '审查期限因“{{ground}}”暂停，恢复计时后方可办理。',
    en: 'The clock stands still ({{ground_en}}); let it run on first.',
  },
  'licensing.not_paused': { status: 409, zh: '期限没有暂停。', en: 'The clock is not stopped.' },
  'licensing.pause_day': {
    status: 422,
    zh: '预计恢复的日期应为今日以后的日期。',
    en: 'The day until which it is expected to take has to be after today.',
  },
  'licensing.objection_late': {
    status: 409,
    zh: '提出异议的期限已于 {{day}} 届满。',
    en: 'The time for an objection ran out on {{day}}.',
  },
  'licensing.objection_open': {
    status: 409,
    zh: '已提出异议，正在处理。',
    en: 'An objection is being dealt with.',
  },
  'licensing.objection_ladder': {
    status: 409,
    zh: '同级和上一级主管部门均已答复，仍不服的，可以申请行政复议或者提起行政诉讼。',
    en: 'Both authorities have answered; what remains is reconsideration or an administrative action.',
  },
  'licensing.no_authority': {
    status: 409,
    zh: '{{region}} 尚未登记政务信息管理部门。',
    en: 'No information department is registered for {{region}}.',
    article: '4',
  },
  'licensing.part_of_joint': {
    status: 409,
    zh: '该申请是联合申请 {{no}} 的一部分，此事项在联合申请中统一办理。',
    en: 'This is a part of joint application {{no}}; do this there, for the whole.',
    article: '19',
  },
  'licensing.joint_not_found': { status: 404, zh: '没有这份联合申请。', en: 'There is no such joint application.' },
  'licensing.joint_one_agency': {
    status: 422,
    zh: '所选数据集属于同一机构，请直接向该机构申请。',
    en: 'All chosen datasets belong to one agency; apply to it directly.',
  },
  'licensing.joint_kind': {
    status: 422,
    zh: '多机构联合申请用于授权开发。',
    en: 'A joint application is for licensed development.',
  },
  'licensing.joint_state': {
    status: 409,
    zh: '联合申请目前为“{{state}}”，不能办理“{{action}}”。',
    en: 'The joint application is "{{state_en}}"; "{{action_en}}" is not possible now.',
  },
  'licensing.joint_lead_only': {
    status: 403,
    zh: '“{{action}}”由牵头单位{{lead}}办理。',
    en: '"{{action_en}}" is done by the lead, {{lead}}.',
  },
  'licensing.joint_changed': {
    status: 409,
    zh: '材料已被他人更新，您填写的内容没有保存，请核对最新内容后再提交。',
    en: 'Somebody else changed the material; what you typed was not saved.',
  },
  'licensing.not_urgeable': {
    status: 409,
    zh: '该机构目前没有需要办理的事项。',
    en: 'That agency has nothing to do now.',
  },
  'licensing.no_certificate': { status: 404, zh: '没有这份证书。', en: 'There is no such certificate.' },
  'licensing.certificate_over': {
    status: 409,
    zh: '证书 {{no}} 目前为“{{standing}}”，不能办理此事项。',
    en: 'Certificate {{no}} is "{{standing_en}}"; this is not possible.',
  },
  'licensing.certificate_not_valid': {
    status: 409,
    zh: '证书 {{no}} 目前为“{{standing}}”，只有有效的证书才签发 JWT。',
    en: 'Certificate {{no}} is "{{standing_en}}"; a JWT is made of a valid one only.',
  },
  'licensing.reissue_term': {
    status: 422,
    zh: '新证书的截止日期应在今日以后，且不超过最长期限 {{last}}。',
    en: 'A new certificate ends after today and no later than {{last}}.',
  },
  'licensing.faq_not_found': { status: 404, zh: '没有这条常见问题。', en: 'There is no such question.' },
});

/** What is wrong with a detail of a paper, a representative or a call. */
export const paperFaults = {
  number: ['请填写编号。', 'State its number.'],
  issuer: ['请填写出具机构。', 'State who issued it.'],
  validity: ['请核对有效期。', 'Check the validity.'],
  name: ['请填写姓名。', 'State the name.'],
  citizen: ['请填写 18 位有效的公民身份号码。', 'State a valid citizen number of 18 characters.'],
  check_digit: ['公民身份号码的校验码不符，请核对。', 'The check digit of the citizen number does not fit.'],
  title: ['请填写标题。', 'State a title.'],
  words: ['请写明对申请单位的要求。', 'Say what is wanted of applicants.'],
  plan: ['请填写实施方案。', 'State the implementation plan.'],
  direct_reason: ['直接确定的，请写明理由。', 'Give the reason for the direct choice.'],
  datasets: ['请选择数据集。', 'Choose datasets.'],
  direct_method: ['合作开发应当公开征集。', 'A cooperation is called for in public.'],
} as const satisfies Readonly<Record<string, Word>>;

/** What certificates of each kind are called. */
export const certificateTitles = {
  licensed_development: '政务数据授权开发证书',
  cooperative_development: '政务数据合作开发证书',
  authorized_operation: '公共数据授权运营证书',
} as const;
