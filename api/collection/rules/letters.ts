/** What the sides are told. Their page says the rest; nothing personal stands in a letter. */
import type { Word } from '#api/kernel/words.ts';

export const letters = {
  approved: {
    subject: ['采集项 {{no}} 已批准', 'Collection item {{no}} was approved'],
    text: ['“{{name}}”可以按批准的范围采集。', '"{{name}}" may be collected within what was approved.'],
  },
  refused: {
    subject: ['采集项 {{no}} 不予批准', 'Collection item {{no}} was refused'],
    text: ['“{{name}}”：{{words}}', '"{{name}}": {{words}}'],
  },
  returned: {
    subject: ['采集项 {{no}} 退回修改', 'Collection item {{no}} was returned'],
    text: ['“{{name}}”：{{words}}', '"{{name}}": {{words}}'],
  },
  exception_granted: {
    subject: ['采集项 {{no}} 的例外已同意', 'Collection item {{no}}: the exception was granted'],
    text: [
      '“{{name}}”的例外已经两人审定，待批准。',
      'The exception for "{{name}}" was decided by two; approval follows.',
    ],
  },
  submitted: {
    subject: ['采集项 {{no}} 待审核', 'Collection item {{no}} waits for review'],
    text: ['“{{name}}”已通过查重，待审核。', '"{{name}}" passed the check and waits for review.'],
  },
  exception_asked: {
    subject: ['采集项 {{no}} 申请例外', 'Collection item {{no}}: an exception is asked for'],
    text: [
      '“{{name}}”与已有数据重复，申请例外：{{words}}',
      '"{{name}}" is held already; an exception is asked for: {{words}}',
    ],
  },
  consent_withdrawn: {
    subject: ['采集项 {{no}} 有人撤回同意', 'Collection item {{no}}: a consent was withdrawn'],
    text: [
      '一位被采集人撤回了对“{{name}}”的同意，请停止向其采集，并依法处理已采集的数据。',
      'A subject withdrew its consent to "{{name}}"; stop collecting from it and treat what was collected as the law asks.',
    ],
  },
  proof_filed: {
    subject: ['有一份身份证明待核验', 'A proof of identity waits'],
    text: ['请于 {{due}} 前核验。', 'Verify it by {{due}}.'],
  },
  proof_verified: {
    subject: ['您的身份已核验', 'Your identity is verified'],
    text: ['在 {{until}} 前，您可以在“我的数据”查看和提出请求。', 'Until {{until}} you may look and ask on "My data".'],
  },
  proof_rejected: {
    subject: ['您的身份证明未通过', 'Your proof of identity was not accepted'],
    text: ['理由请在“我的数据”查看，可以重新提交。', 'See "My data" for the reason; you may send another.'],
  },
  request_filed: {
    subject: ['收到个人数据请求 {{no}}', 'Request {{no}} of a data subject'],
    text: ['应于 {{due}} 前答复。', 'An answer is due on {{due}}.'],
  },
  request_supplement: {
    subject: ['请求 {{no}} 需要补充', 'Request {{no}}: more is needed'],
    text: [
      '需要补充的内容请在“我的数据”查看；补充之前停止计时。',
      'What is missing stands on "My data"; the clock stands still until you have added it.',
    ],
  },
  request_supplied: {
    subject: ['个人数据请求 {{no}} 已补充', 'Request {{no}} of a data subject was added to'],
    text: ['应于 {{due}} 前答复。', 'An answer is due on {{due}}.'],
  },
  request_extended: {
    subject: ['请求 {{no}} 的答复期限已延长', 'The answer to request {{no}} will take longer'],
    text: [
      '答复期限延长至 {{due}}，理由请在“我的数据”查看。',
      'It is due on {{due}} now; the reason stands on "My data".',
    ],
  },
  request_answered: {
    subject: ['请求 {{no}} 已答复', 'Request {{no}} was answered'],
    text: ['答复请在“我的数据”查看。', 'The answer stands on "My data".'],
  },
} as const satisfies Readonly<Record<string, { subject: Word; text: Word }>>;
export type CollectionLetter = keyof typeof letters;
