import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'bases.not_found': { status: 404, zh: '没有这个基础库或者主题。', en: 'There is no such base or topic.' },
  'bases.department_only': {
    status: 403,
    zh: '基础信息资源目录、主题的设立和牵头部门的指定由省政务信息管理部门办理。',
    en: 'Basic catalogues, topics and their lead departments are the business of the province’s information department.',
    article: '9',
  },
  'bases.not_lead': {
    status: 403,
    zh: '主题“{{topic}}”的目录只能由牵头部门（{{lead}}）编制和维护。',
    en: 'The catalogue of topic "{{topic}}" is edited by its lead department alone ({{lead}}).',
    article: '9',
  },
  'bases.code_unfit': {
    status: 422,
    zh: '“{{code}}”不是可用的分类项：基础库须在 1 类、主题须在 2 类之下，且未停用。',
    en: '"{{code}}" is no usable item of the classification: a base stands under 1, a topic under 2, and the node is open.',
  },
  'bases.code_taken': {
    status: 409,
    zh: '分类项“{{code}}”已经设有基础库或者主题，代码不重复使用。',
    en: 'There is a base or topic under "{{code}}" already; codes are not used twice.',
  },
  'bases.of_law': {
    status: 409,
    zh: '《条例》第九条列明的基础信息资源库不能撤销。',
    en: 'A base that Article 9 names cannot be closed.',
    article: '9',
  },
  'bases.closed': { status: 409, zh: '该主题已经于 {{day}} 撤销。', en: 'It was closed on {{day}}.' },
  'bases.unknown_agency': {
    status: 422,
    zh: '没有统一社会信用代码为“{{uscc}}”的政务服务实施机构。',
    en: 'There is no government agency with the social credit code "{{uscc}}".',
  },
  'bases.lead_standing': {
    status: 409,
    zh: '该部门已经是牵头部门。',
    en: 'This department leads the topic already.',
  },
  'bases.lead_day': {
    status: 422,
    zh: '起始日期须晚于现任牵头部门的起始日期 {{day}}。',
    en: 'The first day must lie after the first day of the present lead, {{day}}.',
  },
  'bases.no_lead': { status: 409, zh: '该主题现在没有牵头部门。', en: 'The topic has no lead department at present.' },
  'bases.only_topics': {
    status: 409,
    zh: '基础库由省政务信息管理部门会同有关部门编制，不设牵头部门。',
    en: 'A basic base is compiled by the information department with the departments; it has no lead.',
    article: '9',
  },
  'bases.member_already': {
    status: 409,
    zh: '该部门已经参与共建。',
    en: 'This department takes part already.',
  },
  'bases.member_missing': {
    status: 409,
    zh: '该部门没有参与共建，请先将其列为共建部门。',
    en: 'This department does not take part; list it as a participant first.',
    article: '9',
  },
  'bases.member_has_entries': {
    status: 409,
    zh: '该部门还有 {{count}} 个条目在目录中，请先移出。',
    en: '{{count}} of its entries still belong; take them out first.',
  },
  'bases.entry_unknown': {
    status: 422,
    zh: '没有代码为“{{code}}”的已发布目录条目。',
    en: 'There is no published entry with the code "{{code}}".',
  },
  'bases.entry_not_yours': {
    status: 403,
    zh: '只能由条目的提供部门提出编入基础目录。',
    en: 'An entry is offered for a basic catalogue by its own provider.',
    article: '9',
  },
  'bases.entry_already': {
    status: 409,
    zh: '该条目已经在目录中或者正在等待编入。',
    en: 'The entry belongs already, or waits to be taken in.',
  },
  'bases.offer_gone': {
    status: 409,
    zh: '该条目不在待编入或者已编入状态，可能刚刚被处理。',
    en: 'The entry is neither offered nor in the catalogue; somebody may just have dealt with it.',
  },
  'bases.two_people': {
    status: 403,
    zh: '提出的人不能自己决定编入，须由另一人办理。',
    en: 'Whoever offered an entry does not decide on it; another person does.',
  },
  'bases.classification_unknown': {
    status: 404,
    zh: '没有分类代码“{{code}}”。',
    en: 'There is no class "{{code}}".',
  },
  'bases.classification_closed': {
    status: 409,
    zh: '分类“{{code}}”已经停用，停用后不再变更，代码也不再使用。',
    en: 'Class "{{code}}" is closed: it is not changed any more and its code is not used again.',
  },
  'bases.classification_depth': {
    status: 422,
    zh: '分类最多四级（类、项、目、细目），细目之下不能再分。',
    en: 'The classification has four levels at most; a sub-entry has nothing below it.',
  },
  'bases.classification_full': {
    status: 422,
    zh: '“{{code}}”之下的代码已经用完。',
    en: 'All codes below "{{code}}" are used.',
  },
  'bases.classification_fixed': {
    status: 409,
    zh: '三个大类由编制指南规定，不能更名或者停用。',
    en: 'The three main classes come from the guideline: they are neither renamed nor closed.',
  },
  'bases.classification_children': {
    status: 409,
    zh: '“{{code}}”之下还有 {{count}} 个未停用的分类，请先停用。',
    en: '{{count}} open class(es) stand below "{{code}}"; close them first.',
  },
  'bases.classification_set': {
    status: 409,
    zh: '基础库或者主题“{{name}}”使用该分类，不能停用。',
    en: 'The base or topic "{{name}}" stands under this class; it cannot be closed.',
  },
  'bases.name_taken': {
    status: 409,
    zh: '同一上级之下已有名为“{{name}}”的分类。',
    en: 'There is a class named "{{name}}" under the same parent.',
  },
});
