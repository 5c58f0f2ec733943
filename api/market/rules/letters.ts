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
  trade_asked: {
    subject: ['订单 {{order}}：请说明交易情况', 'Order {{order}}: please tell about the trade'],
    text: [
      '{{desk}} 正在核查订单 {{order}}（线索 {{no}}），请在 {{due}} 前说明。核查期间本单位的款项暂缓支付，不代表已有结论。',
      '{{desk}} is looking into order {{order}} (clue {{no}}); please answer by {{due}}. Your payout of it waits meanwhile; nothing is decided by that.',
    ],
  },
  trade_answered: {
    subject: ['线索 {{no}}：产品单位已说明', 'Clue {{no}}: the owner answered'],
    text: [
      '产品单位已就订单 {{order}} 作出说明，请核对后决定。',
      'The owner of the product has answered about order {{order}}; please decide.',
    ],
  },
  trade_decided: {
    subject: ['订单 {{order}}：核查{{what}}', 'Order {{order}}: {{what}}'],
    text: [
      '关于订单 {{order}} 的线索 {{no}}：{{what}}。理由：{{reason}}',
      'Clue {{no}} about order {{order}}: {{what}}. Reason: {{reason}}',
    ],
  },
} as const satisfies Record<string, Letter>;
