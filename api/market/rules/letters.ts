/** What the people of both sides are told. */
import type { Word } from '#api/kernel/words.ts';

export interface Letter {
  readonly subject: Word;
  readonly text: Word;
}

export const marketLetters = {
  source_changed: {
    subject: ['产品 {{product}}：{{what}}', 'Product {{product}}: {{what}}'],
    text: [
      '产品 {{product}} 引用的《{{resource}}》（{{code}}）有变动：{{what}}。理由：{{reason}}。请在 {{due}} 前说明产品如何处理。',
      'A source of product {{product}}, {{resource}} ({{code}}): {{what}}. Reason: {{reason}}. Say by {{due}} what you do about it.',
    ],
  },
  source_overdue: {
    subject: ['产品 {{product}} 未按期说明来源变动', 'Product {{product}}: no answer about its changed source'],
    text: [
      '开发单位没有在 {{due}} 前说明产品 {{product}} 如何处理来源变动（通知 {{no}}）。',
      'The developer did not say by {{due}} what becomes of product {{product}} (notice {{no}}).',
    ],
  },
} as const satisfies Record<string, Letter>;
