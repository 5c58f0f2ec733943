/** Statement files as banks write them: CSV in the shapes of Chinese banks, camt.053. */

export interface BankMovement {
  readonly serial: string;
  readonly day: string;
  /** Whole fen, money in positive. */
  readonly fen: bigint;
  readonly name?: string;
  readonly account?: string;
  readonly memo?: string;
}

const yuan = (fen: bigint): string => {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
const grouped = (fen: bigint): string => yuan(fen).replace(/\B(?=(\d{3})+\.)/g, ',');
const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export interface CsvShape {
  readonly opening: bigint;
  readonly account?: string;
  /** Newest first, as some banks do. */
  readonly newestFirst?: boolean;
  /** Leaves the balance column out. */
  readonly withoutBalance?: boolean;
  readonly preamble?: boolean;
}

/** Debit and credit columns, a preamble, a closing sum. */
export function bankCsv(lines: readonly BankMovement[], shape: CsvShape): string {
  let balance = shape.opening;
  const rows = lines.map((line) => {
    balance += line.fen;
    const [debit, credit] = line.fen < 0n ? [grouped(-line.fen), ''] : ['', grouped(line.fen)];
    const cells = [
      `${line.day.replaceAll('-', '')}`,
      `="${line.serial}"`,
      debit,
      credit,
      ...(shape.withoutBalance ? [] : [grouped(balance)]),
      line.name ?? '',
      `\t${line.account ?? '6222000011112222'}`,
      line.memo ?? '',
    ];
    return cells.map(cell).join(',');
  });
  if (shape.newestFirst) rows.reverse();
  const heads = [
    '交易日期',
    '交易流水号',
    '借方发生额(元)',
    '贷方发生额(元)',
    ...(shape.withoutBalance ? [] : ['余额']),
    '对方户名',
    '对方账号',
    '附言',
  ];
  const preamble = shape.preamble ? ['某某银行账户明细', `账号：,${shape.account ?? ''}`, ''] : [];
  return [...preamble, heads.join(','), ...rows, ...(shape.preamble ? ['合计,,,,,,,'] : [])].join('\r\n');
}

const xml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

export function camt053(
  lines: readonly BankMovement[],
  { opening, account, closing, head = '' }: { opening: bigint; account: string; closing?: bigint; head?: string },
): string {
  const sum = lines.reduce((total, line) => total + line.fen, opening);
  const side = (fen: bigint) => (fen < 0n ? 'DBIT' : 'CRDT');
  const amount = (fen: bigint) =>
    `<Amt Ccy="CNY">${yuan(fen < 0n ? -fen : fen)}</Amt><CdtDbtInd>${side(fen)}</CdtDbtInd>`;
  const balance = (code: string, fen: bigint) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amount(fen)}<Dt><Dt>2026-11-02</Dt></Dt></Bal>`;
  const entries = lines.map((line) => {
    const party = line.fen < 0n ? 'Cdtr' : 'Dbtr';
    return `<Ntry>${amount(line.fen)}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${line.day}</Dt></BookgDt>
      <AcctSvcrRef>${line.serial}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><${party}><Pty><Nm>${xml(line.name ?? '')}</Nm></Pty></${party}>
      <${party}Acct><Id><Othr><Id>${line.account ?? '6222000011112222'}</Id></Othr></Id></${party}Acct></RltdPties>
      <RmtInf><Ustrd>${xml(line.memo ?? '')}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>${head}
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId></GrpHdr><Stmt>
<Id>S1</Id><Acct><Id><Othr><Id>${account}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>
${balance('OPBD', opening)}${balance('CLBD', closing ?? sum)}${entries.join('\n')}</Stmt></BkToCstmrStmt></Document>`;
}

export interface Mt940Shape {
  readonly opening: bigint;
  readonly account: string;
  readonly closing?: bigint;
  /** How field 86 is written. */
  readonly info?: 'words' | 'numbers' | 'plain';
  /** Movements a message, as banks cut long statements. */
  readonly perMessage?: number;
  readonly blocks?: boolean;
}

/** MT940 as SWIFT defines its fields; long information is cut at 65 characters. */
export function mt940(lines: readonly BankMovement[], shape: Mt940Shape): string {
  const { info = 'words', perMessage = 1000, blocks = false } = shape;
  const money = (fen: bigint) => yuan(fen < 0n ? -fen : fen).replace('.', ',');
  const balance = (tag: string, fen: bigint) => `:${tag}:${fen < 0n ? 'D' : 'C'}261102CNY${money(fen)}`;
  const about = (line: BankMovement) => {
    const [name, account, memo] = [line.name ?? '', line.account ?? '6222000011112222', line.memo ?? ''];
    const text =
      info === 'words'
        ? `/ORDP/${name}/ACCT/${account}/REMI/${memo}`
        : info === 'numbers'
          ? `166?20${memo}?31${account}?32${name}`
          : `${name} ${memo}`;
    return (text.match(/.{1,65}/gsu) ?? ['']).join('\r\n');
  };
  let at = shape.opening;
  const messages: string[] = [];
  for (let from = 0; from === 0 || from < lines.length; from += perMessage) {
    const part = lines.slice(from, from + perMessage);
    const [first, last] = [from === 0, from + perMessage >= lines.length];
    const head = [
      ':20:STMT',
      `:25:${shape.account}`,
      `:28C:1/${from / perMessage + 1}`,
      balance(first ? '60F' : '60M', at),
    ];
    const body = part.flatMap((line) => {
      at += line.fen;
      const day = line.day.replaceAll('-', '');
      return [
        `:61:${day.slice(2)}${day.slice(4)}${line.fen < 0n ? 'D' : 'C'}${money(line.fen)}NTRFNONREF//${line.serial}`,
        `:86:${about(line)}`,
      ];
    });
    const text = [...head, ...body, balance(last ? '62F' : '62M', last ? (shape.closing ?? at) : at)].join('\r\n');
    messages.push(
      blocks
        ? `{1:F01BANKCNBJAXXX0000000000}{2:O9401200261102BANKCNBJAXXX00000000002611021200N}{4:\r\n${text}\r\n-}`
        : text,
    );
  }
  return messages.join('\r\n');
}

/** Encodes text in the two-byte part of GB18030 by asking the decoder what each pair means. */
let pairs: Map<string, number> | null = null;
export function gb18030(text: string): Buffer {
  if (pairs === null) {
    pairs = new Map();
    const decoder = new TextDecoder('gb18030');
    for (let lead = 0x81; lead <= 0xfe; lead++) {
      for (let trail = 0x40; trail <= 0xfe; trail++) {
        if (trail === 0x7f) continue;
        const character = decoder.decode(Uint8Array.of(lead, trail));
        if ([...character].length === 1 && !pairs.has(character)) pairs.set(character, lead * 256 + trail);
      }
    }
  }
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else {
      const pair = pairs.get(character);
      if (pair === undefined) throw new Error(`no pair for ${character}`);
      bytes.push(pair >> 8, pair & 0xff);
    }
  }
  return Buffer.from(bytes);
}
