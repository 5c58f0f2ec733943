/** What authors are told, in both languages; `{{names}}` are filled by whoever sends. */
import type { Word } from '#api/kernel/words.ts';

interface Letter {
  readonly subject: Word;
  readonly text: Word;
}

export const letters = {
  publish: {
    subject: ['您的应用案例已发布：{{title}}', 'Your reuse is published: {{title}}'],
    text: [
      '您提交的应用案例“{{title}}”已通过{{region}}信息管理部门审核，现已公开。',
      'The information department of {{region}} has looked at your reuse "{{title}}"; it is public now.',
    ],
  },
  return: {
    subject: ['请修改您的应用案例：{{title}}', 'Please change your reuse: {{title}}'],
    text: [
      '您提交的应用案例“{{title}}”被退回修改。理由：{{reason}}\n\n打开以下页面修改后可以再次提交。',
      'Your reuse "{{title}}" was returned. Reason: {{reason}}\n\nOpen the page below to change it and send it again.',
    ],
  },
  decline: {
    subject: ['您的应用案例未予发布：{{title}}', 'Your reuse was declined: {{title}}'],
    text: [
      '您提交的应用案例“{{title}}”未予发布。理由：{{reason}}',
      'Your reuse "{{title}}" was declined. Reason: {{reason}}',
    ],
  },
  decline_change: {
    subject: ['对应用案例的修改未予采用：{{title}}', 'The change to your reuse was declined: {{title}}'],
    text: [
      '您对应用案例“{{title}}”的修改未予采用，此前发布的内容不变。理由：{{reason}}',
      'The change to your reuse "{{title}}" was declined; what was published stays. Reason: {{reason}}',
    ],
  },
  withdraw: {
    subject: ['您的应用案例已被撤下：{{title}}', 'Your reuse was withdrawn: {{title}}'],
    text: [
      '信息管理部门撤下了您的应用案例“{{title}}”。理由：{{reason}}',
      'The information department withdrew your reuse "{{title}}". Reason: {{reason}}',
    ],
  },
  reject_comment: {
    subject: ['您的评论未予公开：{{title}}', 'Your comment is not shown: {{title}}'],
    text: [
      '您对数据集“{{title}}”的评论未予公开。理由：{{reason}}。\n\n您的星级评分仍然有效；评论内容已清除，可以改写后重新提交。',
      'Your comment on the dataset "{{title}}" is not shown. Reason: {{reason}}.\n\nYour stars still count. The text was wiped; you may write another.',
    ],
  },
  reply: {
    subject: ['数据提供单位答复了您的评论：{{title}}', 'The agency answered your comment: {{title}}'],
    text: [
      '{{agency}}公开答复了您对数据集“{{title}}”的评论。',
      '{{agency}} has answered your comment on the dataset "{{title}}" in public.',
    ],
  },
} as const satisfies Readonly<Record<string, Letter>>;
