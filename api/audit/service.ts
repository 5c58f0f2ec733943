/** Reading the audit record; writing is act.ts. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { requireDuty } from '#api/kernel/rights.ts';
import type { auditEventShape, auditOperations } from './contract.ts';
import { type ChainReport, verifyChain } from './verify.ts';

export type AuditEventOut = z.input<typeof auditEventShape>;
type ListQuery = z.output<(typeof auditOperations.listAuditEvents)['query']>;

export async function listEvents(ctx: Ctx, query: ListQuery) {
  requireDuty(ctx.viewer, 'auditor');
  const where = {
    ...(query.action === undefined ? {} : { action: { startsWith: query.action } }),
    ...(query.outcome === undefined ? {} : { outcome: query.outcome }),
    ...(query.subject_id === undefined ? {} : { subjectId: query.subject_id }),
    ...(query.actor_id === undefined ? {} : { actorId: query.actor_id }),
  };
  const [total, rows] = await Promise.all([
    ctx.db.auditEvent.count({ where }),
    ctx.db.auditEvent.findMany({
      where,
      orderBy: { seq: 'desc' },
      skip: (query.page - 1) * query.page_size,
      take: query.page_size,
    }),
  ]);
  const people = await ctx.db.person.findMany({
    where: { id: { in: rows.flatMap((r) => (r.actorId === null ? [] : [r.actorId])) } },
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
      organization_id: r.organizationId,
      organization_name: organizationName.get(r.organizationId ?? '') ?? null,
      request_id: r.requestId,
      subject_type: r.subjectType,
      subject_id: r.subjectId,
      facts: (JSON.parse(r.canon) as { facts: Record<string, unknown> }).facts,
      hash: r.hash,
    }),
  );
  return { items, total, page: query.page, page_size: query.page_size };
}

export async function verify(ctx: Ctx): Promise<ChainReport> {
  requireDuty(ctx.viewer, 'auditor');
  return verifyChain(ctx.db);
}

export async function head(ctx: Ctx): Promise<{ seq: string; hash: string }> {
  const found = await ctx.db.auditHead.findUniqueOrThrow({ where: { id: 1 } });
  return { seq: String(found.seq), hash: found.hash };
}
