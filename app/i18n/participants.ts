import type { Words } from '#api/kernel/words.ts';

/** Taking part without an account. */
export const participants = {
  title: ['参与', 'Taking part'],
  lead: [
    '提出数据需求、投票、报告数据错误、登记应用和评分，只需确认一个电子邮箱，不需要注册账号。',
    'To ask for data, vote, report an error, register a reuse or rate one, confirm a mail address. No account is needed.',
  ],
  email: ['电子邮箱', 'E-mail address'],
  email_help: [
    '加密保存，只用于验证和答复您提出的事项，不公开、不作他用，可以随时撤回。',
    'Kept encrypted, used to confirm you and to answer what you raise; never shown, and withdrawn whenever you like.',
  ],
  send: ['发送验证码', 'Send a code'],
  or_sign_in: ['有单位账号？', 'Do you have an organisation account?'],
  sign_in: ['登录', 'Sign in'],
  code_title: ['输入验证码', 'Enter the code'],
  code_lead: [
    '如果该邮箱可以收信，几分钟内会收到六位验证码和一个链接，一小时内有效。',
    'If the address can be written to, a six-digit code and a link arrive within minutes; both are good for an hour.',
  ],
  code: ['验证码', 'Code'],
  confirm: ['确认', 'Confirm'],
  no_mail: ['没有收到？', 'Nothing arrived?'],
  ask_again: ['重新填写邮箱', 'Enter the address again'],
  link_title: ['确认邮箱', 'Confirm your mailbox'],
  link_text: [
    '确认后，本浏览器在 180 天内可以直接参与。如果不是您本人的请求，请关闭本页。',
    'Once you confirm, this browser can take part for 180 days. If it was not you, close this page.',
  ],
  link_void: ['该链接已失效', 'This link is void'],
  link_void_text: [
    '链接一小时内有效，只能使用一次。请重新索取。',
    'A link is good for an hour and for one use. Ask for a new one.',
  ],
  restart: ['重新索取', 'Ask again'],
  you: ['您的参与身份', 'You take part as'],
  you_person: [
    '您以单位账号参与，公开显示的是单位名称。答复显示在本页。',
    'You take part for your organisation, under its name. Answers are shown here.',
  ],
  public_name: ['公开显示的名称', 'Public name'],
  public_name_help: [
    '留空则显示编号。请勿填写联系方式。修改后，您过去提出的事项也会显示新名称。',
    'Blank: a visitor with a number. No contact details. What you raised earlier shows the new name as well.',
  ],
  save_name: ['保存名称', 'Save the name'],
  saved: ['名称已保存。', 'The name was saved.'],
  since: ['确认时间', 'Confirmed'],
  letters: ['给您的答复', 'Answers to you'],
  letters_empty: ['还没有答复', 'No answers yet'],
  letters_empty_text: [
    '您提出的事项有进展时，会发送邮件，也会显示在这里。',
    'When something you raised moves on, it is mailed to you and shown here.',
  ],
  subject: ['事项', 'Matter'],
  at: ['时间', 'Time'],
  state: ['邮件', 'Mail'],
  what_now: ['可以做什么', 'What you can do'],
  leave: ['在本浏览器退出', 'Leave this browser'],
  forget: ['撤回邮箱', 'Withdraw the address'],
  forget_title: ['撤回您的邮箱？', 'Withdraw your address?'],
  forget_consequence: [
    '邮箱地址、名称和给您的邮件会立即清除，不再通知您。您提出的事项继续保留，显示为“已撤回邮箱的网友”。不能恢复。',
    'The address, the name and your mails are wiped at once and you are told nothing more. What you raised stays, as from “someone whose address was withdrawn”. This cannot be undone.',
  ],
  forgotten: ['您的邮箱地址已清除', 'Your address was wiped'],
  forgotten_text: ['您提出的事项继续保留，不再显示您的名称。', 'What you raised stays, without your name.'],
  needed_title: ['先确认一个邮箱', 'Confirm a mailbox first'],
  needed_text: [
    '不需要账号：填写邮箱，输入收到的验证码即可。',
    'No account is needed: enter your address and the code that is mailed to you.',
  ],
  needed_go: ['确认邮箱', 'Confirm a mailbox'],
  go_on: ['继续办理', 'Go on'],
  as: ['以“{{name}}”的名义公开显示。', 'Shown to everybody as from “{{name}}”.'],
  change: ['修改', 'Change'],
} as const satisfies Words;
