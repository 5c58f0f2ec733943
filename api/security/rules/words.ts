import type { Words } from '#api/kernel/words.ts';

export const feedWords = {
  title: ['晋数 · 审计根', 'Jinshu · roots of the audit record'],
  subtitle: [
    '每天一个签名的审计根。把它们存在别处，日后即可证明审计记录没有被改动。',
    'One signed root a day. Keep them elsewhere, and you can later prove that the audit record was not changed.',
  ],
  platform: ['晋数', 'Jinshu'],
} as const satisfies Words;
