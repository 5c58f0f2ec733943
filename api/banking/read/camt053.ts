/**
 * camt.053 (ISO 20022 BankToCustomerStatement), any version of it, one statement a file. Read with saxes, a strict parser that
 * fetches nothing; a document type declaration, where entities would be declared, is refused unread.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import { SaxesParser } from 'saxes';
import { isRefusal } from '#api/kernel/refusal.ts';
import { bareAccount, readDay, readSerialCell, readText } from '../rules/cells.ts';
import { faultWords } from '../rules/faults.ts';
import { refuse } from '../rules/refusals.ts';
import { Faults, type FileLine, mostLines, type StatementFile } from './file.ts';

const namespace = /^urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.\d{2}$/;
const deepest = 40;
const longestText = 10_000;

/** Texts below one element by their path under it; attributes as `Amt@Ccy`. */
type Texts = Map<string, string[]>;

interface Collected {
  readonly row: number;
  readonly texts: Texts;
  /** One for each TxDtls of an entry. */
  readonly details: Texts[];
}

class Reader {
  private readonly path: string[] = [];
  private text = '';
  private here: Collected | null = null;
  private detail: Texts | null = null;
  readonly head: Texts = new Map();
  readonly balances: Texts[] = [];
  private balance: Texts | null = null;
  readonly entries: Collected[] = [];
  statements = 0;
  camt = false;

  open(name: string, attributes: Readonly<Record<string, string>>, row: number): void {
    const local = name.slice(name.indexOf(':') + 1);
    if (this.path.length === 0) {
      const prefix = name.includes(':') ? `xmlns:${name.slice(0, name.indexOf(':'))}` : 'xmlns';
      this.camt = local === 'Document' && namespace.test(attributes[prefix] ?? '');
      if (!this.camt) throw refuse('banking.not_camt053');
    }
    this.path.push(local);
    if (this.path.length > deepest) throw refuse('banking.broken_xml', { row });
    this.text = '';
    const at = this.path.slice(1).join('/');
    if (at === 'BkToCstmrStmt/Stmt') this.statements += 1;
    if (this.statements > 1) throw refuse('banking.not_camt053');
    if (at === 'BkToCstmrStmt/Stmt/Ntry') {
      this.here = { row, texts: new Map(), details: [] };
      if (this.entries.length >= mostLines) throw refuse('banking.too_many_lines', { limit: mostLines });
    } else if (at === 'BkToCstmrStmt/Stmt/Bal') this.balance = new Map();
    else if (at.endsWith('/Ntry/NtryDtls/TxDtls')) {
      this.detail = new Map();
      this.here?.details.push(this.detail);
    }
    if (attributes.Ccy !== undefined) this.put(`@Ccy`, attributes.Ccy);
  }

  write(text: string, row: number): void {
    this.text += text;
    if (this.text.length > longestText) throw refuse('banking.broken_xml', { row });
  }

  close(): void {
    const text = this.text.trim();
    if (text !== '') this.put('', text);
    this.text = '';
    const at = this.path.slice(1).join('/');
    if (at === 'BkToCstmrStmt/Stmt/Ntry' && this.here !== null) {
      this.entries.push(this.here);
      this.here = null;
    } else if (at === 'BkToCstmrStmt/Stmt/Bal' && this.balance !== null) {
      this.balances.push(this.balance);
      this.balance = null;
    } else if (at.endsWith('/Ntry/NtryDtls/TxDtls')) this.detail = null;
    this.path.pop();
  }

  private put(suffix: string, text: string): void {
    const names = this.path.slice(3);
    const [into, from] =
      this.detail !== null
        ? [this.detail, 3]
        : this.here !== null || this.balance !== null
          ? [this.here?.texts ?? (this.balance as Texts), 1]
          : [this.head, 0];
    const key = names.slice(from).join('/') + suffix;
    into.set(key, [...(into.get(key) ?? []), text]);
  }
}

export async function readCamt053(
  text: string,
  encoding: StatementFile['encoding'],
  today: string,
): Promise<StatementFile> {
  const reader = new Reader();
  const parser = new SaxesParser({ position: true });
  let fault: unknown = null;
  const guarded =
    <A extends unknown[]>(run: (...args: A) => void) =>
    (...args: A): void => {
      if (fault !== null) return;
      try {
        run(...args);
      } catch (error) {
        fault = error;
      }
    };
  parser.on('doctype', () => {
    fault ??= refuse('banking.xml_entities');
  });
  parser.on(
    'opentag',
    guarded((tag) => reader.open(tag.name, tag.attributes as Record<string, string>, parser.line)),
  );
  parser.on(
    'text',
    guarded((piece) => reader.write(piece, parser.line)),
  );
  parser.on(
    'cdata',
    guarded((piece) => reader.write(piece, parser.line)),
  );
  parser.on(
    'closetag',
    guarded(() => reader.close()),
  );
  parser.on('error', (error) => {
    fault ??= /entity/i.test(error.message)
      ? refuse('banking.xml_entities')
      : refuse('banking.broken_xml', { row: parser.line });
  });
  for (let at = 0; at < text.length && fault === null; at += 262_144) {
    parser.write(text.slice(at, at + 262_144));
    await breathe();
  }
  if (fault === null) parser.close();
  if (fault !== null) throw isRefusal(fault) ? fault : (fault as Error);
  if (!reader.camt || reader.statements !== 1) throw refuse('banking.not_camt053');
  return statementOf(reader, encoding, today);
}

const first = (texts: Texts, ...keys: readonly string[]): string | null => {
  for (const key of keys) {
    const found = texts.get(key)?.[0];
    if (found !== undefined) return found;
  }
  return null;
};

/** ISO amounts have a dot and no grouping; CNY has two decimals. Signed by the indicator. */
function amountOf(texts: Texts, sided = texts): bigint | null {
  const match = /^(\d{1,15})(?:\.(\d{1,5}))?$/.exec(first(texts, 'Amt') ?? '');
  const side = first(sided, 'CdtDbtInd');
  const decimals = (match?.[2] ?? '').replace(/0+$/, '');
  if (match === null || decimals.length > 2 || (side !== 'CRDT' && side !== 'DBIT')) return null;
  const value = BigInt(`${match[1]}${decimals.padEnd(2, '0')}`);
  return side === 'CRDT' ? value : -value;
}

function statementOf(reader: Reader, encoding: StatementFile['encoding'], today: string): StatementFile {
  const faults = new Faults();
  const lines: FileLine[] = [];
  for (const entry of reader.entries) {
    const status = first(entry.texts, 'Sts/Cd', 'Sts');
    // Announced or only for information: not yet money on the account.
    if (status !== null && status !== 'BOOK') continue;
    const parts = entry.details.filter((detail) => detail.has('Amt') || detail.has('AmtDtls/TxAmt/Amt'));
    const split = entry.details.length > 1 && parts.length === entry.details.length;
    if (split) {
      const made = parts.map((detail, at) => lineOf(entry, detail, `-${at + 1}`, today, faults));
      const whole = amountOf(entry.texts);
      const sum = made.reduce((total, line) => total + (line?.amountFen ?? 0n), 0n);
      if (made.every((line) => line !== null) && sum !== whole) {
        faults.add(entry.row, 'Amt', faultWords.details);
      }
      lines.push(...made.filter((line) => line !== null));
    } else {
      const line = lineOf(entry, merged(entry.details), '', today, faults);
      if (line !== null) lines.push(line);
    }
  }
  const of = (code: RegExp) => reader.balances.find((one) => code.test(first(one, 'Tp/CdOrPrtry/Cd') ?? ''));
  const [opening, closing] = [of(/^(OPBD|PRCD)$/), of(/^CLBD$/)];
  return {
    format: 'camt053',
    encoding,
    accountNo: accountIn(reader.head, 'Acct/Id/'),
    currency: first(reader.head, 'Acct/Ccy') ?? (closing === undefined ? null : first(closing, 'Amt@Ccy')),
    openingFen: opening === undefined ? null : amountOf(opening),
    closingFen: closing === undefined ? null : amountOf(closing),
    lines,
    faults: faults.list,
    faultCount: faults.count,
    headings: [],
    columns: {},
    sample: [],
  };
}

const accountIn = (texts: Texts, under: string): string | null => {
  const found = first(texts, `${under}IBAN`, `${under}Othr/Id`);
  return found === null ? null : bareAccount(found);
};

/** Several details that carry no amounts of their own are one movement: their texts together. */
function merged(details: readonly Texts[]): Texts {
  const all: Texts = new Map();
  for (const detail of details) for (const [key, texts] of detail) all.set(key, [...(all.get(key) ?? []), ...texts]);
  return all;
}

function lineOf(
  { row, texts }: Collected,
  detail: Texts,
  suffix: string,
  today: string,
  faults: Faults,
): FileLine | null {
  const amount =
    suffix === ''
      ? amountOf(texts)
      : amountOf(detail.has('Amt') ? detail : inner(detail), detail.has('CdtDbtInd') ? detail : texts);
  const day = readDay(first(texts, 'BookgDt/Dt', 'BookgDt/DtTm', 'ValDt/Dt', 'ValDt/DtTm') ?? '', today);
  const entrySerial = first(texts, 'AcctSvcrRef', 'NtryRef');
  const own = first(detail, 'Refs/AcctSvcrRef', 'Refs/TxId');
  const serial = readSerialCell(suffix === '' ? (entrySerial ?? own ?? '') : (own ?? `${entrySerial ?? ''}${suffix}`));
  const currency = first(texts, 'Amt@Ccy');
  if (amount === null || amount === 0n) faults.add(row, 'Amt', faultWords.amount);
  if (currency !== null && currency !== 'CNY') faults.add(row, 'Amt@Ccy', faultWords.currency);
  if (!day.ok) faults.add(row, 'BookgDt', day.fault);
  if (!serial.ok) faults.add(row, 'AcctSvcrRef', serial.fault);
  if (amount === null || amount === 0n || !day.ok || !serial.ok) return null;
  const side = amount > 0n ? 'Dbtr' : 'Cdtr';
  const party = `RltdPties/${side}`;
  const memo = [
    ...(detail.get('RmtInf/Ustrd') ?? []),
    ...(detail.get('RmtInf/Strd/CdtrRefInf/Ref') ?? []),
    ...(detail.get('AddtlTxInf') ?? []),
    ...(texts.get('AddtlNtryInf') ?? []),
    ...(detail.get('Refs/EndToEndId') ?? []).filter((text) => text !== 'NOTPROVIDED'),
  ];
  return {
    row,
    serial: serial.value,
    valueDate: day.value,
    amountFen: amount,
    balanceFen: null,
    payerName: readText(first(detail, `${party}/Nm`, `${party}/Pty/Nm`) ?? '', 200),
    payerNo: readText(accountIn(detail, `${party}Acct/Id/`) ?? '', 60),
    memo: readText(memo.join(' '), 500),
  };
}

/** Older versions put the amount of a detail under AmtDtls. */
const inner = (detail: Texts): Texts => new Map([['Amt', detail.get('AmtDtls/TxAmt/Amt') ?? []]]);
