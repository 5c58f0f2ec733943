/** Statements: uploaded as a draft with a preview, then imported whole or not at all. */
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type Ctx, newId } from '#api/context.ts';
import type { FieldFault, Refusal } from '#api/kernel/refusal.ts';
import { addDays, dayOf, startOfDay } from '#api/kernel/time.ts';
import type { Word } from '#api/kernel/words.ts';
import { readAccount } from '#api/orders/account.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import { mustRead, officerOf, ownRegion, readableRegions } from './access.ts';
import type { bankStatementLine, bankStatementOut, importing, remapping } from './contract.ts';
import { type FileLine, mostBytes, type StatementFile } from './read/file.ts';
import { bytesOf, readStatement } from './read/read.ts';
import { balancesOf } from './rules/balance.ts';
import { bareAccount, isYuan } from './rules/cells.ts';
import {
  type ColumnRole,
  columnRoles,
  type DifferenceKind,
  lineStates,
  type StatementFormat,
  serialChanged,
  serialTwice,
} from './rules/codes.ts';
import { missingRoles, type RoleMap, rolesByHeading } from './rules/columns.ts';
import { inOrder } from './rules/continuity.ts';
import { faultAt } from './rules/faults.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

export type StatementOut = z.input<typeof bankStatementOut>;

const headingsKey = (headings: readonly string[]): string => sha256(JSON.stringify(headings));

async function remembered(ctx: Ctx, regionCode: string, headings: readonly string[]): Promise<RoleMap | null> {
  const found = await store.findMapping(ctx.db, regionCode, headingsKey(headings));
  return (found?.roles as RoleMap | undefined) ?? null;
}

const reading = (ctx: Ctx, regionCode: string, roles?: RoleMap) => ({
  today: dayOf(ctx.clock.now()),
  roles: (headings: readonly string[]) =>
    roles === undefined ? remembered(ctx, regionCode, headings) : Promise.resolve(roles),
});

async function readKept(ctx: Ctx, row: store.StatementRow, roles?: RoleMap): Promise<StatementFile> {
  const { stream } = await ctx.ports.files.open(row.fileKey);
  return readStatement(await bytesOf(stream), reading(ctx, row.regionCode, roles));
}

/** Takes a file as a draft. The same bytes again answer what became of them the first time. */
export async function uploadStatement(
  ctx: Ctx,
  input: { readonly fileName: string; readonly stream: Readable },
): Promise<StatementOut> {
  const regionCode = ownRegion(ctx);
  const read = await bytesOf(input.stream).catch((error: unknown) => error);
  const id = newId(ctx, 'bankStatement');
  const fileKey = `banking/${id}`;
  const known = await act(ctx, { action: 'banking.upload', subject: ['bank_statement', id] }, async (tx, note) => {
    // Read before the act began, so that a slow upload holds no transaction; what was wrong with it is on record all the same.
    if (!Buffer.isBuffer(read)) throw read;
    const fileSha256 = sha256(read);
    const before = await store.findByHash(tx.db, regionCode, fileSha256);
    note({ sha256: fileSha256, already: before !== null }, before?.id ?? id);
    if (before !== null) return before.id;
    const file = await readStatement(read, reading(tx, regionCode));
    await tx.ports.files.put(fileKey, [read] as unknown as AsyncIterable<Uint8Array>, { maxBytes: mostBytes });
    await store.insertStatement(tx.db, {
      id,
      regionCode,
      state: 'draft',
      fileKey,
      fileName: shownName(input.fileName),
      fileSha256,
      fileBytes: BigInt(read.length),
      format: file.format,
      encoding: file.encoding,
      uploadedBy: tx.viewer?.personId ?? null,
      uploadedAt: tx.clock.now(),
    });
    return id;
  });
  return { ...(await getStatement(ctx, known)), already: known !== id };
}

const shownName = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? '').replace(/[\p{Cc}\p{Cf}]+/gu, '').slice(0, 200) || 'statement';

export async function listStatements(ctx: Ctx, { page, page_size }: { page: number; page_size: number }) {
  const { rows, total } = await store.listStatements(ctx.db, readableRegions(ctx), page, page_size);
  return { items: rows.map(showStatementLine), total, page, page_size };
}

function showStatementLine(row: store.StatementRow): z.input<typeof bankStatementLine> {
  return {
    id: row.id,
    region_code: row.regionCode,
    state: row.state,
    file_name: row.fileName,
    sha256: row.fileSha256,
    bytes: row.fileBytes.toString(),
    format: row.format as StatementFormat,
    encoding: row.encoding,
    account_ends_in: row.accountNo?.slice(-4) ?? null,
    from: row.fromDay,
    to: row.toDay,
    opening_fen: row.openingFen?.toString() ?? null,
    closing_fen: row.closingFen?.toString() ?? null,
    lines: row.lineCount,
    new_lines: row.newLines,
    credit_fen: row.creditFen.toString(),
    debit_fen: row.debitFen.toString(),
    uploaded_at: row.uploadedAt.toISOString(),
    imported_at: row.importedAt?.toISOString() ?? null,
  };
}

export async function getStatement(ctx: Ctx, id: string): Promise<StatementOut> {
  const row = await store.findStatement(ctx.db, id);
  if (row === null) throw refuse('banking.not_found');
  mustRead(ctx, row.regionCode);
  const counts = await store.countStates(ctx.db, id);
  return {
    ...showStatementLine(row),
    already: false,
    counts: Object.fromEntries(
      lineStates.codes.map((state) => [state, counts.get(state) ?? 0]),
    ) as StatementOut['counts'],
    check: row.state === 'draft' ? null : await checkBalance(ctx, row),
    preview: row.state === 'draft' ? await preview(ctx, row) : null,
  };
}

/** The officer says what the columns are; remembered for the next file of this bank. */
export async function mapColumns(ctx: Ctx, id: string, { roles }: z.output<typeof remapping>): Promise<StatementOut> {
  return act(ctx, { action: 'banking.map_columns', subject: ['bank_statement', id] }, async (tx, note) => {
    const row = await draftOf(tx, id);
    const file = await readKept(tx, row);
    await keepRoles(tx, row.regionCode, file.headings, roles as RoleMap);
    note({ headings: headingsKey(file.headings) });
    return getStatement(tx, id);
  });
}

async function keepRoles(tx: Ctx, regionCode: string, headings: readonly string[], roles: RoleMap): Promise<void> {
  await store.insertMapping(tx.db, {
    id: newId(tx, 'bankStatement').replace('bst_', 'bmp_'),
    regionCode,
    headings: headingsKey(headings),
    roles: roles as Record<string, string[]>,
    setBy: tx.viewer?.personId ?? null,
    setAt: tx.clock.now(),
  });
}

async function draftOf(tx: Ctx, id: string): Promise<store.StatementRow> {
  const row = await store.lockStatement(tx.db, id);
  if (row === null) throw refuse('banking.not_found');
  officerOf(tx, row.regionCode);
  if (row.state !== 'draft') throw refuse('banking.already_imported');
  return row;
}

export async function discardStatement(ctx: Ctx, id: string): Promise<{ discarded: true }> {
  const fileKey = await act(ctx, { action: 'banking.discard', subject: ['bank_statement', id] }, async (tx, note) => {
    const row = await draftOf(tx, id);
    if (!(await store.removeDraft(tx.db, id))) throw refuse('banking.already_imported');
    note({ sha256: row.fileSha256 });
    return row.fileKey;
  });
  await ctx.ports.files.remove(fileKey);
  return { discarded: true };
}

interface Ready {
  readonly accountNo: string;
  readonly lines: readonly FileLine[];
  readonly fresh: readonly FileLine[];
  readonly openingFen: bigint;
  readonly closingFen: bigint;
}
type Judged =
  | { readonly ok: true; readonly ready: Ready }
  | { readonly ok: false; readonly refusal: Refusal; readonly known: number };

/** Everything that must hold before a line of the file counts. */
async function judgeFile(ctx: Ctx, regionCode: string, file: StatementFile, closing: bigint | null): Promise<Judged> {
  let known = 0;
  const no = (refusal: Refusal): Judged => ({ ok: false, refusal, known });
  const account = await readAccount(ctx, regionCode);
  if (account === null) return no(refuse('banking.no_account'));
  const accountNo = bareAccount(account.account_no);
  if (file.accountNo !== null && file.accountNo !== accountNo) {
    return no(refuse('banking.other_account', { given: file.accountNo.slice(-4), expected: accountNo.slice(-4) }));
  }
  if (file.currency !== null && !isYuan(file.currency)) {
    return no(refuse('banking.wrong_currency', { currency: file.currency.slice(0, 20) }));
  }
  const missing = file.format === 'csv' ? missingRoles(file.columns) : [];
  if (missing.length > 0) {
    const names = (at: 'zh' | 'en') =>
      missing.map((role) => columnRoles.label(role, at)).join(at === 'zh' ? '\u3001' : ', ');
    return no(refuse('banking.columns_missing', { columns: names('zh'), columns_en: names('en') }));
  }
  if (file.faultCount > 0) return no(refuse('banking.bad_lines', { count: file.faultCount }, file.faults));
  if (file.lines.length === 0) return no(refuse('banking.no_lines'));
  const there = await store.knownLines(
    ctx.db,
    accountNo,
    file.lines.map((line) => line.serial),
  );
  const faults: FieldFault[] = [];
  const seen = new Set<string>();
  const column = file.headings[file.columns.serial?.[0] ?? -1] ?? (file.format === 'mt940' ? ':61:' : 'AcctSvcrRef');
  const fault = (row: number, what: Word) => faults.push(faultAt(row, column, what));
  for (const line of file.lines) {
    const before = there.get(line.serial);
    if (before !== undefined) known += 1;
    if (seen.has(line.serial)) fault(line.row, serialTwice);
    else if (before !== undefined && (before.amountFen !== line.amountFen || before.valueDate !== line.valueDate)) {
      fault(line.row, serialChanged);
    }
    seen.add(line.serial);
  }
  if (faults.length > 0) return no(refuse('banking.bad_lines', { count: faults.length }, faults.slice(0, 50)));
  const stated = { openingFen: file.openingFen, closingFen: closing ?? file.closingFen };
  const balances = balancesOf(file.lines, stated);
  if (!balances.ok) return no(balances.refusal);
  // What the officer typed must agree with what the file says as well.
  if (closing !== null && file.closingFen !== null && closing !== file.closingFen) {
    const checked = balancesOf(file.lines, { openingFen: file.openingFen, closingFen: file.closingFen });
    if (!checked.ok) return no(checked.refusal);
  }
  const fresh = balances.lines.filter((line) => !there.has(line.serial));
  return { ok: true, ready: { accountNo, fresh, ...balances } };
}

/** All lines that are new, in one transaction; matching begins when it has committed. */
export async function importStatement(ctx: Ctx, id: string, input: z.output<typeof importing>): Promise<StatementOut> {
  return act(ctx, { action: 'banking.import', subject: ['bank_statement', id] }, async (tx, note) => {
    const row = await draftOf(tx, id);
    const roles = input.roles as RoleMap | undefined;
    const file = await readKept(tx, row, roles);
    const judged = await judgeFile(
      tx,
      row.regionCode,
      file,
      input.closing_fen === undefined ? null : BigInt(input.closing_fen),
    );
    if (!judged.ok) throw judged.refusal;
    if (roles !== undefined) await keepRoles(tx, row.regionCode, file.headings, roles);
    const { accountNo, lines, fresh, openingFen, closingFen } = judged.ready;
    const days = lines.map((line) => line.valueDate).sort();
    const [fromDay = '', toDay = ''] = [days[0], days.at(-1)];
    const baseline = await openAccount(tx, row.regionCode, accountNo, fromDay, openingFen);
    await store.insertLines(
      tx.db,
      fresh.map(({ payerName, payerNo, memo, serial, row: at, valueDate, amountFen, balanceFen }) => ({
        id: newId(tx, 'bankLine'),
        statementId: id,
        accountNo,
        serial,
        row: at,
        valueDate,
        amountFen,
        balanceFen,
        payerName,
        payerNo,
        memo,
        state: 'new' as const,
      })),
    );
    const sum = (of: (amount: bigint) => boolean) =>
      lines.reduce((total, { amountFen }) => (of(amountFen) ? total + amountFen : total), 0n);
    await store.saveStatement(tx.db, id, {
      state: fresh.length === 0 ? 'done' : 'matching',
      accountNo,
      openingFen,
      closingFen,
      fromDay,
      toDay,
      lineCount: lines.length,
      newLines: fresh.length,
      creditFen: sum((amount) => amount > 0n),
      debitFen: -sum((amount) => amount < 0n),
      importedBy: tx.viewer?.personId ?? null,
      importedAt: tx.clock.now(),
    });
    const [earliest] = inOrder(await store.spansOf(tx.db, accountNo));
    if (earliest?.id === id) await store.moveBaseline(tx.db, accountNo, baseline, fromDay);
    if (fresh.length > 0) {
      const options = { key: `banking.match:${id}`, queue: `banking:${accountNo}` };
      await enqueue(tx, 'banking.match', { statement_id: id }, options);
    }
    note({
      sha256: row.fileSha256,
      lines: lines.length,
      new_lines: fresh.length,
      from: fromDay,
      to: toDay,
      closing_fen: closingFen.toString(),
    });
    return getStatement(tx, id);
  });
}

/** The baseline is what the first statement opens with beyond what the books knew by then; an earlier statement moves it. */
async function openAccount(
  tx: Ctx,
  regionCode: string,
  accountNo: string,
  fromDay: string,
  openingFen: bigint,
): Promise<bigint> {
  const baselineFen = openingFen - (await store.ledgerCash(tx.db, regionCode, startOfDay(fromDay)));
  await store.openAccount(tx.db, { accountNo, regionCode, baselineFen, sinceDay: fromDay });
  const account = await store.findAccount(tx.db, accountNo);
  if (account === null || account.regionCode !== regionCode) {
    throw refuse('banking.other_account', { given: accountNo.slice(-4), expected: accountNo.slice(-4) });
  }
  return baselineFen;
}

async function preview(ctx: Ctx, row: store.StatementRow): Promise<NonNullable<StatementOut['preview']>> {
  const file = await readKept(ctx, row);
  const judged = await judgeFile(ctx, row.regionCode, file, null);
  const refusal = judged.ok ? null : judged.refusal;
  const needsClosing = refusal?.code === 'banking.no_closing_balance';
  const faults = refusal?.code === 'banking.bad_lines' ? refusal.fields : file.faults;
  return {
    headings: [...file.headings],
    roles: rolesByHeading(file.columns, file.headings) as Partial<Record<ColumnRole, string[]>>,
    remembered: file.format === 'csv' && (await remembered(ctx, row.regionCode, file.headings)) !== null,
    missing: file.format === 'csv' ? missingRoles(file.columns) : [],
    sample: file.sample.map((cells) => [...cells]),
    lines: file.lines.slice(0, 12).map((line) => ({
      row: line.row,
      serial: line.serial,
      value_date: line.valueDate,
      amount_fen: line.amountFen.toString(),
      balance_fen: line.balanceFen?.toString() ?? null,
      payer_name: line.payerName,
      memo: line.memo,
    })),
    known: judged.ok ? judged.ready.lines.length - judged.ready.fresh.length : judged.known,
    faults: faults.map((fault) => ({ ...fault })),
    fault_count: Math.max(file.faultCount, faults.length),
    needs_closing: needsClosing,
    refusal: refusal === null || needsClosing ? null : { zh: refusal.sentence('zh'), en: refusal.sentence('en') },
  };
}

/** The bank's closing balance against the books at the end of that day; every difference has a name. */
async function checkBalance(ctx: Ctx, row: store.StatementRow): Promise<StatementOut['check']> {
  const { accountNo, toDay, closingFen } = row;
  const account = accountNo === null ? null : await store.findAccount(ctx.db, accountNo);
  if (account === null || toDay === null || closingFen === null) return null;
  const books = account.baselineFen + (await store.ledgerCash(ctx.db, row.regionCode, startOfDay(addDays(toDay, 1))));
  const named: { kind: DifferenceKind; amount_fen: string; count: number }[] = [];
  let left = closingFen - books;
  const name = (kind: DifferenceKind, amount: bigint, count: number) => {
    if (amount === 0n) return;
    named.push({ kind, amount_fen: amount.toString(), count });
    left -= amount;
  };
  const order = inOrder(await store.spansOf(ctx.db, account.accountNo));
  const own = order.findIndex((one) => one.id === row.id);
  // A file that added nothing stands after all that it repeats.
  const at = own < 0 ? order.length - 1 : own;
  const later = order.slice(at + 1).map((one) => one.id);
  for (const { state, total, n } of await store.unbooked(ctx.db, account.accountNo, toDay, later)) {
    name(state === 'new' ? 'matching' : state === 'proposed' ? 'proposed' : 'unexplained', total, n);
  }
  const after = await store.bookedOf(ctx.db, account.accountNo, toDay, later);
  name('later', -after.total, after.n);
  const byHand = await store.notOnStatement(ctx.db, row.regionCode, account.accountNo, account.sinceDay, toDay);
  name('not_on_statement', -byHand.total, byHand.n);
  // What the bank's own balances moved by without a line: between two statements some are missing.
  const moved = await store.sumOfLines(ctx.db, account.accountNo, toDay, later);
  name('gap', closingFen - (order[0]?.openingFen ?? closingFen) - moved, 1);
  name('unnamed', left, 1);
  return { ledger_fen: books.toString(), difference_fen: (closingFen - books).toString(), named };
}
