/** What an agreement grants: the version that governs it, with the tables its datasets had when that was written. */
import type { Ctx } from '#api/context.ts';
import * as store from './granted-store.ts';
import { type AgreementGrant, grantOf } from './rules/policy.ts';
import type { Terms } from './rules/terms-types.ts';
import { upgradeTerms } from './rules/upgrade.ts';

export interface Granted {
  readonly grant: AgreementGrant;
  readonly terms: Terms;
  readonly documentId: string;
  /** Tables of each dataset, by the code of its entry, as they were when the version was written. */
  readonly tables: ReadonlyMap<string, readonly store.NamedTable[]>;
}

/**
 * Of the version that governs, or of the one asked for; null when there is none. `effective` are the days it holds, where they
 * run already; else those of its own term.
 */
export async function grantedUnder(ctx: Ctx, agreementId: string, version?: number): Promise<Granted | null> {
  const row = await store.findGoverning(ctx.db, agreementId, version);
  if (row === null) return null;
  const { agreement } = row;
  const terms = upgradeTerms(row.terms);
  const tables = new Map<string, readonly store.NamedTable[]>();
  for (const { entry } of agreement.resources)
    tables.set(entry.code, await store.findTablesAt(ctx.db, entry.id, row.createdAt));
  const governs = row.version === agreement.version;
  const grant = grantOf(terms, {
    no: agreement.no,
    version: row.version,
    from: (governs ? agreement.effectiveFrom : null) ?? terms.term.from,
    to: (governs ? agreement.effectiveTo : null) ?? terms.term.to,
    datasets: [...tables].map(([dataset, found]) => ({ dataset, tables: found.map((one) => one.name) })),
  });
  return { grant, terms, documentId: row.documentId, tables };
}
