/** The mails: plain text, short, with the way out in each. */
import { fill } from '#api/kernel/refusal.ts';
import { inLocale, type Locale, type Word } from '#api/kernel/words.ts';
import { type Frequency, frequencies } from './codes.ts';

const words = {
  confirm_subject: ['请确认订阅：{{what}}', 'Confirm your subscription: {{what}}'],
  confirm: [
    '您好：\n\n有人（应是您本人）请求用本邮箱订阅晋数平台的更新通知：\n\n    {{what}}（{{how}}）\n\n请在七天内打开以下链接确认，确认后才会发送通知：\n\n{{link}}\n\n如果不是您本人的请求，请忽略本邮件；七天后该请求和您的邮箱地址会被清除。',
    'Hello,\n\nsomeone, presumably you, asked for notices of the Jinshu portal to this address:\n\n    {{what}} ({{how}})\n\nOpen this link within seven days to confirm; nothing is sent before:\n\n{{link}}\n\nIf it was not you, ignore this mail: after seven days the request and your address are wiped.',
  ],
  already_subject: ['您已订阅：{{what}}', 'You are subscribed already: {{what}}'],
  already: [
    '您好：\n\n本邮箱已订阅“{{what}}”（{{how}}），无需再次订阅。查看、调整频率或退订：\n\n{{link}}',
    'Hello,\n\nthis address is subscribed to "{{what}}" ({{how}}) already. See it, change how often, or end it:\n\n{{link}}',
  ],
  digest_subject: ['更新通知：{{what}}（{{n}} 项）', 'What changed: {{what}} ({{n}})'],
  digest: ['您订阅的“{{what}}”有以下变更：', 'What changed in "{{what}}":'],
  foot: [
    '您收到本邮件，是因为本邮箱订阅了上述更新。查看、调整频率或退订：\n{{link}}',
    'You receive this because this address is subscribed to it. See it, change how often, or end it:\n{{link}}',
  ],
} as const satisfies Readonly<Record<string, Word>>;

export interface Letter {
  readonly subject: string;
  readonly text: string;
}

interface About {
  readonly what: string;
  readonly frequency: Frequency;
  readonly link: string;
  readonly locale: Locale;
}

const say = (locale: Locale, key: keyof typeof words, values: Readonly<Record<string, string | number>>) =>
  fill(inLocale(words[key], locale), values);

export function confirmLetter({ what, frequency, link, locale }: About): Letter {
  const values = { what, link, how: frequencies.label(frequency, locale) };
  return { subject: say(locale, 'confirm_subject', values), text: `${say(locale, 'confirm', values)}\n` };
}

export function alreadyLetter({ what, frequency, link, locale }: About): Letter {
  const values = { what, link, how: frequencies.label(frequency, locale) };
  return { subject: say(locale, 'already_subject', values), text: `${say(locale, 'already', values)}\n` };
}

export interface Line {
  readonly day: string;
  readonly title: string;
  readonly agency: string;
  readonly text: string;
  readonly url: string;
}

export function digestLetter({ what, link, locale }: About, lines: readonly Line[]): Letter {
  const parts = lines.map(
    ({ day, title, agency, text, url }) => `* ${title} | ${agency} | ${day}\n  ${text}\n  ${url}`,
  );
  return {
    subject: say(locale, 'digest_subject', { what, n: lines.length }),
    text: `${[say(locale, 'digest', { what }), ...parts].join('\n\n')}\n\n-- \n${say(locale, 'foot', { link })}\n`,
  };
}
