/** What other rooms may know of a product: what it is, what it was made from, and which products rest on given data. */
import type { Db } from '#api/context.ts';
import * as store from './store.ts';
import { versionHash } from './view.ts';

export interface ProductFacts extends store.ProductRow {
  /** SHA-256 over everything a buyer relies on. */
  readonly versionHash: string;
}

const withHash = (row: store.ProductRow): ProductFacts => ({ ...row, versionHash: versionHash(row) });

/** Any product that was once public, by its number. */
export async function publicProduct(db: Db, no: string): Promise<ProductFacts | null> {
  const row = await store.findByNo(db, no);
  return row === null || row.listedAt === null ? null : withHash(row);
}

export async function productById(db: Db, id: string): Promise<ProductFacts | null> {
  const row = await store.findProduct(db, id);
  return row === null ? null : withHash(row);
}

/** Products that were once public and cite a delivery of that entry, oldest first. */
export async function productsCiting(db: Db, entryId: string): Promise<ProductFacts[]> {
  const found = await db.product.findMany({
    where: { listedAt: { not: null }, sources: { some: { delivery: { entryId } } } },
    select: { id: true },
    orderBy: [{ listedAt: 'asc' }, { id: 'asc' }],
  });
  const rows: ProductFacts[] = [];
  for (const { id } of found) {
    const row = await productById(db, id);
    if (row !== null) rows.push(row);
  }
  return rows;
}
