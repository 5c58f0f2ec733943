import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'assets.not_found': { status: 404, zh: '没有这项数据资产。', en: 'There is no such asset.' },
  'assets.case_not_found': { status: 404, zh: '没有这份登记申请。', en: 'There is no such application.' },
  'assets.inventory_not_found': { status: 404, zh: '没有这次盘点。', en: 'There is no such inventory.' },
  'assets.changed_meanwhile': {
    status: 409,
    zh: '卡片刚刚被更新（现为第 {{revision}} 次修改）。您填写的内容没有保存，请核对后再提交。',
    en: 'The card has just been changed (it is now revision {{revision}}). What you typed was not saved; look at it again and send it once more.',
  },
  'assets.wrong_state': {
    status: 409,
    zh: '目前处于“{{state}}”，不能办理“{{action}}”。',
    en: 'It is "{{state_en}}"; "{{action_en}}" is not possible now.',
  },
  'assets.not_yours_to_do': {
    status: 403,
    zh: '“{{action}}”由{{who}}办理。',
    en: '"{{action_en}}" is done by {{who_en}}.',
    article: '17',
  },
  'assets.agencies_only': {
    status: 403,
    zh: '政务数据资产由政务服务实施机构登记。',
    en: 'Assets are registered by government service agencies.',
    article: '17',
  },
  'assets.same_person': {
    status: 403,
    zh: '须由另一人办理：申请人不能审核自己的申请，处理差异的人不能签认盘点。',
    en: 'Another person has to do this: nobody reviews their own application, and who settled a difference does not sign the inventory.',
  },
  'assets.entry_unknown': {
    status: 422,
    zh: '没有这些已发布的目录条目：{{codes}}。',
    en: 'There are no such published catalogue entries: {{codes}}.',
  },
  'assets.entry_of_other': {
    status: 422,
    zh: '这些目录条目由其他单位提供，不能登记为本单位的资产：{{codes}}。',
    en: 'These entries are provided by another agency and cannot be registered as your own asset: {{codes}}.',
    article: '17',
  },
  'assets.entry_taken': {
    status: 409,
    zh: '这些目录条目已经列入其他卡片：{{codes}}。一个条目只列入一张卡片。',
    en: 'These entries stand on another card already: {{codes}}. An entry stands on one card.',
  },
  'assets.secret': {
    status: 422,
    zh: '涉及国家秘密的数据不在本平台登记。',
    en: 'Data that are state secrets are not registered here.',
    article: '2',
  },
  'assets.incomplete': {
    status: 422,
    zh: '卡片还缺 {{count}} 项，补齐后才能申请登记。',
    en: 'The card still lacks {{count}} item(s).',
    article: '17',
  },
  'assets.test_failed': {
    status: 422,
    zh: '不符合数据资产的条件：{{tests}}。五项条件都符合才能登记。',
    en: 'It is not a data asset: {{tests_en}}. All five conditions have to hold.',
    article: '28',
  },
  'assets.no_data': {
    status: 422,
    zh: '卡片上的条目在平台上还没有可用的数据，无法核定规模和存证。请先上传数据。',
    en: 'The entries of the card have no usable data on the platform yet, so scale and evidence cannot be established. Upload the data first.',
  },
  'assets.value_without_report': {
    status: 422,
    zh: '评估价值须同时填写评估方法、评估日期和评估报告编号；没有评估报告的，不记录价值。',
    en: 'A value is recorded with its method, date and report number; without a valuation report none is recorded.',
  },
  'assets.future_day': {
    status: 422,
    zh: '日期不能晚于今天（{{today}}）。',
    en: 'The day cannot be after today ({{today}}).',
  },
  'assets.case_open': {
    status: 409,
    zh: '这项资产有一份申请（{{no}}）正在办理，办结后才能再次申请。',
    en: 'An application for this asset ({{no}}) is under way; another can be made when it is closed.',
  },
  'assets.kind_not_fitting': {
    status: 409,
    zh: '“{{kind}}”不适用于目前的状态“{{state}}”。',
    en: '"{{kind_en}}" does not fit the present state "{{state_en}}".',
  },
  'assets.nothing_changed': {
    status: 422,
    zh: '内容与已登记的相同，没有需要登记的事项。',
    en: 'The content equals what is registered; there is nothing to register.',
  },
  'assets.too_early': {
    status: 409,
    zh: '登记有效期至 {{valid_to}}，自 {{from}} 起可以申请续期。',
    en: 'The registration is valid until {{valid_to}}; it can be renewed from {{from}}.',
  },
  'assets.words_missing': {
    status: 422,
    zh: '请写明理由或者情况。',
    en: 'Say why, or what happened.',
  },
  'assets.ground_missing': {
    status: 422,
    zh: '请选择理由。',
    en: 'Choose the ground.',
  },
  'assets.no_authority': {
    status: 409,
    zh: '{{region}} 没有确定政务信息管理部门，无法办理登记。',
    en: 'No information department is appointed for {{region}}, so nothing can be registered.',
    article: '4',
  },
  'assets.supplement_used': {
    status: 409,
    zh: '补正已经一次性告知过，不能再次要求。',
    en: 'What is missing was named once already and cannot be asked for again.',
  },
  'assets.needs_notice': {
    status: 409,
    zh: '“{{kind}}”须先公示。',
    en: '"{{kind_en}}" needs a public notice first.',
  },
  'assets.no_notice': {
    status: 409,
    zh: '“{{kind}}”不需要公示，审核通过后直接办结。',
    en: '"{{kind_en}}" needs no public notice; it is closed after the review.',
  },
  'assets.notice_running': {
    status: 409,
    zh: '公示期至 {{day}}，期满后才能登记。',
    en: 'The public notice runs until {{day}}; the code is given after that.',
  },
  'assets.notice_over': {
    status: 409,
    zh: '公示期已于 {{day}} 结束，不再接收异议。',
    en: 'The public notice ended on {{day}}; objections are no longer taken.',
  },
  'assets.not_on_notice': {
    status: 409,
    zh: '这份申请不在公示中。',
    en: 'This application is not on public notice.',
  },
  'assets.objected_already': {
    status: 409,
    zh: '您已对这份申请提出过异议，请等待答复。',
    en: 'You have objected to this application already; wait for the answer.',
  },
  'assets.objection_open': {
    status: 409,
    zh: '还有 {{count}} 件异议没有答复。',
    en: '{{count}} objection(s) are not answered yet.',
  },
  'assets.objection_upheld': {
    status: 409,
    zh: '有异议已认定成立，不能登记。',
    en: 'An objection was upheld, so this cannot be registered.',
  },
  'assets.objection_not_found': { status: 404, zh: '没有这件异议。', en: 'There is no such objection.' },
  'assets.objection_answered': { status: 409, zh: '这件异议已经答复。', en: 'The objection has been answered.' },
  'assets.certificate_none': {
    status: 404,
    zh: '这项资产还没有登记证书。',
    en: 'This asset has no certificate.',
  },
  'assets.inventory_open': {
    status: 409,
    zh: '{{agency}} 有一次盘点（{{no}}）还没有签认。',
    en: '{{agency}} has an inventory ({{no}}) that is not signed yet.',
  },
  'assets.inventory_day': {
    status: 422,
    zh: '盘点基准日不能晚于今天，完成期限不能早于今天。',
    en: 'The inventory cannot be of a day to come, nor be due before today.',
  },
  'assets.inventory_nobody': {
    status: 422,
    zh: '该地区没有需要盘点的单位。',
    en: 'There is no agency to count in this region.',
  },
  'assets.difference_not_found': { status: 404, zh: '没有这项差异。', en: 'There is no such difference.' },
  'assets.differences_open': {
    status: 409,
    zh: '还有 {{count}} 项差异没有处理，处理完才能签认。',
    en: '{{count}} difference(s) are not settled yet.',
    article: '17',
  },
  'assets.year_running': {
    status: 409,
    zh: '{{year}} 年还没有结束，年度报告在年末后签发。',
    en: '{{year}} is not over; the yearly report is signed after its end.',
    article: '17',
  },
  'assets.transfer_same': {
    status: 422,
    zh: '划出和接收单位不能相同，并须在同一行政区划。',
    en: 'The two units have to differ and to be of one region.',
  },
  'assets.transfer_cards': {
    status: 422,
    zh: '这些卡片不是划出单位已登记的资产，或者正在办理登记：{{cards}}。',
    en: 'These are not registered assets of the unit that gives them, or an application for them is under way: {{cards}}.',
  },
});
