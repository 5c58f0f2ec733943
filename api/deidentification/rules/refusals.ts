import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'deidentification.table_not_found': { status: 404, zh: '这个版本没有该表。', en: 'The version has no such table.' },
  'deidentification.not_ready': {
    status: 409,
    zh: '第 {{number}} 版目前不能办理：文件仍在处理，或者没有成为数据表。',
    en: 'This cannot be done with version {{number}} now: it is being processed, or it did not become a table.',
  },
  'deidentification.classes_first': {
    status: 409,
    zh: '请先确认各列的类别：以下列尚未确认：{{columns}}。',
    en: 'Confirm the classes of the columns first; these are not confirmed: {{columns}}.',
    article: '15',
  },
  'deidentification.reason_needed': {
    status: 422,
    zh: '检查认为该表可能是个人数据（{{columns}}）。确认不是的，请说明理由。',
    en: 'The scan takes this for a table about people ({{columns}}). To say that it is not, give the reason.',
    article: '15',
  },
  'deidentification.unknown_column': {
    status: 422,
    zh: '表中没有名为“{{column}}”的列。',
    en: 'The table has no column named "{{column}}".',
  },
  'deidentification.rule_does_not_fit': {
    status: 422,
    zh: '“{{column}}”列的规则不适用：{{reason}}',
    en: 'The rule for the column "{{column}}" does not fit: {{reason}}',
  },
  'deidentification.reach_unfit': {
    status: 422,
    zh: '“{{title}}”的公开类型不允许这样限定：无条件开放的可以改为只按名提供，有条件开放的可以改为只供域内计算。',
    en: '"{{title}}" cannot be limited this way: what is open to all can be handed over by name only, what is opened on conditions can be for computing inside only.',
    article: '15',
  },
  'deidentification.no_hierarchy': {
    status: 422,
    zh: '“{{column}}”是直接标识符，不列出取值；请删除、遮盖或者散列。',
    en: '"{{column}}" is a direct identifier: its values are not listed. Drop, mask or hash it.',
    article: '15',
  },
  'deidentification.no_plan': {
    status: 409,
    zh: '该表还没有处理方案。',
    en: 'There is no plan of treatment for this table yet.',
  },
  'deidentification.report_not_found': {
    status: 404,
    zh: '没有这份去标识化报告。',
    en: 'There is no such release report.',
  },
  'deidentification.own_plan': {
    status: 403,
    zh: '处理方案由您编制，须由本单位的另一人复核签署。',
    en: 'You wrote the plan; another person of the agency has to check and sign it.',
    article: '15',
  },
  'deidentification.report_superseded': {
    status: 409,
    zh: '该报告已被新的处理结果取代或者已经办理，请查看最新的报告。',
    en: 'A newer result has taken the place of this report, or it was decided already; look at the newest.',
  },
  'deidentification.not_passed': {
    status: 409,
    zh: '该报告没有达到要求（最小等价类 {{smallest}}，要求 {{k}}），不能签署。',
    en: 'The report does not reach what is demanded (smallest class {{smallest}}, demanded {{k}}) and cannot be signed.',
    article: '15',
  },
});
