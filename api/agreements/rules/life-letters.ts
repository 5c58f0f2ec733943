/** What the people of both sides are told, on their page and by mail where they have one. */
import type { Word } from '#api/kernel/words.ts';

export interface Letter {
  readonly subject: Word;
  readonly text: Word;
}

export const lifeLetters = {
  draft_proposed: {
    subject: ['协议 {{agreement}} 草案：对方提出修改', 'Draft of agreement {{agreement}}: changes proposed'],
    text: [
      '{{who}}对协议 {{agreement}} 的草案提出修改（{{clauses}}）：{{words}}。请逐条答复。',
      '{{who}} proposed changes to the draft of agreement {{agreement}} ({{clauses}}): {{words}}. Answer them clause by clause.',
    ],
  },
  draft_decided: {
    subject: ['协议 {{agreement}} 草案：对方已答复', 'Draft of agreement {{agreement}}: your proposal was answered'],
    text: [
      '{{who}}答复了对协议 {{agreement}} 草案的提议（{{clauses}}）：{{words}}。',
      '{{who}} answered your proposal to the draft of agreement {{agreement}} ({{clauses}}): {{words}}.',
    ],
  },
  draft_comment: {
    subject: ['协议 {{agreement}} 草案：对方发表意见', 'Draft of agreement {{agreement}}: a comment'],
    text: [
      '{{who}}对协议 {{agreement}} 的草案发表意见：{{words}}。',
      '{{who}} commented on the draft of agreement {{agreement}}: {{words}}.',
    ],
  },
  amendment_proposed: {
    subject: ['协议 {{agreement}} 提出变更 {{no}}', 'An amendment {{no}} to agreement {{agreement}} was proposed'],
    text: [
      '{{who}}对协议 {{agreement}} 提出变更：{{words}}。现行版本在变更备案之前继续有效。',
      '{{who}} proposed to amend agreement {{agreement}}: {{words}}. The present version stays in force until the amendment is filed.',
    ],
  },
  amendment_governs: {
    subject: [
      '协议 {{agreement}} 第 {{version}} 版开始生效',
      'Version {{version}} of agreement {{agreement}} took effect',
    ],
    text: [
      '变更 {{no}} 已备案，协议 {{agreement}} 第 {{version}} 版开始生效，期限至 {{to}}。',
      'Amendment {{no}} was filed; version {{version}} of agreement {{agreement}} governs now, until {{to}}.',
    ],
  },
  notice: {
    subject: ['协议 {{agreement}}：限期改正通知 {{no}}', 'Agreement {{agreement}}: notice {{no}} with a time limit'],
    text: [
      '{{who}}就协议 {{agreement}} 发出限期改正通知（{{ground}}），请在 {{due}} 前改正并答复。逾期未改正的，协议可以暂停。',
      '{{who}} gave notice under agreement {{agreement}} ({{ground}}). Put it right and answer by {{due}}; otherwise the agreement may be suspended.',
    ],
  },
  suspended: {
    subject: ['协议 {{agreement}} 已暂停', 'Agreement {{agreement}} is suspended'],
    text: [
      '协议 {{agreement}} 已暂停（登记号 {{receipt}}），数据交付同时停止。',
      'Agreement {{agreement}} is suspended (registered as {{receipt}}); deliveries stopped at once.',
    ],
  },
  lifted: {
    subject: ['协议 {{agreement}} 已恢复', 'The suspension of agreement {{agreement}} was lifted'],
    text: [
      '协议 {{agreement}} 已恢复（登记号 {{receipt}}）。',
      'The suspension of agreement {{agreement}} was lifted (registered as {{receipt}}).',
    ],
  },
  ending: {
    subject: ['协议 {{agreement}}：提前终止 {{no}}', 'Agreement {{agreement}}: early end {{no}}'],
    text: [
      '{{who}}提出终止协议 {{agreement}}，最后一日为 {{day}}。理由：{{words}}。',
      '{{who}} wants to end agreement {{agreement}} with {{day}} as its last day: {{words}}.',
    ],
  },
  expiry: {
    subject: ['协议 {{agreement}} 将在 {{n}} 天内到期', 'Agreement {{agreement}} ends within {{n}} days'],
    text: [
      '协议 {{agreement}} 的期限至 {{to}}，还有 {{left}} 天。需要继续使用的，请及早办理续期；不续期的，请准备期满处置。',
      'Agreement {{agreement}} ends on {{to}}, in {{left}} days. Renew it in time, or prepare the disposition of the data.',
    ],
  },
  disposition: {
    subject: ['协议 {{agreement}} 已结束：期满处置 {{no}}', 'Agreement {{agreement}} is over: disposition {{no}}'],
    text: [
      '协议 {{agreement}} 已于 {{ended}} 结束。请按约定完成数据处置（{{mode}}），并在 {{due}} 前提交证明。',
      'Agreement {{agreement}} ended on {{ended}}. Dispose of the data as agreed ({{mode}}) and file the proof by {{due}}.',
    ],
  },
  disposition_late: {
    subject: ['期满处置 {{no}} 已逾期', 'Disposition {{no}} is late'],
    text: [
      '协议 {{agreement}} 的期满处置应在 {{due}} 前完成，现已逾期。仍未完成的，将报送政务信息管理部门监督。',
      'The disposition under agreement {{agreement}} was due on {{due}} and is late. If it stays undone it goes to supervision.',
    ],
  },
  proof_returned: {
    subject: ['期满处置 {{no}} 的证明被退回', 'The proof of disposition {{no}} was sent back'],
    text: [
      '协议 {{agreement}} 的处置证明被退回：{{words}}。请在 {{due}} 前重新提交。',
      'The proof under agreement {{agreement}} was sent back: {{words}}. File it anew by {{due}}.',
    ],
  },
} as const satisfies Readonly<Record<string, Letter>>;
export type LifeLetter = keyof typeof lifeLetters;

/** Stands as the opinion of a filing whose amendment became void. */
export const lapsedOpinion = '协议已经结束，变更作废。 / The agreement ended; the amendment is void.';
