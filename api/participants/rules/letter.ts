/** The mails: plain text, short. */
import { fill } from '#api/kernel/refusal.ts';
import { inLocale, type Locale, type Word } from '#api/kernel/words.ts';

export interface Letter {
  readonly subject: string;
  readonly text: string;
}

const words = {
  code_subject: ['验证码 {{code}}：参与晋数平台', '{{code}} is your code for the Jinshu portal'],
  code: [
    '您好：\n\n您（或有人以您的邮箱）希望在晋数平台参与。请在页面上输入验证码：\n\n    {{code}}\n\n也可以打开以下链接：\n\n{{link}}\n\n验证码和链接一小时内有效。如果不是您本人的请求，请忽略本邮件，您的邮箱地址会被清除。',
    'Hello,\n\nsomeone, presumably you, wants to take part on the Jinshu portal with this address. Enter the code on the page:\n\n    {{code}}\n\nor open this link:\n\n{{link}}\n\nBoth are good for an hour. If it was not you, ignore this mail; the address is wiped.',
  ],
  foot: [
    '您收到本邮件，是因为您以本邮箱在晋数平台提出了此事。查看全部事项或撤回邮箱：\n{{link}}',
    'You receive this because you raised the matter on the Jinshu portal with this address. See all, or withdraw the address:\n{{link}}',
  ],
} as const satisfies Readonly<Record<string, Word>>;

export function codeLetter(code: string, link: string, locale: Locale): Letter {
  return {
    subject: fill(inLocale(words.code_subject, locale), { code }),
    text: `${fill(inLocale(words.code, locale), { code, link })}\n`,
  };
}

/** What a room says, the page it is about, and why it comes. */
export function newsLetter(said: Letter, link: string, own: string, locale: Locale): Letter {
  return {
    subject: said.subject,
    text: `${said.text}\n\n${link}\n\n-- \n${fill(inLocale(words.foot, locale), { link: own })}\n`,
  };
}
