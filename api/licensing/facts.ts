/** What the rules ask about a case, read from its row. */
import type { CaseFacts } from './rules/rights.ts';
import type { ApplicationRow } from './store.ts';

export function factsOf(row: ApplicationRow): CaseFacts {
  const [plan] = row.plans;
  const open = row.objections.find((one) => one.outcome === null);
  return {
    developerId: row.developerId,
    agencyId: row.agencyId,
    regionCode: row.regionCode,
    state: row.state,
    feeFen: row.feeFen,
    feeReceiptNo: row.feeReceiptNo,
    supplementNotice: row.supplementNotice,
    kind: row.kind,
    dueOn: row.dueOn,
    pauseGround: row.pauseGround,
    extension: row.extension,
    plan:
      plan === undefined
        ? null
        : { version: plan.version, by: plan.organizationId, confirmed: plan.confirmedAt !== null },
    notice: row.publicNotice,
    awarded: awardOf(row) !== null,
    objection: open === undefined ? null : { bodyId: open.bodyId },
    jointNo: row.joint?.no ?? null,
    leadId: row.joint?.lead.id ?? null,
    authorityIds: [
      ...(row.extension?.authorityId == null ? [] : [row.extension.authorityId]),
      ...row.objections.map((one) => one.bodyId),
      // Whoever recorded the consent to the plan records the award.
      ...(row.call?.decisions.map((one) => one.organizationId) ?? []),
    ],
  };
}

/** The government's decision that this applicant be the operator, or null. */
export function awardOf(row: ApplicationRow) {
  return (
    row.call?.decisions.findLast(
      (one) => one.stage === 'award' && one.applicationId === row.id && one.outcome === 'consent',
    ) ?? null
  );
}
