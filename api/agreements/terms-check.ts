/** The terms against what is published and licensed: asked when they are saved, and again before they go out. */
import type { Ctx } from '#api/context.ts';
import { columnTypes } from '#api/datasets/rules/codes.ts';
import { findGrantable } from './granted-store.ts';
import { dataFault, dataMissing, feeFault, type Grantable, quotaFault } from './rules/data-check.ts';
import { ownershipFault, shareLinesFault } from './rules/shares.ts';
import type { Terms } from './rules/terms-types.ts';

interface Licensed {
  readonly resources: readonly { readonly entry: { readonly id: string; readonly code: string } }[];
}

/** What cannot stand in a draft either: a payee that cannot be one, a table or column that is not there. */
export async function requirePossible(ctx: Ctx, row: Licensed, terms: Terms): Promise<void> {
  const fault =
    shareLinesFault(terms.shares) ??
    quotaFault(terms) ??
    feeFault(terms) ??
    (terms.data.length === 0 ? null : dataFault(terms, await publishedOf(ctx, row)));
  if (fault !== null) throw fault;
}

/** Before it goes out for signature. The clauses that are missing and the split are the caller's to check. */
export async function requireFit(ctx: Ctx, row: Licensed, terms: Terms): Promise<void> {
  await requirePossible(ctx, row, terms);
  const codes = row.resources.map((one) => one.entry.code);
  const fault = ownershipFault(terms.ownership) ?? dataMissing(terms, codes);
  if (fault !== null) throw fault;
}

async function publishedOf(ctx: Ctx, row: Licensed): Promise<Grantable[]> {
  const found = await findGrantable(
    ctx.db,
    row.resources.map((one) => one.entry.id),
  );
  return found.map(({ code, versions: [newest] }) => ({
    dataset: code,
    tables: (newest?.tables ?? []).map((table) => ({
      name: table.name,
      columns: (newest?.columns ?? []).flatMap(({ table: number, name, type }) =>
        number === table.number && columnTypes.is(type) ? [{ name, type }] : [],
      ),
    })),
  }));
}
