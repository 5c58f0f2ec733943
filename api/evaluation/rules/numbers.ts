/** Weights, lines and figures as people write them, read exactly. Pure. */
import type { FigureUnit } from './codes.ts';
import { compare, ratio, rounded, times } from './ratio.ts';
import type { Figure } from './score.ts';

/** Digits after the point that a line may have: a millionth of numerator over denominator is the smallest step. */
const places: Readonly<Record<FigureUnit, number>> = { share: 4, per_thousand: 3, count: 6 };
const scale: Readonly<Record<FigureUnit, bigint>> = { share: 100n, per_thousand: 1000n, count: 1n };

/** `10.5` with two places is 1050; null where it is no such number. */
export function decimal(text: string, digits: number): bigint | null {
  const found = /^(\d{1,15})(?:\.(\d+))?$/.exec(text.trim());
  const rest = found?.[2] ?? '';
  if (found === null || rest.length > digits) return null;
  return BigInt(`${found[1]}${rest.padEnd(digits, '0')}`);
}

export function decimalText(value: bigint, digits: number): string {
  const text = value.toString().padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const rest = text.slice(text.length - digits).replace(/0+$/, '');
  return rest === '' ? whole : `${whole}.${rest}`;
}

export const lineOf = (unit: FigureUnit, text: string): bigint | null => decimal(text, places[unit]);
export const lineText = (unit: FigureUnit, ppm: bigint): string => decimalText(ppm, places[unit]);
export const weightOf = (text: string): number | null => {
  const found = decimal(text, 2);
  return found === null ? null : Number(found);
};
export const weightText = (bp: number): string => decimalText(BigInt(bp), 2);

/** The value in the unit of the indicator with one place, e.g. `87.5`; null over nothing. A share is never rounded up to 100. */
export function valueText(unit: FigureUnit, figure: Figure): string | null {
  if (figure.den === 0n) return null;
  const value = times(ratio(figure.num, figure.den), scale[unit]);
  if (unit === 'count') return decimalText(rounded(value), 0);
  const tenths = rounded(times(value, 10n));
  const short = compare(value, ratio(100n, 1n)) < 0;
  return decimalText(unit === 'share' && short && tenths >= 1000n ? 999n : tenths, 1);
}
