/** The kinds of personal information the platform looks for, and how each is written when it has to be shown at all. */
import { surnameOf } from '#api/kernel/surnames.ts';
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const personalKinds = defineCodes({
  citizen_number: ['公民身份号码', 'Citizen number'],
  bank_card: ['银行卡号', 'Bank card number'],
  mobile: ['手机号码', 'Mobile number'],
  email: ['电子邮箱', 'E-mail address'],
  plate: ['机动车号牌', 'Number plate'],
  passport: ['护照号码', 'Passport number'],
  personal_name: ['个人姓名', 'Personal name'],
  address: ['个人住址', 'Home address'],
  birth_date: ['出生日期', 'Date of birth'],
  medical: ['医疗健康信息', 'Health information'],
  religion: ['宗教信仰', 'Religious belief'],
  biometric: ['生物识别信息', 'Biometric information'],
});

export type PersonalKind = CodeOf<typeof personalKinds>;

const stars = (n: number): string => '*'.repeat(Math.max(0, n));

/** Down to the county; to the city where no county is named. 区 of 小区, 园区 and 社区 is no county. */
function maskAddress(text: string): string {
  const known = /^.{2,20}?(?:县|旗|(?<!自治|小|园|社)区)/.exec(text) ?? /^.{2,12}?市/.exec(text);
  return known === null ? '***' : `${known[0]}***`;
}

/**
 * The masked form of one value of a kind, e.g. `138****5678`, `晋A***12`, `张*`. A value that does not have the shape of
 * its kind becomes `***`, so that nothing is shown by mistake. A masked row is still personal information (Personal
 * Information Protection Law, article 73): for unconditional opening drop the column.
 */
export function mask(kind: PersonalKind, value: string): string {
  const text = value.trim();
  switch (kind) {
    case 'citizen_number':
      if (/^\d{17}[\dX]$/i.test(text)) return `${text.slice(0, 6)}********${text.slice(-4)}`;
      return /^\d{15}$/.test(text) ? `${text.slice(0, 6)}******${text.slice(-3)}` : '***';
    case 'mobile':
      return /^1\d{10}$/.test(text) ? `${text.slice(0, 3)}****${text.slice(-4)}` : '***';
    case 'bank_card':
      return /^\d{13,19}$/.test(text) ? stars(text.length - 4) + text.slice(-4) : '***';
    case 'plate':
      return /^.[A-Z].{5,6}$/.test(text) ? text.slice(0, 2) + stars(text.length - 4) + text.slice(-2) : '***';
    case 'email':
      return /^[^@]+@[^@]+$/.test(text) ? `${text.slice(0, 1)}***${text.slice(text.indexOf('@'))}` : '***';
    case 'passport':
      return text.length === 9 ? text.slice(0, 1) + stars(6) + text.slice(-2) : '***';
    case 'personal_name':
      if (!/^[\p{Script=Han}·]{2,}$/u.test(text)) return '***';
      return `${surnameOf(text) ?? String.fromCodePoint(text.codePointAt(0) ?? 0x2a)}*`;
    case 'address':
      return maskAddress(text);
    case 'birth_date':
      return /^(19|20)\d{2}/.test(text) ? text.slice(0, 4) : '***';
    default:
      return '***';
  }
}
