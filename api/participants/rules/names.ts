/** What everybody sees of whoever takes part. */
import { fill } from '#api/kernel/refusal.ts';
import type { Word } from '#api/kernel/words.ts';

const visitor: Word = ['网友 {{mark}}', 'Visitor {{mark}}'];

/** Written in place of whoever withdrew. */
export const withdrawnName: Word = ['已撤回邮箱的网友', 'someone whose address was withdrawn'];

/** The last four characters of the id are random: enough to tell two visitors of one page apart. */
export function visitorName(id: string): Word {
  const mark = id.slice(-4).toUpperCase();
  return [fill(visitor[0], { mark }), fill(visitor[1], { mark })];
}
