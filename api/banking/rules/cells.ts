/** Cells of a bank's export as facts: amounts, days, serials; whatever is no such thing is said, never guessed. */
import { halfWidth } from '#api/kernel/half-width.ts';
import { parseYuan } from '#api/kernel/money.ts';
import { type Day, isDay } from '#api/kernel/time.ts';
import type { Word } from '#api/kernel/words.ts';
import type { ColumnRole } from './codes.ts';

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Word };
const no = (zh: string, en: string): { readonly ok: false; readonly fault: Word } => ({ ok: false, fault: [zh, en] });
const yes = <T>(value: T): Read<T> => ({ ok: true, value });

const formula = no('单元格是公式，不予计算；请导出数值', 'the cell is a formula, which is not computed; export values');

/** Banks wrap long digits as `="0012"` or lead them with a tab, so that spreadsheets keep them; that is undone. */
export function bareCell(cell: string): string {
  const text = cell.replace(/^[\s\u00a0]+|[\s\u00a0]+$/g, '');
  return /^="?([0-9A-Za-z/:. -]*)"?$/.exec(text)?.[1]?.trim() ?? text;
}

/** True when a spreadsheet would run the cell. */
export const isFormula = (text: string): boolean => /^[=@]/.test(halfWidth(text)) || /^[+-](?![\d.,\s¥￥])/.test(text);

/** An amount with its sign; null for an empty cell and for a bare dash. */
export function readAmount(cell: string): Read<bigint | null> {
  const text = halfWidth(bareCell(cell)).trim();
  if (text === '' || text === '-' || text === '--') return yes(null);
  if (isFormula(text)) return formula;
  const plain = /^\((.*)\)$/.exec(text);
  const read = parseYuan(plain === null ? text.replace(/^\+/, '') : `-${plain[1] ?? ''}`);
  if (read.ok) return yes(read.fen);
  const why: Record<typeof read.reason, Word> = {
    empty: ['不是金额', 'no amount'],
    not_an_amount: ['不是金额', 'no amount'],
    bad_grouping: ['千位分隔有误', 'thousands are grouped wrongly'],
    too_many_decimals: ['超过两位小数', 'more than two decimals'],
    out_of_range: ['金额过大', 'the amount is too large'],
  };
  return { ok: false, fault: why[read.reason] };
}

/** `2026-11-02`, `2026/11/2`, `20261102`, `2026年11月2日`, each perhaps with a time behind it. */
export function readDay(cell: string, today: Day): Read<Day> {
  const text = halfWidth(bareCell(cell)).trim();
  if (isFormula(text)) return formula;
  const match =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})(?:[ T].*|\d{6})?$/.exec(text);
  if (match === null) return no('不是日期', 'no day');
  const [, year = '', month = '', date = ''] = match;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  if (!isDay(day)) return no('没有这一天', 'there is no such day');
  return day > today ? no('日期晚于今天', 'the day lies in the future') : yes(day);
}

export function readSerialCell(cell: string): Read<string> {
  const text = halfWidth(bareCell(cell)).replace(/\s/g, '').toUpperCase();
  if (text === '') return no('没有流水号', 'no bank serial');
  if (isFormula(text)) return formula;
  // Written by a spreadsheet that took it for a number: its last digits are gone.
  if (/^\d(\.\d+)?E\+\d+$/.test(text))
    return no('流水号已被表格软件改成科学计数', 'a spreadsheet turned the serial into a rounded number');
  if (!/^[0-9A-Z-]{4,40}$/.test(text))
    return no('流水号应为 4 至 40 位字母、数字或连字符', 'a serial has 4 to 40 letters, digits or hyphens');
  return yes(text);
}

export type Direction = 'in' | 'out';

export function readDirection(cell: string): Read<Direction> {
  const text = halfWidth(bareCell(cell)).trim().toUpperCase();
  if (/^(贷|贷方|收|收入|转入|存入|进|来账|C|CR|CRDT|CREDIT|IN)$/.test(text)) return yes('in');
  if (/^(借|借方|支|付|支出|转出|支取|出|往账|D|DR|DBIT|DEBIT|OUT)$/.test(text)) return yes('out');
  return no('不是借或贷', 'neither debit nor credit');
}

/** Free text as the bank wrote it, on one line; a control character has no place in it. */
export const readText = (cell: string, limit: number): string =>
  bareCell(cell)
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, limit);

/** Account numbers without the spaces people read them with. */
export const bareAccount = (text: string): string => halfWidth(text).replace(/[\s-]/g, '').toUpperCase();

export interface AmountCells {
  readonly credit: string | null;
  readonly debit: string | null;
  readonly amount: string | null;
  readonly direction: string | null;
}

/** The amount of a line with its sign, from whichever columns the bank uses; names the column at fault. */
export function readMovement(cells: AmountCells): Read<bigint> & { readonly role?: ColumnRole } {
  const sided = cells.credit !== null || cells.debit !== null;
  if (sided) {
    const credit = readAmount(cells.credit ?? '');
    if (!credit.ok) return { ...credit, role: 'credit' };
    const debit = readAmount(cells.debit ?? '');
    if (!debit.ok) return { ...debit, role: 'debit' };
    const [into, out] = [credit.value ?? 0n, debit.value ?? 0n];
    if (into !== 0n && out !== 0n) return { ...no('借方和贷方都有金额', 'both sides carry an amount'), role: 'credit' };
    // A reversal in red is a negative amount on its own side.
    if (into !== 0n) return yes(into);
    if (out !== 0n) return yes(-out);
    if (cells.amount === null) return { ...no('没有金额', 'no amount'), role: 'credit' };
  }
  const amount = readAmount(cells.amount ?? '');
  if (!amount.ok) return { ...amount, role: 'amount' };
  if (amount.value === null || amount.value === 0n) return { ...no('没有金额', 'no amount'), role: 'amount' };
  if (cells.direction === null) return yes(amount.value);
  const direction = readDirection(cells.direction);
  if (!direction.ok) return { ...direction, role: 'direction' };
  return yes(direction.value === 'in' ? amount.value : -amount.value);
}

/** The yuan as banks name it. */
export const isYuan = (currency: string): boolean =>
  /^(CNY|RMB|156|01|人民币|人民币元|人民币\(.*\))$/.test(halfWidth(bareCell(currency)).trim().toUpperCase());
