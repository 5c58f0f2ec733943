/** Money: whole fen (1/100 yuan), CNY only, never a float. */
import { halfWidth } from '#api/kernel/half-width.ts';

/** An amount in fen. Arithmetic on it gives a plain bigint; use the functions below or `fen()` to come back. */
export type Fen = bigint & { readonly __money: 'fen' };

/** Bounds of PostgreSQL's BIGINT, where amounts are kept. */
const max = 2n ** 63n - 1n;
const inRange = (value: bigint): boolean => value <= max && value >= -max - 1n;

/** Brands whole fen. An amount that the database could not hold is a bug and throws RangeError. */
export function fen(value: bigint): Fen {
  if (!inRange(value)) throw new RangeError(`amount out of range: ${value}`);
  return value as Fen;
}

export const zeroFen: Fen = fen(0n);
export const addFen = (a: Fen, b: Fen): Fen => fen(a + b);
export const subtractFen = (a: Fen, b: Fen): Fen => fen(a - b);

export function sumFen(amounts: Iterable<Fen>): Fen {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return fen(sum);
}

/** The JSON form of an amount: decimal digits of fen, e.g. `"123456"` (JSON numbers lose whole fen past 2^53). */
export function fenToJson(amount: Fen): string {
  return amount.toString();
}

/** Reads the JSON form; null for anything but canonical digits in range. */
export function fenFromJson(text: string): Fen | null {
  if (!/^(0|-?[1-9]\d{0,18})$/.test(text)) return null;
  const value = BigInt(text);
  return inRange(value) ? fen(value) : null;
}

export type YuanFault = 'empty' | 'not_an_amount' | 'bad_grouping' | 'too_many_decimals' | 'out_of_range';
export type YuanResult = { readonly ok: true; readonly fen: Fen } | { readonly ok: false; readonly reason: YuanFault };

/**
 * Reads an amount in yuan as a person types it: `1234.5`, `1,234.56`, `￥1,234.56`, `１２３元`; never throws.
 * A leading minus is read; whether a negative amount makes sense is for the caller.
 */
export function parseYuan(text: string): YuanResult {
  const fail = (reason: YuanFault): YuanResult => ({ ok: false, reason });
  const bare = halfWidth(text)
    .trim()
    .replace(/^(-?)[¥￥]\s*/, '$1')
    .replace(/\s*元$/, '');
  if (bare === '') return fail('empty');
  const match = /^(-?)([\d,]+)(?:\.(\d+))?$/.exec(bare);
  if (match === null) return fail('not_an_amount');
  const [, sign = '', whole = '', decimals = ''] = match;
  if (!/^\d+$/.test(whole) && !/^\d{1,3}(,\d{3})+$/.test(whole)) return fail('bad_grouping');
  if (decimals.length > 2) return fail('too_many_decimals');
  const digits = whole.replaceAll(',', '').replace(/^0+(?=\d)/, '');
  if (digits.length > 17) return fail('out_of_range');
  const value = BigInt(digits + decimals.padEnd(2, '0')) * (sign === '-' ? -1n : 1n);
  return inRange(value) ? { ok: true, fen: fen(value) } : fail('out_of_range');
}

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

/** `1,234.56`: grouped by thousands, always two decimals, `-` before negatives. The sign ¥ is for the page. */
export function formatYuan(amount: Fen): string {
  const digits = absolute(amount).toString().padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${amount < 0n ? '-' : ''}${whole}.${digits.slice(-2)}`;
}

const numerals = '零壹贰叁肆伍陆柒捌玖';
const places = ['', '拾', '佰', '仟'];
const groups = ['', '万', '亿'];
const numeral = (digit: number): string => numerals.charAt(digit);

/** Yuan without decimals; zeros between digits are written once, zeros at the end not at all. */
function wholeInCapitals(yuan: bigint): string {
  let text = '';
  let pendingZero = false;
  const digits = yuan.toString();
  for (let i = 0; i < digits.length; i++) {
    const place = digits.length - 1 - i;
    const digit = Number(digits[i]);
    if (digit === 0) pendingZero = true;
    else {
      text += (pendingZero ? '零' : '') + numeral(digit) + places[place % 4];
      pendingZero = false;
    }
    // The end of a group of four: its name is written when the group holds anything.
    if (place % 4 === 0 && /[1-9]/.test(digits.slice(Math.max(0, i - 3), i + 1))) {
      const name = groups[place / 4] ?? '';
      text += name;
      if (name !== '') pendingZero = pendingZero && digits[i + 1] === '0';
    }
  }
  return text;
}

/**
 * The amount in Chinese capitals for payment papers, e.g. 壹仟贰佰叁拾肆元伍角陆分; 负 before negatives; without 人民币.
 * Rules: 《支付结算办法》 annex 1 (银发〔1997〕393号), and 《会计基础工作规范》 article 52: 整 after 元 or 角, none after 分.
 * Where annex 1 leaves a 零 open (1,680.32; 107,000.53) its first form is written: 壹仟陆佰捌拾元零叁角贰分.
 * Up to 千亿 yuan; beyond that throws RangeError.
 */
export function toCapitals(amount: Fen): string {
  const value = absolute(amount);
  const yuan = value / 100n;
  if (yuan >= 10n ** 12n) throw new RangeError('capitals are defined below one trillion yuan');
  const [jiao, fenDigit] = [Number((value / 10n) % 10n), Number(value % 10n)];
  let text = yuan > 0n ? `${wholeInCapitals(yuan)}元` : '';
  if (value === 0n) text = '零元';
  if (jiao === 0 && fenDigit === 0) text += '整';
  else {
    const zeroBefore = yuan > 0n && (jiao === 0 || yuan % 10n === 0n);
    if (zeroBefore) text += '零';
    if (jiao > 0) text += `${numeral(jiao)}角`;
    text += fenDigit > 0 ? `${numeral(fenDigit)}分` : '整';
  }
  return (amount < 0n ? '负' : '') + text;
}
