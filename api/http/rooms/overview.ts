import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import { overviewOperations } from '#api/overview/contract.ts';
import * as overview from '#api/overview/service.ts';

export function mountOverview(router: Router, app: App): void {
  mount(router, app, overviewOperations, {
    showDriftImpact: (ctx, { params }) => overview.driftImpact(ctx, params.id),
    showWorklist: (ctx) => overview.worklist(ctx),
    showFigures: (ctx) => overview.figures(ctx),
  });
}
