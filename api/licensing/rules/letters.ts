/** What the sides of a case are told, on their page and by mail where they have one. */
import type { Word } from '#api/kernel/words.ts';

export const letters = {
  extended: {
    subject: ['申请 {{no}} 的答复期限已延长', 'The reply to application {{no}} will take longer'],
    text: [
      '经同级政务信息管理部门同意，申请 {{no}} 的答复期限由 {{before}} 延长至 {{after}}。理由：{{reason}}',
      'With the consent of the information department the reply to application {{no}} is due on {{after}} instead of {{before}}. Reason: {{reason}}',
    ],
  },
  extension_asked: {
    subject: ['申请 {{no}}：请审定延长期限', 'Application {{no}}: more time is asked for'],
    text: [
      '{{who}}申请将申请 {{no}} 的答复期限延长 {{days}} 个工作日。理由：{{reason}}',
      '{{who}} asks for {{days}} more working days to reply to application {{no}}. Reason: {{reason}}',
    ],
  },
  paused: {
    subject: ['申请 {{no}} 的审查期限暂停', 'The clock of application {{no}} stands still'],
    text: [
      '申请 {{no}} 因{{ground}}暂停计算审查期限，预计至 {{until}}。{{words}}',
      'The clock of application {{no}} stands still for: {{ground}}; expected until {{until}}. {{words}}',
    ],
  },
  objected: {
    subject: ['对申请 {{no}} 的决定提出异议', 'An objection to the decision on application {{no}}'],
    text: [
      '{{who}}对不予授权的决定（申请 {{no}}）提出异议，应于 {{due}} 前答复。',
      '{{who}} objects to the refusal of application {{no}}; the answer is due by {{due}}.',
    ],
  },
  objection_answered: {
    subject: ['对申请 {{no}} 的异议已答复', 'Your objection on application {{no}} was answered'],
    text: ['{{who}}的答复：{{outcome}}。{{answer}}', '{{who}} answered: {{outcome}}. {{answer}}'],
  },
  urged: {
    subject: ['联合申请 {{no}}：请尽快办理', 'Joint application {{no}}: please go on'],
    text: [
      '牵头单位{{who}}催办：申请 {{part}} 应于 {{due}} 前提出意见。{{words}}',
      'The lead {{who}} urges you: your opinion on application {{part}} is due by {{due}}. {{words}}',
    ],
  },
  paper_ends: {
    subject: ['企业档案：{{item}}将于 {{day}} 到期', 'Enterprise file: {{item}} runs out on {{day}}'],
    text: [
      '{{item}}将于 {{day}} 到期。到期后不能提交新的申请，请及时更新。',
      '{{item}} runs out on {{day}}. No new application can be sent after that; bring in the new one in time.',
    ],
  },
  certificate_marked: {
    subject: ['证书 {{no}}：{{kind}}', 'Certificate {{no}}: {{kind}}'],
    text: ['证书 {{no}} 已{{kind}}。{{reason}}', 'Certificate {{no}}: {{kind}}. {{reason}}'],
  },
} as const satisfies Readonly<Record<string, { readonly subject: Word; readonly text: Word }>>;
export type LicensingLetter = keyof typeof letters;
