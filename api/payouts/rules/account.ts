/** A bank account as it is typed: digits, whatever stands between them, and the check digit where there is one. */
import { halfWidth } from '#api/kernel/half-width.ts';

export const bareNumber = (text: string): string => halfWidth(text).replace(/[\s-]/g, '');

/** Luhn (ISO/IEC 7812-1). */
export function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((all, one, at) => {
    const value = Number(one) * (at % 2 === 1 ? 2 : 1);
    return all + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** Accounts of enterprises have no common check digit; a card number has one, and an enterprise may have typed one. */
export function isAccountNumber(digits: string): boolean {
  if (!/^\d{8,32}$/.test(digits)) return false;
  return !/^62\d{14,17}$/.test(digits) || passesLuhn(digits);
}

export const isBankCode = (text: string): boolean => /^\d{12}$/.test(text);
