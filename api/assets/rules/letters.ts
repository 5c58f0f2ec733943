/** What the sides of a registration are told. Their page says the rest. */
import type { Word } from '#api/kernel/words.ts';

export const letters = {
  filed: {
    subject: ['收到登记申请 {{no}}', 'Application {{no}} received'],
    text: [
      '{{who}}申请“{{name}}”的{{kind}}，应于 {{due}} 前办理。',
      '{{who}} applies for "{{name}}": {{kind}}. Due on {{due}}.',
    ],
  },
  supplement: {
    subject: ['登记申请 {{no}} 需要补正', 'Application {{no}}: a supplement is needed'],
    text: ['需要补正：{{words}}。补正期间停止计时。', 'Missing: {{words}}. The clock stands still meanwhile.'],
  },
  resubmitted: {
    subject: ['登记申请 {{no}} 已补正', 'Application {{no}} was supplemented'],
    text: ['持有单位已补正，应于 {{due}} 前完成审核。', 'It was supplemented; the review is due on {{due}}.'],
  },
  accepted: {
    subject: ['登记申请 {{no}} 已受理', 'Application {{no}} was accepted'],
    text: ['“{{name}}”的登记申请已受理，形式审核进行中。', 'The application for "{{name}}" is under formal review.'],
  },
  noticed: {
    subject: ['登记申请 {{no}} 正在公示', 'Application {{no}} is on public notice'],
    text: ['“{{name}}”通过形式审核，公示至 {{day}}。', '"{{name}}" passed the review and is on notice until {{day}}.'],
  },
  registered: {
    subject: ['{{no}} 已登记：{{code}}', '{{no}} is registered: {{code}}'],
    text: [
      '“{{name}}”已登记，编码 {{code}}，有效期至 {{day}}。',
      '"{{name}}" is registered under {{code}}, valid until {{day}}.',
    ],
  },
  cancelled: {
    subject: ['{{no}} 已注销登记：{{code}}', '{{no}}: {{code}} is cancelled'],
    text: [
      '“{{name}}”的登记已注销，编码不再使用。',
      'The registration of "{{name}}" is cancelled; its code is not used again.',
    ],
  },
  declined: {
    subject: ['登记申请 {{no}} 不予登记', 'Application {{no}} was refused'],
    text: ['理由：{{reason}}', 'Reason: {{reason}}'],
  },
  objected: {
    subject: ['登记申请 {{no}} 收到异议', 'Application {{no}}: an objection'],
    text: [
      '公示期间收到异议，登记前须答复。',
      'An objection came in during the notice; it has to be answered before the code is given.',
    ],
  },
  objection_answered: {
    subject: ['您对 {{no}} 的异议已答复', 'Your objection to {{no}} was answered'],
    text: ['{{outcome}}。{{answer}}', '{{outcome}}. {{answer}}'],
  },
  transferred: {
    subject: ['资产划转 {{no}}', 'Transfer of assets {{no}}'],
    text: [
      '依据 {{document}}，{{count}} 项资产由{{from}}划转至{{to}}。',
      'Under {{document}}, {{count}} asset(s) went from {{from}} to {{to}}.',
    ],
  },
  renew: {
    subject: ['{{code}} 的登记将于 {{day}} 到期', 'The registration of {{code}} ends on {{day}}'],
    text: ['“{{name}}”可以申请续期。', '"{{name}}" can be renewed.'],
  },
  maintain: {
    subject: ['{{code}} 应在 {{day}} 前维护', '{{code}} is to be maintained by {{day}}'],
    text: ['请核对“{{name}}”的卡片并确认。', 'Look at the card of "{{name}}" and confirm it.'],
  },
  inventory: {
    subject: ['开始盘点：{{no}}', 'Inventory {{no}} has begun'],
    text: ['“{{title}}”，请于 {{day}} 前处理差异并签认。', '"{{title}}": settle the differences and sign by {{day}}.'],
  },
} as const satisfies Readonly<Record<string, { readonly subject: Word; readonly text: Word }>>;
export type AssetLetter = keyof typeof letters;
