import type { Words } from '#api/kernel/words.ts';

/** What stands around every guide. */
export const guideFrame = {
  title: ['开发者指南', 'Guides for developers'],
  lead: [
    '一件事一篇，从头做到尾。页面上的命令就是测试里运行的命令。',
    'One job a guide, from start to end. The commands on the pages are the ones the tests run.',
  ],
  on_page: ['本页内容', 'On this page'],
  order: ['前后篇', 'Previous and next'],
  previous: ['上一篇', 'Previous'],
  next: ['下一篇', 'Next'],
  all: ['全部指南', 'All guides'],
  anchor: ['本节的链接', 'Link to this part'],
  example: [
    '命令以本平台的数据集 {{code}} 为例；换成您的协议中的编码即可。',
    'The commands take dataset {{code}} of this portal as the example; put in the code of your own agreement.',
  ],
  group_use: ['取得和使用数据', 'Get and use data'],
  group_sell: ['出售', 'Sell'],
  group_trust: ['核对', 'Check'],
} as const satisfies Words;
