/** The receiving accounts as their bank sees them: movements as they happen, statements as the bureaus fetch them. */
import { Readable } from 'node:stream';
import { confirmLines } from '#api/banking/confirm.ts';
import { listLines } from '#api/banking/desk.ts';
import { recheck } from '#api/banking/match.ts';
import { importStatement, uploadStatement } from '#api/banking/statements.ts';
import { enterAccount } from '#api/orders/account.ts';
import { getOrder } from '#api/orders/service.ts';
import { camtStatement, csvStatement, type Movement } from './bank-files.ts';
import { type Book, look } from './book.ts';
import { gb18030 } from './gb18030.ts';
import type { Stage } from './stage.ts';

/** `province`, or the handle of a city: whose finance bureau holds the account. */
export type Place = 'province' | 'taiyuan';

interface Account {
  readonly no: string;
  readonly shown: string;
  readonly name: string;
  readonly bank: string;
  readonly region: string;
  readonly document: string;
}

const accounts: Readonly<Record<Place, Account>> = {
  province: {
    no: '0000000000000001',
    shown: '0000 0000 0000 0001',
    name: '山西省财政厅非税收入专户（演示）',
    bank: '演示银行太原分行',
    region: '140000',
    document: '晋演示财〔2025〕31号',
  },
  taiyuan: {
    no: '0000000000000101',
    shown: '0000 0000 0000 0101',
    name: '太原市财政局非税收入专户（演示）',
    bank: '演示银行太原府西街支行',
    region: '140100',
    document: '并演示财〔2026〕6号',
  },
};

/** What the bank knows and no statement has shown yet. */
export interface Pending {
  balance: bigint;
  count: number;
  moves: Movement[];
}

const pendingOf = (book: Book, place: Place): Pending => {
  const known = book.bank.get(place);
  if (known !== undefined) return known;
  const made: Pending = { balance: 0n, count: 0, moves: [] };
  book.bank.set(place, made);
  return made;
};

/** A serial of the bank, each once: the day and a running number. */
export function nextSerial(book: Book, place: Place, day: string): string {
  const pending = pendingOf(book, place);
  pending.count += 1;
  return `DEMO${day.replaceAll('-', '')}${String(pending.count).padStart(4, '0')}`;
}

export function happen(
  book: Book,
  place: Place,
  { serial, ...rest }: Omit<Movement, 'serial' | 'account'> & { readonly serial?: string; readonly account?: string },
): string {
  const given = serial ?? nextSerial(book, place, rest.day);
  pendingOf(book, place).moves.push({ account: accountOf(rest.name), ...rest, serial: given });
  return given;
}

/** Made up, and the same for the same name. */
const accountOf = (name: string): string =>
  `99${[...name].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 1e9, 7)}`.padEnd(16, '0');

export const openAccount = (stage: Stage, place: Place) => {
  const { shown, name, bank, region, document } = accounts[place];
  return enterAccount(stage.as(`${place}.finance.cashier`), {
    region_code: region,
    account_name: name,
    bank_name: bank,
    account_no: shown,
    document_no: document,
  });
};

/** A buyer's transfer for an order, under its reference unless told otherwise. */
export async function transfer(
  stage: Stage,
  book: Book,
  place: Place,
  {
    handle,
    login,
    day,
    ...over
  }: { handle: string; login: string; day: string; fen?: bigint; memo?: string; name?: string },
): Promise<string> {
  const order = await getOrder(stage.as(login), look(book.orders, handle));
  return happen(book, place, {
    day,
    fen: BigInt(order.amount_fen),
    name: order.buyer.name,
    memo: `货款 ${order.reference}`,
    ...over,
  });
}

/** Uploads what happened up to a day as one file; imported unless it is left a draft. */
export async function fetchStatement(
  stage: Stage,
  book: Book,
  place: Place,
  { upto, format = 'csv', draft = false }: { upto: string; format?: 'csv' | 'camt053'; draft?: boolean },
): Promise<void> {
  const pending = pendingOf(book, place);
  const account = accounts[place];
  const lines = pending.moves.filter((one) => one.day <= upto).toSorted((a, b) => a.day.localeCompare(b.day));
  if (lines.length === 0) return;
  pending.moves = pending.moves.filter((one) => one.day > upto);
  const bytes =
    format === 'csv'
      ? gb18030(csvStatement(lines, pending.balance, account.no))
      : Buffer.from(camtStatement(lines, pending.balance, account.no));
  pending.balance = lines.reduce((sum, line) => sum + line.fen, pending.balance);
  const cashier = () => stage.as(`${place}.finance.cashier`);
  const uploaded = await uploadStatement(cashier(), {
    fileName: `账户明细-${upto.replaceAll('-', '')}.${format === 'csv' ? 'csv' : 'xml'}`,
    stream: Readable.from([bytes]),
  });
  if (draft) return;
  await importStatement(cashier(), uploaded.id, {});
  await stage.drain();
  await recheck(stage.app);
}

/** The reviewing officer confirms every exact match there is. */
export async function confirmMatches(stage: Stage, place: Place): Promise<void> {
  const officer = () => stage.as(`${place}.finance`);
  const { items } = await listLines(officer(), { page: 1, page_size: 100, state: 'proposed', statement: undefined });
  if (items.length === 0) return;
  await confirmLines(officer(), { ids: items.map((one) => one.id) });
  await stage.drain();
}
