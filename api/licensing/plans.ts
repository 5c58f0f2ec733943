/** The cooperation plan: what each side brings and gets, proposed by one side, confirmed by the other (Articles 19, 20). */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import type { confirmPlanShape, planShape } from './case-contract.ts';
import * as store from './case-store.ts';
import { refuse } from './rules/kind-refusals.ts';
import type { ApplicationOut } from './view.ts';
import { walk } from './walk.ts';

/** Either side; every change is a version of its own and needs the other side's confirmation anew. */
export async function proposePlan(ctx: Ctx, id: string, input: z.output<typeof planShape>): Promise<ApplicationOut> {
  return walk(ctx, id, 'propose_plan', async ({ tx, row, viewer, note }) => {
    const version = (row.plans[0]?.version ?? 0) + 1;
    const sha256 = createHash('sha256')
      .update(canonicalJson({ application: row.no, version, ...input }))
      .digest('hex');
    await store.insertPlan(tx.db, {
      applicationId: id,
      version,
      goals: input.goals,
      agencyPart: input.agency_part,
      developerPart: input.developer_part,
      schedule: input.schedule,
      results: input.results,
      sha256,
      organizationId: viewer.organization.id,
      proposedBy: viewer.personId,
      proposedAt: tx.clock.now(),
    });
    note({ version, sha256 });
    return { words: `v${version}` };
  });
}

/** Confirms exactly the version that was read. */
export async function confirmPlan(
  ctx: Ctx,
  id: string,
  input: z.output<typeof confirmPlanShape>,
): Promise<ApplicationOut> {
  return walk(ctx, id, 'confirm_plan', async ({ tx, row, viewer, note }) => {
    const [plan] = row.plans;
    if (plan === undefined) throw refuse('licensing.plan_absent');
    if (plan.version !== input.version) throw refuse('licensing.plan_changed', { version: plan.version });
    await store.confirmPlan(tx.db, id, plan.version, viewer.personId, tx.clock.now());
    note({ version: plan.version, sha256: plan.sha256 });
    return { words: `v${plan.version}` };
  });
}
