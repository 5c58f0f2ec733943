/** Refusals of what happens to an agreement after it is drawn up. */
import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuseLife = defineRefusals({
  'matter.not_found': { status: 404, zh: '没有这个事项。', en: 'There is no such matter.' },
  'matter.wrong_state': {
    status: 409,
    zh: '该事项目前为“{{state}}”，不能“{{action}}”。',
    en: 'The matter is "{{state_en}}"; "{{action_en}}" is not possible now.',
  },
  'matter.not_yours_to_do': {
    status: 403,
    zh: '“{{action}}”由{{who}}办理。',
    en: '"{{action_en}}" is done by {{who_en}}.',
  },
  'amendment.not_in_force': {
    status: 409,
    zh: '协议目前为“{{state}}”，只有生效中的协议可以变更或者续期。',
    en: 'The agreement is "{{state_en}}"; only an agreement in force can be amended or renewed.',
    article: '20',
  },
  'amendment.open': {
    status: 409,
    zh: '变更 {{no}} 尚未办结，同一时间只能办理一项变更。',
    en: 'Amendment {{no}} is still open; there is one at a time.',
  },
  'amendment.ending': {
    status: 409,
    zh: '协议将于 {{day}} 提前终止（{{no}}），不能再变更或者续期。',
    en: 'The agreement ends early on {{day}} ({{no}}) and cannot be amended or renewed.',
  },
  'amendment.nothing_changed': {
    status: 422,
    zh: '草案与现行第 {{version}} 版没有差别。',
    en: 'The draft does not differ from version {{version}}, which is in force.',
  },
  'amendment.changed_meanwhile': {
    status: 409,
    zh: '草案已由{{who}}更新（现为第 {{revision}} 次修改）。您填写的内容没有保存，请核对后再提交。',
    en: 'The draft was changed by {{who}} (now revision {{revision}}). What you typed was not saved; look at the newest draft and send it again.',
  },
  'amendment.governs_early': {
    status: 422,
    zh: '生效日期不能早于今天，也不能晚于新的截止日期。',
    en: 'It cannot govern from a day that is past, nor after the new last day.',
  },
  'amendment.not_longer': {
    status: 422,
    zh: '续期后的截止日期应晚于现行的 {{to}}。',
    en: 'A renewal must end after the present last day, {{to}}.',
    article: '20',
  },
  'amendment.renewal_too_long': {
    status: 422,
    zh: '授权运营的期限（含续期）不得超过 {{years}} 年。',
    en: 'Authorised operation may not run longer than {{years}} years, renewals included.',
    article: '19',
  },
  'measure.not_in_force': {
    status: 409,
    zh: '协议目前没有生效，无须发出限期改正通知。',
    en: 'The agreement is not in force, so no notice can be given under it.',
  },
  'measure.open': {
    status: 409,
    zh: '通知 {{no}} 尚未办结。',
    en: 'Notice {{no}} is still open.',
  },
  'measure.limit_too_short': {
    status: 422,
    zh: '改正期限不得少于 {{days}} 个工作日（最早 {{day}}）。',
    en: 'The time limit is at least {{days}} working days ({{day}} at the earliest).',
  },
  'measure.limit_running': {
    status: 409,
    zh: '改正期限到 {{day}} 止，届满之前不能暂停协议。',
    en: 'The time limit runs until {{day}}; the agreement cannot be suspended before it has passed.',
    article: '20',
  },
  'ending.not_in_force': {
    status: 409,
    zh: '协议目前没有生效，不适用提前终止。',
    en: 'The agreement is not in force, so it cannot be ended early.',
  },
  'ending.open': {
    status: 409,
    zh: '终止事项 {{no}} 尚未办结。',
    en: 'The early end {{no}} is still open.',
  },
  'ending.needs_matter': {
    status: 409,
    zh: '生效中的协议不能径行终止：应当由双方同意，或者写明依据并提前通知。',
    en: 'An agreement in force is not ended outright: it takes the consent of both, or a named ground and notice.',
    article: '20',
  },
  'ending.ground_needed': {
    status: 422,
    zh: '单方终止应当写明事由，以及协议条款或者法律依据。',
    en: 'To end it alone, name the ground and the clause or law it rests on.',
    article: '20',
  },
  'ending.notice_too_short': {
    status: 422,
    zh: '单方终止应当提前至少 {{days}} 个工作日通知（最早 {{day}}）。',
    en: 'One side gives at least {{days}} working days of notice ({{day}} at the earliest).',
  },
  'ending.day_outside': {
    status: 422,
    zh: '终止日期应在今天与协议截止日期 {{to}} 之间。',
    en: 'The last day lies between today and the end of the term, {{to}}.',
  },
  'disposition.no_files': {
    status: 422,
    zh: '请列出处置的文件及其 SHA-256，每行一个：SHA-256、空格、文件名。',
    en: 'List the files with their SHA-256, one a line: the digest, a space, the name.',
    article: '20',
  },
  'disposition.bad_line': {
    status: 422,
    zh: '第 {{line}} 行不是“SHA-256 文件名”的格式。',
    en: 'Line {{line}} is not a SHA-256 followed by a name.',
  },
  'disposition.no_signatory': {
    status: 403,
    zh: '处置证明须由负有“签署与确认”职责的人员签署提交。',
    en: 'The proof is signed and filed by a person with the duty to sign.',
    article: '16',
  },
  'disposition.reason_needed': {
    status: 422,
    zh: '退回处置证明应当写明理由。',
    en: 'Sending the proof back needs the reason.',
  },
  'template.not_found': { status: 404, zh: '没有这份协议模板。', en: 'There is no such template.' },
  'template.other_region': {
    status: 403,
    zh: '协议模板由本地区政务信息管理部门的审核人员制定。',
    en: 'Templates are made by the reviewers of the information department of the region.',
    article: '4',
  },
  'template.wrong_state': {
    status: 409,
    zh: '该版本已经发布，不能修改；请另立新版本。',
    en: 'This version is published and cannot be changed; make a new version.',
  },
  'template.changed_meanwhile': {
    status: 409,
    zh: '模板已由他人更新。您填写的内容没有保存，请核对后再提交。',
    en: 'The template was changed meanwhile. What you typed was not saved; look at the newest draft and send it again.',
  },
  'template.draft_exists': {
    status: 409,
    zh: '该模板已有正在拟订的第 {{version}} 版。',
    en: 'Version {{version}} of this template is already being drafted.',
  },
  'template.days_order': {
    status: 422,
    zh: '启用日期不能早于今天，停用日期不能早于启用日期。',
    en: 'The first day is not past, and the last day is not before the first.',
  },
  'template.not_in_force': {
    status: 409,
    zh: '协议模板“{{name}}”第 {{version}} 版今天没有启用，不能选用。',
    en: 'Version {{version}} of the template "{{name}}" is not in force today.',
  },
  'clue.not_found': { status: 404, zh: '没有这条线索。', en: 'There is no such clue.' },
  'clue.words_needed': {
    status: 422,
    zh: '请写明核实情况。',
    en: 'Say what the check showed.',
  },
});
