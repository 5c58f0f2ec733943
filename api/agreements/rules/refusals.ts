import { defineRefusals, type FieldFault } from '#api/kernel/refusal.ts';
import type { Words } from '#api/kernel/words.ts';

export const refuse = defineRefusals({
  'agreement.not_found': { status: 404, zh: '没有这份协议。', en: 'There is no such agreement.' },
  'agreement.changed_meanwhile': {
    status: 409,
    zh: '协议条款已由{{who}}于 {{at}} 更新（现为第 {{revision}} 次修改，改动的条款：{{clauses}}）。您填写的内容没有保存，请核对后再提交。',
    en: 'The terms were changed by {{who}} at {{at}} (now revision {{revision}}; clauses changed: {{clauses_en}}). What you typed was not saved; look at the newest terms and send them again.',
  },
  'agreement.wrong_state': {
    status: 409,
    zh: '协议目前为“{{state}}”，不能“{{action}}”。',
    en: 'The agreement is "{{state_en}}"; "{{action_en}}" is not possible now.',
  },
  'agreement.not_yours_to_do': {
    status: 403,
    zh: '“{{action}}”由{{who}}办理。',
    en: '"{{action_en}}" is done by {{who_en}}.',
  },
  'agreement.application_unknown': {
    status: 422,
    zh: '没有可以拟订协议的申请。',
    en: 'There is no application to draw the agreement from.',
  },
  'agreement.application_undecided': {
    status: 409,
    zh: '申请尚未作出准予授权的决定，不能拟订协议。',
    en: 'The application has not been granted, so no agreement can be drawn from it.',
    article: '19',
  },
  'agreement.not_certified': {
    status: 409,
    zh: '申请尚未制作证照（收费、证照制作未完成），协议不能发出签署。',
    en: 'The certificate has not been issued (fee and certificate are still open), so the agreement cannot go out.',
    article: '7',
  },
  'agreement.exists': {
    status: 409,
    zh: '该申请已有协议 {{no}}。',
    en: 'The application already has the agreement {{no}}.',
  },
  'agreement.clauses_missing': {
    status: 422,
    zh: '协议还缺 {{count}} 处约定（{{clauses}}），补齐后才能发出签署。',
    en: 'The agreement still lacks {{count}} point(s) ({{clauses_en}}) and cannot go out for signature.',
    article: '20',
  },
  'agreement.term_order': {
    status: 422,
    zh: '协议的截止日期应晚于起始日期。',
    en: 'The agreement must end after it starts.',
    article: '20',
  },
  'agreement.term_over': {
    status: 409,
    zh: '协议期限已于 {{to}} 届满，不能再办理。',
    en: 'The term ended on {{to}}; nothing more can be done under it.',
    article: '20',
  },
  'agreement.term_outside_licence': {
    status: 422,
    zh: '协议期限应在授权期限 {{from}} 至 {{to}} 之内。',
    en: 'The term must lie within the licence, {{from}} to {{to}}.',
    article: '19',
  },
  'agreement.degree_beyond_licence': {
    status: 422,
    zh: '协议的程度应与授权决定一致（{{degree}}）。',
    en: 'The degree must be the one that was licensed ({{degree_en}}).',
    article: '19',
  },
  'agreement.agency_payee': {
    status: 422,
    zh: '“{{party}}”不能作为收款方：政府取得的部分应当缴入同级国库，政务服务实施机构不得直接取得收入。',
    en: '"{{party}}" cannot be a payee: the government part goes to the treasury of the same level, never to an agency.',
    article: '21',
  },
  'agreement.share_twice': { status: 422, zh: '同一收款方只能列一行。', en: 'A party stands in one line only.' },
  'agreement.share_invalid': {
    status: 422,
    zh: '分配比例应为 0 至 1000000 之间的整数（百万分比）。',
    en: 'A share is a whole number of parts per million, 0 to 1,000,000.',
  },
  'agreement.no_government_part': {
    status: 422,
    zh: '应当约定大于零的政府取得部分；该部分没有默认值。',
    en: 'A government part of more than zero must be agreed; it has no default.',
    article: '21',
  },
  'agreement.contribution_incomplete': {
    status: 422,
    zh: '贡献度的确定方法还不完整：{{what}}。',
    en: 'How contribution is measured is not whole yet: {{what_en}}.',
    article: '21',
  },
  'agreement.contribution_differs': {
    status: 422,
    zh: '分配比例与按所选方法计算的结果不一致，请重新保存条款。',
    en: 'The shares are not those that the chosen method gives; save the terms again.',
    article: '21',
  },
  'agreement.shares_not_whole': {
    status: 422,
    zh: '分配比例合计为 {{sum}}，应当正好为 1000000（相差 {{rest}}）。',
    en: 'The shares add up to {{sum}}; they must be exactly 1,000,000 (off by {{rest}}).',
    article: '21',
  },
  'agreement.no_operator': {
    status: 422,
    zh: '{{region}} 没有指定平台运营机构，不能约定其分配部分。',
    en: 'No platform operator is appointed for {{region}}, so it cannot have a share.',
  },
  'agreement.data_unknown': {
    status: 422,
    zh: '数据集“{{dataset}}”不在本协议所依据的授权之内。',
    en: 'Dataset "{{dataset}}" is not part of the authorisation this agreement rests on.',
    article: '19',
  },
  'agreement.data_missing': {
    status: 422,
    zh: '数据集“{{dataset}}”没有约定授予哪些表：逐个列明，或者全部不列（即授予订立时已有的全部表和列）。',
    en: 'Nothing is said of dataset "{{dataset}}": say it of each, or of none (which grants all tables it has now).',
    article: '20',
  },
  'agreement.data_twice': {
    status: 422,
    zh: '“{{name}}”列了两次。',
    en: '"{{name}}" is listed twice.',
  },
  'agreement.unknown_table': {
    status: 422,
    zh: '数据集“{{dataset}}”已发布的版本中没有表“{{table}}”。',
    en: 'The published version of "{{dataset}}" has no table "{{table}}".',
  },
  'agreement.unknown_column': {
    status: 422,
    zh: '表“{{table}}”没有列“{{column}}”。',
    en: 'Table "{{table}}" has no column "{{column}}".',
  },
  'agreement.no_columns': {
    status: 422,
    zh: '表“{{table}}”没有选定任何列；不授予这张表的，请不要列出。',
    en: 'No column of table "{{table}}" is granted; leave the table out if it is not.',
  },
  'agreement.bad_row_filter': {
    status: 422,
    zh: '表“{{table}}”的行条件不能成立：列“{{column}}”是{{type}}，条件“{{op}}”的值不适用。',
    en: 'The row filter of table "{{table}}" cannot hold: column "{{column}}" is {{type_en}}, and "{{op_en}}" does not take that value.',
  },
  'agreement.quota_order': {
    status: 422,
    zh: '{{measure}}的限额应当逐级放宽：每日不大于每月，每月不大于整个期限。',
    en: 'The quota of {{measure_en}} must widen: a day at most a month, a month at most the term.',
  },
  'agreement.ownership_not_whole': {
    status: 422,
    zh: '新产生数据的份额合计为 {{percent}}%，应当正好为 100%。',
    en: 'The parts of the new data add up to {{percent}}%; they must be exactly 100%.',
    article: '20',
  },
  'agreement.ownership_contradicts': {
    status: 422,
    zh: '新产生数据的归属与各方份额不一致。',
    en: 'The owner of the new data and the parts contradict each other.',
    article: '20',
  },
  'agreement.fee_contradicts': {
    status: 422,
    zh: '约定免费的，不能再约定收费金额。',
    en: 'An agreement that is free cannot name an amount.',
  },
  'agreement.no_version': {
    status: 404,
    zh: '协议还没有发出签署的这一版本。',
    en: 'The agreement has no such version that went out for signature.',
  },
  'agreement.not_a_party': {
    status: 403,
    zh: '贵单位不是本协议的当事人，不能签署。',
    en: 'Your organisation is no party to this agreement and cannot sign it.',
    article: '16',
  },
  'agreement.no_signatory': {
    status: 403,
    zh: '签署须由本单位负有“签署与确认”职责的人员办理。',
    en: 'Only a person with the duty to sign may sign for the organisation.',
    article: '16',
  },
  'agreement.out_of_turn': {
    status: 409,
    zh: '尚未轮到贵单位签署，请等待{{waiting_for}}先行签署。',
    en: 'It is not your turn to sign; {{waiting_for}} signs first.',
  },
  'agreement.already_signed': {
    status: 409,
    zh: '贵单位已经签署过这一版本，不能重复签署。',
    en: 'Your organisation has already signed this version.',
  },
  'agreement.not_in_force': {
    status: 409,
    zh: '协议目前未生效。',
    en: 'The agreement is not in force.',
    article: '19',
  },
  'agreement.reason_needed': { status: 422, zh: '请写明理由。', en: 'State the reason.' },
  'filing.not_found': { status: 404, zh: '没有这份备案。', en: 'There is no such filing.' },
  'filing.no_department': {
    status: 409,
    zh: '{{region}} 没有确定政务信息管理部门，暂不能备案。',
    en: 'No information department is appointed for {{region}}; the filing cannot be submitted.',
    article: '19',
  },
  'filing.other_region': {
    status: 403,
    zh: '本备案由 {{region}} 的政务信息管理部门审查，贵单位对该地区没有管辖权。',
    en: 'The information department of {{region}} reviews this filing; your organisation has no jurisdiction there.',
    article: '4',
  },
  'filing.wrong_state': {
    status: 409,
    zh: '备案目前为“{{state}}”，不能“{{action}}”。',
    en: 'The filing is "{{state_en}}"; "{{action_en}}" is not possible now.',
  },
  'filing.opinion_needed': {
    status: 422,
    zh: '要求补正或者不予备案，应当写明意见。',
    en: 'Asking for a supplement or refusing needs an opinion in words.',
  },
  'filing.password_needed': {
    status: 422,
    zh: '出具备案回执须重新输入本人密码。',
    en: 'Issuing the receipt of a filing needs your own password again.',
    article: '16',
  },
});

/** What is missing from the terms, or wrong with single fields. */
const faults = {
  scope: ['未约定使用或者开发的范围。', 'The scope is not agreed.'],
  degree: ['未约定使用或者开发的程度。', 'The degree is not agreed.'],
  term_from: ['未约定期限的起始日期。', 'The first day is missing.'],
  term_to: ['未约定期限的截止日期。', 'The last day is missing.'],
  disposition_mode: ['未约定期满后的处置方式。', 'How the data is disposed of is not agreed.'],
  disposition_words: ['继续使用应写明条件。', 'Continued use needs its conditions.'],
  disposition_days: ['未约定处置期限（工作日）。', 'The working days for the disposition are missing.'],
  disposition_proof: ['未约定处置的证明。', 'The proof of the disposition is not agreed.'],
  owner: ['未约定新产生数据归谁。', 'Who owns the new data is not agreed.'],
  owner_percent: ['按份共有应写明份额。', 'Joint ownership needs its parts.'],
  licence_back: ['未约定另一方的使用权。', 'The licence to the other side is not agreed.'],
  fee: ['未约定收费方式。', 'The fee is not agreed.'],
  security: ['未约定安全责任。', 'The security duties are not agreed.'],
  share_treasury: ['未约定政府取得的部分。', 'The government part is not agreed.'],
  share_developer: ['未约定开发单位的部分。', 'The developer’s part is not agreed.'],
  share_party: [
    '收款方只能是同级国库、开发单位或者平台运营机构。',
    'A payee is the treasury, the developer or the platform operator.',
  ],
  share_twice: ['该收款方已列出。', 'This party is already listed.'],
  share_ppm: [
    '应在 0% 至 100% 之间，最多四位小数（百万分比为整数）。',
    'From 0% to 100%, at most four decimals (whole parts per million).',
  ],
  share_zero: ['政府取得的部分应大于零。', 'The government part must be more than zero.'],
  owner_shares: ['各方份额合计应为 100%。', 'The parts must add up to 100%.'],
  data_dataset: ['不在授权之内。', 'Not part of the authorisation.'],
  data_table: ['已发布的版本没有这张表。', 'The published version has no such table.'],
  data_column: ['该表没有这一列。', 'The table has no such column.'],
  data_tables: ['请至少选定一张表。', 'Choose one table or more.'],
  data_columns: ['请至少选定一列。', 'Choose one column or more.'],
  data_filter: ['该条件不适用于这一列的类型。', 'The condition does not fit the column’s type.'],
  data_twice: ['已列出。', 'Already listed.'],
  quota: ['限额应逐级放宽。', 'The quotas must widen.'],
  fee_amount: ['约定免费的，不填金额。', 'No amount where it is free.'],
  contribution: ['贡献度的计算依据不完整。', 'What the shares are computed from is not whole.'],
  correct: ['请更正。', 'Please correct this.'],
  reason: ['请写明理由。', 'State the reason.'],
  opinion: ['请写明意见。', 'State your opinion.'],
  password: ['请输入本人密码。', 'Enter your password.'],
} as const satisfies Words;

export function fault(path: string, kind: keyof typeof faults): FieldFault {
  const [zh, en] = faults[kind];
  return { path, zh, en };
}
export type FaultKind = keyof typeof faults;
