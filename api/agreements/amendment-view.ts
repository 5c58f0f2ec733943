/** Amendments as the wire shapes of the contract. */
import type { z } from 'zod';
import type { Ctx, Viewer } from '#api/context.ts';
import type { amendmentLine, amendmentShape } from './amendment-contract.ts';
import { type AmendmentDoing, amendmentDoers, amendmentHindrance } from './amendment-rights.ts';
import * as life from './life-store.ts';
import { showAction, showSteps } from './matter.ts';
import type { AgreementState } from './rules/codes.ts';
import { termsDiff } from './rules/diff.ts';
import type { Reasons } from './rules/forms.ts';
import type { AmendmentKind, AmendmentState } from './rules/life-codes.ts';
import { amendmentLifecycle } from './rules/life-lifecycle.ts';
import { sideOf } from './rules/rights.ts';
import { nextSigner, type SigningFacts, signHindrance } from './rules/signing.ts';
import { missingTerms } from './rules/terms.ts';
import * as store from './store.ts';
import { factsOf, showDeviations, showFiling, type TermsOut, termsOf } from './view.ts';

export type AmendmentOut = Omit<z.input<typeof amendmentShape>, 'terms'> & { readonly terms: TermsOut };
export type AmendmentLine = z.input<typeof amendmentLine>;

/** As the rules of signing see it: only what is out for signature can be signed. */
const asAgreement: Readonly<Record<AmendmentState, AgreementState>> = {
  draft: 'draft',
  offered: 'offered',
  signed: 'signed',
  filing: 'filing',
  accepted: 'active',
  governing: 'active',
  withdrawn: 'terminated',
  declined: 'terminated',
  lapsed: 'terminated',
};

export function amendmentSigning(
  row: store.AgreementRow,
  amendment: life.AmendmentRow,
  signedBy: readonly string[],
): SigningFacts {
  return { state: asAgreement[amendment.state], agency: row.agency, developer: row.developer, signedBy };
}

/** Signatures of the version it is out as; those of a version taken back are void. */
export async function amendmentDocument(ctx: Ctx, amendment: life.AmendmentRow) {
  if (amendment.version === 0 || amendment.state === 'draft') return null;
  const version = await store.findVersion(ctx.db, amendment.agreementId, amendment.version);
  if (version === null) return null;
  return {
    documentId: version.documentId,
    document: await store.documentOf(ctx.db, version.documentId),
    signatures: await store.signaturesOf(ctx.db, version.documentId),
  };
}

export function showAmendmentLine(amendment: life.AmendmentRow, names: ReadonlyMap<string, string>): AmendmentLine {
  return {
    id: amendment.id,
    no: amendment.no,
    kind: amendment.kind as AmendmentKind,
    state: amendment.state,
    base_version: amendment.baseVersion,
    version: amendment.version,
    reason: amendment.reason,
    proposed_by: { id: amendment.proposedBy, name: names.get(amendment.proposedBy) ?? '' },
    governs_from: amendment.governsFrom,
    created_at: amendment.createdAt.toISOString(),
    updated_at: amendment.updatedAt.toISOString(),
  };
}

export async function showAmendment(
  ctx: Ctx,
  row: store.AgreementRow,
  amendment: life.AmendmentRow,
): Promise<AmendmentOut> {
  const base = await store.findVersion(ctx.db, row.id, amendment.baseVersion);
  const own = await amendmentDocument(ctx, amendment);
  const signed = own?.signatures ?? [];
  const signing = amendmentSigning(
    row,
    amendment,
    signed.map((one) => one.organizationId),
  );
  const terms = termsOf(amendment);
  const steps = await life.matterSteps(ctx.db, [amendment.id]);
  const { document = null } = own ?? {};
  return {
    ...showAmendmentLine(amendment, await store.namesOf(ctx.db, [amendment.proposedBy])),
    agreement_id: row.id,
    agreement_no: row.no,
    agency: row.agency,
    developer: row.developer,
    revision: amendment.revision,
    governed_at: amendment.governedAt?.toISOString() ?? null,
    terms: terms as unknown as TermsOut,
    missing: missingTerms(terms),
    deviations: showDeviations(row.template, terms, amendment.deviations as Reasons),
    changes: termsDiff(base?.terms ?? null, terms),
    document:
      document === null
        ? null
        : { id: document.id, sha256: document.sha256, created_at: document.createdAt.toISOString() },
    signatures: signed.map((one) => ({
      organization_id: one.organizationId,
      organization: one.organization,
      signed_at: one.signedAt.toISOString(),
    })),
    waiting_for: amendment.state === 'offered' ? (nextSigner(signing)?.name ?? null) : null,
    filings: row.filings
      .filter((filing) => filing.amendmentId === amendment.id)
      .map((filing) => showFiling(ctx, { ...filing, agreement: row })),
    history: await showSteps(ctx, steps, base?.terms ?? null),
    actions: ctx.viewer === null ? [] : showActions(row, amendment, signing, ctx.viewer),
  };
}

function showActions(
  row: store.AgreementRow,
  amendment: life.AmendmentRow,
  signing: SigningFacts,
  viewer: Viewer,
): AmendmentOut['actions'] {
  const side = sideOf(factsOf(row), viewer);
  return Object.keys(amendmentLifecycle[amendment.state])
    .filter((name) => (name in amendmentDoers || name === 'sign') && (side === 'agency' || side === 'developer'))
    .filter((name) => {
      if (name === 'sign') return true;
      const doer = amendmentDoers[name as AmendmentDoing];
      const mine = viewer.organization.id === amendment.proposedBy;
      return (
        side !== null && doer.sides.includes(side) && (doer.only === undefined || (doer.only === 'proposer') === mine)
      );
    })
    .map((name) =>
      showAction(
        name,
        name === 'sign'
          ? signHindrance(signing, viewer)
          : amendmentHindrance(row, amendment, viewer, name as AmendmentDoing),
      ),
    );
}
