/** A mail as nodemailer takes it: the same headers whichever way it leaves. */
import type { SendMailOptions } from 'nodemailer';
import type { Mail } from './port.ts';
import { refuse } from './refusals.ts';

const unfit = /[\s<>()[\]\\,;:"\p{Cc}]/u;

/** One plain address (RFC 5321 4.1.2 without quoting and literals): what forms of other systems accept as well. */
export function isAddress(text: string): boolean {
  const [name = '', host = '', ...more] = text.split('@');
  return (
    more.length === 0 &&
    text.length <= 254 &&
    name.length >= 1 &&
    name.length <= 64 &&
    !unfit.test(name) &&
    !/^\.|\.$|\.\./.test(name) &&
    /^(?=.{1,253}$)[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?)+$/u.test(
      host,
    )
  );
}

export function messageOf(mail: Mail, from: string): SendMailOptions {
  if (!isAddress(mail.to)) throw refuse('mail.bad_address');
  const host = /@([^\s<>@]+)>?$/.exec(from)?.[1] ?? 'localhost';
  return {
    from,
    to: { name: '', address: mail.to },
    subject: mail.subject.replace(/\p{Cc}+/gu, ' '),
    text: mail.text,
    messageId: `<${mail.id}@${host}>`,
    // Chinese in quoted-printable triples in size.
    textEncoding: 'base64',
    // A mail body is read from nowhere but the message itself.
    disableFileAccess: true,
    disableUrlAccess: true,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': mail.locale === 'zh' ? 'zh-CN' : 'en',
      ...(mail.unsubscribeUrl === undefined
        ? {}
        : {
            'List-Unsubscribe': { prepared: true, value: `<${mail.unsubscribeUrl}>` },
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }),
    },
  };
}
