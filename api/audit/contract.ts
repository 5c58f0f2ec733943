import { z } from 'zod';
import { instantText, operation, page, pageQuery } from '#api/kernel/operation.ts';

export const auditEventShape = z
  .object({
    seq: z.string(),
    at: instantText,
    action: z.string(),
    outcome: z.enum(['done', 'refused']),
    actor_id: z.string().nullable(),
    actor_name: z.string().nullable(),
    for_name: z.string().nullable().meta({ description: 'The holder, where a delegate acted for him' }),
    organization_id: z.string().nullable(),
    organization_name: z.string().nullable(),
    request_id: z.string(),
    subject_type: z.string(),
    subject_id: z.string(),
    facts: z.record(z.string(), z.unknown()),
    hash: z.string(),
  })
  .meta({ id: 'AuditEvent', description: 'One link of the audit chain' });

export const auditOperations = {
  listAuditEvents: operation({
    method: 'get',
    path: '/audit/events',
    auth: 'session',
    summary: ['审计记录', 'Audit record'],
    description:
      'For holders of the auditor duty: acts of the organisations of the own region, and of regions opened by document. Newest first.',
    query: pageQuery.extend({
      action: z.string().max(80).optional(),
      outcome: z.enum(['done', 'refused']).optional(),
      subject_id: z.string().max(80).optional(),
      actor_id: z.string().max(80).optional(),
    }),
    out: page(auditEventShape),
  }),
  verifyAudit: operation({
    method: 'get',
    path: '/audit/verification',
    auth: 'session',
    summary: ['核验审计链', 'Check the audit chain'],
    description: 'Re-computes every hash from the first record and names the first broken link.',
    out: z.object({
      ok: z.boolean(),
      checked: z.number().int(),
      head: z.object({ seq: z.string(), hash: z.string() }),
      broken: z.object({ seq: z.string(), reason: z.string() }).optional(),
      roots: z
        .object({
          checked: z.number().int(),
          wrong: z.object({ number: z.number().int(), from: z.string(), to: z.string() }).nullable(),
        })
        .meta({
          description: 'Every published root worked out anew; `wrong` names the first that the record no longer fits',
        }),
    }),
  }),
  showAuditHead: operation({
    method: 'get',
    path: '/audit/head',
    auth: 'public',
    summary: ['审计链首', 'Head of the audit chain'],
    description:
      'Sequence number and hash of the newest record: whoever keeps a copy can later prove that nothing was cut off.',
    out: z.object({ seq: z.string(), hash: z.string() }),
  }),
};
