/** What the catalogue refuses, and what it finds wrong with an entry. */
import { defineRefusals } from '#api/kernel/refusal.ts';
import type { Words } from '#api/kernel/words.ts';

export const refuse = defineRefusals({
  'catalog.not_found': { status: 404, zh: '没有这个目录条目。', en: 'There is no such catalogue entry.' },
  'catalog.withdrawn': {
    status: 410,
    zh: '“{{title}}”（{{code}}）已于 {{day}} 由提供方撤销。撤销理由：{{reason}}',
    en: '"{{title}}" ({{code}}) was withdrawn by its provider on {{day}}. Reason: {{reason}}',
  },
  'catalog.out_of_scope': {
    status: 403,
    zh: '只有本省行政区域内的政务服务实施机构可以编制目录条目。',
    en: 'Only agencies of this province compile catalogue entries.',
    article: '2',
  },
  'catalog.secret': {
    status: 403,
    zh: '涉及国家秘密、工作秘密的数据按照有关法律、行政法规管理，不得在本平台编目、上传、共享、开放。所填内容未保存。',
    en: 'Data that touches state or work secrets is handled under its own laws: it may not be catalogued, uploaded, shared or opened here. Nothing was saved.',
    article: '2',
  },
  'catalog.unknown_classification': {
    status: 422,
    zh: '“{{code}}”不是目录分类中的目或细目。',
    en: '"{{code}}" is no entry or sub-entry of the classification.',
    article: '8',
  },
  'catalog.title_taken': {
    status: 409,
    zh: '本单位已有同名条目（{{code}}）。同一提供方的资源名称不得重复。',
    en: 'Your agency already has an entry of this name ({{code}}). Titles are unique per provider.',
  },
  'catalog.changed_meanwhile': {
    status: 409,
    zh: '{{who}}已于 {{when}} 保存了新的修改（第 {{revision}} 次修订），您依据的是较早的内容。您填写的内容没有覆盖它，请核对后再保存。',
    en: '{{who}} saved a newer version on {{when}} (revision {{revision}}); what you saw is older. Your text did not overwrite it: compare and save again.',
  },
  'catalog.wrong_state': {
    status: 409,
    zh: '条目目前的状态是“{{state}}”，不能办理此项。',
    en: 'The entry is now "{{state_en}}", where this cannot be done.',
  },
  'catalog.incomplete': {
    status: 422,
    zh: '条目有 {{count}} 处不符合编制要求，未提交。',
    en: 'The entry fails the compilation requirements in {{count}} place(s) and was not submitted.',
    article: '8',
  },
  'catalog.no_basis': {
    status: 422,
    zh: '有条件共享和不予共享的数据应当说明理由并提供依据；条目共有 {{count}} 处需要更正，未提交。',
    en: 'Data shared on conditions or not shared needs a reason and a legal basis; {{count}} place(s) need correction and nothing was submitted.',
    article: '12',
  },
  'catalog.hand_over_titles': {
    status: 409,
    zh: '接收机构已有同名条目（{{count}} 个，例如 {{codes}}），须先更名。',
    en: 'The agency that takes over has entries of the same title ({{count}}, such as {{codes}}): rename them first.',
  },
  'catalog.hand_over_busy': {
    status: 409,
    zh: '{{count}} 个条目（例如 {{codes}}）还有在办的共享、授权、协议或者纠错，须先办结。',
    en: '{{count}} entries (such as {{codes}}) have sharing, licences, agreements or corrections under way: conclude them first.',
  },
  'catalog.no_jurisdiction': {
    status: 403,
    zh: '本单位不是 {{region}} 的政务信息管理部门，无权审核该条目。此次尝试已记录。',
    en: 'Your organisation is not the information department of {{region_en}} and may not decide this entry. The attempt is on record.',
    article: '4',
  },
  'catalog.opinion_missing': {
    status: 422,
    zh: '退回时须写明意见，以便提供方补正。',
    en: 'A return needs an opinion, so that the provider knows what to correct.',
  },
  'catalog.nothing_to_discard': {
    status: 409,
    zh: '条目尚未发布过，没有可恢复的内容。',
    en: 'The entry was never published, so there is nothing to go back to.',
  },
});

/** Sentences about one element; `{{field}}` is its name, `{{clause}}` what demands it. */
export const faultWords = {
  missing: ['请填写“{{field}}”（{{clause}}）', 'Fill in "{{field}}" ({{clause}})'],
  no_items: ['至少登记一个信息项（{{clause}}）', 'Enter at least one data item ({{clause}})'],
  item_part: ['第 {{row}} 个信息项缺少“{{field}}”（{{clause}}）', 'Data item {{row}} lacks "{{field}}" ({{clause}})'],
  item_twice: [
    '信息项“{{name}}”重复（第 {{row}} 个）（{{clause}}）',
    'Data item "{{name}}" stands twice (number {{row}}) ({{clause}})',
  ],
  condition: [
    '有条件共享应列明共享范围和使用用途（{{clause}}）',
    'Sharing on conditions must state for whom and for what use ({{clause}})',
  ],
  reason: ['请说明不能无条件共享的理由（{{clause}}）', 'Say why it cannot be shared unconditionally ({{clause}})'],
  basis: ['请填写依据的“{{field}}”（{{clause}}）', 'Give the "{{field}}" of the legal basis ({{clause}})'],
  basis_rank: [
    '不予共享须以法律、行政法规或者国务院决定为依据（{{clause}}）',
    'Only a law, an administrative regulation or a State Council decision can keep data from being shared ({{clause}})',
  ],
  basis_local: [
    '“{{name}}”是地方文件，不属于法律、行政法规或国务院决定（{{clause}}）',
    '"{{name}}" is a local instrument, not a law, administrative regulation or State Council decision ({{clause}})',
  ],
  secret_undeclared: ['请声明是否涉密（{{clause}}）', 'Declare whether it touches a state secret ({{clause}})'],
  secret: ['涉密数据不得编目（{{clause}}）', 'State secrets are not catalogued here ({{clause}})'],
  open_not_shared: [
    '不予共享的数据不能向社会开放：连其他政务机构都不宜取得的，更不宜由公众或企业取得；脱敏后的数据请另行编目（{{clause}}）',
    'Data not fit for other agencies is not fit for the public or for companies; catalogue the treated data as an entry of its own ({{clause}})',
  ],
  open_graded: ['{{name}}不得以该方式开放（{{clause}}）', '{{name}} may not be opened in this way ({{clause}})'],
  open_condition: [
    '有条件开放应写明开放条件（{{clause}}）',
    'Conditional opening must state its conditions ({{clause}})',
  ],
  open_check: [
    '开放前应完成三项核查，缺：{{name}}（{{clause}}）',
    'Three checks come before opening; missing: {{name}} ({{clause}})',
  ],
  licence: ['开放的数据应注明许可（{{clause}}）', 'Opened data states its licence ({{clause}})'],
  licence_agreement: [
    '无条件开放不能以合作协议为许可（{{clause}}）',
    'What is open unconditionally cannot need an agreement ({{clause}})',
  ],
  code_shape: [
    '“{{name}}”不是资源代码，例如 306014/000127（{{clause}}）',
    '"{{name}}" is no resource code, such as 306014/000127 ({{clause}})',
  ],
  code_unknown: [
    '目录中没有代码为“{{name}}”的资源（{{clause}}）',
    'No resource of the catalogue has the code "{{name}}" ({{clause}})',
  ],
  code_self: ['关联资源不能是本条目自身（{{clause}}）', 'An entry is not related to itself ({{clause}})'],
  period: ['数据截止时间早于起始时间（{{clause}}）', 'The period covered ends before it begins ({{clause}})'],
  storage_level: [
    '数据应当存储在同级政务云平台（{{clause}}）：可以提交，但属于须整改事项',
    'Data belongs on the government cloud of the same level ({{clause}}): it can be submitted, and needs putting right',
  ],
  identifier_open: [
    '信息项“{{name}}”登记为直接标识符，开放的数据表中必须删除或遮盖（{{clause}}）',
    'Data item "{{name}}" is a direct identifier: the opened table must drop or mask it ({{clause}})',
  ],
  required: ['请填写“{{field}}”（{{clause}}）', 'Fill in "{{field}}" ({{clause}})'],
  too_short: [
    '“{{field}}”不足 {{number}} 字（{{clause}}）',
    '"{{field}}" is shorter than {{number}} characters ({{clause}})',
  ],
  too_long: [
    '“{{field}}”超过 {{number}} 字（{{clause}}）',
    '"{{field}}" is longer than {{number}} characters ({{clause}})',
  ],
  not_as_written: [
    '“{{field}}”不符合规定的格式（{{clause}}）',
    '"{{field}}" is not of the form asked for ({{clause}})',
  ],
  not_in_list: [
    '“{{field}}”的取值“{{name}}”不在代码表中（{{clause}}）',
    '"{{name}}" is not in the code list of "{{field}}" ({{clause}})',
  ],
  ruled: ['{{says}}（{{clause}}）', '{{says}} ({{clause}})'],
  control_character: ['含有不可见的控制字符', 'It holds an invisible control character'],
} as const satisfies Words;
export type FaultWord = keyof typeof faultWords;
