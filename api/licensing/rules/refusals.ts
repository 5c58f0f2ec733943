import { defineRefusals, type FieldFault } from '#api/kernel/refusal.ts';
import type { Words } from '#api/kernel/words.ts';

export const refuse = defineRefusals({
  'licensing.not_found': { status: 404, zh: '没有这份申请。', en: 'There is no such application.' },
  'licensing.changed_meanwhile': {
    status: 409,
    zh: '该申请已由{{who}}于 {{at}} 更新（现为第 {{revision}} 次修改）。您填写的内容没有保存，请核对最新内容后再提交。',
    en: 'The application was changed by {{who}} at {{at}} (it is now revision {{revision}}). What you typed was not saved; look at the newest state and send it again.',
  },
  'licensing.wrong_state': {
    status: 409,
    zh: '申请目前处于“{{state}}”，不能办理“{{action}}”。',
    en: 'The application is "{{state_en}}"; "{{action_en}}" is not possible now.',
    article: '7',
  },
  'licensing.not_yours_to_do': {
    status: 403,
    zh: '“{{action}}”由{{who}}办理。',
    en: '"{{action_en}}" is done by {{who_en}}.',
  },
  'licensing.enterprises_only': {
    status: 403,
    zh: '授权开发由企业申请；政务机构之间通过共享取得数据。',
    en: 'Licensed development is applied for by enterprises; agencies obtain data from each other by sharing.',
    article: '19',
  },
  'licensing.incomplete': {
    status: 422,
    zh: '申请材料还缺 {{count}} 项，补齐后才能提交。',
    en: 'The application still lacks {{count}} item(s) and cannot be sent.',
  },
  'licensing.no_dataset': {
    status: 422,
    zh: '请至少选择一个有条件开放的数据集。',
    en: 'Choose at least one conditionally open dataset.',
  },
  'licensing.dataset_unknown': {
    status: 422,
    zh: '没有已发布的数据集“{{code}}”。',
    en: 'There is no published dataset "{{code}}".',
  },
  'licensing.not_conditional': {
    status: 422,
    zh: '“{{title}}”不是有条件开放的数据：无条件开放的可直接下载，不予开放的不能申请授权。',
    en: '"{{title}}" is not conditionally open: what is open can be downloaded at once, what is not opened cannot be licensed.',
    article: '14',
  },
  'licensing.several_agencies': {
    status: 422,
    zh: '一份申请只能包含同一机构的数据集；需要多个机构的数据时，请提出联合申请。',
    en: 'One application covers datasets of one agency; for those of several, make a joint application.',
    article: '19',
  },
  'licensing.term_order': {
    status: 422,
    zh: '期限的截止日期应晚于起始日期。',
    en: 'The term must end after it starts.',
  },
  'licensing.term_past': {
    status: 422,
    zh: '起始日期 {{from}} 已经过去，期限应自今日或以后起算。',
    en: 'The term cannot start on {{from}}, which is in the past.',
  },
  'licensing.term_too_long': {
    status: 422,
    zh: '授权期限最长 {{years}} 年，最晚到 {{last}}。',
    en: 'A licence lasts at most {{years}} years, here until {{last}}.',
  },
  'licensing.already_open': {
    status: 409,
    zh: '贵单位对“{{title}}”已有在办申请 {{no}}，请在该申请中继续办理。',
    en: 'Your organisation already has the open application {{no}} for "{{title}}"; go on there.',
  },
  'licensing.supplement_used': {
    status: 409,
    zh: '补正应当一次性告知，本申请已告知过一次，不能再次要求补正。',
    en: 'What is missing is told once only, and this application has had its notice.',
    article: '7',
  },
  'licensing.words_needed': {
    status: 422,
    zh: '请写明{{what}}。',
    en: 'State {{what_en}}.',
  },
  'licensing.fee_unsettled': {
    status: 409,
    zh: '费用 {{yuan}} 元尚未经财政部门确认到账，不能制作证照。',
    en: 'The fee of CNY {{yuan}} has not been confirmed by the finance bureau, so no certificate can be issued.',
    article: '7',
  },
  'licensing.no_fee_due': {
    status: 409,
    zh: '本申请没有待确认的费用。',
    en: 'There is no fee to confirm for this application.',
  },
  'licensing.fee_invalid': {
    status: 422,
    zh: '费用应为不小于零的整数分。',
    en: 'A fee is a whole number of fen, zero or more.',
  },
  'licensing.other_region': {
    status: 403,
    zh: '费用由 {{region}} 的财政部门确认，贵单位对该地区没有管辖权。',
    en: 'The fee is confirmed by the finance bureau of {{region}}; your organisation has no jurisdiction there.',
    article: '21',
  },
  'licensing.receipt_used': {
    status: 409,
    zh: '非税收入票据号“{{no}}”已经用过，一张票据只能使用一次。',
    en: 'The non-tax receipt number "{{no}}" has been used; a receipt counts once.',
  },
  'licensing.receipt_day': {
    status: 422,
    zh: '缴款日期 {{day}} 不是有效的日期，或晚于今日、早于收费决定之日。',
    en: 'The payment day {{day}} is not a day between the fee decision and today.',
  },
});

/** What is wrong with single fields. */
const faults = {
  purpose: ['请填写使用目的。', 'State the purpose.'],
  scenario: ['请填写应用场景。', 'State the scenario.'],
  scope: ['请填写使用范围。', 'State the scope.'],
  degree: ['请选择使用程度。', 'Choose the degree.'],
  term_from: ['请填写期限起始日期。', 'State the first day of the term.'],
  term_to: ['请填写期限截止日期。', 'State the last day of the term.'],
  datasets: ['请核对所选数据集。', 'Check the chosen datasets.'],
  order: ['应晚于起始日期。', 'Must be after the first day.'],
  past: ['应为今日或以后。', 'Must be today or later.'],
  long: ['超过最长期限。', 'Longer than allowed.'],
  basis: ['请填写依据。', 'State the basis.'],
  paid_on: ['请核对缴款日期。', 'Check the day of payment.'],
  receipt_no: ['该票据号已使用。', 'This number has been used.'],
  security_plan: ['请填写安全保障方案。', 'State the security plan.'],
  developer_part: ['请填写本单位的投入。', 'State what you contribute.'],
  operation_plan: ['请填写运营方案。', 'State the operating plan.'],
  track_record: ['请填写能力和业绩。', 'State capability and track record.'],
  ground: ['请选择理由类别。', 'Choose the ground.'],
} as const satisfies Words;

export function fault(path: string, kind: keyof typeof faults): FieldFault {
  const [zh, en] = faults[kind];
  return { path, zh, en };
}

export const controlCharacter = '含有不可见的控制字符。 | Contains control characters.';
/** In the form a schema brings its own sentence. */
export const notADay = '不是有效日期。 | This is not a day.';
/** What `licensing.words_needed` may ask for. */
export const wanted = {
  fee_basis: ['收费或者不收费的依据', 'the basis of the fee, or of charging none'],
  refusal_basis: ['不予授权的依据', 'the provision that the refusal rests on'],
} as const satisfies Words;
