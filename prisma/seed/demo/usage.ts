/** Deliveries under the agreements in force, and the product files made from what was delivered. */
import { systemContext } from '#api/context.ts';
import { prepareLicensedFile, readLicensedRows } from '#api/usage/deliver.ts';
import { createKey, resolveGrant } from '#api/usage/keys.ts';
import { type Book, look } from './book.ts';
import { type Case, type CaseKey, cases } from './cases.ts';
import type { Stage } from './stage.ts';

export async function makeKey(stage: Stage, book: Book, key: CaseKey, name: string): Promise<void> {
  const made = await createKey(stage.as(cases[key].developer), look(book.agreements, key), { name });
  book.keys.set(key, made.secret);
}

async function withKey(stage: Stage, book: Book, key: CaseKey) {
  const ctx = systemContext(stage.app);
  return { ...ctx, grant: await resolveGrant(ctx, look(book.keys, key), { scope: undefined, dataset: null }) };
}

export function addressOf(book: Book, key: CaseKey) {
  const one: Case = cases[key];
  const [classification = '', seq = ''] = look(book.catalogue, one.datasets[0] ?? '').code.split('/');
  return { class: classification, seq };
}

/** A page of rows through the API. */
export async function takeRows(stage: Stage, book: Book, key: CaseKey, limit: number, filter: string[]): Promise<void> {
  await readLicensedRows(await withKey(stage, book, key), addressOf(book, key), { limit, columns: [], filter });
}

/** The whole table as CSV; answers its lines and remembers the delivery. */
export async function takeFile(stage: Stage, book: Book, key: CaseKey): Promise<string[][]> {
  const ctx = await withKey(stage, book, key);
  const file = await prepareLicensedFile(ctx, addressOf(book, key), { format: 'csv' }, new AbortController().signal);
  try {
    const parts: Buffer[] = [];
    for await (const part of file.open()) parts.push(part as Buffer);
    book.deliveries.set(key, [...(book.deliveries.get(key) ?? []), file.deliveryId]);
    const text = Buffer.concat(parts)
      .toString('utf8')
      .replace(/^\uFEFF/, '');
    // None of the licensed tables of the story has a quoted cell.
    return text
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(','));
  } finally {
    await file.release();
  }
}

/** Sums a column over groups of others: what the products of the story sell. Largest groups first. */
export function summed(table: readonly string[][], by: readonly string[], of: string): (readonly [string[], number])[] {
  const [head = [], ...rows] = table;
  const at = (name: string) => {
    const found = head.indexOf(name);
    if (found === -1) throw new Error(`the delivered table has no column ${name}`);
    return found;
  };
  const keys = by.map(at);
  const value = at(of);
  const groups = new Map<string, { key: string[]; sum: number }>();
  for (const row of rows) {
    const key = keys.map((i) => row[i] ?? '');
    const group = groups.get(key.join('\u0000')) ?? { key, sum: 0 };
    group.sum += Number(row[value] ?? 0);
    groups.set(key.join('\u0000'), group);
  }
  return [...groups.values()].toSorted((a, b) => b.sum - a.sum).map(({ key, sum }) => [key, sum] as const);
}
