import type { Router } from 'express';
import { auditOperations } from '#api/audit/contract.ts';
import * as audit from '#api/audit/service.ts';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';

export function mountAudit(router: Router, app: App): void {
  mount(router, app, auditOperations, {
    listAuditEvents: (ctx, { query }) => audit.listEvents(ctx, query),
    verifyAudit: (ctx) => audit.verify(ctx),
    showAuditHead: (ctx) => audit.head(ctx),
  });
}
