/** Agreements and filings as the wire shapes of the contract. */
import type { z } from 'zod';
import type { Ctx, Viewer } from '#api/context.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import type { agreementRow, agreementShape, termsShape } from './contract.ts';
import { clauseDiff } from './rules/clauses.ts';
import type { AgreementAction, AgreementState, PartyKind } from './rules/codes.ts';
import type { filingShape } from './rules/filing-shapes.ts';
import { deviationsOf, fixedClauses, type Reasons } from './rules/forms.ts';
import { reminderOn, standingOn } from './rules/in-force.ts';
import { agreementLifecycle, ballOf } from './rules/lifecycle.ts';
import { doers, hindrance, type OwnAction, sideOf } from './rules/rights.ts';
import { sumOfShares } from './rules/shares.ts';
import { nextSigner, type SigningFacts, signHindrance } from './rules/signing.ts';
import { missingTerms, type Terms } from './rules/terms.ts';
import { upgradeTerms } from './rules/upgrade.ts';
import * as store from './store.ts';

export type TermsOut = z.output<typeof termsShape>;
export type AgreementOut = Omit<z.input<typeof agreementShape>, 'terms'> & { readonly terms: TermsOut };
export type AgreementLine = z.input<typeof agreementRow>;
export type FilingOut = z.input<typeof filingShape>;

const today = (ctx: Ctx): Day => dayOf(ctx.clock.now());
export const termsOf = (row: { readonly terms: unknown }): Terms => upgradeTerms(row.terms);

export function factsOf(row: store.ListedRow) {
  return {
    agencyId: row.agencyId,
    developerId: row.developerId,
    regionCode: row.regionCode,
    state: row.state as AgreementState,
    filed: row.filings.length > 0,
  };
}

export function signingFacts(row: store.ListedRow, signedBy: readonly string[]): SigningFacts {
  return { state: row.state, agency: row.agency, developer: row.developer, signedBy };
}

export function showLine(ctx: Ctx, row: store.ListedRow, signedBy: ReadonlySet<string>): AgreementLine {
  return {
    id: row.id,
    no: row.no,
    state: row.state,
    version: row.version,
    ball: ballOf(row.state, signedBy.has(row.developerId), row.filings.at(-1)?.state ?? null),
    agency: row.agency,
    developer: row.developer,
    region_code: row.regionCode,
    datasets: row.resources.map(({ entry }) => ({ entry_id: entry.id, code: entry.code, title: entry.title })),
    effective_from: row.effectiveFrom,
    effective_to: row.effectiveTo,
    standing: standingOn(row, today(ctx)),
    updated_at: row.updatedAt.toISOString(),
  };
}

export async function showAgreement(ctx: Ctx, row: store.AgreementRow): Promise<AgreementOut> {
  // While the terms are drafted anew, the signatures of the version before are void and not shown as this one's.
  const version = row.state === 'draft' ? undefined : row.versions.at(0);
  // One after the other: within a transaction there is one connection.
  const signatures = version === undefined ? [] : await store.signaturesOf(ctx.db, version.documentId);
  const document = version === undefined ? null : await store.documentOf(ctx.db, version.documentId);
  const names = await store.namesOf(ctx.db, [
    ...row.steps.flatMap((one) => one.organizationId ?? []),
    ...(version?.shares ?? []).flatMap((one) => (one.partyKind === 'treasury' ? [] : one.partyId)),
  ]);
  const signedBy = signatures.map((one) => one.organizationId);
  const facts = signingFacts(row, signedBy);
  const terms = termsOf(row);
  return {
    ...showLine(ctx, row, new Set(signedBy)),
    revision: row.revision,
    application_id: row.applicationId,
    application_no: row.application.no,
    certificate_no: row.application.certificate?.no ?? null,
    treasury: row.treasury,
    terms: terms as TermsOut,
    template:
      row.template === null
        ? null
        : {
            id: row.template.id,
            name: row.template.name,
            version: row.template.version,
            region_code: row.template.regionCode,
            fixed: fixedClauses(formIn(row.template)),
          },
    deviations: showDeviations(row.template, terms, row.deviations as Reasons),
    missing: missingTerms(terms),
    shares_sum: sumOfShares(terms.shares),
    shares: showShares(version?.shares ?? [], row.treasury.name, names),
    document:
      document === null
        ? null
        : { id: document.id, sha256: document.sha256, created_at: document.createdAt.toISOString() },
    signatures: signatures.map((one) => ({
      organization_id: one.organizationId,
      organization: one.organization,
      signed_at: one.signedAt.toISOString(),
    })),
    waiting_for: row.state === 'offered' ? (nextSigner(facts)?.name ?? null) : null,
    filings: row.filings.map((filing) => showFiling(ctx, { ...filing, agreement: row })),
    days_left: daysLeft(row, today(ctx)),
    reminder: reminderOn(row, today(ctx))?.within ?? null,
    history: row.steps.map((one) => ({
      id: one.id,
      action: one.action as AgreementAction,
      from: one.fromState as AgreementState,
      to: one.toState as AgreementState,
      version: one.version,
      words: one.words,
      organization: one.organizationId === null ? null : (names.get(one.organizationId) ?? null),
      at: one.at.toISOString(),
    })),
    actions: ctx.viewer === null ? [] : showActions(row, facts, ctx.viewer),
    created_at: row.createdAt.toISOString(),
  };
}

const formIn = (template: { readonly terms: unknown; readonly marks: unknown }) => ({
  terms: upgradeTerms(template.terms),
  marks: template.marks as Reasons,
});

/** Deviations with what they change, as both sides and the filing desk read them. */
export function showDeviations(
  template: { readonly terms: unknown; readonly marks: unknown } | null,
  terms: Terms,
  reasons: Reasons,
): AgreementOut['deviations'] {
  if (template === null) return [];
  const form = formIn(template);
  return deviationsOf(terms, form, reasons).map(({ clause, reason }) => ({
    clause,
    reason,
    changes: clauseDiff(clause, form.terms, terms),
  }));
}

export function showShares(
  shares: readonly { readonly partyKind: PartyKind; readonly partyId: string; readonly ppm: number }[],
  treasury: string,
  names: ReadonlyMap<string, string>,
): AgreementOut['shares'] {
  return shares.toSorted(byParty).map((share) => ({
    party: share.partyKind,
    party_id: share.partyId,
    name: share.partyKind === 'treasury' ? treasury : (names.get(share.partyId) ?? share.partyId),
    ppm: share.ppm,
  }));
}

const order: readonly PartyKind[] = ['treasury', 'developer', 'operator'];
const byParty = (a: { partyKind: PartyKind }, b: { partyKind: PartyKind }) =>
  order.indexOf(a.partyKind) - order.indexOf(b.partyKind);

/** Calendar days to the last day of the term; null where none runs. */
function daysLeft(row: store.ListedRow, day: Day): number | null {
  const standing = standingOn(row, day);
  if (row.effectiveTo === null || standing === 'not_active') return null;
  return Math.round((Date.parse(row.effectiveTo) - Date.parse(day)) / 86_400_000);
}

function showActions(row: store.AgreementRow, signing: SigningFacts, viewer: Viewer): AgreementOut['actions'] {
  const facts = factsOf(row);
  const side = sideOf(facts, viewer);
  // `complete` is the second signature: the page knows one button, to sign. The clock has no button.
  const names = (Object.keys(agreementLifecycle[facts.state]) as AgreementAction[]).filter(
    (name): name is OwnAction => name in doers && name !== 'complete',
  );
  return names
    .filter((name) => side !== null && doers[name].sides.includes(side))
    .map((name) => {
      const refusal = name === 'sign' ? signHindrance(signing, viewer) : hindrance(facts, viewer, name);
      return {
        name,
        refusal:
          refusal === null ? null : { code: refusal.code, zh: refusal.sentence('zh'), en: refusal.sentence('en') },
      };
    });
}

type FilingFacts = Omit<store.FilingRow, 'agreement'> & {
  readonly agreement: Pick<store.FilingRow['agreement'], 'id' | 'no' | 'regionCode' | 'agency' | 'developer'>;
};

export function showFiling(ctx: Ctx, row: FilingFacts): FilingOut {
  const open = row.state === 'submitted';
  const day = today(ctx);
  return {
    id: row.id,
    no: row.no,
    agreement_id: row.agreementId,
    agreement_no: row.agreement.no,
    version: row.version,
    amendment_id: row.amendmentId,
    state: row.state,
    region_code: row.agreement.regionCode,
    department: row.organization,
    agency: row.agreement.agency,
    developer: row.agreement.developer,
    submitted_at: row.submittedAt.toISOString(),
    due_on: row.dueOn,
    days_left: open ? ctx.calendar().workingDaysBetween(day, row.dueOn) : null,
    overdue: open && day > row.dueOn,
    opinion: row.opinion,
    receipt_no: row.receiptNo,
    document_id: row.documentId,
    decided_at: row.decidedAt?.toISOString() ?? null,
  };
}
