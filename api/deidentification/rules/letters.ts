/** What an agency is told of its reports. Their page says the rest. */
import type { Word } from '#api/kernel/words.ts';

export const letters = {
  to_sign: {
    subject: ['去标识化报告待复核：{{title}}', 'A release report to check: {{title}}'],
    text: [
      '“{{title}}”第 {{number}} 版已按方案处理，最小等价类为 {{k}}（要求 {{demanded}}）。请复核签署，签署后方可开放。',
      'Version {{number}} of "{{title}}" is treated; its smallest class has {{k}} rows (demanded: {{demanded}}). It can be opened once you have checked and signed the report.',
    ],
  },
  failed: {
    subject: ['去标识化未达到要求：{{title}}', 'De-identification falls short: {{title}}'],
    text: [
      '“{{title}}”第 {{number}} 版处理后的最小等价类为 {{k}}，要求 {{demanded}}，不得开放；已发布的版本不受影响。请加强泛化或者抑制。',
      'The smallest class of version {{number}} of "{{title}}" has {{k}} rows after the treatment; {{demanded}} are demanded. It may not be opened; published versions stay as they are. Generalise or suppress more.',
    ],
  },
  judged: {
    subject: ['早先发布的数据可能含个人信息：{{title}}', 'Data published earlier may tell of people: {{title}}'],
    text: [
      '“{{title}}”第 {{number}} 版发布时尚未要求去标识化报告。按系统建议的类别计算，最小等价类为 {{k}}（要求 {{demanded}}）。请确认各列的类别；确属个人数据的，请发布处理后的新版本，必要时撤下条目。',
      'Version {{number}} of "{{title}}" was published before a release report was needed. By the classes proposed its smallest class has {{k}} rows (demanded: {{demanded}}). Confirm the classes; where it is about people, publish a treated version, and withdraw the entry if need be.',
    ],
  },
  returned: {
    subject: ['去标识化报告被退回：{{title}}', 'A release report was sent back: {{title}}'],
    text: [
      '“{{title}}”第 {{number}} 版的去标识化报告被退回。意见：{{opinion}}',
      'The release report of version {{number}} of "{{title}}" was sent back. Opinion: {{opinion}}',
    ],
  },
} as const satisfies Readonly<Record<string, { readonly subject: Word; readonly text: Word }>>;
