/** Statements as the demonstration bank writes them: CSV with debit and credit columns, and camt.053. */

export interface Movement {
  readonly serial: string;
  readonly day: string;
  /** Whole fen, money in positive. */
  readonly fen: bigint;
  readonly name: string;
  readonly account: string;
  readonly memo: string;
}

const yuan = (fen: bigint): string => {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

export function csvStatement(lines: readonly Movement[], opening: bigint, accountNo: string): string {
  let balance = opening;
  const rows = lines.map(({ day, serial, fen, name, account, memo }) => {
    balance += fen;
    const [debit, credit] = fen < 0n ? [yuan(-fen), ''] : ['', yuan(fen)];
    return [day, serial, debit, credit, yuan(balance), name, account, memo].join(',');
  });
  const heads = '交易日期,交易流水号,借方发生额(元),贷方发生额(元),余额,对方户名,对方账号,摘要';
  return [`账号：,${accountNo}`, heads, ...rows, ''].join('\r\n');
}

const xml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** ISO 20022 BankToCustomerStatement, version 8, with booked entries only. */
export function camtStatement(lines: readonly Movement[], opening: bigint, accountNo: string): string {
  const last = lines.at(-1)?.day ?? '';
  const closing = lines.reduce((sum, line) => sum + line.fen, opening);
  const amount = (fen: bigint) =>
    `<Amt Ccy="CNY">${yuan(fen < 0n ? -fen : fen)}</Amt><CdtDbtInd>${fen < 0n ? 'DBIT' : 'CRDT'}</CdtDbtInd>`;
  const balance = (code: string, fen: bigint) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amount(fen)}<Dt><Dt>${last}</Dt></Dt></Bal>`;
  const entries = lines.map(({ fen, day, serial, name, account, memo }) => {
    const side = fen < 0n ? 'Cdtr' : 'Dbtr';
    return [
      `<Ntry>${amount(fen)}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><AcctSvcrRef>${serial}</AcctSvcrRef>`,
      `<NtryDtls><TxDtls><RltdPties><${side}><Pty><Nm>${xml(name)}</Nm></Pty></${side}>`,
      `<${side}Acct><Id><Othr><Id>${account}</Id></Othr></Id></${side}Acct></RltdPties>`,
      `<RmtInf><Ustrd>${xml(memo)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`,
    ].join('');
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>',
    `<GrpHdr><MsgId>DEMO-${last}</MsgId></GrpHdr><Stmt><Id>${last}</Id>`,
    `<Acct><Id><Othr><Id>${accountNo}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>`,
    balance('OPBD', opening),
    balance('CLBD', closing),
    ...entries,
    '</Stmt></BkToCstmrStmt></Document>',
  ].join('\n');
}
