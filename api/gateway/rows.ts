/** Rows of a product's own file, served by the platform's engine. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { parseFilter } from '#api/datasets/rules/query.ts';
import { apiFactsOf } from '#api/products/facts.ts';
import type { rowsAsked } from './contract.ts';
import { type Opened, rowsLeft, takeRows } from './gate.ts';
import { refuse } from './rules/refusals.ts';

export interface RowsAnswer {
  readonly product: string;
  readonly order: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
  readonly next_cursor: string | null;
}

/** Keyset paging: page 1,000 costs what page 1 costs. A trial reads as far as its rows go. */
export async function readRows(ctx: Ctx, opened: Opened, query: z.output<typeof rowsAsked>): Promise<RowsAnswer> {
  const { product, order } = opened;
  const served = apiFactsOf(product)?.mode === 'table' || (product.kind === 'dataset' && order.trial);
  if (!served || product.tableKey === null) throw refuse('gateway.not_callable');
  const filters = query.filter.map(parseFilter);
  const limit = await rowsLeft(ctx, opened, query.limit);
  const file = await ctx.ports.files.localPath(product.tableKey);
  try {
    const found = await ctx.ports.tables.rows(file.path, {
      ...(query.columns.length === 0 ? {} : { columns: query.columns }),
      ...(filters.length === 0 ? {} : { filters }),
      ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
      limit,
    });
    await takeRows(ctx, opened, found.rows.length);
    return {
      product: product.no,
      order: order.no,
      columns: found.columns.map(({ name, type }) => ({ name, type })),
      rows: found.rows,
      next_cursor: found.nextCursor ?? null,
    };
  } finally {
    await file.release();
  }
}
