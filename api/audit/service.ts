/** Reading the audit record; writing is act.ts. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { provinceCode } from '#api/kernel/regions.ts';
import { auditReach, requireDuty } from '#api/kernel/rights.ts';
import type { auditEventShape, auditOperations } from './contract.ts';
import * as store from './events-store.ts';
import { type RootsReport, verifyRoots } from './roots.ts';
import { type ChainReport, verifyChain } from './verify.ts';

export type AuditEventOut = z.input<typeof auditEventShape>;
type ListQuery = z.output<(typeof auditOperations.listAuditEvents)['query']>;

/** Whom an act was done for, where a delegate did it. */
const holderOf = (canon: string): string | null => (JSON.parse(canon) as { for?: string }).for ?? null;

/**
 * Acts of the organisations of the regions in reach. What nobody signed in did (jobs, visitors) and what enterprises did, who belong to
 * no government, is the platform's, which the province runs: its auditors read that too.
 */
export const reachOf = (regions: readonly string[]): store.Reach => ({
  regions,
  platform: regions.includes(provinceCode),
});

/** True where an auditor may read the record as `listEvents` would list it. */
export async function mayAudit(ctx: Ctx, row: { readonly seq: bigint; readonly subjectId: string }): Promise<boolean> {
  const reach = auditReach(ctx.viewer);
  return reach.length > 0 && store.mayRead(ctx.db, reachOf(reach), row);
}

export async function listEvents(ctx: Ctx, query: ListQuery) {
  const reach = reachOf(auditReach(requireDuty(ctx.viewer, 'auditor')));
  const { page, page_size, ...filter } = query;
  const { total, rows } = await store.listEvents(ctx.db, reach, filter, (page - 1) * page_size, page_size);
  const people = await ctx.db.person.findMany({
    where: { id: { in: rows.flatMap((r) => [r.actorId, holderOf(r.canon)].filter((id) => id !== null)) } },
    select: { id: true, displayName: true },
  });
  const organizations = await ctx.db.organization.findMany({
    where: { id: { in: rows.flatMap((r) => (r.organizationId === null ? [] : [r.organizationId])) } },
    select: { id: true, name: true },
  });
  const personName = new Map(people.map((p) => [p.id, p.displayName]));
  const organizationName = new Map(organizations.map((o) => [o.id, o.name]));
  const items = rows.map(
    (r): AuditEventOut => ({
      seq: String(r.seq),
      at: r.at.toISOString(),
      action: r.action,
      outcome: r.outcome as 'done' | 'refused',
      actor_id: r.actorId,
      actor_name: personName.get(r.actorId ?? '') ?? null,
      for_name: personName.get(holderOf(r.canon) ?? '') ?? null,
      organization_id: r.organizationId,
      organization_name: organizationName.get(r.organizationId ?? '') ?? null,
      request_id: r.requestId,
      subject_type: r.subjectType,
      subject_id: r.subjectId,
      facts: (JSON.parse(r.canon) as { facts: Record<string, unknown> }).facts,
      hash: r.hash,
    }),
  );
  return { items, total, page, page_size };
}

/** `ok` only where the chain holds and every published root fits it. */
export async function verify(ctx: Ctx): Promise<ChainReport & { roots: RootsReport }> {
  requireDuty(ctx.viewer, 'auditor');
  const [chain, roots] = [await verifyChain(ctx.db), await verifyRoots(ctx.db)];
  return { ...chain, ok: chain.ok && roots.wrong === null, roots };
}

export async function head(ctx: Ctx): Promise<{ seq: string; hash: string }> {
  const found = await ctx.db.auditHead.findUniqueOrThrow({ where: { id: 1 } });
  return { seq: String(found.seq), hash: found.hash };
}
