/** What the sides of a request are told. Their page says the rest. */
import type { Word } from '#api/kernel/words.ts';

export const letters = {
  to_consent: {
    subject: ['共享申请 {{no}} 待您同意', 'Sharing request {{no}}: your consent is asked for'],
    text: [
      '“{{title}}”的共享申请已拟好，待负责人同意。',
      'The request for "{{title}}" is ready for the consent of the unit.',
    ],
  },
  granted_at_once: {
    subject: ['共享申请 {{no}} 已由平台即时同意', 'Sharing request {{no}} was granted at once'],
    text: [
      '{{who}}申请共享“{{title}}”，平台已即时同意。特此告知，无须办理同意手续。',
      '{{who}} asked for "{{title}}"; the platform granted it at once. You are informed; no consent is needed.',
    ],
  },
  provide: {
    subject: ['共享申请 {{no}}：请于 {{due}} 前供给数据', 'Sharing request {{no}}: provide the data by {{due}}'],
    text: [
      '“{{title}}”还没有可供给的数据，请于 {{due}} 前上传并发布。',
      '"{{title}}" has no data to provide yet; publish them by {{due}}.',
    ],
  },
  filed: {
    subject: ['收到共享申请 {{no}}', 'Sharing request {{no}} received'],
    text: [
      '{{who}}申请共享“{{title}}”，应于 {{due}} 前答复。',
      '{{who}} asks for "{{title}}"; a reply is due on {{due}}.',
    ],
  },
  supplement: {
    subject: ['共享申请 {{no}} 需要补正', 'Sharing request {{no}}: a supplement is needed'],
    text: ['需要补正：{{words}}。补正期间停止计时。', 'Missing: {{words}}. The clock stands still meanwhile.'],
  },
  resubmitted: {
    subject: ['共享申请 {{no}} 已补正', 'Sharing request {{no}} was supplemented'],
    text: ['申请单位已补正，应于 {{due}} 前答复。', 'The requester has supplemented it; a reply is due on {{due}}.'],
  },
  extension_asked: {
    subject: ['共享申请 {{no}}：请审定延长', 'Sharing request {{no}}: more time is asked for'],
    text: [
      '{{who}}申请延长答复 {{days}} 个工作日。理由：{{reason}}',
      '{{who}} asks for {{days}} more working days. Reason: {{reason}}',
    ],
  },
  extended: {
    subject: ['共享申请 {{no}} 的答复期限已延长', 'The reply to sharing request {{no}} will take longer'],
    text: [
      '经同级政务信息管理部门同意，答复期限延长至 {{after}}。理由：{{reason}}',
      'With the consent of the information department the reply is due on {{after}}. Reason: {{reason}}',
    ],
  },
  extension_declined: {
    subject: ['共享申请 {{no}}：不同意延长', 'Sharing request {{no}}: no more time'],
    text: ['不同意延长。{{words}}', 'More time was declined. {{words}}'],
  },
  to_confirm: {
    subject: ['共享申请 {{no}} 的答复待您确认', 'Sharing request {{no}}: a reply to confirm'],
    text: ['拟答复：{{outcome}}。应于 {{due}} 前答复。', 'The drafted reply: {{outcome}}. Due on {{due}}.'],
  },
  decided: {
    subject: ['共享申请 {{no}} 已答复：{{outcome}}', 'Sharing request {{no}} was answered: {{outcome}}'],
    text: ['答复：{{outcome}}。理由：{{reason}}', 'The reply: {{outcome}}. Reason: {{reason}}'],
  },
  opened: {
    subject: ['共享申请 {{no}} 已开通', 'Sharing request {{no}}: the data are provided'],
    text: ['“{{title}}”已可获取，使用期至 {{until}}。', '"{{title}}" can be taken until {{until}}.'],
  },
  suspended: {
    subject: ['共享申请 {{no}} 已暂停', 'Sharing request {{no}} was suspended'],
    text: ['原因：{{reason}}。请于 {{due}} 前整改并报告。', 'Reason: {{reason}}. Remedy it and report by {{due}}.'],
  },
  remedied: {
    subject: ['共享申请 {{no}}：已报告整改', 'Sharing request {{no}}: a remedy was reported'],
    text: ['{{words}}', '{{words}}'],
  },
  resumed: {
    subject: ['共享申请 {{no}} 已恢复', 'Sharing request {{no}} was resumed'],
    text: ['可以继续使用。{{words}}', 'The data can be used again. {{words}}'],
  },
  ended: {
    subject: ['共享申请 {{no}} 已终止', 'Sharing request {{no}} was ended'],
    text: ['原因：{{reason}}。请于 {{due}} 前报告处置情况。', 'Reason: {{reason}}. Report the disposition by {{due}}.'],
  },
  expired: {
    subject: ['共享申请 {{no}} 使用期满', 'Sharing request {{no}}: the term is over'],
    text: ['使用期已满，请于 {{due}} 前报告处置情况。', 'The term of use is over; report the disposition by {{due}}.'],
  },
  ending: {
    subject: ['共享申请 {{no}} 将于 {{until}} 到期', 'Sharing request {{no}} ends on {{until}}'],
    text: ['继续使用的，请在到期前另行申请。', 'If you need the data longer, ask anew before it ends.'],
  },
  objected: {
    subject: ['共享申请 {{no}}：收到异议', 'Sharing request {{no}}: an objection'],
    text: ['{{who}}提出异议，应于 {{due}} 前答复。', '{{who}} objects; the answer is due on {{due}}.'],
  },
  objection_answered: {
    subject: ['共享申请 {{no}}：异议已答复', 'Sharing request {{no}}: your objection was answered'],
    text: ['{{outcome}}。{{answer}}', '{{outcome}}. {{answer}}'],
  },
  correction: {
    subject: ['收到校核申请 {{no}}', 'Correction request {{no}} received'],
    text: [
      '{{who}}申请校核“{{title}}”，应于 {{due}} 前核实并反馈。',
      '{{who}} asks for a correction in "{{title}}"; verify and answer by {{due}}.',
    ],
  },
  correction_answered: {
    subject: ['校核申请 {{no}} 已答复', 'Correction request {{no}} was answered'],
    text: ['{{outcome}}。{{answer}}', '{{outcome}}. {{answer}}'],
  },
} as const satisfies Readonly<Record<string, { readonly subject: Word; readonly text: Word }>>;
export type SharingLetter = keyof typeof letters;
