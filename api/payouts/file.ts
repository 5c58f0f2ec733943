/** The approved run as the bank takes it: ISO 20022 pain.001.001.03, or a sheet. Account numbers are opened here only. */

import { createHash } from 'node:crypto';
import { create } from 'xmlbuilder2';
import { act } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { dayOf } from '#api/kernel/time.ts';
import { readAccount } from '#api/orders/account.ts';
import { csv, yuanCell } from '#api/revenue/rules/csv.ts';
import { officerOf } from './access.ts';
import { readBatch } from './batches.ts';
import { sheetHeads } from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';
import { openNumber } from './sealed.ts';
import * as store from './store.ts';

export interface PayoutFile {
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
}

const namespace = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.03';

interface Debtor {
  readonly name: string;
  readonly bank: string;
  readonly accountNo: string;
}

type ToBank = store.PayoutRow & { readonly account: NonNullable<store.PayoutRow['account']> };

/** What the bank carries out; the provider's transfers are none of its business. */
const toBank = (row: store.BatchRow): ToBank[] =>
  row.payouts.filter((one): one is ToBank => one.state === 'approved' && one.account !== null);

/** Names in the file are cut at the 140 characters the standard allows. */
function pain001(row: store.BatchRow, numbers: ReadonlyMap<string, string>, debtor: Debtor, at: Date): string {
  const open = toBank(row);
  const sum = yuanCell(open.reduce((all, one) => all + one.amountFen, 0n));
  const root = create({ version: '1.0', encoding: 'UTF-8' }).ele(namespace, 'Document').ele('CstmrCdtTrfInitn');
  const head = root.ele('GrpHdr');
  head.ele('MsgId').txt(row.no);
  head.ele('CreDtTm').txt(`${at.toISOString().slice(0, 19)}Z`);
  head.ele('NbOfTxs').txt(String(open.length));
  head.ele('CtrlSum').txt(sum);
  head.ele('InitgPty').ele('Nm').txt(debtor.name.slice(0, 140));
  const info = root.ele('PmtInf');
  info.ele('PmtInfId').txt(row.no);
  info.ele('PmtMtd').txt('TRF');
  info.ele('NbOfTxs').txt(String(open.length));
  info.ele('CtrlSum').txt(sum);
  info.ele('ReqdExctnDt').txt(dayOf(at));
  info.ele('Dbtr').ele('Nm').txt(debtor.name.slice(0, 140));
  info.ele('DbtrAcct').ele('Id').ele('Othr').ele('Id').txt(debtor.accountNo);
  info.ele('DbtrAgt').ele('FinInstnId').ele('Nm').txt(debtor.bank.slice(0, 140));
  for (const one of open) {
    const payment = info.ele('CdtTrfTxInf');
    payment.ele('PmtId').ele('EndToEndId').txt(one.no);
    payment.ele('Amt').ele('InstdAmt', { Ccy: 'CNY' }).txt(yuanCell(one.amountFen));
    const agent = payment.ele('CdtrAgt').ele('FinInstnId');
    agent.ele('ClrSysMmbId').ele('MmbId').txt(one.account.bankCode);
    agent.ele('Nm').txt(one.account.bankName.slice(0, 140));
    payment.ele('Cdtr').ele('Nm').txt(one.account.accountName.slice(0, 140));
    payment
      .ele('CdtrAcct')
      .ele('Id')
      .ele('Othr')
      .ele('Id')
      .txt(numbers.get(one.id) ?? '');
    payment.ele('RmtInf').ele('Ustrd').txt(one.no);
  }
  return root.doc().end({ prettyPrint: true });
}

function sheet(row: store.BatchRow, numbers: ReadonlyMap<string, string>): string {
  return csv([
    [...sheetHeads],
    ...toBank(row).map((one) => [
      one.no,
      one.account.accountName,
      // A tab keeps a spreadsheet from rounding a long number.
      `\t${numbers.get(one.id) ?? ''}`,
      one.account.bankName,
      `\t${one.account.bankCode}`,
      yuanCell(one.amountFen),
      one.no,
    ]),
  ]);
}

/** What is approved and not paid yet; each export is on record with the hash of its bytes. */
export async function exportPayouts(ctx: Ctx, id: string, format: 'xml' | 'csv'): Promise<PayoutFile> {
  return act(ctx, { action: 'payouts.export', subject: ['payout_batch', id] }, async (tx, note) => {
    const row = await readBatch(tx, id);
    officerOf(tx, row.regionCode);
    if (row.state !== 'approved') throw refuse('payouts.not_exportable');
    const numbers = new Map(
      toBank(row).map((one) => [one.id, openNumber(tx, one.account.id, one.account.sealedNumber)] as const),
    );
    const account = await readAccount(tx, row.regionCode);
    const debtor = {
      name: account?.account_name ?? tx.viewer?.organization.name ?? '',
      bank: account?.bank_name ?? '',
      accountNo: account?.account_no ?? '',
    };
    const at = tx.clock.now();
    const text = format === 'xml' ? pain001(row, numbers, debtor, at) : sheet(row, numbers);
    const sha256 = createHash('sha256').update(text, 'utf8').digest('hex');
    await store.saveBatch(tx.db, row, { fileSha256: sha256, exportedAt: at });
    note({ no: row.no, format, sha256 });
    return { name: `${row.no}.${format}`, text, sha256 };
  });
}
