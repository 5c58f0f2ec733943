/** Identifiers of organisations and people: written form, check digits, and what each check really proves. */
import { halfWidth } from '#api/kernel/half-width.ts';
import { alphabet31, weighted31 } from '#api/kernel/mod31.ts';
import { type Day, isDay } from '#api/kernel/time.ts';

/** Typed text in half-width capitals without spaces and hyphens: the form all checks below work on. */
export function normaliseIdentifier(text: string): string {
  return halfWidth(text)
    .replace(/[\s\u00a0\u2010-\u2015-]/g, '')
    .toUpperCase();
}

const weightedSum = (characters: string, weights: readonly number[], value: (c: string) => number): number =>
  weights.reduce((sum, weight, i) => sum + weight * value(characters.charAt(i)), 0);

// Unified social credit code, GB 32100-2015

export type UsccResult =
  | {
      readonly ok: true;
      readonly uscc: string;
      /** `inner_org_code`: characters 9-17 fail the check of GB 11714. Some genuine old codes do: warn, never refuse. */
      readonly warnings: readonly 'inner_org_code'[];
      /** 92: an individual business (个体工商户), whose code points at a natural person. */
      readonly individualBusiness: boolean;
    }
  | { readonly ok: false; readonly reason: 'empty' | 'length' | 'shape' | 'check_digit' };

const usccShape = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/** The 18th character for the first 17. Throws RangeError when they do not have the shape of GB 32100. */
export function usccCheckCharacter(first17: string): string {
  if (!usccShape.test(`${first17}0`)) throw new RangeError('not the first 17 characters of a social credit code');
  return alphabet31.charAt((31 - weighted31(first17)) % 31);
}

/** A valid code from its first 17 characters; for demonstration data and tests. */
export function makeUscc(first17: string): string {
  return first17 + usccCheckCharacter(first17);
}

/** The check character of an organisation code (GB 11714) for its first 8 characters. */
export function orgCodeCheckCharacter(first8: string): string {
  if (!/^[0-9A-Z]{8}$/.test(first8)) throw new RangeError('not the first 8 characters of an organisation code');
  const value = (11 - (weightedSum(first8, [3, 7, 9, 10, 5, 8, 4, 2], (c) => Number.parseInt(c, 36)) % 11)) % 11;
  return value === 10 ? 'X' : String(value);
}

/** Checks a unified social credit code as typed. `uscc` is its written form. */
export function checkUscc(text: string): UsccResult {
  const uscc = normaliseIdentifier(text);
  if (uscc === '') return { ok: false, reason: 'empty' };
  if (uscc.length !== 18) return { ok: false, reason: 'length' };
  if (!usccShape.test(uscc)) return { ok: false, reason: 'shape' };
  if (usccCheckCharacter(uscc.slice(0, 17)) !== uscc.charAt(17)) return { ok: false, reason: 'check_digit' };
  const innerHolds = orgCodeCheckCharacter(uscc.slice(8, 16)) === uscc.charAt(16);
  return { ok: true, uscc, warnings: innerHolds ? [] : ['inner_org_code'], individualBusiness: uscc.startsWith('92') };
}

export const isUscc = (text: string): boolean => checkUscc(text).ok;

// Citizen number, GB 11643-1999

export type CitizenNumberResult =
  | {
      readonly ok: true;
      readonly number: string;
      readonly birth: Day;
      readonly sex: 'male' | 'female';
      readonly regionCode: string;
    }
  | {
      readonly ok: false;
      readonly reason: 'empty' | 'shape' | 'province' | 'birth_date' | 'future' | 'age' | 'check_digit';
    };

/** First two digits: the provinces of GB/T 2260, residence permits of HK, MO and TW (81-83), foreigners' cards (91). */
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91'.split(
    ' ',
  ),
);
const citizenWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const oldestYears = 130;

/** The 18th character for the first 17 digits: ISO 7064 MOD 11-2. */
export function citizenCheckCharacter(first17: string): string {
  if (!/^\d{17}$/.test(first17)) throw new RangeError('not the first 17 digits of a citizen number');
  return '10X98765432'.charAt(weightedSum(first17, citizenWeights, Number) % 11);
}

/** Arithmetic alone: 17 digits and their check character, whatever province and date they say. */
export function citizenCheckHolds(number: string): boolean {
  return /^\d{17}[\dX]$/.test(number) && citizenCheckCharacter(number.slice(0, 17)) === number.charAt(17);
}

/** Checks an 18-character citizen number as typed; `today` bounds the date of birth (not in the future, age below 130). */
export function checkCitizenNumber(text: string, today: Day): CitizenNumberResult {
  const number = normaliseIdentifier(text);
  if (number === '') return { ok: false, reason: 'empty' };
  if (!/^\d{17}[\dX]$/.test(number)) return { ok: false, reason: 'shape' };
  if (!provinces.has(number.slice(0, 2))) return { ok: false, reason: 'province' };
  const birth = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (!isDay(birth)) return { ok: false, reason: 'birth_date' };
  if (birth > today) return { ok: false, reason: 'future' };
  const oldest = String(Number(today.slice(0, 4)) - oldestYears).padStart(4, '0') + today.slice(4);
  if (birth <= oldest) return { ok: false, reason: 'age' };
  if (!citizenCheckHolds(number)) return { ok: false, reason: 'check_digit' };
  const sex = Number(number.charAt(16)) % 2 === 1 ? 'male' : 'female';
  return { ok: true, number, birth, sex, regionCode: number.slice(0, 6) };
}

/** The 15-digit form before 1999: province and a date of the twentieth century, no check digit, so weak evidence. */
export function isOldCitizenNumber(text: string): boolean {
  const number = normaliseIdentifier(text);
  if (!/^\d{15}$/.test(number) || !provinces.has(number.slice(0, 2))) return false;
  return isDay(`19${number.slice(6, 8)}-${number.slice(8, 10)}-${number.slice(10, 12)}`);
}

// Cards, telephones, plates, mail

/** Luhn check (ISO/IEC 7812-1 annex B). Passes one random number in ten. */
export function luhnHolds(digits: string): boolean {
  if (!/^\d+$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits.charAt(digits.length - 1 - i));
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** 13 to 19 digits that hold Luhn. */
export function isBankCard(text: string): boolean {
  const digits = normaliseIdentifier(text);
  return /^\d{13,19}$/.test(digits) && luhnHolds(digits);
}

/** The eleven digits of a mainland mobile number typed with or without +86, or null. */
export function normaliseMobile(text: string): string | null {
  return /^(?:\+?86)?(1[3-9]\d{9})$/.exec(normaliseIdentifier(text))?.[1] ?? null;
}

export const isMobile = (text: string): boolean => normaliseMobile(text) !== null;

/** Province characters of number plates (GA 36-2018). */
export const plateProvinces = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
const serial = '[A-HJ-NP-Z0-9]';
/** Everything of a plate after its province: ordinary (5, the last may be a special word) or new energy (6). */
export const plateTail = `[A-HJ-NP-Z][·•\\s-]?(?:[A-HJK]${serial}\\d{4}|\\d{5}[A-HJK]|${serial}{4}(?:${serial}|[挂学警港澳]))`;
const plateShape = new RegExp(`^[${plateProvinces}]${plateTail}$`);

/** The written form of a number plate (`晋A12345`), or null. At least two digits are asked for, as every plate has. */
export function normalisePlate(text: string): string | null {
  const plate = halfWidth(text).trim().toUpperCase();
  const bare = plate.replace(/[·•\s-]/g, '');
  return plateShape.test(plate) && (bare.match(/\d/g)?.length ?? 0) >= 2 ? bare : null;
}

export const isPlate = (text: string): boolean => normalisePlate(text) !== null;

const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
export const emailDomain = `(?:${label}\\.)+[A-Za-z]{2,24}`;
const emailShape = new RegExp(`^[A-Za-z0-9._%+-]{1,64}@${emailDomain}$`);

export function isEmail(text: string): boolean {
  const address = halfWidth(text).trim();
  return address.length <= 254 && emailShape.test(address);
}

/** Ordinary passports (E + 8 characters, since 2012) and the older letter + 8 digits; without a header weak evidence. */
export function isPassport(text: string): boolean {
  return /^(?:E[0-9A-Z]\d{7}|[GDSPH]\d{8})$/.test(normaliseIdentifier(text));
}
