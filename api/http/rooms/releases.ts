import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import { operationTables } from '#api/operations.ts';
import { releaseOperations } from '#api/releases/contract.ts';
import { listReleases } from '#api/releases/service.ts';

export function mountReleases(router: Router, app: App): void {
  mount(router, app, releaseOperations, { listReleases: () => listReleases(operationTables) });
}
