/**
 * MT940 (SWIFT customer statement message), as corporate banking exports it: with or without the blocks around the text, in
 * UTF-8 or GB18030. Fields as SWIFT defines them: 25 account, 60F/M opening, 61 movement, 86 information, 62F/M closing.
 * A statement may run over several messages (60M, 62M), and several days may follow each other in one file; then each opens
 * where the one before it closed, or the file is refused.
 */
import { isDay } from '#api/kernel/time.ts';
import { bareAccount, readDay, readSerialCell, readText } from '../rules/cells.ts';
import { faultWords } from '../rules/faults.ts';
import { refuse } from '../rules/refusals.ts';
import { Faults, type FileLine, mostLines, type StatementFile } from './file.ts';

interface Field {
  readonly tag: string;
  readonly row: number;
  readonly text: string;
}

/** Whether a text is meant as MT940: it begins as one, or has its fields at the beginning of lines. */
export const looksLikeMt940 = (text: string): boolean =>
  /^(\{1:|:20:)/.test(text) || (/^:20:/m.test(text) && /^:25P?:/m.test(text) && /^:60[FM]:/m.test(text));

/** Fields of the text block in the file's order; a line that begins no field goes on with the one before. */
function fieldsOf(text: string): Field[] {
  const fields: { tag: string; row: number; text: string }[] = [];
  for (const [at, raw] of text.split(/\r\n|\n|\r/).entries()) {
    // The header blocks of SWIFT stand before the first field on its line; `-}` or `-` alone ends the text.
    const line = raw.replace(/^(\{\d:[^{}]*(\{[^{}]*\}[^{}]*)*\})*\{4:\s*/, '');
    if (/^-\}?(\{5:.*)?\s*$/.test(line) || /^\{[1235]:/.test(line)) continue;
    const match = /^:(\d{2}[A-Z]?|NS):(.*)$/.exec(line);
    const last = fields.at(-1);
    if (match !== null) fields.push({ tag: match[1] ?? '', row: at + 1, text: match[2] ?? '' });
    else if (last !== undefined && line.trim() !== '') last.text += `\n${line}`;
    if (fields.length > mostLines * 4) throw refuse('banking.too_many_lines', { limit: mostLines });
  }
  return fields;
}

/** `15d`: digits with a comma, which is always there; CNY has two decimals. */
function fenOf(text: string): bigint | null {
  const match = /^(\d{1,13}),(\d{0,2})$/.exec(text);
  return match === null ? null : BigInt(`${match[1]}${(match[2] ?? '').padEnd(2, '0')}`);
}

interface Balance {
  readonly currency: string;
  readonly fen: bigint;
}

function balanceOf(field: Field): Balance {
  const match = /^([CD])(\d{6})([A-Z]{3})([\d,]{2,15})\s*$/.exec(field.text);
  const fen = match === null ? null : fenOf(match[4] ?? '');
  if (match === null || fen === null) throw refuse('banking.mt940_field', { tag: `:${field.tag}:`, row: field.row });
  return { currency: match[3] ?? '', fen: match[1] === 'C' ? fen : -fen };
}

/** The entry date has no year: it is the one that brings it nearest to the value date. */
function entryDay(value: string, monthDay: string): string {
  const year = Number(value.slice(0, 4));
  const days = [year - 1, year, year + 1].map((y) => `${y}-${monthDay.slice(0, 2)}-${monthDay.slice(2)}`).filter(isDay);
  const far = (day: string) => Math.abs(Date.parse(day) - Date.parse(value));
  return days.sort((a, b) => far(a) - far(b))[0] ?? '';
}

const movement = /^(\d{6})(\d{4})?(RC|RD|C|D)([A-Z])?(\d[\d,]{1,14})([SNF][A-Z0-9]{3})([^\n]{0,34})(?:\n([\s\S]*))?$/;

interface Info {
  readonly name: string;
  readonly account: string;
  readonly memo: string;
}

/** Code words of field 86 for the other side; the rest is what it paid for. */
const nameWords = new Set(['NAME', 'ORDP', 'BENM', 'ORDN', 'CNAM']);
const accountWords = new Set(['ACCT', 'ACCN', 'CACC', 'IBAN']);

/**
 * Field 86 in the three forms banks use: numbered subfields (`?32`), code words between slashes, or plain text, which names
 * nobody. Lines are cut at 65 characters by the standard and are joined as they were.
 */
export function informationOf(text: string): Info {
  const joined = text.replace(/\n/g, '');
  if (/^\d{3}[?]\d{2}/.test(joined)) {
    const parts = [...joined.matchAll(/\?(\d{2})([^?]*)/g)].map((one) => [Number(one[1]), one[2] ?? ''] as const);
    const of = (test: (key: number) => boolean) =>
      parts
        .filter(([key]) => test(key))
        .map(([, value]) => value)
        .join('');
    return {
      name: of((key) => key === 32 || key === 33).trim(),
      account: of((key) => key === 31).trim(),
      memo: of((key) => (key >= 20 && key <= 29) || (key >= 60 && key <= 63)).trim(),
    };
  }
  if (/^\/[A-Z]{3,8}\//.test(joined)) {
    let [name, account] = ['', ''];
    const memo: string[] = [];
    // A code word stands between slashes at the beginning or after a value; what follows, to the next one, is its value.
    const parts = joined.split(/\/([A-Z]{3,8})\//).slice(1);
    for (let at = 0; at + 1 < parts.length; at += 2) {
      const [word = '', value = ''] = [parts[at], parts[at + 1]?.trim()];
      if (nameWords.has(word)) name ||= value;
      else if (accountWords.has(word)) account ||= value;
      else if (value !== '') memo.push(value);
    }
    return { name, account, memo: memo.join(' ') };
  }
  return { name: '', account: '', memo: text.replace(/\n/g, ' ').trim() };
}

function lineOf(field: Field, info: Field | null, today: string, faults: Faults): FileLine | null {
  const match = movement.exec(field.text);
  const { row } = field;
  if (match === null) {
    faults.add(row, ':61:', faultWords.movement);
    return null;
  }
  const [, date = '', entry, mark = '', funds, money = '', , references = '', more = ''] = match;
  const valueDay = `20${date.slice(0, 2)}-${date.slice(2, 4)}-${date.slice(4)}`;
  const day = readDay(entry === undefined || !isDay(valueDay) ? valueDay : entryDay(valueDay, entry), today);
  const amount = fenOf(money);
  const cut = references.indexOf('//');
  const own = (cut < 0 ? references : references.slice(0, cut)).trim();
  const bank = cut < 0 ? '' : references.slice(cut + 2).trim();
  const serial = readSerialCell(bank !== '' ? bank : own === 'NONREF' ? '' : own);
  if (amount === null || amount === 0n) faults.add(row, ':61:', faultWords.amount);
  // The funds code is the third letter of the currency: of CNY a Y.
  const foreign = funds !== undefined && funds !== 'Y';
  if (foreign) faults.add(row, ':61:', faultWords.currency);
  if (!day.ok) faults.add(row, ':61:', day.fault);
  if (!serial.ok) faults.add(row, ':61:', serial.fault);
  if (amount === null || amount === 0n || foreign || !day.ok || !serial.ok) return null;
  const { name, account, memo } = informationOf(info?.text ?? '');
  const said = [memo, own === 'NONREF' || own === serial.value ? '' : own, more.replace(/\n/g, ' ')];
  return {
    row,
    serial: serial.value,
    valueDate: day.value,
    // A reversed credit left the account, a reversed debit came back to it.
    amountFen: mark === 'C' || mark === 'RD' ? amount : -amount,
    balanceFen: null,
    payerName: readText(name, 200),
    payerNo: readText(bareAccount(account), 60),
    memo: readText(said.filter((one) => one !== '').join(' '), 500),
  };
}

export function readMt940(text: string, encoding: StatementFile['encoding'], today: string): StatementFile {
  const faults = new Faults();
  const lines: FileLine[] = [];
  let account: string | null = null;
  let opening: Balance | null = null;
  let closing: Balance | null = null;
  /** Within a message: its opening balance was read, its closing balance was not. */
  let open = false;
  const fields = fieldsOf(text);
  for (const [at, field] of fields.entries()) {
    const { tag, row } = field;
    if (tag === '25' || tag === '25P') {
      // A bank's own code may stand before the number.
      const given = bareAccount((field.text.split('\n')[0] ?? '').split('/').at(-1) ?? '');
      if (given === '') throw refuse('banking.mt940_field', { tag: ':25:', row });
      if (account !== null && account !== given) throw refuse('banking.mt940_several');
      account = given;
    } else if (tag === '60F' || tag === '60M') {
      const balance = balanceOf(field);
      if (open) throw refuse('banking.mt940_missing', { tag: ':62F:', row });
      const follows = closing === null || (closing.fen === balance.fen && closing.currency === balance.currency);
      if (!follows) throw refuse('banking.mt940_gap', { row });
      opening ??= balance;
      open = true;
    } else if (tag === '61') {
      if (!open) throw refuse('banking.mt940_missing', { tag: ':60F:', row });
      if (lines.length >= mostLines) throw refuse('banking.too_many_lines', { limit: mostLines });
      const next = fields[at + 1];
      const line = lineOf(field, next?.tag === '86' ? next : null, today, faults);
      if (line !== null) lines.push(line);
    } else if (tag === '62F' || tag === '62M') {
      if (!open) throw refuse('banking.mt940_missing', { tag: ':60F:', row });
      closing = balanceOf(field);
      if (closing.currency !== opening?.currency) throw refuse('banking.mt940_field', { tag: `:${tag}:`, row });
      open = false;
    }
  }
  const last = fields.at(-1)?.row ?? 1;
  if (account === null) throw refuse('banking.mt940_missing', { tag: ':25:', row: last });
  if (opening === null) throw refuse('banking.mt940_missing', { tag: ':60F:', row: last });
  // A file that was cut off ends without its closing balance, or with one that says more follows.
  const whole = fields.findLast((field) => field.tag === '62F' || field.tag === '62M');
  if (open || closing === null || whole?.tag !== '62F')
    throw refuse('banking.mt940_missing', { tag: ':62F:', row: last });
  return {
    format: 'mt940',
    encoding,
    accountNo: account,
    currency: opening.currency,
    openingFen: opening.fen,
    closingFen: closing.fen,
    lines,
    faults: faults.list,
    faultCount: faults.count,
    headings: [],
    columns: {},
    sample: [],
  };
}
