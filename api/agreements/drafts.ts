/** Every draft of the first negotiation is kept; a late save and a silent deviation from the template are refused here. */
import { type Ctx, newId } from '#api/context.ts';
import * as drafts from './draft-store.ts';
import { changedClauses } from './rules/clauses.ts';
import type { DraftAction } from './rules/draft-codes.ts';
import { changedFaults, namedClauses } from './rules/draft-refusals.ts';
import { type Deviation, deviationFault, deviationsOf, type Form, type Reasons } from './rules/forms.ts';
import { refuse } from './rules/refusals.ts';
import type { Terms } from './rules/terms.ts';
import { upgradeTerms } from './rules/upgrade.ts';
import * as store from './store.ts';
import { termsOf } from './view.ts';

export const draftsPath = (agreementId: string) => `/w/agreements/${agreementId}/drafts`;

export interface Kept {
  readonly action: DraftAction;
  /** The agreement's revision that this draft makes. */
  readonly revision: number;
  readonly terms: Terms;
  readonly reasons: Reasons;
  readonly words?: string | null;
  readonly proposalId?: string;
  readonly clauses?: readonly string[];
}

/** Appends a draft; the agreement's row is locked by the caller, so the numbers have no gaps. Answers its number. */
export async function keepDraft(tx: Ctx, row: store.AgreementRow | { readonly id: string }, kept: Kept) {
  let last = (await drafts.lastDraft(tx.db, row.id))?.number ?? 0;
  if (last === 0 && kept.action !== 'draft' && 'terms' in row) last = await keepPresent(tx, row);
  await drafts.insertDraft(tx.db, {
    id: newId(tx, 'agreement_draft'),
    agreementId: row.id,
    number: last + 1,
    revision: kept.revision,
    action: kept.action,
    terms: kept.terms as unknown as object,
    deviations: { ...kept.reasons },
    proposalId: kept.proposalId ?? null,
    clauses: [...(kept.clauses ?? [])],
    words: kept.words === undefined || kept.words === '' ? null : kept.words,
    personId: tx.viewer?.personId ?? null,
    organizationId: tx.viewer?.organization.id ?? null,
    at: tx.clock.now(),
  });
  if (tx.viewer !== null) await readSoFar(tx, row.id, tx.viewer.organization.id, last + 1);
  return last + 1;
}

/** Agreements from before drafts were kept: what stands is the first of them. */
export async function keepPresent(tx: Ctx, row: store.AgreementRow): Promise<number> {
  const last = await drafts.lastDraft(tx.db, row.id);
  if (last !== null) return last.number;
  await drafts.insertDraft(tx.db, {
    id: newId(tx, 'agreement_draft'),
    agreementId: row.id,
    number: 1,
    revision: row.revision,
    action: 'kept',
    terms: row.terms as object,
    deviations: row.deviations as object,
    clauses: [],
    organizationId: row.agencyId,
    at: row.updatedAt,
  });
  return 1;
}

export const readSoFar = (tx: Ctx, agreementId: string, organizationId: string, number: number) =>
  drafts.markSeen(tx.db, { agreementId, organizationId, number, at: tx.clock.now() });

/** What was typed against an older draft is refused by name, with the clauses that someone else changed since. */
export async function requireSameRevision(tx: Ctx, row: store.AgreementRow, seen: number): Promise<void> {
  if (seen === row.revision) return;
  const before = await drafts.draftAt(tx.db, row.id, seen);
  const changed = before === null ? [] : changedClauses(termsOf(before), termsOf(row));
  throw refuse(
    'agreement.changed_meanwhile',
    {
      at: row.updatedAt.toISOString(),
      who: await store.personName(tx.db, row.steps.at(-1)?.personId ?? null),
      revision: row.revision,
      ...namedClauses(changed),
    },
    changedFaults(changed),
  );
}

interface Drawn {
  readonly template: { readonly terms: unknown; readonly marks: unknown } | null;
}

export const formOf = ({ template }: Drawn): Form | null =>
  template === null
    ? null
    : { terms: upgradeTerms(template.terms), marks: template.marks as Readonly<Record<string, string>> };

export const reasonsOf = (row: { readonly deviations: unknown }): Reasons => row.deviations as Reasons;

/** The reasons that stay: of the clauses that differ from what the template fixes. Refuses the one that has none. */
export function requireReasons(row: Drawn, terms: Terms, ...given: readonly (Reasons | undefined)[]): Reasons {
  const form = formOf(row);
  if (form === null) return {};
  const reasons: Reasons = Object.assign({}, ...given);
  const fault = deviationFault(terms, form, reasons);
  if (fault !== null) throw fault;
  return Object.fromEntries(deviationsOf(terms, form, reasons).map(({ clause, reason }) => [clause, reason]));
}

export const listed = (reasons: Reasons): Deviation[] =>
  Object.entries(reasons).map(([clause, reason]) => ({ clause, reason }));
