/** What the department and the agency are told; their page says the rest. No facts of a case leave by mail. */
import type { Word } from '#api/kernel/words.ts';

export const letters = {
  clues: {
    subject: ['新增监督线索 {{made}} 条', 'New clues of supervision: {{made}}'],
    text: ['请逐条核实，确认或者排除。', 'Look into each, and confirm or dismiss it.'],
  },
  own: {
    subject: ['涉及本单位的监督线索 {{made}} 条', 'Clues about your own department: {{made}}'],
    text: [
      '本单位不能核实自己的线索，请移送本级人民政府或者国家数据局。',
      'You cannot look into your own; refer them to the government or to the National Data Administration.',
    ],
  },
  hearing: {
    subject: ['监督事项 {{no}}：请于 {{due}} 前陈述申辩', 'Matter {{no}}: state your case by {{due}}'],
    text: [
      '政务信息管理部门发现本单位可能存在第二十七条所列情形。可以在期限内提交陈述申辩。',
      'The information department has found what may be a circumstance of Article 27. You may state your case within the term.',
    ],
  },
  stated: {
    subject: ['监督事项 {{no}}：收到陈述申辩', 'Matter {{no}}: the agency has stated its case'],
    text: ['请研究后提出处理意见。', 'Weigh it and propose what to do.'],
  },
  draft: {
    subject: ['监督事项 {{no}}：有文书待签发', 'Matter {{no}}: a paper waits to be issued'],
    text: ['请核对内容，签发或者退回。', 'Check it, and issue or return it.'],
  },
  order: {
    subject: ['{{document}}：责令限期改正，{{due}} 前', '{{document}}: correct by {{due}}'],
    text: [
      '请签收，逐项整改并在期限内提交整改报告。',
      'Confirm delivery, correct each item and report within the term.',
    ],
  },
  paper: {
    subject: ['监督事项 {{no}}：新的文书', 'Matter {{no}}: a new paper'],
    text: ['请在案卷中查阅。', 'Read it in the file.'],
  },
  extension: {
    subject: ['监督事项 {{no}}：申请延期', 'Matter {{no}}: more time is asked for'],
    text: ['请审定是否延期。', 'Decide whether to give more time.'],
  },
  extension_answered: {
    subject: ['监督事项 {{no}}：延期申请已审定', 'Matter {{no}}: your extension was decided'],
    text: ['改正期限：{{due}}。', 'The term ends on {{due}}.'],
  },
  reported: {
    subject: ['监督事项 {{no}}：收到整改报告', 'Matter {{no}}: the correction was reported'],
    text: ['请于 {{due}} 前复查。', 'Re-check it by {{due}}.'],
  },
  overdue: {
    subject: ['监督事项 {{no}}：逾期未改正', 'Matter {{no}}: not corrected in time'],
    text: ['改正期限 {{due}} 已过。', 'The term ended on {{due}}.'],
  },
  closed: {
    subject: ['监督事项 {{no}} 已办结', 'Matter {{no}} is closed'],
    text: ['结果请在案卷中查阅。', 'Read the outcome in the file.'],
  },
  drawn: {
    subject: ['检查 {{no}}：您被抽取或者指定为检查人员', 'Inspection {{no}}: you are an inspector'],
    text: ['请按计划检查并记录。', 'Inspect as planned and record what you find.'],
  },
  inspected: {
    subject: ['检查 {{no}}：请对检查记录作出陈述', 'Inspection {{no}}: answer the record'],
    text: ['检查记录已经写成，请作出说明。', 'The record is written; say what you have to say about it.'],
  },
} as const satisfies Readonly<Record<string, { readonly subject: Word; readonly text: Word }>>;
export type SupervisionLetter = keyof typeof letters;
