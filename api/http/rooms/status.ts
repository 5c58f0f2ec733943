import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import { statusOperations } from '#api/status/contract.ts';
import * as status from '#api/status/service.ts';

export function mountStatus(router: Router, app: App): void {
  mount(router, app, statusOperations, {
    showStatus: (ctx) => status.showStatus(ctx),
    announce: (ctx, { body }) => status.announce(ctx, body),
    updateNotice: (ctx, { params, body }) => status.updateNotice(ctx, params.id, body),
  });
}
