/** What the applicant is told by mail, and the notice that stands in every file. No personal data: the page shows the rest. */
import { fill } from '#api/kernel/refusal.ts';
import { inLocale, type Locale, type Word } from '#api/kernel/words.ts';
import type { CaseAction } from './codes.ts';

const ends = (zh: string, en: string): Word => [
  `${zh}详情请在申请页面查看。`,
  `${en} The page of the application says more.`,
];

/** By what happened; what is not here tells the applicant nothing new. */
export const news: Partial<Record<CaseAction, { readonly subject: Word; readonly text: Word }>> = {
  file: {
    subject: ['申请 {{no}} 已收到', 'Application {{no}} received'],
    text: ends(
      '我们已收到您的定向开放申请（{{no}}），答复期限为 {{due}}。',
      'Your application for targeted opening ({{no}}) was received; an answer is due on {{due}}.',
    ),
  },
  supplement: {
    subject: ['申请 {{no}} 需要补正', 'Application {{no}}: a supplement is needed'],
    text: ends('受理机构一次性告知了需要补正的内容。', 'The agency names everything that is missing.'),
  },
  verify: {
    subject: ['申请 {{no}} 身份核验通过', 'Application {{no}}: identity verified'],
    text: ends('您的身份已核验，申请进入审查。', 'Your identity was verified; the application is under review.'),
  },
  reject: {
    subject: ['申请 {{no}} 身份核验不通过', 'Application {{no}}: identity not verified'],
    text: ends(
      '您的身份未能核验。理由和救济途径见申请页面。',
      'Your identity could not be verified; reason and remedy are on the page.',
    ),
  },
  consult: {
    subject: ['申请 {{no}} 正在征求第三方意见', 'Application {{no}}: a third party is being heard'],
    text: ends(
      '该申请涉及第三方权益，正在征求其意见，所需时间不计入答复期限。',
      'The application touches others, who are being heard; that time does not count.',
    ),
  },
  extend: {
    subject: ['申请 {{no}} 答复期限延长', 'Application {{no}}: the time limit was extended'],
    text: ends('答复期限延长至 {{due}}。', 'An answer is now due on {{due}}.'),
  },
  grant: {
    subject: ['申请 {{no}} 同意开放', 'Application {{no}} granted'],
    text: ends('受理机构同意向您开放所申请的数据。', 'The agency opens the data to you.'),
  },
  refuse: {
    subject: ['申请 {{no}} 不予开放', 'Application {{no}} refused'],
    text: ends(
      '受理机构决定不予开放。理由、依据和救济途径见申请页面。',
      'The agency refused; reason, legal basis and remedy are on the page.',
    ),
  },
  revoke: {
    subject: ['申请 {{no}} 的开放已撤销', 'Application {{no}}: the opening was revoked'],
    text: ends('向您开放的数据已撤销，请停止使用。', 'The opening was revoked; stop using the data.'),
  },
  deliver: {
    subject: ['申请 {{no}} 的数据已领取', 'Application {{no}}: data were taken'],
    text: ends(
      '您刚刚领取了数据。如果不是您本人操作，请立即联系受理机构。',
      'The data were just taken. If it was not you, tell the agency at once.',
    ),
  },
};

const code = {
  subject: ['领取验证码（申请 {{no}}）', 'Your code for taking the data ({{no}})'],
  text: [
    '验证码：{{code}}\n\n10 分钟内有效，只能用一次，可以试 5 次。请不要转告他人。\n如果不是您本人操作，请立即联系受理机构。\n\n{{link}}\n',
    'Code: {{code}}\n\nGood for 10 minutes and once; there are five tries. Tell it to nobody.\nIf it was not you who asked, tell the agency at once.\n\n{{link}}\n',
  ],
} as const satisfies Record<string, Word>;

export function codeLetter(no: string, digits: string, link: string, locale: Locale) {
  const params = { no, code: digits, link };
  return { subject: fill(inLocale(code.subject, locale), params), text: fill(inLocale(code.text, locale), params) };
}

export interface NoticeFacts {
  readonly no: string;
  readonly delivery: number;
  readonly day: string;
  readonly to: string;
  readonly until: string;
  readonly agency: string;
}

const notice: readonly Word[] = [
  ['本文件仅向特定对象开放，不得向他人转让或者公开。', 'Opened to one party only. Not to be passed on or published.'],
  ['领取人：{{to}}', 'To: {{to}}'],
  ['申请编号：{{no}}，第 {{delivery}} 次领取', 'Application: {{no}}, delivery {{delivery}}'],
  ['提供机构：{{agency}}', 'By: {{agency}}'],
  ['领取日期：{{day}}，使用期至：{{until}}', 'Taken on {{day}}, to be used until {{until}}'],
];

/** In both languages, one line each. */
export const noticeLines = (facts: NoticeFacts): string[] =>
  notice.map((line) => `${fill(line[0], { ...facts })} ${fill(line[1], { ...facts })}`);

export const sheetNames = { notice: '使用须知 Notice', data: 'data' } as const;
