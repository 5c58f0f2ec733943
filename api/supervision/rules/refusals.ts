import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'supervision.not_found': { status: 404, zh: '没有这项监督事项。', en: 'There is no such matter of supervision.' },
  'supervision.wrong_state': {
    status: 409,
    zh: '事项目前处于“{{state}}”，不能办理“{{action}}”。',
    en: 'The matter is "{{state_en}}"; "{{action_en}}" is not possible now.',
  },
  'supervision.not_yours_to_do': {
    status: 403,
    zh: '“{{action}}”由{{who}}办理。',
    en: '"{{action_en}}" is done by {{who_en}}.',
  },
  'supervision.not_own': {
    status: 409,
    zh: '这条线索不涉及本单位，应当由本部门核实，不能移送。',
    en: 'This clue is not about your own department: look into it yourselves, it is not referred.',
    article: '27',
  },
  'supervision.own_body': {
    status: 403,
    zh: '不得办理针对本单位的监督事项。',
    en: 'Nobody handles a matter about their own body.',
    article: '23',
  },
  'supervision.same_person': {
    status: 403,
    zh: '须由另一人办理：拟稿、填报的人不能自己签发、确认。',
    en: 'Another person has to do this: nobody issues or confirms what they drafted themselves.',
  },
  'supervision.clue_decided': {
    status: 409,
    zh: '该线索已由他人核实（{{state}}）。',
    en: 'The clue was decided already ({{state_en}}).',
  },
  'supervision.not_an_agency': {
    status: 422,
    zh: '第二十七条的责令改正只适用于政务服务实施机构；对企业请按协议处理。',
    en: 'An order under Article 27 goes to government service agencies only; enterprises are dealt with under their agreements.',
    article: '27',
  },
  'supervision.before_effective': {
    status: 422,
    zh: '{{day}} 之前的义务不予追究。',
    en: 'Obligations before {{day}} are not judged.',
    article: '29',
  },
  'supervision.clue_elsewhere': {
    status: 409,
    zh: '这一事实已有线索 {{no}}，不重复立案。',
    en: 'There is a clue about this fact already: {{no}}.',
  },
  'supervision.bad_body': {
    status: 422,
    zh: '没有这个单位，或者不在本行政区划。',
    en: 'There is no such body in this region.',
  },
  'supervision.hearing_runs': {
    status: 409,
    zh: '陈述申辩期限到 {{day}} 届满，期满前不能作出处理。',
    en: 'The agency may state its case until {{day}}; nothing is decided before.',
    article: '27',
  },
  'supervision.draft_waits': {
    status: 409,
    zh: '已有一份“{{kind}}”等待签发，请先签发或者退回。',
    en: 'A draft ("{{kind_en}}") waits to be issued; issue or return it first.',
  },
  'supervision.no_draft': {
    status: 409,
    zh: '没有待签发的“{{kind}}”。',
    en: 'There is no draft ("{{kind_en}}") to be issued.',
  },
  'supervision.law_prevails': {
    status: 409,
    zh: '{{law}}对该行为另有法律责任规定，应当依其规定处理，不作本条例的责令改正。',
    en: '{{law}} has a liability of its own for this; it prevails, and no order is made under this regulation.',
    article: '26',
  },
  'supervision.no_other_law': {
    status: 409,
    zh: '没有记载另有法律责任的法律，不能移交。',
    en: 'No other law with a liability of its own is on file.',
    article: '26',
  },
  'supervision.earlier_missing': {
    status: 409,
    zh: '案卷中缺少“{{paper}}”，不能办理“{{action}}”。',
    en: 'The file lacks the earlier document ("{{paper_en}}"); "{{action_en}}" is not possible.',
    article: '27',
  },
  'supervision.already_issued': {
    status: 409,
    zh: '“{{kind}}”已经签发过。',
    en: '"{{kind_en}}" has been issued already.',
  },
  'supervision.bad_term': {
    status: 422,
    zh: '期限应在 {{from}} 至 {{to}} 之间。',
    en: 'The term has to end between {{from}} and {{to}}.',
  },
  'supervision.bad_day': { status: 422, zh: '日期应当不晚于今天。', en: 'The day must not be after today.' },
  'supervision.no_demand': { status: 422, zh: '没有这一项整改要求。', en: 'The order has no such demand.' },
  'supervision.report_incomplete': {
    status: 422,
    zh: '还有 {{count}} 项整改要求没有填写措施和证据。',
    en: '{{count}} demand(s) still lack a measure and evidence.',
    article: '27',
  },
  'supervision.verdicts_missing': {
    status: 422,
    zh: '复查意见应当逐项给出结论。',
    en: 'The re-check opinion needs a verdict for every demand.',
  },
  'supervision.extension_used': {
    status: 409,
    zh: '已经申请过一次延期。',
    en: 'More time was asked for once already.',
  },
  'supervision.extension_late': {
    status: 409,
    zh: '改正期限已过，不能再申请延期。',
    en: 'The term is over; more time can no longer be asked for.',
  },
  'supervision.nothing_asked': { status: 409, zh: '没有待审定的延期申请。', en: 'No extension waits to be decided.' },
  'supervision.already_received': { status: 409, zh: '已经签收。', en: 'Delivery has been confirmed already.' },
  'supervision.rule_unknown': { status: 404, zh: '没有这条规则。', en: 'There is no such rule.' },
  'inspections.not_found': { status: 404, zh: '没有这项检查。', en: 'There is no such inspection.' },
  'inspections.wrong_state': {
    status: 409,
    zh: '检查目前处于“{{state}}”，不能办理这一步。',
    en: 'The inspection is "{{state_en}}"; this step is not possible now.',
  },
  'inspections.pool_small': {
    status: 422,
    zh: '可抽取的{{what}}不足：需要 {{wanted}}，只有 {{found}}。',
    en: 'Too few {{what_en}} to draw from: {{wanted}} wanted, {{found}} there.',
  },
  'inspections.draw_too_soon': {
    status: 409,
    zh: '承诺在 {{day}} 公布，抽取最早在次日进行。',
    en: 'The commitment was published on {{day}}; the draw takes place on the next day at the earliest.',
  },
  'inspections.not_random': {
    status: 409,
    zh: '双随机检查的对象和人员只能抽取，不能指定。',
    en: 'Of a double random inspection bodies and inspectors are drawn, never chosen.',
    article: '23',
  },
  'inspections.conflict': {
    status: 422,
    zh: '检查人员 {{number}} 属于被检查单位或者与其有利害关系。',
    en: 'Inspector {{number}} belongs to the inspected body or has a conflict with it.',
    article: '23',
  },
  'inspections.two_inspectors': {
    status: 422,
    zh: '每个被检查单位的检查人员不得少于二人。',
    en: 'Every body is inspected by two people at least.',
    article: '23',
  },
  'inspections.not_an_inspector': {
    status: 403,
    zh: '只有抽取或者指定的检查人员可以办理。',
    en: 'Only the inspectors of this visit may do this.',
  },
  'inspections.signed': { status: 409, zh: '您已经签名。', en: 'You have signed already.' },
  'inspections.unsigned': {
    status: 409,
    zh: '还有 {{count}} 个单位的检查记录没有签完，不能公开结果。',
    en: '{{count}} record(s) are not signed yet; results cannot be published.',
  },
  'inspections.inspector_unknown': {
    status: 422,
    zh: '没有这个账号，或者不是本行政区划机构的在职人员。',
    en: 'There is no such account among the agencies of this region.',
  },
  'inspections.inspector_listed': {
    status: 409,
    zh: '已在检查人员名录中。',
    en: 'The person is on the roster already.',
  },
});
